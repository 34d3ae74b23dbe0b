//! The licences of everything that is shipped: the packages compiled into the program, as Cargo resolves them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::process::{Failure, Repository, at};

/// Programs of the release, and the package whose table of sounds is shipped as content.
const SHIPPED: &[&str] = &["app", "exporter", "pinyin"];
/// How files with a licence or a notice begin.
const FILES: &[&str] = &["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE", "COPYRIGHT"];

/// One package with its licence.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Package {
    name: String,
    version: String,
    licence: String,
    authors: Vec<String>,
    /// Texts that the package brings.
    texts: Vec<String>,
}

/// The text about all licences: a list, then each text once with the packages it belongs to.
pub(crate) fn text(repository: &Repository) -> Result<String, Failure> {
    let output =
        repository.cargo().args(["metadata", "--format-version", "1", "--offline", "--filter-platform", "wasm32-unknown-unknown"]).output()?;
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| Failure::Program(format!("cargo metadata: {error}")))?;
    Ok(describe(&packages(&metadata)?))
}

fn describe(packages: &[Package]) -> String {
    let mut text = String::from(
        "Shizhu is licensed under MIT or Apache 2.0, at your choice: LICENSE-MIT, LICENSE-APACHE.\n\
         It contains no JavaScript package. Compiled into it are the Rust standard library (MIT OR Apache-2.0)\n\
         and these packages; where a package offers a choice with MIT, MIT was chosen.\n\n",
    );
    for package in packages {
        text.push_str(&format!("{} {}: {}\n", package.name, package.version, package.licence));
        if package.texts.is_empty() && !package.authors.is_empty() {
            text.push_str(&format!("    Copyright (c) {}\n", package.authors.join(", ")));
        }
    }
    let mut by_text: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for package in packages {
        for content in &package.texts {
            by_text.entry(content).or_default().push(format!("{} {}", package.name, package.version));
        }
    }
    for (content, names) in by_text {
        text.push_str(&format!("\n{}\n{}\n\n{content}\n", "-".repeat(80), names.join(", ")));
    }
    text
}

/// What the programs are made of, sorted; without this project's own crates and what only runs while compiling.
fn packages(metadata: &Value) -> Result<Vec<Package>, Failure> {
    let all: BTreeMap<&str, &Value> = list(&metadata["packages"]).filter_map(|package| Some((package["id"].as_str()?, package))).collect();
    let nodes: BTreeMap<&str, &Value> = list(&metadata["resolve"]["nodes"]).filter_map(|node| Some((node["id"].as_str()?, node))).collect();
    let own: BTreeSet<&str> = list(&metadata["workspace_members"]).filter_map(Value::as_str).collect();
    let mut waiting: Vec<&str> = all.iter().filter(|(_, package)| SHIPPED.iter().any(|name| package["name"] == *name)).map(|(id, _)| *id).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        let Some((package, node)) = all.get(id).zip(nodes.get(id)) else { continue };
        let compiles_only = list(&package["targets"]).any(|target| list(&target["kind"]).any(|kind| kind == "proc-macro"));
        if compiles_only || !found.insert(id) {
            continue;
        }
        let normal = list(&node["deps"]).filter(|dependency| list(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null()));
        waiting.extend(normal.filter_map(|dependency| dependency["pkg"].as_str()));
    }
    let mut packages = found.into_iter().filter(|id| !own.contains(id)).map(|id| package(all[id])).collect::<Result<Vec<_>, _>>()?;
    packages.sort_by(|left, right| (&left.name, &left.version).cmp(&(&right.name, &right.version)));
    Ok(packages)
}

fn package(package: &Value) -> Result<Package, Failure> {
    let text = |name: &str| package[name].as_str().unwrap_or_default().to_owned();
    let name = text("name");
    let folder = Path::new(package["manifest_path"].as_str().unwrap_or_default()).parent().unwrap_or(Path::new("")).to_owned();
    let texts = texts(&folder)?;
    let licence = match text("license") {
        licence if !licence.is_empty() => licence,
        _ if !texts.is_empty() => "see its text below".to_owned(),
        _ => return Err(Failure::Check(format!("{name} names no licence: it may not be shipped."))),
    };
    let authors = list(&package["authors"]).filter_map(|author| author.as_str()?.split(" <").next().map(str::to_owned)).collect();
    Ok(Package { name, version: text("version"), licence, authors, texts })
}

fn texts(folder: &Path) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for entry in at(folder, fs::read_dir(folder))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        if path.is_file() && FILES.iter().any(|beginning| name.starts_with(beginning)) {
            // Bytes that are no text would say nothing.
            found.push(String::from_utf8_lossy(&at(&path, fs::read(&path))?).replace("\r\n", "\n").trim().to_owned());
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_that_is_shipped_is_named_with_its_licence() {
        let text = text(&Repository::here()).expect("a text");
        for name in ["leptos ", "serde_json ", "chrono ", "pinyin ", "wasm-bindgen "] {
            assert!(text.lines().any(|line| line.starts_with(name)), "{name}is missing");
        }
        assert!(text.contains("Permission is hereby granted, free of charge"), "texts are there");
        assert!(!text.lines().any(|line| line.starts_with("proptest ")), "what only tests is not shipped");
        assert!(!text.contains("GPL-"), "nothing under a licence that binds the whole");
    }
}
