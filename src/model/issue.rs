//! What is wrong with a value, named so that the screen can say it in any language.

use crate::id::Id;
use crate::key::Key;

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 需更正: a structural fault.
    Fix,
    /// 建议: advice; the step can be completed over it.
    Advice,
}

/// A finding about a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Stable code, also the key of the message.
    pub code: &'static str,
    /// How serious.
    pub severity: Severity,
    /// The record, if one.
    pub record: Option<Id>,
    /// The field, if one.
    pub field: Option<Key>,
    /// Values for the message.
    pub parameters: Vec<(&'static str, String)>,
}

impl Issue {
    /// A fault.
    pub fn fix(code: &'static str) -> Self {
        Self { code, severity: Severity::Fix, record: None, field: None, parameters: Vec::new() }
    }

    /// Advice.
    pub fn advice(code: &'static str) -> Self {
        Self { severity: Severity::Advice, ..Self::fix(code) }
    }

    /// About this record.
    #[must_use]
    pub fn on(mut self, record: Id) -> Self {
        self.record = Some(record);
        self
    }

    /// About this field.
    #[must_use]
    pub fn field(mut self, field: &str) -> Self {
        self.field = Some(Key::new(field));
        self
    }

    /// With a value for the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.parameters.push((name, value.to_string()));
        self
    }
}
