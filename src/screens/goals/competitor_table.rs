//! Our own position and the rivals side by side (P01.2.2).

use flow::Context;
use leptos::prelude::*;
use model::Order as _;
use model::{Id, Record, Tags};
use pillars::goals::competitor as fields;
use ui::lang::{language, t, t_with};
use ui::{Badge, Button, ButtonLook, Callout, EmptyState, Icon, Tone, format, head_with_unit};
use views::labels::{date_text, field_label, kind_label, money_text, ratio_text};
use views::leading::open_field;
use views::session;

use super::editors::{add_record, derive, named, record_link};

/// One company, one cell for each attribute in the order of [`ATTRIBUTES`].
#[derive(Clone, PartialEq)]
struct Company {
    id: Id,
    name: String,
    own: bool,
    cells: Vec<Vec<String>>,
}

/// Label of a row, the field that a gap leads to, and whether its values are numbers.
struct Attribute {
    key: &'static str,
    field: &'static str,
    numeric: bool,
}

const ATTRIBUTES: &[Attribute] = &[
    Attribute { key: "share", field: "share", numeric: true },
    Attribute { key: "sales", field: "sales", numeric: true },
    Attribute { key: "price", field: "price_low", numeric: true },
    Attribute { key: "price_policy", field: "price_policy", numeric: false },
    Attribute { key: "features", field: "features", numeric: false },
    Attribute { key: "strengths", field: "strengths", numeric: false },
    Attribute { key: "weaknesses", field: "weaknesses", numeric: false },
    Attribute { key: "threat", field: "threat", numeric: true },
    Attribute { key: "source", field: "source", numeric: false },
];

fn cells_of(record: &Record, currency: &str) -> Vec<Vec<String>> {
    // The unit stands at the head of the row.
    let money =
        |handle: model::Handle<model::MoneyField>| handle.get(record).map(|amount| format::bare(&money_text(amount, currency), currency, language()));
    let tags = |handle: model::Handle<Tags>| handle.get(record).unwrap_or_default();
    let dated = fields::SHARE_DATE.get(record).map(|date| t_with("ui.goals.competitor_table.dated", &[("date", &date_text(date))]));
    let share = fields::SHARE.get(record).map(|share| format::bare(&ratio_text(share), currency, language()));
    let with_date = |value: Option<String>, date: Option<String>| value.into_iter().chain(date).collect::<Vec<_>>();
    let threat = match fields::THREAT.get(record) {
        Some(threat) => Some(t_with("ui.goals.competitor_table.of_five", &[("n", &threat.to_string())])),
        // We are no threat to ourselves.
        None => fields::OWN.get(record).unwrap_or(false).then(|| format::missing().to_owned()),
    };
    let price = match (money(fields::PRICE_LOW), money(fields::PRICE_HIGH)) {
        (Some(low), Some(high)) if low != high => vec![t_with("ui.goals.competitor_table.range", &[("from", &low), ("to", &high)])],
        (Some(price), _) | (None, Some(price)) => vec![price],
        (None, None) => Vec::new(),
    };
    vec![
        if share.is_some() { with_date(share, dated) } else { Vec::new() },
        with_date(money(fields::SALES), None),
        price,
        with_date(fields::PRICE_POLICY.get(record), None),
        tags(fields::FEATURES),
        tags(fields::STRENGTHS),
        tags(fields::WEAKNESSES),
        with_date(threat, None),
        with_date(fields::SOURCE.get(record), None),
    ]
}

fn model_of(context: &Context<'_>, currency: &str) -> Vec<Company> {
    let mut records: Vec<_> = context.records.of_kind("competitor").collect();
    let rank = |record: &Record| (!fields::OWN.get(record).unwrap_or(false), -fields::THREAT.get(record).unwrap_or(0), record.id);
    records.order_by_key(|record| rank(record));
    let company = |record: &&std::sync::Arc<Record>| {
        let (id, name) = named(context, record);
        Company { id, name, own: fields::OWN.get(&***record).unwrap_or(false), cells: cells_of(record, currency) }
    };
    records.iter().map(company).collect()
}

/// Rows are attributes, columns are companies: what is missing stands out at once.
#[component]
pub fn CompetitorTable() -> impl IntoView {
    let session = session();
    let currency = session.currency;
    let companies = derive(move |context| currency.with(|currency| model_of(context, currency)));
    ui::live(move || {
        let companies = companies.get();
        let adder = session.clone();
        let add = Callback::new(move |()| add_record(&adder, "competitor"));
        if companies.is_empty() {
            return view! {
                <EmptyState title=ui::text("ui.goals.competitor_table.empty") about=ui::text("ui.goals.competitor_table.empty_about") icon=Icon::Table>
                    <Button label=Signal::derive(move || t_with("ui.record.add", &[("kind", &kind_label("competitor"))])) icon=Icon::Plus look=ButtonLook::Dashed on_press=add />
                </EmptyState>
            }
            .into_any();
        }
        let without_own = !companies.iter().any(|company| company.own);
        let gaps = companies.iter().flat_map(|company| &company.cells).filter(|cell| cell.is_empty()).count();
        let message =
            if gaps == 0 { t("ui.goals.competitor_table.complete") } else { t_with("ui.goals.competitor_table.gaps", &[("n", &gaps.to_string())]) };
        let head = companies.iter().map(head_cell).collect_view();
        let body = ATTRIBUTES.iter().enumerate().map(|(index, attribute)| body_row(index, attribute, &companies)).collect_view();
        view! {
            {without_own.then(|| view! { <Callout tone=Tone::Info><p>{t("ui.goals.competitor_table.own_missing")}</p></Callout> })}
            <p class="tool-unit">{message}</p>
            <div class="grid-scroll tool-scroll" tabindex="0" role="region" aria-label=t("ui.goals.competitor_table.caption")>
                <table class="table table-sticky compare">
                    <caption class="visually-hidden">{t("ui.goals.competitor_table.caption")}</caption>
                    <thead><tr><th scope="col" class="compare-corner">{t("ui.goals.competitor_table.attribute")}</th>{head}</tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
        }
        .into_any()
    })
}

fn head_cell(company: &Company) -> AnyView {
    let own = company.own;
    view! {
        <th scope="col" class="compare-company" class:compare-own=own>
            {record_link("competitor", company.id, company.name.clone())}
            {own.then(|| view! { <Badge tone=Tone::Primary label=t("ui.goals.competitor_table.own") /> })}
        </th>
    }
    .into_any()
}

fn body_row(index: usize, attribute: &'static Attribute, companies: &[Company]) -> AnyView {
    let label = match attribute.key {
        "price" => t("ui.goals.competitor_table.price"),
        key => field_label("competitor", key),
    };
    let head = match attribute.key {
        "share" => head_with_unit(&label, "%"),
        "sales" | "price" => head_with_unit(&label, &format::currency_unit(&session().currency.get_untracked())),
        _ => label.clone(),
    };
    let cells = companies.iter().map(|company| {
        let content = company.cells.get(index).cloned().unwrap_or_default();
        let inside = match content.as_slice() {
            [] => gap(company, attribute.field, &label),
            [one] => view! { <span>{one.clone()}</span> }.into_any(),
            several if attribute.numeric => {
                several.iter().map(|line| view! { <span class="compare-line">{line.clone()}</span> }).collect_view().into_any()
            }
            several => {
                view! { <ul class="compare-list">{several.iter().map(|item| view! { <li>{item.clone()}</li> }).collect_view()}</ul> }.into_any()
            }
        };
        view! { <td class:is-number=attribute.numeric class:compare-own=company.own>{inside}</td> }
    });
    let cells = cells.collect_view();
    view! { <tr><th scope="row" class="compare-attribute">{head}</th>{cells}</tr> }.into_any()
}

/// A gap is a way to fill it.
fn gap(company: &Company, field: &'static str, label: &str) -> AnyView {
    let session = session();
    let id = company.id;
    let name = t_with("ui.goals.competitor_table.fill_what", &[("field", label), ("company", &company.name)]);
    let press = move |_| open_field(&session, "competitor", id, field);
    view! { <button type="button" class="link tool-link tool-gap" aria-label=name on:click=press>{t("ui.goals.competitor_table.fill")}</button> }
        .into_any()
}
