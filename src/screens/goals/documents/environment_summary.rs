//! The environment on one page (P01.2): three sentences, the matrix of trends, opportunities and
//! threats, our position beside the rivals, and who we want to serve.

use std::sync::Arc;

use leptos::prelude::*;
use model::Order as _;
use model::{Id, Record};
use pillars::goals::rules::environment::{self, Factor, Summary};
use pillars::goals::{competitor, env_factor};
use ui::lang::{language, t, t_with};
use ui::live;
use ui::{Bar, BarMode, ChartTitle, Matrix, MatrixItem, Series, Tone, ValueFormat, format, head_with_unit};
use views::Place;
use views::labels::{choice_label, field_label, kind_many};
use views::picture::comparison;
use views::session::session;

use super::{PrintBar, cell, head, table, title};
use crate::goals::goal_sections::parts::{Look, or_missing};
use crate::goals::impact_matrix;
use views::document::watermark;

/// The document.
pub(in super::super) fn document() -> AnyView {
    let session = session();
    view! {
        <PrintBar reasons=Signal::stored(Vec::new()) />
        {live(move || page(&Look::tracked(&session), title(&session, "environment_summary")))}
    }
    .into_any()
}

fn signed(impact: i64) -> String {
    if impact > 0 { format!("+{impact}") } else { impact.to_string() }
}

fn factor_text(key: &str, factor: &Factor) -> String {
    t_with(key, &[("text", &factor.text), ("impact", &signed(factor.impact)), ("likelihood", &factor.likelihood.to_string())])
}

/// What the environment says in three sentences: how much speaks for and against us, what is
/// strongest, and whom we meet there.
pub(super) fn sentences(look: &Look) -> Vec<AnyView> {
    let found = environment::summary(&look.context());
    let factors = session().href(Place::List(env_factor::ENV_FACTOR.name.to_owned()));
    let counts = t_with(
        if found.neutral.is_empty() { "ui.doc.environment.counts" } else { "ui.doc.environment.counts_neutral" },
        &[
            ("opportunities", &found.opportunities.len().to_string()),
            ("threats", &found.threats.len().to_string()),
            ("neutral", &found.neutral.len().to_string()),
        ],
    );
    let mut all = vec![view! { <p><a href=factors>{counts}</a></p> }.into_any()];
    let best = found.opportunities.first().map(|factor| (factor.id, factor_text("ui.doc.environment.best", factor)));
    let worst = found.threats.first().map(|factor| (factor.id, factor_text("ui.doc.environment.worst", factor)));
    match (best, worst) {
        (Some(best), Some(worst)) => {
            let text = t_with("ui.doc.environment.both", &[("best", &best.1), ("worst", &worst.1)]);
            all.push(leading("env_factor", text, vec![best, worst]));
        }
        (Some(one), None) | (None, Some(one)) => all.push(leading("env_factor", t_with("ui.doc.environment.one", &[("one", &one.1)]), vec![one])),
        (None, None) => {}
    }
    if let Some(strongest) = found.rivals.first() {
        let facts = [
            ("n", found.rivals.len().to_string()),
            ("rival", look.title(strongest.id)),
            ("share", look.text(strongest, "share")),
            ("threat", look.text(strongest, "threat")),
        ];
        let borrowed: Vec<(&str, &str)> = facts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        // Nothing is said about what nobody has estimated yet.
        let key = match (competitor::THREAT.get(&**strongest), competitor::SHARE.get(&**strongest)) {
            (None, _) => "ui.doc.environment.rivals_counted",
            (Some(_), None) => "ui.doc.environment.rivals_threat",
            (Some(_), Some(_)) => "ui.doc.environment.rivals",
        };
        all.push(leading("competitor", t_with(key, &borrowed), vec![(strongest.id, look.title(strongest.id))]));
    }
    all
}

/// A sentence in which what is told of records leads to them.
fn leading(kind: &'static str, sentence: String, told: Vec<(Id, String)>) -> AnyView {
    let mut rest = sentence;
    let mut parts = Vec::new();
    for (id, words) in told {
        if let Some((before, after)) = rest.split_once(&words) {
            let (before, after) = (before.to_owned(), after.to_owned());
            parts.push(view! { {before}{line_anchor(kind, id, words)} }.into_any());
            rest = after;
        }
    }
    view! { <p>{parts}{rest}</p> }.into_any()
}

/// A link to a record within a line of text, unless there is nothing to tell.
pub(super) fn line_anchor(kind: &str, id: Id, text: String) -> AnyView {
    if text == format::missing() {
        return text.into_any();
    }
    let href = session().href(Place::Record(kind.to_owned(), id));
    view! { <a href=href>{text}</a> }.into_any()
}

fn page(look: &Look, title: String) -> impl IntoView + use<> {
    let frame = look.records.single("environment").cloned();
    let field = |name: &str| frame.as_ref().map_or_else(|| format::missing().to_owned(), |record| look.text(record, name));
    let facts = ["as_of", "author", "next_refresh"].map(|name| (field_label("environment", name), field(name))).to_vec();
    let found = environment::summary(&look.context());
    let numbered: Vec<Factor> = found.opportunities.iter().chain(&found.threats).chain(&found.neutral).cloned().collect();
    let own_words = frame.as_ref().map(|record| (record.id, look.plain(record, "summary"))).filter(|(_, text)| !text.is_empty());
    let next = t_with("ui.doc.environment.next", &[("date", &field("next_refresh")), ("person", &field("author"))]);
    view! {
        <article class="doc doc-environment" data-testid="doc-environment_summary">
            {watermark(&look.records)}
            {head(look, title, facts)}
            <section class="doc-lead">
                {sentences(look)}
                {own_words.map(|(id, text)| view! { <p>{line_anchor("environment", id, text)}</p> })}
            </section>
            <section class="doc-section">
                <h3>{t("ui.doc.environment.factors")}</h3>
                <div class="doc-columns">
                    {matrix(look, &numbered)}
                    <div>
                        {factor_lists(look, &found)}
                    </div>
                </div>
            </section>
            <section class="doc-section">
                <h3>{t("ui.doc.environment.competition")}</h3>
                {competition(look, &found)}
            </section>
            <section class="doc-section">
                <h3>{kind_many("target_customer")}</h3>
                {customers(look)}
            </section>
            <p class="doc-next"><strong>{t("ui.doc.next_step")}</strong>{next}</p>
        </article>
    }
}

/// The factors by number in the grid of impact and likelihood.
fn matrix(look: &Look, numbered: &[Factor]) -> impl IntoView + use<> {
    let items: Vec<MatrixItem> = numbered
        .iter()
        .map(|factor| MatrixItem {
            column: usize::try_from(factor.impact + 2).unwrap_or(0),
            row: usize::try_from(5 - factor.likelihood).unwrap_or(0),
            label: factor.text.clone(),
            tone: if factor.impact > 0 {
                Tone::Success
            } else if factor.impact < 0 {
                Tone::Danger
            } else {
                Tone::Neutral
            },
            href: session().href(Place::Record(env_factor::ENV_FACTOR.name.to_owned(), factor.id)),
        })
        .collect();
    // The axes lie as in the step: impact from left to right, likelihood from bottom to top.
    let columns: Vec<String> = (-2..=2).map(signed).collect();
    let rows: Vec<String> = (1..=5).rev().map(|likelihood: i64| likelihood.to_string()).collect();
    let level = Callback::new(|(column, row): (usize, usize)| {
        let strength = column.abs_diff(2) * (5 - row.min(5));
        u8::try_from(strength.div_ceil(3).min(4)).unwrap_or(4)
    });
    let told = impact_matrix::told(&look.context());
    let title = ChartTitle::new(t("ui.doc.environment.matrix"), Some(told.message));
    view! {
        <Matrix title=title unit=t("ui.goals.impact_matrix.unit") period=told.period source=told.source x_label=t("ui.goals.impact_matrix.x") y_label=field_label("env_factor", "likelihood") columns=columns rows=rows items=items level=level test_id="doc-matrix" />
    }
}

/// Opportunities, threats and the rest as lists, numbered as in the matrix.
fn factor_lists(look: &Look, found: &Summary) -> impl IntoView + use<> {
    let mut number = 0;
    let mut group = |title: &'static str, factors: &[Factor]| {
        let items = factors
            .iter()
            .map(|factor| {
                number += 1;
                let source = look.records.get(factor.id).and_then(|record| env_factor::SOURCE.get(record.as_ref())).unwrap_or_default();
                let text = t_with("ui.doc.numbered", &[("n", &number.to_string()), ("text", &factor.text)]);
                let facts = t_with(
                    "ui.doc.environment.facts",
                    &[
                        ("kind", &choice_label("env_factor", "factor_kind", &factor.kind)),
                        ("impact", &signed(factor.impact)),
                        ("likelihood", &factor.likelihood.to_string()),
                        ("source", &or_missing(source)),
                    ],
                );
                view! { <li>{line_anchor(env_factor::ENV_FACTOR.name, factor.id, text)}<span class="doc-small">{facts}</span></li> }
            })
            .collect_view();
        (!factors.is_empty()).then(|| view! { <h4>{t(title)}</h4><ul class="doc-factors">{items}</ul> })
    };
    let opportunities = group("ui.doc.environment.opportunities", &found.opportunities);
    let threats = group("ui.doc.environment.threats", &found.threats);
    let neutral = group("ui.doc.environment.neutral", &found.neutral);
    view! { {opportunities}{threats}{neutral} }
}

/// Ours beside the rivals, with the market shares as bars.
fn competition(look: &Look, found: &Summary) -> impl IntoView + use<> {
    let all: Vec<Arc<Record>> = found.own.iter().chain(&found.rivals).cloned().collect();
    if all.is_empty() {
        return view! { <p>{t("ui.doc.environment.no_rivals")}</p> }.into_any();
    }
    let mut headings = vec![(t("ui.doc.environment.feature"), false)];
    headings.extend(all.iter().map(|record| (named(look, record.id), false)));
    let price = |record: &Record| {
        let (low, high) = (look.bare(look.plain(record, "price_low")), look.bare(look.plain(record, "price_high")));
        match (low.is_empty(), high.is_empty()) {
            (true, true) => format::missing().to_owned(),
            (false, true) => low,
            (true, false) => high,
            (false, false) if low == high => low,
            (false, false) => t_with("ui.format.range", &[("from", &low), ("to", &high)]),
        }
    };
    let mut rows: Vec<Vec<AnyView>> = Vec::new();
    for name in ["share", "price_low", "features", "strengths", "weaknesses", "price_policy", "threat"] {
        let label = match name {
            "price_low" => head_with_unit(&t("ui.doc.environment.price"), &format::currency_unit(&look.currency)),
            "share" => head_with_unit(&field_label("competitor", name), "%"),
            name => field_label("competitor", name),
        };
        let mut row = vec![cell(label)];
        row.extend(all.iter().map(|record| match name {
            "price_low" => line_anchor("competitor", record.id, price(record)),
            "share" => line_anchor("competitor", record.id, look.bare(look.text(record, name))),
            "threat" => line_anchor("competitor", record.id, look.text(record, name)),
            _ => cell(look.text(record, name)),
        }));
        rows.push(row);
    }
    let shares: Vec<(String, f64)> =
        all.iter().filter_map(|record| Some((named(look, record.id), competitor::SHARE.get(record.as_ref())?.to_f64()))).collect();
    let names: Vec<String> = shares.iter().map(|(name, _)| name.clone()).collect();
    let values = vec![Series::new(field_label("competitor", "share"), shares.iter().map(|(_, share)| Some(*share)).collect())];
    let format = ValueFormat::Ratio(1);
    let title = ChartTitle::new(t("ui.doc.environment.shares"), comparison(&names, &values, &format));
    let as_of = look.records.single("environment").map(|record| look.text(record, "as_of")).filter(|date| date != format::missing());
    let mut sources: Vec<String> = all.iter().filter_map(|record| competitor::SOURCE.get(record.as_ref())).collect();
    sources.order();
    sources.dedup();
    view! {
        {table(t("ui.doc.environment.side_by_side"), headings, rows)}
        {(shares.len() > 1).then(|| view! {
            <Bar title=title unit="%" period=as_of.unwrap_or_default() source=sources.join(&t("ui.format.list_separator")) categories=names series=values mode=BarMode::Horizontal format=format test_id="doc-shares" />
        })}
    }
    .into_any()
}

/// The name of a competitor; our own company says so.
fn named(look: &Look, id: Id) -> String {
    let title = look.title(id);
    let ours = look.records.get(id).is_some_and(|record| environment::is_own(record));
    if ours { t_with("ui.doc.environment.ours", &[("name", &title)]) } else { title }
}

fn customers(look: &Look) -> AnyView {
    let all = look.all("target_customer");
    if all.is_empty() {
        return view! { <p>{t("ui.doc.environment.no_customers")}</p> }.into_any();
    }
    let size = |record: &Record| {
        pillars::goals::target_customer::SIZE
            .get(record)
            .map_or_else(|| format::missing().to_owned(), |size| format::number_short(size.to_f64(), language()))
    };
    let rows = all
        .iter()
        .map(|record| {
            let buys: Vec<String> = ["buys_where", "buys_when", "buys_how_often", "who_decides"]
                .iter()
                .map(|name| look.plain(record, name))
                .filter(|text| !text.is_empty())
                .collect();
            vec![
                line_anchor("target_customer", record.id, look.title(record.id)),
                cell(size(record)),
                cell(look.text(record, "needs")),
                cell(look.text(record, "preferences")),
                cell(or_missing(buys.join(&t("ui.format.list_separator")))),
            ]
        })
        .collect();
    let headings = vec![
        (field_label("target_customer", "name"), false),
        (field_label("target_customer", "size"), true),
        (field_label("target_customer", "needs"), false),
        (field_label("target_customer", "preferences"), false),
        (t("ui.doc.environment.behaviour"), false),
    ];
    table(kind_many("target_customer"), headings, rows)
}
