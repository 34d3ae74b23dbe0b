//! What follows from the records of pillar 4. One file a topic.

pub mod intel;
pub mod models;
pub mod needs;
pub mod reports;
pub mod runs;
pub mod surveys;

use flow::{Context, Parameter, Rules};
use model::{DateField, Decimal, Fields, Handle, Id, Link, Links, Record};

/// Adds the rules, measures and figures of this pillar.
pub fn register(rules: &mut Rules) {
    needs::register(rules);
    reports::register(rules);
    intel::register(rules);
    surveys::register(rules);
    runs::register(rules);
}

/// Whether a link leads to this record.
fn leads(record: &Record, handle: Handle<Link>, id: Id) -> bool {
    handle.get(record) == Some(id)
}

/// Whether a list of links holds this record.
fn lists(record: &Record, handle: Handle<Links>, id: Id) -> bool {
    handle.get(record).is_some_and(|ids| ids.contains(&id))
}

/// A date that is not ahead.
fn past(context: &Context<'_>, record: &Record, handle: Handle<DateField>) -> Option<model::Date> {
    handle.get(record).filter(|date| *date <= context.today)
}

/// Whether a choice has one of these codes.
fn is_one_of(record: &(impl Fields + ?Sized), handle: Handle<model::Choice>, codes: &[&str]) -> bool {
    handle.get(record).is_some_and(|code| codes.contains(&code.as_str()))
}

/// A count of things for a screen.
fn counted(count: usize) -> Parameter {
    Parameter::Count(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A share of a whole; none of nothing.
fn share(part: usize, whole: usize) -> Option<Decimal> {
    decimal(part).over(decimal(whole))
}

/// A count as a number.
fn decimal(count: usize) -> Decimal {
    Decimal::from_int(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A rate as people read it, the same in every language: `42.0%`.
fn percent(rate: Decimal) -> String {
    let tenths = rate.times(Decimal::from_int(1000)).rounded(0).millionths() / 1_000_000;
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{}%", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
}

/// A number with its digits in groups of three: `12,600,000`, `416.67`.
fn grouped(number: Decimal) -> String {
    let plain = number.rounded(2).to_string();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    part.map_or_else(|| format!("{sign}{text}"), |part| format!("{sign}{text}.{part}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, in_groups: &str, as_rate: &str) {
        let number = model::parse_number(typed).unwrap();
        assert_eq!((grouped(number).as_str(), percent(number).as_str()), (in_groups, as_rate));
    }

    #[test]
    fn numbers_are_written_the_same_in_every_language() {
        check("1234567.891", "1,234,567.89", "123456789.1%");
        check("-0.0251", "-0.03", "-2.5%");
        check("999", "999", "99900.0%");
        check("0.846", "0.85", "84.6%");
        check("0", "0", "0.0%");
    }
}
