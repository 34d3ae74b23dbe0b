//! The records, rules and measures of the ten pillars: one folder a pillar, one file a kind.
//! Pure: knows no screen and no storage.

pub mod channels;
pub mod customers;
pub mod diagnosis;
pub mod follow;
pub mod goals;
pub mod improvement;
pub mod information;
pub mod links;
pub mod organisation;
pub mod people;
pub mod performance;
pub mod plan;
pub mod report;
pub mod teamwork;
pub mod workspace;

use flow::Rules;
use model::{Kind, Registry};

/// The kinds of records by pillar; the one list that freezes their names (decisions.md 8).
static KINDS_BY_PILLAR: &[&[&Kind]] = &[
    workspace::KINDS,
    goals::KINDS,
    plan::KINDS,
    organisation::KINDS,
    information::KINDS,
    performance::KINDS,
    people::KINDS,
    improvement::KINDS,
    channels::KINDS,
    customers::KINDS,
    teamwork::KINDS,
    diagnosis::KINDS,
];

/// All kinds of records.
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    KINDS_BY_PILLAR.iter().flat_map(|kinds| kinds.iter().copied())
}

/// The number of the diagnosis among the parts of a workspace, after the ten pillars.
pub const DIAGNOSIS: u8 = 11;

/// The kinds of records of one pillar, 1–10, or of the diagnosis.
pub fn kinds_of(pillar: u8) -> impl Iterator<Item = &'static Kind> {
    KINDS_BY_PILLAR.get(usize::from(pillar)).copied().unwrap_or_default().iter().copied()
}

/// The registry of all kinds.
pub fn registry() -> Registry {
    Registry::new(kinds())
}

/// One of the ten pillars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PillarInfo {
    /// Row of the catalogue.
    pub id: &'static str,
    /// 1–10, the order of the method.
    pub number: u8,
    /// Folder of its records and rules in this crate.
    pub folder: &'static str,
    /// Folder of its content below `public/content`.
    pub content: &'static str,
    /// Its steps are there.
    pub ready: bool,
}

const fn pillar(id: &'static str, number: u8, folder: &'static str, content: &'static str, ready: bool) -> PillarInfo {
    PillarInfo { id, number, folder, content, ready }
}

/// The ten pillars in the order of the method.
pub const PILLARS: &[PillarInfo] = &[
    pillar("P01", 1, "goals", "01-goals", true),
    pillar("P02", 2, "plan", "02-plan", true),
    pillar("P03", 3, "organisation", "03-organisation", true),
    pillar("P04", 4, "information", "04-information", true),
    pillar("P05", 5, "performance", "05-performance", true),
    pillar("P06", 6, "people", "06-people", true),
    pillar("P07", 7, "improvement", "07-improvement", true),
    pillar("P08", 8, "channels", "08-channels", true),
    pillar("P09", 9, "customers", "09-customers", true),
    pillar("P10", 10, "teamwork", "10-teamwork", true),
];

/// Kinds with a file of records to insert in `public/content/templates`, in order.
pub const TEMPLATES: &[&str] = &[
    "care_rule",
    "channel",
    "channel_principle",
    "competency",
    "course",
    "department",
    "feedback_channel",
    "indicator",
    "info_source",
    "job_description",
    "journey_stage",
    "loyalty_tier",
    "mechanism",
    "rule",
    "standard",
];

/// Kinds that make the structure of a workspace: what a template for other clients holds besides the settings (P00.08).
pub const STRUCTURE: &[&str] = &[
    "authority",
    "care_rule",
    "career_level",
    "channel",
    "channel_principle",
    "competency",
    "competency_level",
    "course",
    "customer_norm",
    "department",
    "duty",
    "evaluation_process",
    "evaluation_scheme",
    "feedback_channel",
    "indicator",
    "info_source",
    "job_description",
    "journey_stage",
    "loyalty_tier",
    "mechanism",
    "position",
    "rule",
    "standard",
    "threshold",
];

/// Adds the named rules of a folder.
pub type Register = fn(&mut Rules);

/// The functions that register the named rules, by the folder that holds them; a rule's name begins with its folder.
pub const RULES: &[(&str, Register)] = &[
    ("goals", goals::register),
    ("plan", plan::register),
    ("organisation", organisation::register),
    ("information", information::register),
    ("performance", performance::register),
    ("people", people::register),
    ("improvement", improvement::register),
    ("channels", channels::register),
    ("customers", customers::register),
    ("teamwork", teamwork::register),
    ("links", links::register),
];

/// The named rules of all pillars.
pub fn rules() -> Rules {
    let mut rules = Rules::default();
    RULES.iter().for_each(|(_, register)| register(&mut rules));
    rules
}

/// Whether the structure of a pillar (`steps.json`) uses rules of a folder: its own always, others when it names one.
pub fn uses_rules(pillar: &str, structure: &str, folder: &str) -> bool {
    folder == pillar || structure.contains(&format!("\"{folder}.")) || structure.contains(&format!("={folder}."))
}
