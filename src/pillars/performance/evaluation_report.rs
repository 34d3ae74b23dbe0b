//! What management gets to read.

use model::*;

/// One proposal and what became of it.
pub const PROPOSAL: Handle<Line> = Handle::<Line>::new("proposal").required().max_length(200);
pub const PROPOSAL_OWNER: Handle<Link> = Handle::<Link>::new("owner").to(&["person"]);
pub const PROPOSAL_DUE: Handle<DateField> = Handle::<DateField>::new("due");
pub const PROPOSAL_DECISION: Handle<Choice> = Handle::<Choice>::new("decision").one_of(&["open", "accepted", "declined"]);
pub const PROPOSAL_ACTION: Handle<Link> = Handle::<Link>::new("action").to(&["improvement_action", "task"]);
pub const PROPOSAL_REASON: Handle<Line> = Handle::<Line>::new("reason").max_length(200);
/// One reader.
pub const READER: Handle<Link> = Handle::<Link>::new("reader").required().to(&["person"]);
pub const SENT: Handle<DateField> = Handle::<DateField>::new("sent");
pub const READ: Handle<DateField> = Handle::<DateField>::new("read");

const PROPOSAL_COLUMNS: &[FieldDef] =
    &[PROPOSAL.def, PROPOSAL_OWNER.def, PROPOSAL_DUE.def, PROPOSAL_DECISION.def, PROPOSAL_ACTION.def, PROPOSAL_REASON.def];

record! {
    /// Results, causes, proposals and who has read them.
    EVALUATION_REPORT = "evaluation_report", title "title", covers ["P05.3.3"];
    TITLE: Line = "title", required, max_length(120), search(3);
    EVALUATION: Link = "evaluation", required, to(&["evaluation"]);
    AUTHOR: Link = "author", to(&["person"]), key;
    DUE: DateField = "due", key;
    DELIVERED_ON: DateField = "delivered_on", key, covers(&["P05.3.3"]);
    STATUS: Choice = "status", one_of(&["draft", "delivered", "read"]), key;
    RESULT: Prose = "result", max_length(1000), covers(&["P05.3.3"]);
    CAUSES: Prose = "causes", max_length(1000), covers(&["P05.3.3"]);
    PROPOSALS: Rows = "proposals", columns(PROPOSAL_COLUMNS), covers(&["P05.3.3", "L05"]);
    DISTRIBUTION: Rows = "distribution", columns(&[READER.def, SENT.def, READ.def]), covers(&["P05.3.3"]);
}
