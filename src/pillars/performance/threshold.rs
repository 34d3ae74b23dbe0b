//! The limit of something that is watched (P05.A16).

use model::*;

/// What can be watched without writing an expression. `expression`: any kind and any expression.
pub const WATCHES: &[&str] = &["indicator", "budget_line", "channel", "opportunity", "time_share", "expression"];

const MEASURE: &[&str] = &["unit_kind"];
/// Kinds of records that can be named or left out one by one.
const SUBJECT_KINDS: &[&str] = &["budget_line", "channel", "opportunity", "partner", "person", "product", "region"];

record! {
    /// Upper and lower limits, amber and red, and whom an alert concerns.
    THRESHOLD = "threshold", title "name", covers ["P05.A16"];
    NAME: Line = "name", required, max_length(80), search(3);
    WATCHES_WHAT: Choice = "watches", required, one_of(WATCHES), covers(&["P05.A16"]);
    INDICATOR: Link = "indicator", to(&["indicator"]), key, covers(&["P05.A16"]);
    UNIT_KIND: Choice = "unit_kind", one_of(&["number", "money", "ratio"]), covers(&["P05.A16"]);
    /// What the limits are in, where no indicator tells it.
    UNIT: Line = "unit", max_length(20);
    UPPER_RED: Number = "upper_red", key, measured_by(MEASURE), covers(&["P05.A16"]);
    UPPER_AMBER: Number = "upper_amber", key, measured_by(MEASURE), covers(&["P05.A16"]);
    LOWER_AMBER: Number = "lower_amber", key, measured_by(MEASURE), covers(&["P05.A16"]);
    LOWER_RED: Number = "lower_red", key, measured_by(MEASURE), covers(&["P05.A16"]);
    /// Empty: the owner of what is watched.
    OWNER: Link = "owner", to(&["person"]), key;
    /// Watched kind, where `watches` is `expression` or to watch another kind than usual.
    KIND: Line = "kind", max_length(40);
    /// Conditions on the watched records, as in checks.
    WHERE: Tags = "where";
    /// The watched value, as an expression on the watched record.
    VALUE: Line = "value", max_length(200);
    /// What the limits are multiples of, as an expression on the watched record.
    LIMIT_OF: Line = "limit_of", max_length(200);
    /// Empty: everything of the kind.
    SUBJECTS: Links = "subjects", to(SUBJECT_KINDS);
    EXCEPT: Links = "except", to(SUBJECT_KINDS);
    PAUSED: Bool = "paused";
    NEXT_REVIEW: DateField = "next_review";
    NOTE: Prose = "note", max_length(300);
}
