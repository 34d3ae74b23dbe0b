//! Finishes a release that Trunk has built: chunks, wasm-opt, one style sheet, checks of the pages, seal.

use std::fs;
use std::path::{Path, PathBuf};

use crate::process::{Failure, Repository, at, logged};
use crate::{portable, seal, slim, split, worker};

/// What rustc 1.95 emits for wasm32-unknown-unknown. Never `--all-features`: browsers refuse the result.
const WASM_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Cuts and optimises the wasm, checks the pages and seals the release.
pub(crate) fn finish(repository: &Repository) -> Result<(), Failure> {
    let dist = repository.path("dist");
    split::split(repository, &dist)?;
    for file in files(&dist)? {
        if name_in(&dist, &file).starts_with("exporter") && file.extension().is_some_and(|extension| extension == "wasm") {
            optimise(repository, &file)?;
        }
    }
    worker::name_by_content(&dist)?;
    slim::join_styles(&dist)?;
    slim::scripts(&dist)?;
    for page in ["index.html", "rescue.html"] {
        let path = dist.join(page);
        let findings = inline_code(&at(&path, fs::read_to_string(&path))?);
        if let Some(finding) = findings.first() {
            return Err(Failure::Check(format!("{page} holds {finding}, which its content security policy forbids: move it into a file.")));
        }
    }
    portable::write_template(&dist)?;
    println!("   release {}", seal::seal(&dist, seal::VERSION)?);
    Ok(())
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

/// Makes a wasm file smaller, in place.
pub(crate) fn optimise(repository: &Repository, file: &Path) -> Result<(), Failure> {
    let result = file.with_extension("wasm.tmp");
    let mut command = repository.command(repository.tools().join("node/bin/node"));
    command.arg(repository.tools().join("binaryen/bin/wasm-opt")).arg("-Oz").args(WASM_FEATURES).args(["--strip-debug", "--strip-producers"]);
    command.arg(file).arg("-o").arg(&result);
    if !logged(repository, "wasm-opt", &mut command)? {
        return Err(Failure::Program("wasm-opt stopped: the reason is in target/logs/wasm-opt.log.".into()));
    }
    at(file, fs::rename(&result, file))
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

    /// The policy of the page itself; every sample of a host carries it, with what only a header can say.
    #[test]
    fn samples_for_hosts_carry_the_policy_of_the_page() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let read = |name: &str| fs::read_to_string(root.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let page = read("index.html");
        let policy = page.split_once("Content-Security-Policy\" content=\"").and_then(|(_, rest)| rest.split_once('"')).expect("a policy").0;
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
        for sample in ["public/_headers", "public/hosting/nginx.conf", "public/hosting/apache.htaccess", "public/hosting/web.config"] {
            assert!(read(sample).contains(&format!("{policy}; frame-ancestors 'self'")), "{sample} must carry the policy of index.html: {policy}");
        }
    }
}
