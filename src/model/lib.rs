//! What a record is: ids, clock, numbers, dates, values, the schema of a kind, changes and their
//! inversion, validation. Pure: time, randomness and language come in as parameters, so the same
//! input gives the same result in a browser, in a test and on import.

mod clock;
mod date;
mod diff;
mod id;
mod issue;
mod key;
mod likeness;
mod lookup;
mod number;
mod order;
mod pile;
mod pinyin;
mod query;
mod record;
pub mod sample;
mod schema;
mod search;
mod set;
mod spread;
mod text;
mod validate;
mod value;

pub use clock::{Clock, ReplicaId, Stamp};
pub use date::{Date, Month, Span, add_days, add_months, day_number, is_likely, is_likely_year, months_between, parse_date};
pub use diff::{Change, Diff};
pub use id::{Id, IdSequence};
pub use issue::{Issue, Severity};
pub use key::Key;
pub use likeness::{name_key, phone_key};
pub use lookup::{Lookup, text_key};
pub use number::{Decimal, Money, NumberError, parse_float, parse_number, split_by_weight};
pub use order::Order;
pub use pinyin::Pinyin;
pub use query::{Filter, Haystack, Places, SortOrder, sort_records};
pub use record::Record;
pub use schema::{Choices, FieldDef, Fields, Handle, Kind, Registry, carried};
pub use search::{Found, SearchIndex, Spot, marks, spot};
pub use set::{OfKind, RecordSet, is_amount, links_of, measure_of, unit_word_of, value_type_of};
pub use spread::{IdMap, Spread};
pub use text::{fold, half_width};
pub use validate::{validate_field, validate_record};
pub use value::{Attachment, MoneyField};
pub use value::{
    Bool, Choice, DateField, Duration, FieldType, Instant, Json, Line, Link, Links, MonthField, Number, Object, Prose, Ratio, Rows, Score, SpanField,
    Tags, Url, ValueType,
};
