//! The tree of goals: company, department, person (P01.4, P01.A11). Loops in the data end a branch.

use std::sync::Arc;

use flow::Context;
use model::{Decimal, Id, Record, RecordSet};

use super::live_goals;
use crate::goals::goal;

/// A goal in the tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// The goal.
    pub goal: Arc<Record>,
    /// Distance from the top.
    pub depth: usize,
    /// Goals below it.
    pub children: Vec<Node>,
}

/// Levels in order; goals without one come last under an empty code.
pub const LEVELS: [&str; 3] = ["company", "department", "person"];

/// The goals directly below a goal.
pub fn children(parent: Id, records: &RecordSet) -> Vec<Arc<Record>> {
    live_goals(records).filter(|goal| goal::PARENT.get(&***goal) == Some(parent) && goal.id != parent).cloned().collect()
}

/// All goals below a goal, each once.
pub fn below(top: Id, records: &RecordSet) -> Vec<Arc<Record>> {
    let mut found: Vec<Arc<Record>> = Vec::new();
    let mut open = vec![top];
    while let Some(parent) = open.pop() {
        for child in children(parent, records) {
            if child.id != top && !found.iter().any(|known| known.id == child.id) {
                open.push(child.id);
                found.push(child);
            }
        }
    }
    found
}

/// The parent of a goal, when it exists, is not dropped, and the goal does not stand above it.
pub fn parent(goal: &Record, records: &RecordSet) -> Option<Arc<Record>> {
    let parent = goal::PARENT.get(goal).filter(|parent| *parent != goal.id)?;
    let found = live_goals(records).find(|other| other.id == parent)?;
    (!below(goal.id, records).iter().any(|child| child.id == parent)).then(|| found.clone())
}

/// The whole tree. A goal whose parent is missing, dropped or below itself stands at the top.
pub fn tree(context: &Context<'_>) -> Vec<Node> {
    fn node(goal: &Arc<Record>, depth: usize, context: &Context<'_>, path: &mut Vec<Id>) -> Node {
        path.push(goal.id);
        let below = children(goal.id, context.records).into_iter().filter(|child| !path.contains(&child.id)).collect::<Vec<_>>();
        let children = below.iter().map(|child| node(child, depth + 1, context, path)).collect();
        path.pop();
        Node { goal: goal.clone(), depth, children }
    }
    let tops = live_goals(context.records).filter(|goal| parent(goal, context.records).is_none());
    tops.map(|goal| node(goal, 0, context, &mut Vec::new())).collect()
}

/// Goals by level: company, department, person, then those without one under an empty code.
pub fn by_level(context: &Context<'_>) -> Vec<(&'static str, Vec<Arc<Record>>)> {
    let level = |goal: &Record| goal::LEVEL.get(goal).unwrap_or_default();
    let of = |wanted: &str| live_goals(context.records).filter(|goal| level(goal) == wanted).cloned().collect::<Vec<_>>();
    LEVELS.into_iter().chain([""]).map(|code| (code, of(code))).filter(|(code, goals)| !code.is_empty() || !goals.is_empty()).collect()
}

/// Department goals that no company goal stands above.
pub fn department_without_parent(context: &Context<'_>) -> Vec<Arc<Record>> {
    let department = live_goals(context.records).filter(|goal| goal::LEVEL.get(&***goal).as_deref() == Some("department"));
    department.filter(|goal| parent(goal, context.records).is_none()).cloned().collect()
}

/// Whether any goal is the company's own.
pub fn has_company_goal(context: &Context<'_>) -> bool {
    live_goals(context.records).any(|goal| goal::LEVEL.get(&**goal).as_deref() == Some("company"))
}

/// Parents whose children have weights that do not total 100 %, with the total.
pub fn uneven_weights(context: &Context<'_>) -> Vec<(Arc<Record>, Decimal)> {
    let mut uneven = Vec::new();
    for parent in live_goals(context.records) {
        let weights: Vec<Option<Decimal>> = children(parent.id, context.records).iter().map(|child| goal::WEIGHT.get(&**child)).collect();
        let sum: Decimal = weights.iter().copied().flatten().sum();
        // Thirds and sixths cannot be written exactly in six places.
        let slack = Decimal::from_millionths(weights.len() as i64);
        if weights.iter().any(Option::is_some) && (sum - Decimal::ONE).abs() > slack {
            uneven.push((parent.clone(), sum));
        }
    }
    uneven
}

/// Goals that serve no sentence of the charter and have no parent (P01.3.4).
pub fn orphans(context: &Context<'_>) -> Vec<Arc<Record>> {
    let serves = |goal: &Record| goal::SERVES.get(goal).is_some_and(|sentence| super::charter::has_sentence(context.records, &sentence));
    live_goals(context.records).filter(|goal| !serves(goal) && parent(goal, context.records).is_none()).cloned().collect()
}
