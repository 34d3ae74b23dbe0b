//! Tabulation of a questionnaire: counts and shares of every option, means of scales, cross tables (P04.2.3.2).

use std::collections::BTreeSet;

use flow::{Context, Parameter, Rules};
use model::{Decimal, Fields, Handle, Line, Record, parse_number};

use super::{counted, decimal, percent, share};
use crate::information::{survey, survey_answer as sheet};

/// Where the answer to question *n* stands.
pub const ANSWERS: [Handle<Line>; 10] = [
    sheet::ANSWER_1,
    sheet::ANSWER_2,
    sheet::ANSWER_3,
    sheet::ANSWER_4,
    sheet::ANSWER_5,
    sheet::ANSWER_6,
    sheet::ANSWER_7,
    sheet::ANSWER_8,
    sheet::ANSWER_9,
    sheet::ANSWER_10,
];
/// Longest scale that is offered step by step.
const LONGEST_SCALE: i64 = 20;

/// A question of a survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub text: String,
    /// `single`, `multi`, `scale` or `text`.
    pub kind: String,
    /// The options in order; the steps of a scale.
    pub options: Vec<String>,
}

/// The counted answers to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// People who answered it.
    pub answered: usize,
    /// Options in order, with how many chose each; answers beside the options come last.
    pub counts: Vec<(String, usize)>,
    /// Mean of a scale.
    pub mean: Option<Decimal>,
}

/// Adds what this file works out.
pub fn register(rules: &mut Rules) {
    rules.measure("information.survey_answers", |context, survey| Some(counted(answers(context, survey))));
    rules.measure("information.survey_sheets", |context, survey| Some(counted(sheets(context, survey).len())));
    rules.measure("information.survey_response", |context, survey| {
        decimal(answers(context, survey)).over(survey::INVITED.get(survey)?).map(Parameter::Ratio)
    });
    rules.measure("information.survey_mean", |context, survey| first_scale(context, survey)?.mean.map(Parameter::Number));
    rules.measure("information.survey_top_share", |context, survey| top_share(&first_scale(context, survey)?).map(Parameter::Ratio));
    rules.measure("information.survey_results", results);
    rules.measure("information.totals_gap", |_, survey| Some(counted(totals_gap(survey))));
    rules.measure("information.unknown_answers", |context, survey| Some(counted(unknown_answers(context, survey))));
}

fn pieces(text: &str) -> Vec<String> {
    text.split(['|', '｜']).map(str::trim).filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
}

/// The questions in the order of the answer fields.
pub fn questions(survey: &Record) -> Vec<Question> {
    let question = |row: &model::Object| {
        let kind = survey::QUESTION_KIND.get(row).unwrap_or_else(|| "text".to_owned());
        let mut options = pieces(&survey::QUESTION_OPTIONS.get(row).unwrap_or_default());
        if kind == "scale" {
            let ends: Vec<i64> = options.iter().filter_map(|end| end.parse().ok()).collect();
            let (low, high) = (ends.iter().min().copied().unwrap_or(1), ends.iter().max().copied().unwrap_or(5));
            options = (low..=high.min(low.saturating_add(LONGEST_SCALE))).map(|step| step.to_string()).collect();
        }
        Question { text: survey::QUESTION_TEXT.get(row).unwrap_or_default(), kind, options }
    };
    survey::QUESTIONS.get(survey).unwrap_or_default().iter().take(ANSWERS.len()).map(question).collect()
}

fn sheets<'a>(context: &'a Context<'_>, survey: &Record) -> Vec<&'a Record> {
    let id = survey.id;
    context.records.of_kind("survey_answer").filter(|found| sheet::SURVEY.get(&***found) == Some(id)).map(|found| &**found).collect()
}

/// How many people answered: counted elsewhere, else the sheets kept here.
pub fn answers(context: &Context<'_>, survey: &Record) -> usize {
    counted_elsewhere(survey).unwrap_or_else(|| sheets(context, survey).len())
}

fn whole(number: Decimal) -> usize {
    usize::try_from(number.millionths() / 1_000_000).unwrap_or(0)
}

fn counted_elsewhere(survey: &Record) -> Option<usize> {
    survey::COUNTED.get(survey).map(whole).filter(|people| *people > 0)
}

/// The options that one sheet chose in question `index`.
fn chosen(sheet: &(impl Fields + ?Sized), question: &Question, index: usize) -> Vec<String> {
    let Some(text) = ANSWERS.get(index).and_then(|handle| handle.get(sheet)) else { return Vec::new() };
    match question.kind.as_str() {
        "multi" => pieces(&text).into_iter().collect::<BTreeSet<_>>().into_iter().collect(),
        "scale" => vec![parse_number(&text).map_or_else(|_| text.trim().to_owned(), |number| number.to_string())],
        _ => vec![text.trim().to_owned()],
    }
}

/// Counts of question `index`: the totals counted elsewhere where there are any, else the sheets.
pub fn tally(context: &Context<'_>, survey: &Record, index: usize) -> Option<Tally> {
    let question = questions(survey).into_iter().nth(index)?;
    let totals = totals(survey, index);
    let (people, answers) = if totals.is_empty() {
        let sheets: Vec<Vec<String>> =
            sheets(context, survey).into_iter().map(|sheet| chosen(sheet, &question, index)).filter(|chosen| !chosen.is_empty()).collect();
        (sheets.len(), sheets.into_iter().flatten().map(|option| (option, 1)).collect())
    } else {
        let sum = totals.iter().map(|(_, count)| count).sum();
        (if question.kind == "multi" { counted_elsewhere(survey).unwrap_or(sum) } else { sum }, totals)
    };
    Some(count_up(&question, people, answers))
}

fn count_up(question: &Question, people: usize, answers: Vec<(String, usize)>) -> Tally {
    let mut counts: Vec<(String, usize)> = question.options.iter().map(|option| (option.clone(), 0)).collect();
    for (option, count) in answers {
        match counts.iter_mut().find(|(known, _)| *known == option) {
            Some((_, sum)) => *sum += count,
            None => counts.push((option, count)),
        }
    }
    let mean = (question.kind == "scale").then(|| mean(&counts)).flatten();
    Tally { answered: people, counts, mean }
}

fn mean(counts: &[(String, usize)]) -> Option<Decimal> {
    let steps: Vec<(Decimal, usize)> = counts.iter().filter_map(|(step, count)| Some((parse_number(step).ok()?, *count))).collect();
    let sum: Decimal = steps.iter().map(|(step, count)| step.times(decimal(*count))).sum();
    sum.over(decimal(steps.iter().map(|(_, count)| count).sum()))
}

/// Counted totals of a question: option and count.
fn totals(survey: &Record, index: usize) -> Vec<(String, usize)> {
    let own = |row: &&model::Object| survey::TOTAL_QUESTION.get(*row).map(whole) == Some(index + 1);
    let rows = survey::TOTALS.get(survey).unwrap_or_default();
    rows.iter().filter(own).filter_map(|row| Some((survey::TOTAL_OPTION.get(row)?, whole(survey::TOTAL_COUNT.get(row)?)))).collect()
}

fn first_scale(context: &Context<'_>, survey: &Record) -> Option<Tally> {
    let index = questions(survey).iter().position(|question| question.kind == "scale")?;
    tally(context, survey, index).filter(|tally| tally.answered > 0)
}

/// Share of the two highest steps of a scale.
pub fn top_share(tally: &Tally) -> Option<Decimal> {
    let steps = tally.counts.iter().filter(|(step, _)| parse_number(step).is_ok());
    let top: usize = steps.rev().take(2).map(|(_, count)| count).sum();
    share(top, tally.answered)
}

/// Share of the two best answers to the first question with a scale.
pub fn best_share(context: &Context<'_>, survey: &Record) -> Option<Decimal> {
    top_share(&first_scale(context, survey)?)
}

/// Sheets that chose an option of one question (rows) and of another (columns). Sheets that leave either open do not count.
pub fn cross_table(context: &Context<'_>, survey: &Record, row: usize, column: usize) -> Vec<(String, Vec<(String, usize)>)> {
    let questions = questions(survey);
    let (Some(down), Some(across)) = (questions.get(row), questions.get(column)) else { return Vec::new() };
    let sheets: Vec<(Vec<String>, Vec<String>)> =
        sheets(context, survey).into_iter().map(|sheet| (chosen(sheet, down, row), chosen(sheet, across, column))).collect();
    let cell = |first: &String, second: &String| sheets.iter().filter(|(one, other)| one.contains(first) && other.contains(second)).count();
    let line = |first: &String| (first.clone(), across.options.iter().map(|second| (second.clone(), cell(first, second))).collect());
    down.options.iter().map(line).collect()
}

/// One line a question: its options with count and share, its mean.
fn results(context: &Context<'_>, survey: &Record) -> Option<Parameter> {
    let mut lines = Vec::new();
    for (index, question) in questions(survey).iter().enumerate().filter(|(_, question)| question.kind != "text") {
        let tally = tally(context, survey, index)?;
        let option =
            |(option, count): &(String, usize)| format!("{option}: {count} ({})", percent(share(*count, tally.answered).unwrap_or_default()));
        let mut parts: Vec<String> = tally.counts.iter().map(option).collect();
        parts.extend(tally.mean.map(|mean| format!("→ {}", mean.rounded(2))));
        lines.push(Parameter::Text(format!("{} — {}", question.text, parts.join(" · "))));
    }
    (!lines.is_empty()).then_some(Parameter::List(lines))
}

/// The largest difference between the people counted and the totals of a question with one answer each.
pub fn totals_gap(survey: &Record) -> usize {
    let Some(people) = counted_elsewhere(survey) else { return 0 };
    let gap = |(index, question): (usize, &Question)| {
        let totals = totals(survey, index);
        let sum: usize = totals.iter().map(|(_, count)| count).sum();
        // Not everyone answers every question, and several choices add up to more.
        let one_each = matches!(question.kind.as_str(), "single" | "scale");
        if totals.is_empty() || !one_each { 0 } else { sum.abs_diff(people) }
    };
    questions(survey).iter().enumerate().map(gap).max().unwrap_or(0)
}

/// Answers on the sheets that are none of the options.
pub fn unknown_answers(context: &Context<'_>, survey: &Record) -> usize {
    let sheets = sheets(context, survey);
    let closed = questions(survey).into_iter().enumerate().filter(|(_, question)| question.kind != "text" && !question.options.is_empty());
    closed
        .map(|(index, question)| {
            sheets.iter().flat_map(|sheet| chosen(*sheet, &question, index)).filter(|found| !question.options.contains(found)).count()
        })
        .sum()
}
