//! The one way in for every change: commit, undo, history, saving, other tabs. Logic only; what
//! touches the browser lies in `browser/` and exists on wasm32 alone.

#[cfg(target_arch = "wasm32")]
mod browser;
mod channel;
mod consequence;
mod draft;
mod entry;
mod environment;
mod error;
mod history;
mod list;
mod memory;
mod pages;
mod parts;
mod persistence;
mod transaction;
mod turn;
mod undo;
mod workspace;

#[cfg(target_arch = "wasm32")]
pub use browser::{
    IndexedDbPersistence, Kept, Linked, OutsideCopy, StorageEstimate, allow_folder, canary, copies, ensure_persistent, forget_copies, is_persistent,
    keep_copy, link_folder, linked_folder, restore_copy, storage_estimate, tabs, unlink_folder, write_to_folder,
};
pub use channel::{Channel, Listener};
pub use consequence::Consequence;
pub use entry::{JournalEntry, Label};
pub use environment::Environment;
pub use error::{Refusal, StoreError};
pub use history::HistoryEntry;
pub use list::{NewWorkspace, WorkspaceEntry, WorkspaceList};
pub use memory::MemoryPersistence;
pub use pages::{FORMAT, TRASH_MS, fill, paged, paged_records, stored_records};
pub use parts::Parts;
pub use persistence::{Changes, Persistence, Stored, Task, Work};
pub use transaction::Transaction;
pub use turn::Turn;
pub use undo::UndoNote;
pub use workspace::{ERASED, RestoreError, RestorePoint, Rule, SaveState, Trashed, WayBack, Workspace, open};
