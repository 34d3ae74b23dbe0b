//! A radar with the same values as sorted bars beside it. The outline depends on the order of the axes and exaggerates
//! high values, so it never stands alone; where there is room for one only, the bars stay.

use leptos::prelude::*;

use super::bar::{BarMode, body};
use super::frame::{ChartFrame, ChartTitle};
use super::legend::{Sign, legend, legend_view, marker_path};
use super::scale::{text_width, ticks, wrap};
use super::shapes::{drawing, text_lines};
use super::{Series, ValueFormat, nothing, twin};
use crate::controls::{SelectInput, optional};
use crate::dom::unique_id;
use crate::lang::{language, t, t_with};

/// A series as drawn around the centre.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RadarLine {
    /// Index of the series.
    pub series: usize,
    /// Path data, closed if no value is missing.
    pub path: String,
    /// Axis, place and value of its points.
    pub points: Vec<(usize, f64, f64, f64)>,
}

/// The name of an axis: lines around `y`, anchored at `x`.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RadarLabel {
    /// Where it is anchored.
    pub x: f64,
    /// First base line.
    pub y: f64,
    /// -1 ends at `x`, 0 is centred, 1 begins at `x`.
    pub side: i8,
    /// Its lines.
    pub lines: Vec<String>,
}

/// Everything a radar draws.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RadarMarks {
    /// Centre.
    pub centre: (f64, f64),
    /// Height of the drawing.
    pub height: f64,
    /// Values of the rings, where each is written and their path data.
    pub rings: Vec<(f64, (f64, f64), String)>,
    /// Path data of the axes.
    pub spokes: String,
    /// At most two full lines and the dashed ones.
    pub lines: Vec<RadarLine>,
    /// Names of the axes.
    pub labels: Vec<RadarLabel>,
}

/// Which series are outlined: two full ones at most, and one target. Of more than two full ones it is the first with the
/// chosen one beside it, or with the second.
pub fn outlined(series: &[Series], chosen: Option<usize>) -> Vec<usize> {
    let full = full(series);
    let beside = chosen.filter(|chosen| full.get(1..).is_some_and(|others| others.contains(chosen)));
    let pair = [full.first().copied(), beside.or(full.get(1).copied())];
    let target = series.iter().position(|one| one.dashed);
    (0..series.len()).filter(|index| pair.contains(&Some(*index)) || target == Some(*index)).collect()
}

fn full(series: &[Series]) -> Vec<usize> {
    (0..series.len()).filter(|index| !series[*index].dashed).collect()
}

/// The order of the axes in the bars: by the leading series, the highest first, missing values last.
pub fn radar_order(axes: usize, series: &[Series]) -> Vec<usize> {
    let leading = leading(series);
    let value = |axis: &usize| leading.and_then(|index| series[index].values.get(*axis).copied().flatten()).unwrap_or(f64::NEG_INFINITY);
    let mut order: Vec<usize> = (0..axes).collect();
    order.sort_by(|one, other| value(other).total_cmp(&value(one)));
    order
}

/// The series whose values are written at the points and sort the bars: the later of two, the first of several.
fn leading(series: &[Series]) -> Option<usize> {
    match full(series).as_slice() {
        [first, _, _, ..] => Some(*first),
        [.., last] => Some(*last),
        [] => series.len().checked_sub(1),
    }
}

/// Works out the marks of a radar in a square of a width, with the outlines of these series; every axis reaches from 0 to `max`.
pub fn radar_marks(axes: &[String], series: &[Series], outlines: &[usize], max: f64, width: f64, top: f64) -> RadarMarks {
    let count = axes.len().max(1) as f64;
    let max = if max > 0.0 { max } else { 1.0 };
    let radius = (width / 2.0 - 96.0).clamp(60.0, 170.0);
    let centre = (width / 2.0, top + radius + 52.0);
    let at = |axis: usize, distance: f64| {
        let (sine, cosine) = (std::f64::consts::TAU * axis as f64 / count).sin_cos();
        (centre.0 + sine * distance, centre.1 - cosine * distance)
    };
    let around = |distance: f64| {
        let corner = |axis: usize| at(axis, distance);
        (0..axes.len())
            .map(corner)
            .enumerate()
            .map(|(axis, (x, y))| format!("{}{x:.1} {y:.1}", if axis == 0 { 'M' } else { 'L' }))
            .collect::<String>()
            + "Z"
    };
    // Values of rings stand between the last axis and the first, where no point of an outline lies.
    let between = |distance: f64| {
        let half = std::f64::consts::PI / count;
        let (sine, cosine) = half.sin_cos();
        let middle = distance * half.cos();
        (centre.0 - sine * middle, centre.1 - cosine * middle)
    };
    let rings = ticks(0.0, max, 5).into_iter().filter(|value| *value > 0.0 && *value <= max * 1.0001);
    let lines = series.iter().enumerate().filter(|(index, _)| outlines.contains(index));
    RadarMarks {
        centre,
        height: centre.1 + radius + 48.0,
        rings: rings.map(|value| (value, between(radius * value / max), around(radius * value / max))).collect(),
        spokes: (0..axes.len()).map(|axis| at(axis, radius)).map(|(x, y)| format!("M{:.1} {:.1}L{x:.1} {y:.1}", centre.0, centre.1)).collect(),
        lines: lines
            .map(|(index, one)| {
                let mut line = RadarLine { series: index, ..RadarLine::default() };
                let mut before = None;
                for axis in 0..axes.len() {
                    let Some(value) = one.values.get(axis).copied().flatten() else { continue };
                    let (x, y) = at(axis, radius * (value / max).clamp(0.0, 1.0));
                    let joined = before.is_some_and(|before: usize| before + 1 == axis);
                    line.path.push_str(&format!("{}{x:.1} {y:.1}", if joined { 'L' } else { 'M' }));
                    line.points.push((axis, x, y, value));
                    before = Some(axis);
                }
                if line.points.len() == axes.len() {
                    line.path.push('Z');
                } else if let (Some(first), Some(last)) = (line.points.first(), line.points.last())
                    && (first.0, last.0 + 1) == (0, axes.len())
                {
                    line.path.push_str(&format!("L{:.1} {:.1}", first.1, first.2));
                }
                line
            })
            .collect(),
        labels: axes
            .iter()
            .enumerate()
            .map(|(axis, name)| {
                let (x, y) = at(axis, radius + 24.0);
                let side = if (x - centre.0).abs() < 8.0 { 0 } else { (x - centre.0).signum() as i8 };
                let room = if side == 0 { 160.0 } else { (width / 2.0 - (x - centre.0).abs()).max(48.0) };
                let lines = wrap(name, room, 12.0, 2);
                // Above the centre a name grows upwards, below it downwards.
                let lift = 16.0
                    * (lines.len().max(1) - 1) as f64
                    * if side != 0 {
                        0.5
                    } else if y < centre.1 {
                        1.0
                    } else {
                        0.0
                    };
                RadarLabel { x, y: y + 4.0 - lift, side, lines }
            })
            .collect(),
    }
}

/// A radar and bars. At most two full series and a dashed one (the target) are outlined in the radar, the bars show all;
/// of more than two, the first is compared with one that the reader chooses.
#[component]
pub fn Radar(
    #[prop(into)] title: ChartTitle,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] period: Signal<String>,
    #[prop(into, optional)] source: Signal<String>,
    #[prop(into)] axes: Signal<Vec<String>>,
    #[prop(into)] series: Signal<Vec<Series>>,
    max: f64,
    #[prop(optional)] format: ValueFormat,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let width = RwSignal::new(960.0);
    let title_id = unique_id("chart-title");
    let labelled = title_id.clone();
    let for_table = format.clone();
    let table = Signal::derive(move || twin(&axes.get(), &series.get(), &for_table, language()));
    let empty = Signal::derive(move || nothing(&axes.get(), &series.get()));
    let chosen = RwSignal::new(None::<usize>);
    let others = Signal::derive(move || {
        let series = series.get();
        let full = full(&series);
        let choice = if full.len() > 2 { full } else { Vec::new() };
        choice.into_iter().skip(1).map(|index| (index.to_string(), series[index].name.clone())).collect::<Vec<_>>()
    });
    let value =
        Signal::derive(move || chosen.get().map(|index| index.to_string()).or(others.get().first().map(|one| one.0.clone())).unwrap_or_default());
    let first = Signal::derive(move || {
        let name = series.with(|series| full(series).first().map(|index| series[*index].name.clone()));
        t_with("ui.chart.compare", &[("name", &name.unwrap_or_default())])
    });
    let choose = Callback::new(move |code: String| chosen.set(code.parse().ok()));
    let offered = Memo::new(move |_| others.with(|others| !others.is_empty()) && is_round(&axes.get(), width.get()));
    let choice_id = optional(test_id.clone()).map(|id| format!("{id}-compare")).unwrap_or_default();
    view! {
        <Show when=move || offered.get()>
            <div class="chart-choice no-print"><SelectInput label=first value=value options=others on_change=choose required=true test_id=choice_id.clone() /></div>
        </Show>
        <ChartFrame title unit period source table empty width title_id test_id>
            {draw(&axes.get(), &series.get(), chosen.get(), max, &format, width.get(), labelled.clone())}
        </ChartFrame>
    }
}

/// An outline needs three axes and room for their names.
fn is_round(axes: &[String], width: f64) -> bool {
    width >= 480.0 && axes.len() >= 3
}

fn draw(axes: &[String], series: &[Series], chosen: Option<usize>, max: f64, format: &ValueFormat, width: f64, labelled: String) -> AnyView {
    let round = is_round(axes, width);
    let outlines = outlined(series, chosen);
    let sign = |index: usize| if round && outlines.contains(&index) { Sign::Both } else { Sign::Bar };
    let (entries, top) = legend(series, width, sign);
    let beside = round && width >= 760.0;
    let radar_width = if beside { (width * 0.48).min(520.0) } else { width };
    let marks = radar_marks(axes, series, &outlines, max, radar_width, top);
    let order = radar_order(axes.len(), series);
    let names: Vec<String> = order.iter().map(|axis| axes[*axis].clone()).collect();
    let sorted: Vec<Series> = series
        .iter()
        .map(|one| Series { values: order.iter().map(|axis| one.values.get(*axis).copied().flatten()).collect(), ..one.clone() })
        .collect();
    let (left, down) = match (round, beside) {
        (false, _) => (0.0, top),
        (true, false) => (0.0, marks.height),
        (true, true) => (radar_width + 16.0, top),
    };
    let (bars, bars_height) = body(&names, &sorted, BarMode::Horizontal, format, (width - left, 20.0, max));
    let sorted_by = leading(series).filter(|_| series.len() > 1).map(|index| series[index].name.clone());
    let caption = std::iter::once(t("ui.chart.sorted")).chain(sorted_by).collect::<Vec<_>>().join(" · ");
    let height = if beside { marks.height.max(down + bars_height) } else { down + bars_height };
    let content = (
        legend_view(entries, 0.0),
        round.then(|| polygons(&marks, axes, series, format)),
        view! {
            <g transform=format!("translate({left} {down})")>
                <text class={"chart-tick"} x={0.0} y={12.0}>{caption}</text>
                {bars}
            </g>
        },
    );
    drawing(labelled, false, (width, height), content.into_any())
}

fn polygons(marks: &RadarMarks, axes: &[String], series: &[Series], format: &ValueFormat) -> AnyView {
    let language = language();
    let written = leading(series);
    let rings = marks
        .rings
        .iter()
        .map(|(value, (x, y), path)| {
            view! {
                <g>
                    <path class={"radar-ring"} d=path.clone()></path>
                    <text class={"chart-tick is-middle is-haloed-thin"} x=*x y=*y + 4.0>{format.text(*value, language)}</text>
                </g>
            }
        })
        .collect_view();
    let lines = marks
        .lines
        .iter()
        .map(|line| {
            let one = &series[line.series];
            let points = line
                .points
                .iter()
                .map(|(axis, x, y, value)| {
                    let tooltip = format!("{} {} {}", axes[*axis], one.name, format.text(*value, language));
                    view! { <path class={"mark-point"} d=marker_path(line.series, *x, *y, 3.5)><title>{tooltip}</title></path> }
                })
                .collect_view();
            view! {
                <g class=format!("series-{}", line.series % 5 + 1)>
                    <path class={"mark-line"} class:is-dashed=one.dashed d=line.path.clone()></path>
                    {points}
                </g>
            }
        })
        .collect_view();
    // Values stand outside of their points, away from the centre, above all lines.
    let values = marks
        .lines
        .iter()
        .filter(|line| written == Some(line.series))
        .flat_map(|line| &line.points)
        .map(|(_, x, y, value)| {
            let text = format.text(*value, language);
            let (dx, dy) = (x - marks.centre.0, y - marks.centre.1);
            let length = dx.hypot(dy).max(1.0);
            let shift = 8.0 + text_width(&text, 12.0) / 2.0 * (dx.abs() / length);
            let (x, y) = (x + dx / length * shift, y + dy / length * 11.0 + 4.0);
            view! { <text class={"chart-value is-middle is-haloed"} x=x y=y>{text}</text> }
        })
        .collect_view();
    let names = marks
        .labels
        .iter()
        .map(|label| {
            let class = match label.side {
                0 => "chart-label is-middle",
                1 => "chart-label",
                _ => "chart-label is-end",
            };
            text_lines(class, label.x, label.y, 16.0, &label.lines)
        })
        .collect_view();
    (rings, view! { <path class={"radar-spoke"} d=marks.spokes.clone()></path> }, lines, values, names).into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(count: usize, width: f64) -> RadarMarks {
        let axes: Vec<String> = (0..count).map(|index| format!("第 {index} 支柱：组织与职责")).collect();
        let series = [
            Series::new("评估前", (0..count).map(|index| Some((index % 5) as f64)).collect()),
            Series::new("评估后", (0..count).map(|index| (index != 3).then_some(4.0)).collect()),
            Series::new("再次评估", vec![Some(9.0); count]),
            Series::new("目标", vec![Some(5.0); count]).dashed(),
        ];
        let marks = radar_marks(&axes, &series, &outlined(&series, None), 5.0, width, 0.0);
        assert_eq!(marks.lines.iter().map(|line| line.series).collect::<Vec<_>>(), [0, 1, 3], "two full lines and the target");
        assert!(marks.lines[0].path.ends_with('Z') && !marks.lines[1].path.ends_with('Z'));
        assert_eq!(marks.rings.iter().map(|ring| ring.0).collect::<Vec<_>>(), [1.0, 2.0, 3.0, 4.0, 5.0]);
        for label in &marks.labels {
            let wide = label.lines.iter().map(|line| text_width(line, 12.0)).fold(0.0, f64::max);
            let (from, to) = match label.side {
                0 => (label.x - wide / 2.0, label.x + wide / 2.0),
                1 => (label.x, label.x + wide),
                _ => (label.x - wide, label.x),
            };
            assert!(from >= -1.0 && to <= width + 1.0, "{label:?}");
            assert!(label.y >= 10.0 && label.y + 16.0 * (label.lines.len() - 1) as f64 <= marks.height, "{label:?}");
        }
        marks
    }

    #[test]
    fn ten_axes_fit_and_the_target_is_the_outer_ring() {
        let marks = check(10, 480.0);
        let (centre, target) = (marks.centre, &marks.lines[2].points);
        assert!(target.iter().all(|(_, x, y, _)| ((x - centre.0).hypot(y - centre.1) - (480.0 / 2.0 - 96.0)).abs() < 0.01));
        check(5, 520.0);
        check(7, 760.0);
    }

    #[test]
    fn of_several_the_first_is_outlined_with_the_chosen_one() {
        let one = |name: &str, value: f64| Series::new(name, vec![Some(value), Some(5.0 - value), Some(1.0)]);
        let all = [one("我们", 1.0), one("甲", 2.0), one("目标", 5.0).dashed(), one("乙", 3.0), one("又一个目标", 4.0).dashed()];
        assert_eq!(outlined(&all, None), [0, 1, 2]);
        assert_eq!(outlined(&all, Some(3)), [0, 2, 3]);
        assert_eq!(outlined(&all, Some(0)), [0, 1, 2], "the first is not compared with itself");
        assert_eq!(outlined(&all, Some(9)), [0, 1, 2]);
        assert_eq!(outlined(&all[..1], Some(1)), [0]);
        assert_eq!(radar_order(3, &all), [1, 0, 2], "the bars follow the first of several");
    }

    #[test]
    fn bars_are_sorted_by_the_last_full_series() {
        let series = [
            Series::new("前", vec![Some(5.0), Some(1.0), Some(2.0)]),
            Series::new("后", vec![Some(2.0), None, Some(4.0)]),
            Series::new("目标", vec![Some(9.0), Some(8.0), Some(7.0)]).dashed(),
        ];
        assert_eq!(radar_order(3, &series), [2, 0, 1]);
        assert_eq!(radar_order(2, &[]), [0, 1]);
    }
}
