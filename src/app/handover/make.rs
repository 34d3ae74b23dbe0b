//! Makes the one file out of the app's own files: the page with empty places that every release carries, filled with what
//! the app fetches as it runs (from its host, from the device without a network, or from the file it stands in itself).

use std::collections::BTreeMap;

use io::handover::{FACTS, Handover, WORKSPACE};
use io::portable::{TEMPLATE, fill, places};
use leptos::prelude::*;
use ui::lang::{t, t_with};

use crate::fetch::{fetch_bytes, fetch_text};

/// What goes into a file.
pub(crate) struct Parcel {
    /// What it says about itself.
    pub(crate) facts: Handover,
    /// The workspace as a file, encrypted or not.
    pub(crate) workspace: String,
}

/// Files that a form does without: samples, templates, the page for making further files.
const NOT_ASKED: &[&str] = &["content/demo/", "content/templates/", "schema/", TEMPLATE];

/// The page with everything inside; `done` follows how many files of how many are in it.
///
/// # Errors
/// The sentence that says what is in the way.
pub(crate) async fn assemble(parcel: &Parcel, done: RwSignal<(usize, usize)>) -> Result<String, String> {
    let template = fetch_text(TEMPLATE).await.ok().filter(|text| text.contains("<html")).ok_or_else(|| t("ui.handover.no_template"))?;
    let is_form = !parcel.facts.kinds.is_empty();
    let names: Vec<&str> =
        places(&template).into_iter().filter(|name| !is_form || !NOT_ASKED.iter().any(|left_out| name.starts_with(left_out))).collect();
    let mut packed = BTreeMap::new();
    for (index, name) in names.iter().enumerate() {
        done.try_set((index, names.len()));
        let bytes = match *name {
            FACTS => parcel.facts.write().into_bytes(),
            WORKSPACE => parcel.workspace.clone().into_bytes(),
            name => fetch_bytes(name).await.map_err(|reason| t_with("ui.handover.missing", &[("reason", &reason)]))?,
        };
        let small = crate::seal::compress(&bytes).await.ok_or_else(|| t("ui.handover.no_compression"))?;
        packed.insert(*name, small);
    }
    done.try_set((names.len(), names.len()));
    Ok(fill(&template, &|name| packed.get(name).map(Vec::as_slice)))
}
