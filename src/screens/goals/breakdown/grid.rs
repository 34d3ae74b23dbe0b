//! The grid itself: amounts typed in place, sums of rows and columns, blocks pasted from a
//! spreadsheet, and the proposal by the past.

use std::collections::HashMap;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;
use model::{Decimal, ValueType, parse_number};
use pillars::goals::target_share as share;
use store::Transaction;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Icon, LinkButton, TextInput, dom, format};
use ui::{Show, say};
use views::drafts;
use views::labels::{field_label, issue_text, kind_label, kind_many, ratio_text};
use views::{Place as Screen, session};

use super::super::editors::{Measure, derive, now};
use super::parts::{Grid, Part, Place, parts_of, proposal, write};

/// Typed numbers are committed after this pause, and at once on leaving the cell.
const PAUSE: Duration = Duration::from_millis(400);

/// A column of the table: what it is called, where its cells belong, which number they hold.
#[derive(Clone)]
struct Column {
    key: String,
    label: String,
    field: &'static str,
}

/// With one dimension: the past and the amount. With two: one column each.
fn columns_of(grid: &Grid) -> Vec<Column> {
    if grid.choice.column.is_empty() {
        let column = |field| Column { key: String::new(), label: field_label("target_share", field), field };
        return vec![column(share::PAST.name()), column(share::AMOUNT.name())];
    }
    grid.columns.iter().map(|(key, label)| Column { key: key.clone(), label: label.clone(), field: share::AMOUNT.name() }).collect()
}

fn value_in(part: Option<&Part>, field: &str) -> Option<Decimal> {
    part.and_then(|part| if field == share::PAST.name() { part.past } else { part.amount })
}

/// The sum of some places; none while nothing is entered there.
fn total_of(parts: &HashMap<Place, Part>, field: &str, wanted: impl Fn(&Place) -> bool) -> Option<Decimal> {
    let values: Vec<Decimal> = parts.iter().filter(|(place, _)| wanted(place)).filter_map(|(_, part)| value_in(Some(part), field)).collect();
    (!values.is_empty()).then(|| values.into_iter().sum())
}

/// A sum as an amount, or as its part of the target; a rate has neither.
fn total_text(total: Option<Decimal>, as_amount: bool, measure: &Measure, target: Decimal) -> String {
    let text = |total: Decimal| if as_amount { Some(measure.plain(total)) } else { total.over(target).map(|share| ratio_text(share.rounded(3))) };
    total.filter(|_| !measure.is_rate()).and_then(text).unwrap_or_else(|| format::missing().to_owned())
}

/// Rows by columns with sums; every cell is a field of its own.
#[component]
pub(super) fn GridTable(grid: Grid, measure: Memo<(Measure, Decimal)>) -> AnyView {
    let session = session();
    let choice = grid.choice.clone();
    let two = !choice.column.is_empty();
    for (dimension, axis) in [(&choice.row, &grid.rows), (&choice.column, &grid.columns)] {
        if !dimension.is_empty() && axis.is_empty() {
            return nothing_to_spread(dimension);
        }
    }
    let reader = choice.clone();
    let parts = derive(move |context| parts_of(&reader, context));
    let columns = columns_of(&grid);
    let percent = measure.with_untracked(|(measure, _)| measure.kind == "ratio");

    let writer = (session.clone(), choice.clone());
    let set = Callback::new(move |(place, field, value): (Place, &'static str, Option<Decimal>)| {
        let (session, choice) = &writer;
        let before = now(session, |context| parts_of(choice, context));
        let group = format!("{}.{}.{}.{field}", choice.goal, place.0, place.1);
        let transaction = Transaction::new(session.label("ui.goals.breakdown.history", Some(choice.goal))).group(&group);
        let transaction = write(transaction, session, choice, &place, before.get(&place), &[(field, value)]);
        if !transaction.is_empty() {
            session.commit(transaction);
        }
    });
    let paster = (session.clone(), choice.clone(), grid.rows.clone(), columns.clone());
    let paste = move |event: ev::ClipboardEvent| {
        let (session, choice, rows, columns) = &paster;
        let Some((row, column)) = cell_of(&event) else { return };
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        let text = text.trim_end_matches(['\n', '\r']);
        if !text.contains(['\t', '\n']) {
            return;
        }
        event.prevent_default();
        let before = now(session, |context| parts_of(choice, context));
        let mut pasted: HashMap<Place, Vec<(&str, Option<Decimal>)>> = HashMap::new();
        for (down, line) in text.lines().enumerate() {
            for (across, typed) in line.split('\t').enumerate() {
                let (Some((key, _)), Some(target)) = (rows.get(row + down), columns.get(column + across)) else { continue };
                if let Ok(Some(value)) = read(typed, percent) {
                    pasted.entry((key.clone(), target.key.clone())).or_default().push((target.field, Some(value)));
                }
            }
        }
        let count: usize = pasted.values().map(Vec::len).sum();
        let empty = Transaction::new(session.label("ui.goals.breakdown.history", Some(choice.goal)));
        let transaction = pasted.iter().fold(empty, |all, (place, values)| write(all, session, choice, place, before.get(place), values));
        if count > 0 {
            let message = t_with("ui.goals.breakdown.pasted", &[("n", &count.to_string())]);
            session.commit_with_way_back(transaction, "ui.history.taken_back", message);
        }
    };

    let unit = measure.with_untracked(|(measure, _)| measure.header());
    // Rates do not add up: they have neither sums nor shares.
    let sums = measure.with_untracked(|(measure, _)| !measure.is_rate());
    let head = columns.iter().map(|column| view! { <th scope="col" class="is-number">{column.label.clone()}</th> }).collect_view();
    let body = grid.rows.iter().enumerate().map(|(row, (key, label))| {
        let cells = columns.iter().enumerate().map(|(index, column)| {
            let place = (key.clone(), column.key.clone());
            let (field, wanted) = (column.field, place.clone());
            let value = Memo::new(move |_| parts.with(|parts| value_in(parts.get(&wanted), field)));
            let on_change = Callback::new(move |value: Option<Decimal>| set.run((place.clone(), field, value)));
            let name = t_with("ui.goals.breakdown.cell", &[("row", label), ("column", &column.label)]);
            view! {
                <td class="split-cell" data-row=row.to_string() data-column=index.to_string()>
                    <NumberCell label=name value=value on_change=on_change percent=percent id=cell_id(row, index) below=cell_id(row + 1, index) />
                </td>
            }
        });
        let cells = cells.collect_view();
        let row_key = key.clone();
        let last = move || {
            let total = parts.with(|parts| total_of(parts, share::AMOUNT.name(), |place| place.0 == row_key));
            measure.with(|(measure, target)| total_text(total, two, measure, *target))
        };
        view! { <tr><th scope="row">{label.clone()}</th>{cells}{sums.then(|| view! { <td class="is-number split-sum">{ui::live(last)}</td> })}</tr> }
    });
    let body = body.collect_view();
    let feet = columns.iter().map(|column| {
        let (key, field) = (column.key.clone(), column.field);
        let total = move || {
            let total = parts.with(|parts| total_of(parts, field, |place| place.1 == key));
            measure.with(|(measure, target)| total_text(total, true, measure, *target))
        };
        view! { <td class="is-number split-sum">{ui::live(total)}</td> }
    });
    let feet = feet.collect_view();
    let whole = move || {
        let total = parts.with(|parts| total_of(parts, share::AMOUNT.name(), |_| true));
        measure.with(|(measure, target)| total_text(total, two, measure, *target))
    };
    let last_head = t(if two { "ui.goals.breakdown.row_sum" } else { "ui.goals.breakdown.share" });
    let caption = move || t("ui.goals.breakdown.caption");
    view! {
        {(!unit.is_empty()).then(|| view! { <p class="tool-unit">{t_with("ui.goals.breakdown.unit", &[("unit", &unit)])}</p> })}
        <div class="grid-scroll tool-scroll" tabindex="0" role="region" aria-label=caption>
            <table class="table table-sticky table-compact split-table" on:paste=paste>
                <caption class="visually-hidden">{ui::live(caption)}</caption>
                <thead><tr><th scope="col">{field_label("target_share", &choice.row)}</th>{head}{sums.then(|| view! { <th scope="col" class="is-number">{last_head}</th> })}</tr></thead>
                <tbody>{body}</tbody>
                {sums.then(|| view! { <tfoot><tr><th scope="row">{t("ui.goals.breakdown.total")}</th>{feet}<td class="is-number split-sum">{ui::live(whole)}</td></tr></tfoot> })}
            </table>
        </div>
        <p class="tool-source">{ui::say_key("ui.goals.breakdown.hint")}</p>
        {sums.then(|| view! { <Proposal grid=grid measure=measure parts=parts /> })}
    }
    .into_any()
}

fn nothing_to_spread(dimension: &str) -> AnyView {
    let session = session();
    if dimension == "month" {
        return view! { <p class="tool-none">{t("ui.goals.breakdown.no_months")}</p> }.into_any();
    }
    let href = session.href(Screen::List(dimension.to_owned()));
    let (name, link) = (kind_label(dimension), t_with("ui.goals.breakdown.open_list", &[("kind", &kind_many(dimension))]));
    view! { <div class="tool-none"><p>{t_with("ui.goals.breakdown.no_rows", &[("kind", &name)])}</p><LinkButton label=link href=href /></div> }
        .into_any()
}

fn cell_id(row: usize, column: usize) -> String {
    format!("split-{row}-{column}")
}

/// Row and column of the cell that a paste goes to.
fn cell_of(event: &ev::ClipboardEvent) -> Option<(usize, usize)> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    let cell = target.closest("td[data-row]").ok()??;
    Some((cell.get_attribute("data-row")?.parse().ok()?, cell.get_attribute("data-column")?.parse().ok()?))
}

/// What a typed number means; rates are typed in percent.
fn read(typed: &str, percent: bool) -> Result<Option<Decimal>, &'static str> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let number = parse_number(typed).map_err(|error| error.code(if percent { ValueType::Ratio } else { ValueType::Number }))?;
    let with_sign = typed.contains(['%', '％', '‰']);
    Ok(Some(if percent && !with_sign { number.over(Decimal::from_int(100)).unwrap_or_default() } else { number }))
}

/// A number in a cell: liberal input, kept while it cannot be read, Enter goes down.
#[component]
fn NumberCell(
    label: String,
    value: Memo<Option<Decimal>>,
    on_change: Callback<Option<Decimal>>,
    percent: bool,
    id: String,
    below: String,
) -> impl IntoView {
    let draft = RwSignal::new(None::<String>);
    let error = RwSignal::new(None::<String>);
    let waiting = StoredValue::new(None::<u64>);
    let timer = StoredValue::new_local(None::<leptos::leptos_dom::helpers::TimeoutHandle>);
    let name = label.clone();
    let save = move || {
        if let Some(Some(handle)) = timer.try_update_value(Option::take) {
            handle.clear();
        }
        if let Some(number) = waiting.try_get_value().flatten() {
            drafts::forget(number);
            waiting.try_set_value(None);
        }
        let Some(text) = draft.try_get_untracked().flatten() else { return };
        match read(&text, percent) {
            Ok(number) => {
                error.try_set(None);
                if value.try_get_untracked().is_some_and(|stored| stored != number) {
                    on_change.run(number);
                }
            }
            Err(code) => {
                error.try_set(Some(issue_text(code, &[("field", &name)])));
            }
        }
    };
    let (later, leaving, entering) = (save.clone(), save.clone(), save.clone());
    let input = Callback::new(move |text: String| {
        draft.set(Some(text));
        if waiting.get_value().is_none() {
            waiting.set_value(Some(drafts::register(later.clone())));
        }
        if let Some(Some(handle)) = timer.try_update_value(Option::take) {
            handle.clear();
        }
        timer.set_value(set_timeout_with_handle(later.clone(), PAUSE).ok());
    });
    let leave = Callback::new(move |()| {
        leaving();
        if error.get_untracked().is_none() {
            draft.set(None);
        }
    });
    let enter = Callback::new(move |()| {
        entering();
        dom::focus_by_id(&below);
    });
    on_cleanup(save);
    let shown = Signal::derive(move || {
        let stored = || value.get().map(|number| if percent { ratio_text(number) } else { views::labels::number_text(number) });
        draft.get().unwrap_or_else(|| stored().unwrap_or_default())
    });
    view! { <TextInput label=label value=shown error=error on_input=input on_leave=leave on_enter=enter input_mode="decimal" hide_label=true id=id /> }
}

/// The proposal by the past: shown first, taken over in one step.
#[component]
fn Proposal(grid: Grid, measure: Memo<(Measure, Decimal)>, parts: Memo<HashMap<Place, Part>>) -> impl IntoView {
    let session = session();
    let shown = RwSignal::new(Vec::<(Place, Decimal)>::new());
    let none = RwSignal::new(false);
    let labels: HashMap<String, String> = grid.rows.iter().chain(&grid.columns).cloned().collect();
    let rows = grid.clone();
    let maker = session.clone();
    let propose = Callback::new(move |()| {
        drafts::flush_all();
        let list = now(&maker, |context| proposal(&rows, context));
        none.set(list.is_empty());
        shown.set(list);
        dom::focus_soon("split-proposal");
    });
    let choice = grid.choice.clone();
    let accept = Callback::new(move |()| {
        let before = now(&session, |context| parts_of(&choice, context));
        let list = shown.get_untracked();
        let mut transaction = Transaction::new(session.label("ui.goals.breakdown.history_proposal", Some(choice.goal)));
        for (place, amount) in &list {
            transaction = write(transaction, &session, &choice, place, before.get(place), &[(share::AMOUNT.name(), Some(*amount))]);
        }
        // What the proposal leaves out would spoil its sum.
        for (place, part) in before.iter().filter(|(place, part)| part.amount.is_some() && !list.iter().any(|(known, _)| known == *place)) {
            transaction = write(transaction, &session, &choice, place, Some(part), &[(share::AMOUNT.name(), None)]);
        }
        let message = t_with("ui.goals.breakdown.accepted", &[("n", &list.len().to_string())]);
        if session.commit_with_way_back(transaction, "ui.history.taken_back", message) {
            shown.set(Vec::new());
        }
    });
    let lines = move || {
        shown
            .get()
            .into_iter()
            .map(|(place, amount)| {
                let name = [&place.0, &place.1].into_iter().filter_map(|key| labels.get(key).cloned()).collect::<Vec<_>>().join(" · ");
                let part = parts.with(|parts| parts.get(&place).cloned());
                let text = |value: Option<Decimal>| value.map_or_else(|| format::missing().to_owned(), |value| measure.with(|(measure, _)| measure.plain(value)));
                let (past, present, proposed) = (text(part.as_ref().and_then(|part| part.past)), text(part.and_then(|part| part.amount)), text(Some(amount)));
                view! { <tr><th scope="row">{name}</th><td class="is-number">{past}</td><td class="is-number">{present}</td><td class="is-number">{proposed}</td></tr> }
            })
            .collect_view()
    };
    view! {
        <div class="split-proposal">
            <Button label=ui::text("ui.goals.breakdown.propose") icon=Icon::Advice on_press=propose test_id="split-propose" />
            <Show when=move || none.get()><p class="tool-none" role="status">{ui::say_key("ui.goals.breakdown.no_proposal")}</p></Show>
            <Show when=move || !shown.with(Vec::is_empty)>
                <div class="split-preview" id={"split-proposal"} tabindex="-1">
                    <h3 class="tool-heading">{ui::say_key("ui.goals.breakdown.proposal")}</h3>
                    <p class="tool-source">{ui::say_key("ui.goals.breakdown.proposal_about")}</p>
                    <div class="grid-scroll tool-scroll" tabindex="0" role="region" aria-label=ui::text("ui.goals.breakdown.proposal")>
                        <table class="table">
                            <caption class="visually-hidden">{ui::say_key("ui.goals.breakdown.proposal")}</caption>
                            <thead><tr>
                                <th scope="col">{ui::say_key("ui.goals.breakdown.place")}</th>
                                <th scope="col" class="is-number">{say(move || field_label("target_share", "past"))}</th>
                                <th scope="col" class="is-number">{ui::say_key("ui.goals.breakdown.present")}</th>
                                <th scope="col" class="is-number">{ui::say_key("ui.goals.breakdown.proposed")}</th>
                            </tr></thead>
                            <tbody>{lines.clone()}</tbody>
                        </table>
                    </div>
                    <div class="split-preview-actions">
                        <Button label=ui::text("ui.goals.breakdown.accept") on_press=accept test_id="split-accept" />
                        <Button label=ui::text("ui.cancel") look=ButtonLook::Text on_press=Callback::new(move |()| shown.set(Vec::new())) />
                    </div>
                </div>
            </Show>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, percent: bool, expected: &str) {
        assert_eq!(read(typed, percent).map(|number| number.unwrap_or_default().to_string()), Ok(expected.to_owned()), "{typed}");
    }

    #[test]
    fn typed_numbers_are_understood() {
        check("1,200", false, "1200");
        check("100万", false, "1000000");
        check("30", true, "0.3");
        check("30%", true, "0.3");
        check("", false, "0");
    }
}
