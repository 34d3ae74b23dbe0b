//! Goals in numbers at every marketing centre: target, actual, gap, owner (P01.A13).

use std::sync::Arc;

use flow::Context;
use model::Order as _;
use model::{Date, Decimal, Id, Record};

use super::breakdown::{self, Dimension};
use super::live_goals;
use super::progress::{self, Light};
use crate::goals::goal;
use crate::organisation::region;
use crate::performance::reading;

/// One goal at one region.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardRow {
    /// The region.
    pub region: Arc<Record>,
    /// The goal.
    pub goal: Arc<Record>,
    /// The region's own target or its share of the whole.
    pub target: Option<Decimal>,
    /// What the region has reached by today.
    pub actual: Option<Decimal>,
    /// Actual less target.
    pub gap: Option<Decimal>,
    /// Who answers for the goal.
    pub owner: Option<Id>,
    /// Traffic light; only for the region's own goals, shares have no plan line.
    pub light: Light,
}

/// The board: every region with its own goals and its shares of goals of the whole, in order of the
/// regions. A region without any has no row.
pub fn rows(context: &Context<'_>) -> Vec<BoardRow> {
    let mut rows = Vec::new();
    for region in context.records.of_kind(region::REGION.name) {
        for goal in live_goals(context.records) {
            if goal::REGION.get(&**goal) == Some(region.id) {
                let progress = progress::of(goal, context);
                rows.push(row(region, goal, progress.target, progress.actual.map(|point| point.value), progress.light));
                continue;
            }
            let share = breakdown::by(goal.id, Dimension::Region, context)
                .into_iter()
                .find(|(key, _)| key.as_deref() == Some(region.id.to_string().as_str()));
            if let Some((_, target)) = share {
                rows.push(row(region, goal, Some(target), region_actual(goal, region.id, context), Light::Unknown));
            }
        }
    }
    rows
}

fn row(region: &Arc<Record>, goal: &Arc<Record>, target: Option<Decimal>, actual: Option<Decimal>, light: Light) -> BoardRow {
    let gap = actual.zip(target).map(|(actual, target)| actual - target);
    BoardRow { region: region.clone(), goal: goal.clone(), target, actual, gap, owner: goal::OWNER.get(&**goal), light }
}

/// What a region reached of a goal of the whole: the sum in the period, or the latest level.
fn region_actual(goal: &Record, region: Id, context: &Context<'_>) -> Option<Decimal> {
    let start = goal::START.get(goal).unwrap_or(Date::MIN);
    let end = goal::DUE.get(goal).map_or(context.today, |due| due.min(context.today));
    let measure = goal::INDICATOR.get(goal)?;
    let of_region = |record: &&Arc<Record>| {
        let elsewhere = [reading::CHANNEL, reading::PERSON, reading::PRODUCT].iter().any(|scope| scope.get(&***record).is_some());
        reading::INDICATOR.get(&***record) == Some(measure) && reading::REGION.get(&***record) == Some(region) && !elsewhere
    };
    let mut points: Vec<(Date, Decimal)> = context
        .records
        .of_kind(reading::READING.name)
        .filter(of_region)
        .filter_map(|record| Some((reading::DATE.get(&**record)?, reading::VALUE.get(&**record)?)))
        .filter(|(date, _)| (start..=end).contains(date))
        .collect();
    points.order_by_key(|(date, _)| *date);
    if progress::adds_up(goal, context) {
        (!points.is_empty()).then(|| points.iter().map(|(_, value)| *value).sum())
    } else {
        points.last().map(|(_, value)| *value)
    }
}
