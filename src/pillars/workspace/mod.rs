//! What belongs to the workspace itself, not to a pillar.

pub mod step_state;
pub mod workspace;
