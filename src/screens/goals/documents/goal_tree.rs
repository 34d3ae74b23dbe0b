//! The tree of goals with its table: measure, from and to, due date, owner, weight, SMART and progress (P01.4).

use std::sync::Arc;

use leptos::prelude::*;
use model::Record;
use pillars::goals::goal;
use pillars::goals::rules::levels::{self, Node};
use pillars::goals::rules::{progress, smart};
use ui::lang::{t, t_with};
use ui::{ChartTitle, EmptyState, Icon, Tone, TreeChart, TreeNode, head_with_unit};
use views::Place;
use views::labels::{field_label, kind_label, kind_many};
use views::session::session;

use super::{PrintBar, anchor, cell, from_to, head, status_text, table, title, whole};
use crate::goals::editors::light_mark;
use crate::goals::goal_sections::parts::{Look, date_or_missing, percent, read_in};
use crate::goals::goal_tree;
use views::document::watermark;

/// The document.
pub(in super::super) fn document() -> AnyView {
    let session = session();
    let tree = move || {
        let look = Look::tracked(&session);
        let address = |record: &Record| session.href(Place::Record("goal".to_owned(), record.id));
        page(&look, title(&session, "goal_tree"), &address)
    };
    view! {
        <PrintBar reasons=Signal::stored(Vec::new()) />
        {ui::live(tree)}
    }
    .into_any()
}

/// The nodes of the tree, parents before their children.
fn flat(nodes: &[Node], into: &mut Vec<(Arc<Record>, usize)>) {
    for node in nodes {
        into.push((node.goal.clone(), node.depth));
        flat(&node.children, into);
    }
}

fn page(look: &Look, title: String, address: &dyn Fn(&Record) -> String) -> impl IntoView + use<> {
    let mut goals = Vec::new();
    flat(&levels::tree(&look.context()), &mut goals);
    let known = |record: &Record| goal::PARENT.get(record).filter(|parent| goals.iter().any(|(other, _)| other.id == *parent));
    let nodes: Vec<TreeNode> = goals
        .iter()
        .map(|(record, depth)| {
            let found = progress::of(record, &look.context());
            TreeNode {
                id: record.id.to_string(),
                parent: (*depth > 0).then(|| known(record).map(|parent| parent.to_string())).flatten(),
                title: look.title(record.id),
                lines: vec![
                    from_to(look, record),
                    t_with("ui.doc.tree.node", &[("owner", &look.text(record, "owner")), ("due", &date_or_missing(goal::DUE.get(record.as_ref())))]),
                    t_with(
                        "ui.doc.tree.node_progress",
                        &[("done", &percent(found.done)), ("light", &t(&format!("ui.goals.light.{}", found.light.code())))],
                    ),
                ],
                tone: match found.light.code() {
                    "on_target" => Tone::Success,
                    "at_risk" => Tone::Warning,
                    "off_target" => Tone::Danger,
                    _ => Tone::Neutral,
                },
                href: address(record),
            }
        })
        .collect();
    let rows = goals
        .iter()
        .map(|(record, depth)| {
            let found = progress::of(record, &look.context());
            let checked = smart::check(record, &look.context());
            let passes = checked.letters.iter().filter(|letter| letter.verdict == smart::Verdict::Pass).count().to_string();
            vec![
                view! { <span class=format!("doc-indent doc-indent-{}", (*depth).min(4))>{anchor("goal", record.id, look.title(record.id))}</span> }
                    .into_any(),
                cell(look.text(record, "indicator")),
                cell(from_to(look, record)),
                whole(date_or_missing(goal::DUE.get(record.as_ref()))),
                whole(look.text(record, "owner")),
                cell(look.bare(look.text(record, "weight"))),
                cell(t_with("ui.doc.tree.smart", &[("n", &passes)])),
                read_in(record.id, look.bare(percent(found.done))),
                light_mark(found.light.code()),
            ]
        })
        .collect();
    let headings = vec![
        (kind_label("goal"), false),
        (field_label("goal", "indicator"), false),
        (head_with_unit(&t("ui.doc.from_to_head"), &t("ui.table.unit_beside")), true),
        (field_label("goal", "due"), false),
        (field_label("goal", "owner"), false),
        (head_with_unit(&field_label("goal", "weight"), "%"), true),
        (t("ui.doc.tree.smart_head"), true),
        (head_with_unit(&t("ui.goals.progress_board.done"), "%"), true),
        (t("ui.goals.progress_board.light"), false),
    ];
    let empty = goals.is_empty();
    let told = goal_tree::told(&look.currency, &look.context());
    let chart = ChartTitle::new(t("ui.doc.tree.chart"), Some(told.message));
    let facts = vec![(t("ui.doc.status"), status_text(look))];
    view! {
        <article class="doc doc-wide print-wide" data-testid="doc-goal_tree">
            {watermark(&look.records)}
            {head(look, title, facts)}
            {if empty {
                view! { <EmptyState title=t("ui.doc.no_goals") icon=Icon::Goal /> }.into_any()
            } else {
                view! {
                    <section class="doc-section"><TreeChart title=chart unit=t("ui.goals.goal_tree.unit") period=told.period source=told.source nodes=nodes test_id="doc-tree" /></section>
                    <section class="doc-section">
                        <h3>{kind_many("goal")}</h3>
                        {table(t("ui.doc.tree.caption"), headings, rows)}
                    </section>
                }.into_any()
            }}
        </article>
    }
}
