//! A document as a file: Word, a spreadsheet or Markdown.

use io::report::{Document, Labels, Paper, Register, markdown};

use crate::book::book;
use crate::fault::ReadError;
use crate::run::read_base;
use crate::word::word;

/// What a document is written from, besides itself.
pub(crate) struct Beside<'a> {
    /// Words of the files.
    pub(crate) labels: &'a Labels,
    /// Length in bytes of each picture, one behind the other.
    pub(crate) pictures: &'a [u64],
    /// Registers whose records follow the pictures.
    pub(crate) registers: &'a [Register],
    /// The moment of writing, `2026-06-30T08:00:00Z`.
    pub(crate) stamp: &'a str,
}

/// Writes the file.
pub(crate) fn paper(
    format: Paper,
    document: &Document,
    beside: &Beside<'_>,
    bytes: &[u8],
    registry: &model::Registry,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Vec<u8>, ReadError> {
    let mut rest = bytes;
    let mut take = |length: u64| {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let (part, after) = rest.split_at_checked(length).ok_or_else(|| ReadError::BadJob("bytes are missing".to_owned()))?;
        rest = after;
        Ok::<_, ReadError>(part)
    };
    let pictures = beside.pictures.iter().map(|length| take(*length)).collect::<Result<Vec<_>, _>>()?;
    match format {
        Paper::Markdown => Ok(markdown(document).into_bytes()),
        Paper::Word => word(document, beside.labels, &pictures, beside.stamp, progress),
        Paper::Excel => {
            let mut registers = Vec::with_capacity(beside.registers.len());
            for register in beside.registers {
                let kind = registry.kind(&register.kind).ok_or_else(|| ReadError::UnknownKind(register.kind.clone()))?;
                registers.push((kind, register, read_base(take(register.bytes)?)?));
            }
            book(document, beside.labels, &registers, progress)
        }
    }
}
