//! What every part of the diagnosis works with: the session, the content in the current language, and common words.

use std::cell::RefCell;
use std::sync::Arc;

use flow::{Context, Evaluator, PillarContent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Date, Id, Json, Record};
use pillars::diagnosis::content::{Content, StatementTexts};
use pillars::diagnosis::facts;
use pillars::workspace::workspace as settings;
use store::{Label, Transaction};
use ui::lang::{language, t, t_with};
use views::labels::{date_text, kind_many};
use views::{Place, Session};

use crate::fetch::fetch_text;

thread_local! {
    /// The content read last and its language, so that going from part to part does not fetch it again.
    static READ: RefCell<Option<(&'static str, Arc<Content>)>> = const { RefCell::new(None) };
}

/// The content on its way.
#[derive(Clone, Copy)]
pub(in crate::pages) struct Loaded {
    /// The content in the current language, once it is there.
    pub(in crate::pages) content: RwSignal<Option<Arc<Content>>>,
    /// It did not arrive.
    pub(in crate::pages) failed: RwSignal<bool>,
    /// Raised for another try.
    pub(in crate::pages) again: RwSignal<u32>,
}

/// Fetches the content in the current language, again when that changes.
pub(in crate::pages) fn content() -> Loaded {
    let loaded = Loaded { content: RwSignal::new(None), failed: RwSignal::new(false), again: RwSignal::new(0) };
    let chosen = Memo::new(|_| language().html_lang());
    Effect::new(move |_| {
        loaded.again.track();
        let code = chosen.get();
        let known = READ.with_borrow(|read| read.as_ref().filter(|(known, _)| *known == code).map(|(_, content)| content.clone()));
        if known.is_some() {
            loaded.content.set(known);
            return;
        }
        loaded.failed.set(false);
        spawn_local(async move {
            let (structure, texts) =
                (fetch_text("content/diagnosis/structure.json").await, fetch_text(&format!("content/diagnosis/{code}.json")).await);
            let read = match (structure, texts) {
                (Ok(structure), Ok(texts)) => Content::read(&structure, &texts).map_err(|error| error.to_string()),
                (Err(error), _) | (_, Err(error)) => Err(error),
            };
            match read {
                Ok(content) => {
                    let content = Arc::new(content);
                    READ.with_borrow_mut(|kept| *kept = Some((code, content.clone())));
                    if chosen.try_get_untracked() == Some(code) {
                        loaded.content.try_set(Some(content));
                    }
                }
                Err(error) => {
                    leptos::logging::error!("diagnosis: {error}");
                    loaded.failed.try_set(true);
                }
            }
        });
    });
    loaded
}

/// Session and content.
#[derive(Clone)]
pub(in crate::pages) struct Desk {
    pub(in crate::pages) session: Session,
    pub(in crate::pages) content: Arc<Content>,
}

impl Desk {
    /// Address of a part, for example `rating`.
    pub(in crate::pages) fn href(&self, part: &str) -> String {
        self.session.href(Place::Diagnosis(part.to_owned()))
    }

    /// Shows a part.
    pub(in crate::pages) fn show(&self, part: &str) {
        self.session.show(Place::Diagnosis(part.to_owned()));
    }

    /// Name of the company; tracked.
    pub(in crate::pages) fn company(&self) -> String {
        self.session.workspace.tracked("workspace").single("workspace").and_then(|record| settings::NAME.get(&**record)).unwrap_or_default()
    }

    /// Texts of a statement.
    pub(in crate::pages) fn statement(&self, id: &str) -> Option<&StatementTexts> {
        self.content.texts.items.get(id)
    }

    /// Title of a step of the method; tracked.
    pub(in crate::pages) fn step_title(&self, step: &str) -> String {
        let pillar = step.split('.').next().unwrap_or_default();
        let title = self.session.content(pillar).and_then(|content| {
            let step = content.structure.step_of(step)?.id.clone();
            content.texts.steps.get(&step).map(|texts| texts.title.clone())
        });
        title.unwrap_or_default()
    }

    /// Address of a step of the method.
    pub(in crate::pages) fn step_href(&self, step: &str) -> String {
        Place::step(step).map(|place| self.session.href(place)).unwrap_or_default()
    }

    /// The sentences of facts of these ids that have something to say; tracked.
    pub(in crate::pages) fn facts(&self, ids: &[String]) -> Vec<String> {
        let (records, registry) = (self.session.workspace.tracked_any(), self.session.registry());
        let context = Context { records: &records, registry: &registry, today: self.session.today.get() };
        let all = self.session.contents.get();
        let contents: Vec<&PillarContent> = all.values().map(|content| &content.structure).collect();
        let rules = self.session.rules.get();
        let evaluator = Evaluator::new(context, &rules);
        let told = self.content.structure.facts.iter().filter(|fact| ids.contains(&fact.id)).filter_map(|fact| {
            let (n, of) = facts::count(fact, &evaluator, &contents)?;
            let template = self.content.texts.facts.get(&fact.id)?;
            Some(ui::lang::fill(template, &[("n", &n.to_string()), ("of", &of.to_string())], false))
        });
        told.collect()
    }

    /// Commits a step under a name of the history.
    pub(in crate::pages) fn commit(&self, code: &str, title: String, build: impl FnOnce(Transaction) -> Transaction) -> bool {
        self.session.commit(build(Transaction::new(Label { code: code.to_owned(), title })))
    }

    /// The present day as it is stored.
    pub(in crate::pages) fn today(&self) -> Json {
        Json::from(self.session.today.get_untracked().to_string())
    }

    /// A new record of a kind with these fields.
    pub(in crate::pages) fn fresh(&self, kind: &str, fields: &[(&str, Json)]) -> Record {
        let mut record = Record::new(self.session.workspace.new_id(), kind, model::Stamp::default());
        record.fields.extend(fields.iter().map(|(name, json)| (model::Key::new(name), json.clone())));
        record
    }

    /// A name such as “baseline 2026-06-30” that no record of the kind has yet.
    pub(in crate::pages) fn dated_name(&self, word: &str) -> String {
        t_with("ui.diagnosis.dated", &[("word", word), ("date", &date_text(self.session.today.get_untracked()))])
    }

    /// The record of an id, if it is of this kind; tracked.
    pub(in crate::pages) fn record(&self, kind: &str, id: Id) -> Option<Arc<Record>> {
        self.session.record(kind, id).filter(|record| record.kind == *kind)
    }
}

/// From which day to which the numbers of a picture are.
pub(in crate::pages) fn period_text(days: &[Option<Date>]) -> String {
    let known = || days.iter().copied().flatten();
    match known().min().zip(known().max()) {
        Some((first, last)) if first == last => date_text(first),
        Some((first, last)) => ui::format::date_range(&first.to_string(), &last.to_string(), language()),
        None => String::new(),
    }
}

/// The records that the numbers of a picture are taken from: their names, and how many answers they hold.
pub(in crate::pages) fn source_text(names: &[&str], kind: &str, count: usize) -> String {
    let records = t_with("ui.chart.records", &[("kind", &kind_many(kind)), ("n", &count.to_string())]);
    let separator = t("ui.format.list_separator");
    names.iter().copied().chain([records.as_str()]).collect::<Vec<_>>().join(&separator)
}

/// Name of a pillar in a sentence.
pub(in crate::pages) fn pillar_word(number: u8) -> String {
    views::labels::pillar_label(&format!("P{number:02}"))
}

/// Number and name of a pillar; 0 is the software as a whole.
pub(in crate::pages) fn pillar_name(number: u8) -> String {
    if number == 0 { t("ui.diagnosis.whole") } else { format!("{number} {}", pillar_word(number)) }
}

/// A level or a mean with at most one decimal.
pub(in crate::pages) fn level_text(level: Option<f64>) -> String {
    level.map_or_else(|| ui::format::missing().to_owned(), |level| ui::format::number(level, 1, language()))
}

/// A mean, always with two places: means in a column can be compared at a glance, and what moved adds up with the means shown.
pub(in crate::pages) fn mean_text(mean: Option<f64>) -> String {
    let Some(mean) = mean else { return level_text(None) };
    let text = ui::format::number(mean, 2, language());
    let places = text.split_once('.').map_or(0, |(_, places)| places.len());
    if places == 0 { format!("{text}.00") } else { format!("{text:0<width$}", width = text.len() + 2 - places.min(2)) }
}

/// What was gained between two means, with its sign.
pub(in crate::pages) fn gain_text(gain: Option<f64>) -> String {
    let sign = if gain.is_some_and(|gain| gain > 0.0) { "+" } else { "" };
    format!("{sign}{}", mean_text(gain))
}
