//! What one person took away from one session.

use model::*;

record! {
    /// Presence, tests, satisfaction, effect at work and advice.
    TRAINING_RECORD = "training_record", title "presence", called ["session", "person"], covers ["P06.3.2"];
    SESSION: Link = "session", required, to(&["training_session"]);
    PERSON: Link = "person", required, to(&["person"]);
    PRESENCE: Choice = "presence", one_of(&["present", "absent"]), key, covers(&["P06.3.2"]);
    /// Of an online course.
    PROGRESS: Ratio = "progress", range(0.0, 1.0), covers(&["P06.2.2.3"]);
    TEST_BEFORE: Number = "test_before", range(0.0, 100.0), key, covers(&["P06.3.2"]);
    TEST_AFTER: Number = "test_after", range(0.0, 100.0), key, covers(&["P06.3.2", "L28"]);
    SATISFACTION: Score = "satisfaction", range(1.0, 5.0), key, covers(&["P06.3.2"]);
    ON_JOB_EFFECT: Prose = "on_job_effect", max_length(400), covers(&["P06.3.2"]);
    NEXT_ADVICE: Prose = "next_advice", max_length(400), covers(&["P06.3.2"]);
    GUIDE: Link = "guide", to(&["person"]), covers(&["P06.3.2"]);
}
