//! What is wrong with a file, and where. A code is the key of the sentence that the screen shows.

use std::fmt;

/// One thing that keeps a file, or a part of it, from being taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Stable code, also the key of the message.
    pub code: &'static str,
    /// Values for the message: the place, and what stands there.
    pub parameters: Vec<(&'static str, String)>,
}

impl Fault {
    /// With a code alone.
    pub fn new(code: &'static str) -> Self {
        Self { code, parameters: Vec::new() }
    }

    /// With a value for the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.parameters.push((name, value.to_string()));
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code)?;
        for (name, value) in &self.parameters {
            write!(out, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Fault {}

/// A text short enough for a message.
pub(crate) fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let cleaned: String = text.chars().take(LONGEST).map(|sign| if sign.is_control() { '\u{fffd}' } else { sign }).collect();
    if text.chars().nth(LONGEST).is_some() { format!("{cleaned}…") } else { cleaned }
}
