//! The goal document: vision and mission, the environment in short, every goal with its evidence,
//! means, consensus, actions and review dates, and the lines to sign (P01.7).

use std::sync::Arc;

use leptos::prelude::*;
use model::{Id, Record};
use pillars::goals::goal;
use pillars::goals::rules::gates::Status;
use ui::lang::{t, t_with};
use ui::live;
use ui::{EmptyState, Icon, head_with_unit};
use views::labels::{choice_label, field_label, kind_label};
use views::session::session;

use super::goal_block::goal_block;
use super::{PrintBar, anchor, cell, environment_summary, from_to, head, print_reasons, status_text, table, title, whole};
use crate::goals::goal_sections::parts::{Look, date_or_missing};
use views::document::{signatures, watermark};

/// The document.
pub(in super::super) fn document() -> AnyView {
    let session = session();
    let reader = session.clone();
    let reasons = Signal::derive(move || print_reasons(&Look::tracked(&reader), None));
    view! {
        <PrintBar reasons=reasons />
        {live(move || page(&Look::tracked(&session), title(&session, "goal_document")))}
    }
    .into_any()
}

fn page(look: &Look, title: String) -> impl IntoView + use<> {
    let charter = look.records.single("charter").cloned();
    let of_charter = |name: &str| charter.as_ref().map(|record| look.plain(record, name)).unwrap_or_default();
    let facts = vec![(t("ui.doc.status"), status_text(look))];
    let summary = look.records.single("environment").map(|record| (record.id, look.plain(record, "summary"))).filter(|(_, text)| !text.is_empty());
    // The version and who approved it are those of the sentences, not of the goals below.
    let principles = ["vision", "mission", "contribution", "values", "version", "adopted_on", "approved_by"]
        .into_iter()
        .filter_map(|name| {
            let text = of_charter(name);
            (!text.is_empty()).then(|| view! { <div><dt>{field_label("charter", name)}</dt><dd>{text}</dd></div> })
        })
        .collect_view();
    let goals = look.open_goals();
    let rows = goals
        .iter()
        .enumerate()
        .map(|(index, record)| {
            vec![
                anchor("goal", record.id, t_with("ui.doc.numbered", &[("n", &(index + 1).to_string()), ("text", &look.title(record.id))])),
                cell(from_to(look, record)),
                whole(date_or_missing(goal::DUE.get(record.as_ref()))),
                whole(look.text(record, "owner")),
                whole(choice_label("goal", "status", Status::of(record).code())),
            ]
        })
        .collect();
    let headings = vec![
        (kind_label("goal"), false),
        (head_with_unit(&t("ui.doc.from_to_head"), &t("ui.table.unit_beside")), true),
        (field_label("goal", "due"), false),
        (field_label("goal", "owner"), false),
        (field_label("goal", "status"), false),
    ];
    let empty = goals.is_empty();
    let blocks = goals.iter().enumerate().map(|(index, record)| goal_block(look, record, index + 1)).collect_view();
    view! {
        <article class="doc" data-testid="doc-goal_document">
            {watermark(&look.records)}
            {head(look, title, facts)}
            <section class="doc-section doc-charter">
                <h3>{kind_label("charter")}</h3>
                <dl class="doc-principles">{principles}</dl>
            </section>
            <section class="doc-section doc-lead">
                <h3>{t("ui.doc.goals.environment")}</h3>
                {summary.map(|(id, text)| view! { <p data-testid="doc-summary"><strong>{environment_summary::line_anchor("environment", id, field_label("environment", "summary"))}{t("ui.format.colon")}</strong>{text}</p> })}
                {environment_summary::sentences(look)}
            </section>
            <section class="doc-section">
                <h3>{t("ui.doc.goals.overview")}</h3>
                {if empty { view! { <EmptyState title=t("ui.doc.no_goals") icon=Icon::Goal /> }.into_any() } else { table(t("ui.doc.goals.overview"), headings, rows) }}
            </section>
            {blocks}
            {signatures(signers(look, charter.as_deref(), &goals))}
        </article>
    }
}

/// Who signs: who wrote, who checked, who approves the charter, and each owner for the goals of theirs by number.
fn signers(look: &Look, charter: Option<&Record>, goals: &[Arc<Record>]) -> Vec<String> {
    let approver = charter.map(|record| look.plain(record, "approved_by")).filter(|name| !name.is_empty());
    let approved = approver.map_or_else(|| t("ui.doc.sign.approved"), |name| t_with("ui.doc.sign.approved_by", &[("name", &name)]));
    let mut owners: Vec<(Id, Vec<String>)> = Vec::new();
    for (index, record) in goals.iter().enumerate() {
        let Some(owner) = goal::OWNER.get(&**record) else { continue };
        let number = (index + 1).to_string();
        match owners.iter_mut().find(|(known, _)| *known == owner) {
            Some((_, numbers)) => numbers.push(number),
            None => owners.push((owner, vec![number])),
        }
    }
    let owned = owners.into_iter().map(|(owner, numbers)| {
        let goals = numbers.join(&t("ui.format.list_separator"));
        t_with("ui.doc.sign.owner", &[("name", &look.title(owner)), ("goals", &goals)])
    });
    [t("ui.doc.sign.prepared"), t("ui.doc.sign.checked"), approved].into_iter().chain(owned).collect()
}
