//! One list for everything: go to, create, act, find a record (Ctrl/⌘+K).

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use model::{Id, Order as _, Pinyin, fold};
use ui::Dialog;
use ui::lang::{Language, t, t_with};
use ui::say;
use views::labels::{kind_label, kind_many, record_title};
use views::{Place, Route, Session};
use wasm_bindgen::JsCast;

use crate::shell::{choose_language, open_session, undo};
use crate::state::{AppState, state};

/// Entries shown at most, and records among them.
const SHOWN: usize = 70;
const RECORDS: usize = 30;

#[derive(Clone)]
struct Entry {
    group: &'static str,
    title: String,
    note: String,
    /// The title, folded.
    folded: String,
    /// Words it is found by, folded.
    words: String,
    /// What else it is found by, after those found by their own words: synonyms, the other language.
    also: String,
    /// Outlives the palette, which is gone when it runs.
    run: Arc<dyn Fn() + Send + Sync>,
}

impl Entry {
    fn new(group: &'static str, title: String, note: String, run: impl Fn() + Send + Sync + 'static) -> Self {
        let (folded, words) = (fold(&title), fold(&format!("{title} {note}")));
        Self { group, title, note, folded, words, also: String::new(), run: Arc::new(run) }
    }

    /// Is found by these words, too.
    fn also(mut self, words: &str) -> Self {
        self.also = fold(words);
        self
    }
}

/// The words of a language by key; titles of pillars, steps and outputs by `pillar.…`, `step.…`, `output.…`.
pub(crate) type Words = Arc<HashMap<String, String>>;

/// What can be done from here; found by the words of the `other` language as well.
fn entries(state: &AppState, other: Option<&Words>) -> Vec<Entry> {
    let both = |key: &str| other.and_then(|other| other.get(key)).cloned().unwrap_or_default();
    // A command is found by what else people call it, in both languages.
    let command = |key: &str, title: &str, run: Arc<dyn Fn() + Send + Sync>| {
        let synonyms = format!("ui.palette.words.{key}");
        Entry::new("ui.palette.act", t(title), String::new(), move || run()).also(&format!("{} {} {}", t(&synonyms), both(title), both(&synonyms)))
    };
    let presenting = crate::presenting::Presenting::of(state);
    let mut all = Vec::new();
    if let Some(session) = open_session(state) {
        let places = [
            (Place::Home, "ui.nav.home"),
            (Place::Dashboard, "ui.nav.dashboard"),
            (Place::Diagnosis(String::new()), "ui.nav.diagnosis"),
            (Place::Diagnosis("rating".to_owned()), "ui.diagnosis.rating"),
            (Place::Diagnosis("audit".to_owned()), "ui.diagnosis.audit"),
            (Place::Diagnosis("needs".to_owned()), "ui.diagnosis.needs"),
            (Place::Report, "ui.nav.report"),
            (Place::Embed, "ui.nav.embed"),
            (Place::Run, "ui.nav.present"),
            (Place::Actions, "ui.nav.actions"),
            (Place::Alerts, "ui.nav.alerts"),
            (Place::Reviews, "ui.nav.reviews"),
            (Place::Data, "ui.nav.data"),
            (Place::Settings, "ui.nav.settings"),
            (Place::History, "ui.nav.history"),
            (Place::Library, "ui.nav.library_all"),
            (Place::Method, "ui.nav.method"),
            (Place::Quality, "ui.quality.title"),
            (Place::Import("choose".to_owned()), "ui.import_table.choose_title"),
            (Place::Help, "ui.nav.help"),
        ];
        let go = |place: Place| {
            let session = session.clone();
            move || session.show(place.clone())
        };
        // In front of an audience only what may be seen there.
        let places = places.into_iter().filter(|(place, _)| !presenting.hides(&Route::In(session.workspace.id(), place.clone())));
        for (place, key) in places {
            all.push(Entry::new("ui.palette.go", t(key), String::new(), go(place)).also(&both(key)));
        }
        for pillar in pillars::PILLARS.iter().filter(|pillar| pillar.ready) {
            let Some(content) = session.content(pillar.id) else { continue };
            all.push(
                Entry::new("ui.palette.go", content.texts.pillar.title.clone(), format!("P{}", pillar.number), go(Place::Pillar(pillar.number)))
                    .also(&both(&format!("pillar.{}", pillar.id))),
            );
            for (index, step) in content.structure.steps.iter().enumerate() {
                let (Some(place), Some(texts)) = (Place::step(&step.id), content.texts.steps.get(&step.id)) else { continue };
                let note = t_with("ui.palette.step", &[("pillar", &views::labels::pillar_label(pillar.id)), ("n", &(index + 1).to_string())]);
                all.push(Entry::new("ui.palette.go", texts.title.clone(), note, go(place)).also(&both(&format!("step.{}", step.id))));
            }
            for output in &content.structure.outputs {
                let Some(texts) = content.texts.outputs.get(&output.id) else { continue };
                all.push(
                    Entry::new("ui.palette.go", texts.title.clone(), t("ui.palette.document"), go(Place::Document(pillar.number, output.id.clone())))
                        .also(&both(&format!("output.{}", output.id))),
                );
            }
        }
        for kind in pillars::kinds().filter(|kind| !kind.single && kind.name != "step_state") {
            let named = format!("{} {}", both(&format!("kind.{}", kind.name)), both(&format!("kind.{}.many", kind.name)));
            all.push(Entry::new("ui.palette.go", kind_many(kind.name), t("ui.palette.list"), go(Place::List(kind.name.to_owned()))).also(&named));
            let adder = session.clone();
            all.push(
                Entry::new("ui.palette.create", t_with("ui.record.add", &[("kind", &kind_label(kind.name))]), String::new(), move || {
                    if let Some(id) = adder.add(kind.name, &[]) {
                        adder.show(Place::Record(kind.name.to_owned(), id));
                    }
                })
                .also(&format!("{} {} {named}", t("ui.palette.words.create"), both("ui.palette.words.create"))),
            );
        }
        let workspace = session.workspace.clone();
        all.push(Entry::new("ui.palette.act", t("ui.undo"), "Ctrl+Z".to_owned(), move || undo(&workspace)).also(&both("ui.undo")));
        let (show, adder) = (state.clone(), state.clone());
        all.push(command("run", "ui.present.add_here", Arc::new(move || crate::presenting::add_here(&adder))));
        if presenting.active() {
            all.push(command("run", "ui.present.end", Arc::new(move || presenting.ask_end())));
        } else {
            all.push(command("run", "ui.present.begin", Arc::new(move || crate::presenting::begin(&show))));
            let data = Arc::new(go(Place::Data));
            all.push(command("export", "ui.data.export", data.clone()));
            all.push(command("import", "ui.start.import", data));
        }
        all.push(command("print", "ui.palette.print", Arc::new(views::document::print)));
        let tour = state.clone();
        all.push(command("tour", "ui.tour.start", Arc::new(move || crate::tour::begin(&tour))));
    }
    let (router, creator, opener, themed) = (state.clone(), state.clone(), state.clone(), state.clone());
    if !presenting.active() {
        all.push(
            Entry::new("ui.palette.go", t("ui.workspaces.all"), String::new(), move || router.go(&Route::Workspaces))
                .also(&both("ui.workspaces.all")),
        );
        let current = state.current.get_untracked();
        let others = state.entries().into_iter().filter(|entry| !entry.archived && Some(entry.id) != current);
        for entry in others {
            let (router, id) = (state.clone(), entry.id);
            all.push(Entry::new("ui.palette.go", entry.name, t("ui.start.yours"), move || router.go(&Route::In(id, Place::Home))));
        }
        all.push(command("create", "ui.start.create", Arc::new(move || creator.begin_workspace())));
        all.push(command("demo", "ui.start.demo", Arc::new(move || show_demo(opener.clone()))));
    }
    for choice in [Language::Chinese, Language::English] {
        let words = format!("{} {} {}", both("ui.language"), t("ui.palette.words.language"), both("ui.palette.words.language"));
        let choose = move || choose_language(choice);
        all.push(Entry::new("ui.palette.act", crate::shell::language_name(choice).to_owned(), t("ui.language"), choose).also(&words));
    }
    let theme = if state.dark.get_untracked() { "ui.theme.to_light" } else { "ui.theme.to_dark" };
    all.push(command("theme", theme, Arc::new(move || themed.turn_theme())));
    all.push(command("present", "ui.keys.scale", Arc::new(|| crate::shell::present(!crate::shell::is_presenting()))));
    let keys = state.keys_open;
    all.push(command("keys", "ui.keys.title", Arc::new(move || keys.set(true))));
    all
}

/// Opens the demo, as from the page of workspaces.
fn show_demo(state: AppState) {
    spawn_local(async move {
        match crate::demo::open_demo(&state, ui::language()).await {
            Ok(id) => state.go(&Route::In(id, Place::Home)),
            Err(error) => ui::toast_problem(t_with("ui.demo.trouble", &[("reason", &error)])),
        }
    });
}

/// Fetches the words of the language that is not shown, so that whoever types them finds the same; without them entries are
/// found by the shown language alone.
fn fetch_other(slot: RwSignal<Option<(Language, Words)>>) {
    let other = if untrack(ui::language) == Language::Chinese { Language::English } else { Language::Chinese };
    if slot.with_untracked(|known| known.as_ref().is_some_and(|(language, _)| *language == other)) {
        return;
    }
    spawn_local(async move {
        let mut words = crate::app::load_dictionary(other).await.unwrap_or_default();
        let files = pillars::PILLARS.iter().filter(|pillar| pillar.ready).map(|pillar| async move {
            let text = crate::fetch::fetch_text(&format!("content/{}/{}.json", pillar.content, other.html_lang())).await.ok()?;
            Some((pillar.id, serde_json::from_slice::<serde_json::Value>(text.as_bytes()).ok()?))
        });
        for (id, content) in futures::future::join_all(files).await.into_iter().flatten() {
            let mut put = |key: String, text: &serde_json::Value| {
                text.as_str().into_iter().for_each(|text| drop(words.insert(key.clone(), text.to_owned())));
            };
            put(format!("pillar.{id}"), &content["pillar"]["title"]);
            for (group, prefix) in [("steps", "step"), ("outputs", "output")] {
                for (name, texts) in content[group].as_object().into_iter().flatten() {
                    put(format!("{prefix}.{name}"), &texts["title"]);
                }
            }
            for (key, text) in content["labels"].as_object().into_iter().flatten() {
                put(key.clone(), text);
            }
        }
        slot.try_set(Some((other, Arc::new(words))));
    });
}

/// Fetches the sounds of Chinese characters once; without them titles are found by their words alone.
fn fetch_pinyin(slot: RwSignal<Option<Arc<Pinyin>>>) {
    if slot.with_untracked(Option::is_some) {
        return;
    }
    spawn_local(async move {
        let table =
            crate::fetch::fetch_text("content/pinyin.json").await.ok().and_then(|text| serde_json::from_str::<BTreeMap<String, String>>(&text).ok());
        if let Some(table) = table {
            slot.set(Some(Arc::new(Pinyin::new(table.iter().map(|(sound, characters)| (sound.as_str(), characters.as_str()))))));
        }
    });
}

/// How what is typed meets an entry, the best first: a record of that name comes before a command with such a synonym.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// Its title is what is typed.
    Named,
    /// Its title begins with what is typed.
    First,
    /// A word of its title begins with it.
    Beginning,
    /// Its title begins to sound like what was typed in Latin letters.
    SoundingFirst,
    /// Its own words hold all that is typed.
    Called,
    /// Its title sounds somewhere like what was typed.
    Sounding,
    /// With its synonyms and the words of the other language.
    Synonym,
}

/// How folded words meet an entry of this title, found by these words and those `also`, all folded.
fn fit(typed: &str, title: &str, words: &str, also: &str, sounds: Option<&Pinyin>) -> Option<Fit> {
    let by_sound = || typed.chars().all(|character| character.is_ascii_alphanumeric() || character == ' ');
    let sounding = || sounds.filter(|_| by_sound()).and_then(|pinyin| pinyin.place(typed, title));
    if typed.split_whitespace().all(|word| words.contains(word)) {
        // Nothing typed fits all alike, in the order of the list.
        let at_a_word = || title.match_indices(typed).any(|(at, _)| title[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric()));
        return Some(match () {
            () if typed.is_empty() => Fit::Called,
            () if title == typed => Fit::Named,
            () if title.starts_with(typed) => Fit::First,
            () if at_a_word() => Fit::Beginning,
            () if sounding() == Some(0) => Fit::SoundingFirst,
            () => Fit::Called,
        });
    }
    match sounding() {
        Some(0) => Some(Fit::SoundingFirst),
        Some(_) => Some(Fit::Sounding),
        None => typed.split_whitespace().all(|word| words.contains(word) || also.contains(word)).then_some(Fit::Synonym),
    }
}

/// A record and what it is called.
struct Named {
    kind: &'static str,
    id: Id,
    title: String,
    folded: String,
}

/// What every record of the workspace is called; read once for all the signs that are typed.
fn names(session: &Session) -> Vec<Named> {
    let (all, registry) = (session.records(), session.registry());
    pillars::kinds()
        .filter(|kind| kind.name != "step_state" && kind.name != "consensus")
        .flat_map(|kind| all.of_kind(kind.name).map(move |record| (kind.name, record)))
        .map(|(kind, record)| {
            let title = record_title(&all, &registry, record);
            Named { kind, id: record.id, folded: fold(&title), title }
        })
        .collect()
}

/// What of the typed words is to be found in the title, where others name the kind: `省级` of `省级 客户` among customers.
fn beside_kind<'a>(typed: &'a str, kind: &str) -> Option<Vec<&'a str>> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    let rest: Vec<&str> = words.iter().copied().filter(|word| !kind.contains(word)).collect();
    (!rest.is_empty() && rest.len() < words.len()).then_some(rest)
}

/// Records whose title holds all words or sounds so, also where some of the words name the kind.
fn records(session: &Session, names: &[Named], typed: &str, sounds: Option<&Pinyin>) -> Vec<(Fit, Entry)> {
    let rest: HashMap<&str, String> =
        pillars::kinds().filter_map(|kind| Some((kind.name, beside_kind(typed, &fold(&kind_label(kind.name)))?.join(" ")))).collect();
    let by_kind = |named: &Named| {
        let rest = rest.get(named.kind)?;
        fit(rest, &named.folded, &named.folded, "", sounds).map(|_| Fit::Synonym)
    };
    let mut fitting: Vec<(Fit, &Named)> =
        names.iter().filter_map(|named| Some((fit(typed, &named.folded, &named.folded, "", sounds).or_else(|| by_kind(named))?, named))).collect();
    // The shorter a title, the more of it was typed.
    fitting.order_by_key(|(fit, named)| (*fit, named.title.len()));
    fitting
        .into_iter()
        .take(RECORDS)
        .map(|(fit, named)| {
            let (session, kind, id) = (session.clone(), named.kind, named.id);
            let entry =
                Entry::new("ui.palette.record", named.title.clone(), kind_label(kind), move || session.show(Place::Record(kind.to_owned(), id)));
            (fit, entry)
        })
        .collect()
}

/// The palette: its frame; what it holds is fetched when it is first opened.
#[component]
pub(crate) fn Palette() -> impl IntoView {
    let open = state().palette_open;
    view! { <Dialog open=open title=ui::text("ui.palette.title") test_id="palette">{palette()}</Dialog> }
}

ui::chunk! {
    palette: Part fn palette() { content() }
}

fn content() -> AnyView {
    let state = state();
    let open = state.palette_open;
    let sounds_of = state.pinyin;
    let words = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let lister = state.clone();
    let other = state.other_words;
    let known = Memo::new_with_compare(move |_| entries(&lister, other.get().as_ref().map(|(_, words)| words)), |_, _| true);
    let namer = state.clone();
    let named = Memo::new_with_compare(move |_| open_session(&namer).map(|session| names(&session)).unwrap_or_default(), |_, _| true);
    let finder = state.clone();
    let found = Memo::new_with_compare(
        move |_| {
            let typed = fold(&words.get());
            let sounds = finder.pinyin.get();
            let sounds = sounds.as_deref();
            let fit_of = |entry: &Entry| fit(&typed, &entry.folded, &entry.words, &entry.also, sounds);
            let mut fitting: Vec<(Fit, Entry)> = known.with(|all| all.iter().filter_map(|entry| Some((fit_of(entry)?, entry.clone()))).collect());
            let session = open_session(&finder).filter(|_| !typed.is_empty());
            if let Some(session) = &session {
                fitting.extend(named.with(|names| records(session, names, &typed, sounds)));
            }
            fitting.order_by_key(|(fit, _)| *fit);
            let mut found: Vec<Entry> = fitting.into_iter().map(|(_, entry)| entry).take(if typed.is_empty() { 20 } else { SHOWN }).collect();
            if let Some(session) = session {
                let (searcher, query) = (session, words.get());
                found.push(Entry::new("ui.palette.act", t_with("ui.palette.search_all", &[("words", &query)]), String::new(), move || {
                    searcher.show_with(&Place::Search, &[("q".to_owned(), query.clone())]);
                }));
            }
            found
        },
        |_, _| true,
    );
    Effect::new(move |_| {
        words.track();
        active.set(0);
    });
    fetch_pinyin(sounds_of);
    fetch_other(other);
    ui::dom::focus_soon("palette-input");
    let choose = move |index: usize| {
        let entry = found.with_untracked(|found| found.get(index).cloned());
        if let Some(entry) = entry {
            open.set(false);
            // The dialog gives the focus back first; then the chosen page takes it.
            spawn_local(async move { (entry.run)() });
        }
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        if ui::dom::is_composing(&event) {
            return;
        }
        let count = found.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => active.update(|active| *active = (*active + 1) % count),
            "ArrowUp" if count > 0 => active.update(|active| *active = (*active + count - 1) % count),
            "Enter" => choose(active.get_untracked()),
            _ => return,
        }
        event.prevent_default();
        if let Some(option) = document().get_element_by_id(&format!("palette-{}", active.get_untracked())) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
    };
    let options = move || {
        let mut group = "";
        found
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, entry)| {
                let head = (entry.group != group).then(|| {
                    group = entry.group;
                    view! { <li class="palette-group" role="presentation">{t(entry.group)}</li> }
                });
                view! {
                    {head}
                    <li id=format!("palette-{index}") role="option" class="palette-option" class:active=move || active.get() == index
                        aria-selected=move || if active.get() == index { "true" } else { "false" }
                        on:click=move |_| choose(index)
                    >
                        <span class="palette-title">{entry.title}</span><span class="palette-note">{entry.note}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
            <input id="palette-input" class="palette-input" type="text" role="combobox" autocomplete="off" spellcheck="false"
                aria-expanded="true" aria-controls="palette-list" aria-label=ui::text("ui.palette.label")
                aria-activedescendant=move || format!("palette-{}", active.get())
                placeholder=ui::text("ui.palette.label")
                prop:value=move || words.get()
                on:input=move |event| if !web_sys::InputEvent::is_composing(event.unchecked_ref()) { words.set(event_target_value(&event)) }
                on:compositionend=move |event| words.set(event_target_value(&event))
                on:keydown=on_key
            />
            <p class="visually-hidden" role="status">{say(move || t_with("ui.palette.count", &[("n", &found.with(Vec::len).to_string())]))}</p>
            <ul id="palette-list" class="palette-list" role="listbox" aria-label=ui::text("ui.palette.title")>{ui::live(options)}</ul>
    }
    .into_any()
}
