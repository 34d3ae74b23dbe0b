//! Tasks, meetings, trainings and reviews as a calendar file for the programs that people live in.

use flow::Context;
use io::job::Job;
use io::report::CalendarEntry;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Fields, Id};
use pillars::report::agenda::{Entry, Occasion, agenda};
use ui::lang::{t, t_with};
use ui::{Button, Icon, toast};
use views::{Session, session};

use crate::environment::now_utc;
use crate::jobs;

const MEDIA_TYPE: &str = "text/calendar;charset=utf-8";

/// Has the file made and offers it: entries of these kinds, of one owner or of all.
pub(crate) fn offer(session: &Session, occasions: &[Occasion], owner: Option<Id>) {
    views::drafts::flush_all();
    let entries = untrack(|| entries(session, occasions, owner));
    if entries.is_empty() {
        return toast(t("ui.agenda.empty"), None);
    }
    let count = entries.len().to_string();
    let (session, subject) = (session.clone(), t("ui.agenda.file"));
    spawn_local(async move {
        let job = Job::Calendar { name: subject.clone(), stamp: now_utc(), entries };
        let finished = jobs::run(t_with("ui.paper.writing", &[("name", &subject)]), &job, None).await;
        jobs::dismiss();
        match finished {
            Ok((_, bytes)) => {
                let file = crate::papers::offer(&session, &subject, "ics", MEDIA_TYPE, &bytes);
                toast(t_with("ui.agenda.exported", &[("n", &count), ("file", &file)]), None);
            }
            Err(trouble) => toast(trouble.sentence(), None),
        }
    });
}

fn entries(session: &Session, occasions: &[Occasion], owner: Option<Id>) -> Vec<CalendarEntry> {
    let (records, registry) = (session.records(), session.registry());
    let context = Context { records: &records, registry: &registry, today: session.today.get_untracked() };
    let chosen = agenda(&context).into_iter().filter(|entry| occasions.contains(&entry.occasion) && (owner.is_none() || entry.owner == owner));
    let line = |entry: Entry| {
        let word = |field: &str| entry.record.field(field).and_then(|json| json.as_str()).unwrap_or_default().to_owned();
        let who = entry.owner.map(|id| t_with("ui.agenda.owner", &[("person", &session.title_of(id))]));
        let more = ["measure", "deliverable", "note"].map(word).into_iter().filter(|text| !text.is_empty());
        let category = t(&format!("ui.agenda.{}", entry.occasion.code()));
        let title = session.title_of(entry.record.id);
        CalendarEntry {
            uid: entry.uid(),
            day: entry.day,
            title: if entry.occasion == Occasion::Review { t_with("ui.agenda.review_of", &[("title", &title)]) } else { title },
            about: who.into_iter().chain(more).collect::<Vec<_>>().join("\n"),
            place: word("place"),
            category,
            done: entry.done,
        }
    };
    chosen.map(line).collect()
}

/// The button that exports entries of these kinds; `owner` narrows them to those of a person.
#[component]
pub(crate) fn CalendarButton(occasions: &'static [Occasion], #[prop(into, optional)] owner: Signal<String>) -> impl IntoView {
    let session = session();
    let press = Callback::new(move |()| offer(&session, occasions, owner.get_untracked().parse().ok()));
    view! { <Button label=ui::text("ui.agenda.export") icon=Icon::Calendar on_press=press test_id="export-calendar" /> }
}
