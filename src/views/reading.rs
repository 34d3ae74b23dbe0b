//! Reads a finished document off the page, so that files say what the screen says. Whatever stands inside `.doc` is
//! understood by its elements: headings, paragraphs, lists, facts, tables, charts; controls and marks of the screen are not.

use io::report::{Block, Cell, Document, Figure, Row, Table, Tone, Value};
use ui::{TableTwin, drawing_of, png_of, twin_of};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

/// Elements that no file takes over.
const LEFT_OUT: &str = ".no-print, .visually-hidden, .doc-watermark, .chart-tools, [hidden], button, svg, script, style";
/// Elements that stand in a line of text.
const INLINE: [&str; 14] = ["a", "abbr", "b", "bdi", "br", "code", "data", "em", "i", "mark", "small", "span", "strong", "time"];

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The blocks in order.
    pub blocks: Vec<Block>,
    /// Ids of the canvases of the drawings that figures point to.
    pub canvases: Vec<String>,
    /// Title of the first head.
    pub title: String,
    /// Facts of the first head.
    pub facts: Vec<(String, String)>,
    /// Headings are so many levels lower than on the page.
    lower: u8,
    /// A head was met.
    headed: bool,
}

/// Reads the content of an element. `lower` lowers its headings, where they stand under another one.
pub fn read(root: &Element, lower: u8) -> Reading {
    let mut reading = Reading { lower, ..Reading::default() };
    reading.inside(root);
    reading
}

/// The drawings as pictures, one after the other, so that the page stays at hand; figures learn their size. `step` hears
/// how many are done and says whether to go on; nothing when it said no.
pub async fn pictures(document: &mut Document, canvases: &[String], step: impl Fn(usize) -> bool) -> Option<Vec<Vec<u8>>> {
    let mut all = Vec::with_capacity(canvases.len());
    for (index, canvas) in canvases.iter().enumerate() {
        if !step(index) {
            return None;
        }
        let drawing = in_light(|| drawing_of(canvas));
        let mut bytes = Vec::new();
        if let Some(drawing) = &drawing {
            bytes = png_of(drawing).await.unwrap_or_default();
        }
        for block in &mut document.blocks {
            if let Block::Figure(figure) = block
                && figure.picture == Some(index)
            {
                figure.size = drawing.as_ref().map_or((0.0, 0.0), |drawing| (drawing.width, drawing.height));
            }
        }
        all.push(bytes);
    }
    Some(all)
}

/// Does something while the page has the colours of paper; nothing is painted in between.
fn in_light<T>(work: impl FnOnce() -> T) -> T {
    const THEME: &str = "data-theme";
    let root = ui::dom::page().and_then(|page| page.document_element());
    let before = root.as_ref().and_then(|root| root.get_attribute(THEME));
    if let Some(root) = &root {
        let _ = root.set_attribute(THEME, "light");
    }
    let done = work();
    if let Some(root) = &root {
        let _ = match before {
            Some(theme) => root.set_attribute(THEME, &theme),
            None => root.remove_attribute(THEME),
        };
    }
    done
}

fn children(element: &Element) -> Vec<Element> {
    let list = element.children();
    (0..list.length()).filter_map(|index| list.item(index)).collect()
}

fn all(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = element.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

fn first(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok().flatten()
}

fn is(element: &Element, selector: &str) -> bool {
    element.matches(selector).unwrap_or(false)
}

fn tag(element: &Element) -> String {
    element.tag_name().to_ascii_lowercase()
}

/// The words of an element in one line, as they are shown; rows of a table inside it are parted.
fn words(element: &Element) -> String {
    if let Some(table) = first(element, "table") {
        let rows = all(&table, "tbody tr").into_iter().map(|row| children(&row).iter().map(words).collect::<Vec<_>>().join(" | "));
        return rows.collect::<Vec<_>>().join("\n");
    }
    let text = element.dyn_ref::<HtmlElement>().map(HtmlElement::inner_text).unwrap_or_default();
    one_line(&text)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An element as a cell: its value if it shows one and nothing else.
fn cell(element: &Element) -> Cell {
    let text = words(element);
    let exact = first(element, "[data-value]").filter(|exact| words(exact) == text).and_then(|exact| {
        Value::named(&exact.get_attribute("data-type").unwrap_or_default(), &exact.get_attribute("data-value").unwrap_or_default())
    });
    let value = exact.or_else(|| is(element, ".is-number, .number").then(|| Value::read(&text)).flatten());
    Cell { text, value }
}

impl Reading {
    fn heading(&mut self, level: u8, text: String) {
        if !text.is_empty() {
            self.blocks.push(Block::heading((level + self.lower).clamp(1, 3), text));
        }
    }

    fn paragraph(&mut self, text: &str, tone: Tone) {
        let text = one_line(text);
        if !text.is_empty() {
            self.blocks.push(Block::toned(text, tone));
        }
    }

    /// What stands in an element: pieces of text between its blocks become paragraphs.
    fn inside(&mut self, element: &Element) {
        let nodes = element.child_nodes();
        let mut line = String::new();
        for index in 0..nodes.length() {
            let Some(node) = nodes.item(index) else { continue };
            if node.node_type() == Node::TEXT_NODE {
                line.push_str(&node.text_content().unwrap_or_default());
                continue;
            }
            let Ok(child) = node.dyn_into::<Element>() else { continue };
            if is(&child, LEFT_OUT) {
                continue;
            }
            let name = tag(&child);
            if INLINE.contains(&name.as_str()) && first(&child, "p, div, ul, ol, dl, table, figure").is_none() {
                line.push_str(&words(&child));
                continue;
            }
            self.paragraph(&std::mem::take(&mut line), Tone::Plain);
            self.block(&child, &name);
        }
        self.paragraph(&line, Tone::Plain);
    }

    fn block(&mut self, element: &Element, name: &str) {
        // What is not drawn is not part of the document.
        if element.dyn_ref::<HtmlElement>().is_some_and(|html| html.offset_parent().is_none()) {
            return;
        }
        match name {
            "h1" | "h2" => self.heading(1, words(element)),
            // Titles of cards and columns are no parts of the document.
            "h3" if is(element, ".card-title, .board-title") => self.heading(3, words(element)),
            "h3" => self.heading(1, words(element)),
            "h4" => self.heading(2, words(element)),
            "h5" | "h6" => self.heading(3, words(element)),
            "p" | "summary" => {
                let tone = match () {
                    () if is(element, ".doc-lead") => Tone::Lead,
                    () if is(element, ".muted, .chart-meta, .chart-source") => Tone::Note,
                    () => Tone::Plain,
                };
                self.paragraph(&words(element), tone);
            }
            "dl" => self.facts(element),
            "ul" | "ol" => self.list(element, name == "ol"),
            "table" => self.table(element),
            "figure" if is(element, ".chart") => self.figure(element),
            "header" if is(element, ".doc-head") => self.head(element),
            _ => self.inside(element),
        }
    }

    /// The head of a document or of a sheet of it: the first names the whole, the others begin a page.
    fn head(&mut self, element: &Element) {
        let title = first(element, ".doc-title").map(|title| words(&title)).unwrap_or_default();
        let facts = pairs(element).into_iter().map(|(label, cell)| (label, cell.text));
        if !self.headed {
            self.headed = true;
            self.title = title;
            self.facts = facts.collect();
            return;
        }
        self.blocks.push(Block::PageBreak);
        self.heading(1, title);
    }

    fn facts(&mut self, element: &Element) {
        let facts = pairs(element);
        if !facts.is_empty() {
            self.blocks.push(Block::Facts { facts });
        }
    }

    fn list(&mut self, element: &Element, ordered: bool) {
        let items: Vec<Element> = children(element).into_iter().filter(|item| !is(item, LEFT_OUT)).collect();
        // Numbers that stand alone are facts.
        if is(element, ".tile-grid") {
            let part = |item: &Element, class: &str| first(item, class).map(|part| words(&part)).unwrap_or_default();
            let facts: Vec<(String, Cell)> = items
                .iter()
                .map(|item| {
                    let figure = part(item, ".tile-figure");
                    (part(item, ".tile-label"), Cell { value: Value::read(&figure), text: figure })
                })
                .filter(|(label, _)| !label.is_empty())
                .collect();
            self.blocks.push(Block::Facts { facts });
            return;
        }
        if items.iter().any(|item| first(item, "dl, table, figure, h3, h4, ul, ol").is_some()) {
            // Boxes with arrows are one line each.
            if is(element, ".chains") {
                let lines = items.iter().map(|item| all(item, "li").iter().map(words).collect::<Vec<_>>().join(" → "));
                self.blocks.push(Block::List { ordered: false, items: lines.collect() });
                return;
            }
            items.iter().for_each(|item| self.inside(item));
            return;
        }
        let items: Vec<String> = items.iter().map(words).filter(|text| !text.is_empty()).collect();
        if !items.is_empty() {
            self.blocks.push(Block::List { ordered, items });
        }
    }

    fn table(&mut self, element: &Element) {
        let caption = first(element, "caption").filter(|caption| !is(caption, ".visually-hidden")).map(|caption| words(&caption));
        let head = all(element, ":scope > thead > tr").last().map(|row| children(row).iter().map(words).collect()).unwrap_or_default();
        let mut table = Table { caption: caption.unwrap_or_default(), head, rows: Vec::new() };
        let mut group = None;
        for row in all(element, ":scope > tbody > tr") {
            if is(&row, ".row-group") {
                group = Some(words(&row));
                continue;
            }
            if is(&row, ".row-more") {
                if let (Some(above), Some(list)) = (table.rows.last_mut(), first(&row, "dl")) {
                    above.more.extend(pairs(&list));
                }
                continue;
            }
            let elements = children(&row);
            let cells = elements.iter().flat_map(|element| {
                let span = element.get_attribute("colspan").and_then(|span| span.parse::<usize>().ok()).unwrap_or(1).clamp(1, 40);
                std::iter::once(cell(element)).chain(std::iter::repeat_n(Cell::default(), span - 1))
            });
            let sum = is(&row, ".row-sum, .row-sum > tr, .is-total");
            table.rows.push(Row { group: group.take(), cells: cells.collect(), more: Vec::new(), sum });
        }
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    fn figure(&mut self, element: &Element) {
        // A heading above may stand for the title, which is then there for readers of the screen alone.
        let caption = first(element, ".chart-title").and_then(|title| title.text_content()).map(|text| one_line(&text)).unwrap_or_default();
        let meta = first(element, ".chart-meta").map(|meta| words(&meta)).filter(|meta| !meta.is_empty());
        let Some(canvas) = first(element, ".chart-canvas") else { return };
        let twin = twin_of(&canvas.id()).map(table_of).unwrap_or_default();
        let drawn = first(&canvas, "svg").is_some();
        if !drawn && twin.rows.is_empty() {
            return;
        }
        // A heading above that says the same is enough.
        let said = matches!(self.blocks.last(), Some(Block::Heading { text, .. }) if *text == caption);
        let caption = meta.map_or_else(|| caption.clone(), |meta| format!("{caption} ({meta})"));
        let picture = drawn.then(|| {
            self.canvases.push(canvas.id());
            self.canvases.len() - 1
        });
        if said && picture.is_none() {
            self.blocks.push(Block::Table(twin));
        } else {
            self.blocks.push(Block::Figure(Figure { caption, picture, twin, ..Figure::default() }));
        }
    }
}

/// Labels and values of a list of terms.
fn pairs(element: &Element) -> Vec<(String, Cell)> {
    let terms = all(element, "dt").into_iter().filter(|term| !is(term, LEFT_OUT));
    terms.filter_map(|term| Some((words(&term), cell(&term.next_element_sibling()?)))).filter(|(label, _)| !label.is_empty()).collect()
}

/// The numbers of a chart as a table of a document.
fn table_of(twin: TableTwin) -> Table {
    let row = |cells: Vec<String>| {
        let typed = |(index, text): (usize, String)| Cell { value: if index == 0 { None } else { Value::read(&text) }, text };
        Row::of(cells.into_iter().enumerate().map(typed).collect())
    };
    Table { caption: String::new(), head: twin.head, rows: twin.rows.into_iter().map(row).collect() }
}
