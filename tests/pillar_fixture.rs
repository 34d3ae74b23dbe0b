//! What the tests of several pillars share: their content, packs of the sample company, values and views of a world.

#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::panic)]

use flow::{Evaluator, Expression, Hit, Parameter, Picture, PillarContent};
use model::{Id, Json, Object};

use crate::fixture::World;

pub fn path(file: &str) -> String {
    format!("{}/../public/content/{file}", env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(path(file)).unwrap_or_else(|fault| panic!("{file}: {fault}"))
}

/// The structure of a pillar, by its folder of content.
pub fn content(folder: &str) -> PillarContent {
    serde_json::from_str(&read(&format!("{folder}/steps.json"))).unwrap_or_else(|fault| panic!("{folder}: {fault}"))
}

/// The base pack of the sample company with these packs on top, as the app opens them, on its own day.
pub fn sample(language: &str, packs: &[&str]) -> World {
    let files = [format!("demo/{language}.json")].into_iter().chain(packs.iter().map(|pack| format!("demo/{pack}.{language}.json")));
    let mut world = World::on("2026-06-30");
    for record in io::merge_packs(files.map(|file| io::read_pack(&read(&file)).unwrap()).collect()) {
        world.records.insert(record);
    }
    world
}

/// The whole sample company.
pub fn whole_sample(language: &str) -> World {
    let packs: Vec<&str> = pillars::PILLARS.iter().skip(1).map(|pillar| pillar.content).chain([pillars::diagnosis::SAMPLE]).collect();
    sample(language, &packs)
}

/// What a check of a pillar finds.
pub fn hits_of(world: &World, folder: &str, id: &str) -> Vec<Hit> {
    let content = content(folder);
    let (_, check) = content.checks().find(|(_, check)| check.id == id).unwrap_or_else(|| panic!("no check {id}"));
    flow::hits(&check.rule, &Evaluator::new(world.context(), &pillars::rules()))
}

/// An expression on a record.
pub fn value(world: &World, record: Id, expression: &str) -> Option<Parameter> {
    let rules = pillars::rules();
    Evaluator::new(world.context(), &rules).value(&Expression::try_from(expression.to_owned()).unwrap(), world.get(record))
}

/// What a view of a pillar shows, on the page of a record if one is given.
pub fn picture(world: &World, folder: &str, id: &str, page: Option<Id>) -> Picture {
    let (content, rules) = (content(folder), pillars::rules());
    let evaluator = Evaluator::new(world.context(), &rules);
    let evaluator = match page {
        Some(record) => evaluator.on_page_of(record),
        None => evaluator,
    };
    content.view(id).and_then(|view| view.view.picture(&evaluator)).unwrap_or_else(|| panic!("{id} shows nothing"))
}

/// A measure of a record.
pub fn measure(world: &World, name: &str, id: Id) -> Option<Parameter> {
    (pillars::rules().measure_named(name).unwrap_or_else(|| panic!("no measure {name}")))(&world.context(), world.get(id))
}

/// A measure of a record, without language; empty where there is none.
pub fn plain(world: &World, name: &str, id: Id) -> String {
    measure(world, name, id).map(|value| value.plain()).unwrap_or_default()
}

/// A figure of the workspace, without language; empty where there is none.
pub fn figure(world: &World, name: &str) -> String {
    let run = pillars::rules().figure_named(name).unwrap_or_else(|| panic!("no figure {name}"));
    run(&world.context()).map(|value| value.plain()).unwrap_or_default()
}

/// A row of a table inside a record.
pub fn row(cells: &[(&str, Json)]) -> Object {
    cells.iter().map(|(key, json)| ((*key).to_owned(), json.clone())).collect()
}
