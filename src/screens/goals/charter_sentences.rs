//! The sentences of the charter and the goals that serve each of them (P01.1).

use flow::Context;
use leptos::prelude::*;
use model::{Id, Record};
use pillars::goals::rules::charter;
use pillars::goals::rules::gates::Status;
use pillars::goals::{charter as fields, goal};
use ui::lang::{t, t_with};
use ui::{Button, EmptyState, Icon, IconView};
use views::labels::{date_text, field_label};
use views::session;

use super::editors::{derive, named, record_link};

#[derive(Clone, PartialEq)]
struct Sentence {
    /// Field of the charter it stands in.
    source: &'static str,
    text: String,
    goals: Vec<(Id, String)>,
}

#[derive(Clone, PartialEq)]
struct Model {
    sentences: Vec<Sentence>,
    values: Vec<String>,
    /// Goals that cite no sentence, or one that is no longer there.
    loose: Vec<(Id, String)>,
    /// Adopted when, by whom, which version.
    edition: String,
}

fn source_of(charter: Option<&Record>, sentence: &str) -> &'static str {
    let Some(charter) = charter else { return fields::VISION.name() };
    let inside = |text: Option<String>| text.is_some_and(|text| text.contains(sentence));
    if inside(fields::VISION.get(charter)) {
        fields::VISION.name()
    } else if inside(fields::MISSION.get(charter)) {
        fields::MISSION.name()
    } else {
        fields::CONTRIBUTION.name()
    }
}

fn edition(context: &Context<'_>, charter: Option<&Record>) -> String {
    let Some(charter) = charter else { return String::new() };
    let parts = [
        fields::ADOPTED_ON.get(charter).map(|date| t_with("ui.goals.charter_sentences.adopted", &[("date", &date_text(date))])),
        fields::APPROVED_BY
            .get(charter)
            .and_then(|id| context.records.get(id))
            .map(|person| t_with("ui.goals.charter_sentences.approved", &[("person", &named(context, person).1)])),
        fields::VERSION.get(charter).map(|version| t_with("ui.goals.charter_sentences.version", &[("version", &version)])),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn model_of(context: &Context<'_>) -> Model {
    let charter = context.records.single("charter").map(|record| &**record);
    let goals: Vec<_> = context.records.of_kind("goal").filter(|goal| Status::of(goal) != Status::Dropped).collect();
    let texts = charter::sentences(context.records);
    // Cited as it was then: its closing point, if any, makes no difference.
    let cited = |goal: &Record| goal::SERVES.get(goal).and_then(|text| charter::split(&text).into_iter().next());
    let loose = goals.iter().filter(|goal| cited(goal).is_none_or(|text| !texts.contains(&text)));
    let loose = loose.map(|goal| named(context, goal)).collect();
    let sentences = texts.into_iter().map(|text| {
        let serving = goals.iter().filter(|goal| cited(goal).as_deref() == Some(text.as_str()));
        Sentence { source: source_of(charter, &text), goals: serving.map(|goal| named(context, goal)).collect(), text }
    });
    let values = charter.and_then(|record| fields::VALUES.get(record)).unwrap_or_default();
    Model { sentences: sentences.collect(), values, loose, edition: edition(context, charter) }
}

/// The charter as a numbered list of sentences, each with the goals that serve it.
#[component]
pub fn CharterSentences() -> impl IntoView {
    let session = session();
    let model = derive(model_of);
    ui::live(move || {
        let model = model.get();
        if model.sentences.is_empty() {
            let session = session.clone();
            let fill = Callback::new(move |()| views::leading::open_single_field(&session, "charter", fields::VISION.name(), "P01.1"));
            return view! {
                <EmptyState title=ui::text("ui.goals.charter_sentences.empty") about=ui::text("ui.goals.charter_sentences.empty_about") icon=Icon::Goal>
                    <Button label=ui::text("ui.goals.charter_sentences.fill") on_press=fill test_id="fill-charter" />
                </EmptyState>
            }
            .into_any();
        }
        let rows = model.sentences.into_iter().map(row).collect_view();
        let loose = (!model.loose.is_empty()).then(|| {
            let count = model.loose.len().to_string();
            view! {
                <div class="charter-loose">
                    <p>{t_with("ui.goals.charter_sentences.loose", &[("n", &count)])}</p>
                    {links(model.loose)}
                </div>
            }
        });
        view! {
            <div class="charter">
                <ol class="charter-list">{rows}</ol>
                {(!model.values.is_empty()).then(|| view! {
                    <p class="charter-values"><span class="charter-source">{field_label("charter", fields::VALUES.name())}</span>{model.values.join(&t("ui.format.list_separator"))}</p>
                })}
                {(!model.edition.is_empty()).then(|| view! { <p class="tool-source">{model.edition}</p> })}
                {loose}
            </div>
        }
        .into_any()
    })
}

fn row(sentence: Sentence) -> AnyView {
    let served = !sentence.goals.is_empty();
    let count = sentence.goals.len().to_string();
    view! {
        <li class="charter-item">
            <p class="charter-text"><span class="charter-source">{field_label("charter", sentence.source)}</span>{sentence.text}</p>
            {if served {
                view! { <div class="charter-goals"><span class="charter-count">{t_with("ui.goals.charter_sentences.served", &[("n", &count)])}</span>{links(sentence.goals)}</div> }.into_any()
            } else {
                view! { <p class="charter-unserved"><IconView icon=Icon::Circle size=14 />{t("ui.goals.charter_sentences.unserved")}</p> }.into_any()
            }}
        </li>
    }
    .into_any()
}

fn links(goals: Vec<(Id, String)>) -> AnyView {
    view! { <ul class="tool-links">{goals.into_iter().map(|(id, title)| view! { <li>{record_link("goal", id, title)}</li> }).collect_view()}</ul> }
        .into_any()
}
