//! The looks of a Word file: named styles that Word shows by their own names in every language, fonts for both scripts.

use docx_rs::{
    AbstractNumbering, AlignmentType, Docx, Level, LevelJc, LevelText, LineSpacing, LineSpacingType, NumberFormat, Numbering, RunFonts,
    SpecialIndentType, Start, Style, StyleType,
};
use io::report::Document;

pub(super) const TITLE: &str = "Title";
pub(super) const COMPANY: &str = "Subtitle";
pub(super) const BODY: &str = "BodyText";
pub(super) const LEAD: &str = "Lead";
pub(super) const NOTE: &str = "Note";
pub(super) const LIST: &str = "ListParagraph";
pub(super) const CAPTION: &str = "Caption";
pub(super) const FIGURE: &str = "Figure";
pub(super) const CONTENTS: &str = "TOCHeading";
pub(super) const CONTENTS_LINE: &str = "TOC1";
pub(super) const PAGE: &str = "Header";
pub(super) const MARK: &str = "Mark";
pub(super) const CELL: &str = "TableText";
pub(super) const GAP: &str = "Gap";

/// Colour of what says that the data are a demonstration.
pub(super) const MARK_COLOUR: &str = "B42318";
const QUIET: &str = "5B626C";

/// Numbers of the two kinds of lists.
pub(super) const DOTS: usize = 2;
pub(super) const NUMBERS: usize = 3;

/// The style of a heading.
pub(super) fn heading(level: u8) -> &'static str {
    match level {
        0 | 1 => "Heading1",
        2 => "Heading2",
        _ => "Heading3",
    }
}

/// Fonts and colour of a document.
pub(super) struct Look {
    fonts: RunFonts,
    /// Colour of headings and heads of tables.
    pub(super) accent: String,
}

impl Look {
    pub(super) fn of(document: &Document) -> Self {
        let is_colour = |text: &str| text.len() == 6 && text.chars().all(|digit| digit.is_ascii_hexdigit());
        let accent = document.accent.trim_start_matches('#');
        Self {
            // Both fonts come with Word and WPS; what is missing is replaced by one of the same script.
            fonts: RunFonts::new().ascii("Calibri").hi_ansi("Calibri").cs("Calibri").east_asia("Microsoft YaHei"),
            accent: if is_colour(accent) { accent.to_uppercase() } else { "1B3A6B".to_owned() },
        }
    }
}

pub(super) fn spaced(before: u32, after: u32, line: i32) -> LineSpacing {
    // Said outright: without it LibreOffice takes the number for a fixed height and cuts pictures.
    LineSpacing::new().before(before).after(after).line(line).line_rule(LineSpacingType::Auto)
}

/// The file with its styles and lists.
pub(super) fn styled(docx: Docx, look: &Look) -> Docx {
    let style = |id: &str, name: &str, size: usize| Style::new(id, StyleType::Paragraph).name(name).fonts(look.fonts.clone()).size(size);
    let titled = |level: usize, size: usize, before: u32| {
        style(&format!("Heading{level}"), &format!("heading {level}"), size)
            .based_on("Normal")
            .next(BODY)
            .q_format(true)
            .bold()
            .color(look.accent.clone())
            .outline_lvl(level - 1)
            .line_spacing(spaced(before, 100, 276))
    };
    let styles = [
        style(BODY, "Body Text", 21).based_on("Normal").q_format(true).line_spacing(spaced(0, 120, 300)),
        style(TITLE, "Title", 40).based_on("Normal").q_format(true).bold().color(look.accent.clone()).line_spacing(spaced(0, 160, 276)),
        style(COMPANY, "Subtitle", 24).based_on("Normal").q_format(true).color(QUIET).line_spacing(spaced(0, 60, 276)),
        titled(1, 28, 320),
        titled(2, 25, 180),
        titled(3, 23, 200),
        style(LEAD, "Lead", 22).based_on(BODY).q_format(true).bold().line_spacing(spaced(40, 100, 276)),
        style(NOTE, "Note", 18).based_on(BODY).q_format(true).color(QUIET).line_spacing(spaced(0, 100, 276)),
        style(LIST, "List Paragraph", 21).based_on("Normal").q_format(true).line_spacing(spaced(0, 30, 252)),
        style(CAPTION, "caption", 18).based_on("Normal").q_format(true).color(QUIET).line_spacing(spaced(80, 80, 260)),
        style(FIGURE, "Figure", 18).based_on("Normal").align(AlignmentType::Center).line_spacing(spaced(120, 0, 240)),
        style(CONTENTS, "TOC Heading", 32).based_on("Normal").bold().color(look.accent.clone()).line_spacing(spaced(0, 160, 276)),
        style(CONTENTS_LINE, "toc 1", 21).based_on("Normal").line_spacing(spaced(0, 100, 276)),
        style(PAGE, "header", 16).based_on("Normal").color(QUIET).line_spacing(spaced(0, 0, 240)),
        style(MARK, "Mark", 20).based_on("Normal").bold().color(MARK_COLOUR).line_spacing(spaced(0, 80, 276)),
        style(CELL, "Table Text", 18).based_on("Normal").q_format(true).line_spacing(spaced(16, 16, 240)),
        style(GAP, "Gap", 8).based_on("Normal").line_spacing(spaced(0, 60, 240)),
    ];
    let docx = docx
        .default_fonts(look.fonts.clone())
        .default_size(21)
        .add_abstract_numbering(AbstractNumbering::new(DOTS).add_level(level("bullet", "•")))
        .add_numbering(Numbering::new(DOTS, DOTS));
    styles.into_iter().fold(docx, Docx::add_style)
}

/// A list of numbers of its own.
pub(super) fn numbers(docx: Docx, id: usize) -> Docx {
    docx.add_abstract_numbering(AbstractNumbering::new(id).add_level(level("decimal", "%1."))).add_numbering(Numbering::new(id, id))
}

fn level(format: &str, text: &str) -> Level {
    let level = Level::new(0, Start::new(1), NumberFormat::new(format), LevelText::new(text), LevelJc::new("left"));
    level.indent(Some(420), Some(SpecialIndentType::Hanging(420)), None, None)
}
