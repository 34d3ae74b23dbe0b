//! The lines that show a page of the app in a page of somebody else.

use super::PARAMETERS;

/// Keys that are offered to choose.
pub const OFFERED: &[&str] = &["store", "mode", "nav", "lang", "theme", "density", "toolbar"];
/// The key of the colour, which is chosen from no list.
pub const ACCENT: &str = "accent";

/// What was chosen: page, then the offered keys.
pub type Choice = Vec<(String, String)>;

/// The value of a key; empty if nothing was chosen.
pub fn chosen(choice: &Choice, name: &str) -> String {
    choice.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

/// The keys whose value is not the default, in the order of the table.
fn told(choice: &Choice) -> Vec<(&'static str, String)> {
    PARAMETERS
        .iter()
        .filter(|parameter| OFFERED.contains(&parameter.name) || parameter.name == ACCENT)
        .filter_map(|parameter| {
            let value = chosen(choice, parameter.name);
            (!value.is_empty() && parameter.values.first() != Some(&value.as_str())).then_some((parameter.name, value))
        })
        .collect()
}

/// The address of the frame below `base`.
pub fn address(base: &str, choice: &Choice) -> String {
    let pairs: String = told(choice).into_iter().map(|(name, value)| format!("&{name}={value}")).collect();
    format!("{base}?embed=1{pairs}#/{}", chosen(choice, "page"))
}

/// The code of a tab: `frame`, `element` or `page`.
pub fn code(tab: &str, base: &str, choice: &Choice, title: &str) -> String {
    let attributes: String = told(choice).into_iter().map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
    let element = format!(
        "<script src=\"{base}embed.js\" defer></script>\n<shizhu-embed page=\"{}\"{attributes} min-height=\"480\"></shizhu-embed>",
        chosen(choice, "page")
    );
    match tab {
        "element" => element,
        "page" => {
            format!("<!DOCTYPE html>\n<html>\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n<body>\n{element}\n</body>\n</html>")
        }
        _ => {
            let address = address(base, choice).replace('&', "&amp;");
            format!(
                "<iframe src=\"{address}\" title=\"{title}\" loading=\"lazy\"\n        width=\"100%\" height=\"600\" allow=\"fullscreen; clipboard-write; storage-access\"></iframe>"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice() -> Choice {
        [("page", "kpi"), ("mode", "edit"), ("theme", "auto"), ("lang", "en")].map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
    }

    #[test]
    fn a_colour_is_written_with_the_rest() {
        let mut choice = choice();
        choice.push((ACCENT.to_owned(), "8a2be2".to_owned()));
        assert!(address("./", &choice).contains("&accent=8a2be2#/kpi"));
        assert!(code("element", "./", &choice, "x").contains(" accent=\"8a2be2\""));
    }

    #[test]
    fn only_what_differs_from_the_default_is_written() {
        assert_eq!(address("https://host/app/", &choice()), "https://host/app/?embed=1&mode=edit&lang=en#/kpi");
        assert!(code("element", "https://host/app/", &choice(), "x").contains("<shizhu-embed page=\"kpi\" mode=\"edit\" lang=\"en\""));
        assert!(code("frame", "https://host/app/", &choice(), "x").contains("?embed=1&amp;mode=edit&amp;lang=en#/kpi"));
    }
}
