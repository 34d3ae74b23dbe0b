//! Vague words in the statement of a goal, Chinese and English (P01.3.1). A vague word is mended by
//! a number in the same statement; without one it makes the goal fail on "specific".

use model::Order as _;

/// Words that say that something changes, but not by how much; and words that sound like more than
/// they say. Longer ones first where one contains another.
const CHINESE: &str = "\
    做大做强 又好又快 尽可能 有竞争力 进一步 更好地 不断地 建立健全 一定程度 提质增效 降本增效 提升 提高 加强 增强 优化 改善 改进 \
    完善 健全 增加 扩大 拓展 开拓 推进 推动 促进 深化 强化 加大 加快 降低 减少 缩短 做好 做强 做大 做精 夯实 打造 赋能 争取 力争 \
    努力 尽快 尽早 尽量 大幅 大力 显著 明显 全面 适当 适时 若干 更多 更好 更高 更强 更快 更大 早日 近期 不断 持续 领先 一流 较大 \
    较好 逐步 积极 广泛 深入 良好 丰富 充分 合理 抓好 提振 激发 搞好 一些 适度 稳步 稳定增长 知名 行业标杆 第一品牌 首选";
/// Words that contain a vague one but name a thing.
const CHINESE_NAMES: &[&str] = &["增强现实", "提升机", "加强筋", "知名度", "优化师", "降解剂"];

const ENGLISH: &str = "\
    improve increase boost enhance strengthen optimise optimize grow raise reduce cut lower lift maximise maximize minimise minimize \
    expand drive accelerate better more best leading world-class first-class best-in-class significantly significant substantially \
    substantial considerably dramatically greatly strongly soon asap several various some many stronger popular effective efficient \
    efficiently effectively leverage streamline support foster deepen broaden push promote develop upgrade continuously robust \
    seamless excellent excellence outstanding great faster higher larger bigger less fewer appropriate reasonable";
const ENGLISH_PHRASES: &[&str] = &[
    "as soon as possible",
    "where possible",
    "as much as possible",
    "near future",
    "state of the art",
    "market leader",
    "further",
    "if possible",
    "first choice",
    "number one",
    "top of mind",
];

/// A vague word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VagueWord {
    /// As written.
    pub word: String,
    /// First byte in the text.
    pub from: usize,
    /// Byte after the last.
    pub to: usize,
    /// A number in the same text says how much is meant.
    pub quantified: bool,
}

/// The vague words of a text in order. Dates are no quantity.
pub fn lint(text: &str) -> Vec<VagueWord> {
    let quantified = super::statement::has_amount(text);
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut add = |from: usize, to: usize| {
        if !found.iter().any(|(a, b)| from < *b && *a < to) {
            found.push((from, to));
        }
    };
    let names: Vec<(usize, usize)> = CHINESE_NAMES.iter().flat_map(|name| text.match_indices(name).map(|(at, _)| (at, at + name.len()))).collect();
    for word in CHINESE.split(' ') {
        for (at, _) in text.match_indices(word) {
            if !names.iter().any(|(a, b)| *a <= at && at + word.len() <= *b) {
                add(at, at + word.len());
            }
        }
    }
    // Lower case letter by letter, so that byte positions stay those of the text.
    let lower: String = text.chars().map(|c| if c.is_ascii() { c.to_ascii_lowercase() } else { c }).collect();
    for phrase in ENGLISH_PHRASES {
        for (at, _) in lower.match_indices(phrase) {
            if stands_alone(&lower, at, at + phrase.len()) {
                add(at, at + phrase.len());
            }
        }
    }
    for (from, to) in latin_words(&lower) {
        if is_vague(&lower[from..to]) {
            add(from, to);
        }
    }
    found.order();
    found.into_iter().map(|(from, to)| VagueWord { word: text[from..to].to_owned(), from, to, quantified }).collect()
}

fn stands_alone(text: &str, from: usize, to: usize) -> bool {
    let before = text[..from].chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
    let after = text[to..].chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    !before && !after
}

fn latin_words(text: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_ascii_alphabetic() || (c == '-' && start.is_some());
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Whether a lower-case word is on the list, also as `-s`, `-d`, `-ed`, `-ing`.
fn is_vague(word: &str) -> bool {
    ENGLISH.split(' ').any(|base| {
        word == base
            || ["s", "d", "ed", "ing", "ment"].iter().any(|ending| word.strip_suffix(ending) == Some(base))
            || base.strip_suffix('e').is_some_and(|stem| word.strip_suffix("ing") == Some(stem))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = lint(text);
        assert_eq!(found.iter().map(|vague| vague.word.as_str()).collect::<Vec<_>>(), expected, "{text}");
        for vague in &found {
            assert_eq!(&text[vague.from..vague.to], vague.word);
        }
    }

    /// covers: P01.3.1
    #[test]
    fn vague_words_are_named() {
        check("提升品牌知名度", &["提升"]);
        check("尽快做大做强线上渠道", &["尽快", "做大做强"]);
        check("建设增强现实展厅", &[]);
        check("Significantly improving our service as soon as possible", &["Significantly", "improving", "as soon as possible"]);
        check("Bestow moreover cutlery", &[]);
        check("新增 40 家药店经销商", &[]);
    }

    /// covers: P01.3.1
    #[test]
    fn a_number_mends_a_vague_word_and_a_date_does_not() {
        assert!(lint("提升销售额 20%").iter().all(|vague| vague.quantified));
        assert!(lint("2026 年提升销售额").iter().all(|vague| !vague.quantified));
        assert!(lint("Improve sales by 31 December 2026").iter().all(|vague| !vague.quantified));
        assert!(lint("Improve sales to €3m").iter().all(|vague| vague.quantified));
    }
}
