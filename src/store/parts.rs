//! What is stored, as one run of bytes with a list of names: the form in which a workspace travels to the worker and back.

use std::collections::BTreeMap;

use crate::persistence::Stored;

/// Name and length of each part, in the order of the bytes.
pub type Parts = Vec<(String, u64)>;

impl Stored {
    /// Names, lengths and bytes of meta, pages and journal.
    pub fn into_parts(self) -> (Parts, Vec<u8>) {
        let (mut parts, mut bytes) = (Parts::new(), Vec::new());
        let mut add = |name: String, value: Vec<u8>| {
            parts.push((name, value.len() as u64));
            bytes.extend(value);
        };
        self.meta.into_iter().for_each(|(name, value)| add(format!("meta/{name}"), value));
        self.pages.into_iter().flatten().for_each(|(name, value)| add(format!("pages/{name}"), value));
        self.journal.into_iter().for_each(|(key, value)| add(format!("journal/{key}"), value));
        (parts, bytes)
    }

    /// The way back; `take` gives so many bytes from a place. `None` if a name is none of ours.
    pub fn from_parts(parts: &Parts, mut take: impl FnMut(usize, usize) -> Option<Vec<u8>>) -> Option<Self> {
        let mut stored = Self { pages: Some(BTreeMap::new()), ..Self::default() };
        let mut at = 0;
        for (name, length) in parts {
            let length = usize::try_from(*length).ok()?;
            let bytes = take(at, length)?;
            at += length;
            match name.split_once('/')? {
                ("meta", name) => drop(stored.meta.insert(name.to_owned(), bytes)),
                ("pages", name) => drop(stored.pages.as_mut()?.insert(name.to_owned(), bytes)),
                ("journal", key) => stored.journal.push((key.parse().ok()?, bytes)),
                _ => return None,
            }
        }
        Some(stored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_comes_back_from_its_parts() {
        let stored = Stored {
            meta: BTreeMap::from([("mark".to_owned(), b"{}".to_vec())]),
            pages: Some(BTreeMap::from([("person/0".to_owned(), b"abc".to_vec()), ("person/1".to_owned(), Vec::new())])),
            journal: vec![(7, b"x".to_vec()), (12, b"yz".to_vec())],
            ..Stored::default()
        };
        let (parts, bytes) = stored.clone().into_parts();
        let take = |at: usize, length: usize| bytes.get(at..at + length).map(<[u8]>::to_vec);
        assert_eq!(Stored::from_parts(&parts, take), Some(stored));
        assert_eq!(Stored::from_parts(&vec![("other/x".to_owned(), 1)], take), None);
        assert_eq!(Stored::from_parts(&vec![("meta/x".to_owned(), 99)], take), None);
    }
}
