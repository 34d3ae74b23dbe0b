//! Areas over periods: layers on top of each other, or one before the other.

use leptos::prelude::*;

use super::frame::{ChartFrame, ChartTitle, TableTwin};
use super::legend::{Sign, legend, legend_view, marker_path};
use super::line::{Layout, LineMark, LineMarks, marks_from, scales};
use super::shapes::{drawing, series_hatching, stripes};
use super::{Series, ValueFormat, nothing, twin};
use crate::dom::unique_id;
use crate::lang::{language, t};

/// Everything an area chart draws: the lines on top, and one path per series that fills down to the layer below.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct AreaMarks {
    /// Scales and upper edges; stacked values are sums.
    pub lines: LineMarks,
    /// Path data of the fillings.
    pub fills: Vec<String>,
    /// Whether the layers stand on each other.
    pub stacked: bool,
}

/// Layers can only stand on each other if none goes below zero.
pub fn can_stack(series: &[Series]) -> bool {
    series.iter().all(|series| series.values.iter().flatten().all(|value| *value >= 0.0))
}

/// The sum of a category over the first `count` series; nothing if no series has a value there.
fn sum(series: &[Series], count: usize, index: usize) -> Option<f64> {
    let value = |series: &Series| series.values.get(index).copied().flatten();
    series.iter().any(|series| value(series).is_some()).then(|| series[..count].iter().filter_map(value).sum())
}

/// Works out the marks of an area chart of a width; `top` px are left free for the legend. They start at zero. With a
/// value below zero nothing is stacked.
pub fn area_marks(categories: &[String], series: &[Series], stacked: bool, width: f64, top: f64) -> AreaMarks {
    marks_with(categories, series, stacked, width, top, None)
}

fn marks_with(categories: &[String], series: &[Series], stacked: bool, width: f64, top: f64, format: Option<&ValueFormat>) -> AreaMarks {
    let stacked = stacked && can_stack(series);
    let sums: Vec<Series> = (0..series.len())
        .map(|number| Series::new(series[number].name.clone(), (0..categories.len()).map(|index| sum(series, number + 1, index)).collect()))
        .collect();
    let lines = marks_from(categories, if stacked { &sums } else { series }, width, top, Layout { zero: true, format, ..Layout::default() });
    let ground = lines.ticks.iter().find(|(value, _)| *value == 0.0).map_or(lines.plot.3, |(_, at)| *at);
    let fills = (0..lines.lines.len())
        .map(|number| fill(&lines.lines[number], number.checked_sub(1).filter(|_| stacked).map(|below| &lines.lines[below]), ground))
        .collect();
    AreaMarks { lines, fills, stacked }
}

/// The filling of a layer, in pieces where it has gaps. Layers on each other have their points in the same places.
fn fill(line: &LineMark, below: Option<&LineMark>, ground: f64) -> String {
    let mut path = String::new();
    let mut start = 0;
    for end in 1..=line.points.len() {
        if end < line.points.len() && line.points[end].category == line.points[end - 1].category + 1 {
            continue;
        }
        let piece = &line.points[start..end];
        for (index, point) in piece.iter().enumerate() {
            path.push_str(&format!("{}{:.1} {:.1}", if index == 0 { 'M' } else { 'L' }, point.x, point.y));
        }
        for (index, point) in piece.iter().enumerate().rev() {
            let y = below.and_then(|below| below.points.get(start + index)).map_or(ground, |point| point.y);
            path.push_str(&format!("L{:.1} {y:.1}", point.x));
        }
        path.push('Z');
        start = end;
    }
    path
}

/// An area chart; `stacked` puts the series on each other and adds the total to the table.
#[component]
pub fn Area(
    #[prop(into)] title: ChartTitle,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] period: Signal<String>,
    #[prop(into, optional)] source: Signal<String>,
    #[prop(into)] categories: Signal<Vec<String>>,
    #[prop(into)] series: Signal<Vec<Series>>,
    #[prop(optional)] stacked: bool,
    #[prop(optional)] format: ValueFormat,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let width = RwSignal::new(640.0);
    let title_id = unique_id("chart-title");
    let labelled = title_id.clone();
    let for_table = format.clone();
    let table = Signal::derive(move || area_table(&categories.get(), &series.get(), stacked, &for_table));
    let empty = Signal::derive(move || nothing(&categories.get(), &series.get()));
    view! {
        <ChartFrame title unit period source table empty width title_id test_id>
            {draw(&categories.get(), &series.get(), stacked, &format, width.get(), labelled.clone())}
        </ChartFrame>
    }
}

fn area_table(categories: &[String], series: &[Series], stacked: bool, format: &ValueFormat) -> TableTwin {
    let mut all = series.to_vec();
    if stacked && series.len() > 1 && can_stack(series) {
        all.push(Series::new(t("ui.chart.total"), (0..categories.len()).map(|index| sum(series, series.len(), index)).collect()));
    }
    twin(categories, &all, format, language())
}

fn draw(categories: &[String], series: &[Series], stacked: bool, format: &ValueFormat, width: f64, labelled: String) -> AnyView {
    let language = language();
    let (entries, top) = legend(series, width, |_| if stacked { Sign::Bar } else { Sign::Line });
    let AreaMarks { lines: marks, fills, stacked } = marks_with(categories, series, stacked, width, top, Some(format));
    let hatch = unique_id("hatch");
    let value = |number: usize, category: usize| series[number].values.get(category).copied().flatten();
    // Series that are not stacked cover each other: only a tint, and the larger ones stay visible through it.
    let class = if stacked { "mark-area" } else { "mark-area is-tint" };
    let layers = fills
        .iter()
        .enumerate()
        .map(|(number, path)| {
            let hatched = stripes(&hatch, number).map(|fill| view! { <path fill=fill d=path.clone()></path> });
            let line = (!stacked).then(|| {
                let mark = &marks.lines[number];
                view! {
                    <g>
                        <path class={"mark-gap"} d=mark.gaps.clone()></path>
                        <path class={"mark-line"} class:is-dashed=series[number].dashed d=mark.path.clone()></path>
                    </g>
                }
            });
            view! {
                <g class=format!("series-{}", number % 5 + 1)>
                    <path class=class d=path.clone()></path>
                    {hatched}
                    {line}
                </g>
            }
        })
        .collect_view();
    let points = marks
        .lines
        .iter()
        .enumerate()
        .flat_map(|(number, line)| line.points.iter().map(move |point| (number, point)))
        .map(|(number, point)| {
            let text = format.text_or_missing(value(number, point.category), language);
            let tooltip = format!("{} {} {text}", categories[point.category], series[number].name);
            let class = format!("mark-point series-{}", number % 5 + 1);
            view! { <path class=class d=marker_path(number, point.x, point.y, 3.5)><title>{tooltip}</title></path> }
        })
        .collect_view();
    // The last values: in their layers, if these are thick enough; the sum on top.
    let lasts = marks
        .lines
        .iter()
        .enumerate()
        .filter_map(|(number, line)| {
            let point = line.points.last()?;
            let ground = number.checked_sub(1).and_then(|below| marks.lines[below].points.last()).map_or(marks.plot.3, |below| below.y);
            let text = format.text(value(number, point.category)?, language);
            let thick = ground - point.y >= 18.0;
            let y = if stacked { (ground + point.y) / 2.0 + 4.0 } else { point.y - 9.0 };
            let x = if stacked { point.x - 6.0 } else { point.x + 24.0 };
            (thick || !stacked).then(|| view! { <text class={"chart-value is-end is-haloed"} x=x y=y>{text}</text> })
        })
        .collect_view();
    let total = marks.lines.last().and_then(|line| line.points.last()).filter(|_| stacked && series.len() > 1).map(|point| {
        let text = format!("{} {}", t("ui.chart.total"), format.text(point.value, language));
        view! { <text class={"chart-value is-end is-haloed"} x=point.x + 24.0 y=point.y - 9.0>{text}</text> }
    });
    let content = (series_hatching(&hatch), legend_view(entries, 0.0), scales(&marks, format), layers, points, lasts, total);
    drawing(labelled, false, (width, marks.height), content.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[Vec<Option<f64>>], stacked: bool) -> AreaMarks {
        let series: Vec<Series> = rows.iter().map(|values| Series::new("渠道", values.clone())).collect();
        let categories: Vec<String> = (1..=rows[0].len()).map(|month| format!("{month} 月")).collect();
        let marks = area_marks(&categories, &series, stacked, 640.0, 0.0);
        assert_eq!(marks.fills.len(), rows.len());
        assert!(marks.lines.ticks.iter().any(|(value, _)| *value == 0.0), "areas start at zero");
        marks
    }

    #[test]
    fn layers_stand_on_each_other() {
        let marks = check(&[vec![Some(10.0), Some(20.0)], vec![Some(30.0), Some(5.0)]], true);
        let values: Vec<f64> = marks.lines.lines[1].points.iter().map(|point| point.value).collect();
        assert_eq!(values, [40.0, 25.0]);
        let below = &marks.lines.lines[0].points;
        assert!(marks.fills[1].ends_with(&format!("L{:.1} {:.1}L{:.1} {:.1}Z", below[1].x, below[1].y, below[0].x, below[0].y)));
    }

    #[test]
    fn gaps_and_negative_values() {
        let gap = check(&[vec![Some(1.0), Some(2.0), None, Some(3.0), Some(4.0)], vec![Some(1.0), None, None, Some(1.0), Some(1.0)]], true);
        assert_eq!(gap.fills[0].matches('M').count(), 2, "no value at all is a gap");
        assert_eq!(gap.lines.lines[1].points.len(), 4, "one missing value is not");
        let below = check(&[vec![Some(-10.0), Some(20.0)], vec![Some(30.0), Some(5.0)]], true);
        assert!(!below.stacked);
        assert!(!check(&[vec![Some(90.0), Some(100.0)]], false).stacked);
    }
}
