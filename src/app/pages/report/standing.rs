//! Page 2: where the ten pillars stand and what has moved; then one line for each.

use io::report::{Block, Cell, Row, Table, Tone, Value};
use pillars::diagnosis::assessment::NAME;
use pillars::diagnosis::result;
use pillars::report::Snapshots;
use ui::lang::{t, t_with};

use super::Work;
use super::chapter::{finding, next_step};
use super::first::{level, table};
use crate::pages::diagnosis::desk::{gain_text, level_text, mean_text, pillar_name, pillar_word};

/// A mean as a cell.
fn mean(mean: Option<f64>) -> Cell {
    Cell { text: mean_text(mean), ..level(mean) }
}

/// Heat map, radar with bars, what moved, and one line for each pillar.
pub(super) fn standing(work: &Work, snapshots: &Snapshots) -> Vec<Block> {
    let mut blocks = Vec::new();
    if snapshots.now.is_some() {
        blocks.push(Block::heading(1, title(work)));
        blocks.push(Block::toned(t_with("ui.report.heat_about", &dimensions(work)), Tone::Note));
        blocks.push(Block::Part { part: super::parts::HEAT.to_owned() });
        blocks.push(Block::Part { part: super::parts::RADAR.to_owned() });
        blocks.extend(moved(work, snapshots));
    }
    if work.options.short || snapshots.now.is_some() {
        blocks.push(Block::heading(2, t("ui.report.pillars")));
        blocks.push(overview(work));
    }
    blocks
}

/// Which pillar is strongest and which weakest.
fn title(work: &Work) -> String {
    let known = || work.outcome.iter().flat_map(|outcome| &outcome.pillars).filter_map(|(pillar, mean)| Some((*pillar, (*mean)?)));
    let low = known().min_by(|one, other| one.1.total_cmp(&other.1));
    let high = known().max_by(|one, other| one.1.total_cmp(&other.1));
    match low.zip(high) {
        Some((low, high)) if low.1 < high.1 => {
            let values =
                [("high", pillar_word(high.0)), ("most", mean_text(Some(high.1))), ("low", pillar_word(low.0)), ("least", mean_text(Some(low.1)))];
            let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
            t_with("ui.report.standing_between", &values)
        }
        _ => t("ui.report.standing_title"),
    }
}

/// The names of the dimensions by their ids.
fn dimensions(work: &Work) -> Vec<(&str, &str)> {
    let named = |id: &String| work.desk.content.texts.dimensions.get(id);
    work.desk.content.structure.dimensions.iter().filter_map(|id| Some((id.as_str(), named(id)?.as_str()))).collect()
}

fn moved(work: &Work, snapshots: &Snapshots) -> Vec<Block> {
    let (Some(now), Some(before)) = (&snapshots.now, &snapshots.before) else {
        return vec![Block::toned(t("ui.report.no_before"), Tone::Note)];
    };
    let name = |record: &model::Record| NAME.get(record).unwrap_or_default();
    let rows = result::changes(&work.desk.content.structure, &before.levels, &now.levels).into_iter().map(|change| {
        let gain = change
            .gain()
            .map_or_else(|| Cell::text(ui::format::missing()), |gain| Cell::of(gain_text(Some(gain)), Value::Number(level_text(Some(gain)))));
        Row::of(vec![Cell::text(pillar_name(change.pillar)), mean(change.before), mean(change.after), gain])
    });
    let head = vec![t("ui.nav.pillars"), name(&before.record), name(&now.record), t("ui.diagnosis.gain")];
    vec![Block::heading(2, t("ui.diagnosis.moved")), Block::Table(Table { caption: String::new(), head, rows: rows.collect() })]
}

/// One line for each pillar: where it stands, what is found, what comes next.
fn overview(work: &Work) -> Block {
    let rows = work.options.pillars.iter().map(|pillar| {
        let next = next_step(work, *pillar);
        let cells = vec![
            Cell::text(pillar_name(*pillar)),
            mean(work.mean(*pillar)),
            Cell::text(finding(work, *pillar)),
            Cell::text(next.title),
            Cell::text(next.owner),
            next.due,
        ];
        Row::of(cells)
    });
    let heads = ["ui.nav.pillars", "ui.diagnosis.mean", "ui.report.found", "ui.report.next_action", "field.task.owner", "field.task.due"];
    table(String::new(), &heads, rows.collect())
}
