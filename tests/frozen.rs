//! Files and databases of every format version are read for ever. The samples in `data/frozen/` were written by the version
//! they name and are never changed; a new format adds one.

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use futures::executor::block_on;
    use model::{Id, Record, ReplicaId};
    use serde_json::Value;
    use store::{Environment, FORMAT, MemoryPersistence, RestorePoint, Workspace};

    struct Fixed;

    impl Environment for Fixed {
        fn now_ms(&self) -> u64 {
            1_795_400_000_000
        }
        fn random(&self) -> [u8; 10] {
            [7; 10]
        }
        fn new_id(&self) -> Id {
            Id::new(self.now_ms(), self.random())
        }
        fn replica(&self) -> ReplicaId {
            ReplicaId(9)
        }
    }

    fn text(name: &str) -> String {
        std::fs::read_to_string(format!("{}/data/frozen/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    /// The workspace of a frozen sample, opened as the program opens it.
    fn opened(format: u32) -> (Workspace, u64) {
        let sample: Value = serde_json::from_str(&text(&format!("databases-{format}.json"))).unwrap();
        let id: Id = sample["workspace"].as_str().unwrap().parse().unwrap();
        let home = MemoryPersistence::durable(id);
        let databases = sample["databases"].as_array().unwrap();
        let database = databases.iter().find(|database| database["name"].as_str().unwrap().starts_with("shizhu-w-")).unwrap();
        assert_eq!(database["version"], format, "the sample is of the format it names");
        for store in database["stores"].as_array().unwrap() {
            for pair in store["values"].as_array().unwrap() {
                let key = pair[0].as_str().map_or_else(|| pair[0].to_string(), str::to_owned);
                home.tamper(&format!("{}/{key}", store["name"].as_str().unwrap()), Some(pair[1].to_string().as_bytes()));
            }
        }
        let workspace = block_on(store::open(Arc::new(home), Arc::new(pillars::registry()), Arc::new(Fixed))).unwrap();
        (workspace, sample["records"].as_u64().unwrap())
    }

    fn by_id(records: impl IntoIterator<Item = Record>) -> BTreeMap<Id, Record> {
        records.into_iter().map(|record| (record.id, record)).collect()
    }

    /// covers: P00.11
    #[test]
    fn databases_and_files_of_every_format_hold_the_same_records() {
        for format in 1..FORMAT {
            let (workspace, count) = opened(format);
            let bundle = io::read_bundle(&text(&format!("bundle-{format}.shizhu.json"))).unwrap();
            let stored = by_id(workspace.records().all().into_iter().map(|record| Record::clone(record)));
            assert_eq!(stored, by_id(bundle.records), "format {format}");
            assert_eq!(stored.len() as u64, count);
            assert!(!block_on(workspace.history(10)).is_empty(), "the history is read, too");
            assert_eq!(workspace.trash().len(), 1, "and what was deleted");
            // What has been read once is written in the present format, and read again.
            block_on(workspace.restore_point(store::Label::new(RestorePoint::UPDATE, &format.to_string()))).unwrap();
            block_on(workspace.checkpoint()).unwrap();
            assert_eq!(block_on(workspace.verify()), Ok(stored.len()));
        }
    }
}
