//! The appendix: how it was done, on what it rests, everything in full, what the words mean.

use io::report::{Block, Cell, Row, Tone};
use pillars::diagnosis::assessment_score::{ANSWER, NOTE, RECORD, SCORED_ON};
use pillars::diagnosis::{audit, audit_finding, effectiveness_rating, rating, scoring};
use pillars::report::{abbreviated, mentions};
use ui::lang::{Language, language, t, t_with};
use views::labels::choice_label;

use super::Work;
use super::chapter::{ACTION_HEADS, action_rows, actions_of};
use super::first::{level, table};
use crate::pages::diagnosis::desk::pillar_name;

/// The appendix in the form that is asked for; what stands before it says which words are explained.
pub(super) fn appendix(work: &Work, before: &[Block]) -> Vec<Block> {
    let mut blocks = vec![Block::heading(1, t("ui.report.appendix")), Block::heading(2, t("ui.report.method"))];
    blocks.extend((1..=4).map(|number| Block::text(t(&format!("ui.report.method.{number}")))));
    if work.options.is_whole() {
        blocks.extend(long_tables(work));
        blocks.extend(evidence(work));
        blocks.extend(ratings(work));
        blocks.extend(audits(work));
        blocks.extend(all_actions(work));
    }
    let text = [before, &blocks].concat().iter().map(|block| words(work, block)).collect::<Vec<_>>().join("\n");
    blocks.extend(glossary(work, &text));
    blocks
}

/// The tables that are too long for the page of their pillar.
fn long_tables(work: &Work) -> Vec<Block> {
    let parts = work.options.pillars.iter().flat_map(|pillar| super::parts::tables_of(*pillar).iter().map(move |view| format!("{pillar}:{view}")));
    let mut blocks: Vec<Block> = parts.map(|part| Block::Part { part }).collect();
    if !blocks.is_empty() {
        blocks.insert(0, Block::heading(2, t("ui.report.long_tables")));
    }
    blocks
}

/// Every statement with its level and what it rests on.
fn evidence(work: &Work) -> Vec<Block> {
    let Some(now) = &work.snapshots.now else { return Vec::new() };
    let session = &work.desk.session;
    let answers = scoring::answers(&session.records(), now.record.id);
    let mut rows = Vec::new();
    let mut last = 0;
    let items = work.desk.content.structure.items.iter().filter(|item| work.options.pillars.contains(&item.pillar));
    for item in items.filter(|item| answers.contains_key(&item.id)) {
        let given = answers.get(&item.id);
        let said = given.into_iter().flatten().map(|(rater, given)| {
            let word = ANSWER.get(&*given.record).map(|code| choice_label("assessment_score", "answer", &code)).unwrap_or_default();
            t_with("ui.report.rater", &[("rater", &views::mask::veiled(rater.clone())), ("answer", &word)])
        });
        let notes = given.into_iter().flatten().filter_map(|(_, given)| {
            let note = NOTE.get(&*given.record).map(views::mask::veiled);
            let record = RECORD.get(&*given.record).map(|id| session.title_of(id));
            let date = SCORED_ON.get(&*given.record).map(views::labels::date_text);
            let parts: Vec<String> = note.into_iter().chain(record).collect();
            (!parts.is_empty()).then(|| parts.into_iter().chain(date).collect::<Vec<_>>().join(" · "))
        });
        let texts = work.desk.content.texts.items.get(&item.id).map(|texts| texts.statement.clone()).unwrap_or_default();
        let group = (item.pillar != last).then(|| pillar_name(item.pillar));
        last = item.pillar;
        let cells = vec![
            Cell::text(texts),
            level(now.levels.get(&item.id).copied()),
            Cell::text(said.collect::<Vec<_>>().join(&t("ui.format.list_separator"))),
            Cell::text(notes.collect::<Vec<_>>().join("\n")),
        ];
        rows.push(Row { group, ..Row::of(cells) });
    }
    let heads = ["ui.diagnosis.statement", "ui.diagnosis.median", "ui.diagnosis.raters", "ui.diagnosis.evidence"];
    vec![Block::heading(2, t("ui.report.evidence")), table(t("ui.report.levels"), &heads, rows)]
}

/// The latest rating of marketing effectiveness.
fn latest_rating(work: &Work) -> Option<std::sync::Arc<model::Record>> {
    let dated = |record: &model::Record| (effectiveness_rating::DATED.get(record), record.id);
    work.desk.session.records().of_kind(effectiveness_rating::EFFECTIVENESS_RATING.name).max_by_key(|record| dated(record)).cloned()
}

/// Points and band of the latest rating of marketing effectiveness, where it is complete.
pub(super) fn rated(work: &Work) -> Option<(i64, String)> {
    let record = latest_rating(work)?;
    let total = rating::total(&work.desk.content.structure, &record);
    let band = total.band.and_then(|band| work.desk.content.texts.rating_bands.get(&band.id)).cloned().unwrap_or_default();
    Some((total.points?, band))
}

/// The latest rating of marketing effectiveness by attribute.
fn ratings(work: &Work) -> Vec<Block> {
    let Some(record) = latest_rating(work) else { return Vec::new() };
    let (structure, texts) = (&work.desk.content.structure, &work.desk.content.texts);
    let total = rating::total(structure, &record);
    let points = |points: Option<i64>| match points {
        Some(points) => Cell::of(points.to_string(), io::report::Value::Number(points.to_string())),
        None => Cell::text(ui::format::missing()),
    };
    let mut rows: Vec<Row> = total
        .attributes
        .iter()
        .map(|(id, sum)| Row::of(vec![Cell::text(texts.attributes.get(*id).cloned().unwrap_or_default()), points(*sum)]))
        .collect();
    rows.push(Row { sum: true, ..Row::of(vec![Cell::text(t("ui.diagnosis.total")), points(total.points)]) });
    let name = effectiveness_rating::NAME.get(&*record).unwrap_or_default();
    let said = rated(work).map(|(points, band)| t_with("ui.report.rated", &[("points", &points.to_string()), ("band", &band)]));
    let mut blocks = vec![Block::heading(2, t("ui.diagnosis.rating"))];
    blocks.extend(said.map(Block::text));
    blocks.push(table(name, &["ui.report.attribute", "ui.report.points"], rows));
    blocks
}

/// The findings of the marketing audit.
fn audits(work: &Work) -> Vec<Block> {
    let records = work.desk.session.records();
    let (structure, texts) = (&work.desk.content.structure, &work.desk.content.texts);
    let mut rows = Vec::new();
    for question in &structure.audit {
        for found in audit::findings(&records, &question.id) {
            let word = |text: Option<String>| Cell::text(text.map(views::mask::veiled).unwrap_or_default());
            let grade = audit_finding::GRADE.get(&*found).map(|code| choice_label("audit_finding", "grade", &code));
            let mut row = Row::of(vec![
                Cell::text(texts.audit_parts.get(&question.part).cloned().unwrap_or_default()),
                word(audit_finding::FINDING.get(&*found)),
                word(grade),
                word(audit_finding::RECOMMENDATION.get(&*found)),
            ]);
            if let Some(evidence) = audit_finding::EVIDENCE.get(&*found) {
                row.more.push((t("field.audit_finding.evidence"), Cell::text(views::mask::veiled(evidence))));
            }
            rows.push(row);
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let heads = ["ui.report.part", "field.audit_finding.finding", "field.audit_finding.grade", "field.audit_finding.recommendation"];
    vec![Block::heading(2, t("ui.diagnosis.audit")), table(String::new(), &heads, rows)]
}

/// All open work, by pillar.
fn all_actions(work: &Work) -> Vec<Block> {
    let mut rows = super::first::decisions_to_take(work);
    for pillar in &work.options.pillars {
        let mut found = action_rows(work, &actions_of(work, *pillar));
        if let Some(first) = found.first_mut() {
            first.group = Some(pillar_name(*pillar));
        }
        rows.extend(found);
    }
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Block::heading(2, t("ui.report.all_actions")), table(String::new(), &ACTION_HEADS, rows)]
}

/// All words of a block; of what the page draws, its title.
fn words(work: &Work, block: &Block) -> String {
    match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } => text.clone(),
        Block::List { items, .. } => items.join("\n"),
        Block::Facts { facts } => facts.iter().map(|(label, cell)| format!("{label}\n{}", cell.text)).collect::<Vec<_>>().join("\n"),
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.as_str());
            table.head.iter().map(String::as_str).chain(cells).collect::<Vec<_>>().join("\n")
        }
        Block::Part { part } => super::parts::title(work, part),
        Block::Figure(_) | Block::PageBreak => String::new(),
    }
}

/// The words that the report uses and that not everybody knows.
fn glossary(work: &Work, text: &str) -> Vec<Block> {
    let chinese = language() == Language::Chinese;
    let uses = |text: &str, word: &str| if word == word.to_uppercase() && word.is_ascii() { abbreviated(text, word) } else { mentions(text, word) };
    let facts: Vec<(String, Cell)> = work
        .terms
        .iter()
        .filter(|term| uses(text, if chinese { &term.zh } else { &term.en }) || abbreviated(text, &term.id))
        .map(|term| if chinese { (term.zh.clone(), Cell::text(&term.zh_text)) } else { (term.en.clone(), Cell::text(&term.en_text)) })
        .collect();
    if facts.is_empty() {
        return Vec::new();
    }
    vec![Block::heading(2, t("ui.help.glossary")), Block::toned(t("ui.report.glossary_about"), Tone::Note), Block::Facts { facts }]
}
