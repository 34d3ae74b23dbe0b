//! What a consultant's report says, worked out from the records: what first, what next, what each pillar lacks, what it costs
//! today, and the dated work of the workspace. Words are the screen's business.

pub mod agenda;
mod answer;
mod arranged;
mod chapter;
mod costs;
mod first;
mod gaps;
mod outlook;
mod words;

pub use answer::{Answer, Decider, HIGHEST, Load, PACE, Plan, Reason, Said, decider, head_above, overloaded, plan, weakest};
pub use arranged::Arranged;
pub use chapter::{Action, Source, actions, pillar_of_kind};
pub use costs::{Cost, Part, Values, Weighed, Whole, burden, costs, weighed};
pub use first::{Ask, Days, Decision, Duty, LATE, Snapshot, Snapshots, decisions, duties, is_overdue, next_days, snapshots};
pub use gaps::{Gap, grouped};
pub use outlook::{Pace, about, pace};
pub use words::{abbreviated, mentions, names};
