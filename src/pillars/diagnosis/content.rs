//! The content of the diagnosis: structure and texts, as they stand in `public/content/diagnosis`.

use std::collections::BTreeMap;

use flow::{Condition, readable};
use model::Key;

/// Statements, facts, questions and lists by id; `structure.json`.
#[derive(Clone, Debug, PartialEq)]
pub struct Structure {
    /// Ids of the four dimensions.
    pub dimensions: Vec<String>,
    /// Bands of the mean, the lowest first.
    pub bands: Vec<Band>,
    /// The statements in order.
    pub items: Vec<Statement>,
    /// What the workspace itself can say.
    pub facts: Vec<Fact>,
    /// The five attributes of the rating.
    pub attributes: Vec<String>,
    /// Its fifteen questions.
    pub rating: Vec<Question>,
    /// Bands of its total, the lowest first.
    pub rating_bands: Vec<Band>,
    /// The six parts of the audit.
    pub audit_parts: Vec<String>,
    /// Its questions.
    pub audit: Vec<AuditQuestion>,
    /// The six complaints.
    pub complaints: Vec<Complaint>,
    /// The needs that software for marketing may have to meet.
    pub needs: Vec<Need>,
}
readable!(Structure {
    dimensions: one,
    bands: one,
    items: one,
    facts: one,
    attributes: one,
    rating: one,
    rating_bands: one,
    audit_parts: one,
    audit: one,
    complaints: one,
    needs: one
});

impl Structure {
    /// The statement of this id.
    pub fn statement(&self, id: &str) -> Option<&Statement> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The statements of a form, in order.
    pub fn asked(&self, short: bool) -> Vec<&Statement> {
        self.items.iter().filter(|item| item.short || !short).collect()
    }
}

/// From which value on a band holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Id of its texts.
    pub id: String,
    /// Its smallest value.
    pub from: f64,
}
readable!(Band { id: one, from: one });

/// The last band whose `from` is not above the value.
pub fn band(bands: &[Band], value: f64) -> Option<&Band> {
    bands.iter().rev().find(|band| band.from <= value)
}

/// A statement with levels 0–5.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Id, for example `D01.3`.
    pub id: String,
    /// Pillar, 1–10.
    pub pillar: u8,
    /// Id of its dimension.
    pub dimension: String,
    /// Asked in the short form too.
    pub short: bool,
    /// The step of the method that closes its gap.
    pub step: String,
    /// Ids of facts that are offered as evidence.
    pub facts: Vec<String>,
    /// What would raise it.
    pub initiative: Initiative,
}
readable!(Statement { id: one, pillar: one, dimension: one, short: one, step: one, facts: one, initiative: one });

/// How much an initiative brings and costs, 1–5 each, and the statements whose initiatives come before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Initiative {
    /// 5 brings most.
    pub impact: u8,
    /// 5 costs most.
    pub effort: u8,
    /// Ids of statements.
    pub after: Vec<String>,
}
readable!(Initiative { impact: one, effort: one, after: other });

/// A count that the records of the workspace yield.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Id of its text.
    pub id: String,
    /// Pillar it is about.
    pub pillar: u8,
    /// Kind that is counted.
    pub kind: Key,
    /// Which records it speaks of.
    pub of: Vec<Condition>,
    /// Which of them are meant, by conditions …
    pub conditions: Vec<Condition>,
    /// … or by the findings of these checks.
    pub checks: Vec<String>,
    /// For whoever maintains the content.
    pub about: String,
}
readable!(Fact { id: one, pillar: one, kind: one, of: other, conditions: other as "where", checks: other, about: other });

/// A question of the rating.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Id, `R01` to `R15`.
    pub id: String,
    /// Id of its attribute.
    pub attribute: String,
}
readable!(Question { id: one, attribute: one });

/// A question of the audit.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditQuestion {
    /// Id, for example `A1.1`.
    pub id: String,
    /// Id of its part.
    pub part: String,
    /// The pillar whose work it looks at.
    pub pillar: u8,
}
readable!(AuditQuestion { id: one, part: one, pillar: one });

/// A complaint of the self-check.
#[derive(Clone, Debug, PartialEq)]
pub struct Complaint {
    /// Id, `C1` to `C6`.
    pub id: String,
    /// The pillars that answer it.
    pub pillars: Vec<u8>,
}
readable!(Complaint { id: one, pillars: one });

/// A need of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Need {
    /// Id, for example `N01`.
    pub id: String,
    /// The pillar; 0 for the software as a whole.
    pub pillar: u8,
}
readable!(Need { id: one, pillar: one });

/// The texts in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Texts {
    /// Names of the dimensions.
    pub dimensions: BTreeMap<String, String>,
    /// Name and headline of every band.
    pub bands: BTreeMap<String, BandTexts>,
    /// Every statement.
    pub items: BTreeMap<String, StatementTexts>,
    /// Sentences of the facts, with `{n}` and `{of}`.
    pub facts: BTreeMap<String, String>,
    /// Names of the attributes.
    pub attributes: BTreeMap<String, String>,
    /// Questions of the rating.
    pub rating: BTreeMap<String, QuestionTexts>,
    /// Names of its bands.
    pub rating_bands: BTreeMap<String, String>,
    /// Names of the parts of the audit.
    pub audit_parts: BTreeMap<String, String>,
    /// What each question of the audit looks at.
    pub audit: BTreeMap<String, AuditTexts>,
    /// The complaints.
    pub complaints: BTreeMap<String, ComplaintTexts>,
    /// The needs.
    pub needs: BTreeMap<String, NeedTexts>,
}
readable!(Texts {
    dimensions: one,
    bands: one,
    items: one,
    facts: one,
    attributes: one,
    rating: one,
    rating_bands: one,
    audit_parts: one,
    audit: one,
    complaints: one,
    needs: one
});

/// Words of a band.
#[derive(Clone, Debug, PartialEq)]
pub struct BandTexts {
    /// Its name.
    pub title: String,
    /// What to say of a company in it, with `{company}`.
    pub headline: String,
}
readable!(BandTexts { title: one, headline: one });

/// Words of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct StatementTexts {
    /// The statement.
    pub statement: String,
    /// What one would see at level 0, 1, … 5.
    pub levels: Vec<String>,
    /// Title of the initiative that raises it.
    pub initiative: String,
    /// How to go about it.
    pub how: String,
}
readable!(StatementTexts { statement: one, levels: one, initiative: one, how: one });

/// Words of a question of the rating.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionTexts {
    /// The question.
    pub question: String,
    /// Its answers for 0, 1 and 2 points.
    pub answers: Vec<String>,
}
readable!(QuestionTexts { question: one, answers: one });

/// Words of a question of the audit.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditTexts {
    /// What to look at.
    pub look: String,
}
readable!(AuditTexts { look: one });

/// Words of a complaint.
#[derive(Clone, Debug, PartialEq)]
pub struct ComplaintTexts {
    /// What is heard.
    pub text: String,
    /// What answers it.
    pub answer: String,
}
readable!(ComplaintTexts { text: one, answer: one });

/// Words of a need.
#[derive(Clone, Debug, PartialEq)]
pub struct NeedTexts {
    /// The need.
    pub text: String,
}
readable!(NeedTexts { text: one });

/// Structure and texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// Structure.
    pub structure: Structure,
    /// Texts in the language shown.
    pub texts: Texts,
}

impl Content {
    /// Reads both files.
    ///
    /// # Errors
    /// The position and reason when one of them is not in the format.
    pub fn read(structure: &str, texts: &str) -> Result<Self, serde_json::Error> {
        Ok(Self { structure: serde_json::from_slice(structure.as_bytes())?, texts: serde_json::from_slice(texts.as_bytes())? })
    }
}
