//! The workspace as one JSON file: a header, and `data` whose bytes depend on nothing but the
//! records (decisions.md 22). Reading refuses what is not ours, broken or newer, and names the place.

mod read;
mod record;
mod write;

use std::collections::BTreeMap;

use model::{Id, Json, Key, Record, RecordSet, ReplicaId, Stamp};
use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use crate::fault::Fault;
use crate::scope::Scope;

pub use read::{MAX_FIELDS, MAX_RECORDS, MAX_TEXT, codes, read_bundle, read_bytes, read_in_steps, read_pack};
pub use write::{Authors, Export, Origin, file_name, write_bundle};

/// The version of the format that this code writes, and the newest it reads.
pub const VERSION: u32 = 1;
/// What the header calls the format.
pub const FORMAT: &str = "shizhu";

/// The latest change per replica that a copy has seen: everything a replica did up to there is contained or was
/// superseded knowingly.
pub type Versions = BTreeMap<ReplicaId, Stamp>;

/// Who works on which copy of a workspace: names by the number of the copy ([`copy_code`]).
pub type Copies = BTreeMap<String, String>;

/// The number of a copy as it stands in files: eight hexadecimal digits.
pub fn copy_code(copy: ReplicaId) -> String {
    format!("{:08x}", copy.0)
}

/// What a file says about itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Header {
    /// Always `shizhu`.
    pub format: String,
    /// Version of the format.
    pub version: u32,
    /// Version of the app that wrote it.
    pub app: String,
    /// When, UTC.
    pub exported_at: String,
    /// Who wrote it, by the profile; empty where that is not known or not told.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub exported_by: String,
    /// Name of the workspace.
    pub name: String,
    /// The family of copies this file belongs to; a duplicate starts a new one.
    pub lineage: String,
    /// The latest change in the file.
    pub revision: Stamp,
    /// The latest change per replica that the copy had seen.
    #[serde(serialize_with = "write::versions_as_text")]
    pub versions: Versions,
    /// Who works on the copies, as far as the writer knows.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub copies: Copies,
    /// What was left out.
    #[serde(skip_serializing_if = "Scope::is_whole")]
    pub scope: Scope,
    /// Records per kind.
    pub counts: BTreeMap<String, usize>,
    /// SHA-256 of `data` in its compact form.
    pub sha256: String,
}

impl<'de> Deserialize<'de> for Header {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = model::Object::deserialize(deserializer)?;
        read::read_header(map).map_err(serde::de::Error::custom)
    }
}

/// A file read.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// What the file says about itself.
    pub header: Header,
    /// Its records in order of id.
    pub records: Vec<Record>,
    /// Deletions it knows of.
    pub tombstones: BTreeMap<Id, Stamp>,
    /// Deleted records that still have their fields.
    pub deleted: Vec<Record>,
}

impl Bundle {
    /// It is a copy of the sample company.
    pub fn is_demo(&self) -> bool {
        self.records.iter().any(|record| record.kind == "workspace" && record.fields.get("demo") == Some(&Json::Bool(true)))
    }

    /// Its records in memory, living and deleted.
    pub fn record_set(&self) -> RecordSet {
        self.clone().into_record_set()
    }

    /// The same where the file itself is needed no more.
    pub fn into_record_set(mut self) -> RecordSet {
        self.records.append(&mut self.deleted);
        RecordSet::of(self.records, self.tombstones)
    }
}

/// Why a file was refused. Nothing is changed by a refused file.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum BundleError {
    /// A newer format: nothing is wrong with the file.
    #[error("format {version} is newer than {supported}")]
    Newer {
        /// Version in the file.
        version: u64,
        /// Newest readable version.
        supported: u32,
    },
    /// Broken, or not ours.
    #[error("{0}")]
    Broken(#[from] Fault),
}

impl BundleError {
    /// Stable code, also the key of the message.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Newer { .. } => "bundle.newer",
            Self::Broken(fault) => fault.code,
        }
    }

    /// Values for the message.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Newer { version, supported } => vec![("version", version.to_string()), ("supported", supported.to_string())],
            Self::Broken(fault) => fault.parameters.clone(),
        }
    }
}

/// The latest stamps per replica in these records, and what was known beyond them.
pub fn versions(records: &RecordSet, known: &Versions) -> Versions {
    let mut versions = known.clone();
    let mut note = |stamp: Stamp| {
        let latest = versions.entry(stamp.replica).or_default();
        *latest = (*latest).max(stamp);
    };
    for record in records.all().into_iter().chain(records.buried()) {
        note(record.created);
        record.stamps.values().for_each(|stamp| note(*stamp));
    }
    records.tombstones().values().for_each(|stamp| note(*stamp));
    versions
}

/// The family of copies of a workspace: the id of its settings, which every copy keeps; `own` where there are none.
pub fn lineage(records: &RecordSet, own: Id) -> String {
    records.single("workspace").map_or(own, |record| record.id).to_string()
}

/// Gives a workspace another name, for a copy beside one of the same name.
pub fn rename(records: &mut RecordSet, name: &str) {
    if let Some(mut record) = records.single("workspace").map(|record| Record::clone(record)) {
        record.fields.insert(Key::new("name"), Json::String(name.to_owned()));
        records.insert(record);
    }
}

/// The same records in a family of copies of their own: the settings get another number.
#[must_use]
pub fn as_duplicate(records: &RecordSet, id: Id) -> RecordSet {
    let mut copy = RecordSet::default();
    records.tombstones().iter().for_each(|(id, stamp)| copy.bury(*id, *stamp));
    for record in records.all() {
        let id = if record.kind == "workspace" { id } else { record.id };
        copy.insert(Record { id, ..Record::clone(record) });
    }
    records.buried().for_each(|record| copy.bury_record(Record::clone(record)));
    copy
}

/// One set of records from several packs: a record that an earlier pack holds gains the fields of the later one.
pub fn merge_packs(packs: Vec<Vec<Record>>) -> Vec<Record> {
    let mut places: BTreeMap<Id, usize> = BTreeMap::new();
    let mut all: Vec<Record> = Vec::new();
    for record in packs.into_iter().flatten() {
        match places.get(&record.id) {
            Some(place) => all[*place].fields.extend(record.fields),
            None => {
                places.insert(record.id, all.len());
                all.push(record);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests;
