//! Climate, team activities, feedback between people (P10.2.3, P10.4.1, P10.6.1).

use flow::{Context, Parameter, Rules};
use model::{Date, Decimal, Handle, Money, Object, Record, Score};

use crate::organisation::rules::is_choice;
use crate::teamwork::{climate_pulse, peer_feedback, team_activity};

/// Below so many answers a result could tell who said what (S168).
pub const LEAST_ANSWERS: usize = 4;

pub(super) fn register(rules: &mut Rules) {
    rules.measure("teamwork.pulse", |_, round| pulse(round).map(Parameter::Number));
    rules.measure("teamwork.pulse_speak", |_, round| question(round, climate_pulse::SPEAK).map(Parameter::Number));
    rules.measure("teamwork.pulse_faults", |_, round| question(round, climate_pulse::FAULTS).map(Parameter::Number));
    rules.measure("teamwork.pulse_attempt", |_, round| question(round, climate_pulse::ATTEMPT).map(Parameter::Number));
    rules.measure("teamwork.pulse_help", |_, round| question(round, climate_pulse::HELP).map(Parameter::Number));
    rules.measure("teamwork.pulse_heard", |_, round| question(round, climate_pulse::HEARD).map(Parameter::Number));
    rules.measure("teamwork.participants", |_, activity| participants(activity).map(Parameter::Count));
    rules.measure("teamwork.cost_per_head", |_, activity| cost_per_head(activity).map(Parameter::Money));
    rules.measure("teamwork.rating", |_, activity| rating(activity).map(Parameter::Number));
    rules.figure("teamwork.feedback_rate", |context| feedback_rate(context).map(Parameter::Ratio));
}

fn mean(rows: &[Object], column: Handle<Score>) -> Option<Decimal> {
    let marks: Vec<i64> = rows.iter().filter_map(|row| column.get(row)).collect();
    Some(Decimal::from_int(marks.iter().sum()).over(Decimal::from_int(marks.len() as i64))?.rounded(2))
}

/// Mean of one question; `None` below four answers.
pub fn question(round: &Record, column: Handle<Score>) -> Option<Decimal> {
    let rows = climate_pulse::ANSWERS.get(round).filter(|rows| rows.len() >= LEAST_ANSWERS)?;
    mean(&rows, column)
}

/// Mean of all questions; `None` below four answers.
pub fn pulse(round: &Record) -> Option<Decimal> {
    let rows = climate_pulse::ANSWERS.get(round).filter(|rows| rows.len() >= LEAST_ANSWERS)?;
    let questions = [climate_pulse::SPEAK, climate_pulse::FAULTS, climate_pulse::ATTEMPT, climate_pulse::HELP, climate_pulse::HEARD];
    let marks: Vec<i64> = questions.into_iter().flat_map(|column| rows.iter().filter_map(|row| column.get(row)).collect::<Vec<_>>()).collect();
    Some(Decimal::from_int(marks.iter().sum()).over(Decimal::from_int(marks.len() as i64))?.rounded(2))
}

/// How many took part: as typed, else as many as are named.
fn participants(activity: &Record) -> Option<i64> {
    let named = || team_activity::PARTICIPANTS.get(activity).map(|people| people.len() as i64);
    team_activity::PEOPLE.get(activity).or_else(named).filter(|people| *people > 0)
}

/// Cost of an activity for each who took part (S165: 3,000 for ten people are 300).
pub fn cost_per_head(activity: &Record) -> Option<Money> {
    let share = team_activity::COST.get(activity)?.major().over(Decimal::from_int(participants(activity)?))?;
    Some(Money::from_major(share))
}

/// Mean of the marks 1–5.
pub fn rating(activity: &Record) -> Option<Decimal> {
    mean(&team_activity::RATINGS.get(activity)?, team_activity::RATING)
}

/// Share of the feedback given in the period that fell due last (S167: four of six pairs are 66.7 %).
pub fn feedback_rate(context: &Context<'_>) -> Option<Decimal> {
    let due: Vec<(Date, &Record)> = context
        .records
        .of_kind("peer_feedback")
        .filter(|record| !is_choice(record, "status", "skipped"))
        .filter_map(|record| Some((peer_feedback::DUE.get(record.as_ref()).filter(|due| *due <= context.today)?, record.as_ref())))
        .collect();
    let (_, latest) = due.iter().max_by_key(|(day, _)| *day)?;
    let period = peer_feedback::PERIOD.get(*latest);
    let of_period: Vec<&Record> = due.iter().map(|(_, record)| *record).filter(|record| peer_feedback::PERIOD.get(*record) == period).collect();
    let given = of_period.iter().filter(|record| is_choice(record, "status", "given")).count();
    Decimal::from_int(given as i64).over(Decimal::from_int(of_period.len() as i64))
}
