//! A tree from left to right (goals, budgets); an outline where there is not enough room.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use super::frame::{ChartFrame, TableTwin};
use super::scale::{ellipsis, wrap};
use crate::controls::Tone;
use crate::dom::unique_id;
use crate::lang::t;

/// A node of the tree.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TreeNode {
    /// Its id.
    pub id: String,
    /// The id of the node above; a node whose parent is missing stands at the left.
    pub parent: Option<String>,
    /// Its name.
    pub title: String,
    /// Short facts below the name.
    pub lines: Vec<String>,
    /// The colour of its edge.
    pub tone: Tone,
    /// Where it leads; empty for nowhere.
    pub href: String,
}

/// A node as drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct TreeMark {
    /// Index of the node.
    pub node: usize,
    /// Distance from the root.
    pub depth: usize,
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Height.
    pub height: f64,
    /// The name in lines.
    pub title: Vec<String>,
    /// The facts, cut to the width.
    pub lines: Vec<String>,
}

/// Everything a tree draws.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct TreeMarks {
    /// Width of the drawing.
    pub width: f64,
    /// Height of the drawing.
    pub height: f64,
    /// Width of a node.
    pub node_width: f64,
    /// The nodes, parents before children.
    pub nodes: Vec<TreeMark>,
    /// Path data from parents to children.
    pub edges: Vec<String>,
}

const COLUMN_GAP: f64 = 40.0;
const ROW_GAP: f64 = 12.0;

/// The order of a tree: (index, depth), parents before children. A circle is cut at its first node.
pub fn tree_order(nodes: &[TreeNode]) -> Vec<(usize, usize)> {
    let known: BTreeMap<&str, usize> = nodes.iter().enumerate().map(|(index, node)| (node.id.as_str(), index)).collect();
    let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut roots = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        match node.parent.as_deref().and_then(|parent| known.get(parent)) {
            Some(parent) if *parent != index => children.entry(*parent).or_default().push(index),
            _ => roots.push(index),
        }
    }
    let mut order = Vec::new();
    let mut seen = BTreeSet::new();
    // What hangs in a circle is reached from no root; it comes last, so that nothing is lost.
    for start in roots.into_iter().chain(0..nodes.len()) {
        let mut stack = vec![(start, 0)];
        while let Some((index, depth)) = stack.pop() {
            if seen.insert(index) {
                order.push((index, depth));
                stack.extend(children.get(&index).into_iter().flatten().rev().map(|child| (*child, depth + 1)));
            }
        }
    }
    order
}

/// Works out where the nodes stand. Columns share the width between 176 and 240 px each.
pub fn tree_marks(nodes: &[TreeNode], width: f64) -> TreeMarks {
    let order = tree_order(nodes);
    let depth = order.iter().map(|(_, depth)| depth + 1).max().unwrap_or(1) as f64;
    let node_width = ((width - COLUMN_GAP * (depth - 1.0)) / depth).clamp(176.0, 240.0).floor();
    let mut marks: Vec<TreeMark> = order
        .iter()
        .map(|(index, depth)| {
            let node = &nodes[*index];
            let title = wrap(&node.title, node_width - 28.0, 14.0, 2);
            let lines: Vec<String> = node.lines.iter().map(|line| ellipsis(line, node_width - 24.0, 12.0)).collect();
            let height = 14.0 + title.len() as f64 * 20.0 + lines.len() as f64 * 18.0 + 6.0;
            TreeMark { node: *index, depth: *depth, x: (node_width + COLUMN_GAP) * *depth as f64, y: 0.0, height, title, lines }
        })
        .collect();
    let parent_of: Vec<Option<usize>> = (0..marks.len()).map(|at| (0..at).rev().find(|before| marks[*before].depth + 1 == marks[at].depth)).collect();
    // From the last to the first: children are placed before their parents are centred on them.
    let mut next = 0.0f64;
    let mut bottoms = vec![0.0f64; depth as usize + 1];
    let has_child: Vec<bool> = (0..marks.len()).map(|at| parent_of.contains(&Some(at))).collect();
    place(&mut marks, &parent_of, &has_child, &mut next, &mut bottoms);
    let height = marks.iter().map(|mark| mark.y + mark.height).fold(0.0, f64::max) + 2.0;
    let edges = marks
        .iter()
        .enumerate()
        .filter_map(|(at, mark)| {
            let parent = &marks[parent_of[at]?];
            let (x1, y1) = (parent.x + node_width, parent.y + parent.height / 2.0);
            let (x2, y2) = (mark.x, mark.y + mark.height / 2.0);
            let middle = (x1 + x2) / 2.0;
            Some(format!("M{x1:.1} {y1:.1}C{middle:.1} {y1:.1} {middle:.1} {y2:.1} {x2:.1} {y2:.1}"))
        })
        .collect();
    TreeMarks { width: (node_width + COLUMN_GAP) * depth - COLUMN_GAP + 2.0, height, node_width, nodes: marks, edges }
}

/// Leaves one below the other, parents in the middle of their children, nothing overlapping in a column.
fn place(marks: &mut [TreeMark], parent_of: &[Option<usize>], has_child: &[bool], next: &mut f64, bottoms: &mut [f64]) {
    for at in 0..marks.len() {
        if !has_child[at] {
            let depth = marks[at].depth;
            marks[at].y = next.max(bottoms.get(depth).copied().unwrap_or(0.0));
            *next = marks[at].y + marks[at].height + ROW_GAP;
        }
    }
    for at in (0..marks.len()).rev().filter(|at| has_child[*at]) {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for child in (at + 1..marks.len()).filter(|child| parent_of[*child] == Some(at)) {
            low = low.min(marks[child].y);
            high = high.max(marks[child].y + marks[child].height);
        }
        marks[at].y = ((low + high) / 2.0 - marks[at].height / 2.0).max(0.0);
    }
    // A tall parent over a single small child could touch its neighbour: push everything below down.
    for depth in 0..bottoms.len() {
        let column: Vec<usize> = (0..marks.len()).filter(|at| marks[*at].depth == depth).collect();
        for pair in column.windows(2) {
            let overlap = marks[pair[0]].y + marks[pair[0]].height + ROW_GAP - marks[pair[1]].y;
            if overlap > 0.0 {
                for mark in &mut marks[pair[1]..] {
                    mark.y += overlap;
                }
            }
        }
    }
}

/// A tree chart.
#[component]
pub fn TreeChart(
    #[prop(into)] title: Signal<String>,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] period: Signal<String>,
    #[prop(into, optional)] source: Signal<String>,
    #[prop(into)] nodes: Signal<Vec<TreeNode>>,
    #[prop(into, optional)] test_id: String,
) -> impl IntoView {
    let width = RwSignal::new(960.0);
    let title_id = unique_id("chart-title");
    let labelled = title_id.clone();
    let table = Signal::derive(move || {
        let nodes = nodes.get();
        TableTwin {
            head: vec![t("ui.chart.entry"), t("ui.chart.parent"), t("ui.chart.facts")],
            rows: tree_order(&nodes)
                .into_iter()
                .map(|(index, _)| {
                    let node = &nodes[index];
                    let parent = node.parent.as_ref().and_then(|id| nodes.iter().find(|other| other.id == *id)).map(|parent| parent.title.clone());
                    vec![node.title.clone(), parent.unwrap_or_default(), node.lines.join(" · ")]
                })
                .collect(),
        }
    });
    let empty = Signal::derive(move || nodes.with(Vec::is_empty));
    view! {
        <ChartFrame title unit period source table empty width title_id test_id>
            {
                let nodes = nodes.get();
                if width.get() < 700.0 { outline(&nodes, labelled.clone()) } else { draw(&nodes, width.get(), labelled.clone()) }
            }
        </ChartFrame>
    }
}

fn draw(nodes: &[TreeNode], width: f64, labelled: String) -> AnyView {
    let marks = tree_marks(nodes, width);
    let edges = marks.edges.iter().map(|path| view! { <path class={"tree-edge"} d=path.clone()></path> }).collect_view();
    let boxes = marks
        .nodes
        .iter()
        .map(|mark| {
            let node = &nodes[mark.node];
            let (x, y) = (mark.x + 1.0, mark.y + 1.0);
            let class = format!("tree-node tone-{}", node.tone.code());
            let name = mark
                .title
                .iter()
                .enumerate()
                .map(|(index, line)| view! { <text class={"tree-title"} x=x + 16.0 y=y + 25.0 + 20.0 * index as f64>{line.clone()}</text> })
                .collect_view();
            let below = y + 22.0 + 20.0 * mark.title.len() as f64;
            let facts = mark
                .lines
                .iter()
                .enumerate()
                .map(|(index, line)| view! { <text class={"tree-line"} x=x + 16.0 y=below + 18.0 * index as f64>{line.clone()}</text> })
                .collect_view();
            let whole =
                std::iter::once(node.title.clone()).chain(node.lines.iter().cloned()).collect::<Vec<_>>().join(&t("ui.format.list_separator"));
            // The link lies over the drawing and says it all; what is drawn is the same, cut to the width of the box.
            let silent = (!node.href.is_empty()).then_some("true");
            let shape = view! {
                <g class=class aria-hidden=silent>
                    <rect class={"tree-box"} x=x y=y width=marks.node_width - 2.0 height=mark.height - 2.0 rx={8.0}>
                        <title>{whole.clone()}</title>
                    </rect>
                    <rect class={"tree-bar"} x=x y=y + 10.0 width={4.0} height=mark.height - 22.0 rx={2.0}></rect>
                    {name}
                    {facts}
                </g>
            };
            if node.href.is_empty() {
                shape.into_any()
            } else {
                let target = view! {
                    <rect class={"chart-target"} x=x y=y width=marks.node_width - 2.0 height=mark.height - 2.0 rx={8.0}>
                        <title>{whole.clone()}</title>
                    </rect>
                };
                (shape, leptos::svg::a().attr("href", node.href.clone()).attr("aria-label", whole).child(target)).into_any()
            }
        })
        .collect_view();
    let named = labelled.clone();
    view! {
        <div class="grid-scroll chart-scroll" role="group" tabindex="0" aria-labelledby=labelled>
            <svg class={"chart-svg chart-svg-fixed"} role="group" aria-labelledby=named width=marks.width height=marks.height viewBox=format!("0 0 {} {}", marks.width, marks.height)>
                {edges}
                {boxes}
            </svg>
        </div>
    }
    .into_any()
}

/// The tree as an indented list.
fn outline(nodes: &[TreeNode], labelled: String) -> AnyView {
    let rows = tree_order(nodes)
        .into_iter()
        .map(|(index, depth)| {
            let node = nodes[index].clone();
            let class = format!("outline-row outline-depth-{} tone-{}", depth.min(6), node.tone.code());
            let facts = node.lines.join(" · ");
            let name = if node.href.is_empty() {
                view! { <span class="outline-title">{node.title}</span> }.into_any()
            } else {
                view! { <a class="outline-title" href=node.href>{node.title}</a> }.into_any()
            };
            view! {
                <li class=class>
                    {name}
                    {(!facts.is_empty()).then(|| view! { <span class="outline-facts">{facts}</span> })}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="outline" aria-labelledby=labelled>{rows}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(pairs: &[(&str, Option<&str>)]) -> Vec<TreeNode> {
        pairs
            .iter()
            .map(|(id, parent)| TreeNode {
                id: (*id).to_owned(),
                parent: parent.map(str::to_owned),
                title: format!("目标 {id}"),
                lines: vec!["1,200 万元".to_owned()],
                ..TreeNode::default()
            })
            .collect()
    }

    fn check(pairs: &[(&str, Option<&str>)]) -> TreeMarks {
        let nodes = nodes(pairs);
        let marks = tree_marks(&nodes, 1200.0);
        assert_eq!(marks.nodes.len(), nodes.len(), "nothing is lost");
        for (index, one) in marks.nodes.iter().enumerate() {
            for other in &marks.nodes[..index] {
                let apart = one.depth != other.depth || one.y >= other.y + other.height || other.y >= one.y + one.height;
                assert!(apart, "{one:?} {other:?}");
            }
        }
        marks
    }

    #[test]
    fn nodes_do_not_overlap_and_parents_are_centred() {
        let marks = check(&[("a", None), ("b", Some("a")), ("c", Some("a")), ("d", Some("c")), ("e", Some("c")), ("f", None), ("g", Some("f"))]);
        assert_eq!(marks.edges.len(), 5);
        assert!(marks.nodes[0].y > 0.0, "the root stands beside the middle of its children");
    }

    #[test]
    fn circles_and_lost_parents_are_shown() {
        check(&[("a", Some("b")), ("b", Some("a")), ("c", Some("gone")), ("d", Some("d"))]);
        assert_eq!(tree_order(&nodes(&[("b", Some("a")), ("a", None)])), [(1, 0), (0, 1)]);
    }
}
