//! From news to decision (P04.2.2.2, P04.A28), how exact a study is, how well the system runs (P04.4).

use flow::{Context, Parameter, Rules, title_of};
use model::{Decimal, Fields, Record};

use super::reports::{joined, lines, title};
use super::{decimal, lists};
use crate::goals::goal;
use crate::goals::rules::reviews::last_review;
use crate::information::{info_review, intel_item, research_project};

/// News from this importance on asks for a review of the goals it touches.
pub const IMPORTANT: i64 = 4;

/// Adds what this file works out.
pub fn register(rules: &mut Rules) {
    rules.measure("information.days_to_decision", |_, item| days_to_decision(item).map(Parameter::Count));
    rules.measure("information.goals_to_review", goals_to_review);
    rules.measure("information.error_margin", |_, study| error_margin(study).map(Parameter::Ratio));
    rules.measure("information.result_change", |context, study| result_change(context, study).map(Parameter::Ratio));
    rules.measure("information.finding_lines", |context, study| lines(findings(context, study)));
    rules.measure("information.matchup_lines", |context, study| lines(matchup(context, study)));
    rules.measure("information.local_lines", |context, study| lines(local_factors(context, study)));
    rules.measure("information.review_score", |_, review| review_score(review).map(Parameter::Number));
    rules.figure("information.mean_days_to_decision", |context| mean_days_to_decision(context).map(Parameter::Number));
}

/// Days from the news to the decision it led to.
pub fn days_to_decision(item: &Record) -> Option<i64> {
    Some((intel_item::DECIDED_ON.get(item)? - intel_item::DATE.get(item)?).num_days())
}

/// Mean over the items that led to a decision.
pub fn mean_days_to_decision(context: &Context<'_>) -> Option<Decimal> {
    let days: Vec<i64> = context.records.of_kind("intel_item").filter_map(|item| days_to_decision(item)).collect();
    Decimal::from_int(days.iter().sum()).over(decimal(days.len())).map(|mean| mean.rounded(1))
}

/// Goals that an important item touches and that were not reviewed since (L08); nothing when there is none.
fn goals_to_review(context: &Context<'_>, item: &Record) -> Option<Parameter> {
    let goals = stale_goals(context, item);
    let named = goals.into_iter().map(|goal| Parameter::Record(goal.id, Box::new(title_of(goal, context))));
    let list: Vec<Parameter> = named.collect();
    (!list.is_empty()).then_some(Parameter::List(list))
}

/// Goals under way whose last review is older than an important item that touches them.
pub fn stale_goals<'a>(context: &'a Context<'_>, item: &Record) -> Vec<&'a Record> {
    let (Some(date), Some(importance)) = (intel_item::DATE.get(item), intel_item::IMPORTANCE.get(item)) else { return Vec::new() };
    if importance < IMPORTANT {
        return Vec::new();
    }
    let under_way = context.records.of_kind("goal").filter(|goal| super::is_one_of(&***goal, goal::STATUS, &["agreed", "published"]));
    let touched = under_way.filter(|goal| lists(item, intel_item::GOALS, goal.id));
    touched.map(|goal| &**goal).filter(|goal| last_review(goal, context).is_none_or(|day| day < date)).collect()
}

/// Half the width of the 95 % interval of a share: 1.96 × √(p(1 − p) / n), with p = 0.5 while the result is unknown (P04.A08).
pub fn error_margin(study: &Record) -> Option<Decimal> {
    let people = research_project::SAMPLE_SIZE.get(study).map(Decimal::to_f64).filter(|people| *people > 0.0)?;
    let share = research_project::RESULT.get(study).map_or(0.5, Decimal::to_f64);
    Decimal::from_f64(1.96 * (share * (1.0 - share) / people).sqrt())
}

/// Result less the result of the wave before, in points.
pub fn result_change(context: &Context<'_>, study: &Record) -> Option<Decimal> {
    let before = context.records.get(research_project::PREVIOUS.get(study)?)?;
    Some(research_project::RESULT.get(study)? - research_project::RESULT.get(&**before)?)
}

/// Findings of a study with where each is used (P04.A11).
fn findings(context: &Context<'_>, study: &Record) -> Vec<String> {
    let rows = research_project::FINDINGS.get(study).unwrap_or_default();
    let line = |row: &model::Object| joined([research_project::FINDING.get(row), title(context, research_project::FINDING_USE.get(row))]);
    rows.iter().map(line).collect()
}

/// Part D: each marketing link with the rival's mark, ours, where to attack and our gap (P04.A04).
fn matchup(context: &Context<'_>, study: &Record) -> Vec<String> {
    let rows = research_project::MATCHUP.get(study).unwrap_or_default();
    let line = |row: &model::Object| {
        let marks = research_project::MATCH_THEIRS.get(row).zip(research_project::MATCH_OURS.get(row));
        let rival = title(context, research_project::MATCH_RIVAL.get(row));
        let marks = marks.map(|(theirs, ours)| format!("{theirs} : {ours}"));
        joined([research_project::MATCH_LINK.get(row), rival, marks, research_project::MATCH_ATTACK.get(row), research_project::MATCH_GAP.get(row)])
    };
    rows.iter().map(line).collect()
}

/// Part F: region by region (P04.A06).
fn local_factors(context: &Context<'_>, study: &Record) -> Vec<String> {
    let rows = research_project::LOCAL_FACTORS.get(study).unwrap_or_default();
    let line = |row: &model::Object| joined([title(context, research_project::LOCAL_REGION.get(row)), research_project::LOCAL_NOTE.get(row)]);
    rows.iter().map(line).collect()
}

/// Mean of the four marks; nothing before all are given (P04.4).
pub fn review_score(review: &(impl Fields + ?Sized)) -> Option<Decimal> {
    let handles = [info_review::EXACTNESS, info_review::TIMELINESS, info_review::COMPLETENESS, info_review::USEFULNESS];
    let marks: Vec<i64> = handles.into_iter().filter_map(|handle| handle.get(review)).collect();
    (marks.len() == 4).then(|| Decimal::from_int(marks.iter().sum()).over(Decimal::from_int(4))).flatten()
}
