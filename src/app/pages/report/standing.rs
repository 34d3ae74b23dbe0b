//! Page 2: where the ten pillars stand and what has moved; then one line for each.

use io::report::{Block, Cell, Row, Tone, Value};
use pillars::diagnosis::assessment::NAME;
use pillars::diagnosis::{result, scoring};
use pillars::performance::rules::newest_run;
use pillars::report::{Snapshots, overloaded};
use ui::lang::{t, t_with};

use super::Work;
use super::chapter::{finding, next_step};
use super::first::{inside, table, who};
use crate::pages::diagnosis::desk::{gain_text, mean_text, pillar_name, pillar_word};

/// A mean as a cell.
fn mean(mean: Option<f64>) -> Cell {
    Cell { text: mean_text(mean), value: mean.map(|mean| Value::Number(mean_text(Some(mean)))) }
}

/// Heat map, radar with bars, what moved, and one line for each pillar.
pub(super) fn standing(work: &Work, snapshots: &Snapshots) -> Vec<Block> {
    let mut blocks = Vec::new();
    if snapshots.now.is_some() {
        blocks.push(Block::heading(1, title(work)));
        blocks.push(Block::toned(t_with("ui.report.heat_about", &dimensions(work)), Tone::Note));
        blocks.push(Block::Part { part: super::parts::HEAT.to_owned() });
        blocks.push(Block::Part { part: super::parts::RADAR.to_owned() });
        blocks.extend(scores(work));
    }
    if work.options.short || snapshots.now.is_some() {
        blocks.push(Block::heading(2, t("ui.report.pillars")));
        blocks.push(overview(work, snapshots));
        if snapshots.before.is_none() && snapshots.now.is_some() {
            blocks.push(Block::toned(t("ui.report.no_before"), Tone::Note));
        }
        blocks.extend(load(work));
    }
    blocks.extend(ways(work));
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

/// What the three scores of a company say, and that none is counted into another; those that it has.
fn scores(work: &Work) -> Option<Block> {
    let rated = super::appendix::rated(work);
    let run = work.in_context(|context| newest_run(context).map(|(_, total)| views::labels::number_text(total.rounded(2))));
    if rated.is_none() && run.is_none() {
        return None;
    }
    let mean = mean_text(work.outcome.as_ref().and_then(|outcome| outcome.overall));
    let mut sentences = vec![t_with("ui.report.scores.maturity", &[("mean", &mean)])];
    sentences.extend(rated.map(|(points, band)| t_with("ui.report.scores.rating", &[("points", &points.to_string()), ("band", &band)])));
    sentences.extend(run.map(|total| t_with("ui.report.scores.performance", &[("total", &total)])));
    sentences.push(t("ui.report.scores.apart"));
    Some(Block::text(sentences.concat()))
}

/// Who has most of all open work in hand, where that is too much: the same works that the table of all actions has.
fn load(work: &Work) -> Option<Block> {
    let all: Vec<_> = work.options.pillars.iter().flat_map(|pillar| super::chapter::actions_of(work, *pillar)).collect();
    let most = overloaded(all.iter().filter_map(|action| action.owner))?;
    let count = most.set + most.proposed;
    let values = [
        ("person", who(work, Some(most.person))),
        ("n", count.to_string()),
        ("of", most.all.to_string()),
        ("set", most.set.to_string()),
        ("proposed", most.proposed.to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Some(Block::text(t_with("ui.report.load", &values)))
}

/// How the first steps are done.
fn ways(work: &Work) -> Vec<Block> {
    let said = work.plan.first.iter().filter_map(|answer| work.desk.content.texts.items.get(&answer.statement));
    let items: Vec<String> = said.map(|said| t_with("ui.report.way", &[("initiative", inside(&said.initiative)), ("how", &said.how)])).collect();
    if items.is_empty() { Vec::new() } else { vec![Block::heading(2, t("ui.report.ways")), Block::List { ordered: true, items }] }
}

/// One line for each pillar: where it stands and what moved, what is found, what comes next; then the whole.
fn overview(work: &Work, snapshots: &Snapshots) -> Block {
    let structure = &work.desk.content.structure;
    let compared = snapshots.now.as_ref().zip(snapshots.before.as_ref());
    let changes = compared.map(|(now, before)| result::changes(structure, &before.levels, &now.levels));
    let gain = |gain: Option<f64>| match gain {
        Some(gain) => Cell::of(gain_text(Some(gain)), Value::Number(mean_text(Some(gain)))),
        None => Cell::text(ui::format::missing()),
    };
    let mut rows: Vec<Row> = work
        .options
        .pillars
        .iter()
        .map(|pillar| {
            let next = next_step(work, *pillar);
            let mut cells = vec![Cell::text(pillar_name(*pillar)), mean(work.mean(*pillar))];
            cells.extend(changes.as_ref().map(|all| gain(all.iter().find(|change| change.pillar == *pillar).and_then(|change| change.gain()))));
            cells.extend([Cell::text(finding(work, *pillar)), Cell::text(next.title), Cell::text(next.owner), next.due]);
            Row::of(cells)
        })
        .collect();
    let mut heads = vec!["ui.nav.pillars", "ui.diagnosis.mean", "ui.report.found", "ui.report.next_action", "field.task.owner", "field.task.due"];
    if let Some(outcome) = &work.outcome {
        let mut cells = vec![Cell::text(t("ui.report.overall")), mean(outcome.overall)];
        cells.extend(compared.map(|(now, before)| {
            let common = |one, other: &scoring::Levels| result::outcome(structure, &result::shared(one, &[other])).overall;
            let both = common(&before.levels, &now.levels).zip(common(&now.levels, &before.levels));
            gain(both.map(|(earlier, later)| result::gain(earlier, later)))
        }));
        cells.push(Cell::text(t("ui.report.overall_about")));
        cells.extend([(); 3].map(|()| Cell::text(String::new())));
        rows.push(Row { sum: true, ..Row::of(cells) });
    }
    let mut caption = String::new();
    if let Some((_, before)) = compared {
        heads.insert(2, "ui.diagnosis.gain");
        caption = t_with("ui.report.gain_since", &[("name", &NAME.get(&*before.record).unwrap_or_default())]);
    }
    table(caption, &heads, rows)
}
