//! What belongs to the workspace itself, not to a pillar.

pub mod workspace;
pub mod step_state;
