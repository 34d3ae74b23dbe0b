//! Finds the tests that assert requirement ids. Conventions (also in README, "Requirement ids"):
//! Rust: a line `/// covers: P01.3.1, S04` among the lines directly above a test function.
//! Playwright: ids in square brackets in the title, `test('Goals pass the check [P01.3.1, S04]', …)`.

use std::fs;
use std::path::Path;

use crate::process::{Failure, at};

/// A named test and one id that it asserts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Assertion {
    /// Requirement id.
    pub(crate) id: String,
    /// `path::name`, or path and title.
    pub(crate) test: String,
    /// The test names so many ids that it can assert none of them in particular; it is listed and does not count.
    pub(crate) sweep: bool,
}

/// How many ids one test may name and still count for each of them.
const MOST_IDS: usize = 6;

/// All assertions of the sources below `root`.
pub(crate) fn assertions(root: &Path) -> Result<Vec<Assertion>, Failure> {
    let mut found = Vec::new();
    for (folder, extension) in [("src", "rs"), ("tests", "rs"), ("tests/e2e", "ts")] {
        for file in sources(&root.join(folder), extension)? {
            let name = file.strip_prefix(root).unwrap_or(&file).display().to_string();
            let text = at(&file, fs::read_to_string(&file))?;
            let result = if extension == "rs" { rust(&name, &text) } else { Ok(playwright(&name, &text)) };
            found.extend(result.map_err(Failure::Check)?);
        }
    }
    found.sort_by(|left, right| (&left.id, &left.test).cmp(&(&right.id, &right.test)));
    Ok(found)
}

fn sources(folder: &Path, extension: &str) -> Result<Vec<std::path::PathBuf>, Failure> {
    let mut found = Vec::new();
    for entry in at(folder, fs::read_dir(folder))? {
        let path = entry?.path();
        if path.is_dir() {
            if !path.ends_with("node_modules") {
                found.extend(sources(&path, extension)?);
            }
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn rust(file: &str, text: &str) -> Result<Vec<Assertion>, String> {
    let mut found = Vec::new();
    let mut ids: Vec<String> = Vec::new();
    let mut is_test = false;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(list) = line.strip_prefix("/// covers:") {
            ids.extend(split_ids(list));
        } else if line.starts_with("#[") || line.starts_with("//") {
            is_test |= line.starts_with("#[test]") || line.starts_with("#[wasm_bindgen_test") || line.starts_with("#[tokio::test");
        } else {
            let name = line.split_once("fn ").and_then(|(_, rest)| rest.split(['(', '<']).next());
            match name {
                Some(name) if is_test => found.extend(of_test(ids.split_off(0), format!("{file}::{name}"))),
                _ if !ids.is_empty() => {
                    return Err(format!("{file}:{}: `covers:` stands above something that is no test: move it to a test.", number + 1));
                }
                _ => {}
            }
            is_test = false;
        }
    }
    Ok(found)
}

fn playwright(file: &str, text: &str) -> Vec<Assertion> {
    let mut found = Vec::new();
    for (start, call) in text.match_indices("test(") {
        // `contest(` is no call of `test`.
        if text[..start].chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '_' || before == '.') {
            continue;
        }
        let rest = text[start + call.len()..].trim_start();
        let Some(quote) = rest.chars().next().filter(|character| ['\'', '"', '`'].contains(character)) else { continue };
        let Some(title) = rest[1..].split(quote).next() else { continue };
        let groups = title.split('[').skip(1).filter_map(|group| group.split_once(']'));
        let ids: Vec<String> = groups.flat_map(|(group, _)| split_ids(group)).filter(|id| looks_like_id(id)).collect();
        found.extend(of_test(ids, format!("{file}: {title}")));
    }
    found
}

fn of_test(ids: Vec<String>, test: String) -> impl Iterator<Item = Assertion> {
    let sweep = ids.len() > MOST_IDS;
    ids.into_iter().map(move |id| Assertion { id, test: test.clone(), sweep })
}

fn split_ids(list: &str) -> impl Iterator<Item = String> {
    list.split([',', ' ']).map(|id| id.trim_matches('.').to_owned()).filter(|id| !id.is_empty())
}

fn looks_like_id(text: &str) -> bool {
    text.starts_with(|character: char| character.is_ascii_uppercase()) && text.chars().nth(1).is_some_and(|character| character.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: &[Assertion], expected: &[(&str, &str)]) {
        let found: Vec<_> = found.iter().map(|assertion| (assertion.id.as_str(), assertion.test.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn rust_tests_name_ids_above_the_function() {
        let text = "/// Says it.\n/// covers: P01.3.1, S04\n#[test]\nfn smart() {\n}\n#[test]\nfn other() {}\n    /// covers: L01\n    #[wasm_bindgen_test]\n    async fn stored() {}\n";
        check(&rust("a.rs", text).expect("valid"), &[("P01.3.1", "a.rs::smart"), ("S04", "a.rs::smart"), ("L01", "a.rs::stored")]);
    }

    #[test]
    fn a_test_of_very_many_ids_counts_for_none() {
        let text = |count: usize| {
            format!("/// covers: {}\n#[test]\nfn all() {{}}\n", (1..=count).map(|n| format!("P01.{n}")).collect::<Vec<_>>().join(", "))
        };
        assert!(rust("a.rs", &text(MOST_IDS)).expect("valid").iter().all(|found| !found.sweep));
        assert!(rust("a.rs", &text(MOST_IDS + 1)).expect("valid").iter().all(|found| found.sweep));
    }

    #[test]
    fn ids_above_anything_else_are_refused() {
        assert!(rust("a.rs", "/// covers: P01.1\nfn helper() {}\n").is_err());
        assert!(rust("a.rs", "/// covers: P01.1\npub static A: u8 = 1;\n#[test]\nfn x() {}\n").is_err());
    }

    #[test]
    fn playwright_titles_carry_ids_in_brackets() {
        let text = "test('opens [P01.1] and [S03, S04]', async () => {});\ntest(\n  `in ${language} [L02]`, x);\ntest.describe('[P09.1]', y);\ncontest('[P01.2]');test('list [one] of', z)";
        check(
            &playwright("a.ts", text),
            &[
                ("P01.1", "a.ts: opens [P01.1] and [S03, S04]"),
                ("S03", "a.ts: opens [P01.1] and [S03, S04]"),
                ("S04", "a.ts: opens [P01.1] and [S03, S04]"),
                ("L02", "a.ts: in ${language} [L02]"),
            ],
        );
    }
}
