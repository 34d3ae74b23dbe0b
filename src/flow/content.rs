//! The structure of a pillar as it stands in `public/content/<pillar>/steps.json`
//! (decisions.md 1–5): steps, items, checks, outputs. No texts.

use std::collections::BTreeMap;

use model::{Key, RecordSet, Registry, Severity};
use serde_json::Value as Json;

use crate::action::ActionDef;
use crate::expression::{Condition, Expression, Source};
use crate::picture::{PageDef, ViewDef};
use crate::read::{Members, Read, readable};
use crate::texts::PillarTexts;

/// A pillar: its steps in the order of the method.
#[derive(Clone, Debug, PartialEq)]
pub struct PillarContent {
    /// Row of the catalogue, `P01`.
    pub pillar: String,
    /// Folder of the pillar's records and rules, `goals`.
    pub folder: String,
    /// Rises when the structure changes.
    pub version: u32,
    /// Steps in order.
    pub steps: Vec<Step>,
    /// Views worked out from the records.
    pub views: Vec<ViewDef>,
    /// What is added to the pages of records.
    pub pages: Vec<PageDef>,
    /// What follows from records by one press.
    pub actions: Vec<ActionDef>,
    /// Documents that the pillar yields.
    pub outputs: Vec<Output>,
}

readable!(PillarContent { pillar: one, folder: one, version: one, steps: one, views: other, pages: other, actions: other, outputs: other });

impl PillarContent {
    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The view with this id.
    pub fn view(&self, id: &str) -> Option<&ViewDef> {
        self.views.iter().find(|view| view.id == id)
    }

    /// The output with this id.
    pub fn output(&self, id: &str) -> Option<&Output> {
        self.outputs.iter().find(|output| output.id == id)
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
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Id of the row, `P01.2`.
    pub id: String,
    /// Requirement ids served here.
    pub covers: Vec<String>,
    /// Kinds worked on, in order.
    pub records: Vec<Key>,
    /// Kinds of the step or its items that other places fill too: their records alone do not start the step.
    pub shared: Vec<Key>,
    /// Kinds whose records other pillars begin: they start the step, which then asks for their fields, only once something of
    /// the pillar's own is there.
    pub inherited: Vec<Key>,
    /// Special views of the pillar.
    pub tools: Vec<String>,
    /// Checks of the step as a whole.
    pub checks: Vec<CheckDef>,
    /// Leaf rows; a step without any is its own item.
    pub items: Vec<Item>,
    /// Ids of the outputs that the step yields.
    pub outputs: Vec<String>,
}

readable!(Step {
    id: one,
    covers: other,
    records: other,
    shared: other,
    inherited: other,
    tools: other,
    checks: other,
    items: other,
    outputs: other
});

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
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Id of the row, `P01.2.1`.
    pub id: String,
    /// Requirement ids served here.
    pub covers: Vec<String>,
    /// Kinds worked on, in order.
    pub records: Vec<Key>,
    /// Special views of the pillar.
    pub tools: Vec<String>,
    /// What makes the item met.
    pub checks: Vec<CheckDef>,
}

readable!(Item { id: one, covers: other, records: other, tools: other, checks: other });

/// A document that the pillar yields.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// Name in routes and texts.
    pub id: String,
    /// Requirement ids served by it.
    pub covers: Vec<String>,
    /// Its parts; none when the pillar's own screens make the document.
    pub sections: Vec<Section>,
}

readable!(Output { id: one, covers: other, sections: other });

/// A part of a document, with a heading of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Key of its heading.
    pub id: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

readable!(Section { id: one, blocks: one });

/// What stands in a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A view of the pillar.
    View(String),
    /// Each record with its facts, and views about it.
    Records(RecordsBlock),
    /// Words of the document, by key.
    Text(String),
    /// Lines to sign on, by keys.
    Signatures(Vec<String>),
    /// What is still open in the pillar.
    Findings(bool),
}

impl Read for Block {
    fn read(json: Json) -> Result<Self, String> {
        let mut members = Members::of(json)?;
        let block = match members.only()?.as_str() {
            name @ "view" => Self::View(members.one(name)?),
            name @ "records" => Self::Records(members.one(name)?),
            name @ "text" => Self::Text(members.one(name)?),
            name @ "signatures" => Self::Signatures(members.one(name)?),
            name @ "findings" => Self::Findings(members.one(name)?),
            other => return Err(format!("no block is called {other}")),
        };
        members.end()?;
        Ok(block)
    }
}

/// Records in a document.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordsBlock {
    /// Which.
    pub source: Source,
    /// The facts told of each.
    pub fields: Vec<Expression>,
    /// Views about each, which may compare with `@this`.
    pub views: Vec<String>,
}

readable!(RecordsBlock { source: one, fields: other, views: other });

/// One check: its id is also the key of its message.
#[derive(Clone, Debug, PartialEq)]
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

readable!(CheckDef from PlainCheck);

/// What a check looks at.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// At least one record of the kind, and every one has the field.
    Filled {
        /// Kind of record.
        kind: Key,
        /// Field that must not be empty.
        field: Key,
        /// Only records that meet this.
        conditions: Vec<Condition>,
    },
    /// At least so many records of the kind.
    AtLeast {
        /// Kind of record.
        kind: Key,
        /// Smallest number.
        count: usize,
        /// Only records that meet this.
        conditions: Vec<Condition>,
    },
    /// No record meets the conditions.
    None {
        /// Kind of record.
        kind: Key,
        /// What makes a record a finding.
        conditions: Vec<Condition>,
        /// Field where it is mended.
        field: Option<Key>,
        /// Values for the message.
        show: BTreeMap<String, Expression>,
    },
    /// Every code of a choice occurs.
    EveryChoice {
        /// Kind of record.
        kind: Key,
        /// The choice.
        field: Key,
        /// Only records that meet this.
        conditions: Vec<Condition>,
    },
    /// No two records have the same values.
    Unique {
        /// Kind of record.
        kind: Key,
        /// What is compared.
        by: Vec<Expression>,
        /// Only records that meet this.
        conditions: Vec<Condition>,
    },
    /// A function of the pillar.
    Named {
        /// Its name, `goals.orphans`.
        name: String,
    },
}

impl Rule {
    /// Whether the check is met by changing a record that is there rather than by adding one: enough records of the kind
    /// exist, and what it wants of them is not what every record has decided when it was made (a required field).
    pub fn is_met_by_choosing(&self, registry: &Registry, records: &RecordSet) -> bool {
        let Self::AtLeast { kind, count, conditions } = self else { return false };
        let decided = |condition: &Condition| {
            let field = condition.own_field().and_then(|name| registry.kind(kind)?.field(name));
            field.is_some_and(|field| field.required)
        };
        !conditions.is_empty() && records.count(kind) >= *count && !conditions.iter().any(decided)
    }
}

/// A check as written in JSON, where the parameters stand beside the name of the rule.
#[derive(Clone, Debug)]
struct PlainCheck {
    id: String,
    rule: String,
    kind: Option<Key>,
    field: Option<Key>,
    count: Option<usize>,
    name: Option<String>,
    conditions: Vec<Condition>,
    by: Vec<Expression>,
    show: BTreeMap<String, Expression>,
    severity: String,
    covers: Vec<String>,
}

readable!(PlainCheck { id: one, rule: one, kind: other, field: other, count: other, name: other, conditions: other as "where", by: other, show: other, severity: one, covers: other });

impl TryFrom<PlainCheck> for CheckDef {
    type Error = String;
    fn try_from(plain: PlainCheck) -> Result<Self, String> {
        let PlainCheck { id, rule, kind, field, count, name, conditions, by, show, severity, covers } = plain;
        let shows = !show.is_empty();
        let rule = match (rule.as_str(), kind, field, count, name, by.is_empty()) {
            ("filled", Some(kind), Some(field), None, None, true) if !shows => Rule::Filled { kind, field, conditions },
            ("at_least", Some(kind), None, Some(count), None, true) if !shows => Rule::AtLeast { kind, count, conditions },
            ("none", Some(kind), field, None, None, true) if !conditions.is_empty() => Rule::None { kind, conditions, field, show },
            ("every_choice", Some(kind), Some(field), None, None, true) if !shows => Rule::EveryChoice { kind, field, conditions },
            ("unique", Some(kind), None, None, None, false) if !shows => Rule::Unique { kind, by, conditions },
            ("named", None, None, None, Some(name), true) if conditions.is_empty() && !shows => Rule::Named { name },
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
        Ok(Self { structure: serde_json::from_slice(steps.as_bytes())?, texts: serde_json::from_slice(texts.as_bytes())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, accepted: bool) {
        let read = serde_json::from_str::<CheckDef>(json);
        assert_eq!(read.is_ok(), accepted, "{json}: {read:?}");
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
