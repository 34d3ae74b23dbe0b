//! Tables and hostile input: formulas and markup stay text, damaged files and archives made to hurt are refused.

#![allow(clippy::unwrap_used, clippy::panic)]

mod table_office;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use io::job::{Format, Reading};
use io::table::importable;
use model::{Id, Json, Key, Kind, Record, ValueType};
use pillars::customers::{customer, order};
use proptest::prelude::*;
use table_office::{Office, REGISTRY, cases, choices, record};

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

/// Broken tables, many of them: read or refused within the limit, every row accounted for, every fault with its line.
#[test]
fn broken_tables_are_refused_or_told_line_by_line() {
    let count: u64 = if std::env::var("SHIZHU_SOAK").is_ok() { 10_000 } else { 800 };
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    let mut longest = std::time::Duration::ZERO;
    for seed in 0..count {
        let damaged = damage(&FILES[0], seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let begin = std::time::Instant::now();
        let mut office = Office::new([]);
        let outcome = match office.look(&order::ORDER, &damaged, Reading::default()) {
            Err(code) => code,
            Ok(look) => {
                let (report, _) = office.check(&order::ORDER, &choices(&look));
                assert_eq!(report.created + report.updated + report.unchanged + report.skipped + report.faulty, look.rows, "{seed}");
                for problem in &report.problems {
                    assert!(problem.line > 0 && !problem.reason.is_empty(), "{seed}: {problem:?}");
                }
                assert!(report.faulty == 0 || !report.problems.is_empty(), "{seed}: a faulty row without a word");
                if report.faulty > 0 { "read, faulty rows named".to_owned() } else { "read".to_owned() }
            }
        };
        longest = longest.max(begin.elapsed());
        assert!(begin.elapsed() < LIMIT, "{seed}: {:?} for {} bytes", begin.elapsed(), damaged.len());
        *outcomes.entry(outcome).or_default() += 1;
    }
    println!("{count} tables: {outcomes:?}; longest {longest:?}");
    assert!(outcomes.contains_key("read") && outcomes.contains_key("read, faulty rows named"));
}

/// A small broken file takes no longer than that.
const LIMIT: std::time::Duration = std::time::Duration::from_secs(5);

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
