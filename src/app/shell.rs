//! The frame of every page of a workspace: header, sidebar, main, bottom bar of phones.

use leptos::prelude::*;
use leptos::task::spawn_local;
use store::SaveState;
use ui::lang::{Language, language, set_language, t, t_with};
use ui::{Button, ButtonLook, Icon, IconButton, IconView, Menu, MenuItem, toast};
use ui::{Show, live, say};
use views::list_page::ListPage;
use views::step_page::StepPage;
use views::{Place, Route, Session, session};

use crate::app::load_dictionary;
use crate::backup_folder::{Urgency, last_file, last_file_text, reminder};
use crate::embed::{EmbedHeader, PillarStrip, StorageNote};
use crate::environment::clock_time;
use crate::pages::{self, exceptional, home, pillar};
use crate::state::{AppState, Opened, state};
use views::preferences;

/// The open workspace with everything around it.
#[component]
pub(crate) fn Shell() -> impl IntoView {
    let state = state();
    let drawer = RwSignal::new(false);
    let place = Memo::new(move |_| match state.route.get() {
        Route::In(_, place) => Some(place),
        _ => None,
    });
    // A chosen page closes the navigation drawer of small screens.
    Effect::new(move |_| {
        place.track();
        drawer.set(false);
    });
    // While a client is presented, an address that leads nowhere keeps the bar.
    let lost = Memo::new(move |_| matches!(state.route.get(), Route::NotFound(_)));
    let embed = crate::embed::embed();
    // A frame has a compact head; the navigation only where its address asks for it.
    let handed = crate::handover::handed();
    let is_asked = handed.asked().is_some();
    let presenting = crate::presenting::presenting();
    // The window of the notes has nothing else in it.
    let bare = Memo::new(move |_| place.get() == Some(Place::Notes));
    let presented = Memo::new(move |_| presenting.active() && !bare.get());
    let full = Memo::new(move |_| !is_asked && !bare.get() && !presenting.active() && (!embed.active() || embed.get("nav") == "full"));
    let strip = Memo::new(move |_| presented.get() || (embed.active() && embed.get("nav") == "pillars"));
    let may_edit = session().may_edit;
    let editable = Memo::new(move |_| may_edit.get());
    views::created::Created::provide();
    let frame = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(element) = frame.get() {
            embed.watch(&element);
        }
    });
    view! {
        <div class="shell" node_ref=frame class:is-nav-open=move || drawer.get() class:is-embedded=move || !full.get()>
            {live(move || match (full.get(), presented.get()) {
                (true, _) => view! { <Header drawer=drawer /><Sidebar drawer=drawer /> }.into_any(),
                _ if is_asked => pages::ask_head(),
                (_, true) => pages::presenter_bar(),
                _ if bare.get() => ().into_any(),
                _ => view! { <EmbedHeader /> }.into_any(),
            })}
            {live(move || strip.get().then(|| view! { <PillarStrip /> }))}
            // What the open navigation of small screens covers is not walked through: with the focus back here it closes.
            <main id="main" class="shell-main" tabindex="-1" on:focusin=move |_| if drawer.get_untracked() { drawer.set(false) }>
                <StorageNote />
                {(!is_asked && handed.facts().is_some()).then(pages::handover_band)}
                <crate::update::UpdateBand />
                <crate::offline::InstallBand />
                <Banners />
                <views::gates::RefusalDialog />
                <views::created::CreatedDrawer />
                <crate::jobs::JobBar />
                {live(move || {
                    // Fields and tools are made anew where records may be changed from now on, or no longer.
                    // Read, not only followed: a memo that nobody reads works nothing out.
                    let _ = editable.get();
                    let page = match place.get() {
                        Some(place) => Some(view! { <PlaceView place=place /> }.into_any()),
                        None => lost.get().then(|| view! { <exceptional::NotFoundHere /> }.into_any()),
                    };
                    page.map(|page| view! { <div class="page">{page}</div> })
                })}
            </main>
            {live(move || full.get().then(|| view! { <BottomBar drawer=drawer /> }))}
        </div>
    }
}

/// The page of a place; the one table of pages.
#[component]
fn PlaceView(place: Place) -> AnyView {
    if !crate::handover::handed().allows(&place) {
        return pages::not_asked();
    }
    match place {
        Place::Home => view! { <home::HomePage /> }.into_any(),
        Place::Pillar(number) => view! { <pillar::PillarPage number=number /> }.into_any(),
        Place::Step(number, row) => view! { <StepPage pillar=format!("P{number:02}") row=row /> }.into_any(),
        Place::Check(number) => pages::check_page(number),
        Place::Document(number, output) => pages::document_page(number, output),
        Place::Data => pages::data_page(),
        Place::Settings => pages::settings_page(),
        Place::Help => pages::help_page(),
        Place::History => pages::history_page(),
        Place::Search => pages::search_page(),
        Place::Actions => pages::actions_page(),
        Place::Reviews => pages::reviews_page(),
        Place::Alerts => pages::alerts_page(),
        Place::Dashboard => pages::dashboard_page(),
        Place::Diagnosis(part) => pages::diagnosis_page(part),
        Place::Report => pages::report_page(),
        Place::Embed => pages::embed_page(),
        Place::Run => pages::run_page(),
        Place::Notes => pages::notes_page(),
        Place::Quality => pages::quality_page(),
        Place::Import(kind) => pages::import_page(kind),
        Place::Unite(kind, one, other) => pages::unite_page(kind, one, other),
        Place::Ask(path) => pages::ask_page(path),
        Place::Library => pages::library_page(),
        Place::Method => pages::method_page(),
        Place::Record(kind, id) => pages::record_page(kind, id),
        Place::List(kind) => match session().kind(&kind) {
            // The settings of the workspace have a page of their own.
            Some(kind) if kind.name == "workspace" => pages::settings_page(),
            Some(kind) => view! { <ListPage kind=kind /> }.into_any(),
            None => view! { <exceptional::NotFoundHere /> }.into_any(),
        },
    }
}

#[component]
fn Header(drawer: RwSignal<bool>) -> impl IntoView {
    let state = state();
    let session = session();
    let palette_open = state.palette_open;
    let open_palette = Callback::new(move |()| palette_open.set(true));
    let undoer = session.workspace.clone();
    let redoer = session.workspace.clone();
    let can_undo = {
        let workspace = session.workspace.clone();
        Signal::derive(move || !workspace.can_undo())
    };
    let can_redo = {
        let workspace = session.workspace.clone();
        Signal::derive(move || !workspace.can_redo())
    };
    view! {
        <header class="shell-header">
            <span class="shell-nav-toggle"><IconButton label=ui::text("ui.nav.open") icon=Icon::Menu on_press=Callback::new(move |()| drawer.update(|open| *open = !*open)) test_id="open-navigation" /></span>
            <a class="shell-brand" href=Route::Workspaces.href()><span class="shell-mark"><IconView icon=Icon::Workspace /></span><span class="shell-brand-name">{ui::say_key("ui.app")}</span></a>
            <views::brand::Logo />
            <WorkspaceSwitcher />
            <span class="shell-spacer"></span>
            <button type="button" class="shell-search" on:click=move |_| open_palette.run(()) data-testid="open-palette"><IconView icon=Icon::Search /><span>{ui::say_key("ui.palette.open")}</span><kbd>{"Ctrl K"}</kbd></button>
            <IconButton label=ui::text("ui.undo") icon=Icon::Undo shortcut="Ctrl+Z" disabled=can_undo on_press=Callback::new(move |()| undo(&undoer)) test_id="undo" />
            <span class="hide-narrow"><IconButton label=ui::text("ui.redo") icon=Icon::Redo shortcut="Ctrl+Shift+Z" disabled=can_redo on_press=Callback::new(move |()| redo(&redoer)) test_id="redo" /></span>
            <crate::offline::OfflineMark />
            <SaveChip />
            <crate::backup_view::BackupChip />
            <LanguageMenu />
            <span class="hide-narrow"><ThemeButton /></span>
            <a class="icon-button" href=session.href(Place::Help) aria-label=ui::text("ui.nav.help")><IconView icon=Icon::Help /></a>
        </header>
    }
}

/// What has the focus may be drawn anew by a step that goes over the whole page: a card in another column, a row in another
/// place. The focus goes along.
fn keep_focus() {
    let held = ui::dom::focused().and_then(|element| element.closest("main [id]").ok().flatten()).map(|element| element.id());
    ui::dom::soon(move || {
        let is_lost = ui::dom::focused().is_none_or(|element| element.tag_name() == "BODY");
        if let Some(id) = held.filter(|_| is_lost) {
            ui::dom::focus_by_id(&id);
        }
    });
}

/// Takes back the last step and says what it was.
pub(crate) fn undo(workspace: &store::Workspace) {
    views::drafts::flush_all();
    keep_focus();
    match workspace.undo() {
        Ok(note) => toast(t_with("ui.undone", &[("what", &t_with(&note.label.code, &[("title", &note.label.title)]))]), None),
        Err(refusal) => ui::toast_problem(views::labels::issue_text(refusal.code(), &[])),
    }
}

/// Brings back what was taken back last.
pub(crate) fn redo(workspace: &store::Workspace) {
    keep_focus();
    match workspace.redo() {
        Ok(note) => toast(t_with("ui.redone", &[("what", &t_with(&note.label.code, &[("title", &note.label.title)]))]), None),
        Err(refusal) => ui::toast_problem(views::labels::issue_text(refusal.code(), &[])),
    }
}

/// Whether everything is stored; leads to the page about data.
#[component]
pub(crate) fn SaveChip() -> impl IntoView {
    let session = session();
    let href = session.href(Place::Data);
    let waiting = views::drafts::count();
    let reader = session.workspace.clone();
    let by_host = crate::embed::embed().store() == "host";
    let parts = Memo::new(move |_| match reader.save_state().get() {
        _ if waiting.get() > 0 => ("saving", t("ui.save.saving")),
        SaveState::Saving => ("saving", t("ui.save.saving")),
        SaveState::Saved { at_ms: 0 } => ("saved", t("ui.save.ready")),
        SaveState::Saved { at_ms } => ("saved", t_with("ui.save.saved", &[("time", &clock_time(at_ms))])),
        SaveState::Failed { .. } => ("failed", t("ui.save.failed")),
        SaveState::MemoryOnly if by_host => ("host", t("ui.save.host")),
        SaveState::MemoryOnly => ("memory", t("ui.save.memory")),
    });
    // Read when the pointer comes: a file goes out without anything here changing.
    let (file, id) = (RwSignal::new(String::new()), session.workspace.id());
    let tell = move || file.set(file_text(id));
    let app = state();
    let written = use_context::<crate::backup::Backup>().map(|backup| backup.written);
    let last = Memo::new(move |_| {
        parts.track();
        written.inspect(|written| written.track());
        match last_file(id) {
            None if by_host => String::new(),
            // The mark beside it says so already.
            None if reminder(&app, id).is_some_and(|reminder| reminder.urgency > Urgency::None) => String::new(),
            _ => last_file_text(id),
        }
    });
    view! {
        <a title=move || file.get() on:pointerenter=move |_| tell() on:focus=move |_| tell() class=move || format!("save-chip save-{}{}", parts.get().0, if matches!(parts.get().0, "failed" | "memory") { " is-problem" } else { "" }) href=href data-testid="save-state" data-state=move || parts.get().0>
            <span class="save-dot" aria-hidden="true"></span><span>{live(move || parts.get().1)}</span>" "<span class="save-file">{live(move || last.get())}</span>
        </a>
    }
}

/// When the last file of the workspace was written.
fn file_text(id: model::Id) -> String {
    let last = last_file(id).map_or_else(|| t("ui.data.never"), |iso| ui::format::moment(&iso, language()));
    t_with("ui.save.last_file", &[("when", &last)])
}

#[component]
fn LanguageMenu() -> impl IntoView {
    let items = Signal::derive(move || {
        let now = language();
        [Language::Chinese, Language::English]
            .into_iter()
            .map(|choice| MenuItem::new(language_name(choice), Callback::new(move |()| choose_language(choice))).checked(choice == now))
            .collect::<Vec<_>>()
    });
    view! { <Menu label=ui::text("ui.language") items=items icon=Icon::Language icon_only=true test_id="language" /> }
}

/// Each language by its own name, so that it can be found by those who read no other.
pub(crate) fn language_name(choice: Language) -> &'static str {
    match choice {
        Language::Chinese => "简体中文",
        Language::English => "English",
        Language::Pseudo => "Pseudo",
    }
}

/// Tells browser and screen reader which language the page speaks.
pub(crate) fn mark_language(choice: Language) {
    if let Some(root) = document().document_element() {
        // The attribute of the page's own root can always be set.
        let _ = root.set_attribute("lang", choice.html_lang());
    }
}

/// Switches the language in place.
pub(crate) fn choose_language(choice: Language) {
    spawn_local(async move {
        if switch_language(choice).await {
            preferences::write("language", choice.code());
        }
    });
}

/// Shows another language without keeping the choice.
pub(crate) fn show_language(choice: Language) {
    spawn_local(async move {
        switch_language(choice).await;
    });
}

async fn switch_language(choice: Language) -> bool {
    let Ok(mut dictionary) = load_dictionary(choice).await else { return false };
    // The labels of the pillars change with the rest, so that no key is seen in between.
    dictionary.extend(crate::opening::labels(choice).await);
    // First: charts measure the font that the language of the page asks for.
    mark_language(choice);
    set_language(choice, dictionary);
    true
}

#[component]
pub(crate) fn ThemeButton() -> impl IntoView {
    let state = state();
    let dark = state.dark;
    let press = Callback::new(move |()| state.turn_theme());
    let icon = Signal::derive(move || if dark.get() { Icon::Sun } else { Icon::Moon });
    view! { <IconButton label=Signal::derive(move || t(if dark.get() { "ui.theme.to_light" } else { "ui.theme.to_dark" })) icon=icon on_press=press test_id="theme" /> }
}

pub(crate) fn is_dark() -> bool {
    let chosen = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => ui::dom::media_matches("(prefers-color-scheme: dark)"),
    }
}

/// Whether everything is shown a third larger, for a projector (ux.md 2.2).
pub(crate) fn is_presenting() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute("data-scale"))
}

/// Shows everything a third larger, or in its usual size again. Not kept: the next start is at a desk.
pub(crate) fn present(on: bool) {
    if let Some(root) = document().document_element() {
        let _ = if on { root.set_attribute("data-scale", "presenter") } else { root.remove_attribute("data-scale") };
    }
    ui::announce(t(if on { "ui.scale.large" } else { "ui.scale.usual" }));
}

impl AppState {
    /// Sets the theme: `light`, `dark`, or `auto` for the device's own.
    pub(crate) fn choose_theme(&self, theme: &str) {
        preferences::write("theme", theme);
        self.show_theme(theme);
    }

    /// Shows a theme without keeping the choice.
    pub(crate) fn show_theme(&self, theme: &str) {
        if let Some(root) = document().document_element() {
            let _ = if theme == "auto" { root.remove_attribute("data-theme") } else { root.set_attribute("data-theme", theme) };
        }
        self.dark.set(is_dark());
    }

    /// Light instead of dark, or dark instead of light.
    pub(crate) fn turn_theme(&self) {
        self.choose_theme(if is_dark() { "light" } else { "dark" });
    }

    /// Asks for a new workspace, on the page of workspaces.
    pub(crate) fn begin_workspace(&self) {
        self.creating.set(true);
        self.go(&Route::Workspaces);
    }
}

#[component]
fn WorkspaceSwitcher() -> impl IntoView {
    let state = state();
    let items = Signal::derive(move || {
        let current = state.current.get();
        let mut items: Vec<MenuItem> = state
            .entries()
            .into_iter()
            .filter(|entry| !entry.archived)
            .map(|entry| {
                let router = state.clone();
                let id = entry.id;
                MenuItem::new(entry.name.clone(), Callback::new(move |()| router.go(&Route::In(id, Place::Home)))).checked(current == Some(id))
            })
            .collect();
        let (router, creator) = (state.clone(), state.clone());
        items.push(MenuItem::new(t("ui.start.create"), Callback::new(move |()| creator.begin_workspace())).icon(Icon::Plus).separated());
        items.push(MenuItem::new(t("ui.workspaces.all"), Callback::new(move |()| router.go(&Route::Workspaces))).icon(Icon::Database));
        items
    });
    let reader = session();
    let name = Signal::derive(move || {
        reader
            .workspace
            .tracked("workspace")
            .single("workspace")
            .and_then(|record| pillars::workspace::workspace::NAME.get(&**record))
            .unwrap_or_else(|| t("kind.workspace"))
    });
    view! { <div class="shell-workspace" title=move || name.get()><Menu label=name items=items from_left=true test_id="switch-workspace" /></div> }
}

/// Links of the navigation; the current one is marked.
#[component]
fn NavLink(place: Place, icon: Icon, #[prop(into)] label: Signal<String>, #[prop(into, optional)] note: Signal<String>) -> impl IntoView {
    let state = state();
    let session = session();
    let href = session.href(place.clone());
    let here = Memo::new(move |_| match (state.route.get(), &place) {
        (Route::In(_, now), wanted) if now == *wanted => true,
        (Route::In(_, Place::Step(number, _) | Place::Check(number) | Place::Document(number, _)), Place::Pillar(wanted)) => number == *wanted,
        (Route::In(_, Place::Record(kind, _)), Place::List(wanted)) => kind == *wanted,
        (Route::In(_, Place::Diagnosis(_)), Place::Diagnosis(_)) => true,
        _ => false,
    });
    view! {
        <li><a class="nav-item" href=href aria-current=move || here.get().then_some("page")>
            <IconView icon=icon /><span class="nav-label">{label}</span><span class="nav-count">{note}</span>
        </a></li>
    }
}

/// The picture of a pillar, in the order of the method.
pub(crate) fn pillar_icon(number: u8) -> Icon {
    const ICONS: [Icon; 10] =
        [Icon::Goal, Icon::Plan, Icon::People, Icon::Info, Icon::Chart, Icon::Training, Icon::Loop, Icon::Channel, Icon::Customer, Icon::Team];
    ICONS.get(usize::from(number).wrapping_sub(1)).copied().unwrap_or(Icon::Goal)
}

#[component]
fn Sidebar(drawer: RwSignal<bool>) -> impl IntoView {
    // A chosen link folds the narrow rail until the pointer has left it once.
    let quiet = RwSignal::new(false);
    let session = session();
    let pillars = pillars::PILLARS
        .iter()
        .filter(|pillar| pillar.ready)
        .map(|pillar| {
            let reader = session.clone();
            let label = Signal::derive(move || format!("{} {}", pillar.number, views::labels::pillar_label(pillar.id)));
            let note =
                Signal::derive(move || reader.state(pillar.id).map(|state| format!("{}/{}", state.done(), state.applicable())).unwrap_or_default());
            view! { <NavLink place=Place::Pillar(pillar.number) icon=pillar_icon(pillar.number) label=label note=note /> }
        })
        .collect_view();
    let list = |kind: &'static str, icon: Icon| view! { <NavLink place=Place::List(kind.to_owned()) icon=icon label=Signal::derive(move || views::labels::kind_many(kind)) /> };
    view! {
        <nav class="shell-sidebar" class:is-quiet=move || quiet.get() aria-label=ui::text("ui.nav.main")
            on:click=move |_| quiet.set(true) on:mouseleave=move |_| quiet.set(false) on:focusin=move |_| quiet.set(false)
            on:keydown=move |event| if event.key() == "Escape" { drawer.set(false); }>
            <ul class="nav-group"><NavLink place=Place::Home icon=Icon::Home label=ui::text("ui.nav.home") /></ul>
            <h2 class="nav-title">{ui::say_key("ui.nav.pillars")}</h2>
            <ul class="nav-group">{pillars}</ul>
            <h2 class="nav-title">{ui::say_key("ui.nav.workbench")}</h2>
            <ul class="nav-group">
                <NavLink place=Place::Dashboard icon=Icon::Chart label=ui::text("ui.nav.dashboard") />
                <NavLink place=Place::Diagnosis(String::new()) icon=Icon::Advice label=ui::text("ui.nav.diagnosis") />
                <NavLink place=Place::Report icon=Icon::Document label=ui::text("ui.nav.report") />
                <NavLink place=Place::Actions icon=Icon::Check label=ui::text("ui.nav.actions") />
                <NavLink place=Place::Alerts icon=Icon::Bell label=ui::text("ui.nav.alerts") />
                <NavLink place=Place::Reviews icon=Icon::Calendar label=ui::text("ui.nav.reviews") />
            </ul>
            <h2 class="nav-title">{ui::say_key("ui.nav.library")}</h2>
            <ul class="nav-group">
                {list("person", Icon::People)}
                {list("department", Icon::Team)}
                {list("region", Icon::Channel)}
                {list("product", Icon::Plan)}
                {list("channel", Icon::Channel)}
                {list("partner", Icon::Customer)}
                {list("indicator", Icon::Chart)}
                <NavLink place=Place::Library icon=Icon::Database label=ui::text("ui.nav.library_all") />
            </ul>
            <ul class="nav-group">
                <NavLink place=Place::Method icon=Icon::Info label=ui::text("ui.nav.method") />
                <NavLink place=Place::Run icon=Icon::Present label=ui::text("ui.nav.present") />
                <NavLink place=Place::History icon=Icon::History label=ui::text("ui.nav.history") />
                <NavLink place=Place::Data icon=Icon::Database label=ui::text("ui.nav.data") />
                <NavLink place=Place::Settings icon=Icon::Settings label=ui::text("ui.nav.settings") />
            </ul>
        </nav>
        <div class="shell-scrim" on:click=move |_| drawer.set(false)></div>
    }
}

#[component]
fn BottomBar(drawer: RwSignal<bool>) -> impl IntoView {
    let state = state();
    let session = session();
    let route = state.route;
    let current = move |is: fn(&Place) -> bool| move || route.with(|route| matches!(route, Route::In(_, place) if is(place))).then_some("page");
    view! {
        <nav class="bottom-bar" aria-label=ui::text("ui.nav.bottom")>
            <a class="bottom-item" href=session.href(Place::Home) aria-current=current(|place| matches!(place, Place::Home))><IconView icon=Icon::Home /><span>{ui::say_key("ui.nav.home")}</span></a>
            <a class="bottom-item" href=session.href(Place::Pillar(1)) aria-current=current(|place| matches!(place, Place::Pillar(_) | Place::Step(..) | Place::Check(_) | Place::Document(..)))><IconView icon=Icon::Goal /><span>{ui::say_key("ui.nav.pillars_short")}</span></a>
            <a class="bottom-item" href=session.href(Place::Actions) aria-current=current(|place| matches!(place, Place::Actions))><IconView icon=Icon::Check /><span>{ui::say_key("ui.nav.actions")}</span></a>
            <button type="button" class="bottom-item" on:click=move |_| state.palette_open.set(true)><IconView icon=Icon::Search /><span>{ui::say_key("ui.nav.search")}</span></button>
            <button type="button" class="bottom-item" on:click=move |_| drawer.update(|open| *open = !*open)><IconView icon=Icon::More /><span>{ui::say_key("ui.nav.more")}</span></button>
        </nav>
    }
}

/// Why something is not saved, and what to do: each reason has its own way out.
fn failed_text(state: &SaveState) -> &'static str {
    match state {
        SaveState::Failed { code: "storage.closed" | "storage.newer" | "storage.gone" } => "ui.save.closed_about",
        SaveState::Failed { code: "storage.quota" } => "ui.save.quota_about",
        _ => "ui.save.failed_about",
    }
}

fn reload() {
    if let Some(window) = web_sys::window() {
        // A page can always load itself again.
        let _ = window.location().reload();
    }
}

/// Lasting notes above the page: demo data, no storage, not saved.
#[component]
fn Banners() -> impl IntoView {
    let session: Session = session();
    let reader = session.workspace.clone();
    let is_demo = Memo::new(move |_| {
        reader.tracked("workspace").single("workspace").and_then(|record| pillars::workspace::workspace::DEMO.get(&**record)).unwrap_or(false)
    });
    let reader = session.workspace.clone();
    let save = Memo::new(move |_| reader.save_state().get());
    let failed = move || matches!(save.get(), SaveState::Failed { .. });
    let is_view = crate::handover::handed().is_view();
    // What is only for reading is kept nowhere, and needs not be; what the page around keeps is not lost with the frame.
    let kept_elsewhere = is_view || crate::embed::embed().store() == "host";
    let memory = move || !kept_elsewhere && matches!(save.get(), SaveState::MemoryOnly);
    let as_of = session.today;
    let app = state();
    let resetting = RwSignal::new(false);
    let asking = RwSignal::new(false);
    let (real, id) = (RwSignal::new(false), session.workspace.id());
    let reset = {
        let app = app.clone();
        Callback::new(move |()| {
            if resetting.get_untracked() {
                return;
            }
            resetting.set(true);
            let app = app.clone();
            spawn_local(async move {
                match crate::demo::reset_demo(&app, language()).await {
                    Ok(id) => {
                        app.go(&Route::In(id, Place::Home));
                        toast(t("ui.demo.reset_done"), None);
                    }
                    Err(error) => ui::toast_problem(t_with("ui.demo.trouble", &[("reason", &error)])),
                }
                resetting.try_set(false);
            });
        })
    };
    // What the sample company holds is told in one language; in another one there is a sample of its own.
    let translate = {
        let app = app.clone();
        Callback::new(move |()| {
            let app = app.clone();
            spawn_local(async move {
                match crate::demo::open_demo(&app, language()).await {
                    Ok(id) => app.go(&Route::In(id, Place::Home)),
                    Err(error) => ui::toast_problem(t_with("ui.demo.trouble", &[("reason", &error)])),
                }
            });
        })
    };
    let is_foreign = move || crate::demo::is_in_other_language(id, language());
    let retry = session.workspace.clone();
    let data = session.href(Place::Data);
    view! {
        <Show when=move || is_demo.get()>
            <div class="band band-demo" role="note" data-testid="demo-banner">
                <span>{say(move || t_with("ui.demo.banner", &[("date", &views::labels::date_text(as_of.get()))]))}</span>
                <Show when=is_foreign><Button label=ui::text("ui.demo.in_language") look=ButtonLook::Text on_press=translate test_id="demo-language" /></Show>
                <Button label=ui::text("ui.demo.reset") look=ButtonLook::Text disabled=resetting on_press=Callback::new(move |()| asking.set(true)) test_id="reset-demo" />
                <Button label=ui::text("ui.real.title") look=ButtonLook::Text on_press=Callback::new(move |()| real.set(true)) test_id="real-demo" />
            </div>
        </Show>
        <crate::demo::ResetDialog open=asking on_confirm=reset />
        <crate::demo_real::RealDialog open=real demo=id />
        <Show when=memory>
            <div class="band band-warning" role="alert" data-testid="memory-banner"><span>{ui::say_key("ui.save.memory_about")}</span></div>
        </Show>
        <crate::backup_view::BackupBands />
        <Show when=failed>
            <div class="band band-danger" role="alert" data-testid="failed-banner">
                <span>{say(move || t(failed_text(&save.get())))}</span>
                <Show when=move || failed_text(&save.get()) == "ui.save.closed_about"><Button label=ui::text("ui.save.reload") on_press=Callback::new(|()| reload()) test_id="reload" /></Show>
                <Button label=ui::text("ui.save.retry") on_press={ let retry = retry.clone(); Callback::new(move |()| { let retry = retry.clone(); spawn_local(async move { retry.retry_save().await }); }) } />
                <a href=data.clone()>{ui::say_key("ui.data.export")}</a>
            </div>
        </Show>
    }
}

/// Whether a workspace is ready; for the palette and shortcuts.
pub(crate) fn open_session(state: &crate::state::AppState) -> Option<Session> {
    match state.opened.get_untracked() {
        Opened::Ready(session) => Some(*session),
        _ => None,
    }
}
