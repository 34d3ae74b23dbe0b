//! Which columns are read, and how the cells of each are understood.

use model::{Decimal, FieldDef, Kind};

use super::super::dates::tells_day_first;
use super::super::grid::{Cell, Grid};
use super::super::read::Reader;
use super::super::write::importable;
use crate::job::{DateOrder, ImportChoices};

/// A column of the file that goes somewhere.
pub(super) struct Mapped {
    pub(super) index: usize,
    pub(super) field: Option<&'static FieldDef>,
    pub(super) name: String,
    pub(super) ids: bool,
    pub(super) reader: Reader,
}

/// The columns in use and how their cells are read.
pub(super) fn mapped(kind: &'static Kind, grid: &Grid, choices: &ImportChoices) -> Vec<Mapped> {
    choices
        .targets
        .iter()
        .enumerate()
        .filter_map(|(index, target)| {
            let target = target.as_deref()?;
            let (name, ids) = target.split_once('#').map_or((target, false), |(name, _)| (name, true));
            let field = kind.field(name).filter(|field| importable(field));
            if field.is_none() && name != "id" {
                return None;
            }
            let reader = Reader { day_first: day_first(grid, index, choices.date_order), percent: in_percent(grid, index), exact: grid.own };
            Some(Mapped { index, field, name: grid.column_name(index), ids, reader })
        })
        .collect()
}

fn day_first(grid: &Grid, index: usize, order: DateOrder) -> bool {
    match order {
        DateOrder::DayFirst => true,
        DateOrder::MonthFirst => false,
        DateOrder::Guess => {
            grid.column(index).find_map(|cell| if let Cell::Text(text) = cell { tells_day_first(text) } else { None }).unwrap_or(false)
        }
    }
}

/// Whether the bare numbers of a column of rates are percent. A column is of one mind: above 3 (300 %) they must be;
/// as text, above 1. What the app wrote itself are fractions.
fn in_percent(grid: &Grid, index: usize) -> bool {
    !grid.own
        && grid.column(index).any(|cell| match cell {
            Cell::Number(number) => number.abs() > 3.0,
            Cell::Text(text) if !text.contains(['%', '％', '‰']) => model::parse_number(text).is_ok_and(|number| number.abs() > Decimal::ONE),
            _ => false,
        })
}
