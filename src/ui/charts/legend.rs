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
}

const SIZE: f64 = 12.0;
const ROW: f64 = 22.0;

/// Places the entries in rows of a width; gives them and the height they need. A single series needs none.
pub(crate) fn legend(series: &[Series], width: f64) -> (Vec<LegendEntry>, f64) {
    if series.len() < 2 {
        return (Vec::new(), 0.0);
    }
    let (mut x, mut y) = (0.0, 0.0);
    let mut entries = Vec::new();
    for (index, one) in series.iter().enumerate() {
        let needed = 28.0 + text_width(&one.name, SIZE) + 16.0;
        if x > 0.0 && x + needed > width {
            x = 0.0;
            y += ROW;
        }
        entries.push(LegendEntry { series: index, name: one.name.clone(), x, y, dashed: one.dashed });
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

/// Draws the legend; `lines` shows line samples instead of squares.
pub(crate) fn legend_view(entries: Vec<LegendEntry>, left: f64, lines: bool) -> AnyView {
    let hatch = unique_id("legend-hatch");
    let is_striped = !lines && entries.iter().any(|entry| stripes(&hatch, entry.series).is_some());
    let patterns = is_striped.then(|| series_hatching(&hatch));
    let signs = entries
        .into_iter()
        .map(|entry| {
            let (x, y) = (left + entry.x, entry.y + 9.0);
            let class = format!("series-{}", entry.series % 5 + 1);
            let sign = if lines {
                view! {
                    <g class=class>
                        <line class={"mark-line"} class:is-dashed=entry.dashed x1=x x2=x + 20.0 y1=y y2=y></line>
                        <path class={"mark-point"} d=marker_path(entry.series, x + 10.0, y, 3.5)></path>
                    </g>
                }
                .into_any()
            } else {
                view! {
                    <g class=class>
                        <rect class={"mark-bar"} class:is-dashed=entry.dashed x=x + 4.0 y=y - 6.0 width={12.0} height={12.0} rx={2.0}></rect>
                        {stripes(&hatch, entry.series).map(|fill| view! { <rect fill=fill x=x + 4.0 y=y - 6.0 width={12.0} height={12.0} rx={2.0}></rect> })}
                    </g>
                }
                .into_any()
            };
            view! { <g>{sign}<text class={"chart-legend"} x=x + 26.0 y=y + 4.0>{entry.name}</text></g> }
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
        let (entries, height) = legend(&series, 230.0);
        assert_eq!((entries[0].y, entries[1].y, entries[2].y), (0.0, 0.0, ROW));
        assert!(height > ROW * 2.0);
        assert_eq!(legend(&series[..1], 230.0).1, 0.0);
        assert_ne!(marker_path(0, 0.0, 0.0, 3.0), marker_path(1, 0.0, 0.0, 3.0));
    }
}
