//! A bullet bar: value against target, beside the number it belongs to.

use super::between;
use leptos::prelude::*;

use crate::controls::{Tone, optional};

/// Widths of a bullet bar in px: the filled part and where the target stands.
pub fn bullet_marks(value: Option<f64>, target: Option<f64>, max: Option<f64>, width: f64) -> (f64, Option<f64>) {
    let top = max.or_else(|| [value, target].into_iter().flatten().reduce(f64::max).map(|top| top * 1.1)).filter(|top| *top > 0.0).unwrap_or(1.0);
    let at = |value: f64| (value / top).clamp(0.0, 1.0) * width;
    (value.map_or(0.0, at), target.map(at))
}

/// A bullet bar. Without `label` it is decoration beside text that says the same.
#[component]
pub fn Bullet(
    #[prop(into)] value: Signal<Option<f64>>,
    #[prop(into, optional)] target: Signal<Option<f64>>,
    /// The right end; a little more than the greater of both unless told.
    #[prop(into, optional)]
    max: Signal<Option<f64>>,
    #[prop(into, optional)] tone: Signal<Tone>,
    #[prop(default = 160.0)] width: f64,
    /// What it says in words.
    #[prop(into, optional)]
    label: Signal<String>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let marks = Memo::new(move |_| bullet_marks(value.get(), target.get(), max.get(), width));
    let named = move || label.with(|label| !label.is_empty());
    view! {
        <svg
            class=move || format!("bullet tone-{}", tone.get().code())
            width=width
            height="16"
            viewBox=format!("0 0 {width} 16")
            role=move || named().then_some("img")
            aria-label=move || optional(label.get())
            aria-hidden=move || (!named()).then_some("true")
            data-testid=optional(test_id)
        >
            <rect class="bullet-ground" x="0" y="4" width=width height="8" rx="4"></rect>
            <rect class="bullet-value" x="0" y="4" width=move || marks.get().0 height="8" rx="4"></rect>
            {move || marks.get().1.map(|at| view! { <rect class="bullet-target" x=between(at - 1.5, 0.0, width - 3.0) y="0" width="3" height="16" rx="1"></rect> })}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: Option<f64>, target: Option<f64>, max: Option<f64>, expected: (f64, Option<f64>)) {
        let (filled, at) = bullet_marks(value, target, max, 100.0);
        assert_eq!((filled.round(), at.map(f64::round)), expected);
    }

    #[test]
    fn bars_end_inside() {
        check(Some(50.0), Some(100.0), Some(100.0), (50.0, Some(100.0)));
        check(Some(150.0), Some(100.0), Some(100.0), (100.0, Some(100.0)));
        check(Some(100.0), None, None, (91.0, None));
        check(None, None, None, (0.0, None));
        check(Some(-5.0), None, Some(10.0), (0.0, None));
    }
}
