//! What a presentation needs to remember (ux.md 6.1): the run of show, screens in their order with a note for whoever
//! speaks, and the presentation that is under way. Both are kept in the browser profile, not among the records: notes about
//! a client never travel in the file that the client gets, resetting the demo leaves its run alone, and throwing away what
//! was changed in front of an audience throws away no notes.

use model::{Id, Json};
use serde_json::json;

use crate::PILLARS;

/// Most screens of a run.
pub const MOST: usize = 100;
/// Longest note in characters.
pub const LONGEST_NOTE: usize = 2000;

/// One screen of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stop {
    /// Address inside the workspace, for example `p/3` (decisions.md 24).
    pub page: String,
    /// What whoever speaks wants to remember here.
    pub note: String,
}

impl Stop {
    /// A screen without a note.
    pub fn at(page: &str) -> Self {
        Self { page: page.to_owned(), note: String::new() }
    }
}

/// Reads a run; what cannot be read is left out.
pub fn read(json: &Json) -> Vec<Stop> {
    let text = |stop: &Json, name: &str| stop.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let stops = json.get("stops").and_then(Json::as_array).into_iter().flatten();
    let stops = stops.map(|stop| Stop { page: text(stop, "page"), note: text(stop, "note").chars().take(LONGEST_NOTE).collect() });
    stops.filter(|stop| !stop.page.is_empty()).take(MOST).collect()
}

/// The stored form of a run; none where there is nothing to keep.
pub fn write(stops: &[Stop]) -> Option<Json> {
    let stops: Vec<Json> = stops.iter().map(|stop| json!({ "page": stop.page, "note": stop.note })).collect();
    (!stops.is_empty()).then(|| json!({ "stops": stops }))
}

/// The run of whoever has made none: home, then the ten pillars.
pub fn usual() -> Vec<Stop> {
    std::iter::once(Stop::at("home")).chain(PILLARS.iter().map(|pillar| Stop::at(&format!("p/{}", pillar.number)))).collect()
}

/// The run after one screen was put at another place, the others keeping their order.
pub fn moved(stops: &[Stop], from: usize, to: usize) -> Vec<Stop> {
    let mut moved = stops.to_vec();
    if from < moved.len() {
        let stop = moved.remove(from);
        moved.insert(to.min(moved.len()), stop);
    }
    moved
}

/// A presentation that is under way. It outlives a reload, so that what was changed can still be kept or thrown away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presentation {
    /// The one workspace that may be seen.
    pub workspace: Id,
    /// The restore point made before it.
    pub point: Id,
    /// When it began, in milliseconds since 1970, UTC.
    pub since_ms: u64,
    /// Place in the run, from 0.
    pub at: usize,
    /// The screen is black.
    pub black: bool,
}

impl Presentation {
    /// Reads it; nothing if it is not whole.
    pub fn read(text: &str) -> Option<Self> {
        let json: Json = serde_json::from_slice(text.as_bytes()).ok()?;
        let id = |name: &str| json.get(name)?.as_str()?.parse().ok();
        let number = |name: &str| json.get(name)?.as_u64();
        Some(Self {
            workspace: id("workspace")?,
            point: id("point")?,
            since_ms: number("since_ms")?,
            at: usize::try_from(number("at").unwrap_or(0)).ok()?,
            black: json.get("black").and_then(Json::as_bool).unwrap_or(false),
        })
    }

    /// The stored form.
    pub fn write(&self) -> String {
        let (workspace, point) = (self.workspace.to_string(), self.point.to_string());
        json!({ "workspace": workspace, "point": point, "since_ms": self.since_ms, "at": self.at, "black": self.black }).to_string()
    }

    /// The same, so many screens further or, if negative, back; it stays inside a run of `count` screens and shows something.
    #[must_use]
    pub fn stepped(&self, by: isize, count: usize) -> Self {
        Self { at: self.at.saturating_add_signed(by).min(count.saturating_sub(1)), black: false, ..self.clone() }
    }
}

/// What a key does in front of an audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// So many screens on, or back.
    Step(isize),
    /// The screen becomes black, or shows something again.
    Black,
    /// A pillar by its number.
    Pillar(u8),
    /// Asks how to end.
    End,
}

/// The command of a key by its name in the browser. Clickers send PageDown and PageUp, and B or a full stop for black.
/// Letters and digits only where single keys are switched on.
pub fn command(key: &str, single_keys: bool) -> Option<Command> {
    Some(match key {
        "PageDown" | "ArrowRight" | " " => Command::Step(1),
        "PageUp" | "ArrowLeft" => Command::Step(-1),
        "Escape" => Command::End,
        "b" | "B" | "." | "。" if single_keys => Command::Black,
        digit if single_keys && digit.len() == 1 => match digit.bytes().next()? {
            b'0' => Command::Pillar(10),
            byte @ b'1'..=b'9' => Command::Pillar(byte - b'0'),
            _ => return None,
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stops(pages: &[&str]) -> Vec<Stop> {
        pages.iter().map(|page| Stop::at(page)).collect()
    }

    #[test]
    fn a_run_reads_back_and_what_is_broken_is_left_out() {
        let run = vec![Stop { page: "p/3".to_owned(), note: "说人少事多".to_owned() }, Stop::at("kpi")];
        assert_eq!(write(&run).map(|json| read(&json)), Some(run));
        assert_eq!(write(&[]), None);
        assert_eq!(read(&json!({ "stops": [{ "note": "no page" }, 7, { "page": "home" }] })), stops(&["home"]));
        assert_eq!(read(&json!("nothing")), []);
        assert_eq!(usual().len(), 11);
    }

    #[test]
    fn a_screen_is_put_elsewhere() {
        let run = stops(&["a", "b", "c"]);
        assert_eq!(moved(&run, 2, 0), stops(&["c", "a", "b"]));
        assert_eq!(moved(&run, 0, 9), stops(&["b", "c", "a"]));
        assert_eq!(moved(&run, 9, 0), run);
    }

    #[test]
    fn a_presentation_outlives_a_reload() {
        let now = Presentation { workspace: Id::from_number(1), point: Id::from_number(2), since_ms: 1_790_000_000_000, at: 3, black: true };
        assert_eq!(Presentation::read(&now.write()), Some(now));
        assert_eq!(Presentation::read("{\"workspace\":\"x\"}"), None);
        assert_eq!(Presentation::read(""), None);
    }

    #[test]
    fn clickers_and_keys() {
        let table = [
            ("PageDown", Some(Command::Step(1))),
            ("ArrowLeft", Some(Command::Step(-1))),
            ("b", Some(Command::Black)),
            (".", Some(Command::Black)),
            ("1", Some(Command::Pillar(1))),
            ("0", Some(Command::Pillar(10))),
            ("Escape", Some(Command::End)),
            ("x", None),
            ("F5", None),
            ("", None),
        ];
        for (key, expected) in table {
            assert_eq!(command(key, true), expected, "{key}");
        }
        assert_eq!((command("b", false), command("3", false)), (None, None));
        assert_eq!(command("PageUp", false), Some(Command::Step(-1)));
    }

    proptest! {
        #[test]
        fn steps_stay_inside_the_run(at in 0_usize..200, by in -5_isize..5, count in 0_usize..120) {
            let now = Presentation { workspace: Id::from_number(1), point: Id::from_number(2), since_ms: 0, at, black: true };
            let stepped = now.stepped(by, count);
            prop_assert!(stepped.at < count.max(1));
            prop_assert!(!stepped.black);
        }

        #[test]
        fn moving_loses_no_screen(from in 0_usize..6, to in 0_usize..6) {
            let run = stops(&["a", "b", "c", "d"]);
            let mut moved: Vec<String> = moved(&run, from, to).into_iter().map(|stop| stop.page).collect();
            moved.sort();
            prop_assert_eq!(moved, ["a", "b", "c", "d"]);
        }
    }
}
