//! The words of one kind in the languages of the app: the pure crate knows none of its own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Labels of a kind and the sentences that its table needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Words {
    /// Name of the list, also of the sheet.
    pub many: String,
    /// Fields of the kind.
    pub fields: Vec<FieldWords>,
    /// Sentences by key, with placeholders in braces.
    pub texts: BTreeMap<String, String>,
    /// Words for yes; the first is written.
    pub yes: Vec<String>,
    /// Words for no; the first is written.
    pub no: Vec<String>,
}

/// Labels of a field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FieldWords {
    /// Name in the schema.
    pub name: String,
    /// Labels, the one of the interface first, then other languages.
    pub labels: Vec<String>,
    /// Codes of a choice with their labels.
    #[serde(default)]
    pub choices: Vec<(String, Vec<String>)>,
    /// Columns of rows.
    #[serde(default)]
    pub columns: Vec<FieldWords>,
}

impl FieldWords {
    /// The label of the interface.
    pub fn label(&self) -> &str {
        self.labels.first().map_or(self.name.as_str(), String::as_str)
    }

    /// The label of a code.
    pub fn choice<'a>(&'a self, code: &'a str) -> &'a str {
        self.choices.iter().find(|(known, _)| known == code).and_then(|(_, labels)| labels.first()).map_or(code, String::as_str)
    }
}

impl Words {
    /// The words of a field.
    pub fn field(&self, name: &str) -> Option<&FieldWords> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The label of a field; its name where there is none.
    pub fn label<'a>(&'a self, name: &'a str) -> &'a str {
        self.field(name).map_or(name, FieldWords::label)
    }

    /// A sentence with its placeholders filled; the key where there is none.
    pub fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.texts.get(key).map_or_else(|| key.to_owned(), |template| filled(template, values))
    }
}

/// A text with its placeholders filled: `{name}` takes a value, `{n|row|rows}` the first form if the value is 1.
pub fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((inside, behind)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            break;
        };
        let mut parts = inside.split('|');
        let name = parts.next().unwrap_or_default();
        let (one, other) = (parts.next(), parts.next());
        match (values.iter().find(|(key, _)| *key == name), one, other) {
            (Some((_, value)), None, _) => out.push_str(value),
            (Some((_, value)), Some(one), other) => out.push_str(if *value == "1" { one } else { other.unwrap_or(one) }),
            (None, ..) => {
                out.push('{');
                out.push_str(inside);
                out.push('}');
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn placeholders_are_filled() {
        assert_eq!(filled("{n} {n|row|rows} of {x}", &[("n", "1"), ("x", "{n}")]), "1 row of {n}");
        assert_eq!(filled("{n} {n|row|rows} {gone", &[("n", "2")]), "2 rows {gone");
        assert_eq!(filled("{unknown}", &[]), "{unknown}");
    }
}
