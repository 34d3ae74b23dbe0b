//! A sentence of the charter that is reworded takes along what cites it, so that rewording unhooks nothing (L01).

use flow::Context;
use model::{Change, Diff, FieldType, Fields, Key, Line, RecordSet};

use super::{after, touched};
use crate::goals::charter;
use crate::goals::rules::charter::{CITED_IN, cited, citing, split};

/// Where sentences stand.
const TEXTS: [&str; 3] = [charter::VISION.name(), charter::MISSION.name(), charter::CONTRIBUTION.name()];

/// Lets what cites a sentence follow where a text of the charter loses one sentence and gains one. Anything else is
/// no clear match: what cites a lost sentence is named as loose then. What the step itself cites stays.
pub(super) fn follow(context: &Context<'_>, step: &Diff, more: &mut Diff) {
    for id in touched(step, charter::CHARTER.name, &TEXTS) {
        let (Some(before), Some(after)) = (context.records.get(id), after(context.records, step, id)) else { continue };
        for (old, new) in reworded(&**before, &after) {
            cite_instead(context.records, step, &old, &new, more);
        }
    }
}

/// The sentences that became another one, old and new.
fn reworded(before: &dyn Fields, after: &dyn Fields) -> Vec<(String, String)> {
    let sentences = |charter: &dyn Fields| TEXTS.map(|name| split(charter.field(name).and_then(|json| json.as_str()).unwrap_or_default()));
    let (before, after) = (sentences(before), sentences(after));
    let known = |all: &[Vec<String>; 3], sentence: &String| all.iter().any(|text| text.contains(sentence));
    let mut pairs = Vec::new();
    for (old, new) in before.iter().zip(&after) {
        let lost: Vec<&String> = old.iter().filter(|sentence| !known(&after, sentence)).collect();
        let gained: Vec<&String> = new.iter().filter(|sentence| !known(&before, sentence)).collect();
        if let ([lost], [gained]) = (lost.as_slice(), gained.as_slice()) {
            pairs.push(((*lost).clone(), (*gained).clone()));
        }
    }
    pairs
}

fn cite_instead(records: &RecordSet, step: &Diff, old: &str, new: &str, more: &mut Diff) {
    for record in citing(records).filter(|record| cited(&***record).as_deref() == Some(old)) {
        let field = Key::new(CITED_IN);
        let said = step.updated.iter().any(|change| change.id == record.id && change.field == field);
        if !said && !step.removed.iter().any(|removed| removed.id == record.id) {
            let from = record.fields.get(&field).cloned();
            more.updated.push(Change { id: record.id, kind: record.kind.clone(), field, from, to: Some(Line::write(new.to_owned())) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Date, Id, Json, Record, Stamp};
    use proptest::prelude::*;

    const CHARTER: u64 = 1;

    fn world(vision: &str, citations: &[&str]) -> RecordSet {
        let mut records = RecordSet::default();
        let charter = Record::new(Id::from_number(CHARTER), "charter", Stamp::default()).with(charter::VISION, vision.to_owned());
        records.insert(charter.with(charter::MISSION, "天天服务".to_owned()));
        for (place, citation) in (10..).zip(citations) {
            let kind = ["goal", "strategy", "training_goal"][place as usize % 3];
            let mut record = Record::new(Id::from_number(place), kind, Stamp::default());
            record.fields.insert(Key::new(CITED_IN), Json::from(*citation));
            records.insert(record);
        }
        records
    }

    /// The vision becomes another text.
    fn step(from: &str, to: &str) -> Diff {
        let text = |text: &str| Some(text).filter(|text| !text.is_empty()).map(Json::from);
        let change = Change {
            id: Id::from_number(CHARTER),
            kind: Key::new("charter"),
            field: Key::new(charter::VISION.name()),
            from: text(from),
            to: text(to),
        };
        Diff { updated: vec![change], ..Diff::default() }
    }

    fn followed(records: &RecordSet, step: &Diff) -> Diff {
        let registry = crate::registry();
        let context = Context { records, registry: &registry, today: Date::from_ymd_opt(2026, 6, 30).unwrap_or_default() };
        let mut more = Diff::default();
        follow(&context, step, &mut more);
        more
    }

    fn check(from: &str, to: &str, citations: &[&str], expected: &[Option<&str>]) {
        let found = followed(&world(from, citations), &step(from, to));
        let new = |place: u64| found.updated.iter().find(|change| change.id == Id::from_number(place)).and_then(|change| change.to.clone());
        let all: Vec<_> = (10..).zip(citations).map(|(place, _)| new(place)).collect();
        assert_eq!(all, expected.iter().map(|text| text.map(Json::from)).collect::<Vec<_>>(), "{from} → {to}");
    }

    /// covers: P01.1, L01
    #[test]
    fn what_cites_a_reworded_sentence_follows() {
        let all = ["成为首选伙伴", "让人们更健康。", "天天服务"];
        check("成为首选伙伴。让人们更健康。", "成为最受信赖的伙伴。让人们更健康。", &all, &[Some("成为最受信赖的伙伴"), None, None]);
        check("成为首选伙伴。让人们更健康。", "让每个人更健康。成为首选伙伴。", &all, &[None, Some("让每个人更健康"), None]);
    }

    /// covers: P01.1, L01
    #[test]
    fn no_clear_match_leaves_it_loose() {
        let all = ["成为首选伙伴", "让人们更健康"];
        check("成为首选伙伴。让人们更健康", "都换了。两句都换了", &all, &[None, None]);
        check("成为首选伙伴。让人们更健康", "让人们更健康", &all, &[None, None]);
        check("成为首选伙伴。让人们更健康", "成为。首选伙伴。让人们更健康", &all, &[None, None]);
        check("成为首选伙伴", "", &all, &[None, None]);
        // It still stands elsewhere in the charter.
        check("天天服务", "天天向上", &["天天服务"], &[None]);
    }

    proptest! {
        /// Rewording any one sentence keeps every citation: those of the sentence follow, no other changes, and what cited
        /// something cites it afterwards.
        #[test]
        fn rewording_one_sentence_unhooks_nothing(
            sentences in prop::collection::hash_set("[a-f]{1,6}", 1..6),
            at in any::<prop::sample::Index>(),
            new in "[g-m]{1,6}",
            citing in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
        ) {
            let sentences: Vec<String> = sentences.into_iter().collect();
            let at = at.index(sentences.len());
            let places: Vec<usize> = citing.iter().map(|index| index.index(sentences.len())).collect();
            let mut reworded = sentences.clone();
            reworded[at] = new;
            let (from, to) = (sentences.join("。"), reworded.join("。"));
            let mut records = world(&from, &places.iter().map(|place| sentences[*place].as_str()).collect::<Vec<_>>());
            let mut step = step(&from, &to);
            let more = followed(&records, &step);
            prop_assert_eq!(more.updated.len(), places.iter().filter(|place| **place == at).count());
            step.updated.extend(more.updated);
            records.apply(&step, Stamp { time: 9, ..Stamp::default() });
            for (number, place) in (10..).zip(&places) {
                let record = records.get(Id::from_number(number)).expect("kept");
                prop_assert_eq!(cited(&**record), Some(reworded[*place].clone()));
            }
            // Taken back, all is as it was.
            records.apply(&step.invert(), Stamp { time: 10, ..Stamp::default() });
            for (number, place) in (10..).zip(&places) {
                let record = records.get(Id::from_number(number)).expect("kept");
                prop_assert_eq!(cited(&**record), Some(sentences[*place].clone()));
            }
        }
    }
}
