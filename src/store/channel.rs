//! How tabs of one workspace talk to each other.

/// Called with each message of another tab.
pub type Listener = Box<dyn Fn(&str) + Send + Sync>;

/// One tab's end of the channel of a workspace. A message is the JSON of a journal entry that is
/// already durable, with its key, or `{"hello":true}` from a tab that has just opened.
pub trait Channel: Send + Sync {
    /// Tells all other tabs; never the sender.
    fn post(&self, message: &str);
    /// Sets who listens; replaces an earlier listener.
    fn listen(&self, listener: Listener);
    /// Stops listening and sending.
    fn close(&self);
}
