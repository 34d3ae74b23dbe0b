//! An opportunity that moves to another stage notes it: day, amount, by whom. Nobody has to write the event.

use flow::Context;
use model::{DateField, Diff, FieldType, Id, Key, Link, Record, Stamp};

use super::{after, touched};
use crate::customers::{opportunity, stage_event};

/// Adds the event of every stage that a step sets, unless the step brings it along or it is there already.
pub(super) fn follow(context: &Context<'_>, step: &Diff, new_id: &dyn Fn() -> Id, more: &mut Diff) {
    for id in touched(step, opportunity::OPPORTUNITY.name, &[opportunity::STAGE.name()]) {
        let Some(record) = after(context.records, step, id) else { continue };
        let Some(stage) = opportunity::STAGE.get(&record) else { continue };
        let of_this = |event: &Record| stage_event::OPPORTUNITY.get(event) == Some(id);
        let brought = step.added.iter().any(|event| event.kind == stage_event::STAGE_EVENT.name && of_this(event));
        let events = context.records.of_kind(stage_event::STAGE_EVENT.name).filter(|event| of_this(event));
        let last = events.max_by_key(|event| (stage_event::ENTERED_ON.get(&***event), event.id));
        if brought || last.and_then(|event| stage_event::STAGE.get(&**event)) == Some(stage.clone()) {
            continue;
        }
        let mut event =
            Record::new(new_id(), stage_event::STAGE_EVENT.name, Stamp::default()).with(stage_event::STAGE, stage).with(stage_event::OPPORTUNITY, id);
        event.fields.insert(Key::new(stage_event::ENTERED_ON.name()), DateField::write(context.today));
        if let Some(amount) = opportunity::AMOUNT.get(&record) {
            event = event.with(stage_event::AMOUNT, amount);
        }
        if let Some(owner) = opportunity::OWNER.get(&record) {
            event.fields.insert(Key::new(stage_event::BY.name()), Link::write(owner));
        }
        more.added.push(event);
    }
}
