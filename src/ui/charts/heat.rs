//! A heat map: five steps of one colour, the number in every cell.

use leptos::prelude::*;

use super::ValueFormat;
use super::between;
use super::frame::{ChartFrame, ChartTitle, TableTwin};
use super::scale::{text_width, widest_piece, wrap};
use super::shapes::{drawing, text_lines};
use crate::dom::unique_id;
use crate::lang::{Language, language};

/// A row of the heat map.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct HeatRow {
    /// Its name.
    pub label: String,
    /// One value per column.
    pub values: Vec<Option<f64>>,
}

/// The step (0 to 4) of a value between the smallest and the greatest.
pub fn heat_level(value: f64, min: f64, max: f64) -> u8 {
    if max <= min {
        return 2;
    }
    let share = ((value - min) / (max - min)).clamp(0.0, 1.0);
    ((share * 5.0).floor() as u8).min(4)
}

/// A heat map. `min` and `max` fix the scale; else it spans the values.
#[component]
pub fn HeatMap(
    #[prop(into)] title: ChartTitle,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] period: Signal<String>,
    #[prop(into, optional)] source: Signal<String>,
    #[prop(into)] columns: Signal<Vec<String>>,
    #[prop(into)] rows: Signal<Vec<HeatRow>>,
    #[prop(optional)] min: Option<f64>,
    #[prop(optional)] max: Option<f64>,
    #[prop(optional)] format: ValueFormat,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let width = RwSignal::new(640.0);
    let title_id = unique_id("chart-title");
    let labelled = title_id.clone();
    let for_table = format.clone();
    let table = Signal::derive(move || TableTwin {
        head: std::iter::once(String::new()).chain(columns.get()).collect(),
        rows: rows
            .get()
            .into_iter()
            .map(|row| std::iter::once(row.label).chain(row.values.iter().map(|value| for_table.text_or_missing(*value, language()))).collect())
            .collect(),
    });
    let empty = Signal::derive(move || rows.with(|rows| !rows.iter().any(|row| row.values.iter().any(Option::is_some))));
    view! {
        <ChartFrame title unit period source table empty width title_id test_id>
            {draw(&columns.get(), &rows.get(), min, max, &format, width.get(), labelled.clone())}
        </ChartFrame>
    }
}

fn draw(columns: &[String], rows: &[HeatRow], min: Option<f64>, max: Option<f64>, format: &ValueFormat, width: f64, labelled: String) -> AnyView {
    const ROW: f64 = 36.0;
    const SIZE: f64 = 12.0;
    const STEP: f64 = 14.0;
    let language = language();
    let values = || rows.iter().flat_map(|row| row.values.iter().copied().flatten());
    let min = min.unwrap_or_else(|| values().fold(f64::INFINITY, f64::min));
    let max = max.unwrap_or_else(|| values().fold(f64::NEG_INFINITY, f64::max));
    let left = between(rows.iter().map(|row| text_width(&row.label, SIZE)).fold(0.0, f64::max) + 16.0, 48.0, width * 0.34);
    let column = (width - left) / columns.len().max(1) as f64;
    // A word may reach into the room between the columns before it is broken.
    let head_width = |name: &str| widest_piece(name, SIZE).clamp(column - 4.0, column + 8.0);
    let heads: Vec<Vec<String>> = columns.iter().map(|name| wrap(name, head_width(name), SIZE, 3)).collect();
    let top = 14.0 + STEP * heads.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let height = top + ROW * rows.len() as f64 + 44.0;
    let dash = if language == Language::Chinese { '～' } else { '–' };
    let scale = format!("{} {dash} {}", format.text(min, language), format.text(max, language));
    // Heads stand on the cells, so that short ones are not far from what they name.
    let names = heads
        .iter()
        .enumerate()
        .map(|(index, lines)| {
            let first = top - 10.0 - STEP * (lines.len().max(1) - 1) as f64;
            text_lines("chart-label is-middle", left + column * (index as f64 + 0.5), first, STEP, lines)
        })
        .collect_view();
    let lines = rows
        .iter()
        .enumerate()
        .map(|(number, row)| {
            let y = top + ROW * number as f64;
            let cells = (0..columns.len())
                .map(|index| {
                    let x = left + column * index as f64;
                    let value = row.values.get(index).copied().flatten();
                    let class = value.map_or_else(|| "heat-none".to_owned(), |value| format!("heat-{}", heat_level(value, min, max) + 1));
                    let text = format.text_or_missing(value, language);
                    view! {
                        <g class=class>
                            <rect class={"heat-cell"} x=x + 1.0 y=y + 1.0 width=column - 2.0 height=ROW - 2.0 rx={4.0}></rect>
                            <text class={"heat-text is-middle"} x=x + column / 2.0 y=y + ROW / 2.0 + 4.0>{text}</text>
                        </g>
                    }
                })
                .collect_view();
            let label = wrap(&row.label, left - 8.0, SIZE, 2);
            let first = y + ROW / 2.0 + 4.0 - STEP / 2.0 * (label.len().max(1) - 1) as f64;
            view! {
                <g>
                    {text_lines("chart-label is-end", left - 8.0, first, STEP, &label)}
                    {cells}
                </g>
            }
        })
        .collect_view();
    let key = (0..5)
        .map(|index| {
            view! {
                <g class=format!("heat-{}", index + 1)>
                    <rect class={"heat-cell"} x=left + 28.0 * f64::from(index) y=height - 24.0 width={26.0} height={10.0} rx={2.0}></rect>
                </g>
            }
        })
        .collect_view();
    let legend = view! { <text class={"chart-tick"} x=left + 148.0 y=height - 15.0>{scale}</text> };
    drawing(labelled, false, (width, height), (names, lines, key, legend).into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: f64, expected: u8) {
        assert_eq!(heat_level(value, 0.0, 5.0), expected, "{value}");
    }

    #[test]
    fn levels_are_even() {
        check(0.0, 0);
        check(0.99, 0);
        check(1.0, 1);
        check(4.5, 4);
        check(5.0, 4);
        check(9.0, 4);
        assert_eq!(heat_level(3.0, 3.0, 3.0), 2);
    }
}
