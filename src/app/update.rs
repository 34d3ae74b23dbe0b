//! The offer of a newer release: never forced, saves first, all tabs go together (public/offline.js does the work).

use leptos::prelude::*;
use leptos::task::spawn_local;
use store::{Label, RestorePoint, SaveState};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Show, say};

use crate::offline::{Status, device, tell};

/// What the band says about the release that waits.
fn offer(status: &Status) -> String {
    if status.updating {
        return t("ui.update.going_on");
    }
    if !status.refused.is_empty() {
        let reason = t(&format!("ui.update.refused.{}", status.refused));
        return if status.elsewhere { t_with("ui.update.elsewhere", &[("reason", &reason)]) } else { reason };
    }
    if status.behind {
        return t("ui.update.behind");
    }
    let key = if is_older(&status.update) { "ui.update.older" } else { "ui.update.ready" };
    t_with(key, &[("version", &status.update)])
}

/// The site has gone back to an earlier version.
fn is_older(version: &str) -> bool {
    numbers(version) < numbers(env!("CARGO_PKG_VERSION"))
}

fn numbers(version: &str) -> Vec<u64> {
    version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

/// The band about a newer release, on top of every page; hidden while presenting.
#[component]
pub(crate) fn UpdateBand() -> impl IntoView {
    let device = device();
    let (status, later) = (device.status, device.later);
    let offered = move || !later.get() && status.with(|status| !status.update.is_empty());
    let app = crate::state::state();
    // Told once; whoever presses again goes on without a restore point.
    let trouble = RwSignal::new(None::<String>);
    let go = Callback::new(move |()| {
        let (version, behind) = status.with_untracked(|status| (status.update.clone(), status.behind));
        let insisted = trouble.with_untracked(Option::is_some);
        trouble.set(None);
        // A page that is behind must not write any more.
        let session = crate::shell::open_session(&app).filter(|_| !behind && !insisted);
        spawn_local(async move {
            if let Some(session) = session {
                views::drafts::flush_all();
                session.workspace.flush().await;
                // Where something is not stored, `public/offline.js` refuses and says why.
                let stored = matches!(session.workspace.save_state().get_untracked(), SaveState::Saved { .. });
                if stored && let Err(error) = session.workspace.restore_point(Label::new(RestorePoint::RELEASE, &version)).await {
                    let reason = t(&format!("ui.store.{}", error.code()));
                    trouble.try_set(Some(t_with("ui.update.point_trouble", &[("reason", &reason)])));
                    return;
                }
            }
            tell("update");
        });
    });
    let busy = Signal::derive(move || status.with(|status| status.updating));
    view! {
        <Show when=offered>
            <div class="band band-info band-update" role="status" data-testid="update-band">
                <span>{say(move || trouble.get().unwrap_or_else(|| status.with(offer)))}</span>
                <Button label=ui::text("ui.update.now") disabled=busy on_press=go test_id="update-now" />
                <Button label=ui::text("ui.update.later") look=ButtonLook::Text disabled=busy on_press=Callback::new(move |()| later.set(true)) test_id="update-later" />
            </div>
        </Show>
    }
}
