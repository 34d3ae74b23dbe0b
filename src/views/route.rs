//! The one table of addresses (decisions.md 24): links, palette, titles and embedding all read it.
//! Addresses live after `#`, because a plain static host has no rewrite rules.

use model::Id;

/// A screen of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `#/`: the last workspace, or the start page when there is none.
    Start,
    /// `#/workspaces`: choose, create, import.
    Workspaces,
    /// `#/gallery`: every component in its states.
    Gallery,
    /// A screen inside a workspace.
    In(Id, Place),
    /// `#/p/3`, `#/kpi`: a screen of the workspace that the frame is given, or that was open last (decisions.md 24).
    Short(Place),
    /// Nothing has this address.
    NotFound(String),
}

/// A screen inside a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// `home`
    Home,
    /// `p/<n>`
    Pillar(u8),
    /// `p/<n>/s/<row without the pillar>`, for example `p/1/s/3`.
    Step(u8, String),
    /// `p/<n>/check`
    Check(u8),
    /// `p/<n>/doc/<output>`
    Document(u8, String),
    /// `data`
    Data,
    /// `settings`
    Settings,
    /// `help`
    Help,
    /// `history`
    History,
    /// `search`
    Search,
    /// `actions`: my tasks.
    Actions,
    /// `reviews`: the calendar of review cycles.
    Reviews,
    /// `alerts`: what is outside its limits.
    Alerts,
    /// `dashboard`: tiles that were chosen.
    Dashboard,
    /// `diagnosis/<part>`: maturity, rating, audit, needs; the part may be empty.
    Diagnosis(String),
    /// `show`: what is presented in which order, and presenting itself.
    Run,
    /// `show/notes`: the notes of whoever speaks.
    Notes,
    /// `report`: the consultant's report.
    Report,
    /// `embed`: makes the lines for a page of an intranet.
    Embed,
    /// `ask/survey/<id>`, `ask/report`: one form to fill in.
    Ask(String),
    /// `library`: every register.
    Library,
    /// `method`: each step of the method and where it is done.
    Method,
    /// `quality`: what is missing, doubled, out of date or out of range.
    Quality,
    /// `import/<kind>`: a table of a file becomes records.
    Import(String),
    /// `unite/<kind>/<record>/<record>`: two records become one.
    Unite(String, Id, Id),
    /// `<kind>`: the list of a kind.
    List(String),
    /// `r/<kind>/<record>`
    Record(String, Id),
}

/// Short names of documents for addresses of frames.
pub const SHORT_NAMES: &[(&str, u8, &str)] = &[
    ("goal-tree", 1, "goal_tree"),
    ("plan", 2, "marketing_plan"),
    ("raci", 3, "organisation_handbook"),
    ("kpi", 5, "evaluation_dashboard"),
    ("channels", 8, "channel_portfolio"),
    ("customers", 9, "customer_handbook"),
    ("team", 10, "team_handbook"),
];

impl Place {
    /// The place of a short address, for example `p/3` or `kpi`.
    pub fn short(page: &str) -> Option<Self> {
        let page = page.trim_start_matches(['#', '/']).split('?').next().unwrap_or_default();
        if let Some((_, pillar, output)) = SHORT_NAMES.iter().find(|(name, ..)| *name == page) {
            return Some(Self::Document(*pillar, (*output).to_owned()));
        }
        Self::parse(&page.split('/').filter(|segment| !segment.is_empty()).collect::<Vec<_>>())
    }

    /// The part of the address behind the workspace.
    pub fn path(&self) -> String {
        match self {
            Self::Home => "home".to_owned(),
            Self::Pillar(number) => format!("p/{number}"),
            Self::Step(number, row) => format!("p/{number}/s/{row}"),
            Self::Check(number) => format!("p/{number}/check"),
            Self::Document(number, output) => format!("p/{number}/doc/{output}"),
            Self::Data => "data".to_owned(),
            Self::Settings => "settings".to_owned(),
            Self::Help => "help".to_owned(),
            Self::History => "history".to_owned(),
            Self::Search => "search".to_owned(),
            Self::Actions => "actions".to_owned(),
            Self::Reviews => "reviews".to_owned(),
            Self::Alerts => "alerts".to_owned(),
            Self::Dashboard => "dashboard".to_owned(),
            Self::Diagnosis(part) if part.is_empty() => "diagnosis".to_owned(),
            Self::Diagnosis(part) => format!("diagnosis/{part}"),
            Self::Run => "show".to_owned(),
            Self::Notes => "show/notes".to_owned(),
            Self::Report => "report".to_owned(),
            Self::Embed => "embed".to_owned(),
            Self::Ask(path) => format!("ask/{path}"),
            Self::Library => "library".to_owned(),
            Self::Method => "method".to_owned(),
            Self::Quality => "quality".to_owned(),
            Self::Import(kind) => format!("import/{kind}"),
            Self::Unite(kind, one, other) => format!("unite/{kind}/{one}/{other}"),
            Self::List(kind) => kind.clone(),
            Self::Record(kind, id) => format!("r/{kind}/{id}"),
        }
    }

    /// The step with this id of the catalogue, for example `P01.3` or `P02.1.4`.
    pub fn step(id: &str) -> Option<Self> {
        let (pillar, row) = id.strip_prefix('P')?.split_once('.')?;
        Some(Self::Step(pillar.parse().ok()?, row.to_owned()))
    }

    fn parse(segments: &[&str]) -> Option<Self> {
        Some(match segments {
            [] | ["home"] => Self::Home,
            ["p", number] => Self::Pillar(pillar_of(number)?),
            ["p", number, "s", row] => Self::Step(pillar_of(number)?, (*row).to_owned()),
            ["p", number, "check"] => Self::Check(pillar_of(number)?),
            ["p", number, "doc", output] => Self::Document(pillar_of(number)?, (*output).to_owned()),
            ["data"] => Self::Data,
            ["settings"] => Self::Settings,
            ["help"] => Self::Help,
            ["history"] => Self::History,
            ["search"] => Self::Search,
            ["actions"] => Self::Actions,
            ["reviews"] => Self::Reviews,
            ["alerts"] => Self::Alerts,
            ["dashboard"] => Self::Dashboard,
            ["diagnosis", part @ ..] => Self::Diagnosis(part.join("/")),
            ["show"] => Self::Run,
            ["show", "notes"] => Self::Notes,
            ["report"] => Self::Report,
            ["embed"] => Self::Embed,
            ["ask", path @ ..] => Self::Ask(path.join("/")),
            ["library"] => Self::Library,
            ["method"] => Self::Method,
            ["quality"] => Self::Quality,
            ["import", kind] => Self::Import((*kind).to_owned()),
            ["unite", kind, one, other] => Self::Unite((*kind).to_owned(), one.parse().ok()?, other.parse().ok()?),
            ["r", kind, id] => Self::Record((*kind).to_owned(), id.parse().ok()?),
            [kind] => Self::List((*kind).to_owned()),
            _ => return None,
        })
    }
}

/// A pillar of an address; none for a number that is no pillar's.
fn pillar_of(number: &str) -> Option<u8> {
    number.parse().ok().filter(|number| (1..=10).contains(number))
}

impl Route {
    /// The address, with its `#`.
    pub fn href(&self) -> String {
        match self {
            Self::Start => "#/".to_owned(),
            Self::Workspaces => "#/workspaces".to_owned(),
            Self::Gallery => "#/gallery".to_owned(),
            Self::In(id, place) => format!("#/w/{id}/{}", place.path()),
            Self::Short(place) => format!("#/{}", place.path()),
            Self::NotFound(path) => format!("#{path}"),
        }
    }

    /// The route of an address, and its query pairs. A list's filters live in the query.
    pub fn parse(hash: &str) -> (Self, Vec<(String, String)>) {
        let address = hash.trim_start_matches('#');
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let route = match segments.as_slice() {
            [] => Self::Start,
            ["workspaces"] => Self::Workspaces,
            ["gallery"] => Self::Gallery,
            ["w", id, rest @ ..] => match (id.parse(), Place::parse(rest)) {
                (Ok(id), Some(place)) => Self::In(id, place),
                _ => Self::NotFound(path.to_owned()),
            },
            _ => Place::short(path).map_or_else(|| Self::NotFound(path.to_owned()), Self::Short),
        };
        (route, parse_query(query))
    }
}

/// Pairs of a query, decoded.
pub fn parse_query(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key), decode(value))
        })
        .collect()
}

/// The query of these pairs, with its `?`; empty for none.
pub fn query_text(pairs: &[(String, String)]) -> String {
    let joined: Vec<String> = pairs.iter().map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect();
    if joined.is_empty() { String::new() } else { format!("?{}", joined.join("&")) }
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let hex = (bytes[index] == b'%').then(|| text.get(index + 1..index + 3)).flatten().and_then(|pair| u8::from_str_radix(pair, 16).ok());
        if let Some(byte) = hex {
            out.push(byte);
            index += 3;
        } else {
            out.push(if bytes[index] == b'+' { b' ' } else { bytes[index] });
            index += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_reads_back() {
        let id = Id::from_number(7);
        let places = [
            Place::Home,
            Place::Pillar(1),
            Place::Step(2, "1.4".to_owned()),
            Place::Check(10),
            Place::Document(1, "goal_tree".to_owned()),
            Place::Data,
            Place::Settings,
            Place::Help,
            Place::History,
            Place::Search,
            Place::Actions,
            Place::Diagnosis(String::new()),
            Place::Diagnosis("audit/strategy".to_owned()),
            Place::Ask("report".to_owned()),
            Place::Reviews,
            Place::Dashboard,
            Place::Embed,
            Place::Run,
            Place::Notes,
            Place::Method,
            Place::Quality,
            Place::Import("order".to_owned()),
            Place::Unite("customer".to_owned(), Id::from_number(3), Id::from_number(4)),
            Place::List("goal".to_owned()),
            Place::Record("goal".to_owned(), Id::from_number(9)),
        ];
        for place in places {
            let route = Route::In(id, place);
            assert_eq!(Route::parse(&route.href()).0, route);
        }
        for route in [Route::Start, Route::Workspaces, Route::Gallery] {
            assert_eq!(Route::parse(&route.href()).0, route);
        }
        assert_eq!(Route::parse("#/p/3").0, Route::Short(Place::Pillar(3)));
        assert_eq!(Route::parse("#/kpi").0, Route::Short(Place::Document(5, "evaluation_dashboard".to_owned())));
        assert!(matches!(Route::parse("#/w/zz/home").0, Route::NotFound(_)));
        for page in ["p/11", "p/99/s/1", "p/0/check", "p/11/doc/plan"] {
            assert!(matches!(Route::parse(&format!("#/w/{id}/{page}")).0, Route::NotFound(_)), "{page}");
        }
    }

    #[test]
    fn a_query_survives_any_text() {
        let pairs = vec![("q".to_owned(), "提升 & 50%?=+".to_owned()), ("f.status".to_owned(), "open".to_owned())];
        assert_eq!(Route::parse(&format!("#/w/{}/goal{}", Id::from_number(1), query_text(&pairs))).1, pairs);
    }

    #[test]
    fn a_row_of_the_catalogue_names_its_step() {
        assert_eq!(Place::step("P01.3"), Some(Place::Step(1, "3".to_owned())));
        assert_eq!(Place::step("P02.1.4"), Some(Place::Step(2, "1.4".to_owned())));
        assert_eq!(Place::step("S01"), None);
    }
}
