//! From the questions before an online platform to a goal and a budget line (P01.A12).

use chrono::Datelike;
use flow::{Context, FieldValues};
use model::{Choice, DateField, FieldType, Json, Key, Line, Link, MoneyField, Number, Record, Score};

use super::gates::Refusal;
use crate::goals::{goal, platform_brief, target_customer};
use crate::plan::{budget_line, resource};

/// What a brief becomes; nothing is stored until it is accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct PlatformProposal {
    /// Fields of the goal.
    pub goal: FieldValues,
    /// Fields of the budget line; its `goal` is set once the goal has an id.
    pub budget_line: FieldValues,
    /// Fields of the resource line that sets the budget against the goal.
    pub resource: FieldValues,
}

/// Questions of the brief that are still open.
pub fn open_questions(brief: &Record) -> Vec<&'static str> {
    let filled = |name: &str| brief.fields.get(name).is_some_and(|json| !json.is_null() && json.as_str() != Some(""));
    let asked = [
        platform_brief::AIM.name(),
        platform_brief::AUDIENCE.name(),
        platform_brief::AUDIENCE_WHERE.name(),
        platform_brief::MARKET_SIZE.name(),
        platform_brief::RIVALS.name(),
        platform_brief::BUDGET.name(),
    ];
    asked.into_iter().filter(|name| !filled(name)).collect()
}

/// The kind of goal that an aim speaks of; traffic, which every platform needs first, unless it says more.
fn kind_of(aim: &str) -> &'static str {
    const WORDS: [(&str, &[&str]); 4] = [
        ("sales", &["销售", "成交", "营收", "sales", "revenue", "turnover"]),
        ("new_customers", &["会员", "新客", "客户数", "members", "customers", "subscribers"]),
        ("awareness", &["知名度", "awareness"]),
        ("satisfaction", &["满意度", "satisfaction"]),
    ];
    let aim = aim.to_lowercase();
    WORDS.iter().find(|(_, words)| words.iter().any(|word| aim.contains(word))).map_or("traffic", |(kind, _)| kind)
}

/// Makes a goal and a budget line of a brief. A target customer of the same name is linked.
///
/// # Errors
/// The questions still open.
pub fn from_brief(brief: &Record, context: &Context<'_>) -> Result<PlatformProposal, Vec<Refusal>> {
    let open: Vec<Refusal> = open_questions(brief).into_iter().map(|name| Refusal::new("question_open", "P01.3").on(brief.id).at(name)).collect();
    let (Some(aim), Some(audience), Some(budget), true) =
        (platform_brief::AIM.get(brief), platform_brief::AUDIENCE.get(brief), platform_brief::BUDGET.get(brief), open.is_empty())
    else {
        return Err(open);
    };
    let said = super::statement::read(&aim, context.today);
    let known = context
        .records
        .of_kind(target_customer::TARGET_CUSTOMER.name)
        .find(|record| target_customer::NAME.get(&***record).as_ref() == Some(&audience));
    let value = |name: &str, json: Json| (Key::new(name), Some(json));
    let mut fields: FieldValues = vec![
        value(goal::STATEMENT.name(), Line::write(aim.clone())),
        value(goal::GOAL_KIND.name(), Choice::write(kind_of(&aim).to_owned())),
        value(goal::STATUS.name(), Choice::write("draft".to_owned())),
        value(goal::SUBJECT_KIND.name(), Choice::write("channel".to_owned())),
        value(goal::TARGET_MARKET.name(), Line::write(platform_brief::AUDIENCE_WHERE.get(brief).unwrap_or(audience))),
        value(goal::START.name(), DateField::write(context.today)),
    ];
    fields.extend(known.map(|record| value(goal::TARGET_CUSTOMER.name(), Link::write(record.id))));
    fields.extend(said.suggestions().into_iter().map(|(key, json)| (key, Some(json))));
    let year = said.due.unwrap_or(context.today).year();
    let budget_line = vec![
        value(budget_line::NAME.name(), Line::write(aim.chars().take(80).collect())),
        value(budget_line::YEAR.name(), Score::write(i64::from(year))),
        value(budget_line::AMOUNT.name(), MoneyField::write(budget)),
    ];
    let resource = vec![
        value(resource::NAME.name(), Line::write(aim)),
        value(resource::RESOURCE_KIND.name(), Choice::write("money".to_owned())),
        value(resource::NEEDED.name(), Number::write(budget.major())),
        value(resource::AVAILABLE.name(), Number::write(budget.major())),
    ];
    Ok(PlatformProposal { goal: fields, budget_line, resource })
}
