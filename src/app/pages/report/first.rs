//! Page 1, which answers "what first": the answer in one sentence, where the company stands, its weak spots, the decisions
//! that follow from them, the next days.

use flow::Parameter;
use io::report::{Block, Cell, Row, Table, Tone, Value};
use model::{Date, Id};
use pillars::customers::opportunity;
use pillars::diagnosis::assessment::{DATED, NAME};
use pillars::diagnosis::assessment_score::NOTE;
use pillars::diagnosis::initiatives::WANTED;
use pillars::diagnosis::{result, scoring};
use pillars::organisation::position;
use pillars::performance::rules::alerts::Level;
use pillars::report::agenda::{Entry, Occasion};
use pillars::report::{Answer, Cost, Decision, Duty, Reason, Said, Values, Whole, costs, decider, decisions, duties, next_days};
use ui::lang::{fill, t, t_with};
use views::labels::date_text;
use views::session::parameter_text;

use super::Work;
use crate::pages::diagnosis::desk::{level_text, mean_text, pillar_word};

/// So many decisions are asked for: more are none.
const DECISIONS: usize = 3;
/// The next days that page 1 tells of, and how many lines they and what is overdue take at most.
const DAYS: i64 = 30;
const LINES: usize = 2;
/// So many duties of the head are told.
const DUTIES: usize = 2;
/// So many figures say what the present state costs.
const COSTS: usize = 3;
/// Reviews often fall on one day; so many of them are told, lest they hide the rest.
const REVIEWS: usize = 1;
/// The pillar whose alerts page 1 counts.
const ALERTS: u8 = 5;

/// A day as a cell.
pub(super) fn day(date: Option<Date>) -> Cell {
    date.map_or_else(|| Cell::text(ui::format::missing()), |date| Cell::of(date_text(date), Value::Date(date.to_string())))
}

/// A level as a cell.
pub(super) fn level(level: Option<f64>) -> Cell {
    match level {
        Some(number) => Cell::of(level_text(Some(number)), Value::Number(level_text(Some(number)))),
        None => Cell::text(ui::format::missing()),
    }
}

/// Who answers for something.
pub(super) fn who(work: &Work, owner: Option<Id>) -> String {
    owner.map_or_else(|| t("ui.actions.no_owner"), |id| work.desk.session.title_of(id))
}

/// A cell's text that says on a line of its own where it is only proposed.
fn marked(text: String, is_proposed: bool) -> String {
    if is_proposed { format!("{text}\n{}", t("ui.report.proposed")) } else { text }
}

/// Who answers for something, marked where that is only proposed.
pub(super) fn who_said(work: &Work, owner: Option<Said<Id>>) -> String {
    marked(who(work, owner.map(Said::value)), owner.is_some_and(Said::is_proposed))
}

/// A day as a cell, marked where it is only proposed.
pub(super) fn day_said(due: Option<Said<Date>>) -> Cell {
    let cell = day(due.map(Said::value));
    Cell { text: marked(cell.text, due.is_some_and(Said::is_proposed)), value: cell.value }
}

/// A table with heads by keys.
pub(super) fn table(caption: String, heads: &[&str], rows: Vec<Row>) -> Block {
    Block::Table(Table { caption, head: heads.iter().map(|key| t(key)).collect(), rows })
}

/// Words inside a sentence: without the full stop of their own.
pub(super) fn inside(text: &str) -> &str {
    text.trim_end_matches(['.', '。'])
}

/// What a rater wrote down as evidence of a statement.
fn noted(work: &Work, statement: &str) -> Option<String> {
    let now = work.snapshots.now.as_ref().map(|now| now.record.id);
    let given = now.map(|id| work.in_context(|context| scoring::answers(context.records, id))).unwrap_or_default();
    let notes = given.get(statement).into_iter().flatten().filter_map(|(_, given)| NOTE.get(&*given.record));
    notes.filter(|note| !note.trim().is_empty()).map(views::mask::veiled).next()
}

/// What is seen today of a statement as a sentence: what a rater wrote down as evidence, else the words of the level that was
/// chosen, told as such. Stock words beside a company's own evidence would be believed less than either.
pub(super) fn seen_today(work: &Work, statement: &str, level: f64) -> String {
    if let Some(note) = noted(work, statement) {
        return t_with("ui.report.seen", &[("seen", inside(&note))]);
    }
    let stock = work.desk.content.texts.items.get(statement).and_then(|said| said.levels.get(level.floor() as usize));
    stock.map(|seen| t_with("ui.report.seen_level", &[("seen", inside(seen))])).unwrap_or_default()
}

/// Who leads an initiative and by when, as a part of a sentence that says what is only proposed.
pub(super) fn plan(work: &Work, answer: &Answer) -> String {
    let person = who(work, answer.owner.map(Said::value));
    let date = date_text(answer.due.value());
    let values = [("person", person.as_str()), ("date", date.as_str())];
    if let (Some(Said::Proposed(_)), Said::Proposed(_)) = (answer.owner, answer.due) {
        return t_with("ui.report.plan.proposed", &values);
    }
    let leader = match answer.owner {
        None => "ui.report.who.nobody",
        Some(Said::Proposed(_)) => "ui.report.who.proposed",
        Some(Said::Set(_)) => "ui.report.who.set",
    };
    let term = match answer.due {
        Said::Proposed(_) => "ui.report.when.proposed",
        Said::Set(due) if due < work.today() => "ui.report.when.late",
        Said::Set(_) => "ui.report.when.set",
    };
    [leader, term].map(|key| t_with(key, &values)).join(&t("ui.report.clause"))
}

/// Why just this person is proposed; empty where nobody is.
pub(super) fn chosen(answer: &Answer) -> String {
    let Some(reason) = answer.reason else { return String::new() };
    let (key, count) = match reason {
        Reason::Step(count) => ("ui.report.chosen.step", count),
        Reason::Pillar(count) => ("ui.report.chosen.pillar", count),
        Reason::Head => ("ui.report.chosen.head", 0),
    };
    t_with(key, &[("n", &count.to_string()), ("pillar", &pillar_word(answer.pillar))])
}

/// Page 1.
pub(super) fn page_one(work: &Work) -> Vec<Block> {
    let money = told_costs(work);
    let decided = work.in_context(|context| decisions(&money, &work.plan.first, context, DECISIONS));
    let mut blocks: Vec<Block> = money_first(work, &decided).into_iter().collect();
    let begin = t(if blocks.is_empty() { "ui.report.begin" } else { "ui.report.begin_system" });
    blocks.push(Block::toned(verdict(work, &begin), Tone::Lead));
    blocks.extend(headline(work));
    blocks.extend(needed_decisions(work, &decided));
    blocks.extend(price(work, &money, &decided));
    blocks.extend(weak_spots(work));
    blocks.extend(coming(work, &decided));
    blocks
}

/// The figures of the chapters that the report has.
pub(super) fn told_costs(work: &Work) -> Vec<Cost> {
    let mut found = work.in_context(costs);
    found.retain(|cost| work.options.pillars.contains(&cost.pillar));
    found
}

/// What is to be decided about money, in one sentence.
fn money_first(work: &Work, decided: &[Decision]) -> Option<Block> {
    let subject = |decision: &Decision| match decision {
        Decision::Money(cost) => Some(cost_text(work, "ui.report.subject", cost)),
        _ => None,
    };
    let subjects: Vec<String> = decided.iter().filter_map(subject).collect();
    let values = [("n", subjects.len().to_string()), ("subjects", subjects.join(&t("ui.format.list_separator")))];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    (!subjects.is_empty()).then(|| Block::toned(t_with("ui.report.money_first", &values), Tone::Lead))
}

/// What to do first, by whom and when, and why: one sentence.
fn verdict(work: &Work, begin: &str) -> String {
    let open: usize = work.findings.values().map(Vec::len).sum();
    let (Some(now), Some(first)) = (&work.snapshots.now, work.plan.first.first()) else {
        return t_with("ui.report.first_assess", &[("n", &open.to_string())]);
    };
    let texts = work.desk.content.texts.items.get(&first.statement);
    let is_lowest = now.levels.values().all(|level| first.level <= *level);
    let rank = match is_lowest {
        _ if first.level >= WANTED => "ui.report.rank.good",
        true => "ui.report.rank.lowest",
        false => "ui.report.rank.low",
    };
    let values = [
        ("initiative", texts.map(|texts| inside(&texts.initiative).to_owned()).unwrap_or_default()),
        ("statement", texts.map(|texts| inside(&texts.statement).to_owned()).unwrap_or_default()),
        ("pillar", pillar_word(first.pillar)),
        ("level", level_text(Some(first.level))),
        ("plan", plan(work, first)),
        ("begin", begin.to_owned()),
        ("rank", t_with(rank, &[("n", &now.levels.len().to_string())])),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    t_with("ui.report.first", &values)
}

fn headline(work: &Work) -> Vec<Block> {
    let (structure, texts) = (&work.desk.content.structure, &work.desk.content.texts);
    let Some(now) = &work.snapshots.now else {
        let open: usize = work.findings.values().map(Vec::len).sum();
        let said = t_with("ui.report.no_assessment", &[("company", &work.desk.company()), ("n", &open.to_string())]);
        return vec![Block::heading(1, said), Block::toned(t("ui.report.no_assessment_about"), Tone::Note)];
    };
    let outcome = result::outcome(structure, &now.levels);
    let given = work.in_context(|context| scoring::answers(context.records, now.record.id));
    let found = outcome.band(structure);
    let band = found.and_then(|band| texts.bands.get(&band.id));
    // A band reaches to where the next one begins.
    let from = found.map(|band| band.from).unwrap_or_default();
    let next = structure.bands.iter().find(|next| next.from > from).map(|next| next.from);
    let reach = match next {
        Some(next) => t_with("ui.report.reach.below", &[("from", &level_text(Some(from))), ("to", &level_text(Some(next)))]),
        None => t_with("ui.report.reach.from", &[("from", &level_text(Some(from)))]),
    };
    let met = now.levels.values().filter(|level| **level >= WANTED).count();
    let headline = band.map(|band| fill(&band.headline, &[("company", &work.desk.company())], false)).unwrap_or_default();
    let values = [
        ("mean", mean_text(outcome.overall)),
        ("band", band.map(|band| band.title.clone()).unwrap_or_default()),
        ("name", NAME.get(&*now.record).unwrap_or_default()),
        ("date", DATED.get(&*now.record).map(date_text).unwrap_or_default()),
        ("n", now.levels.len().to_string()),
        ("raters", scoring::raters(&given).len().to_string()),
        ("proved", scoring::proved(&given).to_string()),
        ("reach", reach),
        ("met", met.to_string()),
        ("open", (now.levels.len() - met).to_string()),
        ("bands", structure.bands.len().to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut lead = t_with("ui.report.standing", &values);
    if let Some(before) = &work.snapshots.before {
        let common = |one: &scoring::Levels, other: &scoring::Levels| result::outcome(structure, &result::shared(one, &[other])).overall;
        if let Some((earlier, later)) = common(&before.levels, &now.levels).zip(common(&now.levels, &before.levels)) {
            let gain = result::gain(earlier, later);
            let way = if gain > 0.0 {
                "up"
            } else if gain < 0.0 {
                "down"
            } else {
                "even"
            };
            let gain = mean_text(Some(gain.abs()));
            let name = NAME.get(&*before.record).unwrap_or_default();
            lead.push_str(&t_with(&format!("ui.report.moved.{way}"), &[("gain", &gain), ("name", &name)]));
        }
    }
    lead.push_str(&t_with(if met < now.levels.len() { "ui.report.met.some" } else { "ui.report.met.all" }, &values));
    let about = format!("{}{}", t_with("ui.report.basis", &values), t_with("ui.report.scale", &values));
    vec![Block::heading(1, headline), Block::toned(lead, Tone::Lead), Block::toned(about, Tone::Note)]
}

fn weak_spots(work: &Work) -> Vec<Block> {
    let texts = &work.desk.content.texts;
    if work.snapshots.now.is_none() {
        // Without levels the pillars with the most open points come first.
        let mut open: Vec<(&u8, usize)> = work.findings.iter().map(|(pillar, findings)| (pillar, findings.len())).collect();
        open.retain(|(pillar, count)| *count > 0 && work.options.pillars.contains(pillar));
        model::Order::order_by_key(open.as_mut_slice(), |(_, count)| std::cmp::Reverse(*count));
        let items: Vec<String> = open
            .iter()
            .take(DECISIONS)
            .map(|(pillar, count)| t_with("ui.report.open_in", &[("pillar", &pillar_word(**pillar)), ("n", &count.to_string())]))
            .collect();
        return if items.is_empty() { Vec::new() } else { vec![Block::heading(2, t("ui.report.weak")), Block::List { ordered: true, items }] };
    }
    let items = work.plan.first.iter().filter_map(|answer| {
        let said = texts.items.get(&answer.statement)?;
        let values = [("statement", inside(&said.statement)), ("pillar", &pillar_word(answer.pillar)), ("level", &level_text(Some(answer.level)))];
        let mut line = t_with("ui.report.weak_spot", &values);
        if let Some(note) = noted(work, &answer.statement) {
            line = t_with("ui.report.two_sentences", &[("before", &line), ("next", &t_with("ui.report.seen", &[("seen", inside(&note))]))]);
        }
        if answer.is_taken() {
            line.push_str(&t_with("ui.report.taken", &[("plan", &plan(work, answer)), ("initiative", inside(&said.initiative))]));
        }
        Some(line)
    });
    let mut blocks = vec![Block::heading(2, t("ui.report.weak")), Block::List { ordered: true, items: items.collect() }];
    if work.plan.equal > 0 {
        let highest = work.plan.first.iter().map(|answer| answer.level).fold(0.0, f64::max);
        let values = [("n", work.plan.equal.to_string()), ("level", level_text(Some(highest)))];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        blocks.push(Block::toned(t_with("ui.report.equal", &values), Tone::Note));
    }
    blocks
}

/// What only the company can decide: who decides it and when, who would do it by when.
fn needed_decisions(work: &Work, found: &[Decision]) -> Vec<Block> {
    let title = if found.len() == DECISIONS { t("ui.report.decisions") } else { t("ui.report.decisions_some") };
    let mut blocks = vec![Block::heading(2, title)];
    if found.is_empty() {
        blocks.push(Block::text(t("ui.report.no_decisions")));
        return blocks;
    }
    blocks.push(table(
        String::new(),
        &["ui.report.to_decide", "ui.report.decider", "field.task.owner", "field.task.due"],
        found.iter().map(|decision| decision_row(work, decision)).collect(),
    ));
    if found.iter().any(|decision| matches!(decision, Decision::Money(_) | Decision::Start(_))) {
        blocks.push(Block::toned(t("ui.report.decisions_about"), Tone::Note));
    }
    blocks
}

fn decision_row(work: &Work, decision: &Decision) -> Row {
    let (what, owner, due) = match decision {
        Decision::Money(cost) => {
            let reason = cost.cause.as_ref().map(|cause| t_with("ui.report.because", &[("cause", &opening(cause))])).unwrap_or_default();
            let about = cost_text(work, "ui.report.stake", cost);
            let what = format!("{}\n{about}{reason}{}", cost_text(work, "ui.report.choice", cost), chapter_of(work, cost));
            let due = cost.owner.map(|owner| Said::Proposed(work.in_context(|context| decider(owner, context)).day));
            (what, cost.owner.map(Said::Set), due)
        }
        Decision::Start(answer) => {
            let texts = &work.desk.content.texts.items;
            let place = work.plan.first.iter().position(|one| one.statement == answer.statement).map_or(0, |place| place + 1);
            let name = texts.get(&answer.statement).map(|said| inside(&said.initiative)).unwrap_or_default();
            let values = [("n", place.to_string()), ("pillar", pillar_word(answer.pillar)), ("level", level_text(Some(answer.level)))];
            let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
            let what = format!("{name}\n{}", t_with("ui.report.at", &values));
            (what, answer.owner, Some(answer.due))
        }
        Decision::Late(entry, days) => {
            let because = t_with("ui.report.why_late", &[("n", &days.to_string())]);
            (format!("{}\n{because}", entry_title(work, entry)), entry.owner.map(Said::Set), Some(Said::Set(entry.day)))
        }
        Decision::Owner(entry) => (format!("{}\n{}", entry_title(work, entry), t("ui.actions.no_owner")), None, Some(Said::Set(entry.day))),
    };
    Row::of(vec![Cell::text(what), Cell::text(decided(work, owner)), Cell::text(who_said(work, owner)), day_said(due)])
}

/// Who decides about the work of a person, and when.
fn decided(work: &Work, owner: Option<Said<Id>>) -> String {
    let Some(owner) = owner else { return t("ui.report.decide.nobody") };
    let found = work.in_context(|context| decider(owner.value(), context));
    let (person, date) = (who(work, Some(found.head)), date_text(found.day));
    match found.meeting {
        Some(meeting) => {
            t_with("ui.report.decide.meeting", &[("person", &person), ("date", &date), ("meeting", &work.desk.session.title_of(meeting))])
        }
        None => t_with("ui.report.decide.by", &[("person", &person), ("date", &date)]),
    }
}

/// Title of what an entry is about.
pub(super) fn entry_title(work: &Work, entry: &Entry) -> String {
    work.desk.session.title_of(entry.record.id)
}

/// The first sentence of a longer text, without its full stop.
fn opening(text: &str) -> String {
    let first = text.split_inclusive(['。', '；', '\n']).next().and_then(|part| part.split(". ").next()).unwrap_or_default();
    views::mask::veiled(inside(first.trim_end_matches(['；', '\n'])).to_owned())
}

/// What a sentence says of values.
fn told_values(work: &Work, key: &str, values: &Values) -> String {
    let all: Vec<(String, Parameter)> = values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let mut texts: Vec<(&str, String)> = values.iter().map(|(name, value)| (*name, parameter_text(value, &all))).collect();
    texts.push(("date", date_text(work.today())));
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    t_with(key, &texts)
}

/// A text about a figure: its subject, what is to be chosen, what is at stake.
fn cost_text(work: &Work, key: &str, cost: &Cost) -> String {
    let key = if key == "ui.report.stake" { key.to_owned() } else { format!("{key}.{}", cost.code) };
    told_values(work, &key, &cost.values)
}

/// The chapter that shows a figure; the short form has none.
fn chapter_of(work: &Work, cost: &Cost) -> String {
    if work.options.short { String::new() } else { t_with("ui.report.cost.chapter", &[("n", &cost.pillar.to_string())]) }
}

/// A figure as a sentence, with what all of its kind come to.
pub(super) fn cost_line(work: &Work, cost: &Cost) -> String {
    let only = if cost.is_only() { ".one" } else { "" };
    let said = told_values(work, &format!("ui.report.cost.{}{only}", cost.code), &cost.values);
    let whole = match cost.whole {
        Some(Whole::Met) => told_values(work, "ui.report.whole.met", &cost.values),
        Some(Whole::Missed) => told_values(work, "ui.report.whole.missed", &cost.values),
        None => String::new(),
    };
    format!("{said}{whole}")
}

/// The figures of a pillar as its chapter tells them: the sentence of page 1, then each record of several.
pub(super) fn figures(work: &Work, pillar: u8) -> Vec<Block> {
    let mut items = Vec::new();
    for cost in told_costs(work).iter().filter(|cost| cost.pillar == pillar) {
        items.push(cost_line(work, cost));
        if !cost.parts.is_empty() {
            let parts: Vec<String> = cost.parts.iter().map(|part| told_values(work, "ui.report.cost.part", part)).collect();
            items.push(t_with("ui.report.cost.each", &[("parts", &parts.join(&t("ui.format.list_separator")))]));
        }
    }
    if items.is_empty() {
        return Vec::new();
    }
    let about = t_with("ui.report.figures", &[("date", &date_text(work.today()))]);
    vec![Block::toned(about, Tone::Note), Block::List { ordered: false, items }]
}

/// What the present state costs beside that which is to be decided: the weightiest figures of the chapters that the report has.
fn price(work: &Work, money: &[Cost], decided: &[Decision]) -> Vec<Block> {
    let is_asked = |cost: &&Cost| {
        decided.iter().any(|decision| matches!(decision, Decision::Money(other) if other.code == cost.code && other.record == cost.record))
    };
    let items: Vec<String> =
        money.iter().filter(|cost| !is_asked(cost)).take(COSTS).map(|cost| format!("{}{}", cost_line(work, cost), chapter_of(work, cost))).collect();
    if items.is_empty() { Vec::new() } else { vec![Block::heading(2, t("ui.report.costs")), Block::List { ordered: false, items }] }
}

/// What the head has to do himself, then the next step of the opportunity that stands still, if that is to be decided about.
fn owed(work: &Work, decided: &[Decision]) -> (Vec<Duty>, Vec<String>) {
    let money = |decision: &Decision| match decision {
        Decision::Money(cost) => cost.owner,
        Decision::Start(answer) => answer.owner.map(Said::value),
        Decision::Late(entry, _) | Decision::Owner(entry) => entry.owner,
    };
    let head = decided.iter().find_map(money).map(|owner| work.in_context(|context| decider(owner, context)).head);
    let mut duties = head.map(|head| work.in_context(|context| duties(head, context, DAYS))).unwrap_or_default();
    duties.truncate(DUTIES);
    let title = |id: Id| work.desk.session.title_of(id);
    let person = who(work, head);
    let mut lines: Vec<String> = duties
        .iter()
        .map(|duty| match (duty.due, position::VACANCY_PLAN.get(&*duty.record)) {
            (Some(due), _) => {
                let kind = views::labels::kind_label(&duty.record.kind);
                t_with("ui.report.next_line", &[("date", &date_text(due)), ("title", &title(duty.record.id)), ("kind", &kind), ("person", &person)])
            }
            (None, plan) => {
                let plan = plan.map(|plan| t_with("ui.report.vacancy_plan", &[("plan", &views::mask::veiled(plan))])).unwrap_or_default();
                t_with("ui.report.vacancy", &[("position", &title(duty.record.id)), ("person", &person), ("plan", &plan)])
            }
        })
        .collect();
    let stuck = decided.iter().find_map(|decision| match decision {
        Decision::Money(cost) => cost.record.and_then(|id| work.in_context(|context| context.records.get(id).cloned())),
        _ => None,
    });
    let next = stuck.as_ref().and_then(|record| Some((record, opportunity::NEXT_STEP.get(&**record).filter(|_| *record.kind == *"opportunity")?)));
    lines.extend(next.map(|(record, step)| {
        let values = [("step", views::mask::veiled(step)), ("record", title(record.id)), ("person", who(work, opportunity::OWNER.get(&**record)))];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        t_with("ui.report.stuck_next", &values)
    }));
    (duties, lines)
}

/// What comes in the next days: the head's own first, at the end the first initiative while it is only proposed; then what is
/// overdue.
fn coming(work: &Work, decided: &[Decision]) -> Vec<Block> {
    let found = work.in_context(|context| next_days(context, DAYS));
    let line = |date: String, title: &str, kind: &str, person: &str| {
        t_with("ui.report.next_line", &[("date", &date), ("title", title), ("kind", kind), ("person", person)])
    };
    let told = |entry: &Entry| line(date_text(entry.day), &entry_title(work, entry), &occasion(entry.occasion), &who(work, entry.owner));
    let mut blocks = vec![Block::heading(2, t_with("ui.report.next", &[("n", &DAYS.to_string())]))];
    let (own, mut items) = owed(work, decided);
    let is_own = |entry: &&Entry| own.iter().any(|duty| duty.record.id == entry.record.id);
    let mut reviews = 0;
    let (shown, left): (Vec<&Entry>, Vec<&Entry>) = found.coming.iter().filter(|entry| !is_own(entry)).partition(|entry| {
        reviews += usize::from(entry.occasion == Occasion::Review);
        entry.occasion != Occasion::Review || reviews <= REVIEWS
    });
    items.extend(shown.iter().take(LINES).map(|entry| told(entry)));
    let end = model::add_days(work.today(), DAYS);
    let first = work.plan.first.first().filter(|first| first.task.is_none() && first.due.value() <= end);
    items.extend(first.map(|first| {
        let initiative = work.desk.content.texts.items.get(&first.statement).map(|said| inside(&said.initiative)).unwrap_or_default();
        line(date_text(first.due.value()), initiative, &t("ui.report.from_page"), &who(work, first.owner.map(Said::value)))
    }));
    if items.is_empty() {
        blocks.push(Block::text(t("ui.report.nothing_next")));
        blocks.extend(overdue(work, &found.overdue, told));
        return blocks;
    }
    blocks.push(Block::List { ordered: false, items });
    let alerts = crate::pages::alerts::current(&work.desk.session);
    let red = alerts.iter().filter(|alert| alert.level == Level::Red).count();
    let left: Vec<&Entry> = shown.into_iter().skip(LINES).chain(left).collect();
    let counts: Vec<String> = Occasion::ALL
        .into_iter()
        .map(|kind| (kind, left.iter().filter(|entry| entry.occasion == kind).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| t_with("ui.report.count_of", &[("kind", &occasion(kind)), ("n", &count.to_string())]))
        .collect();
    let mut notes = Vec::new();
    if !left.is_empty() {
        notes.push(t_with("ui.report.more_next", &[("n", &left.len().to_string()), ("kinds", &counts.join(&t("ui.format.list_separator")))]));
    }
    if work.options.pillars.contains(&ALERTS) && !alerts.is_empty() {
        notes.push(t_with("ui.report.alerts_open", &[("n", &alerts.len().to_string()), ("red", &red.to_string())]));
    }
    if !notes.is_empty() {
        blocks.push(Block::toned(notes.concat(), Tone::Note));
    }
    blocks.extend(overdue(work, &found.overdue, told));
    blocks
}

/// What is overdue: to be tidied up beside the rest.
fn overdue(work: &Work, entries: &[Entry], told: impl Fn(&Entry) -> String) -> Vec<Block> {
    let Some(oldest) = entries.first() else { return Vec::new() };
    let (count, days) = (entries.len().to_string(), (work.today() - oldest.day).num_days().to_string());
    // How much of the work is done says what the overdue part means.
    let costs = work.in_context(costs);
    let share = costs.iter().filter(|cost| cost.code == "work").flat_map(|cost| &cost.values).find(|(name, _)| *name == "share");
    let done = share.map(|(_, share)| t_with("ui.report.tasks_done", &[("share", &parameter_text(share, &[]))])).unwrap_or_default();
    let mut items: Vec<String> = entries.iter().take(LINES).map(told).collect();
    if entries.len() > LINES {
        items.push(t_with("ui.report.more_overdue", &[("n", &(entries.len() - LINES).to_string())]));
    }
    vec![Block::heading(2, t_with("ui.report.overdue", &[("n", &count), ("days", &days), ("done", &done)])), Block::List { ordered: false, items }]
}

/// Name of a kind of entry.
fn occasion(occasion: Occasion) -> String {
    t(&format!("ui.agenda.{}", occasion.code()))
}
