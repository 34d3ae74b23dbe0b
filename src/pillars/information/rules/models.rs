//! The arithmetic of the standard models (P04.2.4.1), on plain numbers.

use model::Order as _;
use model::{Decimal, split_by_weight};

/// Cumulative share up to which an item is of class A, then B (ABC analysis).
const CLASS_LIMITS: [i64; 2] = [800_000, 950_000];
/// Market growth from which a market counts as growing, in millionths.
const HIGH_GROWTH: i64 = 100_000;

/// A straight line through a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trend {
    /// Change a period (least squares).
    pub slope: Decimal,
    /// The next value on the line.
    pub next: Decimal,
}

/// The line through values of equal distance; two at least.
pub fn trend(values: &[Decimal]) -> Option<Trend> {
    let count = values.len() as f64;
    if values.len() < 2 {
        return None;
    }
    let middle = (count - 1.0) / 2.0;
    let mean = values.iter().map(|value| value.to_f64()).sum::<f64>() / count;
    let points = || values.iter().enumerate().map(|(index, value)| (index as f64 - middle, value.to_f64() - mean));
    let slope = points().map(|(x, y)| x * y).sum::<f64>() / points().map(|(x, _)| x * x).sum::<f64>();
    Some(Trend { slope: Decimal::from_f64(slope)?, next: Decimal::from_f64(mean + slope * (count - middle))? })
}

/// Share of each value; the shares add up to one exactly. Nothing when a value is below zero or all are zero.
pub fn shares(values: &[Decimal]) -> Option<Vec<Decimal>> {
    let all_zero = values.iter().all(|value| *value == Decimal::ZERO);
    if all_zero || values.iter().any(|value| *value < Decimal::ZERO) {
        return None;
    }
    let weights: Vec<f64> = values.iter().map(|value| value.to_f64()).collect();
    Some(split_by_weight(1_000_000, &weights).into_iter().map(Decimal::from_millionths).collect())
}

/// One item of an ABC analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// Its place in the input.
    pub index: usize,
    /// Its share of the sum.
    pub share: Decimal,
    /// Share of it and everything larger.
    pub cumulative: Decimal,
    /// `A`, `B` or `C`.
    pub class: char,
}

/// The items from large to small with the cumulative share; class A reaches 80 %, B 95 %.
pub fn pareto(values: &[Decimal]) -> Option<Vec<Ranked>> {
    let shares = shares(values)?;
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.order_by(|a, b| values[*b].cmp(&values[*a]).then(a.cmp(b)));
    let mut before = Decimal::ZERO;
    let ranked = order.into_iter().map(|index| {
        // The item that crosses a limit still belongs to the class.
        let class = match before.millionths() {
            reached if reached < CLASS_LIMITS[0] => 'A',
            reached if reached < CLASS_LIMITS[1] => 'B',
            _ => 'C',
        };
        before = before + shares[index];
        Ranked { index, share: shares[index], cumulative: before, class }
    });
    Some(ranked.collect())
}

/// Units (whole) and sales from which a product earns its fixed cost; nothing when a unit earns nothing.
pub fn break_even(price: Decimal, unit_cost: Decimal, fixed_cost: Decimal) -> Option<(Decimal, Decimal)> {
    let contribution = price - unit_cost;
    if contribution <= Decimal::ZERO || fixed_cost < Decimal::ZERO {
        return None;
    }
    let exact = i128::from(fixed_cost.millionths());
    let units = (exact + i128::from(contribution.millionths()) - 1) / i128::from(contribution.millionths());
    let units = Decimal::from_int(i64::try_from(units).ok()?);
    Some((units, units.times(price)))
}

/// The part of a deviation in sales that is due to the price and the part due to the volume; together the whole (S74).
pub fn price_volume(plan_units: Decimal, plan_price: Decimal, units: Decimal, price: Decimal) -> (Decimal, Decimal) {
    ((price - plan_price).times(units), (units - plan_units).times(plan_price))
}

/// Field of the growth–share portfolio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quadrant {
    /// Strong in a growing market.
    Star,
    /// Strong in a market that grows no more.
    CashCow,
    /// Weak in a growing market.
    QuestionMark,
    /// Weak in a market that grows no more.
    Dog,
}

impl Quadrant {
    /// Code of the choice `analysis_run.quadrant`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Star => "star",
            Self::CashCow => "cash_cow",
            Self::QuestionMark => "question_mark",
            Self::Dog => "dog",
        }
    }
}

/// Where a product stands: own sales against the largest rival's, and the growth of its market.
pub fn quadrant(own: Decimal, rival: Decimal, growth: Decimal) -> Option<(Decimal, Quadrant)> {
    let relative = own.over(rival)?;
    let place = match (relative >= Decimal::ONE, growth.millionths() >= HIGH_GROWTH) {
        (true, true) => Quadrant::Star,
        (true, false) => Quadrant::CashCow,
        (false, true) => Quadrant::QuestionMark,
        (false, false) => Quadrant::Dog,
    };
    Some((relative, place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::parse_number;
    use proptest::prelude::*;

    fn numbers(texts: &[&str]) -> Vec<Decimal> {
        texts.iter().map(|text| parse_number(text).unwrap()).collect()
    }

    fn check_variance(input: [&str; 4], price: &str, volume: &str) {
        let numbers = numbers(&input);
        let found = price_volume(numbers[0], numbers[1], numbers[2], numbers[3]);
        assert_eq!((found.0.to_string().as_str(), found.1.to_string().as_str()), (price, volume), "{input:?}");
    }

    #[test]
    fn a_deviation_falls_into_price_and_volume() {
        check_variance(["22000", "460", "22500", "460"], "0", "230000");
        check_variance(["22000", "460", "22500", "450"], "-225000", "230000");
        check_variance(["34300", "350", "34000", "350"], "0", "-105000");
    }

    #[test]
    fn the_line_through_three_waves() {
        let found = trend(&numbers(&["0.300", "0.318", "0.356"])).unwrap();
        assert_eq!((found.slope.to_string().as_str(), found.next.to_string().as_str()), ("0.028", "0.380667"));
        assert_eq!(trend(&numbers(&["5"])), None);
    }

    #[test]
    fn products_fall_into_classes() {
        let found = pareto(&numbers(&["1.55M", "11.90M", "10.35M"])).unwrap();
        let seen: Vec<_> = found.iter().map(|item| (item.index, item.share.to_string(), item.class)).collect();
        assert_eq!(seen, [(1, "0.5".to_owned(), 'A'), (2, "0.434874".to_owned(), 'A'), (0, "0.065126".to_owned(), 'B')]);
        assert_eq!(pareto(&numbers(&["0", "0"])), None);
    }

    #[test]
    fn the_fixed_cost_is_earned_from_the_next_whole_unit() {
        let earn = |texts: [&str; 3]| {
            break_even(numbers(&texts)[0], numbers(&texts)[1], numbers(&texts)[2]).map(|(units, sales)| (units.to_string(), sales.to_string()))
        };
        assert_eq!(earn(["460", "253", "860000"]), Some(("4155".to_owned(), "1911300".to_owned())));
        assert_eq!(earn(["460", "460", "1"]), None);
        assert_eq!(earn(["500", "250", "1000"]), Some(("4".to_owned(), "2000".to_owned())));
    }

    #[test]
    fn four_places_of_the_portfolio() {
        let place = |own: &str, rival: &str, growth: &str| {
            quadrant(numbers(&[own])[0], numbers(&[rival])[0], numbers(&[growth])[0]).map(|(_, place)| place.code())
        };
        assert_eq!(place("12", "10", "12%"), Some("star"));
        assert_eq!(place("12", "10", "3%"), Some("cash_cow"));
        assert_eq!(place("4", "10", "12%"), Some("question_mark"));
        assert_eq!(place("4", "10", "9.9%"), Some("dog"));
        assert_eq!(place("4", "0", "10%"), None);
    }

    proptest! {
        #[test]
        fn price_and_volume_make_the_whole_deviation(
            units in 0_i64..100_000,
            price in 0_i64..5_000,
            plan_units in 0_i64..100_000,
            plan_price in 0_i64..5_000,
        ) {
            let of = Decimal::from_int;
            let (by_price, by_volume) = price_volume(of(plan_units), of(plan_price), of(units), of(price));
            prop_assert_eq!(by_price + by_volume, of(units * price - plan_units * plan_price));
        }

        #[test]
        fn shares_make_one_and_classes_never_rise(values in prop::collection::vec(0_i64..1_000_000, 1..40)) {
            let values: Vec<Decimal> = values.into_iter().map(Decimal::from_int).collect();
            if let Some(ranked) = pareto(&values) {
                prop_assert_eq!(ranked.iter().map(|item| item.share).sum::<Decimal>(), Decimal::ONE);
                prop_assert_eq!(ranked[0].class, 'A');
                prop_assert!(ranked.windows(2).all(|pair| pair[0].class <= pair[1].class && pair[0].cumulative <= pair[1].cumulative));
            }
        }

        #[test]
        fn one_unit_less_does_not_earn_the_fixed_cost(price in 2_i64..10_000, unit_cost in 1_i64..9_999, fixed in 1_i64..10_000_000) {
            if let Some((units, _)) = break_even(Decimal::from_int(price), Decimal::from_int(unit_cost), Decimal::from_int(fixed)) {
                let units = units.millionths() / 1_000_000;
                prop_assert!(units * (price - unit_cost) >= fixed && (units - 1) * (price - unit_cost) < fixed);
            }
        }

        #[test]
        fn a_straight_series_goes_on_straight(first in -1_000_i64..1_000, step in -100_i64..100, count in 2_usize..20) {
            let values: Vec<Decimal> = (0..count).map(|index| Decimal::from_int(first + step * index as i64)).collect();
            let found = trend(&values).unwrap();
            let next = first + step * count as i64;
            prop_assert_eq!((found.slope.rounded(3), found.next.rounded(3)), (Decimal::from_int(step), Decimal::from_int(next)));
        }
    }
}
