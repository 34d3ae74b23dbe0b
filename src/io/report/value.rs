//! Exact values of cells, as text, so that nothing is rounded on the way.

use model::{Date, parse_number};
use serde::{Deserialize, Serialize};

use crate::table::OutCell;

/// The exact value of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum Value {
    /// A number, `12.5`.
    Number(String),
    /// An amount in major units, `1234.05`.
    Amount(String),
    /// A share, `0.125` for 12.5 %.
    Rate(String),
    /// A day, `2026-06-30`.
    Date(String),
}

impl Value {
    /// A value by the name of its type, as elements of the page carry it.
    pub fn named(name: &str, value: &str) -> Option<Self> {
        let value = value.to_owned();
        match name {
            "number" => Some(Self::Number(value)),
            "amount" => Some(Self::Amount(value)),
            "rate" => Some(Self::Rate(value)),
            "date" => Some(Self::Date(value)),
            _ => None,
        }
    }

    /// What a text says, if it is a number and nothing else: `1,234.5`, `¥1,234`, `12.5%`.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let bare = text.trim_start_matches(['-', '\u{2060}']);
        let digits = bare.trim_start_matches(['¥', '$', '€', '£']);
        let is_plain = |letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '.');
        if !digits.starts_with(|letter: char| letter.is_ascii_digit()) || !digits.trim_end_matches('%').chars().all(is_plain) {
            return None;
        }
        let number = parse_number(text).ok()?.to_string();
        Some(match () {
            () if digits.ends_with('%') => Self::Rate(number),
            () if digits.len() < bare.len() => Self::Amount(number),
            () => Self::Number(number),
        })
    }

    /// Not a date.
    pub fn is_number(&self) -> bool {
        !matches!(self, Self::Date(_))
    }

    /// As a typed cell of a table; text where it is none.
    pub fn cell(&self) -> OutCell {
        let number = |text: &str| parse_number(text).ok();
        let found = match self {
            Self::Number(text) => number(text).map(OutCell::Number),
            Self::Amount(text) => number(text).map(OutCell::Amount),
            Self::Rate(text) => number(text).map(OutCell::Rate),
            Self::Date(text) => text.parse::<Date>().ok().map(OutCell::Date),
        };
        found.unwrap_or_else(|| OutCell::Text(self.text().to_owned()))
    }

    fn text(&self) -> &str {
        match self {
            Self::Number(text) | Self::Amount(text) | Self::Rate(text) | Self::Date(text) => text,
        }
    }
}
