//! What every table offers beyond its rows: export, import, template, making two records one.

use io::job::Format;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::lang::t;
use ui::{Icon, Menu, MenuItem};
use views::table::TableState;
use views::{Place, session};

use super::export::ExportDialog;
use super::{offer_template, unite_place};

/// The menu of a table.
pub(crate) fn table_menu(table: TableState) -> AnyView {
    let session = session();
    let kind = table.kind;
    let open = RwSignal::new(false);
    let selected = table.selected;
    let seer = session.clone();
    let has_rows = {
        let all = table.all;
        Memo::new(move |_| all.with(|all| !all.is_empty()))
    };
    let items = Signal::derive(move || {
        let mut items = vec![
            MenuItem::new(t("ui.table_file.export_menu"), Callback::new(move |()| open.set(true))).icon(Icon::Download).disabled(!has_rows.get()),
        ];
        if seer.may_edit.get() {
            let go = seer.clone();
            items.push(
                MenuItem::new(t("ui.table_file.import_menu"), Callback::new(move |()| go.show(Place::Import(kind.name.to_owned()))))
                    .icon(Icon::Upload),
            );
        }
        for (key, format) in [("ui.table_file.template_xlsx", Format::Xlsx), ("ui.table_file.template_csv", Format::Csv)] {
            let session = seer.clone();
            items.push(MenuItem::new(
                t(key),
                Callback::new(move |()| {
                    let session = session.clone();
                    spawn_local(async move { offer_template(session, kind, format).await });
                }),
            ));
        }
        let chosen: Vec<_> = selected.with(|chosen| chosen.iter().copied().collect());
        let mut chosen = chosen;
        chosen.sort();
        if let [one, other] = *chosen.as_slice()
            && seer.may_edit.get()
        {
            let go = seer.clone();
            items.push(MenuItem::new(t("ui.unite.menu"), Callback::new(move |()| go.show(unite_place(kind.name, one, other)))).separated());
        }
        items
    });
    view! {
        <Menu label=ui::text("ui.table_file.menu") items=items icon=Icon::Database test_id=format!("table-menu-{}", kind.name) />
        <ExportDialog table=table session=session open=open />
    }
    .into_any()
}
