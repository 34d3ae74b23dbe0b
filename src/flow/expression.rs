//! The small language of content files: expressions, conditions and sources, and how they are
//! worked out. `field`, `link.field`, `#kind.link`, `+kind.link.value`, `=measure`, `@`.

mod condition;
mod evaluator;
mod value;

use model::{FieldDef, Key, Kind, Registry};

use crate::read::readable;
use crate::rules::Rules;

pub use condition::{Condition, Source};
pub use evaluator::Evaluator;
pub use value::{day_of, number_of, sum};

/// Something to work out for a record. Written as text; the text is also the key of its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    text: String,
    form: Form,
}

readable!(Expression);

#[derive(Clone, Debug, PartialEq)]
enum Form {
    /// The record itself.
    Itself,
    /// A field, after following links.
    Path(Vec<Key>),
    /// How many records link here.
    Count(Linked),
    /// Sum of a value over the records that link here.
    Sum(Linked, Box<Expression>),
    /// Rows of a table inside the record.
    RowCount(Key),
    /// Sum of a column of a table inside the record.
    RowSum(Key, Key),
    /// A function of a pillar.
    Measure(String),
}

/// Records of a kind whose link leads to the record looked at.
#[derive(Clone, Debug, PartialEq)]
struct Linked {
    kind: Key,
    link: Key,
    only: Vec<Condition>,
}

impl TryFrom<String> for Expression {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let form = form(text.trim()).ok_or_else(|| format!("`{text}` is no expression"))?;
        Ok(Self { text: text.trim().to_owned(), form })
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn form(text: &str) -> Option<Form> {
    let names = |text: &str| text.split('.').map(|name| is_name(name).then(|| Key::new(name))).collect::<Option<Vec<Key>>>();
    if text == "@" {
        return Some(Form::Itself);
    }
    if let Some(name) = text.strip_prefix('=') {
        return name.split('.').all(is_name).then(|| Form::Measure(name.to_owned()));
    }
    if let Some(rows) = text.strip_prefix("#.") {
        return is_name(rows).then(|| Form::RowCount(Key::new(rows)));
    }
    if let Some(rows) = text.strip_prefix("+.") {
        let (rows, column) = rows.split_once('.')?;
        return (is_name(rows) && is_name(column)).then(|| Form::RowSum(Key::new(rows), Key::new(column)));
    }
    let Some(rest) = text.strip_prefix(['#', '+']) else { return names(text).map(Form::Path) };
    let (path, only) = match rest.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
        Some((path, inside)) => (path, inside.split([';', ',']).map(|part| Condition::try_from(part.to_owned()).ok()).collect::<Option<Vec<_>>>()?),
        None => (rest, Vec::new()),
    };
    let mut parts = path.splitn(3, '.');
    let (kind, link) = (parts.next()?, parts.next()?);
    if !is_name(kind) || !is_name(link) {
        return None;
    }
    let linked = Linked { kind: Key::new(kind), link: Key::new(link), only };
    match (text.starts_with('+'), parts.next()) {
        (false, None) => Some(Form::Count(linked)),
        (true, Some(value)) => Some(Form::Sum(linked, Box::new(Expression::try_from(value.to_owned()).ok()?))),
        _ => None,
    }
}

impl Expression {
    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The record itself, shown as a link.
    pub fn is_itself(&self) -> bool {
        self.form == Form::Itself
    }

    /// The field that a path ends in, with its kind.
    pub fn field(&self, kind: &'static Kind, registry: &Registry) -> Option<(&'static Kind, &'static FieldDef)> {
        let Form::Path(path) = &self.form else { return None };
        let (last, links) = path.split_last()?;
        let mut kind = kind;
        for link in links {
            kind = kind.field(link)?.targets.iter().find_map(|target| registry.kind(target))?;
        }
        Some((kind, kind.field(last)?))
    }

    /// Keys of the label, best first; the first that the language knows is shown.
    pub fn label_keys(&self, kind: &'static Kind, registry: &Registry) -> Vec<String> {
        let mut keys = vec![format!("column.{}", self.text)];
        match &self.form {
            Form::Itself => keys.push(format!("kind.{}", kind.name)),
            Form::Path(_) => keys.extend(self.field(kind, registry).map(|(kind, field)| format!("field.{}.{}", kind.name, field.name))),
            Form::Count(linked) => keys.push(format!("kind.{}.many", linked.kind)),
            Form::Sum(linked, value) => {
                keys.extend(registry.kind(&linked.kind).into_iter().flat_map(|kind| value.label_keys(kind, registry)));
            }
            Form::RowCount(rows) => keys.push(format!("field.{}.{rows}", kind.name)),
            Form::RowSum(rows, column) => keys.push(format!("field.{}.{rows}.{column}", kind.name)),
            Form::Measure(name) => keys.push(format!("measure.{name}")),
        }
        keys
    }

    /// What keeps it from being worked out on records of this kind.
    pub fn fault(&self, kind: &'static Kind, registry: &Registry, rules: &Rules) -> Option<String> {
        let linked_fault = |linked: &Linked| {
            let Some(other) = registry.kind(&linked.kind) else { return Some(format!("{}: no kind is called {}", self.text, linked.kind)) };
            let Some(field) = other.field(&linked.link) else {
                return Some(format!("{}: {} has no field {}", self.text, linked.kind, linked.link));
            };
            let targets = field.targets.iter().chain(field.columns.iter().flat_map(|column| column.targets));
            if !targets.into_iter().any(|target| *target == kind.name) {
                return Some(format!("{}: {}.{} does not link to {}", self.text, linked.kind, linked.link, kind.name));
            }
            linked.only.iter().find_map(|condition| condition.fault(other, registry, rules))
        };
        match &self.form {
            Form::Itself => None,
            Form::Path(_) => self.field(kind, registry).is_none().then(|| format!("{} has no field {}", kind.name, self.text)),
            Form::Count(linked) => linked_fault(linked),
            Form::Sum(linked, value) => {
                linked_fault(linked).or_else(|| registry.kind(&linked.kind).and_then(|other| value.fault(other, registry, rules)))
            }
            Form::RowCount(rows) => kind.field(rows).is_none().then(|| format!("{} has no field {rows}", kind.name)),
            Form::RowSum(rows, column) => {
                let known = kind.field(rows).is_some_and(|field| field.columns.iter().any(|known| known.name == column.as_str()));
                (!known).then(|| format!("{}: {} has no column {column}", self.text, kind.name))
            }
            Form::Measure(name) => rules.measure_named(name).is_none().then(|| format!("no measure is called {name}")),
        }
    }
}
