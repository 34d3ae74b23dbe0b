//! Sales, share and margin of products, and what a stage of life asks for (P02.1.3, S17, S18).

use std::sync::Arc;

use flow::{Context, Parameter, Rules};
use model::{Decimal, Fields, Id, Money, Record};

use super::{is_this_year, linked, rate};
use crate::performance::{indicator, reading};
use crate::plan::product;

/// Code of the indicator of sales in the set of indicators.
const SALES_CODE: &str = "K01";
/// Code of the units sold, beside it.
const UNITS_CODE: &str = "K01-Q";

/// Registers the measures and figures.
pub fn register(rules: &mut Rules) {
    rules.measure("plan.product_sales", |context, record| sales(context, record.id).map(Parameter::Money));
    rules.measure("plan.product_units", |context, record| units(context, record.id).map(Parameter::Number));
    rules.measure("plan.product_share", |context, record| share(context, record.id).map(Parameter::Ratio));
    rules.measure("plan.product_profit", |context, record| profit(context, record).map(Parameter::Money));
    rules.measure("plan.product_margin", |context, record| rate(profit(context, record)?, sales(context, record.id)?).map(Parameter::Ratio));
    rules.measure("plan.list_margin", |_, record| {
        super::prices::margin(product::LIST_PRICE.get(record)?, product::UNIT_COST.get(record)?).map(Parameter::Ratio)
    });
    rules.measure("plan.stage_advice", |_, record| {
        let policy = policy_for(&product::STAGE.get(record)?)?;
        Some(Parameter::choice(product::PRODUCT.name, product::STAGE_POLICY.name(), policy))
    });
    rules.figure("plan.sales", |context| total_sales(context).map(Parameter::Money));
    rules.figure("plan.gross_profit", |context| total_profit(context).map(Parameter::Money));
}

/// What a stage mostly asks of marketing; a company may choose otherwise.
pub fn policy_for(stage: &str) -> Option<&'static str> {
    match stage {
        "introduction" => Some("educate"),
        "growth" => Some("expand"),
        "maturity" => Some("defend"),
        "decline" => Some("harvest"),
        _ => None,
    }
}

/// Sum of the readings of one product this year. Readings of the indicator with the code count;
/// when nobody uses the code, those of any indicator of this unit that adds up.
fn sum_of(context: &Context<'_>, product: Id, code: &str, unit_kind: &str) -> Option<Decimal> {
    let mut coded: Option<Decimal> = None;
    let mut any: Option<Decimal> = None;
    for record in context.records.of_kind(reading::READING.name) {
        let counts = reading::PRODUCT.get(&**record) == Some(product) && reading::DATE.get(&**record).is_some_and(|date| is_this_year(date, context));
        if !counts {
            continue;
        }
        let (Some(measure), Some(value)) = (linked(context, &**record, reading::INDICATOR), reading::VALUE.get(&**record)) else { continue };
        if indicator::ADDS_UP.get(&**measure) != Some(true)
            || measure.field(indicator::UNIT_KIND.name()).and_then(|json| json.as_str()) != Some(unit_kind)
        {
            continue;
        }
        any = Some(any.unwrap_or_default() + value);
        if indicator::CODE.get(&**measure).as_deref() == Some(code) {
            coded = Some(coded.unwrap_or_default() + value);
        }
    }
    coded.or(any)
}

/// Sales of a product this year.
pub fn sales(context: &Context<'_>, product: Id) -> Option<Money> {
    sum_of(context, product, SALES_CODE, "money").map(Money::from_major)
}

/// Units of a product sold this year.
pub fn units(context: &Context<'_>, product: Id) -> Option<Decimal> {
    sum_of(context, product, UNITS_CODE, "number")
}

fn products<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Arc<Record>> {
    context.records.of_kind(product::PRODUCT.name)
}

/// Part of the sales of all products.
pub fn share(context: &Context<'_>, product: Id) -> Option<Decimal> {
    rate(sales(context, product)?, total_sales(context)?)
}

/// Sales less the cost of the units sold.
pub fn profit(context: &Context<'_>, product: &Record) -> Option<Money> {
    let cost = product::UNIT_COST.get(product)?.major().times(units(context, product.id)?);
    Some(sales(context, product.id)? - Money::from_major(cost))
}

/// Sales of all products; none while no product has a reading.
pub fn total_sales(context: &Context<'_>) -> Option<Money> {
    let all: Vec<Money> = products(context).filter_map(|product| sales(context, product.id)).collect();
    (!all.is_empty()).then(|| all.into_iter().sum())
}

/// Gross profit of all products that were sold; none while the units or cost of one are missing.
pub fn total_profit(context: &Context<'_>) -> Option<Money> {
    let sold: Vec<_> = products(context).filter(|product| sales(context, product.id).is_some()).collect();
    if sold.is_empty() { None } else { sold.into_iter().map(|record| profit(context, record)).sum() }
}
