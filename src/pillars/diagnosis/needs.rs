//! How well pieces of software meet the needs of the company (P00.09, S172, S173).

use std::sync::Arc;

use model::{Fields, Json, Object, Record};

use super::software_need::{FIT, FIT_NOTE, FITS, IMPORTANCE, SOFTWARE};

/// How much a need weighs: must 3, should 2, could 1.
pub fn weight(need: &Record) -> u32 {
    match IMPORTANCE.get(need).as_deref() {
        Some("must") => 3,
        Some("should") => 2,
        _ => 1,
    }
}

/// The row of a need about a piece of software.
fn row(need: &Record, software: &str) -> Option<Object> {
    FITS.get(need).unwrap_or_default().into_iter().find(|row| SOFTWARE.get(row).as_deref() == Some(software))
}

/// How a piece of software meets a need: code and note.
pub fn judged(need: &Record, software: &str) -> (Option<String>, String) {
    let row = row(need, software).unwrap_or_default();
    (FIT.get(&row), FIT_NOTE.get(&row).unwrap_or_default())
}

/// The rows of a need after a piece of software was judged; without a code and a note its row goes.
pub fn judge(need: &Record, software: &str, fit: Option<&str>, note: &str) -> Option<Json> {
    let mut rows = FITS.get(need).unwrap_or_default();
    let at = rows.iter().position(|row| SOFTWARE.get(row).as_deref() == Some(software));
    let mut now = at.and_then(|at| rows.get(at).cloned()).unwrap_or_default();
    now.insert(SOFTWARE.name().to_owned(), Json::from(software));
    for (name, text) in [(FIT.name(), fit.unwrap_or_default()), (FIT_NOTE.name(), note.trim())] {
        if text.is_empty() {
            now.remove(name);
        } else {
            now.insert(name.to_owned(), Json::from(text));
        }
    }
    let empty = now.field(FIT.name()).is_none() && now.field(FIT_NOTE.name()).is_none();
    match at {
        Some(at) if empty => {
            rows.remove(at);
        }
        Some(at) => {
            if let Some(row) = rows.get_mut(at) {
                *row = now;
            }
        }
        None if empty => {}
        None => rows.push(now),
    }
    (!rows.is_empty()).then(|| rows.into_iter().map(Json::Object).collect())
}

/// Names of the software that was judged, in the order of their first mention.
pub fn software(needs: &[Arc<Record>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for row in needs.iter().flat_map(|need| FITS.get(&**need).unwrap_or_default()) {
        if let Some(name) = SOFTWARE.get(&row).filter(|name| !names.contains(name)) {
            names.push(name);
        }
    }
    names
}

/// How a piece of software fits the list.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fit {
    /// Share of the weights that is met, partly counting half; nothing before the first judgement. What was not judged
    /// counts as not met.
    pub share: Option<f64>,
    /// Needs met.
    pub met: usize,
    /// Needs partly met.
    pub partly: usize,
    /// Needs not met.
    pub unmet: usize,
    /// Needs not judged yet.
    pub open: usize,
}

/// The fit of a piece of software to these needs.
pub fn fit(needs: &[Arc<Record>], software: &str) -> Fit {
    let mut fit = Fit::default();
    let (mut reached, mut all) = (0.0, 0.0);
    for need in needs {
        let weight = f64::from(weight(need));
        all += weight;
        match judged(need, software).0.as_deref() {
            Some("met") => {
                fit.met += 1;
                reached += weight;
            }
            Some("partly") => {
                fit.partly += 1;
                reached += weight / 2.0;
            }
            Some(_) => fit.unmet += 1,
            None => fit.open += 1,
        }
    }
    fit.share = (fit.open < needs.len()).then(|| reached / all);
    fit
}
