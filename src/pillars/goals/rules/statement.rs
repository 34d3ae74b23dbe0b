//! Reads the statement of a goal as one sentence: amounts, from and to, change, due date, subject,
//! means, link to something higher. Works on the words alone, so that a goal typed in one line gets
//! a verdict and can fill its own fields (P01.3; decisions.md 14).

use model::{Date, DateField, Decimal, FieldType, Json, Key, Number};

use super::dates::{self, DateUse, FoundDate, Scan, is_han};
use super::words;
use crate::goals::goal;

/// What an amount counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `%`: the value is a share, 0.3 for 30 %.
    Percent,
    /// `‰`: the value is a share as well.
    PerMille,
    /// Percentage points: 0.03 for 3 points.
    Points,
    /// Times: 2 for "double".
    Fold,
    /// Money or things.
    Count,
}

/// What an amount is in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Where it starts from.
    From,
    /// What shall be reached.
    Level,
    /// By how much it shall change.
    Change,
    /// Money or people put in.
    Means,
}

/// An amount in the sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
    /// Its value; percent as a share.
    pub value: Decimal,
    /// What it counts.
    pub unit: Unit,
    /// What it is for.
    pub part: Part,
    from: usize,
    to: usize,
}

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
    amounts(&scan, &dates).iter().any(|amount| amount.part != Part::Means)
}

/// Reads a statement; `today` resolves "this year" and "within six months".
pub fn read(text: &str, today: Date) -> Statement {
    let scan = Scan::new(text);
    let dates = dates::find(&scan, today);
    let amounts = amounts(&scan, &dates);
    let due = due_of(&dates);
    let after_event = if due.is_none() { event(&scan) } else { None };
    let compared = dates.iter().any(|date| date.used_as == DateUse::Reference || (Some(date.date) != due && date.date < today));
    let statement = Statement {
        subject: subject(&scan, &dates, &amounts),
        vague: words::lint(text).into_iter().filter(|vague| !vague.quantified).map(|vague| vague.word).collect(),
        due,
        after_event,
        has_base: compared || contains(&scan, &["同比", "环比", "year on year", "year-on-year", "yoy", "year over year", "on the year"]),
        means: means(&scan, &amounts),
        without_means: contains(&scan, WITHOUT_MEANS),
        serves: serves(&scan),
        amounts,
    };
    statement
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

/// Where a clause ends: at a comma, semicolon or full stop that is not inside a number.
fn clause_of(scan: &Scan, index: usize) -> (usize, usize) {
    let is_end = |at: usize| match scan.at(at) {
        Some('，' | '；' | '。' | ';' | '、') => true,
        Some(',' | '.') => !scan.at(at + 1).is_some_and(|c| c.is_ascii_digit()),
        _ => scan.one_of(at, &[" with a ", " backed by ", " and two ", " using a "]).is_some(),
    };
    let from = (0..index).rev().find(|at| is_end(*at)).map_or(0, |at| at + 1);
    let to = (index..scan.chars.len()).find(|at| is_end(*at)).unwrap_or(scan.chars.len());
    (from, to)
}

const MEANS_WORDS: &[&str] = &[
    "预算",
    "投入",
    "投放",
    "经费",
    "到岗",
    "增配",
    "配备",
    "专员",
    "团队",
    "人手",
    "budget",
    "team of",
    "hired",
    "dedicated",
    "headcount",
    "staffed",
    "managers are",
];
const HISTORY: &[&str] =
    &["过去两年", "过去三年", "近两年", "近三年", "历史", "年均", "past two years", "past three years", "historic", "track record", "last two years"];

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

fn amounts(scan: &Scan, dates: &[FoundDate]) -> Vec<Amount> {
    let mut found: Vec<Amount> = Vec::new();
    let mut index = 0;
    while index < scan.chars.len() {
        if let Some(date) = dates.iter().find(|date| date.from <= index && index < date.to) {
            index = date.to;
            continue;
        }
        match amount_at(scan, index) {
            Some((end, Some(amount))) => {
                found.push(amount);
                index = end;
            }
            Some((end, None)) => index = end,
            None => index += 1,
        }
    }
    for at in 0..found.len() {
        found[at].part = part_of(scan, &found, at);
    }
    // A goal about the budget itself has no other amount.
    if found.iter().all(|amount| amount.part == Part::Means) {
        found.iter_mut().for_each(|amount| amount.part = Part::Level);
    }
    found
}

const TIME_UNITS: &[&str] = &[
    "个月", "小时", "分钟", "季度", "岁", "年", "天", "周", "日", "月", "秒", "hour", "minute", "day", "week", "month", "quarter", "year", "second",
];
const TO_CHINESE: &[&str] = &[
    "达到",
    "达",
    "增至",
    "升至",
    "降至",
    "提至",
    "增加到",
    "提高到",
    "提升到",
    "提升至",
    "提高至",
    "扩展到",
    "缩短到",
    "降低到",
    "降到",
    "提到",
    "至",
    "到",
    "不少于",
    "不低于",
    "不高于",
    "不超过",
    "超过",
    "控制在",
    "保持在",
    "维持在",
    "突破",
    "低于",
    "高于",
    "为",
    "在",
];
const TO_ENGLISH: &[&str] = &[
    "to ",
    "reach ",
    "reaching ",
    "of ",
    "below ",
    "under ",
    "above ",
    "at ",
    "at least ",
    "at most ",
    "exceed ",
    "down to ",
    "up to ",
    "than ",
    "hit ",
    "achieve ",
    "between ",
];
const CHANGE_CHINESE: &[&str] = &["增长", "提高", "提升", "增加", "上升", "降低", "下降", "减少", "增幅", "上涨", "缩短", "涨", "降", "升", "增"];

/// An amount here, or the end of a number that is none (an age, a duration, part of a name).
fn amount_at(scan: &Scan, index: usize) -> Option<(usize, Option<Amount>)> {
    if let Some(hit) = fold(scan, index) {
        return Some(hit);
    }
    let plain = |value: Decimal, unit: Unit, to: usize| Amount { value, unit, part: Part::Level, from: index, to };
    if scan.at(index).is_some_and(|c| c.is_ascii_digit()) {
        let mut end = index;
        while scan.at(end).is_some_and(|c| c.is_ascii_digit())
            || (matches!(scan.at(end), Some(',' | '.')) && scan.at(end + 1).is_some_and(|c| c.is_ascii_digit()))
        {
            end += 1;
        }
        let digits = scan.slice(index, end);
        // 18-30 岁 is a group of people, S2 a name, "3-star" a class.
        let joined = scan.at(end) == Some('-') && scan.at(end + 1).is_some_and(|c| c.is_alphanumeric());
        if scan.before(index).is_some_and(|c| c.is_ascii_alphabetic() || c == '-') || joined || scan.before(index) == Some('第') {
            let mut end = end;
            while scan.at(end).is_some_and(|c| c == '-' || c.is_ascii_alphanumeric()) {
                end += 1;
            }
            return Some((end, None));
        }
        let value = model::parse_number(&digits).ok()?;
        let start_of_unit = scan.maybe(end, &[" "]);
        let (factor, after) = magnitude(scan, start_of_unit);
        let number = Decimal::from_millionths(value.millionths().saturating_mul(factor));
        let at_unit = scan.maybe(after, &[" "]);
        if let Some(end) = scan.one_of(at_unit, &["%", "percent", "per cent"]) {
            let at_points = scan.maybe(end, &[" "]);
            let points = scan.one_of(at_points, &["points", "point", "age point"]);
            let value = number.over(Decimal::from_int(100))?;
            return Some(match points {
                Some(end) => (end, Some(plain(value, Unit::Points, end))),
                None => (end, Some(plain(value, Unit::Percent, end))),
            });
        }
        if let Some(end) = scan.one_of(at_unit, &["‰"]) {
            return Some((end, Some(plain(number.over(Decimal::from_int(1000))?, Unit::PerMille, end))));
        }
        if let Some(end) = scan.one_of(at_unit, &["个百分点", "百分点", "percentage points", "percentage point", "points", "point", "pp"]) {
            return Some((end, Some(plain(number.over(Decimal::from_int(100))?, Unit::Points, end))));
        }
        if let Some(end) = scan.one_of(at_unit, &["倍", "x ", "times", "-fold"]) {
            return Some((end, Some(plain(number, Unit::Fold, end))));
        }
        let counts_time =
            scan.one_of(at_unit, TIME_UNITS).is_some() && !leads_to_level(scan, index) && !scan.ends_with(index, &["由", "从", "from "]);
        return Some((after, (!counts_time).then(|| plain(number, Unit::Count, after))));
    }
    chinese_count(scan, index).or_else(|| english_count(scan, index)).map(|(value, end)| (end, Some(plain(value, Unit::Count, end))))
}

fn magnitude(scan: &Scan, index: usize) -> (i64, usize) {
    const STEPS: [(&str, i64); 12] = [
        ("万亿", 1_000_000_000_000),
        ("亿", 100_000_000),
        ("千万", 10_000_000),
        ("百万", 1_000_000),
        ("万", 10_000),
        ("千", 1_000),
        ("million", 1_000_000),
        ("billion", 1_000_000_000),
        ("thousand", 1_000),
        ("bn", 1_000_000_000),
        ("m", 1_000_000),
        ("k", 1_000),
    ];
    for (text, factor) in STEPS {
        if let Some(end) = scan.one_of(index, &[text]) {
            let whole_word = !text.is_ascii() || !scan.at(end).is_some_and(|c| c.is_ascii_alphanumeric());
            if whole_word {
                return (factor, end);
            }
        }
    }
    (1, index)
}

fn fold(scan: &Scan, index: usize) -> Option<(usize, Option<Amount>)> {
    const FOLDS: [(&str, i64); 14] = [
        ("翻两番", 4),
        ("翻一番", 2),
        ("翻番", 2),
        ("翻倍", 2),
        ("twofold", 2),
        ("threefold", 3),
        ("fivefold", 5),
        ("tenfold", 10),
        ("double", 2),
        ("doubling", 2),
        ("triple", 3),
        ("treble", 3),
        ("quadruple", 4),
        ("十倍", 10),
    ];
    let (text, times) = FOLDS.iter().find(|(text, _)| scan.has(index, text))?;
    let end = index + text.chars().count();
    if text.is_ascii() && !scan.word_starts(index) {
        return None;
    }
    // "our doubling strategy" names a plan, it is not this goal's amount.
    let names_a_plan = scan.one_of(end, &[" strategy", " plan", "战略", "计划", "”", "\"", "目标"]).is_some();
    let amount = Amount { value: Decimal::from_int(*times), unit: Unit::Fold, part: Part::Change, from: index, to: end };
    Some((end, (!names_a_plan).then_some(amount)))
}

/// 三家, 两款: Chinese numerals before a measure word.
fn chinese_count(scan: &Scan, index: usize) -> Option<(Decimal, usize)> {
    const MEASURES: &[&str] = &["家", "名", "位", "台", "款", "场", "座", "间", "所", "万", "亿", "条", "份", "次", "个"];
    if scan.before(index).is_some_and(|c| matches!(c, '第' | '前' | '统' | '同' | '每')) {
        return None;
    }
    let (value, end) = scan.chinese_number(index)?;
    // 一个, 一家 are articles; 三个月 is a time.
    if value < 2 || scan.one_of(end, &["个月", "个季度", "个百分点"]).is_some() {
        return None;
    }
    scan.one_of(end, MEASURES).map(|end| (Decimal::from_int(i64::from(value)), end))
}

/// "two flagship stores": a number word before a noun that is no time.
fn english_count(scan: &Scan, index: usize) -> Option<(Decimal, usize)> {
    let (value, end) = scan.english_number(index).filter(|(value, _)| *value > 1)?;
    if scan.at(end) != Some(' ')
        || scan.one_of(end + 1, TIME_UNITS).is_some()
        || scan.before(index) == Some('-')
        || !scan.at(end + 1).is_some_and(char::is_alphabetic)
    {
        return None;
    }
    // "in the past two years" and "over the next two quarters" were excluded with the time units.
    Some((Decimal::from_int(i64::from(value)), end))
}

fn leads_to_level(scan: &Scan, index: usize) -> bool {
    let start = currency_start(scan, index);
    scan.ends_with(start, TO_CHINESE) || scan.ends_with(start, TO_ENGLISH)
}

/// Index before a currency sign that belongs to the number.
fn currency_start(scan: &Scan, index: usize) -> usize {
    let mut start = index;
    for sign in ["$", "€", "£", "¥", "usd ", "cny ", "eur ", "rmb ", "us$"] {
        if scan.ends_with(start, &[sign]) {
            start -= sign.chars().count();
        }
    }
    while scan.before(start).is_some_and(|c| matches!(c, '约' | '近')) {
        start -= 1;
    }
    start
}

fn part_of(scan: &Scan, all: &[Amount], at: usize) -> Part {
    let amount = all[at];
    let start = currency_start(scan, amount.from);
    let (from, to) = clause_of(scan, amount.from);
    let follows_from = |amount: &Amount| scan.ends_with(currency_start(scan, amount.from), &["由", "从", "from "]);
    // 由 3 名专员负责 starts from nothing: a start needs the level it leads to.
    let leads_on = |at: usize| all.get(at + 1).is_some_and(|next| next.unit == all[at].unit && leads_to_level(scan, next.from));
    let starts = |at: usize| follows_from(&all[at]) && leads_on(at);
    if starts(at) || scan.ends_with(start, &["年为", "年的", "现为", "目前", "up from ", "down from "]) {
        return Part::From;
    }
    let paired = at > 0 && starts(at - 1);
    let mentions_means = (from..to).any(|index| scan.one_of(index, MEANS_WORDS).is_some());
    let mentions_past = (from..to).any(|index| scan.one_of(index, HISTORY).is_some());
    if !paired && amount.unit != Unit::Fold && (mentions_means || mentions_past) {
        return Part::Means;
    }
    match amount.unit {
        Unit::Points => Part::Change,
        Unit::Fold => Part::Change,
        Unit::Count => Part::Level,
        Unit::Percent | Unit::PerMille if paired || leads_to_level(scan, amount.from) => Part::Level,
        Unit::Percent | Unit::PerMille => {
            let bounded = scan.one_of(amount.to, &["以上", "以下", "以内", "of ", " of ", " or more", " or less", " market share"]).is_some();
            let changes = scan.ends_with(start, CHANGE_CHINESE) || scan.ends_with(start, &["by "]) || says_change(scan, from, amount.from);
            if changes && !bounded { Part::Change } else { Part::Level }
        }
    }
}

/// An English or Chinese verb of change earlier in the clause, as in "grow online sales 20%".
fn says_change(scan: &Scan, from: usize, to: usize) -> bool {
    const VERBS: &[&str] = &[
        "grow", "increase", "raise", "reduce", "cut", "lift", "boost", "lower", "improve", "decrease", "增长", "提高", "提升", "增加", "降低",
        "下降", "减少",
    ];
    (from..to).any(|index| scan.one_of(index, VERBS).is_some_and(|end| end <= to))
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
