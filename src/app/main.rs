//! Mounts the app. Everything else lives in the modules beside it.

#![allow(unreachable_pub, reason = "the component macro writes public items of its own")]

mod app;
mod demo;
mod environment;
mod fetch;
mod files;
mod focus;
mod opening;
mod pages;
mod palette;
mod panic;
mod preferences;
mod shell;
mod shortcuts;
mod state;

fn main() {
    panic::install();
    wasm_bindgen_futures::spawn_local(app::start());
}
