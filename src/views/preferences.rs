//! Small settings of this browser profile, in local storage. Losing them loses no record.

use model::Id;
use web_sys::Storage;

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// The kept value of a setting.
pub fn read(name: &str) -> Option<String> {
    storage()?.get_item(&format!("shizhu-{name}")).ok().flatten()
}

/// Forgets a setting.
pub fn remove(name: &str) {
    if let Some(storage) = storage() {
        // A browser that denies storage has nothing to forget.
        let _ = storage.remove_item(&format!("shizhu-{name}"));
    }
}

/// Forgets every setting of one workspace: their names end in its id.
pub fn remove_of(id: Id) {
    let ending = format!("-{id}");
    remove_where(|name| name.ends_with(&ending));
}

/// Forgets the settings whose names are meant.
pub fn remove_where(is_meant: impl Fn(&str) -> bool) {
    let Some(storage) = storage() else { return };
    let names = (0..storage.length().unwrap_or_default()).filter_map(|index| storage.key(index).ok().flatten());
    let meant: Vec<String> = names.filter_map(|name| name.strip_prefix("shizhu-").filter(|name| is_meant(name)).map(str::to_owned)).collect();
    for name in meant {
        remove(&name);
    }
}

/// Keeps a setting, where the browser allows it.
pub fn write(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A browser that denies storage keeps the setting for this page only.
        let _ = storage.set_item(&format!("shizhu-{name}"), value);
    }
}
