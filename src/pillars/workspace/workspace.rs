//! The settings of a workspace itself (decisions.md 11–13).

use model::*;

/// Months that open a fiscal year.
pub const CURRENCIES: &[&str] = &["CNY", "USD", "EUR", "HKD", "JPY", "GBP"];

/// A change of an option of a list: added, renamed or hidden (P00.08).
pub const LIST: Handle<Line> = Handle::<Line>::new("list").required();
pub const CODE: Handle<Line> = Handle::<Line>::new("code").required();
pub const LABEL: Handle<Line> = Handle::<Line>::new("label");
pub const HIDDEN: Handle<Bool> = Handle::<Bool>::new("hidden");

/// What a tile of the dashboard shows, and of which indicator (P05.A16).
pub const TILE: Handle<Choice> = Handle::<Choice>::new("tile").one_of(super::dashboard::TILE_CODES).required();
pub const TILE_INDICATOR: Handle<Link> = Handle::<Link>::new("indicator").to(&["indicator"]);

record! {
    /// One client or business unit: name, trade, fiscal year, currency, and the rules it may change.
    WORKSPACE = "workspace", title "name", single true, covers ["P00.08"];
    NAME: Line = "name", required, max_length(60);
    TRADE: Line = "trade", max_length(60);
    FISCAL_YEAR_START: Score = "fiscal_year_start", range(1.0, 12.0);
    CURRENCY: Choice = "currency", one_of(CURRENCIES);
    /// Stands for today in all rules; empty means the real today.
    AS_OF: DateField = "as_of";
    DEMO: Bool = "demo", computed;
    /// Longest short-term goal in months.
    SHORT_MONTHS: Score = "short_months", range(1.0, 120.0), covers(&["P01.4"]);
    /// Longest medium-term goal in months.
    MEDIUM_MONTHS: Score = "medium_months", range(1.0, 240.0), covers(&["P01.4"]);
    /// Share of participants who must have answered before a goal is published.
    ANSWERED_RATE: Ratio = "answered_rate", range(0.0, 1.0), covers(&["P01.6"]);
    /// Share of participants who must agree before a goal is published.
    AGREED_RATE: Ratio = "agreed_rate", range(0.0, 1.0), covers(&["P01.6"]);
    /// Growth above this multiple of historic growth needs a written reason.
    GROWTH_MULTIPLE: Number = "growth_multiple", min(1.0), covers(&["P01.3.3"]);
    LISTS: Rows = "lists", computed, columns(&[LIST.def, CODE.def, LABEL.def, HIDDEN.def]), covers(&["P00.08"]);
    /// Fields that are not used here, as `kind.field`.
    HIDDEN_FIELDS: Tags = "hidden_fields", computed, covers(&["P00.08", "P00.10"]);
    /// Tiles of the dashboard in their order.
    TILES: Rows = "tiles", computed, columns(&[TILE.def, TILE_INDICATOR.def]), covers(&["P05.A16"]);
    /// The company's own picture, a small PNG, for header and documents.
    LOGO: Attachment = "logo", computed;
    /// The company's own colour, six hexadecimal digits, as it was chosen; shown only as far as it can be read.
    ACCENT: Line = "accent", computed, max_length(6);
    /// Highest number of required fields on one kind before a warning.
    REQUIRED_LIMIT: Score = "required_limit", range(1.0, 100.0), covers(&["P00.10"]);
}
