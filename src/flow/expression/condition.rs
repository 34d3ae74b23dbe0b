//! Conditions that records meet, and sources: which records, in which order.

use model::{Decimal, Key, Kind, Registry};

use super::value::Plain;
use super::{Expression, Form};
use crate::read::readable;
use crate::rules::Rules;

/// What a record must meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    text: String,
    pub(super) left: Expression,
    pub(super) test: Test,
}

readable!(Condition);

impl Condition {
    /// The record's own field that is looked at; none for what is followed, counted or worked out.
    pub(crate) fn own_field(&self) -> Option<&Key> {
        match &self.left.form {
            Form::Path(path) if path.len() == 1 => path.first(),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    Filled,
    Empty,
    Is(Vec<Compared>),
    IsNot(Vec<Compared>),
    Compare(Sign, Compared),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sign {
    Less,
    AtMost,
    More,
    AtLeast,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Compared {
    /// A word or number, with what it is compared as.
    Literal(String, Plain),
    /// Today and so many days.
    Today(i64),
    /// Another value of the same record.
    Of(Expression),
    /// The record whose page this is.
    This,
}

impl TryFrom<String> for Condition {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let fault = || format!("`{text}` is no condition");
        let trimmed = text.trim();
        let expression = |part: &str| Expression::try_from(part.trim().to_owned());
        if let Some(rest) = trimmed.strip_prefix('!') {
            return Ok(Self { left: expression(rest)?, test: Test::Empty, text: trimmed.to_owned() });
        }
        // The first character may be the `=` of a measure; brackets hold conditions of their own.
        let mut depth = 0;
        let position = trimmed.char_indices().skip(1).find(|(_, character)| {
            depth += match character {
                '[' => 1,
                ']' => -1,
                _ => 0,
            };
            depth == 0 && matches!(character, '=' | '!' | '<' | '>')
        });
        let Some((position, _)) = position else {
            return Ok(Self { left: expression(trimmed)?, test: Test::Filled, text: trimmed.to_owned() });
        };
        let (left, rest) = trimmed.split_at(position);
        let left = expression(left)?;
        let signs = ["!=", "<=", ">=", "<", ">", "="];
        let sign = signs.into_iter().find(|sign| rest.starts_with(sign)).ok_or_else(fault)?;
        let mut wanted: Vec<Compared> = rest[sign.len()..].split('|').map(compared).collect::<Option<_>>().ok_or_else(fault)?;
        let sign = match sign {
            "=" => return Ok(Self { left, test: Test::Is(wanted), text: trimmed.to_owned() }),
            "!=" => return Ok(Self { left, test: Test::IsNot(wanted), text: trimmed.to_owned() }),
            "<" => Sign::Less,
            "<=" => Sign::AtMost,
            ">" => Sign::More,
            _ => Sign::AtLeast,
        };
        let test = match (wanted.pop(), wanted.is_empty()) {
            (Some(compared), true) => Test::Compare(sign, compared),
            _ => return Err(fault()),
        };
        Ok(Self { left, test, text: trimmed.to_owned() })
    }
}

fn compared(text: &str) -> Option<Compared> {
    let text = text.trim();
    if text == "@this" {
        return Some(Compared::This);
    }
    if let Some(other) = text.strip_prefix('@') {
        return Expression::try_from(other.to_owned()).ok().map(Compared::Of);
    }
    match text.strip_prefix("today") {
        Some("") => Some(Compared::Today(0)),
        Some(days) => days.parse().ok().map(Compared::Today),
        None => (!text.is_empty()).then(|| {
            let number = model::parse_float(text).and_then(Decimal::from_f64);
            Compared::Literal(text.to_owned(), number.map_or_else(|| Plain::Text(text.to_owned()), Plain::Number))
        }),
    }
}

impl Condition {
    /// What keeps it from being worked out on records of this kind.
    pub fn fault(&self, kind: &'static Kind, registry: &Registry, rules: &Rules) -> Option<String> {
        if let Some(fault) = self.left.fault(kind, registry, rules) {
            return Some(fault);
        }
        let wanted: &[Compared] = match &self.test {
            Test::Is(wanted) | Test::IsNot(wanted) => wanted,
            Test::Compare(_, compared) => std::slice::from_ref(compared),
            Test::Filled | Test::Empty => &[],
        };
        let choices = self.left.field(kind, registry).filter(|(_, field)| matches!(field.choices, model::Choices::Fixed(_))).map(|(_, field)| field);
        wanted.iter().find_map(|compared| match compared {
            Compared::Of(other) => other.fault(kind, registry, rules),
            Compared::Literal(code, _) => choices
                .filter(|field| !field.choices.codes().contains(&code.as_str()))
                .map(|field| format!("{}: {}.{} has no choice {code}", self.text, kind.name, field.name)),
            Compared::Today(_) | Compared::This => None,
        })
    }
}

/// Which records, in which order.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Kind of the records.
    pub kind: Key,
    /// Conditions that all hold.
    pub conditions: Vec<Condition>,
    /// Expression to sort by, with `-` before it for descending.
    pub sort: Option<String>,
    /// At most so many.
    pub limit: Option<usize>,
}

readable!(Source { kind: one, conditions: other as "where", sort: other, limit: other });

impl Source {
    /// What keeps it from being worked out.
    pub fn fault(&self, registry: &Registry, rules: &Rules) -> Option<String> {
        let Some(kind) = registry.kind(&self.kind) else { return Some(format!("no kind is called {}", self.kind)) };
        if let Some(fault) = self.conditions.iter().find_map(|condition| condition.fault(kind, registry, rules)) {
            return Some(fault);
        }
        let sort = self.sort.as_deref()?;
        match Expression::try_from(sort.trim_start_matches('-').to_owned()) {
            Ok(expression) => expression.fault(kind, registry, rules),
            Err(fault) => Some(fault),
        }
    }
}
