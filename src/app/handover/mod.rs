//! A workspace that came as one file with the program around it: to edit, to read, or a form to fill in and send back.
//! What stands in the file says `io::handover`; such files are made on the page of data.

mod chrome;
mod make;
mod opening;

use std::sync::Arc;

use io::handover::{FACTS, Handover, Mode};
use io::sealed::Envelope;
use leptos::prelude::*;
use views::Place;

pub(crate) use chrome::{AskHead, Band};
pub(crate) use make::{Parcel, assemble};
pub(crate) use opening::{OpeningPage, install};

/// How far the workspace of the file has been opened.
#[derive(Clone, PartialEq)]
pub(crate) enum Phase {
    /// Under way.
    Opening,
    /// It waits for its passphrase.
    Locked(Box<Envelope>),
    /// It cannot be read; the sentence that says why.
    Refused(String),
    /// On the screen, or nothing was handed over.
    Done,
}

/// What this page was handed over with; cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Handed {
    facts: StoredValue<Option<Arc<Handover>>>,
    /// How far it is.
    pub(crate) phase: RwSignal<Phase>,
}

impl Handed {
    /// For these facts; for none the app is as ever.
    pub(crate) fn new(facts: Option<Handover>) -> Self {
        let phase = if facts.is_some() { Phase::Opening } else { Phase::Done };
        Self { facts: StoredValue::new(facts.map(Arc::new)), phase: RwSignal::new(phase) }
    }

    /// What the file says about itself.
    pub(crate) fn facts(self) -> Option<Arc<Handover>> {
        self.facts.get_value()
    }

    /// Only to be read.
    pub(crate) fn is_view(self) -> bool {
        self.facts().is_some_and(|facts| facts.mode == Mode::View)
    }

    /// What is asked, where this is a form to fill in.
    pub(crate) fn asked(self) -> Option<Arc<Handover>> {
        self.facts().filter(|facts| facts.mode == Mode::Ask)
    }

    /// Whether a screen belongs to what was handed over: a form shows what it asks for and the records of it.
    pub(crate) fn allows(self, place: &Place) -> bool {
        let Some(asked) = self.asked() else { return true };
        match place {
            Place::Record(kind, _) | Place::List(kind) => asked.kinds.contains(kind),
            other => asked.pages.contains(&other.path()),
        }
    }
}

/// The context of what was handed over.
pub(crate) fn handed() -> Handed {
    expect_context::<Handed>()
}

/// What the page says that it was handed over with.
pub(crate) async fn read() -> Option<Handover> {
    let place = document().query_selector(&format!("script[data-name='{FACTS}']:not(:empty)")).ok().flatten();
    place?;
    Handover::read(&crate::fetch::fetch_text(FACTS).await.ok()?)
}
