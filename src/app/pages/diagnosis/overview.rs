//! Assessments begun so far, and the self-check of six complaints.

use std::sync::Arc;

use leptos::prelude::*;
use model::{Order as _, Record};
use pillars::diagnosis::assessment::{DATED, FORM, LOCKED_ON, NAME, STAGE};
use pillars::diagnosis::{result, scoring};
use ui::lang::{t, t_with};
use ui::{Badge, Button, ButtonLook, EmptyState, Icon, Show, Tone, live};
use views::labels::{choice_label, date_text};

use super::begin::BeginDialog;
use super::desk::{Desk, mean_text};
use super::self_check::self_check;

/// All assessments, the latest first; tracked.
pub(super) fn assessments(desk: &Desk) -> Vec<Arc<Record>> {
    let mut all = desk.session.all("assessment");
    all.order_by_key(|record| std::cmp::Reverse((DATED.get(&**record), record.id)));
    all
}

pub(super) fn overview(desk: Desk) -> AnyView {
    let open = RwSignal::new(false);
    let begin = Callback::new(move |()| open.set(true));
    let reader = desk.clone();
    let all = Memo::new(move |_| assessments(&reader));
    let (rows_desk, empty_desk) = (desk.clone(), desk.clone());
    let rows = move || all.get().iter().map(|record| row(&rows_desk, record)).collect_view();
    let is_empty = move || all.with(Vec::is_empty);
    let empty = move || {
        let _ = &empty_desk;
        view! {
            <EmptyState title=ui::text("ui.diagnosis.empty") about=ui::text("ui.diagnosis.empty_about") icon=Icon::Chart test_id="diagnosis-empty">
                <Button label=ui::text("ui.diagnosis.begin") look=ButtonLook::Primary on_press=begin test_id="begin-assessment" />
            </EmptyState>
        }
    };
    view! {
        <section class="diagnosis-section" aria-labelledby="assessments-title">
            <div class="diagnosis-head">
                <h2 id="assessments-title">{ui::say_key("kind.assessment.many")}</h2>
                {live(move || (!is_empty()).then(|| view! { <Button label=ui::text("ui.diagnosis.begin") icon=Icon::Plus look=ButtonLook::Primary on_press=begin test_id="begin-assessment" /> }))}
            </div>
            <Show when=move || !is_empty() fallback=empty>
                // Named by its caption: the section around it is the landmark.
                <section class="grid-scroll" tabindex="0">
                    <table class="table table-cards" data-testid="assessments">
                        <caption class="visually-hidden">{ui::say_key("kind.assessment.many")}</caption>
                        <thead><tr>
                            <th scope="col">{ui::say_key("field.assessment.name")}</th><th scope="col">{ui::say_key("field.assessment.stage")}</th>
                            <th scope="col">{ui::say_key("field.assessment.dated")}</th><th scope="col">{ui::say_key("ui.diagnosis.raters")}</th>
                            <th scope="col" class="is-number">{ui::say_key("ui.diagnosis.mean")}</th><th scope="col">{ui::say_key("ui.diagnosis.state")}</th>
                            <th scope="col"><span class="visually-hidden">{ui::say_key("ui.rows.actions")}</span></th>
                        </tr></thead>
                        <tbody>{live(rows.clone())}</tbody>
                    </table>
                </section>
            </Show>
        </section>
        {self_check(desk)}
        <BeginDialog open=open />
    }
    .into_any()
}

fn row(desk: &Desk, record: &Arc<Record>) -> AnyView {
    let answers = scoring::answers(&desk.session.workspace.tracked("assessment_score"), record.id);
    let asked = desk.content.structure.asked(FORM.get(&**record).as_deref() == Some("short"));
    let raters = scoring::raters(&answers);
    let done = raters.iter().map(|rater| scoring::progress(&answers, &asked, rater)).min().unwrap_or_default();
    let outcome = result::outcome(&desk.content.structure, &scoring::medians(&answers));
    let locked = LOCKED_ON.get(&**record);
    let (result, score) = (desk.href(&format!("result/{}", record.id)), desk.href(&format!("score/{}", record.id)));
    let stage = STAGE.get(&**record).map(|code| choice_label("assessment", "stage", &code)).unwrap_or_default();
    let state = match locked {
        Some(date) => view! { <Badge label=t_with("ui.diagnosis.locked", &[("date", &date_text(date))]) tone=Tone::Info /> }.into_any(),
        None => view! { <span class="nowrap">{t_with("ui.diagnosis.answered", &[("done", &done.to_string()), ("total", &asked.len().to_string())])}</span> }.into_any(),
    };
    let go_on = locked.is_none().then(|| view! { <a class="button button-text" href=score data-testid="go-on">{t("ui.diagnosis.score")}</a> });
    view! {
        <tr>
            <th scope="row"><a href=result>{NAME.get(&**record).unwrap_or_default()}</a></th>
            <td data-label=ui::text("field.assessment.stage")>{stage}</td>
            <td class="nowrap" data-label=ui::text("field.assessment.dated")>{DATED.get(&**record).map(date_text)}</td>
            <td data-label=ui::text("ui.diagnosis.raters")>{if raters.is_empty() { ui::format::missing().to_owned() } else { raters.join(&t("ui.format.list_separator")) }}</td>
            <td class="is-number" data-label=ui::text("ui.diagnosis.mean")>{mean_text(outcome.overall)}</td>
            <td data-label=ui::text("ui.diagnosis.state")>{state}</td>
            <td>{go_on}</td>
        </tr>
    }
    .into_any()
}
