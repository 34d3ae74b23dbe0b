//! Lines over time: plan dashed, actual full, gaps left open, every series with its own sign.

use leptos::prelude::*;

use super::bar::AxisLabel;
use super::frame::{ChartFrame, ChartTitle};
use super::legend::{Sign, legend, legend_view, marker_path};
use super::scale::{every, room_for_ticks, text_width, ticks, whole_ticks};
use super::shapes::drawing;
use super::{Series, ValueFormat, nothing, twin};
use crate::dom::unique_id;
use crate::lang::language;

/// One point of a line.
#[derive(Clone, PartialEq, Debug)]
pub struct PointMark {
    /// Index of its category.
    pub category: usize,
    /// Where it stands.
    pub x: f64,
    /// Where it stands.
    pub y: f64,
    /// The value shown.
    pub value: f64,
}

/// One series as drawn.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LineMark {
    /// Its points.
    pub points: Vec<PointMark>,
    /// Path data of the unbroken parts.
    pub path: String,
    /// Path data across the gaps, drawn dotted and faint.
    pub gaps: String,
}

/// Everything a line chart draws.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LineMarks {
    /// Height of the drawing.
    pub height: f64,
    /// The area of the lines: left, top, right, bottom.
    pub plot: (f64, f64, f64, f64),
    /// One per series.
    pub lines: Vec<LineMark>,
    /// Axis values and where they stand.
    pub ticks: Vec<(f64, f64)>,
    /// Labels that fit.
    pub labels: Vec<AxisLabel>,
}

/// How a line chart is laid out.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Layout<'a> {
    /// Its axis begins at zero.
    pub(super) zero: bool,
    /// Only whole steps, because things are counted.
    pub(super) counted: bool,
    /// Where each category stands on an axis of its own, such as the number of its day, in rising order; without it
    /// all are equally far apart.
    pub(super) places: &'a [f64],
    /// How the values beside the axis are written.
    pub(super) format: Option<&'a ValueFormat>,
}

/// Works out the marks of a line chart of a width; `top` px are left free for the legend.
pub fn line_marks(categories: &[String], series: &[Series], width: f64, top: f64) -> LineMarks {
    marks_from(categories, series, width, top, Layout::default())
}

/// Where so many categories stand between the first (0) and the last (1).
fn shares_of_way(count: usize, places: &[f64]) -> Vec<f64> {
    let ends = places.first().zip(places.last()).filter(|(first, last)| first < last);
    match ends {
        Some((first, last)) if places.len() == count && places.is_sorted() => places.iter().map(|place| (place - first) / (last - first)).collect(),
        _ => (0..count).map(|index| if count > 1 { index as f64 / (count - 1) as f64 } else { 0.5 }).collect(),
    }
}

/// The same by a layout.
pub(super) fn marks_from(categories: &[String], series: &[Series], width: f64, top: f64, layout: Layout<'_>) -> LineMarks {
    let Layout { zero, counted, places, format } = layout;
    let values = || series.iter().flat_map(|series| series.values.iter().copied().flatten());
    let (low, high) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    // Lines may start above zero, but not if zero is near anyway.
    let low = if low > 0.0 && (zero || low < high * 0.5) { 0.0 } else { low };
    let high = if zero { high.max(0.0) } else { high };
    let (from, to) = if low < high { (low, high) } else { (low.min(0.0), high.max(0.0)) };
    let axis = if counted { whole_ticks(from, to, 4) } else { ticks(from, to, 4) };
    let (first, last) = (axis.first().copied().unwrap_or(0.0), axis.last().copied().unwrap_or(1.0));
    let left = room_for_ticks(&axis, format, 12.0, 56.0);
    let (right, plot_top, bottom) = (width - 28.0, top + 14.0, top + 14.0 + 220.0);
    let step = if categories.len() > 1 { (right - left - 24.0) / (categories.len() - 1) as f64 } else { 0.0 };
    let ways = shares_of_way(categories.len(), places);
    let is_even = ways == shares_of_way(categories.len(), &[]);
    let x = |index: usize| left + 12.0 + (right - left - 24.0) * ways.get(index).copied().unwrap_or(0.5);
    let y = |value: f64| bottom - (value - first) / (last - first) * (bottom - plot_top);
    let longest = categories.iter().map(|name| text_width(name, 12.0)).fold(0.0, f64::max);
    let skip = every(step, longest);
    // The first and the last name stay inside the drawing.
    let inside = |at: f64, name: &str| at.min(width - text_width(name, 12.0) / 2.0 - 2.0).max(text_width(name, 12.0) / 2.0 + 2.0);
    // Of places at uneven distances the last is named, and each before it that touches no other name.
    let mut free_from = f64::NEG_INFINITY;
    let last_name = categories.len().saturating_sub(1);
    let free_to = categories.last().map_or(f64::INFINITY, |name| inside(x(last_name), name) - text_width(name, 12.0) / 2.0 - BETWEEN_NAMES);
    let mut is_named = |index: usize, name: &str| {
        if is_even {
            return index.is_multiple_of(skip);
        }
        let (middle, half) = (inside(x(index), name), text_width(name, 12.0) / 2.0);
        let fits = index == last_name || (middle - half >= free_from && middle + half <= free_to);
        if fits {
            free_from = middle + half + BETWEEN_NAMES;
        }
        fits
    };
    LineMarks {
        height: bottom + 28.0,
        plot: (left, plot_top, right, bottom),
        ticks: axis.iter().map(|value| (*value, y(*value))).collect(),
        labels: categories
            .iter()
            .enumerate()
            .filter(|(index, name)| is_named(*index, name))
            .map(|(index, name)| AxisLabel { x: inside(x(index), name), y: bottom + 20.0, lines: vec![name.clone()] })
            .collect(),
        lines: series
            .iter()
            .map(|series| {
                let mut line = LineMark::default();
                let mut before: Option<usize> = None;
                for (index, value) in series.values.iter().take(categories.len()).enumerate() {
                    let Some(value) = *value else { continue };
                    let point = PointMark { category: index, x: x(index), y: y(value), value };
                    match (before, line.points.last()) {
                        (Some(previous), Some(_)) if previous + 1 == index => line.path.push_str(&format!("L{:.1} {:.1}", point.x, point.y)),
                        (Some(_), Some(last)) => {
                            line.gaps.push_str(&format!("M{:.1} {:.1}L{:.1} {:.1}", last.x, last.y, point.x, point.y));
                            line.path.push_str(&format!("M{:.1} {:.1}", point.x, point.y));
                        }
                        _ => line.path.push_str(&format!("M{:.1} {:.1}", point.x, point.y)),
                    }
                    before = Some(index);
                    line.points.push(point);
                }
                line
            })
            .collect(),
    }
}

/// Room between two names of an axis, in px.
const BETWEEN_NAMES: f64 = 10.0;

/// A line chart; with `places` (days, for example) its categories stand as far apart as these.
#[component]
pub fn Line(
    #[prop(into)] title: ChartTitle,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] period: Signal<String>,
    #[prop(into, optional)] source: Signal<String>,
    #[prop(into)] categories: Signal<Vec<String>>,
    #[prop(into)] series: Signal<Vec<Series>>,
    #[prop(optional)] places: Vec<f64>,
    #[prop(optional)] format: ValueFormat,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let width = RwSignal::new(640.0);
    let title_id = unique_id("chart-title");
    let labelled = title_id.clone();
    let for_table = format.clone();
    let table = Signal::derive(move || twin(&categories.get(), &series.get(), &for_table, language()));
    let empty = Signal::derive(move || nothing(&categories.get(), &series.get()));
    view! {
        <ChartFrame title unit period source table empty width title_id test_id>
            {draw(&categories.get(), &series.get(), &places, &format, width.get(), labelled.clone())}
        </ChartFrame>
    }
}

/// Where the last value of each line is written: above its point, below it where another stands there already, nowhere where the
/// same value stands there or both places are taken.
fn heights_of_ends(ends: &[Option<(f64, f64, String)>]) -> Vec<Option<f64>> {
    const LINE: f64 = 14.0;
    let mut taken: Vec<(f64, f64, &str)> = Vec::new();
    let mut heights = Vec::new();
    for end in ends {
        let height = end.as_ref().and_then(|(x, y, text)| {
            let is_near = |height: f64| taken.iter().any(|(of, at, _)| (of - x).abs() < 60.0 && (at - height).abs() < LINE);
            let is_told = taken.iter().any(|(of, at, told)| of == x && told == text && (at - (y - 9.0)).abs() < LINE);
            let height = if is_told { None } else { [y - 9.0, y + 18.0].into_iter().find(|height| !is_near(*height)) }?;
            taken.push((*x, height, text));
            Some(height)
        });
        heights.push(height);
    }
    heights
}

fn draw(categories: &[String], series: &[Series], places: &[f64], format: &ValueFormat, width: f64, labelled: String) -> AnyView {
    let language = language();
    let (entries, top) = legend(series, width, |_| Sign::Line);
    let marks =
        marks_from(categories, series, width, top, Layout { counted: format.counts(series), places, format: Some(format), ..Layout::default() });
    let ends: Vec<Option<(f64, f64, String)>> =
        marks.lines.iter().map(|line| line.points.last().map(|point| (point.x, point.y, format.text(point.value, language)))).collect();
    let free = heights_of_ends(&ends);
    let lines = marks
        .lines
        .iter()
        .zip(series)
        .enumerate()
        .map(|(number, (line, one))| {
            let crowded = line.points.len() > 26;
            let count = line.points.len();
            let points = line
                .points
                .iter()
                .enumerate()
                .map(|(index, point)| {
                    let text = format.text(point.value, language);
                    let tooltip = format!("{} {} {text}", categories[point.category], one.name);
                    let (x, y) = (point.x, point.y);
                    let end = (x + 24.0).max(text_width(&text, 12.0) + 2.0).min(width - 2.0);
                    let height = free.get(number).copied().flatten().filter(|_| index + 1 == count);
                    let last = height.map(|height| view! { <text class={"chart-value is-end is-haloed"} x=end y=height>{text}</text> });
                    view! {
                        <g>
                            <path class={"mark-point"} d=marker_path(number, x, y, if crowded { 2.0 } else { 3.5 })>
                                <title>{tooltip}</title>
                            </path>
                            {last}
                        </g>
                    }
                })
                .collect_view();
            view! {
                <g class=format!("series-{}", number % 5 + 1)>
                    <path class={"mark-gap"} d=line.gaps.clone()></path>
                    <path class={"mark-line"} class:is-dashed=one.dashed d=line.path.clone()></path>
                    {points}
                </g>
            }
        })
        .collect_view();
    drawing(labelled, false, (width, marks.height), (legend_view(entries, 0.0), scales(&marks, format), lines).into_any())
}

/// The grid with its values, and the names of the categories.
pub(super) fn scales(marks: &LineMarks, format: &ValueFormat) -> AnyView {
    let language = language();
    let (left, _, right, _) = marks.plot;
    let grid = marks
        .ticks
        .iter()
        .enumerate()
        .map(|(index, (value, at))| {
            let class = if index == 0 { "chart-axis" } else { "chart-grid" };
            view! {
                <g>
                    <line class=class x1=left x2=right y1=*at y2=*at></line>
                    <text class={"chart-tick is-end"} x=left - 8.0 y=*at + 4.0>{format.text(*value, language)}</text>
                </g>
            }
        })
        .collect_view();
    let names = marks
        .labels
        .iter()
        .map(|label| view! { <text class={"chart-label is-middle"} x=label.x y=label.y>{label.lines.join(" ")}</text> })
        .collect_view();
    (grid, names).into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: Vec<Option<f64>>, segments: usize, gaps: usize) {
        let categories: Vec<String> = (1..=values.len()).map(|month| format!("{month} 月")).collect();
        let marks = line_marks(&categories, &[Series::new("实际", values)], 640.0, 0.0);
        assert_eq!(marks.lines[0].path.matches('M').count(), segments);
        assert_eq!(marks.lines[0].gaps.matches('M').count(), gaps);
    }

    #[test]
    fn gaps_stay_open() {
        check(vec![Some(1.0), Some(2.0), None, Some(3.0)], 2, 1);
        check(vec![None, Some(2.0), Some(3.0)], 1, 0);
        check(vec![Some(5.0)], 1, 0);
        check(vec![None, None], 0, 0);
    }

    #[test]
    fn days_stand_as_far_apart_as_they_are() {
        let ways = |places: &[f64]| shares_of_way(3, places);
        assert_eq!(ways(&[10.0, 20.0, 110.0]), [0.0, 0.1, 1.0]);
        assert_eq!(ways(&[]), [0.0, 0.5, 1.0]);
        // What does not rise or does not belong to them tells nothing.
        assert_eq!(ways(&[10.0, 5.0, 20.0]), [0.0, 0.5, 1.0]);
        assert_eq!(ways(&[10.0, 20.0]), [0.0, 0.5, 1.0]);
        assert_eq!(ways(&[10.0, 10.0, 10.0]), [0.0, 0.5, 1.0]);
        let days: Vec<String> = ["1 月 1 日", "1 月 2 日", "12 月 31 日"].map(str::to_owned).into();
        let layout = Layout { places: &[1.0, 364.0, 365.0], ..Layout::default() };
        let marks = marks_from(&days, &[Series::new("a", vec![Some(1.0), Some(2.0), Some(3.0)])], 640.0, 0.0, layout);
        // The second name would stand on the last.
        let named: Vec<&str> = marks.labels.iter().flat_map(|label| label.lines.iter().map(String::as_str)).collect();
        assert_eq!(named, ["1 月 1 日", "12 月 31 日"]);
        assert!(marks.lines[0].points[2].x - marks.lines[0].points[1].x < 3.0);
    }

    #[test]
    fn last_values_stand_above_below_or_not_at_all() {
        let end = |y: f64, text: &str| Some((100.0, y, text.to_owned()));
        assert_eq!(heights_of_ends(&[end(50.0, "4"), end(90.0, "3")]), [Some(41.0), Some(81.0)]);
        // The same value at the same place is written once; close ones go apart while there is room.
        assert_eq!(heights_of_ends(&[end(50.0, "4"), None, end(50.0, "4")]), [Some(41.0), None, None]);
        assert_eq!(heights_of_ends(&[end(50.0, "4"), end(52.0, "3.9"), end(51.0, "3.95")]), [Some(41.0), Some(70.0), None]);
    }

    #[test]
    fn higher_is_further_up_and_labels_do_not_touch() {
        let categories: Vec<String> = (1..=24).map(|month| format!("2026-{month:02}")).collect();
        let marks = line_marks(&categories, &[Series::new("a", (0..24).map(|value| Some(f64::from(value))).collect())], 390.0, 0.0);
        let points = &marks.lines[0].points;
        assert!(points.windows(2).all(|pair| pair[1].y < pair[0].y && pair[1].x > pair[0].x));
        assert!(marks.labels.windows(2).all(|pair| pair[1].x - pair[0].x > text_width("2026-01", 12.0)));
    }
}
