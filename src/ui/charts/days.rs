//! Days as numbers, for axes of time and month grids. Pure arithmetic of the Gregorian calendar.

use crate::format;
use crate::lang::Language;

/// Days since 1970-01-01 of `2026-11-21…`; `None` if the text is no date.
pub(crate) fn day_number(iso: &str) -> Option<i32> {
    let mut pieces = iso.get(..10)?.splitn(3, '-').map(|piece| piece.parse::<i32>().ok());
    let (year, month, day) = (pieces.next()??, pieces.next()??, pieces.next()??);
    let number = (1..=12).contains(&month).then(|| from_date(year, month, day))?;
    // A 31st of February would be another day.
    (to_date(number) == (year, month, day)).then_some(number)
}

/// The number of a day. Years are counted from March, so that the leap day is the last of a year.
pub(crate) fn from_date(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a number.
pub(crate) fn to_date(number: i32) -> (i32, i32, i32) {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let day = shifted.rem_euclid(146_097);
    let of_era = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * of_era + of_era / 4 - of_era / 100);
    let part = (5 * of_year + 2) / 153;
    let month = if part < 10 { part + 3 } else { part - 9 };
    (era * 400 + of_era + i32::from(month <= 2), month, of_year - (153 * part + 2) / 5 + 1)
}

/// Months since year 0 of a day.
pub(crate) fn month_index(number: i32) -> i32 {
    let (year, month, _) = to_date(number);
    year * 12 + month - 1
}

/// The first day of a month.
pub(crate) fn month_start(index: i32) -> i32 {
    from_date(index.div_euclid(12), index.rem_euclid(12) + 1, 1)
}

/// The day of the week, Monday is 0.
pub(crate) fn weekday(number: i32) -> i32 {
    (number + 3).rem_euclid(7)
}

/// A month with its year: `2026年8月`, `Aug 2026`.
pub(crate) fn month_text(index: i32, language: Language) -> String {
    format::month(&format!("{:04}-{:02}", index.div_euclid(12), index.rem_euclid(12) + 1), language)
}

/// A month without its year: `8月`, `Aug`.
pub(crate) fn month_name(index: i32, language: Language) -> String {
    yearless(&month_text(index, language), language)
}

/// A day without its year: `8月12日`, `12 Aug`.
pub(crate) fn day_name(number: i32, language: Language) -> String {
    let (year, month, day) = to_date(number);
    let iso = format!("{year:04}-{month:02}-{day:02}");
    yearless(&if language == Language::Chinese { format::date_long(&iso, language) } else { format::date(&iso, language) }, language)
}

/// Takes the year away: in Chinese four digits and their word in front, else the last word.
fn yearless(text: &str, language: Language) -> String {
    match language {
        Language::Chinese => text.chars().skip(5).collect(),
        _ => text.rsplit_once(' ').map_or(text, |(rest, _)| rest).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(iso: &str, number: i32) {
        assert_eq!(day_number(iso), Some(number), "{iso}");
        let (year, month, day) = to_date(number);
        assert_eq!(format!("{year:04}-{month:02}-{day:02}"), iso);
    }

    #[test]
    fn days_are_counted() {
        check("1970-01-01", 0);
        check("1969-12-31", -1);
        check("2000-02-29", 11_016);
        check("2026-08-14", 20_679);
        assert_eq!((day_number("2026-02-29"), day_number("soon"), day_number("2026-13-01"), day_number("")), (None, None, None, None));
        assert_eq!(day_number("2026-08-14T10:00:00Z"), Some(20_679));
        for number in -800_000..800_000 {
            let (year, month, day) = to_date(number);
            assert_eq!(from_date(year, month, day), number);
        }
    }

    #[test]
    fn weeks_and_months() {
        assert_eq!((weekday(0), weekday(20_679), weekday(-4)), (3, 4, 6));
        let august = month_index(20_679);
        assert_eq!((month_start(august), month_start(august + 1)), (20_666, 20_697));
        assert_eq!((month_name(august, Language::Chinese), month_name(august, Language::English)), ("8月".into(), "Aug".into()));
        assert_eq!((day_name(20_679, Language::Chinese), day_name(20_679, Language::English)), ("8月14日".into(), "14 Aug".into()));
    }
}
