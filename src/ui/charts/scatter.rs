//! Points on two scales: positioning maps and bubbles. Names stand at their points; where there is no room, a number does,
//! and the names are listed below.

use leptos::prelude::*;

use super::between;
use super::frame::{ChartFrame, ChartTitle, TableTwin};
use super::legend::{LegendEntry, Sign, legend};
use super::scale::{ellipsis, every, text_width, ticks, wrap};
use super::shapes::{drawing, link_over};
use super::{Series, ValueFormat};
use crate::controls::Tone;
use crate::dom::unique_id;
use crate::lang::{Language, language, t, t_with};

/// A point of the map.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ScatterPoint {
    /// Its name.
    pub title: String,
    /// Value on the scale from left to right.
    pub x: f64,
    /// Value on the scale from bottom to top.
    pub y: f64,
    /// What the area of its bubble stands for.
    pub size: Option<f64>,
    /// `Primary` is filled (the own brand), the others are outlined; `tones` of the chart says what they mean.
    pub tone: Tone,
    /// Where it leads.
    pub href: Option<String>,
}

/// A point as drawn.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ScatterMark {
    /// Index of the point.
    pub point: usize,
    /// Centre.
    pub x: f64,
    /// Centre.
    pub y: f64,
    /// Radius.
    pub radius: f64,
    /// Its name, or its number in the list below.
    pub label: String,
    /// Left, top, width and height of the label.
    pub at: (f64, f64, f64, f64),
    /// Path data of the line from the point to a label further away; empty if it stands beside.
    pub leader: String,
}

/// Everything a map draws.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ScatterMarks {
    /// Height of the drawing.
    pub height: f64,
    /// The area of the points: left, top, right, bottom.
    pub plot: (f64, f64, f64, f64),
    /// Values from left to right and where they stand.
    pub x_ticks: Vec<(f64, f64)>,
    /// Values from bottom to top and where they stand.
    pub y_ticks: Vec<(f64, f64)>,
    /// The points, the largest first, so that small ones lie on top.
    pub points: Vec<ScatterMark>,
    /// Names of the numbered points: text, left edge and base line.
    pub names: Vec<(String, f64, f64)>,
}

const SIZE: f64 = 12.0;
const LABEL: f64 = 16.0;

type Area = (f64, f64, f64, f64);

fn overlaps(one: &Area, other: &Area) -> bool {
    one.0 < other.0 + other.2 && other.0 < one.0 + one.2 && one.1 < other.1 + other.3 && other.1 < one.1 + one.3
}

/// The lowest and the highest value there can be.
pub type Bounds = Option<(f64, f64)>;

/// Scales of marks up to this length are drawn whole, mark by mark.
const MARKS: f64 = 10.0;

/// Axis values with some air around the outermost points; a scale of marks stands from its first to its last.
fn axis(values: impl Iterator<Item = f64>, count: usize, bounds: Bounds) -> Vec<f64> {
    if let Some((low, high)) = bounds.filter(|(low, high)| high > low && high - low <= MARKS) {
        return (low as i64..=high as i64).map(|mark| mark as f64).collect();
    }
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let air = if high > low { (high - low) * 0.06 } else { (low.abs() * 0.2).max(if low == 0.0 { 1.0 } else { 0.0 }) };
    // No negative prices only because of the air.
    let first = if low >= 0.0 { (low - air).max(0.0) } else { low - air };
    ticks(first, high + air, count)
}

/// Where a label of a width may stand around a point, the nearest first; beyond the first round a line leads to it.
fn places(x: f64, y: f64, radius: f64, wide: f64, rounds: usize) -> impl Iterator<Item = (Area, bool)> {
    (0..rounds).flat_map(move |round| {
        let out = radius + 4.0 + 15.0 * round as f64;
        let aslant = out * 0.72;
        let (half, middle) = (wide / 2.0, LABEL / 2.0);
        [
            (x + out, y - middle),
            (x - out - wide, y - middle),
            (x - half, y - out - LABEL),
            (x - half, y + out),
            (x + aslant, y - aslant - LABEL),
            (x + aslant, y + aslant),
            (x - aslant - wide, y - aslant - LABEL),
            (x - aslant - wide, y + aslant),
        ]
        .map(|(left, top)| ((left, top, wide, LABEL), round > 0))
    })
}

/// Works out the marks of a map of a width. Bubbles have a size only if `sized`; `left` px are kept for the values of the
/// upright scale, `top` px for the legend, `x_room` px is the widest value of the lying scale.
pub fn scatter_marks(points: &[ScatterPoint], sized: bool, width: f64, left: f64, top: f64, x_room: f64, bounds: [Bounds; 2]) -> ScatterMarks {
    let shown: Vec<usize> = (0..points.len()).filter(|index| points[*index].x.is_finite() && points[*index].y.is_finite()).collect();
    if shown.is_empty() {
        return ScatterMarks::default();
    }
    let narrow = width < 480.0;
    let (right, plot_top) = (width - 12.0, top + 10.0);
    let bottom = plot_top + if narrow { (right - left).max(160.0) } else { ((right - left) * 0.62).clamp(260.0, 480.0) };
    let x_axis = axis(shown.iter().map(|index| points[*index].x), 5, bounds[0]);
    let y_axis = axis(shown.iter().map(|index| points[*index].y), 4, bounds[1]);
    let place = |axis: &[f64], value: f64, from: f64, to: f64| {
        let (first, last) = (axis.first().copied().unwrap_or(0.0), axis.last().copied().unwrap_or(1.0));
        from + (value - first) / (last - first) * (to - from)
    };
    let largest = shown.iter().filter_map(|index| points[*index].size).fold(0.0, f64::max);
    let radius = |size: Option<f64>| match size {
        Some(size) if sized && largest > 0.0 => ((size.max(0.0) / largest).sqrt() * if narrow { 20.0 } else { 28.0 }).max(5.0),
        _ => 7.0,
    };
    let mut marks: Vec<ScatterMark> = shown
        .iter()
        .map(|index| ScatterMark {
            point: *index,
            x: place(&x_axis, points[*index].x, left, right),
            y: place(&y_axis, points[*index].y, bottom, plot_top),
            radius: radius(points[*index].size),
            ..ScatterMark::default()
        })
        .collect();
    let bubbles: Vec<Area> = marks.iter().map(|mark| (mark.x - mark.radius, mark.y - mark.radius, mark.radius * 2.0, mark.radius * 2.0)).collect();
    let mut taken: Vec<Area> = Vec::new();
    let mut out = ScatterMarks { height: bottom + 44.0, plot: (left, plot_top, right, bottom), ..ScatterMarks::default() };
    let mut numbered = Vec::new();
    for at in 0..marks.len() {
        let (x, y, radius) = (marks[at].x, marks[at].y, marks[at].radius);
        let title = &points[marks[at].point].title;
        let free = |area: &Area| {
            let inside = area.0 >= left && area.0 + area.2 <= width && area.1 >= plot_top - 8.0 && area.1 + area.3 <= bottom;
            inside
                && !taken.iter().any(|other| overlaps(area, other))
                && !bubbles.iter().enumerate().any(|(other, bubble)| other != at && overlaps(area, bubble))
        };
        let named = if narrow { None } else { places(x, y, radius, text_width(title, SIZE) + 6.0, 3).find(|(area, _)| free(area)) };
        let (label, (area, led)) = match named {
            Some(found) => (title.clone(), found),
            None => {
                let text = (numbered.len() + 1).to_string();
                let wide = text_width(&text, SIZE) + 6.0;
                let centre = (x - wide / 2.0, y - LABEL / 2.0, wide, LABEL);
                let fits = radius >= 10.0 && free(&centre);
                let found = if fits { Some((centre, false)) } else { places(x, y, radius, wide, 9).find(|(area, _)| free(area)) };
                numbered.push(format!("{text}. {title}"));
                (text, found.unwrap_or((centre, false)))
            }
        };
        taken.push(area);
        let mark = &mut marks[at];
        if led {
            let (to_x, to_y) = (between(x, area.0, area.0 + area.2), between(y, area.1, area.1 + area.3));
            mark.leader = format!("M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}");
        }
        (mark.label, mark.at) = (label, area);
    }
    // Short names share a line.
    let longest = numbered.iter().map(|name| text_width(name, SIZE)).fold(1.0, f64::max);
    let columns = (width / (longest + 24.0)).floor().clamp(1.0, 4.0) as usize;
    for row in numbered.chunks(columns) {
        let lines = if columns == 1 { wrap(&row[0], width - 8.0, SIZE, 2) } else { Vec::new() };
        out.names.extend(lines.iter().enumerate().map(|(index, line)| (line.clone(), 4.0, out.height + 12.0 + 20.0 * index as f64)));
        if columns > 1 {
            let step = width / columns as f64;
            out.names.extend(row.iter().enumerate().map(|(column, name)| (name.clone(), 4.0 + step * column as f64, out.height + 12.0)));
        }
        out.height += 20.0 * lines.len().max(1) as f64;
    }
    marks.sort_by(|one, other| other.radius.total_cmp(&one.radius));
    let skip = every((right - left) / (x_axis.len().max(2) - 1) as f64, x_room);
    out.x_ticks = x_axis.iter().step_by(skip).map(|value| (*value, place(&x_axis, *value, left, right))).collect();
    out.y_ticks = y_axis.iter().map(|value| (*value, place(&y_axis, *value, bottom, plot_top))).collect();
    out.points = marks;
    out
}

/// A map of points. Bubbles are drawn in sizes only if `size_label` says what the size means. `quadrants` names the four
/// fields: upper left, upper right, lower left, lower right.
#[component]
pub fn Scatter(
    #[prop(into)] title: ChartTitle,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] period: Signal<String>,
    #[prop(into, optional)] source: Signal<String>,
    #[prop(into)] points: Signal<Vec<ScatterPoint>>,
    #[prop(into)] x_label: Signal<String>,
    #[prop(into)] y_label: Signal<String>,
    #[prop(into, optional)] size_label: Signal<String>,
    #[prop(optional)] x_format: ValueFormat,
    #[prop(optional)] y_format: ValueFormat,
    #[prop(optional)] size_format: ValueFormat,
    #[prop(optional)] bounds: [Bounds; 2],
    #[prop(into, optional)] quadrants: Signal<Vec<String>>,
    #[prop(into, optional)] tones: Signal<Vec<(Tone, String)>>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let width = RwSignal::new(640.0);
    let title_id = unique_id("chart-title");
    let labelled = title_id.clone();
    let plan = move || Plan { x: x_label.get(), y: y_label.get(), size: size_label.get(), quadrants: quadrants.get(), tones: tones.get() };
    let formats = [x_format, y_format, size_format];
    let for_table = formats.clone();
    let table = Signal::derive(move || {
        let plan = plan();
        let mut head = vec![t("ui.chart.entry"), plan.x.clone(), plan.y.clone()];
        head.extend((!plan.size.is_empty()).then(|| plan.size.clone()));
        head.extend((!plan.tones.is_empty()).then(|| t("ui.chart.meaning")));
        TableTwin { head, rows: points.get().iter().map(|point| plan.cells(point, &for_table, language())).collect() }
    });
    let empty = Signal::derive(move || points.with(|points| !points.iter().any(|point| point.x.is_finite() && point.y.is_finite())));
    view! {
        <ChartFrame title unit period source table empty width title_id test_id>
            {draw(&points.get(), &plan(), &formats, width.get(), labelled.clone(), bounds)}
        </ChartFrame>
    }
}

/// The texts of a map.
struct Plan {
    x: String,
    y: String,
    size: String,
    quadrants: Vec<String>,
    tones: Vec<(Tone, String)>,
}

impl Plan {
    /// The cells of the table of a point; what is read out is the same.
    fn cells(&self, point: &ScatterPoint, formats: &[ValueFormat; 3], language: Language) -> Vec<String> {
        let value = |index: usize, value: f64| formats[index].text(value, language);
        let mut cells = vec![point.title.clone(), value(0, point.x), value(1, point.y)];
        cells.extend((!self.size.is_empty()).then(|| formats[2].text_or_missing(point.size, language)));
        let meaning = || self.tones.iter().find(|(tone, _)| *tone == point.tone).map(|(_, word)| word.clone()).unwrap_or_default();
        cells.extend((!self.tones.is_empty()).then(meaning));
        cells
    }

    fn spoken(&self, point: &ScatterPoint, formats: &[ValueFormat; 3], language: Language) -> String {
        let names = ["", &self.x, &self.y, &self.size];
        let named = if self.size.is_empty() { &names[..3] } else { &names[..] };
        let cells = self.cells(point, formats, language);
        let parts = cells.iter().enumerate().map(|(index, cell)| match named.get(index) {
            Some(name) if index > 0 => format!("{name} {cell}"),
            _ => cell.clone(),
        });
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(&t("ui.format.list_separator"))
    }
}

fn draw(points: &[ScatterPoint], plan: &Plan, formats: &[ValueFormat; 3], width: f64, labelled: String, bounds: [Bounds; 2]) -> AnyView {
    let language = language();
    let sized = !plan.size.is_empty();
    let keys: Vec<Series> = plan.tones.iter().map(|(_, word)| Series::new(word.clone(), Vec::new())).collect();
    let (entries, top) = legend(&keys, width, |_| Sign::Line);
    let widest =
        |format: &ValueFormat, values: Vec<f64>| values.iter().map(|value| text_width(&format.text(*value, language), SIZE)).fold(0.0, f64::max);
    let finite = |value: &f64| value.is_finite();
    let left = (widest(&formats[1], axis(points.iter().map(|point| point.y).filter(finite), 4, bounds[1])) + 34.0).clamp(56.0, 120.0);
    let x_room = widest(&formats[0], axis(points.iter().map(|point| point.x).filter(finite), 5, bounds[0]));
    let marks = scatter_marks(points, sized, width, left, top, x_room, bounds);
    let (left, plot_top, right, bottom) = marks.plot;
    let (middle_x, middle_y) = ((left + right) / 2.0, (plot_top + bottom) / 2.0);
    let grid = (
        marks
            .y_ticks
            .iter()
            .map(|(value, at)| {
                view! {
                    <g>
                        <line class={"chart-grid"} x1=left x2=right y1=*at y2=*at></line>
                        <text class={"chart-tick is-end"} x=left - 6.0 y=*at + 4.0>{formats[1].text(*value, language)}</text>
                    </g>
                }
            })
            .collect_view(),
        marks
            .x_ticks
            .iter()
            .map(|(value, at)| {
                view! {
                    <g>
                        <line class={"chart-grid"} x1=*at x2=*at y1=plot_top y2=bottom></line>
                        <text class={"chart-tick is-middle"} x=*at y=bottom + 18.0>{formats[0].text(*value, language)}</text>
                    </g>
                }
            })
            .collect_view(),
    );
    let middle = view! {
        <g>
            <line class={"chart-middle"} x1=middle_x x2=middle_x y1=plot_top y2=bottom></line>
            <line class={"chart-middle"} x1=left x2=right y1=middle_y y2=middle_y></line>
        </g>
    };
    let captions = plan
        .quadrants
        .iter()
        .take(4)
        .enumerate()
        .map(|(index, text)| {
            let (at_right, lower) = (index % 2 == 1, index > 1);
            let class = if at_right { "chart-quadrant is-end" } else { "chart-quadrant" };
            let x = if at_right { right - 6.0 } else { left + 6.0 };
            let y = if lower { bottom - 8.0 } else { plot_top + 16.0 };
            view! { <text class=class x=x y=y>{ellipsis(text, (right - left) / 2.0 - 12.0, SIZE)}</text> }
        })
        .collect_view();
    let dots = marks
        .points
        .iter()
        .map(|mark| {
            let class = format!("scatter-dot tone-{}", points[mark.point].tone.code());
            let spoken = plan.spoken(&points[mark.point], formats, language);
            view! { <circle class=class cx=mark.x cy=mark.y r=mark.radius><title>{spoken}</title></circle> }
        })
        .collect_view();
    let labels = marks
        .points
        .iter()
        .map(|mark| {
            let (x, y, wide, _) = mark.at;
            view! {
                <g>
                    <path class={"scatter-leader"} d=mark.leader.clone()></path>
                    <text class={"chart-value is-middle is-haloed"} x=x + wide / 2.0 y=y + 12.0>{mark.label.clone()}</text>
                </g>
            }
        })
        .collect_view();
    let mut in_order: Vec<&ScatterMark> = marks.points.iter().collect();
    in_order.sort_by_key(|mark| mark.point);
    let targets = in_order
        .into_iter()
        .map(|mark| {
            let point = &points[mark.point];
            let spoken = plan.spoken(point, formats, language);
            let spoken = if mark.label == point.title { spoken } else { format!("{}. {spoken}", mark.label) };
            let half = mark.radius.max(12.0) + 2.0;
            link_over(point.href.as_deref(), &spoken, (mark.x - half, mark.y - half, half * 2.0, half * 2.0), half)
        })
        .collect_view();
    let key = entries
        .iter()
        .map(|LegendEntry { series, name, x, y, .. }| {
            let class = format!("scatter-dot tone-{}", plan.tones[*series].0.code());
            view! {
                <g>
                    <circle class=class cx=x + 10.0 cy=y + 9.0 r={6.0}></circle>
                    <text class={"chart-legend"} x=x + 22.0 y=y + 13.0>{name.clone()}</text>
                </g>
            }
        })
        .collect_view();
    let lower = if sized { 20.0 } else { 0.0 };
    let names = marks.names.iter().map(|(line, x, y)| view! { <text class={"chart-label"} x=*x y=*y + lower>{line.clone()}</text> }).collect_view();
    let explained =
        sized.then(|| view! { <text class={"chart-axis-title"} x={4.0} y=bottom + 58.0>{t_with("ui.chart.size", &[("value", &plan.size)])}</text> });
    let links = points.iter().any(|point| point.href.is_some());
    let content = (
        (key, grid, middle, captions),
        view! { <text class={"chart-axis-title is-middle"} x=middle_x y=bottom + 38.0>{format!("{} →", ellipsis(&plan.x, right - left - 20.0, SIZE))}</text> },
        view! { <text class={"chart-axis-title is-middle"} x={0.0} y={0.0} transform=format!("translate(12 {middle_y}) rotate(-90)")>{format!("{} →", plan.y)}</text> },
        explained,
        (dots, labels, targets),
        names,
    );
    drawing(labelled, links, (width, marks.height + if sized { 22.0 } else { 0.0 }), content.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(count: usize) -> Vec<ScatterPoint> {
        (0..count)
            .map(|index| ScatterPoint {
                title: format!("第 {index} 个竞争品牌"),
                x: 2_000.0 + (index * 7 % 10) as f64 * 300.0,
                y: (index * 3 % 7) as f64,
                size: Some(index as f64 * 10.0),
                ..ScatterPoint::default()
            })
            .collect()
    }

    fn check(points: &[ScatterPoint], width: f64) -> ScatterMarks {
        let marks = scatter_marks(points, true, width, 60.0, 0.0, 30.0, [None; 2]);
        assert_eq!(marks.points.len(), points.len(), "nothing is lost");
        let (left, top, right, bottom) = marks.plot;
        for (index, one) in marks.points.iter().enumerate() {
            assert!(one.x >= left && one.x <= right && one.y >= top && one.y <= bottom, "{one:?}");
            assert!(!one.label.is_empty());
            for other in &marks.points[..index] {
                assert!(!overlaps(&one.at, &other.at), "{one:?} {other:?}");
            }
        }
        marks
    }

    #[test]
    fn labels_do_not_overlap() {
        let wide = check(&points(12), 960.0);
        assert!(wide.names.len() < 4, "most names stand at their points");
        let phone = check(&points(12), 360.0);
        assert!(phone.names.len() == 12 && phone.height >= phone.plot.3 + 160.0);
        check(&points(40), 640.0);
    }

    #[test]
    fn areas_are_in_proportion_and_large_ones_lie_below() {
        let marks = check(&points(10), 960.0);
        assert!(marks.points.windows(2).all(|pair| pair[0].radius >= pair[1].radius));
        let radius = |point: usize| marks.points.iter().find(|mark| mark.point == point).map_or(0.0, |mark| mark.radius);
        assert!((radius(8).powi(2) - 2.0 * radius(4).powi(2)).abs() < 0.01);
        let plain = scatter_marks(&points(3), false, 960.0, 60.0, 0.0, 30.0, [None; 2]);
        assert!(plain.points.windows(2).all(|pair| pair[0].radius == pair[1].radius));
    }

    #[test]
    fn one_point_and_points_in_one_place() {
        let same: Vec<ScatterPoint> = (0..5).map(|_| ScatterPoint { title: "本品牌".into(), x: 3.0, y: 0.0, ..ScatterPoint::default() }).collect();
        check(&same, 640.0);
        check(&same[..1], 640.0);
        let lost = ScatterPoint { x: f64::NAN, ..ScatterPoint::default() };
        assert!(scatter_marks(&[lost], false, 640.0, 60.0, 0.0, 30.0, [None; 2]).points.is_empty());
        assert_eq!(axis([0.0].into_iter(), 4, None), [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(axis([2.0, 5.0].into_iter(), 4, Some((1.0, 5.0))), [1.0, 2.0, 3.0, 4.0, 5.0], "marks end where the scale ends");
    }
}
