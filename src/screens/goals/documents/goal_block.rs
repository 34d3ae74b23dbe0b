//! One goal in the goal document: everything that someone who has only the print needs to act on it.

use std::sync::Arc;

use leptos::prelude::*;
use model::Order as _;
use model::{Decimal, Id, Record, Rows};
use pillars::goals::rules::breakdown::{self, Dimension};
use pillars::goals::rules::{consensus, progress, resources, reviews, smart};
use pillars::goals::{goal, goal_review};
use pillars::plan::task;
use ui::lang::{t, t_with};
use ui::{Callout, Tone};
use views::labels::{choice_label, field_label, kind_many, month_text};

use super::{anchor, cell, from_to, has_shares, table, whole};
use crate::goals::consensus_board::counts_text;
use crate::goals::editors::{light_mark, sentence, standing_of, status_badge};
use crate::goals::goal_sections::chart::{PlanChart, plan_line};
use crate::goals::goal_sections::parts::{Look, RefusalList, date_or_missing, or_missing, percent, read_in};

/// The block of a goal.
pub(super) fn goal_block(look: &Look, record: &Record, number: usize) -> impl IntoView + use<> {
    let context = look.context();
    let measure = look.measure(record);
    let found = progress::of(record, &context);
    let review = reviews::state(record, &context);
    let answers = consensus::of(record, &context);
    let objections: Vec<String> = answers
        .answers
        .iter()
        .filter_map(|answer| {
            let remark = answer.remark.clone()?;
            let reply = answer.answer.clone().unwrap_or_else(|| t("ui.doc.goals.no_reply"));
            Some(t_with("ui.doc.goals.remark", &[("person", &look.title(answer.person.id)), ("remark", &remark), ("reply", &reply)]))
        })
        .collect();
    let waiting: Vec<String> = answers.unanswered().map(|answer| look.title(answer.person.id)).collect();
    let mut facts = vec![
        (field_label("goal", "indicator"), linked("indicator", goal::INDICATOR.get(record), look.text(record, "indicator"))),
        (t("ui.doc.from_to_head"), cell(from_to(look, record))),
        (field_label("goal", "start"), cell(look.text(record, "start"))),
        (field_label("goal", "due"), cell(look.text(record, "due"))),
        (field_label("goal", "owner"), cell(look.text(record, "owner"))),
        (field_label("goal", "level"), cell(look.text(record, "level"))),
        (t("ui.goals.progress_board.actual"), read_in(record.id, measure.maybe(found.actual.map(|point| point.value)))),
        (t("ui.goals.progress_board.done"), read_in(record.id, percent(found.done))),
        (field_label("goal", "serves"), cell(look.text(record, "serves"))),
        (field_label("goal", "parent"), cell(look.text(record, "parent"))),
    ];
    // What only some goals say; an empty line would tell nothing.
    let further = ["target_market", "target_customer", "target_product", "target_share", "target_sales"];
    let further = further.into_iter().map(|name| (field_label("goal", name), look.plain(record, name)));
    facts.extend(further.filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name, cell(text))));
    let reason = look.plain(record, "attainable_reason");
    let reason = (!reason.is_empty()).then(|| view! { <p><strong>{field_label("goal", "attainable_reason")}</strong>" "{reason}</p> });
    let line = plan_line(&found.plan, &found.actuals);
    let chart = line.is_drawable().then(|| view! { <PlanChart title=t("ui.goals.goal_sections.chart") measure=measure.clone() line=line /> });
    let reviewing = t_with(
        "ui.doc.goals.review",
        &[
            ("cycle", &look.text(record, "review_every")),
            ("last", &date_or_missing(review.last)),
            ("next", &date_or_missing(review.next)),
            ("owner", &look.text(record, "owner")),
        ],
    );
    view! {
        <section class="doc-section doc-goal" data-testid="doc-goal">
            <h3>{anchor("goal", record.id, t_with("ui.doc.numbered", &[("n", &number.to_string()), ("text", &look.title(record.id))]))}</h3>
            <p class="doc-marks">{status_badge(standing_of(record, &context))}{light_mark(found.light.code())}</p>
            <dl class="doc-facts doc-facts-grid">{facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}</dl>
            {reason}
            {chart}
            <h4>{t("ui.doc.goals.smart")}</h4>
            {smart_table(look, record)}
            {milestones(look, record)}
            <h4>{t("ui.doc.goals.means")}</h4>
            {means(look, record)}
            <h4>{t("ui.goals.goal_sections.consensus")}</h4>
            <p>{counts_text(&answers)}</p>
            {(!waiting.is_empty()).then(|| view! { <p>{t_with("ui.doc.goals.waiting", &[("people", &waiting.join(&t("ui.format.list_separator")))])}</p> })}
            {(!objections.is_empty()).then(|| view! { <ul class="doc-list">{objections.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul> })}
            <h4>{t("ui.doc.goals.actions")}</h4>
            {actions(look, record.id)}
            {parts(look, record)}
            {decisions(look, record)}
            <p class="doc-next"><strong>{t("ui.doc.goals.next_review")}</strong>{reviewing}</p>
        </section>
    }
}

/// What a fact says of another record, leading there.
fn linked(kind: &'static str, id: Option<Id>, text: String) -> AnyView {
    match id {
        Some(id) => anchor(kind, id, text),
        None => cell(text),
    }
}

/// What the reviews so far decided, the latest first.
fn decisions(look: &Look, record: &Record) -> Option<AnyView> {
    let names = ["reviewed_on", "decision", "actual", "reason", "by"];
    let found = reviews::reviews(record, &look.context());
    let measure = look.measure(record);
    let values: Vec<Option<Decimal>> = found.iter().map(|review| goal_review::ACTUAL.get(review.as_ref())).collect();
    let row = |(review, actual): (&Arc<Record>, String)| {
        let told = names.iter().map(|name| match *name {
            "reviewed_on" => anchor("goal_review", review.id, look.text(review, name)),
            "actual" => cell(actual.clone()),
            name => cell(look.text(review, name)),
        });
        told.collect()
    };
    let rows = found.iter().zip(measure.column(&values)).rev().map(row).collect();
    let heading = |name: &&str| match *name {
        "actual" => (measure.head(&field_label("goal_review", name)), true),
        name => (field_label("goal_review", name), false),
    };
    let headings = names.iter().map(heading).collect();
    (!found.is_empty()).then(|| view! { <h4>{kind_many("goal_review")}</h4>{table(kind_many("goal_review"), headings, rows)} }.into_any())
}

/// The five letters with what speaks for each.
fn smart_table(look: &Look, record: &Record) -> AnyView {
    let checked = smart::check(record, &look.context());
    let rows = checked
        .letters
        .iter()
        .map(|letter| {
            let reasons = letter.reasons.iter().map(|reason| view! { <p>{sentence(&reason.key(), &reason.parameters)}</p> }).collect_view();
            vec![
                cell(t(&format!("ui.goals.letter.{}", letter.letter.code()))),
                cell(t(&format!("ui.goals.verdict.{}", letter.verdict.code()))),
                view! { <div class="doc-reasons">{reasons}</div> }.into_any(),
            ]
        })
        .collect();
    table(
        t("ui.doc.goals.smart"),
        vec![(t("ui.doc.goals.letter"), false), (t("ui.doc.goals.verdict"), false), (t("ui.doc.goals.evidence"), false)],
        rows,
    )
}

fn milestones(look: &Look, record: &Record) -> Option<AnyView> {
    let measure = look.measure(record);
    let found = record.fields.get("milestones").and_then(<Rows as model::FieldType>::read).unwrap_or_default();
    let values: Vec<Option<Decimal>> = found.iter().map(|row| goal::MILESTONE_VALUE.get(row)).collect();
    let rows: Vec<Vec<AnyView>> = found
        .iter()
        .zip(measure.column(&values))
        .map(|(row, value)| {
            vec![
                whole(date_or_missing(goal::MILESTONE_DATE.get(row))),
                cell(value),
                cell(or_missing(goal::MILESTONE_NOTE.get(row).unwrap_or_default())),
            ]
        })
        .collect();
    let headings = vec![
        (field_label("goal", "milestones.date"), false),
        (measure.head(&field_label("goal", "milestones.value")), true),
        (field_label("goal", "milestones.note"), false),
    ];
    (!rows.is_empty()).then(|| table(field_label("goal", "milestones"), headings, rows))
}

/// Verdict, resources and limits.
fn means(look: &Look, record: &Record) -> impl IntoView + use<> {
    let found = resources::verdict(record.id, &look.context());
    let verdict = t_with("ui.doc.goals.fit", &[("fit", &t(&format!("ui.goals.fit.{}", found.fit.code())))]);
    let rows: Vec<Vec<AnyView>> = found
        .lines
        .iter()
        .filter_map(|line| {
            let resource = look.records.get(line.record)?;
            Some(vec![
                anchor("resource", line.record, look.title(line.record)),
                cell(look.text(resource, "needed")),
                cell(look.text(resource, "available")),
                cell(line.gap.map_or_else(|| ui::format::missing().to_owned(), views::labels::number_text)),
                whole(look.text(resource, "unit")),
                cell(look.text(resource, "mitigation")),
            ])
        })
        .collect();
    let headings = vec![
        (field_label("resource", "name"), false),
        (field_label("resource", "needed"), true),
        (field_label("resource", "available"), true),
        (t("ui.goals.resource_verdict.gap"), true),
        (field_label("resource", "unit"), false),
        (field_label("resource", "mitigation"), false),
    ];
    let limits: Vec<Vec<AnyView>> = look
        .all("constraint")
        .iter()
        .filter(|limit| pillars::goals::constraint::GOALS.get(limit.as_ref()).is_some_and(|goals| goals.contains(&record.id)))
        .map(|limit| {
            vec![
                anchor("constraint", limit.id, look.title(limit.id)),
                whole(look.text(limit, "constraint_kind")),
                cell(look.text(limit, "severity")),
                cell(look.text(limit, "mitigation")),
            ]
        })
        .collect();
    let limit_headings = vec![
        (field_label("constraint", "text"), false),
        (field_label("constraint", "constraint_kind"), false),
        (field_label("constraint", "severity"), true),
        (field_label("constraint", "mitigation"), false),
    ];
    view! {
        <p>{verdict}</p>
        {(!rows.is_empty()).then(|| table(kind_many("resource"), headings, rows))}
        {(!limits.is_empty()).then(|| table(kind_many("constraint"), limit_headings, limits))}
    }
}

/// Who does what until when.
fn actions(look: &Look, goal: Id) -> AnyView {
    let mut tasks: Vec<_> = look
        .all("task")
        .into_iter()
        .filter(|record| task::GOAL.get(record.as_ref()) == Some(goal) && task::STATUS.get(record.as_ref()).as_deref() != Some("dropped"))
        .collect();
    tasks.order_by_key(|record| (task::DUE.get(record.as_ref()).is_none(), task::DUE.get(record.as_ref())));
    if tasks.is_empty() {
        return view! { <p>{t("ui.doc.goals.no_actions")}</p> }.into_any();
    }
    let rows = tasks
        .iter()
        .map(|record| {
            let status = task::STATUS.get(record.as_ref()).unwrap_or_else(|| "open".to_owned());
            vec![
                anchor("task", record.id, look.title(record.id)),
                whole(look.text(record, "owner")),
                whole(look.text(record, "due")),
                whole(choice_label("task", "status", &status)),
                cell(look.text(record, "measure")),
            ]
        })
        .collect();
    let headings = vec![
        (field_label("task", "title"), false),
        (field_label("task", "owner"), false),
        (field_label("task", "due"), false),
        (field_label("task", "status"), false),
        (field_label("task", "measure"), false),
    ];
    table(t("ui.doc.goals.actions"), headings, rows)
}

/// The breakdown of the target where it adds up; otherwise why it is not shown (P01.A06).
fn parts(look: &Look, record: &Record) -> Option<AnyView> {
    if !has_shares(look, record.id) {
        return None;
    }
    let context = look.context();
    let refusals = breakdown::print_gate(record, &context);
    let title = t("ui.doc.goals.breakdown");
    if !refusals.is_empty() {
        return Some(
            view! {
                <h4>{title}</h4>
                <Callout tone=Tone::Warning><p>{t("ui.doc.goals.breakdown_open")}</p><RefusalList refusals=refusals /></Callout>
            }
            .into_any(),
        );
    }
    let measure = look.measure(record);
    let tables = Dimension::ALL
        .into_iter()
        .filter_map(|dimension| {
            let shares: Vec<(String, Decimal)> = breakdown::by(record.id, dimension, &context)
                .into_iter()
                .filter_map(|(part, amount)| {
                    let part = part?;
                    let label = match part.parse::<Id>() {
                        Ok(id) => look.title(id),
                        Err(_) => model::Month::parse(&part).map_or(part, month_text),
                    };
                    Some((label, amount))
                })
                .collect();
            let mut lines = shares.clone();
            if !measure.is_rate() {
                lines.push((t("ui.doc.goals.total"), shares.iter().map(|(_, amount)| *amount).sum()));
            }
            let values: Vec<Option<Decimal>> = lines.iter().map(|(_, amount)| Some(*amount)).collect();
            let rows = lines.iter().zip(measure.column(&values)).map(|((label, _), value)| vec![cell(label.clone()), cell(value)]).collect();
            let label = field_label("target_share", dimension.field());
            let caption = t_with("ui.doc.goals.breakdown_by", &[("dimension", &label)]);
            (!shares.is_empty()).then(|| table(caption, vec![(label, false), (measure.head(&field_label("target_share", "amount")), true)], rows))
        })
        .collect_view();
    Some(view! { <h4>{title}</h4><div class="doc-columns">{tables}</div> }.into_any())
}
