//! Business dates without time zone, months and spans.

use chrono::{Datelike, Months, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

/// A business date.
pub type Date = NaiveDate;

/// Whether work of a company falls into such a year, or somebody's birth: any other is mistyped.
pub fn is_likely_year(year: i32) -> bool {
    (1900..2200).contains(&year)
}

/// The same for a day.
pub fn is_likely(day: &Date) -> bool {
    is_likely_year(day.year())
}

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Year of the calendar.
    pub year: i32,
    /// 1–12.
    pub month: u32,
}

impl Month {
    /// The month of a date.
    pub fn of(date: Date) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// From `2026-06`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let parsed = Self { year: year.parse().ok()?, month: month.parse().ok()? };
        (year.len() == 4 && month.len() == 2 && (1..=12).contains(&parsed.month)).then_some(parsed)
    }

    /// First day.
    pub fn first_day(self) -> Option<Date> {
        Date::from_ymd_opt(self.year, self.month, 1)
    }

    /// Last day.
    pub fn last_day(self) -> Option<Date> {
        self.plus(1).first_day()?.pred_opt()
    }

    /// So many months later.
    pub fn plus(self, months: i32) -> Self {
        let total = self.year * 12 + self.month as i32 - 1 + months;
        Self { year: total.div_euclid(12), month: total.rem_euclid(12) as u32 + 1 }
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:04}-{:02}", self.year, self.month)
    }
}

/// A period with both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// A date from `2026-06-30`; one digit is enough for month and day.
pub fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-').map(str::trim);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = |part: &str, longest: usize| (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || !plain(year, 4) || !plain(month, 2) || !plain(day, 2) {
        return None;
    }
    Date::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The date so many days later; the date itself where the calendar ends.
pub fn add_days(date: Date, days: i64) -> Date {
    TimeDelta::try_days(days).and_then(|size| date.checked_add_signed(size)).unwrap_or(date)
}

/// The number of a day, for distances on an axis: days since 1970.
pub fn day_number(date: Date) -> i64 {
    (date - Date::default()).num_days()
}

/// The date so many months later; the end of a shorter month where the day does not exist.
pub fn add_months(date: Date, months: i32) -> Date {
    let size = Months::new(months.unsigned_abs());
    let moved = if months >= 0 { date.checked_add_months(size) } else { date.checked_sub_months(size) };
    moved.unwrap_or(date)
}

/// Months from `start` to `due`, a begun month counting as whole: one year less a day is 12.
/// Negative when `due` is before `start`. Used for goal horizons (decisions.md 13).
pub fn months_between(start: Date, due: Date) -> i32 {
    if due < start {
        return -months_between(due, start);
    }
    let mut months = (due.year() - start.year()) * 12 + due.month() as i32 - start.month() as i32;
    if add_months(start, months) > due {
        months -= 1;
    }
    if add_months(start, months) < due { months + 1 } else { months }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn a_year_less_a_day_counts_twelve_months() {
        assert_eq!(months_between(date("2026-01-01"), date("2026-12-31")), 12);
        assert_eq!(months_between(date("2026-01-01"), date("2027-01-01")), 12);
        assert_eq!(months_between(date("2026-01-01"), date("2027-01-02")), 13);
        assert_eq!(months_between(date("2026-01-31"), date("2026-02-28")), 1);
        assert_eq!(months_between(date("2026-06-30"), date("2026-06-30")), 0);
        assert_eq!(months_between(date("2026-06-30"), date("2026-01-01")), -6);
    }

    #[test]
    fn months_read_and_step() {
        assert_eq!(Month::parse("2026-12").map(|m| m.plus(1).to_string()).as_deref(), Some("2027-01"));
        assert_eq!(Month::parse("2026-02").and_then(Month::last_day), Some(date("2026-02-28")));
        assert_eq!(Month::parse("2026-13"), None);
    }

    #[test]
    fn dates_are_read() {
        let day = Date::from_ymd_opt(2026, 6, 3);
        for (text, expected) in [
            ("2026-06-03", day),
            ("2026-6-3", day),
            ("2026-02-30", None),
            ("2026-06", None),
            ("2026-06-03-01", None),
            ("2026-06-03T10:00", None),
            ("26-06-+3", None),
            ("", None),
        ] {
            assert_eq!(parse_date(text), expected, "{text}");
        }
    }
}
