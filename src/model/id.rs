//! Ids of records: UUID version 7, made by whoever holds the clock and the randomness.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The id of one record, unique across devices (decisions.md 10).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(Uuid);

impl Hash for Id {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let (front, back) = self.0.as_u64_pair();
        state.write_u64(front);
        state.write_u64(back);
    }
}

impl Id {
    /// A fresh id from the time in milliseconds since 1970 and ten random bytes.
    pub fn new(now_ms: u64, random: [u8; 10]) -> Self {
        Self(uuid::Builder::from_unix_timestamp_millis(now_ms, &random).into_uuid())
    }

    /// A fixed id for tests and demo data: the same number gives the same id.
    pub fn from_number(number: u64) -> Self {
        let mut random = [0_u8; 10];
        random[2..].copy_from_slice(&number.to_be_bytes());
        Self::new(0, random)
    }

    /// The id as a number.
    pub(crate) fn number(self) -> u128 {
        self.0.as_u128()
    }
}

/// Makes ids that stand in the order in which they were made, also those of one millisecond: lists without an order of
/// their own show records in the order of their ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IdSequence {
    now_ms: u64,
    number: u16,
}

impl IdSequence {
    /// The twelve bits that follow the time in an id count the ids of one millisecond.
    const NUMBERS: u16 = 0x1000;

    /// A sequence that has made no id yet.
    pub const fn new() -> Self {
        Self { now_ms: 0, number: 0 }
    }

    /// The next id; a clock that stands still or was set back is overtaken by the count.
    pub fn next(&mut self, now_ms: u64, random: [u8; 10]) -> Id {
        let [high, low, rest @ ..] = random;
        if now_ms > self.now_ms {
            // The upper half of the numbers stays free for the ids that follow.
            *self = Self { now_ms, number: u16::from_be_bytes([high, low]) % (Self::NUMBERS / 2) };
        } else if self.number + 1 < Self::NUMBERS {
            self.number += 1;
        } else {
            *self = Self { now_ms: self.now_ms + 1, number: 0 };
        }
        let [high, low] = self.number.to_be_bytes();
        let [a, b, c, d, e, f, g, h] = rest;
        Id::new(self.now_ms, [high, low, a, b, c, d, e, f, g, h])
    }
}

impl FromStr for Id {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text).map(Self)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever the clock does and however many ids one millisecond takes, each id stands behind the one before it.
        #[test]
        fn ids_stand_in_the_order_in_which_they_were_made(steps in prop::collection::vec((0_u64..4, any::<[u8; 10]>()), 1..200), many in 0_usize..9000) {
            let mut sequence = IdSequence::new();
            let mut now = 1_782_000_000_000;
            let mut ids = Vec::new();
            for (step, random) in steps {
                // A step of 0 or 1 stands still or goes back.
                now = now + step - 1;
                ids.push(sequence.next(now, random));
            }
            ids.extend((0..many).map(|_| sequence.next(now, [0xff; 10])));
            prop_assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
