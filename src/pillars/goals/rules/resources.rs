//! Needed against available, per goal and kind of resource, with the limits (P01.5, S06).

use flow::Context;
use model::{Decimal, Id};

use super::links;
use crate::goals::constraint;
use crate::plan::resource;

/// Whether the means are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Everything needed is available.
    Fits,
    /// Something is short, and it is written down what is done about it.
    FitsWithAction,
    /// Something is short and nothing is written down, or a severe limit stands unanswered.
    DoesNotFit,
    /// No line, or an amount is missing.
    Unknown,
}

impl Fit {
    /// Stable code, also the last part of the label's key `ui.goals.fit.<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::FitsWithAction => "fits_with_action",
            Self::DoesNotFit => "does_not_fit",
            Self::Unknown => "unknown",
        }
    }
}

/// From this severity on, a limit needs a measure against it.
pub const SEVERE: i64 = 4;

/// One line of resources.
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceLine {
    /// The record.
    pub record: Id,
    /// Code of the kind of resource.
    pub kind: String,
    /// Unit, empty when none is given.
    pub unit: String,
    /// Amount needed.
    pub needed: Option<Decimal>,
    /// Amount available.
    pub available: Option<Decimal>,
    /// What is short, never below zero; none while an amount is missing.
    pub gap: Option<Decimal>,
    /// A measure is written down.
    pub mitigated: bool,
}

/// The lines of one kind and unit together.
#[derive(Clone, Debug, PartialEq)]
pub struct KindGap {
    /// Code of the kind of resource.
    pub kind: String,
    /// Unit, empty when none is given.
    pub unit: String,
    /// Sum of the amounts needed.
    pub needed: Decimal,
    /// Sum of the amounts available.
    pub available: Decimal,
    /// Sum of what the lines are short of; plenty in one line fills no other.
    pub gap: Decimal,
    /// Every line that is short has a measure.
    pub mitigated: bool,
}

impl KindGap {
    /// Short, and nothing is done about it.
    pub fn is_open(&self) -> bool {
        self.gap > Decimal::ZERO && !self.mitigated
    }
}

/// What the resources and limits of a goal come to.
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceVerdict {
    /// The result.
    pub fit: Fit,
    /// Its lines in order.
    pub lines: Vec<ResourceLine>,
    /// Sums by kind and unit, in order of appearance.
    pub gaps: Vec<KindGap>,
    /// Severe limits without a measure.
    pub constraints: Vec<Id>,
}

/// Weighs the resources and limits of a goal.
pub fn verdict(goal: Id, context: &Context<'_>) -> ResourceVerdict {
    let lines: Vec<ResourceLine> = context
        .records
        .of_kind(resource::RESOURCE.name)
        .filter(|record| resource::GOAL.get(&***record) == Some(goal))
        .map(|record| line(record))
        .collect();
    let mut gaps: Vec<KindGap> = Vec::new();
    for line in &lines {
        let (kind, unit, zero) = (line.kind.clone(), line.unit.clone(), Decimal::ZERO);
        let at = gaps.iter().position(|gap| gap.kind == kind && gap.unit == unit).unwrap_or_else(|| {
            gaps.push(KindGap { kind, unit, needed: zero, available: zero, gap: zero, mitigated: true });
            gaps.len() - 1
        });
        let sum = &mut gaps[at];
        sum.needed = sum.needed + line.needed.unwrap_or(zero);
        sum.available = sum.available + line.available.unwrap_or(zero);
        let gap = line.gap.unwrap_or(zero);
        sum.gap = sum.gap + gap;
        sum.mitigated &= line.mitigated || gap == zero;
    }
    let severe: Vec<_> = context
        .records
        .of_kind(constraint::CONSTRAINT.name)
        .filter(|record| {
            links(&***record, constraint::GOALS, goal) && constraint::SEVERITY.get(&***record).is_some_and(|severity| severity >= SEVERE)
        })
        .collect();
    let constraints: Vec<Id> =
        severe.iter().filter(|record| constraint::MITIGATION.get(&***record.to_owned()).is_none()).map(|record| record.id).collect();
    let short = gaps.iter().any(|gap| gap.gap > Decimal::ZERO);
    let fit = if gaps.iter().any(KindGap::is_open) {
        Fit::DoesNotFit
    } else if lines.is_empty() || lines.iter().any(|line| line.gap.is_none()) {
        Fit::Unknown
    } else if !constraints.is_empty() {
        Fit::DoesNotFit
    } else if short || !severe.is_empty() {
        Fit::FitsWithAction
    } else {
        Fit::Fits
    };
    ResourceVerdict { fit, lines, gaps, constraints }
}

fn line(record: &model::Record) -> ResourceLine {
    let (needed, available) = (resource::NEEDED.get(record), resource::AVAILABLE.get(record));
    let gap = needed.zip(available).map(|(needed, available)| (needed - available).max(Decimal::ZERO));
    ResourceLine {
        record: record.id,
        kind: resource::RESOURCE_KIND.get(record).unwrap_or_default(),
        unit: resource::UNIT.get(record).unwrap_or_default(),
        needed,
        available,
        gap,
        mitigated: resource::MITIGATION.get(record).is_some(),
    }
}
