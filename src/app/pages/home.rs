//! Home: what to do next, the ten pillars, what needs attention (SC-03).

use flow::Status;
use leptos::prelude::*;
use model::{Fields, Severity};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Icon, IconButton, IconView, LinkButton, ProgressCount, StatusMark};
use ui::{Show, live, say};
use views::step_page::FindingList;
use views::{Place, session};

use crate::pages::actions::{is_open, overdue_days};
use views::preferences;

/// The home page.
#[component]
pub(crate) fn HomePage() -> impl IntoView {
    let session = session();
    let reader = session.clone();
    let next = Memo::new(move |_| {
        pillars::PILLARS.iter().filter(|pillar| pillar.ready).find_map(|pillar| {
            let state = reader.state(pillar.id)?;
            let content = reader.content(pillar.id)?;
            let step = state.next()?.id.clone();
            let position = content.structure.steps.iter().position(|other| other.id == step)? + 1;
            let texts = content.texts.steps.get(&step)?;
            Some((step, position, views::labels::pillar_label(pillar.id), texts.title.clone(), texts.why.clone()))
        })
    });
    let reader = session.clone();
    let counts = Memo::new(move |_| {
        pillars::PILLARS
            .iter()
            .filter_map(|pillar| reader.state(pillar.id))
            .fold((0, 0), |sum, state| (sum.0 + state.done(), sum.1 + state.applicable()))
    });
    let reader = session.clone();
    let fixes = Memo::new(move |_| {
        let started = |step: &flow::StepState| matches!(step.status, Status::InProgress | Status::Problem | Status::Done);
        let mut all: Vec<flow::Finding> = pillars::PILLARS
            .iter()
            .filter_map(|pillar| reader.state(pillar.id))
            .flat_map(|state| state.steps.iter().filter(|step| started(step)).flat_map(|step| step.fixes().cloned()).collect::<Vec<_>>())
            .filter(|finding| finding.severity == Severity::Fix)
            .collect();
        all.truncate(6);
        all
    });
    let reader = session.clone();
    let overdue = Memo::new(move |_| {
        let today = reader.today.get();
        reader.all("task").into_iter().filter(|task| is_open(task) && overdue_days(task, today) > 0).count()
    });
    let name = {
        let session = session.clone();
        move || {
            session
                .workspace
                .tracked("workspace")
                .single("workspace")
                .and_then(|record| pillars::workspace::workspace::NAME.get(&**record))
                .unwrap_or_default()
        }
    };
    let step_href = {
        let session = session.clone();
        move |step: &str| Place::step(step).map(|place| session.href(place)).unwrap_or_default()
    };
    let reader = session.clone();
    // By the figures of pillar 5, which come with its content.
    let alerts = Memo::new(move |_| {
        let count = |name: &str| match reader.evaluated(None, |evaluator| evaluator.rules.figure_named(name).and_then(|run| run(&evaluator.context)))
        {
            Some(flow::Parameter::Count(count)) => count,
            _ => 0,
        };
        count("performance.alerts_red") + count("performance.alerts_amber")
    });
    let alerts_href = StoredValue::new(session.href(Place::Alerts));
    let dashboard_href = session.href(Place::Dashboard);
    let actions_href = StoredValue::new(session.href(Place::Actions));
    view! {
        <header class="page-head">
            <div class="page-heading">
                <h1 tabindex="-1">{name}</h1>
                <p class="page-about">{say(move || t_with("ui.home.progress", &[("done", &counts.get().0.to_string()), ("total", &counts.get().1.to_string())]))}</p>
            </div>
            <div class="page-actions"><LinkButton label=ui::text("ui.nav.dashboard") href=dashboard_href icon=Icon::Chart test_id="to-dashboard" /></div>
        </header>
        {live(move || next.get().map(|(step, position, pillar, title, why)| {
            let href = step_href(&step);
            view! {
                <section class="hero" data-testid="next-step">
                    <div class="hero-text">
                        <p class="muted">{t_with("ui.home.next", &[("pillar", &pillar), ("n", &position.to_string())])}</p>
                        <h2 class="hero-title">{title.clone()}</h2>
                        <p class="hero-about">{why}</p>
                    </div>
                    <LinkButton label=t_with("ui.home.continue", &[("n", &position.to_string()), ("title", &title)]) href=href look=ButtonLook::Primary large=true test_id="continue" />
                </section>
            }
        }))}
        <StartList />
        <Show when=move || !fixes.with(Vec::is_empty) || { overdue.get() > 0 || alerts.get() > 0 }>
            <section class="attention" aria-labelledby="attention-title">
                <h2 id="attention-title">{ui::say_key("ui.home.attention")}</h2>
                <ul class="check-list">
                    <Show when=move || { overdue.get() > 0 }>
                        <li><a class="check-item is-fix" href=actions_href.get_value()><IconView icon=Icon::Calendar /><span><span class="check-word">{ui::say_key("ui.check.overdue")}</span>{say(move || t_with("ui.home.overdue", &[("n", &overdue.get().to_string())]))}</span></a></li>
                    </Show>
                    <Show when=move || { alerts.get() > 0 }>
                        <li><a class="check-item is-fix" href=alerts_href.get_value()><IconView icon=Icon::Bell /><span><span class="check-word">{ui::say_key("ui.nav.alerts")}</span>{say(move || t_with("ui.home.alerts", &[("n", &alerts.get().to_string())]))}</span></a></li>
                    </Show>
                    <FindingList findings=fixes.into() named=true />
                </ul>
            </section>
        </Show>
        <h2>{ui::say_key("ui.home.pillars")}</h2>
        <PillarTiles />
    }
}

/// The ten pillars in order; those of this version with their progress.
#[component]
fn PillarTiles() -> impl IntoView {
    let session = session();
    let ready = pillars::PILLARS
        .iter()
        .filter(|pillar| pillar.ready)
        .map(|pillar| {
            let (reader, teller) = (session.clone(), session.clone());
            let done = {
                let session = session.clone();
                Signal::derive(move || session.state(pillar.id).map_or(0, |state| state.done()))
            };
            let total = {
                let session = session.clone();
                Signal::derive(move || session.state(pillar.id).map_or(0, |state| state.applicable()))
            };
            let status = Signal::derive(move || {
                reader
                    .state(pillar.id)
                    .map_or("not_started", |state| {
                        if state.applicable() == 0 {
                            "not_applicable"
                        } else if state.done() == state.applicable() {
                            "done"
                        } else if state.started() > 0 {
                            "in_progress"
                        } else {
                            "not_started"
                        }
                    })
                    .to_owned()
            });
            let title = {
                let session = session.clone();
                move || session.content(pillar.id).map(|content| content.texts.pillar.title.clone())
            };
            let why = move || teller.content(pillar.id).map(|content| content.texts.pillar.yields.clone());
            view! {
                <li><a class="tile pillar-tile" href=session.href(Place::Pillar(pillar.number)) data-testid=format!("pillar-{}", pillar.number)>
                    <span class="pillar-number">{pillar.number}</span>
                    <span class="pillar-title">{title}</span>
                    <span class="pillar-about">{ui::live(why)}</span>
                    <StatusMark status=status />
                    <ProgressCount done=done total=total />
                </a></li>
            }
        })
        .collect_view();
    view! {
        <ol class="cards pillar-tiles">{ready}</ol>
    }
}

/// Five things to begin with; can be put away and found again in the help.
#[component]
fn StartList() -> impl IntoView {
    let session = session();
    let id = session.workspace.id();
    let key = format!("start-list-{id}");
    let hidden = RwSignal::new(preferences::read(&key).as_deref() == Some("off"));
    let reader = session.clone();
    let has = move |kind: &str, field: &str| reader.workspace.tracked(kind).of_kind(kind).any(|record| record.field(field).is_some());
    let has_goal = has.clone();
    let has_target = has.clone();
    let has_task = has.clone();
    let has_vision = has.clone();
    let document = {
        let session = session.clone();
        move || session.all("goal").iter().any(|goal| goal.field("status").and_then(|json| json.as_str()).is_some_and(|status| status != "draft"))
    };
    let done = Memo::new(move |_| {
        [
            has_vision("charter", "vision"),
            has("competitor", "name"),
            has_goal("goal", "statement"),
            has_target("goal", "target") && has_task("task", "title"),
            document(),
        ]
    });
    let places = [
        Place::Step(1, "1".to_owned()),
        Place::Step(1, "2".to_owned()),
        Place::Step(1, "3".to_owned()),
        Place::Step(1, "6".to_owned()),
        Place::Document(1, "goal_document".to_owned()),
    ];
    let hrefs: Vec<String> = places.into_iter().map(|place| session.href(place)).collect();
    let hide = Callback::new(move |()| {
        preferences::write(&key, "off");
        hidden.set(true);
    });
    let app = crate::state::state();
    let tour = Callback::new(move |()| crate::tour::begin(&app));
    let items = move || {
        hrefs
            .iter()
            .enumerate()
            .map(|(index, href)| {
                let words = format!("ui.start_list.{}", index + 1);
                let ready = move || done.with(|done| done[index]);
                view! {
                    <li class:done=ready>
                        <a href=href.clone()>
                            <span class="start-mark">{say(move || t(if ready() { "ui.status.done" } else { "ui.status.not_started" }))}</span>
                            <span>{say(move || t(&words))}</span>
                        </a>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || !hidden.get() && !done.with(|done| done.iter().all(|done| *done))>
            <section class="start-list" data-testid="start-list">
                <header><h2>{ui::say_key("ui.start_list.title")}</h2><span class="start-tour"><Button label=ui::text("ui.tour.start") look=ButtonLook::Text on_press=tour test_id="start-tour" /></span><IconButton label=ui::text("ui.start_list.hide") icon=Icon::Cross on_press=hide /></header>
                <ol>{items.clone()}</ol>
            </section>
        </Show>
    }
}
