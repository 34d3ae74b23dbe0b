//! Writes `public/content/pinyin.json`: syllables and the characters that sound so, for the characters of GB 2312.
//! The sounds come from a kept crate; as data they cost the program nothing and are fetched when somebody searches.

use std::collections::BTreeMap;
use std::fs;

use pinyin::ToPinyinMulti;

use crate::process::{Failure, Repository, at};

/// Where the table lies.
const FILE: &str = "public/content/pinyin.json";

/// The table as JSON, one syllable a line.
fn table() -> Result<String, Failure> {
    let mut sounds: BTreeMap<&str, String> = BTreeMap::new();
    for row in 0xB0..=0xF7_u8 {
        for cell in 0xA1..=0xFE_u8 {
            let bytes = [row, cell];
            let (text, _, unknown) = encoding_rs::GBK.decode(&bytes);
            let Some(character) = text.chars().next().filter(|_| !unknown) else { continue };
            for sound in character.to_pinyin_multi().into_iter().flatten() {
                let characters = sounds.entry(sound.plain()).or_default();
                if !characters.contains(character) {
                    characters.push(character);
                }
            }
        }
    }
    let lines: Vec<String> = sounds.iter().map(|(syllable, characters)| format!("\"{syllable}\":\"{characters}\"")).collect();
    Ok(format!("{{\n{}\n}}\n", lines.join(",\n")))
}

/// Writes the table.
pub(crate) fn command(repository: &Repository) -> Result<(), Failure> {
    let path = repository.path(FILE);
    at(&path, fs::write(&path, table()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_in_the_repository_is_the_table_of_the_crate() {
        let kept = fs::read_to_string(Repository::here().path(FILE)).expect("the table");
        assert!(kept == table().expect("a table"), "run `cargo xtask pinyin`");
        let sounds: BTreeMap<String, String> = serde_json::from_str(&kept).expect("JSON");
        assert!(sounds["mu"].contains('目') && sounds["chang"].contains('长') && sounds["zhang"].contains('长'));
    }
}
