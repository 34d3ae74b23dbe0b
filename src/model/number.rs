//! Exact numbers: decimals with six places, money in minor units, liberal input, fair splits
//! (decisions.md 9; liberal input: design/ux.md 2.5).

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use thiserror::Error;

use crate::order::Order;
use crate::text::half_width;
use crate::value::ValueType;

const SCALE: i64 = 1_000_000;
/// Largest magnitude accepted: four trillion.
const LIMIT: i64 = 4_000_000_000_000 * SCALE;
/// Up to here a JSON number carries six places without loss; above, three places are kept.
const SIX_PLACES_LIMIT: i64 = 8_500_000_000 * SCALE;

/// Why a typed number was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NumberError {
    /// Nothing was typed.
    #[error("no number")]
    Empty,
    /// There is text that is not part of a number.
    #[error("not a number")]
    NotANumber,
    /// Larger than can be kept exactly.
    #[error("number too large")]
    TooLarge,
}

impl NumberError {
    /// Stable code, also the key of the message, whose example fits what the field takes: a number, an amount or a share.
    pub fn code(self, value: ValueType) -> &'static str {
        match (self, value) {
            (Self::Empty, _) => "number.empty",
            (Self::NotANumber, ValueType::Money) => "number.not_an_amount",
            (Self::NotANumber, ValueType::Ratio) => "number.not_a_share",
            (Self::NotANumber, ValueType::Score | ValueType::Duration) => "number.not_whole",
            (Self::NotANumber, _) => "number.not_a_number",
            (Self::TooLarge, _) => "number.too_large",
        }
    }
}

/// A number with exactly six places after the point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i64);

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self(0);
    /// One, also 100 %.
    pub const ONE: Self = Self(SCALE);

    /// From a whole number.
    pub fn from_int(whole: i64) -> Self {
        Self(whole.saturating_mul(SCALE))
    }

    /// From millionths.
    pub fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// The number in millionths.
    pub fn millionths(self) -> i64 {
        self.0
    }

    /// Nearest decimal, half away from zero; `None` when it is not finite or too large.
    pub fn from_f64(number: f64) -> Option<Self> {
        // Whole and part apart: the product with a million would lose the last place.
        let whole = number.trunc();
        (number.is_finite() && whole.abs() < (LIMIT / SCALE) as f64)
            .then(|| Self(whole as i64 * SCALE + ((number - whole) * SCALE as f64).round() as i64).kept())
    }

    /// Rounded to the places that survive storage at this magnitude.
    fn kept(self) -> Self {
        if self.0.abs() > SIX_PLACES_LIMIT { self.rounded(3) } else { self }
    }

    /// As floating point, for drawing and ratios.
    pub fn to_f64(self) -> f64 {
        (self.0 / SCALE) as f64 + (self.0 % SCALE) as f64 / SCALE as f64
    }

    /// Product, rounded half away from zero.
    pub fn times(self, other: Self) -> Self {
        Self(divide_rounded(i128::from(self.0) * i128::from(other.0), i128::from(SCALE)))
    }

    /// Quotient, rounded half away from zero; `None` when dividing by zero.
    pub fn over(self, other: Self) -> Option<Self> {
        (other.0 != 0).then(|| Self(divide_rounded(i128::from(self.0) * i128::from(SCALE), i128::from(other.0))))
    }

    /// Magnitude.
    pub fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// Rounded to so many places (0–6), half away from zero.
    pub fn rounded(self, places: u32) -> Self {
        let step = 10_i64.pow(6 - places.min(6));
        Self(divide_rounded(i128::from(self.0), i128::from(step)).saturating_mul(step))
    }
}

fn divide_rounded(dividend: i128, divisor: i128) -> i64 {
    let (dividend, divisor) = if divisor < 0 { (-dividend, -divisor) } else { (dividend, divisor) };
    let rounded = if dividend >= 0 { (dividend + divisor / 2) / divisor } else { (dividend - divisor / 2) / divisor };
    rounded.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
}

impl fmt::Display for Decimal {
    /// Plain digits, no grouping, no needless zeros: `39.6`, `-0.00737`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        let (whole, part) = (magnitude / SCALE as u64, magnitude % SCALE as u64);
        if part == 0 {
            return write!(out, "{sign}{whole}");
        }
        let digits = format!("{part:06}");
        write!(out, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

impl Add for Decimal {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Decimal {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Decimal {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Decimal {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, Add::add)
    }
}

/// An amount in minor units (fen, cents) of the workspace's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(pub i64);

impl Money {
    /// From major units (yuan), rounded half away from zero to the minor unit.
    pub fn from_major(major: Decimal) -> Self {
        Self(divide_rounded(i128::from(major.millionths()), i128::from(SCALE / 100)))
    }

    /// In major units (yuan).
    pub fn major(self) -> Decimal {
        Decimal::from_millionths(self.0.saturating_mul(SCALE / 100))
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), Add::add)
    }
}

/// Reads what people type: `1,200`, `１２０`, `120万`, `1.2亿`, `¥3.5m`, `12.5%`, `7.37‰`, `(300)`.
/// A percent sign divides by 100, so `12.5%` is 0.125.
///
/// # Errors
/// [`NumberError`] when nothing, or something that is not a number, was typed.
pub fn parse_number(typed: &str) -> Result<Decimal, NumberError> {
    let mut text: String = half_width(typed).chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '_' | '\'' | '\u{2060}')).collect();
    text = text.replace('−', "-").to_lowercase();
    for sign in ["cn¥", "¥", "￥", "$", "€", "cny", "rmb", "元"] {
        text = text.replace(sign, "");
    }
    if text.is_empty() {
        return Err(NumberError::Empty);
    }
    if let Some(inside) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        text = format!("-{inside}");
    }
    let factors: [(&str, i64, i64); 12] = [
        ("万亿", 1_000_000_000_000, 1),
        ("百万", 1_000_000, 1),
        ("千万", 10_000_000, 1),
        ("亿", 100_000_000, 1),
        ("万", 10_000, 1),
        ("千", 1_000, 1),
        ("%", 1, 100),
        ("‰", 1, 1_000),
        ("bn", 1_000_000_000, 1),
        ("b", 1_000_000_000, 1),
        ("m", 1_000_000, 1),
        ("k", 1_000, 1),
    ];
    let (mut numerator, mut denominator) = (1_i64, 1_i64);
    for (suffix, times, per) in factors {
        if let Some(rest) = text.strip_suffix(suffix) {
            (numerator, denominator) = (times, per);
            text = rest.to_owned();
            break;
        }
    }
    let exact = parse_plain(&text)?;
    let scaled = exact.checked_mul(i128::from(numerator)).ok_or(NumberError::TooLarge)?;
    let millionths = divide_rounded(scaled, i128::from(denominator) * 1_000_000);
    if millionths.abs() >= LIMIT { Err(NumberError::TooLarge) } else { Ok(Decimal::from_millionths(millionths).kept()) }
}

/// A plain number, with or without exponent. Read by the parser of JSON, which is there anyway: the tables of the
/// standard library's own parser are ten kilobytes that cannot be compressed.
pub fn parse_float(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.starts_with(|first: char| first.is_ascii_digit() || first == '.') || !digits.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    let zero = if digits.starts_with(|first: char| first.is_ascii_digit()) { "" } else { "0" };
    let end = if digits.ends_with('.') { "0" } else { "" };
    serde_json::from_slice::<serde_json::Value>(format!("{sign}{zero}{digits}{end}").as_bytes()).ok()?.as_f64()
}

/// Plain decimal digits as an integer of 10⁻¹².
fn parse_plain(text: &str) -> Result<i128, NumberError> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if (whole.is_empty() && part.is_empty()) || !whole.chars().chain(part.chars()).all(|c| c.is_ascii_digit()) {
        return Err(NumberError::NotANumber);
    }
    if whole.len() > 18 {
        return Err(NumberError::TooLarge);
    }
    let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| NumberError::NotANumber)? };
    let padded: String = part.chars().chain(std::iter::repeat('0')).take(12).collect();
    let part: i128 = padded.parse().map_err(|_| NumberError::NotANumber)?;
    let magnitude = whole * 1_000_000_000_000 + part;
    Ok(if negative { -magnitude } else { magnitude })
}

/// Splits a total by weights so that the parts sum to the total exactly (largest remainder; a tie
/// goes to the earlier part). All weights zero: equal parts.
pub fn split_by_weight(total: i64, weights: &[f64]) -> Vec<i64> {
    if weights.is_empty() {
        return Vec::new();
    }
    let clean: Vec<f64> = weights.iter().map(|w| if w.is_finite() && *w > 0.0 { *w } else { 0.0 }).collect();
    let sum: f64 = clean.iter().sum();
    let share = |index: usize| if sum > 0.0 { clean[index] / sum } else { 1.0 / clean.len() as f64 };
    let exact: Vec<f64> = (0..clean.len()).map(|index| total as f64 * share(index)).collect();
    let mut parts: Vec<i64> = exact.iter().map(|part| part.floor() as i64).collect();
    let mut rest = total - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.order_by(|a, b| (exact[*b] - exact[*b].floor()).total_cmp(&(exact[*a] - exact[*a].floor())).then(a.cmp(b)));
    let step = rest.signum();
    for index in order.into_iter().cycle() {
        if rest == 0 {
            break;
        }
        parts[index] += step;
        rest -= step;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(typed: &str, expected: &str) {
        assert_eq!(parse_number(typed).map(|n| n.to_string()).as_deref(), Ok(expected), "{typed}");
    }

    #[test]
    fn liberal_input() {
        check("1,200,000", "1200000");
        check("１２０", "120");
        check("120万", "1200000");
        check("1.2亿", "120000000");
        check("¥ 3.5", "3.5");
        check("60.0M", "60000000");
        check("12.5%", "0.125");
        check("7.37‰", "0.00737");
        check("(300)", "-300");
        check("-0.5", "-0.5");
        check("9 000", "9000");
        check("120亿", "12000000000");
    }

    #[test]
    fn refuses_what_is_no_number() {
        for typed in ["abc", "1.2.3", "--4", "12 apples", "."] {
            assert_eq!(parse_number(typed), Err(NumberError::NotANumber), "{typed}");
        }
        assert_eq!(parse_number("  "), Err(NumberError::Empty));
        assert_eq!(parse_number("99999999999999999999"), Err(NumberError::TooLarge));
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        assert_eq!(Decimal::from_millionths(2_500_000).rounded(0), Decimal::from_int(3));
        assert_eq!(Decimal::from_millionths(-2_500_000).rounded(0), Decimal::from_int(-3));
        assert_eq!(Money::from_major(Decimal::from_millionths(1_005_000)), Money(101));
    }

    proptest! {
        #[test]
        fn a_decimal_survives_text_and_floating_point(millionths in prop_oneof![-LIMIT + 1..LIMIT, -9_000_000_000_i64..9_000_000_000]) {
            let number = Decimal::from_millionths(millionths).kept();
            prop_assert_eq!(parse_number(&number.to_string()), Ok(number));
            prop_assert_eq!(Decimal::from_f64(number.to_f64()), Some(number));
        }

        #[test]
        fn parts_sum_to_the_total(total in -1_000_000_000_i64..1_000_000_000, weights in prop::collection::vec(0.0_f64..1_000.0, 1..30)) {
            let parts = split_by_weight(total, &weights);
            prop_assert_eq!(parts.len(), weights.len());
            prop_assert_eq!(parts.iter().sum::<i64>(), total);
        }
    }

    #[test]
    fn floats_are_read_as_by_the_standard_library() {
        for text in ["0", "007", "12.5", ".5", "12.", "-3", "+3", "-0.25", "1e3", "0.1", "123456789.123456789", "", ".", "-", "x", "1x", "1 2"] {
            assert_eq!(parse_float(text), text.parse().ok(), "{text}");
        }
    }
}
