//! The browser's side of the store; exists on wasm32 alone.

mod database;
mod health;
mod keeper;
mod list;
mod persistence;
mod tabs;

pub use health::{StorageEstimate, ensure_persistent, is_persistent, storage_estimate};
pub use keeper::{
    Kept, Linked, OutsideCopy, allow_folder, canary, copies, forget_copies, keep_copy, link_folder, linked_folder, restore_copy, tabs, unlink_folder,
    write_to_folder,
};
pub(crate) use list::open_list;
pub use persistence::IndexedDbPersistence;
