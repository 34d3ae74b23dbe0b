//! A measured value of an indicator.

use model::*;

record! {
    /// Value, date and source, for the whole or for one region, channel or person.
    READING = "reading", title "value", covers ["P01.A04", "P01.A13"];
    INDICATOR: Link = "indicator", required, to(&["indicator"]);
    DATE: DateField = "date", required;
    VALUE: Number = "value", required, measured_by(&["indicator", "unit_kind"]);
    SOURCE: Line = "source", max_length(120), key;
    REGION: Link = "region", to(&["region"]), key;
    CHANNEL: Link = "channel", to(&["channel"]);
    PRODUCT: Link = "product", to(&["product"]);
    PERSON: Link = "person", to(&["person"]);
    NOTE: Line = "note", max_length(200);
}
