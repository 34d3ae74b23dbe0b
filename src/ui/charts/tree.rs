//! A tree from left to right (goals, budgets) or from top to bottom (organisations); an outline where there is not enough
//! room. It is one stop of the Tab key; inside it the arrows move (ARIA practices: tree view).

use std::collections::{BTreeMap, BTreeSet};

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::frame::{ChartFrame, ChartTitle, TableTwin};
use super::org::org_marks;
use super::scale::{bold_factor, wrap};
use super::shapes::text_lines;
use crate::controls::Tone;
use crate::dom::{page, unique_id};
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

/// Where the children of a node stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum TreeLayout {
    /// At the right.
    #[default]
    Right,
    /// Below, as in the chart of an organisation.
    Down,
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
    /// The place of the parent of every node in `nodes`.
    pub parents: Vec<Option<usize>>,
}

const TITLE_SIZE: f64 = 14.0;
const COLUMN_GAP: f64 = 28.0;
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

/// The place of the parent of every node, from the depths in their order.
pub(super) fn parents_of(depths: &[usize]) -> Vec<Option<usize>> {
    (0..depths.len()).map(|at| (0..at).rev().find(|before| depths[*before] < depths[at])).collect()
}

/// The node a key leads to from the one that has the focus: up and down in the order of the nodes, left to the parent,
/// right to the first child.
pub fn tree_key(key: &str, at: usize, parents: &[Option<usize>]) -> Option<usize> {
    let last = parents.len().checked_sub(1)?;
    match key {
        "ArrowDown" => (at < last).then_some(at + 1),
        "ArrowUp" => at.checked_sub(1),
        "ArrowLeft" => parents.get(at).copied().flatten(),
        "ArrowRight" => parents.iter().position(|parent| *parent == Some(at)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// Works out where the nodes stand. Columns share the width between 152 and 240 px each; narrow ones take more lines.
pub fn tree_marks(nodes: &[TreeNode], width: f64) -> TreeMarks {
    let order = tree_order(nodes);
    let depth = order.iter().map(|(_, depth)| depth + 1).max().unwrap_or(1) as f64;
    let node_width = ((width - COLUMN_GAP * (depth - 1.0)) / depth).clamp(152.0, 240.0).floor();
    // The box grows with what is written in it: nothing that fits in so many lines is cut.
    let (titled, said) = (4, 2);
    let bold = TITLE_SIZE * bold_factor();
    let mut marks: Vec<TreeMark> = order
        .iter()
        .map(|(index, depth)| {
            let node = &nodes[*index];
            let title = wrap(&node.title, node_width - 28.0, bold, titled);
            let lines: Vec<String> = node.lines.iter().flat_map(|line| wrap(line, node_width - 24.0, 12.0, said)).collect();
            let height = 14.0 + title.len() as f64 * 20.0 + lines.len() as f64 * 18.0 + 6.0;
            TreeMark { node: *index, depth: *depth, x: (node_width + COLUMN_GAP) * *depth as f64, y: 0.0, height, title, lines }
        })
        .collect();
    let parent_of = parents_of(&order.iter().map(|(_, depth)| *depth).collect::<Vec<_>>());
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
    TreeMarks { width: (node_width + COLUMN_GAP) * depth - COLUMN_GAP + 2.0, height, node_width, nodes: marks, edges, parents: parent_of }
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

/// A tree chart. Enter follows the link of the node that has the focus.
#[component]
pub fn TreeChart(
    #[prop(into)] title: ChartTitle,
    #[prop(into, optional)] unit: Signal<String>,
    #[prop(into, optional)] period: Signal<String>,
    #[prop(into, optional)] source: Signal<String>,
    #[prop(into)] nodes: Signal<Vec<TreeNode>>,
    #[prop(optional)] layout: TreeLayout,
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
    let listed = Signal::derive(move || width.get() < 700.0);
    view! {
        <ChartFrame title unit period source table empty listed width title_id test_id>
            {
                let nodes = nodes.get();
                if listed.get() { outline(&nodes, labelled.clone()) } else { draw(&nodes, layout, width.get(), labelled.clone()) }
            }
        </ChartFrame>
    }
}

fn draw(nodes: &[TreeNode], layout: TreeLayout, width: f64, labelled: String) -> AnyView {
    let marks = match layout {
        TreeLayout::Right => tree_marks(nodes, width),
        TreeLayout::Down => org_marks(nodes, width),
    };
    let base = unique_id("tree");
    let edges = marks.edges.iter().map(|path| view! { <path class={"tree-edge"} d=path.clone()></path> }).collect_view();
    let boxes = (0..marks.nodes.len()).map(|at| node(&marks, at, nodes, &base)).collect_view();
    let size = format!("0 0 {} {}", marks.width, marks.height);
    let (wide, tall, parents) = (marks.width, marks.height, marks.parents);
    let press = move |event: ev::KeyboardEvent| {
        if !(event.ctrl_key() || event.alt_key() || event.meta_key()) && move_focus(&event.key(), &base, &parents) {
            event.prevent_default();
        }
    };
    view! {
        <div class="grid-scroll chart-scroll">
            <svg class={"chart-svg chart-svg-fixed"} role="tree" aria-labelledby=labelled width=wide height=tall viewBox=size on:keydown=press>
                <g aria-hidden={"true"}>{edges}</g>
                {boxes}
            </svg>
        </div>
    }
    .into_any()
}

/// Moves the focus and the one stop of the Tab key; false if the key does nothing here.
fn move_focus(key: &str, base: &str, parents: &[Option<usize>]) -> bool {
    let Some(page) = page() else { return false };
    let Some(active) = page.active_element() else { return false };
    let at = active.id().strip_prefix(base).and_then(|rest| rest.trim_start_matches('-').parse().ok());
    let Some(next) = at.and_then(|at| tree_key(key, at, parents)) else { return false };
    let target = page.get_element_by_id(&format!("{base}-{next}")).and_then(|element| element.dyn_into::<web_sys::SvgElement>().ok());
    let Some(target) = target else { return false };
    // An element that takes no attribute keeps its place in the Tab order, which does no harm.
    let _ = active.set_attribute("tabindex", "-1").and_then(|()| target.set_attribute("tabindex", "0"));
    target.focus().is_ok()
}

/// A box with what is written in it. What is read out and takes the focus lies over it and says it all; what is drawn is
/// the same, cut to the width of the box.
fn node(marks: &TreeMarks, at: usize, nodes: &[TreeNode], base: &str) -> AnyView {
    let mark = &marks.nodes[at];
    let node = &nodes[mark.node];
    let (x, y) = (mark.x + 1.0, mark.y + 1.0);
    let (wide, tall) = (marks.node_width - 2.0, mark.height - 2.0);
    let whole = std::iter::once(node.title.clone()).chain(node.lines.iter().cloned()).collect::<Vec<_>>().join(&t("ui.format.list_separator"));
    let shape = view! {
        <g class=format!("tree-node tone-{}", node.tone.code()) aria-hidden={"true"}>
            <rect class={"tree-box"} x=x y=y width=wide height=tall rx={8.0}></rect>
            <rect class={"tree-bar"} x=x y=y + 10.0 width={4.0} height=tall - 20.0 rx={2.0}></rect>
            {text_lines("tree-title", x + 16.0, y + 25.0, 20.0, &mark.title)}
            {text_lines("tree-line", x + 16.0, y + 22.0 + 20.0 * mark.title.len() as f64, 18.0, &mark.lines)}
        </g>
    };
    let target = view! {
        <rect class={"chart-target"} x=x y=y width=wide height=tall rx={8.0}>
            <title>{whole.clone()}</title>
        </rect>
    };
    let siblings: Vec<usize> = (0..marks.parents.len()).filter(|other| marks.parents[*other] == marks.parents[at]).collect();
    let place = siblings.iter().position(|other| *other == at).unwrap_or(0) + 1;
    let item = leptos::svg::a()
        .attr("id", format!("{base}-{at}"))
        .attr("role", "treeitem")
        .attr("class", "tree-item")
        .attr("tabindex", if at == 0 { "0" } else { "-1" })
        .attr("href", (!node.href.is_empty()).then(|| node.href.clone()))
        .attr("aria-label", whole)
        .attr("aria-level", (mark.depth + 1).to_string())
        .attr("aria-posinset", place.to_string())
        .attr("aria-setsize", siblings.len().to_string())
        .child(target);
    (shape, item).into_any()
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
    fn keys_walk_through_the_tree() {
        // a: b, c: d — e
        let parents = parents_of(&[0, 1, 1, 2, 0]);
        assert_eq!(parents, [None, Some(0), Some(0), Some(2), None]);
        let cases = [
            ("ArrowDown", 0, Some(1)),
            ("ArrowDown", 4, None),
            ("ArrowUp", 4, Some(3)),
            ("ArrowUp", 0, None),
            ("ArrowRight", 0, Some(1)),
            ("ArrowRight", 1, None),
            ("ArrowLeft", 3, Some(2)),
            ("ArrowLeft", 4, None),
            ("Home", 3, Some(0)),
            ("End", 0, Some(4)),
            ("Enter", 0, None),
        ];
        for (key, at, expected) in cases {
            assert_eq!(tree_key(key, at, &parents), expected, "{key} {at}");
        }
        assert_eq!(tree_key("End", 0, &[]), None);
    }

    #[test]
    fn circles_and_lost_parents_are_shown() {
        check(&[("a", Some("b")), ("b", Some("a")), ("c", Some("gone")), ("d", Some("d"))]);
        assert_eq!(tree_order(&nodes(&[("b", Some("a")), ("a", None)])), [(1, 0), (0, 1)]);
    }
}
