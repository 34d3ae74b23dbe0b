//! The texts of a pillar in one language, `public/content/<pillar>/<lang>.json`, by id.

use std::collections::BTreeMap;

use serde::Deserialize;

/// All texts of a pillar.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PillarTexts {
    /// Of the pillar itself.
    pub pillar: PillarText,
    /// By id of the step.
    pub steps: BTreeMap<String, StepTexts>,
    /// By id of the item.
    #[serde(default)]
    pub items: BTreeMap<String, ItemTexts>,
    /// Messages by id of the check; they say what to do.
    #[serde(default)]
    pub checks: BTreeMap<String, String>,
    /// By id of the output.
    #[serde(default)]
    pub outputs: BTreeMap<String, OutputTexts>,
    /// By name of the tool.
    #[serde(default)]
    pub tools: BTreeMap<String, TitledText>,
    /// Labels of the kinds, fields, choices and computed values that the pillar brings, by key.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
}

/// Words of a document.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputTexts {
    /// Heading.
    pub title: String,
    /// What it is for.
    pub about: String,
    /// Headings by id of the section.
    #[serde(default)]
    pub sections: BTreeMap<String, String>,
    /// Sentences and labels of signatures by key.
    #[serde(default)]
    pub texts: BTreeMap<String, String>,
}

/// Head of a pillar.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
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

/// Guidance of a step.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
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
    #[serde(default)]
    pub example: Vec<Example>,
}

/// One part of a worked example.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Which record or field it shows.
    pub title: String,
    /// The example itself.
    pub text: String,
}

/// Guidance of an item.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemTexts {
    /// Heading.
    pub title: String,
    /// Paragraphs.
    pub guidance: Vec<String>,
}

/// Title and one sentence, of a tool.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitledText {
    /// Heading.
    pub title: String,
    /// What it is for.
    pub about: String,
}
