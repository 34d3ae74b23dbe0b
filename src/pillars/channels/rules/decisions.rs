//! What marks and results suggest for a channel, and decisions that need a second look.

use flow::{Context, Hit, Parameter, title_of};
use model::Order as _;
use model::{Choice, Decimal, Handle, Record};

use super::{ended, money, scores};
use crate::channels::{channel, channel_decision, channel_score};
use crate::improvement::rules::{latest_due, latest_of};

/// Score in millionths below which a channel is weak (P08.3.1).
const WEAK: i64 = 2_500_000;
/// Score in millionths from which a channel is strong enough to grow.
const STRONG: i64 = 3_500_000;
/// Score in millionths below which something is to be mended even when sales are on plan.
const MIDDLING: i64 = 3_000_000;
/// Share of all sales in millionths up to which a strong channel still has room.
const ROOM: i64 = 300_000;
/// Cost over sales in millionths, accepted where the channel names no limit.
const COST_LIMIT: i64 = 300_000;
/// Attainment in millionths: behind, and far behind.
const BEHIND: i64 = 900_000;
const FAR_BEHIND: i64 = 700_000;

/// What the app proposes for a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proposal {
    /// Goes well as it is.
    Keep,
    /// Strong, on target, and still small.
    Invest,
    /// Weak marks, or behind the target.
    Improve,
    /// Weak, too expensive, and far behind.
    Drop,
}

impl Proposal {
    /// Code of the decision.
    pub fn code(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Invest => "invest",
            Self::Improve => "improve",
            Self::Drop => "drop",
        }
    }
}

/// The label of a proposal.
pub fn named(proposal: Proposal) -> Parameter {
    Parameter::choice(channel_decision::CHANNEL_DECISION.name, channel_decision::DECISION.name(), proposal.code())
}

/// The proposal for a channel from its newest score, its cost and its sales; `None` without a score.
///
/// A score below 2.5 with cost above the limit means improve, or drop when sales are far behind as
/// well (P08.3.1). Otherwise: below 3.0 or behind target, improve; at least 3.5, on target and
/// under 30 % of all sales, invest; else keep.
pub fn proposal(channel: &Record, context: &Context<'_>) -> Option<Proposal> {
    let score = scores::latest(channel, context)?;
    let mark = scores::weighted(score)?.millionths();
    let limit = channel::COST_LIMIT.get(channel).map_or(COST_LIMIT, Decimal::millionths);
    let expensive = scores::cost_ratio(score, context).is_some_and(|ratio| ratio.millionths() > limit);
    let attainment = money::attainment(channel, context).map(Decimal::millionths);
    let below = |bound: i64| attainment.is_some_and(|rate| rate < bound);
    let is_small = money::share_of_sales(channel, context).is_none_or(|share| share.millionths() < ROOM);
    Some(if mark < WEAK && expensive && below(FAR_BEHIND) {
        Proposal::Drop
    } else if mark < MIDDLING || below(BEHIND) {
        Proposal::Improve
    } else if mark >= STRONG && attainment.is_some_and(|rate| rate >= Decimal::ONE.millionths()) && is_small {
        Proposal::Invest
    } else {
        Proposal::Keep
    })
}

/// The proposal for the channel of a score (L33).
pub fn of_score(score: &Record, context: &Context<'_>) -> Option<Proposal> {
    proposal(context.records.get(channel_score::CHANNEL.get(score)?)?, context)
}

/// The newest decision of each channel.
fn latest<'a>(context: &Context<'a>) -> Vec<&'a Record> {
    let kind = channel_decision::CHANNEL_DECISION.name;
    latest_of(context.records, kind, Some(channel_decision::CHANNEL), channel_decision::DECIDED_ON)
}

/// Decisions other than proposed, without saying why.
pub(super) fn against_proposal(context: &Context<'_>) -> Vec<Hit> {
    let hits = latest(context).into_iter().filter(|decision| channel_decision::OTHERWISE.get(*decision).is_none()).filter_map(|decision| {
        let channel = context.records.get(channel_decision::CHANNEL.get(decision)?)?;
        let proposed = proposal(channel, context)?;
        let differs = channel_decision::DECISION.get(decision)? != proposed.code();
        let hit = || Hit::on(decision, context).field(channel_decision::OTHERWISE.name()).with("proposal", named(proposed));
        differs.then(hit)
    });
    hits.collect()
}

/// Campaigns and promotions still running in a channel that is to be dropped (S126).
pub(super) fn drop_with_campaign(context: &Context<'_>) -> Vec<Hit> {
    let dropped = latest(context).into_iter().filter(|decision| channel_decision::DECISION.get(*decision).as_deref() == Some("drop"));
    let hits = dropped.filter_map(|decision| {
        let linking = context.records.links_to(context.registry, channel_decision::CHANNEL.get(decision)?);
        let mut running: Vec<&Record> = linking.iter().map(|(record, _)| &**record).filter(|record| is_running(record, context)).collect();
        running.order_by_key(|record| record.id);
        running.dedup_by_key(|record| record.id);
        let names = running.iter().map(|record| Parameter::Record(record.id, Box::new(title_of(record, context)))).collect();
        let hit = || Hit::on(decision, context).field(channel_decision::DECISION.name()).with("campaigns", Parameter::List(names));
        (!running.is_empty()).then(hit)
    });
    hits.collect()
}

/// Whether this is a campaign or promotion that is prepared or runs and has not ended.
fn is_running(record: &Record, context: &Context<'_>) -> bool {
    let status = Handle::<Choice>::new("status").get(record);
    let closed = ["draft", "request", "closed", "close", "evaluated"];
    matches!(record.kind.as_str(), "campaign" | "promotion")
        && !status.is_some_and(|status| closed.contains(&status.as_str()))
        && !["end", "period"].iter().any(|field| ended(record, field, context.today))
}

/// Channels whose decision was to be looked at again before today.
pub(super) fn decision_due(context: &Context<'_>) -> Vec<Hit> {
    let kind = channel_decision::CHANNEL_DECISION.name;
    latest_due(context, kind, Some(channel_decision::CHANNEL), channel_decision::DECIDED_ON, channel_decision::NEXT_REVIEW)
}
