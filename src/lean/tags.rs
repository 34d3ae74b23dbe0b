//! The names `view!` writes: one function for each element, one method for each attribute.

use crate::El;
use crate::value::IntoValue;

macro_rules! tags {
    ($namespace:expr, $($tag:ident)*) => { $(
        #[doc = concat!("`<", stringify!($tag), ">`")]
        #[allow(non_snake_case)]
        pub fn $tag() -> $crate::El {
            $crate::El::new(stringify!($tag), $namespace)
        }
    )* };
}

/// Elements of HTML.
pub mod html_tags {
    pub use leptos::html::*;

    tags! { None,
        a abbr address article aside audio b bdi bdo blockquote body br button canvas caption cite code col colgroup data datalist dd del details dfn
        dialog div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li
        link main mark menu meta meter nav object ol optgroup option output p picture pre progress q rp rt ruby s samp script search section select small
        source span strong style sub summary sup table tbody td template textarea tfoot th thead time title tr track u ul var video wbr
    }
}

/// Elements of SVG.
pub mod svg_tags {
    pub use leptos::svg::*;

    tags! { Some("http://www.w3.org/2000/svg"),
        a animate circle clipPath defs desc ellipse filter foreignObject g image line linearGradient marker mask path pattern polygon polyline
        radialGradient rect stop svg symbol text textPath title tspan
    }
}

macro_rules! attributes {
    ($($method:ident $name:literal)*) => { $(
        #[doc = concat!("Sets `", $name, "`.")]
        pub fn $method(self, value: impl IntoValue) -> Self {
            self.attr($name, value)
        }
    )* };
}

/// Attributes. Which element has which is not checked.
impl El {
    attributes! {
        abbr "abbr"
        accept "accept"
        accesskey "accesskey"
        action "action"
        allow "allow"
        alt "alt"
        aria_activedescendant "aria-activedescendant"
        aria_atomic "aria-atomic"
        aria_autocomplete "aria-autocomplete"
        aria_busy "aria-busy"
        aria_checked "aria-checked"
        aria_colcount "aria-colcount"
        aria_colindex "aria-colindex"
        aria_colspan "aria-colspan"
        aria_controls "aria-controls"
        aria_current "aria-current"
        aria_describedby "aria-describedby"
        aria_description "aria-description"
        aria_details "aria-details"
        aria_disabled "aria-disabled"
        aria_errormessage "aria-errormessage"
        aria_expanded "aria-expanded"
        aria_flowto "aria-flowto"
        aria_haspopup "aria-haspopup"
        aria_hidden "aria-hidden"
        aria_invalid "aria-invalid"
        aria_keyshortcuts "aria-keyshortcuts"
        aria_label "aria-label"
        aria_labelledby "aria-labelledby"
        aria_level "aria-level"
        aria_live "aria-live"
        aria_modal "aria-modal"
        aria_multiline "aria-multiline"
        aria_multiselectable "aria-multiselectable"
        aria_orientation "aria-orientation"
        aria_owns "aria-owns"
        aria_placeholder "aria-placeholder"
        aria_posinset "aria-posinset"
        aria_pressed "aria-pressed"
        aria_readonly "aria-readonly"
        aria_relevant "aria-relevant"
        aria_required "aria-required"
        aria_roledescription "aria-roledescription"
        aria_rowcount "aria-rowcount"
        aria_rowindex "aria-rowindex"
        aria_rowspan "aria-rowspan"
        aria_selected "aria-selected"
        aria_setsize "aria-setsize"
        aria_sort "aria-sort"
        aria_valuemax "aria-valuemax"
        aria_valuemin "aria-valuemin"
        aria_valuenow "aria-valuenow"
        aria_valuetext "aria-valuetext"
        autocapitalize "autocapitalize"
        autocomplete "autocomplete"
        autofocus "autofocus"
        checked "checked"
        cite "cite"
        cols "cols"
        colspan "colspan"
        contenteditable "contenteditable"
        controls "controls"
        coords "coords"
        datetime "datetime"
        dir "dir"
        disabled "disabled"
        download "download"
        draggable "draggable"
        enctype "enctype"
        enterkeyhint "enterkeyhint"
        r#for "for"
        form "form"
        headers "headers"
        height "height"
        hidden "hidden"
        high "high"
        href "href"
        hreflang "hreflang"
        id "id"
        inert "inert"
        inputmode "inputmode"
        label "label"
        lang "lang"
        list "list"
        loading "loading"
        low "low"
        max "max"
        maxlength "maxlength"
        media "media"
        method "method"
        min "min"
        minlength "minlength"
        multiple "multiple"
        name "name"
        novalidate "novalidate"
        open "open"
        optimum "optimum"
        pattern "pattern"
        placeholder "placeholder"
        popover "popover"
        readonly "readonly"
        rel "rel"
        required "required"
        reversed "reversed"
        role "role"
        rows "rows"
        rowspan "rowspan"
        scope "scope"
        selected "selected"
        shape "shape"
        size "size"
        sizes "sizes"
        slot "slot"
        span "span"
        spellcheck "spellcheck"
        src "src"
        srcset "srcset"
        start "start"
        step "step"
        tabindex "tabindex"
        target "target"
        title "title"
        translate "translate"
        r#type "type"
        value "value"
        width "width"
        wrap "wrap"
    }
}
