//! A merge as the workspace makes it: one step from file to records, taken back as one step, also after a reload.

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use futures::executor::block_on;
    use io::bundle::{Versions, versions};
    use io::merge::{Choice, Comparison, Side, compare, replace};
    use io::{Bundle, Scope, read_bundle, write_bundle};
    use model::{Id, Record, ReplicaId, Stamp};
    use pillars::goals::charter;
    use pillars::organisation::person;
    use store::{Environment, Label, MemoryPersistence, Persistence, Transaction, Workspace, fill, open, paged};

    /// One browser with its own number; time goes on by itself.
    struct Browser(u32, AtomicU64);

    impl Environment for Browser {
        fn now_ms(&self) -> u64 {
            1_790_000_000_000 + self.1.fetch_add(1_000, Ordering::Relaxed)
        }
        fn random(&self) -> [u8; 10] {
            let mut bytes = [0; 10];
            bytes[..4].copy_from_slice(&self.0.to_be_bytes());
            bytes[4..].copy_from_slice(&self.1.load(Ordering::Relaxed).to_be_bytes()[2..]);
            bytes
        }
        fn new_id(&self) -> Id {
            Id::new(self.now_ms(), self.random())
        }
        fn replica(&self) -> ReplicaId {
            ReplicaId(self.0)
        }
    }

    fn opened(persistence: &MemoryPersistence, number: u32, time: u64) -> Workspace {
        let environment = Arc::new(Browser(number, AtomicU64::new(time)));
        block_on(open(Arc::new(persistence.clone()), Arc::new(pillars::registry()), environment)).unwrap()
    }

    /// A workspace with a charter and two people, and the file that is handed out.
    fn home() -> (MemoryPersistence, Workspace, Bundle) {
        let persistence = MemoryPersistence::new(Id::from_number(1));
        let workspace = opened(&persistence, 1, 0);
        let mut transaction = Transaction::new(Label::new("x", ""))
            .add(Record::new(workspace.new_id(), "charter", Stamp::default()).with(charter::VISION, "原来".into()));
        for name in ["张三", "李四"] {
            transaction = transaction.add(Record::new(workspace.new_id(), "person", Stamp::default()).with(person::NAME, name.into()));
        }
        workspace.commit(transaction).unwrap();
        block_on(workspace.flush());
        let bundle = exported(&workspace);
        (persistence, workspace, bundle)
    }

    fn exported(workspace: &Workspace) -> Bundle {
        let origin = io::bundle::Origin { app: "0.1.0", exported_at: "2026-06-30T12:00:00Z", name: "北辰", lineage: "l" };
        read_bundle(&write_bundle(&workspace.records(), &origin).unwrap()).unwrap()
    }

    /// The file in somebody else's browser.
    fn handed_out(bundle: &Bundle, number: u32, time: u64) -> Workspace {
        let persistence = MemoryPersistence::new(Id::from_number(u64::from(number)));
        block_on(fill(&persistence as &dyn Persistence, paged(&bundle.record_set()).unwrap())).unwrap();
        opened(&persistence, number, time)
    }

    fn compared(workspace: &Workspace, known: &Versions, file: &Bundle) -> Comparison {
        let (records, scope) = (workspace.records(), Scope::default());
        let mine = versions(&records, known);
        let ours = Side { records: &records, versions: &mine, scope: &scope };
        compare(ours, Side { records: &file.record_set(), versions: &file.header.versions, scope: &scope }, &pillars::registry(), 1_790_100_000_000)
    }

    /// The step that a comparison comes to, as the app makes it.
    fn step(comparison: &Comparison) -> Transaction {
        let plan = comparison.plan();
        let mut transaction = Transaction::new(Label::new("merged", "file")).after(plan.after);
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
        transaction
    }

    fn person_named(workspace: &Workspace, name: &str) -> Id {
        workspace.records().of_kind("person").find(|record| person::NAME.get(&***record).as_deref() == Some(name)).unwrap().id
    }

    fn vision(workspace: &Workspace) -> String {
        charter::VISION.get(&**workspace.records().single("charter").unwrap()).unwrap()
    }

    fn set_vision(workspace: &Workspace, text: &str) {
        let id = workspace.records().single("charter").unwrap().id;
        workspace.commit(Transaction::new(Label::new("x", "")).put(id, charter::VISION, text.into())).unwrap();
    }

    /// covers: P00.11
    #[test]
    fn a_returned_copy_comes_in_as_one_step_and_goes_as_one_also_after_a_reload() {
        let (persistence, workspace, file) = home();
        let copy = handed_out(&file, 2, 1_000_000);
        set_vision(&copy, "更好");
        let leaves = person_named(&copy, "李四");
        copy.commit(
            Transaction::new(Label::new("x", ""))
                .remove(leaves)
                .add(Record::new(copy.new_id(), "person", Stamp::default()).with(person::NAME, "王五".into())),
        )
        .unwrap();
        let before = exported(&workspace).records;
        let comparison = compared(&workspace, &Versions::new(), &exported(&copy));
        let counts = comparison.counts();
        assert_eq!((counts.added, counts.changed, counts.removed, counts.conflicts), (1, 1, 1, 0));
        workspace.commit(step(&comparison)).unwrap();
        assert_eq!(exported(&workspace).records, exported(&copy).records, "the same records with the same stamps");
        block_on(workspace.flush());
        let again = opened(&persistence, 1, 2_000_000);
        assert_eq!(exported(&again).records, exported(&copy).records);
        again.undo().unwrap();
        let fields = |records: &[Record]| records.iter().map(|record| (record.id, record.fields.clone())).collect::<Vec<_>>();
        assert_eq!(fields(&exported(&again).records), fields(&before));
        assert!(compared(&again, &comparison.versions, &file).changes_nothing());
    }

    #[test]
    fn a_choice_against_the_later_value_is_a_new_edit_that_wins_elsewhere() {
        let (_, workspace, file) = home();
        let copy = handed_out(&file, 2, 1_000_000);
        set_vision(&workspace, "我们的");
        set_vision(&copy, "他们的");
        let returned = exported(&copy);
        let mut comparison = compared(&workspace, &Versions::new(), &returned);
        assert_eq!(comparison.items.len(), 1);
        assert_eq!(comparison.items[0].choice, Choice::Theirs, "the later one by itself");
        comparison.items[0].choice = Choice::Ours;
        workspace.commit(step(&comparison)).unwrap();
        assert_eq!(vision(&workspace), "我们的");
        copy.commit(step(&compared(&copy, &Versions::new(), &exported(&workspace)))).unwrap();
        assert_eq!(vision(&copy), "我们的");
    }

    #[test]
    fn a_deleted_record_can_be_kept_and_an_older_one_brought_back() {
        let (_, workspace, file) = home();
        let copy = handed_out(&file, 2, 1_000_000);
        let id = person_named(&copy, "李四");
        copy.commit(Transaction::new(Label::new("x", "")).remove(id)).unwrap();
        let mut comparison = compared(&workspace, &Versions::new(), &exported(&copy));
        comparison.items[0].choice = Choice::Ours;
        workspace.commit(step(&comparison)).unwrap();
        assert!(workspace.records().get(id).is_some());
        // There the kept record comes back.
        let mut back = compared(&copy, &Versions::new(), &exported(&workspace));
        assert_eq!(back.items[0].choice, Choice::Theirs);
        // Or the deletion is confirmed, and goes round again.
        back.items[0].choice = Choice::Ours;
        copy.commit(step(&back)).unwrap();
        assert!(copy.records().get(id).is_none());
        workspace.commit(step(&compared(&workspace, &comparison.versions, &exported(&copy)))).unwrap();
        assert!(workspace.records().get(id).is_none());
        // An old file can still bring it back on purpose.
        let mut old = compared(&workspace, &comparison.versions, &file);
        let item = old.items.iter_mut().find(|item| item.id == id).unwrap();
        assert_eq!(item.choice, Choice::Ours);
        item.choice = Choice::Theirs;
        workspace.commit(step(&old)).unwrap();
        assert!(workspace.records().get(id).is_some());
    }

    #[test]
    fn a_replaced_workspace_holds_what_the_file_holds() {
        let (_, workspace, file) = home();
        set_vision(&workspace, "后来");
        let id = person_named(&workspace, "李四");
        workspace
            .commit(
                Transaction::new(Label::new("x", ""))
                    .remove(id)
                    .add(Record::new(workspace.new_id(), "person", Stamp::default()).with(person::NAME, "王五".into())),
            )
            .unwrap();
        let replacement = replace(&workspace.records(), &file.record_set());
        let mut transaction = Transaction::new(Label::new("replaced", ""));
        for id in &replacement.remove {
            transaction = transaction.remove(*id);
        }
        for record in &replacement.adopt {
            transaction = transaction.adopt(record.clone());
        }
        for record in &replacement.restore {
            transaction = transaction.add(record.clone());
        }
        for settled in &replacement.set {
            transaction = transaction.settle(settled.id, &settled.field, settled.value.clone());
        }
        workspace.commit(transaction).unwrap();
        let fields = |records: &[Record]| records.iter().map(|record| (record.id, record.fields.clone())).collect::<Vec<_>>();
        assert_eq!(fields(&exported(&workspace).records), fields(&file.records));
    }
}
