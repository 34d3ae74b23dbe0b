//! Makes the lines that show a page of this app in an intranet page (SC-31): choices, a live preview, the code.

use io::embed::{ACCENT, Choice, OFFERED, PARAMETERS, address, chosen, code};
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Icon, SelectInput, Tabs, live, say_key, toast};
use views::session;

use super::names::{framed_screens, own_address};
use views::preferences;

/// Widths of the preview in CSS pixels.
const WIDTHS: &[&str] = &["320", "768", "1200"];
/// Where the last choice is kept in this browser.
const KEPT: &str = "embed-builder";

/// Where the app lies, as a folder.
fn base() -> String {
    let address = own_address();
    address.strip_suffix("index.html").map(str::to_owned).unwrap_or(address)
}

/// The page.
#[component]
pub(crate) fn EmbedBuilder() -> impl IntoView {
    let session = session();
    let kept = preferences::read(KEPT).map(|text| views::route::parse_query(&text)).unwrap_or_default();
    let first: Choice = std::iter::once(("page".to_owned(), "home".to_owned())).chain([("mode".to_owned(), "view".to_owned())]).collect();
    let choice = RwSignal::new(if kept.is_empty() { first } else { kept });
    let tab = RwSignal::new("frame".to_owned());
    let width = RwSignal::new("768".to_owned());
    let choose = move |name: &'static str| {
        Callback::new(move |value: String| {
            choice.update(|choice| {
                choice.retain(|(known, _)| known != name);
                choice.push((name.to_owned(), value));
            });
            let text = choice.with_untracked(|choice| views::route::query_text(choice));
            preferences::write(KEPT, text.trim_start_matches('?'));
        })
    };
    let reader = session.clone();
    let pages = Signal::derive(move || framed_screens(&reader));
    let selects = OFFERED
        .iter()
        .map(|name| {
            let values = PARAMETERS.iter().find(|parameter| parameter.name == *name).map_or(&[][..], |parameter| parameter.values);
            let options = Signal::derive(move || values.iter().map(|value| ((*value).to_owned(), t(&format!("ui.embed.value.{value}")))).collect::<Vec<_>>());
            let value = Signal::derive(move || {
                let chosen = choice.with(|choice| chosen(choice, name));
                if chosen.is_empty() { values.first().map(|first| (*first).to_owned()).unwrap_or_default() } else { chosen }
            });
            view! { <SelectInput label=Signal::derive(move || t(&format!("ui.embed.key.{name}"))) value=value options=options on_change=choose(name) required=true test_id=format!("embed-{name}") /> }
        })
        .collect_view();
    let title = Signal::derive(move || {
        let page = choice.with(|choice| chosen(choice, "page"));
        pages
            .get()
            .into_iter()
            .find(|(code, _)| *code == page)
            .map(|(_, label)| t_with("ui.embed.frame_title", &[("page", &label)]))
            .unwrap_or_default()
    });
    let text = Memo::new(move |_| code(&tab.get(), &base(), &choice.get(), &title.get()));
    let copy = Callback::new(move |()| {
        spawn_local(async move {
            let done = ui::dom::copy_text(&text.get_untracked()).await;
            if done {
                toast(t("ui.copied"), None);
            } else {
                ui::toast_problem(t("ui.embed.copy_trouble"));
            }
        });
    });
    let preview_frame = NodeRef::<leptos::html::Iframe>::new();
    let accent = Signal::derive(move || choice.with(|choice| chosen(choice, ACCENT)));
    let accent_way = Signal::derive(move || if accent.with(String::is_empty) { "own" } else { "chosen" }.to_owned());
    let accent_ways = Signal::derive(move || ["own", "chosen"].map(|way| (way.to_owned(), t(&format!("ui.embed.accent_{way}")))).to_vec());
    let set_accent = choose(ACCENT);
    // The app's own accent (`style/tokens.css`) to begin with.
    let begin_accent = Callback::new(move |way: String| set_accent.run(if way == "chosen" { "1456d9".to_owned() } else { String::new() }));
    let paint = move |event: web_sys::Event| set_accent.run(event_target_value(&event).trim_start_matches('#').to_owned());
    let accent_told = move || {
        let told = ui::colour::accent(&accent.get()).filter(|made| made.changed)?;
        let shown = told.light.fill[0].clone();
        let ratio = ui::colour::contrast(&shown, "ffffff").unwrap_or_default();
        let words = t_with("ui.brand.darkened", &[("chosen", &format!("#{}", accent.get())), ("shown", &shown), ("ratio", &format!("{ratio:.1}"))]);
        Some(view! { <p class="brand-told" role="status">{words}</p> })
    };
    let tabs = Signal::derive(move || ["frame", "element", "page"].map(|tab| (tab.to_owned(), t(&format!("ui.embed.tab.{tab}")))).to_vec());
    let widths =
        Signal::derive(move || WIDTHS.iter().map(|width| ((*width).to_owned(), t_with("ui.embed.pixels", &[("n", width)]))).collect::<Vec<_>>());
    // The preview shows the open workspace; a frame elsewhere shows the one opened last in its own browser.
    let id = session.workspace.id().to_string();
    let preview = Signal::derive(move || {
        let mut shown = choice.get();
        if chosen(&shown, "store") != "local" {
            shown.retain(|(name, _)| name != "store");
        }
        address("./", &shown).replace("?embed=1", &format!("?embed=1&ws={id}"))
    });
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{say_key("ui.nav.embed")}</h1><p class="page-about">{say_key("ui.embed.about")}</p></div></header>
        <div class="embed-builder">
            <section class="embed-choices">
                <SelectInput label=ui::text("ui.embed.key.page") value=Signal::derive(move || choice.with(|choice| chosen(choice, "page"))) options=pages on_change=choose("page") required=true test_id="embed-page" />
                {selects}
                <SelectInput label=ui::text("ui.embed.key.accent") value=accent_way options=accent_ways on_change=begin_accent required=true test_id="embed-accent-way" />
                {live(move || (!accent.with(String::is_empty)).then(|| view! { <input type="color" class="brand-colour" aria-label=ui::text("ui.embed.key.accent") prop:value=move || format!("#{}", accent.get()) on:change=paint data-testid="embed-accent" /> }))}
                {live(accent_told)}
                {live(move || {
                    let key = match choice.with(|choice| chosen(choice, "store")).as_str() { "host" => "ui.embed.warn_host", "memory" => "ui.embed.warn_memory", _ => "ui.embed.warn_local" };
                    view! { <p class="band" role="note">{t(key)}</p> }
                })}
            </section>
            <section class="embed-result">
                <Tabs label=ui::text("ui.embed.code") tabs=tabs selected=tab on_select=Callback::new(move |code| tab.set(code)) test_id="embed-tabs">
                    <pre class="embed-code" tabindex="0" role="region" aria-label=ui::text("ui.embed.code") data-testid="embed-code">{live(move || text.get())}</pre>
                </Tabs>
                <p class="embed-actions">
                    <Button label=ui::text("ui.copy") look=ButtonLook::Primary icon=Icon::Copy on_press=copy test_id="embed-copy" />
                    <a target="_blank" rel="noopener" href="embed/README.md">{say_key("ui.embed.reference")}</a>
                </p>
                <SelectInput label=ui::text("ui.embed.preview") value=width options=widths on_change=Callback::new(move |value| width.set(value)) required=true test_id="embed-width" />
                <div class="embed-preview" tabindex="0" role="region" aria-label=ui::text("ui.embed.preview_region")><iframe class=move || format!("embed-preview-{}", width.get()) title=ui::text("ui.embed.preview_frame") src=preview data-testid="embed-preview" node_ref=preview_frame></iframe></div>
                <super::embed_test::TestPanel frame=preview_frame />
            </section>
        </div>
    }
}
