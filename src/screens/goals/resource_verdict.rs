//! Resources against each goal (P01.5): needed, available, gap, what is done about it, the limits
//! that stand against it, and the verdict in words.

use leptos::prelude::*;
use model::{Decimal, Id, Json};
use pillars::goals::constraint;
use pillars::goals::rules::resources;
use ui::lang::{t, t_with};
use ui::{Badge, Button, ButtonLook, EmptyState, Icon, Tone, format};
use ui::{Show, live, say};
use views::labels::{choice_label, number_text};
use views::session::session;

use super::goal_sections::parts::{EditDrawer, Look, RecordAnchor, add_and_open, link, or_missing};

/// One line as shown.
#[derive(Clone, PartialEq)]
struct Line {
    id: Id,
    name: String,
    kind: String,
    needed: String,
    available: String,
    gap: String,
    unit: String,
    mitigation: String,
    short: bool,
}

/// One limit as shown.
#[derive(Clone, PartialEq)]
struct Limit {
    id: Id,
    text: String,
    kind: String,
    severity: String,
    mitigation: String,
    open: bool,
}

#[derive(Clone, PartialEq)]
struct Shown {
    title: String,
    fit: &'static str,
    sentence: String,
    lines: Vec<Line>,
    limits: Vec<Limit>,
}

/// What the verdict says in one sentence, with every gap (S06: "不匹配，资金缺口 1,000,000 元").
fn sentence(found: &resources::ResourceVerdict) -> String {
    let gaps: Vec<String> = found
        .gaps
        .iter()
        .filter(|gap| gap.gap > Decimal::ZERO)
        .map(|gap| {
            let kind = choice_label("resource", "resource_kind", &gap.kind);
            t_with("ui.goals.resource_verdict.gap_text", &[("kind", &kind), ("gap", &number_text(gap.gap)), ("unit", &gap.unit)])
                .trim_end()
                .to_owned()
        })
        .collect();
    let listed = gaps.join(&t("ui.format.list_separator"));
    let limits = found.constraints.len().to_string();
    let key = match (found.fit.code(), gaps.is_empty(), found.constraints.is_empty()) {
        ("unknown", ..) => "ui.goals.resource_verdict.unknown",
        (_, true, true) => "ui.goals.resource_verdict.enough",
        (_, true, false) => "ui.goals.resource_verdict.limits_only",
        (_, false, true) => "ui.goals.resource_verdict.gaps_only",
        (_, false, false) => "ui.goals.resource_verdict.gaps_and_limits",
    };
    t_with(key, &[("gaps", &listed), ("n", &limits)])
}

fn shown(look: &Look, goal: Id) -> Shown {
    let found = resources::verdict(goal, &look.context());
    let lines = found
        .lines
        .iter()
        .filter_map(|line| {
            let record = look.records.get(line.record)?;
            Some(Line {
                id: line.record,
                name: look.title(line.record),
                kind: look.text(record, "resource_kind"),
                needed: look.text(record, "needed"),
                available: look.text(record, "available"),
                gap: line.gap.map_or_else(|| format::missing().to_owned(), number_text),
                unit: look.text(record, "unit"),
                mitigation: look.text(record, "mitigation"),
                short: line.gap.is_some_and(|gap| gap > Decimal::ZERO),
            })
        })
        .collect();
    let limits = look
        .all("constraint")
        .iter()
        .filter(|record| constraint::GOALS.get(record.as_ref()).is_some_and(|goals| goals.contains(&goal)))
        .map(|record| Limit {
            id: record.id,
            text: look.title(record.id),
            kind: look.text(record, "constraint_kind"),
            severity: look.plain(record, "severity"),
            mitigation: look.plain(record, "mitigation"),
            open: found.constraints.contains(&record.id),
        })
        .collect();
    Shown { title: look.title(goal), fit: found.fit.code(), sentence: sentence(&found), lines, limits }
}

fn fit_tone(code: &str) -> (Tone, Icon) {
    match code {
        "fits" => (Tone::Success, Icon::Check),
        "fits_with_action" => (Tone::Warning, Icon::Warning),
        "does_not_fit" => (Tone::Danger, Icon::Problem),
        _ => (Tone::Neutral, Icon::Circle),
    }
}

/// Resources and limits of every goal that is still pursued.
#[component]
pub fn ResourceVerdict() -> impl IntoView {
    let session = session();
    let opened = RwSignal::new(None::<Id>);
    let ids = Memo::new(move |_| Look::tracked(&session).open_goals().iter().map(|goal| goal.id).collect::<Vec<_>>());
    view! {
        <Show
            when=move || !ids.with(Vec::is_empty)
            fallback=|| view! { <EmptyState title=ui::text("ui.goals.resource_verdict.empty") about=ui::text("ui.goals.resource_verdict.empty_about") icon=Icon::Goal /> }
        >
            <ul class="tool-list" data-testid="resource-verdict">
                <For each=move || ids.get() key=|id| *id let:id>
                    <li><GoalVerdict goal=id opened=opened /></li>
                </For>
            </ul>
        </Show>
        <EditDrawer opened=opened />
    }
}

#[component]
fn GoalVerdict(goal: Id, opened: RwSignal<Option<Id>>) -> impl IntoView {
    let session = session();
    let reader = session.clone();
    let model = Memo::new(move |_| shown(&Look::tracked(&reader), goal));
    let fit = Memo::new(move |_| model.with(|model| model.fit));
    let add_line = StoredValue::new(session.clone());
    let buttons = ["money", "people", "technology", "material"]
        .into_iter()
        .map(|kind| {
            let press = Callback::new(move |()| {
                let values = [
                    ("name".to_owned(), Json::String(choice_label("resource", "resource_kind", kind))),
                    ("resource_kind".to_owned(), Json::String(kind.to_owned())),
                    ("goal".to_owned(), link(goal)),
                ];
                add_line.with_value(|session| add_and_open(session, "resource", &values, opened));
            });
            let label =
                Signal::derive(move || t_with("ui.goals.resource_verdict.add", &[("kind", &choice_label("resource", "resource_kind", kind))]));
            view! { <Button label=label look=ButtonLook::Text icon=Icon::Plus on_press=press test_id=format!("add-resource-{kind}") /> }
        })
        .collect_view();
    let add_limit = Callback::new(move |()| {
        let values = [("goals".to_owned(), Json::from(vec![goal.to_string()]))];
        add_and_open(&session, "constraint", &values, opened);
    });
    view! {
        <article class="tool-card">
            <header class="tool-card-head">
                <h3>{live(move || model.with(|model| view! { <RecordAnchor kind="goal" id=goal title=model.title.clone() /> }))}</h3>
                {live(move || {
                    let code = fit.get();
                    let (tone, icon) = fit_tone(code);
                    view! { <Badge tone=tone icon=icon label=Signal::derive(move || t(&format!("ui.goals.fit.{code}"))) test_id=format!("fit-{code}") /> }
                })}
            </header>
            <p class="tool-sentence" data-testid="fit-sentence">{live(move || model.with(|model| model.sentence.clone()))}</p>
            <Show when=move || model.with(|model| !model.lines.is_empty())>
                <div class="grid-scroll" tabindex="0" role="region" aria-label=move || t_with("ui.goals.resource_verdict.caption", &[("goal", &model.with(|model| model.title.clone()))])>
                    <table class="table resource-table">
                        <caption class="visually-hidden">{say(move || t_with("ui.goals.resource_verdict.caption", &[("goal", &model.with(|model| model.title.clone()))]))}</caption>
                        <thead><tr>
                            <th scope="col">{ui::say_key("field.resource.name")}</th>
                            <th scope="col" class="is-number">{ui::say_key("field.resource.needed")}</th>
                            <th scope="col" class="is-number">{ui::say_key("field.resource.available")}</th>
                            <th scope="col" class="is-number">{ui::say_key("ui.goals.resource_verdict.gap")}</th>
                            <th scope="col">{ui::say_key("field.resource.unit")}</th>
                            <th scope="col">{ui::say_key("field.resource.mitigation")}</th>
                        </tr></thead>
                        <tbody>
                            {live(move || model.with(|model| model.lines.iter().map(|line| {
                                let id = line.id;
                                view! {
                                    <tr class:row-short=line.short>
                                        <th scope="row"><button type="button" class="link" on:click=move |_| opened.set(Some(id))>{line.name.clone()}</button><span class="cell-note">{line.kind.clone()}</span></th>
                                        <td class="is-number">{line.needed.clone()}</td>
                                        <td class="is-number">{line.available.clone()}</td>
                                        <td class="is-number">{line.gap.clone()}</td>
                                        <td class="nowrap">{line.unit.clone()}</td>
                                        <td>{line.mitigation.clone()}</td>
                                    </tr>
                                }
                            }).collect_view()))}
                        </tbody>
                    </table>
                </div>
            </Show>
            <Show when=move || model.with(|model| !model.limits.is_empty())>
                <h4>{ui::say_key("kind.constraint.many")}</h4>
                <ul class="limit-list">
                    {live(move || model.with(|model| model.limits.iter().map(|limit| {
                        let id = limit.id;
                        let facts = t_with("ui.goals.resource_verdict.limit", &[("kind", &limit.kind), ("severity", &limit.severity)]);
                        let answer = if limit.mitigation.is_empty() { t("ui.goals.resource_verdict.no_mitigation") } else { limit.mitigation.clone() };
                        view! {
                            <li class:limit-open=limit.open>
                                <button type="button" class="link" on:click=move |_| opened.set(Some(id))>{or_missing(limit.text.clone())}</button>
                                <span class="muted">{facts}</span>
                                <span>{answer}</span>
                            </li>
                        }
                    }).collect_view()))}
                </ul>
            </Show>
            <div class="tool-actions">
                {buttons}
                <Button label=ui::text("ui.goals.resource_verdict.add_limit") look=ButtonLook::Text icon=Icon::Plus on_press=add_limit test_id="add-limit" />
            </div>
        </article>
    }
}
