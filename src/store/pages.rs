//! Pages: the records of one kind in groups, as they were at the mark. A checkpoint moves the mark
//! over the journal's tail and writes the pages that changed; what it writes is computed from what
//! is stored, never from the screen's state, so unsaved steps cannot slip in.

use std::collections::{BTreeMap, BTreeSet};

use model::{Id, IdMap, Key, Order, Record, RecordSet, Stamp};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::entry::JournalEntry;
use crate::error::StoreError;
use crate::persistence::{Changes, Persistence, Stored};
use crate::turn::Turn;

/// The format of meta, journal and pages that this code writes, and the newest it reads.
pub const FORMAT: u32 = 2;
/// Most records in one page.
const PAGE_SIZE: usize = 200;
/// Journal entries kept behind the mark as history.
const HISTORY: u64 = 5_000;
/// How long a deleted record keeps its fields: the trash. Longer than a tab sleeps with an edit unsent.
pub const TRASH_MS: u64 = 30 * 24 * 60 * 60 * 1_000;
/// How long a deletion is remembered (decisions.md 10).
const TOMBSTONE_MS: u64 = 180 * 24 * 60 * 60 * 1_000;

/// Up to where the journal is contained in the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// Key of the last journal entry contained.
    pub(crate) journal: u64,
    /// Rises with every checkpoint, so that a tab knows whether its picture of the pages is right.
    pub(crate) generation: u64,
    /// How many records the pages hold: a page that went missing is noticed.
    records: usize,
}

impl Mark {
    /// The mark in `meta`; that of an empty workspace if there is none.
    pub(crate) fn of(meta: &BTreeMap<String, Vec<u8>>) -> Result<Self, StoreError> {
        Ok(read(meta, "mark")?.unwrap_or_default())
    }
}

#[derive(Serialize)]
struct PageOut<'a> {
    kind: &'a Key,
    records: Vec<&'a Record>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    buried: Vec<&'a Record>,
}

#[derive(Deserialize)]
struct Page {
    kind: Key,
    records: Vec<Record>,
    /// Deleted a short while ago.
    #[serde(default)]
    buried: Vec<Record>,
}

type PageKey = (Key, u32);

fn page_name((kind, number): &PageKey) -> String {
    format!("{kind}/{number}")
}

fn read<T: DeserializeOwned>(meta: &BTreeMap<String, Vec<u8>>, name: &str) -> Result<Option<T>, StoreError> {
    let parse = |bytes: &Vec<u8>| serde_json::from_slice(bytes).map_err(|error| StoreError::corrupt(format!("meta/{name}"), error));
    meta.get(name).map(parse).transpose()
}

fn write<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|error| StoreError::Failed { name: "JSON".to_owned(), message: error.to_string() })
}

/// What is said of the pages as a whole.
fn write_meta(meta: &mut BTreeMap<String, Vec<u8>>, mark: &Mark, tombstones: &BTreeMap<Id, Stamp>) -> Result<(), StoreError> {
    meta.insert("format".to_owned(), write(&FORMAT)?);
    meta.insert("mark".to_owned(), write(mark)?);
    meta.insert("tombstones".to_owned(), write(tombstones)?);
    Ok(())
}

/// The format that the data were written in; that of this code where nothing is written yet.
pub(crate) fn format_of(meta: &BTreeMap<String, Vec<u8>>) -> Result<u32, StoreError> {
    Ok(read::<u32>(meta, "format")?.unwrap_or(FORMAT))
}

/// Refuses data of a newer version before anything is read or written.
pub(crate) fn check_format(meta: &BTreeMap<String, Vec<u8>>) -> Result<(), StoreError> {
    match format_of(meta)? {
        found if found > FORMAT => Err(StoreError::Newer { found, known: FORMAT }),
        _ => Ok(()),
    }
}

/// The records as they are in the pages, and which page holds which.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    /// The records at the mark.
    pub(crate) set: RecordSet,
    /// The mark.
    pub(crate) mark: Mark,
    /// Records erased for good: nothing brings them back.
    pub(crate) erased: BTreeSet<Id>,
    pages: BTreeMap<PageKey, BTreeSet<Id>>,
    home: IdMap<PageKey>,
}

impl Book {
    /// Reads meta and pages.
    ///
    /// # Errors
    /// Data of a newer version, and anything that cannot be read: unreadable is never empty.
    pub(crate) fn read(stored: &Stored) -> Result<Self, StoreError> {
        let mut book = Self::opened(stored)?;
        for (name, bytes) in stored.pages.iter().flatten() {
            book.take_page(name, bytes)?;
        }
        book.complete()
    }

    /// The same bit by bit, so that a page of the browser that reads a large workspace goes on answering.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(crate) async fn read_in_turns(stored: &Stored) -> Result<Self, StoreError> {
        let mut book = Self::opened(stored)?;
        let mut turn = Turn::default();
        for (name, bytes) in stored.pages.iter().flatten() {
            book.take_page(name, bytes)?;
            turn.done(bytes.len()).await;
        }
        book.complete()
    }

    /// Meta alone.
    fn opened(stored: &Stored) -> Result<Self, StoreError> {
        check_format(&stored.meta)?;
        let erased = read(&stored.meta, "erased")?.unwrap_or_default();
        let mut book = Self { mark: Mark::of(&stored.meta)?, erased, ..Self::default() };
        for (id, stamp) in read::<BTreeMap<Id, Stamp>>(&stored.meta, "tombstones")?.into_iter().flatten() {
            book.set.bury(id, stamp);
        }
        Ok(book)
    }

    fn take_page(&mut self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let corrupt = |reason: &str| StoreError::corrupt(format!("pages/{name}"), reason);
        let (kind, number) = name.rsplit_once('/').ok_or_else(|| corrupt("name of a page"))?;
        let key = (Key::new(kind), number.parse().map_err(|_| corrupt("number of a page"))?);
        let page: Page = serde_json::from_slice(bytes).map_err(|error| corrupt(&error.to_string()))?;
        if page.kind != key.0 || page.records.iter().chain(&page.buried).any(|record| record.kind != key.0) {
            return Err(corrupt("a record of another kind"));
        }
        let mut ids = BTreeSet::new();
        for id in page.records.iter().chain(&page.buried).map(|record| record.id) {
            if self.home.insert(id, key.clone()).is_some() {
                return Err(corrupt("a record that is there twice"));
            }
            ids.insert(id);
        }
        if !ids.is_empty() {
            self.pages.entry(key).or_default().append(&mut ids);
        }
        page.records.into_iter().for_each(|record| self.set.insert(record));
        page.buried.into_iter().for_each(|record| self.set.bury_record(record));
        Ok(())
    }

    /// A page that went missing is noticed.
    fn complete(self) -> Result<Self, StoreError> {
        if self.set.len() == self.mark.records {
            return Ok(self);
        }
        let reason = format!("{} records instead of {}", self.set.len(), self.mark.records);
        Err(StoreError::corrupt("pages", reason))
    }

    /// Takes in the journal behind the mark and says what to write.
    pub(crate) fn advance(&mut self, journal: &[(u64, Vec<u8>)], now_ms: u64) -> Result<Changes, StoreError> {
        let mut touched = BTreeSet::new();
        for (key, bytes) in journal {
            let mut entry = JournalEntry::from_bytes(*key, bytes)?;
            entry.diff.spare(&self.erased);
            touched.extend(self.set.apply(&entry.diff, entry.stamp));
            self.mark.journal = self.mark.journal.max(*key);
        }
        touched.extend(self.set.forget_buried_before(now_ms.saturating_sub(TRASH_MS)));
        self.set.forget_tombstones_before(now_ms.saturating_sub(TOMBSTONE_MS));
        self.write(touched)
    }

    /// The changes that bring the pages of these records up to date.
    pub(crate) fn write(&mut self, touched: impl IntoIterator<Item = Id>) -> Result<Changes, StoreError> {
        let mut dirty = BTreeSet::new();
        for id in touched {
            let kind = self.set.get(id).or_else(|| self.set.buried_record(id)).map(|record| record.kind.clone());
            let page = match (kind, self.home.get(&id).cloned()) {
                (Some(_), Some(page)) => page,
                (Some(kind), None) => {
                    let page = self.page_with_room(&kind);
                    self.pages.entry(page.clone()).or_default().insert(id);
                    self.home.insert(id, page.clone());
                    page
                }
                (None, Some(page)) => {
                    self.home.remove(&id);
                    if let Some(ids) = self.pages.get_mut(&page) {
                        ids.remove(&id);
                    }
                    page
                }
                (None, None) => continue,
            };
            dirty.insert(page);
        }
        let mut changes = Changes::default();
        for page in dirty {
            let ids = self.pages.get(&page).filter(|ids| !ids.is_empty());
            let Some(ids) = ids else {
                self.pages.remove(&page);
                changes.emptied.push(page_name(&page));
                continue;
            };
            let records = ids.iter().filter_map(|id| self.set.get(*id)).map(AsRef::as_ref).collect();
            let buried = ids.iter().filter_map(|id| self.set.buried_record(*id)).map(AsRef::as_ref).collect();
            changes.pages.insert(page_name(&page), write(&PageOut { kind: &page.0, records, buried })?);
        }
        self.mark.generation += 1;
        self.mark.records = self.set.len();
        write_meta(&mut changes.meta, &self.mark, self.set.tombstones())?;
        if !self.erased.is_empty() {
            changes.meta.insert("erased".to_owned(), write(&self.erased)?);
        }
        changes.trim = self.mark.journal.checked_sub(HISTORY).filter(|key| *key > 0);
        Ok(changes)
    }

    /// The last page of a kind, or a new one when that is full.
    fn page_with_room(&self, kind: &Key) -> PageKey {
        let last = self.pages.range((kind.clone(), 0)..=(kind.clone(), u32::MAX)).next_back();
        match last {
            Some((page, ids)) if ids.len() < PAGE_SIZE => page.clone(),
            Some(((_, number), _)) => (kind.clone(), number + 1),
            None => (kind.clone(), 0),
        }
    }
}

/// Moves the mark to the journal's end. `book` is this tab's picture of the pages; it is read anew
/// when another tab has moved the mark, and replaced only after everything is durable.
pub(crate) async fn checkpoint(persistence: &dyn Persistence, book: &Book, now_ms: u64) -> Result<Book, StoreError> {
    let mut moved = None;
    let work = |stored: Stored| {
        check_format(&stored.meta)?;
        let mut next = if stored.pages.is_some() { Book::read(&stored)? } else { book.clone() };
        let changes = next.advance(&stored.journal, now_ms)?;
        moved = Some(next);
        Ok(changes)
    };
    persistence.checkpoint(Some(book.mark.generation), Box::new(work)).await?;
    moved.ok_or(StoreError::Closed)
}

/// How a workspace is stored that holds these records and nothing else: meta and pages. Written straight, without a book
/// of what lies where: a hundred thousand records come in at once.
///
/// # Errors
/// Only when a value cannot be written as JSON, which stored values always can.
pub fn paged(set: &RecordSet) -> Result<Stored, StoreError> {
    let mut by_kind: BTreeMap<&Key, Vec<(&Record, bool)>> = BTreeMap::new();
    let mut buried: Vec<&Record> = set.buried().map(AsRef::as_ref).collect();
    buried.order_by_key(|record| record.id);
    for record in set.all() {
        by_kind.entry(&record.kind).or_default().push((record, true));
    }
    for record in buried {
        by_kind.entry(&record.kind).or_default().push((record, false));
    }
    let mut stored = Stored { pages: Some(BTreeMap::new()), ..Stored::default() };
    for (kind, records) in by_kind {
        for (number, page) in (0_u32..).zip(records.chunks(PAGE_SIZE)) {
            let of = |living: bool| page.iter().filter(|(_, lives)| *lives == living).map(|(record, _)| *record).collect();
            let bytes = write(&PageOut { kind, records: of(true), buried: of(false) })?;
            stored.pages.get_or_insert_default().insert(page_name(&(kind.clone(), number)), bytes);
        }
    }
    write_meta(&mut stored.meta, &Mark { journal: 0, generation: 1, records: set.len() }, set.tombstones())?;
    Ok(stored)
}

/// Fills an empty workspace with what [`paged`] has made, in one transaction and without journal: for an imported file, a
/// copy, the demo. Ids and stamps stay as they are.
///
/// # Errors
/// [`StoreError::NotEmpty`] if there is anything already; nothing is changed then.
pub async fn fill(persistence: &dyn Persistence, content: Stored) -> Result<(), StoreError> {
    let work = |stored: Stored| {
        check_format(&stored.meta)?;
        let pages = stored.pages.as_ref().is_some_and(|pages| !pages.is_empty());
        if pages || !stored.journal.is_empty() || stored.meta.contains_key("mark") {
            return Err(StoreError::NotEmpty);
        }
        Ok(Changes { meta: content.meta, pages: content.pages.unwrap_or_default(), ..Changes::default() })
    };
    persistence.checkpoint(None, Box::new(work)).await
}

/// The records of a workspace as it is stored: the pages, and the journal's tail replayed.
///
/// # Errors
/// Anything that cannot be read: unreadable is never empty.
pub fn stored_records(stored: &Stored) -> Result<RecordSet, StoreError> {
    let book = Book::read(stored)?;
    let mut records = book.set;
    for (key, bytes) in stored.journal.iter().filter(|(key, _)| *key > book.mark.journal) {
        let mut entry = JournalEntry::from_bytes(*key, bytes)?;
        entry.diff.spare(&book.erased);
        records.apply(&entry.diff, entry.stamp);
    }
    Ok(records)
}

/// The records of what [`paged`] has made, read bit by bit.
///
/// # Errors
/// As [`stored_records`].
pub async fn paged_records(stored: &Stored) -> Result<RecordSet, StoreError> {
    Ok(Book::read_in_turns(stored).await?.set)
}
