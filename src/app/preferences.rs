//! Small settings of this browser profile, in local storage. Losing them loses no record.

use model::Id;
use web_sys::Storage;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// The kept value of a setting.
pub(crate) fn read(name: &str) -> Option<String> {
    storage()?.get_item(&format!("shizhu-{name}")).ok().flatten()
}

/// Forgets a setting.
pub(crate) fn remove(name: &str) {
    if let Some(storage) = storage() {
        // A browser that denies storage has nothing to forget.
        let _ = storage.remove_item(&format!("shizhu-{name}"));
    }
}

/// Forgets every setting of one workspace: their names end in its id.
pub(crate) fn remove_of(id: Id) {
    let Some(storage) = storage() else { return };
    let ending = format!("-{id}");
    let names = (0..storage.length().unwrap_or_default()).filter_map(|index| storage.key(index).ok().flatten());
    let own: Vec<String> = names.filter(|name| name.starts_with("shizhu-") && name.ends_with(&ending)).collect();
    for name in own {
        // A browser that denies storage has nothing to forget.
        let _ = storage.remove_item(&name);
    }
}

/// Keeps a setting, where the browser allows it.
pub(crate) fn write(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A browser that denies storage keeps the setting for this page only.
        let _ = storage.set_item(&format!("shizhu-{name}"), value);
    }
}
