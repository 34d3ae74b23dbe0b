//! What a consultant's report says, worked out from the records: what first, what next, what each pillar lacks, and the
//! dated work of the workspace. Words are the screen's business.

pub mod agenda;
mod answer;
mod chapter;
mod first;
mod gaps;

pub use answer::{Answer, Decider, PACE, Said, answer, answers, decider, proposed_owner};
pub use chapter::{Action, Source, actions, pillar_of_kind};
pub use first::{Decision, LATE, Snapshot, Snapshots, decisions, next_days, snapshots};
pub use gaps::{Gap, grouped};
