//! Hybrid logical clock: every changed field carries a stamp, so that two copies of a workspace
//! merge field by field without a journal (decisions.md 10).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One browser profile's copy of a workspace; random, never exported as an identity of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReplicaId(pub u32);

/// When and where a value was set. Ordered by time, then counter, then replica.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Milliseconds since 1970, UTC.
    pub time: u64,
    /// Tells apart changes within one millisecond.
    pub counter: u16,
    /// The copy that made the change.
    pub replica: ReplicaId,
}

impl fmt::Display for Stamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:012x}.{:04x}.{:08x}", self.time, self.counter, self.replica.0)
    }
}

impl FromStr for Stamp {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('.');
        let (Some(time), Some(counter), Some(replica), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err("a stamp has three parts");
        };
        Ok(Self {
            time: u64::from_str_radix(time, 16).map_err(|_| "time of a stamp")?,
            counter: u16::from_str_radix(counter, 16).map_err(|_| "counter of a stamp")?,
            replica: ReplicaId(u32::from_str_radix(replica, 16).map_err(|_| "replica of a stamp")?),
        })
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Gives stamps that only ever rise, whatever the wall clock does.
#[derive(Clone, Debug)]
pub struct Clock {
    replica: ReplicaId,
    last: Stamp,
}

impl Clock {
    /// A clock of this replica that has seen nothing yet.
    pub fn new(replica: ReplicaId) -> Self {
        Self { replica, last: Stamp::default() }
    }

    /// The replica this clock stamps for.
    pub fn replica(&self) -> ReplicaId {
        self.replica
    }

    /// The next stamp, later than all given out or observed before.
    pub fn tick(&mut self, now_ms: u64) -> Stamp {
        let (time, counter) = if now_ms > self.last.time {
            (now_ms, 0)
        } else {
            match self.last.counter.checked_add(1) {
                Some(counter) => (self.last.time, counter),
                None => (self.last.time + 1, 0),
            }
        };
        self.last = Stamp { time, counter, replica: self.replica };
        self.last
    }

    /// Takes note of a stamp from elsewhere, so that own later changes are ordered after it.
    pub fn observe(&mut self, stamp: Stamp) {
        if stamp > self.last {
            self.last = stamp;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_rise_when_the_wall_clock_jumps_back() {
        let mut clock = Clock::new(ReplicaId(7));
        let mut before = clock.tick(1_000);
        for now in [1_000, 999, 5, 1_001, 1_001] {
            let after = clock.tick(now);
            assert!(after > before, "{after} should be after {before}");
            before = after;
        }
        clock.observe(Stamp { time: 9_000, counter: 3, replica: ReplicaId(9) });
        assert!(clock.tick(10) > Stamp { time: 9_000, counter: 3, replica: ReplicaId(9) });
    }

    #[test]
    fn a_stamp_reads_back() {
        let stamp = Stamp { time: 1_782_000_000_123, counter: 17, replica: ReplicaId(0xfeed_beef) };
        assert_eq!(stamp.to_string().parse(), Ok(stamp));
        assert!("zz".parse::<Stamp>().is_err());
    }
}
