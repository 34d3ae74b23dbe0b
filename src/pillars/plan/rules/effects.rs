//! What campaigns, promotions, placements, pilots and checkpoints came to
//! (P02.2.3.3, P02.2.4.2, P02.A14, P02.A20, P02.A23, P02.A25; S35, S38, S41, S43).

use flow::{Context, Parameter, Rules};
use model::{Decimal, Fields, Handle, Money, Number, Record};

use super::{budget, pointing, rate};
use crate::goals::rules::{proportion, share};
use crate::plan::{ad_placement, campaign, checkpoint, contact_point, expense, pilot, promotion, theme};

/// Registers the measures and figures.
pub fn register(rules: &mut Rules) {
    rules.measure("plan.deviation", |_, record| deviation(record).map(Parameter::Ratio));
    rules.measure("plan.deviation_size", |_, record| deviation(record).map(|found| Parameter::Ratio(found.abs())));
    rules.measure("plan.campaign_cost", |context, record| campaign_cost(context, record).map(Parameter::Money));
    rules.behind("plan.campaign_cost", |context, campaign| {
        let paid = |campaign: &Record| pointing(context, expense::EXPENSE.name, expense::CAMPAIGN, campaign.id).map(|record| record.id).collect();
        campaign.map(paid).unwrap_or_default()
    });
    rules.measure("plan.campaign_deviation", |context, record| {
        let planned = campaign::PLANNED_COST.get(record)?;
        rate(campaign_cost(context, record)? - planned, planned).map(Parameter::Ratio)
    });
    rules.measure("plan.campaign_roi", |context, record| {
        budget::roi(campaign::GROSS_PROFIT.get(record)?, campaign_cost(context, record)?).map(Parameter::Ratio)
    });
    rules.measure("plan.extra_units", |_, record| extra_units(record).map(Parameter::Number));
    rules.measure("plan.uplift", |_, record| uplift(record).map(Parameter::Ratio));
    rules.measure("plan.promotion_cost", |context, record| promotion_cost(context, record).map(Parameter::Money));
    rules.measure("plan.cost_per_extra_unit", |context, record| {
        cost_per(promotion_cost(context, record)?, extra_units(record)?, Decimal::ONE).map(Parameter::Money)
    });
    rules.measure("plan.promotion_gain", |context, record| gain(context, record).map(Parameter::Money));
    rules.measure("plan.cpm", |_, record| placement(record, ad_placement::IMPRESSIONS, Decimal::from_int(1_000)).map(Parameter::Money));
    rules.measure("plan.ctr", |_, record| ad_placement::CLICKS.get(record)?.over(ad_placement::IMPRESSIONS.get(record)?).map(Parameter::Ratio));
    rules.measure("plan.cost_per_lead", |_, record| placement(record, ad_placement::LEADS, Decimal::ONE).map(Parameter::Money));
    rules.measure("plan.cost_per_order", |_, record| placement(record, ad_placement::ORDERS, Decimal::ONE).map(Parameter::Money));
    rules.measure("plan.medium_cpm", |context, record| medium(context, record, ad_placement::IMPRESSIONS, 1_000).map(Parameter::Money));
    rules.measure("plan.medium_cost_per_order", |context, record| medium(context, record, ad_placement::ORDERS, 1).map(Parameter::Money));
    rules.measure("plan.pilot_difference", |_, record| Some(Parameter::Ratio(pilot::RESULT.get(record)? - pilot::CONTROL_RESULT.get(record)?)));
    rules.measure("plan.consistency", |context, record| consistency(context, record).map(Parameter::Ratio));
    rules.figure("plan.ad_cost_per_order", |context| {
        let all = || context.records.of_kind(ad_placement::AD_PLACEMENT.name).map(|record| &**record);
        per(all(), ad_placement::ORDERS, Decimal::ONE).map(Parameter::Money)
    });
    rules.figure("plan.consistency", |context| {
        let theme = context.records.of_kind(theme::THEME.name).next_back()?;
        consistency(context, theme).map(Parameter::Ratio)
    });
}

/// (actual − planned) ÷ planned of a checkpoint.
pub fn deviation(checkpoint: &Record) -> Option<Decimal> {
    let (planned, actual) = (checkpoint::PLANNED.get(checkpoint)?, checkpoint::ACTUAL.get(checkpoint)?);
    (actual - planned).over(planned.abs())
}

fn sum_linked(context: &Context<'_>, link: Handle<model::Link>, to: model::Id) -> Option<Money> {
    let amounts: Vec<Money> = pointing(context, expense::EXPENSE.name, link, to).filter_map(|record| expense::AMOUNT.get(&**record)).collect();
    (!amounts.is_empty()).then(|| amounts.into_iter().sum())
}

/// The payments of a campaign; none while there are none.
pub fn campaign_cost(context: &Context<'_>, campaign: &Record) -> Option<Money> {
    sum_linked(context, expense::CAMPAIGN, campaign.id)
}

/// The payments of a promotion, else the cost written on it.
pub fn promotion_cost(context: &Context<'_>, promotion: &Record) -> Option<Money> {
    sum_linked(context, expense::PROMOTION, promotion.id).or_else(|| promotion::ACTUAL_COST.get(promotion))
}

/// Units beyond what would have been sold anyway, and what would have been sold. From units a
/// week, or, for a product without sales of its own, from the units planned.
fn against_base(promotion: &Record) -> Option<(Decimal, Decimal)> {
    let by_week = || {
        let (before, during) = (promotion::WEEKLY_BEFORE.get(promotion)?, promotion::WEEKLY_DURING.get(promotion)?);
        let weeks = promotion::WEEKS.get(promotion)?;
        Some(((during - before).times(weeks), before.times(weeks)))
    };
    by_week().or_else(|| {
        let base = promotion::BASE_UNITS.get(promotion)?;
        Some((promotion::ACTUAL_UNITS.get(promotion)? - base, base))
    })
}

/// Units sold beyond the base.
pub fn extra_units(promotion: &Record) -> Option<Decimal> {
    against_base(promotion).map(|(extra, _)| extra)
}

/// Units beyond the base as part of the base.
pub fn uplift(promotion: &Record) -> Option<Decimal> {
    against_base(promotion).and_then(|(extra, base)| extra.over(base))
}

/// What the extra units earned less what the promotion cost; below zero it did not pay.
pub fn gain(context: &Context<'_>, promotion: &Record) -> Option<Money> {
    let earned = promotion::UNIT_MARGIN.get(promotion)?.major().times(extra_units(promotion)?);
    Some(Money::from_major(earned) - promotion_cost(context, promotion)?)
}

/// Cost for so many units; none when nothing was gained.
pub fn cost_per(cost: Money, units: Decimal, times: Decimal) -> Option<Money> {
    if units <= Decimal::ZERO { None } else { proportion(cost.major(), times, units).map(Money::from_major) }
}

fn placement(record: &Record, count: Handle<Number>, times: Decimal) -> Option<Money> {
    cost_per(ad_placement::COST.get(record)?, count.get(record)?, times)
}

/// Cost of several placements over what they brought.
fn per<'a>(records: impl Iterator<Item = &'a Record>, count: Handle<Number>, times: Decimal) -> Option<Money> {
    let (mut cost, mut units) = (Money::default(), Decimal::ZERO);
    for record in records {
        cost = cost + ad_placement::COST.get(record).unwrap_or_default();
        units = units + count.get(record).unwrap_or_default();
    }
    cost_per(cost, units, times)
}

/// The same for all placements in the medium of this one.
fn medium(context: &Context<'_>, record: &Record, count: Handle<Number>, times: i64) -> Option<Money> {
    let of = ad_placement::MEDIUM.get(record)?;
    let same = context.records.of_kind(ad_placement::AD_PLACEMENT.name).map(|record| &**record);
    per(same.filter(|other| ad_placement::MEDIUM.get(*other).as_deref() == Some(&of)), count, Decimal::from_int(times))
}

/// Part of the contacts looked at that say what the theme says.
pub fn consistency(context: &Context<'_>, theme: &Record) -> Option<Decimal> {
    let checked: Vec<bool> = pointing(context, contact_point::CONTACT_POINT.name, contact_point::THEME, theme.id)
        .filter_map(|record| record.field(contact_point::CONSISTENT.name()).and_then(|json| json.as_str()).map(|code| code == "yes"))
        .collect();
    (!checked.is_empty()).then(|| share(checked.iter().filter(|same| **same).count(), checked.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Id, ReplicaId, Stamp};

    fn number(text: &str) -> Decimal {
        model::parse_number(text).unwrap()
    }

    fn record(kind: &str) -> Record {
        Record::new(Id::from_number(1), kind, Stamp { time: 1, counter: 0, replica: ReplicaId(1) })
    }

    fn check(before: &str, during: &str, weeks: &str, extra: &str, rise: &str) {
        let promotion = record("promotion")
            .with(promotion::WEEKLY_BEFORE, number(before))
            .with(promotion::WEEKLY_DURING, number(during))
            .with(promotion::WEEKS, number(weeks));
        assert_eq!((extra_units(&promotion), uplift(&promotion)), (Some(number(extra)), Some(number(rise))));
    }

    #[test]
    fn units_beyond_the_base() {
        check("2000", "3200", "3", "3600", "0.6");
        check("770", "1100", "3", "990", "0.428571");
        check("800", "600", "2", "-400", "-0.25");
        let launch = record("promotion").with(promotion::BASE_UNITS, number("8000")).with(promotion::ACTUAL_UNITS, number("9200"));
        assert_eq!((extra_units(&launch), uplift(&launch)), (Some(number("1200")), Some(number("0.15"))));
        assert_eq!(extra_units(&record("promotion")), None);
    }

    #[test]
    fn cost_for_what_was_gained() {
        let per_unit =
            |cost: &str, units: &str| cost_per(Money::from_major(number(cost)), number(units), Decimal::ONE).map(|cost| cost.major().to_string());
        assert_eq!(per_unit("400000", "3600").as_deref(), Some("111.11"));
        assert_eq!(per_unit("340000", "990").as_deref(), Some("343.43"));
        assert_eq!(per_unit("1120000", "7600").as_deref(), Some("147.37"));
        assert_eq!((per_unit("400000", "0"), per_unit("400000", "-5")), (None, None));
    }
}
