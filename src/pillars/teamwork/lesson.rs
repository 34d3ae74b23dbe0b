//! A case or an error shared so that others need not repeat it.

use model::*;

record! {
    /// The story, the lesson, who shared it and who took it up. Never a ground for a penalty.
    LESSON = "lesson", title "title", covers ["P10.2.3", "P10.5.2", "P10.A13"];
    TITLE: Line = "title", required, max_length(120), search(3);
    LESSON_KIND: Choice = "lesson_kind", required, one_of(&["case", "error", "learned_outside"]), covers(&["P10.2.3", "P10.5.2"]);
    STORY: Prose = "story", max_length(1000), search(1), covers(&["P10.5.2"]);
    LESSON_TEXT: Line = "lesson", max_length(200), search(1), key, covers(&["P10.5.2"]);
    BY: Link = "by", to(&["person"]), key, covers(&["P10.5.2"]);
    SHARED_ON: DateField = "shared_on", key, covers(&["P10.5.2"]);
    MEETING: Link = "meeting", to(&["meeting"]);
    LEARNED_BY: Links = "learned_by", to(&["person"]), covers(&["P10.5.2"]);
    BEST_PRACTICE: Link = "best_practice", to(&["best_practice"]);
}
