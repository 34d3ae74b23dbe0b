//! The labelled set of the SMART check: 60 Chinese and 60 English goals, judged on the sentence
//! alone (decisions.md 14). The labels were written before the rules.
//!
//! Standard of the labels. S: names what it is about and a number; fails when vague words stand
//! without one. M: a level to reach, or a change whose base is stated; a change without base is open.
//! A: pass when means or history are named, fail when out of reach or without means, else open.
//! R: pass when tied to a strategy, mission or value, else open. T: a date or period; a term that
//! hangs on an event is open, none fails.

#![allow(clippy::unwrap_used, clippy::panic)]

use model::Date;
use pillars::goals::rules::smart::{Letter, judge_text};
use serde_json::Value;

fn labelled() -> Vec<Value> {
    serde_json::from_str(include_str!("data/smart_goals.json")).unwrap()
}

/// covers: P01.3, P01.3.1, P01.3.2, P01.3.3, P01.3.4, P01.3.5, S04
#[test]
fn at_least_nine_of_ten_letters_are_right() {
    let today = Date::from_ymd_opt(2026, 1, 15).unwrap();
    let (mut right, mut total, mut misses) = (0, 0, Vec::new());
    let goals = labelled();
    for language in ["zh", "en"] {
        assert_eq!(goals.iter().filter(|goal| goal["lang"] == language).count(), 60);
    }
    for goal in &goals {
        let text = goal["text"].as_str().unwrap();
        let judged = judge_text(text, today);
        for letter in Letter::ALL {
            let wanted = goal["letters"][letter.code()].as_str().unwrap();
            let result = judged.letter(letter);
            total += 1;
            if result.verdict.code() == wanted {
                right += 1;
            } else {
                let reasons: Vec<&str> = result.reasons.iter().map(|reason| reason.code).collect();
                misses.push(format!("{}: wanted {wanted}, judged {} {reasons:?}: {text}", letter.code(), result.verdict.code()));
            }
        }
    }
    println!("{right} of {total} letters right");
    for miss in &misses {
        println!("{miss}");
    }
    assert!(right * 10 >= total * 9, "{right} of {total} letters right:\n{}", misses.join("\n"));
}
