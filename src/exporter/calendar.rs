//! Entries as a calendar file (RFC 5545): whole days, stamps in UTC, numbers that stay the same.

use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use io::report::CalendarEntry;
use model::add_days;

use crate::fault::ReadError;

/// The file of these entries; `stamp` is the moment of writing, `2026-06-30T08:00:00Z`.
pub(crate) fn calendar(name: &str, stamp: &str, entries: &[CalendarEntry]) -> Result<Vec<u8>, ReadError> {
    let moment = stamp.parse().map_err(|_| ReadError::BadJob(format!("stamp {stamp}")))?;
    let mut calendar = Calendar::empty();
    for property in [("VERSION", "2.0"), ("PRODID", "-//Shizhu//Shizhu//EN"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(property);
    }
    calendar.name(&plain(name));
    for entry in entries {
        let mut event = Event::new();
        event.uid(&entry.uid).timestamp(moment).starts(entry.day).ends(add_days(entry.day, 1)).summary(&plain(&entry.title));
        if !entry.about.is_empty() {
            event.description(&plain(&entry.about));
        }
        if !entry.place.is_empty() {
            event.location(&plain(&entry.place));
        }
        event.categories([plain(&entry.category)]);
        event.status(if entry.done { EventStatus::Confirmed } else { EventStatus::Tentative });
        // Days of work do not make somebody busy.
        event.add_property("TRANSP", "TRANSPARENT");
        calendar.push(event.done());
    }
    Ok(folded(&calendar.done().to_string()).into_bytes())
}

/// Bytes of a line, without its end.
const LINE: usize = 75;

/// The lines folded anew: the library leaves some with one byte too many.
fn folded(file: &str) -> String {
    let mut out = String::with_capacity(file.len());
    for line in file.replace("\r\n ", "").split_terminator("\r\n") {
        let mut length = 0;
        for sign in line.chars() {
            if length + sign.len_utf8() > LINE {
                out.push_str("\r\n ");
                length = 1;
            }
            out.push(sign);
            length += sign.len_utf8();
        }
        out.push_str("\r\n");
    }
    out
}

/// Line ends as one sign, nothing that a calendar cannot hold.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|sign| *sign == '\n' || !sign.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(uid: &str, title: &str, about: &str) -> CalendarEntry {
        CalendarEntry {
            uid: uid.to_owned(),
            day: "2026-07-15".parse().unwrap(),
            title: title.to_owned(),
            about: about.to_owned(),
            place: String::new(),
            category: "任务".to_owned(),
            done: false,
        }
    }

    fn written(entries: &[CalendarEntry]) -> String {
        String::from_utf8(calendar("日程", "2026-06-30T08:00:00Z", entries).unwrap()).unwrap()
    }

    /// The lines of a file with folding taken back, and their properties.
    fn lines(file: &str) -> Vec<(String, String)> {
        let unfolded = file.replace("\r\n ", "");
        unfolded.split("\r\n").filter_map(|line| line.split_once(':')).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// A text as RFC 5545 3.3.11 escapes it, read back.
    fn unescaped(text: &str) -> String {
        let mut out = String::new();
        let mut signs = text.chars();
        while let Some(sign) = signs.next() {
            match (sign, sign == '\\') {
                (_, true) => match signs.next() {
                    Some('n' | 'N') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => {}
                },
                (sign, _) => out.push(sign),
            }
        }
        out
    }

    #[test]
    fn an_entry_is_a_whole_day_with_a_stamp_in_utc() {
        let file = written(&[entry("task-1@shizhu", "换新报价单", "负责人：周岚")]);
        assert!(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Shizhu//"));
        assert!(file.ends_with("END:VCALENDAR\r\n"));
        let lines = lines(&file);
        let value = |name: &str| lines.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        assert_eq!(value("UID"), Some("task-1@shizhu"));
        assert_eq!(value("DTSTAMP"), Some("20260630T080000Z"));
        assert_eq!((value("DTSTART;VALUE=DATE"), value("DTEND;VALUE=DATE")), (Some("20260715"), Some("20260716")));
        assert_eq!(value("SUMMARY"), Some("换新报价单"));
        assert_eq!(value("CATEGORIES"), Some("任务"));
        assert_eq!(value("X-WR-CALNAME"), Some("日程"));
    }

    #[test]
    fn the_same_records_give_the_same_numbers() {
        let entries = [entry("task-1@shizhu", "a", ""), entry("review-1@shizhu", "b", "")];
        assert_eq!(written(&entries), written(&entries));
    }

    #[test]
    fn a_stamp_that_is_none_is_refused() {
        assert_eq!(calendar("x", "yesterday", &[]).unwrap_err().code(), "bad_job");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        /// No line is longer than 75 bytes, none is cut inside a sign, and every text comes back.
        #[test]
        fn any_text_survives(title in "[^\\p{C}]{1,120}", about in "(\\PC|\n){0,200}") {
            let file = written(&[entry("u@shizhu", &title, &about)]);
            prop_assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n') && !line.contains('\r')), "{file}");
            let lines = lines(&file);
            let value = |name: &str| lines.iter().find(|(known, _)| known == name).map(|(_, value)| unescaped(value));
            prop_assert_eq!(value("SUMMARY"), Some(plain(&title)));
            if !about.is_empty() {
                prop_assert_eq!(value("DESCRIPTION"), Some(plain(&about)));
            }
        }
    }
}
