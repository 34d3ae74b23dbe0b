//! The texts of a pillar in one language, `public/content/<pillar>/<lang>.json`, by id.

use std::collections::BTreeMap;

use model::Record;

use crate::expression::{Evaluator, Expression};
use crate::finding::Parameter;
use crate::read::readable;
use crate::validate::placeholders;

/// All texts of a pillar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PillarTexts {
    /// Of the pillar itself.
    pub pillar: PillarText,
    /// By id of the step.
    pub steps: BTreeMap<String, StepTexts>,
    /// By id of the item.
    pub items: BTreeMap<String, ItemTexts>,
    /// Messages by id of the check; they say what to do.
    pub checks: BTreeMap<String, String>,
    /// By id of the output.
    pub outputs: BTreeMap<String, OutputTexts>,
    /// By name of the tool.
    pub tools: BTreeMap<String, TitledText>,
    /// By id of the action.
    pub actions: BTreeMap<String, ActionTexts>,
    /// Labels of the kinds, fields, choices and computed values that the pillar brings, by key.
    pub labels: BTreeMap<String, String>,
}

readable!(PillarTexts { pillar: one, steps: one, items: other, checks: other, outputs: other, tools: other, actions: other, labels: other });

/// Words of an action.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActionTexts {
    /// The button: a verb and what comes of it.
    pub label: String,
    /// Why it is proposed, with `{expression}` filled in; empty where it is only offered on the page of a record.
    pub why: String,
    /// Words that it writes into records, with `{expression}` filled in.
    pub words: BTreeMap<String, String>,
}

readable!(ActionTexts { label: one, why: other, words: other });

impl ActionTexts {
    /// The values that the reason names at a record, by the expression that stands in it.
    pub fn values_of_why(&self, record: &Record, evaluator: &Evaluator<'_>) -> Vec<(String, Option<Parameter>)> {
        let value = |inside: &str| evaluator.value(&Expression::try_from(inside.to_owned()).ok()?, record);
        placeholders(&self.why).into_iter().map(|inside| (inside.to_owned(), value(inside))).collect()
    }
}

/// Words of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutputTexts {
    /// Heading.
    pub title: String,
    /// What it is for.
    pub about: String,
    /// Headings by id of the section.
    pub sections: BTreeMap<String, String>,
    /// Sentences and labels of signatures by key.
    pub texts: BTreeMap<String, String>,
}

readable!(OutputTexts { title: one, about: one, sections: other, texts: other });

/// Head of a pillar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PillarText {
    /// Short name in the navigation.
    pub name: String,
    /// Title of the page.
    pub title: String,
    /// Why it matters, one or two sentences.
    pub why: String,
    /// What it yields.
    pub yields: String,
}

readable!(PillarText { name: one, title: one, why: one, yields: one });

/// Guidance of a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepTexts {
    /// At most ten Han characters in Chinese.
    pub title: String,
    /// One sentence.
    pub why: String,
    /// Paragraphs.
    pub guidance: Vec<String>,
    /// A typical mistake.
    pub mistake: String,
    /// How to see that it worked.
    pub success: String,
    /// What the step yields.
    pub yields: String,
    /// A worked example, part by part.
    pub example: Vec<Example>,
}

readable!(StepTexts { title: one, why: one, guidance: one, mistake: one, success: one, yields: one, example: other });

/// One part of a worked example.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Example {
    /// Which record or field it shows.
    pub title: String,
    /// The example itself.
    pub text: String,
}

readable!(Example { title: one, text: one });

/// Guidance of an item.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ItemTexts {
    /// Heading.
    pub title: String,
    /// Paragraphs.
    pub guidance: Vec<String>,
}

readable!(ItemTexts { title: one, guidance: one });

/// Title and one sentence, of a tool.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TitledText {
    /// Heading.
    pub title: String,
    /// What it is for.
    pub about: String,
    /// What its numbers are counted in, where the values do not tell.
    pub unit: String,
    /// What belongs there, where that is not what its kind of record says of itself.
    pub empty: String,
}

readable!(TitledText { title: one, about: one, unit: other, empty: other });
