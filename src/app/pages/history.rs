//! Everything that was changed, newest first (SC-37).

use leptos::prelude::*;
use leptos::task::spawn_local;
use store::HistoryEntry;
use ui::EmptyState;
use ui::lang::t;
use ui::live;
use views::history::entry_view;
use views::session;

/// The page of history.
#[component]
pub(crate) fn HistoryPage() -> impl IntoView {
    let session = session();
    let entries = RwSignal::new(None::<Vec<HistoryEntry>>);
    let reader = session.clone();
    Effect::new(move |_| {
        let _ = reader.workspace.tracked_any();
        let workspace = reader.workspace.clone();
        spawn_local(async move {
            let found = workspace.history(200).await;
            entries.try_set(Some(found));
        });
    });
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.history")}</h1><p class="page-about">{ui::say_key("ui.history.about")}</p></div></header>
        {live(move || match entries.get() {
            None => view! { <p role="status">{t("ui.loading")}</p> }.into_any(),
            Some(all) if all.is_empty() => view! { <EmptyState title=ui::text("ui.history.empty") about=ui::text("ui.history.empty_about") /> }.into_any(),
            Some(all) => view! { <ol class="history-list">{all.iter().map(|entry| entry_view(&session, entry)).collect_view()}</ol> }.into_any(),
        })}
    }
}
