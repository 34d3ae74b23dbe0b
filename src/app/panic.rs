//! A panic ends in a page that says so in both languages, never in a blank screen. The page is part
//! of the start script, so that it works when this program does not.

use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

/// Reports panics to the start script.
pub(crate) fn install() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        report("shizhu-panic", &info.to_string());
    }));
}

/// Hands over to the start script: `shizhu-panic` with what happened, `shizhu-missing` with the
/// address of a file that the program cannot do without.
pub(crate) fn report(event: &str, detail: &str) {
    let init = CustomEventInit::new();
    init.set_detail(&JsValue::from_str(detail));
    if let (Some(window), Ok(event)) = (web_sys::window(), CustomEvent::new_with_event_init_dict(event, &init)) {
        // Nobody is left to tell if even this is refused.
        let _ = window.dispatch_event(&event);
    }
}
