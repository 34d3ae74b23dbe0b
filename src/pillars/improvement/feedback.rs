//! Something heard from a customer, dealer or colleague, and what became of it.

use model::*;

/// What the words are about; a piece about a channel names the channel (P08.5.1).
pub const ABOUT: &[&str] = &["product", "service", "channel", "delivery", "price", "promotion", "process", "teamwork", "rules", "other"];
/// States on the way to the answer.
pub const STATUSES: &[&str] = &["new", "forwarded", "solved", "closed", "no_action"];

record! {
    /// One piece of feedback; a strong one asks for the review of the goals it touches.
    FEEDBACK = "feedback", title "text", covers ["P07.1.2", "P08.5.1"];
    TEXT: Line = "text", required, max_length(300), search(3);
    SOURCE: Choice = "source", required, one_of(&["customer", "partner", "employee", "market"]);
    DATE: DateField = "date", required;
    IMPACT: Score = "impact", range(-2.0, 2.0), key;
    GOALS: Links = "goals", to(&["goal"]), key, covers(&["P01.A14"]);
    SUBJECT: Line = "subject", max_length(60), search(2), covers(&["P07.1.2"]);
    ABOUT_WHAT: Choice = "about", one_of_list("feedback_subjects", ABOUT), key, covers(&["P07.A09"]);
    SEVERITY: Score = "severity", range(1.0, 5.0), key, covers(&["P07.1.2"]);
    /// How often the same was heard; the length of the bar in the picture of causes.
    TIMES: Number = "times", min(1.0), covers(&["P07.A09"]);
    /// Satisfaction of whoever said it.
    SATISFACTION: Score = "satisfaction", range(1.0, 5.0), covers(&["P07.A11"]);
    CAME_BY: Link = "came_by", to(&["feedback_channel"]), covers(&["P07.1.2"]);
    CHANNEL_OF_SALE: Link = "channel", to(&["channel"]), covers(&["P08.5.1", "L32"]);
    PRODUCT: Link = "product", to(&["product"]), covers(&["P07.1.2"]);
    CUSTOMER: Link = "customer", to(&["customer"]), covers(&["P07.1.2"]);
    PARTNER: Link = "partner", to(&["partner"]);
    CAMPAIGN: Link = "campaign", to(&["campaign"]), covers(&["P07.A10"]);
    PROCESS: Line = "process", max_length(80), covers(&["P07.A05"]);
    STATUS: Choice = "status", one_of(STATUSES), key, covers(&["P07.A06"]);
    OWNER: Link = "owner", to(&["person"]);
    FORWARDED_TO: Link = "forwarded_to", to(&["department"]), covers(&["P07.A06"]);
    FORWARD_DUE: DateField = "forward_due", covers(&["P07.A06"]);
    SOLVED_ON: DateField = "solved_on", covers(&["P07.A06"]);
    CHANGE: Prose = "change", max_length(500), covers(&["P07.A04"]);
    TOLD_ON: DateField = "told_on", covers(&["P07.A04"]);
    TRAINING_NEED: Line = "training_need", max_length(120), covers(&["P07.5.1"]);
    COURSE: Link = "course", to(&["course"]), covers(&["P07.5.1"]);
}
