//! Restore points: the whole workspace as it was, kept in the same database, made by hand and
//! before whatever replaces much at once. Bounded in number and space.

use std::collections::BTreeMap;
use std::fmt;

use model::{Diff, Id, Order, Record, RecordSet, Stamp};
use serde::{Deserialize, Serialize};

use super::{WayBack, Workspace};
use crate::entry::Label;
use crate::error::{Refusal, StoreError};

/// Most restore points made by themselves; the oldest go first.
const MOST_AUTOMATIC: usize = 10;
/// Most restore points made by hand; the oldest go first.
const MOST_BY_HAND: usize = 20;
/// Most bytes of all together; those made by themselves go first, the newest always stays.
const MOST_BYTES: usize = 96 * 1024 * 1024;
const HEAD: &str = "point/head/";
const DATA: &str = "point/data/";

/// What is known of a restore point without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestorePoint {
    /// Names it.
    pub id: Id,
    /// Why it was made: a code for what came next, or [`RestorePoint::BY_HAND`] with its name.
    pub label: Label,
    /// When, in milliseconds since 1970, UTC.
    pub at_ms: u64,
    /// Records in it.
    pub records: usize,
    /// Space it takes.
    pub bytes: usize,
}

impl RestorePoint {
    /// Made by hand, the title is its name.
    pub const BY_HAND: &'static str = "ui.point.by_hand";
    /// Before a file was imported.
    pub const IMPORT: &'static str = "ui.point.import";
    /// Before everything was replaced or reset.
    pub const REPLACE: &'static str = "ui.point.replace";
    /// Before an older state was restored.
    pub const RESTORE: &'static str = "ui.point.restore_made";
    /// Before something was presented.
    pub const PRESENT: &'static str = "ui.point.present";
    /// Before a newer release of the app took over, the title is its version.
    pub const RELEASE: &'static str = "ui.point.release";
    /// Before a newer version of the app rewrote the data.
    pub const UPDATE: &'static str = "ui.point.update";

    /// Made by hand.
    pub fn by_hand(&self) -> bool {
        self.label.code == Self::BY_HAND
    }
}

/// Why an older state was not restored. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreError {
    /// The change was refused.
    Refused(Refusal),
    /// The storage failed, or the restore point is gone or cannot be read.
    Storage(StoreError),
}

impl fmt::Display for RestoreError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(out),
            Self::Storage(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for RestoreError {}

impl From<Refusal> for RestoreError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for RestoreError {
    fn from(error: StoreError) -> Self {
        Self::Storage(error)
    }
}

/// What a restore point holds.
#[derive(Serialize, Deserialize)]
pub(super) struct PointData {
    pub(super) records: Vec<Record>,
    pub(super) tombstones: BTreeMap<Id, Stamp>,
}

pub(super) fn from_json<T: serde::de::DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, StoreError> {
    serde_json::from_slice(bytes).map_err(|error| StoreError::corrupt(format!("blobs/{name}"), error))
}

pub(super) fn to_json<T: Serialize>(value: &T) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|error| StoreError::Failed { name: "JSON".to_owned(), message: error.to_string() })
}

/// Removes records from stored restore points; returns what has to be written.
pub(super) fn without(blobs: &BTreeMap<String, Vec<u8>>, keep: impl Fn(&mut Record) -> bool) -> Result<BTreeMap<String, Vec<u8>>, StoreError> {
    let mut changed = BTreeMap::new();
    for (name, bytes) in blobs.iter().filter(|(name, _)| name.starts_with(DATA)) {
        let mut data: PointData = from_json(name, bytes)?;
        data.records.retain_mut(|record| keep(record));
        let head_name = name.replacen(DATA, HEAD, 1);
        let bytes = to_json(&data)?;
        if let Some(head) = blobs.get(&head_name) {
            let mut head: RestorePoint = from_json(&head_name, head)?;
            head.records = data.records.len();
            head.bytes = bytes.len();
            changed.insert(head_name, to_json(&head)?);
        }
        changed.insert(name.clone(), bytes);
    }
    Ok(changed)
}

/// The points that have to go so that the others fit.
fn surplus(mut points: Vec<RestorePoint>) -> Vec<Id> {
    // In the order in which they go: made by themselves first, oldest first.
    points.order_by_key(|point| (point.by_hand(), point.at_ms, point.id));
    let newest = points.iter().map(|point| (point.at_ms, point.id)).max();
    let mut left = [points.iter().filter(|point| !point.by_hand()).count(), points.iter().filter(|point| point.by_hand()).count()];
    let mut bytes: usize = points.iter().map(|point| point.bytes).sum();
    let mut gone = Vec::new();
    for point in &points {
        let sort = usize::from(point.by_hand());
        let too_many = left[sort] > [MOST_AUTOMATIC, MOST_BY_HAND][sort];
        if (too_many || bytes > MOST_BYTES) && Some((point.at_ms, point.id)) != newest {
            left[sort] -= 1;
            bytes -= point.bytes;
            gone.push(point.id);
        }
    }
    gone
}

impl Workspace {
    /// Keeps the workspace as it is now. Older points make room.
    ///
    /// # Errors
    /// Of the storage; whatever should come after the point must not be done then.
    pub async fn restore_point(&self, label: Label) -> Result<RestorePoint, StoreError> {
        let records = self.records();
        let all: Vec<Record> = records.all().into_iter().map(|record| Record::clone(record)).collect();
        let data = to_json(&PointData { records: all, tombstones: records.tombstones().clone() })?;
        let point = RestorePoint { id: self.new_id(), label, at_ms: self.inner.environment.now_ms(), records: records.len(), bytes: data.len() };
        let mut points = self.restore_points().await?;
        points.push(point.clone());
        let mut values = vec![(format!("{HEAD}{}", point.id), Some(to_json(&point)?)), (format!("{DATA}{}", point.id), Some(data))];
        for id in surplus(points) {
            values.extend([(format!("{HEAD}{id}"), None), (format!("{DATA}{id}"), None)]);
        }
        self.inner.persistence.write_blobs(values).await?;
        Ok(point)
    }

    /// The restore points, newest first.
    ///
    /// # Errors
    /// Of the storage. A point whose description cannot be read is left out and left alone.
    pub async fn restore_points(&self) -> Result<Vec<RestorePoint>, StoreError> {
        let mut points: Vec<RestorePoint> = Vec::new();
        for (name, bytes) in self.inner.persistence.blobs(HEAD).await? {
            points.extend(from_json::<RestorePoint>(&name, &bytes).ok());
        }
        points.order_by_key(|point| std::cmp::Reverse((point.at_ms, point.id)));
        Ok(points)
    }

    /// Deletes a restore point.
    ///
    /// # Errors
    /// Of the storage.
    pub async fn drop_restore_point(&self, id: Id) -> Result<(), StoreError> {
        self.inner.persistence.write_blobs(vec![(format!("{HEAD}{id}"), None), (format!("{DATA}{id}"), None)]).await
    }

    /// What going back to a restore point would do.
    ///
    /// # Errors
    /// Of the storage; [`StoreError::Gone`] for a point that is not there.
    pub async fn way_to_point(&self, point: &RestorePoint) -> Result<WayBack, StoreError> {
        let name = format!("{DATA}{}", point.id);
        let found = self.inner.persistence.blobs(&name).await?;
        let (_, bytes) = found.first().ok_or(StoreError::Gone)?;
        let data: PointData = from_json(&name, bytes)?;
        let now = self.records();
        let mut way = WayBack::new(Label::new("ui.history.restore_point", &point.label.title));
        let mut then = RecordSet::default();
        data.records.into_iter().for_each(|record| then.insert(record));
        for record in now.all() {
            way.lead(&now, &self.inner.registry, record.id, then.get(record.id).map(AsRef::as_ref));
        }
        for record in then.all().into_iter().filter(|record| now.get(record.id).is_none()) {
            way.lead(&now, &self.inner.registry, record.id, Some(record.as_ref()));
        }
        Ok(way)
    }

    /// Goes back to a restore point, after keeping the present state as another one. An ordinary
    /// step that can be taken back.
    ///
    /// # Errors
    /// See [`RestoreError`]; nothing has changed then.
    pub async fn restore_to(&self, point: &RestorePoint) -> Result<Diff, RestoreError> {
        let way = self.way_to_point(point).await?;
        self.restore_point(Label::new(RestorePoint::RESTORE, &point.label.title)).await?;
        Ok(self.commit(way.transaction)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(n: u64, by_hand: bool, bytes: usize) -> RestorePoint {
        let code = if by_hand { RestorePoint::BY_HAND } else { RestorePoint::IMPORT };
        RestorePoint { id: Id::from_number(n), label: Label::new(code, ""), at_ms: n, records: 1, bytes }
    }

    #[test]
    fn the_oldest_made_by_themselves_go_first_and_the_newest_stays() {
        let many: Vec<_> = (0..12).map(|n| point(n, false, 1)).chain((12..15).map(|n| point(n, true, 1))).collect();
        assert_eq!(surplus(many), [Id::from_number(0), Id::from_number(1)]);
        let large = vec![point(1, true, MOST_BYTES), point(2, false, 1), point(3, false, MOST_BYTES)];
        assert_eq!(surplus(large), [Id::from_number(2), Id::from_number(1)]);
        assert_eq!(surplus(vec![point(1, false, MOST_BYTES * 2)]), []);
    }
}
