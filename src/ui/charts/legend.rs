//! The legend inside the drawing, so that a downloaded picture is complete, and the signs of the series.

use leptos::prelude::*;

use super::Series;
use super::scale::text_width;
use super::shapes::{series_hatching, stripes};
use crate::dom::unique_id;

/// A legend entry and where its sign stands.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct LegendEntry {
    pub(crate) series: usize,
    pub(crate) name: String,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) dashed: bool,
    pub(crate) sign: Sign,
}

/// What a series is drawn as, and so what stands before its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sign {
    Bar,
    Line,
    /// Bars, and an outline beside them.
    Both,
}

impl Sign {
    /// Width of the sign with the gap to the name.
    fn width(self) -> f64 {
        if self == Self::Both { 46.0 } else { 26.0 }
    }
}

const SIZE: f64 = 12.0;
const ROW: f64 = 22.0;

/// Places the entries in rows of a width; gives them and the height they need. A single series needs none.
pub(crate) fn legend(series: &[Series], width: f64, sign: impl Fn(usize) -> Sign) -> (Vec<LegendEntry>, f64) {
    if series.len() < 2 {
        return (Vec::new(), 0.0);
    }
    let (mut x, mut y) = (0.0, 0.0);
    let mut entries = Vec::new();
    for (index, one) in series.iter().enumerate() {
        let sign = sign(index);
        let needed = sign.width() + 2.0 + text_width(&one.name, SIZE) + 16.0;
        if x > 0.0 && x + needed > width {
            x = 0.0;
            y += ROW;
        }
        entries.push(LegendEntry { series: index, name: one.name.clone(), x, y, dashed: one.dashed, sign });
        x += needed;
    }
    (entries, y + ROW + 6.0)
}

/// The shape of a series' points, so that colour is never the only difference.
pub(crate) fn marker_path(series: usize, x: f64, y: f64, r: f64) -> String {
    match series % 5 {
        0 => format!("M{} {y}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 {} 0Z", x - r, 2.0 * r, -2.0 * r),
        1 => format!("M{} {}h{}v{}h{}Z", x - r * 0.9, y - r * 0.9, 1.8 * r, 1.8 * r, -1.8 * r),
        2 => format!("M{x} {}L{} {}H{}Z", y - r * 1.15, x + r * 1.1, y + r * 0.85, x - r * 1.1),
        3 => format!("M{x} {}L{} {y}L{x} {}L{} {y}Z", y - r * 1.25, x + r * 1.25, y + r * 1.25, x - r * 1.25),
        _ => format!("M{x} {}L{} {}H{}Z", y + r * 1.15, x + r * 1.1, y - r * 0.85, x - r * 1.1),
    }
}

/// Draws the legend: line samples, squares, or both.
pub(crate) fn legend_view(entries: Vec<LegendEntry>, left: f64) -> AnyView {
    let hatch = unique_id("legend-hatch");
    let is_striped = entries.iter().any(|entry| entry.sign != Sign::Line && stripes(&hatch, entry.series).is_some());
    let patterns = is_striped.then(|| series_hatching(&hatch));
    let signs = entries
        .into_iter()
        .map(|entry| {
            let (x, y) = (left + entry.x, entry.y + 9.0);
            let square = (entry.sign != Sign::Line).then(|| {
                view! {
                    <rect class={"mark-bar"} class:is-dashed=entry.dashed x=x + 4.0 y=y - 6.0 width={12.0} height={12.0} rx={2.0}></rect>
                    {stripes(&hatch, entry.series).map(|fill| view! { <rect fill=fill x=x + 4.0 y=y - 6.0 width={12.0} height={12.0} rx={2.0}></rect> })}
                }
            });
            let text = x + entry.sign.width();
            let line = (entry.sign != Sign::Bar).then(|| {
                view! {
                    <line class={"mark-line"} class:is-dashed=entry.dashed x1=text - 26.0 x2=text - 6.0 y1=y y2=y></line>
                    <path class={"mark-point"} d=marker_path(entry.series, text - 16.0, y, 3.5)></path>
                }
            });
            let class = format!("series-{}", entry.series % 5 + 1);
            view! { <g><g class=class>{square}{line}</g><text class={"chart-legend"} x=text y=y + 4.0>{entry.name}</text></g> }
        })
        .collect_view();
    (patterns, signs).into_any()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_five_styles_differ_in_grey_by_their_stripes() {
        let found: Vec<Option<String>> = (0..5).map(|series| super::stripes("s", series)).collect();
        let text = |of: usize| found[of].as_deref();
        assert_eq!((text(0), text(1), text(2), text(3), text(4)), (None, None, Some("url(#s)"), Some("url(#s)"), Some("url(#s-back)")));
    }

    use super::*;

    #[test]
    fn entries_wrap_into_rows() {
        let series = [Series::new("计划销售额", vec![]), Series::new("实际销售额", vec![]), Series::new("去年同期", vec![])];
        let (entries, height) = legend(&series, 230.0, |_| Sign::Bar);
        assert_eq!((entries[0].y, entries[1].y, entries[2].y), (0.0, 0.0, ROW));
        assert!(height > ROW * 2.0);
        assert_eq!(legend(&series[..1], 230.0, |_| Sign::Bar).1, 0.0);
        let (both, _) = legend(&series, 900.0, |_| Sign::Both);
        let (bars, _) = legend(&series, 900.0, |_| Sign::Bar);
        assert!(both[1].x > bars[1].x, "two signs need more room");
        assert_ne!(marker_path(0, 0.0, 0.0, 3.0), marker_path(1, 0.0, 0.0, 3.0));
    }
}
