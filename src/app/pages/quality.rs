//! How good the data are, kind by kind: missing, doubled, out of date, out of range; each figure opens its records (P04.A13).

use std::sync::Arc;

use io::table::{Finding, KindQuality, Limits, quality};
use leptos::prelude::*;
use model::Id;
use ui::lang::{t, t_with};
use ui::{Callout, EmptyState, SelectInput, Tone, live};
use views::labels::{field_label, kind_many, record_title};
use views::{Place, Session, session};

use crate::state::state;

/// Records listed below a figure.
const LISTED: usize = 200;
/// Sorts of faults, in the order of columns.
const SORTS: [&str; 4] = ["missing", "duplicate", "stale", "out_of_range"];
const DAY_MS: u64 = 86_400_000;

fn of<'a>(kind: &'a KindQuality, sort: &str) -> &'a [Finding] {
    match sort {
        "missing" => &kind.missing,
        "duplicate" => &kind.duplicate,
        "stale" => &kind.stale,
        _ => &kind.out_of_range,
    }
}

/// The page of data quality.
#[component]
pub(crate) fn QualityPage() -> impl IntoView {
    let session = session();
    let now_ms = state().now_ms();
    let days = RwSignal::new("180".to_owned());
    let opened = RwSignal::new(None::<(&'static str, &'static str)>);
    let reader = session.clone();
    let today = session.today;
    let found = Memo::new_with_compare(
        move |_| {
            let days: u64 = days.with(|days| days.parse().unwrap_or(180));
            let limits = Limits { stale_before_ms: now_ms.saturating_sub(days * DAY_MS), today: today.get() };
            Arc::new(quality(&reader.workspace.tracked_any(), &reader.registry(), &limits))
        },
        |_, _| true,
    );
    let day_options = Signal::derive(|| ["90", "180", "365"].map(|days| (days.to_owned(), t_with("ui.quality.days", &[("n", days)]))).to_vec());
    let table = move || {
        let kinds = found.get();
        if kinds.is_empty() {
            return view! { <EmptyState title=ui::text("ui.quality.empty") about=ui::text("ui.quality.empty_about") /> }.into_any();
        }
        let total = |sort: &str| kinds.iter().map(|kind| of(kind, sort).len()).sum::<usize>();
        let heads = SORTS.map(|sort| view! { <th scope="col" class="is-number">{t(&format!("ui.quality.{sort}"))}</th> }).collect_view();
        let sums = SORTS.map(|sort| view! { <td class="is-number">{total(sort).to_string()}</td> }).collect_view();
        let mut sorted: Vec<&KindQuality> = kinds.iter().filter(|kind| kind.findings() > 0).collect();
        let clean = (kinds.len() - sorted.len()).to_string();
        model::Order::order_by_key(sorted.as_mut_slice(), |kind| std::cmp::Reverse(kind.findings()));
        let rows = sorted
            .into_iter()
            .map(|kind| {
                let name = kind.kind;
                let records = kind.records;
                let cells = SORTS.map(|sort| figure(name, sort, of(kind, sort), records, opened)).collect_view();
                view! { <tr><th scope="row">{kind_many(name)}</th><td class="is-number">{records.to_string()}</td>{cells}</tr> }
            })
            .collect_view();
        view! {
            <div class="grid-scroll" tabindex="0" role="region" aria-label=ui::text("ui.quality.title")>
                <table class="table table-compact" data-testid="quality-table">
                    <thead><tr><th scope="col">{t("ui.quality.kind")}</th><th scope="col" class="is-number">{t("ui.data.records")}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                    <tfoot><tr><th scope="row">{t("ui.quality.sum")}</th><td class="is-number">{kinds.iter().map(|kind| kind.records).sum::<usize>().to_string()}</td>{sums}</tr></tfoot>
                </table>
            </div>
            <p class="muted">{t_with("ui.quality.clean", &[("n", &clean)])}</p>
        }
        .into_any()
    };
    let list = move || {
        let (kind, sort) = opened.get()?;
        let kinds = found.get();
        let findings = kinds.iter().find(|found| found.kind == kind).map(|found| of(found, sort).to_vec()).unwrap_or_default();
        Some(findings_list(&session, kind, sort, &findings))
    };
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say_key("ui.quality.title")}</h1><p class="page-about">{ui::say_key("ui.quality.about")}</p></div></header>
        <div class="import-choose"><SelectInput label=ui::text("ui.quality.stale_after") value=days options=day_options on_change=Callback::new(move |code| days.set(code)) test_id="stale-after" /></div>
        {live(table)}
        {live(list)}
    }
}

/// A figure with its share; pressed, it opens its records.
fn figure(
    kind: &'static str,
    sort: &'static str,
    findings: &[Finding],
    records: usize,
    opened: RwSignal<Option<(&'static str, &'static str)>>,
) -> AnyView {
    if findings.is_empty() {
        return view! { <td class="is-number muted">{"0"}</td> }.into_any();
    }
    // A record with two faults of a sort counts once in the share.
    let mut ids: Vec<Id> = findings.iter().map(|finding| finding.record).collect();
    ids.dedup();
    let share = ui::format::ratio(ids.len() as f64 / records.max(1) as f64, 1, ui::lang::language());
    let text = format!("{} · {share}", findings.len());
    let label = t_with("ui.quality.open", &[("kind", &kind_many(kind)), ("sort", &t(&format!("ui.quality.{sort}"))), ("n", &text)]);
    let press = move |_| {
        opened.set(Some((kind, sort)));
        ui::dom::focus_soon("quality-list");
    };
    view! { <td class="is-number"><button type="button" class="button button-text" aria-label=label on:click=press data-testid=format!("quality-{kind}-{sort}")>{text}</button></td> }.into_any()
}

fn findings_list(session: &Session, kind: &'static str, sort: &'static str, findings: &[Finding]) -> AnyView {
    let records = session.workspace.tracked_any();
    let registry = session.registry();
    let title = |id: Id| records.get(id).map(|record| record_title(&records, &registry, record)).unwrap_or_default();
    let rows = findings
        .iter()
        .take(LISTED)
        .map(|finding| {
            let href = session.href(Place::Record(kind.to_owned(), finding.record));
            let field = finding.field.map(|field| field_label(kind, field)).unwrap_or_default();
            let unite = finding.like.map(|like| {
                let href = session.href(Place::Unite(kind.to_owned(), like, finding.record));
                view! { <a href=href data-testid="quality-unite">{t_with("ui.quality.unite", &[("title", &title(like))])}</a> }
            });
            view! { <li><a href=href>{title(finding.record)}</a>" "<span class="muted">{field}</span>" "{unite}</li> }
        })
        .collect_view();
    let heading =
        t_with("ui.quality.list", &[("kind", &kind_many(kind)), ("sort", &t(&format!("ui.quality.{sort}"))), ("n", &findings.len().to_string())]);
    let more = findings.len().saturating_sub(LISTED);
    let about = t(&format!("ui.quality.{sort}_about"));
    view! {
        <section class="import-step" data-testid="quality-list">
            <h2 id="quality-list" tabindex="-1">{heading}</h2>
            <Callout tone=Tone::Info><p>{about}</p></Callout>
            <ul class="link-list">{rows}</ul>
            {(more > 0).then(|| view! { <p>{t_with("ui.quality.more", &[("n", &more.to_string())])}</p> })}
        </section>
    }
    .into_any()
}
