//! SMART: five letters for each goal, reasons that lead to their field, suggestions read from the
//! sentence, and one line that makes a goal (P01.3).

use flow::Context;
use leptos::prelude::*;
use model::{Id, Json, Key};
use pillars::goals::goal;
use pillars::goals::rules::gates::Status;
use pillars::goals::rules::{smart, statement, words};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Checkbox, Disclosure, EmptyState, Icon, IconView, TextInput, dom, toast};
use ui::{Show, live, say};
use views::examples::SampleMark;
use views::kept::Kept;
use views::labels::{field_label, value_text};
use views::leading::open_field;
use views::{Place, Session, session};

use super::editors::{GateButtons, derive, now, sentence, set_fields};

/// Cards shown at once.
const PAGE: usize = 10;
/// Longest statement, as the schema has it.
const LONGEST: usize = 120;

/// Why a letter has its verdict, and the field that changes it.
#[derive(Clone, PartialEq)]
struct ReasonView {
    text: String,
    field: Option<String>,
    indicator: Option<Id>,
    /// Step where it is mended, when no field of the goal does it.
    step: Option<&'static str>,
    passed: bool,
}

#[derive(Clone, PartialEq)]
struct LetterView {
    code: &'static str,
    verdict: &'static str,
    reasons: Vec<ReasonView>,
}

#[derive(Clone, PartialEq)]
struct CardModel {
    /// The statement in pieces; `true` marks a vague word.
    pieces: Vec<(String, bool)>,
    letters: Vec<LetterView>,
    /// Label and text of the values the statement already says.
    suggestions: Vec<(String, String)>,
}

impl CardModel {
    fn passes(&self) -> usize {
        self.letters.iter().filter(|letter| letter.verdict == "pass").count()
    }
}

fn letters_of(result: &smart::Smart) -> Vec<LetterView> {
    let reason = |reason: &smart::Reason| ReasonView {
        text: sentence(&reason.key(), &reason.parameters),
        field: reason.field.as_ref().map(|field| field.to_string()),
        indicator: reason.indicator,
        // Resources and limits are records of their own step.
        step: ["resources_missing", "resource_gap", "constraint_open"].contains(&reason.code).then_some("P01.5"),
        passed: reason.verdict == smart::Verdict::Pass,
    };
    let letter = |letter: &smart::LetterResult| LetterView {
        code: letter.letter.code(),
        verdict: letter.verdict.code(),
        reasons: letter.reasons.iter().map(reason).collect(),
    };
    result.letters.iter().map(letter).collect()
}

/// The text cut at its vague words; numbers beside a word take the vagueness away.
fn pieces_of(text: &str) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for word in words::lint(text).into_iter().filter(|word| !word.quantified) {
        let (Some(before), Some(vague)) = (text.get(start..word.from), text.get(word.from..word.to)) else { continue };
        pieces.extend((!before.is_empty()).then(|| (before.to_owned(), false)));
        pieces.push((vague.to_owned(), true));
        start = word.to;
    }
    pieces.extend(text.get(start..).filter(|rest| !rest.is_empty()).map(|rest| (rest.to_owned(), false)));
    pieces
}

/// What the statement says and the goal's fields do not hold yet. What is filled stays.
fn suggestions_of(id: Id, context: &Context<'_>) -> Vec<(Key, Json)> {
    let Some(record) = context.records.get(id) else { return Vec::new() };
    let text = goal::STATEMENT.get(&**record).unwrap_or_default();
    let read = statement::read(&text, context.today).suggestions();
    read.into_iter().filter(|(field, _)| !record.fields.contains_key(field)).collect()
}

fn card_of(id: Id, currency: &str, context: &Context<'_>) -> Option<CardModel> {
    let record = context.records.get(id)?;
    let kind = context.registry.kind("goal")?;
    let text = |field: &str, json: &Json| {
        kind.field(field)
            .map(|field| value_text(context.records, context.registry, currency, kind, field, Some(json), Some(record)))
            .unwrap_or_default()
    };
    let suggestions = suggestions_of(id, context).iter().map(|(field, json)| (field_label("goal", field), text(field, json))).collect();
    Some(CardModel {
        pieces: pieces_of(&goal::STATEMENT.get(&**record).unwrap_or_default()),
        letters: letters_of(&smart::check(record, context)),
        suggestions,
    })
}

/// Every goal with its five letters.
#[component]
pub fn SmartPanel() -> impl IntoView {
    let all = derive(|context| {
        let goals = context.records.of_kind("goal").filter(|goal| Status::of(goal) != Status::Dropped);
        goals.map(|goal| (goal.id, smart::check(goal, context).passes())).collect::<Vec<_>>()
    });
    let only_open = RwSignal::new(false);
    let limit = RwSignal::new(PAGE);
    let found =
        Memo::new(move |_| all.with(|all| all.iter().filter(|(_, passed)| !(only_open.get() && *passed)).map(|(id, _)| *id).collect::<Vec<_>>()));
    let shown = move || found.with(|ids| ids.iter().take(limit.get()).copied().collect::<Vec<_>>());
    let rest = Memo::new(move |_| found.with(Vec::len).saturating_sub(limit.get()));
    let count = move || {
        let (passed, total) = all.with(|all| (all.iter().filter(|(_, passed)| *passed).count(), all.len()));
        t_with("ui.goals.smart_panel.count", &[("passed", &passed.to_string()), ("n", &total.to_string())])
    };
    let more = Signal::derive(move || t_with("ui.goals.parts.more", &[("n", &rest.get().to_string())]));
    view! {
        <div class="smart">
            <GoalLine />
            <Show
                when=move || !all.with(Vec::is_empty)
                fallback=|| view! { <EmptyState title=ui::text("ui.goals.smart_panel.empty") about=ui::text("ui.goals.smart_panel.empty_about") icon=Icon::Goal /> }
            >
                <div class="smart-bar">
                    <p class="tool-message">{ui::live(count)}</p>
                    <Checkbox label=ui::text("ui.goals.smart_panel.only_open") checked=only_open on_change=Callback::new(move |on| only_open.set(on)) />
                </div>
                <div class="smart-cards">
                    <For each=shown key=|id| *id let:id><SmartCard goal=id in_list=true /></For>
                </div>
                <Show when=move || { rest.get() > 0 }>
                    <Button label=more on_press=Callback::new(move |()| limit.update(|limit| *limit += PAGE * 2)) />
                </Show>
            </Show>
        </div>
    }
}

/// One sentence makes a goal; what it says is read into the fields.
#[component]
fn GoalLine() -> impl IntoView {
    let session = session();
    let words = Kept::new("goal");
    let typed = words.text();
    let error = RwSignal::new(None::<String>);
    let today = session.today;
    let preview = Memo::new(move |_| typed.with(|text| (!text.trim().is_empty()).then(|| letters_of(&smart::judge_text(text.trim(), today.get())))));
    let add = Callback::new(move |()| {
        let text = typed.get_untracked().trim().to_owned();
        if text.is_empty() {
            error.set(Some(t("ui.goals.smart_panel.line_missing")));
            return;
        }
        if text.chars().count() > LONGEST {
            error.set(Some(t_with("ui.goals.smart_panel.line_long", &[("n", &LONGEST.to_string())])));
            return;
        }
        if let Some(values) = values_of_line(&session, text)
            && session.add("goal", &values).is_some()
        {
            words.used();
            let names: Vec<String> = values.iter().skip(1).map(|(field, _)| field_label("goal", field)).collect();
            let message = if names.is_empty() {
                t("ui.goals.smart_panel.added")
            } else {
                t_with("ui.goals.smart_panel.added_with", &[("fields", &names.join(&t("ui.format.list_separator")))])
            };
            toast(message, None);
        }
    });
    let input = Callback::new(move |text: String| {
        error.set(None);
        words.set(text);
    });
    view! {
        <div class="goal-line">
            <div class="goal-line-row">
                <TextInput label=ui::text("ui.goals.smart_panel.line") hint=ui::text("ui.goals.smart_panel.line_example") value=typed error=error on_input=input on_enter=add test_id="goal-line" />
                <Button label=ui::text("ui.goals.smart_panel.line_add") icon=Icon::Plus on_press=add test_id="goal-line-add" />
            </div>
            {live(move || preview.get().map(|letters| view! { <ul class="goal-line-preview">{letters.iter().map(|letter| view! { <li>{verdict_mark(letter)}</li> }).collect_view()}</ul> }))}
        </div>
    }
}

/// The statement first, then what was read from it.
fn values_of_line(session: &Session, text: String) -> Option<Vec<(String, Json)>> {
    let kind = session.kind("goal")?;
    let read = statement::read(&text, session.today.get_untracked()).suggestions();
    let read = read.into_iter().filter(|(field, _)| field.as_str() != goal::STATEMENT.name() && kind.field(field).is_some());
    Some(
        std::iter::once((goal::STATEMENT.name().to_owned(), Json::String(text))).chain(read.map(|(field, json)| (field.to_string(), json))).collect(),
    )
}

/// A letter, its name and its verdict as shape and word.
fn verdict_mark(letter: &LetterView) -> AnyView {
    let icon = match letter.verdict {
        "pass" => Icon::Check,
        "fail" => Icon::Cross,
        _ => Icon::Circle,
    };
    view! {
        <span class=format!("smart-mark smart-{}", letter.verdict)>
            <span class="smart-letter" aria-hidden="true">{letter.code.to_uppercase()}</span>
            <span class="smart-name">{t(&format!("ui.goals.letter.{}", letter.code))}</span>
            <span class="smart-verdict"><IconView icon=icon size=14 />{t(&format!("ui.goals.verdict.{}", letter.verdict))}</span>
        </span>
    }
    .into_any()
}

/// The five letters of one goal with reasons and suggestions. In a list it also names the goal and
/// offers the next state; as a section of the goal's own page it does neither.
#[component]
pub fn SmartCard(goal: Id, #[prop(optional)] in_list: bool) -> impl IntoView {
    let session = session();
    let currency = session.currency;
    let model = derive(move |context| card_of(goal, &currency.get(), context));
    let href = session.href(Place::Record("goal".to_owned(), goal));
    let title_id = dom::unique_id("smart");
    let labelled = title_id.clone();
    let adopter = session.clone();
    let adopt = Callback::new(move |()| {
        let values = now(&adopter, |context| suggestions_of(goal, context));
        let message = t_with("ui.goals.smart_panel.adopted", &[("n", &values.len().to_string())]);
        set_fields(&adopter, goal, "ui.goals.smart_panel.history", message, values.into_iter().map(|(field, json)| (field, Some(json))));
    });
    let heading = move || {
        let pieces = model.with(|model| model.as_ref().map(|model| model.pieces.clone()).unwrap_or_default());
        let shown = if pieces.is_empty() { t_with("ui.record.untitled", &[("kind", &t("kind.goal"))]).into_any() } else { marked(pieces) };
        if in_list {
            view! { <a class="link tool-link smart-title" href=href.clone()>{shown}</a> }.into_any()
        } else {
            view! { <span>{t("ui.goals.smart_panel.section")}</span> }.into_any()
        }
    };
    let vague = move || {
        let pieces = model.with(|model| model.as_ref().map(|model| model.pieces.clone()).unwrap_or_default());
        (!in_list && pieces.iter().any(|(_, vague)| *vague)).then(|| view! { <p class="smart-statement">{marked(pieces)}</p> })
    };
    let passes = move || model.with(|model| model.as_ref().map_or(0, CardModel::passes)).to_string();
    // In a list what passes is one line, and its evidence is folded away; the goal's own page shows all.
    let all = move || model.with(|model| model.as_ref().map(|model| model.letters.clone()).unwrap_or_default());
    let has_pass = Memo::new(move |_| in_list && all().iter().any(|letter| letter.verdict == "pass"));
    let strip = move || {
        let marks =
            move || all().iter().filter(|letter| letter.verdict == "pass").map(|letter| view! { <li>{verdict_mark(letter)}</li> }).collect_view();
        has_pass.get().then(|| view! { <ul class="smart-strip">{marks}</ul> })
    };
    let opener = session.clone();
    let letters = move || {
        let shown = all().into_iter().filter(|letter| !in_list || letter.verdict != "pass");
        let rows: Vec<_> = shown.map(|letter| letter_row(&opener, goal, letter)).collect();
        (!rows.is_empty()).then(|| view! { <ol class="smart-letters">{rows}</ol> })
    };
    let evidence = move || {
        has_pass.get().then(|| {
            let session = session.clone();
            let rows =
                move || all().into_iter().filter(|letter| letter.verdict == "pass").map(|letter| letter_row(&session, goal, letter)).collect_view();
            view! { <Disclosure title=ui::text("ui.goals.smart_panel.evidence")><ol class="smart-letters">{rows}</ol></Disclosure> }
        })
    };
    let suggestions = move || {
        let list = model.with(|model| model.as_ref().map(|model| model.suggestions.clone()).unwrap_or_default());
        (!list.is_empty()).then(|| {
            let items = list.into_iter().map(|(label, text)| view! { <li><span class="smart-label">{label}</span>{text}</li> }).collect_view();
            view! {
                <div class="smart-suggestions">
                    <p class="smart-suggestions-title"><IconView icon=Icon::Advice size=16 />{t("ui.goals.smart_panel.read")}</p>
                    <ul class="smart-values">{items}</ul>
                    <Button label=ui::text("ui.goals.smart_panel.adopt") on_press=adopt look=ButtonLook::Default test_id="adopt-suggestions" />
                </div>
            }
        })
    };
    view! {
        <article class="smart-card" class:smart-card-listed=in_list aria-labelledby=labelled data-testid="smart-card">
            <header class="smart-head">
                {if in_list { view! { <h3 class="smart-heading" id=title_id>{ui::live(heading)}</h3> }.into_any() } else { view! { <h2 class="smart-heading" id=title_id>{ui::live(heading)}</h2> }.into_any() }}
                <SampleMark kind="goal" id=goal />
                <span class="smart-count">{say(move || t_with("ui.goals.parts.smart", &[("n", &passes())]))}</span>
            </header>
            {ui::live(vague)}
            {ui::live(strip)}
            {ui::live(letters)}
            {ui::live(suggestions)}
            {ui::live(evidence)}
            {in_list.then(|| view! { <GateButtons goal=goal only_agree=true /> })}
        </article>
    }
}

fn marked(pieces: Vec<(String, bool)>) -> AnyView {
    let piece = |(text, vague): (String, bool)| {
        if vague { view! { <mark class="smart-vague" title=t("ui.goals.smart_panel.vague")>{text}</mark> }.into_any() } else { text.into_any() }
    };
    pieces.into_iter().map(piece).collect_view().into_any()
}

fn letter_row(session: &Session, goal: Id, letter: LetterView) -> AnyView {
    let mark = verdict_mark(&letter);
    let reasons = letter.reasons.into_iter().map(|reason| match (reason.field, reason.step.and_then(Place::step)) {
        _ if reason.passed => view! { <li>{reason.text}</li> }.into_any(),
        (Some(field), _) => {
            let session = session.clone();
            let (kind, record) = reason.indicator.map_or(("goal", goal), |indicator| ("indicator", indicator));
            let press = move |_| open_field(&session, kind, record, &field);
            view! { <li><button type="button" class="link tool-link" on:click=press>{reason.text}</button></li> }.into_any()
        }
        (None, Some(place)) => view! { <li><a class="link tool-link" href=session.href(place)>{reason.text}</a></li> }.into_any(),
        (None, None) => view! { <li>{reason.text}</li> }.into_any(),
    });
    let reasons = reasons.collect_view();
    view! { <li class="smart-row">{mark}<ul class="smart-reasons">{reasons}</ul></li> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let joined: String = pieces_of(text).into_iter().map(|(piece, _)| piece).collect();
        assert_eq!(joined, text);
    }

    #[test]
    fn pieces_make_up_the_whole_text() {
        check("提升品牌知名度");
        check("");
        check("把华东销售额从 4,000 万做到 6,000 万");
    }
}
