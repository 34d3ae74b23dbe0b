//! An entry of the data dictionary.

use model::*;

record! {
    /// What a figure means, where it comes from, who keeps it, how often it changes.
    DATA_FIELD = "data_field", title "name", covers ["P04.A19"];
    NAME: Line = "name", required, max_length(80), search(3);
    DATASET: Choice = "dataset", one_of_list("datasets", &["sales", "finance", "customer", "rival", "research", "channel"]), key;
    MEANING: Prose = "meaning", max_length(500), key, search(2);
    UNIT: Line = "unit", max_length(20);
    SOURCE: Link = "source", to(&["info_source"]), key;
    OWNER: Link = "owner", to(&["person"]), key;
    FREQUENCY: Choice = "frequency", one_of(super::collection_plan::FREQUENCIES);
    CHECKED_ON: DateField = "checked_on";
    CONFIDENTIALITY: Choice = "confidentiality", one_of(super::internal_report::CONFIDENTIALITY), covers(&["P04.A15"]);
}
