//! What one person says about one goal.

use model::*;

record! {
    /// Read, understood, agreed: one person and one goal.
    CONSENSUS = "consensus", title "verdict", called ["goal", "person"], covers ["P01.6"];
    GOAL: Link = "goal", required, to(&["goal"]);
    PERSON: Link = "person", required, to(&["person"]);
    READ_ON: DateField = "read_on", key;
    UNDERSTOOD: Bool = "understood", key;
    VERDICT: Choice = "verdict", one_of(&["agree", "agree_with_remark", "object"]), key;
    REMARK: Prose = "remark", max_length(500), key;
    ANSWER: Prose = "answer", max_length(500);
}
