//! The environment summary: opportunities, threats, rivals, target customers (P01.2).

use std::sync::Arc;

use flow::Context;
use model::Order as _;
use model::{Id, Record};

use crate::goals::{competitor, env_factor, target_customer};

/// A trend with its weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// The record.
    pub id: Id,
    /// What it says.
    pub text: String,
    /// Code of its kind.
    pub kind: String,
    /// −2 to 2.
    pub impact: i64,
    /// 1 to 5.
    pub likelihood: i64,
    /// Impact × likelihood.
    pub weight: i64,
}

/// The one-page summary.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Trends in our favour, the strongest first.
    pub opportunities: Vec<Factor>,
    /// Trends against us, the strongest first.
    pub threats: Vec<Factor>,
    /// Trends without impact, or not yet weighed.
    pub neutral: Vec<Factor>,
    /// Rivals, the greatest threat first.
    pub rivals: Vec<Arc<Record>>,
    /// Our own position.
    pub own: Option<Arc<Record>>,
    /// Target customers.
    pub customers: Vec<Arc<Record>>,
}

impl Summary {
    /// Holds at least one trend, one rival and one target customer.
    pub fn is_complete(&self) -> bool {
        let trends = self.opportunities.len() + self.threats.len() + self.neutral.len();
        trends > 0 && !self.rivals.is_empty() && !self.customers.is_empty()
    }
}

fn factors(context: &Context<'_>) -> Vec<Factor> {
    let read = |record: &Arc<Record>| {
        let impact = env_factor::IMPACT.get(&**record).unwrap_or(0);
        let likelihood = env_factor::LIKELIHOOD.get(&**record).unwrap_or(0);
        Factor {
            id: record.id,
            text: env_factor::DESCRIPTION.get(&**record).unwrap_or_default(),
            kind: env_factor::FACTOR_KIND.get(&**record).unwrap_or_default(),
            impact,
            likelihood,
            weight: impact * likelihood,
        }
    };
    context.records.of_kind(env_factor::ENV_FACTOR.name).map(read).collect()
}

/// Whether a competitor record describes ourselves.
pub fn is_own(record: &Record) -> bool {
    competitor::OWN.get(record) == Some(true)
}

/// The summary of the surroundings.
pub fn summary(context: &Context<'_>) -> Summary {
    let mut summary = Summary::default();
    for factor in factors(context) {
        match factor.impact.signum() {
            1 => summary.opportunities.push(factor),
            -1 => summary.threats.push(factor),
            _ => summary.neutral.push(factor),
        }
    }
    summary.opportunities.order_by_key(|factor| std::cmp::Reverse(factor.weight));
    summary.threats.order_by_key(|factor| factor.weight);
    let all = context.records.of_kind(competitor::COMPETITOR.name);
    let (own, mut rivals): (Vec<_>, Vec<_>) = all.cloned().partition(|record| is_own(record));
    rivals.order_by_key(|record| std::cmp::Reverse(competitor::THREAT.get(&**record)));
    summary.own = own.into_iter().next();
    summary.rivals = rivals;
    summary.customers = context.records.of_kind(target_customer::TARGET_CUSTOMER.name).cloned().collect();
    summary
}

/// A cell of the impact × likelihood matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// −2 to 2.
    pub impact: i64,
    /// 1 to 5.
    pub likelihood: i64,
    /// The trends in it.
    pub factors: Vec<Id>,
}

/// All 25 cells: likelihood falling, then impact rising, as read from top left.
pub fn matrix(context: &Context<'_>) -> Vec<Cell> {
    let factors = factors(context);
    let cells = (1..=5).rev().flat_map(|likelihood| (-2..=2).map(move |impact| (impact, likelihood)));
    cells
        .map(|(impact, likelihood)| {
            let inside = factors.iter().filter(|factor| factor.impact == impact && factor.likelihood == likelihood);
            Cell { impact, likelihood, factors: inside.map(|factor| factor.id).collect() }
        })
        .collect()
}
