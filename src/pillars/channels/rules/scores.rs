//! Marks of a channel from 1 to 5, weighted, and what they stand beside: cost against sales.

use flow::{Context, Hit, Parameter};
use model::{Decimal, Handle, Money, Ratio, Record, Score};

use super::money;
use crate::channels::{channel_score, partner};
use crate::improvement::feedback;
use crate::improvement::rules::latest_of;

/// The four criteria with their weights (P08.2.2).
pub const CRITERIA: [(Handle<Score>, Handle<Ratio>); 4] = [
    (channel_score::COST, channel_score::WEIGHT_COST),
    (channel_score::EFFICIENCY, channel_score::WEIGHT_EFFICIENCY),
    (channel_score::COVERAGE, channel_score::WEIGHT_COVERAGE),
    (channel_score::EXPERIENCE, channel_score::WEIGHT_EXPERIENCE),
];

/// Standards by which a dealer is chosen (P08.A02).
const PARTNER_STANDARDS: [Handle<Score>; 6] =
    [partner::BRAND_FIT, partner::TRUST, partner::CREDIT, partner::CAPITAL, partner::NETWORK, partner::ABILITY];

/// The weights in the order of the criteria; a quarter each while none is given.
fn weights(score: &Record) -> [Decimal; 4] {
    let given = CRITERIA.map(|(_, weight)| weight.get(score));
    if given.iter().all(Option::is_none) { [Decimal::from_millionths(250_000); 4] } else { given.map(Option::unwrap_or_default) }
}

/// The weighted mean of the four marks; `None` while a mark with weight is missing or all weights are zero.
pub fn weighted(score: &Record) -> Option<Decimal> {
    let (mut total, mut whole) = (Decimal::ZERO, Decimal::ZERO);
    for ((mark, _), weight) in CRITERIA.into_iter().zip(weights(score)) {
        if weight != Decimal::ZERO {
            total = total + Decimal::from_int(mark.get(score)?).times(weight);
            whole = whole + weight;
        }
    }
    total.over(whole)
}

/// Sales of the scored period: as typed, or from the readings of the channel.
pub fn sales(score: &Record, context: &Context<'_>) -> Option<Money> {
    channel_score::SALES.get(score).or_else(|| {
        let channel = context.records.get(channel_score::CHANNEL.get(score)?)?;
        money::actual(channel, channel_score::PERIOD.get(score)?, context)
    })
}

/// Cost of the scored period: as typed, or from the expenses of the channel.
pub fn spent(score: &Record, context: &Context<'_>) -> Option<Money> {
    channel_score::SPENT.get(score).or_else(|| money::expenses(channel_score::CHANNEL.get(score)?, channel_score::PERIOD.get(score)?, context))
}

/// Cost over sales (K60); `None` without sales.
pub fn cost_ratio(score: &Record, context: &Context<'_>) -> Option<Decimal> {
    spent(score, context)?.major().over(sales(score, context)?.major())
}

/// How many pieces of feedback about the channel came in the scored period, and their mean
/// satisfaction: what the mark for experience is held against (L32).
pub fn heard(score: &Record, context: &Context<'_>) -> Option<(i64, Option<Decimal>)> {
    let (channel, period) = (channel_score::CHANNEL.get(score)?, channel_score::PERIOD.get(score)?);
    let of_channel = context.records.of_kind(feedback::FEEDBACK.name).filter(|record| feedback::CHANNEL_OF_SALE.get(&***record) == Some(channel));
    let of_period = of_channel.filter(|record| feedback::DATE.get(&***record).is_some_and(|day| day >= period.from && day <= period.to));
    let marks: Vec<Option<i64>> = of_period.map(|record| feedback::SATISFACTION.get(&**record)).collect();
    let given: Vec<i64> = marks.iter().copied().flatten().collect();
    Some((marks.len() as i64, Decimal::from_int(given.iter().sum()).over(Decimal::from_int(given.len() as i64))))
}

/// The newest score of a channel.
pub fn latest<'a>(channel: &Record, context: &Context<'a>) -> Option<&'a Record> {
    let newest = latest_of(context.records, channel_score::CHANNEL_SCORE.name, Some(channel_score::CHANNEL), channel_score::PERIOD);
    newest.into_iter().find(|score| channel_score::CHANNEL.get(*score) == Some(channel.id))
}

/// The mean of the marks given to a dealer; `None` without marks.
pub fn partner(record: &Record) -> Option<Decimal> {
    let marks: Vec<i64> = PARTNER_STANDARDS.iter().filter_map(|standard| standard.get(record)).collect();
    Decimal::from_int(marks.iter().sum()).over(Decimal::from_int(marks.len() as i64))
}

/// Scores that lack one of the four marks.
pub(super) fn marks_missing(context: &Context<'_>) -> Vec<Hit> {
    let kind = channel_score::CHANNEL_SCORE.name;
    let hits = context.records.of_kind(kind).filter_map(|score| {
        let missing: Vec<&str> = CRITERIA.iter().filter(|(mark, _)| mark.get(&**score).is_none()).map(|(mark, _)| mark.name()).collect();
        let first = missing.first()?;
        let names = missing.iter().map(|name| Parameter::field(kind, name)).collect();
        Some(Hit::on(score, context).field(first).with("missing", Parameter::List(names)))
    });
    hits.collect()
}

/// Scores whose weights do not total 100 %.
pub(super) fn weights_off(context: &Context<'_>) -> Vec<Hit> {
    let scores = context.records.of_kind(channel_score::CHANNEL_SCORE.name);
    let hits = scores.filter_map(|score| {
        let sum: Decimal = weights(score).into_iter().sum();
        let hit = || Hit::on(score, context).field(channel_score::WEIGHT_COST.name()).with("sum", Parameter::Ratio(sum));
        (sum != Decimal::ONE).then(hit)
    });
    hits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Id, ReplicaId, Stamp};
    use proptest::prelude::*;

    fn score(marks: [i64; 4], weights: Option<[&str; 4]>) -> Record {
        let mut record = Record::new(Id::from_number(1), "channel_score", Stamp { time: 1, counter: 0, replica: ReplicaId(1) });
        for (index, (mark, weight)) in CRITERIA.into_iter().enumerate() {
            record = record.with(mark, marks[index]);
            if let Some(weights) = weights {
                record = record.with(weight, model::parse_number(weights[index]).unwrap());
            }
        }
        record
    }

    fn check(marks: [i64; 4], weights: Option<[&str; 4]>, expected: &str) {
        assert_eq!(weighted(&score(marks, weights)), Some(model::parse_number(expected).unwrap()));
    }

    /// covers: S125
    #[test]
    fn marks_weigh_as_given() {
        check([4, 3, 5, 4], None, "4.00");
        check([4, 3, 5, 4], Some(["25%", "25%", "25%", "25%"]), "4.00");
        check([3, 5, 5, 4], None, "4.25");
        check([2, 2, 2, 5], Some(["10%", "20%", "20%", "50%"]), "3.5");
        assert_eq!(weighted(&score([4, 3, 5, 4], Some(["0", "0", "0", "0"]))), None);
    }

    proptest! {
        #[test]
        fn the_score_lies_between_the_lowest_and_the_highest_mark(marks in prop::array::uniform4(1_i64..=5), parts in prop::array::uniform3(0_i64..34)) {
            let rest = 100 - parts.iter().sum::<i64>();
            let weights = [parts[0], parts[1], parts[2], rest].map(|part| format!("{part}%"));
            let found = weighted(&score(marks, Some([&weights[0], &weights[1], &weights[2], &weights[3]]))).unwrap();
            let (low, high) = (marks.iter().min().unwrap(), marks.iter().max().unwrap());
            prop_assert!(found >= Decimal::from_int(*low) && found <= Decimal::from_int(*high));
        }
    }
}
