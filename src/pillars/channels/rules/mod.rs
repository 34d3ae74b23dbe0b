//! What follows from the records of pillar 8: marks, money, decisions, reviews. One file a topic.

pub mod decisions;
pub mod money;
pub mod partners;
pub mod reviews;
pub mod scores;

use std::sync::Arc;

use flow::{Parameter, Rules};
use model::{Fields, Record, RecordSet};

use super::channel;

/// Adds rules and measures of pillar 8.
pub fn register(rules: &mut Rules) {
    partners::register(rules);
    rules
        .add("channels.marks_missing", scores::marks_missing, &["record", "missing"])
        .add("channels.weights", scores::weights_off, &["record", "sum"])
        .add("channels.against_proposal", decisions::against_proposal, &["record", "proposal"])
        .add("channels.drop_with_campaign", decisions::drop_with_campaign, &["record", "campaigns"])
        .add("channels.decision_due", decisions::decision_due, &["record", "date"])
        .add("channels.share_mismatch", money::share_mismatch, &["record", "money", "sales"])
        .add("channels.deviation", money::deviation, &["record", "rate"])
        .add("channels.review_incomplete", reviews::incomplete, &["record", "missing"])
        .add("channels.review_due", reviews::due, &["record", "date"]);
    rules
        .measure("channels.score", |_, record| scores::weighted(record).map(Parameter::Number))
        .measure("channels.cost_ratio", |context, record| scores::cost_ratio(record, context).map(Parameter::Ratio))
        .measure("channels.sales", |context, record| scores::sales(record, context).map(Parameter::Money))
        .measure("channels.newest", |context, record| reviews::is_newest(record, context).then_some(Parameter::Count(1)))
        .measure("channels.heard", |context, record| scores::heard(record, context).map(|heard| Parameter::Count(heard.0)))
        .measure("channels.heard_satisfaction", |context, record| scores::heard(record, context)?.1.map(Parameter::Number))
        .measure("channels.latest_score", |context, record| scores::weighted(scores::latest(record, context)?).map(Parameter::Number))
        .measure("channels.year_target", |context, record| money::year_target(record, context).map(Parameter::Money))
        .measure("channels.target_to_date", |context, record| money::target_to_date(record, context).map(Parameter::Money))
        .measure("channels.actual_to_date", |context, record| money::actual_to_date(record, context).map(Parameter::Money))
        .measure("channels.this_quarter", |context, record| money::quarter(record, context, 0).map(Parameter::Money))
        .measure("channels.last_quarter", |context, record| money::quarter(record, context, 1).map(Parameter::Money))
        .measure("channels.attainment", |context, record| money::attainment(record, context).map(Parameter::Ratio))
        .measure("channels.share_of_sales", |context, record| money::share_of_sales(record, context).map(Parameter::Ratio))
        .measure("channels.money_share", |context, record| money::money_share(record, context).map(Parameter::Ratio))
        .measure("channels.sales_share", |context, record| money::allocation_sales_share(record, context).map(Parameter::Ratio))
        .measure("channels.share_gap", |context, record| money::share_gap(record, context).map(Parameter::Ratio))
        .measure("channels.proposal", |context, record| Some(decisions::named(decisions::proposal(record, context)?)))
        .measure("channels.score_proposal", |context, record| Some(decisions::named(decisions::of_score(record, context)?)))
        .measure("channels.synergy_count", |_, record| Some(Parameter::Count(reviews::shared(record))))
        .measure("channels.experiment_proposal", |_, record| reviews::experiment_proposal(record).map(reviews::verdict_named))
        .measure("channels.sales_change", |_, record| reviews::sales_change(record).map(Parameter::Ratio))
        .measure("channels.share_change", |_, record| reviews::share_change(record).map(Parameter::Ratio))
        .measure("channels.satisfaction_change", |_, record| reviews::satisfaction_change(record).map(Parameter::Number))
        .measure("channels.reuse", |_, record| Some(Parameter::Count(reviews::reuse(record))))
        .measure("channels.partner_score", |_, record| scores::partner(record).map(|score| Parameter::Number(score.rounded(2))));
}

/// The channels that still sell: all but the closed ones.
pub fn live(records: &RecordSet) -> impl Iterator<Item = &Arc<Record>> {
    records.of_kind(channel::CHANNEL.name).filter(|record| channel::STATUS.get(&***record).as_deref() != Some("closed"))
}

/// Whether a date or the end of a span in this field lies before a day.
pub(crate) fn ended(record: &(impl Fields + ?Sized), field: &str, today: model::Date) -> bool {
    let end = record.field(field).and_then(|json| json.get("to").unwrap_or(json).as_str().map(str::to_owned));
    end.and_then(|text| text.parse::<model::Date>().ok()).is_some_and(|day| day < today)
}
