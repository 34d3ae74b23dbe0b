//! Lets a file into the open workspace: a restore point, then one step that can be taken back, also after a reload.

use std::sync::Arc;

use io::Header;
use io::bundle::versions;
use io::merge::{Counts, Plan, Replacement};
use model::Diff;
use store::{Label, RestorePoint, Transaction};
use ui::lang::{t, t_with};
use ui::toast;
use views::Session;

use crate::files::Seen;
use crate::state::AppState;

/// Keeps the present state, makes the step, and waits until it is stored. The error is the sentence to show; nothing has
/// changed then.
async fn commit(session: &Session, point: &str, file: &str, transaction: Transaction) -> Result<Diff, String> {
    views::drafts::flush_all();
    session.workspace.flush().await;
    let kept = session.workspace.restore_point(Label::new(point, file)).await;
    kept.map_err(|error| t_with("ui.import.no_point", &[("reason", &t(&format!("ui.store.{}", error.code())))]))?;
    let diff = session.workspace.commit(transaction).map_err(|refusal| {
        let values: Vec<(&str, &str)> = refusal.parameters.iter().map(|(name, text)| (*name, text.as_str())).collect();
        views::labels::issue_text(refusal.code(), &values)
    })?;
    session.workspace.flush().await;
    Ok(diff)
}

/// Tells of the step, with the way back.
fn tell(session: &Session, sentence: String) {
    let workspace = session.workspace.clone();
    let undo: ui::ToastAction = Arc::new(move || {
        if let Err(refusal) = workspace.undo() {
            ui::toast_problem(views::labels::issue_text(refusal.code(), &[]));
        }
    });
    toast(sentence, Some((t("ui.undo"), undo)));
}

async fn note_seen(state: &AppState, session: &Session, seen: Seen) {
    if let Err(error) = seen.keep(state, session.workspace.id()).await {
        // Only a later merge shows more conflicts than there are.
        leptos::logging::warn!("seen: {error}");
    }
}

/// Merges as chosen; `seen` is what this copy has seen then.
///
/// # Errors
/// The sentence that says why nothing was changed.
pub(super) async fn merge(state: &AppState, session: &Session, (plan, counts): (Plan, Counts), file: &str, seen: Seen) -> Result<(), String> {
    let mut transaction = Transaction::new(Label::new("ui.history.merged", file)).after(plan.after);
    for (id, at) in plan.bury {
        transaction = transaction.bury(id, at);
    }
    for record in plan.join {
        transaction = transaction.join(record);
    }
    for record in plan.restore {
        transaction = transaction.add(record);
    }
    for id in plan.remove {
        transaction = transaction.remove(id);
    }
    for settled in plan.settle {
        transaction = transaction.settle(settled.id, &settled.field, settled.value);
    }
    commit(session, RestorePoint::IMPORT, file, transaction).await?;
    note_seen(state, session, seen).await;
    let numbers = [counts.added, counts.changed, counts.removed].map(|number| number.to_string());
    tell(session, t_with("ui.import.merged", &[("added", &numbers[0]), ("changed", &numbers[1]), ("removed", &numbers[2])]));
    Ok(())
}

/// Makes the workspace equal to the file.
///
/// # Errors
/// The sentence that says why nothing was changed.
pub(super) async fn replace(state: &AppState, session: &Session, replacement: Replacement, file: &str, header: &Header) -> Result<(), String> {
    let before = Seen::of(state, session.workspace.id());
    let seen = versions(&session.records(), &before.versions);
    let mut transaction = Transaction::new(Label::new("ui.history.replaced", file));
    for id in replacement.remove {
        transaction = transaction.remove(id);
    }
    for record in replacement.adopt {
        transaction = transaction.adopt(record);
    }
    for record in replacement.restore {
        transaction = transaction.add(record);
    }
    for settled in replacement.set {
        transaction = transaction.settle(settled.id, &settled.field, settled.value);
    }
    commit(session, RestorePoint::REPLACE, file, transaction).await?;
    let mut joined = seen;
    for (replica, stamp) in &header.versions {
        let latest = joined.entry(*replica).or_default();
        *latest = (*latest).max(*stamp);
    }
    let mut copies = before.copies;
    copies.extend(header.copies.clone());
    note_seen(state, session, Seen { versions: joined, copies, whole: header.scope.is_whole() }).await;
    tell(session, t_with("ui.import.replaced", &[("file", file)]));
    Ok(())
}
