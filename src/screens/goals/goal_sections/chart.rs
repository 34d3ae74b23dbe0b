//! The plan and the actual values of a goal as a line chart, and how far it is as a bar.

use leptos::prelude::*;
use model::Order as _;
use model::{Date, Decimal};
use pillars::goals::rules::progress::{Point, on_line};
use ui::lang::{language, t, t_with};
use ui::{Bullet, ChartTitle, Line, Series, ValueFormat};
use views::labels::date_text;

use super::parts::percent;
use crate::goals::editors::Measure;

/// Dates with the plan and what was read, ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanLine {
    dates: Vec<Date>,
    plan: Vec<Option<f64>>,
    actual: Vec<Option<f64>>,
}

impl PlanLine {
    /// Whether there is a line to see.
    pub fn is_drawable(&self) -> bool {
        self.dates.len() > 1
    }

    /// The last reading beside the plan of the same day.
    fn last_reading(&self) -> Option<(Date, f64, Option<f64>)> {
        let at = self.actual.iter().rposition(Option::is_some)?;
        Some((*self.dates.get(at)?, self.actual[at]?, self.plan.get(at).copied().flatten()))
    }

    /// What the lines say.
    fn message(&self, format: &ValueFormat) -> Option<String> {
        let (date, actual, plan) = self.last_reading()?;
        let text = |value: f64| format.text(value, language());
        let (date, actual, plan) = (date_text(date), text(actual), plan.map(text));
        let key = if plan.is_some() { "ui.goals.progress_board.says" } else { "ui.goals.progress_board.says_actual" };
        Some(t_with(key, &[("date", &date), ("actual", &actual), ("plan", &plan.unwrap_or_default())]))
    }
}

/// The dates of the readings with the plan on the same days, and the plan before and after them: so
/// the actual line has no gaps that come from the drawing alone.
pub fn plan_line(plan: &[Point], actuals: &[Point]) -> PlanLine {
    let (first, last) = (actuals.first().map(|point| point.date), actuals.last().map(|point| point.date));
    let outside = |date: Date| first.is_none_or(|first| date < first) || last.is_none_or(|last| date > last);
    let mut dates: Vec<Date> =
        actuals.iter().map(|point| point.date).chain(plan.iter().map(|point| point.date).filter(|date| outside(*date))).collect();
    dates.order();
    dates.dedup();
    PlanLine {
        plan: dates.iter().map(|date| on_line(plan, *date).map(Decimal::to_f64)).collect(),
        actual: dates.iter().map(|date| actuals.iter().find(|point| point.date == *date).map(|point| point.value.to_f64())).collect(),
        dates,
    }
}

/// Plan against actual with its table.
#[component]
pub fn PlanChart(#[prop(into)] title: String, measure: Measure, line: PlanLine) -> impl IntoView {
    let format = match measure.kind.as_str() {
        "ratio" => ValueFormat::Ratio(2),
        "money" => ValueFormat::Money(measure.currency.clone()),
        _ => ValueFormat::Number(2),
    };
    let title = ChartTitle::new(title, line.message(&format));
    let dates = line.dates;
    let places = dates.iter().map(|date| model::day_number(*date) as f64).collect::<Vec<_>>();
    let period = dates.first().zip(dates.last());
    let period = period.map(|(from, to)| t_with("ui.format.range", &[("from", &date_text(*from)), ("to", &date_text(*to))])).unwrap_or_default();
    let categories = Signal::derive(move || dates.iter().map(|date| date_text(*date)).collect::<Vec<_>>());
    let (plan, actual) = (line.plan, line.actual);
    let series = Signal::derive(move || {
        vec![Series::new(t("ui.goals.progress_board.plan"), plan.clone()).dashed(), Series::new(t("ui.goals.progress_board.actual"), actual.clone())]
    });
    let unit = measure.header();
    view! { <Line title=title unit=unit period=period source=ui::text("ui.goals.progress_board.source") categories=categories series=series places=places format=format test_id="plan-chart" /> }
}

/// How much of the way is done, with a mark where the plan stands; the text beside says the same.
#[component]
pub fn ProgressBar(done: Option<Decimal>, #[prop(default = None)] plan: Option<Decimal>) -> impl IntoView {
    let text = match plan {
        Some(plan) => t_with("ui.goals.progress_board.bar_with_plan", &[("done", &percent(done)), ("plan", &percent(Some(plan)))]),
        None => t_with("ui.goals.progress_board.bar", &[("done", &percent(done))]),
    };
    view! {
        <p class="progress-line">
            <Bullet value=done.map(Decimal::to_f64) target=plan.map(Decimal::to_f64) max=Some(1.0) width=200.0 />
            <span>{text}</span>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(date: &str, value: i64) -> Point {
        Point { date: date.parse().expect("a date"), value: Decimal::from_int(value) }
    }

    fn check(plan: &[Point], actuals: &[Point], expected: &[(&str, Option<f64>, Option<f64>)]) {
        let line = plan_line(plan, actuals);
        let shown: Vec<(String, Option<f64>, Option<f64>)> =
            line.dates.iter().zip(&line.plan).zip(&line.actual).map(|((date, plan), actual)| (date.to_string(), *plan, *actual)).collect();
        let expected: Vec<(String, Option<f64>, Option<f64>)> =
            expected.iter().map(|(date, plan, actual)| ((*date).to_owned(), *plan, *actual)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_actual_line_is_contiguous() {
        let plan = [point("2026-01-01", 0), point("2026-01-21", 20), point("2026-01-31", 30)];
        check(
            &plan,
            &[point("2026-01-11", 8), point("2026-01-26", 20)],
            &[
                ("2026-01-01", Some(0.0), None),
                ("2026-01-11", Some(10.0), Some(8.0)),
                ("2026-01-26", Some(25.0), Some(20.0)),
                ("2026-01-31", Some(30.0), None),
            ],
        );
        check(&[], &[point("2026-01-11", 8)], &[("2026-01-11", None, Some(8.0))]);
    }

    #[test]
    fn the_last_reading_stands_beside_the_plan_of_its_day() {
        let plan = [point("2026-01-01", 0), point("2026-01-31", 30)];
        let last = plan_line(&plan, &[point("2026-01-11", 8), point("2026-01-21", 15)]).last_reading();
        assert_eq!(last, Some(("2026-01-21".parse().expect("a date"), 15.0, Some(20.0))));
        assert_eq!(plan_line(&plan, &[]).last_reading(), None);
    }
}
