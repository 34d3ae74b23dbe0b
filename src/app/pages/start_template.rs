//! The dialog for a new workspace asks whether it starts from a template.

use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Icon, live, say};

use crate::files::{Incoming, chosen_file};
use crate::state::state;

/// The template that the new workspace is started from: none, or one of a file.
#[component]
pub(crate) fn TemplateChoice() -> impl IntoView {
    let state = state();
    let template = state.template;
    let problem = RwSignal::new(String::new());
    let take = move |event: web_sys::Event| {
        let Some(file) = chosen_file(&event) else { return };
        event_target::<web_sys::HtmlInputElement>(&event).set_value("");
        problem.set(String::new());
        spawn_local(async move {
            let read = match crate::files::read(file).await {
                Incoming::Good(arrived, _) if arrived.preview.header.scope.template => arrived.template().await,
                Incoming::Refused(sentence) => Err(sentence),
                _ => Err(t("ui.template.no_template")),
            };
            match read {
                Ok(read) => drop(template.try_set(Some(read))),
                Err(sentence) => drop(problem.try_set(sentence)),
            }
        });
    };
    let chosen = move || {
        template.get().map(|(name, records)| {
            let n = (records.len().max(1) - 1).to_string();
            view! {
                <p class="template-chosen" data-testid="template-chosen"><span>{t_with("ui.template.chosen", &[("name", &name), ("n", &n)])}</span>
                <Button label=ui::text("ui.template.without") look=ButtonLook::Text on_press=Callback::new(move |()| template.set(None)) /></p>
            }
        })
    };
    view! {
        <fieldset class="export-part">
            <legend>{ui::say_key("ui.template.from")}</legend>
            <p class="muted">{ui::say_key("ui.template.from_about")}</p>
            {live(chosen)}
            <label class="button button-default file-button">
                <ui::IconView icon=Icon::Upload />
                <span>{ui::say_key("ui.template.choose")}</span>
                <input type="file" class="visually-hidden" accept=".json,application/json" data-testid="template-file" on:change=take />
            </label>
            <p class="field-error" role="status">{say(move || problem.get())}</p>
        </fieldset>
    }
}
