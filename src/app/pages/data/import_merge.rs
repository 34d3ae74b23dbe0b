//! Two copies of one workspace side by side: what the file brings, where both sides have changed the same, and the choice.

use std::borrow::Cow;
use std::sync::Arc;

use io::Header;
use io::bundle::{Copies, copy_code, versions};
use io::merge::{Cause, Choice, Comparing, Comparison, Counts, Item, Side, Value, What};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{FieldDef, FieldType, Json, Key, Object, Record, RecordSet, ReplicaId, Rows, ValueType, links_of};
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, Callout, ChoiceButtons, Disclosure, Tone, live, say};
use views::Session;
use views::labels::{choice_label, field_label, kind_label, record_title, value_text};

use super::import::Decide;
use super::import_apply;
use crate::files::{Incoming, Seen, give_up};
use crate::jobs::{JobBar, Trouble, Turns};
use crate::state::{AppState, state};

/// Differences of one sort that are shown; the others follow what is chosen for all.
const SHOWN: usize = 100;

/// Records that are compared before the clock is asked again.
const STEP: usize = 16;

/// Both sides in memory, for titles and values.
#[derive(Clone)]
struct Sides {
    session: Session,
    theirs: Arc<RecordSet>,
    own: ReplicaId,
    /// Who works on other copies.
    copies: Copies,
    /// Name of the file; empty when it was pasted.
    file: String,
    /// Who wrote the file, or its name.
    writer: String,
}

impl Sides {
    fn title(&self, record: &Record, set: &RecordSet) -> String {
        format!("{} “{}”", kind_label(&record.kind), record_title(set, &self.session.registry(), record))
    }

    /// A value in words: what it links to by name, also where only the other side has it; tables row by row.
    fn value(&self, kind: &Key, field: &Key, value: &Value, set: &RecordSet, holder: Option<&Record>) -> String {
        let registry = self.session.registry();
        let currency = self.session.currency.get_untracked();
        let shown = registry.kind(kind).and_then(|kind| {
            let def = kind.field(field)?;
            let set = self.with_linked(def, set, holder);
            let Some(rows) = value.json.as_ref().and_then(Rows::read).filter(|_| def.value == ValueType::Rows) else {
                return Some(value_text(&set, &registry, &currency, kind, def, value.json.as_ref(), holder));
            };
            let cell = |row: &Object, column: &FieldDef| match (column.value, row.get(column.name)) {
                (ValueType::Choice, Some(Json::String(code))) => choice_label(kind.name, &format!("{}.{}", def.name, column.name), code),
                (_, json) => value_text(&set, &registry, &currency, kind, column, json, holder),
            };
            let line = |row: &Object| {
                let cells = def.columns.iter().map(|column| cell(row, column)).filter(|text| !text.is_empty());
                cells.collect::<Vec<_>>().join(" · ")
            };
            Some(rows.iter().map(line).collect::<Vec<_>>().join("\n"))
        });
        let text = shown.unwrap_or_else(|| value.json.as_ref().map(ToString::to_string).unwrap_or_default());
        if text.is_empty() { t("ui.import.empty_value") } else { text }
    }

    /// One side with those linked records that only the other side has.
    fn with_linked<'a>(&self, def: &FieldDef, set: &'a RecordSet, holder: Option<&Record>) -> Cow<'a, RecordSet> {
        let mut all = Cow::Borrowed(set);
        let ids = holder.map(|holder| links_of(def, holder)).unwrap_or_default();
        let records = self.session.records();
        for id in ids.into_iter().filter(|id| set.get(*id).is_none()) {
            if let Some(record) = records.get(id).or_else(|| self.theirs.get(id)) {
                all.to_mut().insert(Record::clone(record));
            }
        }
        all
    }

    /// A warning about a clock.
    fn ahead_text(&self, copy: ReplicaId, by_ms: u64) -> String {
        let days = by_ms / (24 * 60 * 60 * 1_000);
        let copy = self.copy_name(copy).cloned().unwrap_or_else(|| t("ui.import.other_copy"));
        t_with("ui.import.clock_ahead", &[("copy", &copy), ("days", &days.to_string())])
    }

    /// Who works on a copy, as far as files have told.
    fn copy_name(&self, copy: ReplicaId) -> Option<&String> {
        self.copies.get(&copy_code(copy)).filter(|name| !name.is_empty())
    }

    /// Who and when; a value of the file whose author is not known is named by the file.
    fn origin(&self, value: &Value, of_file: bool) -> String {
        let when = views::history::moment_text(value.stamp.time);
        if value.stamp.replica == self.own {
            return t_with("ui.import.by_this", &[("when", &when)]);
        }
        let who = self.copy_name(value.stamp.replica).or((of_file && !self.file.is_empty()).then_some(&self.file));
        t_with("ui.import.by_copy", &[("who", &who.cloned().unwrap_or_else(|| t("ui.import.other_copy"))), ("when", &when)])
    }
}

/// What was compared.
struct Compared {
    theirs: Arc<RecordSet>,
    /// Records of the file that concern what is locked here.
    left_out: usize,
    seen: Seen,
}

/// Compares in turns, so that the page goes on answering; none when it was given up or nobody waits for it any more.
async fn compared(
    state: &AppState,
    session: &Session,
    header: &Header,
    theirs: &RecordSet,
    is_wanted: impl Fn() -> bool,
) -> Option<(Comparison, Compared)> {
    let mut turns = Turns::new(t_with("ui.import.comparing", &[("name", &state.workspace_name())]));
    let (records, registry) = (session.records(), session.registry());
    let seen = Seen::of(state, session.workspace.id());
    let (theirs, left_out) = pillars::diagnosis::lock::without_locked(&records, theirs);
    turns.next(0, 0).await;
    let mine = versions(&records, &seen.versions);
    turns.next(0, 0).await;
    let scope = seen.scope();
    let ours = Side { records: &records, versions: &mine, scope: &scope };
    let other = Side { records: &theirs, versions: &header.versions, scope: &header.scope };
    let mut comparing = Comparing::new(ours, other, &registry, state.now_ms());
    while comparing.advance(STEP) {
        let (done, all) = comparing.progress();
        if !turns.next(done, all).await || !is_wanted() {
            return None;
        }
    }
    let mut comparison = comparing.finish();
    comparison.keep_both_texts(&registry);
    Some((comparison, Compared { theirs: Arc::new(theirs), left_out, seen }))
}

/// What a merge would do, as soon as that is known.
#[component]
pub(super) fn Merge(header: Header, theirs: Arc<RecordSet>, session: Session, file: String, related: bool) -> impl IntoView {
    let state = state();
    let found = RwSignal::new(None::<Arc<Compared>>);
    let comparison = RwSignal::new(Comparison::default());
    let (for_view, name, own_header) = (session.clone(), file.clone(), header.clone());
    spawn_local(async move {
        // Whoever has closed the dialog, or chosen another way, no longer waits.
        let is_wanted = || found.try_with_untracked(|_| ()).is_some();
        match compared(&state, &session, &header, &theirs, is_wanted).await {
            Some((done, compared)) => {
                comparison.try_set(done);
                found.try_set(Some(Arc::new(compared)));
            }
            None if is_wanted() => _ = state.incoming.try_set(Some(Incoming::Refused(Trouble::Cancelled.sentence()))),
            None => {}
        }
    });
    live(move || {
        match found.get() {
        None => {
            view! { <p role="status">{t_with("ui.import.comparing", &[("name", &crate::state::state().workspace_name())])}</p><JobBar inside=true /> }
                .into_any()
        }
        Some(compared) => {
            view! { <Chosen compared=compared comparison=comparison header=own_header.clone() session=for_view.clone() file=name.clone() related=related /> }.into_any()
        }
    }
    })
}

/// What the choices come to.
#[derive(Clone, Copy, PartialEq)]
struct Outcome {
    counts: Counts,
    /// Nothing would be done.
    idle: bool,
    deletes_much: bool,
}

/// The differences, with a choice for every one.
#[component]
fn Chosen(compared: Arc<Compared>, comparison: RwSignal<Comparison>, header: Header, session: Session, file: String, related: bool) -> impl IntoView {
    let state = state();
    let Compared { theirs, left_out, seen } = &*compared;
    let left_out = *left_out;
    let groups = comparison.with_untracked(|comparison| {
        [Cause::Both, Cause::Theirs, Cause::Ours].map(|cause| {
            let of: Vec<usize> = comparison.items.iter().enumerate().filter(|(_, item)| item.cause == cause).map(|(index, _)| index).collect();
            (cause, of)
        })
    });
    let both = groups[0].1.len();
    let mut copies = seen.copies.clone();
    copies.extend(header.copies.clone());
    let own = crate::environment::of_workspace(&state.environment, session.workspace.id()).replica();
    let writer = if header.exported_by.is_empty() { file.clone() } else { header.exported_by.clone() };
    let sides = Sides { session: session.clone(), theirs: theirs.clone(), own, copies: copies.clone(), file: file.clone(), writer };
    let ahead: Vec<String> = comparison.with_untracked(|comparison| comparison.ahead.iter().map(|(copy, by)| sides.ahead_text(*copy, *by)).collect());
    let whole = seen.whole || header.scope.is_whole();
    let outcome = Memo::new(move |_| {
        comparison.with(|comparison| {
            let counts = comparison.counts();
            // Keeping all that is here is a decision, too, where both sides have changed something.
            let idle = comparison.plans_nothing() || (comparison.changes_nothing() && counts.conflicts == 0);
            Outcome { counts, idle, deletes_much: comparison.deletes_much() }
        })
    });
    let summary = move || {
        let Outcome { counts, idle, .. } = outcome.get();
        let numbers = [counts.added, counts.changed, counts.removed].map(|number| number.to_string());
        if idle {
            t("ui.import.nothing_new")
        } else {
            t_with("ui.import.merge_about", &[("added", &numbers[0]), ("changed", &numbers[1]), ("removed", &numbers[2])])
        }
    };
    let name = state.workspace_name();
    let label_name = name.clone();
    let busy = RwSignal::new(false);
    let confirm = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (state, session, file, copies) = (state.clone(), session.clone(), file.clone(), copies.clone());
        spawn_local(async move {
            let (plan, counts, versions) =
                comparison.with_untracked(|comparison| (comparison.plan(), comparison.counts(), comparison.versions.clone()));
            match import_apply::merge(&state, &session, (plan, counts), &file, Seen { versions, copies, whole }).await {
                Ok(()) => give_up(&state),
                Err(sentence) => ui::toast_problem(sentence),
            }
            busy.try_set(false);
        });
    });
    view! {
        {(!related).then(|| view! { <Callout tone=Tone::Warning><p>{t("ui.import.other_lineage")}</p></Callout> })}
        {ahead.into_iter().map(|line| view! { <Callout tone=Tone::Warning><p>{line}</p></Callout> }).collect_view()}
        {(left_out > 0).then(|| view! { <Callout tone=Tone::Warning test_id="merge-locked"><p>{t_with("ui.import.locked_left_out", &[("n", &left_out.to_string())])}</p></Callout> })}
        {(both > 0).then(|| view! { <Callout tone=Tone::Warning test_id="merge-both"><p>{t_with("ui.import.choose_both", &[("n", &both.to_string())])}</p></Callout> })}
        <p data-testid="merge-summary" role="status">{say(summary)}</p>
        {groups.into_iter().map(|(cause, items)| group_view(cause, items, comparison, &sides)).collect_view()}
        <Decide
            label=Signal::derive(move || t_with("ui.import.merge", &[("name", &label_name)]))
            disabled=Signal::derive(move || busy.get() || outcome.get().idle)
            message=Signal::derive(move || t(if outcome.get().deletes_much { "ui.import.deletes_much" } else { "ui.import.point_first" }))
            typed=Signal::derive(move || if outcome.get().deletes_much { name.clone() } else { String::new() })
            on_confirm=confirm
        />
    }
}

fn group_view(cause: Cause, items: Vec<usize>, comparison: RwSignal<Comparison>, sides: &Sides) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    let (code, test_id) = match cause {
        Cause::Both => ("ui.import.conflicts", "merge-conflicts"),
        Cause::Theirs => ("ui.import.news", "merge-news"),
        Cause::Ours => ("ui.import.older", "merge-older"),
    };
    let count = items.len();
    let all = items.clone();
    let choose_all = move |choice: Option<Choice>| {
        let all = all.clone();
        Callback::new(move |()| {
            comparison.update(|comparison| {
                for index in &all {
                    if let Some(item) = comparison.items.get_mut(*index) {
                        item.choice = choice.unwrap_or(item.default);
                    }
                }
            });
        })
    };
    let told: Vec<(usize, Shown)> = comparison.with_untracked(|comparison| {
        items.iter().take(SHOWN).filter_map(|index| Some((*index, shown(comparison.items.get(*index)?, sides)))).collect()
    });
    let rows: Vec<AnyView> = told.into_iter().map(|(index, shown)| item_view(index, shown, comparison, &sides.writer)).collect();
    let more = count.saturating_sub(SHOWN);
    view! {
        <Disclosure title=Signal::derive(move || t_with(code, &[("n", &count.to_string())])) open=matches!(cause, Cause::Both) test_id=test_id>
            <div class="merge-all">
                <Button label=ui::text("ui.import.all_ours") look=ButtonLook::Text on_press=choose_all(Some(Choice::Ours)) />
                <Button label=ui::text("ui.import.all_theirs") look=ButtonLook::Text on_press=choose_all(Some(Choice::Theirs)) />
                {matches!(cause, Cause::Both).then(|| view! { <Button label=ui::text("ui.import.all_later") look=ButtonLook::Text on_press=choose_all(None) /> })}
            </div>
            <ul class="merge-items">{rows}</ul>
            {(more > 0).then(|| view! { <p class="muted">{t_with("ui.import.more", &[("n", &more.to_string())])}</p> })}
        </Disclosure>
    }
    .into_any()
}

/// What one difference shows: its place and both sides.
struct Shown {
    place: String,
    ours: (String, String),
    theirs: (String, String),
    both: bool,
}

fn shown(item: &Item, sides: &Sides) -> Shown {
    let records = sides.session.records();
    let here = records.get(item.id).map(AsRef::as_ref);
    let nothing = || (t("ui.import.not_there"), String::new());
    let at = |time: Option<u64>| (t("ui.import.deleted"), time.map(views::history::moment_text).unwrap_or_default());
    match &item.what {
        What::Added(record) => {
            Shown { place: sides.title(record, &sides.theirs), ours: nothing(), theirs: (t("ui.import.new_record"), String::new()), both: false }
        }
        What::Removed { record, at: stamp } => {
            Shown { place: sides.title(record, &records), ours: (t("ui.import.kept"), String::new()), theirs: at(Some(stamp.time)), both: false }
        }
        What::Revived { record, at: stamp } => Shown {
            place: sides.title(record, &sides.theirs),
            ours: at(stamp.map(|stamp| stamp.time)),
            theirs: (t("ui.import.kept"), String::new()),
            both: false,
        },
        What::Field { field, ours, theirs } => {
            let title = here.map(|record| sides.title(record, &records)).unwrap_or_default();
            let there = sides.theirs.get(item.id).map(AsRef::as_ref);
            Shown {
                place: format!("{title} · {}", field_label(&item.kind, field)),
                ours: (sides.value(&item.kind, field, ours, &records, here), sides.origin(ours, false)),
                theirs: (sides.value(&item.kind, field, theirs, &sides.theirs, there), sides.origin(theirs, true)),
                both: item.can_take_both(&sides.session.registry()),
            }
        }
    }
}

fn item_view(index: usize, shown: Shown, comparison: RwSignal<Comparison>, writer: &str) -> AnyView {
    let Shown { place, ours, theirs, both } = shown;
    let value = Signal::derive(move || {
        comparison.with(|comparison| match comparison.items.get(index).map(|item| item.choice) {
            Some(Choice::Theirs) => "theirs".to_owned(),
            Some(Choice::Both) => "both".to_owned(),
            _ => "ours".to_owned(),
        })
    });
    let options = Signal::derive(move || {
        let mut options = vec![("ours".to_owned(), t("ui.import.ours")), ("theirs".to_owned(), t("ui.import.theirs"))];
        if both {
            options.push(("both".to_owned(), t("ui.import.both")));
        }
        options
    });
    let choose = Callback::new(move |code: String| {
        let choice = match code.as_str() {
            "theirs" => Choice::Theirs,
            "both" => Choice::Both,
            _ => Choice::Ours,
        };
        comparison.update(|comparison| {
            if let Some(item) = comparison.items.get_mut(index) {
                item.choice = choice;
            }
        });
    });
    let label = place.clone();
    view! {
        <li class="merge-item" data-testid="merge-item">
            <p class="merge-place">{place}</p>
            <div class="merge-sides">
                <div class="merge-side" class:merge-chosen=move || value.get() != "theirs">
                    <p class="merge-side-name">{ui::say_key("ui.import.ours")}</p>
                    <p class="merge-value">{ours.0}</p>
                    <p class="muted">{ours.1}</p>
                </div>
                <div class="merge-side" class:merge-chosen=move || value.get() != "ours">
                    <p class="merge-side-name">{if writer.is_empty() { t("ui.import.theirs") } else { t_with("ui.import.theirs_of", &[("who", writer)]) }}</p>
                    <p class="merge-value">{theirs.0}</p>
                    <p class="muted">{theirs.1}</p>
                </div>
            </div>
            <ChoiceButtons label=label value=value options=options on_change=choose hide_label=true />
        </li>
    }
    .into_any()
}
