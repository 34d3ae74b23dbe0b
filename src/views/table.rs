//! The table of a kind: search, filter, sort, choose columns, edit in place, select several, paste
//! rows. Filter, order and columns live in the address, so that a link shows the same list.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use model::{FieldDef, Fields, Filter, Haystack, Id, Json, Kind, Places, Record, SortOrder, ValueType, sort_records};
use ui::lang::{language, t, t_with};
use ui::{Button, ButtonLook, Checkbox, Drawer, EmptyState, Icon, IconButton, LinkButton, Menu, MenuItem, SelectInput, TextInput, format};
use ui::{Show, live, say};

use crate::editor::{ValueEditor, field_id};
use crate::examples::{ExampleButton, sample_badge};
use crate::form::RecordForm;
use crate::labels::{
    ColumnUnit, choice_options, column_label, column_text, column_unit, field_label, kind_label, kind_many, own_unit, record_title, value_text,
};
use crate::paste::PasteDialog;
use crate::picture::unit_beside;
use crate::route::Place;
use crate::session::session;

/// Texts wider than this may be cut in their cell; a pointer shows them whole.
const CUT: f64 = 24.0;
/// Rows rendered at first; more come on demand.
const PAGE: usize = 50;
/// So few rows behind the first are not left out: “1 more” takes the place of the row.
const REST: usize = 3;
/// Rows that stand at once, and that follow in each turn after a pause.
const FEW: usize = 20;
/// Rows that stand at once while signs are typed; the others follow when no further sign comes.
const TYPED: usize = 8;
/// The pause between two turns, and the one after a sign.
const PAUSE: Duration = Duration::from_millis(60);
const REST_OF_TYPING: Duration = Duration::from_millis(250);
/// A table of more records is read for the search before anything is typed, after so long.
const MANY: usize = 2_000;
const READ_AHEAD: Duration = Duration::from_millis(500);

/// Which records of a kind a table shows.
pub type Scope = Arc<dyn Fn(&Record) -> bool + Send + Sync>;

/// What a table shows, for the menu that the program adds to it.
#[derive(Clone, Copy)]
pub struct TableState {
    /// The kind.
    pub kind: &'static Kind,
    /// Every record of the table.
    pub all: Signal<Vec<Arc<Record>>>,
    /// Those that search and filter leave, in the order of the table.
    pub found: Signal<Vec<Arc<Record>>>,
    /// Columns on the screen.
    pub shown: Signal<Vec<&'static FieldDef>>,
    /// Records chosen.
    pub selected: RwSignal<HashSet<Id>>,
}

/// The table of a kind.
#[component]
pub fn RecordTable(
    kind: &'static Kind,
    /// Only records that pass; all when absent.
    #[prop(optional)]
    scope: Option<Scope>,
    /// Values that every record added here begins with.
    #[prop(optional)]
    presets: Vec<(String, Json)>,
    /// Keeps search, filter and order in the address. Only one table of a page should.
    #[prop(optional)]
    addressed: bool,
    /// Columns shown at first; the key fields when absent.
    #[prop(optional)]
    columns: Option<Vec<&'static str>>,
    /// Rows shown before "more".
    #[prop(default = PAGE)]
    first: usize,
) -> impl IntoView {
    let session = session();
    let standard: Vec<&'static FieldDef> = match columns {
        Some(names) => names.iter().filter_map(|name| kind.field(name)).collect(),
        None => kind.fields.iter().filter(|field| field.key && !matches!(field.value, ValueType::Rows)).take(7).collect(),
    };
    let standard_names: Vec<&str> = standard.iter().map(|field| field.name).collect();
    let initial = if addressed { session.query.get_untracked() } else { Vec::new() };
    let from_query = |name: &str| initial.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let words = RwSignal::new(from_query("q").unwrap_or_default());
    let order = RwSignal::new(from_query("sort").map(|text| match text.strip_prefix('-') {
        Some(field) => SortOrder { field: field.to_owned(), descending: true },
        None => SortOrder { field: text, descending: false },
    }));
    let filters = RwSignal::new(
        initial.iter().filter_map(|(key, value)| key.strip_prefix("f.").map(|field| (field.to_owned(), vec![value.clone()]))).collect::<Vec<_>>(),
    );
    let shown_names = RwSignal::new(from_query("columns").map_or_else(
        || standard_names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(),
        |text| text.split(',').map(str::to_owned).collect(),
    ));
    let shown = Signal::derive(move || {
        kind.fields.iter().filter(|field| shown_names.with(|names| names.iter().any(|name| name == field.name))).collect::<Vec<_>>()
    });
    let selected = RwSignal::new(HashSet::<Id>::new());
    let limit = RwSignal::new(first);
    let pasting = RwSignal::new(false);

    if addressed {
        let session = session.clone();
        let standard_columns = standard_names.join(",");
        Effect::new(move |_| {
            // The figure that led here is named on; the page takes it away.
            let mut pairs: Vec<(String, String)> = initial.iter().filter(|(name, _)| name == crate::list_page::OF).cloned().collect();
            words.with(|words| {
                if !words.is_empty() {
                    pairs.push(("q".to_owned(), words.clone()))
                }
            });
            order.with(|order| {
                if let Some(order) = order {
                    pairs.push(("sort".to_owned(), format!("{}{}", if order.descending { "-" } else { "" }, order.field)))
                }
            });
            filters.with(|filters| {
                pairs.extend(filters.iter().filter_map(|(field, values)| values.first().map(|value| (format!("f.{field}"), value.clone()))))
            });
            let columns = shown_names.with(|names| names.join(","));
            if columns != standard_columns {
                pairs.push(("columns".to_owned(), columns));
            }
            session.query.set(pairs);
        });
    }

    let all = {
        let (session, scope) = (session.clone(), scope.clone());
        Signal::derive(move || {
            session
                .workspace
                .tracked(kind.name)
                .of_kind(kind.name)
                .filter(|record| scope.as_ref().is_none_or(|scope| scope(record)))
                .cloned()
                .collect()
        })
    };
    let total = {
        let (session, scope) = (session.clone(), scope.clone());
        Memo::new(move |_| {
            session.workspace.tracked(kind.name).of_kind(kind.name).filter(|record| scope.as_ref().is_none_or(|scope| scope(record))).count()
        })
    };
    // Read once for all the signs that are typed; after a change only what has changed.
    let haystack = Memo::new_with_compare(
        move |before: Option<&Arc<Haystack>>| Arc::new(before.map_or_else(|| Haystack::new(all.get()), |before| before.with(all.get()))),
        |_, _| true,
    );
    if total.get_untracked() > MANY {
        // Before anything is typed, while nothing else is to be done; the page may be gone by then.
        let read_ahead = move || {
            let _ = haystack.try_with_untracked(|haystack| haystack.read_ahead());
        };
        set_timeout(read_ahead, READ_AHEAD);
    }
    let found = Memo::new_with_compare(
        move |_| {
            let of = haystack.get();
            let filter = Filter { words: words.get(), values: filters.get() };
            let mut found = Found { places: of.find(&filter), of, sorted: None };
            if let Some(order) = order.get() {
                let now = language();
                let mut sorted = found.records();
                sort_records(&mut sorted, &order, |a, b| format::compare_text(a, b, now));
                found.sorted = Some(sorted);
            }
            found
        },
        |before, now| !before.zip(now).is_some_and(|(before, now)| before.is_same(now)),
    );
    // The first rows stand at once, the others follow in turns: a list that is opened, or searched sign by sign, answers first.
    let grown = RwSignal::new(FEW);
    let growing = StoredValue::new(0_u32);
    let begin_growing = move |pause: Duration| {
        let turn = growing.try_update_value(|count| {
            *count += 1;
            *count
        });
        grow(grown, growing, turn, limit, pause);
    };
    Effect::new(move |typed: Option<String>| {
        let words = words.get();
        filters.track();
        order.track();
        let (at_once, pause) = if typed.is_some_and(|typed| typed != words) { (TYPED, REST_OF_TYPING) } else { (FEW, PAUSE) };
        grown.update(|rows| *rows = (*rows).min(at_once));
        begin_growing(pause);
        words
    });
    Effect::new(move |_| {
        limit.track();
        begin_growing(PAUSE);
    });
    let menu = session.extensions.with_value(|extensions| extensions.table_menu);
    let menu = menu.map(|menu| menu(TableState { kind, all, found: Signal::derive(move || found.with(Found::records)), shown, selected }));
    let page_ids =
        Memo::new(move |_| found.with(|found| found.first(first_rows(found.len(), limit.get())).iter().map(|record| record.id).collect::<Vec<_>>()));
    let rows = Memo::new(move |_| page_ids.with(|ids| ids.iter().take(grown.get()).copied().collect::<Vec<_>>()));

    let opened = RwSignal::new(None::<Id>);
    let adder = session.clone();
    let new_values = presets.clone();
    let add = Callback::new(move |()| opened.set(adder.add(kind.name, &new_values)));
    let remover = session.clone();
    let remove_selected = Callback::new(move |()| {
        let ids: Vec<Id> = selected.get_untracked().into_iter().collect();
        remover.remove(&ids);
        selected.set(HashSet::new());
    });
    let choices: Vec<&'static FieldDef> = kind.fields.iter().filter(|field| field.value == ValueType::Choice).take(3).collect();
    let filter_controls = move || {
        choices
            .iter()
            .map(|field| {
                let name = field.name;
                let field: &'static FieldDef = field;
                let value = Signal::derive(move || filters.with(|all| all.iter().find(|(key, _)| key == name).and_then(|(_, values)| values.first().cloned())).unwrap_or_default());
                let change = Callback::new(move |code: String| {
                    filters.update(|all| {
                        all.retain(|(key, _)| key != name);
                        if !code.is_empty() {
                            all.push((name.to_owned(), vec![code]));
                        }
                    });
                });
                view! { <SelectInput label=Signal::derive(move || field_label(kind.name, name)) value=value options=Signal::derive(move || choice_options(kind.name, field)) on_change=change allow_empty=true id=format!("filter-{}-{name}", kind.name) /> }
            })
            .collect_view()
    };
    let column_items = Signal::derive(move || {
        kind.fields
            .iter()
            .filter(|field| !matches!(field.value, ValueType::Rows | ValueType::Attachment))
            .map(|field| {
                let name = field.name;
                let on = shown_names.with(|names| names.iter().any(|shown| shown == name));
                MenuItem::new(
                    field_label(kind.name, name),
                    Callback::new(move |()| {
                        shown_names.update(|names| if on { names.retain(|shown| shown != name) } else { names.push(name.to_owned()) });
                    }),
                )
                .checked(on)
            })
            .collect::<Vec<_>>()
    });

    let currency = session.currency;
    let reader = session.clone();
    let units = Memo::new(move |_| {
        let fields = shown.get();
        // What measures a number stands in other records.
        let measured = fields.iter().any(|field| !field.measured_by.is_empty());
        let records = if measured { reader.workspace.tracked_any() } else { reader.records() };
        found.with(|found| {
            let rows = found.first(first_rows(found.len(), limit.get()));
            // What names a record is read alone elsewhere, so it keeps its unit.
            let named = |field: &FieldDef| if kind.called.is_empty() { field.name == kind.title } else { kind.called.contains(&field.name) };
            let unit = |field: &FieldDef| if named(field) { None } else { column_unit(&records, field, &rows, &currency.get()) };
            fields.iter().map(|field| (field.name, unit(field))).collect::<Units>()
        })
    });
    let head = move || {
        shown.get().into_iter().map(|field| {
            let name = field.name;
            let numeric = is_numeric(field.value);
            let sorted = move || order.with(|order| order.as_ref().filter(|order| order.field == name).map(|order| order.descending));
            let press = move |_| order.update(|order| {
                *order = match order.take().filter(|order| order.field == name) {
                    None => Some(SortOrder { field: name.to_owned(), descending: false }),
                    Some(before) if !before.descending => Some(SortOrder { descending: true, ..before }),
                    Some(_) => None,
                };
            });
            view! {
                <th scope="col" class:is-number=numeric aria-sort=move || match sorted() { None => "none", Some(false) => "ascending", Some(true) => "descending" }>
                    <button type="button" class="table-sort" on:click=press>{say(move || column_label(kind.name, name, unit_in(units, name), &currency.get()))}<span aria-hidden="true">{live(move || match sorted() { None => "", Some(false) => " ▲", Some(true) => " ▼" })}</span></button>
                </th>
            }
        }).collect_view()
    };
    let select_all_checked = Signal::derive(move || {
        let ids = page_ids.get();
        !ids.is_empty() && selected.with(|chosen| ids.iter().all(|id| chosen.contains(id)))
    });
    let select_all = Callback::new(move |on: bool| selected.set(if on { page_ids.get_untracked().into_iter().collect() } else { HashSet::new() }));
    let empty_add = add;

    view! {
        <section class="table-section" data-testid=format!("table-{}", kind.name)>
            <div class="toolbar">
                <h2 class="toolbar-title">{say(move || kind_many(kind.name))} <span class="count">{live(move || { let (seen, all) = (found.with(Found::len), total.get()); if seen == all { all.to_string() } else { format!("{seen} / {all}") } })}</span></h2>
                <div class="toolbar-actions">
                    <ExampleButton kind=kind />
                    <Button label=ui::text("ui.table.paste") icon=Icon::Copy on_press=Callback::new(move |()| pasting.set(true)) test_id=format!("paste-{}", kind.name) />
                    {menu}
                    <Button label=Signal::derive(move || t_with("ui.record.add", &[("kind", &kind_label(kind.name))])) icon=Icon::Plus look=ButtonLook::Primary on_press=add test_id=format!("add-{}", kind.name) />
                </div>
                <Show when=move || { total.get() > 0 }>
                    <div class="toolbar-tools">
                        <TextInput label=ui::text("ui.table.search") value=words on_input=Callback::new(move |typed| words.set(typed)) hide_label=true placeholder=ui::text("ui.table.search") id=format!("search-{}", kind.name) />
                        {filter_controls.clone()}
                        <Menu label=ui::text("ui.table.columns") items=column_items icon=Icon::Settings />
                    </div>
                </Show>
            </div>
            <Show when=move || selected.with(|chosen| !chosen.is_empty())>
                <div class="selection-bar" role="status">
                    <span>{say(move || t_with("ui.table.selected", &[("n", &selected.with(HashSet::len).to_string())]))}</span>
                    <Button label=Signal::derive(move || t_with("ui.table.remove_selected", &[("n", &selected.with(HashSet::len).to_string())])) look=ButtonLook::Danger icon=Icon::Trash on_press=remove_selected />
                    <Button label=ui::text("ui.table.clear_selection") look=ButtonLook::Text on_press=Callback::new(move |()| selected.set(HashSet::new())) />
                </div>
            </Show>
            <Show
                when=move || { total.get() > 0 }
                fallback=move || view! {
                    <EmptyState title=Signal::derive(move || t_with("ui.table.empty", &[("kind", &kind_many(kind.name))])) about=Signal::derive(move || t(&format!("kind.{}.about", kind.name)))>
                        <Button label=Signal::derive(move || t_with("ui.record.add", &[("kind", &kind_label(kind.name))])) icon=Icon::Plus look=ButtonLook::Dashed on_press=empty_add test_id=format!("add-first-{}", kind.name) />
                    </EmptyState>
                }
            >
                <div class="grid-scroll" tabindex="0" role="region" aria-label=move || kind_many(kind.name)>
                    <table class="table table-cards table-records">
                        <caption class="visually-hidden">{say(move || kind_many(kind.name))}</caption>
                        <thead><tr>
                            <th scope="col" class="table-select"><Checkbox label=ui::text("ui.table.select_all") hide_label=true checked=select_all_checked on_change=select_all /></th>
                            {ui::live(head)}
                            <th scope="col" class="table-actions"><span class="visually-hidden">{ui::say_key("ui.rows.actions")}</span></th>
                        </tr></thead>
                        <tbody>
                            <For each=move || rows.get() key=|id| *id let:id>
                                <Row kind=kind id=id shown=shown units=units selected=selected opened=opened />
                            </For>
                        </tbody>
                    </table>
                </div>
                <Show when=move || found.with(|found| found.len() == 0)>
                    <p class="table-none">{ui::say_key("ui.table.nothing_found")}</p>
                </Show>
                <Show when=move || found.with(|found| found.len() > first_rows(found.len(), limit.get()))>
                    <div class="table-more">
                        <Button label=Signal::derive(move || t_with("ui.table.more", &[("n", &found.with(|found| found.len() - first_rows(found.len(), limit.get())).to_string())])) on_press=Callback::new(move |()| limit.update(|limit| *limit += PAGE)) />
                    </div>
                </Show>
            </Show>
            <PasteDialog kind=kind open=pasting shown=shown presets=presets.clone() />
            <RecordDrawer kind=kind opened=opened untouched=presets.len() another=add />
        </section>
    }
}

/// How many of so many rows stand before “more”.
pub(crate) fn first_rows(total: usize, limit: usize) -> usize {
    if total < limit + REST { total } else { limit }
}

/// Lets the next rows in, unless the list has become another one or its page has gone.
fn grow(grown: RwSignal<usize>, growing: StoredValue<u32>, turn: Option<u32>, limit: RwSignal<usize>, pause: Duration) {
    let next = move || {
        if growing.try_get_value() == turn && limit.try_get_untracked() > grown.try_get_untracked() {
            grown.try_update(|rows| *rows += FEW);
            grow(grown, growing, turn, limit, PAUSE);
        }
    };
    set_timeout(next, pause);
}

/// What a table has found. Where nothing is sorted, that is places in the list of all: a hundred thousand records need
/// not be taken up for the first rows.
struct Found {
    of: Arc<Haystack>,
    places: Places,
    sorted: Option<Vec<Arc<Record>>>,
}

impl Found {
    fn len(&self) -> usize {
        self.places.len()
    }

    /// The first of them, in the order of the table.
    fn first(&self, count: usize) -> Vec<Arc<Record>> {
        match &self.sorted {
            Some(sorted) => sorted.iter().take(count).cloned().collect(),
            None => self.places.iter().take(count).filter_map(|place| self.of.records().get(*place as usize)).cloned().collect(),
        }
    }

    /// All of them.
    fn records(&self) -> Vec<Arc<Record>> {
        self.first(self.len())
    }

    /// The very same records in the same order.
    fn is_same(&self, other: &Self) -> bool {
        let places = Arc::ptr_eq(&self.of, &other.of) && self.places == other.places;
        let same = |one: &[Arc<Record>], other: &[Arc<Record>]| {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| Arc::ptr_eq(one, other))
        };
        match (&self.sorted, &other.sorted) {
            (None, None) => places,
            (Some(one), Some(other)) => same(one, other),
            _ => false,
        }
    }
}

/// The unit of each column, by the name of its field.
type Units = Vec<(&'static str, Option<ColumnUnit>)>;

fn unit_in(units: Memo<Units>, field: &str) -> Option<ColumnUnit> {
    units.with(|units| units.iter().find(|(name, _)| *name == field).and_then(|(_, unit)| *unit))
}

fn is_numeric(value: ValueType) -> bool {
    matches!(value, ValueType::Number | ValueType::Ratio | ValueType::Money | ValueType::Score | ValueType::Duration)
}

/// One row. A double click or F2 on a cell edits it in place; Enter or leaving commits, Esc ends.
#[component]
fn Row(
    kind: &'static Kind,
    id: Id,
    shown: Signal<Vec<&'static FieldDef>>,
    units: Memo<Units>,
    selected: RwSignal<HashSet<Id>>,
    opened: RwSignal<Option<Id>>,
) -> impl IntoView {
    let session = session();
    let href = session.href(Place::Record(kind.name.to_owned(), id));
    let reader = session.clone();
    let record = Memo::new(move |_| reader.record(kind.name, id));
    let editing = RwSignal::new(None::<&'static str>);
    let titler = session.clone();
    let title = Signal::derive(move || record.get().map(|record| record_title(&titler.records(), &titler.registry(), &record)).unwrap_or_default());
    let chosen = Signal::derive(move || selected.with(|all| all.contains(&id)));
    let choose = Callback::new(move |on: bool| {
        selected.update(|all| {
            if on {
                all.insert(id)
            } else {
                all.remove(&id)
            };
        })
    });
    let remover = session.clone();
    let remove = Callback::new(move |()| remover.remove(&[id]));
    let cells = move || {
        let session = session.clone();
        let link = href.clone();
        let fields = shown.get();
        let currency = session.currency;
        // The way to the record stands where it is named: not at a choice or a number where links name it.
        let told = kind.field(kind.title).is_some_and(|field| matches!(field.value, ValueType::Line | ValueType::Prose));
        let called = kind.called.first().copied().filter(|name| !told && fields.iter().any(|field| field.name == *name));
        let naming = called.unwrap_or(kind.title);
        fields.into_iter().map(move |field| {
            let is_title = field.name == naming;
            let reader = session.clone();
            let text = Signal::derive(move || {
                let currency = reader.currency.get();
                let records = if field.targets.is_empty() { reader.records() } else { reader.workspace.tracked_any() };
                let text = record.get().map(|record| value_text(&records, &reader.registry(), &currency, kind, field, record.field(field.name), Some(&record)));
                column_text(text.unwrap_or_default(), unit_in(units, field.name), &currency)
            });
            let writer = session.clone();
            let value = Signal::derive(move || record.get().and_then(|record| record.field(field.name).cloned()));
            let change = Callback::new(move |json: Option<Json>| { writer.set_field(kind.name, id, field.name, json); });
            let editable = !field.computed && field.value != ValueType::Rows;
            let before = StoredValue::new(None::<Json>);
            let begin = move || if editable {
                before.set_value(value.get_untracked());
                editing.set(Some(field.name));
            };
            let restorer = session.clone();
            // What was typed is committed as it is typed; Esc puts back what the cell held.
            let restore = move || {
                crate::drafts::flush_all();
                if before.get_value() != value.get_untracked() {
                    restorer.set_field(kind.name, id, field.name, before.get_value());
                }
            };
            let link = link.clone();
            let measurer = session.clone();
            let beside = Callback::new(move |()| {
                let width = match unit_in(units, field.name) {
                    Some(ColumnUnit::Each(width)) => width,
                    _ => return ().into_any(),
                };
                let unit = record.get().filter(|record| record.field(field.name).is_some()).map(|record| own_unit(&measurer.records(), field, &record, &currency.get()));
                unit_beside(&unit.unwrap_or_default(), width)
            });
            let measured = !field.measured_by.is_empty();
            view! {
                <td class:is-number=is_numeric(field.value) class:is-short=matches!(field.value, ValueType::Choice | ValueType::Bool) class:nowrap=matches!(field.value, ValueType::Date | ValueType::Month | ValueType::Instant) class:is-title=is_title data-label=move || column_label(kind.name, field.name, unit_in(units, field.name), &currency.get()) class:editing=move || editing.get() == Some(field.name)
                    tabindex=if editable { Some("0") } else { None }
                    on:dblclick=move |_| begin()
                    on:keydown=move |event| match event.key().as_str() {
                        "F2" => { event.prevent_default(); begin(); }
                        "Enter" if editing.get_untracked().is_none() && !is_title => { event.prevent_default(); begin(); }
                        "Enter" if editing.get_untracked().is_some() && crate::dom::is_in_text_field(&event) && !ui::dom::is_composing(&event) => {
                            event.prevent_default();
                            crate::dom::focus_holder(&event);
                            crate::drafts::flush_all();
                            editing.set(None);
                        }
                        "Escape" if editing.get_untracked().is_some() && !ui::dom::is_composing(&event) => {
                            event.stop_propagation();
                            // Leaving the field commits what was typed; only then can it be put back.
                            crate::dom::focus_holder(&event);
                            restore();
                            editing.set(None);
                        }
                        _ => {}
                    }
                    on:focusout=move |event| {
                        // The focus also goes when the whole table goes, after its signals.
                        if editing.try_get_untracked() == Some(Some(field.name)) && !crate::dom::stays_inside(&event) { editing.try_set(None); }
                    }
                >
                    {live(move || if editing.get() == Some(field.name) {
                        let cell_id = format!("cell-{id}-{}", field.name);
                        ui::dom::focus_soon(&cell_id);
                        view! { <ValueEditor kind=kind.name path=field.name.to_owned() field=field holder=Some(id) value=value on_change=change id=cell_id hide_label=true /> }.into_any()
                    } else if is_title {
                        let link = link.clone();
                        view! { <a class="row-link" href=link on:click=move |event| if crate::dom::is_plain_click(&event) { event.prevent_default(); opened.set(Some(id)); }>{live(move || { let text = text.get(); if text.is_empty() { title.get() } else { text } })}</a>{live(move || record.get().is_some_and(|record| model::sample::is_sample(&record)).then(sample_badge))} }.into_any()
                    } else {
                        view! { {live(move || cell_text(text.get()))}{measured.then(|| live(move || beside.run(())))} }.into_any()
                    })}
                </td>
            }
        }).collect_view()
    };
    view! {
        <tr class:selected=chosen>
            <td class="table-select"><Checkbox label=Signal::derive(move || t_with("ui.table.select", &[("title", &title.get())])) hide_label=true checked=chosen on_change=choose /></td>
            {ui::live(cells)}
            <td class="table-actions"><IconButton label=Signal::derive(move || t_with("ui.record.remove", &[("title", &title.get())])) icon=Icon::Trash on_press=remove /></td>
        </tr>
    }
}

/// The text of a cell; what may be cut is shown whole to a pointer.
fn cell_text(text: String) -> AnyView {
    let whole = (crate::picture::ems(&text) > CUT).then(|| text.clone());
    let shown = if text.is_empty() { format::missing().to_owned() } else { text };
    view! { <span class="cell-text" title=whole>{shown}</span> }.into_any()
}

/// A record's form over the list. A record closed as it was made, with nothing filled in, goes again.
#[component]
pub fn RecordDrawer(
    kind: &'static Kind,
    opened: RwSignal<Option<Id>>,
    /** Fields that a new record begins with. */
    untouched: usize,
    /** Makes a further record and opens it; offered while a new one is filled in. */
    #[prop(optional, into)]
    another: Option<Callback<()>>,
) -> impl IntoView {
    let session = session();
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(opened.get().is_some()));
    let closer = session.clone();
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true)
            && !is_open
            && let Some(id) = opened.get_untracked()
        {
            opened.set(None);
            closer.drop_untouched(id, untouched);
        }
        is_open
    });
    // A tab that is closed closes the form with it; a page that may come back keeps it.
    let leaver = session.clone();
    let leaving = window_event_listener(ev::pagehide, move |event| {
        if let Some(id) = opened.try_get_untracked().flatten().filter(|_| !event.persisted()) {
            leaver.drop_untouched(id, untouched);
        }
    });
    on_cleanup(move || leaving.remove());
    let titler = session.clone();
    let title = Signal::derive(move || opened.get().map(|id| titler.title_of(id)).unwrap_or_default());
    let session = StoredValue::new(session);
    view! {
        <Drawer open=open title=title>
            {live(move || opened.get().map(|id| {
                let session = session.get_value();
                let section = session.extensions.with_value(|extensions| extensions.sections.get(kind.name).copied());
                let is_new = session.records().get(id).is_some_and(|record| record.stamps.is_empty());
                let first = kind.fields.first().map(|field| field.name).unwrap_or_default();
                let further = another.filter(|_| is_new).map(|another| {
                    let session = session.clone();
                    let press = Callback::new(move |()| {
                        crate::drafts::flush_all();
                        // Nothing follows a record that nobody has filled in yet.
                        if !session.is_untouched(id, untouched) {
                            another.run(());
                        }
                        if let Some(id) = opened.get_untracked() {
                            ui::dom::focus_soon(field_id(kind.name, false, id, first));
                        }
                    });
                    view! { <Button label=ui::text("ui.record.add_another") icon=Icon::Plus on_press=press test_id="drawer-another" /> }
                });
                view! {
                    <RecordForm kind=kind record=id />
                    {section.map(|section| section(id))}
                    <div class="dialog-actions">
                        {further}
                        <LinkButton label=ui::text("ui.record.open_page") href=session.href(Place::Record(kind.name.to_owned(), id)) look=ButtonLook::Text />
                        <Button label=ui::text("ui.close") look=ButtonLook::Primary on_press=Callback::new(move |()| open.set(false)) test_id="drawer-close" />
                    </div>
                }
            }))}
        </Drawer>
    }
}

/// A link that opens a record.
#[component]
pub fn RecordLink(id: Id) -> impl IntoView {
    let session = session();
    let found = session.records().get(id).map(|record| record.kind.to_string()).unwrap_or_default();
    let href = session.href(Place::Record(found, id));
    view! { <LinkButton label=Signal::derive(move || session.title_of(id)) href=href look=ButtonLook::Text /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rest_smaller_than_three_is_left_out() {
        assert_eq!([7, 8, 9, 10, 11, 20].map(|total| first_rows(total, 8)), [7, 8, 9, 10, 8, 8]);
    }
}
