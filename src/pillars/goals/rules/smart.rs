//! The SMART check: each letter pass, open or fail, with reasons (P01.3, decisions.md 14).
//! Present but broken or vague fails; target or due missing fails; a missing link is open.

use flow::{Context, Parameter};
use model::Order as _;
use model::{Date, Decimal, Id, Key, Record};

use super::resources::{self, Fit};
use super::statement::{self, Part, Statement, Unit};
use super::{charter, levels, setting, words};
use crate::goals::goal;
use crate::performance::indicator;
use crate::workspace::workspace;

/// How a letter, or one reason, stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Holds.
    Pass,
    /// Something is not filled in yet.
    Open,
    /// Broken, vague, or without what no goal can do without.
    Fail,
}

impl Verdict {
    /// Stable code, also the last part of the label's key `ui.goals.verdict.<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Open => "open",
            Self::Fail => "fail",
        }
    }
}

/// The five letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Letter {
    /// 具体.
    Specific,
    /// 可测量.
    Measurable,
    /// 可达成.
    Attainable,
    /// 相关.
    Relevant,
    /// 时限.
    Timely,
}

impl Letter {
    /// All five in order.
    pub const ALL: [Self; 5] = [Self::Specific, Self::Measurable, Self::Attainable, Self::Relevant, Self::Timely];

    /// Stable code, also the last part of the label's key `ui.goals.letter.<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Specific => "s",
            Self::Measurable => "m",
            Self::Attainable => "a",
            Self::Relevant => "r",
            Self::Timely => "t",
        }
    }

    /// Row of the method where it is worked on.
    pub fn row(self) -> &'static str {
        match self {
            Self::Specific => "P01.3.1",
            Self::Measurable => "P01.3.2",
            Self::Attainable => "P01.3.3",
            Self::Relevant => "P01.3.4",
            Self::Timely => "P01.3.5",
        }
    }
}

/// One thing that speaks for or against a letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Stable code.
    pub code: &'static str,
    /// Evidence for a pass, or why it is open or fails.
    pub verdict: Verdict,
    /// The field where it is mended.
    pub field: Option<Key>,
    /// The indicator whose field that is; none where it is the goal's own.
    pub indicator: Option<Id>,
    /// Values for the text.
    pub parameters: Vec<(String, Parameter)>,
}

impl Reason {
    /// Key of the text, which says what to do or what was found.
    pub fn key(&self) -> String {
        format!("ui.goals.reason.{}", self.code)
    }

    fn new(verdict: Verdict, code: &'static str) -> Self {
        Self { code, verdict, field: None, indicator: None, parameters: Vec::new() }
    }

    fn pass(code: &'static str) -> Self {
        Self::new(Verdict::Pass, code)
    }

    fn open(code: &'static str) -> Self {
        Self::new(Verdict::Open, code)
    }

    fn fail(code: &'static str) -> Self {
        Self::new(Verdict::Fail, code)
    }

    fn at(mut self, field: &str) -> Self {
        self.field = Some(Key::new(field));
        self
    }

    fn with(mut self, name: &str, value: Parameter) -> Self {
        self.parameters.push((name.to_owned(), value));
        self
    }
}

/// One letter with its reasons, the worst first.
#[derive(Clone, Debug, PartialEq)]
pub struct LetterResult {
    /// Which letter.
    pub letter: Letter,
    /// The worst of its reasons.
    pub verdict: Verdict,
    /// At least one.
    pub reasons: Vec<Reason>,
}

impl LetterResult {
    fn of(letter: Letter, mut reasons: Vec<Reason>) -> Self {
        reasons.order_by_key(|reason| std::cmp::Reverse(reason.verdict));
        let verdict = reasons.first().map_or(Verdict::Open, |reason| reason.verdict);
        Self { letter, verdict, reasons }
    }

    /// What keeps it from passing.
    pub fn obstacles(&self) -> impl Iterator<Item = &Reason> {
        self.reasons.iter().filter(|reason| reason.verdict != Verdict::Pass)
    }
}

/// The five letters of a goal.
#[derive(Clone, Debug, PartialEq)]
pub struct Smart {
    /// In order S M A R T.
    pub letters: [LetterResult; 5],
}

impl Smart {
    /// One letter.
    pub fn letter(&self, letter: Letter) -> &LetterResult {
        &self.letters[letter as usize]
    }

    /// All five pass.
    pub fn passes(&self) -> bool {
        self.letters.iter().all(|result| result.verdict == Verdict::Pass)
    }

    /// The letters that do not pass.
    pub fn failing(&self) -> impl Iterator<Item = &LetterResult> {
        self.letters.iter().filter(|result| result.verdict != Verdict::Pass)
    }
}

fn smart(of: impl Fn(Letter) -> Vec<Reason>) -> Smart {
    Smart { letters: Letter::ALL.map(|letter| LetterResult::of(letter, of(letter))) }
}

/// Judges a goal by its fields; the statement's own words help where a field is empty.
pub fn check(goal: &Record, context: &Context<'_>) -> Smart {
    let text = goal::STATEMENT.get(goal).unwrap_or_default();
    let said = statement::read(&text, context.today);
    smart(|letter| match letter {
        Letter::Specific => specific(goal, &text, &said),
        Letter::Measurable => measurable(goal, &said, context),
        Letter::Attainable => attainable(goal, context),
        Letter::Relevant => relevant(goal, context),
        Letter::Timely => timely(goal, &said, context),
    })
}

fn specific(goal: &Record, text: &str, said: &Statement) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if text.trim().is_empty() {
        return vec![Reason::fail("statement_missing").at("statement")];
    }
    let vague: Vec<Parameter> = words::lint(text).into_iter().map(|vague| Parameter::Text(vague.word)).collect();
    let has_number = said.has_amount() || goal::TARGET.get(goal).is_some();
    if has_number {
        reasons.push(Reason::pass("number_named"));
    } else if vague.is_empty() {
        reasons.push(Reason::open("number_missing").at("statement"));
    } else {
        reasons.push(Reason::fail("vague").at("statement").with("words", Parameter::List(vague)));
    }
    match goal::SUBJECT.get(goal).or_else(|| said.subject.clone()) {
        Some(subject) => reasons.push(Reason::pass("subject_named").with("subject", Parameter::Text(subject))),
        None => reasons.push(Reason::open("subject_missing").at("subject")),
    }
    reasons
}

fn measurable(goal: &Record, said: &Statement, context: &Context<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let measure = goal::INDICATOR.get(goal).and_then(|id| context.records.get(id));
    let (baseline, target) = (goal::BASELINE.get(goal), goal::TARGET.get(goal));
    let mode = goal::CHANGE_MODE.get(goal);
    match target {
        Some(target) => {
            let unit_kind = measure.and_then(|measure| indicator::UNIT_KIND.get(&**measure));
            reasons.push(Reason::pass("target_named").with("target", Parameter::measured(target, unit_kind.as_deref())));
            if let Some(level) = other_level(target, said) {
                let [said, target] = [level, target].map(|value| Parameter::measured(value, unit_kind.as_deref()));
                reasons.push(Reason::open("level_differs").at("target").with("said", said).with("target", target));
            }
        }
        // The sentence holds it: taking it over is one step, so nothing is missing in the thought.
        None if said.level().is_some() || said.change().is_some() => reasons.push(Reason::open("target_only_in_text").at("target")),
        None => reasons.push(Reason::fail("target_missing").at("target")),
    }
    match measure {
        Some(measure) => {
            let named = indicator::NAME.get(&**measure).map_or_else(|| Parameter::key("kind.indicator"), Parameter::Text);
            reasons.push(Reason::pass("indicator_named").with("indicator", named));
            let unit_kind = indicator::UNIT_KIND.get(&**measure);
            let is_ratio = unit_kind.as_deref() == Some("ratio");
            // A ratio needs no unit, and an amount of money has the currency of the workspace.
            if unit_kind.as_deref() == Some("number") && indicator::UNIT.get(&**measure).is_none() {
                reasons.push(Reason { indicator: Some(measure.id), ..Reason::open("unit_missing").at("unit") });
            }
            if is_ratio && mode.as_deref() == Some("absolute") {
                reasons.push(Reason::open("percent_mode_missing").at("change_mode"));
            }
            if let (Some(baseline), Some(target)) = (baseline, target) {
                let lower = indicator::DIRECTION.get(&**measure).as_deref() == Some("lower");
                if (lower && target > baseline) || (!lower && target < baseline) {
                    reasons.push(Reason::fail("direction_conflict").at("target"));
                }
            }
        }
        None => reasons.push(Reason::open("indicator_missing").at("indicator")),
    }
    if baseline.is_none() {
        reasons.push(Reason::open("baseline_missing").at("baseline"));
    }
    match goal::BASELINE_DATE.get(goal) {
        None => reasons.push(Reason::open("baseline_date_missing").at("baseline_date")),
        Some(date) if goal::DUE.get(goal).is_some_and(|due| date >= due) => reasons.push(Reason::fail("baseline_after_due").at("baseline_date")),
        Some(_) => {}
    }
    match (mode.as_deref(), baseline, target) {
        (None, ..) => reasons.push(Reason::open("change_mode_missing").at("change_mode")),
        (Some("relative"), Some(Decimal::ZERO), _) => reasons.push(Reason::fail("relative_to_zero").at("change_mode")),
        (Some(mode), Some(baseline), Some(target)) => reasons.extend(contradiction(mode, baseline, target, said)),
        _ => {}
    }
    let from_measure = |field: model::Handle<model::Line>| measure.and_then(|measure| field.get(&**measure));
    if goal::DATA_SOURCE.get(goal).or_else(|| from_measure(indicator::SOURCE)).is_none() {
        reasons.push(Reason::open("source_missing").at("data_source"));
    }
    if goal::FREQUENCY.get(goal).or_else(|| measure.and_then(|measure| indicator::FREQUENCY.get(&**measure))).is_none() {
        reasons.push(Reason::open("frequency_missing").at("frequency"));
    }
    reasons
}

/// The change as the mode says it: relative growth, points, or the plain difference.
pub fn change_by_mode(mode: &str, baseline: Decimal, target: Decimal) -> Option<Decimal> {
    match mode {
        "relative" => growth(baseline, target),
        _ => Some(target - baseline),
    }
}

/// The level that the sentence names, where it is one and the target is another. A power of ten between them is the unit of
/// the indicator: "500 万人" with a target of 500 and the unit 万人.
fn other_level(target: Decimal, said: &Statement) -> Option<Decimal> {
    let mut levels = said.amounts.iter().filter(|amount| amount.part == Part::Level && !matches!(amount.unit, Unit::Fold | Unit::Points));
    let level = levels.next().filter(|_| levels.next().is_none())?.value;
    let ratio = level.over(target).filter(|ratio| *ratio > Decimal::ZERO);
    let close = |power: Decimal| {
        ratio.is_some_and(|ratio| ratio.over(power).is_some_and(|rest| (rest - Decimal::from_int(1)).abs() <= Decimal::from_millionths(5_000)))
    };
    let powers = [1, 100, 1_000, 10_000, 1_000_000, 100_000_000].map(Decimal::from_int);
    (!powers.into_iter().any(close)).then_some(level)
}

/// "提高 30%" with 30 % → 39 % is a relative change of 30 %, but 9 points: sentence and fields must
/// say the same.
fn contradiction(mode: &str, baseline: Decimal, target: Decimal, said: &Statement) -> Option<Reason> {
    let goals_own: Vec<_> = said.amounts.iter().filter(|amount| amount.part != Part::Means).collect();
    let [only] = goals_own.as_slice() else { return None };
    if only.part != Part::Change || !matches!(only.unit, Unit::Percent | Unit::Points) || mode == "absolute" {
        return None;
    }
    let change = change_by_mode(mode, baseline, target)?.abs();
    let slack = Decimal::from_millionths(5_000);
    ((change - only.value.abs()).abs() > slack).then(|| {
        let reason = Reason::open("sentence_differs").at("change_mode");
        reason.with("said", Parameter::Ratio(only.value)).with("change", Parameter::Ratio(change))
    })
}

/// Relative change from `from` to `to`; none when there is nothing to relate to.
pub fn growth(from: Decimal, to: Decimal) -> Option<Decimal> {
    (to - from).over(from.abs())
}

/// What the goal asks of growth beside what was reached before (P01.3.3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GrowthComparison {
    /// From baseline to target, relative.
    pub required: Decimal,
    /// Reached before.
    pub historic: Option<Decimal>,
    /// The workspace's multiple, 2 by default.
    pub multiple: Decimal,
    /// Above multiple × historic: a written reason is needed.
    pub needs_reason: bool,
}

/// Compares required with historic growth; none without baseline and target.
pub fn compare_growth(goal: &Record, context: &Context<'_>) -> Option<GrowthComparison> {
    let required = growth(goal::BASELINE.get(goal)?, goal::TARGET.get(goal)?)?;
    let historic = goal::HISTORIC_GROWTH.get(goal);
    let multiple = setting(context.records, workspace::GROWTH_MULTIPLE, Decimal::from_int(2));
    // A falling target is compared by size: cutting costs by 30 % after cuts of 10 %.
    let needs_reason = historic.is_some_and(|historic| {
        let same_way = historic.millionths().signum() * required.millionths().signum() >= 0;
        let reached = if same_way { historic.abs() } else { Decimal::ZERO };
        required.abs() > reached.times(multiple)
    });
    Some(GrowthComparison { required, historic, multiple, needs_reason })
}

fn attainable(goal: &Record, context: &Context<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let written = goal::ATTAINABLE_REASON.get(goal).is_some();
    match compare_growth(goal, context) {
        None => reasons.push(Reason::open("growth_unknown").at("baseline")),
        Some(growth) => {
            let required = |reason: Reason| reason.with("required", Parameter::Ratio(growth.required));
            match growth.historic {
                // What was never done before has no history; then a reason in words stands in for it.
                None if written => reasons.push(required(Reason::pass("growth_reasoned"))),
                None => reasons.push(required(Reason::open("historic_growth_missing").at("historic_growth"))),
                Some(historic) => {
                    let compared = |reason: Reason| {
                        required(reason).with("historic", Parameter::Ratio(historic)).with("multiple", Parameter::Number(growth.multiple))
                    };
                    reasons.push(match (growth.needs_reason, written) {
                        (true, false) => compared(Reason::fail("growth_too_high").at("attainable_reason")),
                        (true, true) => compared(Reason::pass("growth_reasoned")),
                        (false, _) => compared(Reason::pass("growth_plausible")),
                    });
                }
            }
        }
    }
    let verdict = resources::verdict(goal.id, context);
    reasons.push(match verdict.fit {
        Fit::Fits => Reason::pass("resources_fit"),
        Fit::FitsWithAction => Reason::pass("resources_fit_with_action"),
        Fit::Unknown => Reason::open("resources_missing"),
        Fit::DoesNotFit => match verdict.gaps.iter().find(|gap| gap.is_open()) {
            Some(gap) => {
                let unit = gap.unit.clone();
                let kind = Parameter::choice("resource", "resource_kind", &gap.kind);
                Reason::fail("resource_gap").with("gap", Parameter::Number(gap.gap)).with("unit", Parameter::Text(unit)).with("resource", kind)
            }
            None => Reason::open("constraint_open"),
        },
    });
    match goal::CONFIDENCE.get(goal) {
        Some(confidence) => reasons.push(Reason::pass("confidence_given").with("confidence", Parameter::Count(confidence))),
        None => reasons.push(Reason::open("confidence_missing").at("confidence")),
    }
    reasons
}

fn relevant(goal: &Record, context: &Context<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let sentence = goal::SERVES.get(goal);
    let parent = levels::parent(goal, context.records);
    if let Some(parent) = &parent {
        reasons.push(Reason::pass("parent_named").with("parent", flow::title_of(parent, context)));
    }
    match sentence {
        Some(sentence) if charter::has_sentence(context.records, &sentence) => {
            reasons.push(Reason::pass("sentence_named").with("sentence", Parameter::Text(sentence)));
        }
        Some(sentence) => reasons.push(Reason::fail("sentence_gone").at("serves").with("sentence", Parameter::Text(sentence))),
        None if parent.is_none() && goal::PARENT.get(goal).is_some() => reasons.push(Reason::fail("parent_gone").at("parent")),
        None if parent.is_none() => reasons.push(Reason::open("link_missing").at("serves")),
        None => {}
    }
    reasons
}

fn timely(goal: &Record, said: &Statement, context: &Context<'_>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let (start, due) = (goal::START.get(goal), goal::DUE.get(goal));
    match (due, said.due) {
        (Some(due), _) => reasons.push(Reason::pass("due_named").with("due", Parameter::Date(due))),
        (None, Some(due)) => reasons.push(Reason::open("due_only_in_text").at("due").with("due", Parameter::Date(due))),
        (None, None) => reasons.push(Reason::fail("due_missing").at("due")),
    }
    if start.is_none() {
        reasons.push(Reason::open("start_missing").at("start"));
    }
    if let (Some(start), Some(due)) = (start, due)
        && due <= start
    {
        reasons.push(Reason::fail("due_before_start").at("due"));
    }
    reasons.extend(milestones(goal, context));
    reasons
}

/// The milestones of a goal in order of date.
pub fn milestones_of(goal: &Record) -> Vec<(Date, Decimal)> {
    let rows = goal::MILESTONES.get(goal).unwrap_or_default();
    let mut milestones: Vec<(Date, Decimal)> =
        rows.iter().filter_map(|row| Some((goal::MILESTONE_DATE.get(row)?, goal::MILESTONE_VALUE.get(row)?))).collect();
    milestones.order_by_key(|(date, _)| *date);
    milestones
}

/// Milestones lie inside the period and lead from the baseline towards the target.
fn milestones(goal: &Record, context: &Context<'_>) -> Option<Reason> {
    let milestones = milestones_of(goal);
    if milestones.is_empty() {
        return None;
    }
    let (start, due) = (goal::START.get(goal), goal::DUE.get(goal));
    let outside = milestones.iter().find(|(date, _)| start.is_some_and(|start| *date < start) || due.is_some_and(|due| *date > due));
    if let Some((date, _)) = outside {
        return Some(Reason::fail("milestone_outside").at("milestones").with("date", Parameter::Date(*date)));
    }
    let target = goal::TARGET.get(goal)?;
    // What adds up starts the period at nothing; a level starts at the baseline.
    let first = if super::progress::adds_up(goal, context) { Some(Decimal::ZERO) } else { goal::BASELINE.get(goal) };
    let rising = first.or(milestones.first().map(|(_, value)| *value))? <= target;
    let mut line: Vec<(Option<Date>, Decimal)> = first.map(|value| (None, value)).into_iter().collect();
    line.extend(milestones.iter().map(|(date, value)| (Some(*date), *value)));
    line.push((due, target));
    let turn = line.windows(2).find(|pair| if rising { pair[1].1 < pair[0].1 } else { pair[1].1 > pair[0].1 });
    Some(match turn {
        None => Reason::pass("milestones_lead").with("count", Parameter::Count(milestones.len() as i64)),
        Some(pair) => {
            let date = pair[0].0.or(pair[1].0).map_or_else(|| Parameter::Text(String::new()), Parameter::Date);
            Reason::fail("milestones_turn").at("milestones").with("date", date)
        }
    })
}

/// Judges a sentence alone, as a person would who sees nothing else.
pub fn judge_text(text: &str, today: Date) -> Smart {
    let said = statement::read(text, today);
    smart(|letter| match letter {
        Letter::Specific => text_specific(&said),
        Letter::Measurable => text_measurable(&said),
        Letter::Attainable => text_attainable(&said),
        Letter::Relevant => match &said.serves {
            Some(words) => vec![Reason::pass("serves_named").with("words", Parameter::text(words))],
            None => vec![Reason::open("link_missing").at("serves")],
        },
        Letter::Timely => match (said.due, &said.after_event) {
            (Some(due), _) => vec![Reason::pass("due_named").with("due", Parameter::Date(due))],
            (None, Some(event)) => vec![Reason::open("event_without_date").at("due").with("words", Parameter::text(event))],
            (None, None) => vec![Reason::fail("due_missing").at("due")],
        },
    })
}

fn text_specific(said: &Statement) -> Vec<Reason> {
    let number = if said.has_amount() {
        Reason::pass("number_named")
    } else if said.vague.is_empty() {
        Reason::open("number_missing").at("statement")
    } else {
        Reason::fail("vague").at("statement").with("words", Parameter::List(said.vague.iter().cloned().map(Parameter::Text).collect()))
    };
    let subject = match &said.subject {
        Some(subject) => Reason::pass("subject_named").with("subject", Parameter::text(subject)),
        None => Reason::open("subject_missing").at("subject"),
    };
    vec![number, subject]
}

fn text_measurable(said: &Statement) -> Vec<Reason> {
    match (said.level(), said.change(), said.from()) {
        (None, None, _) => vec![Reason::fail("target_missing").at("target")],
        // A change alone says nothing until it is known from where.
        (None, Some(_), None) if !said.has_base => vec![Reason::open("base_missing").at("baseline")],
        _ => vec![Reason::pass("target_in_text")],
    }
}

fn text_attainable(said: &Statement) -> Vec<Reason> {
    let beyond = |value: Decimal, limit: i64| value > Decimal::from_int(limit);
    let mut reasons = Vec::new();
    if said.without_means {
        reasons.push(Reason::fail("without_means"));
    }
    for amount in &said.amounts {
        let absurd = match (amount.unit, amount.part) {
            (_, Part::Means) => false,
            (Unit::Percent | Unit::PerMille, Part::Level) => beyond(amount.value, 1),
            (Unit::Percent, Part::Change) => amount.value >= Decimal::from_int(5),
            (Unit::Fold, _) => amount.value >= Decimal::from_int(5),
            _ => false,
        };
        if absurd {
            reasons.push(Reason::fail("out_of_reach").at("target"));
        }
    }
    if let (Some(from), Some(level)) = (said.from(), said.level())
        && from.unit == level.unit
        && level.value.over(from.value).is_some_and(|times| times.abs() >= Decimal::from_int(10))
    {
        reasons.push(Reason::fail("out_of_reach").at("target"));
    }
    reasons.push(match &said.means {
        Some(words) => Reason::pass("means_named").with("words", Parameter::text(words)),
        None => Reason::open("resources_missing"),
    });
    reasons
}
