//! The workspace as one JSON file: a header, and `data` whose bytes depend on nothing but the
//! records (decisions.md 22). Reading refuses what is not ours, broken or newer, and names the place.

use std::collections::{BTreeMap, HashSet};

use model::{Id, Key, Record, RecordSet, Stamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The version of the format that this code writes, and the newest it reads.
pub const VERSION: u32 = 1;
const FORMAT: &str = "shizhu";

/// What a file says about itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Always `shizhu`.
    pub format: String,
    /// Version of the format.
    pub version: u32,
    /// Version of the app that wrote it.
    pub app: String,
    /// When, UTC.
    pub exported_at: String,
    /// Name of the workspace.
    pub name: String,
    /// The family of copies this file belongs to; a duplicate starts a new one.
    pub lineage: String,
    /// The latest change in the file.
    pub revision: Stamp,
    /// The latest change per replica.
    pub versions: BTreeMap<String, Stamp>,
    /// Records per kind.
    pub counts: BTreeMap<String, usize>,
    /// SHA-256 of `data` in its compact form.
    pub sha256: String,
}

/// The part of a file that equality is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Data {
    records: Vec<Record>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    tombstones: BTreeMap<Id, Stamp>,
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
}

/// Why a file was refused. Nothing is changed by a refused file.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum BundleError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Not JSON, or cut off.
    #[error("not JSON at line {line}, column {column}")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON, but of another program.
    #[error("not a file of this app")]
    NotOurs,
    /// A newer format.
    #[error("format {version} is newer than {supported}")]
    Newer {
        /// Version in the file.
        version: u64,
        /// Newest readable version.
        supported: u32,
    },
    /// The header lacks a part or has it in the wrong shape.
    #[error("header: {reason}")]
    BadHeader {
        /// What the reader said.
        reason: String,
    },
    /// A record cannot be read.
    #[error("record {number}: {reason}")]
    BadRecord {
        /// Position in the file, from 1.
        number: usize,
        /// What the reader said.
        reason: String,
    },
    /// Two records share an id.
    #[error("record {number} repeats the id {id}")]
    DoubledId {
        /// Position in the file, from 1.
        number: usize,
        /// The id.
        id: Id,
    },
    /// The data is not what was written.
    #[error("checksum does not match")]
    Checksum,
}

impl BundleError {
    /// Stable code, also the key of the message.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "bundle.empty",
            Self::NotJson { .. } => "bundle.not_json",
            Self::NotOurs => "bundle.not_ours",
            Self::Newer { .. } => "bundle.newer",
            Self::BadHeader { .. } => "bundle.bad_header",
            Self::BadRecord { .. } => "bundle.bad_record",
            Self::DoubledId { .. } => "bundle.doubled_id",
            Self::Checksum => "bundle.checksum",
        }
    }

    /// Values for the message.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Empty | Self::NotOurs | Self::Checksum => Vec::new(),
            Self::NotJson { line, column } => vec![("line", line.to_string()), ("column", column.to_string())],
            Self::Newer { version, supported } => vec![("version", version.to_string()), ("supported", supported.to_string())],
            Self::BadHeader { reason } => vec![("reason", reason.clone())],
            Self::BadRecord { number, reason } => vec![("number", number.to_string()), ("reason", reason.clone())],
            Self::DoubledId { number, id } => vec![("number", number.to_string()), ("id", id.to_string())],
        }
    }
}

/// What the writer is told about the workspace.
#[derive(Clone, Debug)]
pub struct Origin<'a> {
    /// Version of the app.
    pub app: &'a str,
    /// Now, UTC, ISO 8601.
    pub exported_at: &'a str,
    /// Name of the workspace.
    pub name: &'a str,
    /// Family of copies.
    pub lineage: &'a str,
}

/// The file of a workspace. The same records give the same bytes of `data`.
///
/// # Errors
/// Only when a value cannot be written as JSON, which stored values always can.
pub fn write_bundle(records: &RecordSet, origin: &Origin<'_>) -> Result<String, serde_json::Error> {
    let all = records.all();
    let mut lines = Vec::with_capacity(all.len());
    let (mut counts, mut versions) = (BTreeMap::<String, usize>::new(), BTreeMap::<String, Stamp>::new());
    let mut revision = Stamp::default();
    for record in &all {
        lines.push(serde_json::to_string(record.as_ref())?);
        *counts.entry(record.kind.to_string()).or_default() += 1;
        for stamp in record.stamps.values().chain([&record.created]) {
            let latest = versions.entry(format!("{:08x}", stamp.replica.0)).or_default();
            *latest = (*latest).max(*stamp);
            revision = revision.max(*stamp);
        }
    }
    let tombstones = records.tombstones();
    let mut compact = format!("{{\"records\":[{}]", lines.join(","));
    if !tombstones.is_empty() {
        compact.push_str(&format!(",\"tombstones\":{}", serde_json::to_string(tombstones)?));
    }
    compact.push('}');
    let header = Header {
        format: FORMAT.to_owned(),
        version: VERSION,
        app: origin.app.to_owned(),
        exported_at: origin.exported_at.to_owned(),
        name: origin.name.to_owned(),
        lineage: origin.lineage.to_owned(),
        revision,
        versions,
        counts,
        sha256: hash(&compact),
    };
    let head = serde_json::to_string_pretty(&header)?;
    let mut out = head.strip_suffix("\n}").unwrap_or(&head).to_owned();
    out.push_str(",\n  \"data\": {\n    \"records\": [\n");
    for (index, line) in lines.iter().enumerate() {
        out.push_str("      ");
        out.push_str(line);
        out.push_str(if index + 1 < lines.len() { ",\n" } else { "\n" });
    }
    out.push_str("    ]");
    if !tombstones.is_empty() {
        out.push_str(",\n    \"tombstones\": ");
        out.push_str(&serde_json::to_string(tombstones)?);
    }
    out.push_str("\n  }\n}\n");
    Ok(out)
}

/// Reads a file.
///
/// # Errors
/// [`BundleError`] naming what is wrong and where.
pub fn read_bundle(text: &str) -> Result<Bundle, BundleError> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(BundleError::Empty);
    }
    let whole: serde_json::Value =
        serde_json::from_slice(text.as_bytes()).map_err(|error| BundleError::NotJson { line: error.line(), column: error.column() })?;
    let serde_json::Value::Object(mut map) = whole else { return Err(BundleError::NotOurs) };
    if map.get("format").and_then(serde_json::Value::as_str) != Some(FORMAT) {
        return Err(BundleError::NotOurs);
    }
    let bad_header = |reason: &str| BundleError::BadHeader { reason: reason.to_owned() };
    let version = map.get("version").and_then(serde_json::Value::as_u64).ok_or_else(|| bad_header("version"))?;
    if version > u64::from(VERSION) {
        return Err(BundleError::Newer { version, supported: VERSION });
    }
    let data = map.remove("data").ok_or_else(|| bad_header("data"))?;
    let header: Header = serde_json::from_value(serde_json::Value::Object(map)).map_err(|error| bad_header(&error.to_string()))?;
    let data = read_data(data)?;
    let compact = serde_json::to_string(&data).map_err(|error| bad_header(&error.to_string()))?;
    if hash(&compact) != header.sha256 {
        return Err(BundleError::Checksum);
    }
    Ok(Bundle { header, records: data.records, tombstones: data.tombstones })
}

/// Reads the `data` part alone, as the packs of the demo workspace are kept.
///
/// # Errors
/// [`BundleError`] naming what is wrong and where.
pub fn read_pack(text: &str) -> Result<Vec<Record>, BundleError> {
    let data = serde_json::from_slice(text.as_bytes()).map_err(|error| BundleError::NotJson { line: error.line(), column: error.column() })?;
    Ok(read_data(data)?.records)
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

fn read_data(data: serde_json::Value) -> Result<Data, BundleError> {
    let serde_json::Value::Object(mut data) = data else { return Err(BundleError::BadHeader { reason: "data".to_owned() }) };
    let Some(serde_json::Value::Array(items)) = data.remove("records") else {
        return Err(BundleError::BadHeader { reason: "data.records".to_owned() });
    };
    let tombstones = match data.remove("tombstones") {
        None => BTreeMap::new(),
        Some(value) => serde_json::from_value(value).map_err(|_| BundleError::BadHeader { reason: "data.tombstones".to_owned() })?,
    };
    let mut seen = HashSet::with_capacity(items.len());
    let mut records = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let record: Record = serde_json::from_value(item).map_err(|error| BundleError::BadRecord { number: index + 1, reason: error.to_string() })?;
        if !seen.insert(record.id) {
            return Err(BundleError::DoubledId { number: index + 1, id: record.id });
        }
        records.push(record);
    }
    Ok(Data { records, tombstones })
}

/// File name of an export: `client_subject_date_time.shizhu.json`. Signs that file systems refuse
/// become `-`.
pub fn file_name(client: &str, subject: &str, date_time: &str) -> String {
    let safe = |text: &str| -> String {
        let cleaned: String = text.trim().chars().map(|c| if c.is_control() || "\\/:*?\"<>|_ ".contains(c) { '-' } else { c }).collect();
        cleaned.trim_matches('-').chars().take(60).collect()
    };
    format!("{}_{}_{}.shizhu.json", safe(client), safe(subject), date_time)
}

/// Names of fields of a record that no schema of this version knows; they are kept.
pub fn unknown_fields(record: &Record, kind: &model::Kind) -> Vec<Key> {
    record.fields.keys().filter(|key| kind.field(key).is_none()).cloned().collect()
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_pack_adds_fields_to_the_records_of_an_earlier_one() {
        let record = |number: u64, field: &str| {
            let mut record = Record::new(Id::from_number(number), "person", Stamp::default());
            record.fields.insert(Key::new(field), serde_json::Value::from(field));
            record
        };
        let merged = merge_packs(vec![vec![record(1, "name"), record(2, "name")], vec![record(3, "name"), record(1, "role")]]);
        assert_eq!(merged.iter().map(|record| record.id).collect::<Vec<_>>(), [1, 2, 3].map(Id::from_number));
        assert_eq!(merged[0].fields.keys().map(Key::as_str).collect::<Vec<_>>(), ["name", "role"]);
    }

    use model::{Json, ReplicaId};
    use proptest::prelude::*;

    const ORIGIN: Origin<'static> = Origin { app: "0.1.0", exported_at: "2026-06-30T12:00:00Z", name: "测试", lineage: "l" };

    fn json_value() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Bool(true)),
            any::<i64>().prop_map(Json::from),
            (-1e9_f64..1e9).prop_map(Json::from),
            "\\PC{0,12}".prop_map(Json::from),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
                prop::collection::vec(("[a-z_]{1,8}", inner), 0..4).prop_map(|pairs| Json::Object(pairs.into_iter().collect())),
            ]
        })
    }

    fn record_set() -> impl Strategy<Value = RecordSet> {
        let record = (any::<u64>(), "[a-z]{1,6}", prop::collection::vec(("[a-z_]{1,10}", json_value()), 0..6), any::<u32>(), "[a-z]{3}");
        prop::collection::vec(record, 0..8).prop_map(|records| {
            let mut set = RecordSet::default();
            for (number, kind, fields, time, unknown) in records {
                let stamp = |extra: u64| Stamp { time: u64::from(time) + extra, counter: 1, replica: ReplicaId(time % 3) };
                let mut record = Record::new(Id::from_number(number), &kind, stamp(0));
                for (index, (name, value)) in fields.into_iter().enumerate() {
                    record.set(Key::new(&name), Some(value), stamp(index as u64));
                }
                record.unknown.insert(Key::new(&format!("x{unknown}")), Json::from(1));
                set.insert(record);
            }
            set.bury(Id::from_number(7), Stamp::default());
            set
        })
    }

    proptest! {
        #[test]
        fn export_import_export_gives_the_same_bytes(set in record_set()) {
            let first = write_bundle(&set, &ORIGIN).unwrap();
            let bundle = read_bundle(&first).unwrap();
            let mut again = RecordSet::default();
            bundle.records.iter().cloned().for_each(|record| again.insert(record));
            bundle.tombstones.iter().for_each(|(id, stamp)| again.bury(*id, *stamp));
            prop_assert_eq!(first, write_bundle(&again, &ORIGIN).unwrap());
        }

        #[test]
        fn a_damaged_file_is_refused_or_equal(set in record_set(), at in any::<prop::sample::Index>(), byte in 32_u8..127) {
            let text = write_bundle(&set, &ORIGIN).unwrap();
            let mut bytes = text.clone().into_bytes();
            let place = at.index(bytes.len());
            bytes[place] = byte;
            if let Ok(damaged) = String::from_utf8(bytes)
                && let Ok(bundle) = read_bundle(&damaged)
            {
                prop_assert_eq!(bundle.records, read_bundle(&text).unwrap().records);
            }
        }
    }

    fn check(text: &str, code: &str) {
        assert_eq!(read_bundle(text).unwrap_err().code(), code, "{text}");
    }

    #[test]
    fn each_fault_has_its_own_sentence() {
        let good = write_bundle(&RecordSet::default(), &ORIGIN).unwrap();
        check("", "bundle.empty");
        check("hello", "bundle.not_json");
        check(&good[..good.len() - 4], "bundle.not_json");
        check("[1]", "bundle.not_ours");
        check(r#"{"format":"other"}"#, "bundle.not_ours");
        check(&good.replace("\"version\": 1", "\"version\": 9"), "bundle.newer");
        check(r#"{"format":"shizhu","version":1}"#, "bundle.bad_header");
        check(&good.replace("\"records\": [\n", "\"records\": [{}"), "bundle.bad_record");
        let mut set = RecordSet::default();
        set.insert(Record::new(Id::from_number(1), "note", Stamp::default()));
        let one = write_bundle(&set, &ORIGIN).unwrap();
        check(&one.replace("note", "nose"), "bundle.checksum");
        let line = one.lines().find(|line| line.contains("\"kind\"")).unwrap();
        check(&one.replace(line, &format!("{line},\n{line}")), "bundle.doubled_id");
    }

    #[test]
    fn a_file_name_has_no_signs_that_file_systems_refuse() {
        assert_eq!(file_name("A/B: 公司", "营销管理体系", "2026-11-21_1408"), "A-B--公司_营销管理体系_2026-11-21_1408.shizhu.json");
    }
}
