//! Markdown, as the common tools read it: tables with pipes, headings with hash signs. Pictures become their tables.

use std::fmt::Write as _;

use super::{Block, Cell, Document, Row, Table, Tone};

/// The document as Markdown.
pub fn markdown(document: &Document) -> String {
    let mut out = format!("# {}\n\n", line(&document.title));
    let facts = std::iter::once(document.company.clone())
        .filter(|company| !company.is_empty())
        .chain(document.facts.iter().map(|(label, value)| format!("{label} {value}")));
    let facts: Vec<String> = facts.map(|fact| line(&fact)).collect();
    if !facts.is_empty() {
        push(&mut out, &facts.join(" · "));
    }
    if !document.mark.is_empty() {
        push(&mut out, &format!("**{}**", line(&document.mark)));
    }
    for block in &document.blocks {
        match block {
            Block::Heading { level, text } => push(&mut out, &format!("{} {}", "#".repeat(usize::from(*level) + 1), line(text))),
            Block::Paragraph { text, tone } => {
                let text = paragraph(text);
                match tone {
                    Tone::Plain => push(&mut out, &text),
                    Tone::Lead => push(&mut out, &format!("**{text}**")),
                    Tone::Note => push(&mut out, &format!("> {text}")),
                }
            }
            Block::List { ordered, items } => {
                for (index, item) in items.iter().enumerate() {
                    let mark = if *ordered { format!("{}.", index + 1) } else { "-".to_owned() };
                    // Writing to a string cannot fail.
                    let _ = writeln!(out, "{mark} {}", line(item));
                }
                out.push('\n');
            }
            Block::Facts { facts } => {
                for (label, cell) in facts {
                    let _ = writeln!(out, "- **{}** {}", line(label), line(&cell.text));
                }
                out.push('\n');
            }
            Block::Table(table) => self::table(&mut out, &table.caption, table),
            Block::Figure(figure) => self::table(&mut out, &figure.caption, &figure.twin),
            Block::Part { .. } | Block::PageBreak => {}
        }
    }
    if !document.footer.is_empty() {
        push(&mut out, &line(&document.footer));
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn push(out: &mut String, text: &str) {
    out.push_str(text);
    out.push_str("\n\n");
}

fn table(out: &mut String, caption: &str, table: &Table) {
    if !caption.is_empty() {
        push(out, &format!("*{}*", line(caption)));
    }
    if table.rows.is_empty() {
        return;
    }
    let width = table.width();
    let numeric: Vec<bool> = (0..width).map(|column| column > 0 && table.is_numeric(column)).collect();
    let text = |index: usize, cells: &[Cell]| cells.get(index).map(|cell| pipes(&cell.text)).unwrap_or_default();
    let heads: Vec<String> = (0..width).map(|index| table.head.get(index).map(|head| pipes(head)).unwrap_or_default()).collect();
    let rules: Vec<&str> = numeric.iter().map(|numeric| if *numeric { "---:" } else { "---" }).collect();
    let _ = writeln!(out, "| {} |\n| {} |", heads.join(" | "), rules.join(" | "));
    for row in &table.rows {
        if let Some(group) = &row.group {
            let _ = writeln!(out, "| **{}** |{}", pipes(group), " |".repeat(width.saturating_sub(1)));
        }
        let mut cells: Vec<String> = (0..width).map(|index| text(index, &row.cells)).collect();
        if row.sum {
            cells.iter_mut().filter(|cell| !cell.is_empty()).for_each(|cell| *cell = format!("**{cell}**"));
        }
        if let (Some(first), false) = (cells.first_mut(), row.more.is_empty()) {
            first.push_str(&more(row));
        }
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out.push('\n');
}

fn more(row: &Row) -> String {
    row.more.iter().map(|(label, cell)| format!("<br>{}: {}", pipes(label), pipes(&cell.text))).collect()
}

/// One line, with the signs escaped that would mean something.
fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<') {
            out.push('\\');
        }
        out.push(letter);
    }
    // A line that begins like a list, a heading or a quotation is none.
    if out.starts_with(['#', '>', '+', '-']) { format!("\\{out}") } else { out }
}

/// Lines of a paragraph stay lines.
fn paragraph(text: &str) -> String {
    text.lines().map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("  \n")
}

/// A cell: one line, no pipe of its own.
fn pipes(text: &str) -> String {
    line(text).replace('|', "\\|")
}
