//! The sentences of the charter and the goals that serve each of them (P01.1).

use flow::Context;
use leptos::prelude::*;
use model::{Id, Json, Record};
use pillars::goals::charter as fields;
use pillars::goals::rules::charter;
use pillars::goals::rules::gates::Status;
use store::Transaction;
use ui::lang::{t, t_with};
use ui::{Button, EmptyState, Icon, IconView, Menu, MenuItem};
use views::labels::{date_text, field_label};
use views::session::{Session, session};

use super::editors::{derive, named, record_link};

#[derive(Clone, PartialEq)]
struct Sentence {
    /// Field of the charter it stands in.
    source: &'static str,
    text: String,
    goals: Vec<(Id, String)>,
}

#[derive(Clone, PartialEq)]
struct Gone {
    text: String,
    /// What cites it: kind, id, title.
    by: Vec<(String, Id, String)>,
    /// The sentence most like it, and the others.
    closest: String,
    others: Vec<String>,
}

#[derive(Clone, PartialEq)]
struct Model {
    sentences: Vec<Sentence>,
    values: Vec<String>,
    /// Goals that cite no sentence.
    loose: Vec<(Id, String)>,
    /// Sentences that are cited and no longer there.
    gone: Vec<Gone>,
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
    let cited = |goal: &Record| charter::cited(goal);
    let loose = goals.iter().filter(|goal| cited(goal).is_none()).map(|goal| named(context, goal)).collect();
    let gone = gone_of(context, &texts);
    let sentences = texts.into_iter().map(|text| {
        let serving = goals.iter().filter(|goal| cited(goal).as_deref() == Some(text.as_str()));
        Sentence { source: source_of(charter, &text), goals: serving.map(|goal| named(context, goal)).collect(), text }
    });
    let values = charter.and_then(|record| fields::VALUES.get(record)).unwrap_or_default();
    Model { sentences: sentences.collect(), values, loose, gone, edition: edition(context, charter) }
}

/// What is cited and stands in the charter no longer.
fn gone_of(context: &Context<'_>, texts: &[String]) -> Vec<Gone> {
    let mut all: Vec<Gone> = Vec::new();
    for record in charter::citing(context.records).filter(|record| Status::of(record) != Status::Dropped) {
        let Some(text) = charter::cited(&**record).filter(|text| !texts.contains(text)) else { continue };
        let (id, title) = named(context, record);
        let by = (record.kind.to_string(), id, title);
        if let Some(known) = all.iter_mut().find(|known| known.text == text) {
            known.by.push(by);
        } else if let Some(closest) = charter::closest(&text, texts) {
            let others = texts.iter().filter(|other| *other != closest).cloned().collect();
            all.push(Gone { closest: closest.clone(), others, text, by: vec![by] });
        }
    }
    all
}

/// A sentence that is gone, with what cites it, and one press to cite another one.
fn gone_view(session: &Session, gone: Gone) -> AnyView {
    let links = gone.by.iter().map(|(kind, id, title)| view! { <li>{record_link(kind, *id, title.clone())}</li> }).collect_view();
    let (citing, ids) = (session.clone(), gone.by.iter().map(|(_, id, _)| *id).collect::<Vec<_>>());
    let cite = Callback::new(move |sentence: String| {
        let begin = Transaction::new(citing.label("ui.history.edit", ids.first().copied()));
        let all = ids.iter().fold(begin, |all, id| all.set(*id, charter::CITED_IN, Some(Json::from(sentence.as_str()))));
        let told = t_with("ui.goals.charter_sentences.cited", &[("n", &ids.len().to_string()), ("sentence", &sentence)]);
        citing.commit_with_way_back(all, "ui.history.edit", told);
    });
    let closest = gone.closest.clone();
    let others: Vec<MenuItem> = gone
        .others
        .into_iter()
        .map(|other| {
            let sentence = other.clone();
            MenuItem::new(other, Callback::new(move |()| cite.run(sentence.clone())))
        })
        .collect();
    let more = (!others.is_empty()).then(|| view! { <Menu label=ui::text("ui.goals.charter_sentences.cite_other") items=Signal::stored(others) /> });
    view! {
        <div class="charter-loose" data-testid="charter-gone">
            <p>{t_with("ui.goals.charter_sentences.gone", &[("sentence", &gone.text)])}</p>
            <ul class="tool-links">{links}</ul>
            <div class="view-empty">
                <Button label=t_with("ui.goals.charter_sentences.cite", &[("sentence", &gone.closest)]) on_press=Callback::new(move |()| cite.run(closest.clone())) test_id="cite-closest" />
                {more}
            </div>
        </div>
    }
    .into_any()
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
        let gone = model.gone.into_iter().map(|gone| gone_view(&session, gone)).collect_view();
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
                {gone}
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
