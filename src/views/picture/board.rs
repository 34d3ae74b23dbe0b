//! Cards in columns by a choice: moved by dragging, or by the menu of the card with mouse or keys.

use std::sync::Arc;

use flow::{Card, Label};
use leptos::ev::DragEvent;
use leptos::prelude::*;
use model::{Fields, Id, Json, Key};
use ui::dom::focus_soon;
use ui::lang::{t, t_with};
use ui::{Icon, Menu, MenuItem, toast};

use super::tables::{groups as groups_table, short_facts};
use super::{Frame, href_of, title_of};
use crate::labels::{choice_label, record_title};

/// Name of a column; what is not sorted yet stands under a name of its own.
fn column_name(kind: &Key, group: &Key, code: &str) -> String {
    if code.is_empty() { t("ui.totals.none") } else { choice_label(kind, group, code) }
}

/// Which card of how many in its column this one is.
fn place_of(element: &str) -> Option<(usize, usize)> {
    let card = ui::dom::element_by_id(element)?.closest("li").ok()??;
    let cards = card.parent_element()?.children();
    let place = (0..cards.length()).find(|index| cards.item(*index).is_some_and(|other| other.is_same_node(Some(&card))))?;
    Some((place as usize + 1, cards.length() as usize))
}

/// The board.
pub(crate) fn board(frame: &Frame, kind: &Key, group: &Key, lines: &[Label], columns: &[(String, Vec<Card>)]) -> AnyView {
    if frame.printed {
        let filled = columns.iter().filter(|(_, cards)| !cards.is_empty());
        let groups: Vec<(String, &[Card])> = filled
            .map(|(code, cards)| {
                let count = t_with("ui.picture.cards", &[("n", &cards.len().to_string())]);
                (format!("{} · {count}", column_name(kind, group, code)), cards.as_slice())
            })
            .collect();
        return groups_table(frame, kind, lines, &groups);
    }
    let dragged = StoredValue::new(None::<Id>);
    let codes: Vec<String> = columns.iter().map(|(code, _)| code.clone()).collect();
    let move_to = {
        let (session, kind, group, frame_id) = (frame.session.clone(), kind.clone(), group.clone(), frame.id.clone());
        Callback::new(move |(id, code): (Id, String)| {
            let records = session.records();
            let Some(record) = records.get(id) else { return };
            let before = record.field(&group).cloned();
            let (title, column) = (record_title(&records, &session.registry(), record), column_name(&kind, &group, &code));
            let value = (!code.is_empty()).then_some(Json::String(code));
            if before == value || !session.set_field(&kind, id, &group, value) {
                return;
            }
            let card = format!("board-{frame_id}-{id}");
            focus_soon(card.clone());
            let element = card.clone();
            let (session, kind, group) = (session.clone(), kind.clone(), group.clone());
            let undo = Arc::new(move || {
                session.set_field(&kind, id, &group, before.clone());
                focus_soon(card.clone());
            });
            // The column is drawn anew first; then the card has its place in it.
            ui::dom::soon(move || {
                let (place, count) = place_of(&element).unwrap_or((1, 1));
                let (place, count) = (place.to_string(), count.to_string());
                let words = [("title", &*title), ("column", &*column), ("n", &*place), ("total", &*count)];
                toast(t_with("ui.picture.moved", &words), Some((t("ui.undo"), undo)));
            });
        })
    };
    let shown = columns
        .iter()
        .map(|(code, cards)| {
            let name = column_name(kind, group, code);
            let label = name.clone();
            let cards = cards.iter().map(|card| card_view(frame, kind, group, lines, card, code, &codes, dragged, move_to)).collect_view();
            let (target, count) = (
                code.clone(),
                t_with(
                    "ui.picture.cards",
                    &[("n", &columns.iter().find(|(other, _)| other == code).map_or(0, |(_, cards)| cards.len()).to_string())],
                ),
            );
            let drop = move |event: DragEvent| {
                event.prevent_default();
                if let Some(id) = dragged.try_get_value().flatten() {
                    move_to.run((id, target.clone()));
                }
            };
            view! {
                <div class="board-column" role="group" aria-label=label on:dragover=|event: DragEvent| event.prevent_default() on:drop=drop>
                    <h3 class="board-title">{name}<span class="count">{count}</span></h3>
                    <ul class="board-cards">{cards}</ul>
                </div>
            }
        })
        .collect_view();
    view! { <div class="board" role="group" aria-label=frame.title.clone()>{shown}</div> }.into_any()
}

#[expect(clippy::too_many_arguments, reason = "one card needs everything the board knows")]
fn card_view(
    frame: &Frame,
    kind: &Key,
    group: &Key,
    lines: &[Label],
    card: &Card,
    code: &str,
    codes: &[String],
    dragged: StoredValue<Option<Id>>,
    move_to: Callback<(Id, String)>,
) -> AnyView {
    let id = card.id;
    let title = title_of(card);
    let element = format!("board-{}-{id}", frame.id);
    let items: Vec<MenuItem> = codes
        .iter()
        .filter(|other| *other != code)
        .map(|other| {
            let target = other.clone();
            MenuItem::new(column_name(kind, group, other), Callback::new(move |()| move_to.run((id, target.clone()))))
        })
        .collect();
    let menu = view! { <Menu label=t_with("ui.picture.move", &[("title", &title)]) items=Signal::stored(items) icon=Icon::More icon_only=true /> };
    view! {
        <li class="board-card" draggable="true" on:dragstart=move |_: DragEvent| dragged.set_value(Some(id))>
            <div class="board-card-head"><a id=element href=href_of(&frame.session, card)>{title}</a>{menu}</div>
            {short_facts(frame, lines, &card.values)}
        </li>
    }
    .into_any()
}
