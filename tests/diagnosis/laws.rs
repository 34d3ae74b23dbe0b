//! Laws of scoring, results, roadmaps and ratings that hold for whatever is answered.

use std::collections::BTreeSet;

use pillars::diagnosis::scoring::{self, Answer, Levels};
use pillars::diagnosis::{initiatives, rating, result};
use proptest::prelude::*;

use super::sheets::rated;
use super::structure;

fn any_answer() -> impl Strategy<Value = Answer> {
    prop_oneof![6 => (0_u8..=5).prop_map(Answer::Level), 1 => Just(Answer::NotApplicable), 1 => Just(Answer::Unclear)]
}

fn any_levels() -> impl Strategy<Value = Levels> {
    let ids: Vec<String> = structure().items.into_iter().map(|item| item.id).collect();
    proptest::collection::vec(proptest::option::of(0_u8..=10), ids.len())
        .prop_map(move |halves| ids.iter().cloned().zip(halves).filter_map(|(id, half)| Some((id, f64::from(half?) / 2.0))).collect())
}

proptest! {
    #[test]
    fn the_order_of_raters_does_not_matter(mut answers in proptest::collection::vec(any_answer(), 0..9), turn in 0_usize..9) {
        let (median, spread) = (scoring::median(answers.iter().copied()), scoring::spread(answers.iter().copied()));
        let by = turn % answers.len().max(1);
        answers.rotate_left(by);
        prop_assert_eq!(scoring::median(answers.iter().copied()), median);
        prop_assert_eq!(scoring::spread(answers.iter().copied()), spread);
        answers.push(Answer::NotApplicable);
        answers.insert(0, Answer::Unclear);
        prop_assert_eq!(scoring::median(answers.iter().copied()), median, "what is no level is left out");
        prop_assert_eq!(scoring::spread(answers.iter().copied()), spread);
    }

    #[test]
    fn means_lie_between_the_lowest_and_the_highest_level(levels in any_levels()) {
        let structure = structure();
        let outcome = result::outcome(&structure, &levels);
        let lowest = levels.values().copied().fold(f64::INFINITY, f64::min);
        let highest = levels.values().copied().fold(f64::NEG_INFINITY, f64::max);
        let means = outcome.overall.iter().chain(outcome.pillars.iter().filter_map(|(_, mean)| mean.as_ref()));
        for mean in means.copied().collect::<Vec<f64>>() {
            prop_assert!(mean >= lowest - 1e-9 && mean <= highest + 1e-9);
        }
        prop_assert_eq!(outcome.overall.is_some(), !levels.is_empty());
        prop_assert_eq!(outcome.band(&structure).is_some(), !levels.is_empty());
        let (weak, strong) = result::extremes(&structure, &levels);
        prop_assert!(weak.len() <= 3 && weak.len() == strong.len());
        prop_assert!(weak.iter().all(|one| !strong.contains(one)), "none is weak and strong");
        for (one, other) in weak.iter().flat_map(|one| strong.iter().map(move |other| (one, other))) {
            prop_assert!(levels[&one.id] <= levels[&other.id]);
        }
    }

    #[test]
    fn a_snapshot_compared_with_itself_has_not_moved(levels in any_levels()) {
        for change in result::changes(&structure(), &levels, &levels) {
            prop_assert!(change.gain().is_none_or(|gain| gain == 0.0));
        }
    }

    #[test]
    fn every_roadmap_respects_what_comes_first(levels in any_levels(), target in any_levels()) {
        let structure = structure();
        let roadmap = initiatives::roadmap(&structure, &levels, Some(&target));
        for (place, one) in roadmap.iter().enumerate() {
            prop_assert!(one.level < one.wanted);
            for before in &one.after {
                prop_assert!(roadmap[..place].iter().any(|done| done.statement == *before));
            }
        }
        let unique: BTreeSet<&str> = roadmap.iter().map(|one| one.statement.as_str()).collect();
        prop_assert_eq!(unique.len(), roadmap.len());
    }

    #[test]
    fn a_total_is_there_exactly_when_every_question_is_answered(points in proptest::collection::vec(proptest::option::of(0_i64..=2), 15)) {
        let (structure, record) = (structure(), rated(&points));
        let total = rating::total(&structure, &record);
        let expected: Option<i64> = points.iter().copied().sum();
        prop_assert_eq!(total.points, expected);
        prop_assert_eq!(total.open, points.iter().filter(|given| given.is_none()).count());
    }
}
