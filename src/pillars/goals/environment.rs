//! The frame of the environment analysis.

use model::*;

record! {
    /// When the analysis was made, by whom, and when it is renewed.
    ENVIRONMENT = "environment", title "as_of", single true, covers ["P01.2"];
    AS_OF: DateField = "as_of", required;
    AUTHOR: Link = "author", to(&["person"]), key;
    NEXT_REFRESH: DateField = "next_refresh", key;
    SUMMARY: Prose = "summary", max_length(600);
}
