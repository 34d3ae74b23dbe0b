//! Views declared as data (`views` of a pillar) and what they show, worked out from the records:
//! boards, lists, maps, cross tables, trees, plans, calendars, sums, charts. Knows no screen.

mod definition;
mod grouped;
mod origin;
mod shown;
#[cfg(test)]
mod tests;

pub(crate) use definition::own_label;
pub use definition::{CellDef, ChartKind, FigureDef, GridColumns, PageDef, TimelineDef, View, ViewDef};
pub use grouped::{SEPARATOR, Summed, group_key};
pub use origin::{Missing, Origin, Unit};
pub use shown::{Card, DayState, Label, MapPoint, Picture, SeriesData, Stretch, card};
