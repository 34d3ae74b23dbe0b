//! The dashboard: tiles that the management has chosen, in its order (P05.A16, SC-24).

use flow::{Context, Parameter};
use leptos::ev::{DragEvent, KeyboardEvent};
use leptos::prelude::*;
use model::Order as _;
use model::{Decimal, Id};
use pillars::performance::rules::alerts::{CurrentAlert, Level};
use pillars::plan::task;
use pillars::workspace::cycles;
use pillars::workspace::dashboard::{self, LISTS, Tile};
use pillars::workspace::workspace::TILES;
use store::{Label, Transaction};
use ui::lang::{language, t, t_with};
use ui::{
    Badge, Button, ButtonLook, Checkbox, Drawer, EmptyState, Icon, Menu, MenuItem, ProgressCount, Show, Sparkline, TextInput, Tone, announce, live,
};
use views::labels::{date_text, kind_label, record_title};
use views::session::parameter_text;
use views::{Place, Session, session};

use super::actions::{is_open, overdue_days};

/// Lines of a list on a tile; the page behind its title has them all.
const LINES: usize = 5;

/// Reviews further away than so many days are not shown yet.
const SOON: i64 = 30;

/// The name of a tile in tests and for what belongs to it.
fn key_of(tile: Tile) -> String {
    match tile {
        Tile::Indicator(id) => id.to_string(),
        list => list.code().to_owned(),
    }
}

fn chosen(session: &Session) -> Vec<Tile> {
    session.workspace.tracked("workspace").single("workspace").map(|record| dashboard::tiles(record)).unwrap_or_default()
}

fn write(session: &Session, tiles: &[Tile]) {
    let Some(id) = session.records().single("workspace").map(|record| record.id) else { return };
    let label = Label { code: "ui.history.dashboard".to_owned(), title: String::new() };
    session.commit(Transaction::new(label).set(id, TILES.name(), dashboard::stored(tiles)));
}

/// Title of a tile; of a list the name of its page.
fn title_of(session: &Session, tile: Tile) -> String {
    match tile {
        Tile::Indicator(id) => session.title_of(id),
        Tile::Alerts => t("ui.nav.alerts"),
        Tile::Overdue => t("ui.dashboard.overdue"),
        Tile::Reviews => t("ui.dashboard.reviews"),
        Tile::Progress => t("ui.nav.pillars"),
    }
}

fn place_of(tile: Tile) -> Place {
    match tile {
        Tile::Indicator(id) => Place::Record("indicator".to_owned(), id),
        Tile::Alerts => Place::Alerts,
        Tile::Overdue => Place::Actions,
        Tile::Reviews => Place::Reviews,
        Tile::Progress => Place::Method,
    }
}

/// The page of the dashboard.
#[component]
pub(crate) fn DashboardPage() -> impl IntoView {
    let session = session();
    let choosing = RwSignal::new(false);
    let reader = session.clone();
    let tiles = Memo::new(move |_| chosen(&reader));
    let dragged = StoredValue::new(None::<Tile>);
    let choose = Callback::new(move |()| choosing.set(true));
    let starter = {
        let session = session.clone();
        Callback::new(move |()| {
            let (records, registry) = (session.records(), session.registry());
            let context = Context { records: &records, registry: &registry, today: session.today.get_untracked() };
            write(&session, &dashboard::starter(&context));
        })
    };
    let shown = {
        let session = session.clone();
        move || tiles.get().into_iter().map(|tile| tile_view(&session, tile, dragged)).collect_view()
    };
    let empty = move || {
        view! {
            <EmptyState title=ui::text("ui.dashboard.empty") about=ui::text("ui.dashboard.empty_about") icon=Icon::Chart test_id="dashboard-empty">
                <Button label=ui::text("ui.dashboard.starter") look=ButtonLook::Primary on_press=starter test_id="dashboard-starter" />
                <Button label=ui::text("ui.dashboard.choose") on_press=choose test_id="dashboard-choose-first" />
            </EmptyState>
        }
    };
    view! {
        <header class="page-head">
            <div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.nav.dashboard")}</h1><p class="page-about">{ui::say_key("ui.dashboard.about")}</p></div>
            <div class="page-actions"><Show when=move || !tiles.with(Vec::is_empty)><Button label=ui::text("ui.dashboard.choose") icon=Icon::Plus on_press=choose test_id="dashboard-choose" /></Show></div>
        </header>
        <Show when=move || !tiles.with(Vec::is_empty) fallback=empty>
            <ol class="dashboard" data-testid="dashboard">{live(shown.clone())}</ol>
            <p class="muted">{ui::say_key("ui.dashboard.order_hint")}</p>
        </Show>
        <TileChooser open=choosing />
    }
}

/// Puts a tile at another place, says so, and keeps the focus on its menu.
fn place_at(session: &Session, tile: Tile, to: usize) {
    let before = chosen(session);
    let after = dashboard::moved(&before, tile, to);
    if after == before {
        return;
    }
    write(session, &after);
    let (place, count) = ((to.min(after.len() - 1) + 1).to_string(), after.len().to_string());
    announce(t_with("ui.dashboard.moved", &[("title", &title_of(session, tile)), ("n", &place), ("total", &count)]));
    let key = format!("tile-menu-{}", key_of(tile));
    ui::dom::soon(move || {
        views::dom::focus_by_test_id(&key);
    });
}

fn tile_view(session: &Session, tile: Tile, dragged: StoredValue<Option<Tile>>) -> AnyView {
    let key = key_of(tile);
    let place = move |session: &Session| chosen(session).iter().position(|known| *known == tile).unwrap_or(0);
    let items = {
        let session = session.clone();
        Signal::derive(move || {
            let (at, last) = (place(&session), chosen(&session).len().saturating_sub(1));
            let go = |key: &str, to: Option<usize>| {
                let session = session.clone();
                MenuItem::new(t(key), Callback::new(move |()| to.into_iter().for_each(|to| place_at(&session, tile, to)))).disabled(to.is_none())
            };
            let remover = session.clone();
            let remove = Callback::new(move |()| {
                let rest: Vec<Tile> = chosen(&remover).into_iter().filter(|known| *known != tile).collect();
                write(&remover, &rest);
                ui::dom::soon(|| {
                    let _ = views::dom::focus_by_test_id("dashboard-choose") || views::dom::focus_by_test_id("dashboard-choose-first");
                });
            });
            vec![
                go("ui.dashboard.first", (at > 0).then_some(0)).icon(Icon::ArrowUp),
                go("ui.dashboard.earlier", at.checked_sub(1)).icon(Icon::ArrowLeft),
                go("ui.dashboard.later", (at < last).then_some(at + 1)).icon(Icon::ArrowRight),
                MenuItem::new(t("ui.dashboard.remove"), remove).icon(Icon::Cross).separated(),
            ]
        })
    };
    let arrows = {
        let session = session.clone();
        move |event: KeyboardEvent| {
            let step: isize = match event.key().as_str() {
                "ArrowLeft" => -1,
                "ArrowRight" => 1,
                _ => return,
            };
            event.prevent_default();
            if let Some(to) = place(&session).checked_add_signed(step) {
                place_at(&session, tile, to);
            }
        }
    };
    let drop = {
        let session = session.clone();
        move |event: DragEvent| {
            event.prevent_default();
            if let Some(other) = dragged.try_get_value().flatten() {
                place_at(&session, other, place(&session));
            }
        }
    };
    let namer = session.clone();
    let title = Memo::new(move |_| title_of(&namer, tile));
    let label = Signal::derive(move || t_with("ui.dashboard.menu", &[("title", &title.get())]));
    let href = session.href(place_of(tile));
    let body = match tile {
        Tile::Indicator(id) => indicator_body(session, id, href.clone()),
        Tile::Alerts => alerts_body(session),
        Tile::Overdue => overdue_body(session),
        Tile::Reviews => reviews_body(session),
        Tile::Progress => progress_body(session),
    };
    view! {
        <li class="dashboard-tile" draggable="true" data-testid="dashboard-tile" data-tile=key.clone()
            on:dragstart=move |_: DragEvent| dragged.set_value(Some(tile)) on:dragover=|event: DragEvent| event.prevent_default() on:drop=drop>
            <div class="dashboard-head">
                <h2><a href=href draggable="false">{move || title.get()}</a></h2>
                <span on:keydown=arrows><Menu label=label items=items icon=Icon::More icon_only=true test_id=format!("tile-menu-{key}") /></span>
            </div>
            {body}
        </li>
    }
    .into_any()
}

/// A change with its sign, in the unit of the value.
fn change_text(change: Decimal, value: &Parameter) -> String {
    if matches!(value, Parameter::Ratio(_)) {
        return ui::format::points(change.to_f64(), 1, language());
    }
    let plain = match value {
        Parameter::Money(_) => parameter_text(&Parameter::Money(model::Money::from_major(change)), &[]),
        _ => parameter_text(&Parameter::Number(change), &[]),
    };
    if change > Decimal::ZERO { format!("+{plain}") } else { plain }
}

fn indicator_body(session: &Session, id: Id, href: String) -> AnyView {
    let session = session.clone();
    let read = Memo::new(move |_| {
        let (records, registry) = (session.workspace.tracked_any(), session.registry());
        dashboard::reading(&Context { records: &records, registry: &registry, today: session.today.get() }, id)
    });
    live(move || {
        let Some(told) = read.get() else { return view! { <p class="muted">{t("ui.record.gone")}</p> }.into_any() };
        let Some((date, value)) = told.newest else { return view! { <p class="muted">{t("ui.dashboard.no_reading")}</p> }.into_any() };
        let (tone, word) = match told.level {
            Some(Level::Red) => (Tone::Danger, "ui.dashboard.off"),
            Some(Level::Amber) => (Tone::Warning, "ui.dashboard.risk"),
            None => (Tone::Success, "ui.dashboard.inside"),
        };
        let level = (!told.limits.is_empty()).then(|| view! { <Badge label=t(word) tone=tone /> });
        // Beside a sum stands what the change is about: the last period, not the sum.
        let change = told.change.map(|change| {
            let change = change_text(change, &value);
            view! { <span>{match &told.last {
                Some(last) => t_with("ui.dashboard.change_of", &[("value", &parameter_text(last, &[])), ("change", &change)]),
                None => t_with("ui.dashboard.change", &[("change", &change)]),
            }}</span> }
        });
        let wanted = told.wanted.map(|wanted| view! { <div><dt>{t("ui.dashboard.wanted")}</dt><dd>{parameter_text(&wanted, &[])}</dd></div> });
        let limits = told
            .limits
            .iter()
            .map(|(field, limit)| view! { <div><dt>{t(&format!("field.threshold.{field}"))}</dt><dd>{parameter_text(limit, &[])}</dd></div> })
            .collect_view();
        let trend: Vec<Option<f64>> = told.trend.iter().map(|(_, value)| Some(value.to_f64())).collect();
        let span = told.trend.first().zip(told.trend.last()).filter(|(first, last)| first.0 < last.0);
        let span = span.map(|(first, last)| view! { <p class="muted">{t_with("ui.dashboard.trend", &[("from", &date_text(first.0)), ("to", &date_text(last.0))])}</p> });
        let day = if told.summed { "ui.dashboard.summed" } else { "ui.dashboard.on" };
        view! {
            <p class="dashboard-figure"><a href=href.clone() draggable="false"><strong>{parameter_text(&value, &[])}</strong></a>" "<span class="muted">{told.unit}</span>{level}</p>
            <p class="dashboard-trend">{(trend.len() > 1).then(|| view! { <Sparkline values=Signal::stored(trend) width=120.0 height=28.0 /> })}{change}</p>
            <dl class="dashboard-limits">{wanted}{limits}</dl>
            <p class="muted">{t_with(day, &[("date", &date_text(date))])}</p>
            {span}
        }
        .into_any()
    })
}

/// One line of a list on a tile.
struct Line {
    title: String,
    href: String,
    note: String,
    late: bool,
}

/// Count and first lines of a list, or the sentence for none.
fn list_view(count: usize, href: String, lines: Vec<Line>, none: &str) -> AnyView {
    if count == 0 {
        return view! { <p class="muted">{t(none)}</p> }.into_any();
    }
    let more = count.saturating_sub(lines.len());
    let shown = lines
        .into_iter()
        .map(|line| view! { <li><a href=line.href draggable="false">{line.title}</a><span class="dashboard-note" class:late=line.late>{line.note}</span></li> })
        .collect_view();
    view! {
        <p class="dashboard-figure"><a href=href.clone() draggable="false"><strong>{count}</strong></a></p>
        <ul class="dashboard-lines">{shown}</ul>
        {(more > 0).then(|| view! { <p><a href=href draggable="false">{t_with("ui.dashboard.more", &[("n", &more.to_string())])}</a></p> })}
    }
    .into_any()
}

/// Value against limit.
fn against(alert: &CurrentAlert) -> String {
    t_with("ui.dashboard.against", &[("value", &parameter_text(&alert.value, &[])), ("limit", &parameter_text(&alert.limit, &[]))])
}

fn alerts_body(session: &Session) -> AnyView {
    let session = session.clone();
    live(move || {
        let found = super::alerts::current(&session);
        let records = session.workspace.tracked_any();
        let lines = found.iter().take(LINES).map(|alert| Line {
            title: session.title_of(alert.subject),
            href: session.href(Place::Record(records.get(alert.subject).map(|record| record.kind.to_string()).unwrap_or_default(), alert.subject)),
            note: against(alert),
            late: alert.level == Level::Red,
        });
        list_view(found.len(), session.href(place_of(Tile::Alerts)), lines.collect(), "ui.alerts.empty")
    })
}

fn overdue_body(session: &Session) -> AnyView {
    let session = session.clone();
    live(move || {
        let today = session.today.get();
        let mut found = session.all("task");
        found.retain(|record| is_open(record) && overdue_days(record, today) > 0);
        found.order_by_key(|record| (task::DUE.get(&**record), record.id));
        let lines = found.iter().take(LINES).map(|record| Line {
            title: session.title_of(record.id),
            href: session.href(Place::Record("task".to_owned(), record.id)),
            note: t_with("ui.reviews.overdue", &[("n", &overdue_days(record, today).to_string())]),
            late: true,
        });
        list_view(found.len(), session.href(place_of(Tile::Overdue)), lines.collect(), "ui.dashboard.no_overdue")
    })
}

fn reviews_body(session: &Session) -> AnyView {
    let session = session.clone();
    live(move || {
        let (records, registry) = (session.workspace.tracked_any(), session.registry());
        let today = session.today.get();
        let mut found = cycles::cycles(&Context { records: &records, registry: &registry, today });
        found.retain(|cycle| (cycle.next - today).num_days() <= SOON);
        let lines = found.iter().take(LINES).map(|cycle| Line {
            // A title like “end of 2025” says nothing without its kind.
            title: [kind_label(&cycle.record.kind), record_title(&records, &registry, &cycle.record)].join(" · "),
            href: session.href(Place::Record(cycle.record.kind.to_string(), cycle.record.id)),
            note: match cycle.overdue_days {
                0 => date_text(cycle.next),
                days => [date_text(cycle.next), t_with("ui.reviews.overdue", &[("n", &days.to_string())])].join(" · "),
            },
            late: cycle.overdue_days > 0,
        });
        list_view(found.len(), session.href(place_of(Tile::Reviews)), lines.collect(), "ui.dashboard.no_reviews")
    })
}

fn progress_body(session: &Session) -> AnyView {
    let rows = pillars::PILLARS
        .iter()
        .map(|pillar| {
            let counted = |count: fn(&flow::PillarState) -> usize| {
                let session = session.clone();
                Signal::derive(move || session.state(pillar.id).map_or(0, |state| count(&state)))
            };
            let (done, total) = (counted(|state| state.done()), counted(|state| state.applicable()));
            view! {
                <li><a href=session.href(Place::Pillar(pillar.number)) draggable="false">{pillar.number}" "{ui::say(move || views::labels::pillar_label(pillar.id))}</a><ProgressCount done=done total=total /></li>
            }
        })
        .collect_view();
    view! { <ul class="dashboard-pillars">{rows}</ul> }.into_any()
}

/// Which tiles stand on the dashboard; every change counts at once.
#[component]
fn TileChooser(open: RwSignal<bool>) -> impl IntoView {
    let session = session();
    let words = RwSignal::new(String::new());
    let list = move || {
        let wanted = model::fold(&words.get());
        let indicators: Vec<Tile> = session.all("indicator").iter().map(|record| Tile::Indicator(record.id)).collect();
        let fits = |tile: &Tile| wanted.is_empty() || model::fold(&title_of(&session, *tile)).contains(&wanted);
        let group = |key: &str, tiles: Vec<Tile>, about: Option<&str>| {
            let shown: Vec<Tile> = tiles.into_iter().filter(fits).collect();
            let about = about.filter(|_| shown.is_empty()).map(|about| view! { <p class="muted">{t(about)}</p> });
            let items = shown.into_iter().map(|tile| choice(&session, tile)).collect_view();
            view! { <section class="dashboard-choices"><h3>{t(key)}</h3>{about}<ul>{items}</ul></section> }
        };
        let about = if indicators.is_empty() { "ui.dashboard.no_indicator" } else { "ui.dashboard.none_found" };
        view! { {group("ui.dashboard.lists", LISTS.to_vec(), None)}{group("ui.dashboard.indicators", indicators, Some(about))} }.into_any()
    };
    view! {
        <Drawer open=open title=ui::text("ui.dashboard.choose") test_id="tile-chooser">
            <TextInput label=ui::text("ui.dashboard.find") value=words on_input=Callback::new(move |text| words.set(text)) id="tile-search" />
            {live(list.clone())}
        </Drawer>
    }
}

fn choice(session: &Session, tile: Tile) -> AnyView {
    let (reader, writer) = (session.clone(), session.clone());
    let checked = Signal::derive(move || chosen(&reader).contains(&tile));
    let change = Callback::new(move |on: bool| {
        let mut tiles: Vec<Tile> = chosen(&writer).into_iter().filter(|known| *known != tile).collect();
        if on {
            tiles.push(tile);
        }
        write(&writer, &tiles);
    });
    view! { <li><Checkbox label=title_of(session, tile) checked=checked on_change=change test_id=format!("tile-{}", key_of(tile)) /></li> }.into_any()
}
