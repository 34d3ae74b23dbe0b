//! What a consultant's report says, worked out from the records: what first, what next, what each pillar lacks, what it costs
//! today, and the dated work of the workspace. Words are the screen's business.

pub mod agenda;
mod answer;
mod chapter;
mod costs;
mod first;
mod gaps;
mod words;

pub use answer::{Answer, Decider, HIGHEST, PACE, Plan, Reason, Said, decider, head_above, overloaded, plan, weakest};
pub use chapter::{Action, Source, actions, pillar_of_kind};
pub use costs::{Cost, Values, Whole, costs};
pub use first::{Days, Decision, Duty, LATE, Snapshot, Snapshots, decisions, duties, next_days, snapshots};
pub use gaps::{Gap, grouped};
pub use words::mentions;
