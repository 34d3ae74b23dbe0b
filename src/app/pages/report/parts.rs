//! What the page draws itself inside the report: heat map, radar, and the pictures of each pillar.

use leptos::prelude::*;
use pillars::diagnosis::assessment::{DATED, NAME};
use pillars::diagnosis::result::{self, Outcome};
use pillars::report::Snapshot;
use ui::lang::t_with;
use ui::{HeatMap, HeatRow, Radar, Series, ValueFormat};
use views::picture::PictureView;

use super::Work;
use crate::pages::diagnosis::desk::{period_text, pillar_name, pillar_word, source_text};

/// Names of the parts that are no pictures of a pillar.
pub(super) const HEAT: &str = "heat";
pub(super) const RADAR: &str = "radar";
/// The view that names what each employee lacks.
pub(super) const OF_PEOPLE: &str = "gap_ranking";

/// The pictures that say most about a pillar, few enough for a page.
pub(super) fn views_of(pillar: u8) -> &'static [&'static str] {
    match pillar {
        2 => &["plan_state", "campaign_gantt"],
        3 => &["org_figures", "vacancies"],
        4 => &["information_figures", "need_freshness"],
        5 => &["performance_figures", "indicator_board"],
        6 => &["training_figures", OF_PEOPLE],
        7 => &["improvement_figures", "improvement_effects"],
        8 => &["channel_figures", "attainment"],
        9 => &["funnel_figures", "funnel_entered"],
        10 => &["team_figures", "decision_board"],
        _ => &[],
    }
}

/// The long tables of a pillar, which stand in the appendix.
pub(super) fn tables_of(pillar: u8) -> &'static [&'static str] {
    match pillar {
        2 => &["budget_execution"],
        3 => &["raci"],
        8 => &["score_ranking"],
        9 => &["forecast"],
        _ => &[],
    }
}

/// A part by its name; it carries the name, so that it can be read where it stands.
pub(super) fn part(work: &Work, name: &str) -> AnyView {
    let shown = match (name, &work.outcome) {
        (HEAT, Some(outcome)) => heat(work, outcome),
        (RADAR, Some(outcome)) => radar(work, outcome),
        _ => picture(work, name),
    };
    let name = name.to_owned();
    view! { <div class="doc-picture avoid-break" data-part=name>{shown}</div> }.into_any()
}

/// The title of a picture; nothing for what is none of a pillar.
pub(super) fn title(work: &Work, name: &str) -> String {
    let found = name.split_once(':').and_then(|(pillar, view)| {
        let content = work.desk.session.content(&format!("P{:02}", pillar.parse::<u8>().ok()?))?;
        content.texts.tools.get(view).map(|texts| texts.title.clone())
    });
    found.unwrap_or_default()
}

fn picture(work: &Work, name: &str) -> AnyView {
    let Some((pillar, view)) = name.split_once(':') else { return ().into_any() };
    let Some(content) = pillar.parse::<u8>().ok().and_then(|number| work.desk.session.content(&format!("P{number:02}"))) else {
        return ().into_any();
    };
    let title = title(work, name);
    view! { <h4>{title}</h4><PictureView content=content id=view.to_owned() printed=true /> }.into_any()
}

/// Period and source of a picture of these snapshots.
fn origin<'a>(of: impl Iterator<Item = &'a Snapshot>) -> (String, String) {
    let all: Vec<&Snapshot> = of.collect();
    let days: Vec<_> = all.iter().map(|one| DATED.get(&*one.record)).collect();
    let names: Vec<String> = all.iter().filter_map(|one| NAME.get(&*one.record)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    (period_text(&days), source_text(&names, "assessment", all.len()))
}

fn heat(work: &Work, outcome: &Outcome) -> AnyView {
    let (structure, texts) = (&work.desk.content.structure, &work.desk.content.texts);
    let name = |id: &str| texts.dimensions.get(id).cloned().unwrap_or_default();
    let columns: Vec<String> = structure.dimensions.iter().map(|id| name(id)).collect();
    let chosen = outcome.cells.iter().filter(|(pillar, _)| work.options.pillars.contains(pillar));
    let rows: Vec<HeatRow> = chosen.map(|(pillar, values)| HeatRow { label: pillar_name(*pillar), values: values.clone() }).collect();
    let known = outcome.dimensions.iter().filter_map(|(id, mean)| Some((id, (*mean)?)));
    let lowest = known.min_by(|one, other| one.1.total_cmp(&other.1)).map(|(id, _)| name(id)).unwrap_or_default();
    let title = t_with("ui.diagnosis.heat", &[("dimension", &lowest)]);
    let (period, source) = origin(work.snapshots.now.iter());
    view! { <HeatMap title=title unit=ui::text("ui.diagnosis.unit") period=period source=source columns=Signal::stored(columns) rows=Signal::stored(rows) min=0.0 max=5.0 format=ValueFormat::Number(1) test_id="report-heat" /> }
        .into_any()
}

fn radar(work: &Work, outcome: &Outcome) -> AnyView {
    let structure = &work.desk.content.structure;
    let snapshots = &work.snapshots;
    let means = |outcome: &Outcome| outcome.pillars.iter().map(|(_, mean)| *mean).collect::<Vec<_>>();
    let name = |snapshot: &Snapshot| NAME.get(&*snapshot.record).unwrap_or_default();
    let mut series = Vec::new();
    if let (Some(before), Some(now)) = (&snapshots.before, &snapshots.now) {
        let common = |one, other| means(&result::outcome(structure, &result::shared(one, &[other])));
        series.push(Series::new(name(before), common(&before.levels, &now.levels)));
        series.push(Series::new(name(now), common(&now.levels, &before.levels)));
    } else if let Some(now) = &snapshots.now {
        series.push(Series::new(name(now), means(outcome)));
    }
    if let Some(target) = &snapshots.target {
        series.push(Series::new(name(target), means(&result::outcome(structure, &target.levels))).dashed());
    }
    let known = || outcome.pillars.iter().filter_map(|(pillar, mean)| Some((*pillar, (*mean)?)));
    let (low, high) = (known().min_by(|one, other| one.1.total_cmp(&other.1)), known().max_by(|one, other| one.1.total_cmp(&other.1)));
    let title = match low.zip(high) {
        Some((low, high)) if low.1 < high.1 => t_with("ui.diagnosis.radar", &[("low", &pillar_word(low.0)), ("high", &pillar_word(high.0))]),
        _ => ui::lang::t("ui.diagnosis.radar_even"),
    };
    let axes: Vec<String> = outcome.pillars.iter().map(|(pillar, _)| pillar_name(*pillar)).collect();
    let (period, source) = origin(snapshots.before.iter().chain(&snapshots.now).chain(&snapshots.target));
    view! { <Radar title=title unit=ui::text("ui.diagnosis.unit") period=period source=source axes=Signal::stored(axes) series=Signal::stored(series) max=5.0 format=ValueFormat::Number(2) test_id="report-radar" /> }
        .into_any()
}
