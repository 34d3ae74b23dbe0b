//! What a customer bought: scores of recency, frequency and money, and what has changed
//! (P09.1.2, S138).

use std::collections::{BTreeMap, HashMap};

use chrono::Days;
use flow::{Context, Hit, Parameter, Rules};
use model::Order as _;
use model::{Date, Decimal, Id, Money, Record, add_months};

use super::{decimal, id_as_parameter, linked, norm};
use crate::customers::{customer, customer_norm, order};

/// Days compared with the same number of days before, to see whether someone buys less often.
const FREQUENCY_DAYS: u64 = 180;
/// Days without a purchase from which a customer is dormant, and from which lost.
const DORMANT_DAYS: i64 = 365;
const LOST_DAYS: i64 = 730;
/// Purchases further back do not count for frequency and money.
const RFM_MONTHS: i64 = 24;
/// Score, days since the last purchase at most, purchases at least, spending in minor units at
/// least. Who reaches none of them has 1. A company sets its own scale in the norms.
const DEFAULT_SCALE: [(i64, i64, i64, i64); 4] = [(5, 30, 5, 200_000), (4, 90, 4, 120_000), (3, 180, 3, 70_000), (2, 365, 2, 40_000)];

/// One purchase that counts: neither returned nor cancelled, and not in the future.
#[derive(Clone, Debug, PartialEq)]
pub struct Purchase {
    /// Day of the order.
    pub date: Date,
    /// Net of the whole order.
    pub amount: Money,
    /// Everything in it, the main product first.
    pub products: Vec<Id>,
}

/// The products of an order, the main one first.
pub fn products(record: &Record) -> Vec<Id> {
    let extras = order::EXTRAS.get(record).unwrap_or_default();
    order::PRODUCT.get(record).into_iter().chain(extras.iter().filter_map(|row| order::EXTRA_PRODUCT.get(row))).collect()
}

/// Whether an order counts as a purchase by this day.
pub fn counts(record: &Record, today: Date) -> bool {
    let taken_back = matches!(order::STATUS.get(record).as_deref(), Some("returned" | "cancelled"));
    !taken_back && order::DATE.get(record).is_some_and(|date| date <= today)
}

fn purchase(record: &Record) -> Option<Purchase> {
    let amount = order::AMOUNT.get(record).unwrap_or_default();
    Some(Purchase { date: order::DATE.get(record)?, amount, products: products(record) })
}

/// What a customer bought, oldest first.
pub fn purchases(customer: Id, context: &Context<'_>) -> Vec<Purchase> {
    let orders = linked(context, &order::ORDER, order::CUSTOMER, customer);
    let mut found: Vec<Purchase> = orders.into_iter().filter(|record| counts(record, context.today)).filter_map(|record| purchase(record)).collect();
    found.order_by_key(|purchase| purchase.date);
    found
}

/// What everyone bought, oldest first: one pass over the orders, for what looks at all customers.
pub fn by_customer(context: &Context<'_>) -> HashMap<Id, Vec<Purchase>> {
    let mut found: HashMap<Id, Vec<Purchase>> = HashMap::new();
    for record in context.records.of_kind(order::ORDER.name).filter(|record| counts(record, context.today)) {
        if let Some((customer, purchase)) = order::CUSTOMER.get(&**record).zip(purchase(record)) {
            found.entry(customer).or_default().push(purchase);
        }
    }
    found.values_mut().for_each(|purchases| purchases.order_by_key(|purchase| purchase.date));
    found
}

/// What one score asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// 2 to 5.
    pub score: i64,
    /// Days since the last purchase, at most.
    pub days: Decimal,
    /// Purchases in the window, at least.
    pub purchases: Decimal,
    /// Spending in the window, at least.
    pub amount: Money,
}

/// The scale of the company: its own rows where it has them, the default elsewhere; best first.
pub fn scale(context: &Context<'_>) -> Vec<Step> {
    let own = norm(context.records, customer_norm::RFM_SCALE, Vec::new());
    let row_of = |score: i64| own.iter().find(|row| customer_norm::SCALE_SCORE.get(*row) == Some(score));
    let steps = DEFAULT_SCALE.into_iter().map(|(score, days, purchases, amount)| {
        let row = row_of(score);
        Step {
            score,
            days: row.and_then(|row| customer_norm::SCALE_DAYS.get(row)).unwrap_or(Decimal::from_int(days)),
            purchases: row.and_then(|row| customer_norm::SCALE_PURCHASES.get(row)).unwrap_or(Decimal::from_int(purchases)),
            amount: row.and_then(|row| customer_norm::SCALE_AMOUNT.get(row)).unwrap_or(Money(amount)),
        }
    });
    steps.collect()
}

/// The three scores with the values they stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rfm {
    /// Days since the last purchase.
    pub days: i64,
    /// Purchases in the window.
    pub purchases: usize,
    /// Spending in the window.
    pub amount: Money,
    /// 1–5 each.
    pub recency: i64,
    /// 1–5.
    pub frequency: i64,
    /// 1–5.
    pub monetary: i64,
}

impl Rfm {
    /// All three together, 3–15.
    pub fn sum(self) -> i64 {
        self.recency + self.frequency + self.monetary
    }
}

/// The scores of these purchases, oldest first; none of no purchase.
pub fn score(purchases: &[Purchase], scale: &[Step], months: i64, today: Date) -> Option<Rfm> {
    let last = purchases.last()?.date;
    let since = add_months(today, -i32::try_from(months).unwrap_or(i32::MAX));
    let inside = purchases.iter().filter(|purchase| purchase.date > since);
    let (count, amount) = inside.fold((0, Money(0)), |(count, sum), purchase| (count + 1, sum + purchase.amount));
    let days = (today - last).num_days();
    let best = |reached: &dyn Fn(&Step) -> bool| scale.iter().filter(|step| reached(step)).map(|step| step.score).max().unwrap_or(1);
    Some(Rfm {
        days,
        purchases: count,
        amount,
        recency: best(&|step| Decimal::from_int(days) <= step.days),
        frequency: best(&|step| decimal(count) >= step.purchases),
        monetary: best(&|step| amount >= step.amount),
    })
}

/// The scores of these purchases by the company's scale.
pub fn rfm_of(purchases: &[Purchase], context: &Context<'_>) -> Option<Rfm> {
    score(purchases, &scale(context), norm(context.records, customer_norm::RFM_MONTHS, RFM_MONTHS), context.today)
}

/// The scores of a customer by the company's scale.
pub fn rfm(customer: Id, context: &Context<'_>) -> Option<Rfm> {
    rfm_of(&purchases(customer, context), context)
}

/// By how much someone buys less often than in the half-year before, when it is half or less.
pub fn frequency_drop(purchases: &[Purchase], today: Date) -> Option<Decimal> {
    let back = |days: u64| today.checked_sub_days(Days::new(days)).unwrap_or(today);
    let (recent_from, earlier_from) = (back(FREQUENCY_DAYS), back(2 * FREQUENCY_DAYS));
    let recent = purchases.iter().filter(|purchase| purchase.date > recent_from).count();
    let earlier = purchases.iter().filter(|purchase| purchase.date > earlier_from && purchase.date <= recent_from).count();
    (earlier >= 2 && recent * 2 <= earlier).then(|| decimal(earlier - recent).over(decimal(earlier))).flatten()
}

/// The product a customer has turned to: the last two purchases are of one product, and before
/// them another one was bought most often.
pub fn turned_to(purchases: &[Purchase]) -> Option<Id> {
    let main: Vec<Id> = purchases.iter().filter_map(|purchase| purchase.products.first().copied()).collect();
    let [before @ .., second, last] = main.as_slice() else { return None };
    let favourite = most_often(before)?;
    (second == last && favourite != *last).then_some(*last)
}

fn most_often(products: &[Id]) -> Option<Id> {
    let mut counts: BTreeMap<Id, usize> = BTreeMap::new();
    products.iter().for_each(|product| *counts.entry(*product).or_default() += 1);
    counts.into_iter().max_by_key(|(product, count)| (*count, std::cmp::Reverse(*product))).map(|(product, _)| product)
}

/// Stage of life that the purchases speak for, as a code of the field (P00.05).
pub fn stage_by_purchases(purchases: &[Purchase], today: Date) -> &'static str {
    let days = purchases.last().map(|purchase| (today - purchase.date).num_days());
    match (days, purchases.len()) {
        (None, _) => "potential",
        (Some(days), _) if days > LOST_DAYS => "lost",
        (Some(days), _) if days > DORMANT_DAYS => "dormant",
        (Some(_), 1) => "first",
        (Some(_), 2) => "repeat",
        (Some(_), _) => "loyal",
    }
}

/// The stage that the purchases speak for, when the customer has another.
fn stage_differs(record: &Record, purchases: &[Purchase], today: Date) -> Option<Parameter> {
    let found = stage_by_purchases(purchases, today);
    let named = customer::LIFE_STAGE.get(record)?;
    // A company may give someone up before the days are over.
    let given_up = named == "lost" && found == "dormant";
    (named != found && !given_up).then(|| Parameter::choice(customer::CUSTOMER.name, customer::LIFE_STAGE.name(), found))
}

/// What a look at each customer with its purchases finds.
fn each_customer(context: &Context<'_>, look: impl Fn(&Record, &[Purchase]) -> Option<Hit>) -> Vec<Hit> {
    let bought = by_customer(context);
    let of = |id: Id| bought.get(&id).map(Vec::as_slice).unwrap_or_default();
    context.records.of_kind(customer::CUSTOMER.name).filter_map(|record| look(record, of(record.id))).collect()
}

/// Customers whose stage of life is not what their purchases say (P00.05).
fn stages(context: &Context<'_>) -> Vec<Hit> {
    each_customer(context, |record, purchases| {
        let stage = stage_differs(record, purchases, context.today)?;
        Some(Hit::on(record, context).field(customer::LIFE_STAGE.name()).with("stage", stage))
    })
}

/// Customers of the two upper classes who buy less often.
fn buying_less(context: &Context<'_>) -> Vec<Hit> {
    each_customer(context, |record, purchases| {
        let upper = matches!(customer::CLASS.get(record).as_deref(), Some("a" | "b"));
        let drop = frequency_drop(purchases, context.today).filter(|_| upper)?;
        Some(Hit::on(record, context).with("drop", Parameter::Ratio(drop)))
    })
}

/// Registers what this file computes.
pub fn register(rules: &mut Rules) {
    fn number(run: impl Fn(Rfm) -> i64, context: &Context<'_>, record: &Record) -> Option<Parameter> {
        rfm(record.id, context).map(|rfm| Parameter::Count(run(rfm)))
    }
    rules.add("customers.stages", stages, &["record", "stage"]);
    rules.add("customers.buying_less", buying_less, &["record", "drop"]);
    rules.measure("customers.rfm", |context, record| {
        rfm(record.id, context).map(|rfm| Parameter::text(format!("{}-{}-{}", rfm.recency, rfm.frequency, rfm.monetary)))
    });
    rules.measure("customers.recency", |context, record| number(|rfm| rfm.recency, context, record));
    rules.measure("customers.frequency", |context, record| number(|rfm| rfm.frequency, context, record));
    rules.measure("customers.monetary", |context, record| number(|rfm| rfm.monetary, context, record));
    rules.measure("customers.rfm_sum", |context, record| number(Rfm::sum, context, record));
    rules.measure("customers.purchases", |context, record| number(|rfm| i64::try_from(rfm.purchases).unwrap_or(i64::MAX), context, record));
    rules.measure("customers.spending", |context, record| rfm(record.id, context).map(|rfm| Parameter::Money(rfm.amount)));
    rules.measure("customers.days_since_purchase", |context, record| number(|rfm| rfm.days, context, record));
    rules.measure("customers.last_purchase", |context, record| purchases(record.id, context).last().map(|purchase| Parameter::Date(purchase.date)));
    rules.measure("customers.favourite", |context, record| {
        let bought: Vec<Id> = purchases(record.id, context).iter().flat_map(|purchase| purchase.products.clone()).collect();
        id_as_parameter(most_often(&bought)?, context)
    });
    rules.measure("customers.frequency_drop", |context, record| frequency_drop(&purchases(record.id, context), context.today).map(Parameter::Ratio));
    rules.measure("customers.turned_to", |context, record| id_as_parameter(turned_to(&purchases(record.id, context))?, context));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap_or_default()
    }

    fn bought(days: &[(&str, i64, u64)]) -> Vec<Purchase> {
        days.iter()
            .map(|(date, yuan, product)| Purchase { date: day(date), amount: Money(yuan * 100), products: vec![Id::from_number(*product)] })
            .collect()
    }

    fn default_scale() -> Vec<Step> {
        let step = |(score, days, purchases, amount): (i64, i64, i64, i64)| Step {
            score,
            days: Decimal::from_int(days),
            purchases: Decimal::from_int(purchases),
            amount: Money(amount),
        };
        DEFAULT_SCALE.map(step).to_vec()
    }

    fn check(days: &[(&str, i64, u64)], expected: (i64, i64, i64)) {
        let found = score(&bought(days), &default_scale(), RFM_MONTHS, day("2026-06-30"));
        assert_eq!(found.map(|rfm| (rfm.recency, rfm.frequency, rfm.monetary)), Some(expected), "{days:?}");
    }

    /// covers: S138, P09.1.2
    #[test]
    fn scores_follow_the_scale() {
        // S138: three purchases, the last one 20 days ago, 1,400 yuan in all.
        check(&[("2025-10-01", 450, 1), ("2026-02-01", 450, 1), ("2026-06-10", 500, 1)], (5, 3, 4));
        check(&[("2026-05-31", 2_000, 1)], (5, 1, 5));
        check(&[("2026-05-30", 399, 1)], (4, 1, 1));
        check(&[("2024-01-01", 9_000, 1), ("2025-06-30", 400, 1)], (2, 1, 2));
        check(&[("2024-01-01", 9_000, 1)], (1, 1, 1));
        assert_eq!(score(&[], &default_scale(), RFM_MONTHS, day("2026-06-30")), None);
    }

    /// covers: P09.1.2
    #[test]
    fn changes_in_buying_are_seen() {
        let today = day("2026-06-30");
        let drop = |days: &[(&str, i64, u64)]| frequency_drop(&bought(days), today).map(|share| share.to_string());
        assert_eq!(drop(&[("2025-08-01", 1, 1), ("2025-10-01", 1, 1), ("2026-03-01", 1, 1)]).as_deref(), Some("0.5"));
        assert_eq!(drop(&[("2025-08-01", 1, 1), ("2025-10-01", 1, 1)]).as_deref(), Some("1"));
        assert_eq!(drop(&[("2025-08-01", 1, 1), ("2025-10-01", 1, 1), ("2026-03-01", 1, 1), ("2026-04-01", 1, 1)]), None);
        assert_eq!(drop(&[("2025-10-01", 1, 1)]), None);
        assert_eq!(turned_to(&bought(&[("2025-01-01", 1, 1), ("2026-01-01", 1, 2), ("2026-02-01", 1, 2)])), Some(Id::from_number(2)));
        assert_eq!(turned_to(&bought(&[("2025-01-01", 1, 2), ("2026-01-01", 1, 2), ("2026-02-01", 1, 2)])), None);
        assert_eq!(turned_to(&bought(&[("2026-01-01", 1, 2), ("2026-02-01", 1, 2)])), None);
    }

    /// covers: P09.1.2
    #[test]
    fn the_stage_of_life_follows_the_purchases() {
        let stage = |days: &[(&str, i64, u64)]| stage_by_purchases(&bought(days), day("2026-06-30"));
        assert_eq!(stage(&[]), "potential");
        assert_eq!(stage(&[("2026-06-01", 1, 1)]), "first");
        assert_eq!(stage(&[("2025-06-30", 1, 1), ("2026-06-01", 1, 1)]), "repeat");
        assert_eq!(stage(&[("2025-01-01", 1, 1), ("2025-06-30", 1, 1), ("2026-06-01", 1, 1)]), "loyal");
        assert_eq!(stage(&[("2025-06-29", 1, 1)]), "dormant");
        assert_eq!(stage(&[("2024-06-29", 1, 1)]), "lost");
    }
}
