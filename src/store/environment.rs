//! What the store needs from its surroundings: time, randomness, and whose copy this is.

use model::{Id, ReplicaId};

/// Given by the app; tests give a fixed one, so that every run is the same.
pub trait Environment: Send + Sync {
    /// Milliseconds since 1970, UTC.
    fn now_ms(&self) -> u64;
    /// Ten random bytes, for ids.
    fn random(&self) -> [u8; 10];
    /// A fresh id, behind all those made before it.
    fn new_id(&self) -> Id;
    /// This browser profile's copy of the workspaces (decisions.md 10).
    fn replica(&self) -> ReplicaId;
}
