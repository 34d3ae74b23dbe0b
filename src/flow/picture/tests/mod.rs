use model::{Decimal, Id, Key, Record};

use super::*;
use crate::expression::{Evaluator, Expression, number_of, sum};
use crate::finding::Parameter;
use crate::world::{World, registry};

fn view(json: &str) -> View {
    serde_json::from_str::<ViewDef>(&format!("{{\"id\": \"v\", {json}}}")).unwrap_or_else(|fault| panic!("{json}: {fault}")).view
}

fn picture(json: &str) -> Picture {
    picture_of(&World::sample(), json)
}

fn picture_of(world: &World, json: &str) -> Picture {
    let rules = world.rules();
    let view = view(json);
    assert_eq!(view.fault(&registry(), &rules), None, "{json}");
    view.picture(&Evaluator::new(world.context(), &rules)).unwrap()
}

fn titles(cards: &[Card]) -> Vec<String> {
    cards.iter().map(|card| card.title.plain()).collect()
}

const TASKS: &str = r#""source": {"kind": "task"}"#;

#[test]
fn a_board_has_a_column_for_every_code() {
    let Picture::Board { columns, .. } = picture(&format!(r#""view": "board", {TASKS}, "group": "status", "card": ["owner"]"#)) else { panic!() };
    let found: Vec<_> = columns.iter().map(|(code, cards)| (code.as_str(), titles(cards).join(","))).collect();
    assert_eq!(found, [("open", "a".to_owned()), ("doing", "c".to_owned()), ("done", "b".to_owned())]);
}

#[test]
fn a_ranking_sorts_by_value_with_the_unknown_last() {
    let Picture::Ranking { rows, .. } = picture(&format!(r#""view": "ranking", {TASKS}, "value": "=test.double""#)) else { panic!() };
    assert_eq!(rows.iter().map(|(card, _)| card.title.plain()).collect::<Vec<_>>(), ["b", "a", "c"]);
}

#[test]
fn a_grid_finds_the_record_between_row_and_column() {
    let json = r#""view": "grid", "rows": {"kind": "task"}, "columns": {"kind": "person"},
        "cell": {"kind": "step", "row": "task", "column": "person", "value": "hours"}"#;
    let Picture::Grid { rows, columns, cells, .. } = picture(json) else { panic!() };
    assert_eq!((rows.len(), columns.len(), cells.len()), (3, 2, 3));
    assert_eq!(cells.get(&(Id::from_number(11), Id::from_number(2).to_string())), Some(&Id::from_number(22)));
}

#[test]
fn totals_add_up_in_both_directions() {
    let json = r#""view": "totals", "source": {"kind": "step"}, "rows": "task", "columns": "person", "value": "hours""#;
    let Picture::Totals { rows, columns, cells, row_sums, column_sums, total, .. } = picture(json) else { panic!() };
    let number = |value: &Parameter| number_of(value).unwrap();
    assert_eq!((rows.len(), columns.len(), cells.len()), (2, 2, 2));
    assert_eq!(row_sums.iter().map(number).sum::<Decimal>(), number(&total));
    assert_eq!(column_sums.iter().map(number).sum::<Decimal>(), Decimal::from_int(6));
    let Picture::Totals { columns, row_sums, .. } = picture(&format!(r#""view": "totals", {TASKS}, "rows": "status""#)) else { panic!() };
    assert!(columns.is_empty());
    assert_eq!(row_sums, [1, 1, 1].map(Parameter::Count));
}

#[test]
fn a_sum_leads_to_just_its_records() {
    let json = r#""view": "totals", "source": {"kind": "step"}, "rows": "task", "columns": "person", "value": "hours""#;
    let Picture::Totals { rows, columns, cells, row_sums, column_sums, total, .. } = picture(json) else { panic!() };
    let (world, view) = (World::sample(), view(json));
    let rules = world.rules();
    let evaluator = Evaluator::new(world.context(), &rules);
    let hours = Expression::try_from("hours".to_owned()).unwrap();
    let summed = |row: &str, column: &str| {
        let found = view.summed(&evaluator, row, column).unwrap();
        (found.records.len(), sum(found.records.iter().filter_map(|record| evaluator.value(&hours, record))))
    };
    for (row, (cells, row_sum)) in rows.iter().zip(cells.iter().zip(&row_sums)) {
        assert_eq!(summed(&group_key(row), "").1, *row_sum);
        for (column, cell) in columns.iter().zip(cells) {
            let (count, amount) = summed(&group_key(row), &group_key(column));
            assert_eq!((count > 0).then_some(amount), *cell);
        }
    }
    for (column, column_sum) in columns.iter().zip(&column_sums) {
        assert_eq!(summed("", &group_key(column)).1, *column_sum);
    }
    assert_eq!(summed("", "").1, total);
    assert_eq!(summed("nobody", "").0, 0);
}

#[test]
fn time_pictures_know_what_is_late() {
    let Picture::Calendar { entries, .. } = picture(&format!(r#""view": "calendar", {TASKS}, "date": "due", "done": ["status=done"]"#)) else {
        panic!()
    };
    assert_eq!(entries.iter().map(|(_, _, state)| *state).collect::<Vec<_>>(), [DayState::Overdue, DayState::Done]);
    // What did not take place is neither done nor late.
    let json = format!(r#""view": "calendar", {TASKS}, "date": "due", "done": ["status=doing"], "missed": ["status=done"]"#);
    let Picture::Calendar { entries, .. } = picture(&json) else { panic!() };
    assert_eq!(entries.iter().map(|(_, _, state)| *state).collect::<Vec<_>>(), [DayState::Overdue, DayState::Missed]);
    let Picture::Gantt { bars, .. } = picture(&format!(r#""view": "gantt", {TASKS}, "start": "start", "end": "due", "group": "owner""#)) else {
        panic!()
    };
    assert_eq!(bars.iter().filter(|bar| bar.start.is_some()).count(), 2);
    assert!(bars.iter().all(|bar| bar.progress.is_none()), "nobody told how far they are");
    // A mistyped year is not drawn: it would press the others into a line.
    let mut world = World::sample();
    let mut task = world.records.of_kind("task").next().map(|task| Record::clone(task)).unwrap();
    task.fields.insert(Key::new("start"), "0006-05-01".into());
    world.records.insert(task);
    let json = format!(r#""view": "gantt", {TASKS}, "start": "start", "end": "due""#);
    let Picture::Gantt { bars, .. } = picture_of(&world, &json) else { panic!() };
    assert_eq!(bars.iter().filter(|bar| bar.start.is_some()).count(), 1);
    // Where the records say when they are done, the others are open, also those of which nobody told how far they are.
    let json = format!(r#""view": "gantt", {TASKS}, "start": "start", "end": "due", "done": ["status=done"]"#);
    let Picture::Gantt { bars, .. } = picture(&json) else { panic!() };
    let found: Vec<_> = bars.iter().map(|bar| (bar.card.title.plain(), bar.progress)).collect();
    let told = |name: &str, progress| (name.to_owned(), Some(progress));
    assert_eq!(found, [told("a", Decimal::ZERO), told("b", Decimal::ONE), told("c", Decimal::ZERO)]);
    assert!(view(&json.replace("status=done", "nothing=done")).fault(&registry(), &World::sample().rules()).is_some());
}

#[test]
fn trees_funnels_figures_and_charts() {
    let Picture::Tree { nodes, .. } = picture(&format!(r#""view": "tree", {TASKS}, "parent": "parent""#)) else { panic!() };
    assert_eq!(nodes.iter().filter(|(_, above)| above.is_some()).count(), 1);
    let Picture::Funnel { stages, .. } = picture(&format!(r#""view": "funnel", {TASKS}, "stage": "status""#)) else { panic!() };
    assert_eq!(stages[0], ("open".to_owned(), 1));
    let json = r#""view": "figures", "figures": [{"id": "n", "source": {"kind": "task"}}, {"id": "s", "source": {"kind": "task"}, "of": ["owner"]},
        {"id": "m", "source": {"kind": "step"}, "mean": "hours"}, {"id": "f", "named": "test.answer"}]"#;
    let Picture::Figures(figures) = picture(json) else { panic!() };
    let expected =
        [Parameter::Count(3), Parameter::Ratio(Decimal::from_millionths(666_667)), Parameter::Number(Decimal::from_int(2)), Parameter::Count(42)];
    assert_eq!(figures.into_iter().map(|(_, value)| value.unwrap()).collect::<Vec<_>>(), expected);
    let json = r#""view": "chart", "chart": "bar", "source": {"kind": "step"}, "x": "task", "values": ["hours"], "series": "person""#;
    let Picture::Chart { categories, series, .. } = picture(json) else { panic!() };
    assert_eq!((categories.len(), series.len()), (2, 2));
    assert_eq!(series[1].values, [Some(Decimal::from_int(3)), Some(Decimal::from_int(1))]);
}

#[test]
fn a_chain_leaves_a_step_empty_where_nothing_follows() {
    let Picture::Chain { steps, rows, .. } = picture(&format!(r#""view": "chain", {TASKS}, "steps": ["owner", "status"]"#)) else { panic!() };
    assert_eq!(steps.len(), 2);
    assert_eq!(rows.iter().map(|row| row.values[0].is_some()).collect::<Vec<_>>(), [true, true, false]);
}

#[test]
fn a_view_says_what_is_wrong_with_it() {
    let (registry, world) = (registry(), World::sample());
    let rules = world.rules();
    for json in [
        r#""view": "board", "source": {"kind": "task"}, "group": "owner""#,
        r#""view": "matrix", "source": {"kind": "task"}, "x": "effort", "y": "cost""#,
        r#""view": "list", "source": {"kind": "tsk"}"#,
        r#""view": "list", "source": {"kind": "task", "sort": "-ownr"}"#,
        r#""view": "figures", "figures": [{"id": "n"}]"#,
        r#""view": "grid", "rows": {"kind": "task"}, "columns": {"kind": "person"}, "cell": {"kind": "step", "row": "person", "column": "person", "value": "hours"}"#,
    ] {
        assert!(view(json).fault(&registry, &rules).is_some(), "{json}");
    }
    assert!(serde_json::from_str::<ViewDef>(r#"{"id": "v", "view": "bord", "source": {"kind": "task"}}"#).is_err());
    assert!(serde_json::from_str::<ViewDef>(r#"{"id": "v", "view": "list"}"#).is_err());
    // What the stages hold today is no funnel: nothing went from one to the next.
    assert!(
        serde_json::from_str::<ViewDef>(r#"{"id": "v", "view": "funnel", "source": {"kind": "task"}, "stage": "status", "value": "cost"}"#).is_err()
    );
}

/// Where the numbers of a picture of the sample come from.
fn origin(json: &str) -> Origin {
    let world = World::sample();
    let rules = world.rules();
    let view = serde_json::from_str::<ViewDef>(&format!("{{\"id\": \"v\", {json}}}")).unwrap();
    assert_eq!(view.fault(&registry(), &rules), None, "{json}");
    let evaluator = Evaluator::new(world.context(), &rules);
    let picture = view.view.picture(&evaluator).unwrap();
    view.origin(&evaluator, &picture)
}

#[test]
fn a_picture_tells_its_unit_period_and_source() {
    let days = |from: &str, to: &str| Some(model::Span { from: from.parse().unwrap(), to: to.parse().unwrap() });
    let tasks = |count| vec![(Key::new("task"), count)];
    let check = |json: String, units: &[Unit], period: Option<model::Span>, sources: Vec<(Key, usize)>| {
        assert_eq!(origin(&json), Origin { units: units.to_vec(), period, sources }, "{json}");
    };
    // By its axis, by the day that content names, or as it stands today.
    let costs = r#""view": "chart", "chart": "bar", "source": {"kind": "task", "where": ["cost"]}, "values": ["cost"]"#;
    check(format!(r#"{costs}, "x": "due""#), &[Unit::Money], days("2026-06-01", "2026-07-15"), tasks(2));
    check(format!(r#"{costs}, "x": "title", "period": "start""#), &[Unit::Money], days("2026-05-01", "2026-08-01"), tasks(2));
    check(format!(r#"{costs}, "x": "title""#), &[Unit::Money], None, tasks(2));
    check(format!(r#""view": "totals", {TASKS}, "rows": "status""#), &[Unit::Count], None, tasks(3));
    check(format!(r#""view": "matrix", {TASKS}, "x": "effort", "y": "value""#), &[Unit::Marks(1, 5)], None, tasks(3));
    check(format!(r#""view": "funnel", {TASKS}, "stage": "status""#), &[Unit::Count], None, tasks(3));
    check(format!(r#""view": "gantt", {TASKS}, "start": "start", "end": "due""#), &[], days("2026-05-01", "2026-08-01"), tasks(3));
    check(
        r#""view": "chart", "chart": "bar", "source": {"kind": "step"}, "x": "name", "values": ["hours"]"#.to_owned(),
        &[],
        None,
        vec![(Key::new("step"), 3)],
    );
}

#[test]
fn an_empty_view_says_what_it_waits_for() {
    let check = |world: &World, json: &str, expected: Option<Missing>| {
        let rules = world.rules();
        let evaluator = Evaluator::new(world.context(), &rules);
        let view = view(json);
        assert!(view.picture(&evaluator).unwrap().is_empty(), "{json}");
        assert_eq!(view.missing(&evaluator), expected, "{json}");
    };
    let (bare, sample) = (World::empty(), World::sample());
    let grid = r#""view": "grid", "rows": {"kind": "task"}, "columns": {"kind": "person"}, "cell": {"kind": "step", "row": "task", "column": "person", "value": "hours"}"#;
    check(&bare, grid, Some(Missing::Records(vec![Key::new("task"), Key::new("person")])));
    check(&bare, &format!(r#""view": "list", {TASKS}"#), Some(Missing::Records(vec![Key::new("task")])));
    check(&sample, r#""view": "list", "source": {"kind": "task", "where": ["title=none"]}"#, Some(Missing::Matches(Key::new("task"))));
    let undated = r#""view": "calendar", "source": {"kind": "task", "where": ["!due"]}, "date": "due""#;
    check(&sample, undated, Some(Missing::Values(Key::new("task"), vec![vec!["column.due".to_owned(), "field.task.due".to_owned()]])));
}
