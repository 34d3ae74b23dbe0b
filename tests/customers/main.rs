//! Acceptance tests of pillar 9: the funnel of the demo to the number, RFM, points, care, complaint
//! clocks, recommendations, and the demo pack as a whole.

#![allow(clippy::unwrap_used, clippy::panic)]

mod sample;
mod service;
mod stages;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use flow::{Context, Evaluator, Expression, Finding, Parameter, Picture, PillarContent, Rules, Status, evaluate};
use model::{Date, Decimal, FieldType, Id, Json, Key, Money, Record, RecordSet, Registry, Stamp, Tags, links_of, validate_record};
use pillars::customers::rules::funnel::{self, Scope};
use pillars::customers::rules::{buying, care, complaints, duplicates, loyalty, recommend, staff, totals};
use pillars::customers::{care_rule, complaint, customer, opportunity};
use proptest::prelude::*;
use serde_json::json;

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];
static REGISTRY: LazyLock<Registry> = LazyLock::new(pillars::registry);
static RULES: LazyLock<Rules> = LazyLock::new(pillars::rules);

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn number(text: &str) -> Decimal {
    model::parse_number(text).unwrap()
}

fn public(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/content").join(path)
}

fn text(path: &str) -> String {
    let path = public(path);
    std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn pack(path: &str) -> Json {
    serde_json::from_str(&text(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

fn steps() -> PillarContent {
    serde_json::from_str(&text("09-customers/steps.json")).unwrap()
}

/// A small world; a value `@3` is the id of the third record.
struct World {
    records: RecordSet,
    today: Date,
}

impl World {
    fn of(list: Json) -> Self {
        let mut records = RecordSet::default();
        for (index, entry) in list.as_array().unwrap().iter().enumerate() {
            let kind = entry[0].as_str().unwrap();
            let known = REGISTRY.kind(kind).unwrap_or_else(|| panic!("no kind is called {kind}"));
            let mut record = Record::new(Id::from_number(index as u64 + 1), kind, Stamp { time: index as u64 + 1, ..Stamp::default() });
            for (field, value) in entry[1].as_object().unwrap() {
                assert!(known.field(field).is_some(), "{kind} has no field {field}");
                record.fields.insert(Key::new(field), resolved(value));
            }
            records.insert(record);
        }
        Self { records, today: date("2026-06-30") }
    }

    fn context(&self) -> Context<'_> {
        Context { records: &self.records, registry: &REGISTRY, today: self.today }
    }

    fn get(&self, number: u64) -> &Record {
        self.records.get(Id::from_number(number)).unwrap()
    }

    /// A measure of a record, without language.
    fn measure(&self, name: &str, record: u64) -> Option<String> {
        let run = RULES.measure_named(name).unwrap_or_else(|| panic!("no measure is called {name}"));
        run(&self.context(), self.get(record)).map(|value| value.plain())
    }
}

fn resolved(value: &Json) -> Json {
    match value {
        Json::String(text) => match text.strip_prefix('@') {
            Some(number) => Json::String(Id::from_number(number.parse().unwrap()).to_string()),
            None => value.clone(),
        },
        Json::Array(items) => items.iter().map(resolved).collect(),
        Json::Object(fields) => Json::Object(fields.iter().map(|(key, value)| (key.clone(), resolved(value))).collect()),
        other => other.clone(),
    }
}

/// The base pack with the records of pillar 9 laid over it.
fn demo(language: &str) -> RecordSet {
    let mut all: BTreeMap<Id, Record> = BTreeMap::new();
    for path in [format!("demo/{language}.json"), format!("demo/09-customers.{language}.json")] {
        let pack = pack(&path);
        for record in pack["records"].as_array().unwrap() {
            let record: Record = serde_json::from_value(record.clone()).unwrap();
            match all.get_mut(&record.id) {
                Some(known) => known.fields.extend(record.fields),
                None => {
                    all.insert(record.id, record);
                }
            }
        }
    }
    let mut records = RecordSet::default();
    all.into_values().for_each(|record| records.insert(record));
    records
}

fn on_demo<R>(language: &str, look: impl FnOnce(&Context<'_>) -> R) -> R {
    let records = demo(language);
    look(&Context { records: &records, registry: &REGISTRY, today: date("2026-06-30") })
}

fn figure(context: &Context<'_>, name: &str) -> Decimal {
    let value = (RULES.figure_named(name).unwrap_or_else(|| panic!("no figure is called {name}")))(context);
    match value {
        Some(Parameter::Number(number) | Parameter::Ratio(number)) => number,
        Some(Parameter::Count(count)) => Decimal::from_int(count),
        Some(Parameter::Money(money)) => money.major(),
        other => panic!("{name}: {other:?}"),
    }
}

/// A value shown in percent with one place.
fn percent(value: Decimal) -> String {
    value.times(Decimal::from_int(100)).rounded(1).to_string()
}
