//! What stands where a view has nothing to show: what belongs there, and the way to the first record.

use flow::{Content, Missing};
use leptos::prelude::*;
use model::{Id, Key, Kind};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, EmptyState, Icon, live};

use super::{Frame, label_text};
use crate::labels::{kind_label, kind_many};
use crate::route::Place;
use crate::session::Session;
use crate::table::RecordDrawer;

/// The record that an empty view began; its form outlives the empty view, which goes with the first record.
#[derive(Clone, Copy)]
pub(super) struct Begun {
    kind: RwSignal<Option<&'static Kind>>,
    record: RwSignal<Option<Id>>,
}

impl Begun {
    pub(super) fn new() -> Self {
        Self { kind: RwSignal::new(None), record: RwSignal::new(None) }
    }

    fn begin(self, session: &Session, kind: &'static Kind) {
        self.kind.set(Some(kind));
        self.record.set(session.add(kind.name, &[]));
    }

    /// The form over the page.
    pub(super) fn drawer(self) -> AnyView {
        live(move || self.kind.get().map(|kind| view! { <RecordDrawer kind=kind opened=self.record untouched=0 /> }))
    }
}

fn listed(names: impl Iterator<Item = String>) -> String {
    names.collect::<Vec<_>>().join(&t("ui.format.list_separator"))
}

/// Where records of a kind are added: the step that works on it, else its list.
fn place_of(session: &Session, first: &Content, kind: &Key) -> (Place, String) {
    let step_in = |content: &Content| {
        let step = content.structure.steps.iter().find(|step| step.kinds().contains(&kind) && !step.shared.contains(kind))?;
        Some((Place::step(&step.id)?, content.texts.steps.get(&step.id)?.title.clone()))
    };
    let elsewhere = || session.contents.with_untracked(|all| all.values().find_map(|content| step_in(content)));
    step_in(first).or_else(elsewhere).unwrap_or_else(|| (Place::List(kind.to_string()), kind_many(kind)))
}

/// The sentence of what is missing.
fn sentence(missing: &Missing) -> String {
    match missing {
        Missing::Records(kinds) => t_with("ui.table.empty", &[("kind", &listed(kinds.iter().map(|kind| kind_many(kind))))]),
        Missing::Values(kind, labels) => {
            let fields = listed(labels.iter().map(label_text));
            t_with("ui.picture.values", &[("kind", &kind_many(kind)), ("fields", &fields)])
        }
        Missing::Matches(kind) => t_with("ui.picture.matches", &[("kind", &kind_many(kind))]),
    }
}

/// A line of a document: what is missing, with the way there on the screen.
pub(crate) fn line(session: &Session, content: &Content, missing: &Missing) -> AnyView {
    let way = if let Missing::Records(kinds) = missing { kinds.first() } else { None };
    let link = way.map(|kind| {
        let (place, title) = place_of(session, content, kind);
        view! { " "<a class="no-print" href=session.href(place)>{t_with("ui.picture.add_in", &[("title", &title)])}</a> }
    });
    view! { <p class="muted">{sentence(missing)}{link}</p> }.into_any()
}

/// What an empty view of a page says and offers.
pub(super) fn empty(frame: &Frame, missing: &Missing, begun: Begun) -> AnyView {
    let content = &frame.content;
    let Missing::Records(kinds) = missing else { return line(&frame.session, content, missing) };
    let Some(kind) = kinds.first() else { return ().into_any() };
    // Where the same step lists the records, its list tells what they are.
    let shows = |tools: &[String]| tools.contains(&frame.id);
    let steps = &content.structure.steps;
    let here = steps.iter().any(|step| (shows(&step.tools) || step.items.iter().any(|item| shows(&item.tools))) && step.kinds().contains(&kind));
    match frame.session.kind(kind).filter(|kind| here && !kind.single) {
        Some(kind) => {
            let session = frame.session.clone();
            let add = Callback::new(move |()| begun.begin(&session, kind));
            let label = t_with("ui.record.add", &[("kind", &kind_label(kind.name))]);
            view! {
                <div class="view-empty">
                    <p>{t_with("ui.picture.none_here", &[("kind", &kind_many(kind.name))])}</p>
                    <Button label=label icon=Icon::Plus look=ButtonLook::Dashed on_press=add test_id=format!("begin-{}", frame.id) />
                </div>
            }
            .into_any()
        }
        None => {
            let (place, title) = place_of(&frame.session, content, kind);
            let about = match content.texts.tools.get(&frame.id).map(|texts| texts.empty.clone()).filter(|own| !own.is_empty()) {
                Some(own) => own,
                None => t(&format!("kind.{kind}.about")),
            };
            let (said, href, way) = (sentence(missing), frame.session.href(place), t_with("ui.picture.add_in", &[("title", &title)]));
            view! {
                <EmptyState title=said about=about icon=Icon::Chart>
                    <a class="button button-dashed" href=href>{way}</a>
                </EmptyState>
            }
            .into_any()
        }
    }
}
