//! Mounts the app. Everything else lives in the modules beside it.

#![allow(unreachable_pub, reason = "the component macro writes public items of its own")]

mod accent;
mod app;
mod archive;
mod backup;
mod backup_folder;
mod backup_persist;
mod backup_view;
mod calendar_file;
mod demo;
mod demo_real;
mod embed;
mod environment;
mod fetch;
mod files;
mod focus;
mod follow;
mod handover;
mod jobs;
mod offline;
mod opening;
mod pages;
mod palette;
mod panic;
mod papers;
mod presenting;
mod reading_place;
mod rules;
mod seal;
mod shell;
mod shortcuts;
mod state;
mod tables;
mod tour;
mod update;

fn main() {
    panic::install();
    wasm_bindgen_futures::spawn_local(app::start());
}
