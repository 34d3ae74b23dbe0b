//! A document as a Word file: real headings, numbered captions, tables whose heads repeat, pictures at twice the size,
//! contents, East Asian fonts, page numbers.

mod style;
mod table;

use docx_rs::{
    AlignmentType, BreakType, Docx, FieldCharType, Footer, Header, Hyperlink, HyperlinkType, IndentLevel, InstrPAGEREF, InstrText, NumPages,
    NumberingId, PageMargin, PageNum, Paragraph, Pic, Run, Tab, TabLeaderType, TabValueType,
};
use io::report::{Block, Document, Figure, Labels, Table, Tone};

use crate::fault::ReadError;
use style::Look;

/// Width and height of A4, and the margins, in twentieths of a point.
const PAPER: (u32, u32) = (11_906, 16_838);
const MARGINS: (i32, i32) = (964, 907);
/// Room between the margins, in twentieths of a point.
const ROOM: usize = 10_092;
/// The same in px of the screen, and how high a picture may be.
const WIDEST: f64 = 672.0;
const HIGHEST: f64 = 400.0;
/// How wide and how high the company's own picture may be, in the same px.
const LOGO: (f64, f64) = (180.0, 44.0);
/// Units of drawings in one px.
const UNITS: f64 = 9_525.0;

/// Writes the file. `progress` hears how many blocks are done.
pub(crate) fn word(
    document: &Document,
    labels: &Labels,
    pictures: &[&[u8]],
    written_at: &str,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Vec<u8>, ReadError> {
    let look = Look::of(document);
    let mut writer = Writer { look: &look, labels, pictures, tables: 0, figures: 0, texts: Vec::new(), lists: 0, chapters: 0 };
    let mut docx = style::styled(Docx::new(), &look)
        .page_size(PAPER.0, PAPER.1)
        .page_margin(PageMargin { top: MARGINS.0, bottom: MARGINS.0, left: MARGINS.1, right: MARGINS.1, header: 500, footer: 500, gutter: 0 })
        .created_at(written_at)
        .updated_at(written_at)
        .header(header(document))
        .footer(footer(document, labels));
    if document.cover {
        // A cover says all of this itself.
        docx =
            docx.title_pg().first_header(Header::new().add_paragraph(Paragraph::new())).first_footer(Footer::new().add_paragraph(Paragraph::new()));
    }
    // The picture of the company comes before those of the figures.
    if let Some(bytes) = logo(document, pictures) {
        docx = docx.add_paragraph(Paragraph::new().style(style::COMPANY).add_run(Run::new().add_image(sized(bytes, dimensions(bytes), LOGO))));
        writer.texts.push(document.company.clone());
    }
    docx = front(docx, document, labels);
    let all = document.blocks.len() as u64;
    // A heading behind a page break takes the break itself, so that no empty line stands at the top of its page.
    let mut breaks = document.cover;
    for (index, block) in document.blocks.iter().enumerate() {
        if index % 20 == 0 {
            progress(index as u64, all);
        }
        breaks = match block {
            Block::PageBreak => true,
            block => {
                let second = matches!(block, Block::Heading { level: 0 | 1, .. }) && writer.chapters == 1;
                if second && !document.cover && chapters(document).count() >= LONG {
                    docx = contents(docx, document, labels);
                    breaks = false;
                }
                docx = writer.block(docx, block, breaks, leads(&document.blocks, index));
                // Two tables without a line between them would become one; before a heading the line is not needed, and
                // at the end of a page it would make another one.
                let ends = matches!(block, Block::Table(_) | Block::Figure(_) | Block::Facts { .. });
                if ends && !matches!(document.blocks.get(index + 1), Some(Block::PageBreak | Block::Heading { .. })) {
                    docx = docx.add_paragraph(Paragraph::new().style(style::GAP));
                }
                false
            }
        };
    }
    let mut parts = docx.build();
    parts.document = finished(&parts.document, &writer.texts)?;
    parts.doc_props.core = described(&parts.doc_props.core, document)?;
    let mut out = std::io::Cursor::new(Vec::new());
    parts.pack(&mut out).map_err(|error| ReadError::Unwritten(error.to_string()))?;
    Ok(out.into_inner())
}

/// The company's own picture, if it travels with the document and is one.
fn logo<'a>(document: &Document, pictures: &[&'a [u8]]) -> Option<&'a [u8]> {
    document.logo.and_then(|place| pictures.get(place).copied()).filter(|bytes| bytes.starts_with(PNG) && bytes.len() >= HEAD_OF_PNG)
}

/// How a picture begins, and how many bytes tell its size.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const HEAD_OF_PNG: usize = 24;

/// Width and height of a picture, as its head says.
fn dimensions(bytes: &[u8]) -> (f64, f64) {
    let number = |from: usize| bytes.get(from..from + 4).map_or(0, |four| four.iter().fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte)));
    (f64::from(number(16)), f64::from(number(20)))
}

/// A picture of this size, made smaller where there is less room.
fn sized(bytes: &[u8], size: (f64, f64), room: (f64, f64)) -> Pic {
    let (width, height) = (size.0.max(1.0), size.1.max(1.0));
    let scale = (room.0 / width).min(room.1 / height).min(1.0);
    let units = |length: f64| (length * scale * UNITS) as u32;
    Pic::new_with_dimensions(bytes.to_vec(), width as u32, height as u32).size(units(width), units(height))
}

/// A line below a heading, or one that leads to a list, a table or a picture, alone or with one more line: they stay on
/// one page with what follows.
fn leads(blocks: &[Block], index: usize) -> bool {
    if index.checked_sub(1).and_then(|above| blocks.get(above)).is_some_and(|above| matches!(above, Block::Heading { .. })) {
        return true;
    }
    let led = |block: &Block| matches!(block, Block::List { .. } | Block::Table(_) | Block::Figure(_) | Block::Facts { .. });
    let mut after = blocks.iter().skip(index + 1);
    match after.next() {
        Some(Block::Paragraph { .. }) => after.next().is_some_and(led),
        Some(block) => led(block),
        None => false,
    }
}

/// The properties of the file with its title and whose it is, which the library leaves open.
fn described(xml: &[u8], document: &Document) -> Result<Vec<u8>, ReadError> {
    let text = std::str::from_utf8(xml).map_err(|error| ReadError::Unwritten(error.to_string()))?;
    let (title, company) = (attribute(&document.title), attribute(&document.company));
    let known = text.replace(">unknown<", &format!(">{company}<"));
    Ok(known.replace("<dc:creator>", &format!("<dc:title>{title}</dc:title><dc:creator>")).into_bytes())
}

/// What the library does not say yet: heads of tables repeat on each page, pictures have a number and a text of their own.
fn finished(xml: &[u8], texts: &[String]) -> Result<Vec<u8>, ReadError> {
    let text = std::str::from_utf8(xml).map_err(|error| ReadError::Unwritten(error.to_string()))?;
    let text = text.replace(table::HEAD, "<w:tblHeader />");
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split(PICTURE);
    out.push_str(pieces.next().unwrap_or_default());
    for (index, piece) in pieces.enumerate() {
        let said = texts.get(index).map(|said| attribute(said)).unwrap_or_default();
        let number = index + 1;
        out.push_str(&format!(r#"<wp:docPr id="{number}" name="{number}" descr="{said}""#));
        out.push_str(piece);
    }
    Ok(out.into_bytes())
}

const PICTURE: &str = r#"<wp:docPr id="1" name="Figure""#;

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Title, whose it is, as of when; on a cover with the contents behind it.
fn front(mut docx: Docx, document: &Document, labels: &Labels) -> Docx {
    let plain = |text: &str, style: &str| Paragraph::new().style(style).add_run(run(text));
    if document.cover {
        docx = docx.add_paragraph(plain("", style::COMPANY).line_spacing(style::spaced(3_600, 60, 276)));
    }
    if !document.company.is_empty() {
        docx = docx.add_paragraph(plain(&document.company, style::COMPANY));
    }
    docx = docx.add_paragraph(plain(&document.title, style::TITLE));
    if !document.mark.is_empty() {
        docx = docx.add_paragraph(plain(&document.mark, style::MARK));
    }
    let facts: Vec<String> = document.facts.iter().map(|(label, value)| format!("{label} {value}")).collect();
    let lines = if document.cover || facts.is_empty() { facts } else { vec![facts.join("  ·  ")] };
    for line in lines {
        docx = docx.add_paragraph(plain(&line, style::NOTE));
    }
    if document.cover { contents(docx, document, labels) } else { docx }
}

/// From so many chapters on, a document without a cover has its contents behind the first: that one is read first.
const LONG: usize = 6;

/// The contents: behind a cover on a new page, else where the first chapter ends.
fn contents(docx: Docx, document: &Document, labels: &Labels) -> Docx {
    let heading = Paragraph::new().style(style::CONTENTS).page_break_before(document.cover).keep_next(true);
    let docx = docx.add_paragraph(heading.add_run(run(&labels.contents)));
    chapters(document).enumerate().fold(docx, |docx, (index, title)| docx.add_paragraph(contents_line(index + 1, title).keep_next(index < 2)))
}

/// The headings that the contents name.
fn chapters(document: &Document) -> impl Iterator<Item = &str> {
    document.blocks.iter().filter_map(|block| match block {
        Block::Heading { level: 0 | 1, text } => Some(text.as_str()),
        _ => None,
    })
}

/// Name of the place where a chapter begins.
fn bookmark(chapter: usize) -> String {
    format!("_Toc{chapter:08}")
}

/// A line of the contents: a link to the chapter and its page. The page is a field of its own and not part of one for all
/// contents, because then LibreOffice works it out at once instead of showing what a writer that knows no pages could store.
fn contents_line(chapter: usize, title: &str) -> Paragraph {
    let place = bookmark(chapter);
    let page = Run::new()
        .add_field_char(FieldCharType::Begin, true)
        .add_instr_text(InstrText::PAGEREF(InstrPAGEREF::new(&place).hyperlink()))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("")
        .add_field_char(FieldCharType::End, false);
    let link = Hyperlink::new(&place, HyperlinkType::Anchor).add_run(run(title)).add_run(Run::new().add_tab()).add_run(page);
    let edge = Tab::new().val(TabValueType::Right).leader(TabLeaderType::Dot).pos(ROOM);
    Paragraph::new().style(style::CONTENTS_LINE).add_tab(edge).add_hyperlink(link)
}

fn header(document: &Document) -> Header {
    let mut line = Paragraph::new().style(style::PAGE).add_run(run(&join(&document.company, &document.title)));
    if !document.mark.is_empty() {
        line = line.add_run(run("   ")).add_run(run(&document.mark).color(style::MARK_COLOUR).bold());
    }
    Header::new().add_paragraph(line)
}

fn footer(document: &Document, labels: &Labels) -> Footer {
    let (before, between) = labels.page.split_once("{n}").unwrap_or(("", ""));
    let (between, after) = between.split_once("{of}").unwrap_or((between, ""));
    let mut line = Paragraph::new().style(style::PAGE).align(AlignmentType::Right);
    if !document.footer.is_empty() {
        line = line.add_run(run(&format!("{}   ", document.footer)));
    }
    let line = line.add_run(run(before)).add_page_num(PageNum::new()).add_run(run(between)).add_num_pages(NumPages::new()).add_run(run(after));
    Footer::new().add_paragraph(line)
}

fn join(one: &str, other: &str) -> String {
    if one.is_empty() { other.to_owned() } else { format!("{one} · {other}") }
}

/// A run of text; line breaks stay, signs that no file may hold go.
fn run(text: &str) -> Run {
    let mut run = Run::new();
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line.chars().filter(|sign| !sign.is_control() && !matches!(sign, '\u{fffe}' | '\u{ffff}')).collect::<String>());
    }
    run
}

struct Writer<'a> {
    look: &'a Look,
    labels: &'a Labels,
    pictures: &'a [&'a [u8]],
    tables: usize,
    figures: usize,
    /// What the pictures say, in their order.
    texts: Vec<String>,
    /// Lists of numbers so far.
    lists: usize,
    /// Headings of the contents so far.
    chapters: usize,
}

impl Writer<'_> {
    fn block(&mut self, docx: Docx, block: &Block, breaks: bool, leads: bool) -> Docx {
        match block {
            Block::Heading { level, text } => {
                let line = Paragraph::new().style(style::heading(*level)).keep_next(true).page_break_before(breaks);
                docx.add_paragraph(if *level > 1 {
                    line.add_run(run(text))
                } else {
                    self.chapters += 1;
                    let id = self.chapters;
                    line.add_bookmark_start(id, bookmark(id)).add_run(run(text)).add_bookmark_end(id)
                })
            }
            Block::Paragraph { text, tone } => {
                let style = match tone {
                    Tone::Plain => style::BODY,
                    Tone::Lead => style::LEAD,
                    Tone::Note => style::NOTE,
                };
                let line = Paragraph::new().style(style).keep_next(leads).page_break_before(breaks).add_run(run(text));
                // The sentence above all headings is what is read first.
                if *tone == Tone::Lead && self.chapters == 0 && self.texts.is_empty() && !breaks {
                    return docx.add_table(table::boxed(self.look, line)).add_paragraph(Paragraph::new().style(style::GAP));
                }
                docx.add_paragraph(line)
            }
            Block::List { ordered, items } => {
                let number = if *ordered { style::NUMBERS } else { style::DOTS };
                // Every list of numbers begins anew.
                let (docx, number) = if *ordered {
                    self.lists += 1;
                    let own = style::NUMBERS + self.lists;
                    (style::numbers(docx, own), own)
                } else {
                    (docx, number)
                };
                items.iter().fold(docx, |docx, item| {
                    let line = Paragraph::new().style(style::LIST).numbering(NumberingId::new(number), IndentLevel::new(0));
                    docx.add_paragraph(line.add_run(run(item)))
                })
            }
            Block::Facts { facts } => docx.add_table(table::facts(self.look, facts)),
            Block::Table(table) => self.table(docx, table),
            Block::Figure(figure) => self.figure(docx, figure),
            Block::Part { .. } | Block::PageBreak => docx,
        }
    }

    fn table(&mut self, mut docx: Docx, table: &Table) -> Docx {
        if table.rows.is_empty() {
            return docx;
        }
        if !table.caption.is_empty() {
            self.tables += 1;
            docx = docx.add_paragraph(caption(&self.labels.table, self.tables, &table.caption).keep_next(true));
        }
        docx.add_table(table::table(self.look, table))
    }

    fn figure(&mut self, mut docx: Docx, figure: &Figure) -> Docx {
        let bytes = figure.picture.and_then(|index| self.pictures.get(index)).filter(|bytes| !bytes.is_empty());
        let Some(bytes) = bytes else {
            let twin = Table { caption: figure.caption.clone(), ..figure.twin.clone() };
            return self.table(docx, &twin);
        };
        let picture = sized(bytes, figure.size, (WIDEST, HIGHEST));
        docx = docx.add_paragraph(Paragraph::new().style(style::FIGURE).keep_next(true).add_run(Run::new().add_image(picture)));
        self.figures += 1;
        self.texts.push(figure.caption.clone());
        docx = docx.add_paragraph(caption(&self.labels.figure, self.figures, &figure.caption));
        if figure.twin.rows.is_empty() {
            return docx;
        }
        docx.add_table(table::table(self.look, &figure.twin))
    }
}

/// "Table 3 …": the number is a field, so that captions count anew when something is moved.
fn caption(name: &str, number: usize, text: &str) -> Paragraph {
    let field = |run: Run| Paragraph::new().style(style::CAPTION).add_run(self::run(&format!("{name} "))).add_run(run);
    let counted = Run::new()
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::Unsupported(format!(" SEQ {name} \\* ARABIC ")))
        .add_field_char(FieldCharType::Separate, false)
        .add_text(number.to_string())
        .add_field_char(FieldCharType::End, false);
    field(counted).add_run(run(&format!("  {text}")))
}

#[cfg(test)]
mod tests;
