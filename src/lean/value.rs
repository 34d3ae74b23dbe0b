//! Values of attributes, classes, styles and properties.

use std::borrow::Cow;

use crate::El;
use crate::element::Kind;
use crate::follow::Following;
use crate::signals::{Memo, RwSignal, Signal};

/// A value as the page takes it.
#[derive(Clone, PartialEq, Debug)]
pub enum Plain {
    /// Not set.
    Absent,
    /// Set or not set, without text.
    Flag(bool),
    /// A text.
    Text(Cow<'static, str>),
}

/// A value that stays or one that follows what it reads.
pub enum Value {
    /// Set once.
    Fixed(Plain),
    /// Set again whenever something it reads changes.
    Following(Box<dyn FnMut() -> Plain + Send>),
}

/// What can be written to the page.
pub trait IntoPlain {
    /// The conversion.
    fn into_plain(self) -> Plain;
}

/// What can stand behind the `=` of an attribute.
pub trait IntoValue: Sized {
    /// The conversion.
    fn into_value(self) -> Value;

    /// Sets the value at an element.
    #[doc(hidden)]
    fn put(self, element: El, kind: Kind, name: &'static str) -> El {
        element.put(kind, name, self.into_value())
    }
}

impl IntoPlain for &'static str {
    fn into_plain(self) -> Plain {
        Plain::Text(Cow::Borrowed(self))
    }
}

impl IntoPlain for String {
    fn into_plain(self) -> Plain {
        Plain::Text(Cow::Owned(self))
    }
}

impl IntoPlain for Cow<'static, str> {
    fn into_plain(self) -> Plain {
        Plain::Text(self)
    }
}

impl IntoPlain for bool {
    fn into_plain(self) -> Plain {
        Plain::Flag(self)
    }
}

impl<T: IntoPlain> IntoPlain for Option<T> {
    fn into_plain(self) -> Plain {
        self.map_or(Plain::Absent, T::into_plain)
    }
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Value::Fixed(self.into_plain())
    }

    fn put(self, element: El, kind: Kind, name: &'static str) -> El {
        element.put_text(kind, name, self)
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::Fixed(Plain::Absent), T::into_value)
    }
}

impl<T: IntoPlain, F: FnMut() -> T + Send + 'static> IntoValue for F {
    fn into_value(mut self) -> Value {
        Value::Following(Box::new(move || self().into_plain()))
    }
}

impl<T: IntoPlain + 'static> IntoValue for Following<T> {
    fn into_value(mut self) -> Value {
        Value::Following(Box::new(move || (self.0)().into_plain()))
    }
}

macro_rules! fixed {
    ($($kind:ty),*) => { $(
        impl IntoValue for $kind {
            fn into_value(self) -> Value {
                Value::Fixed(self.into_plain())
            }
        }
    )* };
}
fixed!(String, Cow<'static, str>, bool);

macro_rules! number {
    ($($kind:ty),*) => { $(
        impl IntoPlain for $kind {
            fn into_plain(self) -> Plain {
                Plain::Text(Cow::Owned(self.to_string()))
            }
        }
        fixed!($kind);
    )* };
}
number!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f32, f64);

macro_rules! signal {
    ($($kind:ident),*) => { $(
        impl<T: IntoPlain + Clone + Send + Sync + 'static> IntoValue for $kind<T> {
            fn into_value(self) -> Value {
                Value::Following(Box::new(move || self.get().into_plain()))
            }
        }
    )* };
}
signal!(Signal, RwSignal, Memo);

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: impl IntoValue, expected: &Plain) {
        let plain = match value.into_value() {
            Value::Fixed(plain) => plain,
            Value::Following(mut run) => run(),
        };
        assert_eq!(&plain, expected);
    }

    #[test]
    fn values_become_what_the_page_takes() {
        let text = Plain::Text(Cow::Borrowed("3"));
        check("3", &text);
        check("3".to_owned(), &text);
        check(3, &text);
        check(Some("3"), &text);
        check(|| "3", &text);
        check(Some(|| Some("3".to_owned())), &text);
        check(None::<String>, &Plain::Absent);
        check(|| None::<String>, &Plain::Absent);
        check(true, &Plain::Flag(true));
        check(|| false, &Plain::Flag(false));
        check(1.5, &Plain::Text(Cow::Borrowed("1.5")));
    }
}
