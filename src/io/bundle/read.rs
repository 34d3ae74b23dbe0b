//! Reading a file: every part with its own fault, so that the message can name what is wrong and where.

use std::collections::{BTreeMap, HashSet};

use model::{Id, Json, Object, Record, ReplicaId, Stamp};

use super::record::{self, id, is_name, stamp};
use super::write::Lines;
use super::{Bundle, BundleError, Copies, FORMAT, Header, VERSION, Versions};
use crate::fault::{Fault, short};
use crate::json::parse;
use crate::scope::Scope;

/// Most records of a file.
pub const MAX_RECORDS: usize = 2_000_000;
/// Most fields of a record.
pub const MAX_FIELDS: usize = 500;
/// Most bytes of one text: an embedded picture may be long, a whole book may not.
pub const MAX_TEXT: usize = 4 * 1024 * 1024;
/// Most characters of a text in the header.
const MAX_HEADER_TEXT: usize = 1_000;

/// Codes of what can be wrong with the file around its records.
const CODES: &[&str] = &[
    "bundle.not_object",
    "bundle.not_ours",
    "bundle.encrypted",
    "bundle.newer",
    "bundle.version_missing",
    "bundle.version",
    "bundle.header_missing",
    "bundle.header_text",
    "bundle.header_revision",
    "bundle.header_versions",
    "bundle.header_replica",
    "bundle.header_version_stamp",
    "bundle.header_counts",
    "bundle.header_count",
    "bundle.header_copies",
    "bundle.header_sha256",
    "bundle.header_scope",
    "bundle.header_key",
    "bundle.data_missing",
    "bundle.data",
    "bundle.data_key",
    "bundle.records_missing",
    "bundle.records",
    "bundle.too_many_records",
    "bundle.doubled_id",
    "bundle.tombstones",
    "bundle.tombstone_id",
    "bundle.tombstone_stamp",
    "bundle.deleted",
    "bundle.deleted_alive",
    "bundle.deleted_unnoted",
    "bundle.counts_differ",
    "bundle.checksum",
];

/// Every code that reading a file can give: each has its sentence in both languages.
pub fn codes() -> Vec<&'static str> {
    crate::json::codes()
        .into_iter()
        .chain(CODES.iter().copied())
        .chain(record::CODES.iter().copied())
        .chain(crate::sealed::CODES.iter().copied())
        .collect()
}

/// Reads a file.
///
/// # Errors
/// [`BundleError`] naming what is wrong and where.
pub fn read_bundle(text: &str) -> Result<Bundle, BundleError> {
    read_bytes(text.as_bytes())
}

/// Reads a file as it comes from the disk.
///
/// # Errors
/// [`BundleError`] naming what is wrong and where.
pub fn read_bytes(bytes: &[u8]) -> Result<Bundle, BundleError> {
    read_in_steps(bytes, &mut |_, _| {})
}

/// The same; `progress` hears how far it is.
///
/// # Errors
/// [`BundleError`] naming what is wrong and where.
pub fn read_in_steps(bytes: &[u8], progress: &mut dyn FnMut(u64, u64)) -> Result<Bundle, BundleError> {
    // Parsing takes about half of the time, records and checksum a quarter each.
    progress(0, 4);
    let Json::Object(mut map) = parse(bytes)? else { return Err(Fault::new("bundle.not_object").into()) };
    let format = map.remove("format");
    match format.as_ref().and_then(Json::as_str) {
        Some(FORMAT) => {}
        Some(crate::sealed::FORMAT) => return Err(Fault::new("bundle.encrypted").into()),
        _ => return Err(Fault::new("bundle.not_ours").into()),
    }
    let version = map.remove("version").ok_or_else(|| Fault::new("bundle.version_missing"))?;
    let version =
        version.as_u64().filter(|version| *version > 0).ok_or_else(|| Fault::new("bundle.version").with("value", short(&version.to_string())))?;
    if version > u64::from(VERSION) {
        return Err(BundleError::Newer { version, supported: VERSION });
    }
    let data = map.remove("data").ok_or_else(|| Fault::new("bundle.data_missing"))?;
    let header = read_header(map)?;
    progress(2, 4);
    let data = read_data(data)?;
    progress(3, 4);
    check_counts(&header, &data.records)?;
    let lines = Lines::new(data.records.iter(), &data.tombstones, data.deleted.iter());
    if lines.is_ok_and(|lines| lines.hash() != header.sha256) {
        return Err(Fault::new("bundle.checksum").into());
    }
    Ok(Bundle { header, records: data.records, tombstones: data.tombstones, deleted: data.deleted })
}

/// Reads the `data` part alone, as the packs of the demo workspace are kept.
///
/// # Errors
/// [`BundleError`] naming what is wrong and where.
pub fn read_pack(text: &str) -> Result<Vec<Record>, BundleError> {
    Ok(read_data(parse(text.as_bytes())?)?.records)
}

fn take(map: &mut Object, part: &'static str) -> Result<Json, Fault> {
    map.remove(part).ok_or_else(|| Fault::new("bundle.header_missing").with("part", part))
}

fn take_text(map: &mut Object, part: &'static str) -> Result<String, Fault> {
    match take(map, part)? {
        Json::String(text) if text.chars().count() <= MAX_HEADER_TEXT => Ok(text),
        _ => Err(Fault::new("bundle.header_text").with("part", part)),
    }
}

pub(super) fn read_header(mut map: Object) -> Result<Header, Fault> {
    // Said of every file; read beforehand where it decides whether the rest can be read.
    map.remove("format");
    map.remove("version");
    let revision = take(&mut map, "revision")?;
    let counts = match take(&mut map, "counts")? {
        Json::Object(counts) => counts,
        _ => return Err(Fault::new("bundle.header_counts")),
    };
    let mut by_kind = BTreeMap::new();
    for (kind, count) in counts {
        let count = count.as_u64().and_then(|count| usize::try_from(count).ok()).filter(|_| is_name(&kind));
        by_kind.insert(kind.clone(), count.ok_or_else(|| Fault::new("bundle.header_count").with("kind", short(&kind)))?);
    }
    let sha256 = take_text(&mut map, "sha256")?;
    if sha256.len() != 64 || !sha256.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)) {
        return Err(Fault::new("bundle.header_sha256"));
    }
    let header = Header {
        format: FORMAT.to_owned(),
        version: VERSION,
        app: take_text(&mut map, "app")?,
        exported_at: take_text(&mut map, "exported_at")?,
        exported_by: if map.contains_key("exported_by") { take_text(&mut map, "exported_by")? } else { String::new() },
        name: take_text(&mut map, "name")?,
        lineage: take_text(&mut map, "lineage")?,
        revision: stamp(&revision).ok_or_else(|| Fault::new("bundle.header_revision").with("value", short(&revision.to_string())))?,
        versions: read_versions(take(&mut map, "versions")?)?,
        copies: map.remove("copies").map_or_else(|| Some(Copies::new()), read_copies).ok_or_else(|| Fault::new("bundle.header_copies"))?,
        scope: match map.remove("scope") {
            None => Scope::default(),
            Some(json) => Scope::read(&json).ok_or_else(|| Fault::new("bundle.header_scope"))?,
        },
        counts: by_kind,
        sha256,
    };
    // What a later file of the same format says beyond this is not needed to read it; what is no name is not from us.
    match map.keys().find(|key| !is_name(key)) {
        Some(key) => Err(Fault::new("bundle.header_key").with("key", short(key))),
        None => Ok(header),
    }
}

fn read_versions(json: Json) -> Result<Versions, Fault> {
    let Json::Object(map) = json else { return Err(Fault::new("bundle.header_versions")) };
    let mut versions = Versions::new();
    for (replica, at) in map {
        let number = Some(&replica).filter(|text| text.len() == 8).and_then(|text| u32::from_str_radix(text, 16).ok());
        let number = ReplicaId(number.ok_or_else(|| Fault::new("bundle.header_replica").with("value", short(&replica)))?);
        let latest = stamp(&at).filter(|stamp| stamp.replica == number);
        versions.insert(
            number,
            latest.ok_or_else(|| Fault::new("bundle.header_version_stamp").with("replica", &replica).with("value", short(&at.to_string())))?,
        );
    }
    Ok(versions)
}

fn read_copies(json: Json) -> Option<Copies> {
    let Json::Object(map) = json else { return None };
    let is_code = |text: &str| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    let mut copies = Copies::new();
    for (copy, name) in map {
        let Json::String(name) = name else { return None };
        if !is_code(&copy) || name.chars().count() > MAX_HEADER_TEXT {
            return None;
        }
        copies.insert(copy, name);
    }
    Some(copies)
}

struct Data {
    records: Vec<Record>,
    tombstones: BTreeMap<Id, Stamp>,
    deleted: Vec<Record>,
}

fn read_data(data: Json) -> Result<Data, Fault> {
    let Json::Object(mut data) = data else { return Err(Fault::new("bundle.data")) };
    let items = match data.remove("records") {
        None => return Err(Fault::new("bundle.records_missing")),
        Some(Json::Array(items)) => items,
        Some(_) => return Err(Fault::new("bundle.records")),
    };
    let tombstones = match data.remove("tombstones") {
        None => BTreeMap::new(),
        Some(Json::Object(map)) => read_tombstones(map)?,
        Some(_) => return Err(Fault::new("bundle.tombstones")),
    };
    let buried = match data.remove("deleted") {
        None => Vec::new(),
        Some(Json::Array(items)) => items,
        Some(_) => return Err(Fault::new("bundle.deleted")),
    };
    if let Some(key) = data.keys().next() {
        return Err(Fault::new("bundle.data_key").with("key", short(key)));
    }
    if items.len() + buried.len() > MAX_RECORDS {
        return Err(Fault::new("bundle.too_many_records").with("count", items.len() + buried.len()).with("limit", MAX_RECORDS));
    }
    let living = items.len();
    let mut seen = HashSet::with_capacity(living + buried.len());
    let (mut records, mut deleted) = (Vec::with_capacity(living), Vec::with_capacity(buried.len()));
    for (index, item) in items.into_iter().chain(buried).enumerate() {
        let number = index + 1;
        let record = record::read(item, number)?;
        let at = |code: &'static str| Fault::new(code).with("number", number).with("id", record.id);
        if !seen.insert(record.id) {
            return Err(at("bundle.doubled_id"));
        }
        let dead = tombstones.get(&record.id).is_some_and(|deleted| *deleted >= record.changed());
        match (dead, index < living) {
            (true, true) => return Err(at("bundle.deleted_alive")),
            (false, false) => return Err(at("bundle.deleted_unnoted")),
            (false, true) => records.push(record),
            (true, false) => deleted.push(record),
        }
    }
    Ok(Data { records, tombstones, deleted })
}

fn read_tombstones(map: Object) -> Result<BTreeMap<Id, Stamp>, Fault> {
    let mut tombstones = BTreeMap::new();
    for (text, at) in map {
        let own = id(&text).ok_or_else(|| Fault::new("bundle.tombstone_id").with("value", short(&text)))?;
        let deleted = stamp(&at).ok_or_else(|| Fault::new("bundle.tombstone_stamp").with("id", own).with("value", short(&at.to_string())))?;
        tombstones.insert(own, deleted);
    }
    Ok(tombstones)
}

fn check_counts(header: &Header, records: &[Record]) -> Result<(), Fault> {
    let mut found = BTreeMap::<&str, usize>::new();
    for record in records {
        *found.entry(record.kind.as_str()).or_default() += 1;
    }
    let kinds = found.keys().copied().chain(header.counts.keys().map(String::as_str));
    let count = |kind: &str| (found.get(kind).copied().unwrap_or(0), header.counts.get(kind).copied().unwrap_or(0));
    match kinds.map(|kind| (kind, count(kind))).find(|(_, (found, said))| found != said) {
        Some((kind, (found, said))) => Err(Fault::new("bundle.counts_differ").with("kind", short(kind)).with("found", found).with("said", said)),
        None => Ok(()),
    }
}
