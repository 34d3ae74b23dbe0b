//! The full loop of a goal: goal → indicator → evaluation → improvement → review of the goal, with what is missing (L50).

use std::sync::Arc;

use flow::{Context, Parameter, Rules, title_of};
use model::{Id, Record};

use super::listed;
use crate::goals::rules::{live_goals, progress, reviews};
use crate::goals::{goal, goal_review};
use crate::improvement::improvement_action;
use crate::performance::rules::scores;
use crate::performance::{evaluation, score_line};

/// The five steps in their order.
pub const STEPS: [&str; 5] = ["goal", "indicator", "evaluation", "improvement_action", "goal_review"];

/// A goal with the records of each step after it.
#[derive(Clone, Debug)]
pub struct Loop<'a> {
    /// The goal.
    pub goal: &'a Arc<Record>,
    /// What it is measured by.
    pub indicator: Option<&'a Arc<Record>>,
    /// Evaluations that count it.
    pub evaluations: Vec<&'a Arc<Record>>,
    /// Improvements made for it.
    pub actions: Vec<&'a Arc<Record>>,
    /// Its reviews.
    pub reviews: Vec<Arc<Record>>,
}

impl Loop<'_> {
    /// The first step that has nothing yet.
    pub fn missing(&self) -> Option<&'static str> {
        let empty = [false, self.indicator.is_none(), self.evaluations.is_empty(), self.actions.is_empty(), self.reviews.is_empty()];
        empty.iter().position(|empty| *empty).map(|step| STEPS[step])
    }
}

/// The loop of a goal.
pub fn of<'a>(goal: &'a Arc<Record>, context: &Context<'a>) -> Loop<'a> {
    let measure = goal::INDICATOR.get(&**goal);
    let actions = context.records.of_kind(improvement_action::IMPROVEMENT_ACTION.name).filter(|action| belongs(action, goal.id, measure));
    Loop {
        goal,
        indicator: measure.and_then(|id| context.records.get(id)),
        evaluations: evaluations(context, goal.id, measure),
        actions: actions.collect(),
        reviews: reviews::reviews(goal, context),
    }
}

/// Whether an improvement is made for a goal: it names the goal, or works on its indicator.
pub fn belongs(action: &Record, goal: Id, measure: Option<Id>) -> bool {
    match improvement_action::GOAL.get(action) {
        Some(named) => named == goal,
        None => measure.is_some() && improvement_action::INDICATOR.get(action) == measure,
    }
}

/// Evaluations of the company that have a line on the goal or on its indicator, or that weigh the goal.
fn evaluations<'a>(context: &Context<'a>, goal: Id, measure: Option<Id>) -> Vec<&'a Arc<Record>> {
    let on_goal = |line: &Record| match score_line::GOAL.get(line) {
        Some(named) => named == goal,
        None => measure.is_some() && score_line::INDICATOR.get(line) == measure,
    };
    let lines = context.records.of_kind(score_line::SCORE_LINE.name).filter(|line| on_goal(line));
    let counted: Vec<Id> = lines.filter_map(|line| score_line::EVALUATION.get(&**line)).collect();
    let weighs = |run: &Record| evaluation::WEIGHTS.get(run).unwrap_or_default().iter().any(|row| evaluation::WEIGHTED_GOAL.get(row) == Some(goal));
    context.records.of_kind(evaluation::EVALUATION.name).filter(|run| counted.contains(&run.id) || weighs(run)).collect()
}

fn loop_of<'a>(context: &Context<'a>, record: &Record) -> Option<Loop<'a>> {
    context.records.get(record.id).filter(|record| record.kind == goal::GOAL.name).map(|goal| of(goal, context))
}

/// Registers what this file computes.
pub(super) fn register(rules: &mut Rules) {
    rules
        .measure("links.loop_indicator", |context, record| listed(context, loop_of(context, record)?.indicator))
        .measure("links.loop_evaluations", |context, record| listed(context, loop_of(context, record)?.evaluations))
        .measure("links.loop_actions", |context, record| listed(context, loop_of(context, record)?.actions))
        .measure("links.loop_reviews", |context, record| {
            // Their names would only repeat the goal.
            let dated = |review: &Arc<Record>| {
                let name = goal_review::REVIEWED_ON.get(&**review).map_or_else(|| title_of(review, context), Parameter::Date);
                Parameter::Record(review.id, Box::new(name))
            };
            let found: Vec<Parameter> = loop_of(context, record)?.reviews.iter().map(dated).collect();
            (!found.is_empty()).then_some(Parameter::List(found))
        })
        .measure("links.loop_missing", |context, record| Some(Parameter::key(format!("kind.{}", loop_of(context, record)?.missing()?))))
        .measure("goals.newest_actual", |context, review| {
            let goal = context.records.get(goal_review::GOAL.get(review)?)?;
            progress::of(goal, context).actual.map(|point| Parameter::Number(point.value))
        })
        .measure("improvement.newest_of_indicator", |context, action| {
            scores::newest(context, improvement_action::INDICATOR.get(action)?).map(|(_, value)| Parameter::Number(value))
        });
    rules.figure("links.loops_closed", |context| {
        let goals: Vec<&Arc<Record>> =
            live_goals(context.records).filter(|goal| goal::STATUS.get(&***goal).as_deref() == Some("published")).collect();
        let closed = goals.iter().filter(|goal| of(goal, context).missing().is_none()).count();
        crate::customers::rules::share(closed, goals.len()).map(Parameter::Ratio)
    });
}
