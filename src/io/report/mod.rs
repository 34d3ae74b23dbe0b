//! A document without a format: what the screen shows and what Word, Excel and Markdown are written from. Pure text and
//! values; pictures travel beside it as bytes.

mod file;
mod markdown;
mod value;

use serde::{Deserialize, Serialize};

pub use file::{CalendarEntry, Labels, Paper, Register, picture_bytes};
pub use markdown::markdown;
pub use value::Value;

/// A finished document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// What it is, as a sentence or a name.
    pub title: String,
    /// Whose it is.
    pub company: String,
    /// As of when, for whom, by whom.
    pub facts: Vec<(String, String)>,
    /// Words that every page carries, for example of demo data; empty for none.
    pub mark: String,
    /// Words at the foot of every page; empty for none.
    pub footer: String,
    /// Code of its language, `zh-CN` or `en`.
    pub language: String,
    /// Colour of headings as `1456d9`; empty for the usual one.
    pub accent: String,
    /// The title stands on a page of its own, with the contents behind it.
    pub cover: bool,
    /// Place of the company's own picture (PNG) among the pictures that travel with the document.
    #[serde(default)]
    pub logo: Option<usize>,
    /// Its content in order.
    pub blocks: Vec<Block>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// A heading, 1 the highest.
    Heading {
        /// 1–3.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        text: String,
        /// How it stands out.
        tone: Tone,
    },
    /// Items with dots or numbers.
    List {
        /// With numbers.
        ordered: bool,
        /// The items.
        items: Vec<String>,
    },
    /// Labels and values.
    Facts {
        /// In order.
        facts: Vec<(String, Cell)>,
    },
    /// A table.
    Table(Table),
    /// A picture with the table of its numbers.
    Figure(Figure),
    /// What the page draws itself; it is replaced by what is read there before a file is written.
    Part {
        /// Name of the part on the page.
        part: String,
    },
    /// What follows begins on a new page.
    PageBreak,
}

impl Block {
    /// A heading.
    pub fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading { level, text: text.into() }
    }

    /// A paragraph.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Paragraph { text: text.into(), tone: Tone::Plain }
    }

    /// A paragraph that stands out.
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self::Paragraph { text: text.into(), tone }
    }
}

/// How a paragraph stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// It does not.
    #[default]
    Plain,
    /// The sentence to be remembered.
    Lead,
    /// A remark.
    Note,
}

/// A table; the first column names the rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows; empty where the heading above says it.
    pub caption: String,
    /// Heads of the columns.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// Whether every filled cell of a column is a number, and one is.
    pub fn is_numeric(&self, column: usize) -> bool {
        let cells = || self.rows.iter().filter_map(|row| row.cells.get(column)).filter(|cell| !cell.is_blank());
        cells().next().is_some() && cells().all(|cell| cell.value.as_ref().is_some_and(Value::is_number))
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).chain([self.head.len()]).max().unwrap_or_default()
    }
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Heading of the rows from here on.
    #[serde(default)]
    pub group: Option<String>,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Labels and values for which there is no column.
    #[serde(default)]
    pub more: Vec<(String, Cell)>,
    /// It sums up the rows above.
    #[serde(default)]
    pub sum: bool,
}

impl Row {
    /// A row of these cells.
    pub fn of(cells: Vec<Cell>) -> Self {
        Self { cells, ..Self::default() }
    }
}

/// A cell: as people read it, and its exact value where it has one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// As it is shown.
    pub text: String,
    /// Its value; none for words.
    #[serde(default)]
    pub value: Option<Value>,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), value: None }
    }

    /// A value.
    pub fn of(text: impl Into<String>, value: Value) -> Self {
        Self { text: text.into(), value: Some(value) }
    }

    /// Nothing, or the sign for nothing.
    pub fn is_blank(&self) -> bool {
        self.value.is_none() && matches!(self.text.trim(), "" | "--" | "—")
    }
}

/// A picture with the table of its numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What it says.
    pub caption: String,
    /// Place among the pictures that travel with the document; none where only the numbers are known.
    pub picture: Option<usize>,
    /// Width and height as they stand on the page, px.
    pub size: (f64, f64),
    /// The numbers; a table without rows where the table is shown beside it anyway.
    pub twin: Table,
}

impl Document {
    /// Every table, those of figures included, with its name and the headings above it: its caption, or the nearest heading.
    pub fn tables(&self) -> Vec<(String, String, &Table)> {
        let mut above: Vec<&str> = Vec::new();
        let mut found = Vec::new();
        let mut add = |above: &[&str], caption: &str, table| {
            let name = if caption.is_empty() { above.last().copied().unwrap_or_default() } else { caption };
            found.push((name.to_owned(), above.join(" › "), table));
        };
        for block in &self.blocks {
            match block {
                Block::Heading { level, text } => {
                    above.truncate(usize::from(level.saturating_sub(1)));
                    above.push(text);
                }
                Block::Table(table) => add(&above, &table.caption, table),
                Block::Figure(figure) if !figure.twin.rows.is_empty() => add(&above, &figure.caption, &figure.twin),
                _ => {}
            }
        }
        found
    }

    /// The same document with its parts filled in.
    #[must_use]
    pub fn with_parts(mut self, mut part: impl FnMut(&str) -> Vec<Block>) -> Self {
        let blocks = std::mem::take(&mut self.blocks);
        for block in blocks {
            match block {
                Block::Part { part: name } => self.blocks.extend(part(&name)),
                other => self.blocks.push(other),
            }
        }
        self
    }
}

#[cfg(test)]
mod tests;
