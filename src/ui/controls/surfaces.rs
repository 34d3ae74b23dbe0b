//! Surfaces and small marks: cards, callouts, empty states, badges, step statuses, progress counts.

use crate::{live, say};
use leptos::prelude::*;

use super::optional;
use crate::dom::unique_id;
use crate::icon::{Icon, IconView};
use crate::lang::{t, t_with};

/// The meaning of a colour. The text always says the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Neutral,
    /// Belongs to the brand or the selection.
    Primary,
    /// Good.
    Success,
    /// Advice, at risk.
    Warning,
    /// To fix, off target.
    Danger,
    /// For information.
    Info,
}

impl Tone {
    /// The class suffix.
    pub fn code(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Primary => "primary",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
            Self::Info => "info",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Neutral | Self::Primary | Self::Info => Icon::Info,
            Self::Success => Icon::Check,
            Self::Warning => Icon::Advice,
            Self::Danger => Icon::Problem,
        }
    }
}

/// A small label.
#[component]
pub fn Badge(
    #[prop(into, optional)] tone: Signal<Tone>,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] icon: Option<Icon>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    view! {
        <span class=move || format!("badge badge-{}", tone.get().code()) data-testid=optional(test_id)>
            {icon.map(|icon| view! { <IconView icon=icon size=12 /> })}
            <span>{say(move || label.get())}</span>
        </span>
    }
}

/// Code, icon and key of a step status; unknown codes count as not started.
pub fn status_parts(status: &str) -> (&'static str, Icon, &'static str) {
    match status {
        "in_progress" | "started" => ("progress", Icon::HalfCircle, "ui.status.in_progress"),
        "done" | "met" => ("done", Icon::Check, "ui.status.done"),
        "problem" => ("problem", Icon::Problem, "ui.status.problem"),
        "not_applicable" => ("none", Icon::Blocked, "ui.status.not_applicable"),
        _ => ("open", Icon::Circle, "ui.status.not_started"),
    }
}

/// The status of a step: `not_started`, `in_progress`, `done`, `problem`, `not_applicable`. Done is quieter than open.
#[component]
pub fn StatusMark(
    #[prop(into)] status: Signal<String>,
    /// Only the icon is shown; the words are read out.
    #[prop(optional)]
    icon_only: bool,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let parts = Memo::new(move |_| status.with(|status| status_parts(status)));
    view! {
        <span class=move || format!("status status-{}", parts.get().0) class:status-icon-only=icon_only data-testid=optional(test_id)>
            <IconView icon=Signal::derive(move || parts.get().1) size=16 />
            <span class="status-text" class:visually-hidden=icon_only>{say(move || t(parts.get().2))}</span>
        </span>
    }
}

/// Progress as a count (`4/6 步`) with a bar. The bar is full only when everything is done.
#[component]
pub fn ProgressCount(
    #[prop(into)] done: Signal<usize>,
    #[prop(into)] total: Signal<usize>,
    /// The key of the text with `{done}` and `{total}`; steps unless told.
    #[prop(into, optional)]
    text_key: String,
    #[prop(optional)] hide_bar: bool,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let key = optional(text_key).unwrap_or_else(|| "ui.progress.steps".to_owned());
    let percent = move || share(done.get(), total.get());
    view! {
        <span class="progress" data-testid=optional(test_id)>
            {(!hide_bar).then(|| view! {
                <span class="progress-track" aria-hidden="true">
                    <span class="progress-fill" class:is-full=move || percent() == 100 style:width=move || format!("{}%", percent())></span>
                </span>
            })}
            <span class="progress-text">{say(move || t_with(&key, &[("done", &done.get().to_string()), ("total", &total.get().to_string())]))}</span>
        </span>
    }
}

/// Whole percent, rounded down, so that 100 means all.
pub fn share(done: usize, total: usize) -> usize {
    (done.min(total) * 100).checked_div(total).unwrap_or(0)
}

/// A surface with an optional title and actions at its head.
#[component]
pub fn Card(
    #[prop(into, optional)] title: Signal<String>,
    /// One line under the title.
    #[prop(into, optional)]
    about: Signal<String>,
    #[prop(into, optional)] actions: ViewFn,
    children: Children,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let title_id = unique_id("card");
    let labelled = title_id.clone();
    view! {
        <section class="card" aria-labelledby=move || (!title.with(String::is_empty)).then(|| labelled.clone()) data-testid=optional(test_id)>
            {live(move || {
                let title_id = title_id.clone();
                let actions = actions.clone();
                optional(title.get()).map(|title| view! {
                    <header class="card-head">
                        <div class="card-heading">
                            <h2 class="card-title" id=title_id>{title}</h2>
                            {live(move || optional(about.get()).map(|about| view! { <p class="card-about">{about}</p> }))}
                        </div>
                        <div class="card-actions">{actions.run()}</div>
                    </header>
                })
            })}
            <div class="card-body">{children()}</div>
        </section>
    }
}

/// A message inside the page with a tone, an optional title and actions as children.
#[component]
pub fn Callout(
    #[prop(optional)] tone: Tone,
    #[prop(into, optional)] title: Signal<String>,
    children: Children,
    #[prop(optional, into)] icon: Option<Icon>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    view! {
        <div class=format!("callout callout-{}", tone.code()) data-testid=optional(test_id)>
            <span class="callout-icon"><IconView icon=icon.unwrap_or_else(|| tone.icon()) size=18 /></span>
            <div class="callout-body">
                {live(move || optional(title.get()).map(|title| view! { <p class="callout-title">{title}</p> }))}
                {children()}
            </div>
        </div>
    }
}

/// What stands where there is nothing yet: what can be got here, and one action (the children).
#[component]
pub fn EmptyState(
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] about: Signal<String>,
    #[prop(optional, into)] icon: Option<Icon>,
    #[prop(optional)] children: Option<Children>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    view! {
        <div class="empty" data-testid=optional(test_id)>
            <span class="empty-icon"><IconView icon=icon.unwrap_or(Icon::Document) size=24 /></span>
            <div class="empty-text">
                <p class="empty-title">{say(move || title.get())}</p>
                {live(move || optional(about.get()).map(|about| view! { <p class="empty-about">{about}</p> }))}
            </div>
            {children.map(|children| view! { <div class="empty-actions">{children()}</div> })}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_rounded_down() {
        assert_eq!(share(5, 6), 83);
        assert_eq!(share(199, 200), 99);
        assert_eq!(share(6, 6), 100);
        assert_eq!(share(0, 0), 0);
        assert_eq!(share(9, 6), 100);
    }

    #[test]
    fn statuses_have_a_text() {
        for (code, class) in
            [("not_started", "open"), ("in_progress", "progress"), ("done", "done"), ("problem", "problem"), ("not_applicable", "none")]
        {
            assert_eq!(status_parts(code).0, class);
        }
    }
}
