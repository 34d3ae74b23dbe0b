//! Settings of the workspace and of this browser (SC-32).

use leptos::prelude::*;
use ui::lang::{Language, language, t};
use ui::{Checkbox, ChoiceButtons, TextInput};
use views::session;
use views::step_page::SingleForm;

use crate::pages::settings_lists::{FieldSettings, ListSettings};
use crate::shell::{choose_language, is_presenting, language_name, present};
use crate::shortcuts::single_keys_on;
use views::preferences;

/// The page of settings. Everything takes effect at once.
#[component]
pub(crate) fn SettingsPage() -> impl IntoView {
    let (session, app) = (session(), crate::state::state());
    let author = session.author;
    let theme = RwSignal::new(preferences::read("theme").unwrap_or_else(|| "auto".to_owned()));
    let scale = RwSignal::new(if is_presenting() { "large" } else { "usual" }.to_owned());
    let scales = Signal::derive(move || ["usual", "large"].map(|code| (code.to_owned(), t(&format!("ui.scale.{code}")))).to_vec());
    let keys = RwSignal::new(single_keys_on());
    let themes = Signal::derive(move || ["auto", "light", "dark"].map(|code| (code.to_owned(), t(&format!("ui.theme.{code}")))).to_vec());
    let languages = Signal::derive(move || {
        [Language::Chinese, Language::English].map(|choice| (choice.code().to_owned(), language_name(choice).to_owned())).to_vec()
    });
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.settings")}</h1><p class="page-about">{ui::say_key("ui.settings.about")}</p></div></header>
        <section class="settings-group">
            <h2>{ui::say_key("ui.settings.workspace")}</h2>
            {session.kind("workspace").map(|kind| view! { <SingleForm kind=kind /> })}
        </section>
        <super::settings_brand::BrandSection />
        <ListSettings />
        <FieldSettings />
        <section class="settings-group">
            <h2>{ui::say_key("ui.settings.profile")}</h2>
            <p class="muted">{ui::say_key("ui.settings.profile_about")}</p>
            <TextInput label=ui::text("ui.create.who") value=author on_input=Callback::new(move |typed: String| author.set(typed)) test_id="profile-name" />
        </section>
        <section class="settings-group">
            <h2>{ui::say_key("ui.settings.look")}</h2>
            <div class="form">
                <ChoiceButtons label=ui::text("ui.language") value=Signal::derive(move || language().code().to_owned()) options=languages on_change=Callback::new(move |code: String| if let Some(choice) = Language::from_code(&code) { choose_language(choice) }) />
                <ChoiceButtons label=ui::text("ui.theme.title") value=theme options=themes on_change=Callback::new(move |code: String| { app.choose_theme(&code); theme.set(code); }) />
                <ChoiceButtons label=ui::text("ui.scale.title") value=scale options=scales on_change=Callback::new(move |code: String| { present(code == "large"); scale.set(code); }) />
            </div>
        </section>
        <section class="settings-group">
            <h2>{ui::say_key("ui.keys.title")}</h2>
            <Checkbox label=ui::text("ui.settings.single_keys") hint=ui::text("ui.settings.single_keys_about") checked=keys on_change=Callback::new(move |on: bool| { preferences::write("single-keys", if on { "on" } else { "off" }); keys.set(on); }) test_id="single-keys" />
        </section>
        <crate::offline::DeviceSection />
    }
}
