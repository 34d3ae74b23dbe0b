//! Pictures of an assessment: radar with sorted bars, what moved, heat map of pillars and dimensions.

use leptos::prelude::*;
use model::Date;
use pillars::diagnosis::assessment_score::ASSESSMENT_SCORE;
use pillars::diagnosis::result::{self, Outcome};
use pillars::diagnosis::scoring::Levels;
use ui::lang::{t, t_with};
use ui::{Card, HeatMap, HeatRow, Radar, Series, ValueFormat, live};

use super::desk::{Desk, gain_text, mean_text, period_text, pillar_name, pillar_word, source_text};
use super::results::{Round, Shown};

/// Means of the pillars of these levels, 1 first.
fn means(outcome: &Outcome) -> Vec<Option<f64>> {
    outcome.pillars.iter().map(|(_, mean)| *mean).collect()
}

/// Period and source of a picture: of the snapshot shown, or with `compared` of the one before and the target as well.
pub(super) fn origin(shown: Memo<Option<Shown>>, compared: bool) -> (String, String) {
    let Some(shown) = shown.get() else { return Default::default() };
    let others = shown.before.iter().chain(&shown.target).filter(|_| compared);
    let rounds: Vec<&Round> = others.chain([&shown.now]).collect();
    let days: Vec<Option<Date>> = rounds.iter().map(|round| round.dated).collect();
    let names: Vec<&str> = rounds.iter().map(|round| round.name.as_str()).collect();
    (period_text(&days), source_text(&names, ASSESSMENT_SCORE.name, rounds.iter().map(|round| round.answers).sum()))
}

pub(super) fn charts(desk: &Desk, shown: Memo<Option<Shown>>) -> AnyView {
    let (axes, rows, columns, mover) = (desk.clone(), desk.clone(), desk.clone(), desk.clone());
    let drawn = desk.clone();
    let outcome = Memo::new(move |_| {
        shown.with(|shown| shown.as_ref().map(|shown| result::outcome(&drawn.content.structure, &shown.now.levels)).unwrap_or_default())
    });
    let names = Signal::derive(move || outcome.with(|outcome| outcome.pillars.iter().map(|(number, _)| pillar_name(*number)).collect::<Vec<_>>()));
    let series = Signal::derive(move || {
        let Some(shown) = shown.get() else { return Vec::new() };
        let structure = &axes.content.structure;
        let of = |levels: &Levels| means(&result::outcome(structure, levels));
        // Before and after are compared on the statements they have in common.
        let mut all = Vec::new();
        match &shown.before {
            Some(before) => {
                all.push(Series::new(before.name.clone(), of(&result::shared(&before.levels, &[&shown.now.levels]))));
                all.push(Series::new(shown.now.name.clone(), of(&result::shared(&shown.now.levels, &[&before.levels]))));
            }
            None => all.push(Series::new(shown.now.name.clone(), of(&shown.now.levels))),
        }
        all.extend(shown.target.as_ref().map(|target| Series::new(target.name.clone(), of(&target.levels)).dashed()));
        all
    });
    let radar_title = Signal::derive(move || {
        outcome.with(|outcome| {
            let known = || outcome.pillars.iter().filter_map(|(number, mean)| Some((*number, (*mean)?)));
            let lowest = known().min_by(|one, other| one.1.total_cmp(&other.1));
            let highest = known().max_by(|one, other| one.1.total_cmp(&other.1));
            match lowest.zip(highest) {
                Some((low, high)) if low.1 < high.1 => t_with("ui.diagnosis.radar", &[("low", &pillar_word(low.0)), ("high", &pillar_word(high.0))]),
                _ => t("ui.diagnosis.radar_even"),
            }
        })
    });
    let heat_rows = Signal::derive(move || {
        let _ = &rows;
        outcome.with(|outcome| {
            outcome.cells.iter().map(|(number, values)| HeatRow { label: pillar_name(*number), values: values.clone() }).collect::<Vec<_>>()
        })
    });
    let heat_columns = Signal::derive(move || {
        let texts = &columns.content.texts.dimensions;
        columns.content.structure.dimensions.iter().map(|name| texts.get(name).cloned().unwrap_or_default()).collect::<Vec<_>>()
    });
    let dimension_names = desk.clone();
    let heat_title = Signal::derive(move || {
        outcome.with(|outcome| {
            let known = outcome.dimensions.iter().filter_map(|(name, mean)| Some((name, (*mean)?)));
            let lowest = known.min_by(|one, other| one.1.total_cmp(&other.1)).map(|(name, _)| name.clone()).unwrap_or_default();
            let word = dimension_names.content.texts.dimensions.get(&lowest).cloned().unwrap_or_default();
            t_with("ui.diagnosis.heat", &[("dimension", &word)])
        })
    });
    let (all, now) = (Signal::derive(move || origin(shown, true)), Signal::derive(move || origin(shown, false)));
    let (period, source) = (Signal::derive(move || all.with(|all| all.0.clone())), Signal::derive(move || all.with(|all| all.1.clone())));
    let (heat_period, heat_source) = (Signal::derive(move || now.with(|now| now.0.clone())), Signal::derive(move || now.with(|now| now.1.clone())));
    view! {
        <Card><Radar title=radar_title unit=ui::text("ui.diagnosis.unit") period=period source=source axes=names series=series max=5.0 format=ValueFormat::Number(2) test_id="maturity-radar" /></Card>
        {live(move || moved(&mover, shown))}
        <Card><HeatMap title=heat_title unit=ui::text("ui.diagnosis.unit") period=heat_period source=heat_source columns=heat_columns rows=heat_rows min=0.0 max=5.0 format=ValueFormat::Number(1) test_id="maturity-heat" /></Card>
    }
    .into_any()
}

/// The table of before and after, the greatest gain first.
fn moved(desk: &Desk, shown: Memo<Option<Shown>>) -> AnyView {
    let Some(Shown { now, before: Some(before), .. }) = shown.get() else { return ().into_any() };
    let rows = result::changes(&desk.content.structure, &before.levels, &now.levels)
        .into_iter()
        .map(|change| {
            let gain = change.gain();
            view! {
                <tr>
                    <th scope="row">{pillar_name(change.pillar)}</th>
                    <td class="is-number" data-label=before.name.clone()>{mean_text(change.before)}</td>
                    <td class="is-number" data-label=now.name.clone()>{mean_text(change.after)}</td>
                    <td class="is-number" class:late=gain.is_some_and(|gain| gain < 0.0) data-label=ui::text("ui.diagnosis.gain")>{gain_text(gain)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="diagnosis-section">
            <h2>{ui::say_key("ui.diagnosis.moved")}</h2>
            <div class="grid-scroll" tabindex="0" role="region" aria-label=ui::text("ui.diagnosis.moved")>
                <table class="table" data-testid="before-after">
                    <caption class="visually-hidden">{ui::say_key("ui.diagnosis.moved")}</caption>
                    <thead><tr><th scope="col">{ui::say_key("ui.nav.pillars")}</th><th scope="col" class="is-number">{before.name.clone()}</th><th scope="col" class="is-number">{now.name.clone()}</th><th scope="col" class="is-number">{ui::say_key("ui.diagnosis.gain")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
