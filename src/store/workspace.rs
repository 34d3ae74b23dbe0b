//! The open workspace: records in memory, the one way to change them, and their way to disk and to
//! the other tabs. A step is told to other tabs only once it is durable, so that no tab can build
//! on a step that a crash takes away.

mod erase;
mod moment;
mod points;
mod saving;
mod tabs;
mod trash;

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex};

use futures::lock::Mutex as AsyncMutex;
use model::{Clock, Diff, Id, Key, RecordSet, Registry, Stamp};
use reactive_graph::graph::Observer;
use reactive_graph::signal::{ArcRwSignal, ArcTrigger};
use reactive_graph::traits::{GetUntracked, Notify, Set, Track};

use crate::channel::Channel;
use crate::consequence::{self, Consequence};
use crate::entry::{JournalEntry, Label};
use crate::environment::Environment;
use crate::error::{Refusal, StoreError};
use crate::history::{HistoryEntry, history};
use crate::memory::lock;
use crate::pages::{Book, FORMAT, format_of};
use crate::persistence::Persistence;
use crate::transaction::Transaction;
use crate::undo::{UndoNote, UndoStacks, retrace};
use tabs::{Inbox, receive};

pub use erase::ERASED;
pub use moment::WayBack;
pub use points::{RestoreError, RestorePoint};
pub use trash::Trashed;

/// Entries before the mark that are read at the start, so that undo reaches back over a reload.
const UNDO_BACK: u64 = 300;

/// A rule that can refuse a change before it is made: the records as they are, and the change.
pub type Rule = Arc<dyn Fn(&RecordSet, &Diff) -> Result<(), Refusal> + Send + Sync>;

/// Whether what is on the screen is on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Everything is durable since this time in milliseconds since 1970.
    Saved {
        /// When the last step became durable.
        at_ms: u64,
    },
    /// Something is on its way.
    Saving,
    /// The last attempt did not succeed; the steps wait for the next one.
    Failed {
        /// Code of the [`StoreError`].
        code: &'static str,
    },
    /// Nothing outlives this page.
    MemoryOnly,
}

struct State {
    records: Arc<RecordSet>,
    /// Rises with every change of the records.
    revision: u64,
    clock: Clock,
    undo: UndoStacks,
    queue: VecDeque<JournalEntry>,
    /// Steps of this tab, so that reading them back from the journal does not pass for another's.
    own: HashSet<Stamp>,
    author: String,
    rules: Vec<Rule>,
    consequences: Vec<Consequence>,
    /// Everything in the journal up to this key is in the records.
    seen: u64,
    book: Book,
    /// Records erased for good.
    erased: BTreeSet<Id>,
    /// A save is about to start and will take everything that waits.
    saving_soon: bool,
    closed: bool,
}

struct Inner {
    registry: Arc<Registry>,
    environment: Arc<dyn Environment>,
    persistence: Arc<dyn Persistence>,
    channel: Option<Arc<dyn Channel>>,
    state: Mutex<State>,
    kinds: Mutex<HashMap<Key, ArcTrigger>>,
    any: ArcTrigger,
    steps: ArcTrigger,
    save_state: ArcRwSignal<SaveState>,
    draining: AsyncMutex<()>,
}

/// An open workspace. Cheap to clone; all clones are the same workspace.
#[derive(Clone)]
pub struct Workspace {
    inner: Arc<Inner>,
}

/// Opens the workspace kept here: reads the pages and replays the journal's tail.
///
/// # Errors
/// Whatever keeps the data from being read. Nothing is written, nothing counts as empty.
pub async fn open(persistence: Arc<dyn Persistence>, registry: Arc<Registry>, environment: Arc<dyn Environment>) -> Result<Workspace, StoreError> {
    let inbox = Arc::new(Mutex::new(Inbox::Opening(Vec::new())));
    let channel = persistence.channel();
    if let Some(channel) = &channel {
        let inbox = inbox.clone();
        channel.listen(Box::new(move |message| receive(&inbox, message)));
    }
    let (loaded, format) = match load(persistence.as_ref(), environment.as_ref()).await {
        Ok(loaded) => loaded,
        Err(error) => {
            if let Some(channel) = &channel {
                channel.close();
            }
            return Err(error);
        }
    };
    let behind = loaded.seen > loaded.book.mark.journal;
    let save_state = if persistence.durable() { SaveState::Saved { at_ms: environment.now_ms() } } else { SaveState::MemoryOnly };
    let workspace = Workspace {
        inner: Arc::new(Inner {
            registry,
            environment,
            persistence,
            channel,
            state: Mutex::new(loaded),
            kinds: Mutex::default(),
            any: ArcTrigger::new(),
            steps: ArcTrigger::new(),
            save_state: ArcRwSignal::new(save_state),
            draining: AsyncMutex::new(()),
        }),
    };
    let missed = std::mem::replace(&mut *lock(&inbox), Inbox::Open(Arc::downgrade(&workspace.inner)));
    if let Inbox::Opening(messages) = missed {
        messages.iter().for_each(|message| workspace.hear(message));
    }
    if let Some(channel) = &workspace.inner.channel {
        channel.post(r#"{"hello":true}"#);
    }
    if format < FORMAT {
        workspace.spawn(move |workspace| async move { workspace.update(format).await });
    } else if behind {
        workspace.spawn(|workspace| async move { workspace.checkpoint_if_leading().await });
    }
    Ok(workspace)
}

async fn load(persistence: &dyn Persistence, environment: &dyn Environment) -> Result<(State, u32), StoreError> {
    let mut stored = persistence.load(UNDO_BACK).await?;
    let book = Book::read_in_turns(&stored).await?;
    let format = format_of(&stored.meta)?;
    stored.pages = None;
    let mut records = book.set.clone();
    let mut clock = Clock::new(environment.replica());
    let mut undo = UndoStacks::default();
    let mut seen = book.mark.journal;
    clock.observe(records.latest());
    for (key, bytes) in &stored.journal {
        let mut entry = JournalEntry::from_bytes(*key, bytes)?;
        entry.diff.spare(&book.erased);
        if *key > book.mark.journal {
            records.apply(&entry.diff, entry.stamp);
        }
        observe(&mut clock, &entry);
        undo.record(&entry);
        seen = seen.max(*key);
    }
    let state = State {
        records: Arc::new(records),
        revision: 0,
        clock,
        undo,
        queue: VecDeque::new(),
        own: HashSet::new(),
        author: String::new(),
        rules: Vec::new(),
        consequences: Vec::new(),
        seen,
        erased: book.erased.clone(),
        book,
        saving_soon: false,
        closed: false,
    };
    Ok((state, format))
}

fn observe(clock: &mut Clock, entry: &JournalEntry) {
    clock.observe(entry.stamp);
    if let Some(taken) = entry.diff.latest_taken() {
        clock.observe(taken);
    }
}

/// What kind of step a commit is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Do,
    Undo,
    Redo,
}

/// A step ready to be made.
struct Prepared {
    diff: Diff,
    label: Label,
    group: Option<String>,
    undoes: Option<Stamp>,
}

impl Workspace {
    /// The records as they are, without following them.
    pub fn records(&self) -> Arc<RecordSet> {
        lock(&self.inner.state).records.clone()
    }

    /// The records; the running effect runs again when a record of this kind changes.
    pub fn tracked(&self, kind: &str) -> Arc<RecordSet> {
        if Observer::get().is_some() {
            let trigger = lock(&self.inner.kinds).entry(Key::new(kind)).or_default().clone();
            trigger.track();
        }
        self.records()
    }

    /// The records; the running effect runs again on every change.
    pub fn tracked_any(&self) -> Arc<RecordSet> {
        follow(&self.inner.any);
        self.records()
    }

    /// The schema.
    pub fn registry(&self) -> Arc<Registry> {
        self.inner.registry.clone()
    }

    /// The id of the workspace.
    pub fn id(&self) -> Id {
        self.inner.persistence.workspace()
    }

    /// A fresh id for a record.
    pub fn new_id(&self) -> Id {
        self.inner.environment.new_id()
    }

    /// Sets the name that history shows for steps made here.
    pub fn set_author(&self, name: String) {
        lock(&self.inner.state).author = name;
    }

    /// Adds a rule that is asked before every change, undo and redo included.
    pub fn add_rule(&self, rule: Rule) {
        lock(&self.inner.state).rules.push(rule);
    }

    /// Adds what follows from changes made here by itself, in the same step; files read in are left as they are.
    pub fn add_consequence(&self, consequence: Consequence) {
        lock(&self.inner.state).consequences.push(consequence);
    }

    /// The browser reported that it had lost earlier data of this workspace.
    pub fn lost_data(&self) -> bool {
        self.inner.persistence.lost_data()
    }

    /// Whether what is on the screen is on the disk.
    pub fn save_state(&self) -> ArcRwSignal<SaveState> {
        self.inner.save_state.clone()
    }

    /// Makes a step, in memory at once and on disk soon after. An empty step does nothing.
    ///
    /// # Errors
    /// A refusal; nothing has changed then.
    pub fn commit(&self, mut transaction: Transaction) -> Result<Diff, Refusal> {
        {
            let mut state = lock(&self.inner.state);
            state.clock.observe(transaction.after);
            transaction.spare(&state.erased);
        }
        self.perform(Mode::Do, |state, registry, stamp| {
            let diff = transaction.build(&state.records, registry, stamp)?;
            Ok(Prepared { diff, label: transaction.label.clone(), group: transaction.group.clone(), undoes: None })
        })
        .map(|(diff, _)| diff)
    }

    /// Takes back this tab's last step; after a reload the workspace's last.
    ///
    /// # Errors
    /// `undo.nothing`; or `undo.changed_since` when someone else has changed the same place since:
    /// that step then no longer stands in the way of the ones before it.
    pub fn undo(&self) -> Result<UndoNote, Refusal> {
        self.retrace_last(Mode::Undo)
    }

    /// Brings back what was taken back last.
    ///
    /// # Errors
    /// As [`Self::undo`], with `redo.nothing`.
    pub fn redo(&self) -> Result<UndoNote, Refusal> {
        self.retrace_last(Mode::Redo)
    }

    /// Whether there is a step to take back; followed by the running effect.
    pub fn can_undo(&self) -> bool {
        follow(&self.inner.steps);
        lock(&self.inner.state).undo.last_done().is_some()
    }

    /// Whether there is a step to bring back; followed by the running effect.
    pub fn can_redo(&self) -> bool {
        follow(&self.inner.steps);
        lock(&self.inner.state).undo.last_undone().is_some()
    }

    fn retrace_last(&self, mode: Mode) -> Result<UndoNote, Refusal> {
        let redo = mode == Mode::Redo;
        let nothing = if redo { Refusal::NOTHING_TO_REDO } else { Refusal::NOTHING_TO_UNDO };
        let outcome = self.perform(mode, |state, _, stamp| {
            let step = if redo { state.undo.last_undone() } else { state.undo.last_done() };
            let step = step.ok_or_else(|| Refusal::new(nothing))?;
            let wanted = if redo { step.diff.clone() } else { step.diff.invert() };
            Ok(Prepared { diff: retrace(&wanted, &state.records, stamp)?, label: step.label.clone(), group: None, undoes: step.name() })
        });
        if outcome.as_ref().is_err_and(|refusal| refusal.code() == Refusal::CHANGED_SINCE) {
            lock(&self.inner.state).undo.drop_last(redo);
            self.inner.steps.notify();
        }
        outcome.map(|(_, label)| UndoNote { label })
    }

    /// The pipeline of every change: prepare, ask the rules, apply, remember, tell, queue. Rules
    /// run without the lock; if the records changed meanwhile, it starts again.
    fn perform(&self, mode: Mode, prepare: impl Fn(&State, &Registry, Stamp) -> Result<Prepared, Refusal>) -> Result<(Diff, Label), Refusal> {
        let inner = &self.inner;
        let now = inner.environment.now_ms();
        loop {
            let (mut prepared, stamp, rules, consequences, before, revision) = {
                let mut state = lock(&inner.state);
                let stamp = state.clock.tick(now);
                let prepared = prepare(&state, &inner.registry, stamp)?;
                let asked = !state.rules.is_empty() || !state.consequences.is_empty();
                let before = asked.then(|| state.records.clone());
                (prepared, stamp, state.rules.clone(), state.consequences.clone(), before, state.revision)
            };
            if prepared.diff.is_empty() && mode == Mode::Do {
                return Ok((prepared.diff, prepared.label));
            }
            if let Some(before) = before {
                for follow in consequences.iter().filter(|_| mode == Mode::Do) {
                    let more = follow(&before, &consequence::made_here(&prepared.diff, stamp))?;
                    consequence::join(&mut prepared.diff, more, stamp);
                }
                for rule in rules {
                    rule(&before, &prepared.diff)?;
                }
            }
            let Prepared { diff, label, group, undoes } = prepared;
            let save = {
                let mut state = lock(&inner.state);
                if state.revision != revision {
                    continue;
                }
                state.revision += 1;
                Arc::make_mut(&mut state.records).apply(&diff, stamp);
                let entry = JournalEntry {
                    stamp,
                    at_ms: now,
                    who: state.author.clone(),
                    label: label.clone(),
                    group,
                    diff: diff.clone(),
                    undoes,
                    redo: mode == Mode::Redo,
                    key: None,
                };
                observe(&mut state.clock, &entry);
                state.undo.record(&entry);
                state.own.insert(stamp);
                state.queue.push_back(entry);
                !std::mem::replace(&mut state.saving_soon, true)
            };
            // Before the screen follows: what it has to work out must not keep the step from the disk.
            if save {
                self.spawn(|workspace| async move { workspace.flush().await });
            }
            self.announce(&diff);
            inner.steps.notify();
            if inner.persistence.durable() {
                self.show_save_state(SaveState::Saving);
            }
            return Ok((diff, label));
        }
    }

    /// Puts a step that changes no record into the history.
    fn note(&self, label: Label) {
        let mut state = lock(&self.inner.state);
        let at_ms = self.inner.environment.now_ms();
        let stamp = state.clock.tick(at_ms);
        let who = state.author.clone();
        state.own.insert(stamp);
        state.queue.push_back(JournalEntry { stamp, at_ms, who, label, group: None, diff: Diff::default(), undoes: None, redo: false, key: None });
    }

    /// Every signal fires, with no lock held.
    fn announce_all(&self) {
        let triggers: Vec<ArcTrigger> = lock(&self.inner.kinds).values().cloned().collect();
        triggers.iter().for_each(Notify::notify);
        self.inner.any.notify();
        self.inner.steps.notify();
    }

    /// Signals fire once per kind and once for all, with no lock held.
    fn announce(&self, diff: &Diff) {
        let triggers: Vec<ArcTrigger> = {
            let kinds = lock(&self.inner.kinds);
            diff.kinds().iter().filter_map(|kind| kinds.get(kind).cloned()).collect()
        };
        triggers.iter().for_each(Notify::notify);
        self.inner.any.notify();
    }

    fn show_save_state(&self, state: SaveState) {
        if self.inner.save_state.get_untracked() != state {
            self.inner.save_state.set(state);
        }
    }

    /// The history of one record, newest first, with the steps that are not durable yet.
    pub async fn history_of(&self, id: Id) -> Vec<HistoryEntry> {
        self.read_history(Some(id), usize::MAX).await
    }

    /// The newest steps of the workspace, newest first.
    pub async fn history(&self, limit: usize) -> Vec<HistoryEntry> {
        self.read_history(None, limit).await
    }

    async fn read_history(&self, of: Option<Id>, limit: usize) -> Vec<HistoryEntry> {
        let waiting: Vec<JournalEntry> = lock(&self.inner.state).queue.iter().cloned().collect();
        let stored = self.inner.persistence.journal(0).await.unwrap_or_default();
        history(&stored, waiting, of, limit)
    }

    /// Reads everything stored anew and compares it with what is shown; returns the number of records.
    ///
    /// # Errors
    /// Of the storage; [`StoreError::Corrupt`] also where both differ though everything is saved.
    pub async fn verify(&self) -> Result<usize, StoreError> {
        self.flush().await;
        self.catch_up().await?;
        let (stored, _) = load(self.inner.persistence.as_ref(), self.inner.environment.as_ref()).await?;
        let state = lock(&self.inner.state);
        let same = stored.records.all() == state.records.all();
        if state.queue.is_empty() && stored.seen == state.seen && !same {
            return Err(StoreError::corrupt("pages", "what is stored differs from what is shown"));
        }
        Ok(stored.records.len())
    }

    /// Saves what waits and lets go of storage and channel.
    pub async fn close(&self) {
        self.flush().await;
        lock(&self.inner.state).closed = true;
        if let Some(channel) = &self.inner.channel {
            channel.close();
        }
        self.inner.persistence.close();
    }

    /// Runs work in the background where the platform has one; elsewhere `flush` does it.
    fn spawn<F: Future<Output = ()> + 'static>(&self, work: impl FnOnce(Workspace) -> F) {
        #[cfg(target_arch = "wasm32")]
        wasm_bindgen_futures::spawn_local(work(self.clone()));
        #[cfg(not(target_arch = "wasm32"))]
        drop(work(self.clone()));
    }
}

/// Follows a trigger when an effect or memo is running; elsewhere there is nobody to follow.
fn follow(trigger: &ArcTrigger) {
    if Observer::get().is_some() {
        trigger.track();
    }
}
