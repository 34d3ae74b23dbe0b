//! The worker: hears a job, does it, answers. It holds nothing that is not in the page as well, so the page may end it
//! at any moment.

#[cfg(target_arch = "wasm32")]
mod worker;

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::start();
}
