//! Colours that come from outside: how well they can be read, and what is made of them so that they always can (WCAG 2.2,
//! ux.md 2.4). A colour is made darker by the same share of each part and lighter by mixing in white, both in linear light,
//! so that it keeps its hue.

/// Luminance below which white text on a colour has a contrast of 4.5, with a little to spare for rounding.
const UNDER_WHITE_TEXT: f64 = 0.18;
/// Luminance below which a colour can be read as text on white, on the page, and on its own tint.
const TEXT_ON_LIGHT: f64 = 0.145;
/// Luminance from which a colour can be read as text on every dark surface, its own tint included.
const TEXT_ON_DARK: f64 = 0.36;
/// Luminance from which a button stands out from a dark card by 3.
const ON_DARK_CARD: f64 = 0.151;

/// A colour in linear light, each part 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Colour([f64; 3]);

impl Colour {
    /// Six hexadecimal digits, `#` before them or not.
    fn read(hex: &str) -> Option<Self> {
        let digits = hex.trim().trim_start_matches('#');
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let linear = |start: usize| {
            let share = f64::from(u8::from_str_radix(&digits[start..start + 2], 16).unwrap_or(0)) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        Some(Self([linear(0), linear(2), linear(4)]))
    }

    /// With its `#`.
    fn hex(self) -> String {
        let byte = |part: f64| {
            let share = if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
            (share.clamp(0.0, 1.0) * 255.0).round() as u8
        };
        let [red, green, blue] = self.0.map(byte);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Relative luminance, 0 to 1.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0;
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The same hue at another luminance.
    fn at(self, wanted: f64) -> Self {
        let now = self.luminance();
        if now > wanted {
            return Self(self.0.map(|part| part * wanted / now));
        }
        let white = (wanted - now) / (1.0 - now).max(f64::MIN_POSITIVE);
        Self(self.0.map(|part| part + (1.0 - part) * white))
    }
}

/// Contrast of two colours, 1 to 21; nothing where one of them is none.
pub fn contrast(one: &str, other: &str) -> Option<f64> {
    let (one, other) = (Colour::read(one)?.luminance(), Colour::read(other)?.luminance());
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

/// The colours made of one accent for one theme, each with its `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shades {
    /// Links, icons and other text; then under the pointer and pressed.
    pub text: [String; 3],
    /// Buttons with white text; then under the pointer and pressed.
    pub fill: [String; 3],
    /// Ground of what is chosen.
    pub tint: String,
    /// Lines around it.
    pub line: String,
}

/// What is made of a colour that somebody has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accent {
    /// On light surfaces and on paper.
    pub light: Shades,
    /// On dark surfaces.
    pub dark: Shades,
    /// The colour as chosen would not have been readable: it is shown darker.
    pub changed: bool,
}

/// The accent of a colour of six hexadecimal digits; nothing for anything else.
pub fn accent(hex: &str) -> Option<Accent> {
    let chosen = Colour::read(hex)?;
    let now = chosen.luminance();
    let steps = |first: f64, second: f64, third: f64| [first, second, third].map(|wanted| chosen.at(wanted).hex());
    let (fill, text) = (now.min(UNDER_WHITE_TEXT), now.min(TEXT_ON_LIGHT));
    let light = Shades {
        text: steps(text, text * 0.65, text * 0.42),
        fill: steps(fill, fill * 0.65, fill * 0.42),
        tint: chosen.at(0.86).hex(),
        line: chosen.at(0.6).hex(),
    };
    let (fill, text) = (now.clamp(ON_DARK_CARD, UNDER_WHITE_TEXT), now.max(TEXT_ON_DARK));
    let lighter = |share: f64| text + (1.0 - text) * share;
    let dark = Shades {
        text: steps(text, lighter(0.25), lighter(0.45)),
        fill: steps(fill, fill * 0.7, fill * 0.45),
        tint: chosen.at(0.026).hex(),
        line: chosen.at(0.085).hex(),
    };
    let changed = light.fill[0] != chosen.hex();
    Some(Accent { light, dark, changed })
}

impl Shades {
    fn rules(&self) -> String {
        let ([text, text_hover, text_active], [fill, fill_hover, fill_active]) = (&self.text, &self.fill);
        let (tint, line) = (&self.tint, &self.line);
        format!(
            "--primary:{text};--primary-hover:{text_hover};--primary-active:{text_active};--primary-fill:{fill};\
             --primary-fill-hover:{fill_hover};--primary-fill-active:{fill_active};--primary-tint:{tint};--primary-line:{line};--focus:{text}"
        )
    }
}

impl Accent {
    /// A style sheet that takes the place of the app's own accent, in every theme and on paper.
    pub fn style(&self) -> String {
        let (light, dark) = (self.light.rules(), self.dark.rules());
        format!(
            ":root,.doc{{{light}}}\
             @media (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{{dark}}}}}\
             :root[data-theme=\"dark\"]{{{dark}}}:root .doc{{{light}}}\
             @media print{{:root,:root:not([data-theme=\"light\"]),:root[data-theme=\"dark\"]{{{light}}}}}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Surfaces of `style/tokens.css`.
    const LIGHT: [&str; 2] = ["#ffffff", "#f5f7fa"];
    const DARK: [&str; 3] = ["#17191e", "#1f2228", "#282c34"];

    /// The colours of a theme in `style/tokens.css`, of the block that begins with this line.
    fn tokens(begins: &str) -> std::collections::BTreeMap<String, String> {
        let style = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../style/tokens.css")).unwrap();
        let block = style.split(begins).nth(1).unwrap().split("\n}").next().unwrap().to_owned();
        let pairs = block.lines().filter_map(|line| line.trim().strip_prefix("--")?.trim_end_matches(';').split_once(": "));
        pairs.filter(|(_, value)| value.starts_with('#')).map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    /// Text on what it stands on has 4.5, what tells a control or a mark from its surroundings 3 (WCAG 1.4.3, 1.4.11).
    #[test]
    fn every_text_stands_out_from_its_ground_in_both_themes() {
        let dark = tokens(":root[data-theme=\"dark\"] {\n");
        assert_eq!(dark, tokens(":root:not([data-theme=\"light\"]) {\n"), "dark by wish of the system and of the reader");
        for (theme, colours) in [("light", tokens(":root,\n.doc {\n")), ("dark", dark)] {
            let colour = |name: &str| colours.get(name).unwrap_or_else(|| panic!("{theme}: --{name}"));
            let at_least = |least: f64, one: &str, other: &str| {
                let found = contrast(colour(one), colour(other)).unwrap();
                assert!(found >= least, "{theme}: {one} on {other} has {found:.2}, not {least}");
            };
            for ground in ["page", "card", "raised", "fill", "hover"] {
                ["text-1", "text-2", "text-3", "primary", "danger"].iter().for_each(|text| at_least(4.5, text, ground));
            }
            ["text-1", "text-2"].iter().for_each(|text| at_least(4.5, text, "fill-strong"));
            for tone in ["success", "warning", "danger", "info"] {
                ["card", "page", &format!("{tone}-tint")].iter().for_each(|ground| at_least(4.5, tone, ground));
                at_least(4.5, "text-1", &format!("{tone}-tint"));
            }
            // The band of the next step, too: it shades from the tint of the accent to the card.
            ["text-1", "text-2", "text-3", "primary"].iter().for_each(|text| at_least(4.5, text, "primary-tint"));
            (1..=5).for_each(|level| at_least(4.5, &format!("heat-text-{level}"), &format!("heat-{level}")));
            (1..=5).for_each(|number| at_least(4.5, &format!("on-series-{number}"), &format!("series-{number}")));
            for fill in ["primary-fill", "primary-fill-hover", "primary-fill-active", "danger-fill", "danger-hover"] {
                assert!(contrast("#ffffff", colour(fill)).unwrap() >= 4.5, "{theme}: white on {fill}");
            }
            for mark in ["border-control", "border-button", "focus", "series-1", "series-2", "series-3", "series-4", "series-5"] {
                at_least(3.0, mark, "card");
            }
        }
    }

    #[test]
    fn known_contrasts() {
        let near = |hex, expected: f64| assert!((contrast(hex, "ffffff").unwrap() - expected).abs() < 0.05, "{hex}");
        near("ffffff", 1.0);
        near("000000", 21.0);
        near("767676", 4.54);
        near("#1456d9", 6.24);
        for wrong in ["", "12345", "gggggg", "1234567", "中文"] {
            assert_eq!(contrast(wrong, "ffffff"), None, "{wrong}");
            assert_eq!(accent(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_readable_colour_stays_and_a_pale_one_is_darkened() {
        let own = accent("1456d9").unwrap();
        assert_eq!((own.light.fill[0].as_str(), own.changed), ("#1456d9", false));
        let yellow = accent("#FFD400").unwrap();
        assert!(yellow.changed);
        let darker = Colour::read(&yellow.light.fill[0]).unwrap().0;
        assert!(darker[0] > darker[1] && darker[1] > darker[2], "still a yellow: {darker:?}");
    }

    /// Every colour of a coarse grid, and the corners, in both themes.
    #[test]
    fn whatever_is_chosen_can_be_read() {
        for number in (0..=0xff_ffff_u32).step_by(0x0b_1d57 / 200).chain([0, 0xff_ffff, 0xff_ff00, 0xff, 0xff00, 0xff_0000]) {
            let hex = format!("{number:06x}");
            let Accent { light, dark, .. } = accent(&hex).unwrap();
            let at_least = |one: &str, other: &str, least: f64| {
                let found = contrast(one, other).unwrap();
                assert!(found >= least, "{hex}: {one} on {other} has {found:.2}, not {least}");
            };
            for fill in light.fill.iter().chain(&dark.fill) {
                at_least("ffffff", fill, 4.5);
            }
            at_least(&dark.fill[0], DARK[1], 3.0);
            for text in &light.text {
                LIGHT.into_iter().chain([light.tint.as_str()]).for_each(|ground| at_least(text, ground, 4.5));
            }
            for text in &dark.text {
                DARK.into_iter().chain([dark.tint.as_str()]).for_each(|ground| at_least(text, ground, 4.5));
            }
        }
    }

    #[test]
    fn the_style_names_every_theme_and_closes_what_it_opens() {
        let style = accent("8a2be2").unwrap().style();
        assert_eq!(style.matches('{').count(), style.matches('}').count());
        assert!(style.contains("data-theme=\"dark\"") && style.contains("@media print"));
    }
}
