//! From a finding to where it is mended, and back.

use std::cell::RefCell;
use std::time::Duration;

use flow::Finding;
use leptos::prelude::*;
use model::Id;
use ui::dom::{focus_by_id, soon, unfold_all};
use ui::lang::t_with;
use ui::{ButtonLook, Icon, LinkButton};

use crate::dom::{focus_by_selector, focus_by_test_id};
use crate::editor::field_id;
use crate::route::Place;
use crate::session::Session;
use crate::step_page::place_of_row;

/// Moves the focus to a field of the only record of its kind, on this page or on the one of its step.
pub fn open_single_field(session: &Session, kind: &str, field: &str, step: &str) {
    let id = field_id(kind, true, Id::from_number(0), field);
    if focus_by_id(&id) {
        return;
    }
    if let Some(place) = Place::step(step) {
        session.show(place);
        focus_when_there(id, TRIES);
    }
}

/// Leads to a field: on this page where it stands, else on the record's own page, which leads back.
pub fn open_field(session: &Session, kind: &str, record: Id, field: &str) {
    let single = session.kind(kind).is_some_and(|kind| kind.single);
    open_control(session, kind, record, field_id(kind, single, record, field));
}

/// Leads to a control of a record's page by its id: on this page where it stands, else on the record's own page, which leads back.
pub fn open_control(session: &Session, kind: &str, record: Id, id: String) {
    if let Some(element) = ui::dom::element_by_id(&id) {
        return focus_in_fold(&element, id);
    }
    remember_origin(record);
    session.show(Place::Record(kind.to_owned(), record));
    focus_when_there(id, TRIES);
}

/// Leads to where a finding is mended: the field on this page, the button that adds a record, or
/// the record's own page.
pub(crate) fn open_finding(session: &Session, finding: &Finding) {
    if lead_to(session, finding) {
        return;
    }
    // The place may be folded away: unfold, and look again when the page has followed.
    unfold_all();
    let (session, finding) = (session.clone(), finding.clone());
    soon(move || {
        if !lead_to(&session, &finding) {
            leave_for(&session, &finding);
        }
    });
}

/// Whether a finding is mended by changing one of the records that are there.
fn is_met_by_choosing(session: &Session, finding: &Finding) -> bool {
    let pillar = finding.check.split('.').next().unwrap_or_default();
    let content = session.contents.with_untracked(|all| all.get(pillar).cloned());
    let checks = content.as_ref().map(|content| &content.structure);
    let rule = checks.and_then(|structure| structure.checks().find(|(_, check)| check.id == finding.check)).map(|(_, check)| &check.rule);
    rule.is_some_and(|rule| rule.is_met_by_choosing(&session.registry(), &session.records()))
}

/// The id in a page of the field that mends a finding.
pub(crate) fn field_of(session: &Session, finding: &Finding) -> Option<String> {
    let kind = finding.kind.as_ref().and_then(|name| session.kind(name))?;
    let record = if kind.single { Id::from_number(0) } else { finding.record? };
    // What is missing beside a record is said at its name, where the way leads.
    let field = finding.field.as_ref().map_or(kind.title, |field| field.as_str());
    Some(field_id(kind.name, kind.single, record, field))
}

/// Moves the focus to where a finding is mended, if that is on this page.
fn lead_to(session: &Session, finding: &Finding) -> bool {
    // A button of this page that mends it: begins the review that is due, say.
    if let Some(record) = finding.record
        && focus_by_selector(&format!("[data-mends=\"{} {record}\"] button", finding.check))
    {
        return true;
    }
    let Some(kind) = finding.kind.as_ref().and_then(|name| session.kind(name)) else { return false };
    let field = finding.field.as_ref().map_or(kind.title, |field| field.as_str());
    let id = finding.record.unwrap_or_else(|| Id::from_number(0));
    if (kind.single || finding.record.is_some()) && focus_by_id(&field_id(kind.name, kind.single, id, field)) {
        return true;
    }
    let choosing = finding.record.is_none() && is_met_by_choosing(session, finding);
    if choosing && focus_by_selector(&format!("[data-testid=\"table-{}\"] .row-link", kind.name)) {
        return true;
    }
    finding.record.is_none() && (focus_by_test_id(&format!("add-first-{}", kind.name)) || focus_by_test_id(&format!("add-{}", kind.name)))
}

/// How often a field is looked for on the page that opens, and how long in between.
const TRIES: u32 = 30;
const PAUSE: Duration = Duration::from_millis(120);

/// Moves the focus to a field of the page that is opening, out of the fold it lies in. The page settles its own focus first.
fn focus_when_there(id: String, tries: u32) {
    set_timeout(
        move || match ui::dom::element_by_id(&id) {
            Some(element) => focus_in_fold(&element, id),
            None if tries > 0 => focus_when_there(id, tries - 1),
            None => {}
        },
        PAUSE,
    );
}

/// Unfolds what an element lies in and moves the focus to it.
fn focus_in_fold(element: &leptos::web_sys::HtmlElement, id: String) {
    ui::dom::unfold_around(element);
    soon(move || {
        focus_by_id(&id);
    });
}

/// Shows the record's own page, or the step, where a finding is mended.
fn leave_for(session: &Session, finding: &Finding) {
    if let (Some(kind), Some(record)) = (finding.kind.as_ref().and_then(|name| session.kind(name)), finding.record) {
        return open_field(session, kind.name, record, finding.field.as_ref().map_or(kind.title, |field| field.as_str()));
    }
    let content = finding.check.split('.').next().and_then(|pillar| session.contents.with_untracked(|all| all.get(pillar).cloned()));
    let place = content.and_then(|content| place_of_row(&content, &finding.row));
    let is_here = place
        .as_ref()
        .is_some_and(|place| window().location().hash().is_ok_and(|hash| hash.split('?').next() == session.href(place.clone()).split('?').next()));
    match (place, finding.kind.as_ref().and_then(|name| session.kind(name)).filter(|kind| !kind.single)) {
        // The step asks for a record that another step adds: to the list of its kind.
        (place, Some(kind)) if is_here || place.is_none() => {
            session.show(Place::List(kind.name.to_owned()));
            add_when_there(kind.name, TRIES);
        }
        (Some(place), _) => session.show(place),
        (None, _) => {}
    }
}

/// Moves the focus to the button that adds a record on the list that is opening.
fn add_when_there(kind: &'static str, tries: u32) {
    set_timeout(
        move || {
            let found = focus_by_test_id(&format!("add-first-{kind}")) || focus_by_test_id(&format!("add-{kind}"));
            if !found && tries > 0 {
                add_when_there(kind, tries - 1);
            }
        },
        PAUSE,
    );
}

thread_local! {
    /// The record that a finding led to, and the page it was left for: address and heading.
    static ORIGIN: RefCell<Option<(Id, String, String)>> = const { RefCell::new(None) };
}

/// Notes the page that is left for a record, so that its page can lead back.
fn remember_origin(record: Id) {
    let heading = document().query_selector("main h1").ok().flatten().and_then(|heading| heading.text_content()).unwrap_or_default();
    let address = window().location().hash().unwrap_or_default();
    ORIGIN.set(Some((record, address, heading.trim().to_owned())));
}

/// The way back to where a finding about this record stood.
pub(crate) fn way_back(record: Id) -> AnyView {
    let origin = ORIGIN.with_borrow(|origin| origin.clone()).filter(|(led_to, ..)| *led_to == record);
    let link = origin.map(|(_, address, heading)| {
        let label = Signal::derive(move || t_with("ui.record.back_to", &[("title", &heading)]));
        view! { <LinkButton label=label href=address look=ButtonLook::Default icon=Icon::Undo test_id="back-to-origin" /> }
    });
    link.into_any()
}
