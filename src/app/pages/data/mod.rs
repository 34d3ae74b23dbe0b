//! Where the data are, and the way in and out (SC-30). Each section of the page has its file.

mod ask;
mod clear;
mod erase;
mod export;
pub(crate) mod export_log;
mod handover;
mod import;
mod import_apply;
mod import_merge;
mod import_replace;
mod panel;
mod restore_points;
mod samples;
mod template;
mod trash;

use leptos::prelude::*;

pub(crate) use export::{Wish, save_file};
pub(crate) use import::{ImportButton, ImportContent, ImportDialog};

/// The page of data.
#[component]
pub(crate) fn DataPage() -> impl IntoView {
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.data")}</h1><p class="page-about">{ui::say_key("ui.data.about")}</p></div></header>
        <panel::Panel />
        <samples::Samples />
        <export::Export>
            <ImportButton />
        </export::Export>
        <handover::HandOver />
        <crate::tables::TablesSection />
        <restore_points::RestorePoints />
        <trash::Trash />
        <erase::Erase />
        <clear::Clear />
    }
}
