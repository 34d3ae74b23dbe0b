//! Files of whole workspaces: read, checked, stored and written.

use io::bundle::{Export, Origin, Versions, as_duplicate, lineage, read_in_steps, rename, versions};
use io::job::{Answer, Written};
use io::{Preview, Scope, preview};
use model::{Id, RecordSet, Registry, Stamp};
use store::{Parts, Stored, paged, stored_records};

use crate::fault::ReadError;
use crate::run::Answered;

/// Reads and checks a file, and says what it is.
pub(crate) fn read(bytes: &[u8], registry: &Registry, progress: &mut dyn FnMut(u64, u64)) -> Result<(RecordSet, Preview), ReadError> {
    let bundle = read_in_steps(bytes, progress)?;
    let preview = preview(&bundle, registry);
    Ok((bundle.into_record_set(), preview))
}

/// What an empty workspace is filled with.
pub(crate) fn store(read: &RecordSet, name: Option<&str>) -> Result<Answered, ReadError> {
    let mut set = read.clone();
    if let Some(name) = name {
        rename(&mut set, name);
    }
    let records = set.len() as u64;
    let (parts, bytes) = paged(&set).map_err(unwritten)?.into_parts();
    Ok(Answered { answer: Answer::Stored { parts, records }, bytes })
}

/// What a file is to hold.
pub(crate) struct Wish<'a> {
    /// Whose file it is.
    pub(crate) origin: &'a Written,
    /// What goes into it.
    pub(crate) scope: &'a Scope,
    /// See [`io::job::Job::WriteBundle`].
    pub(crate) duplicate: Option<Id>,
    /// See [`io::job::Job::WriteBundle`].
    pub(crate) known: &'a [Stamp],
}

/// Writes what is stored of a workspace as a file.
pub(crate) fn write(
    parts: &Parts,
    bytes: &[u8],
    wish: &Wish<'_>,
    registry: &Registry,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Answered, ReadError> {
    progress(0, 4);
    let take = |at: usize, length: usize| bytes.get(at..at + length).map(<[u8]>::to_vec);
    let stored = Stored::from_parts(parts, take).ok_or_else(|| ReadError::BadJob("parts".to_owned()))?;
    let all = stored_records(&stored).map_err(unwritten)?;
    let seen: Versions = wish.known.iter().map(|stamp| (stamp.replica, *stamp)).collect();
    let known = versions(&all, &seen);
    let mut records = wish.scope.apply(&all, registry);
    if let Some(id) = wish.duplicate {
        records = as_duplicate(&records, id);
    }
    let Written { app, exported_at, name, workspace, authors } = wish.origin;
    let lineage = lineage(&records, *workspace);
    let origin = Origin { app, exported_at, name, lineage: &lineage };
    let export = Export { records: &records, origin, known, authors: authors.clone(), scope: wish.scope.clone() };
    let text = export.write_in_steps(progress).map_err(unwritten)?;
    Ok(Answered { answer: Answer::File { rows: records.len() as u64 }, bytes: text.into_bytes() })
}

fn unwritten(error: impl ToString) -> ReadError {
    ReadError::Unwritten(error.to_string())
}
