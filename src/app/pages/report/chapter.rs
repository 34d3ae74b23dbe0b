//! A pillar in the report: the finding as its title, what there is, what is missing, who does what by when.

use io::report::{Block, Cell, Row, Tone};
use pillars::report::{Action, Source, actions};
use ui::lang::{t, t_with};
use views::labels::{choice_label, value_text};

use super::Work;
use super::first::{day, table, who};
use crate::pages::diagnosis::desk::{level_text, mean_text, pillar_word};

/// Below this level a statement is a gap.
const GAP: f64 = 3.0;
/// So many lines are told of each.
const GAPS: usize = 4;
const ACTIONS: usize = 5;
const GOALS: usize = 10;

/// The statement of a pillar that stands lowest, and its level.
fn weakest(work: &Work, pillar: u8) -> Option<(&str, f64)> {
    let levels = &work.snapshots.now.as_ref()?.levels;
    let items = work.desk.content.structure.items.iter().filter(|item| item.pillar == pillar);
    let known = items.filter_map(|item| Some((item.id.as_str(), levels.get(&item.id).copied()?)));
    known.min_by(|one, other| one.1.total_cmp(&other.1))
}

/// What was found on a pillar, as a sentence.
pub(super) fn finding(work: &Work, pillar: u8) -> String {
    let said = |id: &str| work.desk.content.texts.items.get(id).map(|texts| texts.statement.clone()).unwrap_or_default();
    let open = work.findings.get(&pillar).map_or(0, Vec::len).to_string();
    match weakest(work, pillar) {
        Some((id, level)) if level < GAP => t_with("ui.report.finding_weak", &[("statement", &said(id)), ("level", &level_text(Some(level)))]),
        Some((id, level)) => t_with("ui.report.finding_good", &[("statement", &said(id)), ("level", &level_text(Some(level)))]),
        None if open == "0" => t("ui.report.finding_clean"),
        None => t_with("ui.report.finding_open", &[("n", &open)]),
    }
}

/// The pages of a pillar.
pub(super) fn chapter(work: &Work, pillar: u8) -> Vec<Block> {
    let title = t_with("ui.report.chapter", &[("n", &pillar.to_string()), ("pillar", &pillar_word(pillar)), ("finding", &finding(work, pillar))]);
    let mut blocks = vec![Block::PageBreak, Block::heading(1, title)];
    blocks.extend(state(work, pillar));
    blocks.extend(artefact(work, pillar));
    blocks.extend(gaps(work, pillar));
    blocks.extend(doing(work, pillar));
    blocks
}

/// Where it stands, in one line, and what one sees at its weakest place.
fn state(work: &Work, pillar: u8) -> Vec<Block> {
    let mut parts = Vec::new();
    if let Some(mean) = work.mean(pillar) {
        parts.push(t_with("ui.report.level_of", &[("level", &mean_text(Some(mean)))]));
    }
    if let Some(state) = work.desk.session.state(&format!("P{pillar:02}")) {
        parts.push(t_with("ui.report.steps", &[("done", &state.done().to_string()), ("of", &state.applicable().to_string())]));
    }
    let open = work.findings.get(&pillar).map_or(0, Vec::len);
    parts.push(t_with("ui.report.open_points", &[("n", &open.to_string())]));
    let mut blocks = vec![Block::toned(parts.join(" · "), Tone::Note)];
    let seen = weakest(work, pillar).and_then(|(id, level)| work.desk.content.texts.items.get(id)?.levels.get(level.floor() as usize).cloned());
    blocks.extend(seen.map(|seen| Block::toned(t_with("ui.report.seen", &[("seen", &seen)]), Tone::Lead)));
    blocks
}

/// What there is: the goals themselves, or the pictures that say most about a pillar.
fn artefact(work: &Work, pillar: u8) -> Vec<Block> {
    let mut blocks = vec![Block::heading(2, t("ui.report.artefact"))];
    if pillar == 1 {
        blocks.extend(goals(work));
    } else {
        blocks.extend(super::parts::views_of(pillar).iter().map(|view| Block::Part { part: format!("{pillar}:{view}") }));
    }
    blocks
}

fn goals(work: &Work) -> Vec<Block> {
    let session = &work.desk.session;
    let (records, registry, currency) = (session.records(), session.registry(), session.currency.get());
    let Some(kind) = session.kind("goal") else { return Vec::new() };
    let word = |record: &model::Record, field: &str| {
        let found =
            kind.field(field).map(|def| value_text(&records, &registry, &currency, kind, def, model::Fields::field(record, field), Some(record)));
        found.filter(|text| !text.is_empty()).unwrap_or_else(|| ui::format::missing().to_owned())
    };
    let status = |record: &model::Record| model::Fields::field(record, "status").and_then(|json| json.as_str()).unwrap_or_default().to_owned();
    let level = |record: &model::Record| model::Fields::field(record, "level").and_then(|json| json.as_str()).unwrap_or_default() != "company";
    let mut goals: Vec<_> = session.all("goal");
    goals.retain(|record| status(record) != "dropped");
    model::Order::order_by_key(goals.as_mut_slice(), |record| (level(record), record.id));
    let count = goals.len();
    if goals.is_empty() {
        return vec![Block::text(t("ui.doc.no_goals"))];
    }
    let row = |record: &std::sync::Arc<model::Record>| {
        let due = model::Fields::field(&**record, "due").and_then(|json| json.as_str()?.parse().ok());
        let change = t_with("ui.doc.from_to", &[("from", &word(record, "baseline")), ("to", &word(record, "target"))]);
        Row::of(vec![
            Cell::text(word(record, "statement")),
            Cell::text(change),
            day(due),
            Cell::text(word(record, "owner")),
            Cell::text(word(record, "status")),
        ])
    };
    let rows = goals.iter().take(GOALS).map(row).collect();
    let heads = ["kind.goal", "ui.doc.from_to_head", "field.goal.due", "field.goal.owner", "field.goal.status"];
    let mut blocks = vec![table(String::new(), &heads, rows)];
    if count > GOALS {
        blocks.push(Block::toned(t_with("ui.table.more", &[("n", &(count - GOALS).to_string())]), Tone::Note));
    }
    blocks
}

/// What is missing: the statements below level 3, then, for whoever works with it, the open checks.
fn gaps(work: &Work, pillar: u8) -> Vec<Block> {
    let texts = &work.desk.content.texts;
    let levels = work.snapshots.now.as_ref().map(|now| &now.levels);
    let mut low: Vec<(String, f64)> = work
        .desk
        .content
        .structure
        .items
        .iter()
        .filter(|item| item.pillar == pillar)
        .filter_map(|item| Some((item.id.clone(), levels?.get(&item.id).copied()?)))
        .filter(|(_, level)| *level < GAP)
        .collect();
    model::Order::order_by(low.as_mut_slice(), |one, other| one.1.total_cmp(&other.1));
    let mut items: Vec<String> = low
        .iter()
        .filter_map(|(id, level)| {
            let said = texts.items.get(id)?;
            Some(t_with("ui.report.gap", &[("statement", &said.statement), ("level", &level_text(Some(*level)))]))
        })
        .collect();
    let findings = work.findings.get(&pillar).map(Vec::as_slice).unwrap_or_default();
    if work.options.is_whole() || levels.is_none() {
        items.extend(findings.iter().take(GAPS).cloned());
    }
    let mut blocks = vec![Block::heading(2, t("ui.report.gaps"))];
    if items.is_empty() {
        blocks.push(Block::text(t("ui.report.no_gaps")));
    } else {
        blocks.push(Block::List { ordered: false, items });
    }
    if work.options.is_whole() && findings.len() > GAPS {
        blocks.push(Block::toned(t_with("ui.report.more_open", &[("n", &(findings.len() - GAPS).to_string())]), Tone::Note));
    }
    blocks
}

/// Open work on a pillar.
pub(super) fn actions_of(work: &Work, pillar: u8) -> Vec<Action> {
    work.in_context(|context| actions(&work.desk.content.structure, &work.snapshots, context, pillar))
}

/// What an action is called.
pub(super) fn action_title(work: &Work, action: &Action) -> String {
    match &action.source {
        Source::Record(record) => work.desk.session.title_of(record.id),
        Source::Suggested(id) => work.desk.content.texts.items.get(id).map(|texts| texts.initiative.clone()).unwrap_or_default(),
    }
}

/// The rows of actions; the last column says where each stands.
pub(super) fn action_rows(work: &Work, actions: &[Action]) -> Vec<Row> {
    let state = |action: &Action| match &action.source {
        Source::Suggested(_) => t("ui.report.suggested"),
        Source::Record(_) if action.late => t("ui.chart.overdue"),
        Source::Record(record) if action.status.is_empty() => views::labels::kind_label(&record.kind),
        Source::Record(record) => choice_label(&record.kind, "status", &action.status),
    };
    let row = |action: &Action| {
        Row::of(vec![Cell::text(action_title(work, action)), Cell::text(who(work, action.owner)), day(action.due), Cell::text(state(action))])
    };
    actions.iter().map(row).collect()
}

/// Heads of a table of actions.
pub(super) const ACTION_HEADS: [&str; 4] = ["ui.report.action", "field.task.owner", "field.task.due", "ui.report.state"];

fn doing(work: &Work, pillar: u8) -> Vec<Block> {
    let found = actions_of(work, pillar);
    let mut blocks = vec![Block::heading(2, t("ui.report.actions"))];
    if found.is_empty() {
        blocks.push(Block::text(t("ui.report.no_actions")));
        return blocks;
    }
    let shown = found.get(..ACTIONS.min(found.len())).unwrap_or_default();
    blocks.push(table(String::new(), &ACTION_HEADS, action_rows(work, shown)));
    if found.len() > ACTIONS {
        blocks.push(Block::toned(t_with("ui.report.more_actions", &[("n", &(found.len() - ACTIONS).to_string())]), Tone::Note));
    }
    blocks
}
