//! Where a task made of an initiative comes from: the statement, and the step that closes its gap.

use leptos::prelude::*;
use model::Id;
use pillars::plan::task;
use ui::lang::t_with;
use ui::live;
use views::session;

use super::desk::{self, Desk, pillar_name};

/// The section on the page of a task.
#[component]
pub(crate) fn TaskOrigin(id: Id) -> impl IntoView {
    let session = session();
    let content = desk::content().content;
    live(move || {
        let Some(content) = content.get() else { return ().into_any() };
        let desk = Desk { session: session.clone(), content };
        let Some(statement) = desk.record("task", id).and_then(|record| task::INITIATIVE.get(&*record)) else { return ().into_any() };
        let item = desk.content.structure.statement(&statement);
        let Some((item, texts)) = item.zip(desk.statement(&statement)) else { return ().into_any() };
        let step = t_with("ui.diagnosis.to_step", &[("title", &desk.step_title(&item.step))]);
        view! {
            <section class="diagnosis-section" data-testid="task-origin">
                <h2>{ui::say_key("ui.diagnosis.from")}</h2>
                <p>{pillar_name(item.pillar)}" · "{texts.statement.clone()}</p>
                <p><a href=desk.step_href(&item.step)>{step}</a>" · "<a href=desk.href("")>{ui::say_key("ui.nav.diagnosis")}</a></p>
            </section>
        }
        .into_any()
    })
}
