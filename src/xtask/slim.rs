//! Makes what a release fetches first smaller: one style sheet instead of forty, which repeat each other's words, and
//! scripts without the lines that only explain them.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::process::{Failure, at};

/// Puts all style sheets that Trunk has named by content, in the order of the page, into one file named by its content.
/// `boot.css` stays apart: it is wanted before anything else.
pub(crate) fn join_styles(dist: &Path) -> Result<(), Failure> {
    let page = dist.join("index.html");
    let (rest, names) = without_links(&at(&page, fs::read_to_string(&page))?);
    let mut sheet = String::new();
    for name in &names {
        let path = dist.join(name);
        sheet.push_str(&without_comments(&at(&path, fs::read_to_string(&path))?));
    }
    if sheet.is_empty() {
        return Err(Failure::Check("index.html names no style sheet of the app: it must follow boot.css.".into()));
    }
    let name = format!("style-{:.16}.css", format!("{:x}", Sha256::digest(&sheet)));
    let path = dist.join(&name);
    at(&path, fs::write(&path, sheet))?;
    at(&page, fs::write(&page, rest.replacen(PLACE, &format!("<link rel=\"stylesheet\" href=\"./{name}\"/>"), 1)))?;
    names.iter().filter(|other| **other != name).try_for_each(|name| at(&path, fs::remove_file(dist.join(name))))
}

/// The project's own scripts that every start reads.
const SCRIPTS: &[&str] = &["boot.js", "start.js", "parts.js"];

/// Drops the comments of the first scripts.
pub(crate) fn scripts(dist: &Path) -> Result<(), Failure> {
    SCRIPTS.iter().try_for_each(|name| {
        let path = dist.join(name);
        let script = at(&path, fs::read_to_string(&path))?;
        at(&path, fs::write(&path, without_lines(&script, "//")))
    })
}

/// A script without the lines that begin so.
pub(crate) fn without_lines(script: &str, begin: &str) -> String {
    script.lines().filter(|line| !line.trim_start().starts_with(begin)).flat_map(|line| [line, "\n"]).collect()
}

/// Stands where the first link stood.
const PLACE: &str = "<!--style-->";

/// The page with one mark in place of the links to style sheets of the app, and the files that they name.
fn without_links(page: &str) -> (String, Vec<String>) {
    let mut names = Vec::new();
    let mut rest = String::new();
    let mut pieces = page.split("<link ");
    rest.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (tag, after) = piece.split_once('>').unwrap_or((piece, ""));
        let file = tag.split_once("href=\"./").and_then(|(_, name)| name.split_once('"')).map(|(name, _)| name);
        match file.filter(|name| tag.contains("rel=\"stylesheet\"") && name.ends_with(".css")) {
            Some(name) => {
                if names.is_empty() {
                    rest.push_str(PLACE);
                }
                names.push(name.to_owned());
                rest.push_str(after);
            }
            None => {
                rest.push_str("<link ");
                rest.push_str(piece);
            }
        }
    }
    (rest, names)
}

/// A style sheet without comments, indentation and empty lines; text in quotes stays as it is.
fn without_comments(sheet: &str) -> String {
    let mut kept = String::new();
    let mut rest = sheet;
    while let Some(place) = rest.find(['"', '\'', '/']) {
        let (before, from) = rest.split_at(place);
        kept.push_str(before);
        rest = if let Some(comment) = from.strip_prefix("/*") {
            comment.split_once("*/").map_or("", |(_, after)| after)
        } else {
            let quote = from.chars().next().unwrap_or('/');
            let end = if quote == '/' { 1 } else { end_of_quoted(from, quote) };
            kept.push_str(&from[..end]);
            &from[end..]
        };
    }
    kept.push_str(rest);
    kept.lines().map(str::trim).filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

/// Where the text in quotes ends that begins here, behind its closing quote.
fn end_of_quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, character) in text.char_indices().skip(1) {
        if character == quote && !escaped {
            return index + 1;
        }
        escaped = character == '\\' && !escaped;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_style_sheets_leave_one_place() {
        let page = "<head><link rel=\"stylesheet\" href=\"boot.css\"><link rel=\"stylesheet\" href=\"./a-1.css\" integrity=\"x\"/>\n<link rel=\"icon\" href=\"icon.svg\"><link rel=\"stylesheet\" href=\"./b-2.css\"/></head>";
        let (rest, names) = without_links(page);
        assert_eq!(names, ["a-1.css", "b-2.css"]);
        assert_eq!(rest, "<head><link rel=\"stylesheet\" href=\"boot.css\"><!--style-->\n<link rel=\"icon\" href=\"icon.svg\"></head>");
    }

    #[test]
    fn lines_that_explain_go() {
        assert_eq!(without_lines("// a\nlet a = 'x // y';\n  // b\nb();\n", "//"), "let a = 'x // y';\nb();\n");
    }

    #[test]
    fn comments_go_and_quoted_text_stays() {
        assert_eq!(without_comments("/* a */\np { /* b\n c */\n  width: calc(1px / 2);\n}\n"), "p {\nwidth: calc(1px / 2);\n}\n");
        assert_eq!(without_comments("q::before { content: '/* \\' */'; }"), "q::before { content: '/* \\' */'; }\n");
        assert_eq!(without_comments("p{} /* open"), "p{}\n");
    }
}
