//! The mark of what was copied from a sample and nobody has edited yet (P02.3, P00.18). A copied record carries one mark. In
//! the form that is the only record of its kind, each value carries its own: somebody's own words stand beside it there.

use crate::{Fields as _, Json, Key, Kind, Record};

/// The field that marks a copied record. A kind need not declare it; every record may carry it.
const MARK: &str = "from_example";

/// The field that marks one value of a form.
fn mark_of(field: &str) -> Key {
    Key::new(&format!("{MARK}.{field}"))
}

/// Whether a field is such a mark and no value of its own.
pub fn is_mark(name: &str) -> bool {
    name == MARK || marked_by(name).is_some()
}

/// The field whose value this one marks; none for other fields and for the mark of a whole record.
pub fn marked_by(name: &str) -> Option<&str> {
    name.strip_prefix(MARK)?.strip_prefix('.')
}

/// Marks what a record holds as copied from a sample.
pub fn mark(record: &mut Record, kind: &Kind) {
    let marks: Vec<Key> =
        if kind.single { record.fields.keys().filter(|name| !is_mark(name)).map(|name| mark_of(name)).collect() } else { vec![Key::new(MARK)] };
    record.fields.extend(marks.into_iter().map(|name| (name, Json::Bool(true))));
}

fn is_set(record: &Record, name: &str) -> bool {
    record.field(name).and_then(Json::as_bool).unwrap_or(false)
}

/// Whether the whole record is a copy that nobody has edited.
pub fn is_wholly(record: &Record) -> bool {
    is_set(record, MARK)
}

/// Whether anything of the record was copied and not edited.
pub fn is_sample(record: &Record) -> bool {
    is_wholly(record) || fields(record).next().is_some()
}

/// The fields of a form whose values were copied and not edited.
pub fn fields(record: &Record) -> impl Iterator<Item = &str> {
    record.fields.keys().filter_map(|name| marked_by(name)).filter(|field| is_set(record, &mark_of(field)))
}

/// Whether the value of this field of a form was copied and not edited.
pub fn is_field(record: &Record, field: &str) -> bool {
    is_set(record, &mark_of(field))
}

/// The marks that no longer hold once this field is edited.
pub fn dropped_by(record: &Record, field: &str) -> Vec<Key> {
    let marks = [is_wholly(record).then(|| Key::new(MARK)), is_field(record, field).then(|| mark_of(field))];
    marks.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    #![allow(unreachable_pub, reason = "a declared kind is public wherever it stands")]
    use super::*;
    use crate::{Id, Line, Stamp, record};

    record! {
        /// A list.
        WORK = "work", title "name";
        NAME: Line = "name";
    }

    mod form {
        use super::*;
        record! {
            /// A form.
            CHARTER = "charter", title "vision", single true;
            VISION: Line = "vision";
            MISSION: Line = "mission";
        }
    }

    /// covers: P00.18, P02.3
    #[test]
    fn a_copy_of_a_list_is_marked_until_anything_of_it_is_edited() {
        let mut copy = Record::new(Id::from_number(1), "work", Stamp::default()).with(NAME, "开业".to_owned());
        assert!(!is_sample(&copy));
        mark(&mut copy, &WORK);
        assert!(is_sample(&copy) && is_wholly(&copy) && !is_field(&copy, "name"));
        for name in dropped_by(&copy, "name") {
            copy.fields.remove(&name);
        }
        assert!(!is_sample(&copy) && NAME.get(&copy).is_some());
    }

    /// covers: P00.18, P02.3
    #[test]
    fn each_value_of_a_form_is_marked_until_it_is_edited() {
        let mut copy =
            Record::new(Id::from_number(1), "charter", Stamp::default()).with(form::VISION, "领先".to_owned()).with(form::MISSION, "安心".to_owned());
        mark(&mut copy, &form::CHARTER);
        mark(&mut copy, &form::CHARTER);
        assert_eq!(fields(&copy).collect::<Vec<_>>(), ["mission", "vision"], "marks are not marked");
        assert!(!is_wholly(&copy) && is_sample(&copy));
        for name in dropped_by(&copy, "vision") {
            copy.fields.remove(&name);
        }
        assert_eq!(fields(&copy).collect::<Vec<_>>(), ["mission"]);
        assert!(!is_field(&copy, "vision") && is_field(&copy, "mission") && is_sample(&copy));
        assert_eq!((marked_by("from_example.vision"), marked_by("from_example"), marked_by("vision")), (Some("vision"), None, None));
        assert!(is_mark("from_example") && is_mark("from_example.vision") && !is_mark("from_examples") && !is_mark("vision"));
    }
}
