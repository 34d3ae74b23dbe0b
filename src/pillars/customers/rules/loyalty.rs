//! Points and tiers: the balance, what may be redeemed, what expires, the tier by rule
//! (P09.3.1, S145).

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use flow::{Context, Hit, Parameter, Rules};
use model::Order as _;
use model::{Date, Decimal, Id, Money, Record, add_months};

use super::buying::{self, Purchase};
use super::{as_parameter, decimal, linked, norm};
use crate::customers::{customer_norm, loyalty_tier, member, points_entry};

/// Months for which points can be used.
const POINTS_MONTHS: i64 = 24;
/// Months of spending that decide the tier.
const TIER_MONTHS: i32 = 12;
/// Days ahead in which expiry is announced.
const NOTICE_DAYS: u64 = 30;

/// One movement: points come (positive) or go (negative).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The day.
    pub date: Date,
    /// Positive when earned, negative when redeemed or expired.
    pub points: Decimal,
}

/// Why points cannot be redeemed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotEnough {
    /// What is there.
    pub balance: Decimal,
}

impl NotEnough {
    /// Stable code.
    pub fn code(self) -> &'static str {
        "points.not_enough"
    }
}

impl std::fmt::Display for NotEnough {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "only {} points are there", self.balance)
    }
}

impl std::error::Error for NotEnough {}

/// What an entry moves, if its day has come.
pub(crate) fn movement(record: &Record, today: Date) -> Option<Movement> {
    let points = points_entry::POINTS.get(record)?;
    let date = points_entry::DATE.get(record).unwrap_or(today);
    let earned = points_entry::ENTRY_KIND.get(record)? == "earn";
    (date <= today).then(|| Movement { date, points: if earned { points } else { -points } })
}

/// The movements of a member by day; on one day points come before they go.
pub fn movements(member: Id, context: &Context<'_>) -> Vec<Movement> {
    let entries = linked(context, &points_entry::POINTS_ENTRY, points_entry::MEMBER, member);
    let mut found: Vec<Movement> = entries.into_iter().filter_map(|record| movement(record, context.today)).collect();
    sort(&mut found);
    found
}

/// The movements of all members: one pass over the entries.
pub fn by_member(context: &Context<'_>) -> HashMap<Id, Vec<Movement>> {
    let mut found: HashMap<Id, Vec<Movement>> = HashMap::new();
    for record in context.records.of_kind(points_entry::POINTS_ENTRY.name) {
        if let Some((member, movement)) = points_entry::MEMBER.get(&**record).zip(movement(record, context.today)) {
            found.entry(member).or_default().push(movement);
        }
    }
    found.values_mut().for_each(|movements| sort(movements));
    found
}

fn sort(movements: &mut [Movement]) {
    movements.order_by_key(|movement| (movement.date, movement.points < Decimal::ZERO));
}

/// What is left.
pub fn balance(movements: &[Movement]) -> Decimal {
    movements.iter().map(|movement| movement.points).sum()
}

/// By how much the balance was below zero at its lowest; none when it never was.
pub fn short(movements: &[Movement]) -> Option<Decimal> {
    let mut balance = Decimal::ZERO;
    let mut lowest = Decimal::ZERO;
    for movement in movements {
        balance = balance + movement.points;
        lowest = lowest.min(balance);
    }
    (lowest < Decimal::ZERO).then_some(-lowest)
}

/// What would be left after redeeming.
///
/// # Errors
/// [`NotEnough`] when fewer points are there.
pub fn redeem(movements: &[Movement], points: Decimal) -> Result<Decimal, NotEnough> {
    let balance = balance(movements);
    if points > balance { Err(NotEnough { balance }) } else { Ok(balance - points) }
}

/// What is left of each day's points; what goes takes the oldest first.
pub fn lots(movements: &[Movement]) -> Vec<Movement> {
    let mut lots: VecDeque<Movement> = VecDeque::new();
    for movement in movements {
        if movement.points >= Decimal::ZERO {
            lots.push_back(*movement);
            continue;
        }
        let mut due = -movement.points;
        while due > Decimal::ZERO
            && let Some(oldest) = lots.front_mut()
        {
            let taken = due.min(oldest.points);
            oldest.points = oldest.points - taken;
            due = due - taken;
            if oldest.points == Decimal::ZERO {
                lots.pop_front();
            }
        }
    }
    lots.into()
}

/// Points that can no longer be used on this day, but are still in the balance.
pub fn expired(movements: &[Movement], months: i64, day: Date) -> Decimal {
    let months = i32::try_from(months).unwrap_or(i32::MAX);
    lots(movements).iter().filter(|lot| add_months(lot.date, months) < day).map(|lot| lot.points).sum()
}

fn validity(context: &Context<'_>) -> i64 {
    norm(context.records, customer_norm::POINTS_MONTHS, POINTS_MONTHS)
}

/// The highest tier that these purchases reach with the spending of the last twelve months.
pub fn tier_of<'a>(purchases: &[Purchase], context: &Context<'a>) -> Option<&'a Arc<Record>> {
    let since = add_months(context.today, -TIER_MONTHS);
    let recent = purchases.iter().filter(|purchase| purchase.date > since);
    let (spent, orders) = recent.fold((Money(0), 0), |(spent, orders), purchase| (spent + purchase.amount, orders + 1));
    let reached = |tier: &&Arc<Record>| {
        let by_spending = loyalty_tier::MIN_SPEND.get(&***tier).is_none_or(|least| spent >= least);
        by_spending && loyalty_tier::MIN_ORDERS.get(&***tier).is_none_or(|least| decimal(orders) >= least)
    };
    context.records.of_kind(loyalty_tier::LOYALTY_TIER.name).filter(reached).max_by_key(|tier| loyalty_tier::RANK.get(&***tier))
}

/// The tier of a member by the spending of its customer.
pub fn tier_by_rule<'a>(member: &Record, context: &Context<'a>) -> Option<&'a Arc<Record>> {
    tier_of(&buying::purchases(member::CUSTOMER.get(member)?, context), context)
}

fn has_left(member: &Record) -> bool {
    member::STATUS.get(member).as_deref() == Some("left")
}

/// The tier by rule, when a member has another.
fn change(member: &Record, by_rule: &Record, context: &Context<'_>) -> Option<Parameter> {
    (!has_left(member) && member::TIER.get(member).is_some_and(|tier| tier != by_rule.id)).then(|| as_parameter(by_rule, context))
}

fn each_member(context: &Context<'_>, look: impl Fn(&Arc<Record>) -> Option<Hit>) -> Vec<Hit> {
    context.records.of_kind(member::MEMBER.name).filter_map(look).collect()
}

/// Members whose balance was below zero at some time.
fn debts(context: &Context<'_>) -> Vec<Hit> {
    let all = by_member(context);
    each_member(context, |record| Some(Hit::on(record, context).with("short", Parameter::Number(short(all.get(&record.id)?)?))))
}

/// Members with points that should have been booked as expired.
fn unbooked(context: &Context<'_>) -> Vec<Hit> {
    let (all, months) = (by_member(context), validity(context));
    each_member(context, |record| {
        let points = some(expired(all.get(&record.id)?, months, context.today))?;
        Some(Hit::on(record, context).with("points", points))
    })
}

/// Members whose spending asks for another tier.
fn other_tiers(context: &Context<'_>) -> Vec<Hit> {
    let bought = buying::by_customer(context);
    each_member(context, |record| {
        let purchases = bought.get(&member::CUSTOMER.get(&**record)?).map(Vec::as_slice).unwrap_or_default();
        let tier = change(record, tier_of(purchases, context)?, context)?;
        Some(Hit::on(record, context).field(member::TIER.name()).with("tier", tier))
    })
}

fn some(points: Decimal) -> Option<Parameter> {
    (points > Decimal::ZERO).then_some(Parameter::Number(points))
}

/// Registers what this file computes.
pub fn register(rules: &mut Rules) {
    rules.measure("customers.balance", |context, record| {
        (record.kind.as_str() == member::MEMBER.name).then(|| Parameter::Number(balance(&movements(record.id, context))))
    });
    rules.measure("customers.points_expired", |context, record| some(expired(&movements(record.id, context), validity(context), context.today)));
    rules.measure("customers.points_expiring", |context, record| {
        let later = context.today.checked_add_days(chrono::Days::new(NOTICE_DAYS)).unwrap_or(context.today);
        let movements = movements(record.id, context);
        some(expired(&movements, validity(context), later) - expired(&movements, validity(context), context.today))
    });
    rules.measure("customers.tier_by_rule", |context, record| tier_by_rule(record, context).map(|tier| as_parameter(tier, context)));
    rules.measure("customers.tier_change", |context, record| change(record, tier_by_rule(record, context)?, context));
    rules.add("customers.points_debts", debts, &["record", "short"]);
    rules.add("customers.points_unbooked", unbooked, &["record", "points"]);
    rules.add("customers.other_tiers", other_tiers, &["record", "tier"]);
    rules.measure("customers.membership", |context, record| {
        let member = linked(context, &member::MEMBER, member::CUSTOMER, record.id).into_iter().find(|member| !has_left(member))?;
        let tier = member::TIER.get(&**member).and_then(|id| context.records.get(id));
        Some(as_parameter(tier.unwrap_or(member), context))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn movement(day: i64, points: i64) -> Movement {
        Movement { date: Date::default() + chrono::Duration::days(day), points: Decimal::from_int(points) }
    }

    fn check(list: &[(i64, i64)], left: i64, lowest: Option<i64>) {
        let movements: Vec<Movement> = list.iter().map(|(day, points)| movement(*day, *points)).collect();
        assert_eq!((balance(&movements), short(&movements)), (Decimal::from_int(left), lowest.map(Decimal::from_int)), "{list:?}");
    }

    /// covers: S145, P09.3.1
    #[test]
    fn points_never_go_below_zero() {
        check(&[(0, 499), (1, -300)], 199, None);
        check(&[(0, 499), (1, -600)], -101, Some(101));
        check(&[(0, 100), (1, -200), (2, 500)], 400, Some(100));
        let earned = [movement(0, 499)];
        assert_eq!(redeem(&earned, Decimal::from_int(600)), Err(NotEnough { balance: Decimal::from_int(499) }));
        assert_eq!(redeem(&earned, Decimal::from_int(300)), Ok(Decimal::from_int(199)));
    }

    /// covers: P09.3.1
    #[test]
    fn the_oldest_points_go_first_and_the_rest_expires() {
        let day = |number: i64| Date::default() + chrono::Duration::days(number);
        let list = [movement(0, 100), movement(100, 50), movement(200, -120)];
        assert_eq!(lots(&list), [movement(100, 30)]);
        assert_eq!(expired(&list, 12, day(464)), Decimal::ZERO, "365 days after day 100 they are still good");
        assert_eq!(expired(&list, 12, day(466)), Decimal::from_int(30));
    }

    proptest! {
        /// covers: P09.3.1, S145
        #[test]
        fn what_is_accepted_never_makes_a_debt(steps in prop::collection::vec((0_i64..900, -500_i64..500), 0..60)) {
            let mut steps = steps;
            steps.sort_by_key(|(day, _)| *day);
            let mut accepted: Vec<Movement> = Vec::new();
            for (day, points) in steps {
                if points >= 0 || redeem(&accepted, Decimal::from_int(-points)).is_ok() {
                    accepted.push(movement(day, points));
                }
            }
            prop_assert!(short(&accepted).is_none());
            prop_assert!(balance(&accepted) >= Decimal::ZERO);
            let left: Decimal = lots(&accepted).iter().map(|lot| lot.points).sum();
            prop_assert_eq!(left, balance(&accepted));
            let gone = expired(&accepted, 12, Date::default() + chrono::Duration::days(1_000));
            prop_assert!(gone <= balance(&accepted));
            accepted.push(Movement { date: Date::default() + chrono::Duration::days(1_000), points: -gone });
            prop_assert!(short(&accepted).is_none());
            prop_assert_eq!(expired(&accepted, 12, Date::default() + chrono::Duration::days(1_000)), Decimal::ZERO);
        }
    }
}
