//! How the workspace looks: the company's picture and colour. A colour that could not be read is shown darker, and said so.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Json;
use pillars::workspace::workspace::{ACCENT, LOGO};
use serde_json::json;
use store::Transaction;
use ui::colour::accent;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Icon, IconView, live};
use views::brand::{BEGINNING, Logo};
use views::{Session, session};

use crate::files::chosen_file;

/// Largest file of a picture that is read, in bytes.
const MOST_BYTES: f64 = 10.0 * 1024.0 * 1024.0;
/// Largest size of the picture that is kept: px wide, px high, characters.
const KEPT: (f64, f64, usize) = (480.0, 160.0, 120_000);

/// Sets or clears a field of the settings.
fn set(session: &Session, field: &str, value: Option<Json>) {
    let Some(id) = session.records().single("workspace").map(|record| record.id) else { return };
    session.commit(Transaction::new(session.label("ui.history.edit", Some(id))).set(id, field, value));
}

/// Makes the picture of a file small and keeps it; the error is the sentence to show.
async fn keep_picture(session: &Session, file: &web_sys::File) -> Result<(), String> {
    if file.size() > MOST_BYTES {
        return Err(t("ui.brand.too_large"));
    }
    let (widest, highest, longest) = KEPT;
    let address = ui::picture_file::small_png(file, widest, highest, longest).await.filter(|address| address.starts_with(BEGINNING));
    let address = address.ok_or_else(|| t_with("ui.brand.no_picture", &[("file", &file.name())]))?;
    let value = json!({ "name": file.name(), "type": "image/png", "size": address.len(), "blob": address });
    set(session, LOGO.name(), Some(value));
    Ok(())
}

/// The section of the settings.
#[component]
pub(crate) fn BrandSection() -> impl IntoView {
    let session = session();
    let trouble = RwSignal::new(None::<String>);
    let reader = session.workspace.clone();
    let has_logo = Memo::new(move |_| views::brand::logo(&reader.tracked("workspace")).is_some());
    let taker = session.clone();
    let take = move |event: web_sys::Event| {
        let Some(file) = chosen_file(&event) else { return };
        // The same file can be chosen again after it was mended.
        event_target::<web_sys::HtmlInputElement>(&event).set_value("");
        let session = taker.clone();
        spawn_local(async move {
            trouble.try_set(keep_picture(&session, &file).await.err());
        });
    };
    let (remover, painter, plain) = (session.clone(), session.clone(), session.clone());
    let remove = Callback::new(move |()| set(&remover, LOGO.name(), None));
    let usual = Callback::new(move |()| set(&plain, ACCENT.name(), None));
    let reader = session.workspace.clone();
    let chosen = Memo::new(move |_| {
        let settings = reader.tracked("workspace");
        settings.single("workspace").and_then(|record| ACCENT.get(&**record)).unwrap_or_default()
    });
    let may_edit = session.may_edit;
    let paint = move |event: web_sys::Event| {
        let colour = event_target::<web_sys::HtmlInputElement>(&event).value().trim_start_matches('#').to_owned();
        set(&painter, ACCENT.name(), Some(Json::from(colour)));
    };
    // The app's own accent (`style/tokens.css`) where none was chosen.
    let shown = move || format!("#{}", chosen.with(|chosen| if chosen.is_empty() { "1456d9".to_owned() } else { chosen.clone() }));
    let told = move || {
        let chosen = chosen.get();
        let accent = accent(&chosen)?;
        let shown = accent.light.fill[0].clone();
        let ratio = ui::colour::contrast(&shown, "ffffff").unwrap_or_default();
        let key = if accent.changed { "ui.brand.darkened" } else { "ui.brand.readable" };
        let words = t_with(key, &[("chosen", &format!("#{chosen}")), ("shown", &shown), ("ratio", &format!("{ratio:.1}"))]);
        Some(view! { <p class="brand-told" role="status" data-testid="accent-told">{words}</p> })
    };
    view! {
        <section class="settings-group" data-testid="brand">
            <h2>{ui::say_key("ui.brand.title")}</h2>
            <p class="muted">{ui::say_key("ui.brand.about")}</p>
            <fieldset class="brand-choices plain-set" disabled=move || !may_edit.get()>
                <div class="brand-choice">
                    <span class="brand-label">{views::labels::field_label("workspace", "logo")}</span>
                    <Logo />
                    <label class="button button-default file-button"><IconView icon=Icon::Upload /><span>{ui::say_key("ui.brand.choose")}</span><input type="file" class="visually-hidden" accept="image/png,image/jpeg,image/webp,image/svg+xml" data-testid="brand-logo" on:change=take /></label>
                    {live(move || has_logo.get().then(|| view! { <Button label=ui::text("ui.brand.remove") look=ButtonLook::Text on_press=remove test_id="brand-remove" /> }))}
                </div>
                {live(move || trouble.get().map(|sentence| view! { <p role="alert" class="brand-told">{sentence}</p> }))}
                <div class="brand-choice">
                    <label class="brand-label" for="brand-accent">{views::labels::field_label("workspace", "accent")}</label>
                    <input id="brand-accent" class="brand-colour" type="color" prop:value=shown on:change=paint data-testid="brand-accent" />
                    {live(move || (!chosen.with(String::is_empty)).then(|| view! { <Button label=ui::text("ui.brand.usual") look=ButtonLook::Text on_press=usual test_id="brand-usual" /> }))}
                </div>
                {live(told)}
            </fieldset>
        </section>
    }
}
