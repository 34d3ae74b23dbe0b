//! One file a page; those that are fetched when they are first opened, and the chunk they lie in.

use leptos::prelude::*;
use model::Id;
use views::record_page::RecordPage;

pub(crate) mod actions;
pub(crate) mod alerts;
pub(crate) mod ask;
pub(crate) mod check;
pub(crate) mod dashboard;
pub(crate) mod data;
pub(crate) mod diagnosis;
pub(crate) mod document;
pub(crate) mod embed_builder;
pub(crate) mod embed_test;
pub(crate) mod exceptional;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod home;
pub(crate) mod import_table;
pub(crate) mod library;
pub(crate) mod method;
pub(crate) mod names;
pub(crate) mod pillar;
pub(crate) mod quality;
pub(crate) mod report;
pub(crate) mod reviews;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod settings_brand;
pub(crate) mod settings_lists;
pub(crate) mod start;
pub(crate) mod start_template;
pub(crate) mod unite;

ui::chunk! {
    gallery: Page pub(crate) fn gallery() { view! { <ui::Gallery /> } }
    record: Page pub(crate) fn record_page(kind: String, id: Id) { view! { <RecordPage kind=kind id=id /> } }
    document: Page pub(crate) fn document_page(number: u8, output: String) { view! { <document::DocumentPage number=number output=output /> } }
    document: Page pub(crate) fn check_page(number: u8) { view! { <check::CheckPage number=number /> } }
    daily: Page pub(crate) fn actions_page() { view! { <actions::ActionsPage /> } }
    daily: Page pub(crate) fn reviews_page() { view! { <reviews::ReviewsPage /> } }
    daily: Page pub(crate) fn alerts_page() { view! { <alerts::AlertsPage /> } }
    daily: Page pub(crate) fn library_page() { view! { <library::LibraryPage /> } }
    daily: Page pub(crate) fn dashboard_page() { view! { <dashboard::DashboardPage /> } }
    daily: Page pub(crate) fn history_page() { view! { <history::HistoryPage /> } }
    daily: Page pub(crate) fn search_page() { view! { <search::SearchPage /> } }
    diagnosis: Page pub(crate) fn diagnosis_page(path: String) { view! { <diagnosis::DiagnosisPage path=path.clone() /> } }
    report: Page pub(crate) fn report_page() { view! { <report::ReportPage /> } }
    diagnosis: Part pub(crate) fn task_origin(id: Id) { view! { <diagnosis::task_origin::TaskOrigin id=id /> } }
    ask: Page pub(crate) fn ask_page(path: String) { view! { <ask::AskPage path=path.clone() /> } }
    ask: Page pub(crate) fn not_asked() { view! { <ask::NotAsked /> } }
    ask: Part pub(crate) fn ask_head() { view! { <crate::handover::AskHead /> } }
    ask: Part pub(crate) fn handover_band() { view! { <crate::handover::Band /> } }
    ask: Page pub(crate) fn handover_opening() { view! { <crate::handover::OpeningPage /> } }
    settings: Page pub(crate) fn data_page() { view! { <data::DataPage /> } }
    presenting: Page pub(crate) fn run_page() { view! { <crate::presenting::RunPage /> } }
    presenting: Page pub(crate) fn notes_page() { view! { <crate::presenting::NotesPage /> } }
    presenting: Part pub(crate) fn presenter_bar() { view! { <crate::presenting::PresenterBar /> } }
    settings: Page pub(crate) fn embed_page() { view! { <embed_builder::EmbedBuilder /> } }
    demo: Part pub(crate) fn real_form(open: RwSignal<bool>, demo: Id) { view! { <crate::demo_real::RealForm open=open demo=demo /> } }
    import: Part pub(crate) fn template_choice() { view! { <start_template::TemplateChoice /> } }
    import: Part pub(crate) fn import_content() { view! { <data::ImportContent /> } }
    tables: Page pub(crate) fn quality_page() { view! { <quality::QualityPage /> } }
    tables: Page pub(crate) fn import_page(kind: String) { view! { <import_table::ImportPage kind=kind /> } }
    tables: Page pub(crate) fn unite_page(kind: String, one: Id, other: Id) { view! { <unite::UnitePage kind=kind one=one other=other /> } }
    settings: Page pub(crate) fn settings_page() { view! { <settings::SettingsPage /> } }
    settings: Page pub(crate) fn help_page() { view! { <help::HelpPage /> } }
    settings: Page pub(crate) fn method_page() { view! { <method::MethodPage /> } }
}
