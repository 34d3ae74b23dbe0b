//! Charts: pure functions work out the marks (tested without a browser), thin views draw them as SVG. Each chart
//! stands in a frame with title, unit, period, source, a table with the same numbers, and downloads.

mod area;
mod bar;
mod bullet;
mod calendar;
mod days;
mod export;
mod font;
mod frame;
mod funnel;
mod gantt;
mod heat;
mod legend;
mod line;
mod matrix;
mod org;
mod radar;
mod scale;
mod scatter;
mod shapes;
mod sparkline;
mod tree;

pub use area::*;
pub use bar::*;
pub use bullet::*;
pub use calendar::*;
pub use export::{Drawing, drawing_of, png_of, twin_of};
pub use frame::*;
pub use funnel::*;
pub use gantt::*;
pub use heat::*;
pub use line::*;
pub use matrix::*;
pub use org::*;
pub use radar::*;
pub use scale::*;
pub use scatter::*;
pub use sparkline::*;
pub use tree::*;

use crate::format;
use crate::lang::{Language, t_with};

/// One row of values with a name; a missing value is a gap.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Series {
    /// Name in the legend.
    pub name: String,
    /// One value per category.
    pub values: Vec<Option<f64>>,
    /// Drawn dashed: plans, targets, forecasts.
    pub dashed: bool,
}

impl Series {
    /// A series drawn with a full line.
    pub fn new(name: impl Into<String>, values: Vec<Option<f64>>) -> Self {
        Self { name: name.into(), values, dashed: false }
    }

    /// The same, drawn dashed.
    pub fn dashed(mut self) -> Self {
        self.dashed = true;
        self
    }
}

/// How the values of a chart are written.
#[derive(Clone, PartialEq, Debug)]
pub enum ValueFormat {
    /// At most so many decimals.
    Number(usize),
    /// With 万 / 亿 or K / M / B.
    Short,
    /// As a percentage with at most so many decimals (0.1 = 10%).
    Ratio(usize),
    /// As a percentage as people read it, see [`format::rate`].
    Rate,
    /// As a short amount of a currency.
    Money(String),
}

/// A value kept between two bounds; where there is no room between them, the lower one. `f64::clamp` would stop the program.
pub(crate) fn between(value: f64, low: f64, high: f64) -> f64 {
    value.min(high).max(low)
}

impl Default for ValueFormat {
    fn default() -> Self {
        Self::Number(2)
    }
}

impl ValueFormat {
    /// The text of a value.
    pub fn text(&self, value: f64, language: Language) -> String {
        match self {
            Self::Number(places) => format::number(value, *places, language),
            Self::Short => format::number_short(value, language),
            Self::Ratio(places) => format::ratio(value, *places, language),
            Self::Rate => format::rate(value, language),
            Self::Money(currency) => format::money_short(value, currency, language),
        }
    }

    /// The unit for the head of a column; empty where there is none or the values carry it.
    fn unit(&self) -> String {
        match self {
            Self::Money(currency) => format::currency_unit(currency),
            Self::Ratio(_) | Self::Rate => "%".to_owned(),
            Self::Number(_) | Self::Short => String::new(),
        }
    }

    /// The head of a column of such values.
    pub(crate) fn head(&self, label: &str) -> String {
        head_with_unit(label, &self.unit())
    }

    /// The cell of a value in a table: in full, its unit is in the head.
    pub(crate) fn cell(&self, value: Option<f64>, language: Language) -> String {
        let Some(value) = value else { return format::missing().to_owned() };
        match self {
            Self::Money(currency) => format::bare(&format::money(value, currency, language), currency, language),
            Self::Short => format::number(value, 2, language),
            other => format::bare(&other.text(value, language), "", language),
        }
    }

    /// Whether values are counted: whole numbers all of them, so that an axis has no steps between.
    pub(crate) fn counts(&self, series: &[Series]) -> bool {
        matches!(self, Self::Number(_) | Self::Short) && series.iter().flat_map(|one| one.values.iter().flatten()).all(|value| value.fract() == 0.0)
    }

    /// The text of a value that may be missing.
    pub fn text_or_missing(&self, value: Option<f64>, language: Language) -> String {
        value.map_or_else(|| format::missing().to_owned(), |value| self.text(value, language))
    }
}

/// The head of a column with its unit, if it has one.
pub fn head_with_unit(label: &str, unit: &str) -> String {
    match (label.is_empty(), unit.is_empty()) {
        (_, true) => label.to_owned(),
        (true, false) => unit.to_owned(),
        _ => t_with("ui.table.head_unit", &[("label", label), ("unit", unit)]),
    }
}

/// The table with the same numbers as a chart of categories and series.
pub(crate) fn twin(categories: &[String], series: &[Series], format: &ValueFormat, language: Language) -> TableTwin {
    let head = std::iter::once(String::new()).chain(series.iter().map(|series| format.head(&series.name))).collect();
    let rows = categories
        .iter()
        .enumerate()
        .map(|(index, category)| {
            std::iter::once(category.clone())
                .chain(series.iter().map(|series| format.cell(series.values.get(index).copied().flatten(), language)))
                .collect()
        })
        .collect();
    TableTwin { head, rows }
}

/// Whether there is nothing to draw.
pub(crate) fn nothing(categories: &[String], series: &[Series]) -> bool {
    categories.is_empty() || !series.iter().any(|series| series.values.iter().any(Option::is_some))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_without_room_keeps_the_lower_bound() {
        assert_eq!(between(70.0, 56.0, 100.0), 70.0);
        assert_eq!(between(20.0, 56.0, 100.0), 56.0);
        assert_eq!(between(170.0, 56.0, 100.0), 100.0);
        assert_eq!(between(70.0, 56.0, 41.72), 56.0);
    }

    #[test]
    fn the_table_has_the_numbers_of_the_chart() {
        let series = [Series::new("计划", vec![Some(1200.0), None]), Series::new("实际", vec![Some(0.5)])];
        let table = twin(&["1 月".into(), "2 月".into()], &series, &ValueFormat::Number(1), Language::Chinese);
        assert_eq!(table.head, ["", "计划", "实际"]);
        assert_eq!(table.rows, [["1 月", "1,200", "0.5"], ["2 月", "--", "--"]]);
        assert!(nothing(&[], &series));
        assert!(!nothing(&["1 月".into()], &series));
    }
}
