//! Which changes of state a goal may make, and what stands against them (P01.3, P01.6, P01.A02).
//! Nothing else is gated: opening and typing are always possible (decisions.md 4).

use flow::{Context, FieldValues, Parameter};
use model::{Choice, FieldType, Id, Json, Key, Prose, Record};

use super::smart::{self, Letter};
use super::{consensus, links, progress};
use crate::goals::{competitor, env_factor, goal, goal_review};
use crate::plan::resource;

/// The states of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Being written.
    Draft,
    /// Passes all five letters.
    Agreed,
    /// Made known after consensus.
    Published,
    /// Reached.
    Achieved,
    /// Given up by a review.
    Dropped,
}

impl Status {
    /// All states in order.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Agreed, Self::Published, Self::Achieved, Self::Dropped];

    /// Code as stored; label `choice.goal.status.<code>`.
    pub fn code(self) -> &'static str {
        goal::STATUSES[self as usize]
    }

    /// The state of a goal; draft while none is stored.
    pub fn of(goal: &Record) -> Self {
        let stored = goal::STATUS.get(goal).unwrap_or_default();
        Self::ALL.into_iter().find(|status| status.code() == stored).unwrap_or(Self::Draft)
    }

    /// The states a goal may go to from here.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Agreed, Self::Dropped],
            Self::Agreed => &[Self::Draft, Self::Published, Self::Dropped],
            Self::Published => &[Self::Achieved, Self::Dropped],
            Self::Achieved | Self::Dropped => &[],
        }
    }
}

/// One thing that stands against a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Stable code.
    pub code: &'static str,
    /// The field where it is mended.
    pub field: Option<Key>,
    /// The row of the method where it is mended.
    pub step: &'static str,
    /// The record concerned.
    pub record: Option<Id>,
    /// Values for the text.
    pub parameters: Vec<(String, Parameter)>,
    /// A written reason overrides it.
    pub overridable: bool,
}

impl Refusal {
    /// A refusal mended in this row.
    pub fn new(code: &'static str, step: &'static str) -> Self {
        Self { code, field: None, step, record: None, parameters: Vec::new(), overridable: false }
    }

    /// Mended at this field.
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        self.field = Some(Key::new(field));
        self
    }

    /// About this record.
    #[must_use]
    pub fn on(mut self, record: Id) -> Self {
        self.record = Some(record);
        self
    }

    /// With a value for the text.
    #[must_use]
    pub fn with(mut self, name: &str, value: Parameter) -> Self {
        self.parameters.push((name.to_owned(), value));
        self
    }

    /// Key of the text, which says what to do.
    pub fn key(&self) -> String {
        format!("ui.goals.gate.{}", self.code)
    }
}

/// Kinds of goals that rest on trend, rivals and resources (decisions.md 14).
const NEEDS_BASIS: [&str; 3] = ["sales", "share", "profit"];

/// What a goal's basis lacks: `env_factor`, `competitor`, `resource` (P01.A02). Empty for kinds of
/// goals that need none.
pub fn missing_basis(goal: &Record, context: &Context<'_>) -> Vec<&'static str> {
    if !goal::GOAL_KIND.get(goal).is_some_and(|kind| NEEDS_BASIS.contains(&kind.as_str())) {
        return Vec::new();
    }
    let records = context.records;
    let factor = records.of_kind(env_factor::ENV_FACTOR.name).any(|record| links(&**record, env_factor::GOALS, goal.id));
    let is_rival = |record: &Record| competitor::OWN.get(record) != Some(true);
    let rival = records.of_kind(competitor::COMPETITOR.name).any(|record| is_rival(record) && links(&**record, competitor::GOALS, goal.id));
    let line = records.of_kind(resource::RESOURCE.name).any(|record| resource::GOAL.get(&**record) == Some(goal.id));
    let found = [("env_factor", factor), ("competitor", rival), ("resource", line)];
    found.into_iter().filter(|(_, present)| !present).map(|(kind, _)| kind).collect()
}

/// What stands against a change of state; empty when it may be made.
pub fn allowed(goal: &Record, to: Status, context: &Context<'_>) -> Vec<Refusal> {
    let from = Status::of(goal);
    if !from.next().contains(&to) {
        let label = |status: Status| Parameter::choice("goal", "status", status.code());
        return vec![Refusal::new("not_from_here", "P01.3").on(goal.id).with("from", label(from)).with("to", label(to))];
    }
    let refusals = match to {
        Status::Draft => Vec::new(),
        Status::Agreed => against_agreeing(goal, context),
        Status::Published => against_publishing(goal, context),
        Status::Achieved => against_achieving(goal, context),
        Status::Dropped => against_dropping(goal, context),
    };
    refusals.into_iter().map(|refusal| if refusal.record.is_none() { refusal.on(goal.id) } else { refusal }).collect()
}

fn against_agreeing(goal: &Record, context: &Context<'_>) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    for result in smart::check(goal, context).failing() {
        for reason in result.obstacles() {
            let refusal = Refusal {
                field: reason.field.clone(),
                record: reason.indicator,
                parameters: reason.parameters.clone(),
                ..Refusal::new(letter_code(result.letter), step_of(reason, result.letter))
            };
            let letter = Parameter::Key(format!("ui.goals.letter.{}", result.letter.code()));
            refusals.push(refusal.with("letter", letter).with("reason", Parameter::Key(reason.key())));
        }
    }
    // That there are no resources is said once, by the letter that asks for them.
    let says_resources =
        refusals.iter().any(|refusal| refusal.parameters.iter().any(|(_, value)| *value == Parameter::key("ui.goals.reason.resources_missing")));
    for kind in missing_basis(goal, context).into_iter().filter(|kind| *kind != "resource" || !says_resources) {
        let step = match kind {
            "env_factor" => "P01.2.1",
            "competitor" => "P01.2.2",
            _ => "P01.5",
        };
        refusals.push(Refusal::new("basis_missing", step).with("missing", Parameter::Key(format!("kind.{kind}"))));
    }
    refusals
}

fn letter_code(letter: Letter) -> &'static str {
    match letter {
        Letter::Specific => "smart_s",
        Letter::Measurable => "smart_m",
        Letter::Attainable => "smart_a",
        Letter::Relevant => "smart_r",
        Letter::Timely => "smart_t",
    }
}

/// Resources and limits are mended in their own step.
fn step_of(reason: &smart::Reason, letter: Letter) -> &'static str {
    match reason.code {
        "resources_missing" | "resource_gap" | "constraint_open" => "P01.5",
        _ => letter.row(),
    }
}

fn against_publishing(goal: &Record, context: &Context<'_>) -> Vec<Refusal> {
    let state = consensus::of(goal, context);
    let thresholds = consensus::thresholds(context.records);
    if state.total == 0 {
        return vec![Refusal { overridable: true, ..Refusal::new("no_participants", "P01.6") }.at(goal::PARTICIPANTS.name())];
    }
    let mut refusals = Vec::new();
    let mut refuse = |code: &'static str, rate, needed, people: Vec<Parameter>| {
        let refusal = Refusal { overridable: true, ..Refusal::new(code, "P01.6") };
        refusals.push(refusal.with("rate", Parameter::Ratio(rate)).with("needed", Parameter::Ratio(needed)).with("people", Parameter::List(people)));
    };
    let name = |answer: &consensus::Answer| flow::title_of(&answer.person, context);
    if !state.is_answered(thresholds) {
        refuse("not_answered", state.answered_rate(), thresholds.answered, state.unanswered().map(name).collect());
    }
    if !state.is_agreed(thresholds) {
        let against = state.answers.iter().filter(|answer| !answer.is_agreed()).map(name).collect();
        refuse("not_agreed", state.agreed_rate(), thresholds.agreed, against);
    }
    refusals
}

fn against_achieving(goal: &Record, context: &Context<'_>) -> Vec<Refusal> {
    let progress = progress::of(goal, context);
    let (Some(actual), Some(target)) = (progress.actual, progress.target) else {
        return vec![Refusal::new("no_reading", "P01.7").at(goal::INDICATOR.name())];
    };
    let reached = match progress.direction {
        progress::Direction::Higher => actual.value >= target,
        progress::Direction::Lower => actual.value <= target && (!progress.adds_up || goal::DUE.get(goal).is_none_or(|due| context.today >= due)),
    };
    if reached {
        return Vec::new();
    }
    let refusal = Refusal::new("target_not_reached", "P01.7");
    let in_measure = |value| Parameter::measured(value, Some(&progress.unit_kind));
    vec![refusal.with("actual", in_measure(actual.value)).with("target", in_measure(target))]
}

/// A published goal is given up by a review that says why; a draft may simply go.
fn against_dropping(goal: &Record, context: &Context<'_>) -> Vec<Refusal> {
    let says_drop = |record: &Record| {
        goal_review::GOAL.get(record) == Some(goal.id)
            && goal_review::DECISION.get(record).as_deref() == Some("drop")
            && goal_review::REASON.get(record).is_some()
    };
    let reviewed = context.records.of_kind(goal_review::GOAL_REVIEW.name).any(|record| says_drop(record));
    if Status::of(goal) == Status::Draft || reviewed { Vec::new() } else { vec![Refusal::new("drop_review_missing", "P01.7")] }
}

/// The new values of a goal that changes its state. A written reason overrides what is overridable
/// and is kept with the goal.
///
/// # Errors
/// What stands against the change.
pub fn change(goal: &Record, to: Status, override_reason: Option<&str>, context: &Context<'_>) -> Result<FieldValues, Vec<Refusal>> {
    let refusals = allowed(goal, to, context);
    let reason = override_reason.map(str::trim).filter(|reason| !reason.is_empty());
    let overridden = !refusals.is_empty() && reason.is_some() && refusals.iter().all(|refusal| refusal.overridable);
    if !refusals.is_empty() && !overridden {
        return Err(refusals);
    }
    let mut values: FieldValues = vec![(Key::new(goal::STATUS.name()), Some(Choice::write(to.code().to_owned())))];
    if to == Status::Published {
        let kept: Option<Json> = reason.filter(|_| overridden).map(|reason| Prose::write(reason.to_owned()));
        values.push((Key::new(goal::OVERRIDE_REASON.name()), kept));
    }
    Ok(values)
}
