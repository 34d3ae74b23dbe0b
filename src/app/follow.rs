//! What the pillars say follows from a change, and what a change may not do, given to the workspace.

use std::sync::Arc;

use flow::{Context, Parameter, Rules};
use leptos::prelude::*;
use model::Date;
use store::{Environment, Refusal, Workspace};
use views::labels::money_brief;
use views::session::parameter_text;

/// Every step made here is asked from now on.
pub(crate) fn connect(
    workspace: &Workspace,
    today: Memo<Date>,
    currency: Memo<String>,
    rules: RwSignal<Arc<Rules>>,
    environment: Arc<dyn Environment>,
) {
    let registry = workspace.registry();
    workspace.add_consequence(Arc::new(move |records, step| {
        let context = Context { records, registry: &registry, today: today.get_untracked() };
        let new_id = || environment.new_id();
        let told = |value: &Parameter| match value {
            Parameter::Money(money) => money_brief(*money, &currency.get_untracked()),
            other => parameter_text(other, &[]),
        };
        pillars::follow::follow(&context, &rules.get_untracked(), step, &new_id).map_err(|stop| {
            let refusal = Refusal::new(stop.code).on(stop.record).field(stop.field);
            stop.values.iter().fold(refusal, |refusal, (name, value)| refusal.with(name, told(value)))
        })
    }));
}
