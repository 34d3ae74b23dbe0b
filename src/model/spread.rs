//! How ids and names are spread over a table. The hashing of the standard library is made for texts of strangers and costs
//! more than the look into the table; here each table has a number of its own all the same, so that ids and names cannot be
//! made to lie in one place.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};

use crate::id::Id;

/// Something for each of many ids.
pub type IdMap<T> = HashMap<Id, T, Spread>;

/// Makes the hasher of a table.
#[derive(Clone, Copy, Debug)]
pub struct Spread(u64);

impl Default for Spread {
    fn default() -> Self {
        Self(RandomState::new().build_hasher().finish())
    }
}

impl BuildHasher for Spread {
    type Hasher = SpreadHasher;

    fn build_hasher(&self) -> SpreadHasher {
        SpreadHasher(self.0)
    }
}

/// The hasher of one id or name.
#[derive(Clone, Copy, Debug)]
pub struct SpreadHasher(u64);

impl Hasher for SpreadHasher {
    fn write(&mut self, bytes: &[u8]) {
        for part in bytes.chunks(8) {
            self.write_u64(part.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)));
        }
    }

    fn write_u64(&mut self, number: u64) {
        // Both halves of the product take part, so that neither numbers that differ in front nor behind lie together.
        let product = u128::from(self.0 ^ number) * 0x9e37_79b9_7f4a_7c15;
        self.0 = (product as u64) ^ ((product >> 64) as u64);
    }

    fn finish(&self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed ^ (mixed >> 32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// Ids that differ in a few of their signs only, as those of one millisecond do, lie apart in the bits that a table looks at.
    fn check(about: &str, ids: impl Iterator<Item = Id>) {
        let spread = Spread::default();
        let hashes: Vec<u64> = ids.map(|id| spread.hash_one(id)).collect();
        let places: HashSet<u64> = hashes.iter().map(|hash| hash & 0xffff).collect();
        let upper: HashSet<u64> = hashes.iter().map(|hash| (hash >> 25) & 0x7f).collect();
        // Thrown at random, 10,000 take about 9,270 of 65,536 places.
        assert!(places.len() > 8_500, "{about}: {} places", places.len());
        assert_eq!(upper.len(), 128, "{about}");
    }

    #[test]
    fn ids_that_look_alike_lie_apart() {
        check("counted behind", (0..10_000).map(Id::from_number));
        check("counted in front", (0..10_000).map(|time| Id::new(time, [0; 10])));
        check(
            "counted in the middle",
            (0..10_000_u16).map(|count| Id::new(7, [[0; 2], [0; 2], count.to_be_bytes(), [0; 2], [0; 2]].concat().try_into().unwrap())),
        );
    }
}
