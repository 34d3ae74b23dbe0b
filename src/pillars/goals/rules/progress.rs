//! Plan line, actual line, forecast and traffic light of a goal, and the roll-up of goals
//! (P01.A04, P01.4, decisions.md 15).

use std::sync::Arc;

use flow::Context;
use model::Order as _;
use model::{Date, Decimal, Fields, Id, Json, Month, Record};

use super::{breakdown, levels, proportion, smart};
use crate::goals::{goal, target_share};
use crate::performance::rules::scores;
use crate::performance::{indicator, reading};

/// A value on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day.
    pub date: Date,
    /// The value; for what adds up, the sum since the start.
    pub value: Decimal,
}

/// Actual against plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Light {
    /// At least 95 % of the way planned by now.
    OnTarget,
    /// At least 80 %.
    AtRisk,
    /// Less.
    OffTarget,
    /// No reading, no target or no dates.
    Unknown,
}

impl Light {
    /// Stable code, also the last part of the label's key `ui.goals.light.<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::OnTarget => "on_target",
            Self::AtRisk => "at_risk",
            Self::OffTarget => "off_target",
            Self::Unknown => "unknown",
        }
    }
}

fn on_target() -> Decimal {
    Decimal::from_millionths(950_000)
}

fn at_risk() -> Decimal {
    Decimal::from_millionths(800_000)
}

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// How a goal stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Where it started; nothing for what adds up in the period.
    pub baseline: Option<Decimal>,
    /// What shall be reached.
    pub target: Option<Decimal>,
    /// The latest value not after today.
    pub actual: Option<Point>,
    /// What the plan says for the day of the latest value.
    pub plan_now: Option<Decimal>,
    /// Actual less plan.
    pub deviation: Option<Decimal>,
    /// Part of the way done: (actual − baseline) / (target − baseline), or actual / target for what
    /// adds up. May be below 0 or above 1.
    pub done: Option<Decimal>,
    /// Value expected on the due date if it goes on like this.
    pub forecast: Option<Decimal>,
    /// Actual against plan.
    pub light: Light,
    /// The plan: start, milestones, due.
    pub plan: Vec<Point>,
    /// What was read since the start.
    pub actuals: Vec<Point>,
    /// Values of single periods add up.
    pub adds_up: bool,
    /// Which way is good.
    pub direction: Direction,
    /// `number`, `money` or `ratio`.
    pub unit_kind: String,
    /// Unit of the indicator.
    pub unit: String,
}

/// The indicator of a goal.
pub(super) fn measure<'a>(goal: &Record, context: &Context<'a>) -> Option<&'a Arc<Record>> {
    goal::INDICATOR.get(goal).and_then(|id| context.records.get(id)).filter(|record| record.kind == indicator::INDICATOR.name)
}

/// Whether the goal's indicator adds up over periods.
pub fn adds_up(goal: &Record, context: &Context<'_>) -> bool {
    measure(goal, context).is_some_and(|measure| indicator::ADDS_UP.get(&**measure) == Some(true))
}

/// How a goal stands today.
pub fn of(goal: &Record, context: &Context<'_>) -> Progress {
    let measure = measure(goal, context);
    let adds_up = adds_up(goal, context);
    let lower = measure.is_some_and(|measure| indicator::DIRECTION.get(&**measure).as_deref() == Some("lower"));
    let direction = if lower { Direction::Lower } else { Direction::Higher };
    let months = monthly(goal, context);
    // A target that was split by month is run up from nothing, whatever its indicator says.
    let from_zero = adds_up || !months.is_empty();
    let baseline = if from_zero { Some(Decimal::ZERO) } else { goal::BASELINE.get(goal) };
    let target = goal::TARGET.get(goal);
    let actuals = actual_line(goal, adds_up, from_zero, context);
    let actual = actuals.last().copied();
    let plan = plan_line(goal, baseline, months);
    let plan_now = actual.and_then(|actual| on_line(&plan, actual.date));
    let done = actual.zip(baseline).zip(target).and_then(|((actual, baseline), target)| way_done(actual.value, baseline, target, direction));
    let light = match (actual, plan_now, baseline) {
        (Some(actual), Some(plan), baseline) => light(actual.value, plan, baseline, direction, from_zero),
        _ => Light::Unknown,
    };
    Progress {
        forecast: forecast(goal, &actuals, &plan, baseline, from_zero),
        deviation: actual.zip(plan_now).map(|(actual, plan)| actual.value - plan),
        unit_kind: measure.and_then(|measure| indicator::UNIT_KIND.get(&**measure)).unwrap_or_default(),
        unit: measure.and_then(|measure| indicator::UNIT.get(&**measure)).unwrap_or_default(),
        baseline,
        target,
        actual,
        plan_now,
        done,
        light,
        plan,
        actuals,
        adds_up,
        direction,
    }
}

/// A goal that only holds a level is done while the level holds.
fn way_done(actual: Decimal, baseline: Decimal, target: Decimal, direction: Direction) -> Option<Decimal> {
    (actual - baseline).over(target - baseline).or_else(|| {
        let holds = match direction {
            Direction::Higher => actual >= target,
            Direction::Lower => actual <= target,
        };
        if holds { Some(Decimal::ONE) } else { None }
    })
}

/// Actual against plan. What runs up from nothing is compared as a whole, a level by the way made since the
/// baseline: from 82 % to a planned 85 %, 84.6 % is 87 % of the way.
fn light(actual: Decimal, plan: Decimal, baseline: Option<Decimal>, direction: Direction, from_zero: bool) -> Light {
    let reached = match direction {
        Direction::Higher => actual >= plan,
        Direction::Lower => actual <= plan,
    };
    if reached {
        return Light::OnTarget;
    }
    let ratio = match (baseline, direction) {
        (Some(baseline), _) if !from_zero && baseline != plan => (actual - baseline).over(plan - baseline),
        (_, Direction::Higher) => actual.over(plan),
        (_, Direction::Lower) => plan.over(actual),
    };
    match ratio {
        Some(ratio) if ratio >= on_target() => Light::OnTarget,
        Some(ratio) if ratio >= at_risk() => Light::AtRisk,
        _ => Light::OffTarget,
    }
}

/// What places and persons a reading may be about.
const SCOPES: [&str; 4] = ["region", "channel", "person", "product"];

fn scope_of(record: &Record) -> Vec<(&'static str, &Json)> {
    SCOPES.iter().filter_map(|name| record.field(name).filter(|json| json.is_string()).map(|json| (*name, json))).collect()
}

/// The records of readings that count for a goal: those of its region if it has one, its owner's if it is a person's
/// goal, else those of the whole; where only parts were read and they add up, the parts of the first dimension read.
fn counted<'a>(goal: &Record, context: &Context<'a>) -> Vec<&'a Arc<Record>> {
    let Some(measure) = goal::INDICATOR.get(goal) else { return Vec::new() };
    let all: Vec<&Arc<Record>> =
        context.records.of_kind(reading::READING.name).filter(|record| reading::INDICATOR.get(&***record) == Some(measure)).collect();
    let region = goal::REGION.get(goal);
    let owner = goal::OWNER.get(goal).filter(|_| goal::LEVEL.get(goal).as_deref() == Some("person"));
    let only = |record: &Record, name: &str, id: Id| matches!(scope_of(record).as_slice(), [(scope, json)] if *scope == name && json.as_str() == Some(id.to_string().as_str()));
    if let Some(region) = region {
        all.into_iter().filter(|record| only(record, "region", region)).collect()
    } else if let Some(owner) = owner.filter(|owner| all.iter().any(|record| only(record, "person", *owner))) {
        all.into_iter().filter(|record| only(record, "person", owner)).collect()
    } else {
        let whole: Vec<&Arc<Record>> = all.iter().copied().filter(|record| scope_of(record).is_empty()).collect();
        let dimension = SCOPES.iter().find(|name| all.iter().any(|record| matches!(scope_of(record).as_slice(), [(scope, _)] if scope == *name)));
        match dimension {
            Some(name) if whole.is_empty() && adds_up(goal, context) => {
                all.into_iter().filter(|record| matches!(scope_of(record).as_slice(), [(scope, _)] if scope == name)).collect()
            }
            _ => whole,
        }
    }
}

/// The readings that count for a goal, in order of date. Months without a reading take what other records hold.
pub fn readings(goal: &Record, context: &Context<'_>) -> Vec<Point> {
    let Some(measure) = goal::INDICATOR.get(goal) else { return Vec::new() };
    let chosen = counted(goal, context);
    let whole = goal::REGION.get(goal).is_none() && chosen.iter().all(|record| scope_of(record).is_empty());
    let mut points: Vec<Point> =
        chosen.iter().filter_map(|record| Some(Point { date: reading::DATE.get(&***record)?, value: reading::VALUE.get(&***record)? })).collect();
    if whole {
        let taken: Vec<Date> = points.iter().map(|point| point.date).collect();
        points.extend(scores::computed(context, measure, &taken).into_iter().map(|(date, value)| Point { date, value }));
    }
    points.order_by_key(|point| point.date);
    points
}

/// The records that the actual value of a goal was read in: all since the start where they add up, else the last one;
/// where no reading tells, the indicator that is worked out from other records.
pub fn behind(goal: &Record, context: &Context<'_>) -> Vec<Id> {
    let actual = of(goal, context).actual;
    let start = goal::START.get(goal);
    let read = |record: &&Arc<Record>| {
        let date = reading::DATE.get(&***record);
        date.zip(actual).is_some_and(|(date, last)| {
            if adds_up(goal, context) { date <= last.date && start.is_none_or(|start| start <= date) } else { date == last.date }
        })
    };
    let found: Vec<Id> = counted(goal, context).into_iter().filter(read).map(|record| record.id).collect();
    if found.is_empty() && actual.is_some() { goal::INDICATOR.get(goal).into_iter().collect() } else { found }
}

/// What was read between start and due, not after today; sums where values add up. A level also
/// takes the last value before the start, so that a new goal shows where it stands; what runs up from nothing does not.
fn actual_line(goal: &Record, adds_up: bool, from_zero: bool, context: &Context<'_>) -> Vec<Point> {
    let last_day = goal::DUE.get(goal).map_or(context.today, |due| due.min(context.today));
    let start = goal::START.get(goal);
    let (before, during): (Vec<Point>, Vec<Point>) =
        readings(goal, context).into_iter().filter(|point| point.date <= last_day).partition(|point| start.is_some_and(|start| point.date < start));
    let mut line: Vec<Point> = Vec::new();
    if adds_up {
        for point in during {
            match line.last_mut() {
                Some(last) if last.date == point.date => last.value = last.value + point.value,
                last => {
                    let sum = last.map_or(Decimal::ZERO, |last| last.value) + point.value;
                    line.push(Point { date: point.date, value: sum });
                }
            }
        }
        return line;
    }
    for point in before.last().copied().filter(|_| !from_zero).into_iter().chain(during) {
        match line.last_mut() {
            Some(last) if last.date == point.date => *last = point,
            _ => line.push(point),
        }
    }
    line
}

/// Start, milestones and due in order; where the target was split by month, the months added up instead of the milestones.
fn plan_line(goal: &Record, baseline: Option<Decimal>, months: Vec<Point>) -> Vec<Point> {
    let (Some(start), Some(due), Some(target)) = (goal::START.get(goal), goal::DUE.get(goal), goal::TARGET.get(goal)) else { return Vec::new() };
    if due <= start {
        return Vec::new();
    }
    let mut line: Vec<Point> = baseline.map(|value| Point { date: start, value }).into_iter().collect();
    if months.is_empty() {
        let milestones = smart::milestones_of(goal).into_iter().filter(|(date, _)| *date > start);
        line.extend(milestones.map(|(date, value)| Point { date, value }));
    }
    line.extend(months);
    line.retain(|point| point.date < due);
    line.push(Point { date: due, value: target });
    line
}

/// The shares of the months added up, month by month; nothing unless all months together come to the target. The same
/// target may be split by month more than once, for all and by region: the first split that comes to it counts.
fn monthly(goal: &Record, context: &Context<'_>) -> Vec<Point> {
    let (Some(due), Some(target)) = (goal::DUE.get(goal), goal::TARGET.get(goal)) else { return Vec::new() };
    if !breakdown::is_additive(goal, context) {
        return Vec::new();
    }
    type Months = Vec<(Month, Decimal)>;
    let mut splits: Vec<(Vec<breakdown::Dimension>, Months)> = Vec::new();
    for share in breakdown::shares(goal.id, context) {
        let (Some(month), Some(amount)) = (target_share::MONTH.get(&*share), target_share::AMOUNT.get(&*share)) else { continue };
        let by = breakdown::dimensions(&share);
        match splits.iter_mut().find(|(known, _)| *known == by) {
            Some((_, months)) => months.push((month, amount)),
            None => splits.push((by, vec![(month, amount)])),
        }
    }
    let all = splits.iter().flat_map(|(_, months)| months.iter().copied()).collect();
    let candidates = splits.into_iter().map(|(_, months)| months).chain([all]);
    let whole = |months: &Months| !months.is_empty() && months.iter().map(|(_, amount)| *amount).sum::<Decimal>() == target;
    let Some(mut months) = candidates.into_iter().find(whole) else { return Vec::new() };
    months.order_by_key(|(month, _)| *month);
    let mut sum = Decimal::ZERO;
    let mut line: Vec<Point> = Vec::new();
    for (month, amount) in months {
        sum = sum + amount;
        let Some(date) = month.last_day().map(|day| day.min(due)) else { continue };
        match line.last_mut() {
            Some(last) if last.date == date => last.value = sum,
            _ => line.push(Point { date, value: sum }),
        }
    }
    line
}

/// The value of a line on a day, linear between its points, level before and after.
pub fn on_line(line: &[Point], date: Date) -> Option<Decimal> {
    let after = line.iter().position(|point| point.date >= date);
    match after {
        None => line.last().map(|point| point.value),
        Some(0) => line.first().map(|point| point.value),
        Some(index) => {
            let (a, b) = (line[index - 1], line[index]);
            let [passed, days] = [date - a.date, b.date - a.date].map(|span| Decimal::from_int(span.num_days()));
            proportion(b.value - a.value, passed, days).map(|way| a.value + way)
        }
    }
}

/// What runs up from nothing keeps its ratio to the plan, which knows the seasons; a level keeps its pace.
fn forecast(goal: &Record, actuals: &[Point], plan: &[Point], baseline: Option<Decimal>, from_zero: bool) -> Option<Decimal> {
    let (last, due) = (*actuals.last()?, goal::DUE.get(goal)?);
    if last.date >= due {
        return Some(last.value);
    }
    if from_zero {
        return proportion(plan.last()?.value, last.value, on_line(plan, last.date)?);
    }
    let from = match (goal::BASELINE_DATE.get(goal).or_else(|| goal::START.get(goal)), baseline) {
        (Some(date), Some(value)) if date < last.date => Point { date, value },
        _ => *actuals.iter().find(|point| point.date < last.date)?,
    };
    let [passed, left] = [last.date - from.date, due - last.date].map(|span| Decimal::from_int(span.num_days()));
    proportion(last.value - from.value, left, passed).map(|way| last.value + way)
}

/// How the progress of a goal with goals below it comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollUpRule {
    /// Its own indicator.
    Own,
    /// Mean of its children by their weights.
    Weighted,
    /// Plain mean of its children.
    Equal,
    /// Nothing to go by.
    None,
}

impl RollUpRule {
    /// Stable code, also the last part of the label's key `ui.goals.roll_up.<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Weighted => "weighted",
            Self::Equal => "equal",
            Self::None => "none",
        }
    }
}

/// One child in a roll-up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RollUpPart {
    /// The child.
    pub goal: Id,
    /// Its weight in the mean.
    pub weight: Decimal,
    /// Its own progress.
    pub done: Option<Decimal>,
}

/// Progress of a goal, with the rule shown.
#[derive(Clone, Debug, PartialEq)]
pub struct RollUp {
    /// Part of the way done.
    pub done: Option<Decimal>,
    /// How it was found.
    pub rule: RollUpRule,
    /// The children it was found from; empty for its own reading.
    pub parts: Vec<RollUpPart>,
}

/// A goal with its own indicator shows its own reading, else the mean of its children. A child
/// without progress counts as nothing done.
pub fn roll_up(goal: &Record, context: &Context<'_>) -> RollUp {
    roll_up_below(goal, context, &mut vec![goal.id])
}

fn roll_up_below(goal: &Record, context: &Context<'_>, path: &mut Vec<Id>) -> RollUp {
    if measure(goal, context).is_some() {
        return RollUp { done: of(goal, context).done, rule: RollUpRule::Own, parts: Vec::new() };
    }
    let children: Vec<Arc<Record>> = levels::children(goal.id, context.records).into_iter().filter(|child| !path.contains(&child.id)).collect();
    if children.is_empty() {
        return RollUp { done: None, rule: RollUpRule::None, parts: Vec::new() };
    }
    let weighted = children.iter().any(|child| goal::WEIGHT.get(&**child).is_some());
    let parts: Vec<RollUpPart> = children
        .iter()
        .map(|child| {
            path.push(child.id);
            let done = roll_up_below(child, context, path).done;
            path.pop();
            let weight = if weighted { goal::WEIGHT.get(&**child).unwrap_or(Decimal::ZERO) } else { Decimal::ONE };
            RollUpPart { goal: child.id, weight, done }
        })
        .collect();
    let total: Decimal = parts.iter().map(|part| part.weight).sum();
    let sum: Decimal = parts.iter().map(|part| part.done.unwrap_or(Decimal::ZERO).times(part.weight)).sum();
    let done = if parts.iter().any(|part| part.done.is_some()) { sum.over(total) } else { None };
    RollUp { done, rule: if weighted { RollUpRule::Weighted } else { RollUpRule::Equal }, parts }
}
