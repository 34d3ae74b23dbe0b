//! What is known from a linked record is not typed again: when the link is set, fields that are still empty are filled
//! in; a value that somebody typed stays.

use flow::{Context, Parameter, Rules};
use model::{Change, Diff, FieldType, Fields, Json, Key, Link, Number, Record};

use super::{after, touched};

/// One field filled in from what a link leads to.
struct Prefill {
    kind: &'static str,
    /// The link that was set.
    link: &'static str,
    /// The field filled in.
    field: &'static str,
    /// Worked out on the record; of the same type as the field.
    from: &'static str,
}

const fn prefill(kind: &'static str, link: &'static str, field: &'static str, from: &'static str) -> Prefill {
    Prefill { kind, link, field, from }
}

/// All of them.
const PREFILLS: &[Prefill] = &[
    prefill("goal_review", "goal", "actual", "=goals.newest_actual"),
    prefill("score_line", "indicator", "name", "indicator.name"),
    prefill("improvement_action", "indicator", "effect_from", "=improvement.newest_of_indicator"),
    prefill("order", "customer", "channel", "customer.channel"),
    prefill("order", "customer", "region", "customer.region"),
    prefill("order", "opportunity", "customer", "opportunity.customer"),
    prefill("order", "opportunity", "product", "opportunity.product"),
    prefill("order", "opportunity", "amount", "opportunity.amount"),
    prefill("receipt", "order", "customer", "order.customer"),
    prefill("receipt", "order", "due_amount", "order.amount"),
    prefill("complaint", "order", "customer", "order.customer"),
    prefill("complaint", "order", "product", "order.product"),
    prefill("expense", "campaign", "budget_line", "campaign.budget_line"),
    prefill("expense", "budget_line", "channel", "budget_line.channel"),
    prefill("promotion", "campaign", "budget_line", "campaign.budget_line"),
    prefill("ad_placement", "campaign", "budget_line", "campaign.budget_line"),
    prefill("task", "campaign", "goal", "campaign.goal"),
    prefill("task", "campaign", "plan", "campaign.plan"),
    prefill("opportunity", "customer", "owner", "customer.owner"),
    prefill("opportunity", "customer", "phone", "customer.phone"),
];

/// Adds the fields that a step makes known.
pub(super) fn follow(context: &Context<'_>, rules: &Rules, step: &Diff, more: &mut Diff) {
    for known in PREFILLS {
        for id in touched(step, known.kind, &[known.link]) {
            let Some(record) = after(context.records, step, id) else { continue };
            let typed = |field: &str| step.updated.iter().any(|change| change.id == id && change.field == field);
            if record.field(known.link).is_none() || record.field(known.field).is_some() || typed(known.field) {
                continue;
            }
            if let Some(to) = value(context, rules, known, &record) {
                more.updated.push(Change { id, kind: record.kind.clone(), field: Key::new(known.field), from: None, to: Some(to) });
            }
        }
    }
}

fn value(context: &Context<'_>, rules: &Rules, known: &Prefill, record: &Record) -> Option<Json> {
    if let Some(name) = known.from.strip_prefix('=') {
        return match (rules.measure_named(name)?)(context, record)? {
            Parameter::Number(number) | Parameter::Ratio(number) => Some(Number::write(number)),
            _ => None,
        };
    }
    let (link, field) = known.from.split_once('.')?;
    let linked = context.records.get(record.field(link).and_then(Link::read)?)?;
    linked.field(field).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flow::Expression;
    use model::ValueType;

    /// What keeps a prefill from being worked out.
    fn fault(known: &Prefill, registry: &model::Registry, rules: &Rules) -> Option<String> {
        let Some(kind) = registry.kind(known.kind) else { return Some(format!("no kind {}", known.kind)) };
        let Some(field) = kind.field(known.field) else { return Some(format!("no field {}.{}", known.kind, known.field)) };
        let Ok(from) = Expression::try_from(known.from.to_owned()) else { return Some(known.from.to_owned()) };
        let other = from.field(kind, registry).map(|(_, other)| other.value);
        let fits = other.is_none_or(|other| other == field.value) && (other.is_some() || field.value == ValueType::Number);
        from.fault(kind, registry, rules).or_else(|| (!fits).then(|| format!("{} does not fit {}", known.from, known.field)))
    }

    #[test]
    fn every_prefill_can_be_worked_out() {
        let (registry, rules) = (crate::registry(), crate::rules());
        for known in PREFILLS {
            assert_eq!(fault(known, &registry, &rules), None, "{}.{}", known.kind, known.field);
        }
    }
}
