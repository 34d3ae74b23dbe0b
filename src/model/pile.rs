//! Folded texts of many records one behind the other, read through at every sign that is typed.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::order::Order;

/// Texts in a row. No text reaches into the next: each part ends with a line end, and no word holds one.
#[derive(Debug, Default)]
pub(crate) struct Pile {
    /// What is written so far; what is put here belongs to the text that is ended next.
    pub(crate) text: String,
    ends: Vec<usize>,
}

impl Pile {
    /// The text is whole; the next one begins.
    pub(crate) fn end_text(&mut self) {
        self.ends.push(self.text.len());
    }

    /// Where a text lies.
    pub(crate) fn range(&self, place: usize) -> Range<usize> {
        let end = |place: usize| self.ends.get(place).copied();
        place.checked_sub(1).and_then(end).unwrap_or(0)..end(place).unwrap_or(0)
    }

    /// Tells of each text that holds all of the folded words its place, and where in the pile one of them stands.
    pub(crate) fn each(&self, folded: &str, tell: &mut dyn FnMut(usize, usize)) {
        let words = finders(folded);
        let Some((first, others)) = words.split_first() else { return };
        let text = self.text.as_bytes();
        let (mut from, mut place) = (0, 0);
        while let Some(at) = text.get(from..).and_then(|rest| first.find(rest)).map(|at| at + from) {
            place += self.ends.get(place..).map_or(0, |ends| ends.partition_point(|end| *end <= at));
            let range = self.range(place);
            let own = text.get(range.clone()).unwrap_or_default();
            if own.is_empty() {
                break;
            }
            if others.iter().all(|word| word.find(own).is_some()) {
                tell(place, at);
            }
            from = range.end;
            place += 1;
        }
    }

    /// The same among some texts alone.
    pub(crate) fn each_of(&self, places: &[u32], folded: &str, tell: &mut dyn FnMut(usize, usize)) {
        let words = finders(folded);
        let Some((first, others)) = words.split_first() else { return };
        for place in places.iter().map(|place| *place as usize) {
            let range = self.range(place);
            let own = self.text.as_bytes().get(range.clone()).unwrap_or_default();
            if let Some(at) = first.find(own).filter(|_| others.iter().all(|word| word.find(own).is_some())) {
                tell(place, range.start + at);
            }
        }
    }
}

/// Whether a text that holds all of the folded words holds all of the wider ones, too.
pub(crate) fn narrows(folded: &str, wider: &str) -> bool {
    wider.split_whitespace().all(|part| folded.split_whitespace().any(|word| word.contains(part)))
}

/// The longest word first: it is the rarest and leaves least for the others.
fn finders(folded: &str) -> Vec<Finder<'_>> {
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    words.order_by_key(|word| std::cmp::Reverse(word.len()));
    words.into_iter().map(|word| Finder::new(word.as_bytes())).collect()
}
