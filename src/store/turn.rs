//! Long work in turns: after a while the page gets its turn, so that it goes on answering. Where there is no page, the work
//! just goes on.

/// Bytes of JSON that are read in one turn: some tens of milliseconds.
const BYTES: usize = 1024 * 1024;

/// How much has been done since the last pause.
#[derive(Debug, Default)]
pub struct Turn {
    bytes: usize,
}

impl Turn {
    /// Notes work done on so many bytes; pauses when it is time.
    pub async fn done(&mut self, bytes: usize) {
        self.bytes += bytes;
        if self.bytes >= BYTES {
            self.bytes = 0;
            pause().await;
        }
    }
}

/// Gives the page a turn.
#[cfg(target_arch = "wasm32")]
async fn pause() {
    gloo_timers::future::TimeoutFuture::new(0).await;
}

/// Gives the page a turn.
#[cfg(not(target_arch = "wasm32"))]
async fn pause() {
    std::future::ready(()).await;
}
