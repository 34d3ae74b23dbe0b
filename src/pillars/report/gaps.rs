//! Open points by what is lacking: the findings of one check stand together, none is left out.

use flow::{Finding, Parameter};

/// The findings of one check.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// All of them, as they were found; never none.
    pub findings: Vec<Finding>,
    /// Names of the values in which they differ.
    pub differing: Vec<String>,
}

/// The findings grouped by their check, and for required fields by what is to be filled, in the order of the first of each.
pub fn grouped<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for finding in findings {
        let same = |gap: &&mut Gap| {
            gap.findings.first().is_some_and(|first| (&first.check, &first.kind, &first.field) == (&finding.check, &finding.kind, &finding.field))
        };
        match gaps.iter_mut().find(same) {
            Some(gap) => gap.findings.push(finding.clone()),
            None => gaps.push(Gap { findings: vec![finding.clone()], differing: Vec::new() }),
        }
    }
    for gap in &mut gaps {
        let Some((first, others)) = gap.findings.split_first() else { continue };
        let differs = |name: &str, value: &Parameter| others.iter().any(|other| other.parameter(name) != Some(value));
        gap.differing = first.parameters.iter().filter(|(name, value)| differs(name, value)).map(|(name, _)| name.clone()).collect();
    }
    gaps
}
