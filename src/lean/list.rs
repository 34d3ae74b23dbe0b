//! Keyed lists, compiled once.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};
use std::sync::Arc;

use leptos::prelude::{AnyView, IntoAny, IntoView, component};

type Key = (u64, u64);

/// One entry: its key and how it is shown if it is new.
struct Entry {
    key: Key,
    show: Box<dyn FnOnce() -> AnyView + Send>,
}

/// Shows one view for each item. Items are told apart by their keys; what stays in the list is moved, not made anew.
#[allow(unreachable_pub, reason = "the root of the crate passes it on")]
#[component]
pub fn For<IF, I, T, EF, N, KF, K>(
    /// The items.
    each: IF,
    /// What tells an item from all others.
    key: KF,
    /// The view of an item.
    children: EF,
) -> AnyView
where
    IF: Fn() -> I + Send + 'static,
    I: IntoIterator<Item = T> + Send + 'static,
    EF: Fn(T) -> N + Send + Sync + 'static,
    N: IntoView + 'static,
    KF: Fn(&T) -> K + Send + 'static,
    K: Hash,
    T: Send + 'static,
{
    let children = Arc::new(children);
    keyed(Box::new(move || {
        let entry = |item: T| {
            let children = Arc::clone(&children);
            Entry { key: digest(&key(&item)), show: Box::new(move || children(item).into_any()) }
        };
        each().into_iter().map(entry).collect()
    }))
}

/// Two hashes of different beginnings stand for the key; that two keys of one list agree in both does not happen.
fn digest(key: &impl Hash) -> Key {
    let hasher = BuildHasherDefault::<DefaultHasher>::new();
    (hasher.hash_one(key), hasher.hash_one((1_u8, key)))
}

fn keyed(entries: Box<dyn Fn() -> Vec<Entry> + Send>) -> AnyView {
    leptos::prelude::For(
        leptos::prelude::ForProps::builder().each(entries).key(|entry: &Entry| entry.key).children(|entry: Entry| (entry.show)()).build(),
    )
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: impl Hash, b: impl Hash, same: bool) {
        assert_eq!(digest(&a) == digest(&b), same);
    }

    #[test]
    fn equal_keys_have_equal_digests() {
        check("a", "a".to_owned(), true);
        check("a", "b", false);
        check((1, "a"), (1, "a"), true);
        check(1_u32, 2_u32, false);
    }
}
