use super::*;

#[test]
fn a_later_pack_adds_fields_to_the_records_of_an_earlier_one() {
    let record = |number: u64, field: &str| {
        let mut record = Record::new(Id::from_number(number), "person", Stamp::default());
        record.fields.insert(Key::new(field), serde_json::Value::from(field));
        record
    };
    let merged = merge_packs(vec![vec![record(1, "name"), record(2, "name")], vec![record(3, "name"), record(1, "role")]]);
    assert_eq!(merged.iter().map(|record| record.id).collect::<Vec<_>>(), [1, 2, 3].map(Id::from_number));
    assert_eq!(merged[0].fields.keys().map(Key::as_str).collect::<Vec<_>>(), ["name", "role"]);
}

use model::{Json, Key};
use proptest::prelude::*;

const ORIGIN: Origin<'static> = Origin { app: "0.1.0", exported_at: "2026-06-30T12:00:00Z", name: "测试", lineage: "l" };

fn json_value() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Bool(true)),
        any::<i64>().prop_map(Json::from),
        (-1e9_f64..1e9).prop_map(Json::from),
        "\\PC{0,12}".prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::vec(("[a-z_]{1,8}", inner), 0..4).prop_map(|pairs| Json::Object(pairs.into_iter().collect())),
        ]
    })
}

fn record_set() -> impl Strategy<Value = RecordSet> {
    let record = (any::<u64>(), "[a-z]{1,6}", prop::collection::vec(("[a-z][a-z_]{0,9}", json_value()), 0..6), any::<u32>(), "[a-z]{3}");
    prop::collection::vec(record, 0..8).prop_map(|records| {
        let mut set = RecordSet::default();
        for (number, kind, fields, time, unknown) in records {
            let stamp = |extra: u64| Stamp { time: u64::from(time) + extra, counter: 1, replica: ReplicaId(time % 3) };
            let mut record = Record::new(Id::from_number(number), &kind, stamp(0));
            for (index, (name, value)) in fields.into_iter().enumerate() {
                record.set(Key::new(&name), Some(value), stamp(index as u64));
            }
            record.unknown.insert(Key::new(&format!("x{unknown}")), Json::from(1));
            set.insert(record);
        }
        set.bury(Id::from_number(7), Stamp::default());
        let deleted = Stamp { time: 1 << 40, ..Stamp::default() };
        set.bury(Id::from_number(8), deleted);
        set.bury_record(Record::new(Id::from_number(8), "note", Stamp::default()));
        set
    })
}

proptest! {
    #[test]
    fn export_import_export_gives_the_same_bytes(set in record_set()) {
        let first = write_bundle(&set, &ORIGIN).unwrap();
        let bundle = read_bundle(&first).unwrap();
        let again = bundle.record_set();
        prop_assert_eq!(first, write_bundle(&again, &ORIGIN).unwrap());
    }

    #[test]
    fn a_damaged_file_is_refused_or_equal(set in record_set(), at in any::<prop::sample::Index>(), byte in 32_u8..127) {
        let text = write_bundle(&set, &ORIGIN).unwrap();
        let mut bytes = text.clone().into_bytes();
        let place = at.index(bytes.len());
        bytes[place] = byte;
        if let Ok(damaged) = String::from_utf8(bytes)
            && let Ok(bundle) = read_bundle(&damaged)
        {
            prop_assert_eq!(bundle.records, read_bundle(&text).unwrap().records);
        }
    }
}

fn check(text: &str, code: &str) {
    assert_eq!(read_bundle(text).unwrap_err().code(), code, "{text}");
}

#[test]
fn each_fault_has_its_own_sentence() {
    let good = write_bundle(&RecordSet::default(), &ORIGIN).unwrap();
    check("", "bundle.empty");
    check(&good[..good.len() - 4], "bundle.json_cut_off");
    check("[1]", "bundle.not_object");
    check(r#"{"format":"other"}"#, "bundle.not_ours");
    check(&good.replace("\"version\": 1", "\"version\": 9"), "bundle.newer");
    check(r#"{"format":"shizhu","version":1}"#, "bundle.data_missing");
    check(&good.replace("\"records\": [\n", "\"records\": [{}"), "bundle.record_id_missing");
    let mut set = RecordSet::default();
    set.insert(Record::new(Id::from_number(1), "note", Stamp::default()));
    let one = write_bundle(&set, &ORIGIN).unwrap();
    check(&one.replace("note", "nose"), "bundle.checksum");
    let line = one.lines().find(|line| line.contains("\"kind\"")).unwrap();
    check(&one.replace(line, &format!("{line},\n{line}")), "bundle.doubled_id");
    check(&one.replace("\"note\": 1", "\"note\": 2"), "bundle.counts_differ");
}

#[test]
fn versions_know_deletions_and_what_was_seen_before() {
    let stamp = |time: u64, replica: u32| Stamp { time, counter: 0, replica: ReplicaId(replica) };
    let mut set = RecordSet::default();
    set.insert(Record::new(Id::from_number(1), "note", stamp(5, 1)));
    set.bury(Id::from_number(2), stamp(9, 2));
    let known = Versions::from([(ReplicaId(1), stamp(3, 1)), (ReplicaId(3), stamp(7, 3))]);
    let all = versions(&set, &known);
    assert_eq!(all, Versions::from([(ReplicaId(1), stamp(5, 1)), (ReplicaId(2), stamp(9, 2)), (ReplicaId(3), stamp(7, 3))]));
    let text = Export { records: &set, origin: ORIGIN, known, authors: Authors::default(), scope: Scope::default() }.write().unwrap();
    let header = read_bundle(&text).unwrap().header;
    assert_eq!((header.versions, header.revision), (all, stamp(9, 2)));
}

#[test]
fn a_file_names_those_who_worked_on_it_unless_contact_data_stay_at_home() {
    let mut set = RecordSet::default();
    set.insert(Record::new(Id::from_number(1), "note", Stamp::default()));
    let copies = Copies::from([(copy_code(ReplicaId(0x1a2b)), "王小明".to_owned()), (copy_code(ReplicaId(7)), "张三".to_owned())]);
    let authors = Authors { writer: "王小明".to_owned(), copies: copies.clone() };
    let written = |scope: Scope| {
        let export = Export { records: &set, origin: ORIGIN, known: Versions::new(), authors: authors.clone(), scope };
        export.write().unwrap()
    };
    let text = written(Scope::default());
    let header = read_bundle(&text).unwrap().header;
    assert_eq!((header.exported_by.as_str(), &header.copies), ("王小明", &copies));
    for scope in [Scope { personal: false, ..Scope::default() }, Scope { template: true, ..Scope::default() }] {
        let text = written(scope);
        assert!(!text.contains("王小明") && !text.contains("张三"), "{text}");
        assert_eq!(read_bundle(&text).unwrap().header.copies, Copies::new());
    }
    check(&text.replace("00001a2b", "1A2B"), "bundle.header_copies");
    check(&text.replace("\"张三\"", "7"), "bundle.header_copies");
    check(&text.replace("\"exported_by\": \"王小明\"", "\"exported_by\": 7"), "bundle.header_text");
}

#[test]
fn a_file_name_has_no_signs_that_file_systems_refuse() {
    let name = |client: &str| file_name(client, "营销管理体系", "2026-11-21_1408", "shizhu.json");
    assert_eq!(name("A/B: 公司"), "A-B--公司_营销管理体系_2026-11-21_1408.shizhu.json");
    assert_eq!(name("..\u{202e}gpj.exe"), "gpj.exe_营销管理体系_2026-11-21_1408.shizhu.json");
    assert_eq!(name(" /// "), "-_营销管理体系_2026-11-21_1408.shizhu.json");
    assert!(name(&"很长".repeat(100)).len() < 255);
}
