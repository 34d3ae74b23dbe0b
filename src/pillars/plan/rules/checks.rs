//! The named checks of pillar 2, for what a condition on one record cannot say.

use std::sync::Arc;

use flow::{Context, Hit, Parameter, Rules, title_of};
use model::{Bool, Decimal, Fields, Handle, Id, Record};

use super::segments::{Weights, status_of};
use super::{linked, pointing};
use crate::goals::env_factor;
use crate::goals::rules::smart;
use crate::plan::{campaign, need_analysis, new_product, offer_comparison, plan, product, segment, strategy, task, trend_forecast, trial};

/// Registers all of them.
pub fn register(rules: &mut Rules) {
    rules.add("plan.strategy_incomplete", strategy_incomplete, &["record", "missing"]);
    rules.add("plan.segment_weights", segment_weights, &["record", "sum"]);
    rules.add("plan.segment_unscored", segment_unscored, &["record"]);
    rules.add("plan.offer_unscored", offer_unscored, &["record"]);
    rules.add("plan.stage_history", stage_history, &["record", "stage"]);
    rules.add("plan.cannibalisation", cannibalisation, &["record", "other"]);
    rules.add("plan.goals_not_smart", goals_not_smart, &["record", "letters"]);
    rules.add("plan.starts_too_early", starts_too_early, &["record", "other", "date"]);
    rules.add("plan.contingency_owner", contingency_owner, &["record", "event"]);
    rules.add("plan.launch_gate", launch_gate, &["record", "missing"]);
    rules.add("plan.example_strategy", |context| from_example(context, STRATEGY_KINDS), &["record"]);
    rules.add("plan.example_plan", |context| from_example(context, PLAN_KINDS), &["record"]);
}

fn on(record: &Record, context: &Context<'_>) -> Hit {
    Hit::on(record, context)
}

fn title(record: &Record, context: &Context<'_>) -> Parameter {
    Parameter::Record(record.id, Box::new(title_of(record, context)))
}

fn of_kind<'a>(context: &Context<'a>, kind: &str) -> impl Iterator<Item = &'a Arc<Record>> + use<'a> {
    context.records.of_kind(kind)
}

/// The analyses that a strategy needs before it is approved and that are not there (P02.1.1, S11),
/// as labels of their kinds, and the strategy's own fields.
pub fn missing_for_approval(context: &Context<'_>, strategy: &Record) -> Vec<Parameter> {
    let kinds = [
        need_analysis::NEED_ANALYSIS.name,
        offer_comparison::OFFER_COMPARISON.name,
        env_factor::ENV_FACTOR.name,
        trend_forecast::TREND_FORECAST.name,
    ];
    let mut missing: Vec<Parameter> =
        kinds.into_iter().filter(|kind| context.records.count(kind) == 0).map(|kind| Parameter::key(format!("kind.{kind}"))).collect();
    let fields = [strategy::DIFFERENCE.name(), strategy::PERIOD.name()];
    missing.extend(fields.into_iter().filter(|field| is_blank(strategy, field)).map(|field| Parameter::field(strategy::STRATEGY.name, field)));
    missing
}

fn is_blank(record: &Record, field: &str) -> bool {
    record.field(field).is_none_or(|json| json.as_str().is_some_and(|text| text.trim().is_empty()) || json.is_null())
}

fn strategy_incomplete(context: &Context<'_>) -> Vec<Hit> {
    of_kind(context, strategy::STRATEGY.name)
        .filter(|record| matches!(status_of(record).as_str(), "approved" | "in_force"))
        .filter_map(|record| {
            let missing = missing_for_approval(context, record);
            (!missing.is_empty()).then(|| on(record, context).with("missing", Parameter::List(missing)))
        })
        .collect()
}

fn segment_weights(context: &Context<'_>) -> Vec<Hit> {
    of_kind(context, strategy::STRATEGY.name)
        .filter(|record| status_of(record) != "replaced")
        .filter_map(|record| {
            let sum = Weights::of(record).sum();
            (sum != Decimal::ONE).then(|| on(record, context).field(strategy::WEIGHT_SIZE.name()).with("sum", Parameter::Ratio(sum)))
        })
        .collect()
}

/// Records of a kind with an empty field among these; the hit leads to the first one.
fn with_gap(context: &Context<'_>, kind: &str, fields: &[&str]) -> Vec<Hit> {
    of_kind(context, kind)
        .filter_map(|record| Some(on(record, context).field(fields.iter().find(|field| record.field(field).is_none_or(|json| json.is_null()))?)))
        .collect()
}

fn segment_unscored(context: &Context<'_>) -> Vec<Hit> {
    with_gap(context, segment::SEGMENT.name, &[segment::SIZE, segment::GROWTH, segment::FIT].map(|field| field.name()))
}

fn offer_unscored(context: &Context<'_>) -> Vec<Hit> {
    use offer_comparison::{CHANNEL_SCORE, PRICE_SCORE, PRODUCT_SCORE, PROMOTION_SCORE};
    let scores = [PRODUCT_SCORE, PRICE_SCORE, CHANNEL_SCORE, PROMOTION_SCORE].map(|field| field.name());
    with_gap(context, offer_comparison::OFFER_COMPARISON.name, &scores)
}

/// A product whose stage is not the last one of its history (S18).
fn stage_history(context: &Context<'_>) -> Vec<Hit> {
    of_kind(context, product::PRODUCT.name)
        .filter_map(|record| {
            let stage = product::STAGE.get(&**record)?;
            let rows = product::STAGE_HISTORY.get(&**record).unwrap_or_default();
            let last = rows.iter().max_by_key(|row| product::STAGE_FROM.get(*row)).and_then(|row| product::STAGE_NAME.get(row));
            let label = Parameter::choice(product::PRODUCT.name, product::STAGE.name(), &stage);
            (last.as_deref() != Some(stage.as_str())).then(|| on(record, context).field(product::STAGE_HISTORY.name()).with("stage", label))
        })
        .collect()
}

/// List prices this near to each other meet the same wallet.
fn is_near(one: model::Money, other: model::Money) -> bool {
    let (low, high) = (one.min(other), one.max(other));
    // Within a tenth of the higher price.
    (high.0 - low.0) * 10 <= high.0
}

/// Two own products for one segment at nearly one price take buyers from each other (P02.A11).
fn cannibalisation(context: &Context<'_>) -> Vec<Hit> {
    let place = |record: &Arc<Record>| Some((product::SEGMENT.get(&**record)?, product::LIST_PRICE.get(&**record)?));
    let placed: Vec<_> = of_kind(context, product::PRODUCT.name).filter_map(|record| Some((record, place(record)?))).collect();
    let mut found = Vec::new();
    for (index, (record, (segment, price))) in placed.iter().enumerate() {
        for (other, (other_segment, other_price)) in &placed[index + 1..] {
            if segment == other_segment && is_near(*price, *other_price) {
                found.push(on(record, context).field(product::SEGMENT.name()).with("other", title(other, context)));
            }
        }
    }
    found
}

/// Goals of a plan that is not closed, with a letter of SMART that does not pass (P02.2.1.1).
fn goals_not_smart(context: &Context<'_>) -> Vec<Hit> {
    let mut seen: Vec<Id> = Vec::new();
    let mut found = Vec::new();
    for record in of_kind(context, plan::PLAN.name) {
        if matches!(plan::STATUS.get(&**record).as_deref(), Some("closed" | "replaced")) {
            continue;
        }
        for id in plan::GOALS.get(&**record).unwrap_or_default() {
            let Some(goal) = context.records.get(id).filter(|_| !seen.contains(&id)) else { continue };
            seen.push(id);
            let result = smart::check(goal, context);
            let letters: Vec<Parameter> =
                result.failing().map(|letter| Parameter::key(format!("ui.goals.letter.{}", letter.letter.code()))).collect();
            if !letters.is_empty() {
                found.push(on(goal, context).with("letters", Parameter::List(letters)));
            }
        }
    }
    found
}

/// A task that begins before one it depends on is due.
fn starts_too_early(context: &Context<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for record in of_kind(context, task::TASK.name) {
        let Some(start) = task::START.get(&**record) else { continue };
        for before in task::DEPENDS_ON.get(&**record).unwrap_or_default() {
            let Some(before) = context.records.get(before) else { continue };
            if let Some(due) = task::DUE.get(&**before).filter(|due| start < *due) {
                let hit = on(record, context).field(task::START.name());
                found.push(hit.with("other", title(before, context)).with("date", Parameter::Date(due)));
            }
        }
    }
    found
}

fn contingency_owner(context: &Context<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for record in of_kind(context, trial::TRIAL.name) {
        for row in trial::CONTINGENCIES.get(&**record).unwrap_or_default() {
            if trial::ANSWER_OWNER.get(&row).is_none() || trial::ANSWER.get(&row).is_none() {
                let event = Parameter::text(trial::EVENT.get(&row).unwrap_or_default());
                found.push(on(record, context).field(trial::CONTINGENCIES.name()).with("event", event));
            }
        }
    }
    found
}

/// What a launch lacks: a trial with testers, and a list of contingencies (P02.A15, S39, L48).
pub fn missing_for_launch(trials: &[&Arc<Record>]) -> Vec<Parameter> {
    let tested = trials.iter().any(|record| trial::TESTERS.get(&***record).is_some_and(|count| count > Decimal::ZERO));
    let prepared = trials.iter().any(|record| {
        let rows = trial::CONTINGENCIES.get(&***record).unwrap_or_default();
        rows.iter().any(|row| trial::ANSWER_OWNER.get(row).is_some())
    });
    let mut missing = Vec::new();
    if !tested {
        missing.push(Parameter::key(format!("kind.{}", trial::TRIAL.name)));
    }
    if !prepared {
        missing.push(Parameter::field(trial::TRIAL.name, trial::CONTINGENCIES.name()));
    }
    missing
}

fn launch_gate(context: &Context<'_>) -> Vec<Hit> {
    let hit = |record: &Arc<Record>, trials: Vec<&Arc<Record>>| {
        let missing = missing_for_launch(&trials);
        (!missing.is_empty()).then(|| on(record, context).with("missing", Parameter::List(missing)))
    };
    let products = of_kind(context, new_product::NEW_PRODUCT.name)
        .filter(|record| new_product::STAGE.get(&***record).as_deref() == Some("launch"))
        .filter_map(|record| hit(record, pointing(context, trial::TRIAL.name, trial::NEW_PRODUCT, record.id).collect()));
    let campaigns = of_kind(context, campaign::CAMPAIGN.name)
        .filter(|record| {
            campaign::CAMPAIGN_KIND.get(&***record).as_deref() == Some("product_launch")
                && campaign::STATUS.get(&***record).is_some_and(|status| status != "draft")
        })
        .filter_map(|record| {
            // The trial may name the campaign, its product, or the development that led to the product.
            let product = campaign::PRODUCT.get(&**record);
            let serves = |trial: &&Arc<Record>| {
                let developed = linked(context, &***trial, trial::NEW_PRODUCT).and_then(|made| new_product::PRODUCT.get(&**made));
                trial::CAMPAIGN.get(&***trial) == Some(record.id)
                    || (product.is_some() && (trial::PRODUCT.get(&***trial) == product || developed == product))
            };
            hit(record, of_kind(context, trial::TRIAL.name).filter(serves).collect())
        });
    products.chain(campaigns).collect()
}

/// Rows copied from the example into a strategy.
const STRATEGY_KINDS: &[&str] = &["strategy", "need_analysis", "offer_comparison", "segment", "positioning", "price"];
/// Rows copied from the example into a plan.
const PLAN_KINDS: &[&str] = &["plan", "mix_item", "task", "campaign", "budget_line"];
/// The mark is called the same in all kinds.
const FROM_EXAMPLE: Handle<Bool> = Handle::<Bool>::new("from_example");

fn from_example(context: &Context<'_>, kinds: &[&str]) -> Vec<Hit> {
    let all = kinds.iter().flat_map(|kind| of_kind(context, kind));
    all.filter(|record| FROM_EXAMPLE.get(&***record) == Some(true)).map(|record| on(record, context).field(FROM_EXAMPLE.name())).collect()
}
