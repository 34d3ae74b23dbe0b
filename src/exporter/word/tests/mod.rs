use io::report::{Block, Cell, Document, Figure, Labels, Row, Table, Tone, Value};
use proptest::prelude::*;
use roxmltree::{Document as Xml, Node};
use std::io::Read;

use super::word;

const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A picture of one grey point.
const POINT: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58, 126, 155, 85, 0, 0, 0, 10, 73, 68, 65,
    84, 120, 156, 99, 104, 0, 0, 0, 130, 0, 129, 119, 205, 114, 182, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

fn labels() -> Labels {
    Labels { contents: "目录".into(), table: "表".into(), figure: "图".into(), page: "第 {n} 页，共 {of} 页".into(), ..Labels::default() }
}

fn table() -> Table {
    let row = |name: &str, text: &str, value: &str| Row::of(vec![Cell::text(name), Cell::of(text, Value::Amount(value.to_owned()))]);
    Table {
        caption: "渠道预算".to_owned(),
        head: vec!["渠道".to_owned(), "预算".to_owned()],
        rows: vec![
            Row {
                group: Some("线上".to_owned()), more: vec![("备注".to_owned(), Cell::text("含 <促销> & 其他"))], ..row("商城", "¥1,200", "1200")
            },
            Row { sum: true, ..row("合计", "¥1,200", "1200") },
        ],
    }
}

fn sample() -> Document {
    Document {
        title: "北辰家居 营销管理诊断报告".to_owned(),
        company: "北辰家居".to_owned(),
        facts: vec![("截至".to_owned(), "2026-06-30".to_owned())],
        mark: "演示数据".to_owned(),
        footer: "内部资料".to_owned(),
        language: "zh-CN".to_owned(),
        accent: "0b6e4f".to_owned(),
        cover: true,
        logo: None,
        blocks: vec![
            Block::heading(1, "写了一半，没人照着做"),
            Block::toned("总体 2.3 级", Tone::Lead),
            Block::List { ordered: true, items: vec!["一".to_owned(), "二".to_owned()] },
            Block::List { ordered: true, items: vec!["又一".to_owned()] },
            Block::PageBreak,
            Block::heading(2, "预算"),
            Block::Table(table()),
            Block::Figure(Figure { caption: "走势 \"5 月\"".to_owned(), picture: Some(0), size: (1400.0, 700.0), twin: table() }),
            Block::Facts { facts: vec![("负责人".to_owned(), Cell::text("周岚"))] },
        ],
    }
}

fn written(document: &Document, pictures: &[&[u8]]) -> Vec<u8> {
    word(document, &labels(), pictures, "2026-06-30T08:00:00Z", &mut |_, _| {}).unwrap()
}

/// A file of the archive as text.
fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn all<'a>(node: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |node| node.has_tag_name((WORDS, name)))
}

fn text_of(node: Node<'_, '_>) -> String {
    node.descendants().filter(|node| node.has_tag_name((WORDS, "t"))).filter_map(|node| node.text()).collect()
}

fn value<'a>(node: Node<'a, 'a>, name: &'a str) -> Option<&'a str> {
    all(node, name).next()?.attribute((WORDS, "val"))
}

#[test]
fn every_part_is_well_formed() {
    let file = written(&sample(), &[POINT]);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&file)).unwrap();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let text = String::from_utf8(bytes).unwrap();
            Xml::parse(&text).unwrap_or_else(|fault| panic!("{name}: {fault}\n{text}"));
        }
    }
}

#[test]
fn headings_captions_lists_and_pictures_are_real() {
    let file = written(&sample(), &[POINT]);
    let text = part(&file, "word/document.xml");
    let xml = Xml::parse(&text).unwrap();
    let body = xml.root_element();
    let styled = |style: &str| -> Vec<String> {
        let of = |node: &Node<'_, '_>| value(*node, "pStyle").map(str::to_owned);
        all(body, "p").filter(|node| of(node).as_deref() == Some(style)).map(text_of).collect()
    };
    assert_eq!(styled("Title"), ["北辰家居 营销管理诊断报告"]);
    assert_eq!(styled("Heading1"), ["写了一半，没人照着做"]);
    assert_eq!(styled("Heading2"), ["预算"]);
    assert_eq!(styled("Mark"), ["演示数据"]);
    assert_eq!(styled("Caption"), ["表 1  渠道预算", "图 1  走势 \"5 月\""]);
    assert_eq!(text.matches("SEQ 表").count(), 1);
    // Both lists of numbers begin with one: they have numbers of their own.
    let numbers: Vec<&str> = all(body, "numId").filter_map(|node| node.attribute((WORDS, "val"))).collect();
    assert_eq!((numbers.len(), numbers[0] == numbers[1], numbers[1] == numbers[2]), (3, true, false));
    assert!(text.contains(r#"descr="走势 &quot;5 月&quot;""#), "the picture says what it shows");
    let extent = body.descendants().find(|node| node.tag_name().name() == "extent").unwrap();
    let units = |name: &str| extent.attribute(name).unwrap().parse::<f64>().unwrap() / 9_525.0;
    assert!((units("cx") - 672.0).abs() < 1.0 && (units("cy") - 336.0).abs() < 1.0, "as wide as the page, in its proportions");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&file)).unwrap();
    let media: Vec<String> =
        (0..archive.len()).map(|index| archive.by_index(index).unwrap().name().unwrap().into_owned()).filter(|name| name.ends_with(".png")).collect();
    assert_eq!(media.len(), 1, "{media:?}");
}

#[test]
fn contents_lead_to_every_chapter_and_ask_for_its_page() {
    let mut document = sample();
    document.blocks.extend([Block::PageBreak, Block::heading(1, "附录"), Block::heading(2, "方法")]);
    let text = part(&written(&document, &[POINT]), "word/document.xml");
    let xml = Xml::parse(&text).unwrap();
    let body = xml.root_element();
    let lines: Vec<Node<'_, '_>> = all(body, "p").filter(|node| value(*node, "pStyle") == Some("TOC1")).collect();
    assert_eq!(lines.iter().map(|line| text_of(*line)).collect::<Vec<_>>(), ["写了一半，没人照着做", "附录"]);
    for line in lines {
        let place = all(line, "hyperlink").next().and_then(|link| link.attribute((WORDS, "anchor"))).unwrap();
        let asked: String = all(line, "instrText").filter_map(|node| node.text()).collect();
        assert_eq!(asked.trim(), format!("PAGEREF {place} \\h"));
        let begun = all(body, "bookmarkStart").filter(|node| node.attribute((WORDS, "name")) == Some(place)).collect::<Vec<_>>();
        assert_eq!(begun.len(), 1, "{place}");
        let heading = begun[0].parent().unwrap();
        assert_eq!((value(heading, "pStyle"), text_of(heading)), (Some("Heading1"), text_of(line)));
    }
    assert!(text.contains("<w:titlePg"), "the cover has no head and no page number");
    document.cover = false;
    let plain = part(&written(&document, &[POINT]), "word/document.xml");
    assert!(!plain.contains("PAGEREF") && !plain.contains("titlePg"));
}

#[test]
fn short_facts_stand_two_in_a_row_and_the_first_line_names_a_row() {
    let fact = |label: &str, value: &str| (label.to_owned(), Cell::text(value));
    let table_of = |facts: Vec<(String, Cell)>| {
        let document = Document { blocks: vec![Block::Facts { facts }], ..Document::default() };
        let text = part(&written(&document, &[]), "word/document.xml");
        let xml = Xml::parse(&text).unwrap();
        let rows: Vec<Vec<String>> = all(xml.root_element(), "tr").map(|row| all(row, "tc").map(text_of).collect()).collect();
        rows
    };
    let five: Vec<(String, Cell)> = (1..=5).map(|number| fact(&format!("数 {number}"), "9")).collect();
    assert_eq!(table_of(five.clone()), [["数 1", "9", "数 2", "9"], ["数 3", "9", "数 4", "9"], ["数 5", "9", "", ""]]);
    let long = [five, vec![fact("说明", "一句话写不完的事放在一整行里才读得清楚")]].concat();
    assert_eq!(table_of(long).len(), 6, "long ones have a row of their own");
    let row = Row::of(vec![Cell::text("定一张表\n先试三个月"), Cell::text("为什么")]);
    let document = Document { blocks: vec![Block::Table(Table { rows: vec![row], ..Table::default() })], ..Document::default() };
    let text = part(&written(&document, &[]), "word/document.xml");
    let xml = Xml::parse(&text).unwrap();
    let bold: Vec<String> = all(xml.root_element(), "r").filter(|run| all(*run, "b").next().is_some()).map(text_of).collect();
    assert_eq!(bold, ["定一张表"]);
}

#[test]
fn heads_repeat_and_rows_are_not_cut() {
    let text = part(&written(&sample(), &[POINT]), "word/document.xml");
    let xml = Xml::parse(&text).unwrap();
    let tables: Vec<Node<'_, '_>> = all(xml.root_element(), "tbl").collect();
    assert_eq!(tables.len(), 3, "table, table of the figure, facts");
    let rows: Vec<Node<'_, '_>> = all(tables[0], "tr").collect();
    assert_eq!(rows.len(), 5, "head, group, row, what stands below it, sum");
    assert!(all(rows[0], "tblHeader").next().is_some());
    assert!(rows[1..].iter().all(|row| all(*row, "tblHeader").next().is_none()));
    assert!(rows.iter().all(|row| all(*row, "cantSplit").next().is_some()));
    assert_eq!(text_of(rows[3]), "备注  含 <促销> & 其他");
    let cells: Vec<Node<'_, '_>> = all(rows[2], "tc").collect();
    assert_eq!(value(cells[1], "jc"), Some("right"), "amounts stand at the right");
    let widths: usize = all(tables[0], "gridCol").map(|node| node.attribute((WORDS, "w")).unwrap().parse::<usize>().unwrap()).sum();
    assert!((9_800..=10_092).contains(&widths), "{widths}");
}

#[test]
fn fonts_are_set_for_both_scripts_and_pages_are_counted() {
    let file = written(&sample(), &[POINT]);
    let styles = part(&file, "word/styles.xml");
    assert!(styles.contains(r#"w:eastAsia="Microsoft YaHei""#) && styles.contains(r#"w:ascii="Calibri""#));
    assert!(styles.contains(r#"w:val="heading 1""#) && styles.contains("0B6E4F"), "headings by the name that Word knows, in the company's colour");
    let footer = part(&file, "word/footer1.xml");
    assert!(footer.contains("PAGE") && footer.contains("NUMPAGES") && footer.contains("内部资料") && footer.contains("第 "));
    let header = part(&file, "word/header1.xml");
    assert!(header.contains("演示数据") && header.contains("北辰家居"));
}

#[test]
fn a_figure_without_picture_is_its_table() {
    let text = part(&written(&sample(), &[]), "word/document.xml");
    assert!(text.contains("表 2") || text.contains("SEQ 表"), "{}", text.len());
    assert!(!text.contains("<pic:pic"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever people write, the file stays well-formed and loses nothing but control signs.
    #[test]
    fn any_text_is_written(text in "\\PC{0,40}", cell in "[ -~一-龥\u{1}\u{b}\n<>&\"]{0,40}") {
        let row = Row::of(vec![Cell::text(cell.clone()), Cell::text("x")]);
        let table = Table { caption: text.clone(), head: vec![text.clone(), String::new()], rows: vec![row] };
        let blocks = vec![Block::heading(1, text.clone()), Block::text(cell.clone()), Block::Table(table)];
        let document = Document { title: text.clone(), blocks, ..Document::default() };
        let xml = part(&written(&document, &[]), "word/document.xml");
        let parsed = Xml::parse(&xml).unwrap();
        let kept: String = text.chars().filter(|sign| !sign.is_control()).collect();
        prop_assert!(all(parsed.root_element(), "p").any(|node| text_of(node) == kept), "{kept:?}");
    }
}

#[test]
fn the_picture_of_the_company_stands_above_the_title_on_page_1() {
    let document = Document { logo: Some(1), cover: false, ..sample() };
    let file = written(&document, &[POINT, POINT]);
    let text = part(&file, "word/document.xml");
    let (picture, company) = (text.find(r#"descr="北辰家居""#).unwrap(), text.find(">北辰家居<").unwrap());
    assert!(picture < company, "the picture comes first and says whose it is");
    assert!(text.contains(r#"descr="走势 &quot;5 月&quot;""#), "and the figure keeps its own words");
    // What is no picture is left out.
    let text = part(&written(&document, &[POINT, b"no picture at all, no picture at all"]), "word/document.xml");
    assert!(!text.contains(r#"descr="北辰家居""#));
}
