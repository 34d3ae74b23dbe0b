//! Writing a workspace as a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{Order, Record, RecordSet, Stamp};
use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::{Copies, FORMAT, Header, VERSION, Versions, copy_code, versions};
use crate::scope::Scope;

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

/// Who writes a file, and whom the writer knows at other copies. Left out where contact data are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authors {
    /// Name of the writer; may be empty.
    pub writer: String,
    /// Names by copy, the writer's among them.
    pub copies: Copies,
}

/// A file about to be written: records as they shall stand in it, already cut down to their scope.
#[derive(Debug)]
pub struct Export<'a> {
    /// The records.
    pub records: &'a RecordSet,
    /// Where they come from.
    pub origin: Origin<'a>,
    /// What this copy has seen beyond what stands in its records.
    pub known: Versions,
    /// Who has worked on them.
    pub authors: Authors,
    /// What was left out.
    pub scope: Scope,
}

/// The file of a whole workspace. The same records give the same bytes of `data`.
///
/// # Errors
/// Only when a value cannot be written as JSON, which stored values always can.
pub fn write_bundle(records: &RecordSet, origin: &Origin<'_>) -> Result<String, serde_json::Error> {
    Export { records, origin: origin.clone(), known: Versions::new(), authors: Authors::default(), scope: Scope::default() }.write()
}

/// The lines of `data`: one for each record, living and deleted, and one for the deletions.
pub(super) struct Lines {
    pub(super) records: Vec<String>,
    pub(super) tombstones: Option<String>,
    pub(super) deleted: Vec<String>,
}

impl Lines {
    pub(super) fn new<'a>(
        records: impl Iterator<Item = &'a Record>,
        tombstones: &BTreeMap<model::Id, Stamp>,
        deleted: impl Iterator<Item = &'a Record>,
    ) -> Result<Self, serde_json::Error> {
        Ok(Self {
            records: records.map(serde_json::to_string).collect::<Result<_, _>>()?,
            tombstones: (!tombstones.is_empty()).then(|| serde_json::to_string(tombstones)).transpose()?,
            deleted: deleted.map(serde_json::to_string).collect::<Result<_, _>>()?,
        })
    }

    /// SHA-256 of `data` in its compact form, without spaces between the lines.
    pub(super) fn hash(&self) -> String {
        let mut hash = Sha256::new();
        let list = |hash: &mut Sha256, lines: &[String]| {
            for (index, line) in lines.iter().enumerate() {
                hash.update(if index == 0 { "" } else { "," });
                hash.update(line);
            }
        };
        hash.update("{\"records\":[");
        list(&mut hash, &self.records);
        hash.update("]");
        if let Some(line) = &self.tombstones {
            hash.update(",\"tombstones\":");
            hash.update(line);
        }
        if !self.deleted.is_empty() {
            hash.update(",\"deleted\":[");
            list(&mut hash, &self.deleted);
            hash.update("]");
        }
        hash.update("}");
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn indented(&self, out: &mut String) {
        let list = |out: &mut String, name: &str, lines: &[String]| {
            out.push_str(&format!("\n    \"{name}\": [\n"));
            for (index, line) in lines.iter().enumerate() {
                out.push_str("      ");
                out.push_str(line);
                out.push_str(if index + 1 < lines.len() { ",\n" } else { "\n" });
            }
            out.push_str("    ]");
        };
        list(out, "records", &self.records);
        if let Some(line) = &self.tombstones {
            out.push_str(",\n    \"tombstones\": ");
            out.push_str(line);
        }
        if !self.deleted.is_empty() {
            out.push(',');
            list(out, "deleted", &self.deleted);
        }
    }
}

impl Export<'_> {
    /// The file as text.
    ///
    /// # Errors
    /// Only when a value cannot be written as JSON, which stored values always can.
    pub fn write(&self) -> Result<String, serde_json::Error> {
        self.write_in_steps(&mut |_, _| {})
    }

    /// The same; `progress` hears how far it is.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn write_in_steps(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<String, serde_json::Error> {
        progress(1, 4);
        let records = self.records.all();
        let mut deleted: Vec<&Arc<Record>> = self.records.buried().collect();
        deleted.order_by_key(|record| record.id);
        let lines = Lines::new(records.iter().map(|record| record.as_ref()), self.records.tombstones(), deleted.into_iter().map(AsRef::as_ref))?;
        progress(2, 4);
        let mut counts = BTreeMap::<String, usize>::new();
        for record in &records {
            *counts.entry(record.kind.to_string()).or_default() += 1;
        }
        let Authors { writer, copies } = if self.scope.personal && !self.scope.template { self.authors.clone() } else { Authors::default() };
        let present = versions(self.records, &Versions::new());
        let header = Header {
            format: FORMAT.to_owned(),
            version: VERSION,
            app: self.origin.app.to_owned(),
            exported_at: self.origin.exported_at.to_owned(),
            exported_by: writer,
            name: self.origin.name.to_owned(),
            lineage: self.origin.lineage.to_owned(),
            revision: present.values().copied().max().unwrap_or_default(),
            versions: versions(self.records, &self.known),
            copies,
            scope: self.scope.clone(),
            counts,
            sha256: lines.hash(),
        };
        progress(3, 4);
        let head = serde_json::to_string_pretty(&header)?;
        let mut out = head.strip_suffix("\n}").unwrap_or(&head).to_owned();
        out.push_str(",\n  \"data\": {");
        lines.indented(&mut out);
        out.push_str("\n  }\n}\n");
        Ok(out)
    }
}

/// Replicas as eight hexadecimal digits, the keys of JSON.
pub(super) fn versions_as_text<S: Serializer>(versions: &Versions, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(versions.iter().map(|(replica, stamp)| (copy_code(*replica), stamp)))
}

/// Most characters of each part of a file name.
const NAME_LENGTH: usize = 60;
/// Most bytes of each part: file systems take 255 for the whole name.
const NAME_BYTES: usize = 100;

/// A part of a file name: signs that file systems refuse become `-`, and so does what would end or hide the name.
fn safe(text: &str) -> String {
    let refused = |sign: char| sign.is_control() || sign.is_whitespace() || "\\/:*?\"<>|_%#&{}$!'`@+=".contains(sign) || is_invisible(sign);
    let cleaned: String = text.trim().chars().map(|sign| if refused(sign) { '-' } else { sign }).take(NAME_LENGTH).collect();
    let mut cut = cleaned.trim_matches(|sign| sign == '-' || sign == '.').to_owned();
    while cut.len() > NAME_BYTES {
        cut.pop();
    }
    if cut.is_empty() { "-".to_owned() } else { cut }
}

/// Signs that turn the direction of writing or take no room: a name must look like what it is.
fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// File name of an export: `client_subject_date_time.` and its ending, for example `shizhu.json`.
pub fn file_name(client: &str, subject: &str, date_time: &str, ending: &str) -> String {
    format!("{}_{}_{date_time}.{ending}", safe(client), safe(subject))
}
