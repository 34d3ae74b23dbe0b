//! Ways to break a file, or to make it hostile.

use model::{FieldDef, Registry, ValueType};
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};

use crate::generate::Chance;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Refused as no JSON.
    NoJson,
    /// JSON, and refused later.
    RefusedLater,
    /// Let in, with findings.
    WithFindings,
    /// Let in: the change made no difference.
    Whole,
}

/// Every family; each index takes its turn.
pub const FAMILIES: [&str; 34] = [
    "cut off",
    "bit flipped",
    "byte put in",
    "key doubled",
    "number too large",
    "number oddly written",
    "control character",
    "lone surrogate",
    "not UTF-8",
    "too deep",
    "something behind",
    "another program",
    "version",
    "header part missing",
    "header part wrong",
    "header key",
    "checksum",
    "counts",
    "data part",
    "tombstones",
    "deleted",
    "record no object",
    "record part missing",
    "record part wrong",
    "stamps",
    "hostile key",
    "doubled id",
    "type swapped",
    "out of bounds",
    "dangling link",
    "cyclic link",
    "unknown names",
    "null",
    "second single",
];

fn pick<'a>(records: &'a mut Json, chance: &mut Chance) -> &'a mut Json {
    let list = records["data"]["records"].as_array_mut().expect("records");
    let place = chance.below(list.len());
    &mut list[place]
}

/// Sets counts and checksum anew, so that only the mutation is wrong.
fn signed(mut file: Json) -> Vec<u8> {
    let mut counts = Map::new();
    for record in file["data"]["records"].as_array().into_iter().flatten() {
        if let Some(kind) = record["kind"].as_str() {
            let count = counts.get(kind).and_then(Json::as_u64).unwrap_or(0);
            counts.insert(kind.to_owned(), json!(count + 1));
        }
    }
    file["counts"] = Json::Object(counts);
    for record in file["data"]["records"].as_array_mut().into_iter().flatten() {
        for part in ["fields", "stamps"] {
            if let Some(map) = record.get_mut(part).and_then(Json::as_object_mut) {
                map.sort_keys();
            }
        }
    }
    let sum = Sha256::digest(file["data"].to_string());
    file["sha256"] = json!(sum.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    file.to_string().into_bytes()
}

fn odd(chance: &mut Chance) -> Json {
    chance
        .of(&[json!(null), json!(true), json!(-7), json!(0.5), json!("x"), json!([]), json!({}), json!([[1]]), json!("2026-13-45"), json!(1e300)])
        .clone()
}

/// Puts text in place of the first occurrence of a mark.
fn marked(file: Json, raw: &str) -> Vec<u8> {
    file.to_string().replacen("\"@@\"", raw, 1).into_bytes()
}

fn fields_of<'a>(record: &Json, registry: &'a Registry) -> &'a [FieldDef] {
    registry.kind(record["kind"].as_str().expect("kind")).map_or(&[], |kind| kind.fields)
}

/// The family and the broken file of this index.
pub fn mutate(index: usize, text: &str, registry: &Registry, chance: &mut Chance) -> (&'static str, Vec<u8>) {
    let family = FAMILIES[index % FAMILIES.len()];
    let mut file: Json = serde_json::from_str(text).expect("a good file");
    let bytes = match family {
        "cut off" => text.as_bytes()[..chance.below(text.len())].to_vec(),
        "bit flipped" => {
            let mut bytes = text.as_bytes().to_vec();
            let place = chance.below(bytes.len());
            bytes[place] ^= 1 << chance.below(8);
            bytes
        }
        "byte put in" => {
            let mut bytes = text.as_bytes().to_vec();
            bytes.insert(chance.below(text.len()), chance.below(256) as u8);
            bytes
        }
        "key doubled" => {
            let name = chance.of(&["version", "name", "data", "counts"]);
            text.replacen(&format!("\"{name}\":"), &format!("\"{name}\": 1, \"{name}\":"), 1).into_bytes()
        }
        "number too large" => {
            pick(&mut file, chance)["fields"]["x"] = json!("@@");
            marked(file, chance.of(&["1e999", "-1e999", "1e400"]))
        }
        "number oddly written" => {
            pick(&mut file, chance)["fields"]["x"] = json!("@@");
            marked(file, chance.of(&["-0", "01", "+1", ".5", "1.", "NaN", "Infinity", "0x10", "1_000", "--1"]))
        }
        "control character" => {
            pick(&mut file, chance)["fields"]["x"] = json!("@@");
            marked(file, chance.of(&["\"\u{1}\"", "\"\n\"", "\"\\x\"", "\"\\u00\"", "'x'", "\u{0}"]))
        }
        "lone surrogate" => {
            pick(&mut file, chance)["fields"]["x"] = json!("@@");
            marked(file, chance.of(&["\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\ud83d\""]))
        }
        "not UTF-8" => {
            let mut bytes = text.as_bytes().to_vec();
            let place = chance.below(bytes.len());
            bytes[place] = chance.of(&[0xff, 0xc0, 0xfe, 0x80]);
            if chance.one_in(2) { text.encode_utf16().flat_map(u16::to_le_bytes).collect() } else { bytes }
        }
        "too deep" => {
            pick(&mut file, chance)["fields"]["x"] = json!("@@");
            let depth = chance.of(&[200, 5_000, 100_000]);
            let (open, close) = chance.of(&[("[", "]"), ("{\"a\":", "}")]);
            marked(file, &format!("{}1{}", open.repeat(depth), close.repeat(depth)))
        }
        "something behind" => format!("{text}{}", chance.of(&["{}", "x", ",", "]", "\u{0}"])).into_bytes(),
        "another program" => chance
            .of(&["[]", "{}", "null", "\"shizhu\"", "7", "{\"format\":\"other\"}", "{\"format\":7}", "{\"format\":\"shizhu-encrypted\"}"])
            .as_bytes()
            .to_vec(),
        "version" => {
            file["version"] = chance.of(&[json!(2), json!(99), json!(0), json!(-1), json!("1"), json!(1.5), json!(null), json!(1e30)]);
            if chance.one_in(8) {
                file.as_object_mut().expect("object").shift_remove("version");
            }
            file.to_string().into_bytes()
        }
        "header part missing" => {
            let name = chance.of(&["app", "exported_at", "name", "lineage", "revision", "versions", "counts", "sha256", "data"]);
            file.as_object_mut().expect("object").shift_remove(name);
            file.to_string().into_bytes()
        }
        "header part wrong" => {
            let name = chance.of(&["app", "exported_at", "name", "lineage", "revision", "versions", "counts", "sha256", "scope"]);
            file[name] = match (name, chance.below(3)) {
                ("versions", 0) => json!({"zz": "x"}),
                ("versions", 1) => json!({"00000001": "x"}),
                ("versions", _) => json!({"00000001": "000000000001.0000.00000002"}),
                ("counts", 0) => json!({"__proto__": 1}),
                ("counts", 1) => json!({"task": -1}),
                ("scope", _) => json!({"everything": true}),
                ("name", 0) => json!("x".repeat(5_000)),
                _ => odd(chance),
            };
            file.to_string().into_bytes()
        }
        "header key" => {
            file[chance.of(&["__proto__", "constructor", "", "a b", "later_part"])] = json!({"polluted": true});
            file.to_string().into_bytes()
        }
        "checksum" => {
            pick(&mut file, chance)["fields"]["x"] = json!("changed afterwards");
            file.to_string().into_bytes()
        }
        "counts" => {
            let kind = pick(&mut file, chance)["kind"].as_str().expect("kind").to_owned();
            file["counts"][kind] = json!(chance.below(9) + 2);
            file.to_string().into_bytes()
        }
        "data part" => {
            match chance.below(5) {
                0 => file["data"] = odd(chance),
                1 => file["data"]["records"] = odd(chance),
                2 => file["data"]["later"] = odd(chance),
                3 => _ = file["data"].as_object_mut().expect("data").shift_remove("records"),
                _ => file["data"]["records"] = json!({"0": {}}),
            }
            file.to_string().into_bytes()
        }
        "tombstones" => {
            let id = pick(&mut file, chance)["id"].as_str().expect("id").to_owned();
            file["data"]["tombstones"] = match chance.below(4) {
                0 => odd(chance),
                1 => json!({"not an id": "000000000001.0000.00000001"}),
                2 => json!({id: "yesterday"}),
                _ => json!({id: "ffffffffffff.0000.00000001"}),
            };
            signed(file)
        }
        "deleted" => {
            let record = pick(&mut file, chance).clone();
            file["data"]["deleted"] = match chance.below(3) {
                0 => odd(chance),
                1 => json!([record]),
                _ => json!([{"id": "ffffffff-0000-7000-8000-000000000001", "kind": "task", "created": "000000000001.0000.00000001", "fields": {}}]),
            };
            signed(file)
        }
        "record no object" => {
            *pick(&mut file, chance) = chance.of(&[json!(null), json!(7), json!("x"), json!([]), json!([1])]);
            signed(file)
        }
        "record part missing" => {
            let name = chance.of(&["id", "kind", "created", "fields"]);
            pick(&mut file, chance).as_object_mut().expect("object").shift_remove(name);
            signed(file)
        }
        "record part wrong" => {
            let name = chance.of(&["id", "kind", "created", "fields", "stamps"]);
            let value = match name {
                "id" => chance
                    .of(&[json!("1"), json!("00000000-0000-0000-0000-00000000000g"), json!("FFFFFFFF-0000-7000-8000-000000000001"), json!("{}")])
                    .clone(),
                "kind" => chance.of(&[json!("Task"), json!("__proto__"), json!("a b"), json!(""), json!("constructor")]),
                "created" => chance.of(&[json!("2026-01-01"), json!("1.2.3"), json!("zz.0.0"), json!("1.1.1.1")]),
                _ => odd(chance),
            };
            pick(&mut file, chance)[name] = if chance.one_in(3) { odd(chance) } else { value };
            signed(file)
        }
        "stamps" => {
            pick(&mut file, chance)["stamps"] = match chance.below(3) {
                0 => json!({"title": odd(chance)}),
                1 => json!({"__proto__": "000000000001.0000.00000001"}),
                _ => odd(chance),
            };
            signed(file)
        }
        "hostile key" => {
            let key =
                chance.of(&["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "", " ", "a\u{0}b", "\u{202e}x", "very_long"]);
            let key = if key == "very_long" { "k".repeat(100_000) } else { key.to_owned() };
            let record = pick(&mut file, chance);
            if chance.one_in(3) {
                record[key] = json!(1)
            } else {
                record["fields"][key] = json!({"polluted": true})
            }
            signed(file)
        }
        "doubled id" => {
            let record = pick(&mut file, chance).clone();
            file["data"]["records"].as_array_mut().expect("records").push(record);
            signed(file)
        }
        "type swapped" => {
            let record = pick(&mut file, chance);
            for field in fields_of(record, registry) {
                if record["fields"].get(field.name).is_some() {
                    record["fields"][field.name] = odd(chance);
                }
            }
            signed(file)
        }
        "out of bounds" => {
            let record = pick(&mut file, chance);
            for field in fields_of(record, registry) {
                record["fields"][field.name] = match field.value {
                    ValueType::Line | ValueType::Prose => json!("长".repeat(20_000)),
                    ValueType::Number | ValueType::Ratio => json!(chance.of(&[-1e17, 1e17])),
                    ValueType::Money | ValueType::Score | ValueType::Duration => json!(chance.of(&[i64::MIN, i64::MAX])),
                    ValueType::Span => json!({"from": "2026-12-31", "to": "2026-01-01"}),
                    ValueType::Url => json!("javascript:alert(1)"),
                    _ => continue,
                };
            }
            if chance.one_in(4) {
                record["fields"]["long"] = json!("x".repeat(5 << 20));
            } else if chance.one_in(4) {
                (0..600).for_each(|number| record["fields"][format!("f{number}")] = json!(1));
            }
            signed(file)
        }
        "dangling link" | "cyclic link" => {
            let own = family == "cyclic link";
            let ids: Vec<Json> = file["data"]["records"].as_array().expect("records").iter().map(|record| record["id"].clone()).collect();
            for record in file["data"]["records"].as_array_mut().expect("records") {
                for field in fields_of(record, registry).iter().filter(|field| !field.targets.is_empty()) {
                    let id = match chance.below(2) {
                        _ if !own => json!("ffffffff-0000-7000-8000-00000000dead"),
                        0 => record["id"].clone(),
                        _ => chance.of(&ids).clone(),
                    };
                    record["fields"][field.name] = if field.value == ValueType::Links { json!([id]) } else { id };
                }
            }
            if own
                && let Some(kind) = registry
                    .kinds()
                    .iter()
                    .find(|kind| kind.fields.iter().any(|field| field.value == ValueType::Link && field.targets.contains(&kind.name)))
            {
                let field = kind.fields.iter().find(|field| field.value == ValueType::Link && field.targets.contains(&kind.name)).expect("found");
                let id = |number: usize| format!("ffffffff-0000-7000-8000-00000000000{}", number % 3);
                for number in 0..3 {
                    let record =
                        json!({"id": id(number), "kind": kind.name, "created": "000000000001.0000.00000001", "fields": {field.name: id(number + 1)}});
                    file["data"]["records"].as_array_mut().expect("records").push(record);
                }
            }
            signed(file)
        }
        "unknown names" => {
            let record = pick(&mut file, chance);
            if chance.one_in(2) {
                record["kind"] = json!("future_kind")
            } else {
                record["fields"]["zz_future"] = odd(chance)
            }
            signed(file)
        }
        "null" => {
            let record = pick(&mut file, chance);
            for field in fields_of(record, registry) {
                record["fields"][field.name] = Json::Null;
            }
            signed(file)
        }
        _ => {
            for number in 0..2 {
                let id = format!("ffffffff-0000-7000-8000-00000000000{number}");
                let record = json!({"id": id, "kind": "workspace", "created": "000000000001.0000.00000001", "fields": {"name": "x"}});
                file["data"]["records"].as_array_mut().expect("records").push(record);
            }
            signed(file)
        }
    };
    (family, bytes)
}
