//! The two demo packs: whole, linked, alike in both languages, and equal to the figures D01–D46, D76, D77 and D93–D100.

#![allow(clippy::unwrap_used, clippy::panic)]

mod company;
mod goals;
mod pictures;
mod whole;

use flow::{Context, Finding, PillarContent, Status, evaluate};
use model::{DateField, Decimal, Handle, Id, Json, Line, Link, Links, Money, Number, Record, RecordSet, Rows, Severity, ValueType};
use model::{parse_number, validate_record};
use pillars::channels::channel::{CLASS, NAME as CHANNEL_NAME};
use pillars::goals::rules::{board, consensus as agreement, levels, progress, smart};
use pillars::goals::{charter, competitor, consensus, env_factor, goal, goal_review, responsibility_sheet, target_customer, target_share};
use pillars::improvement::feedback;
use pillars::organisation::{department, person, region};
use pillars::performance::{evaluation, indicator, reading};
use pillars::plan::{budget_line, product, resource, task};
use pillars::workspace::{step_state, workspace};
use std::collections::BTreeMap;

pub(crate) const LANGUAGES: [&str; 2] = ["zh-CN", "en"];
/// Midnight of 2026-06-30 in UTC, in milliseconds.
pub(crate) const MADE: u64 = 1_782_777_600_000;
pub(crate) const GOAL_NAMES: [&str; 6] = ["知名度", "销售额 50%", "市场份额", "满意度", "重复购买率", "6.67"];

pub(crate) struct Regional {
    pub(crate) name: &'static str,
    pub(crate) owner: &'static str,
    pub(crate) weight: &'static str,
    pub(crate) baseline: &'static str,
    pub(crate) target: &'static str,
    pub(crate) half_year: &'static str,
    pub(crate) actual: &'static str,
    pub(crate) gap: &'static str,
}

/// The two goals below the goal for sales: the regions' shares of D06 in the figures of D21.
pub(crate) const REGIONS: [Regional; 2] = [
    Regional {
        name: "华东",
        owner: "郑凯",
        weight: "60%",
        baseline: "24.0M",
        target: "36.0M",
        half_year: "14.40M",
        actual: "14.28M",
        gap: "-21.72M",
    },
    Regional {
        name: "华南", owner: "梁雨", weight: "40%", baseline: "16.0M", target: "24.0M", half_year: "9.60M", actual: "9.52M", gap: "-14.48M"
    },
];

pub(crate) fn text(language: &str) -> String {
    let path = format!("{}/../public/content/demo/{language}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub(crate) fn load(language: &str) -> Vec<Record> {
    let mut pack: BTreeMap<String, Vec<Record>> = serde_json::from_str(&text(language)).expect("a pack of records");
    let records = pack.remove("records").expect("records");
    assert!(pack.is_empty(), "{language}: only records");
    records
}

/// Names of the packs beside the base one.
fn own() -> impl Iterator<Item = &'static str> {
    pillars::PILLARS.iter().skip(1).map(|pillar| pillar.content).chain([pillars::diagnosis::SAMPLE])
}

/// All packs of a language, one after the other.
pub(crate) fn packs(language: &str) -> String {
    let own = own().map(|name| text(&format!("{name}.{language}")));
    std::iter::once(text(language)).chain(own).collect::<Vec<_>>().join("\n")
}

/// The base pack with what every pillar adds, as the app opens it.
pub(crate) fn whole_demo(language: &str) -> Vec<Record> {
    let own = own().map(|name| format!("{name}.{language}"));
    let packs =
        std::iter::once(language.to_owned()).chain(own).map(|name| io::read_pack(&text(&name)).unwrap_or_else(|error| panic!("{name}: {error}")));
    io::merge_packs(packs.collect())
}

pub(crate) fn of_kind<'a>(records: &'a [Record], kind: &'a str) -> impl Iterator<Item = &'a Record> {
    records.iter().filter(move |record| record.kind == *kind)
}

pub(crate) fn count(records: &[Record], kind: &str) -> usize {
    of_kind(records, kind).count()
}

pub(crate) fn title(record: &Record) -> String {
    let kind = pillars::registry().kind(&record.kind).expect("kind");
    record.fields.get(kind.title).and_then(Json::as_str).unwrap_or_default().to_owned()
}

/// The first record of a kind whose title contains this text.
pub(crate) fn named<'a>(records: &'a [Record], kind: &'a str, part: &str) -> &'a Record {
    of_kind(records, kind).find(|record| title(record).contains(part)).unwrap_or_else(|| panic!("{kind} {part}"))
}

pub(crate) fn decimal(typed: &str) -> Decimal {
    parse_number(typed).expect(typed)
}

pub(crate) fn date(typed: &str) -> model::Date {
    typed.parse().expect(typed)
}

pub(crate) fn number(record: &Record, handle: Handle<Number>) -> Decimal {
    handle.get(record).unwrap_or_else(|| panic!("{} of {}", handle.name(), title(record)))
}

/// Readings of one indicator up to the demo's date that are for the whole, by date.
pub(crate) fn whole(records: &[Record], code: &str) -> Vec<(model::Date, Decimal)> {
    let measure = of_kind(records, "indicator").find(|record| indicator::CODE.get(*record).as_deref() == Some(code)).expect(code).id;
    let mut found: Vec<_> = of_kind(records, "reading")
        .filter(|record| reading::INDICATOR.get(*record) == Some(measure))
        .filter(|record| [reading::REGION, reading::CHANNEL, reading::PRODUCT, reading::PERSON].iter().all(|of| of.get(*record).is_none()))
        .map(|record| (reading::DATE.get(record).expect("date"), number(record, reading::VALUE)))
        .collect();
    found.sort();
    found
}

/// Sum of the readings of a channel, region or product, first and second quarter of 2026.
pub(crate) fn quarters_of(records: &[Record], of: Handle<Link>, id: Id) -> [Decimal; 2] {
    let sum = |from: &str, to: &str| {
        of_kind(records, "reading")
            .filter(|record| of.get(*record) == Some(id))
            .filter(|record| reading::DATE.get(*record).is_some_and(|day| (date(from)..=date(to)).contains(&day)))
            .map(|record| number(record, reading::VALUE))
            .sum()
    };
    [sum("2026-01-01", "2026-03-31"), sum("2026-04-01", "2026-06-30")]
}

pub(crate) struct Expected {
    pub(crate) name: &'static str,
    pub(crate) code: &'static str,
    pub(crate) baseline: &'static str,
    pub(crate) target: &'static str,
    pub(crate) due: &'static str,
    pub(crate) months: std::ops::RangeInclusive<i32>,
    pub(crate) mid_year: Option<&'static str>,
    pub(crate) reading: &'static str,
}
