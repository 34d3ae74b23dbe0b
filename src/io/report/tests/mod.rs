use super::*;

fn sample() -> Document {
    let number = |text: &str, value: &str| Cell::of(text, Value::Amount(value.to_owned()));
    let row = |name: &str, text: &str, value: &str| Row::of(vec![Cell::text(name), number(text, value)]);
    let table = Table {
        caption: "Budget | by channel".to_owned(),
        head: vec!["Channel".to_owned(), "Planned".to_owned()],
        rows: vec![
            Row { group: Some("Online".to_owned()), more: vec![("Note".to_owned(), Cell::text("a|b"))], ..row("Shop", "¥1,200", "1200") },
            Row { sum: true, ..row("Total", "¥1,200", "1200") },
        ],
    };
    Document {
        title: "What first".to_owned(),
        company: "Northern_Star".to_owned(),
        facts: vec![("As of".to_owned(), "2026-06-30".to_owned())],
        mark: "Demo data".to_owned(),
        language: "en".to_owned(),
        blocks: vec![
            Block::heading(1, "Findings"),
            Block::toned("Half is on paper", Tone::Lead),
            Block::text("- no list\nsecond line"),
            Block::List { ordered: true, items: vec!["one".to_owned(), "two".to_owned()] },
            Block::Facts { facts: vec![("Owner".to_owned(), Cell::text("Li"))] },
            Block::Part { part: "P02.chart".to_owned() },
            Block::Table(table),
            Block::PageBreak,
        ],
        ..Document::default()
    }
}

#[test]
fn markdown_is_as_it_was() {
    let expected = "# What first\n\nNorthern\\_Star · As of 2026-06-30\n\n**Demo data**\n\n## Findings\n\n**Half is on paper**\n\n\
                    \\- no list  \nsecond line\n\n1. one\n2. two\n\n- **Owner** Li\n\n*Budget | by channel*\n\n\
                    | Channel | Planned |\n| --- | ---: |\n| **Online** | |\n| Shop<br>Note: a\\|b | ¥1,200 |\n| **Total** | **¥1,200** |\n";
    assert_eq!(markdown(&sample()), expected);
}

#[test]
fn parts_are_replaced_and_tables_found() {
    let twin = Table { head: vec!["Month".to_owned()], rows: vec![Row::of(vec![Cell::text("May")])], ..Table::default() };
    let filled = sample().with_parts(|part| {
        assert_eq!(part, "P02.chart");
        vec![Block::Figure(Figure { caption: "Rising".to_owned(), twin: twin.clone(), ..Figure::default() })]
    });
    let tables = filled.tables();
    assert_eq!(tables.len(), 2);
    assert_eq!(
        tables.iter().map(|(name, above, table)| (name.as_str(), above.as_str(), table.rows.len())).collect::<Vec<_>>(),
        [("Rising", "Findings", 1), ("Budget | by channel", "Findings", 2)]
    );
    let text = serde_json::to_string(&filled).unwrap();
    assert_eq!(serde_json::from_str::<Document>(&text).unwrap(), filled);
}

#[test]
fn numbers_are_read_from_what_is_shown() {
    let check = |text: &str, expected: Option<Value>| assert_eq!(Value::read(text), expected, "{text}");
    let own = str::to_owned;
    check("1,234.5", Some(Value::Number(own("1234.5"))));
    check("-\u{2060}¥1,234.05", Some(Value::Amount(own("-1234.05"))));
    check("12.5%", Some(Value::Rate(own("0.125"))));
    check("2026-06-30", None);
    check("3 tasks", None);
    check("¥1.2 万", None);
    check("--", None);
    check("", None);
}

#[test]
fn columns_of_numbers_are_known() {
    let table = Table {
        head: vec![String::new(); 3],
        rows: vec![
            Row::of(vec![Cell::text("a"), Cell::of("1", Value::Number("1".to_owned())), Cell::text("x")]),
            Row::of(vec![Cell::text("b"), Cell::text("--"), Cell::of("2", Value::Number("2".to_owned()))]),
        ],
        ..Table::default()
    };
    assert_eq!((0..3).map(|column| table.is_numeric(column)).collect::<Vec<_>>(), [false, true, false]);
}
