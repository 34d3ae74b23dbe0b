//! Views drawn by the chart kit: maps, trees, plans, calendars, charts, funnels.

use flow::{ChartKind, DayState, Parameter, Picture, SeriesData, Stretch, number_of};
use leptos::prelude::*;
use model::{Decimal, Key, ValueType};
use ui::lang::{t, t_with};
use ui::{
    Area, Bar, BarMode, Bounds, Calendar, CalendarEntry, CalendarState, ChartTitle, Funnel, FunnelStage, Gantt, GanttRow, Line, Matrix, MatrixItem,
    Radar, Scatter, ScatterPoint, Series, Tone, TreeChart, TreeLayout, TreeNode, ValueFormat,
};

use super::message;
use super::tables::{ems, groups as grouped};
use super::{Frame, drawn, format_of, href_of, label_text, lines_of, title_of, value_text};
use crate::labels::{choice_label, field_label};
use crate::session::{Session, parameter_text};
use crate::table::first_rows;

/// Draws the views that are pictures.
pub(crate) fn chart(frame: &Frame, picture: &Picture) -> AnyView {
    let session = &frame.session;
    let Frame { title, unit, period, source, .. } = frame.clone();
    let test_id = format!("chart-{}", frame.id);
    match picture {
        Picture::Map { x, y, size, points } => {
            let first = |of: fn(&flow::MapPoint) -> Option<Parameter>| points.first().and_then(of);
            let (x_format, y_format) = (
                format_of(session, first(|point| Some(point.1.clone())).as_ref()),
                format_of(session, first(|point| Some(point.2.clone())).as_ref()),
            );
            let mut tones: Vec<String> = Vec::new();
            let marks: Vec<ScatterPoint> = points
                .iter()
                .map(|(card, x, y, size, tone)| {
                    let tone = tone.as_ref().map(|tone| parameter_text(tone, &[])).unwrap_or_default();
                    if !tones.contains(&tone) {
                        tones.push(tone.clone());
                    }
                    let place = tones.iter().position(|known| *known == tone).unwrap_or(0);
                    ScatterPoint {
                        title: title_of(card),
                        x: number_of(x).map_or(0.0, Decimal::to_f64),
                        y: number_of(y).map_or(0.0, Decimal::to_f64),
                        size: drawn(size.as_ref().and_then(number_of)),
                        tone: TONES[place % TONES.len()],
                        href: Some(href_of(session, card)),
                    }
                })
                .collect();
            let size_label = size.as_ref().map(label_text).unwrap_or_default();
            // A yes or no says nothing without its question; there the filled point is the one it holds for.
            let told = tones.len() > 1 && tones.iter().all(|tone| !tone.is_empty() && *tone != t("ui.yes") && *tone != t("ui.no"));
            let meanings: Vec<(Tone, String)> =
                if told { tones.into_iter().enumerate().map(|(place, word)| (TONES[place % TONES.len()], word)).collect() } else { Vec::new() };
            let bounds = [x, y].map(|label| bounds_of(session, label));
            let (x, y) = (label_text(x), label_text(y));
            let title = ChartTitle::new(title, message::of_map(points, &x, &y));
            view! { <Scatter bounds tones=Signal::stored(meanings) title unit period source points=Signal::stored(marks) x_label=x y_label=y size_label=size_label x_format=x_format y_format=y_format test_id=test_id /> }.into_any()
        }
        Picture::Matrix { kind, x, y, items } => matrix(frame, kind, x, y, items),
        Picture::Tree { lines, nodes, .. } => {
            let marks: Vec<TreeNode> = nodes
                .iter()
                .map(|(card, above)| TreeNode {
                    id: card.id.to_string(),
                    parent: above.map(|id| id.to_string()),
                    title: title_of(card),
                    lines: lines_of(lines, card),
                    tone: if above.is_none() { Tone::Primary } else { Tone::Neutral },
                    href: href_of(session, card),
                })
                .collect();
            let named: Vec<_> = nodes.iter().map(|(card, above)| (card.id, *above, title_of(card))).collect();
            let title = ChartTitle::new(title, message::of_tree(&named));
            view! { <TreeChart title unit period source nodes=Signal::stored(marks) layout=TreeLayout::Down test_id=test_id /> }.into_any()
        }
        Picture::Gantt { today, bars, .. } => {
            let rows: Vec<GanttRow> = bars.iter().map(|bar| gantt_row(frame, bar, *today)).collect();
            let late = rows.iter().filter(|row| row.tone == Tone::Danger).count();
            // Without progress nobody can say what is late.
            let said = match bars.iter().any(|bar| bar.progress.is_some()) {
                true => message::of_plan(rows.len(), late),
                false => message::of_schedule(&bars.iter().map(|bar| (bar.start, bar.end)).collect::<Vec<_>>(), *today),
            };
            let title = ChartTitle::new(title, said);
            view! { <Gantt title unit period source rows=Signal::stored(rows) today=today.to_string() test_id=test_id /> }.into_any()
        }
        Picture::Calendar { kind, lines, entries, .. } if frame.printed && (months_of(entries) > 2 || has_long_note(lines, entries)) => {
            days(frame, kind, lines, entries.iter().collect())
        }
        Picture::Calendar { kind, today, lines, entries } => {
            // A calendar of many months shows those around today; the others can be unfolded.
            let now = model::Month::of(*today);
            let near = |(_, day, state): &&(flow::Card, model::Date, DayState)| {
                *state == DayState::Overdue || (now.plus(-1)..=now.plus(2)).contains(&model::Month::of(*day))
            };
            let all: Vec<_> = entries.iter().collect();
            let late = all.iter().filter(|(.., state)| *state == DayState::Overdue).count();
            let title = ChartTitle::new(title, message::of_plan(all.len(), late));
            let beside = all.iter().filter(|entry| near(entry)).count();
            let folds = months_of(entries) > MONTHS && first_rows(all.len(), beside) < all.len();
            let (shown, others): (Vec<_>, Vec<_>) = if folds { all.into_iter().partition(near) } else { (all, Vec::new()) };
            if shown.is_empty() {
                return days(frame, kind, lines, others);
            }
            let entry = |(card, day, state): &(flow::Card, model::Date, DayState)| CalendarEntry {
                id: card.id.to_string(),
                title: title_of(card),
                date: day.to_string(),
                state: match state {
                    DayState::Overdue => CalendarState::Overdue,
                    DayState::Done => CalendarState::Done,
                    DayState::Missed => CalendarState::Missed,
                    DayState::Planned => CalendarState::Planned,
                },
                href: Some(href_of(session, card)),
                note: lines_of(lines, card).join(&t("ui.format.list_separator")),
            };
            let further: Vec<CalendarEntry> = others.iter().copied().map(entry).collect();
            let entries: Vec<CalendarEntry> = shown.into_iter().map(entry).collect();
            let count = others.len().to_string();
            let unfolded = (!others.is_empty()).then(|| {
                let rest = days(frame, kind, lines, others);
                view! { <details class="calendar-rest"><summary>{t_with("ui.table.more", &[("n", &count)])}</summary>{rest}</details> }
            });
            view! {
                <Calendar title unit period source entries=Signal::stored(entries) further=further today=today.to_string() test_id=test_id />
                {unfolded}
            }
            .into_any()
        }
        Picture::Chart { chart, categories, series, unit: sample, .. } => {
            let names: Vec<String> = categories.iter().map(|category| value_text(Some(category))).collect();
            let lines: Vec<Series> = series.iter().map(series_of).collect();
            // Marks are drawn on their whole scale, so that one radar compares with another.
            let labels = series.iter().filter_map(|one| one.name.as_ref().ok());
            let highest = labels.filter_map(|label| bounds_of(session, label)).map(|(_, high)| high).fold(0.0, f64::max);
            // Of plain numbers the unit of what measures them.
            let unit = match sample {
                Some(Parameter::Quantity(_, unit)) if frame.unit.is_empty() => value_text(Some(unit)),
                _ => frame.unit.clone(),
            };
            let frame = Frame { unit, ..frame.clone() };
            charted(&frame, *chart, (names, places_of(categories)), lines, highest, format_of(session, sample.as_ref()))
        }
        Picture::Funnel { kind, stage, stages } => {
            let stages: Vec<FunnelStage> = stages
                .iter()
                .map(|(code, count)| FunnelStage { label: choice_label(kind, stage, code), count: *count as f64, value: None })
                .collect();
            let title = ChartTitle::new(title, message::of_funnel(&stages));
            view! { <Funnel title unit period source stages=Signal::stored(stages) test_id=test_id /> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// The first and last mark of the scale that a label names; nothing for what is no mark.
fn bounds_of(session: &Session, label: &flow::Label) -> Bounds {
    label.iter().find_map(|key| {
        let (kind, name) = key.strip_prefix("field.")?.split_once('.')?;
        let field = session.kind(kind)?.field(name).filter(|field| field.value == ValueType::Score)?;
        Some((field.min?, field.max?))
    })
}

/// Longer notes would be cut beside the months of a calendar on paper.
const NOTE: f64 = 28.0;

/// More months than this are too long for one look.
const MONTHS: usize = 4;

/// How many months have an entry.
fn months_of(entries: &[(flow::Card, model::Date, DayState)]) -> usize {
    entries.iter().map(|(_, day, _)| model::Month::of(*day)).collect::<std::collections::BTreeSet<_>>().len()
}

fn has_long_note(lines: &[flow::Label], entries: &[(flow::Card, model::Date, DayState)]) -> bool {
    entries.iter().any(|(card, ..)| ems(&lines_of(lines, card).concat()) > NOTE)
}

/// Days one below the other, by month.
fn days(frame: &Frame, kind: &Key, lines: &[flow::Label], mut sorted: Vec<&(flow::Card, model::Date, DayState)>) -> AnyView {
    sorted.sort_by_key(|(_, day, _)| *day);
    // Where the record tells its state itself, only what is overdue is added to it.
    let told = lines.iter().position(|label| label.iter().any(|key| key.ends_with(".status")));
    let mut months: Vec<(String, Vec<flow::Card>)> = Vec::new();
    for (card, day, when) in sorted {
        let month = value_text(Some(&Parameter::Month(model::Month::of(*day))));
        let state = match when {
            DayState::Overdue => t("ui.chart.overdue"),
            DayState::Done => t("ui.chart.done"),
            DayState::Missed => t("ui.chart.missed"),
            DayState::Planned => t("ui.chart.planned"),
        };
        let mut card = card.clone();
        let state = Parameter::Text(state);
        match told.and_then(|at| card.values.get_mut(at)) {
            Some(own) if *when == DayState::Overdue => *own = Some(Parameter::Name(own.take().into_iter().chain([state]).collect())),
            Some(_) => {}
            None => card.values.insert(0, Some(state)),
        }
        card.values.insert(0, Some(Parameter::Date(*day)));
        match months.last_mut().filter(|(name, _)| *name == month) {
            Some((_, cards)) => cards.push(card),
            None => months.push((month, vec![card])),
        }
    }
    let state = told.is_none().then(|| vec!["ui.chart.state".to_owned()]);
    let labels: Vec<flow::Label> = [vec!["ui.chart.date".to_owned()]].into_iter().chain(state).chain(lines.iter().cloned()).collect();
    let groups: Vec<(String, &[flow::Card])> = months.iter().map(|(name, cards)| (name.clone(), cards.as_slice())).collect();
    grouped(frame, kind, &labels, &groups)
}

/// Colours of groups, in the order in which they are met.
const TONES: [Tone; 5] = [Tone::Primary, Tone::Warning, Tone::Success, Tone::Info, Tone::Neutral];

fn series_of(data: &SeriesData) -> Series {
    let name = match &data.name {
        Ok(label) => label_text(label),
        Err(value) => value_text(Some(value)),
    };
    Series::new(name, data.values.iter().map(|value| drawn(*value)).collect())
}

/// So many series can be told apart by their colour and stripes; of more the values are the categories.
const STYLES: usize = 5;

/// A radar compares its series along three or more axes; where the values are the axes, the things compared are the series.
fn along_values(names: Vec<String>, lines: Vec<Series>) -> (Vec<String>, Vec<Series>) {
    if lines.len() < 3 || names.len() > 5 {
        return (names, lines);
    }
    let axes = lines.iter().map(|line| message::without_scale(&line.name)).collect();
    let turned = names
        .into_iter()
        .enumerate()
        .map(|(index, name)| Series::new(name, lines.iter().map(|line| line.values.get(index).copied().flatten()).collect()));
    (axes, turned.collect())
}

/// Where days and months stand on their axis; none for other categories, which stand side by side.
fn places_of(categories: &[Parameter]) -> Vec<f64> {
    let place = |category: &Parameter| match category {
        Parameter::Date(day) => Some(model::day_number(*day) as f64),
        Parameter::Month(month) => Some(f64::from(month.year) * 12.0 + f64::from(month.month)),
        _ => None,
    };
    categories.iter().map(place).collect::<Option<_>>().unwrap_or_default()
}

fn charted(
    frame: &Frame,
    chart: ChartKind,
    (names, places): (Vec<String>, Vec<f64>),
    lines: Vec<Series>,
    highest: f64,
    format: ValueFormat,
) -> AnyView {
    let Frame { title, unit, period, source, .. } = frame.clone();
    let test_id = format!("chart-{}", frame.id);
    let is_turned = chart == ChartKind::Radar || (chart == ChartKind::Bar && lines.len() > STYLES);
    let (names, lines) = if is_turned { along_values(names, lines) } else { (names, lines) };
    let title = ChartTitle::new(title, message::of_series(chart, &names, &lines, &format));
    let largest = lines.iter().flat_map(|line| line.values.iter().flatten().copied()).fold(highest, f64::max);
    let (categories, series) = (Signal::stored(names), Signal::stored(lines));
    match chart {
        ChartKind::Bar => view! { <Bar title unit period source categories=categories series=series format=format test_id=test_id /> }.into_any(),
        ChartKind::Stacked => {
            view! { <Bar title unit period source categories=categories series=series mode=BarMode::Stacked format=format test_id=test_id /> }
                .into_any()
        }
        ChartKind::Line | ChartKind::Scatter => {
            view! { <Line title unit period source categories=categories series=series places=places format=format test_id=test_id /> }.into_any()
        }
        ChartKind::Area => view! { <Area title unit period source categories=categories series=series format=format test_id=test_id /> }.into_any(),
        ChartKind::Radar => {
            view! { <Radar title unit period source axes=categories series=series max=largest.max(1.0) format=format test_id=test_id /> }.into_any()
        }
    }
}

fn matrix(frame: &Frame, kind: &Key, x: &Key, y: &Key, items: &[(flow::Card, i64, i64)]) -> AnyView {
    let session = &frame.session;
    let range = |name: &Key| {
        let field = session.kind(kind).and_then(|kind| kind.field(name));
        field.map_or((1, 5), |field| (field.min.unwrap_or(1.0) as i64, field.max.unwrap_or(5.0) as i64))
    };
    let ((x_low, x_high), (y_low, y_high)) = (range(x), range(y));
    let marks: Vec<MatrixItem> = items
        .iter()
        .map(|(card, x, y)| MatrixItem {
            column: (x - x_low).max(0) as usize,
            row: (y_high - y).max(0) as usize,
            label: title_of(card),
            tone: Tone::Primary,
            href: href_of(session, card),
        })
        .collect();
    let columns: Vec<String> = (x_low..=x_high).map(|mark| mark.to_string()).collect();
    let rows: Vec<String> = (y_low..=y_high).rev().map(|mark| mark.to_string()).collect();
    let (x_label, y_label) = (field_label(kind, x), field_label(kind, y));
    let named: Vec<_> = items.iter().map(|(card, x, y)| (title_of(card), *x, *y)).collect();
    let title = ChartTitle::new(frame.title.clone(), message::of_matrix(&named, &x_label, &y_label));
    view! {
        <Matrix
            title=title
            unit=frame.unit.clone()
            period=frame.period.clone()
            source=frame.source.clone()
            x_label=x_label
            y_label=y_label
            columns=Signal::stored(columns)
            rows=Signal::stored(rows)
            items=Signal::stored(marks)
            test_id=format!("chart-{}", frame.id)
        />
    }
    .into_any()
}

fn gantt_row(frame: &Frame, bar: &Stretch, today: model::Date) -> GanttRow {
    let done = bar.progress.is_some_and(|progress| progress >= Decimal::ONE);
    // Without progress nobody can say that something past is late.
    let late = bar.progress.is_some_and(|progress| progress < Decimal::ONE) && bar.end.is_some_and(|end| end < today);
    GanttRow {
        id: bar.card.id.to_string(),
        title: title_of(&bar.card),
        group: bar.group.as_ref().map(|group| value_text(Some(group))),
        start: bar.start.map(|day| day.to_string()),
        end: bar.end.map(|day| day.to_string()),
        progress: drawn(bar.progress),
        tone: match (done, late) {
            (true, _) => Tone::Success,
            (_, true) => Tone::Danger,
            _ => Tone::Primary,
        },
        href: Some(href_of(&frame.session, &bar.card)),
    }
}
