//! The answer sheet of one person.

use model::*;

record! {
    /// One sheet: the answer to question *n* stands in field *n*; several choices are separated by `|`.
    SURVEY_ANSWER = "survey_answer", title "sheet", covers ["P04.2.3.2"];
    SHEET: Line = "sheet", required, max_length(40), search(1);
    SURVEY: Link = "survey", required, to(&["survey"]);
    ANSWERED_ON: DateField = "answered_on", key;
    ANSWER_1: Line = "answer_1", max_length(300), key;
    ANSWER_2: Line = "answer_2", max_length(300), key;
    ANSWER_3: Line = "answer_3", max_length(300), key;
    ANSWER_4: Line = "answer_4", max_length(300), key;
    ANSWER_5: Line = "answer_5", max_length(300);
    ANSWER_6: Line = "answer_6", max_length(300);
    ANSWER_7: Line = "answer_7", max_length(300);
    ANSWER_8: Line = "answer_8", max_length(300);
    ANSWER_9: Line = "answer_9", max_length(300);
    ANSWER_10: Line = "answer_10", max_length(300);
    REGION: Link = "region", to(&["region"]);
    CHANNEL: Link = "channel", to(&["channel"]);
    PRODUCT: Link = "product", to(&["product"]);
}
