//! A rule that every decision about channels is held against.

use model::*;

record! {
    /// One principle with what it means and a question that tests it.
    CHANNEL_PRINCIPLE = "channel_principle", title "name", covers ["P08.1", "P08.1.2"];
    NAME: Line = "name", required, max_length(40), search(2);
    MEANING: Prose = "meaning", max_length(300), key, covers(&["P08.1.2"]);
    TEST_QUESTION: Line = "test_question", max_length(200), key, covers(&["P08.1.2"]);
    ADOPTED_ON: DateField = "adopted_on", key;
    OWNER: Link = "owner", to(&["person"]), key;
}
