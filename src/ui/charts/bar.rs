//! Bars: side by side, stacked, or lying down. They always start at zero.

use leptos::prelude::*;

use super::between;
use super::frame::{ChartFrame, ChartTitle};
use super::legend::{Sign, legend, legend_view};
use super::scale::{every, room_for_ticks, text_width, ticks, whole_ticks, widest_piece, wrap};
use super::shapes::{drawing, series_hatching, stripes, text_lines};
use super::{Series, ValueFormat, nothing, twin};
use crate::dom::unique_id;
use crate::lang::language;

/// How the bars stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum BarMode {
    /// The series of one category side by side.
    #[default]
    Grouped,
    /// The series of one category on top of each other.
    Stacked,
    /// Lying down, for long names or many categories.
    Horizontal,
}

/// One bar.
#[derive(Clone, PartialEq, Debug)]
pub struct BarMark {
    /// Index of its series.
    pub series: usize,
    /// Index of its category.
    pub category: usize,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// The value shown.
    pub value: f64,
}

/// A label of a category: lines of text, first base line at `y`.
#[derive(Clone, PartialEq, Debug)]
pub struct AxisLabel {
    /// Where it is anchored.
    pub x: f64,
    /// First base line.
    pub y: f64,
    /// Its lines.
    pub lines: Vec<String>,
}

/// Everything a bar chart draws.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct BarMarks {
    /// Height of the drawing.
    pub height: f64,
    /// The area of the bars: left, top, right, bottom.
    pub plot: (f64, f64, f64, f64),
    /// Bars lie down.
    pub horizontal: bool,
    /// The bars.
    pub bars: Vec<BarMark>,
    /// Axis values and where they stand (y, or x if lying).
    pub ticks: Vec<(f64, f64)>,
    /// Labels of the categories.
    pub labels: Vec<AxisLabel>,
    /// Width in px free for the value at each bar; if one value is wider, none is written.
    pub value_room: f64,
}

const SIZE: f64 = 12.0;
/// From one line of a label to the next in px; two lines stand beside one lying bar.
const STEP: f64 = 14.0;

/// Works out the marks of a bar chart of a width; `top` px are left free for the legend.
pub fn bar_marks(categories: &[String], series: &[Series], mode: BarMode, width: f64, top: f64) -> BarMarks {
    marks_up_to(categories, series, mode, width, top, Scaling::default())
}

/// How the axis of values is made.
#[derive(Clone, Copy, Default)]
struct Scaling<'a> {
    /// It reaches at least up to here.
    least: f64,
    /// Whole steps only, because things are counted.
    counted: bool,
    /// How its values are written.
    format: Option<&'a ValueFormat>,
}

/// The same on a scale of its own.
fn marks_up_to(categories: &[String], series: &[Series], mode: BarMode, width: f64, top: f64, scaling: Scaling<'_>) -> BarMarks {
    let Scaling { least, counted, format } = scaling;
    let stacked = mode == BarMode::Stacked;
    let count = categories.len().max(1) as f64;
    let longest = categories.iter().map(|name| text_width(name, SIZE)).fold(0.0, f64::max);
    let value_at = |series: &Series, index: usize| series.values.get(index).copied().flatten();
    let (mut low, mut high) = (0.0f64, least);
    for index in 0..categories.len() {
        let (mut below, mut above) = (0.0, 0.0);
        for one in series {
            let value = value_at(one, index).unwrap_or(0.0);
            if stacked {
                if value < 0.0 {
                    below += value
                } else {
                    above += value
                }
                (low, high) = (low.min(below), high.max(above));
            } else {
                (low, high) = (low.min(value), high.max(value));
            }
        }
    }
    // A given scale (0 to 5) shows its own steps.
    let steps = if least > 0.0 { 5 } else { 4 };
    let axis = if counted { whole_ticks(low, high, steps) } else { ticks(low, high, steps) };
    let (first, last) = (axis.first().copied().unwrap_or(0.0), axis.last().copied().unwrap_or(1.0));
    let lanes = if stacked { 1.0 } else { series.len().max(1) as f64 };

    let beside = room_for_ticks(&axis, format, SIZE, 52.0);
    let band = (width - 4.0 - beside) / count;
    let piece = categories.iter().map(|name| widest_piece(name, SIZE)).fold(0.0, f64::max);
    // Standing bars need room for their names, and for whole words of them; without it they lie down.
    let horizontal = mode == BarMode::Horizontal || longest > band * 2.0 - 8.0 || piece > band - 2.0 || band < 20.0;

    let (left, right, plot_top, bottom, height, band) = if horizontal {
        let left = between(longest + 12.0, 48.0, width * 0.38);
        let band = lanes * 16.0 + 14.0;
        let bottom = top + band * count;
        (left, width - 64.0, top, bottom, bottom + 28.0, band)
    } else {
        let lines = categories.iter().map(|name| wrap(name, band - 2.0, SIZE, 2).len()).max().unwrap_or(1) as f64;
        let bottom = top + 16.0 + 220.0;
        (beside, width - 4.0, top + 16.0, bottom, bottom + 12.0 + lines * STEP, band)
    };
    let position = |value: f64| {
        let share = (value - first) / (last - first);
        if horizontal { left + share * (right - left) } else { bottom - share * (bottom - plot_top) }
    };
    let lane = (band * if lanes > 1.0 { 0.82 } else { 0.6 } / lanes).clamp(2.0, 44.0);
    let mut marks = BarMarks {
        height,
        plot: (left, plot_top, right, bottom),
        horizontal,
        ticks: axis.iter().map(|value| (*value, position(*value))).collect(),
        value_room: if stacked || horizontal {
            f64::INFINITY
        } else if lanes > 1.0 {
            lane + 4.0
        } else {
            band
        },
        ..BarMarks::default()
    };
    for (index, name) in categories.iter().enumerate() {
        let start = if horizontal { plot_top } else { left } + band * index as f64 + (band - lane * lanes) / 2.0;
        let (mut below, mut above) = (0.0, 0.0);
        for (number, one) in series.iter().enumerate() {
            let Some(value) = value_at(one, index) else { continue };
            let base = match (stacked, value < 0.0) {
                (false, _) => 0.0,
                (true, true) => below,
                (true, false) => above,
            };
            if value < 0.0 {
                below += value
            } else {
                above += value
            }
            let (from, to) = (position(base), position(base + value));
            let (near, length) = (from.min(to), (to - from).abs());
            let across = start + if stacked { 0.0 } else { lane * number as f64 };
            let gap = if lanes > 1.0 { 1.0 } else { 0.0 };
            marks.bars.push(if horizontal {
                BarMark { series: number, category: index, x: near, y: across + gap, width: length, height: lane - 2.0 * gap, value }
            } else {
                BarMark { series: number, category: index, x: across + gap, y: near, width: lane - 2.0 * gap, height: length, value }
            });
        }
        let centre = if horizontal { plot_top } else { left } + band * (index as f64 + 0.5);
        marks.labels.push(if horizontal {
            let lines = wrap(name, left - 8.0, SIZE, 2);
            AxisLabel { x: left - 8.0, y: centre + 4.0 - STEP / 2.0 * (lines.len().max(1) - 1) as f64, lines }
        } else {
            AxisLabel { x: centre, y: bottom + 18.0, lines: wrap(name, band - 2.0, SIZE, 2) }
        });
    }
    marks
}

/// A bar chart.
#[component]
pub fn Bar(
    #[prop(into)] title: ChartTitle,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] period: Signal<String>,
    #[prop(into, optional)] source: Signal<String>,
    #[prop(into)] categories: Signal<Vec<String>>,
    #[prop(into)] series: Signal<Vec<Series>>,
    #[prop(optional)] mode: BarMode,
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
            {draw(&categories.get(), &series.get(), mode, &format, width.get(), labelled.clone())}
        </ChartFrame>
    }
}

fn draw(categories: &[String], series: &[Series], mode: BarMode, format: &ValueFormat, width: f64, labelled: String) -> AnyView {
    let (entries, top) = legend(series, width, |_| Sign::Bar);
    let (bars, height) = body(categories, series, mode, format, (width, top, 0.0));
    drawing(labelled, false, (width, height), (legend_view(entries, 0.0), bars).into_any())
}

/// The bars without legend, for a width, below `top` px, on a scale that reaches at least up to `least`; and their height.
pub(super) fn body(
    categories: &[String],
    series: &[Series],
    mode: BarMode,
    format: &ValueFormat,
    (width, top, least): (f64, f64, f64),
) -> (AnyView, f64) {
    let language = language();
    let marks = marks_up_to(categories, series, mode, width, top, Scaling { least, counted: format.counts(series), format: Some(format) });
    let (left, plot_top, right, bottom) = marks.plot;
    let horizontal = marks.horizontal;
    let stacked = mode == BarMode::Stacked;
    let hatch = unique_id("hatch");
    let values_fit = marks.bars.iter().all(|bar| text_width(&format.text(bar.value, language), SIZE) <= marks.value_room);
    // Values below lying bars are left out where they would touch.
    let widest = marks.ticks.iter().map(|(value, _)| text_width(&format.text(*value, language), SIZE)).fold(0.0, f64::max);
    let skip = if horizontal { every((right - left) / (marks.ticks.len().max(2) - 1) as f64, widest) } else { 1 };
    let grid = marks
        .ticks
        .iter()
        .enumerate()
        .map(|(index, (value, at))| {
            let text = if index % skip == 0 { format.text(*value, language) } else { String::new() };
            let class = if *value == 0.0 { "chart-axis" } else { "chart-grid" };
            if horizontal {
                view! {
                    <g>
                        <line class=class x1=*at x2=*at y1=plot_top y2=bottom></line>
                        <text class={"chart-tick is-middle"} x=*at y=bottom + 18.0>{text}</text>
                    </g>
                }
            } else {
                view! {
                    <g>
                        <line class=class x1=left x2=right y1=*at y2=*at></line>
                        <text class={"chart-tick is-end"} x=left - 8.0 y=*at + 4.0>{text}</text>
                    </g>
                }
            }
        })
        .collect_view();
    let bars = marks
        .bars
        .iter()
        .map(|bar| {
            let text = format.text(bar.value, language);
            let tooltip = format!("{} {} {text}", categories.get(bar.category).cloned().unwrap_or_default(), series[bar.series].name);
            let dashed = series[bar.series].dashed;
            let hatched = stripes(&hatch, bar.series).map(|fill| {
                view! { <rect fill=fill x=bar.x y=bar.y width=bar.width height=bar.height rx={2.0}></rect> }
            });
            let wide = text_width(&text, 12.0);
            let label = if !values_fit || (stacked && if horizontal { bar.width < wide + 8.0 } else { bar.height < 18.0 || bar.width < wide }) {
                None
            } else if stacked {
                Some(view! { <text class={"chart-value is-middle is-inside"} x=bar.x + bar.width / 2.0 y=bar.y + bar.height / 2.0 + 4.0>{text}</text> })
            } else if horizontal {
                Some(view! { <text class={"chart-value"} x=bar.x + bar.width + 6.0 y=bar.y + bar.height / 2.0 + 4.0>{text}</text> })
            } else {
                Some(view! { <text class={"chart-value is-middle"} x=bar.x + bar.width / 2.0 y=if bar.value < 0.0 { bar.y + bar.height + 14.0 } else { bar.y - 5.0 }>{text}</text> })
            };
            view! {
                <g class=format!("series-{}", bar.series % 5 + 1)>
                    <rect class={"mark-bar"} class:is-dashed=dashed x=bar.x y=bar.y width=bar.width height=bar.height.max(0.5) rx={2.0}>
                        <title>{tooltip}</title>
                    </rect>
                    {hatched}
                    {label}
                </g>
            }
        })
        .collect_view();
    let names = marks
        .labels
        .iter()
        .map(|label| {
            let class = if horizontal { "chart-label is-end" } else { "chart-label is-middle" };
            text_lines(class, label.x, label.y, STEP, &label.lines)
        })
        .collect_view();
    ((series_hatching(&hatch), grid, bars, names).into_any(), marks.height)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(mode: BarMode, width: f64) -> BarMarks {
        let categories: Vec<String> = ["华东", "华南", "华北"].map(String::from).into();
        let series = [Series::new("计划", vec![Some(100.0), Some(80.0), None]), Series::new("实际", vec![Some(50.0), Some(-20.0), Some(10.0)])];
        let marks = bar_marks(&categories, &series, mode, width, 20.0);
        assert_eq!(marks.bars.len(), 5, "a missing value draws no bar");
        let (left, top, right, bottom) = marks.plot;
        for bar in &marks.bars {
            assert!(bar.x >= left - 0.1 && bar.x + bar.width <= right + 0.1, "{bar:?}");
            assert!(bar.y >= top - 0.1 && bar.y + bar.height <= bottom + 0.1, "{bar:?}");
        }
        marks
    }

    #[test]
    fn bars_are_in_proportion_and_start_at_zero() {
        let marks = check(BarMode::Grouped, 640.0);
        assert!((marks.bars[0].height - 2.0 * marks.bars[1].height).abs() < 0.01);
        let zero = marks.ticks.iter().find(|(value, _)| *value == 0.0).map(|(_, at)| *at);
        assert_eq!(zero.map(f64::round), Some((marks.bars[0].y + marks.bars[0].height).round()));
        let lying = check(BarMode::Horizontal, 360.0);
        assert!(lying.horizontal);
        assert!((lying.bars[0].width - 2.0 * lying.bars[1].width).abs() < 0.01);
    }

    #[test]
    fn stacked_bars_touch() {
        let marks = check(BarMode::Stacked, 640.0);
        let (lower, upper) = (&marks.bars[0], &marks.bars[1]);
        assert!((upper.y + upper.height - lower.y).abs() < 0.01);
    }

    #[test]
    fn long_names_lay_the_bars_down() {
        let categories: Vec<String> = (0..8).map(|index| format!("第 {index} 个很长的渠道名称与说明")).collect();
        let series = [Series::new("销售额", vec![Some(1.0); 8])];
        let marks = bar_marks(&categories, &series, BarMode::Grouped, 390.0, 0.0);
        assert!(marks.horizontal);
        for label in &marks.labels {
            assert_eq!(label.lines.len(), 2, "a long name takes two lines: {label:?}");
            assert!(!label.lines.concat().contains('…'), "nothing is cut: {label:?}");
        }
    }
}
