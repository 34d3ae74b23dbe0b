//! What a picture says, for its title: a reader should not have to find it (design/ux.md, rubric 16).

use flow::ChartKind;
use ui::lang::{language, t_with};
use ui::{Series, ValueFormat};

/// The name of a picture with what it says.
pub(super) fn titled(title: &str, message: Option<String>) -> String {
    match message {
        Some(message) => t_with("ui.chart.says", &[("title", title), ("message", &message)]),
        None => title.to_owned(),
    }
}

/// A place in the data: index of the category, index of the series, value.
type Spot = (usize, usize, f64);

/// The one value that a comparison is about: the greatest, or with `lowest` the smallest; none where several share it.
fn outstanding(lines: &[Series], lowest: bool) -> Option<Spot> {
    let spots = lines
        .iter()
        .enumerate()
        .flat_map(|(row, line)| line.values.iter().enumerate().filter_map(move |(column, value)| Some((column, row, (*value)?))));
    let mut best: Option<Spot> = None;
    let mut shared = false;
    for spot in spots {
        match best {
            Some(known) if known.2 == spot.2 => shared = true,
            Some(known) if (spot.2 > known.2) == lowest => {}
            _ => (best, shared) = (Some(spot), false),
        }
    }
    best.filter(|spot| !shared && (lowest || spot.2 > 0.0))
}

/// Stacked bars are compared by their wholes.
fn wholes(lines: &[Series]) -> Series {
    let length = lines.iter().map(|line| line.values.len()).max().unwrap_or(0);
    let whole = |column: usize| {
        let parts: Vec<f64> = lines.iter().filter_map(|line| line.values.get(column).copied().flatten()).collect();
        (!parts.is_empty()).then(|| parts.iter().sum())
    };
    Series::new(String::new(), (0..length).map(whole).collect())
}

/// What a chart of these series says; none where nothing stands out.
pub(super) fn of_series(chart: ChartKind, names: &[String], lines: &[Series], format: &ValueFormat) -> Option<String> {
    if names.len() < 2 {
        return None;
    }
    let text = |value: f64| format.text(value, language());
    if matches!(chart, ChartKind::Line | ChartKind::Area | ChartKind::Scatter) {
        let line = lines.first()?;
        let mut known = line.values.iter().flatten().copied();
        let (from, to) = (known.next()?, known.next_back()?);
        let key = if lines.len() > 1 { "ui.chart.says_change_of" } else { "ui.chart.says_change" };
        return Some(t_with(key, &[("name", &line.name), ("from", &text(from)), ("to", &text(to))]));
    }
    let together = (chart == ChartKind::Stacked).then(|| vec![wholes(lines)]);
    let compared = together.as_deref().unwrap_or(lines);
    let lowest = chart == ChartKind::Radar;
    let (column, row, value) = outstanding(if lowest { compared.get(..1)? } else { compared }, lowest)?;
    let key = match (lowest, compared.len()) {
        (true, _) => "ui.chart.says_lowest",
        (false, 1) => "ui.chart.says_highest",
        (false, _) => "ui.chart.says_highest_of",
    };
    let series = compared.get(row).map_or("", |line| line.name.as_str());
    Some(t_with(key, &[("name", names.get(column)?), ("series", series), ("value", &text(value))]))
}

/// What a plan says: how many there are, and how many of them are late.
pub(super) fn of_plan(count: usize, late: usize) -> Option<String> {
    let key = if late > 0 { "ui.chart.says_late" } else { "ui.chart.says_none_late" };
    (count > 0).then(|| t_with(key, &[("n", &count.to_string()), ("late", &late.to_string())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(values: &[f64]) -> Series {
        Series::new("x".to_owned(), values.iter().map(|value| Some(*value)).collect())
    }

    #[test]
    fn what_stands_out_is_found_and_a_tie_says_nothing() {
        assert_eq!(outstanding(&[line(&[1.0, 5.0, 3.0])], false), Some((1, 0, 5.0)));
        assert_eq!(outstanding(&[line(&[1.0, 2.0]), line(&[9.0, 2.0])], false), Some((0, 1, 9.0)));
        assert_eq!(outstanding(&[line(&[4.0, 1.0, 2.0])], true), Some((1, 0, 1.0)));
        assert_eq!(outstanding(&[line(&[5.0, 5.0, 3.0])], false), None);
        assert_eq!(outstanding(&[line(&[0.0, -1.0])], false), None);
        assert_eq!(outstanding(&[], false), None);
    }

    #[test]
    fn stacks_are_compared_by_their_wholes() {
        assert_eq!(outstanding(&[wholes(&[line(&[1.0, 4.0]), line(&[6.0, 1.0])])], false), Some((0, 0, 7.0)));
    }

    #[test]
    fn one_category_says_nothing() {
        assert_eq!(of_series(ChartKind::Bar, &["a".to_owned()], &[line(&[1.0])], &ValueFormat::Short), None);
        assert_eq!(of_plan(0, 0), None);
    }
}
