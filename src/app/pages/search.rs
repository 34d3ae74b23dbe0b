//! Full search: every record whose texts hold all words, what is called so first (SC-28).

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use model::{Found, Record, SearchIndex, marks, spot};
use ui::TextInput;
use ui::lang::{t, t_with};
use ui::live;
use views::labels::{field_label, kind_many, record_title};
use views::route::query_text;
use views::{Place, Session, session};

/// Results of one kind at most; the list shows all.
const PER_KIND: usize = 10;
/// Signs shown before and behind what was found in a long text.
const AROUND: usize = 40;

/// The page of search.
#[component]
pub(crate) fn SearchPage() -> impl IntoView {
    let session = session();
    let query = session.query;
    let words = Memo::new(move |_| query.with(|pairs| pairs.iter().find(|(key, _)| key == "q").map(|(_, words)| words.clone())).unwrap_or_default());
    let reader = session.clone();
    // Read once for all the signs that are typed; again only after a change of the records.
    let index = Memo::new_with_compare(
        move |_| {
            let records = reader.workspace.tracked_any();
            let registry = reader.registry();
            let kinds = registry.kinds().iter().filter(|kind| kind.name != "step_state");
            Arc::new(SearchIndex::new(kinds.map(|kind| (*kind, records.of_kind(kind.name).collect())), !views::mask::is_masked()))
        },
        |_, _| true,
    );
    let found = Memo::new(move |_| {
        let words = words.get();
        if words.trim().is_empty() { Vec::new() } else { index.with(|index| index.find(&words, PER_KIND)) }
    });
    let total = move || found.with(|all| all.iter().map(|found| found.count).sum::<usize>());
    let list = move || found.get().into_iter().map(|found| group(&session, found, &words.get_untracked())).collect_view();
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.search")}</h1></div></header>
        <TextInput label=ui::text("ui.search.label") value=words on_input=Callback::new(move |typed: String| query.set(vec![("q".to_owned(), typed)])) id="search-all" test_id="search-all" />
        <p role="status">{live(move || if words.with(|words| words.trim().is_empty()) { t("ui.search.tip") } else { t_with("ui.search.count", &[("n", &total().to_string())]) })}</p>
        {ui::live(list)}
    }
}

/// What was found of one kind, with the way to all of it.
fn group(session: &Session, found: Found, words: &str) -> impl IntoView + use<> {
    let rest = found.count.saturating_sub(found.best.len());
    let all = (rest > 0).then(|| {
        let href = format!("{}{}", session.href(Place::List(found.kind.to_owned())), query_text(&[("q".to_owned(), words.to_owned())]));
        view! { <p><a href=href data-testid="search-rest">{t_with("ui.search.rest", &[("n", &rest.to_string())])}</a></p> }
    });
    let rows = found.best.iter().map(|record| row(session, record, words)).collect_view();
    view! {
        <section data-testid=format!("found-{}", found.kind)>
            <h2>{kind_many(found.kind)}" "<span class="muted">{found.count}</span></h2>
            <ul class="link-list search-list">{rows}</ul>
            {all}
        </section>
    }
}

fn row(session: &Session, record: &Arc<Record>, words: &str) -> impl IntoView + use<> {
    let (records, registry) = (session.records(), session.registry());
    let title = record_title(&records, &registry, record);
    let found = marks(&title, words);
    let name = marked(&title, &found);
    let kind = registry.kind(&record.kind);
    let place = kind.filter(|_| found.is_empty()).and_then(|kind| spot(kind, record, words, !views::mask::is_masked())).map(|spot| {
        let (text, marks) = around(&spot.text, &spot.marks);
        view! { <span class="search-spot"><span class="muted">{field_label(&record.kind, spot.field)}" "</span>{marked(&text, &marks)}</span> }
    });
    view! { <li><a href=session.href(Place::Record(record.kind.to_string(), record.id))>{name}</a>{place}</li> }
}

/// A text with what was found set off.
fn marked(text: &str, marks: &[Range<usize>]) -> Vec<AnyView> {
    let piece = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
    let mut parts = Vec::new();
    let mut from = 0;
    for mark in marks {
        parts.push(piece(from..mark.start).into_any());
        parts.push(view! { <mark>{piece(mark.clone())}</mark> }.into_any());
        from = mark.end;
    }
    parts.push(piece(from..text.len()).into_any());
    parts
}

/// The part of a long text around the first place, and the places in it.
fn around(text: &str, marks: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
    let Some(first) = marks.first() else { return (text.to_owned(), Vec::new()) };
    let begin =
        text.get(..first.start).into_iter().flat_map(|before| before.char_indices().rev().take(AROUND)).last().map_or(first.start, |(at, _)| at);
    let end =
        text.get(first.end..).into_iter().flat_map(|behind| behind.char_indices().skip(AROUND)).next().map_or(text.len(), |(at, _)| first.end + at);
    let (open, close) = (if begin > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" });
    let excerpt = format!("{open}{}{close}", text.get(begin..end).unwrap_or_default());
    let moved = marks.iter().filter(|mark| mark.end <= end).map(|mark| mark.start - begin + open.len()..mark.end - begin + open.len());
    (excerpt, moved.collect())
}
