//! One job after the other. The file looked at last stays here until the next one.

use io::job::{Answer, Base, Job, Plan, Want};
use io::table::{Grid, import};
use model::{Kind, RecordSet, Registry};

use crate::bundle;
use crate::calendar::calendar;
use crate::check::faults;
use crate::export::{export, template};
use crate::fault::ReadError;
use crate::look::{look, read_grid};
use crate::pack::pack;
use crate::papers::{Beside, paper};

/// An answer with the bytes that go with it.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// A file or the changes of an import; empty where there is none.
    pub bytes: Vec<u8>,
}

impl Answered {
    fn alone(answer: Answer) -> Self {
        Self { answer, bytes: Vec::new() }
    }
}

/// Where jobs are done.
#[derive(Debug)]
pub struct Desk {
    registry: Registry,
    grid: Option<Grid>,
    /// The records of the file of a workspace that was read last.
    read: Option<RecordSet>,
}

impl Desk {
    /// A desk that knows these kinds.
    pub fn new(registry: Registry) -> Self {
        Self { registry, grid: None, read: None }
    }

    /// Does a job; `progress` hears how far it is.
    pub fn run(&mut self, job: &str, bytes: &[u8], progress: &mut dyn FnMut(u64, u64)) -> Answered {
        let read = serde_json::from_str::<Job>(job).map_err(|error| ReadError::BadJob(error.to_string()));
        match read.and_then(|job| self.work(&job, bytes, progress)) {
            Ok(answered) => answered,
            Err(error) => Answered::alone(Answer::Refused(error.refused())),
        }
    }

    fn kind(&self, name: &str) -> Result<&'static Kind, ReadError> {
        self.registry.kind(name).ok_or_else(|| ReadError::UnknownKind(name.to_owned()))
    }

    fn work(&mut self, job: &Job, bytes: &[u8], progress: &mut dyn FnMut(u64, u64)) -> Result<Answered, ReadError> {
        match job {
            Job::Export { kind, format, fields, words, notes } => {
                let base = read_base(bytes)?;
                let file = export(self.kind(kind)?, *format, fields, words, notes, &base, progress)?;
                Ok(Answered { answer: Answer::File { rows: base.records.len() as u64 }, bytes: file })
            }
            Job::Archive { files } => Ok(Answered { answer: Answer::File { rows: files.len() as u64 }, bytes: pack(files, bytes, progress)? }),
            Job::ReadBundle => {
                self.read = None;
                let (read, preview) = bundle::read(bytes, &self.registry, progress)?;
                self.read = Some(read);
                Ok(Answered::alone(Answer::Bundle(Box::new(preview))))
            }
            Job::StoreBundle { name } => bundle::store(self.read.as_ref().ok_or(ReadError::NoFile)?, name.as_deref()),
            Job::WriteBundle { parts, origin, scope, duplicate, known } => {
                bundle::write(parts, bytes, &bundle::Wish { origin, scope, duplicate: *duplicate, known }, &self.registry, progress)
            }
            Job::Paper { format, document, labels, pictures, registers, stamp } => {
                let beside = Beside { labels, pictures, registers, stamp };
                let file = paper(*format, document, &beside, bytes, &self.registry, progress)?;
                Ok(Answered { answer: Answer::File { rows: document.blocks.len() as u64 }, bytes: file })
            }
            Job::Calendar { name, stamp, entries } => {
                Ok(Answered { answer: Answer::File { rows: entries.len() as u64 }, bytes: calendar(name, stamp, entries)? })
            }
            Job::Template { kind, format, words, notes } => {
                let file = template(self.kind(kind)?, *format, words, notes)?;
                Ok(Answered { answer: Answer::File { rows: 0 }, bytes: file })
            }
            Job::Look { kind, words, reading } => {
                let kind = self.kind(kind)?;
                self.grid = None;
                let (grid, reading, sheets) = read_grid(kind, words, bytes, reading)?;
                let found = look(kind, words, &grid, reading, sheets);
                self.grid = Some(grid);
                Ok(Answered::alone(Answer::Looked(found)))
            }
            Job::Check { kind, words, choices, want } => {
                let grid = self.grid.as_ref().ok_or(ReadError::NoFile)?;
                let base = read_base(bytes)?;
                let found = import(self.kind(kind)?, &self.registry, grid, &base, words, choices, progress);
                let bytes = match want {
                    Want::Report => Vec::new(),
                    Want::Plan => plan_bytes(&found.plan)?,
                    Want::Faults => {
                        let file = faults(grid, words, &found.faulty)?;
                        return Ok(Answered { answer: Answer::File { rows: found.faulty.len() as u64 }, bytes: file });
                    }
                };
                Ok(Answered { answer: Answer::Checked(found.report), bytes })
            }
        }
    }
}

pub(crate) fn read_base(bytes: &[u8]) -> Result<Base, ReadError> {
    serde_json::from_slice(bytes).map_err(|error| ReadError::BadJob(error.to_string()))
}

fn plan_bytes(plan: &Plan) -> Result<Vec<u8>, ReadError> {
    serde_json::to_vec(plan).map_err(|error| ReadError::BadJob(error.to_string()))
}
