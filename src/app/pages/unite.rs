//! Two records of a kind side by side, to be made one: values are chosen field by field, everything that leads to the one
//! that goes leads to the one that stays.

use io::table::{importable, unite};
use leptos::prelude::*;
use model::{Fields, Id, Json};
use store::{Label, Transaction};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Callout, Tone};
use views::labels::{field_label, kind_label, record_title, value_text};
use views::{Place, session};

use crate::pages::exceptional::NotFoundHere;

/// The page of two records.
#[component]
pub(crate) fn UnitePage(kind: String, one: Id, other: Id) -> AnyView {
    let session = session();
    let kept_first = RwSignal::new(true);
    let Some(kind) = session.kind(&kind) else { return view! { <NotFoundHere /> }.into_any() };
    let from_other = RwSignal::new(Vec::<String>::new());
    let content = move || {
        let records = session.workspace.tracked_any();
        let registry = session.registry();
        let (kept, gone) = if kept_first.get() { (one, other) } else { (other, one) };
        let found = records.get(kept).zip(records.get(gone)).filter(|(kept, gone)| one != other && kept.kind == kind.name && gone.kind == kind.name);
        let Some((kept_record, gone_record)) = found.map(|(kept, gone)| (kept.clone(), gone.clone())) else {
            return view! { <Callout tone=Tone::Info test_id="unite-done"><p>{t("ui.unite.gone")}</p></Callout> }.into_any();
        };
        let title = |id: Id| records.get(id).map(|record| record_title(&records, &registry, record)).unwrap_or_default();
        let leading = |id: Id| records.links_to(&registry, id).len().to_string();
        let currency = session.currency.get();
        let rows = kind
            .fields
            .iter()
            .filter(|field| importable(field))
            .filter_map(|field| {
                let (ours, theirs) = (kept_record.field(field.name), gone_record.field(field.name));
                if ours.is_none() && theirs.is_none() {
                    return None;
                }
                let text = |json: Option<&Json>, record: &model::Record| value_text(&records, &registry, &currency, kind, field, json, Some(record));
                let (ours_text, theirs_text) = (text(ours, &kept_record), text(theirs, &gone_record));
                let differs = ours.is_some() && theirs.is_some() && ours != theirs && !matches!(ours, Some(Json::Array(_)));
                let name = field.name;
                let label = field_label(kind.name, name);
                let chosen = Signal::derive(move || from_other.with(|all| all.iter().any(|known| known == name)));
                let choose = Callback::new(move |on: bool| from_other.update(|all| {
                    all.retain(|known| known != name);
                    if on { all.push(name.to_owned()); }
                }));
                let choice = differs.then(|| {
                    let label = t_with("ui.unite.take", &[("field", &label)]);
                    view! { <ui::Checkbox label=Signal::derive(move || label.clone()) hide_label=true checked=chosen on_change=choose test_id=format!("take-{name}") /> }
                });
                Some(view! { <tr class:is-different=differs><th scope="row">{label.clone()}</th><td>{ours_text}</td><td>{choice}</td><td>{theirs_text}</td></tr> })
            })
            .collect_view();
        let writer = session.clone();
        let apply = Callback::new(move |()| {
            let records = writer.records();
            let Some((kept_record, gone_record)) = records.get(kept).zip(records.get(gone)) else { return };
            let found = unite(&records, &writer.registry(), kept_record, gone_record, &from_other.get_untracked());
            let name = record_title(&records, &writer.registry(), kept_record);
            let mut transaction = Transaction::new(Label { code: "ui.history.unite".to_owned(), title: name.clone() });
            for (field, json) in found.taken {
                transaction = transaction.set(kept, field, Some(json));
            }
            let links = found.retargeted.len().to_string();
            for (id, field, json) in found.retargeted {
                transaction = transaction.set(id, field, Some(json));
            }
            transaction = transaction.remove(gone);
            let done = t_with("ui.unite.done", &[("title", &name), ("n", &links)]);
            if writer.commit_with_way_back(transaction, "ui.history.unite_back", done) {
                writer.show(Place::Record(kind.name.to_owned(), kept));
            }
        });
        let swap = Callback::new(move |()| {
            from_other.set(Vec::new());
            kept_first.update(|first| *first = !*first);
        });
        let may_edit = session.may_edit;
        view! {
            <div class="grid-scroll" tabindex="0" role="region" aria-label=ui::text("ui.unite.table")>
                <table class="table unite-table" data-testid="unite-table">
                    <thead><tr>
                        <th scope="col">{t("ui.unite.field")}</th>
                        <th scope="col">{t_with("ui.unite.kept", &[("title", &title(kept))])}<br /><span class="muted">{t_with("ui.unite.links", &[("n", &leading(kept))])}</span></th>
                        <th scope="col">{t("ui.unite.take_head")}</th>
                        <th scope="col">{t_with("ui.unite.goes", &[("title", &title(gone))])}<br /><span class="muted">{t_with("ui.unite.links", &[("n", &leading(gone))])}</span></th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <div class="start-actions">
                <Button label=ui::text("ui.unite.apply") look=ButtonLook::Primary disabled=Signal::derive(move || !may_edit.get()) on_press=apply test_id="unite-apply" />
                <Button label=ui::text("ui.unite.swap") on_press=swap test_id="unite-swap" />
            </div>
        }
        .into_any()
    };
    view! {
        <header class="page-head"><div class="page-heading"><h1 tabindex="-1">{ui::say(move || t_with("ui.unite.title", &[("kind", &kind_label(kind.name))]))}</h1><p class="page-about">{ui::say_key("ui.unite.about")}</p></div></header>
        {ui::live(content)}
    }
    .into_any()
}
