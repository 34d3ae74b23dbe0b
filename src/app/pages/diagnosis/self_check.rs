//! The self-check: six complaints, and the pillars that answer those that are heard (S185).

use std::sync::Arc;

use leptos::prelude::*;
use model::{Json, Record};
use pillars::diagnosis::self_check::{DATED, NO, SELF_CHECK, YES};
use ui::lang::{t, t_with};
use ui::{ChoiceButtons, live};
use views::Place;
use views::document::{print, print_button};

use super::desk::{Desk, pillar_name};

fn answer_of(record: Option<&Record>, complaint: &str) -> &'static str {
    let Some(record) = record else { return "" };
    let has = |list: Option<Vec<String>>| list.unwrap_or_default().iter().any(|id| id == complaint);
    match (has(YES.get(record)), has(NO.get(record))) {
        (true, _) => "yes",
        (_, true) => "no",
        _ => "",
    }
}

/// Writes an answer; an empty one takes it back.
fn write(desk: &Desk, complaint: &str, answer: &str) {
    let records = desk.session.records();
    let known = records.single(SELF_CHECK.name).cloned();
    let list = |of: &str, before: Option<Vec<String>>| {
        let mut ids: Vec<String> = before.unwrap_or_default().into_iter().filter(|id| id != complaint).collect();
        if answer == of {
            ids.push(complaint.to_owned());
        }
        ids.sort_unstable();
        (!ids.is_empty()).then(|| Json::from(ids))
    };
    let before = |handle: model::Handle<model::Tags>| known.as_deref().and_then(|record| handle.get(record));
    let fields = [(YES.name(), list("yes", before(YES))), (NO.name(), list("no", before(NO))), (DATED.name(), Some(desk.today()))];
    desk.commit("ui.history.self_check", t("kind.self_check"), |step| match &known {
        Some(record) => fields.iter().fold(step, |step, (name, value)| step.set(record.id, name, value.clone())),
        None => {
            let filled: Vec<(&str, Json)> = fields.iter().filter_map(|(name, value)| Some((*name, value.clone()?))).collect();
            step.add(desk.fresh(SELF_CHECK.name, &filled))
        }
    });
}

pub(super) fn self_check(desk: Desk) -> AnyView {
    let reader = desk.session.clone();
    let record: Memo<Option<Arc<Record>>> = Memo::new(move |_| reader.workspace.tracked(SELF_CHECK.name).single(SELF_CHECK.name).cloned());
    let (structure, counted) = (desk.content.clone(), desk.content.clone());
    let items = structure.structure.complaints.iter().map(|complaint| {
        let id = complaint.id.clone();
        let texts = desk.content.texts.complaints.get(&id).cloned();
        let (text, advice) = texts.map(|texts| (texts.text, texts.answer)).unwrap_or_default();
        let asked = id.clone();
        let value = Signal::derive(move || record.with(|record| answer_of(record.as_deref(), &asked).to_owned()));
        let options = Signal::derive(|| vec![("yes".to_owned(), t("ui.diagnosis.heard")), ("no".to_owned(), t("ui.diagnosis.not_heard"))]);
        let (writer, written) = (desk.clone(), id.clone());
        let change = Callback::new(move |answer: String| write(&writer, &written, &answer));
        let pillars = complaint.pillars.clone();
        let session = desk.session.clone();
        let pointer = move || {
            (value.get() == "yes").then(|| {
                let links = pillars.iter().map(|number| view! { <li><a href=session.href(Place::Pillar(*number))>{pillar_name(*number)}</a></li> }).collect_view();
                view! { <div class="complaint-answer" data-testid="complaint-answer"><p>{advice.clone()}</p><ul class="link-row">{links}</ul></div> }
            })
        };
        view! {
            <li class="complaint">
                <ChoiceButtons label=Signal::stored(text) value=value options=options on_change=change allow_empty=true id=format!("complaint-{id}") />
                {live(pointer)}
            </li>
        }
    }).collect_view();
    let total = counted.structure.complaints.len().to_string();
    let heard = move || {
        let count = record.with(|record| record.as_deref().and_then(|record| YES.get(record)).unwrap_or_default().len());
        (count > 0).then(|| view! { <p role="status">{t_with("ui.diagnosis.heard_count", &[("n", &count.to_string()), ("of", &total)])}</p> })
    };
    view! {
        <section class="diagnosis-section" aria-labelledby="complaints-title" data-testid="self-check">
            <h2 id="complaints-title">{ui::say_key("ui.diagnosis.complaints")}</h2>
            <p class="muted">{ui::say_key("ui.diagnosis.complaints_about")}</p>
            <ol class="complaints">{items}</ol>
            {live(heard)}
            {print_button(Callback::new(|()| print()))}
        </section>
    }
    .into_any()
}
