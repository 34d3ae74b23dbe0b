//! The rating of marketing effectiveness: fifteen questions, a total only when all are answered, and how it moved (P05.A05).

use std::sync::Arc;

use leptos::prelude::*;
use model::{Id, Json, Order as _, Record};
use pillars::diagnosis::content::Question;
use pillars::diagnosis::effectiveness_rating::{ANSWERS, DATED, EFFECTIVENESS_RATING, NAME};
use pillars::diagnosis::rating as points;
use ui::lang::{t, t_with};
use ui::{Badge, Button, ButtonLook, Callout, Card, EmptyState, Icon, Radar, Series, Show, Tone, ValueFormat, live};
use views::document::{print, print_button};
use views::labels::date_text;

use super::super::exceptional::NotFoundHere;
use super::desk::{Desk, period_text, source_text};

/// All ratings, the latest first; tracked.
fn ratings(desk: &Desk) -> Vec<Arc<Record>> {
    let mut all = desk.session.all(EFFECTIVENESS_RATING.name);
    all.order_by_key(|record| std::cmp::Reverse((DATED.get(&**record), record.id)));
    all
}

/// A rating, or the list of them.
pub(super) fn rating(desk: Desk, id: Option<Id>) -> AnyView {
    match id {
        Some(id) if untrack(|| desk.record(EFFECTIVENESS_RATING.name, id)).is_none() => view! { <NotFoundHere /> }.into_any(),
        Some(id) => sheet(desk, id),
        None => list(desk),
    }
}

fn list(desk: Desk) -> AnyView {
    let (beginner, reader, rows) = (desk.clone(), desk.clone(), desk);
    let begin = Callback::new(move |()| {
        let title = beginner.dated_name(&t("ui.diagnosis.rating_word"));
        let fields = [(NAME.name(), Json::from(title.clone())), (DATED.name(), beginner.today())];
        let record = beginner.fresh(EFFECTIVENESS_RATING.name, &fields);
        let id = record.id;
        if beginner.commit("ui.history.rating", title, |step| step.add(record)) {
            beginner.show(&format!("rating/{id}"));
        }
    });
    let all = Memo::new(move |_| ratings(&reader));
    let body = move || {
        all.get()
            .iter()
            .map(|record| {
                let total = points::total(&rows.content.structure, record);
                let href = rows.href(&format!("rating/{}", record.id));
                let band = total.band.and_then(|band| rows.content.texts.rating_bands.get(&band.id)).cloned();
                let shown = match total.points {
                    Some(points) => points.to_string(),
                    None => t_with("ui.diagnosis.rating_open", &[("n", &total.open.to_string())]),
                };
                view! {
                    <tr>
                        <th scope="row"><a href=href>{NAME.get(&**record).unwrap_or_default()}</a></th>
                        <td class="nowrap" data-label=ui::text("field.effectiveness_rating.dated")>{DATED.get(&**record).map(date_text)}</td>
                        <td class="is-number" data-label=ui::text("ui.diagnosis.total")>{shown}</td>
                        <td data-label=ui::text("ui.diagnosis.band")>{band.unwrap_or_else(|| ui::format::missing().to_owned())}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    view! {
        <div class="diagnosis-head"><h2>{ui::say_key("kind.effectiveness_rating.many")}</h2>
            <Button label=ui::text("ui.diagnosis.rating_begin") icon=Icon::Plus look=ButtonLook::Primary on_press=begin test_id="begin-rating" /></div>
        <Show when=move || !all.with(Vec::is_empty) fallback=move || view! { <EmptyState title=ui::text("ui.diagnosis.rating_empty") about=ui::text("kind.effectiveness_rating.about") icon=Icon::Chart /> }>
            <div class="grid-scroll" tabindex="0" role="region" aria-label=ui::text("kind.effectiveness_rating.many")>
                <table class="table table-cards" data-testid="ratings">
                    <caption class="visually-hidden">{ui::say_key("kind.effectiveness_rating.many")}</caption>
                    <thead><tr><th scope="col">{ui::say_key("field.effectiveness_rating.name")}</th><th scope="col">{ui::say_key("field.effectiveness_rating.dated")}</th><th scope="col" class="is-number">{ui::say_key("ui.diagnosis.total")}</th><th scope="col">{ui::say_key("ui.diagnosis.band")}</th></tr></thead>
                    <tbody>{live(body.clone())}</tbody>
                </table>
            </div>
        </Show>
    }
    .into_any()
}

fn sheet(desk: Desk, id: Id) -> AnyView {
    let reader = desk.clone();
    let record = Memo::new(move |_| reader.record(EFFECTIVENESS_RATING.name, id));
    let groups = desk
        .content
        .structure
        .attributes
        .iter()
        .map(|attribute| {
            let title = desk.content.texts.attributes.get(attribute).cloned().unwrap_or_default();
            let questions = desk.content.structure.rating.iter().filter(|question| question.attribute == *attribute);
            let items = questions.map(|question| question_view(&desk, question, record, id)).collect_view();
            view! { <section class="diagnosis-section"><h2>{title}</h2><div class="rating-questions">{items}</div></section> }
        })
        .collect_view();
    let named = desk.clone();
    let axes = Signal::derive(move || {
        named.content.structure.attributes.iter().map(|id| named.content.texts.attributes.get(id).cloned().unwrap_or_default()).collect::<Vec<_>>()
    });
    // This rating and the one before it, each with what is complete.
    let finder = desk.clone();
    let compared = Memo::new(move |_| {
        let dated = |record: &Record| (DATED.get(record), record.id);
        let Some(this) = record.get() else { return Vec::new() };
        let before = ratings(&finder).into_iter().find(|other| dated(other) < dated(&this));
        before.into_iter().chain([this]).collect::<Vec<_>>()
    });
    let drawer = desk.clone();
    let series = Signal::derive(move || {
        let one = |record: &Arc<Record>| {
            let total = points::total(&drawer.content.structure, record);
            let values = total.attributes.iter().map(|(_, points)| points.map(|points| points as f64)).collect();
            Series::new(NAME.get(&**record).unwrap_or_default(), values)
        };
        compared.with(|all| all.iter().map(one).collect::<Vec<_>>())
    });
    let period = Signal::derive(move || compared.with(|all| period_text(&all.iter().map(|one| DATED.get(&**one)).collect::<Vec<_>>())));
    let source = Signal::derive(move || {
        compared.with(|all| {
            let names: Vec<String> = all.iter().filter_map(|one| NAME.get(&**one)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            source_text(&names, EFFECTIVENESS_RATING.name, all.len())
        })
    });
    let title = Signal::derive(move || {
        let (axes, series) = (axes.get(), series.get());
        let now = series.last().map(|one| one.values.clone()).unwrap_or_default();
        let known = || axes.iter().zip(&now).filter_map(|(name, value)| Some((name, (*value)?)));
        let (low, high) = (known().min_by(|one, other| one.1.total_cmp(&other.1)), known().max_by(|one, other| one.1.total_cmp(&other.1)));
        match low.zip(high) {
            Some((low, high)) if low.1 < high.1 => t_with("ui.diagnosis.radar", &[("low", low.0), ("high", high.0)]),
            _ => t("ui.diagnosis.rating_radar"),
        }
    });
    let (adder, back, remover) = (desk.clone(), desk.href("rating"), desk.clone());
    let remove = Callback::new(move |()| {
        remover.session.remove(&[id]);
        remover.show("rating");
    });
    let head = desk.clone();
    view! {
        <div class="diagnosis-head"><h2>{live(move || record.with(|record| record.as_ref().and_then(|record| NAME.get(&**record)).unwrap_or_default()))}</h2><div class="page-actions no-print">
            <a href=back>{ui::say_key("kind.effectiveness_rating.many")}</a>
            <Button label=ui::text("ui.record.remove_this") icon=Icon::Trash look=ButtonLook::Danger on_press=remove test_id="remove-rating" />
        </div></div>
        {live(move || record.get().map(|record| total_view(&head, &record)))}
        {groups}
        {live(move || record.get().map(|record| total_view(&adder, &record)))}
        <Card><Radar title=title unit=ui::text("ui.diagnosis.rating_unit") period=period source=source axes=axes series=series max=6.0 format=ValueFormat::Number(0) test_id="rating-radar" /></Card>
        {print_button(Callback::new(|()| print()))}
    }
    .into_any()
}

fn total_view(desk: &Desk, record: &Record) -> AnyView {
    let total = points::total(&desk.content.structure, record);
    let Some(sum) = total.points else {
        let words = t_with("ui.diagnosis.rating_missing", &[("n", &total.open.to_string())]);
        return view! { <Callout tone=Tone::Info test_id="rating-open"><p>{words}</p></Callout> }.into_any();
    };
    let band = total.band.and_then(|band| desk.content.texts.rating_bands.get(&band.id)).cloned().unwrap_or_default();
    view! {
        <section class="diagnosis-headline" data-testid="rating-total">
            <p class="diagnosis-band"><strong>{sum}</strong><span>" / 30"</span><Badge label=band tone=Tone::Primary /></p>
        </section>
    }
    .into_any()
}

fn question_view(desk: &Desk, question: &Question, record: Memo<Option<Arc<Record>>>, id: Id) -> AnyView {
    let Some(texts) = desk.content.texts.rating.get(&question.id).cloned() else { return ().into_any() };
    let asked = question.id.clone();
    let given = Memo::new(move |_| record.with(|record| record.as_ref().and_then(|record| points::points(record, &asked))));
    let options = texts.answers.into_iter().enumerate().map(|(worth, text)| {
        let worth = worth as i64;
        let (writer, asked, title) = (desk.clone(), question.id.clone(), texts.question.clone());
        let choose = move |_| {
            let rows = points::answered(&writer.content.structure, untrack(|| record.get()).as_deref(), &asked, worth);
            writer.commit("ui.history.rating_answer", title.clone(), |step| step.set(id, ANSWERS.name(), Some(rows)));
        };
        view! {
            <label class="rating-answer">
                <input type="radio" name=format!("rating-{}", question.id) value=worth.to_string() prop:checked=move || given.get() == Some(worth) on:change=choose />
                <span><strong>{worth}</strong>" "{text}</span>
            </label>
        }
    }).collect_view();
    view! {
        <fieldset class="rating-question" data-testid=format!("question-{}", question.id)>
            <legend>{texts.question.clone()}</legend>
            {options}
        </fieldset>
    }
    .into_any()
}
