//! Views drawn by the chart kit: maps, trees, plans, calendars, charts, funnels.

use flow::{ChartKind, DayState, Parameter, Picture, SeriesData, Stretch, number_of};
use leptos::prelude::*;
use model::{Decimal, Key};
use ui::lang::t;
use ui::{
    Area, Bar, BarMode, Calendar, CalendarEntry, CalendarState, Funnel, FunnelStage, Gantt, GanttRow, Line, Matrix, MatrixItem, Radar, Scatter,
    ScatterPoint, Series, Tone, TreeChart, TreeLayout, TreeNode, ValueFormat,
};

use super::{Frame, drawn, format_of, href_of, label_text, lines_of, nothing_yet, title_of, value_text};
use crate::labels::{choice_label, field_label, kind_many};
use crate::session::parameter_text;

/// Draws the views that are pictures.
pub(crate) fn chart(frame: &Frame, picture: &Picture) -> AnyView {
    let session = &frame.session;
    let title = frame.title.clone();
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
            view! { <Scatter title=title points=Signal::stored(marks) x_label=label_text(x) y_label=label_text(y) size_label=size_label x_format=x_format y_format=y_format test_id=test_id /> }.into_any()
        }
        Picture::Matrix { kind, x, y, items } => matrix(frame, kind, x, y, items),
        Picture::Tree { kind, nodes, .. } if nodes.is_empty() => nothing_yet(kind),
        Picture::Tree { lines, nodes, .. } => {
            let nodes: Vec<TreeNode> = nodes
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
            view! { <TreeChart title=title nodes=Signal::stored(nodes) layout=TreeLayout::Down test_id=test_id /> }.into_any()
        }
        Picture::Gantt { kind, bars, .. } if bars.is_empty() => nothing_yet(kind),
        Picture::Gantt { today, bars, .. } => {
            let rows: Vec<GanttRow> = bars.iter().map(|bar| gantt_row(frame, bar, *today)).collect();
            view! { <Gantt title=title rows=Signal::stored(rows) today=today.to_string() test_id=test_id /> }.into_any()
        }
        Picture::Calendar { kind, entries, .. } if entries.is_empty() => nothing_yet(kind),
        Picture::Calendar { today, lines, entries, .. } => {
            let entries: Vec<CalendarEntry> = entries
                .iter()
                .map(|(card, day, state)| CalendarEntry {
                    id: card.id.to_string(),
                    title: title_of(card),
                    date: day.to_string(),
                    state: match state {
                        DayState::Overdue => CalendarState::Overdue,
                        DayState::Done => CalendarState::Done,
                        DayState::Planned => CalendarState::Planned,
                    },
                    href: Some(href_of(session, card)),
                    note: lines_of(lines, card).join(&t("ui.format.list_separator")),
                })
                .collect();
            view! { <Calendar title=title entries=Signal::stored(entries) today=today.to_string() test_id=test_id /> }.into_any()
        }
        Picture::Chart { chart, x, categories, series, unit } => {
            let names: Vec<String> = categories.iter().map(|category| value_text(Some(category))).collect();
            let lines: Vec<Series> = series.iter().map(series_of).collect();
            charted(*chart, title, label_text(x), names, lines, format_of(session, unit.as_ref()), test_id)
        }
        Picture::Funnel { kind, stages, .. } if stages.iter().all(|(_, count, _)| *count == 0) => nothing_yet(kind),
        Picture::Funnel { kind, stage, stages } => {
            let amount = stages.iter().find_map(|(.., amount)| amount.clone());
            let stages: Vec<FunnelStage> = stages
                .iter()
                .map(|(code, count, amount)| FunnelStage {
                    label: choice_label(kind, stage, code),
                    count: *count as f64,
                    value: drawn(amount.as_ref().and_then(number_of)),
                })
                .collect();
            view! { <Funnel title=title stages=Signal::stored(stages) format=format_of(session, amount.as_ref()) test_id=test_id /> }.into_any()
        }
        _ => ().into_any(),
    }
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

fn charted(chart: ChartKind, title: String, x: String, names: Vec<String>, lines: Vec<Series>, format: ValueFormat, test_id: String) -> AnyView {
    let largest = lines.iter().flat_map(|line| line.values.iter().flatten().copied()).fold(0.0, f64::max);
    let (categories, series) = (Signal::stored(names), Signal::stored(lines));
    match chart {
        ChartKind::Bar => view! { <Bar title=title unit=x categories=categories series=series format=format test_id=test_id /> }.into_any(),
        ChartKind::Stacked => {
            view! { <Bar title=title unit=x categories=categories series=series mode=BarMode::Stacked format=format test_id=test_id /> }.into_any()
        }
        ChartKind::Line | ChartKind::Scatter => {
            view! { <Line title=title unit=x categories=categories series=series format=format test_id=test_id /> }.into_any()
        }
        ChartKind::Area => view! { <Area title=title unit=x categories=categories series=series format=format test_id=test_id /> }.into_any(),
        ChartKind::Radar => {
            view! { <Radar title=title axes=categories series=series max=largest.max(1.0) format=format test_id=test_id /> }.into_any()
        }
    }
}

fn matrix(frame: &Frame, kind: &Key, x: &Key, y: &Key, items: &[(flow::Card, i64, i64)]) -> AnyView {
    let session = &frame.session;
    let range = |name: &Key| {
        let field = session.kind(kind).and_then(|kind| kind.field(name));
        field.map_or((1, 5), |field| (field.min.unwrap_or(1.0) as i64, field.max.unwrap_or(5.0) as i64))
    };
    if items.is_empty() {
        return nothing_yet(kind);
    }
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
    view! {
        <Matrix
            title=frame.title.clone()
            unit=kind_many(kind)
            x_label=field_label(kind, x)
            y_label=field_label(kind, y)
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
