//! What the query of the address says about a frame (design: one table for the app, the script of the host and the help).

/// One key of the query.
#[derive(Debug)]
pub struct Parameter {
    /// Its name, lower case; also the attribute of the element.
    pub name: &'static str,
    /// What it may be, the default first; empty for free text.
    pub values: &'static [&'static str],
    /// Longest free text in characters.
    pub longest: usize,
}

const fn one_of(name: &'static str, values: &'static [&'static str]) -> Parameter {
    Parameter { name, values, longest: 0 }
}

const fn free(name: &'static str, longest: usize) -> Parameter {
    Parameter { name, values: &[], longest }
}

/// Every key there is. Unknown keys and values are ignored and named to the host.
pub const PARAMETERS: &[Parameter] = &[
    one_of("embed", &["0", "1"]),
    one_of("store", &["local", "host", "memory"]),
    one_of("mode", &["view", "edit", "present"]),
    one_of("nav", &["0", "pillars", "full"]),
    one_of("lang", &["auto", "zh-CN", "en"]),
    one_of("theme", &["auto", "light", "dark", "transparent"]),
    one_of("bordered", &["false", "true"]),
    one_of("titled", &["true", "false"]),
    one_of("toolbar", &["true", "false"]),
    one_of("density", &["normal", "compact"]),
    one_of("v", &["1"]),
    free("ws", 64),
    free("only", 400),
    free("ns", 64),
    free("accent", 6),
    free("font", 80),
];

/// The keys of one address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    given: Vec<(&'static str, String)>,
    /// Keys and values that mean nothing here.
    pub ignored: Vec<String>,
}

impl Parameters {
    /// Reads decoded pairs. The first of two equal keys counts.
    pub fn read(pairs: &[(String, String)]) -> Self {
        let mut read = Self::default();
        for (name, value) in pairs {
            let known = PARAMETERS.iter().find(|parameter| parameter.name == name);
            match known {
                Some(parameter) if parameter.accepts(value) && read.own(parameter.name).is_none() => read.given.push((parameter.name, value.clone())),
                _ => read.ignored.push(name.chars().take(40).collect()),
            }
        }
        read
    }

    fn own(&self, name: &str) -> Option<&str> {
        self.given.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The value of a key, its default where the address has none.
    pub fn get(&self, name: &str) -> &str {
        let default = || PARAMETERS.iter().find(|parameter| parameter.name == name).and_then(|parameter| parameter.values.first()).copied();
        self.own(name).or_else(default).unwrap_or_default()
    }

    /// The app stands in a frame and behaves like it.
    pub fn embedded(&self) -> bool {
        self.get("embed") == "1"
    }

    /// Replaces a value while the frame lives; a value that means nothing changes nothing.
    pub fn set(&mut self, name: &str, value: &str) -> bool {
        let Some(parameter) = PARAMETERS.iter().find(|parameter| parameter.name == name && parameter.accepts(value)) else {
            return false;
        };
        self.given.retain(|(known, _)| *known != parameter.name);
        self.given.push((parameter.name, value.to_owned()));
        true
    }

    /// Whether a short page (`home`, `p/3`, `kpi`) may be shown: `only` names pages, `P3` a whole pillar; none names all.
    pub fn allows(&self, page: &str) -> bool {
        let only = self.get("only");
        only.is_empty()
            || only.split(',').map(str::trim).any(|allowed| {
                let pillar = allowed.strip_prefix(['P', 'p']).filter(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
                match pillar {
                    Some(number) => page.strip_prefix("p/").is_some_and(|rest| rest.split('/').next() == Some(number)),
                    None => page == allowed,
                }
            })
    }
}

impl Parameter {
    fn accepts(&self, value: &str) -> bool {
        match self.name {
            "accent" => value.len() == 6 && value.bytes().all(|byte| byte.is_ascii_hexdigit()),
            // The name of a font goes into a style: letters, digits, spaces and hyphens only.
            "font" => value.chars().count() <= self.longest && value.chars().all(|letter| letter.is_alphanumeric() || letter == ' ' || letter == '-'),
            _ if self.values.is_empty() => value.chars().count() <= self.longest,
            _ => self.values.contains(&value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &[(&str, &str)]) -> Parameters {
        Parameters::read(&query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn the_default_is_to_show_and_to_change_nothing() {
        let none = read(&[]);
        assert!(!none.embedded());
        assert_eq!(none.get("mode"), "view");
        assert_eq!(none.get("store"), "local");
        assert_eq!(none.get("ws"), "");
    }

    #[test]
    fn what_means_nothing_is_ignored_and_named() {
        let read = read(&[("embed", "1"), ("mode", "root"), ("colour", "red"), ("accent", "1456D9"), ("mode", "edit"), ("mode", "present")]);
        assert!(read.embedded());
        assert_eq!(read.get("mode"), "edit", "the first that can be read counts");
        assert_eq!(read.get("accent"), "1456D9");
        assert_eq!(read.ignored, ["mode", "colour", "mode"]);
    }

    #[test]
    fn nothing_can_leave_its_style() {
        assert_eq!(read(&[("accent", "12345;")]).ignored, ["accent"]);
        assert_eq!(read(&[("font", "a;b")]).ignored, ["font"]);
        assert_eq!(read(&[("font", "Noto Sans SC")]).get("font"), "Noto Sans SC");
    }

    #[test]
    fn only_limits_the_pages() {
        let only = read(&[("only", "P1,kpi, home")]);
        assert!(only.allows("p/1") && only.allows("p/1/s/3") && only.allows("kpi") && only.allows("home"));
        assert!(!only.allows("p/10") && !only.allows("data") && !only.allows("p"));
        assert!(read(&[]).allows("data"));
    }

    #[test]
    fn a_value_can_be_set_while_the_frame_lives() {
        let mut parameters = read(&[("mode", "edit")]);
        assert!(parameters.set("mode", "view"));
        assert!(!parameters.set("mode", "everything") && !parameters.set("other", "x"));
        assert_eq!(parameters.get("mode"), "view");
    }
}
