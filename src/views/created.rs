//! A record made inside a link field from its name: what else it needs is asked at once, over the form that links to it.

use leptos::prelude::*;
use model::{FieldDef, Id, Kind, ValueType};
use ui::lang::t_with;
use ui::{Button, ButtonLook, Drawer, live, open_while};

use crate::drafts;
use crate::form::RecordForm;
use crate::labels::kind_label;

/// Whether a kind of record can begin with nothing but its name: what else it must have is a choice, a score or words,
/// which can follow. A record that only makes sense with its day, its amount or the record it belongs to is not begun so.
pub fn begins_with_name(kind: &Kind) -> bool {
    let can_follow = |field: &FieldDef| {
        let simple = matches!(field.value, ValueType::Line | ValueType::Choice | ValueType::Score | ValueType::Tags);
        !field.required || simple
    };
    kind.field(kind.title).is_some_and(|title| title.value == ValueType::Line) && !kind.single && kind.fields.iter().all(can_follow)
}

/// The fields that a record begun with its name still needs.
fn still_needed(kind: &Kind) -> Vec<&'static str> {
    kind.fields.iter().filter(|field| field.required && field.name != kind.title).map(|field| field.name).collect()
}

/// The record that was just made inside a link field.
#[derive(Clone, Copy)]
pub struct Created(RwSignal<Option<(&'static Kind, Id)>>);

impl Created {
    /// Gives every link field below a place to ask.
    pub fn provide() {
        provide_context(Self(RwSignal::new(None)));
    }

    /// Asks for what the new record still needs; nothing happens where its name is enough.
    pub fn ask(self, kind: &'static Kind, id: Id) {
        if !still_needed(kind).is_empty() {
            self.0.try_set(Some((kind, id)));
        }
    }
}

/// Asks for what a record made inside a link field still needs.
#[component]
pub fn CreatedDrawer() -> AnyView {
    let Some(Created(created)) = use_context::<Created>() else { return ().into_any() };
    let open = open_while(created, Callback::new(|()| {}));
    let title =
        Signal::derive(move || created.get().map(|(kind, _)| t_with("ui.created.title", &[("kind", &kind_label(kind.name))])).unwrap_or_default());
    let close = Callback::new(move |()| {
        drafts::flush_all();
        open.set(false);
    });
    let form = move || {
        created.get().map(|(kind, id)| {
            let fields = std::iter::once(kind.title).chain(still_needed(kind)).collect::<Vec<_>>();
            view! { <p>{ui::say_key("ui.created.about")}</p><RecordForm kind=kind record=id only=fields /> }
        })
    };
    view! {
        <Drawer
            open=open
            title=title
            on_cancel=Callback::new(move |()| drafts::flush_all())
            actions=move || view! { <Button label=ui::text("ui.close") look=ButtonLook::Primary on_press=close test_id="created-close" /> }
            test_id="created"
        >
            {live(form)}
        </Drawer>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Choice, DateField, Line, MoneyField, Tags, record};

    mod measure {
        use super::*;
        record! {
            /// What goals are counted by.
            MEASURE = "measure", title "name";
            NAME: Line = "name", required;
            UNIT: Choice = "unit", required, one_of(&["number", "money"]);
            TRAITS: Tags = "traits", required;
            SINCE: DateField = "since";
        }
    }

    mod receipt {
        use super::*;
        record! {
            /// Only exists with its amount.
            RECEIPT = "receipt", title "number";
            NUMBER: Line = "number";
            AMOUNT: MoneyField = "amount", required;
        }
    }

    #[test]
    fn a_kind_begins_with_its_name_where_the_rest_can_follow() {
        assert!(begins_with_name(&measure::MEASURE));
        assert_eq!(still_needed(&measure::MEASURE), ["unit", "traits"]);
        assert!(!begins_with_name(&receipt::RECEIPT));
    }
}
