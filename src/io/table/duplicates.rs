//! Records that look like the same thing entered twice: the same phone, the same mail address, the same name (S137).

use model::{FieldDef, FieldType, Fields, Kind, Line, ValueType, name_key, phone_key};
use serde::{Deserialize, Serialize};

/// What happens to a row that looks like a record that exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Its values fill what is empty there.
    #[default]
    Merge,
    /// It becomes a record of its own.
    Create,
    /// It is left out.
    Skip,
}

/// In what two records agree.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Likeness {
    /// The field.
    pub field: &'static str,
    /// What its text comes down to.
    pub key: String,
}

/// The fields in which records of a kind may look alike: a name that must be there, and contact data. What is called by a
/// title or its first words (a document, an entry) may well be called the same.
fn fields(kind: &Kind) -> impl Iterator<Item = &'static FieldDef> {
    kind.fields
        .iter()
        .filter(|field| field.value == ValueType::Line && !field.computed && (is_name(kind, field) || ["phone", "email"].contains(&field.name)))
}

fn is_name(kind: &Kind, field: &FieldDef) -> bool {
    // What must have a day or an amount happened: an expense of the same name comes every month.
    let happens = |other: &FieldDef| {
        other.required && matches!(other.value, ValueType::Date | ValueType::Month | ValueType::Span | ValueType::Instant | ValueType::Money)
    };
    field.name == "name" && field.name == kind.title && field.required && !kind.fields.iter().any(happens)
}

/// Whether records of this kind can look like the same thing entered twice.
pub fn can_look_alike(kind: &Kind) -> bool {
    fields(kind).next().is_some()
}

/// What records of this kind may agree in. Empty for kinds whose records are events: equal ones are real.
pub fn likeness_keys(kind: &Kind, record: &(impl Fields + ?Sized)) -> Vec<Likeness> {
    fields(kind)
        .filter_map(|field| {
            let text = record.field(field.name).and_then(Line::read)?;
            let key = if field.name == "phone" { phone_key(&text) } else { name_key(&text) }?;
            Some(Likeness { field: field.name, key })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Object, record};

    record! {
        /// Somebody.
        PERSON = "somebody", title "name";
        NAME: Line = "name", required;
        PHONE: Line = "phone", personal;
    }

    record! {
        /// Something that happened.
        EVENT = "event", title "number";
        NUMBER: Line = "number";
    }

    fn keys(kind: &Kind, pairs: &[(&str, &str)]) -> Vec<String> {
        let object: Object = pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).into())).collect();
        likeness_keys(kind, &object).into_iter().map(|likeness| format!("{} {}", likeness.field, likeness.key)).collect()
    }

    #[test]
    fn people_are_alike_by_name_and_phone_and_events_never() {
        let all = keys(&PERSON, &[("name", " Lin  Wei"), ("phone", "+86 138-0000-0001")]);
        assert_eq!(all, ["name linwei", "phone 13800000001"]);
        assert!(keys(&EVENT, &[("number", "7")]).is_empty());
        assert!(keys(&PERSON, &[("phone", "12")]).is_empty());
    }
}
