//! Changes of state that would leave a structural fault behind are refused, with the reasons and the way to mend each
//! (decisions.md 4): nothing is locked, states are gated.

use std::collections::HashSet;

use flow::{Context, Evaluator, Finding, hits};
use leptos::prelude::*;
use model::{FieldDef, Id, Json, Key, Kind, RecordSet, Severity, ValueType};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Dialog, live, open_while};

use crate::session::{Session, session};
use crate::step_page::FindingList;

/// Fields whose change is a change of state.
const STATES: [&str; 3] = ["status", "state", "stage"];

/// States that others rely on; the way to them is gated, every other state can be noted at once (decisions.md 4).
const GATED: [&str; 8] = ["approved", "published", "in_force", "active", "running", "ready", "doing", "closed"];

/// A change that was refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// Title of the record.
    pub title: String,
    /// What has to be mended first.
    pub findings: Vec<Finding>,
}

/// Whether a field says in which state its record is.
fn is_state(field: &FieldDef) -> bool {
    field.value == ValueType::Choice && STATES.contains(&field.name)
}

/// The structural faults of some records on this state of all.
fn faults(session: &Session, records: &RecordSet, ids: &HashSet<Id>) -> Vec<Finding> {
    let registry = session.registry();
    let rules = session.rules.get_untracked();
    let evaluator = Evaluator::new(Context { records, registry: &registry, today: session.today.get_untracked() }, &rules);
    let contents: Vec<_> = session.contents.with_untracked(|contents| contents.values().cloned().collect());
    let mut found = Vec::new();
    for content in &contents {
        for (row, check) in content.structure.checks().filter(|(_, check)| check.severity == Severity::Fix) {
            found.extend(hits(&check.rule, &evaluator).into_iter().filter(|hit| hit.record.is_some_and(|id| ids.contains(&id))).map(|hit| Finding {
                check: check.id.clone(),
                row: row.to_owned(),
                severity: check.severity,
                record: hit.record,
                kind: hit.kind,
                field: hit.field,
                parameters: hit.parameters,
            }));
        }
    }
    found
}

/// The structural faults that a change of state would bring; none for any other change.
pub fn new_faults(session: &Session, kind: &Kind, id: Id, field: &str, value: Option<&Json>) -> Vec<Finding> {
    let Some(value) = value.filter(|value| is_gated(kind, field, value)) else { return Vec::new() };
    new_faults_of_all(session, &[(id, field.to_owned(), value.clone())])
}

/// The structural faults that changes of state among these changes would bring, by the records as they would be after all
/// of them; each names its record.
pub fn new_faults_of_all(session: &Session, changes: &[(Id, String, Json)]) -> Vec<Finding> {
    let now = session.records();
    let registry = session.registry();
    let gated = |(id, field, value): &&(Id, String, Json)| {
        let Some(record) = now.get(*id) else { return false };
        // A record that has no state yet may begin in any: the checks tell what it lacks.
        let changes = record.fields.get(field.as_str()).is_some_and(|known| known != value);
        changes && registry.kind(&record.kind).is_some_and(|kind| is_gated(kind, field, value))
    };
    let ids: HashSet<Id> = changes.iter().filter(gated).map(|(id, ..)| *id).collect();
    if ids.is_empty() {
        return Vec::new();
    }
    let mut then = RecordSet::clone(&now);
    for (id, field, value) in changes {
        let Some(mut changed) = then.get(*id).map(|record| model::Record::clone(record)) else { continue };
        changed.fields.insert(Key::new(field), value.clone());
        then.insert(changed);
    }
    let before = faults(session, &now, &ids);
    let is_new = |finding: &Finding| !before.iter().any(|known| known.check == finding.check && known.record == finding.record);
    faults(session, &then, &ids).into_iter().filter(is_new).collect()
}

/// Whether a change of this field to this value is a change to a state that others rely on.
pub fn is_gated(kind: &Kind, field: &str, value: &Json) -> bool {
    kind.field(field).is_some_and(is_state) && value.as_str().is_some_and(|code| GATED.contains(&code))
}

/// Says what stands against a change of state, with a link to each fault.
#[component]
pub fn RefusalDialog() -> impl IntoView {
    let session = session();
    let refused = session.refused;
    let open = open_while(refused, Callback::new(|()| {}));
    let title = Signal::derive(move || {
        t_with("ui.gate.title", &[("title", &refused.with(|refused| refused.as_ref().map(|refused| refused.title.clone()).unwrap_or_default()))])
    });
    let findings = Signal::derive(move || refused.with(|refused| refused.as_ref().map(|refused| refused.findings.clone()).unwrap_or_default()));
    view! {
        <Dialog open=open title=title test_id="refused">
            {live(move || view! { <p>{t("ui.gate.about")}</p> })}
            <ul class="check-list" on:click=move |_| open.set(false)><FindingList findings=findings /></ul>
            <div class="dialog-actions"><Button label=ui::text("ui.close") look=ButtonLook::Primary on_press=Callback::new(move |()| open.set(false)) test_id="refused-close" /></div>
        </Dialog>
    }
}
