//! A goal's target broken down by region, channel, person, dealer and month (P01.A06, S09,
//! decisions.md 16).

use std::sync::Arc;

use flow::{Context, FieldValues, Parameter};
use model::Order as _;
use model::{Decimal, FieldType, Fields, Id, Json, Key, Link, Number, Record, split_by_weight};

use super::gates::Refusal;
use super::progress;
use crate::channels::{channel, partner};
use crate::goals::{goal, target_share};
use crate::organisation::{person, region};
use crate::performance::indicator;

/// By what a target is broken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Sales region.
    Region,
    /// Channel.
    Channel,
    /// Person.
    Person,
    /// Dealer.
    Partner,
    /// Month.
    Month,
}

impl Dimension {
    /// All five in order.
    pub const ALL: [Self; 5] = [Self::Region, Self::Channel, Self::Person, Self::Partner, Self::Month];

    /// Name of the field of a share; its label is `field.target_share.<name>`.
    pub fn field(self) -> &'static str {
        match self {
            Self::Region => target_share::REGION.name(),
            Self::Channel => target_share::CHANNEL.name(),
            Self::Person => target_share::PERSON.name(),
            Self::Partner => target_share::PARTNER.name(),
            Self::Month => target_share::MONTH.name(),
        }
    }

    /// The kind a share links to; none for months.
    pub fn kind(self) -> Option<&'static str> {
        match self {
            Self::Region => Some(region::REGION.name),
            Self::Channel => Some(channel::CHANNEL.name),
            Self::Person => Some(person::PERSON.name),
            Self::Partner => Some(partner::PARTNER.name),
            Self::Month => None,
        }
    }

    fn of(self, share: &Record) -> Option<&str> {
        share.field(self.field()).and_then(Json::as_str).filter(|text| !text.is_empty())
    }
}

/// The shares that are broken down by the same dimensions.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// By what; empty for shares that name nothing.
    pub dimensions: Vec<Dimension>,
    /// Sum of their amounts.
    pub sum: Decimal,
    /// Target less sum: what is not allocated, negative when too much is.
    pub difference: Decimal,
}

/// A target and its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Breakdown {
    /// The goal's target; none while it has none.
    pub target: Option<Decimal>,
    /// The parts come to a sum. Those of a rate do not: each stands for itself, and no difference is told.
    pub additive: bool,
    /// The same target may be broken down more than once, by channel and again by month; each
    /// breakdown must come to the target.
    pub layers: Vec<Layer>,
    /// Zero when all parts together, or each layer, come to the target; else the first difference.
    pub difference: Decimal,
}

impl Breakdown {
    /// There are shares, and nothing is left over.
    pub fn balanced(&self) -> bool {
        self.target.is_some() && !self.layers.is_empty() && self.difference == Decimal::ZERO
    }
}

/// The shares of a goal.
pub fn shares(goal: Id, context: &Context<'_>) -> Vec<Arc<Record>> {
    context.records.of_kind(target_share::TARGET_SHARE.name).filter(|record| target_share::GOAL.get(&***record) == Some(goal)).cloned().collect()
}

/// By what a share is broken down.
pub(super) fn dimensions(share: &Record) -> Vec<Dimension> {
    Dimension::ALL.into_iter().filter(|dimension| dimension.of(share).is_some()).collect()
}

fn amount(share: &Record) -> Decimal {
    target_share::AMOUNT.get(share).unwrap_or(Decimal::ZERO)
}

/// Whether the parts of the goal's target come to a sum: amounts and numbers do, rates do not.
pub fn is_additive(goal: &Record, context: &Context<'_>) -> bool {
    progress::measure(goal, context).is_none_or(|measure| indicator::UNIT_KIND.get(&**measure).as_deref() != Some("ratio"))
}

/// The breakdown of a goal, exact to the millionth.
pub fn of(goal: &Record, context: &Context<'_>) -> Breakdown {
    let target = goal::TARGET.get(goal);
    let shares = shares(goal.id, context);
    let mut layers: Vec<Layer> = Vec::new();
    for share in &shares {
        let dimensions = dimensions(share);
        match layers.iter_mut().find(|layer| layer.dimensions == dimensions) {
            Some(layer) => layer.sum = layer.sum + amount(share),
            None => layers.push(Layer { dimensions, sum: amount(share), difference: Decimal::ZERO }),
        }
    }
    let additive = is_additive(goal, context);
    if !additive {
        return Breakdown { target, additive, layers, difference: Decimal::ZERO };
    }
    let target_or_zero = target.unwrap_or(Decimal::ZERO);
    for layer in &mut layers {
        layer.difference = target_or_zero - layer.sum;
    }
    let together: Decimal = shares.iter().map(|share| amount(share)).sum();
    let difference = if together == target_or_zero || shares.is_empty() {
        Decimal::ZERO
    } else {
        layers.iter().map(|layer| layer.difference).find(|difference| *difference != Decimal::ZERO).unwrap_or(Decimal::ZERO)
    };
    Breakdown { target, additive, layers, difference }
}

/// Sums by one dimension, months by the calendar and the others in order of appearance; `None` collects the shares without it.
pub fn by(goal: Id, dimension: Dimension, context: &Context<'_>) -> Vec<(Option<String>, Decimal)> {
    let mut sums: Vec<(Option<String>, Decimal)> = Vec::new();
    for share in shares(goal, context) {
        let key = dimension.of(&share).map(str::to_owned);
        match sums.iter_mut().find(|(known, _)| *known == key) {
            Some((_, sum)) => *sum = *sum + amount(&share),
            None => sums.push((key, amount(&share))),
        }
    }
    if dimension == Dimension::Month {
        sums.order_by_key(|(month, _)| month.clone());
    }
    sums
}

/// Splits a target by past sales into whole steps (yuan, or thousands), largest remainder first.
/// The parts always sum to the target: what is less than a step goes to the largest part. Without
/// any past sales the parts are equal.
pub fn propose(target: Decimal, step: Decimal, parts: &[(String, Decimal)]) -> Vec<(String, Decimal)> {
    if parts.is_empty() {
        return Vec::new();
    }
    let step = step.millionths().max(1);
    let steps = target.millionths() / step;
    let rest = target.millionths() - steps * step;
    let weights: Vec<f64> = parts.iter().map(|(_, past)| past.to_f64()).collect();
    let mut amounts: Vec<i64> = split_by_weight(steps, &weights).into_iter().map(|count| count * step).collect();
    let largest = (0..amounts.len()).max_by_key(|index| (amounts[*index], std::cmp::Reverse(*index))).unwrap_or(0);
    if let Some(amount) = amounts.get_mut(largest) {
        *amount += rest;
    }
    parts.iter().zip(amounts).map(|((key, _), amount)| (key.clone(), Decimal::from_millionths(amount))).collect()
}

/// Proposes shares of a goal for all regions, channels, persons or dealers, or the months of the
/// goal, by what each sold before: past amounts noted on existing shares, a region's past share,
/// else equal parts. Nothing is stored.
pub fn propose_for(goal: &Record, dimension: Dimension, step: Decimal, context: &Context<'_>) -> Vec<FieldValues> {
    // A rate is not shared out.
    let Some(target) = goal::TARGET.get(goal).filter(|_| is_additive(goal, context)) else { return Vec::new() };
    let shares = shares(goal.id, context);
    let past = |key: &str| -> Decimal {
        shares.iter().filter(|share| dimension.of(share) == Some(key)).filter_map(|share| target_share::PAST.get(&**share)).sum()
    };
    let keys: Vec<String> = match dimension.kind() {
        Some(kind) => context.records.of_kind(kind).map(|record| record.id.to_string()).collect(),
        None => months(goal),
    };
    let mut parts: Vec<(String, Decimal)> = keys.iter().map(|key| (key.clone(), past(key))).collect();
    if parts.iter().all(|(_, past)| *past == Decimal::ZERO) && dimension == Dimension::Region {
        let share_of = |record: &Arc<Record>| (record.id.to_string(), region::PAST_SHARE.get(&**record).unwrap_or(Decimal::ZERO));
        parts = context.records.of_kind(region::REGION.name).map(share_of).collect();
    }
    let proposed = propose(target, step, &parts);
    let values = proposed.into_iter().zip(parts).map(|((key, amount), (_, past))| {
        vec![
            (Key::new(target_share::GOAL.name()), Some(Link::write(goal.id))),
            (Key::new(dimension.field()), Some(Json::from(key))),
            (Key::new(target_share::AMOUNT.name()), Some(Number::write(amount))),
            (Key::new(target_share::PAST.name()), Some(Number::write(past)).filter(|_| past != Decimal::ZERO)),
        ]
    });
    values.collect()
}

/// The months from start to due.
fn months(goal: &Record) -> Vec<String> {
    let (Some(start), Some(due)) = (goal::START.get(goal), goal::DUE.get(goal)) else { return Vec::new() };
    let (first, last) = (model::Month::of(start), model::Month::of(due));
    (0..1_200).map(|ahead| first.plus(ahead)).take_while(|month| *month <= last).map(|month| month.to_string()).collect()
}

/// Whether the breakdown and the person sheets may be printed as final.
pub fn print_gate(goal: &Record, context: &Context<'_>) -> Vec<Refusal> {
    let breakdown = of(goal, context);
    let refusal = |code: &'static str| Refusal::new(code, "P01.4").on(goal.id);
    match (breakdown.target, breakdown.difference) {
        (None, _) => vec![refusal("target_missing").at(goal::TARGET.name())],
        (_, Decimal::ZERO) => Vec::new(),
        (_, difference) if difference > Decimal::ZERO => vec![refusal("unallocated").with("difference", Parameter::Number(difference))],
        (_, difference) => vec![refusal("over_allocated").with("difference", Parameter::Number(-difference))],
    }
}

/// The shares of a person over all goals: the person's own sheet.
pub fn of_person(person: Id, context: &Context<'_>) -> Vec<Arc<Record>> {
    let shares = context.records.of_kind(target_share::TARGET_SHARE.name).filter(|record| target_share::PERSON.get(&***record) == Some(person));
    shares.cloned().collect()
}
