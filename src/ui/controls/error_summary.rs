//! The list of what must be corrected, at the top of the page: takes the focus and leads to the fields.

use crate::{live, say};
use leptos::html;
use leptos::prelude::*;

use super::optional;
use crate::dom::{focus_by_id, soon};
use crate::icon::{Icon, IconView};

/// Where a message of the summary leads.
#[derive(Clone, Debug)]
pub enum SummaryTarget {
    /// The id of the field on this page.
    Field(String),
    /// Something else to do, a change of page for example.
    Press(Callback<()>),
}

impl From<String> for SummaryTarget {
    fn from(id: String) -> Self {
        Self::Field(id)
    }
}

impl From<Callback<()>> for SummaryTarget {
    fn from(press: Callback<()>) -> Self {
        Self::Press(press)
    }
}

/// Messages with their targets; nothing is drawn if there are none. Takes the focus when messages first appear, unless
/// `keep_focus` is set.
#[component]
pub fn ErrorSummary(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] items: Signal<Vec<(String, SummaryTarget)>>,
    #[prop(optional)] keep_focus: bool,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let has_items = Memo::new(move |_| items.with(|items| !items.is_empty()));
    Effect::new(move || {
        if has_items.get()
            && !keep_focus
            && let Some(element) = node.get()
        {
            soon(move || {
                let _ = element.focus();
            });
        }
    });
    let test_id = optional(test_id);
    view! {
        {move || {
            let test_id = test_id.clone();
            has_items.get().then(|| view! {
                <div node_ref=node class="summary" role="alert" tabindex="-1" id=test_id.clone() data-testid=test_id>
                    <h2 class="summary-title"><IconView icon=Icon::Problem size=20 /><span>{say(move || title.get())}</span></h2>
                    <ul class="summary-list">
                        {live(move || items
                            .get()
                            .into_iter()
                            .map(|(message, target)| {
                                let press = move |_| match &target {
                                    SummaryTarget::Field(id) => {
                                        focus_by_id(id);
                                    }
                                    SummaryTarget::Press(press) => press.run(()),
                                };
                                view! { <li><button type="button" class="link" on:click=press>{message}</button></li> }
                            })
                            .collect_view())}
                    </ul>
                </div>
            })
        }}
    }
}
