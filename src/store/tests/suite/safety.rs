//! Trash, going back, restore points, erasing: the same over every storage.

use std::collections::BTreeSet;

use model::{Id, Record};
use store::{Label, RestorePoint, StoreError, TRASH_MS, Transaction, Workspace};

use super::{FakeEnvironment, Home, add, field, kinds, note, step, tab};

fn title(workspace: &Workspace, id: Id) -> Option<String> {
    field(workspace, id, "name").and_then(|json| json.as_str().map(str::to_owned))
}

fn label() -> Label {
    Label::new("test.back", "")
}

pub(crate) async fn the_trash_keeps_records_with_their_links_for_thirty_days(home: impl Home) {
    let environment = FakeEnvironment::new(1);
    let workspace = tab(&home, &environment).await;
    let (target, bystander) = (add(&workspace, "target"), add(&workspace, "bystander"));
    let item = Record::new(workspace.new_id(), "item", Default::default()).with(kinds::item::NAME, "item".to_owned()).with(kinds::item::NOTE, target);
    let item_id = item.id;
    workspace.commit(step("item").add(item)).unwrap();
    environment.pass(10);
    workspace.commit(step("gone").remove(target)).unwrap();
    environment.pass(10);
    workspace.commit(step("gone").remove(item_id)).unwrap();
    let blank = Record::new(workspace.new_id(), "item", Default::default());
    let blank_id = blank.id;
    workspace.commit(step("begun").add(blank)).unwrap();
    workspace.commit(step("given up").remove(blank_id)).unwrap();
    workspace.flush().await;
    workspace.checkpoint().await.unwrap();
    home.settle().await;
    let again = tab(&home, &environment).await;
    let trash: Vec<Id> = again.trash().iter().map(|trashed| trashed.record.id).collect();
    assert_eq!(trash, [item_id, target], "the last deleted first, after a reload; a record without content is none to bring back");
    again.restore_from_trash(&[item_id], label()).unwrap();
    assert_eq!(field(&again, item_id, "note").and_then(|json| json.as_str().map(str::to_owned)), Some(target.to_string()));
    assert_eq!(title(&again, target).as_deref(), Some("target"), "what it links to comes back with it");
    assert!(again.trash().is_empty());
    again.undo().unwrap();
    assert_eq!(again.trash().len(), 2, "an ordinary step");
    assert!(again.restore_from_trash(&[bystander], label()).is_err(), "a living record is not in the trash");
    environment.pass(TRASH_MS + 1);
    assert!(again.trash().is_empty());
    add(&again, "later");
    again.flush().await;
    again.checkpoint().await.unwrap();
    let last = tab(&home, &environment).await;
    assert_eq!(last.records().buried().count(), 0, "their fields are forgotten");
    assert_eq!(last.records().tombstones().len(), 3, "their deletion is not");
}

pub(crate) async fn an_emptied_trash_leaves_nothing_to_read(home: impl Home) {
    let environment = FakeEnvironment::new(1);
    let (workspace, other) = (tab(&home, &environment).await, tab(&home, &environment).await);
    let (gone, kept) = (add(&workspace, "secret plan"), add(&workspace, "kept"));
    workspace.commit(step("gone").remove(gone)).unwrap();
    workspace.flush().await;
    home.settle().await;
    assert_eq!(workspace.empty_trash().await, Ok(1));
    home.settle().await;
    for tab in [&workspace, &other, &tab(&home, &environment).await] {
        assert!(tab.trash().is_empty());
        assert_eq!(title(tab, kept).as_deref(), Some("kept"));
        assert!(tab.history_of(gone).await.is_empty());
    }
    assert!(!contains(&home, "secret plan").await);
}

pub(crate) async fn any_moment_of_the_history_can_be_restored(home: impl Home) {
    let environment = FakeEnvironment::new(1);
    let workspace = tab(&home, &environment).await;
    let (first, second) = (add(&workspace, "one"), add(&workspace, "two"));
    environment.pass(5_000);
    workspace.commit(step("edit").put(first, kinds::note::NAME, "one, better".to_owned()).put(first, kinds::note::BODY, "text".to_owned())).unwrap();
    workspace.flush().await;
    let moment = workspace.history(1).await[0].stamp;
    environment.pass(5_000);
    workspace.commit(step("edit").put(first, kinds::note::NAME, "one, worse".to_owned()).clear(first, "body")).unwrap();
    let third = add(&workspace, "three");
    workspace.commit(step("gone").remove(second)).unwrap();
    let whole = workspace.way_back(moment, None, label()).await.unwrap();
    assert_eq!((whole.added, whole.changed, whole.removed), (1, 1, 1), "also steps that are not saved yet");
    let one = workspace.way_back(moment, Some(first), label()).await.unwrap();
    assert_eq!((one.added, one.changed, one.removed), (0, 1, 0));
    workspace.commit(whole.transaction).unwrap();
    assert_eq!(title(&workspace, first).as_deref(), Some("one, better"));
    assert_eq!(field(&workspace, first, "body").unwrap(), "text");
    assert_eq!(title(&workspace, second).as_deref(), Some("two"));
    assert_eq!(title(&workspace, third), None);
    assert!(workspace.way_back(moment, None, label()).await.unwrap().is_empty());
    workspace.undo().unwrap();
    assert_eq!((title(&workspace, second), title(&workspace, third).as_deref()), (None, Some("three")), "an ordinary step");
    workspace.flush().await;
    let again = tab(&home, &environment).await;
    let way = again.way_back(moment, None, label()).await.unwrap();
    again.commit(way.transaction).unwrap();
    assert_eq!(title(&again, first).as_deref(), Some("one, better"), "after a reload, too");
}

pub(crate) async fn restore_points_hold_the_whole_workspace(home: impl Home) {
    let environment = FakeEnvironment::new(1);
    let workspace = tab(&home, &environment).await;
    let (kept, lost) = (add(&workspace, "kept"), add(&workspace, "lost"));
    let by_hand = workspace.restore_point(Label::new(RestorePoint::BY_HAND, "before the review")).await.unwrap();
    assert_eq!((by_hand.records, by_hand.by_hand()), (2, true));
    environment.pass(1_000);
    workspace.commit(step("edit").put(kept, kinds::note::NAME, "changed".to_owned()).remove(lost)).unwrap();
    let extra = add(&workspace, "extra");
    workspace.flush().await;
    let again = tab(&home, &environment).await;
    assert_eq!(again.restore_points().await.unwrap(), std::slice::from_ref(&by_hand));
    again.restore_to(&by_hand).await.unwrap();
    assert_eq!((title(&again, kept).as_deref(), title(&again, lost).as_deref(), title(&again, extra)), (Some("kept"), Some("lost"), None));
    let points = again.restore_points().await.unwrap();
    assert_eq!(points.len(), 2, "the state before is kept, too");
    assert_eq!(points[0].label.code, RestorePoint::RESTORE);
    again.undo().unwrap();
    assert_eq!((title(&again, kept).as_deref(), title(&again, extra).as_deref()), (Some("changed"), Some("extra")));
    for _ in 0..15 {
        environment.pass(1);
        again.restore_point(Label::new(RestorePoint::IMPORT, "file")).await.unwrap();
    }
    let points = again.restore_points().await.unwrap();
    assert_eq!(points.len(), 11, "ten made by themselves, and the one made by hand");
    assert!(points.contains(&by_hand));
    again.drop_restore_point(by_hand.id).await.unwrap();
    assert_eq!(again.restore_points().await.unwrap().len(), 10);
    assert!(matches!(again.way_to_point(&by_hand).await, Err(StoreError::Gone)));
}

pub(crate) async fn an_erased_person_is_nowhere_and_never_comes_back(home: impl Home) {
    let environment = FakeEnvironment::new(1);
    let (workspace, other) = (tab(&home, &environment).await, tab(&home, &environment).await);
    workspace.set_author("Zhang San".to_owned());
    let person = note(&workspace, "Zhang San");
    let id = person.id;
    workspace.commit(step("Zhang San").add(person.clone())).unwrap();
    let beside = add(&workspace, "beside");
    workspace.commit(step("x").put(beside, kinds::note::BODY, "call Zhang San".to_owned())).unwrap();
    workspace.commit(step("y").put(beside, kinds::note::BODY, "call somebody".to_owned())).unwrap();
    workspace.flush().await;
    workspace.checkpoint().await.unwrap();
    workspace.restore_point(Label::new(RestorePoint::BY_HAND, "with everyone")).await.unwrap();
    workspace.commit(step("Zhang San").remove(id)).unwrap();
    workspace.undo().unwrap();
    workspace.flush().await;
    home.settle().await;
    assert!(contains(&home, "Zhang San").await, "the test looks in the right places");
    workspace.set_author("Li Si".to_owned());
    workspace.erase(BTreeSet::from([id]), &["Zhang San".to_owned()]).await.unwrap();
    home.settle().await;
    assert!(!contains(&home, "Zhang San").await);
    for tab in [&workspace, &other, &tab(&home, &environment).await] {
        assert_eq!(title(tab, id), None);
        assert!(tab.records().buried_record(id).is_none() && tab.history_of(id).await.is_empty());
        let newest = &tab.history(1).await[0];
        assert_eq!((newest.label.code.as_str(), newest.label.title.as_str(), newest.who.as_str()), (store::ERASED, "1", "Li Si"));
    }
    let point = workspace.restore_points().await.unwrap().pop().unwrap();
    assert_eq!(point.records, 1);
    workspace.restore_to(&point).await.unwrap();
    // A file from before, or a tab that slept, brings nobody back.
    workspace.commit(Transaction::new(label()).adopt(person.clone())).unwrap();
    other.commit(Transaction::new(label()).add(person)).unwrap();
    workspace.flush().await;
    other.flush().await;
    home.settle().await;
    for tab in [&workspace, &other, &tab(&home, &environment).await] {
        assert_eq!(title(tab, id), None);
    }
    assert!(!contains(&home, "Zhang San").await);
}

/// Whether anything stored holds this text.
async fn contains(home: &impl Home, text: &str) -> bool {
    let persistence = home.connect().await;
    let mut found = false;
    let look = |stored: store::Stored| {
        let pages = stored.pages.unwrap_or_default();
        let values = stored.meta.values().chain(pages.values()).chain(stored.blobs.values()).chain(stored.journal.iter().map(|(_, bytes)| bytes));
        found = values.into_iter().any(|bytes| String::from_utf8_lossy(bytes).contains(text));
        Err(StoreError::NotEmpty)
    };
    let outcome = persistence.rewrite(Box::new(look)).await;
    assert_eq!(outcome, Err(StoreError::NotEmpty), "only looked");
    persistence.close();
    found
}
