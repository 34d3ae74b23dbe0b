//! A grid of two scales (impact and likelihood, weight and performance) with its entries written in the cells.

use leptos::prelude::*;

use super::between;
use super::frame::{ChartFrame, ChartTitle, TableTwin};
use super::scale::{ellipsis, text_width, wrap};
use super::shapes::{drawing, link_over, text_lines};
use crate::controls::Tone;
use crate::dom::unique_id;
use crate::lang::t;

/// An entry of the grid.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MatrixItem {
    /// Index of its column.
    pub column: usize,
    /// Index of its row, the first on top.
    pub row: usize,
    /// Its name.
    pub label: String,
    /// Its colour.
    pub tone: Tone,
    /// Where it leads; empty for nowhere.
    pub href: String,
}

/// An entry as drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct MatrixMark {
    /// Index of the entry.
    pub item: usize,
    /// Left edge of its chip.
    pub x: f64,
    /// Upper edge of its chip.
    pub y: f64,
    /// Width of its chip.
    pub width: f64,
    /// Height of its chip.
    pub height: f64,
    /// The lines of text, or its number if the columns are narrow.
    pub lines: Vec<String>,
}

/// Everything a matrix draws.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MatrixMarks {
    /// Height of the drawing.
    pub height: f64,
    /// Left edge of the cells.
    pub left: f64,
    /// Upper edge of the cells.
    pub top: f64,
    /// Width of a column.
    pub column: f64,
    /// Upper edge and height of every row.
    pub rows: Vec<(f64, f64)>,
    /// The entries.
    pub marks: Vec<MatrixMark>,
    /// The column names in lines.
    pub heads: Vec<Vec<String>>,
    /// The most lines a column name takes.
    pub head_lines: f64,
    /// The title of the axis across, in lines.
    pub x_title: Vec<String>,
    /// Entries are shown as numbers, their names stand below.
    pub numbered: bool,
    /// The names below: text and base line.
    pub names: Vec<(String, f64)>,
}

const SIZE: f64 = 12.0;
const LINE: f64 = 16.0;

/// Places the entries in the cells; rows grow with what stands in them.
pub fn matrix_marks(columns: &[String], rows: &[String], items: &[MatrixItem], x_label: &str, width: f64) -> MatrixMarks {
    let longest = rows.iter().map(|name| text_width(name, SIZE)).fold(0.0, f64::max);
    let left = between(longest + 34.0, 56.0, width * 0.28);
    let column = (width - left) / columns.len().max(1) as f64;
    let numbered = column < 104.0;
    let top = 8.0;
    let mut out = MatrixMarks { left, top, column, numbered, ..MatrixMarks::default() };
    let mut y = top;
    for row in 0..rows.len() {
        let mut tallest: f64 = 44.0;
        let mut placed = Vec::new();
        for cell in 0..columns.len() {
            let x = left + column * cell as f64;
            let (mut across, mut down) = (6.0, 6.0);
            for (index, item) in items.iter().enumerate().filter(|(_, item)| item.row == row && item.column == cell) {
                if numbered {
                    if across + 26.0 > column {
                        (across, down) = (6.0, down + 28.0);
                    }
                    placed.push(MatrixMark {
                        item: index,
                        x: x + across,
                        y: y + down,
                        width: 24.0,
                        height: 24.0,
                        lines: vec![(index + 1).to_string()],
                    });
                    across += 28.0;
                } else {
                    let lines = wrap(&item.label, column - 28.0, SIZE, 2);
                    let height = lines.len().max(1) as f64 * LINE + 8.0;
                    placed.push(MatrixMark { item: index, x: x + 6.0, y: y + down, width: column - 12.0, height, lines });
                    down += height + 4.0;
                }
            }
            if numbered && across > 6.0 {
                down += 28.0;
            }
            tallest = tallest.max(down + 2.0);
        }
        out.marks.extend(placed);
        out.rows.push((y, tallest));
        y += tallest;
    }
    out.heads = columns.iter().map(|name| wrap(name, column - 6.0, SIZE, 2)).collect();
    out.head_lines = out.heads.iter().map(Vec::len).max().unwrap_or(1).max(1) as f64;
    out.x_title = wrap(&format!("{x_label} →"), width - left, SIZE, 2);
    out.height = y + 16.0 + (out.head_lines + out.x_title.len() as f64) * LINE;
    if numbered {
        for (index, item) in items.iter().enumerate() {
            for line in wrap(&format!("{}. {}", index + 1, item.label), width - 8.0, SIZE, 2) {
                out.names.push((line, out.height + 12.0));
                out.height += 20.0;
            }
        }
        out.height += 8.0;
    }
    out
}

/// A matrix. `level` gives the tint (0 to 4) of a cell by column and row.
#[component]
pub fn Matrix(
    #[prop(into)] title: ChartTitle,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] period: Signal<String>,
    #[prop(into, optional)] source: Signal<String>,
    #[prop(into)] x_label: Signal<String>,
    #[prop(into)] y_label: Signal<String>,
    #[prop(into)] columns: Signal<Vec<String>>,
    #[prop(into)] rows: Signal<Vec<String>>,
    #[prop(into)] items: Signal<Vec<MatrixItem>>,
    #[prop(optional)] level: Option<Callback<(usize, usize), u8>>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let width = RwSignal::new(640.0);
    let title_id = unique_id("chart-title");
    let labelled = title_id.clone();
    let table = Signal::derive(move || {
        let (columns, rows) = (columns.get(), rows.get());
        let name = |names: &[String], index: usize| names.get(index).cloned().unwrap_or_default();
        TableTwin {
            head: vec![t("ui.chart.entry"), x_label.get(), y_label.get()],
            rows: items.get().iter().map(|item| vec![item.label.clone(), name(&columns, item.column), name(&rows, item.row)]).collect(),
        }
    });
    let empty = Signal::derive(move || items.with(Vec::is_empty));
    view! {
        <ChartFrame title unit period source table empty width title_id test_id>
            {draw(&columns.get(), &rows.get(), items.get(), x_label.get(), y_label.get(), level, width.get(), labelled.clone())}
        </ChartFrame>
    }
}

#[allow(clippy::too_many_arguments, reason = "what the drawing consists of")]
fn draw(
    columns: &[String],
    rows: &[String],
    items: Vec<MatrixItem>,
    x_label: String,
    y_label: String,
    level: Option<Callback<(usize, usize), u8>>,
    width: f64,
    labelled: String,
) -> AnyView {
    let marks = matrix_marks(columns, rows, &items, &x_label, width);
    let (left, column) = (marks.left, marks.column);
    let bottom = marks.rows.last().map_or(marks.top, |(y, height)| y + height);
    let cells = marks
        .rows
        .iter()
        .enumerate()
        .flat_map(|(row, (y, height))| {
            (0..columns.len()).map(move |cell| {
                let class = level.map_or_else(|| "matrix-cell".to_owned(), |level| format!("matrix-cell heat-{}", level.run((cell, row)).min(4) + 1));
                view! { <rect class=class x=left + column * cell as f64 + 1.0 y=y + 1.0 width=column - 2.0 height=height - 2.0 rx={4.0}></rect> }
            })
        })
        .collect_view();
    let row_names = rows
        .iter()
        .zip(&marks.rows)
        .map(|(name, (y, height))| {
            let lines = wrap(name, left - 30.0, SIZE, 2);
            let start = y + height / 2.0 + 4.0 - (lines.len() as f64 - 1.0) * 8.0;
            text_lines("chart-label is-end", left - 8.0, start, LINE, &lines)
        })
        .collect_view();
    let column_names = marks
        .heads
        .iter()
        .enumerate()
        .map(|(index, lines)| {
            let x = left + column * (index as f64 + 0.5);
            text_lines("chart-label is-middle", x, bottom + 18.0, LINE, lines)
        })
        .collect_view();
    let entries = marks
        .marks
        .iter()
        .map(|mark| {
            let item = &items[mark.item];
            let class = format!("matrix-item tone-{}", item.tone.code());
            let (x, y) = (mark.x, mark.y);
            let numbered = marks.numbered;
            let (text_x, text_class) = if numbered { (x + 12.0, "matrix-text is-middle") } else { (x + 10.0, "matrix-text") };
            let texts = text_lines(text_class, text_x, y + 16.0, LINE, &mark.lines);
            // The link lies over the drawing; its label begins with the number that is drawn.
            let silent = (!item.href.is_empty()).then_some("true");
            let spoken = if numbered { format!("{}. {}", mark.lines.concat(), item.label) } else { item.label.clone() };
            let radius = if numbered { 12.0 } else { 4.0 };
            view! {
                <g class=class aria-hidden=silent>
                    <rect class={"matrix-chip"} x=x y=y width=mark.width height=mark.height rx=radius>
                        <title>{item.label.clone()}</title>
                    </rect>
                    {(!numbered).then(|| view! { <rect class={"matrix-edge"} x=x y=y width={3.0} height=mark.height></rect> })}
                    {texts}
                </g>
                {link_over(Some(&item.href), &spoken, (x, y, mark.width, mark.height), radius)}
            }
        })
        .collect_view();
    let names = marks.names.iter().map(|(line, y)| view! { <text class={"chart-label"} x={4.0} y=*y>{line.clone()}</text> }).collect_view();
    let interactive = items.iter().any(|item| !item.href.is_empty());
    let middle = (marks.top + bottom) / 2.0;
    let content = (
        (cells, row_names, column_names),
        text_lines("chart-axis-title is-middle", left + (width - left) / 2.0, bottom + 22.0 + LINE * marks.head_lines, LINE, &marks.x_title),
        view! { <text class={"chart-axis-title is-middle"} x={0.0} y={0.0} transform=format!("translate(12 {middle}) rotate(-90)")>{format!("{} →", ellipsis(&y_label, bottom - marks.top - 16.0, SIZE))}</text> },
        entries,
        names,
    );
    drawing(labelled, interactive, (width, marks.height), content.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(width: f64, numbered: bool) -> MatrixMarks {
        let rows: Vec<String> = ["高", "中", "低"].map(String::from).into();
        let items: Vec<MatrixItem> = (0..7)
            .map(|index| MatrixItem {
                column: index % 5,
                row: index % 3,
                label: format!("第 {index} 项环境因素：原材料价格上涨"),
                ..MatrixItem::default()
            })
            .collect();
        let columns: Vec<String> = ["明显不利", "不利", "中性", "有利", "明显有利"].map(String::from).into();
        let marks = matrix_marks(&columns, &rows, &items, "对我们的影响", width);
        assert_eq!(marks.marks.len(), items.len());
        assert_eq!(marks.numbered, numbered);
        for mark in &marks.marks {
            let item = &items[mark.item];
            let (y, height) = marks.rows[item.row];
            let x = marks.left + marks.column * item.column as f64;
            assert!(mark.x >= x && mark.x + mark.width <= x + marks.column, "{mark:?}");
            assert!(mark.y >= y && mark.y + mark.height <= y + height, "{mark:?}");
        }
        marks
    }

    #[test]
    fn entries_stay_in_their_cells_and_do_not_overlap() {
        let marks = check(960.0, false);
        for (index, one) in marks.marks.iter().enumerate() {
            for other in &marks.marks[..index] {
                let apart = one.x >= other.x + other.width
                    || other.x >= one.x + one.width
                    || one.y >= other.y + other.height
                    || other.y >= one.y + one.height;
                assert!(apart, "{one:?} {other:?}");
            }
        }
        assert!(check(360.0, true).names.len() >= 7);
    }
}
