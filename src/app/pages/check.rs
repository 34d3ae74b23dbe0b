//! Check answers of a pillar: faults first, then advice, every step with a link (SC-09).

use flow::Finding;
use leptos::prelude::*;
use ui::lang::t_with;
use ui::{ButtonLook, Callout, Icon, LinkButton, StatusMark, Tone};
use ui::{Show, say};
use views::step_page::FindingList;
use views::{Place, session};

use crate::pages::exceptional::{LoadingHere, NotFoundHere};

/// The check page of a pillar.
#[component]
pub(crate) fn CheckPage(number: u8) -> impl IntoView {
    let session = session();
    let Some(pillar) = pillars::PILLARS.iter().find(|pillar| pillar.number == number && pillar.ready) else {
        return view! { <NotFoundHere /> }.into_any();
    };
    (move || {
        let Some(content) = session.content(pillar.id) else { return view! { <LoadingHere /> }.into_any() };
        let reader = session.clone();
        let progress = Memo::new(move |_| reader.state(pillar.id).map_or((0, 0), |state| (state.done(), state.applicable())));
        let sections = content.structure.steps.iter().filter_map(|step| {
            let place = Place::step(&step.id)?;
            let title = content.texts.steps.get(&step.id).map(|texts| texts.title.clone()).unwrap_or_default();
            let (reader, id) = (session.clone(), step.id.clone());
            let state = Memo::new(move |_| reader.state(pillar.id).and_then(|state| state.step(&id).cloned()));
            let status = Signal::derive(move || state.with(|state| state.as_ref().map_or("not_started", |state| state.status.code())).to_owned());
            let ahead = Signal::derive(move || state.with(|state| state.as_ref().is_none_or(flow::StepState::is_untouched)));
            let findings = Signal::derive(move || {
                state.with(|state| state.as_ref().map(|state| state.fixes().chain(state.advice()).cloned().collect::<Vec<Finding>>()).unwrap_or_default())
            });
            let signed = move || state.with(|state| {
                let state = state.as_ref()?;
                let reason = state.reason.clone().unwrap_or_default();
                if state.status == flow::Status::NotApplicable {
                    return Some(t_with("ui.step.not_applicable_because", &[("reason", &reason)]));
                }
                let (who, when) = (state.completed_by.clone().unwrap_or_default(), state.completed_on?);
                Some(t_with("ui.check.signed", &[("who", &who), ("when", &views::labels::date_text(when))]))
            });
            Some(view! {
                <section class="check-step">
                    <header><h2><a href=session.href(place)>{title}</a></h2><StatusMark status=status /></header>
                    <p class="muted">{ui::live(signed)}</p>
                    <ul class="check-list"><FindingList findings=findings ahead=ahead /></ul>
                </section>
            })
        }).collect_view();
        let outputs = content.structure.outputs.iter().filter_map(|output| {
            let title = content.texts.outputs.get(&output.id)?.title.clone();
            Some(view! { <LinkButton label=title href=session.href(Place::Document(number, output.id.clone())) look=ButtonLook::Default icon=Icon::Print /> })
        }).collect_view();
        let all_done = move || { let (done, all) = progress.get(); all > 0 && done == all };
        let following = pillars::PILLARS.iter().find(|other| other.number == number + 1 && other.ready).map(|other| (other.id, session.href(Place::Pillar(other.number))));
        let next = move || following.as_ref().map(|(id, href)| {
            let label = t_with("ui.check.next_pillar", &[("pillar", &views::labels::pillar_label(id))]);
            view! { <p><LinkButton label=label href=href.clone() look=ButtonLook::Primary large=true icon=Icon::ArrowRight test_id="next-pillar" /></p> }
        });
        let home = session.href(Place::Home);
        let pillar_href = session.href(Place::Pillar(number));
        let title = content.texts.pillar.title.clone();
        view! {
            <nav class="breadcrumb" aria-label=ui::text("ui.breadcrumb")><a href=home>{ui::say_key("ui.nav.home")}</a><a href=pillar_href>{views::labels::pillar_label(&content.structure.pillar)}</a><span aria-current="page">{ui::say_key("ui.pillar.check")}</span></nav>
            <header class="page-head"><div class="page-heading">
                <h1 tabindex="-1">{say(move || t_with("ui.check.title", &[("pillar", &title)]))}</h1>
                <p class="page-about" data-testid="pillar-progress">{say(move || t_with("ui.home.progress", &[("done", &progress.get().0.to_string()), ("total", &progress.get().1.to_string())]))}</p>
            </div></header>
            <Show when=all_done><Callout tone=Tone::Success><p>{ui::say_key("ui.check.all_done")}</p></Callout>{next.clone()}</Show>
            <section aria-labelledby="check-outputs">
                <h2 id="check-outputs">{ui::say_key("ui.pillar.outputs")}</h2>
                <div class="output-actions">{outputs}</div>
            </section>
            {sections}
        }
        .into_any()
    })
    .into_any()
}
