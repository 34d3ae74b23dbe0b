//! A tree from top to bottom (organisations). Where a row is wider than the frame, the lower levels are listed below each
//! other under their parent, and then the branches are broken into several rows: 40 boxes stay readable.

use super::scale::{ellipsis, wrap};
use super::tree::{TreeMark, TreeMarks, TreeNode, parents_of, tree_order};

const GAP: f64 = 16.0;
const ROW: f64 = 28.0;
const LISTED: f64 = 10.0;
const INDENT: f64 = 20.0;

/// A branch whose place is relative to its upper left corner: places of its nodes and paths between them.
#[derive(Default)]
struct Branch {
    width: f64,
    height: f64,
    /// Middle of its uppermost node.
    middle: f64,
    nodes: Vec<(usize, f64, f64)>,
    edges: Vec<Edge>,
}

/// Corners of a line.
type Edge = Vec<(f64, f64)>;

impl Branch {
    fn take(&mut self, other: Self, x: f64, y: f64) {
        self.nodes.extend(other.nodes.into_iter().map(|(node, left, top)| (node, left + x, top + y)));
        self.edges.extend(other.edges.into_iter().map(|edge| edge.into_iter().map(|(left, top)| (left + x, top + y)).collect()));
    }
}

struct Layout<'a> {
    marks: &'a [TreeMark],
    children: &'a [Vec<usize>],
    node: f64,
    /// From this depth on children stand below each other.
    listed: usize,
    /// Rows of branches are broken at this width.
    limit: f64,
}

impl Layout<'_> {
    fn branch(&self, at: usize) -> Branch {
        let children = &self.children[at];
        let height = self.marks[at].height;
        if children.is_empty() || self.marks[at].depth >= self.listed {
            return self.list(at);
        }
        let (mut out, first_bus) = (self.rows(children, height + ROW), height + ROW / 2.0);
        // The parent stands over the middle of its first row; further rows hang on a line at the left.
        let firsts: Vec<&(usize, f64, f64)> = children.iter().filter_map(|child| out.nodes.iter().find(|node| node.0 == *child)).collect();
        let top = firsts.iter().map(|node| node.2).fold(f64::INFINITY, f64::min);
        let heads: Vec<(f64, f64)> = firsts.iter().map(|node| (node.1 + self.node / 2.0, node.2)).collect();
        let in_first: Vec<f64> = heads.iter().filter(|head| head.1 == top).map(|head| head.0).collect();
        let (low, high) = (in_first.first().copied().unwrap_or(0.0), in_first.last().copied().unwrap_or(0.0));
        out.middle = ((low + high) / 2.0).max(self.node / 2.0);
        out.width = out.width.max(out.middle + self.node / 2.0);
        out.nodes.push((at, out.middle - self.node / 2.0, 0.0));
        for (x, y) in heads {
            let bus = y - ROW / 2.0;
            out.edges.push(if bus <= first_bus + 0.1 {
                vec![(out.middle, height), (out.middle, bus), (x, bus), (x, y)]
            } else {
                vec![(out.middle, height), (out.middle, first_bus), (-6.0, first_bus), (-6.0, bus), (x, bus), (x, y)]
            });
        }
        out
    }

    /// Branches side by side, in as many rows as the limit asks for.
    fn rows(&self, roots: &[usize], top: f64) -> Branch {
        let mut out = Branch { height: top, ..Branch::default() };
        let (mut x, mut y, mut tallest) = (0.0f64, top, 0.0f64);
        for root in roots {
            let branch = self.branch(*root);
            if x > 0.0 && x + branch.width > self.limit {
                (x, y, tallest) = (0.0, y + tallest + ROW, 0.0);
            }
            let (wide, high) = (branch.width, branch.height);
            out.take(branch, x, y);
            x += wide + GAP;
            tallest = tallest.max(high);
            out.width = out.width.max(x - GAP);
            out.height = out.height.max(y + tallest);
        }
        out
    }

    /// A node with everything below it listed under it.
    fn list(&self, at: usize) -> Branch {
        let mut out =
            Branch { width: self.node, height: self.marks[at].height, middle: self.node / 2.0, nodes: vec![(at, 0.0, 0.0)], edges: Vec::new() };
        let start = out.height;
        for child in &self.children[at] {
            let branch = self.list(*child);
            let y = out.height + LISTED;
            let middle = y + self.marks[*child].height / 2.0;
            out.edges.push(vec![(INDENT / 2.0, start), (INDENT / 2.0, middle), (INDENT, middle)]);
            out.width = out.width.max(INDENT + branch.width);
            out.height = y + branch.height;
            out.take(branch, INDENT, y);
        }
        out
    }
}

/// Works out where the nodes of an organisation stand for a frame of a width. Boxes are 184 px wide, or 148 px if that
/// keeps a row together.
pub fn org_marks(nodes: &[TreeNode], width: f64) -> TreeMarks {
    let order = tree_order(nodes);
    let depths: Vec<usize> = order.iter().map(|(_, depth)| *depth).collect();
    let parents = parents_of(&depths);
    let mut children = vec![Vec::new(); order.len()];
    let mut roots = Vec::new();
    for (at, parent) in parents.iter().enumerate() {
        match parent {
            Some(parent) => children[*parent].push(at),
            None => roots.push(at),
        }
    }
    let sized = |node_width: f64| -> Vec<TreeMark> {
        let mark = |(index, depth): &(usize, usize)| {
            let node = &nodes[*index];
            let title = wrap(&node.title, node_width - 28.0, 14.0, 2);
            let lines: Vec<String> = node.lines.iter().map(|line| ellipsis(line, node_width - 24.0, 12.0)).collect();
            let height = 14.0 + title.len() as f64 * 20.0 + lines.len() as f64 * 18.0 + 6.0;
            TreeMark { node: *index, depth: *depth, x: 0.0, y: 0.0, height, title, lines }
        };
        order.iter().map(mark).collect()
    };
    let deepest = depths.iter().copied().max().unwrap_or(0).max(1);
    let mut chosen = None;
    // The most levels side by side that fit; if not even one does, its branches are broken into rows.
    for (listed, node, limit) in
        (1..=deepest).rev().flat_map(|listed| [(listed, 184.0, f64::INFINITY), (listed, 148.0, f64::INFINITY)]).chain([(1, 184.0, width - 8.0)])
    {
        let marks = sized(node);
        let whole = Layout { marks: &marks, children: &children, node, listed, limit }.rows(&roots, 0.0);
        let fits = whole.width + 10.0 <= width;
        chosen = Some((marks, whole, node));
        if fits {
            break;
        }
    }
    let Some((mut marks, whole, node_width)) = chosen else { return TreeMarks::default() };
    for (at, x, y) in &whole.nodes {
        (marks[*at].x, marks[*at].y) = (x + 8.0, *y);
    }
    let path = |edge: &Edge| -> String {
        edge.iter().enumerate().map(|(index, (x, y))| format!("{}{:.1} {y:.1}", if index == 0 { 'M' } else { 'L' }, x + 8.0)).collect()
    };
    let edges = whole.edges.iter().map(path).collect();
    TreeMarks { width: whole.width + 10.0, height: whole.height + 2.0, node_width, nodes: marks, edges, parents }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A head, `teams` teams, and people in turn under the teams.
    fn organisation(teams: usize, people: usize) -> Vec<TreeNode> {
        let node = |id: String, parent: Option<String>| TreeNode {
            title: format!("华东大区渠道经理 {id}"),
            lines: vec!["编制 3 · 在岗 2".to_owned()],
            id,
            parent,
            ..TreeNode::default()
        };
        let mut nodes = vec![node("0".into(), None)];
        nodes.extend((0..teams).map(|team| node(format!("t{team}"), Some("0".into()))));
        nodes.extend((0..people).map(|person| node(format!("p{person}"), Some(format!("t{}", person % teams.max(1))))));
        nodes
    }

    fn check(nodes: &[TreeNode], width: f64) -> TreeMarks {
        let marks = org_marks(nodes, width);
        assert_eq!(marks.nodes.len(), nodes.len(), "nothing is lost");
        assert!(marks.width <= width, "{} fits into {width}", marks.width);
        for (index, one) in marks.nodes.iter().enumerate() {
            assert!(one.x >= 0.0 && one.x + marks.node_width <= marks.width && one.y + one.height <= marks.height, "{one:?}");
            for other in &marks.nodes[..index] {
                let apart = one.x >= other.x + marks.node_width
                    || other.x >= one.x + marks.node_width
                    || one.y >= other.y + other.height
                    || other.y >= one.y + one.height;
                assert!(apart, "{one:?} {other:?}");
            }
        }
        for (index, parent) in marks.parents.iter().enumerate() {
            assert!(parent.is_none_or(|parent| marks.nodes[parent].y < marks.nodes[index].y), "children stand below");
        }
        marks
    }

    #[test]
    fn a_small_organisation_stands_side_by_side() {
        let marks = check(&organisation(2, 4), 1200.0);
        let people: Vec<f64> = marks.nodes.iter().filter(|node| node.depth == 2).map(|node| node.y).collect();
        assert!(people.windows(2).all(|pair| pair[0] == pair[1]), "{people:?}");
        assert_eq!((marks.edges.len(), marks.node_width), (6, 184.0));
    }

    #[test]
    fn forty_nodes_fit() {
        for (teams, people) in [(5, 34), (9, 30), (12, 27), (1, 38), (39, 0)] {
            for width in [700.0, 960.0, 1300.0] {
                check(&organisation(teams, people), width);
            }
        }
        let listed = check(&organisation(5, 34), 1000.0);
        let teams: Vec<f64> = listed.nodes.iter().filter(|node| node.depth == 1).map(|node| node.y).collect();
        assert!(teams.windows(2).all(|pair| pair[0] == pair[1]), "teams stay in one row, people are listed below them");
    }

    #[test]
    fn circles_and_several_roots() {
        let mut nodes = organisation(3, 3);
        nodes[0].parent = Some("t0".into());
        nodes.push(TreeNode { id: "x".into(), parent: Some("gone".into()), title: "顾问".into(), ..TreeNode::default() });
        check(&nodes, 960.0);
        assert!(org_marks(&[], 960.0).nodes.is_empty());
    }
}
