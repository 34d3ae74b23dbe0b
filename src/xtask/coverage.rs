//! Which requirement ids are carried by schema and content, and which test asserts them.
//! An id is covered only with both; a gap among the claimed ids fails.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use model::FieldDef;
use serde_json::Value;

use crate::process::{Failure, Repository, at};
use crate::scan;

/// Everything known about the ids.
struct Coverage {
    /// Id and short name, in the order of the catalogue.
    names: Vec<(String, String)>,
    claimed: BTreeSet<String>,
    carriers: Ids,
    tests: Ids,
    /// Tests that name too many ids to count for one of them.
    sweeps: Ids,
}

/// Names by id.
type Ids = BTreeMap<String, BTreeSet<String>>;

/// `coverage [--links] [P01]`.
pub(crate) fn command(repository: &Repository, arguments: &[String]) -> Result<(), Failure> {
    let links = arguments.iter().any(|argument| argument == "--links");
    let pillar = arguments.iter().find(|argument| !argument.starts_with('-'));
    let coverage = Coverage::read(repository)?;
    let groups: Vec<String> = match pillar {
        Some(pillar) => vec![pillar.clone()],
        None if links => vec!["L".into()],
        None => coverage.claimed.iter().map(|id| group(id).to_owned()).collect::<BTreeSet<_>>().into_iter().collect(),
    };
    for name in &groups {
        coverage.print_table(name);
    }
    if pillar.is_none() && !links {
        coverage.print_summary();
    }
    let mut problems = coverage.problems();
    if links {
        problems.extend(coverage.missing_links());
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure::Check(format!("{} gaps in the coverage:\n  {}", problems.len(), problems.join("\n  ")))) }
}

impl Coverage {
    fn read(repository: &Repository) -> Result<Self, Failure> {
        let folder = repository.path("tests/requirements");
        let names = lines(&folder.join("ids.txt"))?
            .iter()
            .map(|line| line.split_once('\t').unwrap_or((line, "")))
            .map(|(id, name)| (id.into(), name.into()))
            .collect();
        let claimed = lines(&folder.join("claimed.txt"))?.into_iter().collect();
        let (mut tests, mut sweeps): (Ids, Ids) = Default::default();
        let mut carriers = BTreeMap::new();
        for kind in pillars::kinds() {
            note(&mut carriers, kind.covers, &format!("kind {}", kind.name));
            fields(&mut carriers, kind.name, kind.fields);
        }
        let content = repository.path("public/content");
        let mut folders = Vec::new();
        for entry in at(&content, fs::read_dir(&content))? {
            folders.push(entry?.path().join("steps.json"));
        }
        folders.sort();
        for path in folders.iter().filter(|path| path.is_file()) {
            let text = at(path, fs::read_to_string(path))?;
            let json: Value = serde_json::from_str(&text).map_err(|error| Failure::Check(format!("{}: {error}", path.display())))?;
            content_covers(&mut carriers, "pillar", &json);
            let folder = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
            let cases = repository.path(format!("tests/data/checks/{folder}.json"));
            if cases.is_file() {
                let text = at(&cases, fs::read_to_string(&cases))?;
                let cases: Value = serde_json::from_str(&text).map_err(|error| Failure::Check(format!("{}: {error}", cases.display())))?;
                check_cases(&mut tests, &json, &cases);
            }
        }
        for assertion in scan::assertions(&repository.root)? {
            let list = if assertion.sweep { &mut sweeps } else { &mut tests };
            list.entry(assertion.id).or_default().insert(assertion.test);
        }
        Ok(Self { names, claimed, carriers, tests, sweeps })
    }

    fn problems(&self) -> Vec<String> {
        let known: BTreeSet<&String> = self.names.iter().map(|(id, _)| id).collect();
        let unknown = |kind: &str, id: &String, by: &BTreeSet<String>| format!("{id} is in no list of ids, but {kind}: {}", join(by));
        let mut problems: Vec<String> = Vec::new();
        problems.extend(self.claimed.iter().filter(|id| !known.contains(id)).map(|id| format!("{id} is claimed, but in no list of ids")));
        problems
            .extend(self.tests.iter().chain(&self.sweeps).filter(|(id, _)| !known.contains(id)).map(|(id, by)| unknown("a test names it", id, by)));
        problems.extend(self.carriers.iter().filter(|(id, _)| !known.contains(id)).map(|(id, by)| unknown("schema or content names it", id, by)));
        for (id, name) in self.names.iter().filter(|(id, _)| self.claimed.contains(id)) {
            match (self.carriers.contains_key(id), self.tests.contains_key(id)) {
                (true, true) => {}
                (true, false) => problems.push(format!("{id} {name}: no test asserts it")),
                (false, true) => problems.push(format!("{id} {name}: no field, check, output or step carries it")),
                (false, false) => problems.push(format!("{id} {name}: neither carried nor tested")),
            }
        }
        problems
    }

    /// Links between pillars that nothing carries or no test asserts, claimed or not: all their kinds are there.
    fn missing_links(&self) -> Vec<String> {
        let links = self.names.iter().filter(|(id, _)| group(id) == "L" && !self.claimed.contains(id));
        links
            .filter(|(id, _)| !self.carriers.contains_key(id) || !self.tests.contains_key(id))
            .map(|(id, name)| format!("{id} {name}: not carried or not tested"))
            .collect()
    }

    fn print_table(&self, name: &str) {
        let rows: Vec<_> = self.names.iter().filter(|(id, _)| group(id) == name).collect();
        let width = rows.iter().map(|(_, name)| columns(name)).max().unwrap_or(0).min(40);
        println!("\n{name}");
        let none = BTreeSet::new();
        for (id, name) in rows {
            let carriers = self.carriers.get(id).unwrap_or(&none);
            let tests = self.tests.get(id).unwrap_or(&none);
            let mark = match (carriers.is_empty(), tests.is_empty()) {
                (false, false) => "✓",
                _ if self.claimed.contains(id) => "✗",
                _ => " ",
            };
            println!("{mark} {id:<9} {name}{} carried by: {}", " ".repeat(width.saturating_sub(columns(name))), join(carriers));
            for test in tests {
                println!("{}asserted by: {test}", " ".repeat(13 + width));
            }
            for test in self.sweeps.get(id).unwrap_or(&none) {
                println!("{}named by, among too many to count: {test}", " ".repeat(13 + width));
            }
            if tests.is_empty() {
                println!("{}asserted by: –", " ".repeat(13 + width));
            }
        }
    }

    fn print_summary(&self) {
        let mut groups: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
        for (id, _) in &self.names {
            let (carried, tested) = (self.carriers.contains_key(id), self.tests.contains_key(id));
            let counts = groups.entry(group(id)).or_default();
            for (count, holds) in counts.iter_mut().zip([true, self.claimed.contains(id), carried, tested, carried && tested]) {
                *count += usize::from(holds);
            }
        }
        println!("\n{:<6} {:>6} {:>8} {:>8} {:>7} {:>8}", "", "ids", "claimed", "carried", "tested", "covered");
        for (name, [ids, claimed, carried, tested, covered]) in groups {
            println!("{name:<6} {ids:>6} {claimed:>8} {carried:>8} {tested:>7} {covered:>8}");
        }
    }
}

/// `P01` of `P01.3.1`; `L`, `S`, `D` of the other lists.
fn group(id: &str) -> &str {
    match id.split_once('.') {
        Some((pillar, _)) => pillar,
        None => id.get(..1).unwrap_or(id),
    }
}

fn lines(path: &Path) -> Result<Vec<String>, Failure> {
    let text = at(path, fs::read_to_string(path))?;
    Ok(text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect())
}

fn note(carriers: &mut Ids, ids: &[&str], carrier: &str) {
    for id in ids {
        carriers.entry((*id).to_owned()).or_default().insert(carrier.to_owned());
    }
}

fn fields(carriers: &mut Ids, place: &str, list: &[FieldDef]) {
    for field in list {
        let name = format!("{place}.{}", field.name);
        note(carriers, field.covers, &format!("field {name}"));
        fields(carriers, &name, field.columns);
    }
}

/// Every object with `id` and `covers`, named after the list that it stands in.
fn content_covers(carriers: &mut Ids, place: &str, json: &Value) {
    match json {
        Value::Array(entries) => entries.iter().for_each(|entry| content_covers(carriers, place, entry)),
        Value::Object(object) => {
            if let (Some(id), Some(covers)) = (object.get("id").and_then(Value::as_str), object.get("covers").and_then(Value::as_array)) {
                let ids: Vec<&str> = covers.iter().filter_map(Value::as_str).collect();
                note(carriers, &ids, &format!("{} {id}", place.trim_end_matches('s')));
            }
            for (key, value) in object {
                content_covers(carriers, key, value);
            }
        }
        _ => {}
    }
}

/// A check with a case in tests/data/checks is seen to fail and to pass by tests/checks.rs: that asserts its ids.
fn check_cases(tests: &mut Ids, content: &Value, cases: &Value) {
    let tried: BTreeSet<&str> = cases["cases"].as_array().into_iter().flatten().filter_map(|case| case["check"].as_str()).collect();
    let steps = content["steps"].as_array().into_iter().flatten();
    let rows = steps.flat_map(|step| std::iter::once(step).chain(step["items"].as_array().into_iter().flatten()));
    for check in rows.flat_map(|row| row["checks"].as_array().into_iter().flatten()) {
        let Some(id) = check["id"].as_str().filter(|id| tried.contains(id)) else { continue };
        let covers: Vec<&str> = check["covers"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        note(tests, &covers, &format!("tests/checks.rs: case {id}"));
    }
}

fn join(list: &BTreeSet<String>) -> String {
    if list.is_empty() { "–".into() } else { list.iter().map(String::as_str).collect::<Vec<_>>().join(", ") }
}

/// Columns of a terminal: Han characters and full-width signs take two.
fn columns(text: &str) -> usize {
    text.chars().map(|character| if character as u32 >= 0x2E80 { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coverage(claimed: &[&str], carried: &[&str], tested: &[&str]) -> Coverage {
        let by = |ids: &[&str]| ids.iter().map(|id| ((*id).to_owned(), BTreeSet::from(["x".to_owned()]))).collect();
        Coverage {
            names: ["P01.1", "P01.2"].map(|id| (id.to_owned(), String::new())).into(),
            claimed: claimed.iter().map(|id| (*id).to_owned()).collect(),
            carriers: by(carried),
            tests: by(tested),
            sweeps: Ids::new(),
        }
    }

    fn check(claimed: &[&str], carried: &[&str], tested: &[&str], problems: usize) {
        assert_eq!(coverage(claimed, carried, tested).problems().len(), problems, "{claimed:?} {carried:?} {tested:?}");
    }

    #[test]
    fn a_claimed_id_needs_a_carrier_and_a_test() {
        check(&["P01.1"], &["P01.1"], &["P01.1"], 0);
        check(&["P01.1"], &[], &["P01.1"], 1);
        check(&["P01.1"], &["P01.1"], &[], 1);
        check(&["P01.1", "P01.2"], &["P01.1"], &["P01.1"], 1);
        check(&[], &["P01.1"], &[], 0);
    }

    #[test]
    fn a_link_is_wanted_whether_claimed_or_not() {
        let mut known = coverage(&[], &["L01"], &[]);
        known.names = vec![("L01".to_owned(), String::new()), ("P01.1".to_owned(), String::new())];
        assert_eq!(known.missing_links().len(), 1);
        known.tests.insert("L01".to_owned(), BTreeSet::from(["x".to_owned()]));
        assert!(known.missing_links().is_empty());
    }

    #[test]
    fn unknown_ids_are_problems_wherever_they_stand() {
        check(&[], &["P99.1"], &[], 1);
        check(&[], &[], &["P99.1"], 1);
        check(&["P99.1"], &[], &[], 1);
    }

    #[test]
    fn a_case_of_a_check_asserts_the_ids_of_the_check() {
        let content = serde_json::json!({ "steps": [ { "checks": [ { "id": "a", "covers": ["P02.1"] } ], "items": [ { "checks": [ { "id": "b", "covers": ["P02.2"] } ] } ] } ] });
        let mut tests = Ids::new();
        check_cases(&mut tests, &content, &serde_json::json!({ "cases": [ { "check": "b" } ] }));
        assert_eq!(tests.keys().collect::<Vec<_>>(), ["P02.2"]);
    }

    #[test]
    fn content_is_searched_at_every_depth() {
        let json = serde_json::json!({ "pillar": "P01", "steps": [ { "id": "P01.1", "covers": ["P01.1"], "checks": [ { "id": "c", "covers": ["P01.2"] } ] } ], "outputs": [ { "id": "o", "covers": ["P01.1"] } ] });
        let mut carriers = BTreeMap::new();
        content_covers(&mut carriers, "pillar", &json);
        assert_eq!(join(&carriers["P01.1"]), "output o, step P01.1");
        assert_eq!(join(&carriers["P01.2"]), "check c");
    }
}
