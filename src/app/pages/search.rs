//! Full search: every record whose text holds all words (SC-28).

use leptos::prelude::*;
use model::{Filter, Id};
use ui::TextInput;
use ui::lang::{t, t_with};
use ui::live;
use views::labels::{kind_many, record_title};
use views::{Place, session};

/// Results of one kind at most.
const PER_KIND: usize = 20;

/// The page of search.
#[component]
pub(crate) fn SearchPage() -> impl IntoView {
    let session = session();
    let query = session.query;
    let words = Memo::new(move |_| query.with(|pairs| pairs.iter().find(|(key, _)| key == "q").map(|(_, words)| words.clone())).unwrap_or_default());
    let reader = session.clone();
    let found = Memo::new(move |_| {
        let filter = Filter { words: words.get(), values: Vec::new() };
        if filter.words.trim().is_empty() {
            return Vec::new();
        }
        let records = reader.workspace.tracked_any();
        let registry = reader.registry();
        registry
            .kinds()
            .iter()
            .filter(|kind| kind.name != "step_state")
            .filter_map(|kind| {
                let some: Vec<(Id, String)> = records
                    .of_kind(kind.name)
                    .filter(|record| filter.accepts(record))
                    .take(PER_KIND)
                    .map(|record| (record.id, record_title(&records, &registry, record)))
                    .collect();
                (!some.is_empty()).then_some((kind.name, some))
            })
            .collect::<Vec<_>>()
    });
    let total = move || found.with(|all| all.iter().map(|(_, some)| some.len()).sum::<usize>());
    let list = move || {
        found
            .get()
            .into_iter()
            .map(|(kind, some)| {
                let rows = some
                    .into_iter()
                    .map(|(id, title)| view! { <li><a href=session.href(Place::Record(kind.to_owned(), id))>{title}</a></li> })
                    .collect_view();
                view! { <section><h2>{kind_many(kind)}</h2><ul class="link-list">{rows}</ul></section> }
            })
            .collect_view()
    };
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.search")}</h1></div></header>
        <TextInput label=ui::text("ui.search.label") value=words on_input=Callback::new(move |typed: String| query.set(vec![("q".to_owned(), typed)])) id="search-all" test_id="search-all" />
        <p role="status">{live(move || if words.with(String::is_empty) { t("ui.search.tip") } else { t_with("ui.search.count", &[("n", &total().to_string())]) })}</p>
        {ui::live(list)}
    }
}
