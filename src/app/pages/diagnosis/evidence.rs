//! What stands behind an answer: a note, a link, a record; and what the workspace itself can say, never scored by itself.

use leptos::prelude::*;
use model::Json;
use pillars::diagnosis::assessment_score::{EVIDENCE, LINK, NOTE, RECORD};
use pillars::diagnosis::content::Statement;
use ui::lang::t_with;
use ui::{Button, ButtonLook, PickOne, TextInput, live};
use views::labels::kind_label;

use super::score::Sheet;

pub(super) fn evidence(sheet: &Sheet, statement: &Statement) -> AnyView {
    let desk = sheet.desk.clone();
    let id = statement.id.clone();
    let read = {
        let (sheet, id) = (sheet.clone(), id.clone());
        move |field: &str| sheet.given(&id).and_then(|record| record.fields.get(field).and_then(Json::as_str).map(str::to_owned)).unwrap_or_default()
    };
    let write = {
        let (sheet, id) = (sheet.clone(), id.clone());
        move |field: &str, text: String| {
            sheet.write(&id, field, (!text.trim().is_empty()).then(|| Json::from(text)));
        }
    };
    let (noted, linked, chosen) = (read.clone(), read.clone(), read.clone());
    let note = Signal::derive(move || noted(NOTE.name()));
    let link = Signal::derive(move || linked(LINK.name()));
    let record = Signal::derive(move || Some(chosen(RECORD.name())).filter(|id| !id.is_empty()));
    let (note_writer, link_writer, record_writer, quoter) = (write.clone(), write.clone(), write.clone(), write);
    let facts = {
        let (desk, ids) = (desk.clone(), statement.facts.clone());
        Memo::new(move |_| desk.facts(&ids))
    };
    let offered = move || {
        let items = facts.get().into_iter().map(|sentence| {
            let (quoter, quoted) = (quoter.clone(), sentence.clone());
            let quote = Callback::new(move |()| {
                let before = note.get_untracked();
                let joined = if before.trim().is_empty() { quoted.clone() } else { format!("{}\n{quoted}", before.trim_end()) };
                if !before.contains(&quoted) {
                    quoter(NOTE.name(), joined);
                }
            });
            let about = t_with("ui.list.quoted", &[("title", &sentence)]);
            view! { <li><span>{sentence}</span><Button label=ui::text("ui.diagnosis.quote") about=about look=ButtonLook::Text on_press=quote test_id="quote-fact" /></li> }
        }).collect_view();
        (!facts.with(Vec::is_empty)).then(|| view! { <h3>{ui::say_key("ui.diagnosis.facts")}</h3><p class="muted">{ui::say_key("ui.diagnosis.facts_about")}</p><ul class="scoring-facts" data-testid="facts">{items}</ul> })
    };
    // Records of the kinds that the statement's step works on.
    let options = {
        let (desk, step) = (desk.clone(), statement.step.clone());
        Signal::derive(move || {
            let pillar = step.split('.').next().unwrap_or_default().to_owned();
            let kinds: Vec<String> = desk
                .session
                .content(&pillar)
                .and_then(|content| Some(content.structure.step_of(&step)?.kinds().into_iter().map(ToString::to_string).collect()))
                .unwrap_or_default();
            let known = kinds.iter().filter(|kind| EVIDENCE.contains(&kind.as_str()));
            known
                .flat_map(|kind| desk.session.choices(kind).into_iter().map(|(id, title)| (id, format!("{} · {title}", kind_label(kind)))))
                .collect::<Vec<_>>()
        })
    };
    let (step_href, titled, step) = (desk.step_href(&statement.step), desk.clone(), statement.step.clone());
    view! {
        <aside class="scoring-evidence" aria-label=ui::text("ui.diagnosis.evidence")>
            {live(offered)}
            <TextInput label=ui::text("field.assessment_score.note") value=note on_input=Callback::new(move |text| note_writer(NOTE.name(), text)) multiline=true hint=ui::text("ui.diagnosis.note_hint") id="score-note" />
            <TextInput label=ui::text("field.assessment_score.link") value=link on_input=Callback::new(move |text| link_writer(LINK.name(), text)) input_mode="url" id="score-link" />
            <PickOne label=ui::text("field.assessment_score.record") value=record options=options on_change=Callback::new(move |id: Option<String>| record_writer(RECORD.name(), id.unwrap_or_default())) id="score-record" />
            <p><a href=step_href>{live(move || t_with("ui.diagnosis.to_step", &[("title", &titled.step_title(&step))]))}</a></p>
        </aside>
    }
    .into_any()
}
