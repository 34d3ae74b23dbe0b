//! A funnel: bars of equal height around a common centre, with the rates from stage to stage and of the whole as text.

use leptos::prelude::*;

use super::ValueFormat;
use super::between;
use super::frame::{ChartFrame, ChartTitle, TableTwin};
use super::scale::{text_width, wrap};
use super::shapes::{drawing, text_lines};
use crate::controls::optional;
use crate::dom::unique_id;
use crate::format;
use crate::lang::{language, t, t_with};

/// A stage of the funnel, the widest first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FunnelStage {
    /// Its name.
    pub label: String,
    /// How many are in it or passed it.
    pub count: f64,
    /// What they are worth.
    pub value: Option<f64>,
}

/// A stage as drawn.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FunnelMark {
    /// Left edge of the bar.
    pub x: f64,
    /// Upper edge of the bar.
    pub y: f64,
    /// Width of the bar, in proportion to the count.
    pub width: f64,
    /// The name in lines.
    pub lines: Vec<String>,
    /// Base line of the first line of the name.
    pub label_y: f64,
    /// Share of the stage before.
    pub step: Option<f64>,
    /// Share of the first stage.
    pub total: Option<f64>,
    /// The step on which most are lost.
    pub biggest: bool,
}

/// Everything a funnel draws.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FunnelMarks {
    /// Height of the drawing.
    pub height: f64,
    /// Names stand above the bars.
    pub narrow: bool,
    /// The area of the bars: left, right.
    pub area: (f64, f64),
    /// One per stage.
    pub stages: Vec<FunnelMark>,
}

const SIZE: f64 = 12.0;
const BAR: f64 = 30.0;
const STEP: f64 = 26.0;

/// For every stage its share of the one before and of the first; nothing where that is zero.
pub fn funnel_rates(stages: &[FunnelStage]) -> Vec<(Option<f64>, Option<f64>)> {
    let share = |count: f64, of: f64| (of > 0.0).then_some(count / of);
    let first = stages.first().map_or(0.0, |stage| stage.count);
    (0..stages.len())
        .map(|index| {
            let count = stages[index].count;
            (index.checked_sub(1).and_then(|before| share(count, stages[before].count)), share(count, first))
        })
        .collect()
}

/// The stage before which most are lost, by their number; nothing where none are.
pub fn funnel_drop(stages: &[FunnelStage]) -> Option<usize> {
    let lost = |index: usize| stages[index - 1].count - stages[index].count;
    (1..stages.len()).filter(|index| lost(*index) > 0.0).reduce(|most, index| if lost(index) > lost(most) { index } else { most })
}

/// Works out the marks of a funnel of a width.
pub fn funnel_marks(stages: &[FunnelStage], width: f64) -> FunnelMarks {
    let narrow = width < 600.0;
    let longest = stages.iter().map(|stage| text_width(&stage.label, SIZE)).fold(0.0, f64::max);
    let side = if narrow { 0.0 } else { between(longest + 20.0, 96.0, width * 0.24) };
    let area = if narrow { (0.0, width) } else { (side, width - side.max(140.0)) };
    let largest = stages.iter().map(|stage| stage.count).fold(0.0, f64::max);
    let rates = funnel_rates(stages);
    // With two stages there is only one step, and nothing to single out.
    let biggest = funnel_drop(stages).filter(|_| stages.len() > 2);
    let mut y = 2.0;
    let stages: Vec<FunnelMark> = stages
        .iter()
        .enumerate()
        .map(|(index, stage)| {
            let share = if largest > 0.0 { (stage.count.max(0.0) / largest).min(1.0) } else { 0.0 };
            let bar = ((area.1 - area.0) * share).max(2.0);
            let lines = wrap(&stage.label, if narrow { width * 0.6 } else { side - 16.0 }, SIZE, 2);
            let named = 16.0 * lines.len() as f64;
            let label_y = if narrow { y + 12.0 } else { y + BAR / 2.0 + 20.0 - named / 2.0 - 8.0 };
            if narrow {
                y += named + 4.0;
            }
            let mark = FunnelMark {
                x: (area.0 + area.1 - bar) / 2.0,
                y,
                width: bar,
                lines,
                label_y,
                step: rates[index].0,
                total: rates[index].1,
                biggest: biggest == Some(index),
            };
            y += BAR + STEP;
            mark
        })
        .collect();
    FunnelMarks { height: (y - STEP + 4.0).max(0.0), narrow, area, stages }
}

/// A funnel. `format` writes the counts, `value_format` the values, which `value_label` names.
#[component]
pub fn Funnel(
    #[prop(into)] title: ChartTitle,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] period: Signal<String>,
    #[prop(into, optional)] source: Signal<String>,
    #[prop(into)] stages: Signal<Vec<FunnelStage>>,
    #[prop(default = ValueFormat::Number(0))] format: ValueFormat,
    #[prop(into, optional)] value_label: Signal<String>,
    #[prop(default = ValueFormat::Short)] value_format: ValueFormat,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let width = RwSignal::new(640.0);
    let title_id = unique_id("chart-title");
    let labelled = title_id.clone();
    let formats = (format, value_format);
    let for_table = formats.clone();
    let table = Signal::derive(move || {
        let (stages, language) = (stages.get(), language());
        let rates = funnel_rates(&stages);
        let valued = stages.iter().any(|stage| stage.value.is_some());
        let mut head = vec![t("ui.chart.stage"), t("ui.chart.count"), t("ui.chart.step_rate"), t("ui.chart.total_rate")];
        head.extend(valued.then(|| for_table.1.head(&optional(value_label.get()).unwrap_or_else(|| t("ui.chart.value")))));
        let rate = |rate: Option<f64>| ValueFormat::Ratio(1).text_or_missing(rate, language);
        let rows = stages
            .iter()
            .zip(rates)
            .map(|(stage, (step, total))| {
                let mut cells = vec![stage.label.clone(), for_table.0.text(stage.count, language), rate(step), rate(total)];
                cells.extend(valued.then(|| for_table.1.cell(stage.value, language)));
                cells
            })
            .collect();
        TableTwin { head, rows }
    });
    let empty = Signal::derive(move || stages.with(|stages| !stages.iter().any(|stage| stage.count > 0.0)));
    view! {
        <ChartFrame title unit period source table empty width title_id test_id>
            {draw(&stages.get(), &formats, width.get(), labelled.clone())}
        </ChartFrame>
    }
}

fn draw(stages: &[FunnelStage], (format, value_format): &(ValueFormat, ValueFormat), width: f64, labelled: String) -> AnyView {
    let language = language();
    let marks = funnel_marks(stages, width);
    let narrow = marks.narrow;
    let centre = (marks.area.0 + marks.area.1) / 2.0;
    let rate = |rate: f64| format::ratio(rate, 1, language);
    let bars = marks
        .stages
        .iter()
        .zip(stages)
        .enumerate()
        .map(|(index, (mark, stage))| {
            let count = format.text(stage.count, language);
            let value = stage.value.map(|value| value_format.text(value, language));
            let shown = if narrow { std::iter::once(count.clone()).chain(value.clone()).collect::<Vec<_>>().join(" · ") } else { count };
            let wide = text_width(&shown, SIZE);
            let base = mark.y + BAR / 2.0 + 4.0;
            let (x, class) = if wide + 16.0 <= mark.width {
                (centre, "chart-value is-middle is-inside")
            } else if mark.x + mark.width + 8.0 + wide <= marks.area.1 {
                (mark.x + mark.width + 8.0, "chart-value is-haloed")
            } else {
                (centre, "chart-value is-middle is-haloed")
            };
            let total = mark.total.map(|total| t_with("ui.chart.of_total", &[("value", &rate(total))])).unwrap_or_default();
            let side: Vec<String> = std::iter::once(total).chain(if narrow { None } else { value }).collect();
            let side_y = if narrow { mark.label_y } else { base + 8.0 - 8.0 * side.len() as f64 };
            let step = (index > 0).then(|| {
                let text = mark.step.map_or_else(|| format::missing().to_owned(), rate);
                let text = t_with("ui.chart.of_step", &[("value", &text)]);
                let text = if mark.biggest { format!("↓ {text} · {}", t("ui.chart.biggest_drop")) } else { format!("↓ {text}") };
                let class = if mark.biggest { "funnel-step is-middle is-biggest" } else { "funnel-step is-middle" };
                // The step stands in the gap above the bar, or above its name.
                let y = if narrow { mark.label_y - 12.0 } else { mark.y } - 9.0;
                view! { <text class=class x=centre y=y>{text}</text> }
            });
            view! {
                <g class={"series-1"}>
                    <rect class={"mark-bar"} x=mark.x y=mark.y width=mark.width height=BAR rx={3.0}></rect>
                    <text class=class x=x y=base>{shown}</text>
                    {text_lines(if narrow { "chart-label" } else { "chart-label is-end" }, if narrow { 0.0 } else { marks.area.0 - 12.0 }, mark.label_y, 16.0, &mark.lines)}
                    {text_lines(if narrow { "chart-tick is-end" } else { "chart-tick" }, if narrow { width } else { marks.area.1 + 12.0 }, side_y, 16.0, &side)}
                    {step}
                </g>
            }
        })
        .collect_view();
    drawing(labelled, false, (width, marks.height), bars.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stages(counts: &[f64]) -> Vec<FunnelStage> {
        counts.iter().map(|count| FunnelStage { label: "意向客户".into(), count: *count, value: None }).collect()
    }

    fn check(counts: &[f64], width: f64, biggest: Option<usize>) -> FunnelMarks {
        let marks = funnel_marks(&stages(counts), width);
        assert_eq!(marks.stages.iter().position(|mark| mark.biggest), biggest, "{counts:?}");
        let centre = (marks.area.0 + marks.area.1) / 2.0;
        for mark in &marks.stages {
            assert!((mark.x + mark.width / 2.0 - centre).abs() < 0.01);
            assert!(mark.x >= marks.area.0 && mark.y + BAR <= marks.height, "{mark:?}");
        }
        for pair in marks.stages.windows(2) {
            assert!(pair[0].y + BAR + 20.0 <= pair[1].y.min(pair[1].label_y), "{pair:?}");
        }
        marks
    }

    #[test]
    fn bars_are_in_proportion_and_the_biggest_drop_is_marked() {
        let marks = check(&[1200.0, 600.0, 150.0, 75.0], 960.0, Some(1));
        assert!((marks.stages[0].width - 2.0 * marks.stages[1].width).abs() < 0.01);
        assert_eq!(marks.stages[3].total, Some(0.0625));
        check(&[1200.0, 600.0, 150.0, 75.0], 360.0, Some(1));
        check(&[10.0, 5.0], 960.0, None);
        check(&[10.0, 20.0, 30.0], 360.0, None);
    }

    #[test]
    fn rates_of_nothing_are_missing() {
        assert_eq!(funnel_rates(&stages(&[0.0, 0.0])), [(None, None), (None, None)]);
        assert_eq!(funnel_rates(&stages(&[4.0, 0.0, 2.0])), [(None, Some(1.0)), (Some(0.0), Some(0.0)), (None, Some(0.5))]);
        assert_eq!(funnel_marks(&[], 640.0).stages.len(), 0);
    }
}
