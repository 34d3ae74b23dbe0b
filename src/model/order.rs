//! Sorting that is compiled once. The sort of the standard library is built anew for every kind of element and every
//! comparison, some four kilobytes of program each; here only the comparison is.

use std::cmp::Ordering;

/// Stable sorting of anything, by way of positions.
pub trait Order<T> {
    /// Sorts by a comparison; equal elements keep their order.
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by a key; elements with equal keys keep their order.
    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    /// Sorts in natural order.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> Order<T> for [T] {
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let mut places = sorted(self.len(), &mut |a, b| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        });
        // What belongs to a place may have been moved by an earlier exchange: then it lies where its own place points.
        for place in 0..places.len() {
            let mut from = places.get(place).copied().unwrap_or(place);
            while from < place {
                from = places.get(from).copied().unwrap_or(place);
            }
            if let Some(slot) = places.get_mut(place) {
                *slot = from;
            }
            self.swap(place, from);
        }
    }
}

/// The positions 0 to `count` in sorted order, by merging.
fn sorted(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut merged = Vec::with_capacity(count);
    let mut width = 1;
    while width < count {
        merged.clear();
        for pair in places.chunks(width * 2) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let (Some((a, later)), Some((b, rest))) = (left.split_first(), right.split_first()) {
                if compare(*a, *b) == Ordering::Greater {
                    merged.push(*b);
                    right = rest;
                } else {
                    merged.push(*a);
                    left = later;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut places, &mut merged);
        width *= 2;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[(u32, u32)]) {
        let mut own = values.to_vec();
        let mut expected = values.to_vec();
        own.order_by_key(|value| value.0);
        expected.sort_by_key(|value| value.0);
        assert_eq!(own, expected);
        own.order();
        expected.sort();
        assert_eq!(own, expected);
    }

    #[test]
    fn equals_the_stable_sort() {
        let mut seed = 7_u32;
        for count in 0..70 {
            let values: Vec<(u32, u32)> = (0..count)
                .map(|index| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    ((seed >> 16) % 9, index)
                })
                .collect();
            check(&values);
        }
    }
}
