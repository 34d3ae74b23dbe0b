//! A finished document of a pillar, made from the records, ready to print (SC-10).

use leptos::prelude::*;
use views::document::DeclaredDocument;
use views::{Place, session};

use crate::pages::exceptional::{LoadingHere, NotFoundHere};

/// The page of a document.
#[component]
pub(crate) fn DocumentPage(number: u8, output: String) -> impl IntoView {
    let session = session();
    let Some(pillar) = pillars::PILLARS.iter().find(|pillar| pillar.number == number && pillar.ready) else {
        return view! { <NotFoundHere /> }.into_any();
    };
    let own = session.extensions.with_value(|extensions| extensions.documents.get(output.as_str()).copied());
    (move || {
        let Some(content) = session.content(pillar.id) else { return view! { <LoadingHere /> }.into_any() };
        let Some(definition) = content.structure.output(&output).cloned() else { return view! { <NotFoundHere /> }.into_any() };
        let document = match own {
            Some(make) => make(),
            None => view! { <DeclaredDocument content=content.clone() output=definition /> }.into_any(),
        };
        let texts = content.texts.outputs.get(&output).cloned().unwrap_or_default();
        let crumb = texts.title.clone();
        let subject = texts.title.clone();
        let reader = session.clone();
        let make = Callback::new(move |_| crate::papers::on_the_page(&reader));
        let home = session.href(Place::Home);
        let pillar_href = session.href(Place::Pillar(number));
        view! {
            <nav class="breadcrumb" aria-label=ui::text("ui.breadcrumb")><a href=home>{ui::say_key("ui.nav.home")}</a><a href=pillar_href>{views::labels::pillar_label(&content.structure.pillar)}</a><span aria-current="page">{crumb}</span></nav>
            <header class="page-head">
                <div class="page-heading"><h1 tabindex="-1">{texts.title}</h1><p class="page-about">{texts.about}</p></div>
                <div class="page-actions"><crate::papers::PaperMenu subject=subject make=make /></div>
            </header>
            {document}
        }
        .into_any()
    })
    .into_any()
}
