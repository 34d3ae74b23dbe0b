//! The rules of pillar 1: what follows from its records. One file a topic.

mod amounts;
pub mod board;
pub mod breakdown;
pub mod charter;
pub mod checks;
pub mod consensus;
mod dates;
pub mod environment;
pub mod gates;
pub mod horizon;
pub mod levels;
pub mod next_stage;
pub mod platform;
pub mod progress;
pub mod resources;
pub mod responsibility;
pub mod reviews;
pub mod smart;
pub mod statement;
pub mod triggers;
pub mod words;

use std::sync::Arc;

use model::{Decimal, FieldType, Fields, Handle, Id, Links, Record, RecordSet};

use super::goal;

/// The goals of a workspace that still count: all but the dropped ones.
pub fn live_goals(records: &RecordSet) -> impl Iterator<Item = &Arc<Record>> {
    records.of_kind(goal::GOAL.name).filter(|record| gates::Status::of(record) != gates::Status::Dropped)
}

/// The goals that are still worked on: neither achieved nor dropped.
pub fn open_goals(records: &RecordSet) -> impl Iterator<Item = &Arc<Record>> {
    live_goals(records).filter(|record| gates::Status::of(record) != gates::Status::Achieved)
}

/// The record of the workspace's settings.
pub(crate) fn settings(records: &RecordSet) -> Option<&Arc<Record>> {
    records.single(crate::workspace::workspace::WORKSPACE.name)
}

/// A setting of the workspace, or its default.
pub(crate) fn setting<T: FieldType>(records: &RecordSet, handle: Handle<T>, default: T::Value) -> T::Value {
    settings(records).and_then(|record| handle.get(&**record)).unwrap_or(default)
}

/// Whether a record's list of links holds this id.
pub(crate) fn links(record: &(impl Fields + ?Sized), handle: Handle<Links>, id: Id) -> bool {
    handle.get(record).is_some_and(|ids| ids.contains(&id))
}

/// Share of a whole, exact to six places; zero of nothing is zero.
pub(crate) fn share(part: usize, whole: usize) -> Decimal {
    Decimal::from_int(part as i64).over(Decimal::from_int(whole as i64)).unwrap_or(Decimal::ZERO)
}

/// `value × part / whole` without rounding in between; none of a whole of zero.
pub(crate) fn proportion(value: Decimal, part: Decimal, whole: Decimal) -> Option<Decimal> {
    let (value, part, whole) = (i128::from(value.millionths()), i128::from(part.millionths()), i128::from(whole.millionths()));
    let product = value * part;
    let half = whole.abs() / 2;
    let rounded = (product + if (product < 0) == (whole < 0) { half * whole.signum() } else { -half * whole.signum() }).checked_div(whole)?;
    i64::try_from(rounded).ok().map(Decimal::from_millionths)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: i64, part: i64, whole: i64, expected: Option<i64>) {
        let [value, part, whole] = [value, part, whole].map(Decimal::from_millionths);
        assert_eq!(proportion(value, part, whole), expected.map(Decimal::from_millionths));
    }

    #[test]
    fn proportions_round_half_away_from_zero() {
        check(60_000_000, 23_800_000, 24_000_000, Some(59_500_000));
        check(10, 1, 4, Some(3));
        check(-10, 1, 4, Some(-3));
        check(10, 1, -4, Some(-3));
        check(-10, 1, -4, Some(3));
        check(1, 1, 0, None);
    }
}
