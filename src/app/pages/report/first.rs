//! Page 1, which answers "what first", and page 2: where the ten pillars stand and what has moved.

use io::report::{Block, Cell, Row, Table, Tone, Value};
use model::{Date, Id};
use pillars::diagnosis::assessment::{DATED, NAME};
use pillars::diagnosis::{result, scoring};
use pillars::report::agenda::{Entry, Occasion};
use pillars::report::{Decision, Snapshots, decisions, next_days};
use ui::lang::{fill, t, t_with};
use views::labels::date_text;

use super::Work;
use crate::pages::diagnosis::desk::{gain_text, level_text, mean_text, pillar_name, pillar_word};

/// So many decisions are asked for: more are none.
const DECISIONS: usize = 3;
/// The next days that page 1 tells of, and how many lines they take at most.
const DAYS: i64 = 30;
const LINES: usize = 6;
/// Reviews often fall on one day; so many of them at most, lest they hide the rest.
const REVIEWS: usize = 2;

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

/// A mean as a cell.
fn mean(mean: Option<f64>) -> Cell {
    Cell { text: mean_text(mean), ..level(mean) }
}

/// Who answers for something.
pub(super) fn who(work: &Work, owner: Option<Id>) -> String {
    owner.map_or_else(|| t("ui.actions.no_owner"), |id| work.desk.session.title_of(id))
}

/// A table with heads by keys.
pub(super) fn table(caption: String, heads: &[&str], rows: Vec<Row>) -> Block {
    Block::Table(Table { caption, head: heads.iter().map(|key| t(key)).collect(), rows })
}

/// Page 1.
pub(super) fn page_one(work: &Work) -> Vec<Block> {
    let mut blocks = headline(work);
    blocks.extend(weak_spots(work));
    blocks.extend(needed_decisions(work));
    blocks.extend(coming(work));
    blocks
}

fn headline(work: &Work) -> Vec<Block> {
    let (structure, texts) = (&work.desk.content.structure, &work.desk.content.texts);
    let Some(now) = &work.snapshots.now else {
        let open: usize = work.findings.values().map(Vec::len).sum();
        let said = t_with("ui.report.no_assessment", &[("company", &work.desk.company()), ("n", &open.to_string())]);
        return vec![Block::heading(1, said), Block::toned(t("ui.report.no_assessment_about"), Tone::Note)];
    };
    let outcome = result::outcome(structure, &now.levels);
    let band = outcome.band(structure).and_then(|band| texts.bands.get(&band.id));
    let headline = band.map(|band| fill(&band.headline, &[("company", &work.desk.company())], false)).unwrap_or_default();
    let values = [
        ("mean", mean_text(outcome.overall)),
        ("band", band.map(|band| band.title.clone()).unwrap_or_default()),
        ("name", NAME.get(&*now.record).unwrap_or_default()),
        ("date", DATED.get(&*now.record).map(date_text).unwrap_or_default()),
        ("n", now.levels.len().to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let mut lead = t_with("ui.report.standing", &values);
    if let Some(before) = &work.snapshots.before {
        let common = |one: &scoring::Levels, other: &scoring::Levels| result::outcome(structure, &result::shared(one, &[other])).overall;
        if let Some((earlier, later)) = common(&before.levels, &now.levels).zip(common(&now.levels, &before.levels)) {
            // As people see it: less than a tenth is no change.
            let tenths = ((later - earlier) * 10.0).round();
            let way = if tenths > 0.0 {
                "up"
            } else if tenths < 0.0 {
                "down"
            } else {
                "even"
            };
            let gain = level_text(Some(tenths.abs() / 10.0));
            let name = NAME.get(&*before.record).unwrap_or_default();
            lead.push_str(&t_with(&format!("ui.report.moved.{way}"), &[("gain", &gain), ("name", &name)]));
        }
    }
    let basis = t_with("ui.report.basis", &values);
    vec![Block::heading(1, headline), Block::toned(lead, Tone::Lead), Block::toned(basis, Tone::Note)]
}

fn weak_spots(work: &Work) -> Vec<Block> {
    let texts = &work.desk.content.texts;
    let Some(now) = &work.snapshots.now else {
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
    };
    let (weak, _) = result::extremes(&work.desk.content.structure, &now.levels);
    let items = weak.iter().filter_map(|item| {
        let said = texts.items.get(&item.id)?;
        let reached = now.levels.get(&item.id).copied()?;
        let seen = said.levels.get(reached.floor() as usize).cloned().unwrap_or_default();
        let level = level_text(Some(reached));
        Some(t_with(
            "ui.report.weak_spot",
            &[
                ("statement", &said.statement),
                ("pillar", &pillar_word(item.pillar)),
                ("level", &level),
                ("seen", seen.trim_end_matches('.')),
                ("initiative", said.initiative.trim_end_matches('.')),
            ],
        ))
    });
    vec![Block::heading(2, t("ui.report.weak")), Block::List { ordered: true, items: items.collect() }]
}

fn needed_decisions(work: &Work) -> Vec<Block> {
    let found = work.in_context(|context| decisions(&work.desk.content.structure, &work.snapshots, context, DECISIONS));
    let mut blocks = vec![Block::heading(2, t("ui.report.decisions"))];
    if found.is_empty() {
        blocks.push(Block::text(t("ui.report.no_decisions")));
        return blocks;
    }
    let row = |decision: &Decision| {
        let (what, why, ask) = match decision {
            Decision::Start(one) => {
                let texts = work.desk.content.texts.items.get(&one.statement);
                let seen = texts.and_then(|texts| texts.levels.get(one.level.floor() as usize)).cloned().unwrap_or_default();
                let values =
                    [("seen", seen.trim_end_matches('.').to_owned()), ("pillar", pillar_word(one.pillar)), ("level", level_text(Some(one.level)))];
                let values: Vec<(&str, &str)> = values.iter().map(|(name, text)| (*name, text.as_str())).collect();
                let what = texts.map(|texts| format!("{}\n{}", texts.initiative, texts.how)).unwrap_or_default();
                (what, t_with("ui.report.why_start", &values), t("ui.report.ask_start"))
            }
            Decision::Late(entry, days) => (
                entry_title(work, entry),
                t_with("ui.report.why_late", &[("n", &days.to_string())]),
                t_with("ui.report.ask_late", &[("person", &who(work, entry.owner))]),
            ),
            Decision::Owner(entry) => {
                (entry_title(work, entry), t_with("ui.report.why_owner", &[("date", &date_text(entry.day))]), t("ui.report.ask_owner"))
            }
        };
        Row::of(vec![Cell::text(what), Cell::text(why), Cell::text(ask)])
    };
    blocks.push(table(String::new(), &["ui.report.what", "ui.report.why", "ui.report.ask"], found.iter().map(row).collect()));
    if found.iter().any(|decision| matches!(decision, Decision::Start(_))) {
        blocks.push(Block::toned(t("ui.report.decisions_about"), Tone::Note));
    }
    blocks
}

/// Title of what an entry is about.
pub(super) fn entry_title(work: &Work, entry: &Entry) -> String {
    work.desk.session.title_of(entry.record.id)
}

fn coming(work: &Work) -> Vec<Block> {
    let found = work.in_context(|context| next_days(context, DAYS));
    let mut blocks = vec![Block::heading(2, t_with("ui.report.next", &[("n", &DAYS.to_string())]))];
    if found.is_empty() {
        blocks.push(Block::text(t("ui.report.nothing_next")));
        return blocks;
    }
    let row = |entry: &Entry| {
        let late = (entry.day < work.today()).then(|| t("ui.chart.overdue"));
        let kind = std::iter::once(t(&format!("ui.agenda.{}", entry.occasion.code()))).chain(late).collect::<Vec<_>>().join(" · ");
        Row::of(vec![day(Some(entry.day)), Cell::text(entry_title(work, entry)), Cell::text(kind), Cell::text(who(work, entry.owner))])
    };
    let mut reviews = 0;
    let shown = found.iter().filter(|entry| {
        reviews += usize::from(entry.occasion == Occasion::Review);
        entry.occasion != Occasion::Review || reviews <= REVIEWS
    });
    let rows: Vec<Row> = shown.take(LINES).map(row).collect();
    let left = found.len() - rows.len();
    blocks.push(table(String::new(), &["ui.chart.date", "ui.report.what", "ui.report.kind", "field.task.owner"], rows));
    if left > 0 {
        blocks.push(Block::toned(t_with("ui.report.more_next", &[("n", &left.to_string())]), Tone::Note));
    }
    blocks
}

/// Page 2: heat map, radar with bars, what moved; then in the short form one line for each pillar.
pub(super) fn standing(work: &Work, snapshots: &Snapshots) -> Vec<Block> {
    let mut blocks = vec![Block::PageBreak];
    if snapshots.now.is_some() {
        blocks.push(Block::heading(1, t("ui.report.standing_title")));
        blocks.push(Block::Part { part: super::parts::HEAT.to_owned() });
        blocks.push(Block::Part { part: super::parts::RADAR.to_owned() });
        blocks.extend(moved(work, snapshots));
    }
    if work.options.short {
        blocks.push(Block::heading(2, t("ui.report.pillars")));
        blocks.push(overview(work));
    }
    blocks
}

fn moved(work: &Work, snapshots: &Snapshots) -> Vec<Block> {
    let (Some(now), Some(before)) = (&snapshots.now, &snapshots.before) else {
        return vec![Block::toned(t("ui.report.no_before"), Tone::Note)];
    };
    let name = |record: &model::Record| NAME.get(record).unwrap_or_default();
    let rows = result::changes(&work.desk.content.structure, &before.levels, &now.levels).into_iter().map(|change| {
        let gain = change
            .gain()
            .map_or_else(|| Cell::text(ui::format::missing()), |gain| Cell::of(gain_text(Some(gain)), Value::Number(level_text(Some(gain)))));
        Row::of(vec![Cell::text(pillar_name(change.pillar)), mean(change.before), mean(change.after), gain])
    });
    let head = vec![t("ui.nav.pillars"), name(&before.record), name(&now.record), t("ui.diagnosis.gain")];
    vec![Block::heading(2, t("ui.diagnosis.moved")), Block::Table(Table { caption: String::new(), head, rows: rows.collect() })]
}

/// One line for each pillar: where it stands, what is found, what comes next.
fn overview(work: &Work) -> Block {
    let word = |text: Option<String>| Cell::text(text.unwrap_or_else(|| ui::format::missing().to_owned()));
    let rows = work.options.pillars.iter().map(|pillar| {
        let actions = super::chapter::actions_of(work, *pillar);
        let next = actions.first();
        let cells = vec![
            Cell::text(pillar_name(*pillar)),
            mean(work.mean(*pillar)),
            Cell::text(super::chapter::finding(work, *pillar)),
            word(next.map(|action| super::chapter::action_title(work, action))),
            word(next.map(|action| who(work, action.owner))),
            day(next.and_then(|action| action.due)),
        ];
        Row::of(cells)
    });
    let heads = ["ui.nav.pillars", "ui.diagnosis.mean", "ui.report.found", "ui.report.next_action", "field.task.owner", "field.task.due"];
    table(String::new(), &heads, rows.collect())
}
