//! The weighted score of a segment (P02.1.2.1, S12) and the age of an analysis (P02.1.1).

use std::sync::Arc;

use flow::{Context, Parameter, Rules};
use model::{DateField, Decimal, Handle, Record};

use super::linked;
use crate::goals::rules::proportion;
use crate::plan::{segment, strategy};

/// Registers the measures.
pub fn register(rules: &mut Rules) {
    rules.measure("plan.segment_score", |context, record| score(context, record).map(Parameter::Number));
    rules.measure("plan.analysis_age", |context, record| age(context, record).map(Parameter::Count));
}

/// Weights of size, growth and fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights {
    /// Of the size of the segment.
    pub size: Decimal,
    /// Of its growth.
    pub growth: Decimal,
    /// Of its fit with what we can do.
    pub fit: Decimal,
}

impl Weights {
    /// 40/30/30, until the company writes its own.
    pub fn standard() -> Self {
        let [size, growth, fit] = [400_000, 300_000, 300_000].map(Decimal::from_millionths);
        Self { size, growth, fit }
    }

    /// The weights of a strategy; the standard when it has none.
    pub fn of(strategy: &Record) -> Self {
        let [size, growth, fit] = [strategy::WEIGHT_SIZE, strategy::WEIGHT_GROWTH, strategy::WEIGHT_FIT].map(|field| field.get(strategy));
        if size.is_none() && growth.is_none() && fit.is_none() {
            return Self::standard();
        }
        Self { size: size.unwrap_or_default(), growth: growth.unwrap_or_default(), fit: fit.unwrap_or_default() }
    }

    /// What they add up to; must be 1.
    pub fn sum(self) -> Decimal {
        self.size + self.growth + self.fit
    }
}

/// The strategy that counts now: in force, else approved, else a draft; of several the last.
pub fn current_strategy<'a>(context: &Context<'a>) -> Option<&'a Arc<Record>> {
    let with = |status: &str| {
        let mut found = context.records.of_kind(strategy::STRATEGY.name).filter(|record| status_of(record) == status);
        found.next_back()
    };
    with("in_force").or_else(|| with("approved")).or_else(|| with("draft"))
}

/// The status of a strategy; a new one is a draft.
pub(super) fn status_of(strategy: &Record) -> String {
    strategy::STATUS.get(strategy).unwrap_or_else(|| "draft".to_owned())
}

/// The score of a segment on the scale of ten: the mean of its scores by the weights of its
/// strategy, or of the one that counts now. None while a score is missing.
pub fn score(context: &Context<'_>, segment: &Record) -> Option<Decimal> {
    let strategy = linked(context, segment, segment::STRATEGY).or_else(|| current_strategy(context));
    let weights = strategy.map_or_else(Weights::standard, |strategy| Weights::of(strategy));
    let [size, growth, fit] = [segment::SIZE, segment::GROWTH, segment::FIT].map(|field| field.get(segment).map(Decimal::from_int));
    weighted([size?, growth?, fit?], weights)
}

/// Mean of three scores by weights; none when all weights are zero.
pub fn weighted(scores: [Decimal; 3], weights: Weights) -> Option<Decimal> {
    let [size, growth, fit] = scores;
    let sum = size.times(weights.size) + growth.times(weights.growth) + fit.times(weights.fit);
    proportion(sum, Decimal::ONE, weights.sum())
}

/// The date of an analysis; the kinds of analysis share the field's name.
const DATED: Handle<DateField> = Handle::<DateField>::new("dated");

/// Days since an analysis was made.
pub fn age(context: &Context<'_>, record: &Record) -> Option<i64> {
    DATED.get(record).map(|dated| (context.today - dated).num_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(scores: [i64; 3], weights: Weights, expected: &str) {
        let found = weighted(scores.map(Decimal::from_int), weights);
        assert_eq!(found.map(|score| score.to_string()).as_deref(), Some(expected), "{scores:?}");
    }

    #[test]
    fn the_standard_weights_give_the_scores_of_the_example() {
        check([6, 9, 9], Weights::standard(), "7.8");
        check([7, 8, 8], Weights::standard(), "7.6");
        check([5, 7, 6], Weights::standard(), "5.9");
        check([6, 6, 4], Weights::standard(), "5.4");
    }

    #[test]
    fn weights_that_do_not_sum_to_one_still_give_a_mean() {
        let [size, growth, fit] = [800_000, 600_000, 600_000].map(Decimal::from_millionths);
        check([6, 9, 9], Weights { size, growth, fit }, "7.8");
        let zero = Decimal::ZERO;
        assert_eq!(weighted([Decimal::ONE; 3], Weights { size: zero, growth: zero, fit: zero }), None);
    }

    proptest! {
        #[test]
        fn a_score_lies_between_the_lowest_and_the_highest(scores in prop::array::uniform3(1_i64..=10), weights in prop::array::uniform3(1_i64..=100)) {
            let [size, growth, fit] = weights.map(|weight| Decimal::from_millionths(weight * 10_000));
            let score = weighted(scores.map(Decimal::from_int), Weights { size, growth, fit }).unwrap();
            let slack = Decimal::from_millionths(2);
            prop_assert!(score + slack >= Decimal::from_int(*scores.iter().min().unwrap()));
            prop_assert!(score <= Decimal::from_int(*scores.iter().max().unwrap()) + slack);
        }
    }
}
