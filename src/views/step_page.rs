//! The page of one step: where am I, why, what to enter, what is missing, what it yields
//! (design/ux.md 1.9). Knows the content format, no concrete pillar.

use std::sync::Arc;

use flow::{Content, Finding, Item, ItemStatus, Status, Step};
use leptos::prelude::*;
use model::{Json, Key, Kind, Record, Severity};
use store::{Label, Transaction};
use ui::dom::focus_by_id;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Callout, Dialog, Disclosure, ErrorSummary, Icon, IconView, LinkButton, StatusMark, SummaryTarget, TextInput, Tone};
use ui::{Show, live, say};

use crate::actions::StepActions;
use crate::dom::on_shortcut;
use crate::drafts;
use crate::editor::RevealMissing;
use crate::examples::{ExampleButton, sample_badge};
use crate::form::RecordForm;
use crate::kept::Kept;
use crate::labels::{kind_label, kind_many, pillar_label};
use crate::leading::{field_of, open_finding};
use crate::picture::PictureView;
use crate::route::Place;
use crate::session::{Session, session};
use crate::table::RecordTable;

/// More views and lists than this on one step are too much to see at once.
const CROWDED: usize = 6;

/// The number of a pillar in its id.
pub fn pillar_number(pillar: &str) -> u8 {
    pillar.trim_start_matches('P').parse().unwrap_or(1)
}

/// The place of a step or item: an item is shown inside its step.
pub fn place_of_row(content: &Content, row: &str) -> Option<Place> {
    content.structure.step_of(row).and_then(|step| Place::step(&step.id))
}

/// The one record of a single kind; the form begins it with the first value typed.
#[component]
pub fn SingleForm(kind: &'static Kind) -> impl IntoView {
    let session = session();
    let fresh = session.workspace.new_id();
    let id = Memo::new(move |_| session.workspace.tracked(kind.name).single(kind.name).map_or(fresh, |record| record.id));
    ui::live(move || view! { <RecordForm kind=kind record=id.get() /> })
}

/// The records of a kind in the view that suits it.
#[component]
fn KindView(name: Key, addressed: bool) -> impl IntoView {
    session().kind(&name).map(|kind| {
        if kind.single {
            let session = session();
            let marked = move || session.workspace.tracked(kind.name).single(kind.name).is_some_and(|record| model::sample::is_sample(record));
            view! {
                <section class="table-section">
                    <div class="toolbar">
                        <h2 class="toolbar-title">{say(move || kind_label(kind.name))}</h2>
                        {live(move || marked().then(sample_badge))}
                        <ExampleButton kind=kind />
                    </div>
                    <SingleForm kind=kind />
                </section>
            }
            .into_any()
        } else {
            view! { <RecordTable kind=kind addressed=addressed first={if is_phone() { 4 } else { 8 }} /> }.into_any()
        }
    })
}

/// The list of findings with links to where they are mended.
#[component]
pub fn FindingList(
    findings: Signal<Vec<Finding>>,
    /// Each says to which pillar it belongs.
    #[prop(optional)]
    named: bool,
    /// Nothing is there yet: all of them are still to be done, none is a fault.
    #[prop(optional, into)]
    ahead: Signal<bool>,
) -> impl IntoView {
    let session = session();
    ui::live(move || {
        let (session, ahead) = (session.clone(), ahead.get());
        findings
            .get()
            .into_iter()
            .map(|finding| {
                let fix = finding.severity == Severity::Fix && !ahead;
                let word = match (ahead, fix) {
                    (true, _) => "ui.check.to_do",
                    (_, true) => "ui.check.fix",
                    _ => "ui.check.advice",
                };
                let text = session.finding_text(&finding);
                let place = named.then(|| finding.check.split('.').next().map(pillar_label)).flatten();
                let place = place.map(|name| view! { <span class="check-place">{name}</span> });
                let session = session.clone();
                let press = move |_| open_finding(&session, &finding);
                view! {
                    <li>
                        <button type="button" class="check-item" class:is-fix=fix class:is-advice=!fix on:click=press>
                            <IconView icon=if fix { Icon::Problem } else { Icon::Advice } />
                            <span><span class="check-word">{ui::say_key(word)}</span>{place}{text}</span>
                        </button>
                    </li>
                }
            })
            .collect_view()
    })
}

/// How much is found, in words; empty for nothing. Where nothing is there yet, all of it is still to be done.
pub fn counts_text(fixes: usize, advice: usize, ahead: bool) -> String {
    match fixes + advice {
        0 => String::new(),
        all if ahead => t_with("ui.check.ahead", &[("n", &all.to_string())]),
        _ => t_with("ui.check.counts", &[("fixes", &fixes.to_string()), ("advice", &advice.to_string())]),
    }
}

/// Writes what the user said about a step or item.
pub fn save_state(session: &Session, row: &str, code: &str, values: flow::FieldValues) -> bool {
    let records = session.records();
    let label = Label { code: code.to_owned(), title: row.to_owned() };
    let transaction = match flow::state_record(&records, row) {
        Some(record) => values.into_iter().fold(Transaction::new(label), |all, (field, json)| all.set(record.id, &field, json)),
        None => {
            let mut record = Record::new(session.workspace.new_id(), "step_state", model::Stamp::default());
            record.fields.extend(values.into_iter().filter_map(|(field, json)| json.map(|json: Json| (field, json))));
            Transaction::new(label).add(record)
        }
    };
    session.commit(transaction)
}

/// The page of a step.
#[component]
pub fn StepPage(pillar: String, row: String) -> impl IntoView {
    let session = session();
    let id = format!("{pillar}.{row}");
    let counted = row.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let content = {
        let (session, pillar) = (session.clone(), pillar.clone());
        Memo::new_with_compare(
            move |_| session.content(&pillar),
            |a, b| match (a, b) {
                (Some(Some(a)), Some(Some(b))) => !Arc::ptr_eq(a, b),
                (Some(None), Some(None)) => false,
                _ => true,
            },
        )
    };
    ui::live(move || match content.get() {
        None => view! { <p class="loading" role="status">{t("ui.loading")}</p> }.into_any(),
        // Steps count from 1 in what people read: such an address leads there also where the method numbers them otherwise.
        Some(content) => match content.structure.step(&id).or_else(|| content.structure.steps.get(counted?)).cloned() {
            None => {
                let number = pillar_number(&content.structure.pillar);
                let (overview, name) = (session.href(Place::Pillar(number)), pillar_label(&content.structure.pillar));
                view! {
                    <header class="page-head"><h1 tabindex="-1">{t("ui.not_found.step")}</h1></header>
                    <p>{t("ui.not_found.step_about")}</p>
                    <p><LinkButton label=format!("{number} {name}") href=overview look=ButtonLook::Primary /></p>
                }
                .into_any()
            }
            Some(step) => view! { <LoadedStep content=content step=step /> }.into_any(),
        },
    })
}

#[component]
fn LoadedStep(content: Arc<Content>, step: Step) -> impl IntoView {
    let session = session();
    let pillar = content.structure.pillar.clone();
    let number = pillar_number(&pillar);
    let position = content.structure.steps.iter().position(|other| other.id == step.id).unwrap_or(0);
    let total = content.structure.steps.len();
    // Whoever was refused and went to mend something comes back to what is left of it.
    let refused = session.refused_step;
    let came_back = refused.with_untracked(|refused| refused.as_ref() == Some(&step.id));
    let reveal = RwSignal::new(came_back);
    provide_context(RevealMissing(reveal));
    let summary = RwSignal::new(came_back);
    // Taken as it is, faults and all: what is left to do here is to go on.
    let passed = RwSignal::new(false);
    session.trouble.set(false);
    let trouble = session.trouble;
    on_cleanup(move || trouble.set(false));

    let state = {
        let (session, pillar, id) = (session.clone(), pillar.clone(), step.id.clone());
        Memo::new(move |_| session.state(&pillar).and_then(|state| state.step(&id).cloned()))
    };
    let fixes = Memo::new(move |_| state.with(|state| state.as_ref().map(|state| state.fixes().cloned().collect::<Vec<_>>()).unwrap_or_default()));
    let advice = Memo::new(move |_| state.with(|state| state.as_ref().map(|state| state.advice().cloned().collect::<Vec<_>>()).unwrap_or_default()));
    session.asked.set(Vec::new());
    let asker = session.clone();
    Effect::new(move |_| {
        if reveal.get() {
            let asked =
                fixes.with(|fixes| fixes.iter().filter_map(|finding| Some((field_of(&asker, finding)?, asker.finding_text(finding)))).collect());
            asker.asked.set(asked);
        }
    });
    // The summary goes when everything in it is mended.
    Effect::new(move |_| {
        let open = summary.get() && !fixes.with(Vec::is_empty);
        trouble.set(open);
        // What is not worked out yet says nothing about it.
        if !open && summary.get_untracked() && state.with(Option::is_some) {
            summary.set(false);
            refused.set(None);
        }
    });

    let texts = content.texts.steps.get(&step.id).cloned().unwrap_or_default();
    let next_place = content.structure.steps.get(position + 1).and_then(|next| Place::step(&next.id)).unwrap_or(Place::Check(number));
    let previous_place = position.checked_sub(1).and_then(|before| content.structure.steps.get(before)).and_then(|before| Place::step(&before.id));

    let completer = session.clone();
    let complete = Callback::new(move |()| {
        drafts::flush_all();
        reveal.set(true);
        if passed.get_untracked() {
            return completer.show(next_place.clone());
        }
        let Some(state) = state.get_untracked() else { return };
        match flow::complete(&state, &completer.author.get_untracked(), completer.today.get_untracked()) {
            Ok(values) => {
                if state.status == Status::Done || save_state(&completer, &state.id, "ui.history.step_done", values) {
                    completer.show(next_place.clone());
                }
            }
            Err(_) => {
                summary.set(true);
                refused.set(Some(state.id.clone()));
                // It may stand already, far above: whoever asks again is led to it again.
                ui::dom::focus_soon("error-summary");
            }
        }
    });
    let forcer = session.clone();
    let anyway = Callback::new(move |()| {
        if let Some(state) = state.get_untracked() {
            let values = flow::complete_anyway(&state, &forcer.author.get_untracked(), forcer.today.get_untracked());
            if save_state(&forcer, &state.id, "ui.history.step_anyway", values) {
                summary.set(false);
                refused.set(None);
                passed.set(true);
                ui::announce(t_with("ui.step.passed", &[("n", &state.fixes().count().to_string())]));
                ui::dom::focus_soon("complete-step");
            }
        }
    });
    on_shortcut("Enter", complete);

    let summary_session = session.clone();
    let summary_items = Signal::derive(move || {
        fixes
            .get()
            .into_iter()
            .map(|finding| {
                let text = summary_session.finding_text(&finding);
                let session = summary_session.clone();
                (text, SummaryTarget::Press(Callback::new(move |()| open_finding(&session, &finding))))
            })
            .collect::<Vec<_>>()
    });
    let yields = texts.yields.clone();
    let outputs = step
        .outputs
        .iter()
        .filter_map(|output| {
            let title = content.texts.outputs.get(output)?.title.clone();
            let href = session.href(Place::Document(number, output.clone()));
            Some(view! { <LinkButton label=title href=href look=ButtonLook::Default icon=Icon::Print /> })
        })
        .collect_view();
    let list = view! { <StepList content=content.clone() current=step.id.clone() /> };
    // Where much stands on one page, the parts that are met are folded at first; on a phone all but the next one.
    let phone = is_phone();
    let held = step.items.iter().map(|item| item.tools.len() + item.records.len()).sum::<usize>();
    let crowded = step.items.len() > 1 && (phone || held > CROWDED);
    let next = state.with_untracked(|state| {
        let open = state.as_ref().and_then(|state| state.items.iter().find(|item| item.status == ItemStatus::Open));
        open.map(|item| item.id.clone())
    });
    let untouched = Memo::new(move |_| state.with(|state| state.as_ref().is_some_and(flow::StepState::is_untouched)));
    let mut placed: Vec<(Key, String)> = Vec::new();
    let items = step
        .items
        .iter()
        .map(|item| {
            // A list that the step shows is not shown again in its items, nor one of an item before: a link leads there.
            let listed = item.records.iter().filter(|kind| !step.records.contains(kind));
            let (own, again): (Vec<&Key>, Vec<&Key>) = listed.partition(|kind| placed.iter().all(|(known, _)| known != *kind));
            let elsewhere: Vec<(Key, String)> = again.into_iter().filter_map(|kind| placed.iter().find(|(known, _)| known == kind).cloned()).collect();
            let own: Vec<Key> = own.into_iter().cloned().collect();
            placed.extend(own.iter().map(|kind| (kind.clone(), item.id.clone())));
            view! { <ItemSection content=content.clone() item=item.clone() kinds=own elsewhere=elsewhere crowded=crowded alone={phone && next.as_ref() != Some(&item.id)} untouched=untouched /> }
        })
        .collect_view();
    let own_tools = tools_view(&session, &content, &step.tools);
    let own_records =
        step.records.iter().enumerate().map(|(index, kind)| view! { <KindView name=kind.clone() addressed={index == 0} /> }).collect_view();
    let status = Signal::derive(move || state.with(|state| state.as_ref().map_or("not_started", |state| state.status.code())).to_owned());
    // Nothing found says nothing where there is nothing yet; what is still to come is no fault.
    let clean_key = move || {
        if untouched.get() { "ui.check.nothing_yet" } else { "ui.check.clean" }
    };
    let counts = move || {
        let (fixes, advice) = (fixes.with(Vec::len), advice.with(Vec::len));
        Some(counts_text(fixes, advice, untouched.get())).filter(|text| !text.is_empty()).unwrap_or_else(|| t(clean_key()))
    };
    let said = Memo::new(move |_| {
        state.with(|state| {
            state.as_ref().map_or_else(Said::default, |state| Said {
                left_out: (state.status == Status::NotApplicable).then(|| state.reason.clone().unwrap_or_default()),
                done: state.status == Status::Done,
            })
        })
    });
    let all_findings = Signal::derive(move || fixes.get().into_iter().chain(advice.get()).collect::<Vec<_>>());
    let pillar_name = pillar_label(&content.structure.pillar);
    let home = session.href(Place::Home);
    let pillar_href = session.href(Place::Pillar(number));
    let title = texts.title.clone();
    let crumb = texts.title.clone();

    view! {
        <nav class="breadcrumb" aria-label=ui::text("ui.breadcrumb")>
            <a href=home>{ui::say_key("ui.nav.home")}</a>
            <a href=pillar_href>{number}" "{pillar_name}</a>
            <span aria-current="page">{crumb}</span>
        </nav>
        <Show when=move || summary.get() && !fixes.with(Vec::is_empty)>
            <ErrorSummary title=Signal::derive(move || t_with("ui.check.summary", &[("n", &fixes.with(Vec::len).to_string())])) items=summary_items keep_focus=came_back test_id="error-summary" />
            <div class="summary-actions"><Button label=ui::text("ui.step.anyway") on_press=anyway test_id="complete-anyway" /></div>
        </Show>
        <header class="page-head">
            <div class="page-heading">
                <h1 tabindex="-1">{title}</h1>
                <p class="page-about">{texts.why.clone()}</p>
            </div>
            <div class="page-actions">
                <StatusMark status=status />
                <span class="step-position">{say(move || t_with("ui.step.position", &[("n", &(position + 1).to_string()), ("total", &total.to_string())]))}</span>
                <button type="button" class="check-counts link" data-testid="check-counts" on:click=|_| { ui::dom::focus_by_id("panel-checks"); }>{ui::live(counts)}</button>
            </div>
        </header>
        <div class="step-layout">
            {list}
            <div class="step-main">
                <p class="step-yields"><strong>{ui::say_key("ui.step.yields")}</strong>{yields}</p>
                <StepActions content=content.clone() kinds=step.kinds().into_iter().cloned().collect() />
                {own_tools}
                {own_records}
                {items}
            </div>
            <aside class="panel step-panel" aria-label=ui::text("ui.step.panel")>
                <Guidance texts=texts.clone() />
                <section class="panel-section" aria-labelledby="panel-checks">
                    <h2 id="panel-checks" tabindex="-1">{ui::say_key("ui.step.checks")}</h2>
                    <Show when=move || all_findings.with(Vec::is_empty)><p class="muted">{say(move || t(clean_key()))}</p></Show>
                    <ul class="check-list" data-testid="findings"><FindingList findings=all_findings ahead=untouched /></ul>
                </section>
                <NotApplicable row=step.id.clone() said=said />
            </aside>
        </div>
        <footer class="step-footer">
            {previous_place.map(|place| { let href = session.href(place); view! { <LinkButton label=ui::text("ui.step.previous") href=href icon=Icon::ChevronLeft look=ButtonLook::Default /> } })}
            <div class="step-footer-end">
                {outputs}
                <Button label=Signal::derive(move || t(if passed.get() { "ui.step.go_on" } else { "ui.step.complete" })) look=ButtonLook::Primary large=true on_press=complete shortcut="Ctrl+Enter" id="complete-step" test_id="complete-step" />
            </div>
        </footer>
    }
}

/// Whether the window is as narrow as a phone.
fn is_phone() -> bool {
    ui::dom::media_matches("(max-width: 575px)")
}

/// The views of a place. On a phone the first one stands open, the names of the others unfold them.
fn tools_view(session: &Session, content: &Arc<Content>, tools: &[String]) -> impl IntoView + use<> {
    let phone = is_phone();
    tools
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let tool = match session.extensions.with_value(|extensions| extensions.tools.get(name.as_str()).copied()) {
                Some(tool) => tool(),
                None => view! { <PictureView content=content.clone() id=name.clone() /> }.into_any(),
            };
            let texts = content.texts.tools.get(name).cloned().unwrap_or_default();
            let inside = if phone && index > 0 {
                view! { <details class="tool-fold"><summary><h2>{texts.title}</h2></summary><p class="tool-about">{texts.about}</p>{tool}</details> }
                    .into_any()
            } else {
                view! { <h2>{texts.title}</h2><p class="tool-about">{texts.about}</p>{tool} }.into_any()
            };
            view! { <section class="tool" data-testid=format!("tool-{name}")>{inside}</section> }
        })
        .collect_view()
}

/// Why, what to do, the typical mistake, how to see that it worked, and an example one click away.
#[component]
fn Guidance(texts: flow::StepTexts) -> impl IntoView {
    let examples = texts.example.clone();
    view! {
        <section class="panel-section" aria-labelledby="panel-guidance">
            <h2 id="panel-guidance">{ui::say_key("ui.step.guidance")}</h2>
            {texts.guidance.into_iter().map(|paragraph| view! { <p>{paragraph}</p> }).collect_view()}
            <p><strong>{ui::say_key("ui.step.mistake")}</strong>{texts.mistake}</p>
            <p><strong>{ui::say_key("ui.step.success")}</strong>{texts.success}</p>
        </section>
        {(!examples.is_empty()).then(|| view! {
            <section class="panel-section">
                <Disclosure title=ui::text("ui.step.example") test_id="example">
                    {examples.clone().into_iter().map(|example| view! { <div class="example"><h3>{example.title}</h3><p>{example.text}</p></div> }).collect_view()}
                </Disclosure>
            </section>
        })}
    }
}

/// The steps of the pillar with their status; the whole row is the link.
#[component]
pub fn StepList(content: Arc<Content>, #[prop(into)] current: String) -> impl IntoView {
    let session = session();
    let pillar = content.structure.pillar.clone();
    let rows = content
        .structure
        .steps
        .iter()
        .enumerate()
        .filter_map(|(index, step)| {
            let place = Place::step(&step.id)?;
            let (session_of_row, pillar, id) = (session.clone(), pillar.clone(), step.id.clone());
            let status = Signal::derive(move || {
                session_of_row.state(&pillar).and_then(|state| state.step(&id).map(|step| step.status.code())).unwrap_or("not_started").to_owned()
            });
            let here = step.id == current;
            let title = content.texts.steps.get(&step.id).map(|texts| texts.title.clone()).unwrap_or_default();
            Some(view! {
                <li><a class="step-item" href=session.href(place) aria-current=here.then_some("step")>
                    <span class="step-number">{index + 1}</span><span class="step-title">{title}</span><StatusMark status=status icon_only=true />
                </a></li>
            })
        })
        .collect_view();
    view! { <nav class="step-list" aria-label=ui::text("ui.step.list")><ol>{rows}</ol></nav> }
}

/// An item inside its step: guidance, tools, records, its own findings.
#[component]
fn ItemSection(
    content: Arc<Content>,
    item: Item,
    /** Kinds whose list belongs here. */
    kinds: Vec<Key>,
    /** Kinds whose list stands in an item before, with its id. */
    elsewhere: Vec<(Key, String)>,
    /** The step holds much: a part that is met begins folded. */
    crowded: bool,
    /** On a phone another part is the next one: this one begins folded too. */
    alone: bool,
    /** Nothing is there yet: what is found is still to come. */
    untouched: Memo<bool>,
) -> impl IntoView {
    let session = session();
    let texts = content.texts.items.get(&item.id).cloned().unwrap_or_default();
    let (pillar, id) = (content.structure.pillar.clone(), item.id.clone());
    let reader = session.clone();
    let state = Memo::new(move |_| {
        reader.state(&pillar).and_then(|state| state.steps.iter().flat_map(|step| &step.items).find(|item| item.id == id).cloned())
    });
    // The words are those of steps; as there, advice keeps nothing from being done and stands below.
    let (holder, mut own_kinds) = (session.clone(), kinds.clone());
    own_kinds.extend(elsewhere.iter().map(|(kind, _)| kind.clone()));
    let is_begun = Memo::new(move |_| own_kinds.iter().any(|kind| holder.workspace.tracked(kind).of_kind(kind).next().is_some()));
    let is_met = Memo::new(move |_| state.with(|state| state.as_ref().is_some_and(|state| state.status == ItemStatus::Met)));
    let mark = move || {
        let is_left_out = state.with(|state| state.as_ref().is_some_and(|state| state.status == ItemStatus::NotApplicable));
        let status = match (is_left_out, is_met.get(), is_begun.get()) {
            (true, ..) => Status::NotApplicable,
            (_, true, _) => Status::Done,
            (_, _, true) => Status::InProgress,
            _ => Status::NotStarted,
        };
        status.code().to_owned()
    };
    let said = Memo::new(move |_| {
        state.with(|state| {
            let out = state.as_ref().filter(|state| state.status == ItemStatus::NotApplicable);
            Said { left_out: out.map(|state| state.reason.clone().unwrap_or_default()), done: false }
        })
    });
    let open =
        RwSignal::new(!(crowded && (alone || state.with_untracked(|state| state.as_ref().is_some_and(|state| state.status != ItemStatus::Open)))));
    let applies = move || open.get() && said.with(|said| said.left_out.is_none());
    // What is folded says what it holds, and opens where it says so.
    let (counter, counted) = (session.clone(), kinds.clone());
    let held = Memo::new(move |_| {
        let count = |kind: &Key| (kind_many(kind), counter.workspace.tracked(kind).of_kind(kind).count());
        folded_text(&counted.iter().map(count).collect::<Vec<_>>())
    });
    let is_folded = move || !open.get() && said.with(|said| said.left_out.is_none());
    let fold_id = item.id.clone();
    // The button goes with the fold; whoever pressed it stands at the head of what opened.
    let head = format!("fold-{fold_id}");
    let unfold = Callback::new(move |()| {
        open.set(true);
        focus_by_id(&head);
    });
    let (row, own_tools) = (item.id.clone(), item.tools.clone());
    let pointer = move || {
        let count = |severity: Severity| {
            state.with(|state| state.as_ref().map_or(0, |state| state.findings.iter().filter(|finding| finding.severity == severity).count()))
        };
        counts_text(count(Severity::Fix), count(Severity::Advice), untouched.get())
    };
    view! {
        <section class="item" id=format!("item-{}", item.id)>
            <header class="item-head">
                <h2>
                    <button type="button" class="item-fold" id=format!("fold-{}", item.id) aria-expanded=Signal::derive(move || if open.get() { "true" } else { "false" }.to_owned()) on:click=move |_| open.update(|open| *open = !*open)>
                        {live(move || view! { <IconView icon=if open.get() { Icon::ChevronDown } else { Icon::ChevronRight } /> })}<span>{texts.title}</span>
                    </button>
                </h2>
                <StatusMark status=Signal::derive(mark) />
            </header>
            {texts.guidance.into_iter().map(|paragraph| view! { <p class="item-guidance">{paragraph}</p> }).collect_view()}
            // The findings themselves stand in one place, beside the step.
            {live(move || Some(pointer()).filter(|text| !text.is_empty()).map(|text| view! { <p><button type="button" class="check-counts link item-findings" on:click=|_| { focus_by_id("panel-checks"); }>{text}</button></p> }))}
            <Show when=applies>
                {tools_view(&session, &content, &own_tools)}
                {kinds.iter().map(|kind| view! { <KindView name=kind.clone() addressed=false /> }).collect_view()}
                {elsewhere.iter().map(|(kind, item)| {
                    let (kind, target) = (kind.clone(), format!("fold-{item}"));
                    let label = Signal::derive(move || t_with("ui.item.elsewhere", &[("kind", &kind_many(&kind))]));
                    let lead = Callback::new(move |()| { focus_by_id(&target); });
                    view! { <Button label=label look=ButtonLook::Text icon=Icon::ArrowUp on_press=lead test_id=format!("elsewhere-{item}") /> }
                }).collect_view()}
            </Show>
            <Show when=is_folded>
                <p class="item-held">{live(move || held.get())}" "<Button label=ui::text("ui.item.unfold") look=ButtonLook::Text icon=Icon::ChevronDown on_press=unfold test_id=format!("unfold-{fold_id}") /></p>
            </Show>
            <NotApplicable row=row.clone() said=said item=true />
        </section>
    }
}

/// What a folded part holds: its kinds that have records, with their number.
fn folded_text(kinds: &[(String, usize)]) -> String {
    let held: Vec<String> = kinds
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| t_with("ui.chart.says_count", &[("name", name), ("n", &count.to_string())]))
        .collect();
    held.join(&t("ui.format.list_separator"))
}

/// What was said about a step or item.
#[derive(Clone, Debug, Default, PartialEq)]
struct Said {
    /// It is not applicable here, and why.
    left_out: Option<String>,
    /// It was completed.
    done: bool,
}

/// Sets a step or item not applicable with a reason, or takes that back; reopens a completed step.
#[component]
fn NotApplicable(row: String, said: Memo<Said>, #[prop(optional)] item: bool) -> AnyView {
    let session = session();
    let (set_key, reopen_key, about_key, because_key) = if item {
        ("ui.item.set_not_applicable", "ui.item.reopen", "ui.item.not_applicable_about", "ui.item.not_applicable_because")
    } else {
        ("ui.step.set_not_applicable", "ui.step.reopen", "ui.step.not_applicable_about", "ui.step.not_applicable_because")
    };
    let test_id = if item { format!("not-applicable-{row}") } else { "not-applicable".to_owned() };
    let reopen_id = if item { format!("reopen-{row}") } else { "reopen-step".to_owned() };
    let open = RwSignal::new(false);
    let reason = Kept::new("left-out").about(&row);
    let error = RwSignal::new(None::<String>);
    let reason_said = move || said.with(|said| said.left_out.clone()).unwrap_or_default();
    let (setter, row_to_set) = (session.clone(), row.clone());
    let set = Callback::new(move |()| {
        match flow::not_applicable(&row_to_set, &reason.now(), &setter.author.get_untracked(), setter.today.get_untracked()) {
            Ok(values) => {
                save_state(&setter, &row_to_set, "ui.history.step_not_applicable", values);
                reason.used();
                open.set(false);
            }
            Err(_) => error.set(Some(t("ui.step.reason_missing"))),
        }
    });
    let reopen = Callback::new(move |()| {
        let values = flow::reopen(&row, &session.author.get_untracked(), session.today.get_untracked());
        save_state(&session, &row, "ui.history.step_reopened", values);
    });
    view! {
        <section class="panel-section panel-quiet">
            <Show when=move || said.with(|said| said.left_out.is_some())>
                <Callout tone=Tone::Info><p>{say(move || t_with(because_key, &[("reason", &reason_said())]))}</p></Callout>
            </Show>
            <Show
                when=move || said.with(|said| said.left_out.is_some() || said.done)
                fallback=move || view! { <Button label=Signal::derive(move || t(set_key)) look=ButtonLook::Text on_press=Callback::new(move |()| { error.set(None); open.set(true); }) test_id=test_id.clone() /> }
            >
                <Button label=Signal::derive(move || t(reopen_key)) look=ButtonLook::Text on_press=reopen test_id=reopen_id.clone() />
            </Show>
            <Dialog open=open title=Signal::derive(move || t(set_key))>
                <p>{say(move || t(about_key))}</p>
                <TextInput label=ui::text("ui.step.reason") value=reason.text() error=error on_input=Callback::new(move |typed: String| { if !typed.trim().is_empty() { error.set(None); } reason.set(typed); }) multiline=true required=true test_id="reason" />
                <div class="dialog-actions">
                    <Button label=ui::text("ui.cancel") on_press=Callback::new(move |()| open.set(false)) />
                    <Button label=Signal::derive(move || t(set_key)) look=ButtonLook::Primary on_press=set test_id="not-applicable-set" />
                </div>
            </Dialog>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_part_names_the_records_it_holds() {
        let file = format!("{}/../../public/lang/zh-CN.json", env!("CARGO_MANIFEST_DIR"));
        let texts = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        ui::lang::provide_language(ui::lang::Language::Chinese, ui::lang::parse_dictionary(&texts).expect("texts"));
        let kinds = [("渠道".to_owned(), 3), ("试验".to_owned(), 0), ("经销商".to_owned(), 12)];
        let told = folded_text(&kinds).replace(['\u{a0}', '\u{2060}'], " ");
        assert_eq!(told, "渠道 3、经销商 12");
        assert_eq!(folded_text(&[]), "");
    }
}
