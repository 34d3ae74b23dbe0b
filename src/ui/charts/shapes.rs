//! Pieces that the drawings share: the SVG around them, lines of text, links over marks, hatching.

use leptos::prelude::*;

/// The drawing. With links in it, it is a group that can be walked through, else one picture named by the title.
pub(crate) fn drawing(labelled: String, links: bool, (width, height): (f64, f64), content: AnyView) -> AnyView {
    view! {
        <svg
            class="chart-svg"
            role=if links { "group" } else { "img" }
            aria-labelledby=labelled
            width=width
            height=height
            viewBox=format!("0 0 {width} {height}")
        >
            {content}
        </svg>
    }
    .into_any()
}

/// Lines of text, one below the other; `y` is the first base line.
pub(crate) fn text_lines(class: &'static str, x: f64, y: f64, step: f64, lines: &[String]) -> AnyView {
    lines
        .iter()
        .enumerate()
        .map(|(index, line)| view! { <text class=class x=x y=y + step * index as f64>{line.clone()}</text> })
        .collect_view()
        .into_any()
}

/// A link over an area (left, top, width, height) of the drawing; nothing without an address. What it says begins with
/// what is drawn there.
pub(crate) fn link_over(href: Option<&str>, spoken: &str, (x, y, width, height): (f64, f64, f64, f64), radius: f64) -> AnyView {
    let Some(href) = href.filter(|href| !href.is_empty()) else { return ().into_any() };
    let target = view! {
        <rect class={"chart-target"} x=x y=y width=width height=height rx=radius>
            <title>{spoken.to_owned()}</title>
        </rect>
    };
    leptos::svg::a().attr("href", href.to_owned()).attr("aria-label", spoken.to_owned()).child(target).into_any()
}

/// The fill of the stripes over a series whose colour alone does not tell it from the others in grey: the third and fourth
/// one way, the fifth the other way.
pub(crate) fn stripes(id: &str, series: usize) -> Option<String> {
    match series % 5 {
        2 | 3 => Some(format!("url(#{id})")),
        4 => Some(format!("url(#{id}-back)")),
        _ => None,
    }
}

/// The patterns of [`stripes`].
pub(crate) fn series_hatching(id: &str) -> AnyView {
    view! {
        <defs>
            <pattern id=id.to_owned() width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect class="hatch" width={2.0} height={6.0}></rect>
            </pattern>
            <pattern id=format!("{id}-back") width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
                <rect class="hatch" width={2.0} height={6.0}></rect>
            </pattern>
        </defs>
    }
    .into_any()
}

/// The pattern behind `fill="url(#id)"`: diagonal stripes of a class, so that colour is not the only difference.
pub(crate) fn hatching(id: &str, class: &'static str) -> AnyView {
    view! {
        <defs>
            <pattern id=id.to_owned() width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect class=class width={2.0} height={6.0}></rect>
            </pattern>
        </defs>
    }
    .into_any()
}
