//! Reading content from JSON. Derived readers are built anew for every type and parser, some hundred kilobytes in all;
//! here the text is parsed once, into plain JSON, and each type takes its members from that.

use std::collections::BTreeMap;

use model::Key;
#[doc(hidden)]
pub use serde;
#[doc(hidden)]
pub use serde_json::Value as Json;

use crate::expression::{Condition, Expression};

/// What can be read from JSON.
pub trait Read: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// Says what is wrong.
    fn read(json: Json) -> Result<Self, String>;
}

/// The members of an object, each taken once.
#[derive(Debug)]
pub struct Members(serde_json::Map<String, Json>);

impl Members {
    /// Those of an object.
    ///
    /// # Errors
    /// Anything else is refused.
    pub fn of(json: Json) -> Result<Self, String> {
        match json {
            Json::Object(map) => Ok(Self(map)),
            other => Err(wrong(&other, "an object")),
        }
    }

    /// A member that must be there.
    ///
    /// # Errors
    /// It is missing, or cannot be read.
    pub fn one<T: Read>(&mut self, name: &str) -> Result<T, String> {
        T::read(self.needed(name)?).map_err(|fault| within(name, &fault))
    }

    /// A member that may be missing.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn other<T: Read + Default>(&mut self, name: &str) -> Result<T, String> {
        match self.0.remove(name) {
            Some(json) => T::read(json).map_err(|fault| within(name, &fault)),
            None => Ok(T::default()),
        }
    }

    fn needed(&mut self, name: &str) -> Result<Json, String> {
        self.0.remove(name).ok_or_else(|| format!("missing field {name}"))
    }

    /// The name of the first member, the only one there should be.
    ///
    /// # Errors
    /// There is none.
    pub fn only(&self) -> Result<String, String> {
        self.0.keys().next().cloned().ok_or_else(|| "an empty object".to_owned())
    }

    /// Nothing else may be there.
    ///
    /// # Errors
    /// Names what is.
    pub fn end(self) -> Result<(), String> {
        match self.0.keys().next() {
            Some(name) => Err(format!("unknown field {name}")),
            None => Ok(()),
        }
    }
}

fn within(name: &str, fault: &str) -> String {
    format!("{name}: {fault}")
}

fn wrong(json: &Json, expected: &str) -> String {
    format!("{json} is not {expected}")
}

impl Read for Json {
    fn read(json: Json) -> Result<Self, String> {
        Ok(json)
    }
}

impl Read for String {
    fn read(json: Json) -> Result<Self, String> {
        match json {
            Json::String(text) => Ok(text),
            other => Err(wrong(&other, "a text")),
        }
    }
}

impl Read for Key {
    fn read(json: Json) -> Result<Self, String> {
        String::read(json).map(|text| Self::new(&text))
    }
}

impl Read for bool {
    fn read(json: Json) -> Result<Self, String> {
        json.as_bool().ok_or_else(|| wrong(&json, "true or false"))
    }
}

impl Read for u32 {
    fn read(json: Json) -> Result<Self, String> {
        json.as_u64().and_then(|number| number.try_into().ok()).ok_or_else(|| wrong(&json, "a count"))
    }
}

impl Read for u8 {
    fn read(json: Json) -> Result<Self, String> {
        let count = u32::read(json)?;
        count.try_into().map_err(|_| format!("{count} is above 255"))
    }
}

impl Read for f64 {
    fn read(json: Json) -> Result<Self, String> {
        json.as_f64().ok_or_else(|| wrong(&json, "a number"))
    }
}

impl Read for usize {
    fn read(json: Json) -> Result<Self, String> {
        u32::read(json).map(|number| number as Self)
    }
}

impl Read for Expression {
    fn read(json: Json) -> Result<Self, String> {
        Self::try_from(String::read(json)?)
    }
}

impl Read for Condition {
    fn read(json: Json) -> Result<Self, String> {
        Self::try_from(String::read(json)?)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: Json) -> Result<Self, String> {
        if json.is_null() { Ok(None) } else { T::read(json).map(Some) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: Json) -> Result<Self, String> {
        let Json::Array(items) = json else { return Err(wrong(&json, "a list")) };
        let mut all = Self::with_capacity(items.len());
        for item in items {
            all.push(T::read(item)?);
        }
        Ok(all)
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read(json: Json) -> Result<Self, String> {
        let mut all = Self::new();
        for (name, json) in Members::of(json)?.0 {
            let value = T::read(json).map_err(|fault| within(&name, &fault))?;
            all.insert(name, value);
        }
        Ok(all)
    }
}

/// Makes a struct readable from an object: `one` for members that must be there, `other` for members that may be
/// missing, `as "name"` where the member is called otherwise.
#[macro_export]
macro_rules! readable {
    ($type:ident { $($field:ident: $how:ident $(as $name:literal)?),* $(,)? }) => {
        impl $crate::read::Read for $type {
            fn read(json: $crate::read::Json) -> Result<Self, String> {
                let mut members = $crate::read::Members::of(json)?;
                let read = Self { $($field: members.$how($crate::readable!(@name $field $($name)?))?),* };
                members.end()?;
                Ok(read)
            }
        }
        $crate::readable!($type);
    };
    ($type:ident from $plain:ident) => {
        impl $crate::read::Read for $type {
            fn read(json: $crate::read::Json) -> Result<Self, String> {
                Self::try_from(<$plain as $crate::read::Read>::read(json)?)
            }
        }
        $crate::readable!($type);
    };
    ($type:ident) => {
        impl<'de> $crate::read::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::read::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = <$crate::read::Json as $crate::read::serde::Deserialize>::deserialize(deserializer)?;
                <Self as $crate::read::Read>::read(json).map_err($crate::read::serde::de::Error::custom)
            }
        }
    };
    (@name $field:ident) => {
        stringify!($field)
    };
    (@name $field:ident $name:literal) => {
        $name
    };
}
pub use readable;

#[cfg(test)]
mod tests {
    #[derive(Debug, PartialEq)]
    struct Sample {
        id: String,
        lines: Vec<u32>,
        note: Option<String>,
    }
    readable!(Sample { id: one, lines: other as "rows", note: other });

    fn check(json: &str, expected: Result<(&str, &[u32], Option<&str>), &str>) {
        let read = serde_json::from_str::<Sample>(json);
        match expected {
            Ok((id, lines, note)) => {
                let sample = Sample { id: id.to_owned(), lines: lines.to_vec(), note: note.map(str::to_owned) };
                assert_eq!(read.map_err(|fault| fault.to_string()), Ok(sample), "{json}");
            }
            Err(part) => assert!(read.is_err_and(|fault| fault.to_string().contains(part)), "{json}"),
        }
    }

    #[test]
    fn members_are_read_and_others_refused() {
        check(r#"{"id": "a"}"#, Ok(("a", &[], None)));
        check(r#"{"id": "a", "rows": [1, 2], "note": null}"#, Ok(("a", &[1, 2], None)));
        check(r#"{"note": "n", "id": "a"}"#, Ok(("a", &[], Some("n"))));
        check(r#"{"rows": []}"#, Err("missing field id"));
        check(r#"{"id": "a", "row": []}"#, Err("unknown field row"));
        check(r#"{"id": "a", "rows": [1, "2"]}"#, Err("rows"));
        check(r#"{"id": 1}"#, Err("id"));
        check("[]", Err("object"));
    }
}
