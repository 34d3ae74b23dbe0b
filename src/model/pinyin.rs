//! Finding Chinese titles by the sounds people type: whole syllables, their beginnings, or initials only.
//! `mbfj`, `mubiao` and `mubfenj` all find 目标分解. The table of sounds is data, given by whoever calls.

use std::collections::HashMap;

/// The sounds of characters.
#[derive(Clone, Debug, Default)]
pub struct Pinyin {
    sounds: HashMap<char, Vec<u16>>,
    syllables: Vec<String>,
}

impl Pinyin {
    /// From pairs of a syllable and the characters that can sound so.
    pub fn new<'a>(table: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut pinyin = Self::default();
        for (index, (syllable, characters)) in table.into_iter().enumerate() {
            pinyin.syllables.push(syllable.to_owned());
            for character in characters.chars() {
                pinyin.sounds.entry(character).or_default().push(index as u16);
            }
        }
        pinyin
    }

    /// Whether the typed letters sound like a part of the title. Case and spaces do not matter.
    pub fn matches(&self, typed: &str, title: &str) -> bool {
        self.place(typed, title).is_some()
    }

    /// Where the title begins to sound like the typed letters, in characters without spaces; none if it does nowhere.
    pub fn place(&self, typed: &str, title: &str) -> Option<usize> {
        let letters = |text: &str| text.chars().filter(|character| !character.is_whitespace()).flat_map(char::to_lowercase).collect::<Vec<char>>();
        let (typed, title) = (letters(typed), letters(title));
        (0..title.len()).find(|start| !typed.is_empty() && self.from(&typed, &title[*start..]))
    }

    fn from(&self, typed: &[char], title: &[char]) -> bool {
        if typed.is_empty() {
            return true;
        }
        let Some((character, rest)) = title.split_first() else { return false };
        if typed[0] == *character && self.from(&typed[1..], rest) {
            return true;
        }
        let sounds = self.sounds.get(character).map(Vec::as_slice).unwrap_or_default();
        sounds.iter().any(|index| {
            let syllable = &self.syllables[usize::from(*index)];
            let fitting = syllable.chars().zip(typed).take_while(|(sound, typed)| sound == *typed).count();
            // The longest first: who types whole syllables means them.
            (1..=fitting).rev().any(|length| self.from(&typed[length..], rest))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Pinyin {
        Pinyin::new([
            ("bei", "北"),
            ("biao", "标"),
            ("chang", "长"),
            ("fen", "分"),
            ("jie", "解"),
            ("jing", "京"),
            ("mu", "目"),
            ("rui", "瑞"),
            ("yi", "益"),
            ("zhang", "长"),
            ("xi", "西"),
            ("an", "安"),
            ("xian", "现"),
        ])
    }

    fn check(typed: &str, title: &str, expected: bool) {
        assert_eq!(table().matches(typed, title), expected, "{typed} {title}");
    }

    #[test]
    fn initials_syllables_and_beginnings_find_a_title() {
        check("mbfj", "目标分解", true);
        check("bjyr", "北京益瑞", true);
        check("mubiao", "目标分解", true);
        check("MuBiao FenJie", "目标分解", true);
        check("mubfenj", "目标分解", true);
        check("fj", "目标分解", true);
        check("mbjf", "目标分解", false);
        check("x", "目标分解", false);
        check("", "目标", false);
    }

    #[test]
    fn a_title_that_begins_so_is_told_from_one_that_goes_on_so() {
        let place = |typed: &str| table().place(typed, "目标 分解");
        assert_eq!((place("mb"), place("fj"), place("x"), place("")), (Some(0), Some(2), None, None));
    }

    #[test]
    fn characters_with_several_sounds_and_mixed_titles() {
        check("chang", "长", true);
        check("zhang", "长", true);
        check("xian", "西安", true);
        check("s2mb", "S2 目标", true);
        check("mbs2", "目标 S2", true);
        check("goal", "Goal tree", true);
    }

    proptest::proptest! {
        /// Whatever part of a title is typed by its sounds finds it.
        #[test]
        fn every_part_is_found_by_its_initials(start in 0_usize..4, length in 1_usize..4) {
            let title = ["目", "标", "分", "解"];
            let initials = ["m", "b", "f", "j"];
            let end = (start + length).min(4);
            proptest::prop_assert!(table().matches(&initials[start..end].concat(), &title.concat()));
        }
    }
}
