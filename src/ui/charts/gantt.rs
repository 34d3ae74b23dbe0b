//! Bars on a scale of time with groups, progress and today. On phones the names stand above their bars, so that they stay
//! in sight while the drawing is scrolled sideways.

use leptos::prelude::*;

use super::days::{day_number, month_index, month_name, month_start, month_text, to_date, weekday};
use super::frame::{ChartFrame, ChartTitle, TableTwin};
use super::scale::{ellipsis, every, text_width};
use super::shapes::{drawing, hatching, link_over};
use crate::controls::Tone;
use crate::dom::{element_by_id, soon, unique_id};
use crate::format;
use crate::lang::{Language, language, t, t_with};

/// A row of the plan.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GanttRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The heading it stands under.
    pub group: Option<String>,
    /// First day (ISO). With one day only, the row is a milestone.
    pub start: Option<String>,
    /// Last day (ISO).
    pub end: Option<String>,
    /// Share done, 0 to 1.
    pub progress: Option<f64>,
    /// Its colour; `tones` of the chart says what it means.
    pub tone: Tone,
    /// Where it leads.
    pub href: Option<String>,
}

/// The unit of the time scale.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum GanttScale {
    /// Up to eighteen weeks.
    #[default]
    Week,
    /// Up to three years.
    Month,
    /// Longer.
    Quarter,
}

/// A row as drawn.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GanttMark {
    /// Index of the row.
    pub row: usize,
    /// Upper edge and height of the row.
    pub band: (f64, f64),
    /// Left edge of the bar.
    pub x: f64,
    /// Upper edge of the bar.
    pub y: f64,
    /// Width of the bar.
    pub width: f64,
    /// Width of the part that is done.
    pub done: f64,
    /// One day only: drawn as a diamond around the middle of the bar.
    pub milestone: bool,
    /// Ended before today without being done.
    pub overdue: bool,
    /// The name, cut to the room for it.
    pub title: String,
    /// Where the name stands.
    pub title_at: (f64, f64),
}

/// Everything a plan draws.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GanttMarks {
    /// Width of the drawing; more than the frame's if it must be scrolled.
    pub width: f64,
    /// Height of the drawing.
    pub height: f64,
    /// Names stand above the bars.
    pub narrow: bool,
    /// The time area: left, top, right, bottom.
    pub plot: (f64, f64, f64, f64),
    /// The unit.
    pub scale: GanttScale,
    /// Where units begin, and their labels.
    pub units: Vec<(f64, String)>,
    /// Months or years above the units.
    pub heads: Vec<(f64, String)>,
    /// Headings of groups and their base lines.
    pub groups: Vec<(f64, String)>,
    /// The bars.
    pub bars: Vec<GanttMark>,
    /// Today, if it lies in the drawing.
    pub today: Option<f64>,
    /// Rows without dates.
    pub undated: Vec<usize>,
}

const HEAD: f64 = 44.0;
const BAR: f64 = 14.0;
const NARROW: f64 = 576.0;
/// Least width of a unit on a phone.
const TIGHT: f64 = 12.0;

/// First and last day of a row; the only one twice.
fn days_of(row: &GanttRow) -> Option<(i32, i32)> {
    let (start, end) = (row.start.as_deref().and_then(day_number), row.end.as_deref().and_then(day_number));
    let (start, end) = (start.or(end)?, end.or(start)?);
    Some((start.min(end), start.max(end)))
}

/// Whether a row ended before today without being done. Without progress, only the caller's danger tone says so.
pub fn gantt_overdue(row: &GanttRow, today: &str) -> bool {
    let open = row.progress.map_or(row.tone == Tone::Danger, |done| done < 1.0);
    matches!((days_of(row), day_number(today)), (Some((_, end)), Some(today)) if open && end < today)
}

/// The first day of the unit `ahead` units after the one a day lies in.
fn unit_start(day: i32, scale: GanttScale, ahead: i32) -> i32 {
    match scale {
        GanttScale::Week => day - weekday(day) + 7 * ahead,
        GanttScale::Month => month_start(month_index(day) + ahead),
        GanttScale::Quarter => month_start((month_index(day).div_euclid(3) + ahead) * 3),
    }
}

/// The label of a unit, and the one above it.
fn unit_labels(day: i32, scale: GanttScale, language: Language) -> (String, String) {
    let (year, month, date) = to_date(day);
    match scale {
        GanttScale::Week => (date.to_string(), month_text(month_index(day), language)),
        GanttScale::Month => (month_name(month_index(day), language), year.to_string()),
        GanttScale::Quarter => (format!("Q{}", (month - 1) / 3 + 1), year.to_string()),
    }
}

/// Works out the marks of a plan for a frame of a width.
pub fn gantt_marks(rows: &[GanttRow], today: &str, width: f64, language: Language) -> GanttMarks {
    let dated: Vec<(usize, i32, i32)> = rows.iter().enumerate().filter_map(|(index, row)| days_of(row).map(|(from, to)| (index, from, to))).collect();
    let mut out = GanttMarks { width, narrow: width < NARROW, ..GanttMarks::default() };
    out.undated = (0..rows.len()).filter(|index| !dated.iter().any(|(row, ..)| row == index)).collect();
    let (Some(mut low), Some(mut high)) = (dated.iter().map(|row| row.1).min(), dated.iter().map(|row| row.2).max()) else { return out };
    // Today belongs into the drawing if it is near.
    let now = day_number(today).filter(|now| (low - 31..=high + 31).contains(now));
    if let Some(now) = now {
        (low, high) = (low.min(now), high.max(now));
    }
    let (scale, least, label) = match high - low {
        ..=126 => (GanttScale::Week, 30.0, 16.0),
        127..=1_100 => (GanttScale::Month, 40.0, 32.0),
        _ => (GanttScale::Quarter, 40.0, 18.0),
    };
    let mut starts = vec![unit_start(low, scale, 0)];
    while let Some(last) = starts.last().copied()
        && last <= high
    {
        starts.push(unit_start(last, scale, 1));
    }
    let (first, end) = (starts[0], starts[starts.len() - 1]);
    let units = (starts.len() - 1) as f64;
    let longest = rows.iter().map(|row| text_width(&row.title, 14.0)).fold(0.0, f64::max);
    let left = if out.narrow { 0.0 } else { (longest + 24.0).clamp(120.0, (width * 0.36).clamp(120.0, 340.0)) };
    // On a phone the units grow tight before the plan is scrolled, which would take the names out of sight.
    let least = if out.narrow { TIGHT } else { least };
    // A typing error in a year must not make a drawing of a kilometre.
    let across = (width - left - 2.0).max((units * least).min(8_000.0));
    let at = |day: i32| left + f64::from(day - first) / f64::from(end - first) * across;
    let right = left + across;
    let skip = every(across / units, label - 4.0);
    let mut above = String::new();
    for (index, start) in starts[..starts.len() - 1].iter().enumerate() {
        let (unit, head) = unit_labels(*start, scale, language);
        if index % skip == 0 {
            out.units.push((at(*start), unit));
        }
        if head != above {
            // The name of a month of which only a piece is seen gives way to the next one.
            let touches = out.heads.last().is_some_and(|(x, text)| x + text_width(text, 12.0) + 8.0 > at(*start));
            if touches && out.heads.len() == 1 {
                out.heads.clear();
            }
            if !touches || out.heads.is_empty() {
                out.heads.push((at(*start), head.clone()));
            }
            above = head;
        }
    }
    // Rows without a group first, then the groups in the order of their first rows.
    let mut groups: Vec<Option<&str>> = vec![None];
    for (row, ..) in &dated {
        let group = rows[*row].group.as_deref().filter(|group| !group.is_empty());
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    let (mut y, band) = (HEAD + 4.0, if out.narrow { 46.0 } else { 34.0 });
    for group in groups {
        if let Some(name) = group {
            out.groups.push((y + 20.0, ellipsis(name, if out.narrow { width - 8.0 } else { width * 0.6 }, 12.0)));
            y += 28.0;
        }
        for (index, from, to) in dated.iter().filter(|(row, ..)| rows[*row].group.as_deref().filter(|name| !name.is_empty()) == group) {
            let row = &rows[*index];
            let milestone = from == to;
            let (x, length) = (at(*from), (at(to + 1) - at(*from)).max(6.0));
            let room = if out.narrow { width - 16.0 } else { left - 16.0 };
            let title = ellipsis(&row.title, room, 14.0);
            let title_at = if out.narrow { (x.min(right - text_width(&title, 14.0) - 6.0).max(2.0), y + 16.0) } else { (0.0, y + band / 2.0 + 5.0) };
            out.bars.push(GanttMark {
                row: *index,
                band: (y, band),
                x,
                y: if out.narrow { y + 23.0 } else { y + (band - BAR) / 2.0 },
                width: length,
                done: length * row.progress.unwrap_or(0.0).clamp(0.0, 1.0),
                milestone,
                overdue: gantt_overdue(row, today),
                title,
                title_at,
            });
            y += band;
        }
    }
    out.scale = scale;
    out.width = right + 2.0;
    out.plot = (left, HEAD, right, y + 2.0);
    out.height = y + 26.0;
    out.today = now.map(|now| at(now) + across / f64::from(end - first) / 2.0);
    out
}

/// A plan over time (Gantt chart). `today` is an ISO date. `tones` says in words what the colours mean.
#[component]
pub fn Gantt(
    #[prop(into)] title: ChartTitle,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] period: Signal<String>,
    #[prop(into, optional)] source: Signal<String>,
    #[prop(into)] rows: Signal<Vec<GanttRow>>,
    #[prop(into)] today: Signal<String>,
    #[prop(into, optional)] tones: Signal<Vec<(Tone, String)>>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let width = RwSignal::new(960.0);
    let title_id = unique_id("chart-title");
    let labelled = title_id.clone();
    let table = Signal::derive(move || gantt_table(&rows.get(), &today.get(), &tones.get()));
    let empty = Signal::derive(move || rows.with(Vec::is_empty));
    let listed = Signal::derive(move || rows.with(|rows| rows.iter().all(|row| days_of(row).is_none())));
    // Where the user scrolled to outlives the drawing, which is made anew with every change.
    let scrolled = StoredValue::new(None::<i32>);
    view! {
        <ChartFrame title unit period source table empty listed width title_id test_id>
            {draw(&rows.get(), &today.get(), &tones.get(), width.get(), labelled.clone(), scrolled)}
        </ChartFrame>
    }
}

/// What is written at a bar: progress, and lateness or the meaning of the colour.
fn note(row: &GanttRow, overdue: bool, tones: &[(Tone, String)], language: Language) -> String {
    let word = if overdue { Some(t("ui.chart.overdue")) } else { tones.iter().find(|(tone, _)| *tone == row.tone).map(|(_, word)| word.clone()) };
    row.progress.map(|done| format::ratio(done, 0, language)).into_iter().chain(word).collect::<Vec<_>>().join(" · ")
}

fn gantt_table(rows: &[GanttRow], today: &str, tones: &[(Tone, String)]) -> TableTwin {
    let language = language();
    let grouped = rows.iter().any(|row| row.group.is_some());
    let date = |iso: &Option<String>| format::date(iso.as_deref().unwrap_or_default(), language);
    let mut head = vec![t("ui.chart.entry"), t("ui.chart.start"), t("ui.chart.end"), t("ui.chart.progress")];
    head.extend(grouped.then(|| t("ui.chart.group")));
    let cells = |row: &GanttRow| {
        let note = note(row, gantt_overdue(row, today), tones, language);
        let note = if note.is_empty() { format::missing().to_owned() } else { note };
        let mut cells = vec![row.title.clone(), date(&row.start), date(&row.end), note];
        cells.extend(grouped.then(|| row.group.clone().unwrap_or_default()));
        cells
    };
    TableTwin { head, rows: rows.iter().map(cells).collect() }
}

fn draw(rows: &[GanttRow], today: &str, tones: &[(Tone, String)], width: f64, labelled: String, scrolled: StoredValue<Option<i32>>) -> AnyView {
    let marks = gantt_marks(rows, today, width, language());
    let undated = undated(rows, &marks.undated);
    if marks.bars.is_empty() {
        return undated;
    }
    let links = rows.iter().any(|row| row.href.is_some());
    let picture = drawing(labelled.clone(), links, (marks.width, marks.height), content(rows, today, tones, &marks));
    if marks.width <= width {
        return view! { <div class="chart-stack">{picture}{undated}</div> }.into_any();
    }
    let id = unique_id("gantt");
    let start = scrolled.try_get_value().flatten().unwrap_or_else(|| marks.today.map_or(0, |x| (x - width * 0.4).max(0.0) as i32));
    let scroller = id.clone();
    soon(move || {
        if let Some(element) = element_by_id(&scroller) {
            element.set_scroll_left(start);
        }
    });
    let remember = move |event: leptos::ev::Event| {
        scrolled.try_set_value(Some(event_target::<web_sys::Element>(&event).scroll_left()));
    };
    view! {
        <div class="chart-stack">
            <div class="grid-scroll chart-scroll chart-wide" id=id role="region" tabindex="0" aria-labelledby=labelled on:scroll=remember>
                {picture}
            </div>
            {undated}
        </div>
    }
    .into_any()
}

fn content(rows: &[GanttRow], today: &str, tones: &[(Tone, String)], marks: &GanttMarks) -> AnyView {
    let language = language();
    let (left, top, right, bottom) = marks.plot;
    let hatch = unique_id("hatch");
    let units = marks
        .units
        .iter()
        .map(|(x, label)| {
            view! {
                <g>
                    <line class={"chart-grid"} x1=*x x2=*x y1=top y2=bottom></line>
                    <text class={"chart-tick"} x=*x + 3.0 y={36.0}>{label.clone()}</text>
                </g>
            }
        })
        .collect_view();
    let heads = marks
        .heads
        .iter()
        .map(|(x, label)| {
            view! {
                <g>
                    <line class={"chart-grid"} x1=*x x2=*x y1={4.0} y2=top></line>
                    <text class={"gantt-head"} x=*x + 3.0 y={16.0}>{label.clone()}</text>
                </g>
            }
        })
        .collect_view();
    let groups = marks.groups.iter().map(|(y, name)| view! { <text class={"gantt-head"} x={0.0} y=*y>{name.clone()}</text> }).collect_view();
    let now = marks.today.map(|x| {
        let text = format!("{} {}", t("ui.chart.today"), format::date(today, language));
        let half = text_width(&text, 12.0) / 2.0;
        let middle = x.max(half).min(marks.width - half);
        view! {
            <g>
                <line class={"gantt-today"} x1=x x2=x y1=top - 4.0 y2=bottom + 4.0></line>
                <text class={"chart-value is-middle"} x=middle y=bottom + 20.0>{text}</text>
            </g>
        }
    });
    let bars = marks
        .bars
        .iter()
        .map(|mark| {
            let row = &rows[mark.row];
            let tone = if mark.overdue { Tone::Danger } else { row.tone };
            let note = note(row, mark.overdue, tones, language);
            let (x, y, middle) = (mark.x, mark.y, mark.x + mark.width / 2.0);
            let shape = if mark.milestone {
                let full = row.progress.is_some_and(|done| done >= 1.0);
                let path = format!("M{middle:.1} {:.1}l8 8l-8 8l-8 -8Z", y + BAR / 2.0 - 8.0);
                view! { <path class={"gantt-bar"} class:is-full=full d=path></path> }.into_any()
            } else {
                let late = mark.overdue.then(|| view! { <rect fill=format!("url(#{hatch})") x=x y=y width=mark.width height=BAR rx={3.0}></rect> });
                view! {
                    <g>
                        <rect class={"gantt-bar"} x=x y=y width=mark.width height=BAR rx={3.0}></rect>
                        {late}
                        <rect class={"gantt-done"} x=x y=y width=mark.done height=BAR rx={3.0}></rect>
                    </g>
                }
                .into_any()
            };
            let (note_x, class) = beside(mark, text_width(&note, 12.0), left, marks.width);
            let silent = row.href.is_some().then_some("true");
            let dates = [&row.start, &row.end].into_iter().flatten().map(|iso| format::date(iso, language)).collect::<Vec<_>>();
            let spoken = std::iter::once(row.title.clone()).chain(dates).chain((!note.is_empty()).then(|| note.clone()));
            let spoken = spoken.collect::<Vec<_>>().join(&t("ui.format.list_separator"));
            let whole = spoken.clone();
            let (band_y, band) = mark.band;
            view! {
                <g>
                    <line class={"chart-grid"} x1={0.0} x2=right y1=band_y + band y2=band_y + band></line>
                    <g class=format!("tone-{}", tone.code()) aria-hidden=silent>
                        <title>{whole}</title>
                        {shape}
                        <text class={"gantt-title is-haloed-thin"} x=mark.title_at.0 y=mark.title_at.1>{mark.title.clone()}</text>
                        <text class=class x=note_x y=y + BAR / 2.0 + 4.0>{note}</text>
                    </g>
                    {link_over(row.href.as_deref(), &spoken, (1.0, band_y + 2.0, marks.width - 3.0, band - 4.0), 4.0)}
                </g>
            }
        })
        .collect_view();
    (hatching(&hatch, "hatch-late"), units, heads, groups, now, bars).into_any()
}

/// Where the note of a bar stands: after it, before it, or on its end.
fn beside(mark: &GanttMark, wide: f64, left: f64, total: f64) -> (f64, &'static str) {
    let (from, to) = if mark.milestone { (mark.x + mark.width / 2.0 - 8.0, mark.x + mark.width / 2.0 + 8.0) } else { (mark.x, mark.x + mark.width) };
    if to + 6.0 + wide <= total {
        (to + 6.0, "chart-value is-haloed")
    } else if from - 6.0 - wide >= left {
        (from - 6.0, "chart-value is-haloed is-end")
    } else {
        (to - 6.0, "chart-value is-haloed is-end")
    }
}

/// The rows without dates, as a list below the drawing.
fn undated(rows: &[GanttRow], indices: &[usize]) -> AnyView {
    if indices.is_empty() {
        return ().into_any();
    }
    let names = indices
        .iter()
        .map(|index| {
            let row = &rows[*index];
            let name = match &row.href {
                Some(href) => view! { <a href=href.clone()>{row.title.clone()}</a> }.into_any(),
                None => view! { <span>{row.title.clone()}</span> }.into_any(),
            };
            view! { <li>{name}</li> }
        })
        .collect_view();
    view! {
        <div class="chart-aside">
            <p class="chart-meta">{t_with("ui.chart.undated", &[("n", &indices.len().to_string())])}</p>
            <ul class="chart-names">{names}</ul>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(title: &str, start: &str, end: &str) -> GanttRow {
        let date = |iso: &str| (!iso.is_empty()).then(|| iso.to_owned());
        GanttRow { id: title.to_owned(), title: title.to_owned(), start: date(start), end: date(end), ..GanttRow::default() }
    }

    fn check(rows: &[GanttRow], today: &str, width: f64) -> GanttMarks {
        let marks = gantt_marks(rows, today, width, Language::Chinese);
        assert_eq!(marks.bars.len() + marks.undated.len(), rows.len(), "nothing is lost");
        let (left, top, right, bottom) = marks.plot;
        for bar in &marks.bars {
            assert!(bar.x >= left - 0.1 && bar.x + bar.width <= right + 6.0, "{bar:?}");
            assert!(bar.y >= top && bar.y + BAR <= bottom, "{bar:?}");
            assert!(bar.title_at.0 >= 0.0 && bar.title_at.0 + text_width(&bar.title, 14.0) <= marks.width.max(left) + 1.0, "{bar:?}");
        }
        for pair in marks.heads.windows(2) {
            assert!(pair[0].0 + text_width(&pair[0].1, 12.0) < pair[1].0, "{pair:?}");
        }
        assert!(marks.units.len() < 800);
        marks
    }

    #[test]
    fn the_scale_follows_the_span() {
        let cases = [
            ("2026-10-20", GanttScale::Week),
            ("2027-06-30", GanttScale::Month),
            ("2031-06-30", GanttScale::Quarter),
            ("9026-01-01", GanttScale::Quarter),
        ];
        for (end, scale) in cases {
            let rows = [row("拜访重点经销商", "2026-07-29", end)];
            assert_eq!(check(&rows, "2026-08-14", 1200.0).scale, scale, "{end}");
            check(&rows, "2026-08-14", 360.0);
        }
    }

    #[test]
    fn today_overdue_milestones_and_missing_dates() {
        let mut late = row("a", "2026-08-01", "2026-08-10");
        late.progress = Some(0.5);
        let mut done = late.clone();
        done.progress = Some(1.0);
        let rows = [late, done, row("b", "", "2026-09-01"), row("c", "", ""), row("d", "soon", ""), row("e", "2026-09-20", "2026-09-01")];
        let marks = check(&rows, "2026-08-14", 900.0);
        assert_eq!(marks.bars.iter().map(|bar| bar.overdue).collect::<Vec<_>>(), [true, false, false, false]);
        assert!((marks.bars[0].done - marks.bars[0].width / 2.0).abs() < 0.01 && marks.bars[2].milestone && !marks.bars[3].milestone);
        assert_eq!(marks.undated, [3, 4]);
        assert!(marks.today.is_some_and(|x| x > marks.bars[0].x + marks.bars[0].width && x < marks.bars[2].x));
        assert_eq!(check(&rows, "2020-01-01", 900.0).today, None);
        assert!(gantt_marks(&rows[3..5], "2026-08-14", 900.0, Language::English).bars.is_empty());
    }

    #[test]
    fn groups_come_after_rows_without_and_phones_show_names_whole() {
        let mut rows: Vec<GanttRow> =
            (1..=9).map(|month| row(&format!("第 {month} 项重点工作的负责人与安排"), &format!("2026-0{month}-01"), "2026-12-15")).collect();
        for (index, row) in rows.iter_mut().take(6).enumerate() {
            row.group = Some(if index % 2 == 0 { "华东" } else { "华南" }.to_owned());
        }
        let marks = check(&rows, "2026-05-01", 390.0);
        assert!(marks.narrow && marks.width <= 390.0);
        assert!(marks.bars.iter().all(|bar| bar.title == rows[bar.row].title), "no name is cut");
        assert_eq!(marks.bars.iter().map(|bar| bar.row).collect::<Vec<_>>(), [6, 7, 8, 0, 2, 4, 1, 3, 5]);
        assert_eq!(marks.groups.len(), 2);
        assert!(check(&rows, "2026-05-01", 1000.0).width <= 1000.0);
    }

    #[test]
    fn notes_stay_in_the_drawing() {
        let mark = |x: f64, width: f64| GanttMark { x, width, ..GanttMark::default() };
        assert_eq!(beside(&mark(100.0, 50.0), 60.0, 90.0, 400.0).0, 156.0);
        assert_eq!(beside(&mark(300.0, 90.0), 60.0, 90.0, 400.0), (294.0, "chart-value is-haloed is-end"));
        assert_eq!(beside(&mark(100.0, 290.0), 60.0, 90.0, 400.0), (384.0, "chart-value is-haloed is-end"));
    }
}
