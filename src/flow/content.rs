//! The structure of a pillar as it stands in `public/content/<pillar>/steps.json`
//! (decisions.md 1–5): steps, items, checks, outputs. No texts.

use model::{Key, Severity};
use serde::{Deserialize, Serialize};

use crate::texts::PillarTexts;

/// A pillar: its steps in the order of the method.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PillarContent {
    /// Row of the catalogue, `P01`.
    pub pillar: String,
    /// Folder of the pillar's records and rules, `goals`.
    pub folder: String,
    /// Rises when the structure changes.
    pub version: u32,
    /// Steps in order.
    pub steps: Vec<Step>,
    /// Documents that the pillar yields.
    #[serde(default)]
    pub outputs: Vec<Output>,
}

impl PillarContent {
    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The step that has, or is, this row.
    pub fn step_of(&self, row: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == row || step.items.iter().any(|item| item.id == row))
    }

    /// Every check with the id of the step or item it belongs to.
    pub fn checks(&self) -> impl Iterator<Item = (&str, &CheckDef)> {
        self.steps.iter().flat_map(|step| {
            let own = step.checks.iter().map(|check| (step.id.as_str(), check));
            own.chain(step.items.iter().flat_map(|item| item.checks.iter().map(|check| (item.id.as_str(), check))))
        })
    }
}

/// A first-level row of the catalogue.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Id of the row, `P01.2`.
    pub id: String,
    /// Requirement ids served here.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Kinds worked on, in order.
    #[serde(default)]
    pub records: Vec<Key>,
    /// Special views of the pillar.
    #[serde(default)]
    pub tools: Vec<String>,
    /// Checks of the step as a whole.
    #[serde(default)]
    pub checks: Vec<CheckDef>,
    /// Leaf rows; a step without any is its own item.
    #[serde(default)]
    pub items: Vec<Item>,
    /// Ids of the outputs that the step yields.
    #[serde(default)]
    pub outputs: Vec<String>,
}

impl Step {
    /// The kinds of the step and of its items, each once, in order.
    pub fn kinds(&self) -> Vec<&Key> {
        let mut kinds = Vec::new();
        for kind in self.records.iter().chain(self.items.iter().flat_map(|item| &item.records)) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }
}

/// A leaf row inside a step.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Id of the row, `P01.2.1`.
    pub id: String,
    /// Requirement ids served here.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Kinds worked on, in order.
    #[serde(default)]
    pub records: Vec<Key>,
    /// Special views of the pillar.
    #[serde(default)]
    pub tools: Vec<String>,
    /// What makes the item met.
    #[serde(default)]
    pub checks: Vec<CheckDef>,
}

/// A document that the pillar yields.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Name in routes and texts.
    pub id: String,
    /// Requirement ids served by it.
    #[serde(default)]
    pub covers: Vec<String>,
}

/// One check: its id is also the key of its message.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(try_from = "PlainCheck", into = "PlainCheck")]
pub struct CheckDef {
    /// Id, beginning with the id of its step or item.
    pub id: String,
    /// What is looked at.
    pub rule: Rule,
    /// How serious a finding is.
    pub severity: Severity,
    /// Requirement ids served by it.
    pub covers: Vec<String>,
}

/// What a check looks at.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// At least one record of the kind, and every one has the field.
    Filled {
        /// Kind of record.
        kind: Key,
        /// Field that must not be empty.
        field: Key,
    },
    /// At least so many records of the kind.
    AtLeast {
        /// Kind of record.
        kind: Key,
        /// Smallest number.
        count: usize,
    },
    /// A function of the pillar.
    Named {
        /// Its name, `goals.orphans`.
        name: String,
    },
}

/// A check as written in JSON, where the parameters stand beside the name of the rule.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct PlainCheck {
    id: String,
    rule: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<Key>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    severity: String,
    #[serde(default)]
    covers: Vec<String>,
}

impl TryFrom<PlainCheck> for CheckDef {
    type Error = String;
    fn try_from(plain: PlainCheck) -> Result<Self, String> {
        let PlainCheck { id, rule, kind, field, count, name, severity, covers } = plain;
        let rule = match (rule.as_str(), kind, field, count, name) {
            ("filled", Some(kind), Some(field), None, None) => Rule::Filled { kind, field },
            ("at_least", Some(kind), None, Some(count), None) => Rule::AtLeast { kind, count },
            ("named", None, None, None, Some(name)) => Rule::Named { name },
            _ => return Err(format!("{id}: rule {rule} with parameters that do not belong to it")),
        };
        let severity = match severity.as_str() {
            "fix" => Severity::Fix,
            "advice" => Severity::Advice,
            _ => return Err(format!("{id}: severity {severity}")),
        };
        Ok(Self { id, rule, severity, covers })
    }
}

impl From<CheckDef> for PlainCheck {
    fn from(check: CheckDef) -> Self {
        let severity = match check.severity {
            Severity::Fix => "fix",
            Severity::Advice => "advice",
        };
        let (id, covers, severity) = (check.id, check.covers, severity.to_owned());
        let empty = Self { id, rule: String::new(), kind: None, field: None, count: None, name: None, severity, covers };
        match check.rule {
            Rule::Filled { kind, field } => Self { rule: "filled".into(), kind: Some(kind), field: Some(field), ..empty },
            Rule::AtLeast { kind, count } => Self { rule: "at_least".into(), kind: Some(kind), count: Some(count), ..empty },
            Rule::Named { name } => Self { rule: "named".into(), name: Some(name), ..empty },
        }
    }
}

/// A pillar's structure with its texts in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Structure.
    pub structure: PillarContent,
    /// Texts in the language shown.
    pub texts: PillarTexts,
}

impl Content {
    /// Reads both files.
    ///
    /// # Errors
    /// The position and reason when one of them is not in the format.
    pub fn read(steps: &str, texts: &str) -> Result<Self, serde_json::Error> {
        Ok(Self { structure: serde_json::from_str(steps)?, texts: serde_json::from_str(texts)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, accepted: bool) {
        let read = serde_json::from_str::<CheckDef>(json);
        assert_eq!(read.is_ok(), accepted, "{json}: {read:?}");
        if let Ok(read) = read {
            let again: CheckDef = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
            assert_eq!(again, read);
        }
    }

    #[test]
    fn a_check_has_exactly_the_parameters_of_its_rule() {
        check(r#"{"id":"P01.1.vision","rule":"filled","kind":"charter","field":"vision","severity":"fix","covers":["P01.1"]}"#, true);
        check(r#"{"id":"a","rule":"at_least","kind":"goal","count":1,"severity":"fix"}"#, true);
        check(r#"{"id":"a","rule":"named","name":"goals.smart","severity":"advice"}"#, true);
        check(r#"{"id":"a","rule":"filled","kind":"charter","severity":"fix"}"#, false);
        check(r#"{"id":"a","rule":"named","name":"goals.smart","kind":"goal","severity":"fix"}"#, false);
        check(r#"{"id":"a","rule":"named","name":"goals.smart","severity":"red"}"#, false);
        check(r#"{"id":"a","rule":"named","name":"goals.smart","severity":"fix","cover":[]}"#, false);
        check(r#"{"id":"a","rule":"magic","severity":"fix"}"#, false);
    }
}
