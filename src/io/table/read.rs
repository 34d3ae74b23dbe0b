//! What a cell means for a field: liberal in what it takes, exact in what it says about the rest.

use model::{
    Decimal, FieldDef, FieldType, Json, Money, NumberError, Object, Span, SpanField, ValueType, fold, half_width, parse_number, validate_field,
};

use super::dates::{read_date, read_month};
use super::grid::Cell;
use super::list::{split_list, split_texts};
use super::names::Names;
use super::words::{FieldWords, Words};
use super::write::ROW_SIGNS;

/// Why a cell cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Stable code; `issue.<code>` is the key of the sentence.
    pub code: &'static str,
    /// Values for the sentence; the name of the field is added to them.
    pub parameters: Vec<(&'static str, String)>,
}

impl Fault {
    /// With a code alone.
    pub fn new(code: &'static str) -> Self {
        Self { code, parameters: Vec::new() }
    }

    /// With a value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.parameters.push((name, value.to_string()));
        self
    }

    /// The sentence about a field with this label.
    pub fn sentence(&self, words: &Words, label: &str) -> String {
        let mut values: Vec<(&str, &str)> = vec![("field", label)];
        values.extend(self.parameters.iter().map(|(name, value)| (*name, value.as_str())));
        words.say(&format!("issue.{}", self.code), &values)
    }
}

/// How the cells of one column are read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader {
    /// Of two readings of a date, the one with the day first.
    pub day_first: bool,
    /// Numbers without a sign are percent: 12.5 is 12.5 %.
    pub percent: bool,
    /// Text is taken to the letter, without trimming.
    pub exact: bool,
}

impl Reader {
    /// The stored value of a cell, checked against its field; `None` for an empty cell. Records that links name are
    /// made only if `names.make` says so.
    pub(crate) fn read(
        self,
        field: &FieldDef,
        words: Option<&FieldWords>,
        all: &Words,
        currency: &str,
        names: &mut Names<'_>,
        cell: &Cell,
    ) -> Result<Option<Json>, Fault> {
        if cell.is_empty() {
            return Ok(None);
        }
        let Some(json) = self.value(field, words, all, currency, names, cell)? else { return Ok(None) };
        match validate_field(field, Some(&json)).into_iter().next() {
            None => Ok(Some(json)),
            Some(issue) => {
                let mut fault = Fault { code: issue.code, parameters: issue.parameters };
                if field.value == ValueType::Money {
                    for (_, limit) in fault.parameters.iter_mut().filter(|(name, _)| *name == "limit") {
                        // Bounds of amounts are kept in minor units.
                        *limit = model::parse_float(limit)
                            .and_then(Decimal::from_f64)
                            .map_or_else(|| limit.clone(), |minor| minor.times(Decimal::from_millionths(10_000)).to_string());
                    }
                }
                Err(fault)
            }
        }
    }

    fn value(
        self,
        field: &FieldDef,
        words: Option<&FieldWords>,
        all: &Words,
        currency: &str,
        names: &mut Names<'_>,
        cell: &Cell,
    ) -> Result<Option<Json>, Fault> {
        let text = cell.text();
        let line = text.trim();
        let json = match field.value {
            ValueType::Line | ValueType::Prose | ValueType::Url => Json::from(if self.exact { text.as_str() } else { line }),
            ValueType::Number => decimal(number(cell, ValueType::Number)?),
            ValueType::Ratio => decimal(self.rate(cell)?),
            ValueType::Money => {
                foreign(line, currency)?;
                Json::from(Money::from_major(number(cell, ValueType::Money)?).0)
            }
            ValueType::Score | ValueType::Duration => Json::from(whole(cell).map_err(|fault| fault.with("example", field.whole_example()))?),
            ValueType::Date => match cell {
                Cell::Date(date, _) => Json::from(date.to_string()),
                Cell::Number(days) if (10_000.0..80_000.0).contains(days) => {
                    Json::from(serial_day(*days).ok_or_else(|| Fault::new("import.date"))?.to_string())
                }
                // Programs write days without separators as numbers: 20260628.
                _ => Json::from(read_date(line, self.day_first).ok_or_else(|| Fault::new("import.date"))?.to_string()),
            },
            ValueType::Month => match cell {
                Cell::Date(date, _) => Json::from(model::Month::of(*date).to_string()),
                _ => Json::from(read_month(line, self.day_first).ok_or_else(|| Fault::new("import.month"))?.to_string()),
            },
            ValueType::Span => SpanField::write(self.span(line).ok_or_else(|| Fault::new("import.date"))?),
            ValueType::Instant => Json::from(self.instant(cell, line).ok_or_else(|| Fault::new("value.instant_unreadable"))?),
            ValueType::Bool => Json::Bool(truth(cell, all).ok_or_else(|| Fault::new("import.truth"))?),
            ValueType::Choice => Json::from(choice(words, line)?),
            ValueType::Tags => Json::from(split_texts(line)),
            ValueType::Link => Json::from(names.find(field, line)?.to_string()),
            ValueType::Links => {
                let found: Result<Vec<String>, Fault> =
                    split_texts(line).iter().map(|name| names.find(field, name).map(|id| id.to_string())).collect();
                Json::from(found?)
            }
            ValueType::Rows => return self.rows(field, words, all, currency, names, line).map(Some),
            ValueType::Attachment => return Ok(None),
        };
        Ok(Some(json))
    }

    fn rate(self, cell: &Cell) -> Result<Decimal, Fault> {
        let rate = number(cell, ValueType::Ratio)?;
        let signed = matches!(cell, Cell::Text(text) if text.contains(['%', '％', '‰']));
        Ok(if self.percent && !signed { rate.times(Decimal::from_millionths(10_000)) } else { rate })
    }

    fn span(self, text: &str) -> Option<Span> {
        for sign in [" – ", "–", "—", "～", "~", "至", " to ", " - ", "/"] {
            let mut ends = text.split(sign);
            let pair = (ends.next(), ends.next(), ends.next());
            if let (Some(from), Some(to), None) = pair
                && let (Some(from), Some(to)) = (read_date(from, self.day_first), read_date(to, self.day_first))
            {
                return Some(Span { from, to });
            }
        }
        read_date(text, self.day_first).map(|day| Span { from: day, to: day })
    }

    /// A moment in UTC; without a zone the time is taken as UTC, as it is written.
    fn instant(self, cell: &Cell, text: &str) -> Option<String> {
        if let Cell::Date(date, minutes) = cell {
            let minutes = minutes.unwrap_or_default();
            return Some(format!("{date}T{:02}:{:02}:00Z", minutes / 60, minutes % 60));
        }
        let (day, time) = match text.split_once(['T', ' ']) {
            Some((day, time)) => (day, time.trim_end_matches('Z').trim()),
            None => (text, "00:00"),
        };
        let day = read_date(day, self.day_first)?;
        let mut parts = time.split(':').map(|part| part.split('.').next().unwrap_or(part));
        let mut next = |limit: u32| {
            let part = parts.next().unwrap_or("0");
            let fits = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u32>().ok().filter(|number| fits && *number < limit)
        };
        let (hours, minutes, seconds) = (next(24)?, next(60)?, next(60)?);
        parts.next().is_none().then(|| format!("{day}T{hours:02}:{minutes:02}:{seconds:02}Z"))
    }

    fn rows(
        self,
        field: &FieldDef,
        words: Option<&FieldWords>,
        all: &Words,
        currency: &str,
        names: &mut Names<'_>,
        text: &str,
    ) -> Result<Json, Fault> {
        let mut rows = Vec::new();
        for line in split_list(text, &['\n']) {
            let cells = split_list(&line, ROW_SIGNS);
            let mut row = Object::new();
            for (column, cell) in field.columns.iter().zip(cells) {
                let words = words.and_then(|words| words.columns.iter().find(|inner| inner.name == column.name));
                let cell = Cell::Text(cell.trim().to_owned());
                if let Some(json) = self.read(column, words, all, currency, names, &cell)? {
                    row.insert(column.name.to_owned(), json);
                }
            }
            if !row.is_empty() {
                rows.push(Json::Object(row));
            }
        }
        Ok(Json::Array(rows))
    }
}

/// The day of a spreadsheet's running number, which counts from the end of 1899.
fn serial_day(days: f64) -> Option<model::Date> {
    Some(model::add_days(model::Date::from_ymd_opt(1899, 12, 30)?, days.trunc() as i64))
}

fn decimal(number: Decimal) -> Json {
    model::Number::write(number)
}

fn number(cell: &Cell, value: ValueType) -> Result<Decimal, Fault> {
    match cell {
        Cell::Number(number) => Decimal::from_f64(*number).ok_or_else(|| Fault::new(NumberError::TooLarge.code(value))),
        Cell::Date(..) | Cell::Bool(_) => Err(Fault::new(NumberError::NotANumber.code(value))),
        _ => {
            // Other currencies were refused before; their signs are none of the number.
            let text = half_width(&cell.text()).replace(['£', '₩', '₹'], "").to_uppercase();
            let text = CURRENCIES.iter().fold(text, |text, (_, code)| text.replace(code, ""));
            parse_number(&text).map_err(|error| Fault::new(error.code(value)))
        }
    }
}

/// Signs and codes of currencies, as they stand beside amounts.
const CURRENCIES: &[(&str, &str)] =
    &[("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "CNY"), ("元", "CNY"), ("HK$", "HKD"), ("₩", "KRW"), ("₹", "INR"), ("¥", "JPY")];

/// Refuses an amount that names another currency than the workspace's (decisions.md 9).
fn foreign(text: &str, currency: &str) -> Result<(), Fault> {
    let upper = half_width(text).to_uppercase().replace("RMB", "CNY").replace('￥', "¥");
    let named: Vec<&str> = CURRENCIES.iter().filter(|(sign, code)| upper.contains(code) || upper.contains(sign)).map(|(_, code)| *code).collect();
    if named.is_empty() || named.contains(&currency) || (upper.contains('$') && currency.ends_with('D')) {
        return Ok(());
    }
    Err(Fault::new("import.currency").with("value", text).with("currency", currency))
}

fn whole(cell: &Cell) -> Result<i64, Fault> {
    if let Cell::Text(text) = cell
        && let Some((hours, minutes)) = text.trim().split_once(':')
        && let (Ok(hours), Ok(minutes)) = (hours.parse::<u32>(), minutes.parse::<u32>())
    {
        return Ok(i64::from(hours) * 60 + i64::from(minutes));
    }
    let number = number(cell, ValueType::Score)?;
    if number.millionths() % 1_000_000 != 0 {
        return Err(Fault::new("import.whole"));
    }
    Ok(number.millionths() / 1_000_000)
}

fn truth(cell: &Cell, words: &Words) -> Option<bool> {
    if let Cell::Bool(yes) = cell {
        return Some(*yes);
    }
    let text = fold(&cell.text());
    let is = |known: &[String], standard: &[&str]| known.iter().any(|word| fold(word) == text) || standard.contains(&text.as_str());
    if is(&words.yes, &["true", "yes", "y", "1", "√", "✓", "x"]) {
        Some(true)
    } else if is(&words.no, &["false", "no", "n", "0", "×", "✗"]) {
        Some(false)
    } else {
        None
    }
}

fn choice(words: Option<&FieldWords>, text: &str) -> Result<String, Fault> {
    let wanted = fold(text);
    let options = words.map(|words| words.choices.as_slice()).unwrap_or_default();
    let found = options.iter().find(|(code, labels)| fold(code) == wanted || labels.iter().any(|label| fold(label) == wanted));
    found.map(|(code, _)| code.clone()).ok_or_else(|| {
        let labels: Vec<&str> = options.iter().filter_map(|(_, labels)| labels.first()).map(String::as_str).take(12).collect();
        Fault::new("import.option").with("value", text).with("options", labels.join(" / "))
    })
}
