//! Tables as files: what every kind exports reads back unchanged, real files, imports as the systems ask.

#![allow(clippy::unwrap_used, clippy::panic)]

mod table_office;

use io::job::{Format, OnMatch, Plan, Reading};
use io::table::{Decision, Limits, quality, unite};
use model::{Id, Json, Key, Kind, RecordSet, ValueType};
use pillars::customers::{customer, interaction, order};
use table_office::{Office, REGISTRY, choices, csv, demo, labels, record, words};

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
    check(&order::ORDER, "金额", "abc", Err("“净额”只写数字和单位"));
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
