//! Tables as files: what every kind exports reads back unchanged, real and hostile files, imports as the systems ask.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::LazyLock;

use exporter::{Answered, Desk};
use io::job::{Answer, Format, ImportChoices, Job, Look, Named, OnMatch, Plan, Reading, Report, Want, base_bytes};
use io::table::{Decision, FieldWords, Limits, Words, importable, quality, split_list, unite};
use model::{Choices, Id, Json, Key, Kind, Record, RecordSet, Registry, Stamp, ValueType};
use pillars::customers::{customer, interaction, order};
use proptest::prelude::*;

static REGISTRY: LazyLock<Registry> = LazyLock::new(pillars::registry);
static TEXTS: LazyLock<[HashMap<String, String>; 2]> = LazyLock::new(|| ["zh-CN", "en"].map(texts));
const CASES: &str = "TABLE_CASES";

/// Counts of property tests; `make soak` raises them.
fn cases(standard: u32) -> u32 {
    std::env::var(CASES).ok().and_then(|text| text.parse().ok()).unwrap_or(standard)
}

fn public(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

fn pairs(json: &Json) -> impl Iterator<Item = (String, String)> + '_ {
    json.as_object().into_iter().flatten().filter_map(|(key, text)| Some((key.clone(), text.as_str()?.to_owned())))
}

/// Every text of a language, as the program puts them together.
fn texts(language: &str) -> HashMap<String, String> {
    let file = |path: String| serde_json::from_str::<Json>(&public(&path)).unwrap();
    let mut all: HashMap<String, String> = pairs(&file(format!("lang/{language}.json"))).collect();
    for pillar in pillars::PILLARS {
        all.extend(pairs(&file(format!("content/{}/{language}.json", pillar.content))["labels"]));
    }
    all
}

fn labels(key: &str) -> Vec<String> {
    TEXTS.iter().filter_map(|texts| texts.get(key).cloned()).collect()
}

static WORDS: LazyLock<HashMap<&'static str, Words>> = LazyLock::new(|| REGISTRY.kinds().iter().map(|kind| (kind.name, words_of(kind))).collect());

/// The words of a kind, as the page gives them to the worker.
fn words(kind: &'static Kind) -> Words {
    WORDS[kind.name].clone()
}

fn words_of(kind: &'static Kind) -> Words {
    fn field(kind: &str, path: &str, def: &model::FieldDef) -> FieldWords {
        let codes = match def.choices {
            Choices::None => &[][..],
            Choices::Fixed(codes) | Choices::Editable(_, codes) => codes,
        };
        let choice = |code: &&str| ((*code).to_owned(), labels(&format!("choice.{kind}.{path}.{code}")));
        FieldWords {
            name: def.name.to_owned(),
            labels: labels(&format!("field.{kind}.{path}"))
                .into_iter()
                .chain(labels(&format!("ui.import_table.also.{}", def.name)).iter().flat_map(|list| split_list(list, &[])))
                .collect(),
            choices: codes.iter().map(choice).collect(),
            columns: def.columns.iter().map(|column| field(kind, &format!("{path}.{}", column.name), column)).collect(),
        }
    }
    Words {
        many: labels(&format!("kind.{}.many", kind.name)).swap_remove(0),
        fields: kind.fields.iter().map(|def| field(kind.name, def.name, def)).collect(),
        texts: TEXTS[0]
            .iter()
            .filter(|(key, _)| key.starts_with("issue.") || key.starts_with("ui.import_table."))
            .map(|(key, text)| (key.clone(), text.clone()))
            .collect(),
        yes: labels("ui.yes"),
        no: labels("ui.no"),
    }
}

/// A workspace with a worker beside it.
struct Office {
    records: RecordSet,
    desk: Desk,
}

impl Office {
    fn new(records: impl IntoIterator<Item = Record>) -> Self {
        let mut set = RecordSet::default();
        records.into_iter().for_each(|record| set.insert(record));
        Self { records: set, desk: Desk::new(pillars::registry()) }
    }

    fn title(&self, record: &Record) -> String {
        REGISTRY.kind(&record.kind).and_then(|kind| record.fields.get(kind.title)).and_then(Json::as_str).unwrap_or_default().to_owned()
    }

    /// What the page would send along with a job about this kind.
    fn base(&self, kind: &'static Kind) -> Vec<u8> {
        let own: Vec<_> = self.records.of_kind(kind.name).cloned().collect();
        let targets: Vec<&str> = kind
            .fields
            .iter()
            .flat_map(|field| field.targets.iter().chain(field.columns.iter().flat_map(|column| column.targets)))
            .copied()
            .collect();
        let linked: Vec<_> = self.records.all().into_iter().filter(|record| targets.contains(&record.kind.as_str())).cloned().collect();
        let named: Vec<Named> =
            linked.iter().map(|record| Named { id: record.id, kind: record.kind.to_string(), title: self.title(record) }).collect();
        base_bytes(&own, &linked, &named).unwrap()
    }

    fn run(&mut self, job: &Job, bytes: &[u8]) -> Answered {
        self.desk.run(&serde_json::to_string(job).unwrap(), bytes, &mut |_, _| {})
    }

    fn export(&mut self, kind: &'static Kind, format: Format) -> Vec<u8> {
        let fields = kind.fields.iter().map(|field| field.name.to_owned()).collect();
        let job = Job::Export { kind: kind.name.to_owned(), format, fields, words: words(kind), notes: vec!["note".to_owned()] };
        let base = self.base(kind);
        let answered = self.run(&job, &base);
        assert!(matches!(answered.answer, Answer::File { .. }), "{}: {:?}", kind.name, answered.answer);
        answered.bytes
    }

    fn look(&mut self, kind: &'static Kind, file: &[u8], reading: Reading) -> Result<Look, String> {
        let job = Job::Look { kind: kind.name.to_owned(), words: words(kind), reading };
        match self.run(&job, file).answer {
            Answer::Looked(look) => Ok(look),
            Answer::Refused(refused) => Err(refused.code),
            other => panic!("{other:?}"),
        }
    }

    fn check(&mut self, kind: &'static Kind, choices: &ImportChoices) -> (Report, Plan) {
        let job = Job::Check { kind: kind.name.to_owned(), words: words(kind), choices: choices.clone(), want: Want::Plan };
        let base = self.base(kind);
        let answered = self.run(&job, &base);
        match answered.answer {
            Answer::Checked(report) => (report, serde_json::from_slice(&answered.bytes).unwrap()),
            other => panic!("{other:?}"),
        }
    }

    /// Lets a plan in, as the page does.
    fn take(&mut self, plan: Plan) {
        for record in plan.added {
            assert!(self.records.get(record.id).is_none(), "an id is new");
            self.records.insert(record);
        }
        for (id, field, json) in plan.updated {
            let mut record = Record::clone(self.records.get(id).unwrap());
            record.fields.insert(Key::new(&field), json);
            self.records.insert(record);
        }
    }

    /// Looks at a file and checks it with the columns as guessed.
    fn import(&mut self, kind: &'static Kind, file: &[u8], change: impl FnOnce(&mut ImportChoices)) -> (Report, Plan) {
        let look = self.look(kind, file, Reading::default()).unwrap();
        let mut choices = choices(&look);
        change(&mut choices);
        self.check(kind, &choices)
    }
}

fn choices(look: &Look) -> ImportChoices {
    let targets: Vec<Option<String>> = look.columns.iter().map(|column| column.target.clone()).collect();
    let by_id = targets.iter().flatten().any(|target| target == "id");
    ImportChoices {
        targets,
        match_field: by_id.then(|| "id".to_owned()),
        create_links: true,
        currency: "CNY".to_owned(),
        now_ms: 1_790_000_000_000,
        seed: [7; 10],
        ..ImportChoices::default()
    }
}

fn demo(language: &str) -> Vec<Record> {
    let pack = |path: String| io::read_pack(&public(&path)).unwrap();
    let own = pillars::PILLARS.iter().skip(1).map(|pillar| pack(format!("content/demo/{}.{language}.json", pillar.content)));
    io::merge_packs(std::iter::once(pack(format!("content/demo/{language}.json"))).chain(own).collect())
}

fn csv(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").into_bytes()
}

fn record(number: u64, kind: &Kind, fields: &[(&str, Json)]) -> Record {
    let mut record = Record::new(Id::from_number(number), kind.name, Stamp { time: 1_000, ..Stamp::default() });
    record.fields.extend(fields.iter().map(|(name, json)| (Key::new(name), json.clone())));
    record
}

/// Every kind of the sample company, out and in again: nothing differs, in either format.
/// covers: P00.11
#[test]
fn what_is_exported_reads_back_unchanged() {
    for language in ["zh-CN", "en"] {
        let mut office = Office::new(demo(language));
        for kind in REGISTRY.kinds().iter().filter(|kind| !kind.single) {
            let count = office.records.count(kind.name) as u64;
            if count == 0 {
                continue;
            }
            for format in [Format::Csv, Format::Xlsx] {
                let file = office.export(kind, format);
                let (report, plan) = office.import(kind, &file, |_| {});
                assert_eq!((report.faulty, &report.problems), (0, &Vec::new()), "{} {format:?}", kind.name);
                assert_eq!(plan, Plan::default(), "{} {format:?}", kind.name);
                assert_eq!(report.unchanged, count, "{} {format:?}: {report:?}", kind.name);
            }
        }
    }
}

/// covers: S79, P04.A14
#[test]
fn bad_rows_are_named_and_the_others_taken() {
    let mut office = Office::new([]);
    let mut lines: Vec<String> = (0..500).map(|row| format!("S{row},2026-03-{:02},客户{},{}", row % 28 + 1, row % 40, row + 1)).collect();
    lines[9] = "S9,2026-02-30,客户9,10".to_owned();
    lines[99] = "S99,2026-03-01,客户9,一百".to_owned();
    lines[499] = "S499,2026-03-01,客户41,".to_owned();
    let file = csv(&format!("订单号,日期,客户,金额\r\n{}\r\n", lines.join("\r\n")));
    let (report, plan) = office.import(&order::ORDER, &file, |_| {});
    assert_eq!((report.created, report.faulty), (497, 3));
    let places: Vec<(u64, &str, &str)> =
        report.problems.iter().map(|problem| (problem.line, problem.column.as_str(), problem.value.as_str())).collect();
    assert_eq!(places, [(11, "日期", "2026-02-30"), (101, "金额", "一百"), (501, "金额", "")]);
    assert!(report.problems.iter().all(|problem| !problem.reason.contains("issue.") && !problem.reason.contains('{')), "{:?}", report.problems);
    // The customer that only a bad row names is not made.
    assert_eq!(report.linked, [("customer".to_owned(), 40)]);
    office.take(plan);
    let total: i64 = office.records.of_kind("order").filter_map(|record| order::AMOUNT.get(&**record)).map(|amount| amount.0).sum();
    assert_eq!(total, (1..=500_i64).filter(|row| ![10, 100, 500].contains(row)).sum::<i64>() * 100);
}

/// covers: S137, P09.1.1
#[test]
fn known_customers_are_proposed_to_be_merged() {
    let phone = |index: usize| format!("138{:08}", 10_000_000 + index);
    let known =
        (0..8).map(|index| record(index as u64 + 1, &customer::CUSTOMER, &[("name", format!("客户{index}").into()), ("phone", phone(index).into())]));
    let mut office = Office::new(known);
    let line = |index: usize| {
        if index < 8 { format!("新名字{index},+86 {},{index}@example.com", phone(index)) } else { format!("客户{index},{},", phone(index)) }
    };
    let file = csv(&format!("姓名,电话,邮箱\n{}\n", (0..200).map(line).collect::<Vec<_>>().join("\n")));
    let (report, plan) = office.import(&customer::CUSTOMER, &file, |_| {});
    assert_eq!((report.created, report.proposals.len(), report.updated), (192, 8, 8));
    assert_eq!(report.proposals[0].like, "客户0");
    office.take(plan);
    let first = office.records.get(Id::from_number(1)).unwrap();
    assert_eq!(
        (customer::NAME.get(&**first), customer::EMAIL.get(&**first)),
        (Some("客户0".to_owned()), Some("0@example.com".to_owned())),
        "only what was empty is filled"
    );
    // As somebody decides otherwise for one line, or for all.
    let (report, _) = office.import(&customer::CUSTOMER, &file, |choices| {
        choices.on_duplicate = Decision::Skip;
        choices.decisions = vec![(2, Decision::Create)];
    });
    assert_eq!((report.created, report.skipped), (1, 199));
}

/// covers: S80, P04.A13
#[test]
fn quality_counts_and_merging_keeps_both_histories() {
    let day = |text: &str| model::parse_date(text).unwrap();
    let mut records = RecordSet::default();
    for fields in [
        record(1, &customer::CUSTOMER, &[("name", "林薇".into()), ("phone", "13800000001".into())]),
        record(2, &customer::CUSTOMER, &[("name", "林小薇".into()), ("phone", "+86 138 0000 0001".into()), ("birthday", "2031-01-01".into())]),
        record(3, &customer::CUSTOMER, &[("phone", "13900000003".into()), ("willingness", 9.into())]),
        record(4, &order::ORDER, &[("customer", Id::from_number(1).to_string().into()), ("date", "2026-01-01".into()), ("amount", 100.into())]),
        record(5, &order::ORDER, &[("customer", Id::from_number(2).to_string().into()), ("date", "2026-01-02".into()), ("amount", 200.into())]),
        record(6, &interaction::INTERACTION, &[("customer", Id::from_number(2).to_string().into())]),
    ] {
        records.insert(fields);
    }
    let limits = Limits { stale_before_ms: 2_000, today: day("2026-06-30") };
    let found = quality(&records, &REGISTRY, &limits);
    let customers = found.iter().find(|kind| kind.kind == "customer").unwrap();
    assert_eq!(
        (customers.records, customers.missing.len(), customers.duplicate.len(), customers.stale.len(), customers.out_of_range.len()),
        (3, 1, 1, 3, 2)
    );
    assert_eq!((customers.missing[0].record, customers.missing[0].field), (Id::from_number(3), Some("name")));
    assert_eq!((customers.duplicate[0].record, customers.duplicate[0].like), (Id::from_number(2), Some(Id::from_number(1))));
    let orders = found.iter().find(|kind| kind.kind == "order").unwrap();
    assert_eq!((orders.stale.len(), orders.duplicate.len()), (0, 0), "what happened once does not grow old");

    let (kept, other) = (records.get(Id::from_number(1)).unwrap(), records.get(Id::from_number(2)).unwrap());
    let changes = unite(&records, &REGISTRY, kept, other, &["name".to_owned()]);
    let taken: Vec<&str> = changes.taken.iter().map(|(name, _)| *name).collect();
    assert_eq!(taken, ["name", "birthday"]);
    let led: Vec<Id> = changes.retargeted.iter().map(|(id, ..)| *id).collect();
    assert_eq!(led, [5, 6].map(Id::from_number));
    assert!(changes.retargeted.iter().all(|(_, field, json)| *field == "customer" && json == &Json::from(Id::from_number(1).to_string())));
}

/// Lists join, rows are rewritten, and nobody links to himself afterwards.
#[test]
fn merging_two_records_leaves_no_link_to_the_one_that_goes() {
    for kind in REGISTRY.kinds().iter().filter(|kind| !kind.single) {
        let (kept, gone) = (Id::from_number(1), Id::from_number(2));
        let mut records = RecordSet::default();
        let link = |id: Id| Json::from(id.to_string());
        for (number, leads) in [(1, gone), (2, kept), (3, gone)] {
            let mut made = record(number, kind, &[]);
            for field in kind.fields.iter().filter(|field| field.targets.contains(&kind.name)) {
                made.fields.insert(Key::new(field.name), if field.value == ValueType::Links { Json::Array(vec![link(leads)]) } else { link(leads) });
            }
            records.insert(made);
        }
        let changes = unite(&records, &REGISTRY, records.get(kept).unwrap(), records.get(gone).unwrap(), &[]);
        for (_, json) in &changes.taken {
            assert!(!json.to_string().contains(&gone.to_string()) && !json.to_string().contains(&kept.to_string()), "{}: {json}", kind.name);
        }
        for (id, _, json) in &changes.retargeted {
            assert!(*id == Id::from_number(3) && json.to_string().contains(&kept.to_string()), "{}: {json}", kind.name);
        }
    }
}

/// The shape of the CDNOW sample; the real file where `CDNOW_FILE` names it.
/// covers: P04.A14
#[test]
fn purchases_of_another_program_become_orders_with_their_customers() {
    let real = std::env::var("CDNOW_FILE").ok().and_then(|path| std::fs::read(path).ok());
    let (file, orders, customers, pieces, amount, zero, identical) = match real {
        Some(file) => (file, 6919, 2357, "16479".to_owned(), "244091.94".to_owned(), 8, 21),
        None => {
            let lines: Vec<String> = (0..400_u32)
                .map(|row| {
                    let row = if row == 399 { 398 } else { row };
                    let cents = if row % 100 == 50 { 0 } else { row * 13 + 7 };
                    format!(
                        " {:05} {:04} 1997{:02}{:02} {:2} {:>7}",
                        row % 90 * 10,
                        row % 90,
                        row % 12 + 1,
                        row % 28 + 1,
                        row % 5 + 1,
                        format!("{}.{:02}", cents / 100, cents % 100)
                    )
                })
                .collect();
            let rows = || (0..400_u32).map(|row| if row == 399 { 398 } else { row });
            let cents: u32 = rows().map(|row| if row % 100 == 50 { 0 } else { row * 13 + 7 }).sum();
            (
                lines.join("\n").into_bytes(),
                400,
                90,
                rows().map(|row| row % 5 + 1).sum::<u32>().to_string(),
                format!("{}.{:02}", cents / 100, cents % 100),
                4,
                1,
            )
        }
    };
    let mut office = Office::new([]);
    let look = office.look(&order::ORDER, &file, Reading::default()).unwrap();
    assert_eq!((look.reading.delimiter.as_deref(), look.reading.header, look.rows, look.identical), (Some("spaces"), Some(false), orders, identical));
    assert_eq!((look.columns[2].target.as_deref(), look.columns[4].target.as_deref()), (Some("date"), Some("amount")));
    let mut choices = choices(&look);
    choices.targets[0] = Some("customer".to_owned());
    choices.targets[3] = Some("quantity".to_owned());
    choices.currency = "USD".to_owned();
    let (report, plan) = office.check(&order::ORDER, &choices);
    assert_eq!((report.created, report.faulty, report.linked.clone()), (orders, 0, vec![("customer".to_owned(), customers)]));
    let sums: Vec<&str> = report.totals.iter().map(|(_, sum)| sum.as_str()).collect();
    assert_eq!(sums, [pieces.as_str(), amount.trim_end_matches('0').trim_end_matches('.')]);
    office.take(plan);
    assert_eq!(office.records.count("order") as u64, orders);
    assert_eq!(office.records.count("customer") as u64, customers);
    assert_eq!(office.records.of_kind("order").filter(|record| order::AMOUNT.get(&***record).is_some_and(|amount| amount.0 == 0)).count(), zero);
    let cents: i64 = office.records.of_kind("order").filter_map(|record| order::AMOUNT.get(&**record)).map(|amount| amount.0).sum();
    assert_eq!(model::Money(cents).major().to_string(), amount.trim_end_matches('0').trim_end_matches('.'));
    // Orders stand in the order of the file.
    let days: Vec<String> =
        office.records.of_kind("order").take(2).filter_map(|record| order::DATE.get(&**record)).map(|day| day.to_string()).collect();
    assert_eq!(days[0], "1997-01-01");
}

/// Values as people write them, each read for its field; what cannot be read says why.
#[test]
fn values_are_read_liberally() {
    let mut office = Office::new([record(1, &customer::CUSTOMER, &[("name", "王 五".into())])]);
    let mut check = |kind: &'static Kind, head: &str, cell: &str, expected: Result<Json, &str>| {
        let field = words(kind).fields.into_iter().find(|field| field.labels.iter().any(|label| label == head)).unwrap();
        let (report, plan) = office.import(kind, &csv(&format!("{head};x\n\"{cell}\";1\n")), |_| {});
        let found = plan.added.iter().find(|record| record.kind == kind.name).and_then(|record| record.fields.get(field.name.as_str())).cloned();
        match expected {
            Ok(json) => assert_eq!(found, Some(json), "{head} {cell}: {:?}", report.problems),
            Err(part) => {
                assert!(report.problems.iter().any(|problem| problem.reason.contains(part)), "{head} {cell}: {found:?} {:?}", report.problems)
            }
        }
    };
    for (cell, minor) in [
        ("120万", 120_000_000_i64),
        ("1.2亿", 12_000_000_000),
        ("¥1,200.50", 120_050),
        ("3.5M", 350_000_000),
        ("１２０", 12_000),
        ("1200元", 120_000),
        ("CNY 12", 1_200),
        ("0", 0),
    ] {
        check(&order::ORDER, "金额", cell, Ok(minor.into()));
    }
    check(&order::ORDER, "金额", "$12", Err("CNY"));
    check(&order::ORDER, "金额", "12 EUR", Err("CNY"));
    check(&order::ORDER, "金额", "abc", Err("12.5%"));
    check(&order::ORDER, "金额", "-5", Err("0"));
    for cell in ["2026-06-28", "2026/6/28", "2026年6月28日", "20260628", "28.06.2026", "06/28/2026", "28 Jun 2026"] {
        check(&order::ORDER, "日期", cell, Ok("2026-06-28".into()));
    }
    check(&order::ORDER, "Date", "31.02.2026", Err("2026-06-28"));
    check(&order::ORDER, "客户", " 王 五 ", Ok(Id::from_number(1).to_string().into()));
    check(&order::ORDER, "状态", "已交付", Ok("delivered".into()));
    check(&order::ORDER, "状态", "Delivered", Ok("delivered".into()));
    check(&order::ORDER, "状态", "没有这个", Err("没有这个"));
    check(&customer::CUSTOMER, "购买意愿", "2.5", Err("整数"));
}

/// The dates of a column tell each other what comes first.
#[test]
fn day_and_month_are_told_by_the_column() {
    let mut office = Office::new([]);
    let file = csv("日期,金额\n03/04/2026,1\n28/04/2026,2\n");
    let (_, plan) = office.import(&order::ORDER, &file, |_| {});
    let days: Vec<&str> = plan.added.iter().filter_map(|record| record.fields.get("date").and_then(Json::as_str)).collect();
    assert_eq!(days, ["2026-04-03", "2026-04-28"]);
    let look = office.look(&order::ORDER, &csv("日期,金额\n03/04/2026,1\n"), Reading::default()).unwrap();
    assert!(look.unsure_dates);
}

/// Rows may name rows further down; rows that name what is not there make it or say so.
#[test]
fn links_inside_the_file_are_found() {
    let kind = REGISTRY.kind("department").unwrap();
    let parent = kind.fields.iter().find(|field| field.targets.contains(&"department")).unwrap();
    let head = labels(&format!("field.department.{}", parent.name)).swap_remove(0);
    let mut office = Office::new([]);
    let name = labels(&format!("field.department.{}", kind.title)).swap_remove(0);
    let file = csv(&format!("{name},{head}\n华东,销售部\n销售部,\n"));
    let (report, plan) = office.import(kind, &file, |choices| choices.create_links = false);
    assert_eq!((report.created, report.faulty), (2, 0), "{:?}", report.problems);
    let sales = plan.added.iter().find(|record| record.fields[kind.title] == "销售部").unwrap().id;
    let east = plan.added.iter().find(|record| record.fields[kind.title] == "华东").unwrap();
    assert!(east.fields[parent.name].to_string().contains(&sales.to_string()));
    let missing = csv(&format!("{name},{head}\n华东,没有这个部门\n"));
    let (report, plan) = office.import(kind, &missing, |choices| choices.create_links = false);
    assert_eq!((report.faulty, plan.added.len()), (1, 0));
    let (report, plan) = office.import(kind, &missing, |_| {});
    assert_eq!((report.faulty, plan.added.len()), (0, 2));
}

/// Matching by a field: update, leave out, or make another.
#[test]
fn rows_meet_records_by_a_field() {
    let mut office = Office::new([record(1, &order::ORDER, &[("number", "A-1".into()), ("date", "2026-01-01".into()), ("amount", 100.into())])]);
    let file = csv("订单号,日期,金额\na-1,,2\nA-2,2026-02-02,3\nA-2,2026-02-03,4\n");
    for (on_match, expected) in [(OnMatch::Update, (1, 2, 0)), (OnMatch::Skip, (1, 0, 2)), (OnMatch::Create, (2, 0, 0))] {
        let (report, plan) = office.import(&order::ORDER, &file, |choices| {
            choices.match_field = Some("number".to_owned());
            choices.on_match = on_match;
        });
        assert_eq!((report.created, report.updated, report.skipped), expected, "{on_match:?} {:?}", report.problems);
        if on_match == OnMatch::Update {
            let changed: Vec<(&str, Json)> = plan.updated.iter().map(|(_, name, json)| (name.as_str(), json.clone())).collect();
            assert_eq!(changed, [("amount", 200.into()), ("number", "a-1".into())]);
        }
    }
}

/// Texts that a spreadsheet, a page or a reader of files might take for something else.
const HOSTILE: &[&str] = &[
    "=1+1",
    "=HYPERLINK(\"http://x\",\"y\")",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "'=1",
    "''=1",
    "\"=1",
    "＝1+1",
    " =1",
    "|calc",
    "%0",
    "'",
    "\"",
    "\"\"",
    ";",
    ",",
    "a,b;c\td|e",
    "第一行\n第二行",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt;",
    "_x0041_",
    "]]>",
    "{field}",
    "0001",
    "1e5",
    "2026-06-28",
    "TRUE",
    "null",
    "\u{feff}x",
    "👨‍👩‍👧",
    "\u{202e}abc",
    "  两端空格  ",
    "\\",
    "a\\b",
    "=",
    "-",
    "+",
    "@",
    "12.5%",
];

/// Out as a file and in again into an office that has other values: per record the values that the file gave.
fn go_round(kind: &'static Kind, made: &[Record], format: Format) -> BTreeMap<Id, BTreeMap<String, Json>> {
    let mut office = Office::new(made.to_vec());
    let file = office.export(kind, format);
    if format == Format::Csv {
        let text = String::from_utf8(file.clone()).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        for cell in reader.records().flatten().flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>()) {
            let number = model::parse_number(&cell).is_ok() && !cell.starts_with('+');
            assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝']), "{} {cell:?}", kind.name);
        }
    }
    // The records as they would be without their texts: what comes back is what the file said.
    let bare = made.iter().cloned().map(|mut record| {
        record.fields.clear();
        record
    });
    let (report, plan) = Office::new(bare).import(kind, &file, |_| {});
    assert_eq!(report.faulty, 0, "{} {format:?} {:?}", kind.name, report.problems);
    let mut back: BTreeMap<Id, BTreeMap<String, Json>> = BTreeMap::new();
    for (id, name, json) in plan.updated {
        back.entry(id).or_default().insert(name, json);
    }
    back
}

fn assert_back(kind: &Kind, format: Format, made: &[Record], back: &BTreeMap<Id, BTreeMap<String, Json>>) {
    for record in made {
        for (name, json) in &record.fields {
            let found = back.get(&record.id).and_then(|fields| fields.get(name.as_str()));
            assert_eq!(found, Some(json), "{} {name} {format:?}", kind.name);
        }
    }
}

/// covers: P00.11
#[test]
fn hostile_text_in_every_field_of_every_kind_stays_text() {
    for kind in REGISTRY.kinds().iter().filter(|kind| !kind.single) {
        let made: Vec<Record> = (1..)
            .zip(HOSTILE)
            .map(|(number, hostile)| {
                let mut made = record(number, kind, &[]);
                for field in kind.fields.iter().filter(|field| importable(field)) {
                    let fits = field.max_length.is_none_or(|limit| hostile.chars().count() <= limit);
                    match field.value {
                        ValueType::Line | ValueType::Prose if fits => made.fields.insert(Key::new(field.name), (*hostile).into()),
                        ValueType::Tags if hostile.trim() == *hostile => made.fields.insert(Key::new(field.name), Json::from(vec![*hostile, "x"])),
                        _ => None,
                    };
                }
                made
            })
            .filter(|made| !made.fields.is_empty())
            .collect();
        if made.is_empty() {
            continue;
        }
        for format in [Format::Csv, Format::Xlsx] {
            assert_back(kind, format, &made, &go_round(kind, &made, format));
        }
    }
}

fn text_value() -> impl Strategy<Value = String> {
    prop_oneof![prop::sample::select(HOSTILE).prop_map(str::to_owned), "[=+@'\"\\-\t\n ,;|＝％a-c]{1,12}", "\\PC{1,20}",]
        .prop_filter("an empty text is no value", |text| !text.trim().is_empty())
        // Spreadsheets keep a line end as one sign.
        .prop_map(|text| text.replace('\r', "\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(48)))]

    #[test]
    fn any_text_comes_back_from_both_formats(name in text_value(), note in text_value()) {
        let made = record(1, &customer::CUSTOMER, &[("name", name.chars().take(80).collect::<String>().into()), ("note", note.into())]);
        prop_assume!(!made.fields["name"].as_str().unwrap().trim().is_empty());
        for format in [Format::Csv, Format::Xlsx] {
            let made = [made.clone()];
            assert_back(&customer::CUSTOMER, format, &made, &go_round(&customer::CUSTOMER, &made, format));
        }
    }

    #[test]
    fn damaged_files_are_refused_or_read_and_never_stop_the_worker(format in prop::sample::select(vec![Format::Csv, Format::Xlsx]), seed in any::<u64>()) {
        let file = &FILES[usize::from(format == Format::Xlsx)];
        let damaged = damage(file, seed);
        let begin = std::time::Instant::now();
        let mut office = Office::new([]);
        if let Ok(look) = office.look(&order::ORDER, &damaged, Reading::default()) {
            let (report, plan) = office.check(&order::ORDER, &choices(&look));
            prop_assert_eq!(report.created + report.updated + report.unchanged + report.skipped + report.faulty, look.rows);
            prop_assert!(plan.added.len() as u64 >= report.created);
        }
        prop_assert!(begin.elapsed().as_secs() < 20, "a small file is read in seconds");
    }
}

/// Files of forty orders in both formats.
static FILES: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    let orders = (0..40).map(|row| {
        record(row + 1, &order::ORDER, &[("number", format!("=S{row}").into()), ("date", "2026-03-01".into()), ("amount", (row * 100).into())])
    });
    let mut office = Office::new(orders);
    [Format::Csv, Format::Xlsx].map(|format| office.export(&order::ORDER, format))
});

/// The file with a few things wrong that happen to files, and a few that somebody does to them.
fn damage(file: &[u8], seed: u64) -> Vec<u8> {
    let mut bytes = file.to_vec();
    let mut state = seed | 1;
    let mut next = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % limit.max(1)
    };
    for _ in 0..=next(4) {
        let (place, length) = (next(bytes.len()), next(40));
        match next(9) {
            0 => bytes.truncate(place),
            1 => bytes[place] ^= 1 << next(8),
            2 => bytes[place] = [0, 0xff, b'"', b',', b'\n', b'=', 0xfe][next(7)],
            3 => drop(bytes.splice(place..place, std::iter::repeat_n(b'"', length))),
            4 => {
                let part = bytes[place..(place + length).min(bytes.len())].to_vec();
                drop(bytes.splice(place..place, part));
            }
            5 => drop(bytes.splice(place..place, b"1e999,-0,\xff\xfe,__proto__\n".iter().copied())),
            6 => drop(bytes.splice(place..place, std::iter::repeat_n(b',', 2_000))),
            7 => drop(bytes.drain(place..(place + length).min(bytes.len()))),
            // Inside an archive the damage hits the sheet itself: the file is packed anew.
            _ => bytes = repacked(&bytes, place, length),
        }
        if bytes.is_empty() {
            return bytes;
        }
    }
    bytes
}

/// An archive whose parts are damaged before they are packed, so that the damage reaches the reader of sheets.
fn repacked(bytes: &[u8], place: usize, length: usize) -> Vec<u8> {
    use std::io::{Cursor, Read, Write};
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return bytes.to_vec() };
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let Ok(mut file) = archive.by_index(index) else { continue };
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        let mut part = Vec::new();
        if file.read_to_end(&mut part).is_err() {
            continue;
        }
        if (name.contains("sheet1") || name.contains("haredStrings") || name.contains("styles")) && !part.is_empty() {
            let place = place % part.len();
            match length % 6 {
                0 => part.truncate(place),
                1 => part[place] ^= 1,
                2 => drop(part.splice(place..place, b"<c r=\"XFD1048576\" t=\"s\"><v>99999999</v></c>".iter().copied())),
                3 => part = String::from_utf8_lossy(&part).replace("uniqueCount=\"", "uniqueCount=\"9999999999").into_bytes(),
                4 => part = String::from_utf8_lossy(&part).replace("<v>", "<v>-99999999999999999999").into_bytes(),
                _ => part = String::from_utf8_lossy(&part).replace(" r=\"A", " r=\"ZZZZZ").into_bytes(),
            }
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&part).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Archives made to hurt: they are refused while they are small.
#[test]
fn archives_that_blow_up_are_refused() {
    use std::io::{Cursor, Write};
    let packed = |files: &mut dyn Iterator<Item = (String, Vec<u8>)>| {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(&bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    let mut office = Office::new([]);
    let bomb = packed(&mut std::iter::once(("xl/worksheets/sheet1.xml".to_owned(), vec![b' '; 64 * 1024 * 1024])));
    assert!(bomb.len() < 200_000);
    let many = packed(&mut (0..20_000).map(|index| (format!("../{index}.xml"), Vec::new())));
    for file in [&bomb, &many] {
        assert_eq!(office.look(&order::ORDER, file, Reading::default()), Err("too_large".to_owned()));
    }
    let mut lying = FILES[1].clone();
    // The sizes in the list of files are those of nothing.
    for index in 0..lying.len() - 4 {
        if lying[index..].starts_with(b"PK\x01\x02") {
            lying[index + 24..index + 28].copy_from_slice(&[1, 0, 0, 0]);
        }
    }
    assert!(office.look(&order::ORDER, &lying, Reading::default()).is_err());
    assert_eq!(office.look(&order::ORDER, b"PK\x03\x04", Reading::default()), Err("damaged".to_owned()));
}
