//! What the breakdown grid shows and writes: parts of a goal's target by place (P01.A06).

use std::collections::HashMap;

use flow::Context;
use model::Order as _;
use model::{Decimal, FieldType, Id, Json, Key, Month, Number, Record, Stamp};
use pillars::goals::rules::breakdown::{self, Dimension};
use pillars::goals::{goal, target_share as share};
use pillars::organisation::region;
use store::Transaction;
use ui::lang::t;
use views::Session;
use views::labels::{month_text, record_title};

/// Most months a grid spreads over.
const MONTHS: i32 = 36;
/// A place of the grid: row and column; the column is empty while there is one dimension.
pub(super) type Place = (String, String);
/// Key and label of a row or column.
pub(super) type Axis = Vec<(String, String)>;

/// The parts kept at one place: usually one record.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Part {
    pub(super) ids: Vec<Id>,
    pub(super) amount: Option<Decimal>,
    pub(super) past: Option<Decimal>,
}

/// What the user chose to see.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    pub(super) goal: Id,
    pub(super) row: String,
    /// Empty: one dimension.
    pub(super) column: String,
}

#[derive(Clone, PartialEq)]
pub(super) struct Grid {
    pub(super) choice: Choice,
    pub(super) rows: Axis,
    pub(super) columns: Axis,
}

/// The dimensions that a part names, in the order of the list.
pub(super) fn dimensions_of(part: &Record) -> Vec<&'static str> {
    Dimension::ALL.iter().map(|dimension| dimension.field()).filter(|code| part.fields.get(*code).is_some_and(|json| !json.is_null())).collect()
}

pub(super) fn parts_of_goal<'a>(goal: Id, context: &'a Context<'_>) -> impl Iterator<Item = &'a Record> {
    context.records.of_kind("target_share").map(|record| &**record).filter(move |record| share::GOAL.get(*record) == Some(goal))
}

pub(super) fn key_of(part: &Record, dimension: &str) -> String {
    part.fields.get(dimension).and_then(Json::as_str).unwrap_or_default().to_owned()
}

/// Rows or columns of a dimension: the months of the goal, or every record of the kind; and what
/// the parts name besides.
pub(super) fn axis_of(choice: &Choice, dimension: &str, context: &Context<'_>) -> Axis {
    if dimension.is_empty() {
        return Vec::new();
    }
    let label = |key: &str| match Month::parse(key) {
        Some(month) => month_text(month),
        None => key
            .parse()
            .ok()
            .and_then(|id| context.records.get(id))
            .map_or_else(|| t("ui.record.gone"), |record| record_title(context.records, context.registry, record)),
    };
    let mut keys: Vec<String> = if dimension == "month" {
        let bounds = context.records.get(choice.goal).and_then(|record| goal::START.get(&**record).zip(goal::DUE.get(&**record)));
        let months =
            bounds.map(|(start, due)| (0..MONTHS).map(|n| Month::of(start).plus(n)).take_while(|month| *month <= Month::of(due)).collect::<Vec<_>>());
        months.unwrap_or_default().iter().map(Month::to_string).collect()
    } else {
        context.records.of_kind(dimension).map(|record| record.id.to_string()).collect()
    };
    let wanted = layer(choice);
    for part in parts_of_goal(choice.goal, context).filter(|part| dimensions_of(part) == wanted) {
        let key = key_of(part, dimension);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    if dimension == "month" {
        keys.order();
    }
    keys.into_iter().map(|key| (key.clone(), label(&key))).collect()
}

/// The dimensions of a choice in the order of the list.
pub(super) fn layer(choice: &Choice) -> Vec<&'static str> {
    Dimension::ALL.iter().map(|dimension| dimension.field()).filter(|code| *code == choice.row || *code == choice.column).collect()
}

pub(super) fn parts_of(choice: &Choice, context: &Context<'_>) -> HashMap<Place, Part> {
    let wanted = layer(choice);
    let mut parts: HashMap<Place, Part> = HashMap::new();
    for record in parts_of_goal(choice.goal, context).filter(|part| dimensions_of(part) == wanted) {
        let column = if choice.column.is_empty() { String::new() } else { key_of(record, &choice.column) };
        let part = parts.entry((key_of(record, &choice.row), column)).or_default();
        part.ids.push(record.id);
        let add = |sum: Option<Decimal>, more: Option<Decimal>| {
            if sum.is_some() || more.is_some() { Some(sum.unwrap_or_default() + more.unwrap_or_default()) } else { None }
        };
        part.amount = add(part.amount, share::AMOUNT.get(record));
        part.past = add(part.past, share::PAST.get(record));
    }
    parts
}

/// The operations that put values at a place: the record there is changed, begun, or removed when
/// nothing is left in it; doubles are merged into one.
pub(super) fn write(
    mut all: Transaction,
    session: &Session,
    choice: &Choice,
    place: &Place,
    part: Option<&Part>,
    values: &[(&str, Option<Decimal>)],
) -> Transaction {
    let before = part.cloned().unwrap_or_default();
    let after = |field: &str, stored: Option<Decimal>| values.iter().rev().find(|(name, _)| *name == field).map_or(stored, |(_, value)| *value);
    let fields = [(share::AMOUNT.name(), after(share::AMOUNT.name(), before.amount)), (share::PAST.name(), after(share::PAST.name(), before.past))];
    let empty = fields.iter().all(|(_, value)| value.is_none());
    let kept = before.ids.first().filter(|_| !empty);
    for id in before.ids.iter().filter(|id| Some(*id) != kept) {
        all = all.remove(*id);
    }
    if empty {
        return all;
    }
    if let Some(id) = kept {
        return fields.into_iter().fold(all, |all, (field, value)| all.set(*id, field, value.map(Number::write)));
    }
    let mut record = Record::new(session.workspace.new_id(), "target_share", Stamp::default()).with(share::GOAL, choice.goal);
    record.fields.insert(Key::new(&choice.row), Json::String(place.0.clone()));
    if !choice.column.is_empty() {
        record.fields.insert(Key::new(&choice.column), Json::String(place.1.clone()));
    }
    record.fields.extend(fields.into_iter().filter_map(|(field, value)| value.map(|value| (Key::new(field), Number::write(value)))));
    all.add(record)
}

/// Steps that proposals round to: fine enough to be fair, coarse enough to be said.
pub(super) fn step_of(target: Decimal) -> Decimal {
    let whole = target.abs().to_f64();
    match whole {
        _ if whole >= 1e7 => Decimal::from_int(10_000),
        _ if whole >= 1e5 => Decimal::from_int(100),
        _ if whole >= 100.0 => Decimal::ONE,
        _ => Decimal::from_millionths(10_000),
    }
}

/// The proposal by what was sold before. With two dimensions the past of each place counts, or the
/// past share of its region; without any past all places are equal.
pub(super) fn proposal(grid: &Grid, context: &Context<'_>) -> Vec<(Place, Decimal)> {
    let choice = &grid.choice;
    let Some(goal) = context.records.get(choice.goal) else { return Vec::new() };
    let Some(target) = goal::TARGET.get(&**goal) else { return Vec::new() };
    let step = step_of(target);
    let parts = parts_of(choice, context);
    if choice.column.is_empty() {
        let Some(dimension) = Dimension::ALL.into_iter().find(|dimension| dimension.field() == choice.row) else { return Vec::new() };
        let proposed = breakdown::propose_for(goal, dimension, step, context).into_iter().filter_map(|fields| {
            let value = |name: &str| fields.iter().find(|(field, _)| field.as_str() == name).and_then(|(_, json)| json.clone());
            let key = value(&choice.row)?.as_str()?.to_owned();
            Some(((key, String::new()), Number::read(&value(share::AMOUNT.name())?)?))
        });
        return proposed.collect();
    }
    let places: Vec<Place> =
        grid.rows.iter().flat_map(|(row, _)| grid.columns.iter().map(move |(column, _)| (row.clone(), column.clone()))).collect();
    let known = parts.values().any(|part| part.past.is_some());
    let by_region = |place: &Place| {
        [&place.0, &place.1].into_iter().find_map(|key| context.records.get(key.parse().ok()?).and_then(|record| region::PAST_SHARE.get(&**record)))
    };
    let weight = |place: &Place| if known { parts.get(place).and_then(|part| part.past) } else { by_region(place) };
    let weighted: Vec<(String, Decimal)> =
        places.iter().enumerate().map(|(index, place)| (index.to_string(), weight(place).unwrap_or_default())).collect();
    let proposed = breakdown::propose(target, step, &weighted)
        .into_iter()
        .filter_map(|(index, amount)| Some((places.get(index.parse::<usize>().ok()?)?.clone(), amount)));
    proposed.collect()
}

/// Goal and first layer of a choice: the layer there is, or regions.
pub(super) fn begin(goal: Id, layer: &[&str]) -> Choice {
    let name = |index: usize| layer.get(index).map(|code| (*code).to_owned());
    Choice { goal, row: name(0).unwrap_or_else(|| "region".to_owned()), column: name(1).unwrap_or_default() }
}

/// The target that a goal's parts are measured against, zero without one.
pub(super) fn sum(parts: &HashMap<Place, Part>) -> Decimal {
    parts.values().filter_map(|part| part.amount).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(target: i64, step: &str) {
        assert_eq!(step_of(Decimal::from_int(target)).to_string(), step, "{target}");
    }

    #[test]
    fn proposals_round_to_what_people_say() {
        check(60_000_000, "10000");
        check(120_000, "100");
        check(500, "1");
        check(1, "0.01");
    }

    #[test]
    fn a_layer_is_in_the_order_of_the_list() {
        let choice = Choice { goal: Id::from_number(1), row: "month".to_owned(), column: "channel".to_owned() };
        assert_eq!(layer(&choice), ["channel", "month"]);
        assert_eq!(layer(&begin(Id::from_number(1), &[])), ["region"]);
    }
}
