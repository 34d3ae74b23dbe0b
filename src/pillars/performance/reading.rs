//! A measured value of an indicator.

use model::*;

record! {
    /// Value, date and source, for the whole or for one region, channel or person.
    READING = "reading", title "value", called ["indicator", "date"], covers ["P01.A04", "P01.A13", "P05.3.1"];
    INDICATOR: Link = "indicator", required, to(&["indicator"]);
    DATE: DateField = "date", required;
    VALUE: Number = "value", required, measured_by(&["indicator", "unit_kind"]);
    SOURCE: Line = "source", max_length(120), key;
    SOURCE_KIND: Choice = "source_kind", one_of(&["internal", "survey", "competitor"]), key, covers(&["P05.3.1"]);
    REGION: Link = "region", to(&["region"]), key;
    CHANNEL: Link = "channel", to(&["channel"]);
    PRODUCT: Link = "product", to(&["product"]);
    PERSON: Link = "person", to(&["person"]);
    CHECKED_BY: Link = "checked_by", to(&["person"]), covers(&["P05.3.1"]);
    /// 1 a guess … 5 checked against the books.
    RELIABILITY: Score = "reliability", range(1.0, 5.0), covers(&["P05.3.1"]);
    NOTE: Line = "note", max_length(200);
}
