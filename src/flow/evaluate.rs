//! From content, rules and records to the state of every step (decisions.md 3; ux.md 0).

use model::{Fields, Json, Key, Severity};

use crate::content::{CheckDef, PillarContent, Rule, Step};
use crate::finding::{Finding, Hit, Parameter};
use crate::rules::{Context, Rules};
use crate::state::{ItemState, ItemStatus, PillarState, Said, Status, StepState, said};

/// The state of a pillar. A named rule that is not registered finds nothing; `validate_content`
/// is where that is reported.
pub fn evaluate(content: &PillarContent, rules: &Rules, context: &Context<'_>) -> PillarState {
    let mut owned: Vec<&Key> = Vec::new();
    let steps = content
        .steps
        .iter()
        .map(|step| {
            // A kind belongs to the first step that works on it: a goal starts P01.3, not P01.4 as well.
            let kinds = step.kinds();
            let new: Vec<&Key> = kinds.iter().copied().filter(|kind| !owned.contains(kind)).collect();
            let belonging = if new.is_empty() { kinds } else { new };
            let started = belonging.iter().any(|kind| context.records.count(kind) > 0);
            owned.extend(belonging);
            step_state(step, started, rules, context)
        })
        .collect();
    PillarState { pillar: content.pillar.clone(), steps }
}

fn step_state(step: &Step, started: bool, rules: &Rules, context: &Context<'_>) -> StepState {
    let said_of_step = said(context.records, &step.id);
    let left_out = said_of_step.not_applicable;
    let mut findings = if left_out { Vec::new() } else { run_checks(&step.id, &step.checks, rules, context) };
    let mut items = Vec::new();
    let mut item_decided = false;
    for item in &step.items {
        let said_of_item = said(context.records, &item.id);
        item_decided |= said_of_item.not_applicable;
        let skipped = left_out || said_of_item.not_applicable;
        let own = if skipped { Vec::new() } else { run_checks(&item.id, &item.checks, rules, context) };
        let status = match (skipped, has_fix(&own)) {
            (true, _) => ItemStatus::NotApplicable,
            (false, true) => ItemStatus::Open,
            (false, false) => ItemStatus::Met,
        };
        findings.extend(own.iter().cloned());
        let reason = said_of_item.reason.filter(|_| said_of_item.not_applicable);
        items.push(ItemState { id: item.id.clone(), status, findings: own, reason, records: count(&item.records, context) });
    }
    let status = status(&said_of_step, started || item_decided, has_fix(&findings));
    let spoken = said_of_step.completed || left_out;
    StepState {
        id: step.id.clone(),
        status,
        findings,
        items,
        completed_by: said_of_step.who.filter(|_| spoken),
        completed_on: said_of_step.when.filter(|_| spoken),
        reason: said_of_step.reason.filter(|_| spoken),
        records: step.kinds().iter().map(|kind| context.records.count(kind)).sum(),
    }
}

fn status(said: &Said, started: bool, has_fix: bool) -> Status {
    match (said.not_applicable, said.completed, has_fix) {
        (true, ..) => Status::NotApplicable,
        (_, true, true) => Status::Problem,
        (_, true, false) => Status::Done,
        (_, false, _) if started => Status::InProgress,
        _ => Status::NotStarted,
    }
}

fn has_fix(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Fix)
}

fn count(kinds: &[Key], context: &Context<'_>) -> usize {
    kinds.iter().map(|kind| context.records.count(kind)).sum()
}

fn run_checks(row: &str, checks: &[CheckDef], rules: &Rules, context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for check in checks {
        findings.extend(hits(&check.rule, rules, context).into_iter().map(|hit| Finding {
            check: check.id.clone(),
            row: row.to_owned(),
            severity: check.severity,
            record: hit.record,
            kind: hit.kind,
            field: hit.field,
            parameters: hit.parameters,
        }));
    }
    findings
}

fn hits(rule: &Rule, rules: &Rules, context: &Context<'_>) -> Vec<Hit> {
    match rule {
        Rule::Named { name } => rules.get(name).map(|rule| (rule.run)(context)).unwrap_or_default(),
        Rule::AtLeast { kind, count } => {
            let present = context.records.count(kind);
            let hit = || {
                let labelled = Hit::of_kind(kind).with("kind", Parameter::key(format!("kind.{kind}")));
                labelled.with("count", Parameter::Count(*count as i64)).with("missing", Parameter::Count((*count - present) as i64))
            };
            if present < *count { vec![hit()] } else { Vec::new() }
        }
        Rule::Filled { kind, field } => {
            let named = |hit: Hit| hit.field(field).with("field", Parameter::field(kind, field)).with("kind", Parameter::key(format!("kind.{kind}")));
            if context.records.count(kind) == 0 {
                return vec![named(Hit::of_kind(kind))];
            }
            let empty = context.records.of_kind(kind).filter(|record| is_blank(record.field(field)));
            empty.map(|record| named(Hit::on(record, context.registry))).collect()
        }
    }
}

fn is_blank(json: Option<&Json>) -> bool {
    match json {
        None | Some(Json::Null) => true,
        Some(Json::String(text)) => text.trim().is_empty(),
        Some(Json::Array(items)) => items.iter().all(|item| is_blank(Some(item))),
        Some(_) => false,
    }
}
