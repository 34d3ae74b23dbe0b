//! Schema as data: a kind lists its fields, a field handle keeps the Rust type. One declaration
//! gives form, table, import, export, validation and links.

use std::collections::HashMap;
use std::marker::PhantomData;

use crate::key::Key;
use crate::value::{FieldType, Json, Object, ValueType};

/// Where the options of a choice come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choices {
    /// Not a choice.
    None,
    /// Codes fixed in the schema; labels come from the language file.
    Fixed(&'static [&'static str]),
    /// Codes of a list that the workspace may edit; the standard codes are its start.
    Editable(&'static str, &'static [&'static str]),
}

impl Choices {
    /// The codes known without the workspace.
    pub fn codes(self) -> &'static [&'static str] {
        match self {
            Self::None => &[],
            Self::Fixed(codes) | Self::Editable(_, codes) => codes,
        }
    }
}

/// One field of a kind.
#[derive(Clone, Copy, Debug)]
pub struct FieldDef {
    /// JSON key and key of the label.
    pub name: &'static str,
    /// What it holds.
    pub value: ValueType,
    /// Must be filled before the record counts as complete.
    pub required: bool,
    /// Longest text in characters.
    pub max_length: Option<usize>,
    /// Smallest number (Number, Score), ratio, or money in minor units.
    pub min: Option<f64>,
    /// Largest number.
    pub max: Option<f64>,
    /// Kinds a link may point to.
    pub targets: &'static [&'static str],
    /// Options of a choice.
    pub choices: Choices,
    /// Fields of a row.
    pub columns: &'static [FieldDef],
    /// For a number whose unit another record tells: the links to follow, then the field with the
    /// code `number`, `money` or `ratio`. In a row, the path begins at the record that holds it.
    pub measured_by: &'static [&'static str],
    /// Weight in full-text search, 0 = not searched.
    pub search: u8,
    /// Shown among the first fields of a form and as a column of a table.
    pub key: bool,
    /// Shown among the first fields of a form: what the checks ask of every record is not folded away.
    pub first: bool,
    /// Holds contact data of a person: masked or left out on request.
    pub personal: bool,
    /// Set by the app, never edited by hand.
    pub computed: bool,
    /// Requirement ids that this field serves.
    pub covers: &'static [&'static str],
}

/// A field with its Rust type.
#[derive(Debug)]
pub struct Handle<T> {
    /// The field.
    pub def: FieldDef,
    marker: PhantomData<T>,
}

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Handle<T> {}

/// Anything with named values: a record or a row.
pub trait Fields {
    /// The stored value of a field.
    fn field(&self, name: &str) -> Option<&Json>;
}

impl FieldDef {
    /// A whole number that the field takes, as the example of a message: a year where it takes years, else one from its middle.
    pub fn whole_example(&self) -> String {
        const YEARS: f64 = 1_000.0;
        match (self.min, self.max) {
            (Some(min), _) if min >= YEARS => "2026".to_owned(),
            (Some(min), Some(max)) if max < YEARS => f64::midpoint(min, max).ceil().to_string(),
            _ => "12".to_owned(),
        }
    }
}

impl Fields for Object {
    fn field(&self, name: &str) -> Option<&Json> {
        self.get(name)
    }
}

impl<T: FieldType> Handle<T> {
    /// A field with this JSON key.
    pub const fn new(name: &'static str) -> Self {
        Self {
            def: FieldDef {
                name,
                value: T::TYPE,
                required: false,
                max_length: None,
                min: None,
                max: None,
                targets: &[],
                choices: Choices::None,
                columns: &[],
                measured_by: &[],
                search: 0,
                key: false,
                first: false,
                personal: false,
                computed: false,
                covers: &[],
            },
            marker: PhantomData,
        }
    }

    /// Must be filled.
    pub const fn required(mut self) -> Self {
        self.def.required = true;
        self.def.key = true;
        self
    }

    /// At most so many characters.
    pub const fn max_length(mut self, characters: usize) -> Self {
        self.def.max_length = Some(characters);
        self
    }

    /// Inside these bounds, both included.
    pub const fn range(mut self, min: f64, max: f64) -> Self {
        self.def.min = Some(min);
        self.def.max = Some(max);
        self
    }

    /// At least this much.
    pub const fn min(mut self, min: f64) -> Self {
        self.def.min = Some(min);
        self
    }

    /// Links point to these kinds.
    pub const fn to(mut self, kinds: &'static [&'static str]) -> Self {
        self.def.targets = kinds;
        self
    }

    /// One of these codes.
    pub const fn one_of(mut self, codes: &'static [&'static str]) -> Self {
        self.def.choices = Choices::Fixed(codes);
        self
    }

    /// One of a list that the workspace may edit.
    pub const fn one_of_list(mut self, list: &'static str, codes: &'static [&'static str]) -> Self {
        self.def.choices = Choices::Editable(list, codes);
        self
    }

    /// The fields of a row.
    pub const fn columns(mut self, columns: &'static [FieldDef]) -> Self {
        self.def.columns = columns;
        self
    }

    /// Its unit is told by another record, see [`FieldDef::measured_by`].
    pub const fn measured_by(mut self, path: &'static [&'static str]) -> Self {
        self.def.measured_by = path;
        self
    }

    /// Found by full-text search, with this weight.
    pub const fn search(mut self, weight: u8) -> Self {
        self.def.search = weight;
        self
    }

    /// Shown first in forms and as a column.
    pub const fn key(mut self) -> Self {
        self.def.key = true;
        self
    }

    /// Shown first in forms.
    pub const fn first(mut self) -> Self {
        self.def.first = true;
        self
    }

    /// Holds contact data.
    pub const fn personal(mut self) -> Self {
        self.def.personal = true;
        self
    }

    /// Set by the app.
    pub const fn computed(mut self) -> Self {
        self.def.computed = true;
        self
    }

    /// Serves these requirements.
    pub const fn covers(mut self, ids: &'static [&'static str]) -> Self {
        self.def.covers = carried(ids);
        self
    }

    /// JSON key.
    pub const fn name(&self) -> &'static str {
        self.def.name
    }

    /// The typed value; `None` when empty or of another shape.
    pub fn get(&self, from: &(impl Fields + ?Sized)) -> Option<T::Value> {
        from.field(self.def.name).and_then(T::read)
    }

    /// The pair of name and stored value.
    pub fn to_value(&self, value: T::Value) -> (Key, Json) {
        (Key::new(self.def.name), T::write(value))
    }
}

/// Requirement ids are for the tools that prove coverage; the program on the page does without their weight.
pub const fn carried(ids: &'static [&'static str]) -> &'static [&'static str] {
    if cfg!(target_arch = "wasm32") { &[] } else { ids }
}

/// A kind of record.
#[derive(Debug)]
pub struct Kind {
    /// JSON name and key of the label.
    pub name: &'static str,
    /// The field shown as the record's name.
    pub title: &'static str,
    /// Fields that together name the record where one says too little: an indicator and a day. Empty: the title.
    pub called: &'static [&'static str],
    /// Fields in the order of forms.
    pub fields: &'static [FieldDef],
    /// At most one record in a workspace.
    pub single: bool,
    /// Requirement ids that this kind serves.
    pub covers: &'static [&'static str],
}

impl Kind {
    /// The field with this JSON key.
    pub fn field(&self, name: &str) -> Option<&'static FieldDef> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// All kinds by name.
#[derive(Debug, Default)]
pub struct Registry {
    kinds: Vec<&'static Kind>,
    by_name: HashMap<&'static str, &'static Kind>,
}

impl Registry {
    /// A registry of these kinds, in this order.
    pub fn new(kinds: impl IntoIterator<Item = &'static Kind>) -> Self {
        let kinds: Vec<_> = kinds.into_iter().collect();
        Self { by_name: kinds.iter().map(|kind| (kind.name, *kind)).collect(), kinds }
    }

    /// The kind of this name.
    pub fn kind(&self, name: &str) -> Option<&'static Kind> {
        self.by_name.get(name).copied()
    }

    /// All kinds.
    pub fn kinds(&self) -> &[&'static Kind] {
        &self.kinds
    }
}

/// Declares a kind and its typed field handles in one place:
///
/// ```
/// model::record! {
///     /// A sold item.
///     PRODUCT = "product", title "name", covers ["P02.1.3"];
///     /// What customers call it.
///     NAME: model::Line = "name", required, max_length(80), search(3);
///     PRICE: model::MoneyField = "price", min(0.0);
/// }
/// assert_eq!(PRODUCT.fields.len(), 2);
/// ```
#[macro_export]
macro_rules! record {
    (
        $(#[$doc:meta])*
        $kind:ident = $name:literal, title $title:literal $(, called [$($called:literal),* $(,)?])? $(, single $single:literal)? $(, covers [$($covers:literal),* $(,)?])?;
        $($(#[$field_doc:meta])* $field:ident : $type:ty = $key:literal $(, $method:ident $(($($argument:expr),* $(,)?))?)*;)*
    ) => {
        $(#[$doc])*
        pub static $kind: $crate::Kind = $crate::Kind {
            name: $name,
            title: $title,
            called: &[$($($called),*)?],
            fields: &[$($field.def),*],
            single: false $(|| $single)?,
            covers: $crate::carried(&[$($($covers),*)?]),
        };
        $($(#[$field_doc])* pub const $field: $crate::Handle<$type> = $crate::Handle::<$type>::new($key)$(.$method($($($argument),*)?))*;)*
    };
}
