//! What belongs to the workspace itself, not to a pillar.

pub mod cycles;
pub mod dashboard;
pub mod real;
pub mod review;
pub mod show;
pub mod step_state;
#[allow(clippy::module_inception, reason = "a kind's file has the kind's name, and this kind is the workspace")]
pub mod workspace;

use model::Kind;

/// Kinds of records of this pillar.
pub static KINDS: &[&Kind] = &[&workspace::WORKSPACE, &step_state::STEP_STATE, &review::REVIEW];
