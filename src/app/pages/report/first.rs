//! Page 1, which answers "what first": the answer in one sentence, where the company stands, its weak spots, the decisions
//! that follow from them, the next days.

use flow::Parameter;
use io::report::{Block, Cell, Row, Table, Tone, Value};
use model::{Date, Id};
use pillars::diagnosis::assessment::{DATED, NAME};
use pillars::diagnosis::assessment_score::NOTE;
use pillars::diagnosis::initiatives::WANTED;
use pillars::diagnosis::{result, scoring};
use pillars::performance::rules::alerts::Level;
use pillars::report::agenda::{Entry, Occasion};
use pillars::report::{Answer, Decision, Reason, Said, costs, decider, decisions, next_days};
use ui::lang::{fill, t, t_with};
use views::labels::date_text;
use views::session::parameter_text;

use super::Work;
use crate::pages::diagnosis::desk::{level_text, mean_text, pillar_word};

/// So many decisions are asked for: more are none.
const DECISIONS: usize = 3;
/// The next days that page 1 tells of, and how many lines they and what is overdue take at most.
const DAYS: i64 = 30;
const LINES: usize = 3;
/// So many figures say what the present state costs.
const COSTS: usize = 5;
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

/// What is seen today of a statement: what a rater wrote down as evidence, else what one sees at this level. Stock words
/// beside a company's own evidence would be believed less than either.
pub(super) fn seen_today(work: &Work, statement: &str, level: f64) -> String {
    let now = work.snapshots.now.as_ref().map(|now| now.record.id);
    let given = now.map(|id| work.in_context(|context| scoring::answers(context.records, id))).unwrap_or_default();
    let notes = given.get(statement).into_iter().flatten().filter_map(|(_, given)| NOTE.get(&*given.record));
    let noted = notes.filter(|note| !note.trim().is_empty()).map(views::mask::veiled).next();
    let stock = || work.desk.content.texts.items.get(statement).and_then(|said| said.levels.get(level.floor() as usize)).cloned();
    noted.or_else(stock).map(|seen| inside(&seen).to_owned()).unwrap_or_default()
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
    let mut blocks = vec![Block::toned(verdict(work), Tone::Lead)];
    blocks.extend(headline(work));
    blocks.extend(price(work));
    blocks.extend(weak_spots(work));
    blocks.extend(needed_decisions(work));
    blocks.extend(coming(work));
    blocks
}

/// What to do first, by whom and when, and why: one sentence.
fn verdict(work: &Work) -> String {
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
        let values = [
            ("statement", inside(&said.statement)),
            ("pillar", &pillar_word(answer.pillar)),
            ("level", &level_text(Some(answer.level))),
            ("seen", &seen_today(work, &answer.statement, answer.level)),
        ];
        let mut line = t_with("ui.report.weak_spot", &values);
        if answer.is_taken() {
            line.push_str(&t_with("ui.report.taken", &[("plan", &plan(work, answer)), ("initiative", inside(&said.initiative))]));
        }
        Some(line)
    });
    vec![Block::heading(2, t("ui.report.weak")), Block::List { ordered: true, items: items.collect() }]
}

/// What only the company can decide: who decides it and when, who would do it by when.
fn needed_decisions(work: &Work) -> Vec<Block> {
    let found = work.in_context(|context| decisions(&work.plan.first, context, DECISIONS));
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
    if found.iter().any(|decision| matches!(decision, Decision::Start(_))) {
        blocks.push(Block::toned(t("ui.report.decisions_about"), Tone::Note));
    }
    blocks
}

fn decision_row(work: &Work, decision: &Decision) -> Row {
    let (what, owner, due) = match decision {
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

/// What the present state costs: the weightiest figures of the chapters that the report has.
fn price(work: &Work) -> Vec<Block> {
    let found = work.in_context(costs);
    let told = found.iter().filter(|cost| work.options.pillars.contains(&cost.pillar)).take(COSTS);
    let items: Vec<String> = told
        .map(|cost| {
            let all: Vec<(String, Parameter)> = cost.values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
            let values: Vec<(&str, String)> = cost.values.iter().map(|(name, value)| (*name, parameter_text(value, &all))).collect();
            let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
            let chapter = || t_with("ui.report.cost.chapter", &[("n", &cost.pillar.to_string())]);
            let chapter = if work.options.short { String::new() } else { chapter() };
            let only = if cost.is_only() { ".one" } else { "" };
            format!("{}{chapter}", t_with(&format!("ui.report.cost.{}{only}", cost.code), &values))
        })
        .collect();
    if items.is_empty() { Vec::new() } else { vec![Block::heading(2, t("ui.report.costs")), Block::List { ordered: false, items }] }
}

/// What is overdue; then what comes in the next days, and the first initiative while it is only proposed.
fn coming(work: &Work) -> Vec<Block> {
    let found = work.in_context(|context| next_days(context, DAYS));
    let line = |date: String, title: &str, kind: &str, person: &str| {
        t_with("ui.report.next_line", &[("date", &date), ("title", title), ("kind", kind), ("person", person)])
    };
    let told = |entry: &Entry| line(date_text(entry.day), &entry_title(work, entry), &occasion(entry.occasion), &who(work, entry.owner));
    let mut blocks = Vec::new();
    if let Some(oldest) = found.overdue.first() {
        let (count, days) = (found.overdue.len().to_string(), (work.today() - oldest.day).num_days().to_string());
        // How much of the work is done says what the overdue part means.
        let costs = work.in_context(costs);
        let share = costs.iter().filter(|cost| cost.code == "work").flat_map(|cost| &cost.values).find(|(name, _)| *name == "share");
        let done = share.map(|(_, share)| t_with("ui.report.tasks_done", &[("share", &parameter_text(share, &[]))])).unwrap_or_default();
        blocks.push(Block::heading(2, t_with("ui.report.overdue", &[("n", &count), ("days", &days), ("done", &done)])));
        let mut items: Vec<String> = found.overdue.iter().take(LINES).map(told).collect();
        if found.overdue.len() > LINES {
            items.push(t_with("ui.report.more_overdue", &[("n", &(found.overdue.len() - LINES).to_string())]));
        }
        blocks.push(Block::List { ordered: false, items });
    }
    blocks.push(Block::heading(2, t_with("ui.report.next", &[("n", &DAYS.to_string())])));
    let mut reviews = 0;
    let (shown, left): (Vec<&Entry>, Vec<&Entry>) = found.coming.iter().partition(|entry| {
        reviews += usize::from(entry.occasion == Occasion::Review);
        entry.occasion != Occasion::Review || reviews <= REVIEWS
    });
    let mut items: Vec<String> = shown.iter().take(LINES).map(|entry| told(entry)).collect();
    let end = model::add_days(work.today(), DAYS);
    let first = work.plan.first.first().filter(|first| first.task.is_none() && first.due.value() <= end);
    items.extend(first.map(|first| {
        let initiative = work.desk.content.texts.items.get(&first.statement).map(|said| inside(&said.initiative)).unwrap_or_default();
        line(date_text(first.due.value()), initiative, &t("ui.report.from_page"), &who(work, first.owner.map(Said::value)))
    }));
    if items.is_empty() {
        blocks.push(Block::text(t("ui.report.nothing_next")));
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
    blocks
}

/// Name of a kind of entry.
fn occasion(occasion: Occasion) -> String {
    t(&format!("ui.agenda.{}", occasion.code()))
}
