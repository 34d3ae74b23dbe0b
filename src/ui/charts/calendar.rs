//! Dates in month grids with their entries beside; a list by date where there is not enough room. Lateness is said by a
//! sign and a word.

use leptos::prelude::*;

use super::days::{day_name, day_number, month_index, month_start, month_text, weekday};
use super::frame::{ChartFrame, ChartTitle, TableTwin};
use super::legend::marker_path;
use super::scale::{ellipsis, wrap};
use super::shapes::{drawing, link_over, text_lines};
use crate::dom::unique_id;
use crate::format;
use crate::icon::{Icon, IconView};
use crate::lang::{Language, language, t, t_with};

/// Whether a dated entry is over, done or to come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum CalendarState {
    /// Finished.
    Done,
    /// Called off, or its day passed without it.
    Missed,
    /// To come.
    #[default]
    Planned,
    /// Should have been finished.
    Overdue,
}

impl CalendarState {
    fn tone(self) -> &'static str {
        match self {
            Self::Done => "tone-success",
            Self::Missed => "tone-warning",
            Self::Planned => "tone-primary",
            Self::Overdue => "tone-danger",
        }
    }

    fn text(self) -> String {
        t(match self {
            Self::Done => "ui.chart.done",
            Self::Missed => "ui.chart.missed",
            Self::Planned => "ui.chart.planned",
            Self::Overdue => "ui.chart.overdue",
        })
    }

    fn icon(self) -> Icon {
        match self {
            Self::Done => Icon::Check,
            Self::Missed => Icon::Cross,
            Self::Planned => Icon::Calendar,
            Self::Overdue => Icon::Problem,
        }
    }

    /// The sign in the drawing around a place: a check, a cross, a ring, a triangle.
    fn sign(self, x: f64, y: f64) -> AnyView {
        match self {
            Self::Done => view! { <path class={"calendar-check"} d=format!("M{} {y}l3 3.5l5.5 -7", x - 4.5)></path> }.into_any(),
            Self::Missed => view! { <path class={"calendar-check"} d=format!("M{} {}l7 7m-7 0l7 -7", x - 3.5, y - 3.5)></path> }.into_any(),
            Self::Planned => view! { <circle class={"calendar-ring"} cx=x cy=y r={3.5}></circle> }.into_any(),
            Self::Overdue => view! { <path class={"calendar-late"} d=marker_path(2, x, y, 5.5)></path> }.into_any(),
        }
    }
}

/// An entry with a date.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CalendarEntry {
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Its day (ISO).
    pub date: String,
    /// What became of it.
    pub state: CalendarState,
    /// Where it leads.
    pub href: Option<String>,
    /// A short fact: owner, place; empty for none.
    pub note: String,
}

/// A day of a month grid.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CalendarDay {
    /// Day of the month.
    pub day: i32,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// How many entries fall on it.
    pub count: usize,
    /// The most urgent state of these.
    pub state: Option<CalendarState>,
    /// It is today.
    pub today: bool,
}

/// An entry beside its month.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CalendarLine {
    /// Index of the entry.
    pub entry: usize,
    /// Upper edge.
    pub y: f64,
    /// Height.
    pub height: f64,
    /// The name in lines.
    pub title: Vec<String>,
}

/// A month as drawn.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CalendarMonth {
    /// Its name with the year.
    pub name: String,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Its days.
    pub days: Vec<CalendarDay>,
    /// Left edge and width of its entries.
    pub list: (f64, f64),
    /// Its entries by date.
    pub lines: Vec<CalendarLine>,
}

/// Everything a calendar draws.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CalendarMarks {
    /// Height of the drawing.
    pub height: f64,
    /// At most twelve months that have entries.
    pub months: Vec<CalendarMonth>,
    /// How many entries are in none of them.
    pub left_out: usize,
}

const CELL: f64 = 32.0;
const HEAD: f64 = 48.0;
const MONTHS: usize = 12;
const LINE: f64 = 18.0;

/// Entries with a readable date: (day, index), in the order of their days.
fn by_date(entries: &[CalendarEntry]) -> Vec<(i32, usize)> {
    let mut days: Vec<(i32, usize)> = entries.iter().enumerate().filter_map(|(index, entry)| Some((day_number(&entry.date)?, index))).collect();
    days.sort_unstable();
    days
}

/// Works out the month grids of a width. Of more than twelve months those from the first overdue entry on, or from today
/// on, are shown.
pub fn calendar_marks(entries: &[CalendarEntry], today: &str, width: f64, language: Language) -> CalendarMarks {
    let days = by_date(entries);
    let today = day_number(today);
    let mut months: Vec<i32> = days.iter().map(|(day, _)| month_index(*day)).collect();
    months.dedup();
    if months.len() > MONTHS {
        let late = days.iter().find(|(_, index)| entries[*index].state == CalendarState::Overdue).map(|(day, _)| month_index(*day));
        let from = late.into_iter().chain(today.map(month_index)).min().unwrap_or(i32::MIN);
        let first = months.iter().position(|month| *month >= from).unwrap_or(months.len()).min(months.len() - MONTHS);
        months = months[first..first + MONTHS].to_vec();
    }
    let columns = ((width + 32.0) / 500.0).floor().clamp(1.0, 3.0) as usize;
    let columns = columns.min(months.len().max(1));
    let block = (width - 32.0 * (columns - 1) as f64) / columns as f64;
    let grid = CELL * 7.0;
    let list_width = block - grid - 20.0;
    let mut out = CalendarMarks { left_out: entries.len(), ..CalendarMarks::default() };
    let (mut y, mut tallest) = (0.0f64, 0.0f64);
    for (position, month) in months.iter().enumerate() {
        let column = position % columns;
        if column == 0 && position > 0 {
            y += tallest + 24.0;
            tallest = 0.0;
        }
        let x = (block + 32.0) * column as f64;
        let (first, end) = (month_start(*month), month_start(month + 1));
        let offset = weekday(first);
        let mut drawn = CalendarMonth { name: month_text(*month, language), x, y, list: (x + grid + 20.0, list_width), ..CalendarMonth::default() };
        for day in first..end {
            let cell = day - first + offset;
            let here = || days.iter().filter(|(other, _)| *other == day);
            drawn.days.push(CalendarDay {
                day: day - first + 1,
                x: x + CELL * f64::from(cell % 7),
                y: y + HEAD + CELL * f64::from(cell / 7),
                count: here().count(),
                state: here().map(|(_, index)| entries[*index].state).max(),
                today: today == Some(day),
            });
        }
        let mut down = y + 22.0;
        for (_, index) in days.iter().filter(|(day, _)| (first..end).contains(day)) {
            let entry = &entries[*index];
            let title = wrap(&entry.title, list_width - 22.0, 12.0, 2);
            let height = LINE * (title.len() + 1 + usize::from(!entry.note.is_empty())) as f64 + 8.0;
            drawn.lines.push(CalendarLine { entry: *index, y: down, height, title });
            down += height + 2.0;
        }
        out.left_out -= drawn.lines.len();
        let rows = (end - first + offset + 6) / 7;
        tallest = tallest.max(HEAD + CELL * f64::from(rows)).max(down - y);
        out.months.push(drawn);
    }
    out.height = y + tallest + 4.0;
    out
}

/// A calendar of entries. `today` is an ISO date.
#[component]
pub fn Calendar(
    #[prop(into)] title: ChartTitle,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] period: Signal<String>,
    #[prop(into, optional)] source: Signal<String>,
    #[prop(into)] entries: Signal<Vec<CalendarEntry>>,
    /** Entries that are not drawn here but stand in the table of data. */
    #[prop(optional)]
    further: Vec<CalendarEntry>,
    #[prop(into)] today: Signal<String>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let width = RwSignal::new(960.0);
    let title_id = unique_id("chart-title");
    let labelled = title_id.clone();
    let table = Signal::derive(move || {
        let (entries, language) = (entries.get(), language());
        let mut order: Vec<&CalendarEntry> = entries.iter().chain(&further).collect();
        order.sort_by(|one, other| one.date.cmp(&other.date));
        TableTwin {
            head: vec![t("ui.chart.entry"), t("ui.chart.date"), t("ui.chart.state"), t("ui.chart.note")],
            rows: order
                .into_iter()
                .map(|entry| vec![entry.title.clone(), format::date(&entry.date, language), entry.state.text(), entry.note.clone()])
                .collect(),
        }
    });
    let empty = Signal::derive(move || entries.with(Vec::is_empty));
    let listed = Signal::derive(move || width.get() < 640.0);
    view! {
        <ChartFrame title unit period source table empty listed width title_id test_id>
            {
                let entries = entries.get();
                if listed.get() { agenda(&entries, &today.get()) } else { draw(&entries, &today.get(), width.get(), labelled.clone()) }
            }
        </ChartFrame>
    }
}

fn draw(entries: &[CalendarEntry], today: &str, width: f64, labelled: String) -> AnyView {
    let language = language();
    let marks = calendar_marks(entries, today, width, language);
    let names: Vec<String> = t("ui.chart.weekdays").split_whitespace().take(7).map(str::to_owned).collect();
    let months = marks
        .months
        .iter()
        .map(|month| {
            let (x, y) = (month.x, month.y);
            let week = names
                .iter()
                .enumerate()
                .map(|(index, name)| {
                    view! { <text class={"chart-tick is-middle"} x=x + CELL * (index as f64 + 0.5) y=y + 38.0>{name.clone()}</text> }
                })
                .collect_view();
            let days = month.days.iter().map(day).collect_view();
            let lines = month.lines.iter().map(|line| entry(&entries[line.entry], line, month.list, language)).collect_view();
            view! {
                <g>
                    <text class={"calendar-month"} x=x y=y + 15.0>{month.name.clone()}</text>
                    {week}
                    {days}
                    {lines}
                </g>
            }
        })
        .collect_view();
    let more = (marks.left_out > 0).then(|| {
        let text = t_with("ui.chart.more", &[("n", &marks.left_out.to_string())]);
        view! { <text class={"chart-tick"} x={0.0} y=marks.height + 14.0>{text}</text> }
    });
    let links = entries.iter().any(|entry| entry.href.is_some());
    let height = marks.height + if marks.left_out > 0 { 20.0 } else { 0.0 };
    drawing(labelled, links, (width, height), (months, more).into_any())
}

fn day(day: &CalendarDay) -> AnyView {
    let (x, y) = (day.x, day.y);
    let class = day.state.map_or("calendar-day", |state| match state {
        CalendarState::Done => "calendar-day has-entry tone-success",
        CalendarState::Missed => "calendar-day has-entry tone-warning",
        CalendarState::Planned => "calendar-day has-entry tone-primary",
        CalendarState::Overdue => "calendar-day has-entry tone-danger",
    });
    let several = (day.count > 1).then(|| view! { <text class={"calendar-count is-end"} x=x + CELL - 5.0 y=y + CELL - 5.0>{day.count}</text> });
    view! {
        <g class=class class:is-today=day.today>
            <rect class={"calendar-cell"} x=x + 1.0 y=y + 1.0 width=CELL - 2.0 height=CELL - 2.0 rx={4.0}></rect>
            <text class={"calendar-number is-middle"} x=x + CELL / 2.0 y=y + if day.state.is_some() { 14.0 } else { CELL / 2.0 + 4.0 }>{day.day}</text>
            {day.state.map(|state| state.sign(x + if day.count > 1 { 10.0 } else { CELL / 2.0 }, y + CELL - 9.0))}
            {several}
        </g>
    }
    .into_any()
}

/// What stands before the name: day and state.
fn opening(entry: &CalendarEntry, language: Language) -> String {
    let day = day_number(&entry.date).map_or_else(|| format::missing().to_owned(), |day| day_name(day, language));
    format!("{day} · {}", entry.state.text())
}

fn entry(entry: &CalendarEntry, line: &CalendarLine, (x, wide): (f64, f64), language: Language) -> AnyView {
    let opening = opening(entry, language);
    let parts = [&opening, &entry.title, &entry.note];
    let spoken = parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(&t("ui.format.list_separator"));
    let silent = entry.href.is_some().then_some("true");
    let note: Vec<String> = (!entry.note.is_empty()).then(|| ellipsis(&entry.note, wide - 22.0, 12.0)).into_iter().collect();
    let below = line.y + 16.0 + LINE;
    view! {
        <g class=entry.state.tone() aria-hidden=silent>
            {entry.state.sign(x + 6.0, line.y + 12.0)}
            <text class={"calendar-state"} x=x + 18.0 y=line.y + 16.0>{opening}</text>
            {text_lines("chart-value", x + 18.0, below, LINE, &line.title)}
            {text_lines("chart-tick", x + 18.0, below + LINE * line.title.len() as f64, LINE, &note)}
        </g>
        {link_over(entry.href.as_deref(), &spoken, (x - 4.0, line.y, wide + 4.0, line.height), 4.0)}
    }
    .into_any()
}

/// The entries as a list by months. Entries without a readable date come last.
fn agenda(entries: &[CalendarEntry], today: &str) -> AnyView {
    let language = language();
    let days = by_date(entries);
    let undated = (0..entries.len()).filter(|index| !days.iter().any(|(_, other)| other == index));
    let order = days.iter().map(|(_, index)| *index).chain(undated);
    let mut above = None;
    let rows = order
        .map(|index| {
            let entry = &entries[index];
            let day = day_number(&entry.date);
            let month = day.map(month_index);
            let head = (month != above || index == 0 && above.is_none())
                .then(|| month.map_or_else(|| t("ui.chart.no_date"), |month| month_text(month, language)));
            above = month;
            let name = match &entry.href {
                Some(href) => view! { <a class="outline-title" href=href.clone()>{entry.title.clone()}</a> }.into_any(),
                None => view! { <span class="outline-title">{entry.title.clone()}</span> }.into_any(),
            };
            let now = (day.is_some() && day == day_number(today)).then(|| view! { <span class="agenda-today">{t("ui.chart.today")}</span> });
            let note = (!entry.note.is_empty()).then(|| view! { <span class="outline-facts">{entry.note.clone()}</span> });
            view! {
                {head.map(|head| view! { <li class="agenda-month">{head}</li> })}
                <li class=format!("outline-row {}", entry.state.tone())>
                    <span class="agenda-state">
                        <IconView icon=entry.state.icon() />
                        <span>{opening(entry, language)}</span>
                        {now}
                    </span>
                    {name}
                    {note}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="outline agenda">{rows}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(date: &str, state: CalendarState) -> CalendarEntry {
        CalendarEntry {
            title: "华东大区季度回顾会：核对目标与实际".into(),
            date: date.into(),
            state,
            note: "李娜".into(),
            ..CalendarEntry::default()
        }
    }

    fn check(entries: &[CalendarEntry], today: &str, width: f64, months: usize, left_out: usize) -> CalendarMarks {
        let marks = calendar_marks(entries, today, width, Language::Chinese);
        assert_eq!((marks.months.len(), marks.left_out), (months, left_out), "{width}");
        for month in &marks.months {
            assert!((28..=31).contains(&month.days.len()));
            assert!(month.days.iter().all(|day| day.x >= month.x && day.x + CELL <= month.x + CELL * 7.0 && day.y + CELL <= marks.height));
            assert_eq!(month.days.iter().map(|day| day.count).sum::<usize>(), month.lines.len());
            assert!(month.lines.windows(2).all(|pair| pair[0].y + pair[0].height <= pair[1].y));
            assert!(month.lines.iter().all(|line| line.y + line.height <= marks.height));
            assert!(month.list.1 > 150.0 && month.list.0 + month.list.1 <= width + 0.1, "{:?}", month.list);
        }
        marks
    }

    #[test]
    fn months_with_entries_are_shown() {
        let entries = [
            entry("2026-08-31", CalendarState::Planned),
            entry("2026-03-02", CalendarState::Done),
            entry("2026-08-14", CalendarState::Done),
            entry("2026-08-14", CalendarState::Overdue),
            entry("soon", CalendarState::Planned),
        ];
        for width in [640.0, 960.0, 1440.0] {
            let marks = check(&entries, "2026-08-14", width, 2, 1);
            let day = &marks.months[1].days[13];
            assert_eq!((day.count, day.state, day.today), (2, Some(CalendarState::Overdue), true), "the most urgent state is shown");
            // 14 August 2026 is a Friday.
            assert!((day.x - marks.months[1].x - CELL * 4.0).abs() < 0.01);
            assert_eq!(marks.months[1].lines.iter().map(|line| line.entry).collect::<Vec<_>>(), [2, 3, 0]);
        }
    }

    #[test]
    fn of_many_months_the_open_ones_are_shown() {
        let mut entries: Vec<CalendarEntry> =
            (0..24).map(|month| entry(&format!("20{}-{:02}-15", 25 + month / 12, month % 12 + 1), CalendarState::Planned)).collect();
        assert_eq!(check(&entries, "2025-07-01", 960.0, 12, 12).months[0].name, "2025年7月");
        assert_eq!(check(&entries, "2026-07-01", 960.0, 12, 12).months[0].name, "2026年1月", "twelve are shown anyway");
        entries[2].state = CalendarState::Overdue;
        assert_eq!(check(&entries, "2026-07-01", 960.0, 12, 12).months[0].name, "2025年3月");
        check(&[], "2026-07-01", 960.0, 0, 0);
    }
}
