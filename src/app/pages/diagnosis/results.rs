//! What an assessment comes to: headline, pictures, weak and strong points, what to talk about, what to do (SC-26).

use std::sync::Arc;

use leptos::prelude::*;
use model::{Date, Id, Order as _, Record};
use pillars::diagnosis::assessment::{ASSESSMENT, DATED, FORM, LOCKED_ON, NAME, NOTE, STAGE};
use pillars::diagnosis::scoring::{self, Answers, Levels};
use pillars::diagnosis::{assessment_score, result};
use ui::lang::{t, t_with};
use ui::{Badge, Button, ButtonLook, Callout, ConfirmDialog, Disclosure, EmptyState, Icon, SelectInput, Show, TextInput, Tone, live};
use views::Place;
use views::document::{print, print_button};
use views::labels::{choice_label, date_text};

use super::super::exceptional::NotFoundHere;
use super::desk::{Desk, level_text, mean_text, pillar_name};
use super::results_charts::charts;
use super::roadmap::roadmap;

/// A snapshot with its levels.
#[derive(Clone, PartialEq)]
pub(super) struct Round {
    pub(super) name: String,
    pub(super) levels: Levels,
    /// The day it is of.
    pub(super) dated: Option<Date>,
    /// How many answers its levels are made of.
    pub(super) answers: usize,
}

/// What the page shows.
#[derive(Clone, PartialEq)]
pub(super) struct Shown {
    pub(super) now: Round,
    pub(super) before: Option<Round>,
    pub(super) target: Option<Round>,
}

fn round(desk: &Desk, record: &Record) -> Round {
    let scores = desk.session.workspace.tracked(assessment_score::ASSESSMENT_SCORE.name);
    let answers = scoring::answers(&scores, record.id);
    Round {
        name: NAME.get(record).unwrap_or_default(),
        levels: scoring::medians(&answers),
        dated: DATED.get(record),
        answers: answers.values().map(|by| by.len()).sum(),
    }
}

fn is_target(record: &Record) -> bool {
    STAGE.get(record).as_deref() == Some("target")
}

/// Snapshots that this one can be compared with, the latest first; tracked.
fn others(desk: &Desk, id: Id) -> Vec<Arc<Record>> {
    let mut all = desk.session.all(ASSESSMENT.name);
    all.retain(|record| record.id != id && !is_target(record));
    all.order_by_key(|record| std::cmp::Reverse((DATED.get(&**record), record.id)));
    all
}

pub(super) fn results(desk: Desk, id: Id) -> AnyView {
    if untrack(|| desk.record(ASSESSMENT.name, id)).is_none() {
        return view! { <NotFoundHere /> }.into_any();
    }
    // Compared with the latest snapshot before this one, until another is chosen.
    let compared = RwSignal::new(None::<String>);
    let (chooser, reader) = (desk.clone(), desk.clone());
    let chosen = Memo::new(move |_| {
        let dated = |record: &Record| (DATED.get(record), record.id);
        let this = chooser.record(ASSESSMENT.name, id).map(|record| dated(&record));
        compared.get().unwrap_or_else(|| {
            let earlier = others(&chooser, id).into_iter().find(|record| Some(dated(record)) < this);
            earlier.map(|record| record.id.to_string()).unwrap_or_default()
        })
    });
    let shown = Memo::new(move |_| {
        let record = reader.record(ASSESSMENT.name, id)?;
        let before = chosen.get().parse().ok().and_then(|other| reader.record(ASSESSMENT.name, other)).map(|other| round(&reader, &other));
        let mut targets = reader.session.all(ASSESSMENT.name);
        targets.retain(|other| is_target(other) && other.id != id);
        targets.order_by_key(|other| (DATED.get(&**other), other.id));
        let target = targets.last().map(|other| round(&reader, other)).filter(|round| !round.levels.is_empty());
        Some(Shown { now: round(&reader, &record), before, target })
    });
    let has_levels = move || shown.with(|shown| shown.as_ref().is_some_and(|shown| !shown.now.levels.is_empty()));
    let options = {
        let desk = desk.clone();
        Signal::derive(move || {
            others(&desk, id).iter().map(|record| (record.id.to_string(), NAME.get(&**record).unwrap_or_default())).collect::<Vec<_>>()
        })
    };
    let score = desk.href(&format!("score/{id}"));
    let empty_link = score.clone();
    let empty = move || {
        let href = empty_link.clone();
        view! { <EmptyState title=ui::text("ui.diagnosis.no_levels") about=ui::text("ui.diagnosis.no_levels_about") icon=Icon::Chart><a class="button button-primary" href=href>{t("ui.diagnosis.score")}</a></EmptyState> }
    };
    let body = desk.clone();
    let choose = Signal::derive(move || chosen.get());
    view! {
        {head(&desk, id, score)}
        <Show when=move || options.with(|options| !options.is_empty())>
            <div class="diagnosis-compare no-print"><SelectInput label=ui::text("ui.diagnosis.compare") value=choose options=options on_change=Callback::new(move |code| compared.set(Some(code))) allow_empty=true id="compare" /></div>
        </Show>
        <Show when=has_levels fallback=empty>
            {headline(&body, shown)}
            {charts(&body, shown)}
            {extremes(&body, shown)}
            {roadmap(&body, shown)}
            {discussion(&body, id)}
            {note(&body, id)}
            {print_button(Callback::new(|()| print()))}
        </Show>
    }
    .into_any()
}

/// The note, the one thing that can still be written when all else is locked.
fn note(desk: &Desk, id: Id) -> AnyView {
    let (reader, session) = (desk.clone(), desk.session.clone());
    let note = Signal::derive(move || reader.record(ASSESSMENT.name, id).and_then(|record| NOTE.get(&*record)).unwrap_or_default());
    let annotate = Callback::new(move |text: String| {
        session.set_field(ASSESSMENT.name, id, NOTE.name(), (!text.trim().is_empty()).then(|| model::Json::from(text)));
    });
    view! { <div class="diagnosis-note"><TextInput label=ui::text("field.assessment.note") value=note on_input=annotate multiline=true id="assessment-note" /></div> }.into_any()
}

/// Name, state, and the lock.
fn head(desk: &Desk, id: Id, score: String) -> AnyView {
    let reader = desk.clone();
    let record = Memo::new(move |_| reader.record(ASSESSMENT.name, id));
    let locked = move || record.with(|record| record.as_ref().and_then(|record| LOCKED_ON.get(&**record)));
    let asking = RwSignal::new(false);
    let locker = desk.clone();
    let lock = Callback::new(move |()| {
        let name = untrack(|| record.get()).and_then(|record| NAME.get(&*record)).unwrap_or_default();
        locker.commit("ui.history.lock", name, |step| step.set(id, LOCKED_ON.name(), Some(locker.today())));
        asking.set(false);
    });
    let remover = desk.clone();
    let remove = Callback::new(move |()| {
        let records = remover.session.records();
        let scores = records.of_kind(assessment_score::ASSESSMENT_SCORE.name).filter(|score| assessment_score::ASSESSMENT.get(&***score) == Some(id));
        let all: Vec<Id> = std::iter::once(id).chain(scores.map(|score| score.id)).collect();
        remover.session.remove(&all);
        remover.show("");
    });
    let actions = move || match locked() {
        Some(date) => view! { <Badge label=t_with("ui.diagnosis.locked", &[("date", &date_text(date))]) tone=Tone::Info /> }.into_any(),
        None => {
            let score = score.clone();
            view! {
                <a class="button" href=score>{t("ui.diagnosis.score")}</a>
                <Button label=ui::text("ui.diagnosis.lock") icon=Icon::Lock on_press=Callback::new(move |()| asking.set(true)) test_id="lock-assessment" />
                <Button label=ui::text("ui.record.remove_this") icon=Icon::Trash look=ButtonLook::Danger on_press=remove test_id="remove-assessment" />
            }
            .into_any()
        }
    };
    view! {
        <div class="diagnosis-head">
            <h2>{live(move || record.with(|record| record.as_ref().and_then(|record| NAME.get(&**record)).unwrap_or_default()))}</h2>
            <div class="page-actions no-print">{live(actions)}</div>
        </div>
        <ConfirmDialog open=asking title=ui::text("ui.diagnosis.lock_title") message=ui::text("ui.diagnosis.lock_about") confirm=ui::text("ui.diagnosis.lock") on_confirm=lock test_id="lock-dialog" />
    }
    .into_any()
}

fn headline(desk: &Desk, shown: Memo<Option<Shown>>) -> AnyView {
    let desk = desk.clone();
    live(move || {
        let Some(shown) = shown.get() else { return ().into_any() };
        let structure = &desk.content.structure;
        let outcome = result::outcome(structure, &shown.now.levels);
        let band = outcome.band(structure).and_then(|band| desk.content.texts.bands.get(&band.id)).cloned();
        let Some(band) = band else { return ().into_any() };
        let sentence = ui::lang::fill(&band.headline, &[("company", &desk.company())], false);
        let before = shown.before.as_ref().and_then(|before| {
            let common = result::outcome(structure, &result::shared(&before.levels, &[&shown.now.levels])).overall?;
            Some(t_with("ui.diagnosis.before", &[("name", &before.name), ("mean", &mean_text(Some(common)))]))
        });
        let count = shown.now.levels.len().to_string();
        view! {
            <section class="diagnosis-headline" data-testid="headline">
                <p class="diagnosis-band"><strong>{mean_text(outcome.overall)}</strong><span>" / 5"</span><Badge label=band.title tone=Tone::Primary /></p>
                <p class="diagnosis-sentence">{sentence}</p>
                <p class="muted">{t_with("ui.diagnosis.counted", &[("n", &count)])}" "{before}</p>
            </section>
        }
        .into_any()
    })
}

fn extremes(desk: &Desk, shown: Memo<Option<Shown>>) -> AnyView {
    let desk = desk.clone();
    live(move || {
        let Some(shown) = shown.get() else { return ().into_any() };
        let (weak, strong) = result::extremes(&desk.content.structure, &shown.now.levels);
        let list = |statements: Vec<&pillars::diagnosis::content::Statement>, title: &'static str, test_id: &'static str| {
            let items = statements.into_iter().filter_map(|item| {
                let texts = desk.statement(&item.id)?.clone();
                let level = shown.now.levels.get(&item.id).copied()?;
                let seen = texts.levels.get(level.floor() as usize).cloned().unwrap_or_default();
                let (step, number) = (desk.step_href(&item.step), item.pillar);
                Some(view! {
                    <li><p><strong class="level-mark">{level_text(Some(level))}</strong>" "<a href=step>{texts.statement}</a></p><p class="muted">{pillar_name(number)}" · "{seen}</p></li>
                })
            }).collect_view();
            view! { <section class="diagnosis-points"><h3>{ui::say_key(title)}</h3><ol data-testid=test_id>{items}</ol></section> }
        };
        view! { <div class="diagnosis-pair">{list(weak, "ui.diagnosis.weak", "weakest")}{list(strong, "ui.diagnosis.strong", "strongest")}</div> }
            .into_any()
    })
}

/// What raters said on these statements, with their evidence, and a number of each.
fn answer_table(desk: &Desk, answers: &Answers, statements: Vec<(String, String)>, last: &'static str, test_id: &'static str) -> AnyView {
    let raters = scoring::raters(answers);
    let cell = |statement: &str, rater: &String| {
        let given = answers.get(statement).and_then(|by| by.get(rater)).map(|given| given.record.clone());
        let word =
            given.as_deref().and_then(|record| assessment_score::ANSWER.get(record)).map(|code| choice_label("assessment_score", "answer", &code));
        let evidence = given.as_deref().map(|record| evidence_view(desk, record));
        view! { <td data-label=rater.clone()>{word.unwrap_or_else(|| ui::format::missing().to_owned())}{evidence}</td> }
    };
    let rows = statements
        .iter()
        .map(|(statement, number)| {
            let title = desk.statement(statement).map(|texts| texts.statement.clone()).unwrap_or_default();
            let cells = raters.iter().map(|rater| cell(statement, rater)).collect_view();
            view! { <tr><th scope="row">{title}</th>{cells}<td class="is-number" data-label=t(last)>{number.clone()}</td></tr> }
        })
        .collect_view();
    let heads = raters.iter().map(|rater| view! { <th scope="col">{rater.clone()}</th> }).collect_view();
    let caption = if test_id == "discussion" { "ui.diagnosis.discussion" } else { "ui.diagnosis.answers" };
    view! {
        <div class="grid-scroll" tabindex="0" role="region" aria-label=t(caption)>
            <table class="table table-cards" data-testid=test_id>
                <caption class="visually-hidden">{t(caption)}</caption>
                <thead><tr><th scope="col">{ui::say_key("ui.diagnosis.statement")}</th>{heads}<th scope="col" class="is-number">{t(last)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Note, web address, record and day of an answer, as far as they are there.
fn evidence_view(desk: &Desk, score: &Record) -> AnyView {
    let (note, link, record) = (assessment_score::NOTE.get(score), assessment_score::LINK.get(score), assessment_score::RECORD.get(score));
    if note.is_none() && link.is_none() && record.is_none() {
        return ().into_any();
    }
    let web = link.map(|address| match address.starts_with("http://") || address.starts_with("https://") {
        true => {
            let href = address.clone();
            view! { <a href=href rel="noopener noreferrer" target="_blank">{address}</a> }.into_any()
        }
        false => view! { <span>{address}</span> }.into_any(),
    });
    let records = desk.session.records();
    let shown = record.and_then(|id| records.get(id)).map(|record| {
        let href = desk.session.href(Place::Record(record.kind.to_string(), record.id));
        view! { <a href=href>{desk.session.title_of(record.id)}</a> }
    });
    let day = assessment_score::SCORED_ON.get(score).map(date_text);
    view! { <span class="answer-evidence">{note.map(|note| view! { <span>{note}</span> })}{web}{shown}<span>{day}</span></span> }.into_any()
}

/// The statements that raters see so differently that they should talk, and all answers behind a press.
fn discussion(desk: &Desk, id: Id) -> AnyView {
    let desk = desk.clone();
    live(move || {
        let Some(record) = desk.record(ASSESSMENT.name, id) else { return ().into_any() };
        let scores = desk.session.workspace.tracked(assessment_score::ASSESSMENT_SCORE.name);
        let answers = scoring::answers(&scores, id);
        let asked = desk.content.structure.asked(FORM.get(&*record).as_deref() == Some("short"));
        let found: Vec<(String, String)> =
            scoring::discussion(&answers, &asked).into_iter().map(|(statement, spread)| (statement, spread.to_string())).collect();
        let unclear = scoring::unclear(&answers);
        let doubts = (unclear > 0).then(|| view! { <p>{t_with("ui.diagnosis.unclear", &[("n", &unclear.to_string())])}</p> });
        let body = if scoring::raters(&answers).len() < 2 {
            view! { <p class="muted">{t("ui.diagnosis.one_rater")}</p> }.into_any()
        } else if found.is_empty() {
            view! { <Callout tone=Tone::Success><p>{t("ui.diagnosis.agreed")}</p></Callout> }.into_any()
        } else {
            answer_table(&desk, &answers, found, "ui.diagnosis.spread", "discussion")
        };
        let medians = scoring::medians(&answers);
        let all: Vec<(String, String)> = asked
            .iter()
            .filter(|item| answers.contains_key(&item.id))
            .map(|item| (item.id.clone(), level_text(medians.get(&item.id).copied())))
            .collect();
        let all = answer_table(&desk, &answers, all, "ui.diagnosis.median", "all-answers");
        view! {
            <section class="diagnosis-section">
                <h2>{ui::say_key("ui.diagnosis.discussion")}</h2>
                <p class="muted">{ui::say_key("ui.diagnosis.discussion_about")}</p>
                {body}{doubts}
                <Disclosure title=ui::text("ui.diagnosis.answers")>{all}</Disclosure>
            </section>
        }
        .into_any()
    })
}
