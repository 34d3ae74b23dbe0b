//! Numbers, money, ratios, dates and sorting as people read them (ux.md 2.5). Pure text work;
//! only the comparison of names asks the browser.
//!
//! One rule for amounts, so that one page writes the same amount in one way:
//! * columns of tables: in full, without a sign, the unit in the head of the column ([`bare`], [`currency_unit`]);
//!   cross tables with narrow columns take one scale for all cells ([`Scale`]);
//! * drawings and figures: short, with 万 / 亿 or K / M / B ([`money_short`]);
//! * sentences, cards and facts: short where nothing is lost by it, else in full ([`money_brief`]).

use std::cell::Cell;
use std::cmp::Ordering;

use crate::lang::{Language, has, t};

/// What stands for an amount that is not to be seen.
const HIDDEN: &str = "***";

thread_local! {
    static AMOUNTS_HIDDEN: Cell<bool> = const { Cell::new(false) };
}

/// Hides every amount that is written from now on, or shows them again; what stands already is not written anew.
pub fn hide_amounts(hidden: bool) {
    AMOUNTS_HIDDEN.set(hidden);
}

/// Whether amounts are hidden.
pub fn amounts_hidden() -> bool {
    AMOUNTS_HIDDEN.get()
}

const WAN: f64 = 1e4;
const YI: f64 = 1e8;

/// What stands for a missing value: neither 0 nor a blank.
pub fn missing() -> &'static str {
    "--"
}

fn rounded(value: f64, places: usize) -> f64 {
    let scale = 10f64.powi(i32::try_from(places).unwrap_or(6));
    (value * scale).round() / scale
}

/// Digits with groups of three and exactly `places` decimals, without a sign.
fn grouped(value: f64, places: usize) -> String {
    let plain = format!("{:.*}", places, rounded(value.abs(), places));
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = String::with_capacity(plain.len() + plain.len() / 3 + 1);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

fn trimmed(text: String) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn sign(value: f64, places: usize) -> &'static str {
    if rounded(value, places) < 0.0 { "-" } else { "" }
}

/// The sign before a symbol of currency, from which no line break parts it.
fn sign_of_amount(value: f64, places: usize) -> &'static str {
    if rounded(value, places) < 0.0 { "-\u{2060}" } else { "" }
}

/// A number with thousands separators and at most `max_places` decimals.
pub fn number(value: f64, max_places: usize, _language: Language) -> String {
    if !value.is_finite() {
        return missing().to_owned();
    }
    format!("{}{}", sign(value, max_places), trimmed(grouped(value, max_places)))
}

fn symbol(currency: &str, language: Language) -> String {
    let chinese = language == Language::Chinese;
    match currency {
        "CNY" | "" => "¥".to_owned(),
        "USD" => if chinese { "US$" } else { "$" }.to_owned(),
        "EUR" => "€".to_owned(),
        "GBP" => "£".to_owned(),
        "HKD" => "HK$".to_owned(),
        "TWD" => "NT$".to_owned(),
        // The sign alone is the yuan in both languages.
        "JPY" => "JP¥".to_owned(),
        other => format!("{other}\u{a0}"),
    }
}

/// An amount in major units (yuan), exact to the last minor unit; a whole amount is read faster without its cents.
pub fn money(major: f64, currency: &str, language: Language) -> String {
    if !major.is_finite() {
        return missing().to_owned();
    }
    if amounts_hidden() {
        return HIDDEN.to_owned();
    }
    let places = if currency == "JPY" || rounded(major, 2) == rounded(major, 0) { 0 } else { 2 };
    format!("{}{}{}", sign_of_amount(major, places), symbol(currency, language), grouped(major, places))
}

/// The number and unit of a shortened value: `(12.35, "万")`. Rounding that fills a unit moves to the next one.
fn shortened(absolute: f64, language: Language) -> (String, &'static str) {
    if language == Language::Chinese {
        if absolute < WAN {
            return (trimmed(grouped(absolute, 2)), "");
        }
        if rounded(absolute / WAN, 2) < WAN {
            return (trimmed(grouped(absolute / WAN, 2)), "\u{a0}万");
        }
        return (grouped(absolute / YI, 2), "\u{a0}亿");
    }
    if absolute < WAN {
        return (trimmed(grouped(absolute, 2)), "");
    }
    for (scale, unit) in [(1e3, "K"), (1e6, "M"), (1e9, "B")] {
        let scaled = absolute / scale;
        let places = if scaled < 10.0 { 2 } else { 1 };
        if rounded(scaled, places) < 1000.0 || unit == "B" {
            return (trimmed(grouped(scaled, places)), unit);
        }
    }
    (grouped(absolute, 0), "")
}

/// A large amount with 万 / 亿 or K / M / B; full below ten thousand.
pub fn money_short(major: f64, currency: &str, language: Language) -> String {
    if !major.is_finite() {
        return missing().to_owned();
    }
    if amounts_hidden() {
        return HIDDEN.to_owned();
    }
    let (digits, unit) = shortened(major.abs(), language);
    format!("{}{}{digits}{unit}", sign_of_amount(major, 2), symbol(currency, language))
}

/// An amount in a sentence or on a card: short where the short form says the same amount, else in full.
pub fn money_brief(major: f64, currency: &str, language: Language) -> String {
    let absolute = major.abs();
    let (scale, places) = match language {
        Language::Chinese if absolute < YI => (WAN, 2),
        Language::Chinese => (YI, 2),
        _ if absolute < 1e6 => (1e3, if absolute < 1e4 { 2 } else { 1 }),
        _ if absolute < 1e9 => (1e6, if absolute < 1e7 { 2 } else { 1 }),
        _ => (1e9, if absolute < 1e10 { 2 } else { 1 }),
    };
    let is_same = (rounded(absolute / scale, places) * scale - absolute).abs() < 0.005;
    if absolute >= WAN && is_same { money_short(major, currency, language) } else { money(major, currency, language) }
}

/// The unit of an amount for the head of a column: 元, CNY.
pub fn currency_unit(currency: &str) -> String {
    let key = format!("ui.format.currency.{currency}");
    if has(&key) { t(&key) } else { currency.to_owned() }
}

/// A written value without its sign of currency or percent, for a column whose head says it.
pub fn bare(text: &str, currency: &str, language: Language) -> String {
    text.replacen(&symbol(currency, language), "", 1).replace('\u{2060}', "").trim_end_matches('%').to_owned()
}

/// Decimals of a written number; none for another text.
fn decimals(text: &str) -> Option<usize> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_number = whole.contains(|letter: char| letter.is_ascii_digit())
        && whole.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ',' | '-' | '+'))
        && fraction.chars().all(|letter| letter.is_ascii_digit());
    is_number.then_some(fraction.len())
}

/// The most decimals of the written numbers of a column.
pub fn places_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> usize {
    texts.into_iter().filter_map(decimals).max().unwrap_or(0)
}

/// A written number with so many decimals, so that those of a column stand below each other; other texts as they are.
pub fn padded(text: &str, places: usize) -> String {
    match decimals(text) {
        Some(known) if known < places => {
            let point = if known == 0 { "." } else { "" };
            format!("{text}{point}{}", "0".repeat(places - known))
        }
        _ => text.to_owned(),
    }
}

/// What all amounts of a table with narrow columns are divided by, so that none is read in another unit than its neighbour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    by: f64,
    /// 万, K, M; empty for whole units.
    name: &'static str,
}

impl Scale {
    /// The scale in which the largest amount is read with few digits.
    pub fn of(largest: f64, language: Language) -> Self {
        let (by, name) = match language {
            _ if largest.abs() < WAN => (1.0, ""),
            Language::Chinese => (WAN, "万"),
            _ if largest.abs() < 1e6 => (1e3, "K"),
            _ => (1e6, "M"),
        };
        Self { by, name }
    }

    /// An amount on this scale.
    pub fn text(self, value: f64, language: Language) -> String {
        number(value / self.by, 2, language)
    }

    /// The unit for the head: 万元, CNY K.
    pub fn unit(self, currency: &str, language: Language) -> String {
        let unit = currency_unit(currency);
        match language {
            Language::Chinese => format!("{}{unit}", self.name),
            _ => format!("{unit} {}", self.name).trim_end().to_owned(),
        }
    }
}

/// A large number with 万 / 亿 or K / M / B; full below ten thousand.
pub fn number_short(value: f64, language: Language) -> String {
    if !value.is_finite() {
        return missing().to_owned();
    }
    let (digits, unit) = shortened(value.abs(), language);
    format!("{}{digits}{unit}", sign(value, 2))
}

/// A ratio as a percentage with at most `places` decimals: 0.123 → `12.3%`.
pub fn ratio(value: f64, places: usize, language: Language) -> String {
    if !value.is_finite() {
        return missing().to_owned();
    }
    format!("{}%", number(value * 100.0, places, language))
}

/// A ratio as people read it: one decimal, below ten percent two, so that 5.95 % of a market is not taken for 6 %.
pub fn rate(value: f64, language: Language) -> String {
    ratio(value, if value.abs() < 0.1 { 2 } else { 1 }, language)
}

/// A change of a ratio in percentage points: 0.021 → `+2.1 个百分点`, `+2.1 pp`.
pub fn points(change: f64, places: usize, language: Language) -> String {
    if !change.is_finite() {
        return missing().to_owned();
    }
    let plus = if rounded(change * 100.0, places) > 0.0 { "+" } else { "" };
    let unit = if language == Language::Chinese { "个百分点" } else { "pp" };
    format!("{plus}{} {unit}", number(change * 100.0, places, language))
}

/// Year, month and day of `2026-11-21…`; `None` if the text is something else.
fn parts(iso: &str) -> Option<(u32, usize, u32)> {
    let mut pieces = iso.get(..10)?.split('-');
    let (year, month, day) = (pieces.next()?.parse().ok()?, pieces.next()?.parse().ok()?, pieces.next()?.parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((year, month, day))
}

const MONTHS: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// A month of every year (1–12): `3 月`, `March`.
pub fn month_name(month: usize, language: Language) -> String {
    match (language, month.checked_sub(1).and_then(|index| MONTHS.get(index))) {
        (Language::Chinese, _) | (_, None) => format!("{month} 月"),
        (_, Some(name)) => (*name).to_owned(),
    }
}

/// A date for tables: `2026-11-21`, `21 Nov 2026`. An unreadable date is shown as it is, an empty one as missing.
pub fn date(iso: &str, language: Language) -> String {
    match (parts(iso), language) {
        (None, _) => or_missing(iso),
        (Some((year, month, day)), Language::Chinese) => format!("{year:04}-{month:02}-{day:02}"),
        (Some((year, month, day)), _) => format!("{day} {} {year}", &MONTHS[month - 1][..3]),
    }
}

/// A date in running text: `2026年11月21日`, `21 November 2026`.
pub fn date_long(iso: &str, language: Language) -> String {
    match (parts(iso), language) {
        (None, _) => or_missing(iso),
        (Some((year, month, day)), Language::Chinese) => format!("{year}年{month}月{day}日"),
        (Some((year, month, day)), _) => format!("{day} {} {year}", MONTHS[month - 1]),
    }
}

/// A month (`2026-11`): `2026年11月`, `Nov 2026`.
pub fn month(iso: &str, language: Language) -> String {
    match (parts(&format!("{}-01", iso.get(..7).unwrap_or(iso))), language) {
        (None, _) => or_missing(iso),
        (Some((year, month, _)), Language::Chinese) => format!("{year}年{month}月"),
        (Some((year, month, _)), _) => format!("{} {year}", &MONTHS[month - 1][..3]),
    }
}

/// A range of dates: `2026-01-01 ～ 2026-03-31`, `1 Jan 2026 – 31 Mar 2026` (a common year is said once).
pub fn date_range(from: &str, to: &str, language: Language) -> String {
    match (parts(from), parts(to), language) {
        (Some((first, month, day)), Some((second, ..)), Language::English | Language::Pseudo) if first == second => {
            format!("{day} {} – {}", &MONTHS[month - 1][..3], date(to, language))
        }
        (_, _, Language::Chinese) => format!("{} ～ {}", date(from, language), date(to, language)),
        _ => format!("{} – {}", date(from, language), date(to, language)),
    }
}

fn or_missing(text: &str) -> String {
    if text.trim().is_empty() { missing().to_owned() } else { text.to_owned() }
}

/// Whether a text begins like `2026-06-28 10:00`.
fn is_moment(text: &str) -> bool {
    let shape = |(index, byte): (usize, u8)| match index {
        4 | 7 => byte == b'-',
        10 => byte == b'T' || byte == b' ',
        13 => byte == b':',
        _ => byte.is_ascii_digit(),
    };
    text.len() >= 16 && text.bytes().take(16).enumerate().all(shape)
}

/// The point in time, in UTC as it is stored, of a local date and time such as `2026-06-28 10:00`.
pub fn instant_of(text: &str) -> Option<String> {
    let text = text.trim().replacen(' ', "T", 1);
    if !is_moment(&text) {
        return None;
    }
    #[cfg(target_arch = "wasm32")]
    {
        let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_str(&text));
        let iso = (!date.get_time().is_nan()).then(|| date.to_iso_string().as_string()).flatten()?;
        Some(format!("{}Z", iso.get(..19)?))
    }
    #[cfg(not(target_arch = "wasm32"))]
    Some(format!("{}:00Z", text.get(..16)?))
}

/// A stored point in time for reading: `2026-11-21 10:05`, `21 Nov 2026 10:05`, local; the text itself when it is none.
pub fn moment(iso: &str, language: Language) -> String {
    let text = instant(iso);
    match text.split_once(' ') {
        Some((day, time)) => format!("{} {time}", date(day, language)),
        None => text,
    }
}

/// A stored point in time as local date and time, as it is typed and read back; the text itself when it is none.
pub fn instant(iso: &str) -> String {
    if !is_moment(iso) {
        return iso.to_owned();
    }
    #[cfg(target_arch = "wasm32")]
    {
        let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_str(iso));
        if date.get_time().is_nan() {
            return iso.to_owned();
        }
        let (month, day, hour, minute) = (date.get_month() + 1, date.get_date(), date.get_hours(), date.get_minutes());
        format!("{}-{month:02}-{day:02} {hour:02}:{minute:02}", date.get_full_year())
    }
    #[cfg(not(target_arch = "wasm32"))]
    iso.get(..16).unwrap_or(iso).replacen('T', " ", 1)
}

/// Compares names as the language sorts them (pinyin in Chinese).
#[cfg(target_arch = "wasm32")]
pub fn compare_text(left: &str, right: &str, language: Language) -> Ordering {
    use std::cell::RefCell;

    use wasm_bindgen::JsValue;

    thread_local! {
        // Making a collator is slow; sorting asks thousands of times.
        static COLLATOR: RefCell<Option<(Language, js_sys::Function)>> = const { RefCell::new(None) };
    }
    let compare = COLLATOR.with_borrow_mut(|slot| match slot {
        Some((cached, compare)) if *cached == language => compare.clone(),
        _ => {
            let options = js_sys::Object::new();
            let _ = js_sys::Reflect::set(&options, &JsValue::from_str("numeric"), &JsValue::TRUE);
            let locales = js_sys::Array::of1(&JsValue::from_str(language.html_lang()));
            let compare = js_sys::Intl::Collator::new(&locales, &options).compare();
            *slot = Some((language, compare.clone()));
            compare
        }
    });
    let result = compare.call2(&JsValue::UNDEFINED, &JsValue::from_str(left), &JsValue::from_str(right));
    result.ok().and_then(|value| value.as_f64()).and_then(|value| value.partial_cmp(&0.0)).unwrap_or_else(|| left.cmp(right))
}

/// Compares names; outside the browser by code points.
#[cfg(not(target_arch = "wasm32"))]
pub fn compare_text(left: &str, right: &str, _language: Language) -> Ordering {
    left.cmp(right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{Chinese, English};

    fn check(actual: String, expected: &str) {
        assert_eq!(actual, expected);
    }

    #[test]
    fn numbers_of_a_column_have_as_many_decimals() {
        assert_eq!(places_of(["12", "3.5", "-1,200.25", "--", "一号店 2.375"]), 2);
        assert_eq!([padded("12", 2), padded("3.5", 2), padded("-1,200.25", 2), padded("--", 2)], ["12.00", "3.50", "-1,200.25", "--"]);
        assert_eq!([padded("12", 0), padded("12.5%", 2), padded("", 1), padded("1.2.3", 4)], ["12", "12.5%", "", "1.2.3"]);
    }

    #[test]
    fn a_moment_reads_in_the_language_and_stays_as_it_is_when_it_is_none() {
        assert_eq!(moment("2026-11-21T10:05:00Z", Language::Chinese), "2026-11-21 10:05");
        assert_eq!(moment("2026-11-21T10:05:00Z", Language::English), "21 Nov 2026 10:05");
        assert_eq!(moment("soon", Language::English), "soon");
    }

    #[test]
    fn numbers_are_grouped_and_trimmed() {
        check(number(1_234_567.0, 0, Chinese), "1,234,567");
        check(number(1234.5, 2, English), "1,234.5");
        check(number(-1234.0, 2, Chinese), "-1,234");
        check(number(-0.001, 2, Chinese), "0");
        check(number(100.0, 2, Chinese), "100");
        check(number(0.125, 2, Chinese), "0.13");
        check(number(f64::NAN, 2, Chinese), "--");
        check(ratio(0.123, 1, Chinese), "12.3%");
        check(ratio(0.3, 2, English), "30%");
        check(rate(0.4349, Chinese), "43.5%");
        check(rate(0.0595, Chinese), "5.95%");
        check(rate(-0.05, English), "-5%");
        check(points(0.021, 1, Chinese), "+2.1 个百分点");
        check(points(-0.021, 1, English), "-2.1 pp");
    }

    #[test]
    fn money_is_exact_or_short() {
        check(money(1234.0, "CNY", Chinese), "¥1,234");
        check(money(1234.05, "CNY", Chinese), "¥1,234.05");
        check(money(-1234.5, "CNY", English), "-\u{2060}¥1,234.50");
        check(money(1234.0, "CHF", English), "CHF\u{a0}1,234");
        check(money_short(9999.0, "CNY", Chinese), "¥9,999");
        check(money_short(10_000.0, "CNY", Chinese), "¥1\u{a0}万");
        check(money_short(12_346_000.0, "CNY", Chinese), "¥1,234.6\u{a0}万");
        check(money_short(123_456_789.0, "CNY", Chinese), "¥1.23\u{a0}亿");
        check(money_short(99_999_999.9, "CNY", Chinese), "¥1.00\u{a0}亿");
        check(money_short(-25_000.0, "CNY", Chinese), "-\u{2060}¥2.5\u{a0}万");
        check(money_short(9_999.0, "CNY", English), "¥9,999");
        check(money_short(12_346_000.0, "CNY", English), "¥12.3M");
        check(money_short(1_234_567_890.0, "CNY", English), "¥1.23B");
        check(money_short(999_990.0, "CNY", English), "¥1M");
        check(number_short(36_000.0, Chinese), "3.6\u{a0}万");
        check(number_short(36_000.0, English), "36K");
    }

    #[test]
    fn an_amount_is_short_only_where_nothing_is_lost() {
        check(money_brief(23_800_000.0, "CNY", Chinese), "¥2,380\u{a0}万");
        check(money_brief(120_000.0, "CNY", Chinese), "¥12\u{a0}万");
        check(money_brief(1_234_567.0, "CNY", Chinese), "¥1,234,567");
        check(money_brief(250_000_000.0, "CNY", Chinese), "¥2.50\u{a0}亿");
        check(money_brief(9_000.5, "CNY", Chinese), "¥9,000.50");
        check(money_brief(-60_000.0, "CNY", Chinese), "-\u{2060}¥6\u{a0}万");
        check(money_brief(120_000.0, "CNY", English), "¥120K");
        check(money_brief(12_346_000.0, "CNY", English), "¥12,346,000");
        check(money_brief(1_250_000.0, "CNY", English), "¥1.25M");
    }

    #[test]
    fn a_column_says_its_unit_once() {
        check(bare("-\u{2060}¥120,000", "CNY", Chinese), "-120,000");
        check(bare("$1,234.50", "USD", English), "1,234.50");
        check(bare("12.5%", "CNY", Chinese), "12.5");
        let scale = Scale::of(2_371_700.0, Chinese);
        check(scale.text(2_371_700.0, Chinese), "237.17");
        check(scale.text(6_000.0, Chinese), "0.6");
        assert_eq!(scale.name, "万");
        check(Scale::of(9_000.0, Chinese).text(9_000.0, Chinese), "9,000");
        check(Scale::of(2_371_700.0, English).text(6_000.0, English), "0.01");
    }

    #[test]
    fn amounts_can_be_hidden() {
        hide_amounts(true);
        check(money(1234.0, "CNY", Chinese), "***");
        check(money_short(12_346_000.0, "CNY", English), "***");
        hide_amounts(false);
        check(money(1234.0, "CNY", Chinese), "¥1,234");
    }

    #[test]
    fn dates_follow_the_language() {
        check(date("2026-11-21", Chinese), "2026-11-21");
        check(date("2026-11-21T08:00:00Z", English), "21 Nov 2026");
        check(date_long("2026-01-05", Chinese), "2026年1月5日");
        check(date_long("2026-01-05", English), "5 January 2026");
        check(month("2026-11", Chinese), "2026年11月");
        check(month("2026-11", English), "Nov 2026");
        check(date("", Chinese), "--");
        check(date("soon", English), "soon");
        check(date_range("2026-01-01", "2026-03-31", Chinese), "2026-01-01 ～ 2026-03-31");
        check(month_name(1, Chinese), "1 月");
        check(month_name(12, English), "December");
        check(date_range("2026-01-01", "2026-03-31", English), "1 Jan – 31 Mar 2026");
    }

    #[test]
    fn text_is_compared() {
        assert_eq!(compare_text("a", "b", English), Ordering::Less);
        assert_eq!(missing(), "--");
    }
}
