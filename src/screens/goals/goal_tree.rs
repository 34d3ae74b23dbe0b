//! The tree of goals with roll-up, weights and levels (P01.4, P01.A11).

use flow::Context;
use leptos::prelude::*;
use model::{Decimal, Id, Json, Record};
use pillars::goals::goal;
use pillars::goals::rules::{levels, progress};
use ui::Show;
use ui::lang::{t, t_with};
use ui::{Button, ButtonLook, ChoiceButtons, EmptyState, Icon, IconButton, IconView, Tone, TreeChart, TreeNode, dom, format};
use views::examples::SampleMark;
use views::labels::{choice_label, date_text, field_label, kind_label, ratio_text};
use views::leading::open_field;
use views::{Place, Session, session};

use super::editors::{Measure, Standing, add_record, bar, derive, named, passes_of, record_link, standing_of, status_badge};

/// What a node says.
#[derive(Clone, PartialEq)]
struct Leaf {
    id: Id,
    title: String,
    status: Standing,
    level: String,
    target: String,
    owner: String,
    weight: Option<String>,
    passes: usize,
    done: Option<Decimal>,
    /// How `done` comes about: own readings, weighted, equal parts.
    rule: &'static str,
    parent: Option<(Id, String)>,
}

/// Weights of the goals below one goal: the sum as text, and whether it is 100 %.
type Weights = Option<(String, bool)>;

#[derive(Clone, PartialEq)]
struct Branch {
    leaf: Leaf,
    weights: Weights,
    children: Vec<Branch>,
}

#[derive(Clone, PartialEq)]
struct Model {
    /// From the first start to the last due date.
    period: String,
    tree: Vec<Branch>,
    levels: Vec<(String, Vec<Leaf>)>,
}

fn leaf_of(goal: &Record, currency: &str, context: &Context<'_>) -> Leaf {
    let (id, title) = named(context, goal);
    let rolled = progress::roll_up(goal, context);
    Leaf {
        id,
        title,
        status: standing_of(goal, context),
        level: goal::LEVEL.get(goal).map(|code| choice_label("goal", "level", &code)).unwrap_or_default(),
        target: Measure::of(goal, context.records, currency).maybe(goal::TARGET.get(goal)),
        owner: goal::OWNER
            .get(goal)
            .and_then(|id| context.records.get(id))
            .map_or_else(|| format::missing().to_owned(), |person| named(context, person).1),
        weight: goal::WEIGHT.get(goal).map(ratio_text),
        passes: passes_of(goal, context),
        done: rolled.done,
        rule: rolled.rule.code(),
        parent: levels::parent(goal, context.records).map(|parent| named(context, &parent)),
    }
}

fn branch_of(node: &levels::Node, uneven: &[Id], currency: &str, context: &Context<'_>) -> Branch {
    let weights: Vec<Decimal> = node.children.iter().filter_map(|child| goal::WEIGHT.get(&*child.goal)).collect();
    let sum: Decimal = weights.iter().copied().sum();
    Branch {
        leaf: leaf_of(&node.goal, currency, context),
        weights: (!weights.is_empty()).then(|| (ratio_text(sum.rounded(4)), !uneven.contains(&node.goal.id))),
        children: node.children.iter().map(|child| branch_of(child, uneven, currency, context)).collect(),
    }
}

fn model_of(currency: &str, context: &Context<'_>) -> Model {
    let uneven: Vec<Id> = levels::uneven_weights(context).into_iter().map(|(goal, _)| goal.id).collect();
    let level_name = |code: &str| if code.is_empty() { t("ui.goals.goal_tree.no_level") } else { choice_label("goal", "level", code) };
    let goals = || context.records.of_kind("goal");
    let (from, to) = (goals().filter_map(|goal| goal::START.get(&**goal)).min(), goals().filter_map(|goal| goal::DUE.get(&**goal)).max());
    let period = from.zip(to).map(|(from, to)| t_with("ui.format.range", &[("from", &date_text(from)), ("to", &date_text(to))]));
    Model {
        period: period.unwrap_or_default(),
        tree: levels::tree(context).iter().map(|node| branch_of(node, &uneven, currency, context)).collect(),
        levels: levels::by_level(context)
            .into_iter()
            .map(|(code, goals)| (level_name(code), goals.iter().map(|goal| leaf_of(goal, currency, context)).collect()))
            .collect(),
    }
}

/// A tree from left to right where there is room, an outline, or one list a level.
#[component]
pub fn GoalTree() -> impl IntoView {
    let session = session();
    let currency = session.currency;
    let model = derive(move |context| model_of(&currency.get(), context));
    let wide = dom::media_matches("(min-width: 1024px)");
    let seen = RwSignal::new(if wide { "tree" } else { "outline" }.to_owned());
    let options = Signal::derive(|| ["tree", "outline", "level"].map(|code| (code.to_owned(), t(&format!("ui.goals.goal_tree.by_{code}")))).to_vec());
    let empty = Memo::new(move |_| model.with(|model| model.tree.is_empty()));
    let adder = session.clone();
    let add = Callback::new(move |()| add_record(&adder, "goal"));
    let linker = session.clone();
    let nodes = Signal::derive(move || {
        let mut nodes = Vec::new();
        model.with(|model| model.tree.iter().for_each(|branch| chart_nodes(&linker, branch, None, &mut nodes)));
        nodes
    });
    let title = Signal::derive(move || model.with(message_of));
    let period = Signal::derive(move || model.with(|model| model.period.clone()));
    let source = Signal::derive(move || model.with(source_of));
    let content = move || {
        match seen.get().as_str() {
        "tree" => view! { <TreeChart title=title unit=ui::text("ui.goals.goal_tree.unit") period=period nodes=nodes source=source test_id="goal-tree-chart" /> }.into_any(),
        "level" => model.get().levels.into_iter().map(level_view).collect_view().into_any(),
        _ => {
            let branches = model.get().tree.into_iter().map(|branch| branch_view(&session, branch)).collect_view();
            view! { <p class="tool-message">{title.get()}</p><ul class="goal-tree-roots">{branches}</ul><p class="tool-source">{t_with("ui.chart.source", &[("value", &source.get())])}</p> }.into_any()
        }
    }
    };
    view! {
        <Show
            when=move || !empty.get()
            fallback=move || view! {
                <EmptyState title=ui::text("ui.goals.goal_tree.empty") about=ui::text("kind.goal.about") icon=Icon::Tree>
                    <Button label=Signal::derive(|| t_with("ui.record.add", &[("kind", &kind_label("goal"))])) icon=Icon::Plus look=ButtonLook::Dashed on_press=add />
                </EmptyState>
            }
        >
            <div class="goal-tree">
                <ChoiceButtons label=ui::text("ui.goals.goal_tree.view") value=seen options=options on_change=Callback::new(move |code| seen.set(code)) hide_label=true test_id="goal-tree-view" />
                {content.clone()}
            </div>
        </Show>
    }
}

/// The words around the picture of all goals.
pub struct Told {
    /// What it says.
    pub message: String,
    /// From the first start to the last due date.
    pub period: String,
    /// What it is drawn from.
    pub source: String,
}

/// What the picture of all goals says, from when to when they run, and where their progress comes from.
pub fn told(currency: &str, context: &Context<'_>) -> Told {
    let model = model_of(currency, context);
    Told { message: message_of(&model), source: source_of(&model), period: model.period }
}

/// How many goals there are.
fn count_of(model: &Model) -> String {
    model.levels.iter().map(|(_, goals)| goals.len()).sum::<usize>().to_string()
}

fn source_of(model: &Model) -> String {
    t_with("ui.goals.goal_tree.source", &[("n", &count_of(model))])
}

/// The title says how many goals there are, and where weights do not add up.
fn message_of(model: &Model) -> String {
    fn off(branch: &Branch) -> usize {
        usize::from(branch.weights.as_ref().is_some_and(|(_, even)| !even)) + branch.children.iter().map(off).sum::<usize>()
    }
    let goals = count_of(model);
    let tops = model.tree.len().to_string();
    match model.tree.iter().map(off).sum::<usize>() {
        0 => t_with("ui.goals.goal_tree.message", &[("n", &goals), ("tops", &tops)]),
        uneven => t_with("ui.goals.goal_tree.message_off", &[("n", &goals), ("tops", &tops), ("off", &uneven.to_string())]),
    }
}

fn weights_text(children: usize, weights: &Weights) -> Option<String> {
    let (sum, even) = weights.as_ref()?;
    let key = if *even { "ui.goals.goal_tree.weights" } else { "ui.goals.goal_tree.weights_off" };
    Some(t_with(key, &[("n", &children.to_string()), ("sum", sum)]))
}

/// A branch as nodes of the chart: measure, owner, SMART and roll-up as short facts.
fn chart_nodes(session: &Session, branch: &Branch, parent: Option<&str>, nodes: &mut Vec<TreeNode>) {
    let leaf = &branch.leaf;
    let done = leaf.done.map_or_else(|| format::missing().to_owned(), |done| ratio_text(done.rounded(3)));
    let smart = t_with("ui.goals.parts.smart", &[("n", &leaf.passes.to_string())]);
    let rule = t(&format!("ui.goals.roll_up.{}", leaf.rule));
    let mut lines = vec![
        [leaf.level.as_str(), leaf.owner.as_str()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
        t_with("ui.goals.goal_tree.target_line", &[("target", &leaf.target), ("smart", &smart)]),
        t_with("ui.goals.goal_tree.done_line", &[("done", &done), ("rule", &rule)]),
    ];
    lines.extend(weights_text(branch.children.len(), &branch.weights));
    let off = branch.weights.as_ref().is_some_and(|(_, even)| !even);
    let id = leaf.id.to_string();
    nodes.push(TreeNode {
        id: id.clone(),
        parent: parent.map(str::to_owned),
        title: leaf.title.clone(),
        lines,
        tone: if off { Tone::Danger } else { Tone::Primary },
        href: session.href(Place::Record("goal".to_owned(), leaf.id)),
    });
    for child in &branch.children {
        chart_nodes(session, child, Some(&id), nodes);
    }
}

fn branch_view(session: &Session, branch: Branch) -> AnyView {
    let id = branch.leaf.id;
    let even = branch.weights.as_ref().is_none_or(|(_, even)| *even);
    let weights = weights_text(branch.children.len(), &branch.weights)
        .map(|text| view! { <p class="goal-node-weights" class:is-off=!even><IconView icon=if even { Icon::Check } else { Icon::Problem } size=14 />{text}</p> });
    let children = (!branch.children.is_empty()).then(|| {
        let items = branch.children.into_iter().map(|child| branch_view(session, child)).collect_view();
        view! { <ul class="goal-tree-children">{items}</ul> }
    });
    let adder = session.clone();
    let add_below = Callback::new(move |()| add_child(&adder, id));
    let label = t_with("ui.goals.goal_tree.add_below", &[("title", &branch.leaf.title)]);
    view! {
        <li class="goal-branch">
            <div class="goal-node" data-testid="goal-node">
                {leaf_view(branch.leaf)}
                {weights}
                <span class="goal-node-add"><IconButton label=label icon=Icon::Plus on_press=add_below small=true /></span>
            </div>
            {children}
        </li>
    }
    .into_any()
}

/// Title, state, measure, owner and how far it is.
fn leaf_view(leaf: Leaf) -> AnyView {
    let rule = t(&format!("ui.goals.roll_up.{}", leaf.rule));
    let done = leaf.done.map_or_else(|| format::missing().to_owned(), |done| ratio_text(done.rounded(3)));
    let fact = |label: String, value: String| view! { <span class="goal-fact"><span class="goal-fact-label">{label}</span><span class="goal-fact-value">{value}</span></span> };
    view! {
        <p class="goal-node-title">{record_link("goal", leaf.id, leaf.title)}</p>
        <p class="goal-node-marks">{status_badge(leaf.status)}<SampleMark kind="goal" id=leaf.id /><span class="goal-node-level">{leaf.level}</span></p>
        <p class="goal-card-facts">
            {fact(field_label("goal", "target"), leaf.target)}
            {fact(field_label("goal", "owner"), leaf.owner)}
            {leaf.weight.map(|weight| fact(field_label("goal", "weight"), weight))}
            {fact(t("ui.goals.parts.smart_label"), t_with("ui.goals.parts.of_five", &[("n", &leaf.passes.to_string())]))}
        </p>
        <p class="goal-node-done">{bar(leaf.done)}<span class="goal-node-percent">{done}</span><span class="goal-node-rule">{rule}</span></p>
    }
    .into_any()
}

fn level_view((name, goals): (String, Vec<Leaf>)) -> AnyView {
    let count = goals.len().to_string();
    let body = if goals.is_empty() {
        view! { <p class="tool-none">{t("ui.goals.goal_tree.none_here")}</p> }.into_any()
    } else {
        let items = goals.into_iter().map(|goal| {
            let parent = goal.parent.clone().map(|(id, title)| view! { <p class="goal-node-parent"><span class="goal-fact-label">{field_label("goal", "parent")}</span>{record_link("goal", id, title)}</p> });
            view! { <li class="goal-node">{leaf_view(goal)}{parent}</li> }
        });
        view! { <ul class="goal-cards">{items.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="goal-group">
            <h3 class="goal-group-title">{name}<span class="count">{count}</span></h3>
            {body}
        </section>
    }
    .into_any()
}

/// A goal below another begins with what both share and opens at its statement.
fn add_child(session: &Session, parent: Id) {
    let records = session.records();
    let Some(above) = records.get(parent) else { return };
    let mut values: Vec<(String, Json)> = vec![(goal::PARENT.name().to_owned(), Json::String(parent.to_string()))];
    for field in [goal::GOAL_KIND.name(), goal::INDICATOR.name(), goal::START.name(), goal::DUE.name()] {
        values.extend(above.fields.get(field).map(|json| (field.to_owned(), json.clone())));
    }
    let level = match goal::LEVEL.get(&**above).as_deref() {
        Some("company") => Some("department"),
        Some("department" | "person") => Some("person"),
        _ => None,
    };
    values.extend(level.map(|code| (goal::LEVEL.name().to_owned(), Json::String(code.to_owned()))));
    if let Some(id) = session.add("goal", &values) {
        open_field(session, "goal", id, goal::STATEMENT.name());
    }
}
