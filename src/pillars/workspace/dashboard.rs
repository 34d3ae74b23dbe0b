//! The dashboard: tiles chosen by the management, in their order, and what the tile of an indicator says today (P05.A16).

use flow::{Context, Parameter};
use model::*;

use super::workspace::{TILE, TILE_INDICATOR, TILES};
use crate::goals::goal;
use crate::performance::rules::{alerts, scores};
use crate::performance::{indicator, threshold};

/// What one tile shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tile {
    /// Value, limits and trend of an indicator.
    Indicator(Id),
    /// What is outside its limits.
    Alerts,
    /// Tasks past their day.
    Overdue,
    /// The next reviews.
    Reviews,
    /// Steps done in each pillar.
    Progress,
}

/// Codes of the tiles that are lists; `indicator` is the other one.
pub const TILE_CODES: &[&str] = &["indicator", "alerts", "overdue", "reviews", "progress"];

/// Every tile that is a list.
pub const LISTS: [Tile; 4] = [Tile::Alerts, Tile::Overdue, Tile::Reviews, Tile::Progress];

impl Tile {
    /// The code of the choice `workspace.tiles.tile`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Indicator(_) => "indicator",
            Self::Alerts => "alerts",
            Self::Overdue => "overdue",
            Self::Reviews => "reviews",
            Self::Progress => "progress",
        }
    }

    fn read(row: &Object) -> Option<Self> {
        match TILE.get(row)?.as_str() {
            "indicator" => TILE_INDICATOR.get(row).map(Self::Indicator),
            code => LISTS.into_iter().find(|tile| tile.code() == code),
        }
    }

    fn write(self) -> Object {
        let mut row = Object::new();
        row.insert(TILE.name().to_owned(), Json::from(self.code()));
        if let Self::Indicator(id) = self {
            row.insert(TILE_INDICATOR.name().to_owned(), Json::from(id.to_string()));
        }
        row
    }
}

/// The chosen tiles in their order; what cannot be read is left out.
pub fn tiles(workspace: &Record) -> Vec<Tile> {
    TILES.get(workspace).unwrap_or_default().iter().filter_map(Tile::read).collect()
}

/// The stored form of tiles; none is an empty field.
pub fn stored(tiles: &[Tile]) -> Option<Json> {
    (!tiles.is_empty()).then(|| tiles.iter().map(|tile| Json::Object(tile.write())).collect())
}

/// The tiles after one was put at another place, the others keeping their order.
pub fn moved(tiles: &[Tile], tile: Tile, to: usize) -> Vec<Tile> {
    let mut rest: Vec<Tile> = tiles.iter().copied().filter(|known| *known != tile).collect();
    if rest.len() < tiles.len() {
        rest.insert(to.min(rest.len()), tile);
    }
    rest
}

/// What the sales are read from: the indicator of a goal for sales, else the first amount of money that adds up.
fn sales(context: &Context<'_>) -> Option<Id> {
    let aimed = |record: &Record| (goal::GOAL_KIND.get(record).as_deref() == Some("sales")).then(|| goal::INDICATOR.get(record)).flatten();
    let adds_up = |record: &Record| indicator::UNIT_KIND.get(record).as_deref() == Some("money") && indicator::ADDS_UP.get(record) == Some(true);
    let has_readings = |id: &Id| scores::newest(context, *id).is_some();
    let goals = context.records.of_kind("goal").filter_map(|record| aimed(record));
    let sums = context.records.of_kind("indicator").filter(|record| adds_up(record)).map(|record| record.id);
    goals.chain(sums).find(has_readings)
}

/// A set to begin with: the sales, then indicators that have limits, else those that have readings; behind them every list.
pub fn starter(context: &Context<'_>) -> Vec<Tile> {
    const INDICATORS: usize = 4;
    let has_limits = |id: Id| watching(context, id).next().is_some();
    let has_readings = |id: Id| scores::newest(context, id).is_some();
    let sales = sales(context);
    let indicators: Vec<Id> = context.records.of_kind("indicator").map(|known| known.id).filter(|id| sales != Some(*id)).collect();
    let (limited, others): (Vec<Id>, Vec<Id>) = indicators.into_iter().partition(|id| has_limits(*id));
    let read = others.into_iter().filter(|id| has_readings(*id));
    sales.into_iter().chain(limited).chain(read).take(INDICATORS).map(Tile::Indicator).chain(LISTS).collect()
}

/// What the tile of an indicator says.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The newest value with its day; of what adds up, the sum of its year.
    pub newest: Option<(Date, Parameter)>,
    /// The value is the sum of its year.
    pub summed: bool,
    /// Of a sum, the last single reading: what the trend ends with and the change is about.
    pub last: Option<Parameter>,
    /// Unit to write behind the value; empty for money and ratios.
    pub unit: String,
    /// What the newest value should be, from goal or standard.
    pub wanted: Option<Parameter>,
    /// Limits that are set: code of the threshold's field, value.
    pub limits: Vec<(&'static str, Parameter)>,
    /// How far outside the limits the newest value is; nothing without limits or inside them.
    pub level: Option<alerts::Level>,
    /// The last single readings, oldest first; of what adds up those that span as long as the last.
    pub trend: Vec<(Date, Decimal)>,
    /// From the reading before the last to the last, if both span as long.
    pub change: Option<Decimal>,
}

/// The readings at the end that span as long as the last: a month does not stand beside a quarter. What a reading spans
/// are the days since the one before; what the very first spans nobody knows, and it is taken for the others.
fn alike(past: &[(Date, Decimal)]) -> Vec<(Date, Decimal)> {
    let span = |at: usize| Some((past[at].0 - past[at.checked_sub(1)?].0).num_days());
    let Some(last) = past.len().checked_sub(1).and_then(span) else { return past.to_vec() };
    // Months differ by three days, quarters by two.
    let fits = |at: &usize| span(*at).is_none_or(|days| (days - last).abs() * 3 <= last);
    let count = (0..past.len()).rev().take_while(fits).count();
    past[past.len() - count..].to_vec()
}

/// The thresholds that watch an indicator.
fn watching<'a>(context: &Context<'a>, id: Id) -> impl Iterator<Item = &'a std::sync::Arc<Record>> {
    context.records.of_kind("threshold").filter(move |known| {
        threshold::INDICATOR.get(known.as_ref()) == Some(id)
            && threshold::WATCHES_WHAT.get(known.as_ref()).as_deref() == Some("indicator")
            && threshold::PAUSED.get(known.as_ref()) != Some(true)
    })
}

/// Value, limits and trend of an indicator today; `None` if it is gone.
pub fn reading(context: &Context<'_>, id: Id) -> Option<Reading> {
    const TREND: usize = 12;
    let record = context.records.get(id).filter(|record| record.kind.as_str() == "indicator")?;
    let unit_kind = indicator::UNIT_KIND.get(record.as_ref()).unwrap_or_default();
    let shown = |value: Decimal| match unit_kind.as_str() {
        "ratio" => Parameter::Ratio(value),
        "money" => Parameter::Money(Money::from_major(value)),
        _ => Parameter::Number(value.rounded(2)),
    };
    let summed = scores::adds_up(context, id);
    let past: Vec<(Date, Decimal)> = scores::readings(context, id, None).into_iter().filter(|(date, _)| *date <= context.today).collect();
    let past = if summed { alike(&past) } else { past };
    let newest = scores::newest(context, id);
    let limits = [threshold::UPPER_RED, threshold::UPPER_AMBER, threshold::LOWER_AMBER, threshold::LOWER_RED];
    let limits =
        watching(context, id).flat_map(|known| limits.into_iter().filter_map(|limit| Some((limit.name(), shown(limit.get(known.as_ref())?)))));
    let level = watching(context, id).flat_map(|known| alerts::breaches_of(context, known)).map(|(alert, _)| alert.level).max();
    Some(Reading {
        newest: newest.map(|(date, value)| (date, shown(value))),
        summed,
        last: past.last().filter(|_| summed).map(|(_, value)| shown(*value)),
        unit: if unit_kind == "number" { indicator::UNIT.get(record.as_ref()).unwrap_or_default() } else { String::new() },
        wanted: newest.and_then(|(date, _)| scores::wanted(context, id, date)).map(shown),
        limits: limits.collect(),
        level,
        change: past.len().checked_sub(2).map(|before| past[before + 1].1 - past[before].1),
        trend: past[past.len().saturating_sub(TREND)..].to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::performance::reading as readings;
    use crate::workspace::workspace;

    fn indicator(number: u64) -> Tile {
        Tile::Indicator(Id::from_number(number))
    }

    fn check(tile: Tile, to: usize, expected: &[Tile]) {
        assert_eq!(moved(&[Tile::Alerts, indicator(1), Tile::Progress], tile, to), expected);
    }

    /// covers: P05.A16
    #[test]
    fn tiles_keep_the_order_they_were_given() {
        check(Tile::Progress, 0, &[Tile::Progress, Tile::Alerts, indicator(1)]);
        check(Tile::Alerts, 9, &[indicator(1), Tile::Progress, Tile::Alerts]);
        check(indicator(1), 1, &[Tile::Alerts, indicator(1), Tile::Progress]);
        check(indicator(2), 0, &[Tile::Alerts, indicator(1), Tile::Progress]);
    }

    /// covers: P05.A16
    #[test]
    fn tiles_are_stored_with_the_workspace() {
        let chosen = [indicator(1), Tile::Reviews, Tile::Overdue];
        let mut record = Record::new(Id::from_number(2), workspace::WORKSPACE.name, Stamp::default());
        assert_eq!(tiles(&record), []);
        record.fields.extend(stored(&chosen).map(|json| (Key::new(TILES.name()), json)));
        assert_eq!(tiles(&record), chosen);
        assert_eq!(stored(&[]), None);
        assert!(LISTS.into_iter().chain(chosen).all(|tile| TILE_CODES.contains(&tile.code())));
    }

    /// covers: P05.A16
    #[test]
    fn a_trend_holds_readings_that_span_as_long() {
        let dated = |days: &[&str]| -> Vec<(Date, Decimal)> {
            days.iter().zip(1..).map(|(day, number)| (day.parse().unwrap_or_default(), Decimal::from_int(number))).collect()
        };
        let kept = |days: &[&str]| alike(&dated(days)).len();
        assert_eq!(kept(&["2025-06-30", "2025-09-30", "2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31"]), 3, "quarters, then months");
        assert_eq!(kept(&["2026-01-31", "2026-02-28", "2026-03-31", "2026-06-30"]), 1, "months, then a quarter");
        assert_eq!(kept(&["2025-03-31", "2025-06-30", "2025-09-30", "2025-12-31"]), 4);
        assert_eq!((kept(&["2026-01-31", "2026-02-28"]), kept(&["2026-01-31"]), kept(&[])), (2, 1, 0));
    }

    fn put(records: &mut RecordSet, kind: &'static Kind, number: u64, build: impl FnOnce(Record) -> Record) -> Id {
        let id = Id::from_number(number);
        records.insert(build(Record::new(id, kind.name, Stamp::default())));
        id
    }

    fn value(text: &str) -> Decimal {
        parse_number(text).unwrap_or_default()
    }

    /// covers: P05.A16
    #[test]
    fn an_indicator_tells_value_limit_level_and_trend() {
        let registry = crate::registry();
        let mut records = RecordSet::default();
        let today = Date::from_ymd_opt(2026, 6, 30).unwrap_or_default();
        let share = put(&mut records, &indicator::INDICATOR, 1, |r| r.with(indicator::UNIT_KIND, "ratio".to_owned()));
        let bare =
            put(&mut records, &indicator::INDICATOR, 2, |r| r.with(indicator::UNIT_KIND, "number".to_owned()).with(indicator::UNIT, "家".to_owned()));
        for (number, (month, share_read)) in [(4, "92%"), (5, "90%"), (6, "84%"), (7, "99%")].into_iter().enumerate() {
            let day = Date::from_ymd_opt(2026, month, 28).unwrap_or_default();
            put(&mut records, &readings::READING, 10 + number as u64, |r| {
                r.with(readings::INDICATOR, share).with(readings::DATE, day).with(readings::VALUE, value(share_read))
            });
        }
        let limit = put(&mut records, &threshold::THRESHOLD, 20, |r| {
            r.with(threshold::WATCHES_WHAT, "indicator".to_owned()).with(threshold::INDICATOR, share).with(threshold::LOWER_RED, value("85%"))
        });
        let read = |records: &RecordSet, id| reading(&Context { records, registry: &registry, today }, id);
        let told = read(&records, share).unwrap_or_else(|| unreachable!("the indicator is there"));
        assert_eq!(told.newest.map(|(_, value)| value), Some(Parameter::Ratio(value("84%"))), "a value of the future does not count");
        assert_eq!(told.limits, [("lower_red", Parameter::Ratio(value("85%")))]);
        assert_eq!((told.level, told.change, told.trend.len()), (Some(alerts::Level::Red), Some(value("-6%")), 3));
        assert_eq!(starter(&Context { records: &records, registry: &registry, today })[..2], [Tile::Indicator(share), Tile::Alerts]);
        // Sales stand first once there are any.
        let sales = put(&mut records, &indicator::INDICATOR, 30, |r| r.with(indicator::UNIT_KIND, "money".to_owned()).with(indicator::ADDS_UP, true));
        put(&mut records, &readings::READING, 31, |r| {
            r.with(readings::INDICATOR, sales).with(readings::DATE, today).with(readings::VALUE, value("100"))
        });
        let first = [Tile::Indicator(sales), Tile::Indicator(share), Tile::Alerts];
        assert_eq!(starter(&Context { records: &records, registry: &registry, today })[..3], first);
        // A sum stands beside the period that it grew by.
        let quarter = Date::from_ymd_opt(2026, 3, 31).unwrap_or_default();
        put(&mut records, &readings::READING, 32, |r| {
            r.with(readings::INDICATOR, sales).with(readings::DATE, quarter).with(readings::VALUE, value("70"))
        });
        let summed = read(&records, sales).unwrap_or_else(|| unreachable!("the indicator is there"));
        assert_eq!(summed.newest.map(|(_, value)| value), Some(Parameter::Money(Money::from_major(value("170")))));
        assert_eq!((summed.last, summed.change), (Some(Parameter::Money(Money::from_major(value("100")))), Some(value("30"))));
        let empty = read(&records, bare).unwrap_or_else(|| unreachable!("the indicator is there"));
        assert_eq!((empty.newest, empty.level, empty.unit.as_str()), (None, None, "家"));
        let paused = records.get(limit).map(|known| Record::clone(known).with(threshold::PAUSED, true));
        paused.into_iter().for_each(|known| {
            records.insert(known);
        });
        assert_eq!(read(&records, share).map(|told| (told.level, told.limits)), Some((None, Vec::new())));
        assert_eq!(read(&records, limit), None);
    }
}
