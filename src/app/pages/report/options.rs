//! What a report is to be: form, language, for whom, about which pillars, what is hidden, what stands on its cover.

use std::collections::BTreeSet;

use leptos::prelude::*;
use ui::lang::{Language, language, t};
use ui::{Checkbox, ChoiceButtons, Disclosure, TextInput};

use super::super::diagnosis::desk::pillar_name;

/// For whom it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    /// Who decides: conclusions and actions.
    Managers,
    /// Who works with it: open points and evidence too.
    Project,
}

/// What a report is to be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Options {
    /// Two to four pages instead of the whole.
    pub(super) short: bool,
    /// For whom it is.
    pub(super) audience: Audience,
    /// Pillars it tells of.
    pub(super) pillars: BTreeSet<u8>,
    /// People are named by initials.
    pub(super) hide_people: bool,
    /// Private customers are named by initials.
    pub(super) hide_customers: bool,
    /// Amounts are left out.
    pub(super) hide_amounts: bool,
    /// A cover and contents before it.
    pub(super) cover: bool,
    /// The usual title is replaced by this.
    pub(super) title: String,
    /// Who made it.
    pub(super) author: String,
    /// Words at the foot of each page.
    pub(super) footer: String,
}

impl Options {
    /// The full form for a project team, by whoever works here; without a cover, so that its first page answers what first.
    pub(super) fn new(author: String) -> Self {
        Self {
            short: false,
            audience: Audience::Project,
            pillars: (1..=10).collect(),
            hide_people: false,
            hide_customers: true,
            hide_amounts: false,
            cover: false,
            title: String::new(),
            author,
            footer: String::new(),
        }
    }

    /// Open points, evidence and full tables are part of it.
    pub(super) fn is_whole(&self) -> bool {
        !self.short && self.audience == Audience::Project
    }
}

/// The controls. Language is that of the interface: the report speaks as the page does.
pub(super) fn panel(options: RwSignal<Options>) -> AnyView {
    let choice = |yes: &'static str, no: &'static str| {
        Signal::derive(move || [yes, no].map(|code| (code.to_owned(), t(&format!("ui.report.{code}")))).to_vec())
    };
    let form = Signal::derive(move || options.with(|options| if options.short { "short" } else { "full" }.to_owned()));
    let audience =
        Signal::derive(move || options.with(|options| if options.audience == Audience::Managers { "managers" } else { "project" }.to_owned()));
    let spoken = Signal::derive(move || language().html_lang().to_owned());
    let languages = Signal::derive(move || {
        [Language::Chinese, Language::English].map(|one| (one.html_lang().to_owned(), t(&format!("ui.report.language.{}", one.html_lang())))).to_vec()
    });
    let speak = Callback::new(|code: String| {
        if let Some(wanted) = Language::from_code(&code) {
            crate::shell::show_language(wanted);
        }
    });
    let check = move |key: &'static str, get: fn(&Options) -> bool, set: fn(&mut Options, bool), test_id: &'static str| {
        let checked = Signal::derive(move || options.with(get));
        view! { <Checkbox label=ui::text(key) checked=checked on_change=Callback::new(move |on| options.update(|options| set(options, on))) test_id=test_id /> }
    };
    let word = move |key: &'static str, get: fn(&Options) -> &String, set: fn(&mut Options, String), id: &'static str| {
        let value = Signal::derive(move || options.with(|options| get(options).clone()));
        view! { <TextInput label=ui::text(key) value=value on_input=Callback::new(move |text| options.update(|options| set(options, text))) id=id /> }
    };
    let pillars = (1..=10)
        .map(|number: u8| {
            let checked = Signal::derive(move || options.with(|options| options.pillars.contains(&number)));
            let change = Callback::new(move |on: bool| {
                options.update(|options| {
                    if on { options.pillars.insert(number) } else { options.pillars.remove(&number) };
                });
            });
            view! { <Checkbox label=Signal::derive(move || pillar_name(number)) checked=checked on_change=change test_id=format!("report-pillar-{number}") /> }
        })
        .collect_view();
    view! {
        <div class="report-options no-print" role="group" aria-label=ui::text("ui.report.options") data-testid="report-options">
            <div class="report-choices">
                <ChoiceButtons label=ui::text("ui.report.form") value=form options=choice("full", "short") on_change=Callback::new(move |code: String| options.update(|options| options.short = code == "short")) id="report-form" />
                <ChoiceButtons label=ui::text("ui.report.language") value=spoken options=languages on_change=speak id="report-language" />
                <ChoiceButtons label=ui::text("ui.report.audience") value=audience options=choice("project", "managers") on_change=Callback::new(move |code: String| options.update(|options| options.audience = if code == "managers" { Audience::Managers } else { Audience::Project })) id="report-audience" />
            </div>
            <div class="report-checks">
                {check("ui.report.cover", |options| options.cover, |options, on| options.cover = on, "report-cover")}
                {check("ui.report.hide_people", |options| options.hide_people, |options, on| options.hide_people = on, "report-hide-people")}
                {check("ui.report.hide_customers", |options| options.hide_customers, |options, on| options.hide_customers = on, "report-hide-customers")}
                {check("ui.report.hide_amounts", |options| options.hide_amounts, |options, on| options.hide_amounts = on, "report-hide-amounts")}
            </div>
            <Disclosure title=ui::text("ui.report.more")>
                <div class="report-more">
                    <fieldset class="report-pillars"><legend>{ui::say_key("ui.nav.pillars")}</legend>{pillars}</fieldset>
                    {word("ui.report.title_field", |options| &options.title, |options, text| options.title = text, "report-title")}
                    {word("ui.report.author", |options| &options.author, |options, text| options.author = text, "report-author")}
                    {word("ui.report.footer", |options| &options.footer, |options, text| options.footer = text, "report-footer")}
                </div>
            </Disclosure>
        </div>
    }
    .into_any()
}
