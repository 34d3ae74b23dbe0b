//! The one way in for every change: commit, undo, history, saving, other tabs. Logic only; what
//! touches the browser lies in `browser/` and exists on wasm32 alone.

#[cfg(target_arch = "wasm32")]
mod browser;
mod channel;
mod entry;
mod environment;
mod error;
mod history;
mod list;
mod memory;
mod pages;
mod persistence;
mod transaction;
mod undo;
mod workspace;

#[cfg(target_arch = "wasm32")]
pub use browser::{IndexedDbPersistence, StorageEstimate, ensure_persistent, storage_estimate};
pub use channel::{Channel, Listener};
pub use entry::{JournalEntry, Label};
pub use environment::Environment;
pub use error::{Refusal, StoreError};
pub use history::HistoryEntry;
pub use list::{NewWorkspace, WorkspaceEntry, WorkspaceList};
pub use memory::MemoryPersistence;
pub use pages::{FORMAT, seed};
pub use persistence::{Changes, Persistence, Stored, Task, Work};
pub use transaction::Transaction;
pub use undo::UndoNote;
pub use workspace::{Rule, SaveState, Workspace, open};
