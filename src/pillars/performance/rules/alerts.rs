//! Thresholds and the alerts they raise: value, limit, owner, day; an alert goes when it was
//! acknowledged with a note or when a new value is inside the limits (P05.A16, S103).

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use flow::{Condition, Context, Evaluator, Expression, Parameter, Rules, number_of};
use model::Order as _;
use model::{Date, Decimal, Handle, Id, Number, Record};

use super::scores;
use super::watch::{self, link};
use crate::performance::{alert, indicator, threshold};

/// The measures of all pillars, for the expressions of thresholds.
static RULES: LazyLock<Rules> = LazyLock::new(crate::rules);

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// At risk.
    Amber,
    /// Off target.
    Red,
}

impl Level {
    /// The code of the choice `alert.level`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }
}

/// A value outside its limits today.
#[derive(Clone, Debug, PartialEq)]
pub struct CurrentAlert {
    /// The threshold that it breaks.
    pub threshold: Id,
    /// What is watched: the indicator, budget line, channel, opportunity, person …
    pub subject: Id,
    /// How bad it is.
    pub level: Level,
    /// The value, in the unit of the threshold.
    pub value: Parameter,
    /// The limit that was passed.
    pub limit: Parameter,
    /// Who answers for it.
    pub owner: Option<Id>,
    /// The day of the value.
    pub date: Date,
    /// The record in which somebody has begun to answer it.
    pub alert: Option<Id>,
}

/// A watched value: on what, how much, from which day, and what the limits are multiples of.
struct Watched {
    subject: Arc<Record>,
    value: Decimal,
    /// Nothing for a value that is worked out anew every day.
    date: Option<Date>,
    base: Option<Decimal>,
}

/// Kind, condition, value and base of the limits that belong to a choice of `watches`.
type Preset = (&'static str, Option<&'static str>, &'static str, Option<&'static str>);

fn preset(watches: &str) -> Option<Preset> {
    Some(match watches {
        "budget_line" => ("budget_line", None, "=performance.line_execution", None),
        "channel" => ("channel", None, "=performance.channel_attainment", None),
        "opportunity" => ("opportunity", Some("status=open"), "=performance.days_in_stage", Some("=performance.stage_mean")),
        "time_share" => ("person", None, "=performance.time_deviation", None),
        _ => return None,
    })
}

/// What a threshold of records looks at, read from its own fields or from the preset.
struct Plan {
    kind: String,
    conditions: Vec<Condition>,
    value: Expression,
    base: Option<Expression>,
}

fn plan(record: &Record) -> Option<Plan> {
    let preset = threshold::WATCHES_WHAT.get(record).as_deref().and_then(preset);
    let expression = |text: Option<String>| text.map(Expression::try_from).transpose().ok();
    let conditions = match threshold::WHERE.get(record).filter(|list| !list.is_empty()) {
        Some(own) => own,
        None => preset.and_then(|preset| preset.1).map(str::to_owned).into_iter().collect(),
    };
    Some(Plan {
        kind: threshold::KIND.get(record).or_else(|| preset.map(|preset| preset.0.to_owned()))?,
        conditions: conditions.into_iter().map(Condition::try_from).collect::<Result<_, _>>().ok()?,
        value: expression(threshold::VALUE.get(record).or_else(|| preset.map(|preset| preset.2.to_owned())))??,
        base: expression(threshold::LIMIT_OF.get(record).or_else(|| preset.and_then(|preset| preset.3.map(str::to_owned))))?,
    })
}

/// Value, and where limits are multiples of something that something, by subject.
type Values = BTreeMap<Id, (Decimal, Option<Option<Decimal>>)>;

/// The values of a preset that keeps its own expressions and looks through many records.
fn at_once(context: &Context<'_>, record: &Record) -> Option<Values> {
    if threshold::KIND.get(record).is_some() || threshold::VALUE.get(record).is_some() || threshold::LIMIT_OF.get(record).is_some() {
        return None;
    }
    match threshold::WATCHES_WHAT.get(record)?.as_str() {
        "budget_line" => Some(watch::executions(context).into_iter().map(|(id, value)| (id, (value, None))).collect()),
        "opportunity" => Some(watch::stays(context).into_iter().map(|(id, (days, mean))| (id, (Decimal::from_int(days), Some(mean)))).collect()),
        _ => None,
    }
}

fn watched(context: &Context<'_>, record: &Record) -> Vec<Watched> {
    if threshold::WATCHES_WHAT.get(record).as_deref() == Some("indicator") {
        let found = threshold::INDICATOR.get(record).and_then(|id| Some((context.records.get(id)?.clone(), scores::newest(context, id)?)));
        return found.into_iter().map(|(subject, (date, value))| Watched { subject, value, date: Some(date), base: None }).collect();
    }
    let Some(plan) = plan(record) else { return Vec::new() };
    let evaluator = Evaluator::new(*context, &RULES);
    let (only, except) = (threshold::SUBJECTS.get(record).unwrap_or_default(), threshold::EXCEPT.get(record).unwrap_or_default());
    let inside = |id: &Id| (only.is_empty() || only.contains(id)) && !except.contains(id);
    let subjects = context.records.of_kind(&plan.kind).filter(|subject| inside(&subject.id) && evaluator.accepts(&plan.conditions, subject));
    // What stands in two large lists is worked out once for all subjects, not once for each.
    let at_once = at_once(context, record);
    let watch = |subject: &Arc<Record>| {
        let (value, base) = match &at_once {
            Some(all) => *all.get(&subject.id)?,
            None => {
                let base = plan.base.as_ref().map(|base| evaluator.value(base, subject).as_ref().and_then(number_of));
                (number_of(&evaluator.value(&plan.value, subject)?)?, base)
            }
        };
        // Without the value that limits are multiples of, there is no limit.
        let base = match base {
            Some(base) => Some(base?),
            None => None,
        };
        Some(Watched { subject: subject.clone(), value, date: None, base })
    };
    subjects.filter_map(watch).collect()
}

/// The limit that a value passes: red before amber, above before below.
fn passed(record: &Record, watched: &Watched) -> Option<(Level, Decimal)> {
    let limit = |limit: Option<Decimal>| limit.map(|limit| watched.base.map_or(limit, |base| limit.times(base)));
    let above = |found: Option<Decimal>| limit(found).filter(|limit| watched.value > *limit);
    let below = |found: Option<Decimal>| limit(found).filter(|limit| watched.value < *limit);
    let red = above(threshold::UPPER_RED.get(record)).or_else(|| below(threshold::LOWER_RED.get(record)));
    let amber = || above(threshold::UPPER_AMBER.get(record)).or_else(|| below(threshold::LOWER_AMBER.get(record)));
    red.map(|limit| (Level::Red, limit)).or_else(|| amber().map(|limit| (Level::Amber, limit)))
}

fn shown(context: &Context<'_>, record: &Record, value: Decimal) -> Parameter {
    let of_indicator =
        || threshold::INDICATOR.get(record).and_then(|id| context.records.get(id)).and_then(|known| indicator::UNIT_KIND.get(known.as_ref()));
    match threshold::UNIT_KIND.get(record).or_else(of_indicator).as_deref() {
        Some("ratio") => Parameter::Ratio(value),
        Some("money") => Parameter::Money(model::Money::from_major(value)),
        _ => match unit(context, record) {
            Some(unit) => Parameter::Quantity(value.rounded(1), Box::new(unit)),
            None => Parameter::Number(value.rounded(1)),
        },
    }
}

/// The unit behind a plain number: of the indicator, days for how long an opportunity stays where it is, else as the limit says.
fn unit(context: &Context<'_>, record: &Record) -> Option<Parameter> {
    let own = || threshold::UNIT.get(record).filter(|_| threshold::LIMIT_OF.get(record).is_none()).map(Parameter::Text);
    match threshold::WATCHES_WHAT.get(record).as_deref()? {
        "indicator" => indicator::UNIT.get(context.records.get(threshold::INDICATOR.get(record)?)?.as_ref()).map(Parameter::Text),
        "opportunity" if threshold::VALUE.get(record).is_none() => Some(Parameter::key("ui.alerts.days")),
        _ => own(),
    }
}

/// A limit as people read it: in the unit of what is watched, or how many times the mean.
pub fn limit(context: &Context<'_>, record: &Record, limit: &Handle<Number>) -> Option<Parameter> {
    let value = limit.get(record)?;
    let is_multiple = plan(record).is_some_and(|plan| plan.base.is_some());
    Some(if is_multiple { Parameter::Quantity(value, Box::new(Parameter::key("ui.alerts.times"))) } else { shown(context, record, value) })
}

fn owner(record: &Record, subject: &Record) -> Option<Id> {
    let of_subject = || if subject.kind.as_str() == "person" { Some(subject.id) } else { link(subject, &["owner", "person"]) };
    threshold::OWNER.get(record).or_else(of_subject)
}

/// The alert record about the same thing that is not closed.
fn answered(context: &Context<'_>, threshold: Id, subject: Id) -> Option<Arc<Record>> {
    let about = |known: &Record| {
        let of = alert::SUBJECT.get(known);
        alert::THRESHOLD.get(known) == Some(threshold) && of.is_none_or(|of| of == subject) && alert::STATUS.get(known).as_deref() != Some("closed")
    };
    context.records.of_kind("alert").rev().find(|known| about(known)).cloned()
}

/// An acknowledgement with a note holds until it gets worse or a later value is outside again.
fn acknowledged(known: &Record, level: Level, date: Option<Date>) -> bool {
    let noted = alert::STATUS.get(known).as_deref() == Some("acknowledged") && alert::NOTE.get(known).is_some();
    let same_level = level == Level::Amber || alert::LEVEL.get(known).as_deref() != Some(Level::Amber.code());
    noted && same_level && alert::ACKNOWLEDGED_ON.get(known).zip(date).is_none_or(|(on, date)| date <= on)
}

/// Every value outside its limits, acknowledged or not.
pub fn breaches_of(context: &Context<'_>, record: &Record) -> Vec<(CurrentAlert, bool)> {
    if threshold::PAUSED.get(record) == Some(true) {
        return Vec::new();
    }
    let raise = |found: Watched| {
        let (level, limit) = passed(record, &found)?;
        let known = answered(context, record.id, found.subject.id);
        let done = known.as_deref().is_some_and(|known| acknowledged(known, level, found.date));
        let alert = CurrentAlert {
            threshold: record.id,
            subject: found.subject.id,
            level,
            value: shown(context, record, found.value),
            limit: shown(context, record, limit),
            owner: owner(record, &found.subject),
            date: found.date.unwrap_or(context.today),
            alert: known.map(|known| known.id),
        };
        Some((alert, done))
    };
    watched(context, record).into_iter().filter_map(raise).collect()
}

/// The alerts of today that nobody has acknowledged with a note: red ones first, then in the order
/// of thresholds and records.
pub fn current(context: &Context<'_>) -> Vec<CurrentAlert> {
    let thresholds = context.records.of_kind("threshold");
    let mut found: Vec<CurrentAlert> =
        thresholds.flat_map(|record| breaches_of(context, record)).filter(|(_, done)| !done).map(|(alert, _)| alert).collect();
    found.order_by_key(|alert| std::cmp::Reverse(alert.level));
    found
}

/// A threshold that can see nothing: no such kind, an expression that is none, no indicator.
pub fn is_blind(context: &Context<'_>, record: &Record) -> bool {
    if threshold::WATCHES_WHAT.get(record).as_deref() == Some("indicator") {
        return threshold::INDICATOR.get(record).is_none_or(|id| context.records.get(id).is_none());
    }
    let Some(plan) = plan(record) else { return true };
    let Some(kind) = context.registry.kind(&plan.kind) else { return true };
    let faulty = |expression: &Expression| expression.fault(kind, context.registry, &RULES).is_some();
    faulty(&plan.value)
        || plan.base.as_ref().is_some_and(faulty)
        || plan.conditions.iter().any(|condition| condition.fault(kind, context.registry, &RULES).is_some())
}

/// Subject and value of an alert, for lists and messages.
pub fn told(context: &Context<'_>, alert: &CurrentAlert) -> Parameter {
    let subject = context.records.get(alert.subject).map(|record| Parameter::Record(record.id, Box::new(flow::title_of(record, context))));
    Parameter::List(subject.into_iter().chain([alert.value.clone()]).collect())
}
