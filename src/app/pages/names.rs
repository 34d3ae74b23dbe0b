//! Names of screens, for lists of them: the run of show, the code for frames.

use ui::lang::{t, t_with};
use views::labels::{kind_many, pillar_label};
use views::route::SHORT_NAMES;
use views::{Place, Session};

/// Key of the name of a screen that is the same in every workspace.
fn fixed(place: &Place) -> Option<&'static str> {
    Some(match place {
        Place::Home => "ui.nav.home",
        Place::Data => "ui.nav.data",
        Place::Settings => "ui.nav.settings",
        Place::Help => "ui.nav.help",
        Place::History => "ui.nav.history",
        Place::Search => "ui.nav.search",
        Place::Actions => "ui.nav.actions",
        Place::Reviews => "ui.nav.reviews",
        Place::Alerts => "ui.nav.alerts",
        Place::Dashboard => "ui.nav.dashboard",
        Place::Diagnosis(_) => "ui.nav.diagnosis",
        Place::Report => "ui.nav.report",
        Place::Embed => "ui.nav.embed",
        Place::Library => "ui.nav.library_all",
        Place::Method => "ui.nav.method",
        Place::Quality => "ui.quality.title",
        Place::Run | Place::Notes => "ui.nav.present",
        _ => return None,
    })
}

/// The name of a screen of this workspace; tracked.
pub(crate) fn place_name(session: &Session, place: &Place) -> String {
    if let Some(key) = fixed(place) {
        return t(key);
    }
    let of_pillar = |number: &u8| format!("P{number:02}");
    match place {
        Place::Pillar(number) => format!("{number} {}", pillar_label(&of_pillar(number))),
        Place::Check(number) => t_with("ui.present.check", &[("pillar", &pillar_label(&of_pillar(number)))]),
        Place::Step(number, row) => {
            let pillar = of_pillar(number);
            let title =
                session.content(&pillar).and_then(|content| content.texts.steps.get(&format!("{pillar}.{row}")).map(|texts| texts.title.clone()));
            title.unwrap_or_else(|| place.path())
        }
        Place::Document(number, output) => {
            let title = session.content(&of_pillar(number)).and_then(|content| content.texts.outputs.get(output).map(|texts| texts.title.clone()));
            title.unwrap_or_else(|| place.path())
        }
        Place::List(kind) => kind_many(kind),
        Place::Record(_, id) => session.title_of(*id),
        other => other.path(),
    }
}

/// The screens that are worth showing, by address and name: those of every day, then each pillar with its steps and documents;
/// tracked.
pub(crate) fn screens(session: &Session) -> Vec<(String, String)> {
    let everyday = [Place::Home, Place::Dashboard, Place::Diagnosis(String::new()), Place::Actions, Place::Alerts, Place::Reviews, Place::Method];
    let mut all: Vec<(String, String)> = everyday.iter().map(|place| (place.path(), place_name(session, place))).collect();
    for pillar in pillars::PILLARS.iter().filter(|pillar| pillar.ready) {
        let place = Place::Pillar(pillar.number);
        all.push((place.path(), place_name(session, &place)));
        let Some(content) = session.content(pillar.id) else { continue };
        let steps = content.structure.steps.iter().filter_map(|step| Place::step(&step.id));
        let documents = content.structure.outputs.iter().map(|output| Place::Document(pillar.number, output.id.clone()));
        for place in steps.chain(documents) {
            all.push((place.path(), format!("{} · {}", pillar.number, place_name(session, &place))));
        }
    }
    all
}

/// The same screens by the address that a frame is given: the short one where there is one; tracked.
pub(crate) fn framed_screens(session: &Session) -> Vec<(String, String)> {
    let short = |path: String| {
        let of_document = SHORT_NAMES.iter().find(|(_, pillar, output)| Place::Document(*pillar, (*output).to_owned()).path() == path);
        of_document.map_or(path, |(short, ..)| (*short).to_owned())
    };
    screens(session).into_iter().map(|(path, name)| (short(path), name)).collect()
}

/// The address of the app without query and route.
pub(crate) fn own_address() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split(['?', '#']).next().unwrap_or_default().to_owned()
}
