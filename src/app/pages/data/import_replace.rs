//! The open workspace made equal to a file.

use std::sync::Arc;

use io::Header;
use io::merge::replace;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::RecordSet;
use ui::lang::{t, t_with};
use ui::{Callout, Tone};
use views::Session;

use super::import::Decide;
use super::import_apply;
use crate::files::give_up;
use crate::state::state;

/// What would go, come and change; done only after the workspace's name was typed.
#[component]
pub(super) fn Replace(header: Header, theirs: Arc<RecordSet>, session: Session, file: String) -> impl IntoView {
    let state = state();
    let replacement = Arc::new(replace(&session.records(), &theirs));
    let added = replacement.adopt.len() + replacement.restore.len();
    let numbers = [replacement.remove.len(), added, replacement.changed()].map(|number| number.to_string());
    let nothing = replacement.is_empty();
    let name = state.workspace_name();
    let (label_name, typed) = (name.clone(), name.clone());
    let busy = RwSignal::new(false);
    let confirm = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (state, session, replacement, header, file) = (state.clone(), session.clone(), replacement.clone(), header.clone(), file.clone());
        spawn_local(async move {
            match import_apply::replace(&state, &session, (*replacement).clone(), &file, &header).await {
                Ok(()) => give_up(&state),
                Err(sentence) => ui::toast_problem(sentence),
            }
            busy.try_set(false);
        });
    });
    view! {
        <Callout tone=Tone::Warning test_id="replace-summary">
            <p>{t_with("ui.import.replace_about", &[("name", &name), ("removed", &numbers[0]), ("added", &numbers[1]), ("changed", &numbers[2])])}</p>
        </Callout>
        {nothing.then(|| view! { <p>{t("ui.import.equal")}</p> })}
        <Decide
            label=Signal::derive(move || t_with("ui.import.replace", &[("name", &label_name)]))
            disabled=Signal::derive(move || nothing || busy.get())
            message=ui::text("ui.import.point_first")
            typed=Signal::derive(move || typed.clone())
            on_confirm=confirm
        />
    }
}
