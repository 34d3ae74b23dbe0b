//! What a picture says, for its title: a reader should not have to find it (design/ux.md, rubric 16).

use std::collections::HashMap;

use flow::{Card, ChartKind, MapPoint, Parameter, number_of};
use model::{Date, Decimal, Id};
use ui::lang::{Language, language, t, t_with};
use ui::{FunnelStage, Series, ValueFormat, funnel_drop};

use super::{title_of, value_text};

/// A place in the data: index of the category, index of the series, value.
type Spot = (usize, usize, f64);

/// More names than this are not told one by one.
const NAMED: usize = 3;

/// The values that a comparison is about: the greatest, or with `lowest` the smallest; several where they share it.
fn outstanding(lines: &[Series], lowest: bool) -> Vec<Spot> {
    let spots = lines
        .iter()
        .enumerate()
        .flat_map(|(row, line)| line.values.iter().enumerate().filter_map(move |(column, value)| Some((column, row, (*value)?))));
    let mut best: Vec<Spot> = Vec::new();
    for spot in spots {
        match best.first() {
            Some(known) if known.2 == spot.2 => best.push(spot),
            Some(known) if (spot.2 > known.2) == lowest => {}
            _ => best = vec![spot],
        }
    }
    best.retain(|spot| lowest || spot.2 > 0.0);
    best
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

fn joined(names: &[String]) -> String {
    names.join(&t("ui.format.list_separator"))
}

/// One category is told by its values.
fn of_one(name: &str, lines: &[Series], text: impl Fn(f64) -> String) -> Option<String> {
    let known: Vec<(&str, f64)> = lines.iter().filter_map(|line| Some((line.name.as_str(), line.values.first().copied().flatten()?))).collect();
    let told = |(label, value): &(&str, f64)| t_with("ui.chart.says_only", &[("name", label), ("value", &text(*value))]);
    match known.as_slice() {
        [] => None,
        [(_, value)] => Some(t_with("ui.chart.says_only", &[("name", name), ("value", &text(*value))])),
        several if several.len() <= NAMED => Some(joined(&several.iter().map(told).collect::<Vec<_>>())),
        _ => None,
    }
}

/// First and last known value of a line.
fn ends(line: &Series) -> Option<(f64, f64)> {
    let mut known = line.values.iter().flatten().copied();
    Some((known.next()?, known.next_back()?))
}

/// From the first to the last of a line; where it ends as it began, between which values it moves. The first line is spoken of,
/// which is the one that the chart is about; if it stands still and others do not, the one that moved furthest.
fn of_course(names: &[String], lines: &[Series], text: impl Fn(f64) -> String) -> Option<String> {
    let moved = |line: &Series| ends(line).map_or(0.0, |(from, to)| (to - from).abs());
    let first = lines.first()?;
    let furthest = lines.iter().fold(first, |best, line| if moved(line) > moved(best) { line } else { best });
    let line = if moved(first) > 0.0 { first } else { furthest };
    let (from, to) = ends(line)?;
    if from != to {
        let key = if lines.len() > 1 { "ui.chart.says_change_of" } else { "ui.chart.says_change" };
        return Some(t_with(key, &[("name", &line.name), ("from", &text(from)), ("to", &text(to))]));
    }
    let only = std::slice::from_ref(line);
    let (lowest, highest) = (outstanding(only, true), outstanding(only, false));
    match (lowest.first()?, highest.first()) {
        (low, Some(high)) if low.2 < high.2 => {
            let (low_name, high_name) = (names.get(low.0)?, names.get(high.0)?);
            Some(t_with(
                "ui.chart.says_between",
                &[("low", &inner_name(low_name)), ("from", &text(low.2)), ("high", &inner_name(high_name)), ("to", &text(high.2))],
            ))
        }
        _ => {
            let key = if lines.len() > 1 { "ui.chart.says_same_of" } else { "ui.chart.says_same" };
            Some(t_with(key, &[("name", &line.name), ("value", &text(from))]))
        }
    }
}

/// Where two outlines are furthest apart; none where they are nowhere, or at several places.
fn of_gap(names: &[String], one: &Series, other: &Series, text: &impl Fn(f64) -> String) -> Option<String> {
    let pairs = one.values.iter().zip(&other.values).zip(names).filter_map(|((a, b), name)| Some((name, (*a)?, (*b)?)));
    let pairs: Vec<(&String, f64, f64)> = pairs.collect();
    let widest = pairs.iter().map(|(_, a, b)| (a - b).abs()).fold(0.0, f64::max);
    let mut there = pairs.iter().filter(|(_, a, b)| widest > 0.0 && (a - b).abs() > widest - 1e-9);
    let (name, a, b) = there.next()?;
    if there.next().is_some() {
        return None;
    }
    Some(t_with("ui.chart.says_gap", &[("name", name), ("one", &one.name), ("a", &text(*a)), ("other", &other.name), ("b", &text(*b))]))
}

/// What a chart of these series says; none where nothing stands out.
pub(super) fn of_series(chart: ChartKind, names: &[String], lines: &[Series], format: &ValueFormat) -> Option<String> {
    let text = |value: f64| format.text(value, language());
    if let [only] = names {
        return of_one(only, lines, text);
    }
    if matches!(chart, ChartKind::Line | ChartKind::Area | ChartKind::Scatter) {
        return of_course(names, lines, text);
    }
    // Two outlines are drawn to be held against each other.
    if let (ChartKind::Radar, [one, other]) = (chart, lines)
        && let Some(said) = of_gap(names, one, other, &text)
    {
        return Some(said);
    }
    // Of two rows of bars without one that stands out, how many are higher in the second.
    if let (ChartKind::Bar, [one, other]) = (chart, lines)
        && outstanding(lines, false).len() > 1
    {
        let pairs: Vec<(f64, f64)> = one.values.iter().zip(&other.values).filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect();
        let higher = pairs.iter().filter(|(a, b)| b > a).count();
        if higher > 0 {
            let (higher, all) = (higher.to_string(), pairs.len().to_string());
            return Some(t_with(
                "ui.chart.says_above",
                &[("one", &inner_name(&one.name)), ("other", &inner_name(&other.name)), ("k", &higher), ("n", &all)],
            ));
        }
    }
    let together = (chart == ChartKind::Stacked).then(|| vec![wholes(lines)]);
    let compared = together.as_deref().unwrap_or(lines);
    let lowest = chart == ChartKind::Radar;
    let looked_at = if lowest { compared.get(..1)? } else { compared };
    let best = outstanding(looked_at, lowest);
    let (column, row, value) = *best.first()?;
    let value = text(value);
    // Of several outlines the first is spoken of, by its name.
    let said = |message: String| match compared {
        [first, _, ..] if lowest => t_with("ui.chart.says_of", &[("name", &first.name), ("message", &message)]),
        _ => message,
    };
    if let [_] = best.as_slice() {
        let key = match (lowest, compared.len()) {
            (true, _) => "ui.chart.says_lowest",
            (false, 1) => "ui.chart.says_highest",
            (false, _) => "ui.chart.says_highest_of",
        };
        let series = compared.get(row).map_or("", |line| line.name.as_str());
        return Some(said(t_with(
            key,
            &[
                ("name", &(if compared.len() > 1 && !lowest { inner_name(names.get(column)?) } else { told_name(names.get(column)?) })),
                ("series", series),
                ("value", &value),
            ],
        )));
    }
    let all = looked_at.iter().map(|line| line.values.iter().flatten().count()).sum::<usize>();
    if best.len() == all {
        return Some(said(t_with("ui.chart.says_even", &[("value", &value)])));
    }
    // Of several series each value is named by both.
    let named = |spot: &Spot| match (names.get(spot.0), looked_at.get(spot.1)) {
        (Some(name), Some(line)) if looked_at.len() > 1 => Some(format!("{name} {}", line.name)),
        (name, _) => name.cloned(),
    };
    let shared: Vec<String> = best.iter().filter_map(named).collect();
    let key = match (shared.len() <= NAMED, lowest) {
        (true, false) => "ui.chart.says_shared",
        (true, true) => "ui.chart.says_shared_lowest",
        (false, false) => "ui.chart.says_shared_many",
        (false, true) => "ui.chart.says_shared_many_lowest",
    };
    let told: Vec<String> = shared.iter().take(NAMED).cloned().collect();
    let told = if shared.len() > NAMED { joined(&told) } else { told_name(&joined(&told)) };
    Some(said(t_with(key, &[("names", &told), ("n", &shared.len().to_string()), ("value", &value)])))
}

/// What a chart says that counts records of a kind: which group has most of them.
pub(super) fn of_counts(kind: &str, names: &[String], lines: &[Series], format: &ValueFormat) -> Option<String> {
    let whole = wholes(lines);
    let best = outstanding(std::slice::from_ref(&whole), false);
    match best.as_slice() {
        [(at, _, value)] if names.len() > 1 => {
            let value = format.text(*value, language());
            Some(t_with("ui.chart.says_most", &[("kind", kind), ("name", &told_name(names.get(*at)?)), ("value", &value)]))
        }
        _ => of_series(ChartKind::Stacked, names, lines, format),
    }
}

/// A name before further words: in Chinese a letter or digit keeps its distance from them.
fn told_name(name: &str) -> String {
    let keeps = language() == Language::Chinese && name.ends_with(|letter: char| letter.is_ascii_alphanumeric());
    if keeps { format!("{name} ") } else { name.to_owned() }
}

/// A name among words: the same at its begin.
fn inner_name(name: &str) -> String {
    let keeps = language() == Language::Chinese && name.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    if keeps { format!(" {}", told_name(name)) } else { told_name(name) }
}

/// A label without the scale in brackets behind it, which the unit of the chart says.
pub(super) fn without_scale(label: &str) -> String {
    let end = label.trim_end_matches(['）', ')']);
    let cut =
        (end.len() < label.len()).then(|| end.rfind(['（', '('])).flatten().filter(|at| end[*at..].contains(|letter: char| letter.is_ascii_digit()));
    cut.map_or(label, |at| label[..at].trim_end()).to_owned()
}

/// What a plan says: how many there are, and how many of them are late.
pub(super) fn of_plan(count: usize, late: usize) -> Option<String> {
    let key = if late > 0 { "ui.chart.says_late" } else { "ui.chart.says_none_late" };
    (count > 0).then(|| t_with(key, &[("n", &count.to_string()), ("late", &late.to_string())]))
}

/// What a plan without progress says: how many there are, and how many of them today lies in.
pub(super) fn of_schedule(stretches: &[(Option<Date>, Option<Date>)], today: Date) -> Option<String> {
    let runs = |(from, to): &&(Option<Date>, Option<Date>)| from.is_some_and(|from| from <= today) && to.is_some_and(|to| today <= to);
    let running = stretches.iter().filter(runs).count();
    let key = if running > 0 { "ui.chart.says_running" } else { "ui.chart.says_none_running" };
    (!stretches.is_empty()).then(|| t_with(key, &[("n", &stretches.len().to_string()), ("k", &running.to_string())]))
}

/// The only one with the highest value.
fn first_of(points: &[MapPoint], value: impl Fn(&MapPoint) -> &Parameter) -> Option<&MapPoint> {
    let measured = |point: &MapPoint| number_of(value(point)).map(Decimal::to_f64);
    let values = Series::new(String::new(), points.iter().map(measured).collect());
    match outstanding(&[values], false).as_slice() {
        [(at, ..)] => points.get(*at),
        _ => None,
    }
}

/// What a map says: who is furthest up, and who is furthest to the right.
pub(super) fn of_map(points: &[MapPoint], x: &str, y: &str) -> Option<String> {
    if points.len() < 2 {
        return None;
    }
    let (across, up) = (first_of(points, |point| &point.1), first_of(points, |point| &point.2));
    let told = |point: &MapPoint, axis: &str, value: &Parameter| {
        t_with("ui.chart.says_map", &[("name", &title_of(&point.0)), ("axis", axis), ("value", &value_text(Some(value)))])
    };
    match (across, up) {
        (Some(one), Some(other)) if one.0.id == other.0.id => {
            Some(t_with("ui.chart.says_map_both", &[("name", &title_of(&one.0)), ("x", x), ("y", y)]))
        }
        (Some(one), Some(other)) => Some([told(other, y, &other.2), told(one, x, &one.1)].join(&t("ui.chart.says_and"))),
        (Some(one), None) => Some(told(one, x, &one.1)),
        (None, Some(other)) => Some(told(other, y, &other.2)),
        (None, None) => None,
    }
}

/// What a matrix of two scales says: which entry weighs most, or how many do together.
pub(super) fn of_matrix(items: &[(String, i64, i64)], x: &str, y: &str) -> Option<String> {
    let weight = |item: &&(String, i64, i64)| (item.1 * item.2).abs();
    let first = items.iter().max_by_key(weight)?;
    let all: Vec<&(String, i64, i64)> = items.iter().filter(|item| weight(item) == weight(&first)).collect();
    let (x, y) = (without_scale(x), without_scale(y));
    let (count, shared) = (items.len().to_string(), all.len().to_string());
    let (name, a, b) = (&first.0, first.1.to_string(), first.2.to_string());
    let values = [("n", count.as_str()), ("k", &shared), ("name", name), ("x", &x), ("y", &y), ("a", &a), ("b", &b)];
    let key = match all.as_slice() {
        [_] => "ui.chart.says_matrix",
        // The same weight can come about in two ways.
        several if several.iter().all(|item| (item.1, item.2) == (first.1, first.2)) => "ui.chart.says_matrix_shared",
        _ => return None,
    };
    Some(t_with(key, &values))
}

/// What a tree says: how many there are, on how many levels, from whom it unfolds.
pub(super) fn of_tree(nodes: &[(Id, Option<Id>, String)]) -> Option<String> {
    let above: HashMap<Id, Option<Id>> = nodes.iter().map(|(id, parent, _)| (*id, *parent)).collect();
    let is_top = |parent: &Option<Id>| parent.is_none_or(|parent| !above.contains_key(&parent));
    let depth = |start: Id| {
        let (mut at, mut levels) = (start, 1_usize);
        // A circle ends where every node has been met.
        while let Some(Some(parent)) = above.get(&at).filter(|parent| !is_top(parent)) {
            (at, levels) = (*parent, levels + 1);
            if levels > nodes.len() {
                break;
            }
        }
        levels
    };
    let levels = nodes.iter().map(|(id, ..)| depth(*id).min(nodes.len())).max()?.to_string();
    let tops: Vec<&String> = nodes.iter().filter(|(_, parent, _)| is_top(parent)).map(|(.., title)| title).collect();
    let count = nodes.len().to_string();
    match tops.as_slice() {
        [] => None,
        [only] => Some(t_with("ui.chart.says_tree", &[("n", &count), ("levels", &levels), ("name", only)])),
        several => Some(t_with("ui.chart.says_tree_tops", &[("n", &count), ("levels", &levels), ("tops", &several.len().to_string())])),
    }
}

/// What a ranking says of those that its view tells of, in the words of the view: how many of all, and the furthest of them,
/// which stands at the end of the ranking where the first is none of them.
pub(super) fn of_ranking(id: &str, rows: &[(Card, Option<Parameter>)], places: &[usize]) -> String {
    let all = rows.len().to_string();
    let furthest = if places.first() == Some(&0) { places.first() } else { places.last() };
    let Some((card, value)) = furthest.and_then(|place| rows.get(*place)) else {
        return t_with(&format!("told.{id}.none"), &[("of", &all)]);
    };
    let sum = places.iter().filter_map(|place| number_of(rows.get(*place)?.1.as_ref()?)).fold(Decimal::ZERO, |sum, one| sum + one);
    let values = [
        ("of", all),
        ("n", places.len().to_string()),
        ("name", title_of(card)),
        ("value", value_text(value.as_ref())),
        ("sum", crate::labels::number_text(sum)),
    ];
    t_with(&format!("told.{id}"), &values.each_ref().map(|(name, text)| (*name, text.as_str())))
}

/// Of fewer cases than this a rate says nothing.
const CASES: f64 = 10.0;

/// What a funnel says: on which step most are lost, and how many; a rate only where there are enough of them.
pub(super) fn of_funnel(stages: &[FunnelStage]) -> Option<String> {
    let at = funnel_drop(stages)?;
    let (from, to) = (stages.get(at.checked_sub(1)?)?, stages.get(at)?);
    let number = |count: f64| ValueFormat::Number(0).text(count, language());
    let (lost, before, after) = (number(from.count - to.count), number(from.count), number(to.count));
    let rate = ValueFormat::Ratio(1).text(to.count / from.count, language());
    let key = if from.count < CASES || to.count < CASES { "ui.chart.says_funnel" } else { "ui.chart.says_funnel_rate" };
    let values = [("from", from.label.as_str()), ("to", &to.label), ("n", &lost), ("before", &before), ("after", &after), ("value", &rate)];
    Some(t_with(key, &values))
}

/// What a cross table says: how often each mark stands in it, or how many of its cells are filled.
pub(super) fn of_cells(marks: &[(String, usize)], filled: usize, cells: usize) -> Option<String> {
    let told = |(name, count): &(String, usize)| t_with("ui.chart.says_cells", &[("name", name), ("n", &count.to_string())]);
    let known: Vec<String> = marks.iter().filter(|(_, count)| *count > 0).map(told).collect();
    let all = (cells > 0).then(|| t_with("ui.chart.says_filled", &[("n", &cells.to_string()), ("k", &filled.to_string())]))?;
    Some(if known.is_empty() { all } else { format!("{all}{}{}", t("ui.format.colon"), joined(&known)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(values: &[f64]) -> Series {
        Series::new("x".to_owned(), values.iter().map(|value| Some(*value)).collect())
    }

    #[test]
    fn a_scale_in_brackets_is_no_part_of_a_name() {
        assert_eq!(without_scale("可信程度（1 ～ 5）"), "可信程度");
        assert_eq!(without_scale("Usefulness (1 to 5)"), "Usefulness");
        assert_eq!(without_scale("手环 S1（2025 款）的销售额"), "手环 S1（2025 款）的销售额");
        assert_eq!(without_scale("占比（按金额）"), "占比（按金额）");
        assert_eq!(without_scale("（1 ～ 5"), "（1 ～ 5");
    }

    #[test]
    fn what_stands_out_is_found_with_those_that_share_it() {
        assert_eq!(outstanding(&[line(&[1.0, 5.0, 3.0])], false), [(1, 0, 5.0)]);
        assert_eq!(outstanding(&[line(&[1.0, 2.0]), line(&[9.0, 2.0])], false), [(0, 1, 9.0)]);
        assert_eq!(outstanding(&[line(&[4.0, 1.0, 2.0])], true), [(1, 0, 1.0)]);
        assert_eq!(outstanding(&[line(&[5.0, 5.0, 3.0])], false), [(0, 0, 5.0), (1, 0, 5.0)]);
        assert_eq!(outstanding(&[line(&[0.0, -1.0])], false), []);
        assert_eq!(outstanding(&[], false), []);
    }

    fn in_language(code: &str) {
        let file = format!("{}/../../public/lang/{code}.json", env!("CARGO_MANIFEST_DIR"));
        let texts = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        ui::lang::provide_language(Language::from_code(code).expect("a language"), ui::lang::parse_dictionary(&texts).expect("texts"));
    }

    fn names(all: &[&str]) -> Vec<String> {
        all.iter().map(|name| (*name).to_owned()).collect()
    }

    fn check(message: Option<String>, expected: &str) {
        assert_eq!(message.unwrap_or_default().replace(['\u{a0}', '\u{2060}'], " "), expected);
    }

    #[test]
    fn series_say_what_stands_out() {
        in_language("zh-CN");
        let (number, money) = (ValueFormat::Number(2), ValueFormat::Money("CNY".to_owned()));
        let three = names(&["1 月", "2 月", "3 月"]);
        check(of_series(ChartKind::Bar, &three, &[line(&[1.0, 5.0, 3.0])], &number), "2 月最高，5");
        check(of_series(ChartKind::Bar, &three, &[line(&[500_000.0, 500_000.0, 10_000.0])], &money), "1 月、2 月并列最高，¥50 万");
        check(of_series(ChartKind::Bar, &three, &[line(&[4.0, 4.0, 4.0])], &number), "各项都是 4");
        check(of_series(ChartKind::Radar, &three, &[line(&[4.0, 2.0, 2.0])], &number), "2 月、3 月并列最低，2");
        // Of many that share it the first are named; a name that ends in a letter keeps its distance.
        let five = names(&["甲", "乙", "丙", "丁", "Lite"]);
        check(of_series(ChartKind::Bar, &five, &[line(&[3.0, 3.0, 3.0, 3.0, 1.0])], &number), "甲、乙、丙等 4 项并列最高，3");
        check(of_series(ChartKind::Bar, &five, &[line(&[1.0, 2.0, 2.0, 2.0, 3.0])], &number), "Lite 最高，3");
        check(of_counts("客户", &five, &[line(&[1.0, 2.0, 2.0, 2.0, 3.0])], &number), "Lite 的客户最多，3");
        check(of_counts("客户", &five, &[line(&[3.0, 2.0, 2.0, 2.0, 3.0])], &number), "甲、Lite 并列最高，3");
        let halves = [Series::new("去年", vec![Some(3.0), Some(2.0), Some(4.0)]), Series::new("今年", vec![Some(4.0), Some(3.0), Some(4.0)])];
        check(of_series(ChartKind::Bar, &three, &halves, &number), "3 项里 2 项的今年高于去年");
        let rivals = [Series::new("我们", vec![Some(4.0), Some(2.0), Some(3.0)]), Series::new("竞品", vec![Some(1.0); 3])];
        check(of_series(ChartKind::Radar, &three, &rivals, &number), "1 月差得最多：我们 4，竞品 1");
        let even = [Series::new("我们", vec![Some(4.0), Some(2.0), Some(3.0)]), Series::new("竞品", vec![Some(3.0); 3])];
        check(of_series(ChartKind::Radar, &three, &even, &number), "我们：2 月最低，2");
        check(of_series(ChartKind::Line, &three, &[line(&[1.0, 5.0, 3.0])], &number), "由 1 到 3");
        check(of_series(ChartKind::Line, &three, &[line(&[4.0, 2.0, 4.0])], &number), "最低是 2 月，2；最高是 1 月，4");
        check(of_series(ChartKind::Line, &three, &[line(&[3.0, 3.0, 3.0])], &number), "保持 3");
        let courses = |first: f64| [Series::new("结构", vec![Some(3.0), Some(first)]), Series::new("职责", vec![Some(2.0), Some(4.0)])];
        check(of_series(ChartKind::Line, &three, &courses(3.0), &number), "职责由 2 到 4");
        check(of_series(ChartKind::Line, &three, &courses(3.5), &number), "结构由 3 到 3.5");
        check(of_series(ChartKind::Bar, &names(&["总部"]), &[line(&[7.0])], &number), "总部 7");
        check(of_series(ChartKind::Bar, &three, &[line(&[0.0, 0.0, 0.0])], &number), "");
        in_language("en");
        check(of_series(ChartKind::Bar, &names(&["Jan", "Feb"]), &[line(&[120_000.0, 5.0])], &money), "highest is Jan, ¥120K");
    }

    #[test]
    fn maps_matrices_trees_and_funnels_say_what_they_show() {
        in_language("zh-CN");
        let card = |number: u64, title: &str| flow::Card {
            id: Id::from_number(number),
            kind: model::Key::new("positioning"),
            title: Parameter::Text(title.to_owned()),
            values: Vec::new(),
        };
        let point = |number, title, x: i64, y: i64| (card(number, title), Parameter::Count(x), Parameter::Count(y), None, None);
        let map = [point(1, "本公司", 5, 9), point(2, "竞品 X", 8, 6)];
        check(of_map(&map, "价格", "技术"), "技术最高的是本公司，9；价格最高的是竞品 X，8");
        check(of_map(&[point(1, "本公司", 8, 9), point(2, "竞品 X", 5, 6)], "价格", "技术"), "价格和技术都最高的是本公司");
        check(of_map(&[point(1, "甲", 8, 9), point(2, "乙", 8, 9)], "价格", "技术"), "");
        check(of_map(&map[..1], "价格", "技术"), "");

        let item = |name: &str, x, y| (name.to_owned(), x, y);
        check(of_matrix(&[item("新规", -2, 5), item("新客", 1, 3)], "影响", "可能性"), "2 项，分量最重的是“新规”（影响 -2，可能性 5）");
        check(of_matrix(&[item("甲", 2, 5), item("乙", 2, 5), item("丙", 1, 1)], "影响", "可能性"), "3 项，其中 2 项同居最重（影响 2，可能性 5）");
        check(of_matrix(&[item("甲", 2, 3), item("乙", 3, 2)], "影响", "可能性"), "");
        check(of_matrix(&[], "影响", "可能性"), "");

        let node = |number: u64, above: Option<u64>| (Id::from_number(number), above.map(Id::from_number), format!("第 {number}"));
        check(of_tree(&[node(1, None), node(2, Some(1)), node(3, Some(2))]), "3 项，3 层，由“第 1”展开");
        check(of_tree(&[node(1, None), node(2, None), node(3, Some(9))]), "3 项，1 层，3 个顶层");
        check(of_tree(&[node(1, Some(2)), node(2, Some(1))]), "");
        check(of_tree(&[]), "");

        let stage = |label: &str, count| FunnelStage { label: label.to_owned(), count, value: None };
        check(of_funnel(&[stage("线索", 40.0), stage("商机", 10.0), stage("成交", 8.0)]), "从“线索”到“商机”少得最多：少 30 个（40 个剩 10 个，25%）");
        // By how many are lost, not by the rate; of few cases no rate is told.
        check(
            of_funnel(&[stage("了解", 12.0), stage("比较", 8.0), stage("谈判", 5.0), stage("确定", 3.0)]),
            "从“了解”到“比较”少得最多：少 4 个（12 个剩 8 个）",
        );
        check(of_funnel(&[stage("线索", 4.0), stage("商机", 4.0)]), "");

        let day = |text: &str| text.parse::<Date>().expect("a date");
        let stretches = [(Some(day("2026-01-01")), Some(day("2026-06-30"))), (Some(day("2026-08-01")), None)];
        check(of_schedule(&stretches, day("2026-03-01")), "2 项，今天有 1 项在进行");
        check(of_plan(0, 0), "");
        check(of_cells(&[("负责".to_owned(), 2), ("批准".to_owned(), 0)], 2, 6), "6 格里填了 2 格：“负责”2 格");
        check(of_cells(&[], 0, 0), "");
    }

    #[test]
    fn a_ranking_says_how_many_of_all_and_the_furthest_of_them() {
        let file = |code: &str, pillar: &str| format!("{}/../../public/content/{pillar}/{code}.json", env!("CARGO_MANIFEST_DIR"));
        let texts = |code: &str, pillar: &str| -> serde_json::Value {
            serde_json::from_str(&std::fs::read_to_string(file(code, pillar)).expect("a file")).expect("texts")
        };
        for code in ["zh-CN", "en"] {
            for (pillar, view) in [
                ("04-information", "need_freshness"),
                ("05-performance", "indicator_board"),
                ("06-people", "gap_ranking"),
                ("08-channels", "attainment"),
            ] {
                let labels = texts(code, pillar)["labels"].clone();
                let said = labels[format!("told.{view}")].as_str().unwrap_or_default().to_owned();
                for name in ["{of}", "{n}", "{name}", "{value}"] {
                    assert!(said.contains(name), "{code} {view} {name}: {said}");
                }
                assert!(labels[format!("told.{view}.none")].as_str().is_some_and(|said| said.contains("{of}")), "{code} {view}");
            }
        }
    }

    #[test]
    fn stacks_are_compared_by_their_wholes() {
        assert_eq!(outstanding(&[wholes(&[line(&[1.0, 4.0]), line(&[6.0, 1.0])])], false), [(0, 0, 7.0)]);
    }
}
