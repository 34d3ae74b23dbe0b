//! One sheet a person (P01.A08): goals and shares, tasks, standards, rewards and penalties, and the
//! confirmation. Each sheet prints on its own page.

use leptos::prelude::*;
use model::{Date, Id};
use pillars::goals::rules::responsibility::{self, Sheet, SheetState};
use pillars::teamwork::reward;
use store::Transaction;
use ui::lang::{t, t_with};
use ui::{Badge, Callout, EmptyState, Icon, LinkButton, SelectInput, Tone};
use ui::{Show, live};
use views::Place;
use views::labels::{choice_label, date_text, field_label, kind_label};
use views::session::{Session, session};

use super::{PrintBar, anchor, cell, head, print_reasons, table, whole};
use crate::goals::editors::light_mark;
use crate::goals::goal_sections::parts::{Look, RecordAnchor, RowButton, adds, day, fresh};
use views::document::{signatures, watermark};

/// The document.
pub(in super::super) fn document() -> AnyView {
    let session = session();
    // A link from a person's page opens that person's sheet.
    let asked = session.query.with_untracked(|pairs| pairs.iter().find(|(name, _)| name == "person").map(|(_, value)| value.clone()));
    let chosen = RwSignal::new(asked.unwrap_or_default());
    let people_reader = session.clone();
    let people = Memo::new(move |_| {
        let look = Look::tracked(&people_reader);
        look.all("person").iter().map(|person| (person.id, look.title(person.id))).collect::<Vec<_>>()
    });
    let options = Signal::derive(move || people.get().into_iter().map(|(id, name)| (id.to_string(), name)).collect::<Vec<_>>());
    let shown = Memo::new(move |_| {
        let chosen = chosen.get();
        let all = people.get();
        let one: Vec<Id> = all.iter().filter(|(id, _)| id.to_string() == chosen).map(|(id, _)| *id).collect();
        if one.is_empty() { all.into_iter().map(|(id, _)| id).collect() } else { one }
    });
    let reader = session.clone();
    let reasons = Signal::derive(move || {
        let look = Look::tracked(&reader);
        let goals: Vec<Id> =
            shown.get().iter().flat_map(|person| responsibility::sheet(*person, &look.context()).goals).map(|entry| entry.goal.id).collect();
        print_reasons(&look, Some(&goals))
    });
    let people_href = StoredValue::new(session.href(Place::List("person".to_owned())));
    let shared = StoredValue::new(session);
    view! {
        <div class="doc-tools no-print">
            <SelectInput label=ui::text("ui.doc.sheets.choose") value=chosen options=options on_change=Callback::new(move |code| chosen.set(code)) allow_empty=true hint=ui::text("ui.doc.sheets.choose_hint") test_id="sheet-person" />
        </div>
        <PrintBar reasons=reasons />
        <MissingSheets />
        <Show
            when=move || !people.with(Vec::is_empty)
            fallback=move || view! {
                <EmptyState title=ui::text("ui.goals.consensus_board.no_people") about=ui::text("ui.doc.sheets.no_people_about") icon=Icon::People>
                    <LinkButton label=ui::text("ui.goals.consensus_board.add_people") href=people_href.get_value() icon=Icon::Plus />
                </EmptyState>
            }
        >
            <article class="doc" data-testid="doc-responsibility_sheets">
                {live(move || shared.with_value(|session| watermark(&Look::tracked(session).records)))}
                <For each=move || shown.get() key=|id| *id let:person>
                    {live(move || shared.with_value(|session| sheet_page(session, &Look::tracked(session), person)))}
                </For>
            </article>
        </Show>
    }
    .into_any()
}

/// Who has no sheet of this period yet; on the screen only.
#[component]
fn MissingSheets() -> impl IntoView {
    let session = session();
    let model = Memo::new(move |_| {
        let look = Look::tracked(&session);
        let period = responsibility::period(&look.context());
        let people = responsibility::without_sheet(&look.context()).iter().map(|person| (person.id, look.title(person.id))).collect::<Vec<_>>();
        (period, people)
    });
    view! {
        <Show when=move || model.with(|(_, people)| !people.is_empty())>
            <div class="doc-tools no-print">
                <Callout tone=Tone::Info title=Signal::derive(move || model.with(|(period, people)| t_with("ui.doc.sheets.without", &[("n", &people.len().to_string()), ("period", period)])))>
                    <ul class="inline-list" data-testid="without-sheet">
                        {live(move || model.with(|(_, people)| people.iter().map(|(id, name)| view! { <li><RecordAnchor kind="person" id=*id title=name.clone() /></li> }).collect_view()))}
                    </ul>
                </Callout>
            </div>
        </Show>
    }
}

/// The person confirms today: the record of the period is made or completed.
fn confirm(session: &Session, person: Id) {
    let look = Look::now(session);
    let sheet = responsibility::sheet(person, &look.context());
    let transaction = match sheet.state {
        SheetState::Unconfirmed(id) => {
            Transaction::new(session.label("ui.history.edit", Some(person))).set(id, "confirmed_on", Some(day(look.today)))
        }
        SheetState::Missing => {
            let values = responsibility::confirmation(person, &look.context());
            Transaction::new(adds("responsibility_sheet")).add(fresh(session, "responsibility_sheet", values))
        }
        SheetState::Confirmed(..) => return,
    };
    session.commit(transaction);
}

fn sheet_page(session: &Session, look: &Look, person: Id) -> impl IntoView + use<> {
    let sheet = responsibility::sheet(person, &look.context());
    let record = look.records.get(person).cloned();
    let field = |name: &str| record.as_ref().map(|record| look.plain(record, name)).unwrap_or_default();
    let mut facts = vec![(field_label("responsibility_sheet", "period"), sheet.period.clone())];
    facts.extend(
        ["role", "department", "superior"].map(|name| (field_label("person", name), field(name))).into_iter().filter(|(_, value)| !value.is_empty()),
    );
    let confirmed = match sheet.state {
        SheetState::Confirmed(_, date) => Some(date),
        SheetState::Unconfirmed(_) | SheetState::Missing => None,
    };
    let title = t_with("ui.doc.sheets.title", &[("person", &look.title(person))]);
    let writer = session.clone();
    let press = Callback::new(move |()| confirm(&writer, person));
    let name = look.title(person);
    view! {
        <section class="doc-sheet" data-testid="sheet">
            {head(look, title, facts)}
            <h3>{t("ui.doc.sheets.goals")}</h3>
            {goals_table(look, &sheet)}
            <h3>{t("ui.doc.sheets.tasks")}</h3>
            {tasks_table(look, &sheet)}
            <h3>{t("ui.doc.sheets.standards")}</h3>
            {standards(look, &sheet)}
            <h3>{t("ui.doc.sheets.consequences")}</h3>
            {consequences(look, &sheet)}
            {next_step(look, &sheet)}
            <div class="sheet-state">
                {match confirmed {
                    Some(date) => view! { <Badge tone=Tone::Success icon=Icon::Check label=t_with("ui.doc.sheets.confirmed", &[("date", &date_text(date))]) test_id="sheet-confirmed" /> }.into_any(),
                    None => view! {
                        <Badge tone=Tone::Warning icon=Icon::Warning label=t("ui.doc.sheets.unconfirmed") test_id="sheet-unconfirmed" />
                        <span class="no-print"><RowButton word="ui.doc.sheets.confirm" about=name icon=Icon::Check on_press=press test_id="sheet-confirm" /></span>
                    }.into_any(),
                }}
            </div>
            {signatures(vec![t("ui.doc.sign.person"), t("ui.doc.sign.superior")])}
        </section>
    }
}

fn goals_table(look: &Look, sheet: &Sheet) -> AnyView {
    if sheet.goals.is_empty() {
        return view! { <p>{t("ui.doc.sheets.no_goals")}</p> }.into_any();
    }
    let rows = sheet
        .goals
        .iter()
        .map(|entry| {
            let record = entry.goal.as_ref();
            let measure = look.measure(record);
            let found = pillars::goals::rules::progress::of(record, &look.context());
            vec![
                anchor("goal", record.id, look.title(record.id)),
                cell(t_with(
                    "ui.doc.sheets.kind_part",
                    &[("kind", &look.text(record, "goal_kind")), ("part", &t(&format!("ui.goals.part.{}", entry.part.code())))],
                )),
                cell(super::from_to(look, record)),
                cell(measure.maybe(entry.amount)),
                whole(look.text(record, "due")),
                light_mark(found.light.code()),
            ]
        })
        .collect();
    let headings = vec![
        (kind_label("goal"), false),
        (t("ui.doc.sheets.part"), false),
        (t("ui.doc.from_to_head"), true),
        (t("ui.doc.sheets.share"), true),
        (field_label("goal", "due"), false),
        (t("ui.goals.progress_board.light"), false),
    ];
    table(t("ui.doc.sheets.goals"), headings, rows)
}

fn tasks_table(look: &Look, sheet: &Sheet) -> AnyView {
    if sheet.tasks.is_empty() {
        return view! { <p>{t("ui.doc.sheets.no_tasks")}</p> }.into_any();
    }
    let rows = sheet
        .tasks
        .iter()
        .map(|record| {
            let status = pillars::plan::task::STATUS.get(record.as_ref()).unwrap_or_else(|| "open".to_owned());
            vec![
                anchor("task", record.id, look.title(record.id)),
                cell(look.text(record, "measure")),
                whole(look.text(record, "due")),
                whole(choice_label("task", "status", &status)),
            ]
        })
        .collect();
    let headings = vec![
        (field_label("task", "title"), false),
        (field_label("task", "measure"), false),
        (field_label("task", "due"), false),
        (field_label("task", "status"), false),
    ];
    table(t("ui.doc.sheets.tasks"), headings, rows)
}

fn standards(look: &Look, sheet: &Sheet) -> AnyView {
    if sheet.standards.is_empty() {
        return view! { <p>{t("ui.doc.sheets.no_standards")}</p> }.into_any();
    }
    let rows =
        sheet.standards.iter().map(|record| vec![anchor("standard", record.id, look.title(record.id)), cell(look.text(record, "measure"))]).collect();
    table(t("ui.doc.sheets.standards"), vec![(field_label("standard", "text"), false), (field_label("standard", "measure"), false)], rows)
}

fn consequences(look: &Look, sheet: &Sheet) -> AnyView {
    let rows: Vec<Vec<AnyView>> = sheet
        .rewards
        .iter()
        .chain(&sheet.penalties)
        .map(|record| {
            let kind = reward::REWARD_KIND.get(record.as_ref()).map(|code| choice_label("reward", "reward_kind", &code)).unwrap_or_default();
            vec![anchor("reward", record.id, kind), cell(look.text(record, "condition")), cell(look.text(record, "consequence"))]
        })
        .collect();
    if rows.is_empty() {
        return view! { <p>{t("ui.doc.sheets.no_consequences")}</p> }.into_any();
    }
    let headings = vec![
        (field_label("reward", "reward_kind"), false),
        (field_label("reward", "condition"), false),
        (field_label("reward", "consequence"), false),
    ];
    table(t("ui.doc.sheets.consequences"), headings, rows)
}

/// The open task that is due first.
fn next_step(look: &Look, sheet: &Sheet) -> Option<impl IntoView + use<>> {
    let open = |record: &model::Record| !matches!(pillars::plan::task::STATUS.get(record).as_deref(), Some("done" | "dropped"));
    let first = sheet
        .tasks
        .iter()
        .filter(|record| open(record))
        .filter_map(|record| Some((pillars::plan::task::DUE.get(record.as_ref())?, record.id)))
        .min_by_key(|(due, _): &(Date, Id)| *due)?;
    let text = t_with("ui.doc.sheets.next", &[("task", &look.title(first.1)), ("date", &date_text(first.0))]);
    Some(view! { <p class="doc-next"><strong>{t("ui.doc.next_step")}</strong>{text}</p> })
}
