//! Rules, measures and figures of pillar 5.

pub mod alerts;
mod computed;
pub mod process;
pub mod scores;
pub mod watch;

use flow::{Context, Parameter, Rules};
use model::{Decimal, Id, Record};

use super::{evaluation, indicator, reading, score_line, threshold};
use alerts::Level;

/// A number in the measure of an indicator.
fn in_measure(context: &Context<'_>, indicator: Id, value: Decimal) -> Parameter {
    let known = context.records.get(indicator);
    let unit_kind = known.and_then(|known| indicator::UNIT_KIND.get(known.as_ref()));
    match Parameter::measured(value, unit_kind.as_deref()) {
        Parameter::Number(number) => Parameter::counted(number, known.and_then(|known| indicator::UNIT.get(known.as_ref()))),
        measured => measured,
    }
}

/// A number in the measure of the indicator of a line.
fn of_line(context: &Context<'_>, line: &Record, value: Option<Decimal>) -> Option<Parameter> {
    Some(in_measure(context, score_line::INDICATOR.get(line)?, value?))
}

/// How many of the four traits an indicator was found to have (P05.1.2).
fn traits(found: &Record) -> i64 {
    [indicator::MEASURABLE, indicator::COMPARABLE, indicator::ATTAINABLE, indicator::RELEVANT]
        .into_iter()
        .map(|held| i64::from(held.get(found) == Some(true)))
        .sum()
}

/// Newest value against what it should be by now.
fn standing(context: &Context<'_>, found: &Record) -> Option<Decimal> {
    let (date, value) = scores::newest(context, found.id)?;
    scores::ratio(value, scores::wanted(context, found.id, date)?, scores::direction(context, found.id))
}

fn light(attainment: Decimal) -> Parameter {
    let code = match attainment {
        enough if enough >= Decimal::from_millionths(950_000) => "on_target",
        close if close >= Decimal::from_millionths(800_000) => "at_risk",
        _ => "off_target",
    };
    Parameter::key(format!("ui.goals.light.{code}"))
}

/// The evaluation whose period ended last among those that have a total.
pub fn newest_run<'a>(context: &Context<'a>) -> Option<(&'a Record, Decimal)> {
    let runs = context.records.of_kind("evaluation").filter(|run| evaluation::PERSON.get(run.as_ref()).is_none());
    let scored = runs.filter_map(|run| scores::total(context, run).map(|total| (run.as_ref(), total)));
    scored.max_by_key(|(run, _)| evaluation::PERIOD.get(*run).map(|period| period.to))
}

fn alerts_of(context: &Context<'_>, level: Level) -> Option<Parameter> {
    let count = alerts::current(context).into_iter().filter(|alert| alert.level == level).count();
    Some(Parameter::Count(i64::try_from(count).ok()?))
}

/// Share of this year's readings that somebody has checked.
fn checked(context: &Context<'_>) -> Option<Parameter> {
    let year = model::Month::of(context.today).year;
    let of_year =
        context.records.of_kind("reading").filter(|found| reading::DATE.get(found.as_ref()).is_some_and(|date| model::Month::of(date).year == year));
    let (mut all, mut done) = (0, 0);
    for found in of_year {
        all += 1;
        done += i64::from(reading::CHECKED_BY.get(found.as_ref()).is_some());
    }
    Decimal::from_int(done).over(Decimal::from_int(all)).map(Parameter::Ratio)
}

/// Adds the rules, measures and figures of this pillar.
pub fn register(rules: &mut Rules) {
    process::register(rules);
    rules
        .measure("performance.weight", |context, line| scores::weight(context, line).map(Parameter::Ratio))
        .measure("performance.target", |context, line| of_line(context, line, scores::target(context, line)))
        .measure("performance.actual", |context, line| of_line(context, line, scores::actual(context, line)))
        .measure("performance.attainment", |context, line| scores::attainment(context, line).map(Parameter::Ratio))
        .measure("performance.points", |context, line| scores::points(context, line).map(|points| Parameter::Number(points.rounded(2))))
        .measure("performance.grade", |context, line| scores::line_grade(context, line).map(Parameter::Text))
        .measure("performance.total", |context, run| scores::total(context, run).map(|total| Parameter::Number(total.rounded(2))))
        .measure("performance.total_grade", |context, run| scores::total_grade(context, run).map(Parameter::Text))
        .measure("performance.weight_sum", |context, run| Some(Parameter::Ratio(scores::weight_sum(context, run))))
        .measure("performance.comments_missing", |context, found| i64::try_from(process::comments_missing(context, found)).ok().map(Parameter::Count))
        .measure("performance.unread", |context, found| process::people(context, process::unread(found)))
        .measure("performance.confirmed", |_, found| process::confirmed(found).map(Parameter::Ratio))
        .measure("performance.unconfirmed", |context, found| process::people(context, process::unconfirmed(found)))
        .measure("performance.traits", |_, found| Some(Parameter::Count(traits(found))))
        .measure("performance.newest", |context, found| scores::newest(context, found.id).map(|(_, value)| in_measure(context, found.id, value)))
        .measure("performance.newest_date", |context, found| scores::newest(context, found.id).map(|(date, _)| Parameter::Date(date)))
        .measure("performance.wanted", |context, found| {
            let (date, _) = scores::newest(context, found.id)?;
            scores::wanted(context, found.id, date).map(|value| in_measure(context, found.id, value))
        })
        .measure("performance.standing", |context, found| standing(context, found).map(Parameter::Ratio))
        .measure("performance.light", |context, found| standing(context, found).map(light))
        .measure("performance.breaches", |context, found| i64::try_from(alerts::breaches_of(context, found).len()).ok().map(Parameter::Count))
        .measure("performance.worst", |context, found| {
            let level = alerts::breaches_of(context, found).into_iter().map(|(alert, _)| alert.level).max()?;
            Some(Parameter::choice("alert", "level", level.code()))
        })
        .measure("performance.upper_red", |context, found| alerts::limit(context, found, &threshold::UPPER_RED))
        .measure("performance.upper_amber", |context, found| alerts::limit(context, found, &threshold::UPPER_AMBER))
        .measure("performance.lower_amber", |context, found| alerts::limit(context, found, &threshold::LOWER_AMBER))
        .measure("performance.lower_red", |context, found| alerts::limit(context, found, &threshold::LOWER_RED))
        .measure("performance.breached_by", |context, found| {
            let told: Vec<Parameter> = alerts::breaches_of(context, found).iter().map(|(alert, _)| alerts::told(context, alert)).collect();
            (!told.is_empty()).then_some(Parameter::List(told))
        })
        .measure("performance.line_execution", |context, line| watch::line_execution(context, line).map(Parameter::Ratio))
        .measure("performance.channel_attainment", |context, channel| watch::channel_attainment(context, channel).map(Parameter::Ratio))
        .measure("performance.days_in_stage", |context, found| watch::days_in_stage(context, found).map(Parameter::Count))
        .measure("performance.stage_mean", |context, found| watch::stage_mean(context, found).map(Parameter::Number))
        .measure("performance.time_deviation", |context, person| watch::time_deviation(context, person).map(Parameter::Ratio));
    rules
        .figure("performance.score", |context| newest_run(context).map(|(_, total)| Parameter::Number(total.rounded(2))))
        .figure("performance.alerts_red", |context| alerts_of(context, Level::Red))
        .figure("performance.alerts_amber", |context| alerts_of(context, Level::Amber))
        .figure("performance.data_checked", checked)
        .behind("performance.score", |context, _| newest_run(context).map(|(run, _)| run.id).into_iter().collect());
}
