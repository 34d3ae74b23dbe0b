//! Editors of single fields, the buttons that change a goal's state, and small parts that the
//! goal screens share.

use flow::{Context, Parameter};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use model::{Decimal, FieldType, Id, Json, Line, Record, RecordSet};
use pillars::goals::goal;
use pillars::goals::rules::{charter, consensus, gates, smart};
use pillars::performance::indicator;
use store::Transaction;
use ui::lang::{language, t, t_with};
use ui::{Badge, Button, ButtonLook, Icon, IconView, PickOne, TextInput, Tone, dom, format, head_with_unit};
use ui::{live, say};
use views::editor::field_id;
use views::kept::Kept;
use views::labels::{choice_label, field_hint, field_label, number_text, ratio_text, record_title};
use views::leading::{open_control, open_field};
use views::session::parameter_text;
use views::{Place, Session, session};

/// Which sentence of the charter a goal serves. A sentence that has since been reworded stays
/// chosen and says so (P01.1).
pub(super) fn serves_editor(goal: Id) -> AnyView {
    let session = session();
    let field = goal::SERVES.name();
    let reader = session.clone();
    let stored = Memo::new(move |_| reader.record("goal", goal).and_then(|record| goal::SERVES.get(&*record)));
    let sentences = derive(|context| charter::sentences(context.records));
    let options = Memo::new(move |_| {
        let mut options: Vec<(String, String)> = sentences.get().into_iter().map(|sentence| (sentence.clone(), sentence)).collect();
        if let Some(old) = stored.get().filter(|old| !options.iter().any(|(code, _)| code == old)) {
            let label = t_with("ui.goals.serves.gone", &[("sentence", &old)]);
            options.push((old, label));
        }
        options
    });
    let change = Callback::new(move |picked: Option<String>| {
        session.set_field("goal", goal, field, picked.filter(|text| !text.is_empty()).map(Line::write));
    });
    let hint = Signal::derive(move || if sentences.with(Vec::is_empty) { t("ui.goals.serves.none") } else { field_hint("goal", field) });
    view! {
        <PickOne label=Signal::derive(move || field_label("goal", field)) value=stored options=options on_change=change hint=hint id=field_id("goal", false, goal, field) />
    }
    .into_any()
}

/// A result of the rules that follows every change of the records, the day and the language.
pub fn derive<T>(compute: impl Fn(&Context<'_>) -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    let session = session();
    Memo::new(move |_| {
        let records = session.workspace.tracked_any();
        let registry = session.registry();
        compute(&Context { records: &records, registry: &registry, today: session.today.get() })
    })
}

/// Runs a rule once on the records as they are now.
pub fn now<T>(session: &Session, compute: impl FnOnce(&Context<'_>) -> T) -> T {
    let records = session.records();
    let registry = session.registry();
    compute(&Context { records: &records, registry: &registry, today: session.today.get_untracked() })
}

/// The sentence of a key, its placeholders filled from the parameters of a rule. A parameter that is
/// itself a key may use all others, lists too.
pub fn sentence(key: &str, parameters: &[(String, Parameter)]) -> String {
    let plain: Vec<(&str, String)> = parameters
        .iter()
        .filter(|(_, value)| !matches!(value, Parameter::Key(_)))
        .map(|(name, value)| (name.as_str(), parameter_text(value, parameters)))
        .collect();
    let mut values: Vec<(&str, &str)> = plain.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let keys: Vec<(&str, String)> = parameters
        .iter()
        .filter_map(|(name, value)| match value {
            Parameter::Key(key) => Some((name.as_str(), t_with(key, &values))),
            _ => None,
        })
        .collect();
    values.extend(keys.iter().map(|(name, text)| (*name, text.as_str())));
    t_with(key, &values)
}

/// Id and title of a record.
pub fn named(context: &Context<'_>, record: &Record) -> (Id, String) {
    (record.id, record_title(context.records, context.registry, record))
}

/// A link to a record's page.
pub fn record_link(kind: &str, id: Id, title: String) -> AnyView {
    let href = session().href(Place::Record(kind.to_owned(), id));
    view! { <a class="link tool-link" href=href>{title}</a> }.into_any()
}

/// Presses the button that adds a record of a kind where the page has it, else opens the list.
pub fn add_record(session: &Session, kind: &str) {
    let button = dom::page().and_then(|page| page.query_selector(&format!("[data-testid=add-{kind}]")).ok().flatten());
    match button.and_then(|found| found.dyn_into::<leptos::web_sys::HtmlElement>().ok()) {
        Some(button) => button.click(),
        None => session.show(Place::List(kind.to_owned())),
    }
}

/// How the values of a goal are written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measure {
    /// `number`, `money`, `ratio`; empty without an indicator.
    pub kind: String,
    /// Unit as typed.
    pub unit: String,
    /// Currency of the workspace.
    pub currency: String,
}

impl Measure {
    /// The measure of a goal's indicator.
    pub fn of(goal: &Record, records: &RecordSet, currency: &str) -> Self {
        let found = goal::INDICATOR.get(goal).and_then(|id| records.get(id));
        Self {
            kind: found.and_then(|record| indicator::UNIT_KIND.get(&**record)).unwrap_or_default(),
            unit: found.and_then(|record| indicator::UNIT.get(&**record)).unwrap_or_default(),
            currency: currency.to_owned(),
        }
    }

    /// Parts of the goal do not come to a sum.
    pub fn is_rate(&self) -> bool {
        self.kind == "ratio"
    }

    /// A value with its unit, large amounts shortened.
    pub fn text(&self, value: Decimal) -> String {
        match self.kind.as_str() {
            "money" => format::money_short(value.to_f64(), &self.currency, language()),
            "ratio" => ratio_text(value.rounded(6)),
            _ if self.unit.is_empty() => number_text(value),
            _ => t_with("ui.goals.parts.with_unit", &[("value", &number_text(value)), ("unit", &self.unit)]),
        }
    }

    /// A value in a column whose rows have units of their own: in full, with its unit.
    pub fn full(&self, value: Option<Decimal>) -> String {
        match value {
            Some(value) if self.kind == "money" => format::money(value.to_f64(), &self.currency, language()),
            other => self.maybe(other),
        }
    }

    /// A value or the sign for a missing one.
    pub fn maybe(&self, value: Option<Decimal>) -> String {
        value.map_or_else(|| format::missing().to_owned(), |value| self.text(value))
    }

    /// A value without its unit, for columns whose header names the unit.
    pub fn plain(&self, value: Decimal) -> String {
        if self.kind == "ratio" { format::bare(&ratio_text(value.rounded(6)), &self.currency, language()) } else { number_text(value) }
    }

    /// The values of a column whose header names the unit, all with as many decimals.
    pub fn column(&self, values: &[Option<Decimal>]) -> Vec<String> {
        let text = |value: &Option<Decimal>| value.map_or_else(|| format::missing().to_owned(), |value| self.plain(value));
        let texts: Vec<String> = values.iter().map(text).collect();
        let places = format::places_of(texts.iter().map(String::as_str));
        texts.iter().map(|text| format::padded(text, places)).collect()
    }

    /// The unit for a header.
    pub fn header(&self) -> String {
        match self.kind.as_str() {
            "money" => format::currency_unit(&self.currency),
            "ratio" => "%".to_owned(),
            _ => self.unit.clone(),
        }
    }

    /// The head of a column whose values stand without their unit.
    pub fn head(&self, label: &str) -> String {
        head_with_unit(label, &self.header())
    }
}

/// On target, at risk, off target: a shape and a word, never the colour alone.
pub fn light_mark(code: &str) -> AnyView {
    let shape = match code {
        "on_target" => "▲",
        "at_risk" => "◆",
        "off_target" => "▼",
        _ => "–",
    };
    view! { <span class=format!("light light-{}", code.replace('_', "-"))><span aria-hidden="true">{shape}</span>{t(&format!("ui.goals.light.{code}"))}</span> }.into_any()
}

/// State of a goal, with the answers of those who were asked.
#[derive(Clone, Copy, PartialEq)]
pub struct Standing {
    code: &'static str,
    agreed: usize,
    asked: usize,
}

/// The state of a goal; a new goal is a draft.
pub fn standing_of(goal: &Record, context: &Context<'_>) -> Standing {
    let answers = consensus::of(goal, context);
    Standing { code: gates::Status::of(goal).code(), agreed: answers.agreed, asked: answers.total }
}

/// The mark of a state; of an agreed goal it counts who has consented until everyone has who was asked.
pub fn status_badge(standing: Standing) -> AnyView {
    let Standing { code, agreed, asked } = standing;
    if code == "agreed" && agreed < asked {
        let state = choice_label("goal", "status", code);
        let label = t_with("ui.goals.agreed_of", &[("state", &state), ("agreed", &agreed.to_string()), ("total", &asked.to_string())]);
        return view! { <Badge tone=Tone::Info label=label icon=Icon::People /> }.into_any();
    }
    let (tone, icon) = match code {
        "agreed" => (Tone::Info, Icon::Check),
        "published" => (Tone::Primary, Icon::Present),
        "achieved" => (Tone::Success, Icon::Goal),
        "dropped" => (Tone::Neutral, Icon::Blocked),
        _ => (Tone::Neutral, Icon::Edit),
    };
    let label = choice_label("goal", "status", code);
    view! { <Badge tone=tone label=label icon=icon /> }.into_any()
}

/// How many of the five letters a goal passes.
pub fn passes_of(goal: &Record, context: &Context<'_>) -> usize {
    smart::check(goal, context).letters.iter().filter(|letter| letter.verdict == smart::Verdict::Pass).count()
}

/// A bar from 0 to 100 % beside a number that says the same.
pub fn bar(share: Option<Decimal>) -> AnyView {
    let width = share.map_or(0.0, |share| share.to_f64().clamp(0.0, 1.0) * 100.0);
    view! {
        <svg class="goal-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="goal-bar-track" width={"100"} height="6"></rect>
            <rect class="goal-bar-fill" width=format!("{width:.1}") height="6"></rect>
        </svg>
    }
    .into_any()
}

/// Sets several fields of a goal in one step and offers to take it back.
pub fn set_fields(session: &Session, goal: Id, code: &str, message: String, values: impl IntoIterator<Item = (model::Key, Option<Json>)>) -> bool {
    let transaction = values.into_iter().fold(Transaction::new(session.label(code, Some(goal))), |all, (field, json)| all.set(goal, &field, json));
    session.commit_with_way_back(transaction, "ui.history.taken_back", message)
}

/// Where an obstacle is mended.
#[derive(Clone, PartialEq)]
enum Target {
    /// The field of a record of this kind.
    Field(String, Id, String),
    /// What the goal rests on, picked on its own page.
    Basis(&'static str),
}

/// What stands between a goal and its next state.
#[derive(Clone, PartialEq)]
struct Obstacle {
    text: String,
    target: Option<Target>,
    step: &'static str,
    overridable: bool,
}

#[derive(Clone, PartialEq)]
struct Gate {
    status: Standing,
    next: Vec<(gates::Status, Vec<Obstacle>)>,
}

fn gate_of(goal: Id, context: &Context<'_>) -> Option<Gate> {
    let record = context.records.get(goal)?;
    let obstacle = |refusal: gates::Refusal| {
        let about = refusal.record.unwrap_or(goal);
        let kind = context.records.get(about).map(|record| record.kind.to_string());
        Obstacle {
            text: sentence(&refusal.key(), &refusal.parameters),
            target: match basis_of(&refusal) {
                Some(kind) => Some(Target::Basis(kind)),
                None => kind.zip(refusal.field).map(|(kind, field)| Target::Field(kind, about, field.to_string())),
            },
            step: refusal.step,
            overridable: refusal.overridable,
        }
    };
    let status = gates::Status::of(record);
    let next = status.next().iter().map(|next| (*next, gates::allowed(record, *next, context).into_iter().map(obstacle).collect())).collect();
    Some(Gate { status: standing_of(record, context), next })
}

/// The state of a goal and the buttons that lead to the next one. A refused change lists what is
/// missing with links; where the rules allow it, a written reason lifts the refusal (P01.3, P01.6).
#[component]
pub fn GateButtons(
    goal: Id,
    /// Only the step from draft to agreed, for the list of SMART checks.
    #[prop(optional)]
    only_agree: bool,
) -> impl IntoView {
    let session = session();
    let gate = derive(move |context| gate_of(goal, context));
    let asked = RwSignal::new(None::<gates::Status>);
    let reason = Kept::new("goal-gate").about(goal);
    let error = RwSignal::new(None::<String>);
    let id = dom::unique_id("gate");

    let state_id = id.clone();
    let change = Callback::new(move |(next, why): (gates::Status, Option<String>)| {
        let outcome = now(&session, |context| context.records.get(goal).map(|record| gates::change(record, next, why.as_deref(), context)));
        match outcome {
            Some(Ok(values)) => {
                let message = t_with("ui.goals.gate_buttons.changed", &[("status", &choice_label("goal", "status", next.code()))]);
                set_fields(&session, goal, "ui.goals.gate_buttons.history", message, values);
                asked.set(None);
                reason.used();
                dom::focus_soon(state_id.clone());
            }
            _ => {
                asked.set(Some(next));
                error.set(None);
                dom::focus_soon(format!("{state_id}-refused"));
            }
        }
    });
    let obstacles = move || {
        let next = asked.get()?;
        gate.get()?.next.into_iter().find(|(status, _)| *status == next).filter(|(_, list)| !list.is_empty())
    };
    let buttons = move || {
        let next = gate.get().map(|gate| gate.next).unwrap_or_default();
        next.into_iter()
            .filter(|(status, _)| !only_agree || *status == gates::Status::Agreed)
            .map(|(status, list)| {
                let label = Signal::derive(move || t(&format!("ui.goals.gate_buttons.to.{}", status.code())));
                let missing = list.len();
                view! {
                    <span class="gate-choice">
                        <Button label=label on_press=Callback::new(move |()| change.run((status, None))) look=if status.code() == "dropped" { ButtonLook::Text } else { ButtonLook::Default } test_id=format!("goal-to-{}", status.code()) />
                        {(missing > 0).then(|| view! { <span class="gate-missing">{t_with("ui.goals.gate_buttons.missing", &[("n", &missing.to_string())])}</span> })}
                    </span>
                }
            })
            .collect_view()
    };
    let refused_id = StoredValue::new(format!("{id}-refused"));
    view! {
        <div class="gate" data-testid="gate">
            <p class="gate-state" id=id tabindex="-1" data-status=move || gate.get().map(|gate| gate.status.code)>
                <span class="gate-label">{say(move || field_label("goal", "status"))}</span>
                {live(move || gate.get().map(|gate| status_badge(gate.status)))}
            </p>
            <div class="gate-buttons" data-mends=format!("P01.3.kinds_not_agreed {goal}")>{ui::live(buttons)}</div>
            {live(move || obstacles().map(|(next, list)| {
                let can_override = list.iter().all(|obstacle| obstacle.overridable);
                let lift = Callback::new(move |()| {
                    let why = reason.now();
                    if why.trim().is_empty() { error.set(Some(t("ui.goals.gate_buttons.reason_missing"))) } else { change.run((next, Some(why))) }
                });
                view! {
                    <div class="gate-refused" id=refused_id.get_value() tabindex="-1">
                        <p class="gate-refused-title"><IconView icon=Icon::Problem size=16 />{t_with("ui.goals.gate_buttons.refused", &[("n", &list.len().to_string())])}</p>
                        <ul class="gate-list">{list.into_iter().map(|obstacle| obstacle_row(goal, obstacle)).collect_view()}</ul>
                        {can_override.then(|| view! {
                            <div class="gate-override">
                                <TextInput label=ui::text("ui.goals.gate_buttons.reason") value=reason.text() error=error multiline=true rows=2 on_input=Callback::new(move |typed: String| { error.set(None); reason.set(typed); }) test_id="gate-reason" />
                                <Button label=ui::text("ui.goals.gate_buttons.override") on_press=lift test_id="gate-override" />
                            </div>
                        })}
                    </div>
                }
            }))}
        </div>
    }
}

/// The place of a step; an item is shown inside its step.
fn step_place(row: &str) -> Option<Place> {
    let step: Vec<&str> = row.split('.').take(2).collect();
    Place::step(&step.join("."))
}

/// The kind that a goal lacks a link to and that is picked on its page; resources have a step of their own.
fn basis_of(refusal: &gates::Refusal) -> Option<&'static str> {
    let lacks = |kind: &str| refusal.parameters.iter().any(|(_, value)| *value == Parameter::Key(format!("kind.{kind}")));
    ["env_factor", "competitor"].into_iter().find(|kind| refusal.code == "basis_missing" && lacks(kind))
}

fn obstacle_row(goal: Id, obstacle: Obstacle) -> AnyView {
    let session = session();
    let place = step_place(obstacle.step);
    match (obstacle.target, place) {
        (Some(target), _) => {
            let press = move |_| match &target {
                Target::Field(kind, id, field) => open_field(&session, kind, *id, field),
                Target::Basis(kind) => open_control(&session, "goal", goal, super::goal_sections::link_id(kind, goal)),
            };
            view! { <li><button type="button" class="link tool-link" on:click=press>{obstacle.text}</button></li> }.into_any()
        }
        (None, Some(place)) => view! { <li><a class="link tool-link" href=session.href(place)>{obstacle.text}</a></li> }.into_any(),
        (None, None) => view! { <li>{obstacle.text}</li> }.into_any(),
    }
}
