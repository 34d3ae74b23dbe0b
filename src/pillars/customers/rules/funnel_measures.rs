//! The funnel as measures, figures and rules that content can name.

use flow::{Context, Hit, Parameter, Rules};
use model::{Decimal, Record};

use super::funnel::{self, Scope};
use crate::customers::opportunity::{self, STAGES};

fn stage_label(stage: usize) -> Option<Parameter> {
    STAGES.get(stage).map(|code| Parameter::choice(opportunity::OPPORTUNITY.name, opportunity::STAGE.name(), code))
}

fn days(number: Option<Decimal>) -> Option<Parameter> {
    number.map(|days| Parameter::Number(days.rounded(1)))
}

fn all(context: &Context<'_>) -> funnel::Funnel {
    funnel::of(Scope::All, context)
}

/// The funnel of what a record stands for; none while it has no opportunity.
fn own(context: &Context<'_>, record: &Record) -> Option<funnel::Funnel> {
    let found = funnel::of(Scope::of(record)?, context);
    (found.entered[0] > 0).then_some(found)
}

fn entered(context: &Context<'_>, stage: usize) -> Option<Parameter> {
    Some(Parameter::Count(i64::try_from(all(context).entered[stage]).unwrap_or(i64::MAX)))
}

fn conversion(context: &Context<'_>, record: &Record, stage: usize) -> Option<Parameter> {
    own(context, record)?.conversion(stage).map(Parameter::Ratio)
}

/// Every active opportunity has the fields that make a funnel (P09.A06).
fn incomplete(context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for record in funnel::open(context) {
        let missing = funnel::missing_fields(&record);
        let Some(first) = missing.first() else { continue };
        let labels = missing.iter().map(|name| Parameter::field(opportunity::OPPORTUNITY.name, name)).collect();
        hits.push(Hit::on(&record, context).field(first).with("missing", Parameter::List(labels)));
    }
    hits
}

/// Registers what this file computes.
pub fn register(rules: &mut Rules) {
    rules.add("customers.opportunity_incomplete", incomplete, &["record", "missing"]);

    rules.measure("customers.days_in_stage", |context, record| funnel::days_in_stage(record, context).map(Parameter::Count));
    rules.measure("customers.stay_limit", |context, record| {
        let (stage, _) = funnel::path(record.id, context).furthest().filter(|_| funnel::is_open(record))?;
        days(funnel::stay_limit(stage, context))
    });
    rules.measure("customers.stalled", |context, record| funnel::stalled(record, context).map(|(days, _)| Parameter::Count(days)));
    rules.measure("customers.stage_by_events", |context, record| stage_label(funnel::path(record.id, context).furthest()?.0));
    rules.measure("customers.out_of_step", |context, record| {
        let stage = funnel::out_of_step(record, context)?;
        Some(Parameter::choice(opportunity::OPPORTUNITY.name, opportunity::STAGE.name(), stage))
    });
    rules.measure("customers.skipped_stage", |context, record| stage_label(funnel::path(record.id, context).skipped()?));
    rules.measure("customers.amount_change", |context, record| funnel::amount_change(record, context).map(Parameter::Ratio));
    rules.measure("customers.months_past", |context, record| funnel::months_past(record, context).map(Parameter::Count));
    rules.measure("customers.opportunity_silent", |context, record| funnel::silent(record, context).map(Parameter::Count));
    rules.measure("customers.weighted_amount", |context, record| funnel::weighted(record, context).map(Parameter::Money));

    // Of a person, a department, a region or a product, to compare with the whole (P09.A07).
    rules.measure("customers.entered", |context, record| {
        own(context, record).map(|funnel| Parameter::Count(i64::try_from(funnel.entered[0]).unwrap_or(i64::MAX)))
    });
    rules.measure("customers.conversion_know", |context, record| conversion(context, record, 0));
    rules.measure("customers.conversion_compare", |context, record| conversion(context, record, 1));
    rules.measure("customers.conversion_negotiate", |context, record| conversion(context, record, 2));
    rules.measure("customers.conversion_total", |context, record| own(context, record)?.to_the_end(0).map(Parameter::Ratio));
    rules.measure("customers.days_know", |context, record| days(own(context, record)?.days[0]));
    rules.measure("customers.days_compare", |context, record| days(own(context, record)?.days[1]));
    rules.measure("customers.days_negotiate", |context, record| days(own(context, record)?.days[2]));
    rules.measure("customers.cycle", |context, record| days(own(context, record)?.cycle));
    rules.measure("customers.bottleneck", |context, record| stage_label(funnel::bottleneck(Scope::of(record)?, context)?));

    rules.figure("customers.entered_know", |context| entered(context, 0));
    rules.figure("customers.entered_compare", |context| entered(context, 1));
    rules.figure("customers.entered_negotiate", |context| entered(context, 2));
    rules.figure("customers.entered_confirm", |context| entered(context, 3));
    rules.figure("customers.conversion_know", |context| all(context).conversion(0).map(Parameter::Ratio));
    rules.figure("customers.conversion_compare", |context| all(context).conversion(1).map(Parameter::Ratio));
    rules.figure("customers.conversion_negotiate", |context| all(context).conversion(2).map(Parameter::Ratio));
    rules.figure("customers.conversion_total", |context| all(context).to_the_end(0).map(Parameter::Ratio));
    rules.figure("customers.days_know", |context| days(all(context).days[0]));
    rules.figure("customers.days_compare", |context| days(all(context).days[1]));
    rules.figure("customers.days_negotiate", |context| days(all(context).days[2]));
    rules.figure("customers.cycle", |context| days(all(context).cycle));
    rules.figure("customers.forecast", |context| {
        let open = funnel::open(context);
        (!open.is_empty()).then(|| Parameter::Money(open.iter().filter_map(|record| funnel::weighted(record, context)).sum()))
    });
}
