//! Small settings of this browser profile, in local storage. Losing them loses no record.

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

/// Keeps a setting, where the browser allows it.
pub(crate) fn write(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A browser that denies storage keeps the setting for this page only.
        let _ = storage.set_item(&format!("shizhu-{name}"), value);
    }
}
