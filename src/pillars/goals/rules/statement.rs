//! Reads the statement of a goal as one sentence: amounts, from and to, change, due date, subject,
//! means, link to something higher. Works on the words alone, so that a goal typed in one line gets
//! a verdict and can fill its own fields (P01.3; decisions.md 14).

use model::{Date, DateField, FieldType, Json, Key, Number};

use super::amounts::{self, HISTORY, clause_of};
pub use super::amounts::{Amount, Part, Unit};
use super::dates::{self, DateUse, FoundDate, Scan, is_han};
use super::words;
use crate::goals::goal;

/// What a sentence says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statement {
    /// What the goal is about, in the words of the sentence.
    pub subject: Option<String>,
    /// All amounts in order.
    pub amounts: Vec<Amount>,
    /// Vague words without a number.
    pub vague: Vec<String>,
    /// Last day, resolved with today where the year or the day is left out.
    pub due: Option<Date>,
    /// A term that hangs on an event without a date: "3 months after launch".
    pub after_event: Option<String>,
    /// The change is compared with a stated time: "over 2025", 同比.
    pub has_base: bool,
    /// Means are named, or how it went before: the words.
    pub means: Option<String>,
    /// Says that nothing will be put in.
    pub without_means: bool,
    /// The strategy, mission or higher goal it names.
    pub serves: Option<String>,
}

impl Statement {
    fn first(&self, part: Part) -> Option<&Amount> {
        self.amounts.iter().find(|amount| amount.part == part)
    }

    /// Where it starts from.
    pub fn from(&self) -> Option<Amount> {
        self.first(Part::From).copied()
    }

    /// What shall be reached: the level after "from", or the first one.
    pub fn level(&self) -> Option<Amount> {
        let start = self.first(Part::From);
        let after = start.and_then(|start| self.amounts.iter().find(|a| a.part == Part::Level && a.unit == start.unit && a.from > start.from));
        after.or_else(|| self.first(Part::Level)).copied()
    }

    /// By how much it shall change.
    pub fn change(&self) -> Option<Amount> {
        self.first(Part::Change).copied()
    }

    /// Any amount that is not means.
    pub fn has_amount(&self) -> bool {
        self.amounts.iter().any(|amount| amount.part != Part::Means)
    }

    /// Fields of a goal that the sentence already answers, for the form to take over.
    pub fn suggestions(&self) -> Vec<(Key, Json)> {
        let mut fields = Vec::new();
        let mut add = |name: &str, value: Json| fields.push((Key::new(name), value));
        if let Some(from) = self.from() {
            add(goal::BASELINE.name(), Number::write(from.value));
        }
        if let Some(level) = self.level() {
            add(goal::TARGET.name(), Number::write(level.value));
        }
        match self.change().map(|change| change.unit) {
            Some(Unit::Percent | Unit::PerMille | Unit::Fold) => add(goal::CHANGE_MODE.name(), "relative".into()),
            Some(Unit::Points) => add(goal::CHANGE_MODE.name(), "points".into()),
            _ => {}
        }
        if let Some(due) = self.due {
            add(goal::DUE.name(), DateField::write(due));
        }
        fields
    }
}

/// Whether a text holds an amount that is not a date.
pub(super) fn has_amount(text: &str) -> bool {
    let scan = Scan::new(text);
    // Which day is taken for today makes no difference to what is a date.
    let dates = dates::find(&scan, Date::default());
    amounts::find(&scan, &dates).iter().any(|amount| amount.part != Part::Means)
}

/// Reads a statement; `today` resolves "this year" and "within six months".
pub fn read(text: &str, today: Date) -> Statement {
    let scan = Scan::new(text);
    let dates = dates::find(&scan, today);
    let amounts = amounts::find(&scan, &dates);
    let due = due_of(&dates);
    let after_event = if due.is_none() { event(&scan) } else { None };
    let compared = dates.iter().any(|date| date.used_as == DateUse::Reference || (Some(date.date) != due && date.date < today));
    Statement {
        subject: subject(&scan, &dates, &amounts),
        vague: words::lint(text).into_iter().filter(|vague| !vague.quantified).map(|vague| vague.word).collect(),
        due,
        after_event,
        has_base: compared || contains(&scan, &["同比", "环比", "year on year", "year-on-year", "yoy", "year over year", "on the year"]),
        means: means(&scan, &amounts),
        without_means: contains(&scan, WITHOUT_MEANS),
        serves: serves(&scan),
        amounts,
    }
}

const WITHOUT_MEANS: &[&str] = &[
    "不投入",
    "零投入",
    "零预算",
    "无预算",
    "没有预算",
    "不花钱",
    "without any budget",
    "without budget",
    "no budget",
    "zero budget",
    "without any resources",
    "without spending",
];

fn contains(scan: &Scan, texts: &[&str]) -> bool {
    (0..scan.chars.len()).any(|index| scan.one_of(index, texts).is_some())
}

fn due_of(dates: &[FoundDate]) -> Option<Date> {
    dates.iter().filter(|date| date.used_as == DateUse::Due).map(|date| date.date).max()
}

fn event(scan: &Scan) -> Option<String> {
    const EVENTS: &[&str] = &[
        "上市后",
        "上线后",
        "开业后",
        "发布后",
        "投产后",
        "启动后",
        "after launch",
        "after the launch",
        "after opening",
        "after release",
        "of launch",
        "after go-live",
    ];
    (0..scan.chars.len()).find_map(|index| scan.one_of(index, EVENTS).map(|end| scan.slice(index, end)))
}

fn means(scan: &Scan, amounts: &[Amount]) -> Option<String> {
    let put_in = amounts.iter().find(|amount| amount.part == Part::Means && amounts.iter().any(|other| other.part != Part::Means));
    let history = (0..scan.chars.len()).find(|index| scan.one_of(*index, HISTORY).is_some());
    let (from, to) = clause_of(scan, put_in.map(|amount| amount.from).or(history)?);
    Some(scan.slice(from, to).trim().to_owned())
}

/// The clause that ties the goal to something higher: a linking word and a strategy, mission, value.
fn serves(scan: &Scan) -> Option<String> {
    const HIGHER: &[&str] = &[
        "战略",
        "使命",
        "愿景",
        "价值观",
        "公司目标",
        "集团目标",
        "企业目标",
        "总目标",
        "上级目标",
        "strategy",
        "mission",
        "vision",
        "company goal",
        "corporate goal",
        "strategic goal",
        "our values",
        "company's goal",
        "group goal",
        "strategic plan",
    ];
    const LINKS: &[&str] = &[
        "落实",
        "服务",
        "支撑",
        "支持",
        "响应",
        "实现",
        "助力",
        "承接",
        "贯彻",
        "体现",
        "围绕",
        "契合",
        "践行",
        "in support of",
        "to support",
        "supporting",
        "serving",
        "to serve",
        "as part of",
        "in line with",
        "aligned with",
        "deliver",
        "contribut",
        "heart of",
        "towards our",
        "underpin",
        "in pursuit of",
        "fulfil",
        "live up to",
    ];
    let found = |texts: &[&str]| (0..scan.chars.len()).find(|index| scan.one_of(*index, texts).is_some());
    let (link, higher) = (found(LINKS)?, found(HIGHER)?);
    // The linking word of another clause ties nothing.
    let last = (link..higher).any(|at| matches!(scan.at(at), Some('，' | ';' | '；' | '。')));
    (!last).then(|| scan.slice(link.min(higher), clause_of(scan, higher).1).trim().to_owned())
}

/// What is left of the sentence without dates, amounts, vague words, and small words.
fn subject(scan: &Scan, dates: &[FoundDate], amounts: &[Amount]) -> Option<String> {
    const DROPPED_CHINESE: &[&str] = &[
        "增长",
        "新增",
        "达到",
        "实现",
        "完成",
        "力争",
        "以上",
        "以下",
        "之前",
        "同比",
        "环比",
        "上升",
        "下降",
        "超过",
        "控制",
        "保持",
        "以内",
        "不低于",
        "不少于",
        "全年",
        "增至",
        "升至",
        "降至",
        "提至",
        "成为",
    ];
    /// Dropped at the ends of what is left, never inside a word: 到店转化率 keeps its 到.
    const AT_START: &[char] = &['将', '把', '由', '从', '比', '较', '在', '的', '为', '和', '与', '及', '岁', '让', '以'];
    const AT_END: &[char] = &['将', '把', '由', '从', '比', '较', '在', '的', '为', '和', '与', '及', '到', '至', '每'];
    const MEASURES: &[char] = &['元', '台', '家', '名', '个', '次', '份', '人', '场', '条', '位', '间', '座'];
    const DROPPED_ENGLISH: &[&str] = &[
        "by", "to", "from", "in", "of", "the", "a", "an", "at", "for", "and", "our", "we", "with", "on", "end", "reach", "achieve", "get", "become",
        "be", "do", "over", "until", "before", "than", "up", "down", "least", "percent", "points", "will", "want", "it", "this", "next", "within",
        "more", "provide", "make", "deliver", "double", "is", "all", "per",
    ];
    let mut keep: Vec<bool> = vec![true; scan.chars.len()];
    let spans = dates.iter().map(|d| (d.from, d.to)).chain(amounts.iter().map(|a| (a.from, a.to)));
    for (from, to) in spans {
        keep[from..to.min(scan.chars.len())].iter_mut().for_each(|kept| *kept = false);
        if scan.at(to).is_some_and(|c| MEASURES.contains(&c)) {
            keep[to] = false;
        }
    }
    let left: String =
        scan.chars.iter().zip(&keep).map(|(c, kept)| if *kept && (c.is_alphanumeric() || matches!(c, '-' | '\'')) { *c } else { ' ' }).collect();
    let mut plain = left.clone();
    for vague in words::lint(&left) {
        plain.replace_range(vague.from..vague.to, &" ".repeat(vague.to - vague.from));
    }
    for word in DROPPED_CHINESE {
        plain = plain.replace(word, " ");
    }
    let chunk_size = |chunk: &str| chunk.chars().filter(|c| c.is_alphabetic()).count();
    let chunks = plain.split(' ').map(|chunk| chunk.trim_start_matches(AT_START).trim_end_matches(AT_END));
    let han = chunks.filter(|chunk| chunk.chars().any(is_han) && chunk_size(chunk) >= 2).max_by_key(|chunk| chunk_size(chunk));
    if let Some(han) = han {
        return Some(han.to_owned());
    }
    let latin: Vec<&str> = plain
        .split_whitespace()
        .filter(|word| word.chars().any(|c| c.is_ascii_alphabetic()) && word.len() > 1 && !DROPPED_ENGLISH.contains(word))
        .take(6)
        .collect();
    (!latin.is_empty()).then(|| latin.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Date {
        Date::from_ymd_opt(2026, 1, 15).unwrap()
    }

    fn check(text: &str, from: Option<&str>, level: Option<&str>, change: Option<&str>) {
        let statement = read(text, today());
        let plain = |amount: Option<Amount>| amount.map(|amount| amount.value.to_string());
        let found = (plain(statement.from()), plain(statement.level()), plain(statement.change()));
        assert_eq!(found, (from.map(Into::into), level.map(Into::into), change.map(Into::into)), "{text}: {statement:?}");
    }

    /// covers: P01.3.2
    #[test]
    fn amounts_are_told_apart() {
        check("品牌知名度从 30% 提高到 39%", Some("0.3"), Some("0.39"), None);
        check("销售额由 4000 万元增至 6000 万元", Some("40000000"), Some("60000000"), None);
        check("提高毛利率 3 个百分点", None, None, Some("0.03"));
        check("提高品牌知名度30%", None, None, Some("0.3"));
        check("满意度达到 88%", None, Some("0.88"), None);
        check("新增 40 家经销商", None, Some("40"), None);
        check("Raise awareness from 30% to 39%", Some("0.3"), Some("0.39"), None);
        check("Grow online sales by 20%", None, None, Some("0.2"));
        check("Grow online sales 20%", None, None, Some("0.2"));
        check("Double online sales from €3m to €6m", Some("3000000"), Some("6000000"), Some("2"));
        check("Win customers aged 18-30 years", None, None, None);
        check("Sell 5,000 units of S2", None, Some("5000"), None);
        check("Collect $1.2 million", None, Some("1200000"), None);
    }

    /// covers: P01.3.1
    #[test]
    fn the_subject_is_what_is_left() {
        assert_eq!(read("提升品牌知名度", today()).subject.as_deref(), Some("品牌知名度"));
        assert_eq!(read("增长 20%", today()).subject, None);
        assert_eq!(read("Grow by 20%", today()).subject, None);
        assert_eq!(read("Improve customer satisfaction", today()).subject.as_deref(), Some("customer satisfaction"));
    }

    /// covers: P01.3.2, P01.3.5
    #[test]
    fn a_sentence_fills_the_fields_it_answers() {
        let fields = read("2026 年底前把复购率从 18% 提高到 30%", today()).suggestions();
        let plain: Vec<String> = fields.iter().map(|(key, json)| format!("{key}={json}")).collect();
        assert_eq!(plain, ["baseline=0.18", "target=0.3", "due=\"2026-12-31\""]);
    }
}
