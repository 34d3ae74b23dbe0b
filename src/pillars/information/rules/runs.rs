//! The result of an analysis from its table of inputs (P04.2.4.1, S74).

use flow::{Parameter, Rules};
use model::{Decimal, Record};

use super::{counted, grouped, models, percent};
use crate::information::analysis_run as run;

/// A line of input: what it is about and up to four numbers.
struct Input {
    item: String,
    numbers: [Option<Decimal>; 4],
}

/// Adds what this file works out.
pub fn register(rules: &mut Rules) {
    rules.measure("information.run_result", |_, record| result(record));
    rules.measure("information.run_lines", |_, record| lines(record).map(|lines| Parameter::List(lines.into_iter().map(Parameter::Text).collect())));
    rules.measure("information.run_places", |_, record| places(record));
    rules.measure("information.price_variance", |_, record| variance(record).map(|(price, _)| Parameter::Number(price)));
    rules.measure("information.volume_variance", |_, record| variance(record).map(|(_, volume)| Parameter::Number(volume)));
}

fn inputs(record: &Record) -> Vec<Input> {
    let line = |row: &model::Object| Input {
        item: run::INPUT_ITEM.get(row).unwrap_or_default(),
        numbers: [run::INPUT_FIRST, run::INPUT_SECOND, run::INPUT_THIRD, run::INPUT_FOURTH].map(|handle| handle.get(row)),
    };
    run::INPUTS.get(record).unwrap_or_default().iter().map(line).collect()
}

/// The first numbers of all lines; nothing when one is missing.
fn firsts(inputs: &[Input]) -> Option<Vec<Decimal>> {
    (!inputs.is_empty()).then(|| inputs.iter().map(|input| input.numbers[0]).collect()).flatten()
}

fn model_of(record: &Record) -> Option<String> {
    run::MODEL.get(record).filter(|model| run::MODELS.contains(&model.as_str()))
}

/// Sum of price and volume variances over the lines: planned units and price, actual units and price.
fn variance(record: &Record) -> Option<(Decimal, Decimal)> {
    if model_of(record)? != "price_volume" {
        return None;
    }
    let parts = variances(&inputs(record))?;
    Some((parts.iter().map(|(price, _)| *price).sum(), parts.iter().map(|(_, volume)| *volume).sum()))
}

fn variances(inputs: &[Input]) -> Option<Vec<(Decimal, Decimal)>> {
    let one = |input: &Input| match input.numbers {
        [Some(plan_units), Some(plan_price), Some(units), Some(price)] => Some(models::price_volume(plan_units, plan_price, units, price)),
        _ => None,
    };
    (!inputs.is_empty()).then(|| inputs.iter().map(one).collect()).flatten()
}

/// The one number that a model ends in: change a period, largest share, items of class A, rate of the whole funnel,
/// deviation, units to break even.
fn result(record: &Record) -> Option<Parameter> {
    let inputs = inputs(record);
    match model_of(record)?.as_str() {
        "trend" => Some(Parameter::Number(models::trend(&firsts(&inputs)?)?.slope)),
        "share" => models::shares(&firsts(&inputs)?)?.into_iter().max().map(Parameter::Ratio),
        "pareto" => Some(counted(models::pareto(&firsts(&inputs)?)?.iter().filter(|item| item.class == 'A').count())),
        "funnel" => {
            let stages = firsts(&inputs)?;
            stages.last()?.over(*stages.first()?).map(Parameter::Ratio)
        }
        "price_volume" => variance(record).map(|(price, volume)| Parameter::Number(price + volume)),
        "break_even" => break_even(inputs.first()?).map(|(units, _)| Parameter::Number(units)),
        _ => None,
    }
}

fn break_even(input: &Input) -> Option<(Decimal, Decimal)> {
    match input.numbers {
        [Some(price), Some(unit_cost), Some(fixed), _] => models::break_even(price, unit_cost, fixed),
        _ => None,
    }
}

/// The result line by line.
fn lines(record: &Record) -> Option<Vec<String>> {
    let inputs = inputs(record);
    let named = |index: usize| inputs.get(index).map_or("", |input| input.item.as_str());
    match model_of(record)?.as_str() {
        "trend" => {
            let values = firsts(&inputs)?;
            let trend = models::trend(&values)?;
            let mut lines: Vec<String> = inputs.iter().zip(&values).map(|(input, value)| format!("{} {}", input.item, written(*value))).collect();
            lines.push(format!("→ {}", written(trend.next)));
            Some(lines)
        }
        "share" => {
            let shares = models::shares(&firsts(&inputs)?)?;
            Some(inputs.iter().zip(shares).map(|(input, share)| format!("{} {}", input.item, percent(share))).collect())
        }
        "pareto" => {
            let ranked = models::pareto(&firsts(&inputs)?)?;
            let line =
                |item: &models::Ranked| format!("{} {} {} (Σ {})", item.class, named(item.index), percent(item.share), percent(item.cumulative));
            Some(ranked.iter().map(line).collect())
        }
        "funnel" => {
            let stages = firsts(&inputs)?;
            let line = |(index, input): (usize, &Input)| {
                let rate = index.checked_sub(1).and_then(|before| stages[index].over(stages[before]));
                let rate = rate.map(|rate| format!(" ({})", percent(rate))).unwrap_or_default();
                format!("{} {}{rate}", input.item, grouped(stages[index]))
            };
            Some(inputs.iter().enumerate().map(line).collect())
        }
        "price_volume" => {
            let parts = variances(&inputs)?;
            let line = |(input, (price, volume)): (&Input, &(Decimal, Decimal))| format!("{} {} / {}", input.item, grouped(*price), grouped(*volume));
            Some(inputs.iter().zip(&parts).map(line).collect())
        }
        "break_even" => {
            let line = |input: &Input| break_even(input).map(|(units, sales)| format!("{} {} / {}", input.item, grouped(units), grouped(sales)));
            inputs.iter().map(line).collect()
        }
        _ => None,
    }
}

/// Small numbers keep their places, large ones are grouped.
fn written(number: Decimal) -> String {
    if number.abs() < Decimal::from_int(10) { number.rounded(3).to_string() } else { grouped(number) }
}

/// Every product with its relative share and its field of the portfolio.
fn places(record: &Record) -> Option<Parameter> {
    if model_of(record)? != "growth_share" {
        return None;
    }
    let place = |input: &Input| match input.numbers {
        [Some(own), Some(rival), Some(growth), _] => {
            let (relative, quadrant) = models::quadrant(own, rival, growth)?;
            let label = Parameter::choice(run::ANALYSIS_RUN.name, run::QUADRANT.name(), quadrant.code());
            Some([Parameter::Text(format!("{} {}", input.item, relative.rounded(2))), label])
        }
        _ => None,
    };
    let places: Vec<[Parameter; 2]> = inputs(record).iter().map(place).collect::<Option<_>>()?;
    (!places.is_empty()).then(|| Parameter::List(places.into_iter().flatten().collect()))
}
