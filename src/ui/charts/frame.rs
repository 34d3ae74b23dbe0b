//! The frame of every chart: message, unit, period, source, the table with the same numbers, downloads.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::export::{csv, download_png, download_svg, file_name, forget, remember};
use crate::controls::{EmptyState, Menu, MenuItem, announce, optional};
use crate::dom::{download_text, unique_id};
use crate::icon::{Icon, IconView};
use crate::lang::{t, t_with};

/// The numbers of a chart as a table; the first column names the rows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TableTwin {
    /// Column heads.
    pub head: Vec<String>,
    /// Cells as shown.
    pub rows: Vec<Vec<String>>,
}

/// The title of a chart: its name, which a heading above may say already, and what it says.
#[derive(Clone, Copy)]
pub struct ChartTitle {
    name: Signal<String>,
    message: Signal<String>,
}

impl ChartTitle {
    /// A name with what the drawing says, if anything stands out.
    pub fn new(name: String, message: Option<String>) -> Self {
        Self { name: Signal::stored(name), message: Signal::stored(message.unwrap_or_default()) }
    }

    /// Both in one line; tracked.
    fn text(self) -> String {
        let (name, message) = (self.name.get(), self.message.get());
        if name.is_empty() || message.is_empty() { name + &message } else { format!("{name}{}{message}", t("ui.format.colon")) }
    }

    fn text_now(self) -> String {
        untrack(|| self.text())
    }

    fn view(self) -> AnyView {
        let (name, message) = (self.name.get(), self.message.get());
        let colon = if message.is_empty() { String::new() } else { t("ui.format.colon") };
        let named = (!name.is_empty()).then(|| view! { <span class="chart-name">{name}{colon}</span> });
        view! { {named}<span class="chart-said">{message}</span> }.into_any()
    }
}

/// One sentence that names and says.
impl From<Signal<String>> for ChartTitle {
    fn from(message: Signal<String>) -> Self {
        Self { name: Signal::stored(String::new()), message }
    }
}

impl From<String> for ChartTitle {
    fn from(message: String) -> Self {
        Self::from(Signal::stored(message))
    }
}

/// Frames a drawing. `width` receives the px available for it, so that texts keep their size on every screen.
#[component]
pub fn ChartFrame(
    /// The message of the chart, as a sentence where possible.
    #[prop(into)]
    title: ChartTitle,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] period: Signal<String>,
    #[prop(into, optional)] source: Signal<String>,
    #[prop(into)] table: Signal<TableTwin>,
    /// Nothing to draw: an explanation stands in its place.
    #[prop(into, optional)]
    empty: Signal<bool>,
    /// What stands in the frame is a list of texts: there is no picture to download.
    #[prop(into, optional)]
    listed: Signal<bool>,
    #[prop(optional)] width: RwSignal<f64>,
    children: ChildrenFn,
    /// The id of the title, which the drawing names itself by.
    #[prop(into, optional)]
    title_id: String,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let title_id = if title_id.is_empty() { unique_id("chart-title") } else { title_id };
    let canvas_id = unique_id("chart");
    let table_id = format!("{canvas_id}-table");
    let expanded = RwSignal::new(false);
    let canvas = NodeRef::<html::Div>::new();
    follow_width(canvas, width);
    remember(&canvas_id, table);
    let forgotten = canvas_id.clone();
    on_cleanup(move || forget(&forgotten));

    let downloads = {
        let canvas_id = canvas_id.clone();
        move || {
            let (for_svg, for_png) = (canvas_id.clone(), canvas_id.clone());
            let pictures = [
                MenuItem::new(
                    t("ui.chart.svg"),
                    Callback::new(move |()| {
                        download_svg(&for_svg, &title.text_now());
                    }),
                ),
                MenuItem::new(
                    t("ui.chart.png"),
                    Callback::new(move |()| {
                        let (canvas_id, title) = (for_png.clone(), title.text_now());
                        leptos::task::spawn_local(async move {
                            if !download_png(&canvas_id, &title).await {
                                announce(t("ui.chart.png_refused"));
                            }
                        });
                    }),
                ),
            ];
            let numbers = MenuItem::new(
                t("ui.chart.csv"),
                Callback::new(move |()| download_text(&file_name(&title.text_now(), "csv"), "text/csv;charset=utf-8", &csv(&table.get_untracked()))),
            );
            if listed.get() { vec![numbers] } else { pictures.into_iter().chain([numbers]).collect() }
        }
    };
    let meta = move || optional(chart_meta(&unit.get(), &period.get())).map(|text| view! { <p class="chart-meta">{text}</p> });
    let controlled = table_id.clone();
    // A picture that scrolls is a region of the same title: the table's name says what it is.
    let toggle_id = unique_id("chart-table");
    let labelled = format!("{title_id} {toggle_id}");
    let twin = move || {
        let (id, labelled) = (table_id.clone(), labelled.clone());
        expanded.get().then(|| {
            let TableTwin { head, rows } = table.get();
            // A head stands above its values: names at the start of their column, numbers at its end.
            let is_numeric = |column: usize| rows.iter().any(|cells| cells.get(column).is_some_and(|text| looks_numeric(text)));
            let numeric: Vec<bool> = (0..head.len()).map(|column| column > 0 && is_numeric(column)).collect();
            let named = |text: String| if text.is_empty() { t("ui.chart.entry") } else { text };
            view! {
                <div class="grid-scroll chart-table" id=id role="region" tabindex="0" aria-labelledby=labelled>
                    <table class={"table table-compact"}>
                        <thead>
                            <tr>
                                {head
                                    .into_iter()
                                    .enumerate()
                                    .map(|(index, text)| view! { <th scope="col" class:is-number={numeric[index]}>{named(text)}</th> })
                                    .collect_view()}
                            </tr>
                        </thead>
                        <tbody>
                            {rows
                                .into_iter()
                                .map(|cells| {
                                    view! {
                                        <tr>
                                            {cells
                                                .into_iter()
                                                .enumerate()
                                                .map(|(index, text)| {
                                                    if index == 0 {
                                                        view! { <th scope="row">{text}</th> }.into_any()
                                                    } else {
                                                        let numeric = looks_numeric(&text);
                                                        view! { <td class:is-number=numeric>{text}</td> }.into_any()
                                                    }
                                                })
                                                .collect_view()}
                                        </tr>
                                    }
                                })
                                .collect_view()}
                        </tbody>
                    </table>
                </div>
            }
        })
    };
    let labelled = title_id.clone();
    view! {
        <figure class="chart" aria-labelledby=labelled data-testid=optional(test_id)>
            <figcaption class="chart-head">
                <div class="chart-heading">
                    <p class="chart-title" id=title_id>{move || title.view()}</p>
                    {meta}
                </div>
                <div class="chart-tools" hidden=move || empty.get()>
                    <button
                        type="button"
                        class="button button-text button-small"
                        aria-expanded=move || if expanded.get() { "true" } else { "false" }
                        aria-controls=move || expanded.get().then(|| controlled.clone())
                        data-testid="chart-table-toggle"
                        on:click=move |_| expanded.update(|open| *open = !*open)
                    >
                        <IconView icon=Icon::Table />
                        <span class="button-label" id=toggle_id>{move || t("ui.chart.table")}</span>
                    </button>
                    <Menu label=Signal::derive(|| t("ui.chart.download")) items=Signal::derive(downloads) icon=Icon::Download icon_only=true />
                </div>
            </figcaption>
            {twin}
            <div class="chart-canvas" id=canvas_id node_ref=canvas>
                {move || {
                    if empty.get() {
                        view! {
                            <EmptyState title=Signal::derive(|| t("ui.chart.empty")) about=Signal::derive(|| t("ui.chart.empty_about")) icon=Icon::Chart />
                        }
                        .into_any()
                    } else {
                        children().into_any()
                    }
                }}
            </div>
            {move || optional(source.get()).map(|source| view! { <p class="chart-source">{t_with("ui.chart.source", &[("value", &source)])}</p> })}
        </figure>
    }
}

/// Unit and period of a picture in one line; empty without either.
pub fn chart_meta(unit: &str, period: &str) -> String {
    let parts = [("ui.chart.unit", unit), ("ui.chart.period", period)].into_iter().filter(|(_, value)| !value.is_empty());
    parts.map(|(key, value)| t_with(key, &[("value", value)])).collect::<Vec<_>>().join(" · ")
}

/// Whether a cell holds a number (with its unit) and is set at the right.
pub(crate) fn looks_numeric(text: &str) -> bool {
    text == "--" || text.trim_start_matches(['-', '+', '¥', 'C', 'N', '$']).starts_with(|letter: char| letter.is_ascii_digit())
}

/// Keeps a signal at the width of an element, in whole px.
pub(crate) fn follow_width(node: NodeRef<html::Div>, width: RwSignal<f64>) {
    let watcher = StoredValue::new_local(None::<(web_sys::ResizeObserver, Closure<dyn FnMut()>)>);
    Effect::new(move || {
        let Some(element) = node.get() else { return };
        let measured = element.clone();
        let measure = move || {
            let now = f64::from(measured.client_width());
            if now > 0.0 && width.try_get_untracked().is_some_and(|before| (before - now).abs() >= 1.0) {
                width.set(now);
            }
        };
        measure();
        let callback = Closure::<dyn FnMut()>::new(measure);
        if let Ok(observer) = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(&element);
            watcher.set_value(Some((observer, callback)));
        }
    });
    on_cleanup(move || {
        if let Some(Some((observer, _))) = watcher.try_update_value(Option::take) {
            observer.disconnect();
        }
    });
}
