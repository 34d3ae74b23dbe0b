//! The colour of the company, or the one that the page around a frame asks for, in place of the app's own: a style sheet made
//! by the program, which follows theme and paper like those of the build.

use leptos::prelude::*;
use pillars::workspace::workspace;
use ui::colour::accent;
use web_sys::CssStyleSheet;

use crate::state::{AppState, Opened};

/// Shows the accent that is asked for, as far as it can be read.
pub(crate) fn install(state: &AppState) {
    let embed = crate::embed::embed();
    let opened = state.opened;
    let wanted = Memo::new(move |_| {
        let asked = if embed.active() { embed.get("accent") } else { String::new() };
        if !asked.is_empty() {
            return asked;
        }
        match opened.get() {
            Opened::Ready(session) => {
                let settings = session.workspace.tracked("workspace");
                settings.single("workspace").and_then(|record| workspace::ACCENT.get(&**record)).unwrap_or_default()
            }
            _ => String::new(),
        }
    });
    let sheet = StoredValue::new_local(CssStyleSheet::new().ok());
    Effect::new(move |_| {
        let style = accent(&wanted.get()).map(|accent| accent.style());
        sheet.with_value(|sheet| {
            // Without such sheets the app keeps its own colour.
            let Some(sheet) = sheet else { return };
            if sheet.replace_sync(style.as_deref().unwrap_or_default()).is_ok() {
                document().set_adopted_style_sheets(&js_sys::Array::of1(sheet));
            }
        });
    });
}
