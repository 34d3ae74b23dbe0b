//! A pillar in the report: the finding as its title, what there is, what is missing, who does what by when.

use flow::{Finding, Parameter};
use io::report::{Block, Cell, Row, Tone};
use pillars::diagnosis::facts;
use pillars::plan::task;
use pillars::report::{Action, Answer, Gap, HIGHEST, Source, actions, grouped};
use ui::lang::{t, t_with};
use views::labels::{choice_label, value_text};
use views::session::parameter_text;

use super::Work;
use super::first::{chosen, day, day_said, figures, inside, noted, plan, seen_today, table, who_said};
use super::options::Audience;
use crate::pages::diagnosis::desk::{level_text, mean_text, pillar_word};

/// Below this level a statement is a gap.
const GAP: f64 = 3.0;
/// So many lines are told of each.
const ACTIONS: usize = 5;
/// So many records are named where the same is lacking in all of them.
const NAMES: usize = 12;
const GOALS: usize = 10;
/// How a sentence begins that speaks of its record first.
const QUOTES: [char; 2] = ['“', '"'];

/// The statement of a pillar that stands lowest, and its level.
fn weakest(work: &Work, pillar: u8) -> Option<(&str, f64)> {
    let levels = &work.snapshots.now.as_ref()?.levels;
    pillars::report::weakest(&work.desk.content.structure, levels, pillar).map(|(item, level)| (item.id.as_str(), level))
}

/// What was found on a pillar, as a sentence.
pub(super) fn finding(work: &Work, pillar: u8) -> String {
    let said = |id: &str| work.desk.content.texts.items.get(id).map(|texts| texts.statement.clone()).unwrap_or_default();
    let open = work.findings.get(&pillar).map_or(0, Vec::len).to_string();
    let levels = || work.desk.content.structure.items.iter().filter(|item| item.pillar == pillar).filter_map(|item| work.level(&item.id));
    let (all, met) = (levels().count().to_string(), levels().filter(|level| *level >= GAP).count().to_string());
    match weakest(work, pillar) {
        Some((id, level)) => {
            let key = if level < GAP { "ui.report.finding_weak" } else { "ui.report.finding_good" };
            t_with(key, &[("n", &all), ("met", &met), ("statement", &said(id)), ("level", &level_text(Some(level)))])
        }
        None if open == "0" => t("ui.report.finding_clean"),
        None => t_with("ui.report.finding_open", &[("n", &open)]),
    }
}

/// What the report says of a pillar.
pub(super) fn chapter(work: &Work, pillar: u8) -> Vec<Block> {
    let title = t_with("ui.report.chapter", &[("n", &pillar.to_string()), ("pillar", &pillar_word(pillar)), ("finding", &finding(work, pillar))]);
    let mut blocks = vec![Block::heading(1, title)];
    blocks.extend(state(work, pillar));
    // What is to be done stands beside what was found; the long lists go on over the pages behind it.
    blocks.extend(doing(work, pillar));
    blocks.extend(figures(work, pillar));
    blocks.extend(artefact(work, pillar));
    blocks.extend(gaps(work, pillar));
    blocks
}

/// Where it stands, in one line; what one sees at its weakest place, and the step that mends just that.
fn state(work: &Work, pillar: u8) -> Vec<Block> {
    let mut parts = Vec::new();
    if let Some(mean) = work.mean(pillar) {
        parts.push(t_with("ui.report.level_of", &[("level", &mean_text(Some(mean)))]));
    }
    if let Some(state) = work.desk.session.state(&format!("P{pillar:02}")) {
        parts.push(t_with("ui.report.steps", &[("done", &state.done().to_string()), ("of", &state.applicable().to_string())]));
    }
    let open = work.findings.get(&pillar).map_or(0, Vec::len);
    parts.push(t_with("ui.report.open_points", &[("n", &open.to_string())]));
    let mut blocks = vec![Block::toned(parts.join(" · "), Tone::Note)];
    if let Some((id, level)) = weakest(work, pillar)
        && let Some(said) = work.desk.content.texts.items.get(id)
    {
        let seen = |level: f64| said.levels.get(level.floor() as usize).map(|seen| inside(seen)).unwrap_or_default();
        let answer = work.plan.of(id);
        let plan = answer.map(|answer| plan(work, answer)).unwrap_or_default();
        // Below the gap its initiative is the step; above it the next level is.
        let step = if level < GAP {
            let key = if is_done(work, id) { "ui.report.step_done" } else { "ui.report.step" };
            Some(t_with(key, &[("initiative", inside(&said.initiative)), ("plan", &plan)]))
        } else {
            (level < HIGHEST).then(|| t_with("ui.report.higher", &[("seen", seen(level + 1.0)), ("plan", &plan)]))
        };
        // The stock words of a level are no finding: they stand below, told as what they are.
        let is_proved = noted(work, id).is_some();
        let today = seen_today(work, id, level);
        let lead = is_proved.then(|| today.clone());
        let sentences: Vec<String> = lead.into_iter().chain(step).collect();
        let lead = sentences.concat();
        if !lead.is_empty() {
            blocks.push(Block::toned(lead.trim_start().to_owned(), Tone::Lead));
        }
        if !is_proved && !today.is_empty() {
            blocks.push(Block::text(today.trim_end().to_owned()));
        }
        let how = (level < GAP).then(|| t_with("ui.report.how", &[("how", &said.how)]));
        let with = answer.filter(|answer| level < GAP && !answer.with.is_empty()).map(|answer| {
            let texts = &work.desk.content.texts.items;
            let dated = |id: &String| {
                let initiative = inside(&texts.get(id)?.initiative);
                let Some(own) = work.plan.of(id) else { return Some(initiative.to_owned()) };
                let date = views::labels::date_text(own.due.value());
                Some(t_with("ui.report.with_date", &[("initiative", initiative), ("date", &date)]))
            };
            let names: Vec<String> = answer.with.iter().filter_map(dated).collect();
            t_with("ui.report.with", &[("initiatives", &names.join(&t("ui.format.list_separator")))])
        });
        let more = how.into_iter().chain(with).chain(answer.map(|answer| chosen(work, answer))).filter(|text| !text.is_empty());
        let after = |before: String, next: String| t_with("ui.report.two_sentences", &[("before", &before), ("next", &next)]);
        if let Some(text) = more.reduce(after) {
            blocks.push(Block::text(text));
        }
    }
    blocks
}

/// Whether the records say that the initiative of a statement has been carried out: what they count of it lacks nothing, and
/// nobody wrote down what is still missing.
fn is_done(work: &Work, statement: &str) -> bool {
    let structure = &work.desk.content.structure;
    let Some(item) = structure.statement(statement).filter(|item| !item.facts.is_empty()) else { return false };
    let session = &work.desk.session;
    let lacks_nothing = |id: &String| {
        let Some(fact) = structure.facts.iter().find(|fact| fact.id == *id) else { return false };
        let all = session.contents.get();
        let contents: Vec<&flow::PillarContent> = all.values().map(|content| &content.structure).collect();
        session.evaluated(None, |evaluator| facts::count(fact, evaluator, &contents)).is_some_and(|(lacking, _)| lacking == 0)
    };
    noted(work, statement).is_none() && item.facts.iter().all(lacks_nothing)
}

/// The next step of a pillar as cells.
pub(super) struct Next {
    pub(super) title: String,
    pub(super) owner: String,
    pub(super) due: Cell,
}

/// What mends the finding of a pillar, or raises it.
pub(super) fn next_answer(work: &Work, pillar: u8) -> Option<&Answer> {
    let (id, _) = weakest(work, pillar).filter(|(_, level)| *level < HIGHEST)?;
    work.plan.of(id)
}

/// The step that mends the finding of a pillar, or raises it; without levels its first open work.
pub(super) fn next_step(work: &Work, pillar: u8) -> Next {
    if let Some(answer) = next_answer(work, pillar) {
        return Next { title: suggestion(work, &answer.statement), owner: who_said(work, answer.owner), due: day_said(Some(answer.due)) };
    }
    let missing = || ui::format::missing().to_owned();
    match actions_of(work, pillar).first() {
        Some(action) => Next { title: action_title(work, action), owner: who_said(work, action.owner), due: day_said(action.due) },
        None => Next { title: missing(), owner: missing(), due: day(None) },
    }
}

/// What there is: the goals themselves, or the pictures that say most about a pillar.
fn artefact(work: &Work, pillar: u8) -> Vec<Block> {
    let mut blocks = vec![Block::heading(2, t("ui.report.artefact"))];
    if pillar == 1 {
        blocks.extend(goals(work));
    } else {
        // What single employees lack is for those who work with them.
        let is_shown = |view: &&&str| work.options.audience == Audience::Project || **view != super::parts::OF_PEOPLE;
        blocks.extend(super::parts::views_of(pillar).iter().filter(is_shown).map(|view| Block::Part { part: format!("{pillar}:{view}") }));
    }
    blocks
}

fn goals(work: &Work) -> Vec<Block> {
    let session = &work.desk.session;
    let (records, registry, currency) = (session.records(), session.registry(), session.currency.get());
    let Some(kind) = session.kind("goal") else { return Vec::new() };
    let word = |record: &model::Record, field: &str| {
        let found =
            kind.field(field).map(|def| value_text(&records, &registry, &currency, kind, def, model::Fields::field(record, field), Some(record)));
        found.filter(|text| !text.is_empty()).unwrap_or_else(|| ui::format::missing().to_owned())
    };
    let status = |record: &model::Record| model::Fields::field(record, "status").and_then(|json| json.as_str()).unwrap_or_default().to_owned();
    let level = |record: &model::Record| model::Fields::field(record, "level").and_then(|json| json.as_str()).unwrap_or_default() != "company";
    let mut goals: Vec<_> = session.all("goal");
    goals.retain(|record| status(record) != "dropped");
    model::Order::order_by_key(goals.as_mut_slice(), |record| (level(record), record.id));
    let count = goals.len();
    if goals.is_empty() {
        return vec![Block::text(t("ui.doc.no_goals"))];
    }
    let row = |record: &std::sync::Arc<model::Record>| {
        let due = model::Fields::field(&**record, "due").and_then(|json| json.as_str()?.parse().ok());
        let change = t_with("ui.doc.from_to", &[("from", &word(record, "baseline")), ("to", &word(record, "target"))]);
        Row::of(vec![
            Cell::text(word(record, "statement")),
            Cell::text(change),
            day(due),
            Cell::text(word(record, "owner")),
            Cell::text(word(record, "status")),
        ])
    };
    let rows = goals.iter().take(GOALS).map(row).collect();
    let heads = ["kind.goal", "ui.doc.from_to_head", "field.goal.due", "field.goal.owner", "field.goal.status"];
    let mut blocks = vec![table(String::new(), &heads, rows)];
    if count > GOALS {
        blocks.push(Block::toned(t_with("ui.table.more", &[("n", &(count - GOALS).to_string())]), Tone::Note));
    }
    blocks
}

/// What is missing: the statements below level 3, then, for whoever works with it, the open points by what is lacking.
fn gaps(work: &Work, pillar: u8) -> Vec<Block> {
    let texts = &work.desk.content.texts;
    let levels = work.snapshots.now.as_ref().map(|now| &now.levels);
    let mut low: Vec<(String, f64)> = work
        .desk
        .content
        .structure
        .items
        .iter()
        .filter(|item| item.pillar == pillar)
        .filter_map(|item| Some((item.id.clone(), levels?.get(&item.id).copied()?)))
        .filter(|(_, level)| *level < GAP)
        .collect();
    model::Order::order_by(low.as_mut_slice(), |one, other| one.1.total_cmp(&other.1));
    let low: Vec<String> = low
        .iter()
        .filter_map(|(id, level)| {
            let said = texts.items.get(id)?;
            Some(t_with("ui.report.gap", &[("statement", inside(&said.statement)), ("level", &level_text(Some(*level)))]))
        })
        .collect();
    let findings = work.findings.get(&pillar).map(Vec::as_slice).unwrap_or_default();
    let is_told = work.options.is_whole() || levels.is_none();
    let open: Vec<String> = if is_told { grouped(findings.iter()).iter().map(|gap| gap_text(work, gap)).collect() } else { Vec::new() };
    let mut blocks = vec![Block::heading(2, t("ui.report.gaps"))];
    if low.is_empty() && open.is_empty() {
        blocks.push(Block::text(t("ui.report.no_gaps")));
    }
    let mut part = |about: String, items: Vec<String>| {
        if !items.is_empty() {
            blocks.push(Block::toned(about, Tone::Note));
            blocks.push(Block::List { ordered: false, items });
        }
    };
    part(t("ui.report.gaps_low"), low);
    part(t_with("ui.report.gaps_open", &[("n", &findings.len().to_string())]), open);
    blocks
}

/// What is lacking, in one sentence that names every record where it is.
fn gap_text(work: &Work, gap: &Gap) -> String {
    let session = &work.desk.session;
    let Some((first, others)) = gap.findings.split_first() else { return String::new() };
    let sentence = session.finding_text(first);
    if others.is_empty() {
        return sentence;
    }
    let value = |finding: &Finding, name: &str| finding.parameter(name).map(|value| parameter_text(value, &finding.parameters)).unwrap_or_default();
    let listed = |mut names: Vec<String>, separator: &str| {
        let mut seen = Vec::new();
        names.retain(|name| {
            !name.is_empty() && !seen.contains(name) && {
                seen.push(name.clone());
                true
            }
        });
        let more = names.len() > NAMES;
        names.truncate(NAMES);
        if more { t_with("ui.report.and_more", &[("names", &names.join(separator))]) } else { names.join(separator) }
    };
    let count = gap.findings.len().to_string();
    // Of what differs, only what the sentence names.
    let with = |name: &str, text: &str| {
        let mut changed = first.clone();
        for (known, parameter) in &mut changed.parameters {
            if known == name {
                *parameter = Parameter::Text(text.to_owned());
            }
        }
        session.finding_text(&changed)
    };
    let named: Vec<&String> = gap.differing.iter().filter(|name| with(name, "") != sentence).collect();
    if let [name] = named.as_slice()
        && !sentence.starts_with(QUOTES)
    {
        // One thing differs: all of them stand in the sentence, in quotes of their own where it has some.
        let quoted = sentence.contains(&format!("“{}”", value(first, name)));
        let separator = t(if quoted { "ui.report.quoted_separator" } else { "ui.format.list_separator" });
        let names = listed(gap.findings.iter().map(|finding| value(finding, name)).collect(), &separator);
        return t_with("ui.report.gap_joined", &[("sentence", &with(name, &names)), ("n", &count)]);
    }
    let name_of = |finding: &Finding| match finding.record {
        Some(id) => session.title_of(id),
        None => gap.differing.first().map(|name| value(finding, name)).unwrap_or_default(),
    };
    let own = name_of(first);
    let names = others.iter().map(name_of).filter(|name| *name != own).collect();
    match listed(names, &t("ui.format.list_separator")) {
        names if names.is_empty() => t_with("ui.report.gap_joined", &[("sentence", &sentence), ("n", &count)]),
        names => t_with("ui.report.gap_same", &[("sentence", &sentence), ("n", &count), ("names", &names)]),
    }
}

/// Open work on a pillar.
pub(super) fn actions_of(work: &Work, pillar: u8) -> Vec<Action> {
    let mut found = work.in_context(|context| actions(&work.desk.content.structure, &work.plan, context, pillar));
    // What mends the finding of the pillar stands first.
    let weak = weakest(work, pillar).filter(|(_, level)| *level < GAP).map(|(id, _)| id.to_owned());
    model::Order::order_by_key(found.as_mut_slice(), |action| {
        let of = match &action.source {
            Source::Record(record) => task::INITIATIVE.get(&**record),
            Source::Suggested(id) => Some(id.clone()),
        };
        of.is_none() || of != weak
    });
    found
}

/// What an action is called.
pub(super) fn action_title(work: &Work, action: &Action) -> String {
    match &action.source {
        Source::Record(record) => work.desk.session.title_of(record.id),
        Source::Suggested(id) => suggestion(work, id),
    }
}

/// What would raise a statement: below the gap its initiative, above it the next level.
fn suggestion(work: &Work, statement: &str) -> String {
    let Some(said) = work.desk.content.texts.items.get(statement) else { return String::new() };
    match work.level(statement) {
        Some(level) if level >= GAP => {
            let seen = said.levels.get(level.floor() as usize + 1).map(|seen| inside(seen)).unwrap_or_default();
            t_with("ui.report.reach", &[("seen", seen)])
        }
        _ if is_done(work, statement) => t_with("ui.report.again", &[("initiative", inside(&said.initiative))]),
        _ => inside(&said.initiative).to_owned(),
    }
}

/// The rows of actions; the last column says where each stands.
pub(super) fn action_rows(work: &Work, actions: &[Action]) -> Vec<Row> {
    let state = |action: &Action| match &action.source {
        Source::Suggested(_) => t("ui.report.suggested"),
        Source::Record(_) if action.late => t("ui.chart.overdue"),
        Source::Record(record) if action.status.is_empty() => views::labels::kind_label(&record.kind),
        Source::Record(record) => choice_label(&record.kind, "status", &action.status),
    };
    let row = |action: &Action| {
        let cells =
            [Cell::text(action_title(work, action)), Cell::text(who_said(work, action.owner)), day_said(action.due), Cell::text(state(action))];
        Row::of(cells.to_vec())
    };
    actions.iter().map(row).collect()
}

/// Heads of a table of actions.
pub(super) const ACTION_HEADS: [&str; 4] = ["ui.report.action", "field.task.owner", "field.task.due", "ui.report.state"];

fn doing(work: &Work, pillar: u8) -> Vec<Block> {
    let found = actions_of(work, pillar);
    let mut blocks = vec![Block::heading(2, t("ui.report.actions"))];
    if found.is_empty() {
        blocks.push(Block::text(t("ui.report.no_actions")));
        return blocks;
    }
    let shown = found.get(..ACTIONS.min(found.len())).unwrap_or_default();
    blocks.push(table(String::new(), &ACTION_HEADS, action_rows(work, shown)));
    if found.len() > ACTIONS {
        let key = if work.options.is_whole() { "ui.report.more_actions" } else { "ui.report.more_actions_app" };
        blocks.push(Block::toned(t_with(key, &[("n", &(found.len() - ACTIONS).to_string())]), Tone::Note));
    }
    blocks
}
