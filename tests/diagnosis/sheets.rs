//! The rating, the audit and the needs list.

use std::sync::Arc;

use model::{Id, Key, Record};
use pillars::diagnosis::{audit, audit_finding, effectiveness_rating, needs, rating, software_need};
use pillars::improvement::improvement_action;

use super::fixture::World;
use super::structure;

pub(crate) fn rated(points: &[Option<i64>]) -> Record {
    let structure = structure();
    let mut record = Record::new(Id::from_number(1), "effectiveness_rating", model::Stamp::default());
    for (question, given) in structure.rating.iter().zip(points) {
        if let Some(given) = given {
            let rows = rating::answered(&structure, Some(&record), &question.id, *given);
            record.fields.insert(Key::new(effectiveness_rating::ANSWERS.name()), rows);
        }
    }
    record
}

/// covers: P05.A05, S94
#[test]
fn the_rating_adds_up_only_when_it_is_whole() {
    let structure = structure();
    let ones = rated(&[Some(1); 15]);
    let total = rating::total(&structure, &ones);
    assert_eq!((total.points, total.band.map(|band| band.id.as_str()), total.open), (Some(15), Some("fair"), 0));
    let mut fourteen = [Some(1); 15];
    fourteen[6] = None;
    let record = rated(&fourteen);
    let total = rating::total(&structure, &record);
    assert_eq!((total.points, total.band, total.open), (None, None, 1));
    assert_eq!(total.attributes.iter().map(|(_, points)| *points).collect::<Vec<_>>(), [Some(3), Some(3), None, Some(3), Some(3)]);
    for (points, expected) in [(0, "none"), (2, "superior")] {
        assert_eq!(rating::total(&structure, &rated(&[Some(points); 15])).band.map(|band| band.id.as_str()), Some(expected));
    }
    // An answer can be changed; the others stay.
    let rows = rating::answered(&structure, Some(&ones), "R02", 2);
    let changed = ones.with(effectiveness_rating::NAME, "x".to_owned());
    let changed = Record { fields: changed.fields.clone().into_iter().chain([(Key::new("answers"), rows)]).collect(), ..changed };
    assert_eq!(rating::total(&structure, &changed).points, Some(16));
}

/// covers: P05.A06, S95
#[test]
fn a_weak_finding_of_the_audit_leads_to_an_improvement() {
    let mut world = World::on("2026-06-30");
    let structure = structure();
    let finding = |grade: &str| {
        let grade = grade.to_owned();
        move |record: Record| {
            record
                .with(audit_finding::QUESTION, "A1.1".to_owned())
                .with(audit_finding::FINDING, "Growth lags behind the market".to_owned())
                .with(audit_finding::RECOMMENDATION, "Ask three sources each quarter".to_owned())
                .with(audit_finding::GRADE, grade)
        }
    };
    let weak = world.add(&audit_finding::AUDIT_FINDING, finding("weak"));
    world.add(&audit_finding::AUDIT_FINDING, finding("good"));
    let ids = |records: &[Arc<Record>]| records.iter().map(|record| record.id).collect::<Vec<_>>();
    assert_eq!(ids(&audit::without_improvement(&structure, &world.records, "environment")), [weak]);
    assert!(audit::without_improvement(&structure, &world.records, "strategy").is_empty());
    let made = audit::improvement(Id::from_number(500), world.get(weak));
    assert!(model::validate_record(&improvement_action::IMPROVEMENT_ACTION, &made).is_empty());
    assert_eq!(improvement_action::TITLE.get(&made).as_deref(), Some("Ask three sources each quarter"));
    assert_eq!(improvement_action::PROBLEM.get(&made).as_deref(), Some("Growth lags behind the market"));
    assert_eq!(improvement_action::AUDIT.get(&made), Some(weak), "its source is the audit");
    world.records.insert(made);
    world.change(weak, |record| record.with(audit_finding::ACTION, Id::from_number(500)));
    assert!(audit::without_improvement(&structure, &world.records, "environment").is_empty());
}

fn need(number: u64, importance: &str) -> Arc<Record> {
    Arc::new(Record::new(Id::from_number(number), "software_need", model::Stamp::default()).with(software_need::IMPORTANCE, importance.to_owned()))
}

fn judged(need: &Record, software: &str, fit: Option<&str>) -> Arc<Record> {
    let mut record = need.clone();
    match needs::judge(need, software, fit, "") {
        Some(rows) => record.fields.insert(Key::new("fits"), rows),
        None => record.fields.remove("fits"),
    };
    Arc::new(record)
}

/// covers: P00.09, S172, S173
#[test]
fn the_fit_of_software_is_what_it_meets_of_the_needs() {
    let list: Vec<Arc<Record>> = (0..10).map(|number| judged(&need(number, "must"), "One", Some(if number < 7 { "met" } else { "not" }))).collect();
    let fit = needs::fit(&list, "One");
    assert_eq!((fit.share, fit.met, fit.unmet, fit.open), (Some(0.7), 7, 3, 0));
    assert_eq!(needs::fit(&list, "Other").share, None, "nothing was judged");
    let two: Vec<Arc<Record>> = list.iter().map(|need| judged(need, "Other", Some("partly"))).collect();
    assert_eq!((needs::fit(&two, "Other").share, needs::fit(&two, "One").share), (Some(0.5), Some(0.7)));
    assert_eq!(needs::software(&two), ["One", "Other"]);
    assert_eq!(needs::software(&[judged(&two[0], "One", None)]), ["Other"], "what is no longer judged goes");
    // What matters more weighs more, and what was not looked at is not met.
    let weighed = [judged(&need(1, "must"), "One", Some("met")), need(2, "could")];
    assert_eq!((needs::fit(&weighed, "One").share, needs::fit(&weighed, "One").open), (Some(0.75), 1));
}
