//! Time and randomness of the browser, and the number of this profile's copy.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Local, NaiveDate, Timelike};
use model::{Id, IdSequence, ReplicaId};
use store::Environment;

use views::preferences;

/// The browser's clock and randomness.
pub(crate) struct BrowserEnvironment {
    replica: ReplicaId,
}

impl BrowserEnvironment {
    /// The environment of this browser profile; the number of its copy is made once and kept.
    pub(crate) fn new() -> Self {
        Self { replica: read_number("replica").unwrap_or_else(|| make_number("replica")) }
    }
}

fn read_number(name: &str) -> Option<ReplicaId> {
    preferences::read(name).and_then(|text| u32::from_str_radix(&text, 16).ok()).map(ReplicaId)
}

fn make_number(name: &str) -> ReplicaId {
    let fresh = u32::from_be_bytes(random_bytes());
    preferences::write(name, &format!("{fresh:08x}"));
    ReplicaId(fresh)
}

/// Gives a workspace that was made of a file a number of its own: its other copy may lie in the same browser, and with one
/// number for both, a merge could not tell that both have changed the same field.
pub(crate) fn number_copy(id: Id) {
    make_number(&format!("replica-{id}"));
}

/// The environment in which a workspace is worked on.
pub(crate) fn of_workspace(common: &Arc<dyn Environment>, id: Id) -> Arc<dyn Environment> {
    match read_number(&format!("replica-{id}")) {
        Some(replica) => Arc::new(BrowserEnvironment { replica }),
        None => common.clone(),
    }
}

impl Environment for BrowserEnvironment {
    fn now_ms(&self) -> u64 {
        js_sys::Date::now() as u64
    }

    fn random(&self) -> [u8; 10] {
        random_bytes()
    }

    fn new_id(&self) -> Id {
        // One sequence for all workspaces of the page. A poisoned lock leaves a sequence that still counts.
        static SEQUENCE: Mutex<IdSequence> = Mutex::new(IdSequence::new());
        SEQUENCE.lock().unwrap_or_else(PoisonError::into_inner).next(self.now_ms(), self.random())
    }

    fn replica(&self) -> ReplicaId {
        self.replica
    }
}

/// Random bytes: those of a version 4 UUID that are not fixed by the version.
fn random_bytes<const N: usize>() -> [u8; N] {
    let (a, b) = (uuid::Uuid::new_v4(), uuid::Uuid::new_v4());
    let mut source = a.as_bytes()[..6].iter().chain(&b.as_bytes()[..6]).copied();
    std::array::from_fn(|_| source.next().unwrap_or_default())
}

/// The date of the device.
pub(crate) fn real_today() -> NaiveDate {
    Local::now().date_naive()
}

/// Local time for file names, `2026-11-21_1408`.
pub(crate) fn file_time() -> String {
    let now = Local::now();
    format!("{}_{:02}{:02}", now.date_naive(), now.hour(), now.minute())
}

/// Now in UTC, ISO 8601.
pub(crate) fn now_utc() -> String {
    let now = chrono::Utc::now();
    format!("{}T{:02}:{:02}:{:02}Z", now.date_naive(), now.hour(), now.minute(), now.second())
}

/// Hours and minutes of a moment, local time.
pub(crate) fn clock_time(at_ms: u64) -> String {
    let Some(at) = chrono::DateTime::from_timestamp_millis(at_ms as i64) else { return String::new() };
    let at = at.with_timezone(&Local);
    format!("{:02}:{:02}", at.hour(), at.minute())
}
