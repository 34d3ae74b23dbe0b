//! Proves that content is whole: ids, kinds, fields and rules resolve, both languages have every
//! text and no other, lengths hold (decisions.md 1–6). The author sees file, path and reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use model::{Key, Registry};

use crate::content::{Block, CheckDef, PillarContent, Rule};
use crate::picture::own_label;
use crate::rules::Rules;
use crate::texts::PillarTexts;

const STEPS: &str = "steps.json";
const ZH: &str = "zh-CN.json";
const EN: &str = "en.json";
/// Most Han characters in the title of a step.
const TITLE_LIMIT: usize = 10;
/// Han characters of a step's guidance.
const GUIDANCE: std::ops::RangeInclusive<usize> = 150..=400;
/// Most Han characters of an item's guidance.
const ITEM_LIMIT: usize = 120;
/// Placeholders of the rules `filled` and `at_least`.
const FILLED_PARAMETERS: &[&str] = &["record", "kind", "field"];
const AT_LEAST_PARAMETERS: &[&str] = &["kind", "count", "missing"];

/// Something wrong with a content file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentFault {
    /// File inside the pillar's folder.
    pub file: &'static str,
    /// Where in the file, for example `steps.P01.2.title`.
    pub path: String,
    /// What is wrong, in English: read by content authors.
    pub reason: String,
}

impl fmt::Display for ContentFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}: {}", self.file, self.path, self.reason)
    }
}

struct Faults(Vec<ContentFault>);

impl Faults {
    fn add(&mut self, file: &'static str, path: impl Into<String>, reason: impl Into<String>) {
        self.0.push(ContentFault { file, path: path.into(), reason: reason.into() });
    }
}

/// How many Han characters a text has.
pub fn han_characters(text: &str) -> usize {
    text.chars().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')).count()
}

/// The names of the placeholders of a text: `{days|day|days}` is `days`.
pub fn placeholders(text: &str) -> BTreeSet<&str> {
    let ends = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    ends.map(|(inside, _)| inside.split('|').next().unwrap_or(inside).trim()).collect()
}

/// Everything that is wrong with the content of a pillar.
pub fn validate_content(content: &PillarContent, zh: &PillarTexts, en: &PillarTexts, registry: &Registry, rules: &Rules) -> Vec<ContentFault> {
    let mut faults = Faults(Vec::new());
    structure(content, registry, rules, &mut faults);
    pictures(content, registry, rules, &mut faults);
    actions(content, registry, rules, &mut faults);
    same_labels(zh, en, &mut faults);
    for (file, texts) in [(ZH, zh), (EN, en)] {
        same_keys(content, file, texts, &mut faults);
        nothing_empty(file, texts, &mut faults);
        action_words(content, file, texts, registry, rules, &mut faults);
    }
    messages(content, zh, en, rules, &mut faults);
    lengths(zh, &mut faults);
    faults.0
}

/// Both languages label the same things.
fn same_labels(zh: &PillarTexts, en: &PillarTexts, faults: &mut Faults) {
    for (file, ours, theirs) in [(ZH, zh, en), (EN, en, zh)] {
        for key in theirs.labels.keys().filter(|key| !ours.labels.contains_key(*key)) {
            faults.add(file, format!("labels.{key}"), "the other language has it");
        }
    }
}

fn structure(content: &PillarContent, registry: &Registry, rules: &Rules, faults: &mut Faults) {
    let mut ids = BTreeSet::new();
    let mut unique = |id: &str, faults: &mut Faults| {
        if !ids.insert(id.to_owned()) {
            faults.add(STEPS, id, "this id occurs twice");
        }
    };
    let outputs: BTreeSet<&str> = content.outputs.iter().map(|output| output.id.as_str()).collect();
    let mut yielded = BTreeSet::new();
    for step in &content.steps {
        unique(&step.id, faults);
        row(&step.id, &content.pillar, &step.covers, &step.records, registry, faults);
        for item in &step.items {
            unique(&item.id, faults);
            row(&item.id, &step.id, &item.covers, &item.records, registry, faults);
        }
        let kinds = step.kinds();
        for kind in step.shared.iter().chain(&step.inherited).filter(|kind| !kinds.contains(kind)) {
            faults.add(STEPS, format!("{}.shared", step.id), format!("{kind} is not worked on here"));
        }
        if step.records.is_empty() && step.items.iter().all(|item| item.records.is_empty()) {
            faults.add(STEPS, &step.id, "works on no kind of record");
        }
        for output in &step.outputs {
            yielded.insert(output.as_str());
            if !outputs.contains(output.as_str()) {
                faults.add(STEPS, format!("{}.outputs", step.id), format!("no output is called {output}"));
            }
        }
    }
    for output in &content.outputs {
        unique(&output.id, faults);
        if output.covers.is_empty() {
            faults.add(STEPS, format!("outputs.{}", output.id), "covers no requirement");
        }
        if !yielded.contains(output.id.as_str()) {
            faults.add(STEPS, format!("outputs.{}", output.id), "no step yields it");
        }
    }
    for (row, check) in content.checks() {
        unique(&check.id, faults);
        self::check(row, check, registry, rules, faults);
    }
}

fn row(id: &str, parent: &str, covers: &[String], records: &[Key], registry: &Registry, faults: &mut Faults) {
    if !id.strip_prefix(parent).is_some_and(|rest| rest.starts_with('.')) {
        faults.add(STEPS, id, format!("an id here begins with {parent}."));
    }
    if covers.is_empty() {
        faults.add(STEPS, id, "covers no requirement");
    }
    for kind in records.iter().filter(|kind| registry.kind(kind).is_none()) {
        faults.add(STEPS, format!("{id}.records"), format!("no kind is called {kind}"));
    }
}

fn check(row: &str, check: &CheckDef, registry: &Registry, rules: &Rules, faults: &mut Faults) {
    if !check.id.strip_prefix(row).is_some_and(|rest| rest.starts_with('.')) {
        faults.add(STEPS, &check.id, format!("a check here begins with {row}."));
    }
    if check.covers.is_empty() {
        faults.add(STEPS, &check.id, "covers no requirement");
    }
    let mut fault = |reason: String| faults.add(STEPS, &check.id, reason);
    let (kind, field, conditions) = match &check.rule {
        Rule::Named { name } => {
            if rules.get(name).is_none() {
                fault(format!("no rule is called {name}"));
            }
            return;
        }
        Rule::AtLeast { count: 0, .. } => return fault("at least nothing is no check".to_owned()),
        Rule::AtLeast { kind, conditions, .. } | Rule::Unique { kind, conditions, .. } => (kind, None, conditions),
        Rule::Filled { kind, field, conditions } | Rule::EveryChoice { kind, field, conditions } => (kind, Some(field), conditions),
        Rule::None { kind, conditions, field, .. } => (kind, field.as_ref(), conditions),
    };
    let Some(known) = registry.kind(kind) else { return fault(format!("no kind is called {kind}")) };
    if let Some(field) = field.filter(|field| known.field(field).is_none()) {
        fault(format!("{kind} has no field {field}"));
    }
    let expressions: Vec<_> = match &check.rule {
        Rule::None { show, .. } => show.values().collect(),
        Rule::Unique { by, .. } => by.iter().collect(),
        _ => Vec::new(),
    };
    let of_conditions = conditions.iter().filter_map(|condition| condition.fault(known, registry, rules));
    let of_expressions = expressions.into_iter().filter_map(|expression| expression.fault(known, registry, rules));
    for reason in of_conditions.chain(of_expressions).collect::<Vec<_>>() {
        fault(reason);
    }
}

/// Views, pages and the parts of documents resolve.
fn pictures(content: &PillarContent, registry: &Registry, rules: &Rules, faults: &mut Faults) {
    let views: BTreeSet<&str> = content.views.iter().map(|view| view.id.as_str()).collect();
    let mut used: BTreeSet<&str> =
        content.steps.iter().flat_map(|step| step.tools.iter().chain(step.items.iter().flat_map(|item| &item.tools))).map(String::as_str).collect();
    for view in &content.views {
        if let Some(reason) = view.fault(registry, rules) {
            faults.add(STEPS, format!("views.{}", view.id), reason);
        }
    }
    let unknown = |place: String, id: &str, faults: &mut Faults| {
        if !views.contains(id) {
            faults.add(STEPS, place, format!("no view is called {id}"));
        }
    };
    for page in &content.pages {
        let place = format!("pages.{}", page.kind);
        match registry.kind(&page.kind) {
            None => faults.add(STEPS, &place, "no such kind"),
            Some(kind) => {
                for reason in page.show.iter().filter_map(|expression| expression.fault(kind, registry, rules)) {
                    faults.add(STEPS, &place, reason);
                }
            }
        }
        for id in &page.views {
            used.insert(id);
            unknown(place.clone(), id, faults);
        }
    }
    for output in &content.outputs {
        for (section, block) in output.sections.iter().flat_map(|section| section.blocks.iter().map(move |block| (section, block))) {
            let place = format!("outputs.{}.{}", output.id, section.id);
            match block {
                Block::View(id) => {
                    used.insert(id);
                    unknown(place, id, faults);
                }
                Block::Records(records) => {
                    if let Some(reason) = records.source.fault(registry, rules) {
                        faults.add(STEPS, &place, reason);
                    }
                    let kind = registry.kind(&records.source.kind);
                    for reason in kind.into_iter().flat_map(|kind| records.fields.iter().filter_map(|field| field.fault(kind, registry, rules))) {
                        faults.add(STEPS, &place, reason);
                    }
                    for id in &records.views {
                        used.insert(id);
                        unknown(place.clone(), id, faults);
                    }
                }
                Block::Text(_) | Block::Signatures(_) | Block::Findings(_) => {}
            }
        }
    }
    for view in content.views.iter().filter(|view| !used.contains(view.id.as_str())) {
        faults.add(STEPS, format!("views.{}", view.id), "nothing shows it");
    }
}

/// Actions can be worked out.
fn actions(content: &PillarContent, registry: &Registry, rules: &Rules, faults: &mut Faults) {
    for action in &content.actions {
        let place = format!("actions.{}", action.id);
        if action.covers.is_empty() {
            faults.add(STEPS, &place, "covers no requirement");
        }
        if let Some(reason) = action.fault(registry, rules) {
            faults.add(STEPS, place, reason);
        }
    }
}

/// The words that actions write are there and can be filled in.
fn action_words(content: &PillarContent, file: &'static str, texts: &PillarTexts, registry: &Registry, rules: &Rules, faults: &mut Faults) {
    for action in &content.actions {
        let Some(words) = texts.actions.get(&action.id) else { continue };
        if let Some(reason) = action.words_fault(words, registry, rules) {
            faults.add(file, format!("actions.{}", action.id), reason);
        }
    }
}

fn same_keys(content: &PillarContent, file: &'static str, texts: &PillarTexts, faults: &mut Faults) {
    fn compare<'a, T>(section: &str, wanted: impl Iterator<Item = &'a str>, texts: &BTreeMap<String, T>, file: &'static str, faults: &mut Faults) {
        let wanted: BTreeSet<&str> = wanted.collect();
        for id in wanted.iter().filter(|id| !texts.contains_key(**id)) {
            faults.add(file, format!("{section}.{id}"), "text is missing");
        }
        for id in texts.keys().filter(|id| !wanted.contains(id.as_str())) {
            faults.add(file, format!("{section}.{id}"), "no such id in steps.json");
        }
    }
    let steps = &content.steps;
    compare("steps", steps.iter().map(|step| step.id.as_str()), &texts.steps, file, faults);
    compare("items", steps.iter().flat_map(|step| &step.items).map(|item| item.id.as_str()), &texts.items, file, faults);
    compare("checks", content.checks().map(|(_, check)| check.id.as_str()), &texts.checks, file, faults);
    compare("outputs", content.outputs.iter().map(|output| output.id.as_str()), &texts.outputs, file, faults);
    compare("actions", content.actions.iter().map(|action| action.id.as_str()), &texts.actions, file, faults);
    let tools = steps.iter().flat_map(|step| step.tools.iter().chain(step.items.iter().flat_map(|item| &item.tools)));
    let views = content.views.iter().map(|view| &view.id);
    compare("tools", tools.chain(views).map(String::as_str), &texts.tools, file, faults);
    for output in &content.outputs {
        let Some(words) = texts.outputs.get(&output.id) else { continue };
        let section = format!("outputs.{}.sections", output.id);
        compare(&section, output.sections.iter().map(|section| section.id.as_str()), &words.sections, file, faults);
        let blocks = output.sections.iter().flat_map(|section| &section.blocks);
        let keys = blocks.flat_map(|block| match block {
            Block::Text(key) => vec![key.as_str()],
            Block::Signatures(keys) => keys.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        });
        compare(&format!("outputs.{}.texts", output.id), keys, &words.texts, file, faults);
    }
    let pages = content.pages.iter().flat_map(|page| &page.show);
    let documents = content.outputs.iter().flat_map(|output| &output.sections).flat_map(|section| &section.blocks).flat_map(|block| match block {
        Block::Records(records) => records.fields.as_slice(),
        _ => &[],
    });
    let needed = pages.chain(documents).filter_map(own_label).chain(content.views.iter().flat_map(|view| view.own_labels()));
    for key in needed.collect::<BTreeSet<_>>().iter().filter(|key| !texts.labels.contains_key(*key)) {
        faults.add(file, format!("labels.{key}"), "text is missing");
    }
}

fn nothing_empty(file: &'static str, texts: &PillarTexts, faults: &mut Faults) {
    let mut all: Vec<(String, &str)> = Vec::new();
    let pillar = &texts.pillar;
    for (name, text) in [("name", &pillar.name), ("title", &pillar.title), ("why", &pillar.why), ("yields", &pillar.yields)] {
        all.push((format!("pillar.{name}"), text));
    }
    for (id, step) in &texts.steps {
        let parts = [("title", &step.title), ("why", &step.why), ("mistake", &step.mistake), ("success", &step.success), ("yields", &step.yields)];
        all.extend(parts.map(|(name, text)| (format!("steps.{id}.{name}"), text.as_str())));
        all.extend(step.guidance.iter().enumerate().map(|(index, text)| (format!("steps.{id}.guidance.{index}"), text.as_str())));
        for (index, example) in step.example.iter().enumerate() {
            all.push((format!("steps.{id}.example.{index}.title"), &example.title));
            all.push((format!("steps.{id}.example.{index}.text"), &example.text));
        }
        if step.guidance.is_empty() {
            faults.add(file, format!("steps.{id}.guidance"), "text is missing");
        }
        if step.example.is_empty() {
            faults.add(file, format!("steps.{id}.example"), "a worked example is missing");
        }
    }
    for (id, item) in &texts.items {
        all.push((format!("items.{id}.title"), &item.title));
        all.extend(item.guidance.iter().enumerate().map(|(index, text)| (format!("items.{id}.guidance.{index}"), text.as_str())));
        if item.guidance.is_empty() {
            faults.add(file, format!("items.{id}.guidance"), "text is missing");
        }
    }
    all.extend(texts.checks.iter().map(|(id, text)| (format!("checks.{id}"), text.as_str())));
    for (id, text) in &texts.tools {
        all.push((format!("tools.{id}.title"), &text.title));
        all.push((format!("tools.{id}.about"), &text.about));
    }
    for (id, text) in &texts.actions {
        all.push((format!("actions.{id}.label"), &text.label));
        all.extend(text.words.iter().map(|(key, text)| (format!("actions.{id}.words.{key}"), text.as_str())));
    }
    all.extend(texts.labels.iter().map(|(key, text)| (format!("labels.{key}"), text.as_str())));
    for (id, text) in &texts.outputs {
        all.push((format!("outputs.{id}.title"), &text.title));
        all.push((format!("outputs.{id}.about"), &text.about));
        for (key, text) in text.sections.iter().chain(&text.texts) {
            all.push((format!("outputs.{id}.{key}"), text));
        }
    }
    for (path, _) in all.into_iter().filter(|(_, text)| text.trim().is_empty()) {
        faults.add(file, path, "text is empty");
    }
}

fn messages(content: &PillarContent, zh: &PillarTexts, en: &PillarTexts, rules: &Rules, faults: &mut Faults) {
    for (_, check) in content.checks() {
        let known: Vec<&str> = match &check.rule {
            Rule::Filled { .. } => FILLED_PARAMETERS.to_vec(),
            Rule::AtLeast { .. } => AT_LEAST_PARAMETERS.to_vec(),
            Rule::None { show, .. } => show.keys().map(String::as_str).chain(["record"]).collect(),
            Rule::EveryChoice { .. } => vec!["kind", "missing"],
            Rule::Unique { .. } => vec!["record"],
            Rule::Named { name } => match rules.get(name) {
                Some(rule) => rule.parameters.to_vec(),
                None => continue,
            },
        };
        for (file, texts) in [(ZH, zh), (EN, en)] {
            let Some(text) = texts.checks.get(&check.id) else { continue };
            for name in placeholders(text).into_iter().filter(|name| !known.contains(name)) {
                faults.add(file, format!("checks.{}", check.id), format!("the rule fills no {{{name}}}, only {}", known.join(", ")));
            }
        }
    }
}

fn lengths(zh: &PillarTexts, faults: &mut Faults) {
    for (id, step) in &zh.steps {
        let title = han_characters(&step.title);
        if title > TITLE_LIMIT {
            faults.add(ZH, format!("steps.{id}.title"), format!("{title} Han characters, at most {TITLE_LIMIT}"));
        }
        let guidance: usize = step.guidance.iter().map(|text| han_characters(text)).sum();
        if !GUIDANCE.contains(&guidance) {
            let reason = format!("{guidance} Han characters, wanted {} to {}", GUIDANCE.start(), GUIDANCE.end());
            faults.add(ZH, format!("steps.{id}.guidance"), reason);
        }
    }
    for (id, item) in &zh.items {
        let guidance: usize = item.guidance.iter().map(|text| han_characters(text)).sum();
        if guidance > ITEM_LIMIT {
            faults.add(ZH, format!("items.{id}.guidance"), format!("{guidance} Han characters, at most {ITEM_LIMIT}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Line, record};

    record! {
        /// Something to write down.
        NOTE = "note", title "text";
        TEXT: Line = "text", required;
    }

    const STEPS: &str = r#"{ "pillar": "P01", "folder": "goals", "version": 1, "steps": [
        { "id": "P01.1", "covers": ["P01.1"], "records": ["note"], "tools": ["board"], "outputs": ["page"],
          "checks": [ { "id": "P01.1.text", "rule": "filled", "kind": "note", "field": "text", "severity": "fix", "covers": ["P01.1"] } ],
          "items": [ { "id": "P01.1.1", "covers": ["P01.1.1"], "records": ["note"],
            "checks": [ { "id": "P01.1.1.rule", "rule": "named", "name": "test.rule", "severity": "fix", "covers": ["P01.1.1"] } ] } ] } ],
        "outputs": [ { "id": "page", "covers": ["P01.1"] } ] }"#;

    fn texts(guidance: usize, title: &str) -> String {
        let guidance = "写".repeat(guidance);
        format!(
            r#"{{ "pillar": {{ "name": "n", "title": "t", "why": "w", "yields": "y" }},
            "steps": {{ "P01.1": {{ "title": "{title}", "why": "w", "guidance": ["{guidance}"], "mistake": "m", "success": "s", "yields": "y",
                "example": [ {{ "title": "t", "text": "x" }} ] }} }},
            "items": {{ "P01.1.1": {{ "title": "t", "guidance": ["g"] }} }},
            "checks": {{ "P01.1.text": "fill {{record}}", "P01.1.1.rule": "{{days|day|days}}" }},
            "outputs": {{ "page": {{ "title": "t", "about": "a" }} }}, "tools": {{ "board": {{ "title": "t", "about": "a" }} }} }}"#
        )
    }

    /// The faults after a change of one of the files, each as `path: reason` beginning so.
    fn check(steps: impl Fn(String) -> String, zh: impl Fn(String) -> String, expected: &[&str]) {
        let mut rules = Rules::default();
        rules.add("test.rule", |_| Vec::new(), &["days"]);
        let content: PillarContent = serde_json::from_str(&steps(STEPS.to_owned())).unwrap();
        let zh: PillarTexts = serde_json::from_str(&zh(texts(200, "写下愿景"))).unwrap();
        let en: PillarTexts = serde_json::from_str(&texts(0, "Write").replace("\"guidance\": [\"\"]", "\"guidance\": [\"g\"]")).unwrap();
        let found: Vec<String> = validate_content(&content, &zh, &en, &Registry::new([&NOTE]), &rules).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{found} should begin with {expected}");
        }
    }

    #[test]
    fn whole_content_has_no_faults() {
        check(|steps| steps, |zh| zh, &[]);
    }

    #[test]
    fn structure_must_resolve() {
        check(|s| s.replace("\"field\": \"text\"", "\"field\": \"txt\""), |zh| zh, &["steps.json: P01.1.text: note has no field txt"]);
        check(|s| s.replace("\"name\": \"test.rule\"", "\"name\": \"test.rul\""), |zh| zh, &["steps.json: P01.1.1.rule: no rule"]);
        check(
            |s| s.replacen("\"records\": [\"note\"]", "\"records\": [\"nota\"]", 1),
            |zh| zh,
            &["steps.json: P01.1.records: no kind is called nota"],
        );
        check(|s| s.replacen("\"covers\": [\"P01.1\"]", "\"covers\": []", 1), |zh| zh, &["steps.json: P01.1: covers no requirement"]);
        check(|s| s.replace("\"outputs\": [\"page\"]", "\"outputs\": []"), |zh| zh, &["steps.json: outputs.page: no step yields it"]);
        check(|s| s.replace("\"pillar\": \"P01\"", "\"pillar\": \"P02\""), |zh| zh, &["steps.json: P01.1: an id here begins with P02."]);
    }

    #[test]
    fn texts_must_be_whole_and_no_more() {
        check(|s| s, |zh| zh.replace("\"P01.1.text\": \"fill {record}\", ", ""), &["zh-CN.json: checks.P01.1.text: text is missing"]);
        check(
            |s| s,
            |zh| zh.replace("\"why\": \"w\", \"guidance\"", "\"why\": \" \", \"guidance\""),
            &["zh-CN.json: steps.P01.1.why: text is empty"],
        );
        check(
            |s| s,
            |zh| zh.replace("\"tools\": {", "\"tools\": { \"old\": { \"title\": \"t\", \"about\": \"a\" },"),
            &["zh-CN.json: tools.old: no such id"],
        );
        check(|s| s, |zh| zh.replace("fill {record}", "fill {recrod}"), &["zh-CN.json: checks.P01.1.text: the rule fills no {recrod}"]);
    }

    #[test]
    fn lengths_hold() {
        check(|s| s, |_| texts(149, "写"), &["zh-CN.json: steps.P01.1.guidance: 149 Han characters"]);
        check(|s| s, |_| texts(401, "写"), &["zh-CN.json: steps.P01.1.guidance: 401 Han characters"]);
        check(|s| s, |_| texts(150, "十一个汉字的标题太长了"), &["zh-CN.json: steps.P01.1.title: 11 Han characters"]);
        check(|s| s, |zh| zh.replace("[\"g\"]", &format!("[\"{}\"]", "写".repeat(121))), &["zh-CN.json: items.P01.1.1.guidance: 121 Han characters"]);
    }
}
