//! The sales funnel, computed from the days on which opportunities entered their stages
//! (P09.A06–A09, S148–S150; K30–K35).

use std::sync::Arc;

use flow::Context;
use model::{Date, Decimal, Fields, Handle, Id, Link, Money, Month, Record};

use super::{decimal, linked, mean, norm};
use crate::customers::opportunity::{self, STAGES};
use crate::customers::{customer_norm, interaction, stage_event};
use crate::organisation::{department, person, region};
use crate::plan::product;

/// How many stages there are.
pub const COUNT: usize = 4;
/// A stay is abnormal beyond this multiple of the mean, or these days while no mean is known.
const STALL_FACTOR: i64 = 2;
const STALL_DAYS: i64 = 90;
/// Days without a talk about an open opportunity.
const SILENT_DAYS: i64 = 30;

/// The place of a stage in order.
pub fn position(stage: &str) -> Option<usize> {
    STAGES.iter().position(|code| *code == stage)
}

/// Whose opportunities are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everyone's.
    All,
    /// Of one salesperson.
    Owner(Id),
    /// Of the people of a department: a team.
    Department(Id),
    /// Of the people of a region.
    Region(Id),
    /// Of one product.
    Product(Id),
}

impl Scope {
    /// What a record stands for: a person, a department, a region or a product.
    pub fn of(record: &Record) -> Option<Self> {
        match record.kind.as_str() {
            kind if kind == person::PERSON.name => Some(Self::Owner(record.id)),
            kind if kind == department::DEPARTMENT.name => Some(Self::Department(record.id)),
            kind if kind == region::REGION.name => Some(Self::Region(record.id)),
            kind if kind == product::PRODUCT.name => Some(Self::Product(record.id)),
            _ => None,
        }
    }

    fn holds(self, opportunity: &Record, context: &Context<'_>) -> bool {
        let owner = || opportunity::OWNER.get(opportunity);
        let of_owner = |link: Handle<Link>| owner().and_then(|id| context.records.get(id)).and_then(|person| link.get(&**person));
        match self {
            Self::All => true,
            Self::Owner(id) => owner() == Some(id),
            Self::Department(id) => of_owner(person::DEPARTMENT) == Some(id),
            Self::Region(id) => of_owner(person::REGION) == Some(id),
            Self::Product(id) => opportunity::PRODUCT.get(opportunity) == Some(id),
        }
    }
}

/// The way of one opportunity: the first day in each stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The opportunity.
    pub opportunity: Id,
    /// First day in each stage, as far as it is known.
    pub entered: [Option<Date>; COUNT],
}

impl Path {
    /// The furthest stage and since when.
    pub fn furthest(&self) -> Option<(usize, Date)> {
        self.entered.iter().enumerate().rev().find_map(|(index, date)| date.map(|date| (index, date)))
    }

    /// The first stage without a day although a later one has one.
    pub fn skipped(&self) -> Option<usize> {
        let (furthest, _) = self.furthest()?;
        self.entered[..furthest].iter().position(Option::is_none)
    }
}

/// The way of one opportunity by today.
pub fn path(opportunity: Id, context: &Context<'_>) -> Path {
    let mut entered = [None; COUNT];
    for event in linked(context, &stage_event::STAGE_EVENT, stage_event::OPPORTUNITY, opportunity) {
        let place = stage_event::STAGE.get(&**event).and_then(|stage| position(&stage));
        if let Some((place, date)) = place.zip(stage_event::ENTERED_ON.get(&**event)).filter(|(_, date)| *date <= context.today) {
            entered[place] = Some(entered[place].map_or(date, |known: Date| known.min(date)));
        }
    }
    Path { opportunity, entered }
}

/// The ways of all opportunities of a scope that began in the period of the norms.
pub fn paths(scope: Scope, context: &Context<'_>) -> Vec<Path> {
    let from = norm(context.records, customer_norm::FUNNEL_FROM, Date::MIN);
    let opportunities = context.records.of_kind(opportunity::OPPORTUNITY.name).filter(|record| scope.holds(record, context));
    let ways = opportunities.map(|record| path(record.id, context));
    ways.filter(|path| path.entered.iter().flatten().min().is_some_and(|first| *first >= from)).collect()
}

/// Counts, rates and times of a funnel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Funnel {
    /// How many came at least as far as each stage; who jumped a stage has passed it.
    pub entered: [usize; COUNT],
    /// Days from each stage to the next, mean of those that moved.
    pub days: [Option<Decimal>; COUNT - 1],
    /// Days from the first stage to the last, mean of those that arrived.
    pub cycle: Option<Decimal>,
}

impl Funnel {
    /// The share that came from this stage to the next; none while nobody is in it.
    pub fn conversion(&self, stage: usize) -> Option<Decimal> {
        decimal(*self.entered.get(stage + 1)?).over(decimal(self.entered[stage]))
    }

    /// The share that came from this stage to the last.
    pub fn to_the_end(&self, stage: usize) -> Option<Decimal> {
        decimal(self.entered[COUNT - 1]).over(decimal(*self.entered.get(stage)?))
    }

    /// An amount in this stage by the share that comes to the end, rounded once.
    pub fn weighted(&self, amount: Money, stage: usize) -> Option<Money> {
        let (part, whole) = (self.entered[COUNT - 1] as i128, *self.entered.get(stage)? as i128);
        let product = i128::from(amount.0) * part;
        let rounded = (product * 2 + whole).checked_div(whole * 2)?;
        i64::try_from(rounded).ok().map(Money)
    }
}

/// The funnel of these ways.
pub fn funnel(paths: &[Path]) -> Funnel {
    let days_between = |from: usize, to: usize| -> Vec<i64> {
        paths.iter().filter_map(|path| Some((path.entered[to]? - path.entered[from]?).num_days())).filter(|days| *days >= 0).collect()
    };
    let mut found = Funnel { cycle: mean(&days_between(0, COUNT - 1)), ..Funnel::default() };
    for (stage, entered) in found.entered.iter_mut().enumerate() {
        *entered = paths.iter().filter(|path| path.furthest().is_some_and(|(furthest, _)| furthest >= stage)).count();
    }
    for (stage, days) in found.days.iter_mut().enumerate() {
        *days = mean(&days_between(stage, stage + 1));
    }
    found
}

/// The funnel of a scope.
pub fn of(scope: Scope, context: &Context<'_>) -> Funnel {
    funnel(&paths(scope, context))
}

/// Whether an opportunity is still open: neither won nor lost.
pub fn is_open(record: &Record) -> bool {
    !matches!(opportunity::STATUS.get(record).as_deref(), Some("won" | "lost"))
}

/// Days an open opportunity has been in its stage.
pub fn days_in_stage(record: &Record, context: &Context<'_>) -> Option<i64> {
    let (_, since) = path(record.id, context).furthest().filter(|_| is_open(record))?;
    Some((context.today - since).num_days())
}

/// Longest normal stay in a stage: the mean times the factor, or the days of the norm while nobody
/// has moved on. The last stage has none.
pub fn stay_limit(stage: usize, context: &Context<'_>) -> Option<Decimal> {
    if stage + 1 >= COUNT {
        return None;
    }
    let factor = norm(context.records, customer_norm::STALL_FACTOR, Decimal::from_int(STALL_FACTOR));
    let fallback = Decimal::from_int(norm(context.records, customer_norm::STALL_DAYS, STALL_DAYS));
    Some(of(Scope::All, context).days[stage].map_or(fallback, |mean| mean.times(factor)))
}

/// Days of an opportunity that is longer in its stage than normal, with the limit.
pub fn stalled(record: &Record, context: &Context<'_>) -> Option<(i64, Decimal)> {
    let days = days_in_stage(record, context)?;
    let (stage, _) = path(record.id, context).furthest()?;
    let limit = stay_limit(stage, context)?;
    (Decimal::from_int(days) > limit).then_some((days, limit))
}

/// The stage of the last event, when the opportunity itself says another.
pub fn out_of_step(record: &Record, context: &Context<'_>) -> Option<&'static str> {
    let (furthest, _) = path(record.id, context).furthest()?;
    let stage = STAGES.get(furthest).copied()?;
    (opportunity::STAGE.get(record).as_deref() != Some(stage)).then_some(stage)
}

/// By how much the amount differs from the one expected at the last move that names one.
pub fn amount_change(record: &Record, context: &Context<'_>) -> Option<Decimal> {
    let amount = opportunity::AMOUNT.get(record).filter(|_| is_open(record))?;
    let events = linked(context, &stage_event::STAGE_EVENT, stage_event::OPPORTUNITY, record.id);
    let dated = events.into_iter().filter_map(|event| Some((stage_event::ENTERED_ON.get(&**event)?, stage_event::AMOUNT.get(&**event)?)));
    let (_, before) = dated.max_by_key(|(date, _)| *date)?;
    (amount - before).major().over(before.major()).filter(|change| *change != Decimal::ZERO)
}

/// Months by which the expected month of an open opportunity is past.
pub fn months_past(record: &Record, context: &Context<'_>) -> Option<i64> {
    let expected = opportunity::EXPECTED_MONTH.get(record).filter(|_| is_open(record))?;
    let today = Month::of(context.today);
    let late = i64::from(today.year - expected.year) * 12 + i64::from(today.month) - i64::from(expected.month);
    (late > 0).then_some(late)
}

/// Days since the last talk about an open opportunity, or with its client, when they are too many.
pub fn silent(record: &Record, context: &Context<'_>) -> Option<i64> {
    let talks = linked(context, &interaction::INTERACTION, interaction::OPPORTUNITY, record.id);
    let with_client = opportunity::CUSTOMER.get(record).map(|id| linked(context, &interaction::INTERACTION, interaction::CUSTOMER, id));
    let moved = path(record.id, context).furthest().map(|(_, date)| date).filter(|_| is_open(record))?;
    let dates = talks.into_iter().chain(with_client.into_iter().flatten()).filter_map(|talk| interaction::DATE.get(&**talk));
    let last = dates.filter(|date| *date <= context.today).chain([moved]).max()?;
    Some((context.today - last).num_days()).filter(|days| *days > SILENT_DAYS)
}

/// The share of open money that history lets expect (K35).
pub fn weighted(record: &Record, context: &Context<'_>) -> Option<Money> {
    let amount = opportunity::AMOUNT.get(record).filter(|_| is_open(record))?;
    let (stage, _) = path(record.id, context).furthest()?;
    of(Scope::All, context).weighted(amount, stage)
}

/// The stage in which a scope loses most against everyone: the largest shortfall of its rate.
pub fn bottleneck(scope: Scope, context: &Context<'_>) -> Option<usize> {
    let (own, all) = (of(scope, context), of(Scope::All, context));
    let shortfall = |stage: usize| Some(all.conversion(stage)? - own.conversion(stage)?).filter(|gap| *gap > Decimal::ZERO);
    (0..COUNT - 1)
        .filter_map(|stage| Some((shortfall(stage)?, stage)))
        .max_by_key(|(gap, stage)| (*gap, std::cmp::Reverse(*stage)))
        .map(|(_, stage)| stage)
}

/// What an active opportunity lacks of the fields that each salesperson enters (P09.A06).
pub fn missing_fields(record: &Record) -> Vec<&'static str> {
    let wanted = [
        opportunity::CUSTOMER.name(),
        opportunity::CONTACT.name(),
        opportunity::PHONE.name(),
        opportunity::PRODUCT.name(),
        opportunity::AMOUNT.name(),
        opportunity::STAGE.name(),
        opportunity::EXPECTED_MONTH.name(),
        opportunity::OWNER.name(),
    ];
    let empty = |name: &&str| record.field(name).is_none_or(|json| json.as_str().is_some_and(|text| text.trim().is_empty()));
    wanted.into_iter().filter(empty).collect()
}

/// The open opportunities of the workspace.
pub fn open(context: &Context<'_>) -> Vec<Arc<Record>> {
    context.records.of_kind(opportunity::OPPORTUNITY.name).filter(|record| is_open(record)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(number: i64) -> Date {
        Date::default() + chrono::Duration::days(number)
    }

    fn way(days: [Option<i64>; COUNT]) -> Path {
        Path { opportunity: Id::from_number(1), entered: days.map(|found| found.map(day)) }
    }

    fn check(days: [Option<i64>; COUNT], furthest: Option<usize>, skipped: Option<usize>) {
        let path = way(days);
        assert_eq!((path.furthest().map(|(stage, _)| stage), path.skipped()), (furthest, skipped));
    }

    /// covers: P09.A07, P09.A08
    #[test]
    fn a_way_knows_its_end_and_its_gaps() {
        check([Some(0), Some(7), None, None], Some(1), None);
        check([Some(0), None, Some(9), None], Some(2), Some(1));
        check([None; COUNT], None, None);
    }

    /// covers: P09.A07
    #[test]
    fn an_empty_funnel_has_no_rates() {
        let empty = funnel(&[]);
        assert_eq!((empty.conversion(0), empty.to_the_end(0), empty.cycle, empty.days[0]), (None, None, None, None));
        assert_eq!(empty.weighted(Money(100), 0), None);
    }

    fn ways() -> impl Strategy<Value = Vec<Path>> {
        let one = (prop::array::uniform4(0_i64..200), 0_usize..COUNT, prop::array::uniform4(prop::bool::weighted(0.85)));
        prop::collection::vec(one, 0..40).prop_map(|list| {
            let build = |(steps, furthest, known): ([i64; COUNT], usize, [bool; COUNT])| {
                let mut total = 0;
                let mut days = [None; COUNT];
                for stage in 0..=furthest {
                    total += steps[stage];
                    days[stage] = (known[stage] || stage == furthest).then_some(total);
                }
                way(days)
            };
            list.into_iter().map(build).collect()
        })
    }

    proptest! {
        /// covers: P09.A07, P09.A09
        #[test]
        fn no_stage_holds_more_than_the_one_before(paths in ways()) {
            let found = funnel(&paths);
            prop_assert!(found.entered.is_sorted_by(|a, b| a >= b));
            prop_assert_eq!(found.entered[0], paths.len());
            let mut product = Decimal::ONE;
            for stage in 0..COUNT - 1 {
                if let Some(rate) = found.conversion(stage) {
                    prop_assert!(rate <= Decimal::ONE);
                    product = product.times(rate);
                }
            }
            if let Some(total) = found.to_the_end(0) {
                prop_assert!((total - product).abs() < Decimal::from_millionths(5));
            }
        }

        /// covers: P09.A09
        #[test]
        fn the_forecast_never_exceeds_the_amount(paths in ways(), fen in 0_i64..1_000_000_000_000, stage in 0_usize..COUNT) {
            let found = funnel(&paths);
            if let Some(weighted) = found.weighted(Money(fen), stage) {
                prop_assert!((0..=fen).contains(&weighted.0));
                if stage + 1 == COUNT {
                    prop_assert_eq!(weighted.0, fen);
                }
            }
        }
    }
}
