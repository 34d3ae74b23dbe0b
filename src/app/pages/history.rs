//! Everything that was changed, newest first (SC-37).

use leptos::prelude::*;
use leptos::task::spawn_local;
use store::HistoryEntry;
use ui::lang::t;
use ui::live;
use ui::{Button, EmptyState};
use views::history::WorkspaceHistory;
use views::session;

/// Steps shown at once.
const PAGE: usize = 100;

/// The page of history.
#[component]
pub(crate) fn HistoryPage() -> impl IntoView {
    let session = session();
    let entries = RwSignal::new(None::<Vec<HistoryEntry>>);
    let limit = RwSignal::new(PAGE);
    let reader = session.clone();
    Effect::new(move |_| {
        let _ = reader.workspace.tracked_any();
        let workspace = reader.workspace.clone();
        let most = limit.get();
        spawn_local(async move {
            let found = workspace.history(most).await;
            entries.try_set(Some(found));
        });
    });
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.history")}</h1><p class="page-about">{ui::say_key("ui.history.about")}</p></div></header>
        {live(move || match entries.get() {
            None => view! { <p role="status">{t("ui.loading")}</p> }.into_any(),
            Some(all) if all.is_empty() => view! { <EmptyState title=ui::text("ui.history.empty") about=ui::text("ui.history.empty_about") /> }.into_any(),
            Some(all) => {
                let more = all.len() >= limit.get_untracked();
                let next = Callback::new(move |()| limit.update(|most| *most += PAGE));
                view! { <WorkspaceHistory entries=all />{more.then(|| view! { <Button label=ui::text("ui.history.earlier") on_press=next test_id="earlier" /> })} }.into_any()
            }
        })}
    }
}
