//! The needs list: what marketing software must do for the company, how each candidate does it, and the fit (P00.09).

use std::sync::Arc;

use leptos::prelude::*;
use model::{Json, Record};
use pillars::diagnosis::needs as logic;
use pillars::diagnosis::software_need::{FITS, IMPORTANCE, NEED, SOFTWARE_NEED, TEXT};
use ui::lang::{language, t, t_with};
use ui::{Badge, Button, EmptyState, Icon, SelectInput, TextInput, Tone, live};
use views::document::{print, print_button};
use views::kept::Kept;
use views::labels::{choice_label, choice_options, choice_options_at, date_text};

use super::desk::{Desk, pillar_name};

pub(super) fn needs(desk: Desk) -> AnyView {
    // Software that is named but not judged yet; the application itself stands first.
    let named = RwSignal::new(Vec::<String>::new());
    let reader = desk.session.clone();
    let chosen = Memo::new(move |_| reader.all(SOFTWARE_NEED.name));
    let software = Memo::new(move |_| {
        let mut names = chosen.with(|needs| logic::software(needs));
        for name in named.get() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if names.is_empty() {
            names.push(t("ui.app"));
        }
        names
    });
    let groups = (0..=10_u8).map(|turn| (turn + 1) % 11).map(|number| group(&desk, number, chosen, software)).collect_view();
    let result = desk.clone();
    view! {
        {add_software(named)}
        <div class="needs no-print-open">{groups}{own(&desk, chosen, software)}</div>
        {live(move || fits(&result, &chosen.get(), &software.get()))}
        {print_button(Callback::new(|()| print()))}
    }
    .into_any()
}

fn add_software(named: RwSignal<Vec<String>>) -> AnyView {
    let typed = Kept::new("software");
    let add = Callback::new(move |()| {
        let name = typed.now().trim().to_owned();
        if !name.is_empty() {
            named.update(|names| names.push(name));
            typed.used();
        }
    });
    view! {
        <div class="list-add no-print">
            <TextInput label=ui::text("ui.diagnosis.software_name") value=typed.text() on_input=typed.typing() on_enter=add id="software-name" />
            <Button label=ui::text("ui.diagnosis.software_add") icon=Icon::Plus on_press=add test_id="add-software" />
        </div>
    }
    .into_any()
}

/// The record of a need of our list, if the company has it; tracked.
fn record_of(chosen: Memo<Vec<Arc<Record>>>, need: &str) -> Option<Arc<Record>> {
    chosen.with(|needs| needs.iter().find(|record| NEED.get(&***record).as_deref() == Some(need)).cloned())
}

fn table(caption: String, rows: AnyView, software: Memo<Vec<String>>) -> AnyView {
    let heads = move || software.get().into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    let label = caption.clone();
    view! {
        <div class="grid-scroll" tabindex="0" role="region" aria-label=label>
            <table class="table table-cards needs-table">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr><th scope="col">{ui::say_key("field.software_need.text")}</th><th scope="col">{ui::say_key("field.software_need.importance")}</th>{live(heads)}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn group(desk: &Desk, number: u8, chosen: Memo<Vec<Arc<Record>>>, software: Memo<Vec<String>>) -> AnyView {
    let all = desk.content.structure.needs.iter().filter(|need| need.pillar == number);
    let rows = all
        .map(|need| {
            let id = need.id.clone();
            let text = desk.content.texts.needs.get(&id).map(|texts| texts.text.clone()).unwrap_or_default();
            let record = Memo::new(move |_| record_of(chosen, &id));
            row(desk, need.id.clone(), text, record, software)
        })
        .collect_view()
        .into_any();
    let title = pillar_name(number);
    view! { <section class="diagnosis-section"><h2>{title.clone()}</h2>{table(title, rows, software)}</section> }.into_any()
}

/// Needs of the company's own, and a way to add one.
fn own(desk: &Desk, chosen: Memo<Vec<Arc<Record>>>, software: Memo<Vec<String>>) -> AnyView {
    let typed = Kept::new("need");
    let adder = desk.clone();
    let add = Callback::new(move |()| {
        let text = typed.now().trim().to_owned();
        if text.is_empty() {
            return;
        }
        let record = adder.fresh(SOFTWARE_NEED.name, &[(TEXT.name(), Json::from(text.clone())), (IMPORTANCE.name(), Json::from("must"))]);
        if adder.commit("ui.history.need", text, |step| step.add(record)) {
            typed.used();
        }
    });
    // Rows stay while only what is in them changes, so that the focus stays where it is.
    let ids =
        Memo::new(move |_| chosen.with(|needs| needs.iter().filter(|need| NEED.get(&***need).is_none()).map(|need| need.id).collect::<Vec<_>>()));
    let reader = desk.clone();
    let rows = move || {
        let reader = reader.clone();
        live(move || {
            ids.get()
                .into_iter()
                .map(|id| {
                    let record = Memo::new(move |_| chosen.with(|needs| needs.iter().find(|need| need.id == id).cloned()));
                    let text = untrack(|| record.get()).and_then(|need| TEXT.get(&*need)).unwrap_or_default();
                    row(&reader, String::new(), text, record, software)
                })
                .collect_view()
        })
    };
    let title = t("ui.diagnosis.own_needs");
    let (named, has_rows) = (title.clone(), Memo::new(move |_| ids.with(|ids| !ids.is_empty())));
    view! {
        <section class="diagnosis-section">
            <h2>{title}</h2>
            {live(move || has_rows.get().then(|| table(named.clone(), rows(), software)))}
            <div class="list-add no-print">
                <TextInput label=ui::text("ui.diagnosis.own_need") value=typed.text() on_input=typed.typing() on_enter=add id="own-need" />
                <Button label=ui::text("ui.diagnosis.need_add") icon=Icon::Plus on_press=add test_id="add-need" />
            </div>
        </section>
    }
    .into_any()
}

fn row(desk: &Desk, need: String, text: String, record: Memo<Option<Arc<Record>>>, software: Memo<Vec<String>>) -> AnyView {
    let importance = Signal::derive(move || record.with(|record| record.as_ref().and_then(|record| IMPORTANCE.get(&**record)).unwrap_or_default()));
    let options = Signal::derive(|| SOFTWARE_NEED.field("importance").map(|field| choice_options("software_need", field)).unwrap_or_default());
    let (writer, listed, words) = (desk.clone(), need, text.clone());
    let weigh = Callback::new(move |code: String| {
        let known = untrack(|| record.get());
        writer.commit("ui.history.need", words.clone(), |step| match (known, code.as_str()) {
            (Some(record), "") => step.remove(record.id),
            (Some(record), code) => step.set(record.id, IMPORTANCE.name(), Some(Json::from(code))),
            (None, "") => step,
            (None, code) => {
                let fields =
                    [(TEXT.name(), Json::from(words.as_str())), (NEED.name(), Json::from(listed.as_str())), (IMPORTANCE.name(), Json::from(code))];
                let filled: Vec<(&str, Json)> = fields.into_iter().filter(|(_, json)| json.as_str() != Some("")).collect();
                step.add(writer.fresh(SOFTWARE_NEED.name, &filled))
            }
        });
    });
    let (judge, title) = (desk.clone(), text.clone());
    let needed = Memo::new(move |_| record.with(Option::is_some));
    let cells = move || {
        let is_needed = needed.get();
        software.get().into_iter().map(|name| cell(&judge, &title, &name, record, is_needed)).collect_view()
    };
    let label = t_with("ui.diagnosis.importance_of", &[("need", &text)]);
    view! {
        <tr>
            <th scope="row">{text.clone()}</th>
            <td data-label=ui::text("field.software_need.importance")><SelectInput label=label hide_label=true value=importance options=options on_change=weigh allow_empty=true /></td>
            {live(cells)}
        </tr>
    }
    .into_any()
}

/// How a piece of software meets a need, with a note.
fn cell(desk: &Desk, need: &str, software: &str, record: Memo<Option<Arc<Record>>>, is_needed: bool) -> AnyView {
    if !is_needed {
        return view! { <td class="muted" data-label=software.to_owned()>{ui::format::missing()}</td> }.into_any();
    }
    let name = software.to_owned();
    let judged = Memo::new(move |_| record.with(|record| record.as_ref().map(|record| logic::judged(record, &name)).unwrap_or_default()));
    let fit = Signal::derive(move || judged.get().0.unwrap_or_default());
    let note = Signal::derive(move || judged.get().1);
    let (writer, name, title) = (desk.clone(), software.to_owned(), need.to_owned());
    let write = Callback::new(move |(fit, note): (String, String)| {
        let Some(record) = untrack(|| record.get()) else { return };
        let rows = logic::judge(&record, &name, Some(fit.as_str()).filter(|code| !code.is_empty()), &note);
        writer.commit("ui.history.fit", title.clone(), |step| step.set(record.id, FITS.name(), rows).group(&format!("{}.{name}", record.id)));
    });
    let options = Signal::derive(|| {
        let column = SOFTWARE_NEED.field("fits").and_then(|field| field.columns.iter().find(|column| column.name == "fit"));
        column.map(|column| choice_options_at("software_need", "fits.fit", column)).unwrap_or_default()
    });
    let values = [("need", need), ("software", software)];
    let (of_fit, of_note) = (t_with("ui.diagnosis.fit_of", &values), t_with("ui.diagnosis.note_of", &values));
    view! {
        <td data-label=software.to_owned()>
            <div class="need-fit">
                <SelectInput label=of_fit hide_label=true value=fit options=options on_change=Callback::new(move |code| write.run((code, note.get_untracked()))) allow_empty=true />
                <TextInput label=of_note hide_label=true value=note placeholder=ui::text("field.software_need.fits.note") on_input=Callback::new(move |text| write.run((fit.get_untracked(), text))) />
            </div>
        </td>
    }
    .into_any()
}

/// The result to print: the fit of each piece of software and what it lacks.
fn fits(desk: &Desk, needs: &[Arc<Record>], software: &[String]) -> AnyView {
    if needs.is_empty() {
        return view! { <EmptyState title=ui::text("ui.diagnosis.needs_empty") about=ui::text("ui.diagnosis.needs_empty_about") icon=Icon::Document /> }.into_any();
    }
    let cards = software.iter().map(|name| {
        let fit = logic::fit(needs, name);
        let share = fit.share.map_or_else(|| ui::format::missing().to_owned(), |share| ui::format::ratio(share, 0, language()));
        let lacks = needs.iter().filter_map(|need| {
            let (code, note) = logic::judged(need, name);
            let code = code.filter(|code| code != "met")?;
            let listed = NEED.get(&**need).and_then(|id| desk.content.texts.needs.get(&id).map(|texts| texts.text.clone()));
            let text = listed.or_else(|| TEXT.get(&**need)).unwrap_or_default();
            let importance = choice_label("software_need", "importance", &IMPORTANCE.get(&**need).unwrap_or_default());
            let tone = if code == "not" { Tone::Danger } else { Tone::Warning };
            Some(view! { <li><Badge label=choice_label("software_need", "fits.fit", &code) tone=tone />" "{text}<span class="muted">" · "{importance}{(!note.is_empty()).then(|| format!(" · {note}"))}</span></li> })
        }).collect::<Vec<_>>();
        let counts = [("met", fit.met), ("partly", fit.partly), ("unmet", fit.unmet), ("open", fit.open)].map(|(name, count)| (name, count.to_string()));
        let counts: Vec<(&str, &str)> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
        view! {
            <section class="diagnosis-headline" data-testid="fit">
                <h3>{name.clone()}</h3>
                <p class="diagnosis-band"><strong>{share}</strong></p>
                <p class="muted">{t_with("ui.diagnosis.fit_counts", &counts)}</p>
                {(!lacks.is_empty()).then(|| view! { <ul class="need-lacks">{lacks}</ul> })}
            </section>
        }
    }).collect_view();
    let who = format!("{} · {}", desk.company(), date_text(desk.session.today.get()));
    view! { <section class="diagnosis-section"><h2>{ui::say_key("ui.diagnosis.fit")}</h2><p>{who}</p><p class="muted">{ui::say_key("ui.diagnosis.fit_about")}</p><div class="diagnosis-pair">{cards}</div></section> }.into_any()
}
