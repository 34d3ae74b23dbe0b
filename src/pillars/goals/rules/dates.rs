//! Finds dates and periods in the statement of a goal, Chinese and English: 2026 年底, 三季度末,
//! 12 个月内, by 31 Dec 2026, Q4 2026, within six months (P01.3.5).

use chrono::{Datelike, Duration};
use model::{Date, Month, add_months};

/// What a date in a sentence is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateUse {
    /// The goal shall be reached by then.
    Due,
    /// The goal is compared with that time.
    Reference,
}

/// A date found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundDate {
    /// First character.
    pub(super) from: usize,
    /// Character after the last.
    pub(super) to: usize,
    /// Last day meant.
    pub(super) date: Date,
    /// What for.
    pub(super) used_as: DateUse,
}

const MONTHS: [&str; 12] = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
/// Before a date: it is what the goal is compared with.
const COMPARED_CHINESE: [&str; 10] = ["比", "较", "相比", "相较", "对比", "同比", "自", "从", "由", "截至"];
const COMPARED_ENGLISH: [&str; 12] =
    ["over ", "versus ", "vs ", "vs. ", "than in ", "than ", "compared with ", "compared to ", "since ", "from ", "on ", "against "];

/// A text taken apart into lower-case half-width characters, without spaces beside Han characters.
#[derive(Clone, Debug)]
pub(super) struct Scan {
    pub(super) chars: Vec<char>,
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

impl Scan {
    pub(super) fn new(text: &str) -> Self {
        let plain: Vec<char> = model::half_width(text).to_lowercase().replace(['–', '—', '−'], "-").chars().collect();
        let han_at = |index: Option<usize>| index.and_then(|index| plain.get(index)).is_some_and(|c| is_han(*c));
        let mut chars = Vec::with_capacity(plain.len());
        for (index, c) in plain.iter().enumerate() {
            let droppable = c.is_whitespace() && (han_at(index.checked_sub(1)) || han_at(Some(index + 1)));
            if !droppable {
                chars.push(if c.is_whitespace() { ' ' } else { *c });
            }
        }
        Self { chars }
    }

    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    pub(super) fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|index| self.at(index))
    }

    /// The text stands here.
    pub(super) fn has(&self, index: usize, text: &str) -> bool {
        text.chars().enumerate().all(|(offset, c)| self.at(index + offset) == Some(c))
    }

    /// The first of these texts that stands here; returns the index after it.
    pub(super) fn one_of(&self, index: usize, texts: &[&str]) -> Option<usize> {
        texts.iter().find(|text| self.has(index, text)).map(|text| index + text.chars().count())
    }

    /// As [`Self::one_of`], and staying here when none does.
    pub(super) fn maybe(&self, index: usize, texts: &[&str]) -> usize {
        self.one_of(index, texts).unwrap_or(index)
    }

    /// One of these texts ends here.
    pub(super) fn ends_with(&self, index: usize, texts: &[&str]) -> bool {
        texts.iter().any(|text| index.checked_sub(text.chars().count()).is_some_and(|from| self.has(from, text)))
    }

    pub(super) fn slice(&self, from: usize, to: usize) -> String {
        self.chars[from.min(self.chars.len())..to.min(self.chars.len())].iter().collect()
    }

    pub(super) fn word_starts(&self, index: usize) -> bool {
        !self.before(index).is_some_and(|c| c.is_ascii_alphanumeric())
    }

    fn word_ends(&self, index: usize) -> bool {
        !self.at(index).is_some_and(|c| c.is_ascii_alphanumeric())
    }

    /// Digits: value and index after them.
    pub(super) fn digits(&self, index: usize) -> Option<(u32, usize)> {
        let mut end = index;
        while self.at(end).is_some_and(|c| c.is_ascii_digit()) && end - index < 8 {
            end += 1;
        }
        Some((self.slice(index, end).parse().ok()?, end))
    }

    /// A small number in digits, Chinese numerals, or an English word.
    pub(super) fn small_number(&self, index: usize) -> Option<(u32, usize)> {
        self.digits(index).or_else(|| self.chinese_number(index)).or_else(|| self.english_number(index))
    }

    pub(super) fn chinese_number(&self, index: usize) -> Option<(u32, usize)> {
        let digit = |c: char| "零一二三四五六七八九".chars().position(|known| known == c).map(|n| n as u32).or((c == '两').then_some(2));
        let (mut value, mut end) = match self.at(index)? {
            '十' => (10, index + 1),
            c => (digit(c)?, index + 1),
        };
        if value != 10 && self.at(end) == Some('十') {
            value *= 10;
            end += 1;
        }
        if value >= 10
            && let Some(unit) = self.at(end).and_then(digit)
        {
            value += unit;
            end += 1;
        }
        Some((value, end))
    }

    pub(super) fn english_number(&self, index: usize) -> Option<(u32, usize)> {
        const WORDS: [(&str, u32); 14] = [
            ("two", 2),
            ("three", 3),
            ("four", 4),
            ("five", 5),
            ("six", 6),
            ("seven", 7),
            ("eight", 8),
            ("nine", 9),
            ("ten", 10),
            ("eleven", 11),
            ("twelve", 12),
            ("twenty", 20),
            ("one", 1),
            ("fifty", 50),
        ];
        let (word, value) = WORDS.iter().find(|(word, _)| self.has(index, word) && self.word_starts(index) && self.word_ends(index + word.len()))?;
        Some((*value, index + word.len()))
    }
}

/// All dates of a text in order, none overlapping.
pub(super) fn find(scan: &Scan, today: Date) -> Vec<FoundDate> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < scan.chars.len() {
        let hit = chinese(scan, index, today).or_else(|| iso(scan, index)).or_else(|| english(scan, index, today));
        match hit {
            Some((to, date, used_as)) if to > index => {
                let compared = used_as == DateUse::Reference || is_compared(scan, index, to);
                found.push(FoundDate { from: index, to, date, used_as: if compared { DateUse::Reference } else { DateUse::Due } });
                index = to;
            }
            _ => index += 1,
        }
    }
    found
}

fn is_compared(scan: &Scan, from: usize, to: usize) -> bool {
    // "from 2026" opens a period, "over the next" is found as a relative date; both need a year here.
    scan.ends_with(from, &COMPARED_CHINESE)
        || (scan.ends_with(from, &COMPARED_ENGLISH) && scan.at(from).is_some_and(|c| c.is_ascii_digit()))
        || scan.has(to, "为")
}

fn end_of(year: i32, month: u32) -> Option<Date> {
    Month { year, month }.last_day()
}

fn year_end(year: i32) -> Option<Date> {
    Date::from_ymd_opt(year, 12, 31)
}

/// This year, or the next when the day has passed.
fn coming(today: Date, month: u32, day: Option<u32>) -> Option<Date> {
    let in_year = |year| day.map_or_else(|| end_of(year, month), |day| Date::from_ymd_opt(year, month, day));
    in_year(today.year()).filter(|date| *date >= today).or_else(|| in_year(today.year() + 1))
}

fn quarter_of(date: Date) -> u32 {
    (date.month() - 1) / 3 + 1
}

type Hit = Option<(usize, Date, DateUse)>;

fn iso(scan: &Scan, index: usize) -> Hit {
    let (year, end) = scan.digits(index).filter(|(year, end)| (2000..2100).contains(year) && end - index == 4)?;
    if !scan.word_starts(index) {
        return None;
    }
    let separator = scan.at(end).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (month, end) = scan.digits(end + 1).filter(|(month, _)| (1..=12).contains(month))?;
    if scan.at(end) == Some(separator)
        && let Some((day, end)) = scan.digits(end + 1)
        && let Some(date) = Date::from_ymd_opt(year as i32, month, day)
    {
        return Some((end, date, DateUse::Due));
    }
    (separator != '.').then(|| end_of(year as i32, month).map(|date| (end, date, DateUse::Due))).flatten()
}

const TAIL: [&str; 9] = ["底之前", "底以前", "底前", "末前", "之前", "以前", "以内", "前", "内"];

fn chinese(scan: &Scan, index: usize, today: Date) -> Hit {
    chinese_year(scan, index)
        .or_else(|| chinese_period(scan, index, today, None))
        .or_else(|| chinese_word(scan, index, today))
        .or_else(|| chinese_relative(scan, index, today))
}

fn chinese_year(scan: &Scan, index: usize) -> Hit {
    let (year, end) = scan.digits(index).filter(|(year, end)| (2000..2100).contains(year) && end - index == 4)?;
    let year = year as i32;
    let end = scan.one_of(end, &["财年度", "财年", "年度", "年"])?;
    if let Some(hit) = chinese_period(scan, end, year_end(year)?, Some(year)) {
        return Some(hit);
    }
    if let Some(after) = scan.one_of(end, &["之前", "以前", "前"]) {
        return Some((after, year_end(year - 1)?, DateUse::Due));
    }
    let after = scan.maybe(end, &["年底", "年末", "全年", "底", "末", "终"]);
    Some((scan.maybe(after, &TAIL), year_end(year)?, DateUse::Due))
}

/// Month, day, quarter or half of a year; the year comes from before or from today.
fn chinese_period(scan: &Scan, index: usize, today: Date, year: Option<i32>) -> Hit {
    let resolve = |month: u32, day: Option<u32>| match year {
        Some(year) => day.map_or_else(|| end_of(year, month), |day| Date::from_ymd_opt(year, month, day)),
        None => coming(today, month, day),
    };
    if scan.word_starts(index)
        && let Some((month, end)) = scan.digits(index).or_else(|| scan.chinese_number(index)).filter(|(month, _)| (1..=12).contains(month))
        && let Some(end) = scan.one_of(end, &["月份", "月"])
    {
        if let Some((day, after)) = scan.digits(end)
            && let Some(after) = scan.one_of(after, &["日", "号"])
        {
            return Some((scan.maybe(after, &TAIL), resolve(month, Some(day))?, DateUse::Due));
        }
        if let Some(after) = scan.one_of(end, &["之前", "以前", "前"]) {
            return Some((after, resolve(month, None)?.with_day(1)?.pred_opt()?, DateUse::Due));
        }
        let after = scan.maybe(end, &["底", "末"]);
        return Some((scan.maybe(after, &TAIL), resolve(month, None)?, DateUse::Due));
    }
    let start = scan.maybe(index, &["第"]);
    if let Some((quarter, end)) = scan.small_number(start).filter(|(quarter, _)| (1..=4).contains(quarter))
        && let Some(end) = scan.one_of(end, &["季度", "季"])
    {
        let after = scan.maybe(end, &["末", "底"]);
        return Some((scan.maybe(after, &TAIL), resolve(quarter * 3, None)?, DateUse::Due));
    }
    if year.is_some()
        && scan.has(index, "q")
        && let Some((quarter, end)) = scan.digits(index + 1).filter(|(quarter, _)| (1..=4).contains(quarter))
    {
        return Some((end, resolve(quarter * 3, None)?, DateUse::Due));
    }
    for (text, month) in [("上半年", 6), ("下半年", 12)] {
        if let Some(end) = scan.one_of(index, &[text]) {
            return Some((scan.maybe(end, &TAIL), resolve(month, None)?, DateUse::Due));
        }
    }
    None
}

fn chinese_word(scan: &Scan, index: usize, today: Date) -> Hit {
    let year = today.year();
    let quarter_end = |ahead: u32| Month { year, month: quarter_of(today) * 3 }.plus(ahead as i32 * 3).last_day();
    let month_end = |ahead: i32| Month::of(today).plus(ahead).last_day();
    let week_end = |ahead: i64| today.checked_add_signed(Duration::days(6 - i64::from(today.weekday().num_days_from_monday()) + 7 * ahead));
    for past in ["去年", "上年", "前年", "上季度", "上月"] {
        if let Some(end) = scan.one_of(index, &[past]) {
            let back = if past == "前年" { 2 } else { 1 };
            return Some((end, year_end(year - back)?, DateUse::Reference));
        }
    }
    let words: [(&[&str], Option<Date>); 10] = [
        (&["今年", "本年度", "本年", "全年", "年度内", "年底", "年末", "年内", "年终", "岁末"], year_end(year)),
        (&["明年", "来年"], year_end(year + 1)),
        (&["后年"], year_end(year + 2)),
        (&["本季度", "本季", "当季"], quarter_end(0)),
        (&["下个季度", "下季度", "下一季度"], quarter_end(1)),
        (&["本月", "月底", "月末"], month_end(0)),
        (&["下个月", "下月"], month_end(1)),
        (&["本周"], week_end(0)),
        (&["下周"], week_end(1)),
        (&["双十一", "双11"], coming(today, 11, Some(11))),
    ];
    for (texts, date) in words {
        if let Some(end) = scan.one_of(index, texts) {
            // 今年底, 明年6月: the period after the word says it more closely.
            let named_year = date?.year();
            if texts[0].ends_with('年')
                && let Some(hit) = chinese_period(scan, end, today, Some(named_year))
            {
                return Some(hit);
            }
            let after = scan.maybe(end, &["年底", "年末", "底", "末"]);
            return Some((scan.maybe(after, &TAIL), date?, DateUse::Due));
        }
    }
    None
}

fn chinese_relative(scan: &Scan, index: usize, today: Date) -> Hit {
    let ahead = scan.one_of(index, &["未来", "今后", "接下来", "接下来的"]);
    let start = ahead.unwrap_or(index);
    if ahead.is_none() && !scan.word_starts(index) || scan.before(index).is_some_and(|c| c == '第' || "一二三四五六七八九十".contains(c)) {
        return None;
    }
    let (count, end) = scan.digits(start).or_else(|| scan.chinese_number(start))?;
    let end = scan.maybe(end, &["个"]);
    let units = [("季度", 'q'), ("星期", 'w'), ("月", 'm'), ("年", 'y'), ("周", 'w'), ("天", 'd'), ("日", 'd')];
    let (unit, end) = units.iter().find_map(|(text, unit)| scan.one_of(end, &[text]).map(|end| (*unit, end)))?;
    let after = scan.one_of(end, &["之内", "以内", "内"]).or(ahead.map(|_| end))?;
    // "上市后 3 个月内" hangs on an event without a date.
    if scan.before(index) == Some('后') {
        return None;
    }
    Some((after, later(today, count, unit)?, DateUse::Due))
}

fn later(today: Date, count: u32, unit: char) -> Option<Date> {
    let count = i32::try_from(count).ok().filter(|count| *count <= 1_200)?;
    match unit {
        'd' => today.checked_add_signed(Duration::days(i64::from(count))),
        'w' => today.checked_add_signed(Duration::weeks(i64::from(count))),
        'm' => Some(add_months(today, count)),
        'q' => Some(add_months(today, count * 3)),
        _ => Some(add_months(today, count * 12)),
    }
}

fn english(scan: &Scan, index: usize, today: Date) -> Hit {
    if !scan.word_starts(index) {
        return None;
    }
    english_day(scan, index, today)
        .or_else(|| english_quarter(scan, index, today))
        .or_else(|| english_word(scan, index, today))
        .or_else(|| english_relative(scan, index, today))
        .or_else(|| english_year(scan, index))
}

/// A year from here, after spaces, a comma or "of".
fn following_year(scan: &Scan, index: usize) -> Option<(i32, usize)> {
    let start = scan.maybe(scan.maybe(scan.maybe(index, &[","]), &[" "]), &["of "]);
    let (year, end) = scan.digits(start).filter(|(year, end)| (2000..2100).contains(year) && end - start == 4)?;
    Some((year as i32, end))
}

fn english_month(scan: &Scan, index: usize) -> Option<(u32, usize)> {
    for (number, name) in MONTHS.iter().enumerate() {
        for form in [*name, &name[..3], "sept"] {
            if form == "sept" && *name != "september" {
                continue;
            }
            let end = index + form.len();
            if scan.has(index, form) && scan.word_ends(end) && scan.word_starts(index) {
                return Some((number as u32 + 1, scan.maybe(end, &["."])));
            }
        }
    }
    None
}

fn english_day(scan: &Scan, index: usize, today: Date) -> Hit {
    let date = |year: Option<i32>, month, day: Option<u32>| match year {
        Some(year) => day.map_or_else(|| end_of(year, month), |day| Date::from_ymd_opt(year, month, day)),
        None => coming(today, month, day),
    };
    // 31 December 2026, 31st of Dec.
    if let Some((day, end)) = scan.digits(index).filter(|(day, _)| (1..=31).contains(day)) {
        let end = scan.maybe(scan.maybe(scan.maybe(end, &["st", "nd", "rd", "th"]), &[" "]), &["of "]);
        let (month, end) = english_month(scan, end)?;
        let (year, end) = following_year(scan, end).map_or((None, end), |(year, end)| (Some(year), end));
        return Some((end, date(year, month, Some(day))?, DateUse::Due));
    }
    let (month, after_month) = english_month(scan, index)?;
    // December 31, 2026.
    let start = scan.maybe(after_month, &[" "]);
    if let Some((day, end)) = scan.digits(start).filter(|(day, end)| (1..=31).contains(day) && end - start <= 2) {
        let end = scan.maybe(end, &["st", "nd", "rd", "th"]);
        let (year, end) = following_year(scan, end).map_or((None, end), |(year, end)| (Some(year), end));
        return Some((end, date(year, month, Some(day))?, DateUse::Due));
    }
    if let Some((year, end)) = following_year(scan, after_month) {
        return Some((end, date(Some(year), month, None)?, DateUse::Due));
    }
    // A month alone only after a word that makes it a date: "may" and "march" are also verbs.
    let led = scan.ends_with(index, &["by ", "in ", "of ", "until ", "before ", "through ", "till ", "end "]);
    led.then(|| date(None, month, None).map(|date| (after_month, date, DateUse::Due))).flatten()
}

fn english_quarter(scan: &Scan, index: usize, today: Date) -> Hit {
    let ordinals = [("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("1st", 1), ("2nd", 2), ("3rd", 3), ("4th", 4), ("last", 4)];
    let spelled = ordinals.iter().find_map(|(word, number)| {
        let after = scan.one_of(index, &[word])?;
        scan.one_of(after, &[" quarter"]).map(|end| (*number, 3, end)).or_else(|| scan.one_of(after, &[" half"]).map(|end| (*number, 6, end)))
    });
    let short = || {
        let months = match scan.at(index)? {
            'q' => 3,
            'h' => 6,
            _ => return None,
        };
        let (number, end) = scan.digits(index + 1)?;
        scan.word_ends(end).then_some((number, months, end))
    };
    let (number, months, end) = spelled.or_else(short)?;
    let month = number.checked_mul(months).filter(|month| (3..=12).contains(month))?;
    let end = scan.maybe(end, &[" of the year"]);
    match following_year(scan, end) {
        Some((year, end)) => Some((end, end_of(year, month)?, DateUse::Due)),
        None => Some((end, coming(today, month, None)?, DateUse::Due)),
    }
}

fn english_word(scan: &Scan, index: usize, today: Date) -> Hit {
    let year = today.year();
    let quarter_end = |ahead: i32| Month { year, month: quarter_of(today) * 3 }.plus(ahead * 3).last_day();
    let month_end = |ahead: i32| Month::of(today).plus(ahead).last_day();
    let words: [(&[&str], Option<Date>); 9] = [
        (
            &[
                "end of the fiscal year",
                "end of the year",
                "end of this year",
                "end of year",
                "fiscal year end",
                "fiscal year-end",
                "year-end",
                "year end",
                "this year",
            ],
            year_end(year),
        ),
        (&["end of next year", "next year"], year_end(year + 1)),
        (&["end of the quarter", "end of this quarter", "this quarter"], quarter_end(0)),
        (&["end of next quarter", "end of the next quarter", "next quarter"], quarter_end(1)),
        (&["end of the month", "end of this month", "this month"], month_end(0)),
        (&["end of next month", "next month"], month_end(1)),
        (&["this week"], today.checked_add_signed(Duration::days(7))),
        (&["next week"], today.checked_add_signed(Duration::days(14))),
        (&["christmas"], coming(today, 12, Some(25))),
    ];
    for (texts, date) in words {
        if let Some(end) = scan.one_of(index, texts).filter(|end| scan.word_ends(*end)) {
            if let Some((year, end)) = following_year(scan, end) {
                return Some((end, year_end(year)?, DateUse::Due));
            }
            return Some((end, date?, DateUse::Due));
        }
    }
    for past in ["last year", "previous year", "last quarter", "last month", "prior year"] {
        if let Some(end) = scan.one_of(index, &[past]) {
            return Some((end, year_end(year - 1)?, DateUse::Reference));
        }
    }
    None
}

fn english_relative(scan: &Scan, index: usize, today: Date) -> Hit {
    let start = scan.one_of(
        index,
        &[
            "within the next ",
            "within the coming ",
            "within the ",
            "within ",
            "in the next ",
            "in the coming ",
            "over the next ",
            "over the coming ",
            "during the next ",
            "for the next ",
            "the next ",
            "in ",
        ],
    )?;
    let (count, end) = scan.small_number(start)?;
    let end = scan.maybe(end, &[" ", "-"]);
    let units = [("month", 'm'), ("week", 'w'), ("day", 'd'), ("quarter", 'q'), ("year", 'y')];
    let (unit, end) = units.iter().find_map(|(text, unit)| scan.one_of(end, &[text]).map(|end| (*unit, end)))?;
    let end = scan.maybe(end, &["s"]);
    // "within three months after launch" hangs on an event without a date.
    if !scan.word_ends(end) || scan.one_of(end, &[" after", " of launch", " of opening", " from launch", " following"]).is_some() {
        return None;
    }
    Some((end, later(today, count, unit)?, DateUse::Due))
}

fn english_year(scan: &Scan, index: usize) -> Hit {
    for (lead, month) in [("mid-", 6), ("early-", 3), ("late-", 12), ("early ", 3), ("late ", 12), ("mid ", 6)] {
        if let Some(start) = scan.one_of(index, &[lead])
            && let Some((year, end)) = following_year(scan, start)
        {
            return Some((end, end_of(year, month)?, DateUse::Due));
        }
    }
    if let Some(start) = scan.one_of(index, &["fy", "fiscal year "]) {
        let (year, end) = scan.digits(start).filter(|(_, end)| matches!(end - start, 2 | 4))?;
        let year = if year < 100 { year + 2000 } else { year };
        return Some((end, year_end(year as i32)?, DateUse::Due));
    }
    // A bare number of four digits is a year only after a word that says so: "2000 units" is none.
    let (year, end) = scan.digits(index).filter(|(year, end)| (2000..2100).contains(year) && end - index == 4)?;
    let led = scan.ends_with(index, &["by ", "in ", "of ", "until ", "before ", "for ", "during ", "through ", "end ", "till ", "throughout "])
        || scan.ends_with(index, &COMPARED_ENGLISH);
    (led && scan.word_ends(end) && scan.at(end) != Some('%')).then(|| year_end(year as i32).map(|date| (end, date, DateUse::Due))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let today = Date::from_ymd_opt(2026, 2, 10).unwrap();
        let found = find(&Scan::new(text), today);
        let plain: Vec<String> = found.iter().map(|f| format!("{}{}", if f.used_as == DateUse::Reference { "~" } else { "" }, f.date)).collect();
        assert_eq!(plain, expected, "{text}");
    }

    /// covers: P01.3.5
    #[test]
    fn dates_are_read_in_both_languages() {
        check("2026 年 12 月 31 日前完成", &["2026-12-31"]);
        check("２０２６年底", &["2026-12-31"]);
        check("年底前", &["2026-12-31"]);
        check("2026年Q3", &["2026-09-30"]);
        check("三季度末新签 40 家", &["2026-09-30"]);
        check("2028 年前", &["2027-12-31"]);
        check("6 个月内", &["2026-08-10"]);
        check("十四天内", &["2026-02-24"]);
        check("明年 6 月底", &["2027-06-30"]);
        check("比去年增长", &["~2025-12-31"]);
        check("较 2025 年增长，2026 年 9 月", &["~2025-12-31", "2026-09-30"]);
        check("上市后 3 个月内", &[]);
        check("未来三年", &["2029-02-10"]);
        check("三年翻番", &[]);
        check("by 31 December 2026", &["2026-12-31"]);
        check("by Dec 31st, 2026", &["2026-12-31"]);
        check("in Q4 2026", &["2026-12-31"]);
        check("by mid-2027", &["2027-06-30"]);
        check("within six months", &["2026-08-10"]);
        check("within 3 months after launch", &[]);
        check("20% over 2025 by December 2026", &["~2025-12-31", "2026-12-31"]);
        check("sell 2000 units", &[]);
        check("we may march on", &[]);
        check("due 2026-10-15", &["2026-10-15"]);
        check("in the second half of 2026", &["2026-12-31"]);
        check("by the end of Q3 2026", &["2026-09-30"]);
        check("FY27", &["2027-12-31"]);
        check("answer within 24 hours", &[]);
    }
}
