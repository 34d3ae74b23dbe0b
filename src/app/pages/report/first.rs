//! Page 1, which answers "what first": one thing to decide with its reason and our advice, where the company stands, the other
//! decisions, the first improvement in the way of working, the next days.

use std::cell::RefCell;
use std::collections::BTreeSet;

use flow::{Finding, Parameter};
use io::report::{Block, Cell, Row, Table, Tone, Value};
use model::{Date, Id};
use pillars::diagnosis::assessment::{DATED, NAME};
use pillars::diagnosis::assessment_score::NOTE;
use pillars::diagnosis::initiatives::WANTED;
use pillars::diagnosis::{result, scoring};
use pillars::organisation::{person, position};
use pillars::report::agenda::{Entry, Occasion};
use pillars::report::{
    Answer, Arranged, Ask, Cost, Decision, Part, Reason, Said, Values, Whole, burden, costs, decisions, duties, is_overdue, mentions, next_days,
};
use ui::lang::{t, t_with};
use views::labels::date_text;
use views::session::parameter_text;

use super::Work;
use crate::pages::diagnosis::desk::{level_text, mean_text, pillar_word};

/// So many decisions are asked for: more are none.
const DECISIONS: usize = 3;
/// The next days that page 1 tells of.
const DAYS: i64 = 30;
/// So many lines say what comes, and so many names what is overdue.
const COMING: usize = 4;
const LATE: usize = 2;
/// So many figures say what the present state costs beside the decisions.
const COSTS: usize = 3;
/// A decision gives those who have to answer so many days.
const WEEK: i64 = 7;
/// So many works that are already arranged are told of one matter.
const ARRANGED: usize = 2;
/// So many of the weakest pillars stand in the headline.
const WEAKEST: usize = 2;

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
pub(super) fn noted(work: &Work, statement: &str) -> Option<String> {
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
pub(super) fn chosen(work: &Work, answer: &Answer) -> String {
    let Some(reason) = answer.reason else { return String::new() };
    let (key, count) = match reason {
        Reason::Step(count) => ("ui.report.chosen.step", count),
        Reason::Pillar(count) => ("ui.report.chosen.pillar", count),
        Reason::Head => ("ui.report.chosen.head", 0),
        Reason::Instead(person) => return t_with("ui.report.chosen.instead", &[("person", &who(work, Some(person)))]),
    };
    t_with(key, &[("n", &count.to_string()), ("pillar", &pillar_word(answer.pillar))])
}

/// What page 1 asks for.
pub(super) fn asked(work: &Work) -> Vec<Ask> {
    work.in_context(|context| decisions(&work.money, &work.plan.first, context, DECISIONS))
}

/// People as page 1 names them: with their title where they are named first.
struct Named<'a> {
    work: &'a Work,
    known: RefCell<BTreeSet<Id>>,
}

impl Named<'_> {
    fn who(&self, owner: Option<Id>) -> String {
        let name = who(self.work, owner);
        let first = owner.filter(|id| self.known.borrow_mut().insert(*id));
        let title = first.and_then(|id| {
            self.work.in_context(|context| {
                let record = context.records.get(id).filter(|record| *record.kind == *person::PERSON.name)?;
                let post = person::POSITION.get(&**record).and_then(|id| context.records.get(id)).and_then(|post| position::NAME.get(&**post));
                post.or_else(|| person::ROLE.get(&**record))
            })
        });
        title.map_or(name.clone(), |title| t_with("ui.report.titled", &[("person", &name), ("title", &title)]))
    }
}

/// Page 1.
pub(super) fn page_one(work: &Work) -> Vec<Block> {
    let (money, asks) = (&work.money, &work.asks);
    let named = Named { work, known: RefCell::default() };
    let mut blocks = vec![Block::toned(opening_box(&named, asks), Tone::Lead)];
    blocks.extend(headline(work, asks.len()));
    blocks.extend(needed_decisions(&named, asks));
    blocks.extend(price(work, money, asks));
    if asks.first().is_some_and(|ask| matches!(ask.decision, Decision::Money(_))) {
        blocks.push(Block::heading(2, t("ui.report.system")));
        blocks.push(Block::text(system(&named)));
    }
    blocks.extend(open_points(work));
    blocks.extend(coming(work, asks));
    blocks.extend(overdue(work, asks));
    blocks
}

/// The one thing that comes first: what to decide, who does and by when, who carries it out, why, and what we advise.
fn opening_box(named: &Named<'_>, asks: &[Ask]) -> String {
    let work = named.work;
    let Some((Ask { decision: Decision::Money(cost), arranged, .. }, ask)) = asks.first().map(|ask| (ask, ask)) else {
        let decided = asks.first().filter(|ask| matches!(ask.decision, Decision::Start(_))).map(|ask| decided_line(named, ask));
        return std::iter::once(t_with("ui.report.begin", &[("first", &system(named))])).chain(decided).collect::<Vec<_>>().join("\n");
    };
    let who = [decided_line(named, ask), t_with("ui.report.first_doer", &[("person", &doers(named, cost).join(&t("ui.report.doers")))])];
    let mut lines = vec![t_with("ui.report.first_money", &[("choice", &cost_text(work, "ui.report.choice", cost))]), who.concat()];
    lines.extend(arranged_line(work, arranged).map(|said| format!("{said}{}", t("ui.report.stop").trim_end())));
    lines.push(t_with("ui.report.first_why", &[("why", &reasons(work, cost))]));
    lines.extend(also_open(work, cost));
    lines.push(t_with("ui.report.first_advice", &[("advice", &advice(work, ask, cost))]));
    lines.join("\n")
}

/// What is overdue with whom the decision is about: of a record whose whole name stands in that of the figure's. Whoever decides would hear of it on a later page.
fn also_open(work: &Work, cost: &Cost) -> Option<String> {
    let session = &work.desk.session;
    let about: Vec<String> = cost.parts.iter().map(|part| session.title_of(part.record)).collect();
    let is_same = |finding: &Finding| {
        let Some(id) = finding.record.filter(|id| cost.parts.iter().all(|part| part.record != *id)) else { return false };
        let name = session.title_of(id);
        is_overdue(finding) && !name.is_empty() && about.iter().any(|title| mentions(title, &name))
    };
    let (pillar, finding) = work.findings.iter().find_map(|(pillar, findings)| Some((pillar, findings.iter().find(|finding| is_same(finding))?)))?;
    let open = session.finding_text(finding);
    Some(t_with("ui.report.also_open", &[("open", inside(&open)), ("n", &pillar.to_string())]))
}

/// Who decides and by when, as a line of the box.
fn decided_line(named: &Named<'_>, ask: &Ask) -> String {
    t_with("ui.report.first_decider", &[("decided", &decided(named, ask).replace('\n', &t("ui.report.clause")))])
}

/// Why: the figure itself, the causes in the words of the records, the chapter that shows both.
fn reasons(work: &Work, cost: &Cost) -> String {
    format!("{}{}{}", cost_line(work, cost), because(work, cost), chapter_of(work, cost))
}

/// The causes that the records give, each for its own record.
fn because(work: &Work, cost: &Cost) -> String {
    let of = |part: &Part| {
        let cause = opening(part.cause.as_ref()?);
        Some(if cost.is_only() {
            cause
        } else {
            t_with("ui.report.cause_of", &[("record", &work.desk.session.title_of(part.record)), ("cause", &cause)])
        })
    };
    let causes: Vec<String> = cost.parts.iter().filter_map(of).collect();
    if causes.is_empty() { String::new() } else { t_with("ui.report.because", &[("cause", &causes.join(&t("ui.format.list_separator")))]) }
}

/// What follows from the figures, with its reason. A deadline is the day of what is arranged, else a week after the decision.
fn advice(work: &Work, ask: &Ask, cost: &Cost) -> String {
    let arranged = ask.arranged.iter().filter_map(|one| one.day).find(|day| *day >= work.today());
    let deadline = arranged.unwrap_or_else(|| model::add_days(ask.decider.as_ref().map_or(work.today(), |found| found.day), WEEK));
    let mut values = cost.values.clone();
    values.push(("deadline", Parameter::Date(deadline)));
    let said = told_values(work, &format!("ui.report.advice.{}", cost.advice), &values);
    let after = |next: String| t_with("ui.report.two_sentences", &[("before", &said), ("next", &next)]);
    options(work, cost).map_or_else(|| said.clone(), after)
}

/// What either choice about an opportunity brings, or that the records do not say.
fn options(work: &Work, cost: &Cost) -> Option<String> {
    let has = |name: &str| cost.values.iter().any(|(known, _)| *known == name);
    let key = if has("margin") && has("weighted") { "ui.report.margin" } else { "ui.report.margin_unknown" };
    (cost.code == "stuck").then(|| told_values(work, key, &cost.values))
}

/// Everybody who answers for a part of it, each with the own part where there are several.
fn doers(named: &Named<'_>, cost: &Cost) -> Vec<String> {
    let mut owners: Vec<(Option<Id>, Vec<String>)> = Vec::new();
    for part in &cost.parts {
        let title = named.work.desk.session.title_of(part.record);
        match owners.iter_mut().find(|(known, _)| *known == part.owner) {
            Some((_, parts)) => parts.push(title),
            None => owners.push((part.owner, vec![title])),
        }
    }
    let is_one = owners.len() < 2;
    let told = owners.into_iter().map(|(owner, parts)| {
        let person = named.who(owner);
        if is_one { person } else { t_with("ui.report.doer_of", &[("person", &person), ("parts", &parts.join(&t("ui.format.list_separator")))]) }
    });
    told.collect()
}

/// What is already arranged about the same matter.
fn arranged_line(work: &Work, arranged: &[Arranged]) -> Option<String> {
    let today = work.today();
    let told = arranged.iter().take(ARRANGED).map(|one| {
        let late = one.day.is_some_and(|day| day < today);
        let date = one.day.map_or_else(|| ui::format::missing().to_owned(), date_text);
        let key = if late { "ui.report.arranged_late" } else { "ui.report.arranged_one" };
        t_with(key, &[("title", &work.desk.session.title_of(one.record.id)), ("person", &who(work, one.owner)), ("date", &date)])
    });
    let told: Vec<String> = told.collect();
    let items = told.join(&t("ui.format.list_separator"));
    let key = if arranged.len() > ARRANGED { "ui.report.arranged_more" } else { "ui.report.arranged" };
    (!told.is_empty()).then(|| t_with(key, &[("items", &items), ("n", &arranged.len().to_string())]))
}

/// The figures of the chapters that the report has.
pub(super) fn told_costs(work: &Work) -> Vec<Cost> {
    let mut found = work.in_context(costs);
    found.retain(|cost| work.options.pillars.contains(&cost.pillar));
    found
}

/// The first improvement in the way of working: what, by whom and when, and why in terms of the business.
fn system(named: &Named<'_>) -> String {
    let work = named.work;
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
    let statement = texts.map(|texts| inside(&texts.statement).to_owned()).unwrap_or_default();
    let (level, count) = (level_text(Some(first.level)), now.levels.len().to_string());
    let mut reasons = Vec::new();
    let money = |money| parameter_text(&Parameter::Money(money), &[]);
    let spent = work.in_context(|context| burden(first.pillar, context));
    reasons.extend(spent.map(|(spent, left)| {
        t_with("ui.report.burden", &[("pillar", &pillar_word(first.pillar)), ("spent", &money(spent)), ("left", &money(left))])
    }));
    reasons.extend(noted(work, &first.statement).map(|note| {
        let key = if spent.is_some() { "ui.report.noted" } else { "ui.report.noted_alone" };
        t_with(key, &[("note", inside(&note))])
    }));
    reasons.push(t_with(rank, &[("n", &count), ("statement", &statement), ("level", &level)]));
    let values = [
        ("initiative", texts.map(|texts| inside(&texts.initiative).to_owned()).unwrap_or_default()),
        ("pillar", pillar_word(first.pillar)),
        ("plan", plan(work, first)),
        ("reason", reasons.join(&t("ui.report.doers"))),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    t_with("ui.report.first", &values)
}

/// The headline: how much is to be decided, and which pillars are weakest.
fn headline_text(work: &Work, count: usize) -> String {
    let means = work.outcome.iter().flat_map(|outcome| &outcome.pillars);
    let mut known: Vec<(u8, f64)> = means.filter_map(|(pillar, mean)| Some((*pillar, (*mean)?))).collect();
    model::Order::order_by(known.as_mut_slice(), |one, other| one.1.total_cmp(&other.1));
    let weak: Vec<String> = known.iter().filter(|(_, mean)| *mean < WANTED).take(WEAKEST).map(|(pillar, _)| pillar_word(*pillar)).collect();
    let key = match (count, weak.is_empty()) {
        (0, true) => "ui.report.headline.good",
        (0, false) => "ui.report.headline.weak",
        (_, true) => "ui.report.headline.decide",
        (_, false) => "ui.report.headline.both",
    };
    let pillars = weak.join(&t("ui.report.headline.and"));
    t_with(key, &[("company", &work.desk.company()), ("n", &count.to_string()), ("pillars", &pillars)])
}

/// The headline, and below it where the company stands.
fn headline(work: &Work, count: usize) -> Vec<Block> {
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
    let met = now.levels.values().filter(|level| **level >= WANTED).count();
    let values = [
        ("mean", mean_text(outcome.overall)),
        ("band", band.map(|band| band.title.clone()).unwrap_or_default()),
        ("name", NAME.get(&*now.record).unwrap_or_default()),
        ("date", DATED.get(&*now.record).map(date_text).unwrap_or_default()),
        ("n", now.levels.len().to_string()),
        ("raters", scoring::raters(&given).len().to_string()),
        ("proved", scoring::proved(&given).to_string()),
        ("met", met.to_string()),
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
    let said = [lead, t_with("ui.report.basis", &values)].concat();
    vec![Block::heading(1, headline_text(work, count)), Block::text(said)]
}

/// Without levels, the pillars with the most open points.
fn open_points(work: &Work) -> Vec<Block> {
    if work.snapshots.now.is_some() {
        return Vec::new();
    }
    let mut open: Vec<(&u8, usize)> = work.findings.iter().map(|(pillar, findings)| (pillar, findings.len())).collect();
    open.retain(|(pillar, count)| *count > 0 && work.options.pillars.contains(pillar));
    model::Order::order_by_key(open.as_mut_slice(), |(_, count)| std::cmp::Reverse(*count));
    let items: Vec<String> = open
        .iter()
        .take(DECISIONS)
        .map(|(pillar, count)| t_with("ui.report.open_in", &[("pillar", &pillar_word(**pillar)), ("n", &count.to_string())]))
        .collect();
    if items.is_empty() { Vec::new() } else { vec![Block::heading(2, t("ui.report.weak")), Block::List { ordered: true, items }] }
}

/// What only the company can decide beside the first: who decides it and by when, who would do it.
fn needed_decisions(named: &Named<'_>, asks: &[Ask]) -> Vec<Block> {
    let Some((first, others)) = asks.split_first() else {
        return vec![Block::heading(2, t("ui.report.decisions")), Block::text(t("ui.report.no_decisions"))];
    };
    // Late work and work without an owner do not stand in the box.
    let told = if matches!(first.decision, Decision::Money(_) | Decision::Start(_)) { others } else { asks };
    if told.is_empty() {
        return Vec::new();
    }
    let rows = told.iter().map(|ask| decision_row(named, ask)).collect();
    let title = if told.len() == asks.len() { "ui.report.decisions" } else { "ui.report.decisions_next" };
    vec![Block::heading(2, t(title)), table(String::new(), &["ui.report.to_decide", "ui.report.decider", "ui.report.doer"], rows)]
}

/// What is to be decided, in a few words.
fn choice(work: &Work, decision: &Decision) -> String {
    match decision {
        Decision::Money(cost) => cost_text(work, "ui.report.choice", cost),
        Decision::Start(answer) => {
            work.desk.content.texts.items.get(&answer.statement).map(|said| inside(&said.initiative).to_owned()).unwrap_or_default()
        }
        Decision::Late(entry, _) | Decision::Owner(entry) => entry_title(work, entry),
    }
}

fn decision_row(named: &Named<'_>, ask: &Ask) -> Row {
    let work = named.work;
    let decider = decided(named, ask);
    let (how, doers) = match &ask.decision {
        Decision::Money(cost) => {
            let doers = doers(named, cost).join("\n");
            let sentences = [
                Some(reasons(work, cost)),
                arranged_line(work, &ask.arranged),
                Some(advice(work, ask, cost)).map(|said| t_with("ui.report.advised", &[("advice", &said)])),
            ];
            let sentences: Vec<String> = sentences.into_iter().flatten().collect();
            (sentences.join(&t("ui.report.stop")), doers)
        }
        Decision::Start(answer) => {
            let place = work.plan.first.iter().position(|one| one.statement == answer.statement).map_or(0, |place| place + 1);
            let values = [("n", place.to_string()), ("pillar", pillar_word(answer.pillar)), ("level", level_text(Some(answer.level)))];
            let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
            (t_with("ui.report.at", &values), plan(work, answer))
        }
        Decision::Late(entry, days) => (t_with("ui.report.why_late", &[("n", &days.to_string())]), named.who(entry.owner)),
        Decision::Owner(entry) => (t("ui.actions.no_owner"), named.who(entry.owner)),
    };
    Row::of(vec![Cell::text(format!("{}\n{how}", choice(work, &ask.decision))), Cell::text(decider), Cell::text(doers)])
}

/// Who decides, and by when.
fn decided(named: &Named<'_>, ask: &Ask) -> String {
    let Some(found) = &ask.decider else { return t("ui.report.decide.nobody") };
    let (person, date) = (named.who(Some(found.head)), date_text(found.day));
    match found.meeting {
        Some(meeting) => {
            t_with("ui.report.decide.meeting", &[("person", &person), ("date", &date), ("meeting", &named.work.desk.session.title_of(meeting))])
        }
        None => t_with("ui.report.decide.by", &[("person", &person), ("date", &date)]),
    }
}

/// The decisions of page 1 as rows of the list of all actions: who decides, by when.
pub(super) fn decisions_to_take(work: &Work) -> Vec<Row> {
    let row = |ask: &Ask| {
        let (head, due) = (ask.decider.as_ref().map(|found| found.head), ask.decider.as_ref().map(|found| Said::Proposed(found.day)));
        Row::of(vec![Cell::text(choice(work, &ask.decision)), Cell::text(who(work, head)), day_said(due), Cell::text(t("ui.report.undecided"))])
    };
    let mut rows: Vec<Row> = work.asks.iter().filter(|ask| matches!(ask.decision, Decision::Money(_))).map(row).collect();
    if let Some(first) = rows.first_mut() {
        first.group = Some(t("ui.report.decisions"));
    }
    rows
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

/// A text about a figure by its code.
fn cost_text(work: &Work, key: &str, cost: &Cost) -> String {
    told_values(work, &format!("{key}.{}", cost.code), &cost.values)
}

/// The chapter that shows a figure; the short form has none.
fn chapter_of(work: &Work, cost: &Cost) -> String {
    if work.options.short { String::new() } else { t_with("ui.report.cost.chapter", &[("n", &cost.pillar.to_string())]) }
}

/// Figures that are told as several even of one record.
const COUNTED: [&str; 5] = ["stuck", "channels", "budget", "overdrawn", "promotions"];

/// A figure as a sentence, with what all of its kind come to.
pub(super) fn cost_line(work: &Work, cost: &Cost) -> String {
    let only = if cost.is_only() && COUNTED.contains(&cost.code) { ".one" } else { "" };
    let said = told_values(work, &format!("ui.report.cost.{}{only}", cost.code), &cost.values);
    let whole = match cost.whole {
        Some(Whole::Met) => told_values(work, "ui.report.whole.met", &cost.values),
        Some(Whole::Missed) => told_values(work, "ui.report.whole.missed", &cost.values),
        None if cost.values.iter().any(|(name, _)| *name == "planned") => told_values(work, "ui.report.whole.planned", &cost.values),
        None => String::new(),
    };
    format!("{said}{whole}")
}

/// The figures of a pillar as its chapter tells them: the sentence of page 1, then each record of several with its own cause.
pub(super) fn figures(work: &Work, pillar: u8) -> Vec<Block> {
    let mut items = Vec::new();
    for cost in work.money.iter().filter(|cost| cost.pillar == pillar) {
        if cost.parts.len() < 2 {
            items.push(format!("{}{}", cost_line(work, cost), because(work, cost)));
            items.extend(options(work, cost));
            continue;
        }
        items.push(cost_line(work, cost));
        let parts = cost.parts.iter().map(|part| {
            let cause = part.cause.as_ref().map(|cause| t_with("ui.report.because", &[("cause", &opening(cause))])).unwrap_or_default();
            let owner = part.owner.map(|owner| t_with("ui.report.part_owner", &[("person", &who(work, Some(owner)))])).unwrap_or_default();
            format!("{}{owner}{cause}", told_values(work, "ui.report.cost.part", &part.values))
        });
        items.push(t_with("ui.report.cost.each", &[("parts", &parts.collect::<Vec<_>>().join(&t("ui.report.doers")))]));
    }
    if items.is_empty() {
        return Vec::new();
    }
    let about = t_with("ui.report.figures", &[("date", &date_text(work.today()))]);
    vec![Block::toned(about, Tone::Note), Block::List { ordered: false, items }]
}

/// What the present state costs beside that which is to be decided: the rest of the year first, then the weightiest figures of
/// the chapters that the report has.
fn price(work: &Work, money: &[Cost], asks: &[Ask]) -> Vec<Block> {
    let is_asked = |cost: &&Cost| {
        asks.iter().any(|ask| matches!(&ask.decision, Decision::Money(other) if other.code == cost.code && other.record() == cost.record()))
    };
    let mut found: Vec<&Cost> = money.iter().filter(|cost| !is_asked(cost)).collect();
    model::Order::order_by_key(found.as_mut_slice(), |cost| cost.pillar != 1);
    let items: Vec<String> = found
        .iter()
        .take(COSTS)
        .map(|cost| {
            let owner = cost.parts.first().filter(|_| cost.is_only()).and_then(|part| part.owner);
            let owner = owner.map(|owner| t_with("ui.report.part_owner", &[("person", &who(work, Some(owner)))])).unwrap_or_default();
            format!("{}{owner}{}", cost_line(work, cost), chapter_of(work, cost))
        })
        .collect();
    if items.is_empty() { Vec::new() } else { vec![Block::heading(2, t("ui.report.costs")), Block::List { ordered: false, items }] }
}

/// Something that comes within the next days.
struct Coming {
    day: Date,
    record: Option<Id>,
    text: String,
}

/// What comes in the next days, by day: first of each decision what is arranged, the meetings that decide, the head's own work,
/// the first initiative while it is only proposed; then what else comes. What the head has to fill has no day of its own.
fn coming(work: &Work, asks: &[Ask]) -> Vec<Block> {
    let found = work.in_context(|context| next_days(context, DAYS));
    let (today, end) = (work.today(), model::add_days(work.today(), DAYS));
    let head = asks.iter().find_map(|ask| ask.decider.as_ref()).map(|found| found.head);
    let own = head.map(|head| work.in_context(|context| duties(head, context, DAYS))).unwrap_or_default();
    let title = |id: Id| work.desk.session.title_of(id);
    let line = |day: Date, text: &str, kind: &str, owner: Option<Id>| {
        t_with("ui.report.next_line", &[("date", &date_text(day)), ("title", text), ("kind", kind), ("person", &who(work, owner))])
    };
    let mut chosen: Vec<Coming> = Vec::new();
    let mut add = |day: Date, record: Option<Id>, text: &dyn Fn() -> String| {
        let known = record.is_some() && chosen.iter().any(|one| one.record == record);
        if (today..=end).contains(&day) && !known && chosen.len() < COMING {
            chosen.push(Coming { day, record, text: text() });
        }
    };
    for one in asks.iter().filter_map(|ask| ask.arranged.iter().find(|one| one.day.is_some_and(|day| day >= today))) {
        if let Some(day) = one.day {
            add(day, Some(one.record.id), &|| line(day, &title(one.record.id), &views::labels::kind_label(&one.record.kind), one.owner));
        }
    }
    if let Some(first) = work.plan.first.first().filter(|first| first.task.is_none()) {
        let initiative = work.desk.content.texts.items.get(&first.statement).map(|said| inside(&said.initiative)).unwrap_or_default();
        let day = first.due.value();
        add(day, None, &|| line(day, initiative, &t("ui.report.from_page"), first.owner.map(Said::value)));
    }
    for duty in &own {
        if let Some(day) = duty.due {
            add(day, Some(duty.record.id), &|| line(day, &title(duty.record.id), &views::labels::kind_label(&duty.record.kind), head));
        }
    }
    let meetings: Vec<Id> = asks.iter().filter_map(|ask| ask.decider.as_ref()?.meeting).collect();
    let is_chosen = |entry: &&Entry| meetings.contains(&entry.record.id);
    let others = found.coming.iter().filter(|entry| entry.occasion != Occasion::Review);
    for entry in found.coming.iter().filter(is_chosen).chain(others) {
        add(entry.day, Some(entry.record.id), &|| line(entry.day, &entry_title(work, entry), &occasion(entry.occasion), entry.owner));
    }
    model::Order::order_by_key(chosen.as_mut_slice(), |one| one.day);
    let is_told = |entry: &&Entry| chosen.iter().any(|one| one.record == Some(entry.record.id));
    let is_work = |entry: &&Entry| matches!(entry.occasion, Occasion::Task | Occasion::Improvement);
    let left = found.coming.iter().filter(is_work).filter(|entry| !is_told(entry)).count();
    let mut blocks = vec![Block::heading(2, t_with("ui.report.next", &[("n", &DAYS.to_string())]))];
    if chosen.is_empty() {
        blocks.push(Block::text(t("ui.report.nothing_next")));
    } else {
        let items = chosen.into_iter().map(|one| one.text).collect();
        blocks.push(Block::List { ordered: false, items });
    }
    let mut notes = Vec::new();
    if left > 0 {
        let key = if work.options.short { "ui.report.more_next_short" } else { "ui.report.more_next" };
        notes.push(t_with(key, &[("n", &left.to_string())]));
    }
    notes.extend(own.iter().filter(|duty| duty.due.is_none()).map(|duty| {
        let position = title(duty.record.id);
        match position::VACANCY_PLAN.get(&*duty.record) {
            Some(plan) => t_with("ui.report.vacancy_plan", &[("position", &position), ("plan", &views::mask::veiled(plan))]),
            None => t_with("ui.report.vacancy", &[("position", &position), ("person", &who(work, head))]),
        }
    }));
    let after = |before: String, next: String| t_with("ui.report.two_sentences", &[("before", &before), ("next", &next)]);
    blocks.extend(notes.into_iter().reduce(after).map(|text| Block::toned(text, Tone::Note)));
    blocks
}

/// What is overdue anywhere in the report: what the decisions are about first, then work by how late it is, then the rest.
fn overdue(work: &Work, asks: &[Ask]) -> Option<Block> {
    let entries = work.in_context(|context| next_days(context, DAYS)).overdue;
    let about: BTreeSet<Id> = asks.iter().flat_map(|ask| &ask.arranged).map(|one| one.record.id).collect();
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    model::Order::order_by_key(sorted.as_mut_slice(), |entry| !about.contains(&entry.record.id));
    let told = |entry: &Entry| {
        let values = [("date", date_text(entry.day)), ("title", entry_title(work, entry)), ("person", who(work, entry.owner))];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
        t_with("ui.report.arranged_one", &values)
    };
    let mut items: Vec<String> = sorted.into_iter().map(told).collect();
    let findings = work.findings.values().flatten().filter(|finding| is_overdue(finding));
    items.extend(findings.map(|finding| inside(&work.desk.session.finding_text(finding)).to_owned()));
    let count = items.len();
    items.truncate(LATE);
    let separator = t("ui.format.list_separator");
    let values = [("n", count.to_string()), ("items", items.join(&separator)), ("more", count.saturating_sub(LATE).to_string())];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let key = match (count > LATE, work.options.is_whole()) {
        (false, _) => "ui.report.overdue",
        (true, true) => "ui.report.overdue_more",
        (true, false) => "ui.report.overdue_short",
    };
    (count > 0).then(|| Block::text(t_with(key, &values)))
}

/// Name of a kind of entry.
fn occasion(occasion: Occasion) -> String {
    t(&format!("ui.agenda.{}", occasion.code()))
}
