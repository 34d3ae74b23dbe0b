//! The browser's side of the store; exists on wasm32 alone.

mod database;
mod health;
mod list;
mod persistence;
mod tabs;

pub use health::{StorageEstimate, ensure_persistent, storage_estimate};
pub(crate) use list::open_list;
pub use persistence::IndexedDbPersistence;
