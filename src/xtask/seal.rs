//! Seals a finished build: names the release in its page, tells the service worker which files belong to it, and lists them.
//! Sealing twice gives the same result.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use io::portable::TEMPLATE;

use crate::dist::{files, name_in};
use crate::portable;
use crate::process::{Failure, at};

/// Name of the list of files.
const LIST: &str = "files.json";
const WORKER: &str = "service-worker.js";
const PAGE: &str = "index.html";
/// What whoever runs the site may change, what no browser asks for, and what only shops of apps show: not kept for offline use.
const NOT_KEPT: &[&str] = &[LIST, WORKER, "_headers", "web.config", "embed.json", "screenshots/", "embed/examples/"];

const RELEASE_LINE: &str = "const RELEASE = ";
const RELEASE_TAG: &str = "<meta name=\"shizhu-release\" content=\"";

/// One file as it is sent.
struct Entry {
    name: String,
    bytes: usize,
    sha256: String,
}

/// The version of this working copy.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// `seal DIR [VERSION]`: another version than this one is for tests of updating.
pub(crate) fn command(arguments: &[String]) -> Result<(), Failure> {
    let (folder, version) = match arguments {
        [folder] => (folder, VERSION),
        [folder, version] => (folder, version.as_str()),
        _ => return Err(Failure::Usage("seal DIR [VERSION]".into())),
    };
    portable::write_template(Path::new(folder))?;
    println!("{}", seal(Path::new(folder), version)?);
    Ok(())
}

/// Names the release, fills the service worker and writes `files.json`; returns the release's name, for example `0.1.0+1f2e3d4c`.
pub(crate) fn seal(dist: &Path, version: &str) -> Result<String, Failure> {
    name_pages(dist, "")?;
    let release = release_name(version, &entries(dist)?);
    name_pages(dist, &release)?;

    let kept: Map<String, Value> =
        entries(dist)?.into_iter().filter(|entry| is_kept(&entry.name)).map(|entry| (entry.name, Value::String(entry.sha256))).collect();
    let worker = dist.join(WORKER);
    let description = json!({ "name": release, "version": version, "files": kept });
    let script = with_description(&at(&worker, fs::read_to_string(&worker))?, &description.to_string())?;
    at(&worker, fs::write(&worker, script))?;

    let list: Vec<Value> = entries(dist)?
        .into_iter()
        .filter(|entry| entry.name != LIST)
        .map(|entry| json!({ "name": entry.name, "bytes": entry.bytes, "sha256": entry.sha256 }))
        .collect();
    let text = serde_json::to_string_pretty(&json!({ "release": release, "files": list })).map_err(|error| Failure::Program(error.to_string()))?;
    let path = dist.join(LIST);
    at(&path, fs::write(&path, text + "\n"))?;
    Ok(release)
}

/// Names the release in its pages, whatever was named before.
fn name_pages(dist: &Path, release: &str) -> Result<(), Failure> {
    for page in [PAGE, TEMPLATE].map(|name| dist.join(name)).iter().filter(|page| page.is_file()) {
        at(page, fs::write(page, with_release(&at(page, fs::read_to_string(page))?, release)?))?;
    }
    Ok(())
}

/// The name that a sealed build bears.
pub(crate) fn release_of(page: &str) -> Option<&str> {
    page.split_once(RELEASE_TAG)?.1.split_once('"').map(|(release, _)| release).filter(|release| !release.is_empty())
}

/// The page with this release named in it, whatever was named before.
pub(crate) fn with_release(page: &str, release: &str) -> Result<String, Failure> {
    let (before, rest) = page.split_once(RELEASE_TAG).ok_or_else(|| Failure::Check(format!("{PAGE} has no {RELEASE_TAG}…\">: put it back.")))?;
    let (_, after) = rest.split_once('"').ok_or_else(|| Failure::Check(format!("{PAGE}: the name of the release has no end.")))?;
    Ok(format!("{before}{RELEASE_TAG}{release}\"{after}"))
}

fn with_description(script: &str, description: &str) -> Result<String, Failure> {
    let line = script
        .lines()
        .find(|line| line.starts_with(RELEASE_LINE))
        .ok_or_else(|| Failure::Check(format!("{WORKER} has no line {RELEASE_LINE}…;: put it back.")))?;
    Ok(script.replacen(line, &format!("{RELEASE_LINE}{description};"), 1))
}

fn is_kept(name: &str) -> bool {
    !name.split('/').any(|part| part.starts_with('.'))
        && !NOT_KEPT.iter().any(|left| if left.ends_with('/') { name.starts_with(left) } else { name == *left })
}

/// Version and the first digits of a hash over all kept files: two builds of one version that differ have different names.
fn release_name(version: &str, entries: &[Entry]) -> String {
    let mut digest = Sha256::new();
    for entry in entries.iter().filter(|entry| is_kept(&entry.name)) {
        digest.update(format!("{} {}\n", entry.name, entry.sha256));
    }
    let hash = format!("{:x}", digest.finalize());
    format!("{version}+{}", &hash[..8])
}

fn entries(dist: &Path) -> Result<Vec<Entry>, Failure> {
    let read = |file: &std::path::PathBuf| {
        let content = at(file, fs::read(file))?;
        Ok(Entry { name: name_in(dist, file), bytes: content.len(), sha256: format!("{:x}", Sha256::digest(&content)) })
    };
    files(dist)?.iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("shizhu-seal-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("lang")).expect("folder");
        let page = format!("<html><head>{RELEASE_TAG}\"></head></html>");
        for (file, text) in [(PAGE, page.as_str()), (WORKER, "// x\nconst RELEASE = null;\nrest();\n"), ("lang/en.json", "{}"), ("embed.json", "[]")]
        {
            fs::write(folder.join(file), text).expect("file");
        }
        folder
    }

    #[test]
    fn a_sealed_build_names_itself_and_its_files() {
        let folder = folder("names");
        let release = seal(&folder, "1.2.3").expect("sealed");
        let page = fs::read_to_string(folder.join(PAGE)).expect("page");
        assert_eq!(release_of(&page), Some(release.as_str()));
        let worker = fs::read_to_string(folder.join(WORKER)).expect("worker");
        assert!(worker.contains(&format!("\"name\":\"{release}\"")) && worker.ends_with("rest();\n"), "{worker}");
        assert!(worker.contains("lang/en.json") && worker.contains("index.html") && !worker.contains("embed.json"), "{worker}");
        assert_eq!(seal(&folder, "1.2.3").expect("again"), release, "sealing twice changes nothing");
        fs::write(folder.join("lang/en.json"), "{\"a\":1}").expect("file");
        assert_ne!(seal(&folder, "1.2.3").expect("changed"), release, "another file, another release");
        fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn files_of_the_host_and_hidden_ones_are_not_kept() {
        for (name, kept) in [
            ("content/01/en.json", true),
            ("embed.js", true),
            ("embed.json", false),
            (".htaccess", false),
            ("embed/examples/a.html", false),
            ("_headers", false),
        ] {
            assert_eq!(is_kept(name), kept, "{name}");
        }
    }

    #[test]
    fn a_page_without_a_place_for_the_name_is_refused() {
        assert!(with_release("<html>", "x").is_err());
        assert!(with_description("nothing", "{}").is_err());
    }
}
