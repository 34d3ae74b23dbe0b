//! Finds the amounts in the statement of a goal and tells start, level, change and means apart
//! (P01.3.2, P01.3.3).

use model::Decimal;

use super::dates::{FoundDate, Scan};

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
    pub(super) from: usize,
    pub(super) to: usize,
}

/// Where a clause ends: at a comma, semicolon or full stop that is not inside a number.
pub(super) fn clause_of(scan: &Scan, index: usize) -> (usize, usize) {
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
pub(super) const HISTORY: &[&str] =
    &["过去两年", "过去三年", "近两年", "近三年", "历史", "年均", "past two years", "past three years", "historic", "track record", "last two years"];

/// All amounts of a text in order, outside its dates.
pub(super) fn find(scan: &Scan, dates: &[FoundDate]) -> Vec<Amount> {
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
