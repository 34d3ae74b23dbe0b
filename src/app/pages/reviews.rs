//! The calendar of review cycles: next date, owner, overdue; closing a review asks for a decision (P00.03).

use std::sync::Arc;

use flow::Context;
use leptos::prelude::*;
use model::{Id, Json, Record, Stamp, add_months};
use pillars::report::agenda::Occasion;
use pillars::workspace::cycles::{self, Closing, NEXT_REVIEW};
use store::{Label, Transaction};
use ui::lang::t_with;
use ui::{Button, ButtonLook, Callout, ChoiceButtons, DateInput, Dialog, EmptyState, PickOne, Show, TextInput, Tone, open_while};
use views::kept::Kept;
use views::labels::{choice_options, date_text, issue_text, kind_label, record_title};
use views::{Place, Session, session};

use crate::calendar_file::CalendarButton;

/// One line of the calendar, ready to be shown.
#[derive(Clone, PartialEq)]
struct Line {
    record: Arc<Record>,
    title: String,
    kind: String,
    owner: String,
    last: String,
    next: String,
    overdue_days: i64,
}

fn lines(session: &Session) -> Vec<Line> {
    let records = session.workspace.tracked_any();
    let registry = session.registry();
    let context = Context { records: &records, registry: &registry, today: session.today.get() };
    let title = |id: Id| records.get(id).map(|record| record_title(&records, &registry, record)).unwrap_or_default();
    let line = |cycle: cycles::Cycle| Line {
        title: title(cycle.record.id),
        kind: kind_label(&cycle.record.kind),
        owner: cycle.owner.map(title).filter(|name| !name.is_empty()).unwrap_or_else(|| ui::format::missing().to_owned()),
        last: cycle.last.map_or_else(|| ui::format::missing().to_owned(), date_text),
        next: date_text(cycle.next),
        overdue_days: cycle.overdue_days,
        record: cycle.record,
    };
    cycles::cycles(&context).into_iter().map(line).collect()
}

/// The page of reviews.
#[component]
pub(crate) fn ReviewsPage() -> impl IntoView {
    let session = session();
    let reader = session.clone();
    let rows = Memo::new(move |_| lines(&reader));
    let subject = RwSignal::new(None::<Line>);
    let body = move || rows.get().into_iter().map(|line| row(&session, line, subject)).collect_view();
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.reviews")}</h1><p class="page-about">{ui::say_key("ui.reviews.about")}</p></div><div class="page-actions"><CalendarButton occasions={&[Occasion::Review]} /></div></header>
        <Show when=move || !rows.with(Vec::is_empty) fallback=move || view! { <EmptyState title=ui::text("ui.reviews.empty") about=ui::text("ui.reviews.empty_about") /> }>
            <div class="grid-scroll" tabindex="0" role="region" aria-label=ui::text("ui.nav.reviews")>
                <table class="table table-cards" data-testid="reviews">
                    <caption class="visually-hidden">{ui::say_key("ui.nav.reviews")}</caption>
                    <thead><tr>
                        <th scope="col">{ui::say_key("ui.reviews.subject")}</th><th scope="col">{ui::say_key("ui.reviews.kind")}</th><th scope="col">{ui::say_key("field.goal.owner")}</th>
                        <th scope="col">{ui::say_key("ui.reviews.last")}</th><th scope="col">{ui::say_key("ui.reviews.next")}</th><th scope="col">{ui::say_key("ui.reviews.state")}</th>
                        <th scope="col"><span class="visually-hidden">{ui::say_key("ui.rows.actions")}</span></th>
                    </tr></thead>
                    <tbody>{body.clone()}</tbody>
                </table>
            </div>
        </Show>
        <CloseDialog subject=subject />
    }
}

fn row(session: &Session, line: Line, subject: RwSignal<Option<Line>>) -> AnyView {
    let href = session.href(Place::Record(line.record.kind.to_string(), line.record.id));
    let late = (line.overdue_days > 0).then(|| t_with("ui.reviews.overdue", &[("n", &line.overdue_days.to_string())]));
    // A goal is reviewed with its own numbers, on its own page.
    let close = (&*line.record.kind != "goal").then(|| {
        let chosen = line.clone();
        let press = Callback::new(move |()| subject.set(Some(chosen.clone())));
        view! { <Button label=ui::text("ui.reviews.close_short") about=t_with("ui.list.quoted", &[("title", &line.title)]) look=ButtonLook::Text on_press=press test_id=format!("close-{}", line.record.id) /> }
    });
    view! {
        <tr>
            <th scope="row"><a href=href>{line.title.clone()}</a></th>
            <td data-label=ui::text("ui.reviews.kind")>{line.kind.clone()}</td>
            <td class="nowrap" data-label=ui::text("field.goal.owner")>{line.owner.clone()}</td>
            <td class="nowrap" data-label=ui::text("ui.reviews.last")>{line.last.clone()}</td>
            <td class="nowrap" data-label=ui::text("ui.reviews.next")>{line.next.clone()}</td>
            <td class="nowrap late">{late}</td>
            <td>{close}</td>
        </tr>
    }
    .into_any()
}

/// Asks for the decision, its reason and the next date, and writes them in one step.
#[component]
fn CloseDialog(subject: RwSignal<Option<Line>>) -> impl IntoView {
    let session = session();
    let (decision, next, by) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let note = Kept::new("review");
    let trouble = RwSignal::new(None::<&'static str>);
    let today = session.today;
    let begin = Callback::new(move |()| {
        decision.set(String::new());
        if let Some(line) = subject.get_untracked() {
            note.about(line.record.id);
        }
        next.set(add_months(today.get_untracked(), 3).to_string());
        trouble.set(None);
    });
    let open = open_while(subject, begin);
    let people = {
        let session = session.clone();
        Signal::derive(move || session.choices("person"))
    };
    let options =
        Signal::derive(|| pillars::workspace::review::REVIEW.field("decision").map(|field| choice_options("review", field)).unwrap_or_default());
    let save = Callback::new(move |()| {
        let Some(line) = subject.get_untracked() else { return };
        let closing = Closing {
            title: line.title.clone(),
            decision: decision.get_untracked(),
            note: note.now(),
            next: next.get_untracked().parse().ok(),
            by: by.get_untracked().and_then(|id| id.parse().ok()),
        };
        match cycles::close(line.record.id, &closing, today.get_untracked()) {
            Ok((values, next)) => {
                let mut review = Record::new(session.workspace.new_id(), "review", Stamp::default());
                review.fields.extend(values.into_iter().filter_map(|(field, json)| json.map(|json| (field, json))));
                let label = Label { code: "ui.history.review".to_owned(), title: line.title };
                let next = next.map(|next| Json::from(next.to_string()));
                if session.commit(Transaction::new(label).add(review).set(line.record.id, NEXT_REVIEW, next)) {
                    note.used();
                    open.set(false);
                }
            }
            Err(missing) => trouble.set(Some(missing.code())),
        }
    });
    view! {
        <Dialog open=open title=Signal::derive(move || t_with("ui.reviews.close", &[("title", &subject.with(|line| line.as_ref().map(|line| line.title.clone()).unwrap_or_default()))])) test_id="close-review">
            <div class="form">
                {ui::live(move || trouble.get().map(|code| view! { <Callout tone=Tone::Danger><p role="alert">{issue_text(code, &[])}</p></Callout> }))}
                <ChoiceButtons label=ui::text("field.review.decision") value=decision options=options on_change=Callback::new(move |code| decision.set(code)) required=true id="review-decision" />
                <TextInput label=ui::text("field.review.note") value=note.text() on_input=note.typing() multiline=true id="review-note" />
                <Show when=move || decision.get() != "stop">
                    <DateInput label=ui::text("field.review.next") value=next on_input=Callback::new(move |text| next.set(text)) id="review-next" />
                </Show>
                <PickOne label=ui::text("field.review.by") value=by options=people on_change=Callback::new(move |id| by.set(id)) id="review-by" />
            </div>
            <div class="dialog-actions">
                <Button label=ui::text("ui.cancel") on_press=Callback::new(move |()| open.set(false)) />
                <Button label=ui::text("ui.reviews.save") look=ButtonLook::Primary on_press=save test_id="save-review" />
            </div>
        </Dialog>
    }
}
