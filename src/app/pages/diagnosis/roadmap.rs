//! Suggested initiatives: impact against effort, the order to take them in, and a task from each by one press.

use leptos::prelude::*;
use pillars::diagnosis::initiatives::{self, Suggestion};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Callout, Card, Icon, Matrix, MatrixItem, Tone, live};
use views::Place;

use super::desk::{Desk, level_text, pillar_name};
use super::results::Shown;
use super::results_charts::origin;

/// So many initiatives are drawn and listed at first: more are no plan.
const FIRST: usize = 10;

pub(super) fn roadmap(desk: &Desk, shown: Memo<Option<Shown>>) -> AnyView {
    let all = RwSignal::new(false);
    let planner = desk.clone();
    let plan = Memo::new(move |_| {
        shown.with(|shown| {
            let Some(shown) = shown else { return Vec::new() };
            initiatives::roadmap(&planner.content.structure, &shown.now.levels, shown.target.as_ref().map(|target| &target.levels))
        })
    });
    let named = desk.clone();
    let items = Signal::derive(move || {
        let first: Vec<Suggestion> = plan.with(|plan| plan.iter().take(FIRST).cloned().collect());
        let item = |one: Suggestion| MatrixItem {
            column: usize::from(one.effort.clamp(1, 5)) - 1,
            row: 5 - usize::from(one.impact.clamp(1, 5)),
            label: named.statement(&one.statement).map(|texts| texts.initiative.clone()).unwrap_or_default(),
            tone: Tone::Primary,
            href: named.step_href(&one.step),
        };
        first.into_iter().map(item).collect::<Vec<_>>()
    });
    let scale = |highest_first: bool| {
        Signal::derive(move || {
            let mut names = vec![t("ui.diagnosis.scale_low"), "2".to_owned(), "3".to_owned(), "4".to_owned(), t("ui.diagnosis.scale_high")];
            if highest_first {
                names.reverse();
            }
            names
        })
    };
    let lister = desk.clone();
    let list = move || {
        let plan = plan.get();
        let (count, limit) = (plan.len(), if all.get() { usize::MAX } else { FIRST });
        let places: std::collections::BTreeMap<String, usize> =
            plan.iter().enumerate().map(|(place, one)| (one.statement.clone(), place + 1)).collect();
        let rows = plan.iter().take(limit).enumerate().map(|(place, one)| row(&lister, one, place + 1, &places)).collect_view();
        let more = (count > limit).then(|| view! { <p class="no-print"><Button label=t_with("ui.diagnosis.all_initiatives", &[("n", &count.to_string())]) look=ButtonLook::Text on_press=Callback::new(move |()| all.set(true)) test_id="all-initiatives" /></p> });
        view! { <ol class="roadmap" data-testid="roadmap">{rows}</ol>{more} }
    };
    let place = Signal::derive(move || origin(shown, false));
    let (period, source) = (Signal::derive(move || place.with(|place| place.0.clone())), Signal::derive(move || place.with(|place| place.1.clone())));
    let unit = Signal::derive(|| t_with("ui.chart.marks", &[("low", "1"), ("high", "5")]));
    // The best of them: the one on the list's first line.
    let leader = desk.clone();
    let title = Signal::derive(move || {
        let first = plan.with(|plan| plan.first().map(|one| one.statement.clone()));
        let name = first.and_then(|id| leader.statement(&id).map(|texts| texts.initiative.clone())).unwrap_or_default();
        t_with("ui.diagnosis.matrix", &[("name", &name)])
    });
    let body = move || {
        if plan.with(Vec::is_empty) {
            return view! { <Callout tone=Tone::Success><p>{t("ui.diagnosis.no_initiatives")}</p></Callout> }.into_any();
        }
        let list = list.clone();
        view! {
            <Card><Matrix title=title unit=unit period=period source=source x_label=ui::text("ui.diagnosis.effort") y_label=ui::text("ui.diagnosis.impact") columns=scale(false) rows=scale(true) items=items test_id="initiative-matrix" /></Card>
            {live(list)}
        }
        .into_any()
    };
    let is_empty = Memo::new(move |_| plan.with(Vec::is_empty));
    view! {
        <section class="diagnosis-section">
            <h2>{ui::say_key("ui.diagnosis.roadmap")}</h2>
            <p class="muted">{ui::say_key("ui.diagnosis.roadmap_about")}</p>
            {live(move || {
                is_empty.track();
                untrack(&body)
            })}
        </section>
    }
    .into_any()
}

fn row(desk: &Desk, one: &Suggestion, place: usize, places: &std::collections::BTreeMap<String, usize>) -> AnyView {
    let Some(texts) = desk.statement(&one.statement).cloned() else { return ().into_any() };
    let (step, pillar) = (desk.step_href(&one.step), pillar_name(one.pillar));
    let (titled, step_id) = (desk.clone(), one.step.clone());
    let after: Vec<String> = one.after.iter().filter_map(|id| places.get(id)).map(ToString::to_string).collect();
    let values = [
        ("impact", one.impact.to_string()),
        ("effort", one.effort.to_string()),
        ("level", level_text(Some(one.level))),
        ("wanted", level_text(Some(one.wanted))),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let facts = t_with("ui.diagnosis.initiative_facts", &values);
    let waits = (!after.is_empty()).then(|| t_with("ui.diagnosis.after", &[("places", &after.join(&t("ui.format.list_separator")))]));
    let (maker, statement, title, how) = (desk.clone(), one.statement.clone(), texts.initiative.clone(), texts.how.clone());
    let (finder, wanted) = (desk.clone(), one.statement.clone());
    let task = move || initiatives::task_of(&finder.session.workspace.tracked("task"), &wanted);
    let shower = desk.session.clone();
    let about = t_with("ui.list.quoted", &[("title", &texts.initiative)]);
    let action = move || {
        match task() {
        Some(id) => view! { <a class="button button-text" href=shower.href(Place::Record("task".to_owned(), id)) data-testid="initiative-task">{t("ui.diagnosis.task_there")}</a> }.into_any(),
        None => {
            let (maker, statement, title, how) = (maker.clone(), statement.clone(), title.clone(), how.clone());
            let make = Callback::new(move |()| {
                let record = initiatives::task_for(maker.session.workspace.new_id(), &statement, &title, &how);
                let label = store::Label { code: "ui.history.initiative".to_owned(), title: title.clone() };
                maker.session.commit_with_way_back(store::Transaction::new(label).add(record), "ui.history.restore", t_with("ui.diagnosis.task_made", &[("title", &title)]));
            });
            view! { <Button label=ui::text("ui.diagnosis.make_task") about=about.clone() icon=Icon::Plus on_press=make test_id="make-task" /> }.into_any()
        }
    }
    };
    view! {
        <li class="roadmap-row">
            <span class="roadmap-place" aria-hidden="true">{place}</span>
            <div class="roadmap-text">
                <h3>{texts.initiative}</h3>
                <p>{texts.how}</p>
                <p class="muted">{pillar}" · "{facts}{waits.map(|waits| format!(" · {waits}"))}</p>
                <p><a href=step>{live(move || t_with("ui.diagnosis.to_step", &[("title", &titled.step_title(&step_id))]))}</a></p>
            </div>
            <div class="roadmap-action no-print">{live(action)}</div>
        </li>
    }
    .into_any()
}
