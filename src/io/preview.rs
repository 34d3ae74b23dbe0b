//! What a file is, before it is let in: enough to show it, without its records.

use std::collections::{BTreeMap, BTreeSet};

use model::{Id, Issue, Record, Registry, links_of};
use serde::{Deserialize, Serialize};

use crate::bundle::{Bundle, Header};
use crate::inspect::inspect;

/// Findings that are told at most.
const SHOWN: usize = 50;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// What it says about itself.
    pub header: Header,
    /// Records in it that are not deleted.
    pub records: u64,
    /// It holds a copy of the sample company.
    pub demo: bool,
    /// How much of it does not fit what this version knows.
    pub findings: u64,
    /// The first of that.
    pub first: Vec<Misfit>,
    /// The records that these are about, and those that they link to, for their titles.
    pub about: Vec<Record>,
}

/// Something in a file that does not fit, as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misfit {
    /// Stable code, also the key of the message.
    pub code: String,
    /// The record.
    pub record: Option<Id>,
    /// The field.
    pub field: Option<String>,
    /// Values for the message.
    pub parameters: Vec<(String, String)>,
}

impl From<&Issue> for Misfit {
    fn from(issue: &Issue) -> Self {
        Self {
            code: issue.code.to_owned(),
            record: issue.record,
            field: issue.field.as_ref().map(ToString::to_string),
            parameters: issue.parameters.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect(),
        }
    }
}

/// What a file is, by the kinds that this version knows.
pub fn preview(bundle: &Bundle, registry: &Registry) -> Preview {
    let found = inspect(&bundle.records, &bundle.header.scope, registry);
    let first: Vec<Misfit> = found.iter().take(SHOWN).map(Misfit::from).collect();
    let told: BTreeSet<Id> = first.iter().filter_map(|misfit| misfit.record).collect();
    let mut about = chosen(bundle, &told);
    let linked: BTreeSet<Id> = about
        .iter()
        .filter_map(|record| Some((record, registry.kind(&record.kind)?)))
        .flat_map(|(record, kind)| kind.fields.iter().flat_map(|field| links_of(field, record)).collect::<Vec<_>>())
        .filter(|id| !told.contains(id))
        .collect();
    about.extend(chosen(bundle, &linked));
    Preview {
        header: bundle.header.clone(),
        records: bundle.records.len() as u64,
        demo: bundle.is_demo(),
        findings: found.len() as u64,
        first,
        about,
    }
}

fn chosen(bundle: &Bundle, ids: &BTreeSet<Id>) -> Vec<Record> {
    if ids.is_empty() {
        return Vec::new();
    }
    let found: BTreeMap<Id, &Record> = bundle.records.iter().filter(|record| ids.contains(&record.id)).map(|record| (record.id, record)).collect();
    found.into_values().cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bundle::{Origin, read_bundle, write_bundle};
    use model::{Key, Line, RecordSet, Stamp};
    use serde_json::json;

    model::record! {
        /// A kind with a link.
        LEAF = "leaf", title "name";
        NAME: Line = "name", max_length(3);
        ON: model::Link = "on", to(&["leaf"]);
    }

    #[test]
    fn a_preview_tells_the_first_misfits_with_the_records_for_their_titles_and_travels() {
        let mut set = RecordSet::default();
        for number in 1..=70_u64 {
            let mut record = Record::new(Id::from_number(number), "leaf", Stamp::default());
            let name = if number > 2 { "too long" } else { "ok" };
            record.fields =
                [("name", json!(name)), ("on", json!(Id::from_number(1 + number % 2).to_string()))].map(|(key, value)| (Key::new(key), value)).into();
            set.insert(record);
        }
        let origin = Origin { app: "0.1.0", exported_at: "2026-06-30T12:00:00Z", name: "测试", lineage: "l" };
        let bundle = read_bundle(&write_bundle(&set, &origin).unwrap()).unwrap();
        let found = preview(&bundle, &Registry::new([&LEAF]));
        assert_eq!((found.records, found.first.len(), found.demo), (70, SHOWN, false));
        assert!(found.findings > SHOWN as u64, "{}", found.findings);
        let told: BTreeSet<Id> = found.first.iter().filter_map(|misfit| misfit.record).collect();
        assert!(told.iter().all(|id| found.about.iter().any(|record| record.id == *id)));
        assert!(found.about.iter().any(|record| record.id == Id::from_number(2)), "what they link to");
        assert!(found.about.len() < 70, "and no others");
        let text = serde_json::to_string(&found).unwrap();
        assert_eq!(serde_json::from_str::<Preview>(&text).unwrap(), found);
        assert!(
            serde_json::from_str::<Preview>(&text.replace("\"shizhu\"", "7").replace("sha256", "sha")).is_err(),
            "the header is read as strictly as that of a file"
        );
    }
}
