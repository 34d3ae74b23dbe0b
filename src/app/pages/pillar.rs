//! A pillar: why, what it yields, its steps (SC-06).

use leptos::prelude::*;
use ui::lang::{t, t_with};
use ui::{ButtonLook, Icon, LinkButton, StatusMark};
use views::step_page::counts_text;
use views::{Place, session};

use crate::pages::exceptional::{LoadingHere, NotFoundHere};

/// The page of a pillar.
#[component]
pub(crate) fn PillarPage(number: u8) -> impl IntoView {
    let session = session();
    let Some(pillar) = pillars::PILLARS.iter().find(|pillar| pillar.number == number && pillar.ready) else {
        return view! { <NotFoundHere /> }.into_any();
    };
    (move || {
        let Some(content) = session.content(pillar.id) else { return view! { <LoadingHere /> }.into_any() };
        let texts = content.texts.pillar.clone();
        let reader = session.clone();
        let next = Memo::new(move |_| reader.state(pillar.id).and_then(|state| state.next().map(|step| step.id.clone())));
        let (opener, namer) = (session.clone(), content.clone());
        let action = move || match next.get() {
            Some(step) => {
                let title = namer.texts.steps.get(&step).map(|texts| texts.title.clone()).unwrap_or_default();
                let href = Place::step(&step).map(|place| opener.href(place)).unwrap_or_default();
                view! { <LinkButton label=t_with("ui.pillar.continue", &[("title", &title)]) href=href look=ButtonLook::Primary large=true test_id="continue" /> }
            }
            None => view! { <LinkButton label=t("ui.pillar.check") href=opener.href(Place::Check(number)) look=ButtonLook::Primary large=true test_id="continue" /> },
        };
        let outputs = content.structure.outputs.iter().filter_map(|output| {
            let texts = content.texts.outputs.get(&output.id)?.clone();
            let href = session.href(Place::Document(number, output.id.clone()));
            Some(view! { <li><a class="output-link" href=href><strong>{texts.title}</strong><span>{texts.about}</span></a></li> })
        }).collect_view();
        let steps = content.structure.steps.iter().enumerate().filter_map(|(index, step)| {
            let place = Place::step(&step.id)?;
            let texts = content.texts.steps.get(&step.id).cloned().unwrap_or_default();
            let (reader, id) = (session.clone(), step.id.clone());
            let status = Signal::derive(move || reader.state(pillar.id).and_then(|state| state.step(&id).map(|step| step.status.code())).unwrap_or("not_started").to_owned());
            let (reader, id) = (session.clone(), step.id.clone());
            // The words and counts of the step's own page; what is still to come in a step that nobody began is no fault.
            let counts = move || {
                let state = reader.state(pillar.id)?;
                let step = state.step(&id)?;
                let (fixes, advice, ahead) = (step.fixes().count(), step.advice().count(), step.is_untouched());
                let told = counts_text(fixes, advice, ahead);
                (ahead || fixes > 0).then(|| view! { <span class:task-fixes=!ahead class:muted=ahead>{told}</span> })
            };
            Some(view! {
                <li><a class="task-row" href=session.href(place) data-testid=format!("step-{}", step.id)>
                    <span class="step-number">{index + 1}</span>
                    <span class="task-text"><span class="task-title">{texts.title}</span><span class="task-hint">{texts.yields}</span></span>
                    <span class="task-end">{ui::live(counts)}<StatusMark status=status /></span>
                </a></li>
            })
        }).collect_view();
        let home = session.href(Place::Home);
        let check = session.href(Place::Check(number));
        view! {
            <nav class="breadcrumb" aria-label=ui::text("ui.breadcrumb")><a href=home>{ui::say_key("ui.nav.home")}</a><span aria-current="page">{texts.name.clone()}</span></nav>
            <header class="page-head">
                <div class="page-heading"><h1 tabindex="-1">{texts.title}</h1><p class="page-about">{texts.why}</p></div>
                <div class="page-actions">{ui::live(action)}</div>
            </header>
            <p class="step-yields"><strong>{ui::say_key("ui.step.yields")}</strong>{texts.yields}</p>
            <h2>{ui::say_key("ui.pillar.steps")}</h2>
            <ol class="task-list">{steps}</ol>
            <p><LinkButton label=ui::text("ui.pillar.check") href=check look=ButtonLook::Default icon=Icon::Check /></p>
            <h2>{ui::say_key("ui.pillar.outputs")}</h2>
            <ul class="output-list">{outputs}</ul>
        }
        .into_any()
    })
    .into_any()
}
