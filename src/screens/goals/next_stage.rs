//! The goal of the next stage, proposed from this one's actuals and a growth factor (P01.A15).
//! Nothing is saved until the proposal is adopted.

use leptos::prelude::*;
use model::{Decimal, Id, Json, Stamp, ValueType, parse_number};
use pillars::goals::rules::gates::Refusal;
use pillars::goals::rules::next_stage;
use store::Transaction;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Callout, EmptyState, Icon, SelectInput, TextInput, Tone};
use ui::{Show, live, say};
use views::Place;
use views::labels::{field_label, number_text, value_text};
use views::session::session;

use super::goal_sections::parts::{Look, RefusalList, adds, or_missing, percent};

/// What the proposal changes.
#[derive(Clone, PartialEq)]
struct Changed {
    /// Label, old and new as people read them, and whether these are amounts.
    rows: Vec<(String, String, String, bool)>,
    /// The statement still says this stage's numbers or dates.
    statement_outdated: bool,
}

/// Text of a goal's field with this value; amounts in the measure of the goal.
fn field_text(look: &Look, goal: Id, field: &str, value: Option<&Json>) -> String {
    let (Some(record), Some(kind)) = (look.records.get(goal), look.registry.kind("goal")) else { return String::new() };
    let Some(definition) = kind.field(field) else { return String::new() };
    if matches!(field, "target" | "baseline") {
        let number = value.and_then(Json::as_f64).and_then(Decimal::from_f64);
        return look.measure(record).maybe(number);
    }
    if definition.value == ValueType::Ratio {
        return percent(value.and_then(Json::as_f64).and_then(Decimal::from_f64));
    }
    or_missing(value_text(&look.records, &look.registry, &look.currency, kind, definition, value, Some(record)))
}

fn is_amount(field: &str) -> bool {
    matches!(field, "target" | "baseline" | "target_sales" | "historic_growth" | "confidence" | "baseline_date" | "start" | "due" | "last_reviewed")
}

/// Chooses a goal, shows the proposal for its next stage, and adopts it.
#[component]
pub fn NextStage() -> impl IntoView {
    let session = session();
    let (goals_reader, default_reader, reader) = (session.clone(), session.clone(), session.clone());
    let goals = Memo::new(move |_| {
        let look = Look::tracked(&goals_reader);
        look.all("goal").iter().map(|goal| (goal.id.to_string(), look.title(goal.id))).collect::<Vec<_>>()
    });
    let picked = RwSignal::new(String::new());
    let typed = RwSignal::new(None::<String>);
    let goal = Memo::new(move |_| picked.with(|code| code.parse::<Id>().ok()));
    let standard = Memo::new(move |_| {
        let look = Look::tracked(&default_reader);
        goal.get().and_then(|id| look.records.get(id).map(|record| next_stage::default_factor(record, &look.context())))
    });
    let factor_text = Signal::derive(move || typed.get().or_else(|| standard.get().map(number_text)).unwrap_or_default());
    let factor = Memo::new(move |_| match typed.get() {
        Some(text) => parse_number(&text).ok().filter(|factor| *factor > Decimal::ZERO),
        None => standard.get(),
    });
    let factor_error = Signal::derive(move || (goal.get().is_some() && factor.get().is_none()).then(|| t("ui.goals.next_stage.factor_unreadable")));
    let result = Signal::derive(move || -> Option<Result<Changed, Vec<Refusal>>> {
        let look = Look::tracked(&reader);
        let (id, factor) = (goal.get()?, factor.get()?);
        let record = look.records.get(id)?;
        Some(next_stage::propose(record, factor, &look.context()).map(|proposal| {
            Changed {
                rows: proposal
                    .changed
                    .iter()
                    .map(|(field, old, new)| {
                        (
                            field_label("goal", field),
                            field_text(&look, id, field, old.as_ref()),
                            field_text(&look, id, field, new.as_ref()),
                            is_amount(field),
                        )
                    })
                    .collect(),
                statement_outdated: proposal.statement_outdated,
            }
        }))
    });
    let adopt = Callback::new(move |()| {
        let (Some(id), Some(factor)) = (goal.get_untracked(), factor.get_untracked()) else { return };
        let look = Look::now(&session);
        let Some(record) = look.records.get(id) else { return };
        if let Ok(proposal) = next_stage::propose(record, factor, &look.context()) {
            let new_id = session.workspace.new_id();
            if session.commit(Transaction::new(adds("goal")).add(proposal.accept(new_id, Stamp::default()))) {
                session.show(Place::Record("goal".to_owned(), new_id));
            }
        }
    });
    let options = Signal::derive(move || goals.get());
    view! {
        <Show
            when=move || !goals.with(Vec::is_empty)
            fallback=|| view! { <EmptyState title=ui::text("ui.goals.next_stage.empty") about=ui::text("ui.goals.next_stage.empty_about") icon=Icon::Goal /> }
        >
            <div class="tool-bar">
                <SelectInput label=ui::text("ui.goals.next_stage.goal") value=picked options=options on_change=Callback::new(move |code| { typed.set(None); picked.set(code); }) allow_empty=true test_id="stage-goal" />
                <TextInput label=ui::text("ui.goals.next_stage.factor") value=factor_text on_input=Callback::new(move |text| typed.set(Some(text))) input_mode="decimal" error=factor_error hint=ui::text("ui.goals.next_stage.factor_hint") test_id="stage-factor" />
            </div>
            {live(move || match result.get() {
                None => view! { <p class="muted">{t("ui.goals.next_stage.choose")}</p> }.into_any(),
                Some(Err(refusals)) => view! {
                    <Callout tone=Tone::Warning title=ui::text("ui.goals.next_stage.not_yet")><RefusalList refusals=refusals /></Callout>
                }.into_any(),
                Some(Ok(changed)) => view! { <ProposalTable changed=changed /> }.into_any(),
            })}
            <Show when=move || matches!(result.get(), Some(Ok(_)))>
                <div class="tool-actions">
                    <Button label=ui::text("ui.goals.next_stage.adopt") look=ButtonLook::Default icon=Icon::Check on_press=adopt test_id="stage-adopt" />
                    <span class="muted">{ui::say_key("ui.goals.next_stage.unsaved")}</span>
                </div>
            </Show>
        </Show>
    }
}

#[component]
fn ProposalTable(changed: Changed) -> impl IntoView {
    let count = changed.rows.len().to_string();
    view! {
        <div class="grid-scroll" tabindex="0" role="region" aria-label=ui::text("ui.goals.next_stage.region")>
            <table class="table stage-table" data-testid="stage-proposal">
                <caption class="visually-hidden">{say(move || t_with("ui.goals.next_stage.caption", &[("n", &count)]))}</caption>
                <thead><tr>
                    <th scope="col">{ui::say_key("ui.goals.next_stage.field")}</th>
                    <th scope="col">{ui::say_key("ui.goals.next_stage.old")}</th>
                    <th scope="col">{ui::say_key("ui.goals.next_stage.new")}</th>
                </tr></thead>
                <tbody>
                    {changed.rows.into_iter().map(|(field, old, new, numeric)| view! { <tr><th scope="row">{field}</th><td class:is-number=numeric>{old}</td><td class:is-number=numeric>{new}</td></tr> }).collect_view()}
                </tbody>
            </table>
        </div>
        {changed.statement_outdated.then(|| view! { <p class="muted">{ui::say_key("ui.goals.next_stage.statement_outdated")}</p> })}
    }
}
