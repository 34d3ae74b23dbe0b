//! Short, medium and long goals by months from start to due (P01.4, decisions.md 13).

use std::sync::Arc;

use flow::Context;
use model::{Date, Record, RecordSet, months_between};

use super::{live_goals, setting};
use crate::goals::goal;
use crate::workspace::workspace;

/// How far ahead a goal reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Horizon {
    /// Up to 12 months, unless the workspace says otherwise.
    Short,
    /// Up to 36 months, unless the workspace says otherwise.
    Medium,
    /// Longer.
    Long,
}

impl Horizon {
    /// All three in order.
    pub const ALL: [Self; 3] = [Self::Short, Self::Medium, Self::Long];

    /// Stable code, also the last part of the label's key `ui.goals.horizon.<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Medium => "medium",
            Self::Long => "long",
        }
    }
}

/// The longest short and the longest medium goal, in months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Longest short goal.
    pub short: i32,
    /// Longest medium goal; never below `short`.
    pub medium: i32,
}

/// The bounds of a workspace, 12 and 36 by default.
pub fn bounds(records: &RecordSet) -> Bounds {
    let months = |number: i64| i32::try_from(number).unwrap_or(i32::MAX);
    let short = months(setting(records, workspace::SHORT_MONTHS, 12));
    Bounds { short, medium: months(setting(records, workspace::MEDIUM_MONTHS, 36)).max(short) }
}

impl Bounds {
    /// The horizon of so many months.
    pub fn horizon(self, months: i32) -> Horizon {
        match months {
            months if months <= self.short => Horizon::Short,
            months if months <= self.medium => Horizon::Medium,
            _ => Horizon::Long,
        }
    }
}

/// Months from start (or today, while there is no start) to due.
pub fn months(goal: &Record, today: Date) -> Option<i32> {
    Some(months_between(goal::START.get(goal).unwrap_or(today), goal::DUE.get(goal)?))
}

/// The horizon of a goal; none while it has no due date.
pub fn of(goal: &Record, bounds: Bounds, today: Date) -> Option<Horizon> {
    months(goal, today).map(|months| bounds.horizon(months))
}

/// The horizons without any goal.
pub fn empty(context: &Context<'_>) -> Vec<Horizon> {
    let bounds = bounds(context.records);
    let present: Vec<Horizon> = live_goals(context.records).filter_map(|goal| of(goal, bounds, context.today)).collect();
    Horizon::ALL.into_iter().filter(|horizon| !present.contains(horizon)).collect()
}

/// Long goals with no short goal anywhere under them.
pub fn long_without_short(context: &Context<'_>) -> Vec<Arc<Record>> {
    let bounds = bounds(context.records);
    let horizon = |goal: &Record| of(goal, bounds, context.today);
    let long = live_goals(context.records).filter(|goal| horizon(goal) == Some(Horizon::Long));
    let lacks_short =
        |goal: &&Arc<Record>| !super::levels::below(goal.id, context.records).iter().any(|child| horizon(child) == Some(Horizon::Short));
    long.filter(lacks_short).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(months: i32, expected: Horizon) {
        assert_eq!(Bounds { short: 12, medium: 36 }.horizon(months), expected, "{months}");
    }

    /// covers: P01.4
    #[test]
    fn bounds_are_inclusive() {
        check(0, Horizon::Short);
        check(12, Horizon::Short);
        check(13, Horizon::Medium);
        check(36, Horizon::Medium);
        check(37, Horizon::Long);
        assert_eq!(bounds(&RecordSet::default()), Bounds { short: 12, medium: 36 });
    }
}
