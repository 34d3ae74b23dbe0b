//! A line as small as a word, beside the number that says it; the last point is marked.

use leptos::prelude::*;

/// Path data and the last point of a sparkline of 80 × 24 px; gaps stay open.
pub fn sparkline_marks(values: &[Option<f64>], width: f64, height: f64) -> (String, Option<(f64, f64)>) {
    let known = || values.iter().copied().flatten();
    let (low, high) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    let (inner_width, inner_height) = (width - 8.0, height - 8.0);
    let x = |index: usize| if values.len() > 1 { 4.0 + inner_width * index as f64 / (values.len() - 1) as f64 } else { width / 2.0 };
    let y = |value: f64| if high > low { 4.0 + inner_height * (high - value) / (high - low) } else { height / 2.0 };
    let mut path = String::new();
    let mut last = None;
    let mut joined = false;
    for (index, value) in values.iter().enumerate() {
        match value {
            Some(value) => {
                path.push_str(&format!("{}{:.1} {:.1}", if joined { 'L' } else { 'M' }, x(index), y(*value)));
                last = Some((x(index), y(*value)));
                joined = true;
            }
            None => joined = false,
        }
    }
    (path, last)
}

/// A sparkline; decoration, since the text beside it carries the number.
#[component]
pub fn Sparkline(
    #[prop(into)] values: Signal<Vec<Option<f64>>>,
    #[prop(default = 80.0)] width: f64,
    #[prop(default = 24.0)] height: f64,
) -> impl IntoView {
    let marks = Memo::new(move |_| values.with(|values| sparkline_marks(values, width, height)));
    view! {
        <svg class="sparkline" width=width height=height viewBox=format!("0 0 {width} {height}") aria-hidden="true">
            <path class="sparkline-line" d=move || marks.get().0></path>
            {move || marks.get().1.map(|(x, y)| view! { <circle class="sparkline-point" cx=x cy=y r="3"></circle> })}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_stay_open_and_the_last_value_is_marked() {
        let (path, last) = sparkline_marks(&[Some(1.0), None, Some(3.0), Some(2.0)], 80.0, 24.0);
        assert_eq!(path.matches('M').count(), 2);
        assert_eq!(last, Some((76.0, 12.0)));
        assert_eq!(sparkline_marks(&[], 80.0, 24.0), (String::new(), None));
    }
}
