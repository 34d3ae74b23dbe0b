//! Dates as people and programs write them.

use model::{Date, Month, half_width, parse_date};

/// English names of months by their first three letters: part of how dates are written, whatever the interface says.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The numbers of a date in the order written, with the years of two digits filled up.
fn parts(text: &str) -> Option<Vec<(u32, usize)>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|sign: char| sign.is_ascii_alphanumeric()) {
        let tail = &rest[start..];
        let digit = tail.starts_with(|sign: char| sign.is_ascii_digit());
        let end = tail.find(|sign: char| if digit { !sign.is_ascii_digit() } else { !sign.is_ascii_alphabetic() }).unwrap_or(tail.len());
        let part = &tail[..end];
        if digit {
            parts.push((part.parse().ok()?, part.len()));
        } else {
            let month = MONTHS.iter().position(|name| part.to_ascii_lowercase().starts_with(name))?;
            // A month by its name: marked by a length that no number has.
            parts.push((u32::try_from(month).ok()? + 1, 0));
        }
        rest = &tail[end..];
    }
    (parts.len() <= 3).then_some(parts)
}

fn full_year(year: u32, digits: usize) -> Option<i32> {
    let year = match digits {
        4 => year,
        2 if year < 70 => 2000 + year,
        2 => 1900 + year,
        _ => return None,
    };
    i32::try_from(year).ok()
}

/// The part of a text before its time: `2026-06-28 10:00`, `2026-06-28T10:00:00Z`.
fn without_time(text: &str) -> &str {
    let day =
        text.split_once('T').filter(|(day, _)| day.len() >= 8 && day.bytes().all(|b| b.is_ascii_digit() || b == b'-')).map_or(text, |(day, _)| day);
    match day.rsplit_once(' ') {
        Some((day, time)) if time.contains(':') => day.trim_end(),
        _ => day,
    }
}

/// A date in any of the usual orders: `2026-06-28`, `2026/6/28`, `2026年6月28日`, `20260628`, `28.06.2026`, `06/28/2026`,
/// `28 Jun 2026`. Where day and month could be either, `day_first` decides; a full stop always means day first.
pub fn read_date(text: &str, day_first: bool) -> Option<Date> {
    let text = half_width(text.trim());
    let text = without_time(&text).trim();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Date::from_ymd_opt(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
    }
    if let Some(date) = parse_date(text) {
        return Some(date);
    }
    let allowed = |sign: char| sign.is_ascii_alphanumeric() || " -/.,年月日号".contains(sign);
    if !text.chars().all(allowed) {
        return None;
    }
    let parts = parts(text)?;
    let [first, second, third] = parts.as_slice() else { return None };
    let (year, month, day) = if first.1 == 4 {
        (full_year(first.0, 4)?, second.0, third.0)
    } else if first.1 == 0 {
        (full_year(third.0, third.1)?, first.0, second.0)
    } else if second.1 == 0 {
        (full_year(third.0, third.1)?, second.0, first.0)
    } else {
        let year = full_year(third.0, third.1)?;
        let day_first = if first.0 > 12 {
            true
        } else if second.0 > 12 {
            false
        } else {
            day_first || text.contains('.')
        };
        if day_first { (year, second.0, first.0) } else { (year, first.0, second.0) }
    };
    Date::from_ymd_opt(year, month, day)
}

/// Whether the column of this text tells what comes first: `Some(true)` day, `Some(false)` month, `None` either.
pub(crate) fn tells_day_first(text: &str) -> Option<bool> {
    let first = read_date(text, true)?;
    let second = read_date(text, false)?;
    let parts = parts(without_time(half_width(text.trim()).as_str()))?;
    let [one, two, _] = parts.as_slice() else { return None };
    if first != second || one.1 == 4 || one.1 == 0 || two.1 == 0 {
        return None;
    }
    if one.0 > 12 {
        Some(true)
    } else if two.0 > 12 {
        Some(false)
    } else {
        None
    }
}

/// Whether both readings of this text are dates, and different ones.
pub fn is_ambiguous(text: &str) -> bool {
    let (day, month) = (read_date(text, true), read_date(text, false));
    day.is_some() && month.is_some() && day != month
}

/// A month: `2026-06`, `2026年6月`, `202606`, `2026/6`, or the month of a date.
pub fn read_month(text: &str, day_first: bool) -> Option<Month> {
    let text = half_width(text.trim());
    if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Month::parse(&format!("{}-{}", &text[..4], &text[4..]));
    }
    if let Some([year, month]) = parts(&text).as_deref() {
        let (year, month) = if year.1 == 4 { (year.0, month.0) } else { (month.0, year.0) };
        return Month::parse(&format!("{year:04}-{month:02}"));
    }
    read_date(&text, day_first).map(Month::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = read_date(text, false).map(|date| date.to_string()).unwrap_or_default();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn dates_in_many_orders() {
        for text in [
            "2026-06-28",
            "2026/6/28",
            "2026.6.28",
            "2026年6月28日",
            "20260628",
            "28.06.2026",
            "28/6/2026",
            "06/28/2026",
            "6/28/26",
            "28 Jun 2026",
            "June 28, 2026",
            "28-Jun-26",
            "２０２６－６－２８",
            "2026-06-28 10:00",
            "2026-06-28T10:00:00Z",
            " 2026-6-28 ",
        ] {
            check(text, "2026-06-28");
        }
        check("03/04/2026", "2026-03-04");
        check("03.04.2026", "2026-04-03");
        assert_eq!(read_date("03/04/2026", true), Date::from_ymd_opt(2026, 4, 3));
        for text in ["", "x", "2026-02-30", "13/13/2026", "2026", "1/2", "1-2-3-4", "20261301", "=2026", "June", "2026-06-28 apples"] {
            check(text, "");
        }
    }

    #[test]
    fn what_comes_first_is_told_by_a_column() {
        assert_eq!(tells_day_first("28/06/2026"), Some(true));
        assert_eq!(tells_day_first("06/28/2026"), Some(false));
        assert_eq!(tells_day_first("06/07/2026"), None);
        assert!(is_ambiguous("06/07/2026") && !is_ambiguous("2026-06-07") && !is_ambiguous("06/06/2026"));
    }

    #[test]
    fn months() {
        for text in ["2026-06", "2026年6月", "202606", "2026/6", "06/2026", "2026-06-28", "Jun 2026"] {
            assert_eq!(read_month(text, false).map(|month| month.to_string()).as_deref(), Some("2026-06"), "{text}");
        }
        assert_eq!(read_month("2026-13", false), None);
    }
}
