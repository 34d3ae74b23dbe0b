//! The three methods of finding a price and what is left of it (P02.1.4, S20, S21).

use flow::{Context, Parameter, Rules};
use model::Order as _;
use model::{Decimal, Money, Record};

use super::{linked, rate};
use crate::goals::competitor;
use crate::goals::rules::proportion;
use crate::plan::{price, price_change, product};

/// Registers the measures.
pub fn register(rules: &mut Rules) {
    rules.measure("plan.price_by_cost", |context, record| by_cost_of(context, record).map(Parameter::Money));
    rules.measure("plan.price_by_demand", |_, record| by_demand_of(record).map(Parameter::Money));
    rules.measure("plan.price_by_competition", |context, record| by_competition_of(context, record).map(Parameter::Money));
    rules.measure("plan.price_rivals_mean", |context, record| mean(&rival_prices(context, record)).map(Parameter::Money));
    rules.measure("plan.price_margin", |context, record| margin(price::CHOSEN.get(record)?, unit_cost(context, record)?).map(Parameter::Ratio));
    rules.measure("plan.margin_before", |context, record| {
        margin(price_change::OLD.get(record)?, changed_cost(context, record)?).map(Parameter::Ratio)
    });
    rules
        .measure("plan.margin_after", |context, record| margin(price_change::NEW.get(record)?, changed_cost(context, record)?).map(Parameter::Ratio));
    rules.measure("plan.price_step", |_, record| {
        let (old, new) = (price_change::OLD.get(record)?, price_change::NEW.get(record)?);
        rate(new - old, old).map(Parameter::Ratio)
    });
}

/// Cost with a mark-up on it.
pub fn with_mark_up(cost: Money, mark_up: Decimal) -> Money {
    Money::from_major(cost.major().times(Decimal::ONE + mark_up))
}

/// The price that leaves this margin of itself; none from a margin of 100 % on.
pub fn with_margin(cost: Money, margin: Decimal) -> Option<Money> {
    if margin >= Decimal::ONE {
        return None;
    }
    cost.major().over(Decimal::ONE - margin).map(Money::from_major)
}

/// The amount that half of those asked would pay; the mean of the two in the middle of an even number.
pub fn median(amounts: &[Money]) -> Option<Money> {
    let mut sorted = amounts.to_vec();
    sorted.order();
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 { Some(upper) } else { mean(&[sorted[middle - 1], upper]) }
}

/// Mean of amounts; none of none.
pub fn mean(amounts: &[Money]) -> Option<Money> {
    ratio_of_mean(amounts, Decimal::ONE)
}

/// Mean of amounts times a ratio, rounded once at the end.
pub fn ratio_of_mean(amounts: &[Money], ratio: Decimal) -> Option<Money> {
    let sum: Money = amounts.iter().copied().sum();
    proportion(sum.major(), ratio, Decimal::from_int(i64::try_from(amounts.len()).ok()?)).map(Money::from_major)
}

/// Part of the price that is left after the unit cost.
pub fn margin(price: Money, cost: Money) -> Option<Decimal> {
    rate(price - cost, price)
}

/// The unit cost of a price: its own, else that of its product.
pub fn unit_cost(context: &Context<'_>, price: &Record) -> Option<Money> {
    price::UNIT_COST.get(price).or_else(|| product::UNIT_COST.get(&**linked(context, price, price::PRODUCT)?))
}

fn changed_cost(context: &Context<'_>, change: &Record) -> Option<Money> {
    product::UNIT_COST.get(&**linked(context, change, price_change::PRODUCT)?)
}

fn by_cost_of(context: &Context<'_>, price: &Record) -> Option<Money> {
    let cost = unit_cost(context, price)?;
    match price::MARK_UP.get(price) {
        Some(mark_up) => Some(with_mark_up(cost, mark_up)),
        None => with_margin(cost, price::TARGET_MARGIN.get(price)?),
    }
}

fn by_demand_of(price: &Record) -> Option<Money> {
    let amounts: Vec<Money> = price::WILLINGNESS.get(price)?.iter().filter_map(|row| price::WILLING_AMOUNT.get(row)).collect();
    median(&amounts)
}

/// One price a rival: the middle of its range, or the end that is known.
fn rival_prices(context: &Context<'_>, price: &Record) -> Vec<Money> {
    let price_of = |rival: &Record| match (competitor::PRICE_LOW.get(rival), competitor::PRICE_HIGH.get(rival)) {
        (Some(low), Some(high)) => mean(&[low, high]),
        (low, high) => low.or(high),
    };
    let rivals = price::RIVALS.get(price).unwrap_or_default();
    rivals.into_iter().filter_map(|id| price_of(context.records.get(id)?)).collect()
}

fn by_competition_of(context: &Context<'_>, price: &Record) -> Option<Money> {
    ratio_of_mean(&rival_prices(context, price), price::RIVAL_RATIO.get(price).unwrap_or(Decimal::ONE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn yuan(text: &str) -> Money {
        Money::from_major(ratio(text))
    }

    fn ratio(text: &str) -> Decimal {
        model::parse_number(text).unwrap()
    }

    fn check(found: Option<Money>, expected: &str) {
        assert_eq!(found, Some(yuan(expected)));
    }

    #[test]
    fn the_three_methods_give_the_prices_of_the_example() {
        check(Some(with_mark_up(yuan("253"), ratio("80%"))), "455.40");
        check(median(&["350", "480", "520", "550", "600"].map(yuan)), "520");
        check(ratio_of_mean(&["449", "599", "699"].map(yuan), ratio("0.85")), "494.98");
        check(mean(&["449", "599", "699"].map(yuan)), "582.33");
    }

    #[test]
    fn other_numbers() {
        check(with_margin(yuan("210"), ratio("40%")), "350");
        assert_eq!(with_margin(yuan("210"), Decimal::ONE), None);
        check(median(&["400", "300"].map(yuan)), "350");
        assert_eq!((median(&[]), mean(&[])), (None, None));
        assert_eq!(margin(yuan("400"), yuan("210")), Some(ratio("47.5%")));
        assert_eq!(margin(yuan("350"), yuan("210")), Some(ratio("40%")));
    }

    proptest! {
        #[test]
        fn a_mark_up_and_its_margin_lead_to_the_same_price(cost in 100_i64..1_000_000, mark_up in 0_i64..3_000) {
            let mark_up = Decimal::from_millionths(mark_up * 1_000);
            let price = with_mark_up(Money(cost), mark_up);
            let back = with_margin(Money(cost), mark_up.over(Decimal::ONE + mark_up).unwrap()).unwrap();
            // The margin is kept with six places, which may move a large price by a few minor units.
            prop_assert!((price.0 - back.0).abs() <= 1 + price.0 / 100_000, "{price:?} {back:?}");
        }

        #[test]
        fn half_of_those_asked_would_pay_the_median(amounts in prop::collection::vec(1_i64..100_000, 1..40)) {
            let amounts: Vec<Money> = amounts.into_iter().map(Money).collect();
            let middle = median(&amounts).unwrap();
            prop_assert!(amounts.iter().filter(|amount| **amount >= middle).count() * 2 >= amounts.len() - 1);
            prop_assert!(amounts.iter().filter(|amount| **amount <= middle).count() * 2 >= amounts.len() - 1);
        }
    }
}
