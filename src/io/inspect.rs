//! What a file holds that this version cannot use as it stands. Such records are let in as they are, so that nothing is
//! lost, but it is said beforehand; what makes a file unreadable is found by [`crate::bundle`].

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::{Choices, FieldDef, FieldType, Id, Issue, Json, Kind, Link, Record, Registry, ValueType, links_of, validate_field};

use crate::fault::short;
use crate::scope::Scope;

/// What is wrong with a value whose type does not fit.
fn type_code(value: ValueType) -> &'static str {
    match value {
        ValueType::Line | ValueType::Prose => "import.not_text",
        ValueType::Number => "import.not_number",
        ValueType::Ratio => "import.not_ratio",
        ValueType::Money => "import.not_money",
        ValueType::Date => "import.not_date",
        ValueType::Month => "import.not_month",
        ValueType::Span => "import.not_span",
        ValueType::Instant => "import.not_instant",
        ValueType::Duration => "import.not_duration",
        ValueType::Bool => "import.not_bool",
        ValueType::Choice => "import.not_choice",
        ValueType::Tags => "import.not_tags",
        ValueType::Link => "import.not_link",
        ValueType::Links => "import.not_links",
        ValueType::Score => "import.not_score",
        ValueType::Url => "import.not_url",
        ValueType::Attachment => "import.not_attachment",
        ValueType::Rows => "import.not_rows",
    }
}

/// Codes of values, of which the sentences are told elsewhere too.
const VALUE_CODES: [&str; 6] = ["value.too_long", "value.too_small", "value.too_large", "value.span_reversed", "value.year", "value.url"];

/// Every code that [`inspect`] can give.
pub fn codes() -> Vec<&'static str> {
    use ValueType::{Attachment, Bool, Choice, Date, Duration, Instant, Line, Links, Money, Month, Number, Ratio, Rows, Score, Span, Tags, Url};
    let types =
        [Line, Number, Ratio, Money, Date, Month, Span, Instant, Duration, Bool, Choice, Tags, ValueType::Link, Links, Score, Url, Attachment, Rows];
    let others = [
        "import.kind_unknown",
        "import.field_unknown",
        "import.code_unknown",
        "import.null",
        "import.link_nowhere",
        "import.link_kind",
        "import.link_self",
        "import.link_circle",
        "import.second_single",
    ];
    types.into_iter().map(type_code).chain(others).chain(VALUE_CODES).collect()
}

/// What does not fit, in the order of the file.
pub fn inspect(records: &[Record], scope: &Scope, registry: &Registry) -> Vec<Issue> {
    let kinds: HashMap<Id, &str> = records.iter().map(|record| (record.id, record.kind.as_str())).collect();
    let mut singles = BTreeSet::new();
    let mut found = Vec::new();
    for record in records {
        let Some(kind) = registry.kind(&record.kind) else {
            found.push(Issue::advice("import.kind_unknown").with("kind", short(&record.kind)).on(record.id));
            continue;
        };
        if kind.single && !singles.insert(kind.name) {
            found.push(Issue::fix("import.second_single").on(record.id));
        }
        for name in record.fields.keys().filter(|name| kind.field(name).is_none() && !model::sample::is_mark(name)) {
            found.push(Issue::advice("import.field_unknown").field(name).on(record.id));
        }
        if scope.holds(kind.name) {
            kind.fields.iter().for_each(|field| inspect_field(record, field, scope, &kinds, &mut found));
        }
    }
    for kind in registry.kinds() {
        for field in kind.fields.iter().filter(|field| field.value == ValueType::Link && field.targets.contains(&kind.name)) {
            circles(records, kind, field, &mut found);
        }
    }
    found
}

fn inspect_field(record: &Record, field: &FieldDef, scope: &Scope, kinds: &HashMap<Id, &str>, found: &mut Vec<Issue>) {
    let json = record.fields.get(field.name);
    let on = |issue: Issue| issue.field(field.name).on(record.id);
    if json == Some(&Json::Null) {
        found.push(on(Issue::fix("import.null")));
        return;
    }
    // What is not filled in yet is no fault of the file.
    for issue in validate_field(field, json).into_iter().filter(|issue| issue.code != "value.missing") {
        let value = json.map(|json| short(&json.to_string())).unwrap_or_default();
        let issue = if issue.code == "value.type" { Issue { code: type_code(field.value), ..issue } } else { issue };
        found.push(issue.with("value", value).on(record.id));
    }
    if let (Choices::Fixed(codes), Some(code)) = (field.choices, json.and_then(Json::as_str))
        && !code.trim().is_empty()
        && !codes.contains(&code)
    {
        found.push(on(Issue::advice("import.code_unknown").with("value", short(code))));
    }
    for target in links_of(field, record) {
        let to = field.targets.iter().chain(field.columns.iter().flat_map(|column| column.targets));
        match kinds.get(&target) {
            _ if target == record.id => found.push(on(Issue::fix("import.link_self"))),
            // What was left out on purpose is not missing.
            None if scope.is_whole() => found.push(on(Issue::advice("import.link_nowhere").with("value", target))),
            Some(kind) if !to.clone().any(|name| name == kind) => found.push(on(Issue::fix("import.link_kind").with("kind", kind))),
            _ => {}
        }
    }
}

/// Records that follow each other round in a circle.
fn circles(records: &[Record], kind: &Kind, field: &FieldDef, found: &mut Vec<Issue>) {
    let next: BTreeMap<Id, Id> = records
        .iter()
        .filter(|record| record.kind == kind.name)
        .filter_map(|record| Some((record.id, record.fields.get(field.name).and_then(Link::read)?)))
        .filter(|(from, to)| from != to)
        .collect();
    let mut done = BTreeSet::new();
    for start in next.keys() {
        let (mut path, mut at) = (Vec::new(), *start);
        while done.insert(at) {
            path.push(at);
            match next.get(&at) {
                Some(to) => at = *to,
                None => break,
            }
        }
        if let Some(place) = path.iter().position(|id| *id == at).filter(|_| next.contains_key(&at)) {
            found.extend(path[place..].iter().map(|id| Issue::fix("import.link_circle").field(field.name).on(*id)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Bool, DateField, Line, Links, Stamp};
    use serde_json::json;

    model::record! {
        /// A kind with links to itself.
        BOX = "box", title "name", single true;
        NAME: Line = "name", required, max_length(3);
        PARENT: Link = "parent", to(&["box"]);
        FRIENDS: Links = "friends", to(&["friend"]);
        DAY: DateField = "day";
        OPEN: Bool = "open";
        SORT: model::Choice = "sort", one_of(&["a", "b"]);
    }

    fn record(number: u64, fields: Json) -> Record {
        let mut record = Record::new(Id::from_number(number), "box", Stamp::default());
        record.fields = fields.as_object().unwrap().iter().map(|(name, value)| (name.as_str().into(), value.clone())).collect();
        record
    }

    fn check(records: &[Record], expected: &[&str]) {
        let found: Vec<_> = inspect(records, &Scope::default(), &Registry::new([&BOX])).iter().map(|issue| issue.code).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn each_misfit_has_its_code() {
        let id = |number: u64| Id::from_number(number).to_string();
        check(&[record(1, json!({"name": "a", "day": "2026-01-02", "open": true, "sort": "a"}))], &[]);
        check(&[record(1, json!({"name": 7}))], &["import.not_text"]);
        check(&[record(1, json!({"name": "a", "from_example": true, "from_example.day": true}))], &[]);
        check(&[record(1, json!({"name": "abcd", "later": 1}))], &["import.field_unknown", "value.too_long"]);
        check(
            &[record(1, json!({"name": "a", "day": "soon", "open": "yes", "sort": "c"}))],
            &["import.not_date", "import.not_bool", "import.code_unknown"],
        );
        check(&[record(1, json!({"name": null}))], &["import.null"]);
        check(&[record(1, json!({"name": "a", "parent": id(9)}))], &["import.link_nowhere"]);
        check(&[record(1, json!({"name": "a", "parent": id(1), "friends": [id(1)]}))], &["import.link_self", "import.link_self"]);
        let two =
            |first: u64, second: u64| [record(1, json!({"name": "a", "parent": id(first)})), record(2, json!({"name": "b", "parent": id(second)}))];
        check(&two(2, 1), &["import.second_single", "import.link_circle", "import.link_circle"]);
        check(&two(2, 2), &["import.second_single", "import.link_self"]);
        let friends = [record(1, json!({"name": "a", "friends": [id(2)]})), record(2, json!({"name": "b"}))];
        check(&friends, &["import.link_kind", "import.second_single"]);
    }
}
