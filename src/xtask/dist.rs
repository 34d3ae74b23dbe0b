//! Finishes a release that Trunk has built: wasm-opt, checks of the pages, list of files for precaching.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use sha2::{Digest, Sha256};

use crate::process::{Failure, Repository, at, logged};

/// What rustc 1.95 emits for wasm32-unknown-unknown. Never `--all-features`: browsers refuse the result.
const WASM_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Name of the list of files.
const LIST: &str = "files.json";

/// Optimises the wasm in place, checks the pages and writes `dist/files.json`.
pub(crate) fn finish(repository: &Repository) -> Result<(), Failure> {
    let dist = repository.path("dist");
    for file in files(&dist)? {
        if file.extension().is_some_and(|extension| extension == "wasm") {
            optimise(repository, &file)?;
        }
    }
    for page in ["index.html", "rescue.html"] {
        let path = dist.join(page);
        let findings = inline_code(&at(&path, fs::read_to_string(&path))?);
        if let Some(finding) = findings.first() {
            return Err(Failure::Check(format!("{page} holds {finding}, which its content security policy forbids: move it into a file.")));
        }
    }
    write_list(&dist)
}

/// All files below a folder, sorted by path.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for entry in at(folder, fs::read_dir(folder))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Path below `dist` as in an address.
pub(crate) fn name_in(dist: &Path, file: &Path) -> String {
    file.strip_prefix(dist).unwrap_or(file).to_string_lossy().replace('\\', "/")
}

fn optimise(repository: &Repository, file: &Path) -> Result<(), Failure> {
    let result = file.with_extension("wasm.tmp");
    let mut command = repository.command(repository.tools().join("node/bin/node"));
    command.arg(repository.tools().join("binaryen/bin/wasm-opt")).arg("-Oz").args(WASM_FEATURES).args(["--strip-debug", "--strip-producers"]);
    command.arg(file).arg("-o").arg(&result);
    if !logged(repository, "wasm-opt", &mut command)? {
        return Err(Failure::Program("wasm-opt stopped: the reason is in target/logs/wasm-opt.log.".into()));
    }
    let (before, after) = (at(file, fs::metadata(file))?.len(), at(&result, fs::metadata(&result))?.len());
    at(file, fs::rename(&result, file))?;
    println!("   wasm-opt: {} {} → {} kB", file.file_name().unwrap_or_default().to_string_lossy(), before / 1000, after / 1000);
    Ok(())
}

/// Scripts and styles that stand in the page itself.
fn inline_code(page: &str) -> Vec<String> {
    let mut findings = Vec::new();
    for (start, _) in page.match_indices('<') {
        let tag = &page[start..page[start..].find('>').map_or(page.len(), |end| start + end)];
        let name = tag[1..].split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        let handler = tag.split_whitespace().skip(1).find(|attribute| {
            let attribute = attribute.to_ascii_lowercase();
            attribute.starts_with("style=") || (attribute.starts_with("on") && attribute.contains('='))
        });
        if name == "style" || (name == "script" && !tag.contains("src=")) {
            findings.push(format!("an inline <{name}>"));
        } else if let Some(attribute) = handler {
            findings.push(format!("the attribute {attribute}"));
        }
    }
    findings
}

fn write_list(dist: &Path) -> Result<(), Failure> {
    let mut list = Vec::new();
    for file in files(dist)? {
        let name = name_in(dist, &file);
        if name != LIST {
            let content = at(&file, fs::read(&file))?;
            list.push(json!({ "name": name, "bytes": content.len(), "sha256": format!("{:x}", Sha256::digest(&content)) }));
        }
    }
    let path = dist.join(LIST);
    let text = serde_json::to_string_pretty(&json!({ "files": list })).map_err(|error| Failure::Program(error.to_string()))?;
    at(&path, fs::write(&path, text + "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, count: usize) {
        assert_eq!(inline_code(page).len(), count, "{page}");
    }

    #[test]
    fn inline_code_is_found() {
        check("<script src=\"a.js\"></script><p class=\"one\">x</p>", 0);
        check("<script>1</script>", 1);
        check("<SCRIPT type=module>1</SCRIPT>", 1);
        check("<style>p{}</style>", 1);
        check("<p style=\"color:red\">", 1);
        check("<body onload=\"x()\">", 1);
    }
}
