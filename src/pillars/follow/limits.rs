//! Limits that hold at entry: points that are there, what a position may approve, credit of a partner. The value that
//! passes one is refused with the reason; the check of the pillar keeps watch over what came in another way.

use flow::{Context, Parameter};
use model::{Diff, Id, Money, Record};

use super::{Stop, after, linked_after, touched};
use crate::channels::partner;
use crate::channels::rules::partners;
use crate::customers::rules::loyalty;
use crate::customers::{order, points_entry, receipt};
use crate::organisation::authority;
use crate::people::rules::competence::position_of;
use crate::plan::expense;

/// More points than there are.
pub(super) const POINTS: &str = "limit.points";
/// More money than a position may approve.
pub(super) const EXPENSE: &str = "limit.expense";
/// More discount than a position may grant.
pub(super) const DISCOUNT: &str = "limit.discount";
/// More credit than a partner has.
pub(super) const CREDIT: &str = "limit.credit";

/// Whether a step stays inside all limits.
pub(super) fn check(context: &Context<'_>, step: &Diff) -> Result<(), Stop> {
    for id in touched(step, points_entry::POINTS_ENTRY.name, &["points", "entry_kind", "member", "date"]) {
        after(context.records, step, id).map_or(Ok(()), |entry| points(context, step, &entry))?;
    }
    for id in touched(step, expense::EXPENSE.name, &["amount", "approved_by"]) {
        after(context.records, step, id).map_or(Ok(()), |paid| approval(context, &paid))?;
    }
    for id in touched(step, order::ORDER.name, &["discount", "seller", "amount"]) {
        after(context.records, step, id).map_or(Ok(()), |sold| discount(context, &sold))?;
    }
    for id in touched(step, order::ORDER.name, &["amount", "partner"]) {
        after(context.records, step, id).map_or(Ok(()), |sold| credit(context, step, &sold))?;
    }
    Ok(())
}

/// Points cannot be redeemed or expire that are not there (P09.3.1, S145).
fn points(context: &Context<'_>, step: &Diff, entry: &Record) -> Result<(), Stop> {
    let Some(member) = points_entry::MEMBER.get(entry).filter(|_| points_entry::ENTRY_KIND.get(entry).is_some_and(|kind| kind != "earn")) else {
        return Ok(());
    };
    let Some(wanted) = points_entry::POINTS.get(entry) else { return Ok(()) };
    let entries = linked_after(context, step, points_entry::POINTS_ENTRY.name, points_entry::MEMBER, member);
    let others: Vec<_> = entries.iter().filter(|other| other.id != entry.id).filter_map(|other| loyalty::movement(other, context.today)).collect();
    loyalty::redeem(&others, wanted).map(|_| ()).map_err(|short| Stop {
        code: POINTS,
        record: entry.id,
        field: points_entry::POINTS.name(),
        values: vec![("wanted", Parameter::Number(wanted)), ("balance", Parameter::Number(short.balance))],
    })
}

/// The highest limit of a person's position for a subject; none where no limit is written down.
fn limit_of(context: &Context<'_>, person: Id, subject: &str) -> Option<Money> {
    let position = position_of(context.records.get(person)?)?;
    let powers = context
        .records
        .of_kind(authority::AUTHORITY.name)
        .filter(|power| authority::POSITION.get(&***power) == Some(position) && authority::SUBJECT.get(&***power).as_deref() == Some(subject));
    powers.filter_map(|power| authority::LIMIT.get(&**power)).max()
}

fn over_limit(
    context: &Context<'_>,
    code: &'static str,
    subject: &str,
    person: Option<Id>,
    amount: Option<Money>,
    at: (Id, &'static str),
) -> Result<(), Stop> {
    let Some((person, amount)) = person.zip(amount) else { return Ok(()) };
    let Some(limit) = limit_of(context, person, subject).filter(|limit| amount > *limit) else { return Ok(()) };
    let name = context.records.get(person).map_or_else(|| Parameter::key("kind.person"), |record| flow::title_of(record, context));
    let values = vec![("person", name), ("limit", Parameter::Money(limit)), ("amount", Parameter::Money(amount))];
    Err(Stop { code, record: at.0, field: at.1, values })
}

/// Nobody approves an expense beyond what the position may decide (L21).
fn approval(context: &Context<'_>, paid: &Record) -> Result<(), Stop> {
    let by = expense::APPROVED_BY.get(paid);
    over_limit(context, EXPENSE, "expense", by, expense::AMOUNT.get(paid), (paid.id, expense::APPROVED_BY.name()))
}

/// Nobody grants a discount beyond what the position may decide (L21).
fn discount(context: &Context<'_>, sold: &Record) -> Result<(), Stop> {
    over_limit(context, DISCOUNT, "discount", order::SELLER.get(sold), order::DISCOUNT.get(sold), (sold.id, order::DISCOUNT.name()))
}

/// No order to a partner beyond its credit, unless somebody says why (L34, S154).
fn credit(context: &Context<'_>, step: &Diff, sold: &Record) -> Result<(), Stop> {
    if order::OVER_LIMIT_REASON.get(sold).is_some_and(|reason| !reason.trim().is_empty()) {
        return Ok(());
    }
    let Some(buyer) = order::PARTNER.get(sold).and_then(|id| context.records.get(id)) else { return Ok(()) };
    let Some(limit) = partners::credit_limit(context, buyer) else { return Ok(()) };
    let orders = linked_after(context, step, order::ORDER.name, order::PARTNER, buyer.id);
    let receipts = context.records.of_kind(receipt::RECEIPT.name).map(AsRef::as_ref);
    let open = partners::open_amount(orders.iter(), receipts);
    if open <= limit {
        return Ok(());
    }
    let values = vec![
        ("partner", partner::NAME.get(buyer.as_ref()).map_or_else(|| Parameter::key("kind.partner"), Parameter::Text)),
        ("limit", Parameter::Money(limit)),
        ("open", Parameter::Money(open)),
    ];
    Err(Stop { code: CREDIT, record: sold.id, field: order::AMOUNT.name(), values })
}
