//! The invariants of the code's house, each as one test: direction of dependencies, purity, registration,
//! one language file for every text, nothing at the top level that has no business there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Crates that run anywhere and get clock, randomness and language as parameters.
const PURE: &[&str] = &["model", "flow", "pillars", "io"];

/// Which crates of the workspace a crate may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("flow", &["model"]),
    ("io", &["model"]),
    ("pillars", &["model", "flow"]),
    ("store", &["model"]),
    ("lean", &[]),
    ("ui", &["lean"]),
    ("views", &["lean", "model", "flow", "io", "store", "ui"]),
    ("screens", &["lean", "model", "flow", "pillars", "store", "ui", "views"]),
    ("app", &["lean", "model", "flow", "io", "pillars", "store", "ui", "views", "screens"]),
    ("exporter", &["model", "io", "pillars", "store"]),
    ("xtask", &["model", "flow", "io", "pillars"]),
    ("tests", &["model", "flow", "io", "exporter", "pillars", "store"]),
];

/// Everything that may lie at the top level, besides dot files and what git ignores.
const TOP_LEVEL: &[&str] = &[
    "Cargo.toml",
    "Cargo.lock",
    "src",
    "public",
    "style",
    "tests",
    "Trunk.toml",
    "README.md",
    "index.html",
    "Makefile",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "dist",
    "target",
];

/// Chinese words that may stand in code: file and word (empty: all). Units of numbers and dates, words understood when
/// pasted, and a language's own name belong to no text file.
const WORDS: &[(&str, &str)] = &[("src/ui/format.rs", ""), ("src/views/paste.rs", "\"是\""), ("src/app/shell.rs", "\"简体中文\"")];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The lines of product code with path and number: no comments, nothing from the tests at the end of a file.
fn product_lines(folder: &Path) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    // A crate's own `tests` folder holds no product code.
    for file in files(folder, "rs")
        .into_iter()
        .filter(|file| !file.strip_prefix(root().join("src")).is_ok_and(|inside| inside.components().any(|part| part.as_os_str() == "tests")))
    {
        let text = read(&file);
        let name = file.strip_prefix(root()).expect("below the root").display().to_string();
        let product = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for (number, line) in product.lines().enumerate() {
            if !line.trim_start().starts_with("//") {
                lines.push((format!("{name}:{}", number + 1), line.split(" // ").next().unwrap_or_default().to_owned()));
            }
        }
    }
    assert!(!lines.is_empty(), "{} holds code", folder.display());
    lines
}

fn check_none_contains(folder: &Path, forbidden: &[&str]) {
    let found: Vec<_> = product_lines(folder)
        .into_iter()
        .filter(|(_, line)| forbidden.iter().any(|word| line.contains(word)))
        .map(|(place, line)| format!("{place}: {}", line.trim()))
        .collect();
    assert!(found.is_empty(), "none of {forbidden:?} may stand in\n{}", found.join("\n"));
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).arg("--offline").current_dir(root()).output().expect("cargo runs");
    assert!(output.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn pure_crates_have_no_web_crate_among_their_dependencies() {
    for name in PURE {
        // One package at a time: in the whole workspace the features that the app asks for would be added.
        let tree =
            cargo(&["tree", "--package", name, "--target", "wasm32-unknown-unknown", "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
        let used: BTreeSet<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert!(used.contains(name), "{tree}");
        let web: Vec<_> = used
            .iter()
            .filter(|used| {
                ["leptos", "wasm-bindgen", "web-sys", "js-sys", "gloo", "tachys", "reactive_graph", "getrandom", "rand", "web-time"]
                    .iter()
                    .any(|web| *used == web || used.starts_with(&format!("{web}-")) || used.starts_with(&format!("{web}_")))
            })
            .collect();
        assert!(web.is_empty(), "{name} depends on {web:?}");
    }
}

#[test]
fn crates_use_each_other_only_in_the_allowed_direction() {
    let metadata: Value = serde_json::from_str(&cargo(&["metadata", "--no-deps", "--format-version", "1"])).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let members: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let listed: BTreeSet<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    assert_eq!(members, listed, "every crate has its line in MAY_USE");
    for package in packages {
        let name = package["name"].as_str().expect("name");
        let allowed = MAY_USE.iter().find(|(listed, _)| *listed == name).map_or(&[][..], |(_, allowed)| allowed);
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let used = dependency["name"].as_str().expect("name");
            // A development dependency on itself or a neighbour is for tests and changes no direction.
            if members.contains(used) && dependency["kind"] != "dev" {
                assert!(allowed.contains(&used), "{name} may not use {used}");
            }
        }
    }
}

#[test]
fn pure_crates_take_no_time_chance_or_surroundings_by_themselves() {
    for name in PURE {
        check_none_contains(
            &root().join("src").join(name),
            &[
                "Utc::now",
                "Local::now",
                "Local::today",
                "SystemTime",
                "Instant::now",
                " rand::",
                "now_v7",
                "new_v4",
                "std::env",
                "std::fs",
                "std::net",
                "std::thread",
                "println!",
                "static mut",
            ],
        );
    }
}

#[test]
fn product_code_never_gives_up_and_leaves_nothing_open() {
    check_none_contains(&root().join("src"), &[".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "dbg!("]);
    // Also in comments, styles and scripts; put together here, so that this line does not name itself.
    let open = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["XX", "X"].concat()];
    for (folder, extension) in [("src", "rs"), ("tests", "rs"), ("style", "css")] {
        for file in files(&root().join(folder), extension) {
            assert!(!open.iter().any(|word| read(&file).contains(word)), "{} leaves something open", file.display());
        }
    }
}

#[test]
fn every_kind_is_defined_in_one_file_and_registered() {
    let mut defined: BTreeMap<String, PathBuf> = BTreeMap::new();
    for file in files(&root().join("src/pillars"), "rs") {
        let text = read(&file);
        let records: Vec<&str> = text.split("record! {").skip(1).collect();
        assert!(records.len() <= 1, "{} defines more than one kind", file.display());
        if let Some(record) = records.first() {
            let head = record.lines().find(|line| line.contains(", title ")).unwrap_or_else(|| panic!("{}: no head of a kind", file.display()));
            let name = head.split('"').nth(1).expect("a name in quotes").to_owned();
            assert_eq!(file.file_stem().and_then(|stem| stem.to_str()), Some(name.as_str()), "a kind's file has the kind's name");
            if let Some(other) = defined.insert(name.clone(), file.clone()) {
                panic!("{name} is defined in {} and {}", other.display(), file.display());
            }
        }
    }
    let registered: Vec<String> = pillars::kinds().map(|kind| kind.name.to_owned()).collect();
    let unique: BTreeSet<String> = registered.iter().cloned().collect();
    assert_eq!(unique.len(), registered.len(), "a name is registered twice");
    assert_eq!(unique, defined.into_keys().collect(), "kinds in files and in pillars::KINDS");
}

#[test]
fn links_lead_to_kinds_that_exist() {
    let names: BTreeSet<&str> = pillars::kinds().map(|kind| kind.name).collect();
    for kind in pillars::kinds() {
        assert!(kind.field(kind.title).is_some(), "{}: the title {} is a field", kind.name, kind.title);
        let columns = kind.fields.iter().flat_map(|field| field.columns);
        for field in kind.fields.iter().chain(columns) {
            for target in field.targets {
                assert!(names.contains(target), "{}.{} links to {target}", kind.name, field.name);
            }
        }
    }
}

#[test]
fn nothing_lies_at_the_top_level_that_has_no_business_there() {
    for entry in fs::read_dir(root()).expect("the root") {
        let name = entry.expect("entry").file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || TOP_LEVEL.contains(&name.as_str()), "{name} may not lie at the top level");
    }
}

#[test]
fn texts_for_users_stand_in_no_code() {
    for name in ["ui", "views", "screens", "app", "store"] {
        let found: Vec<_> = product_lines(&root().join("src").join(name))
            .into_iter()
            .filter(|(place, line)| {
                // The gallery shows samples of both languages; it is no screen of the product.
                !place.starts_with("src/ui/gallery")
                    && !WORDS.iter().any(|(file, word)| place.starts_with(file) && line.contains(word))
                    && line.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character))
            })
            .map(|(place, line)| format!("{place}: {}", line.trim()))
            .collect();
        assert!(found.is_empty(), "texts belong into public/lang or public/content:\n{}", found.join("\n"));
    }
}

/// The names in braces of a text; of `{n|action|actions}` the name before the first bar, of `{kind~}` that before its sign.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name.split(['|', '~']).next().unwrap_or(name)).collect()
}

#[test]
fn placeholders_are_read_as_the_program_reads_them() {
    assert_eq!(placeholders("{a~} and {n|action|actions} of {b}"), BTreeSet::from(["a", "b", "n"]));
    assert_eq!(placeholders("none"), BTreeSet::new());
}

#[test]
fn every_text_exists_in_every_language_with_the_same_placeholders() {
    let languages = files(&root().join("public/lang"), "json");
    let texts: BTreeMap<PathBuf, Value> = languages.iter().map(|file| (file.clone(), json(file))).collect();
    let chinese = texts.iter().find(|(file, _)| file.ends_with("zh-CN.json")).expect("zh-CN").1.as_object().expect("an object");
    assert!(texts.keys().any(|file| file.ends_with("en.json")), "en.json exists");
    for (file, text) in &texts {
        let text = text.as_object().unwrap_or_else(|| panic!("{}: an object", file.display()));
        let keys = |object: &serde_json::Map<String, Value>| object.keys().cloned().collect::<BTreeSet<_>>();
        let missing: Vec<_> = keys(chinese).difference(&keys(text)).cloned().collect();
        let surplus: Vec<_> = keys(text).difference(&keys(chinese)).cloned().collect();
        assert!(missing.is_empty() && surplus.is_empty(), "{}: missing {missing:?}, surplus {surplus:?}", file.display());
        for (key, value) in text {
            let value = value.as_str().unwrap_or_else(|| panic!("{}: {key} is a text", file.display()));
            assert!(!value.trim().is_empty(), "{}: {key} is empty", file.display());
            assert_eq!(placeholders(value), placeholders(chinese[key].as_str().unwrap_or_default()), "{}: placeholders of {key}", file.display());
        }
    }
}
