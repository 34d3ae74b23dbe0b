//! What the page of an import knows, and the jobs it has done.

use std::collections::HashMap;

use flow::Finding;
use io::job::{Answer, DateOrder, Format, ImportChoices, Job, Look, OnMatch, Plan, Reading, Report, Want};
use io::table::{Decision, Words};
use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Id, Json, Kind};
use store::{Label, RestorePoint, Transaction};
use ui::lang::{t, t_with};
use views::Session;
use views::gates::{is_gated, new_faults_of_all};
use views::labels::kind_many;
use wasm_bindgen_futures::JsFuture;

use crate::jobs::{self, Trouble};
use crate::state::state;
use crate::tables;
use views::preferences;

/// Files beyond this are refused before they are read into memory.
const LARGEST: f64 = 200.0 * 1024.0 * 1024.0;

/// Signals of one import. All live as long as the page.
#[derive(Clone, Copy)]
pub(super) struct ImportState {
    pub(super) kind: &'static Kind,
    session: StoredValue<Session>,
    environment: StoredValue<std::sync::Arc<dyn store::Environment>>,
    /// The chosen file, read again when the worker has been ended.
    file: StoredValue<Option<web_sys::File>, LocalStorage>,
    /// Texts of other languages, once they have been fetched.
    others: StoredValue<Option<HashMap<String, String>>>,
    pub(super) name: RwSignal<String>,
    pub(super) reading: RwSignal<Reading>,
    pub(super) look: RwSignal<Option<Look>>,
    pub(super) targets: RwSignal<Vec<Option<String>>>,
    pub(super) remembered: RwSignal<bool>,
    pub(super) match_field: RwSignal<String>,
    pub(super) on_match: RwSignal<String>,
    pub(super) on_duplicate: RwSignal<String>,
    pub(super) decisions: RwSignal<Vec<(u64, Decision)>>,
    pub(super) create_links: RwSignal<bool>,
    pub(super) skip_identical: RwSignal<bool>,
    pub(super) date_order: RwSignal<String>,
    pub(super) report: RwSignal<Option<Report>>,
    pub(super) trouble: RwSignal<Option<String>>,
    pub(super) done: RwSignal<Option<String>>,
    /// What stood against changes of state that were not made.
    pub(super) held: RwSignal<Vec<Finding>>,
    pub(super) busy: RwSignal<bool>,
}

impl ImportState {
    pub(super) fn new(kind: &'static Kind, session: Session) -> Self {
        Self {
            kind,
            session: StoredValue::new(session),
            environment: StoredValue::new(state().environment),
            file: StoredValue::new_local(None),
            others: StoredValue::new(None),
            name: RwSignal::new(String::new()),
            reading: RwSignal::new(Reading::default()),
            look: RwSignal::new(None),
            targets: RwSignal::new(Vec::new()),
            remembered: RwSignal::new(false),
            match_field: RwSignal::new(String::new()),
            on_match: RwSignal::new("update".to_owned()),
            on_duplicate: RwSignal::new("merge".to_owned()),
            decisions: RwSignal::new(Vec::new()),
            create_links: RwSignal::new(true),
            skip_identical: RwSignal::new(false),
            date_order: RwSignal::new("guess".to_owned()),
            report: RwSignal::new(None),
            trouble: RwSignal::new(None),
            done: RwSignal::new(None),
            held: RwSignal::new(Vec::new()),
            busy: RwSignal::new(false),
        }
    }

    /// A new file: nothing of the one before stays.
    pub(super) fn choose(self, file: web_sys::File) {
        // The message about an import before would lie over the buttons of this one.
        ui::dismiss_toasts();
        self.name.set(file.name());
        self.file.set_value(Some(file));
        self.reading.set(Reading::default());
        self.done.set(None);
        self.held.set(Vec::new());
        self.begin_look();
    }

    /// Reads the file anew, after the user knew better than the guess.
    pub(super) fn read_as(self, change: impl FnOnce(&mut Reading)) {
        self.reading.update(change);
        self.begin_look();
    }

    /// Something was decided differently: what was worked out before no longer holds.
    pub(super) fn touch(self) {
        self.held.try_set(Vec::new());
        self.report.try_set(None);
        self.done.try_set(None);
    }

    fn begin_look(self) {
        self.look.set(None);
        self.report.set(None);
        self.decisions.set(Vec::new());
        self.work(async move {
            let look = self.looked().await?;
            self.take(look);
            Ok(())
        });
    }

    /// Runs work with the page marked as busy; what goes wrong is shown.
    fn work(self, work: impl Future<Output = Result<(), Trouble>> + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            if let Err(trouble) = work.await {
                self.trouble.try_set(Some(trouble.sentence()));
            }
            self.busy.try_set(false);
        });
    }

    async fn words(self) -> Words {
        if self.others.try_with_value(Option::is_none) == Some(true) {
            let others = tables::dictionary_of_others().await;
            self.others.try_set_value(Some(others));
        }
        self.others.try_with_value(|others| tables::words(self.kind, others.as_ref())).unwrap_or_default()
    }

    async fn looked(self) -> Result<Look, Trouble> {
        let file = self.file.try_get_value().flatten().ok_or(Trouble::Cancelled)?;
        if file.size() > LARGEST {
            let limit = format!("{:.0} MB", LARGEST / 1_048_576.0);
            return Err(Trouble::Refused(io::job::Refused::new("too_large").with("what", "bytes").with("limit", limit)));
        }
        let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| Trouble::Refused(io::job::Refused::new("unread")))?;
        let words = self.words().await;
        let job = Job::Look { kind: self.kind.name.to_owned(), words, reading: self.reading.try_get_untracked().unwrap_or_default() };
        let label = t_with("ui.import_table.reading", &[("name", &file.name())]);
        match jobs::run(label, &job, Some(Uint8Array::new(&buffer))).await? {
            (Answer::Looked(look), _) => Ok(look),
            _ => Err(Trouble::Stopped),
        }
    }

    /// Shows what was found, with the columns as they were chosen the last time for such a header.
    fn take(self, look: Look) {
        let guessed: Vec<Option<String>> = look.columns.iter().map(|column| column.target.clone()).collect();
        let kept = preferences::read(&self.memory(&look)).and_then(|text| serde_json::from_str::<Json>(&text).ok());
        let text = |name: &str| kept.as_ref().and_then(|kept| kept[name].as_str()).map(str::to_owned);
        let targets: Option<Vec<Option<String>>> = kept
            .as_ref()
            .and_then(|kept| kept["targets"].as_array())
            .filter(|targets| targets.len() == guessed.len())
            .map(|targets| targets.iter().map(|target| target.as_str().map(str::to_owned)).collect());
        self.remembered.try_set(targets.is_some());
        let by_id = guessed.iter().flatten().any(|target| target == "id");
        self.match_field.try_set(text("match_field").unwrap_or_else(|| if by_id { "id".to_owned() } else { String::new() }));
        self.on_match.try_set(text("on_match").unwrap_or_else(|| "update".to_owned()));
        self.targets.try_set(targets.unwrap_or(guessed));
        self.reading.try_set(look.reading.clone());
        self.look.try_set(Some(look));
    }

    /// Where the choices for this kind and this set of columns are kept.
    fn memory(self, look: &Look) -> String {
        format!("columns-{}-{}", self.kind.name, look.signature)
    }

    fn remember(self) {
        let Some(name) = self.look.with_untracked(|look| look.as_ref().map(|look| self.memory(look))) else { return };
        let targets: Vec<Json> = self.targets.get_untracked().into_iter().map(|target| target.map_or(Json::Null, Json::from)).collect();
        let kept =
            serde_json::json!({"targets": targets, "match_field": self.match_field.get_untracked(), "on_match": self.on_match.get_untracked()});
        preferences::write(&name, &kept.to_string());
    }

    fn choices(self) -> ImportChoices {
        let environment = self.environment.get_value();
        let code = |signal: RwSignal<String>| signal.get_untracked();
        let targets = self.targets.get_untracked();
        let mapped = |name: &str| targets.iter().flatten().any(|target| target == name);
        ImportChoices {
            match_field: Some(code(self.match_field)).filter(|name| mapped(name)),
            targets: targets.clone(),
            on_match: match code(self.on_match).as_str() {
                "skip" => OnMatch::Skip,
                "create" => OnMatch::Create,
                _ => OnMatch::Update,
            },
            on_duplicate: decision(&code(self.on_duplicate)),
            decisions: self.decisions.get_untracked(),
            create_links: self.create_links.get_untracked(),
            skip_identical: self.skip_identical.get_untracked(),
            date_order: match code(self.date_order).as_str() {
                "day_first" => DateOrder::DayFirst,
                "month_first" => DateOrder::MonthFirst,
                _ => DateOrder::Guess,
            },
            currency: self.session.with_value(|session| session.currency.get_untracked()),
            now_ms: environment.now_ms(),
            seed: environment.random(),
        }
    }

    /// Asks the worker; reads the file again first if the worker that held it is gone.
    async fn asked(self, label: &str, want: Want) -> Result<(Answer, Uint8Array), Trouble> {
        let mut again = true;
        loop {
            let words = self.words().await;
            let session = self.session.try_get_value().ok_or(Trouble::Cancelled)?;
            let records: Vec<_> = session.records().of_kind(self.kind.name).cloned().collect();
            let bytes = tables::base(&session, self.kind, &records, true).ok_or(Trouble::Stopped)?;
            let job = Job::Check { kind: self.kind.name.to_owned(), words, choices: self.choices(), want };
            match jobs::run(t(label), &job, Some(bytes)).await {
                Err(Trouble::Refused(refused)) if refused.code == "no_file" && again => {
                    again = false;
                    self.looked().await?;
                }
                other => return other,
            }
        }
    }

    /// Works out what would happen.
    pub(super) fn check(self) {
        views::drafts::flush_all();
        self.done.set(None);
        self.work(async move {
            if let (Answer::Checked(report), _) = self.asked("ui.import_table.checking", Want::Report).await? {
                self.remember();
                self.report.try_set(Some(report));
                ui::dom::focus_soon("import-result");
            }
            Ok(())
        });
    }

    /// Offers the rows that cannot be taken as a file.
    pub(super) fn offer_faults(self) {
        self.work(async move {
            let (_, bytes) = self.asked("ui.import_table.checking", Want::Faults).await?;
            if let Some(session) = self.session.try_get_value() {
                let subject = t_with("ui.import_table.faults_name", &[("kind", &kind_many(self.kind.name))]);
                tables::offer(&tables::file_name(&session, &subject, Format::Csv), Format::Csv, &bytes);
            }
            Ok(())
        });
    }

    /// Lets the rows in, in one step that can be taken back.
    pub(super) fn import(self) {
        self.work(async move {
            let (Answer::Checked(report), bytes) = self.asked("ui.import_table.importing", Want::Plan).await? else { return Err(Trouble::Stopped) };
            let plan: Plan = serde_json::from_slice(&bytes.to_vec()).map_err(|_| Trouble::Stopped)?;
            let Some(session) = self.session.try_get_value() else { return Ok(()) };
            // Where nothing can be stored there is no point to keep; undo takes the import back all the same.
            let point = session.workspace.restore_point(Label::new(RestorePoint::IMPORT, &kind_many(self.kind.name))).await;
            if let Err(error) = point {
                leptos::logging::warn!("restore point: {error}");
            }
            let label = Label { code: "ui.history.import_table".to_owned(), title: kind_many(self.kind.name) };
            let mut transaction = Transaction::new(label);
            // A table is no way around the gates: a state that may not be reached stays as it is (decisions.md 4).
            let held = new_faults_of_all(&session, &plan.updated);
            let is_held = |id: Id| held.iter().any(|finding| finding.record == Some(id));
            for record in plan.added {
                transaction = transaction.add(record);
            }
            for (id, field, json) in plan.updated {
                if is_held(id) && is_gated(self.kind, &field, &json) {
                    continue;
                }
                transaction = transaction.set(id, &field, Some(json));
            }
            let values = [("created", report.created), ("updated", report.updated), ("faulty", report.faulty)].map(|(name, n)| (name, n.to_string()));
            let values: Vec<(&str, &str)> = values.iter().map(|(name, n)| (*name, n.as_str())).collect();
            let done = t_with("ui.import_table.done", &values);
            if session.commit_with_way_back(transaction, "ui.history.import_back", done.clone()) {
                self.report.try_set(None);
                self.done.try_set(Some(done));
                self.held.try_set(held);
                session.workspace.flush().await;
            }
            Ok(())
        });
    }
}

/// A decision by its code.
pub(super) fn decision(code: &str) -> Decision {
    match code {
        "create" => Decision::Create,
        "skip" => Decision::Skip,
        _ => Decision::Merge,
    }
}
