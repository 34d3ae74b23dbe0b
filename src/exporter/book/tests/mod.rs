use calamine::{Data, Reader, Xlsx};
use io::report::{Block, Cell, Document, Figure, Row, Value};
use io::table::FieldWords;
use io::table::Words;
use model::{Json, Key, Record, Stamp};

use super::*;

type Book = Xlsx<std::io::Cursor<Vec<u8>>>;

fn labels() -> Labels {
    Labels {
        notes: "说明".into(), group: "分组".into(), total: "合计".into(), sheet: "工作表".into(), holds: "内容".into(), ..Labels::default()
    }
}

fn opened(document: &Document, registers: &[(&'static Kind, &Register, Base)]) -> Book {
    let bytes = book(document, &labels(), registers, &mut |_, _| {}).unwrap();
    Xlsx::new(std::io::Cursor::new(bytes)).unwrap()
}

fn cells(book: &mut Book, sheet: &str) -> Vec<Vec<Data>> {
    book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn document() -> Document {
    let row = |name: &str, value: &str, share: &str| {
        let amount = Cell::of(format!("¥{value}"), Value::Amount(value.to_owned()));
        Row::of(vec![Cell::text(name), amount, Cell::of("x", Value::Rate(share.to_owned())), Cell::of("x", Value::Date("2026-06-30".to_owned()))])
    };
    let table = Table {
        caption: String::new(),
        head: ["渠道", "预算", "占比", "日期"].map(str::to_owned).to_vec(),
        rows: vec![
            Row { group: Some("线上".to_owned()), more: vec![("备注".to_owned(), Cell::text("=1+1"))], ..row("商城", "1200.5", "0.25") },
            row("直播", "800", "0.75"),
            Row { sum: true, ..row("合计", "2000.5", "1") },
        ],
    };
    Document {
        title: "渠道手册".to_owned(),
        company: "北辰家居".to_owned(),
        facts: vec![("截至".to_owned(), "2026-06-30".to_owned())],
        blocks: vec![
            Block::heading(1, "预算"),
            Block::Table(table.clone()),
            Block::Figure(Figure { caption: "走势".to_owned(), twin: Table { caption: String::new(), ..table }, ..Figure::default() }),
        ],
        ..Document::default()
    }
}

#[test]
fn tables_become_sheets_with_typed_cells_and_formulas() {
    let mut book = opened(&document(), &[]);
    assert_eq!(book.sheet_names(), ["说明", "预算", "走势"]);
    let rows = cells(&mut book, "预算");
    assert_eq!(rows[0].iter().map(ToString::to_string).collect::<Vec<_>>(), ["分组", "渠道", "预算", "占比", "日期", "备注"]);
    assert_eq!(rows[1][2], Data::Float(1200.5));
    assert_eq!(rows[1][3], Data::Float(0.25));
    assert!(matches!(rows[1][4], Data::DateTime(_)), "{:?}", rows[1][4]);
    assert_eq!(rows[1][5], Data::String("=1+1".to_owned()), "text is never a formula");
    assert_eq!((&rows[2][0], &rows[2][1]), (&Data::String("线上".to_owned()), &Data::String("直播".to_owned())));
    assert_eq!(rows[3][2], Data::Float(2000.5), "the total is there before the sheet is worked out anew");
    let formulas = book.worksheet_formula("预算").unwrap();
    assert_eq!(formulas.get_value((3, 2)).map(String::as_str), Some("SUBTOTAL(109,C2:C3)"));
    let notes = cells(&mut book, "说明");
    assert_eq!(notes[0][0], Data::String("渠道手册".to_owned()));
}

#[test]
fn a_register_has_units_filters_and_hides_amounts_when_asked() {
    let registry = pillars::registry();
    let kind = registry.kind("expense").unwrap();
    let mut record = Record::new(Id::from_number(1), kind.name, Stamp::default());
    for (name, json) in [("title", Json::from("展会")), ("amount", Json::from(1_234_500_i64)), ("date", Json::from("2026-05-01"))] {
        record.fields.insert(Key::new(name), json);
    }
    let words = |label: &str, name: &str| FieldWords { name: name.to_owned(), labels: vec![label.to_owned()], ..FieldWords::default() };
    let mut register = Register {
        kind: kind.name.to_owned(),
        fields: kind.fields.iter().map(|field| field.name.to_owned()).collect(),
        sums: vec!["amount".to_owned()],
        words: Words { many: "费用".to_owned(), fields: vec![words("金额", "amount")], ..Words::default() },
        currency: "CNY".to_owned(),
        ..Register::default()
    };
    let base = || Base { records: vec![record.clone()], ..Base::default() };
    let place = |rows: &[Vec<Data>]| rows[0].iter().position(|head| *head == *"金额 (CNY)").unwrap();
    let mut book = opened(&Document::default(), &[(kind, &register, base())]);
    let rows = cells(&mut book, "费用");
    let column = place(&rows);
    assert_eq!((&rows[1][column], &rows[2][column]), (&Data::Float(12345.0), &Data::Float(12345.0)));
    assert!(rows[0].iter().all(|head| !head.to_string().ends_with("ID")), "people read names");
    register.mask_amounts = true;
    register.sums.clear();
    let mut book = opened(&Document::default(), &[(kind, &register, base())]);
    let rows = cells(&mut book, "费用");
    assert_eq!(rows[1][column], Data::String("***".to_owned()));
}

#[test]
fn sheets_have_a_filter_and_a_head_that_stays() {
    let bytes = book(&document(), &labels(), &[], &mut |_, _| {}).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet2.xml").unwrap(), &mut text).unwrap();
    assert!(text.contains(r#"<autoFilter ref="A1:F3"/>"#), "{text}");
    assert!(text.contains(r#"state="frozen""#) && text.contains(r#"topLeftCell="B2""#));
}
