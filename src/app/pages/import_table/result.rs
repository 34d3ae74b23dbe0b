//! What would happen: counts, sums, the first rows as they were understood, likely duplicates, rows that cannot be taken.

use io::job::{Problem, Proposal, Report};
use leptos::prelude::*;
use ui::lang::{t, t_with};
use ui::{Badge, Button, ButtonLook, Callout, Icon, SelectInput, Tone, live};
use views::labels::kind_many;
use views::{Place, session};

use super::columns::target_label;
use super::state::{ImportState, decision};

/// The outcome of the dry run.
#[component]
pub(super) fn ResultStep(state: ImportState) -> impl IntoView {
    live(move || state.report.get().map(|report| view! { <Outcome state=state report=report /> }))
}

#[component]
fn Outcome(state: ImportState, report: Report) -> impl IntoView {
    let takes = report.created + report.updated > 0;
    let count = |key: &str, n: u64| {
        let text = t_with(key, &[("n", &n.to_string())]);
        (n > 0).then(|| view! { <li data-testid=key.rsplit('.').next().map(|name| format!("count-{name}"))>{text}</li> })
    };
    let linked: Vec<_> = report
        .linked
        .iter()
        .map(|(kind, n)| view! { <li data-testid=format!("count-linked-{kind}")>{t_with("ui.import_table.count_linked", &[("n", &n.to_string()), ("kind", &kind_many(kind))])}</li> })
        .collect();
    let totals: Vec<_> = report
        .totals
        .iter()
        .map(|(field, sum)| view! { <li data-testid="import-total">{t_with("ui.import_table.total", &[("field", field), ("sum", sum)])}</li> })
        .collect();
    let label = t_with("ui.import_table.import", &[("n", &(report.created + report.updated).to_string())]);
    view! {
        <div class="import-result" id="import-result" tabindex="-1" data-testid="import-result">
            <h3>{t("ui.import_table.result")}</h3>
            <ul class="import-counts">
                {count("ui.import_table.created", report.created)}
                {count("ui.import_table.updated", report.updated)}
                {count("ui.import_table.unchanged", report.unchanged)}
                {count("ui.import_table.skipped", report.skipped)}
                {count("ui.import_table.faulty", report.faulty)}
                {linked}
                {totals}
            </ul>
            <Preview state=state report=report.clone() />
            {(!report.proposals.is_empty()).then(|| view! { <Proposals state=state proposals=report.proposals.clone() more=report.more_proposals /> })}
            {(!report.problems.is_empty()).then(|| view! { <Problems state=state problems=report.problems.clone() more=report.more_problems /> })}
            {if takes {
                view! { <div class="start-actions"><Button label=label icon=Icon::Check look=ButtonLook::Primary large=true disabled=state.busy on_press=Callback::new(move |()| state.import()) test_id="import-confirm" /></div> }.into_any()
            } else {
                view! { <Callout tone=Tone::Info><p>{t("ui.import_table.nothing")}</p></Callout> }.into_any()
            }}
        </div>
    }
}

#[component]
fn Preview(state: ImportState, report: Report) -> impl IntoView {
    let targets: Vec<String> = state.targets.get_untracked().into_iter().flatten().collect();
    let heads = targets.iter().map(|target| view! { <th scope="col">{target_label(state, target)}</th> }).collect_view();
    let rows = report
        .preview
        .into_iter()
        .map(|row| {
            let tone = match row.outcome.as_str() {
                "create" => Tone::Success,
                "fault" => Tone::Danger,
                "update" | "merge" => Tone::Info,
                _ => Tone::Neutral,
            };
            let outcome = t(&format!("ui.import_table.outcome.{}", row.outcome));
            let cells = row.values.into_iter().map(|value| view! { <td>{value}</td> }).collect_view();
            view! { <tr><td class="is-number">{row.line.to_string()}</td><td><Badge tone=tone label=outcome /></td>{cells}</tr> }
        })
        .collect_view();
    view! {
        <h4>{t("ui.import_table.preview")}</h4>
        <div class="grid-scroll" tabindex="0" role="region" aria-label=ui::text("ui.import_table.preview")>
            <table class="table table-compact" data-testid="import-preview">
                <thead><tr><th scope="col" class="is-number">{t("ui.import_table.line")}</th><th scope="col">{t("ui.import_table.becomes")}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Rows that look like a record, each with its own decision.
#[component]
fn Proposals(state: ImportState, proposals: Vec<Proposal>, more: u64) -> impl IntoView {
    let session = session();
    let count = (proposals.len() as u64 + more).to_string();
    let options =
        Signal::derive(|| ["merge", "create", "skip"].map(|code| (code.to_owned(), t(&format!("ui.import_table.on_duplicate.{code}")))).to_vec());
    let rows = proposals
        .into_iter()
        .map(|proposal| {
            let line = proposal.line;
            let value = match proposal.decision {
                io::table::Decision::Merge => "merge",
                io::table::Decision::Create => "create",
                io::table::Decision::Skip => "skip",
            };
            let like = match proposal.record {
                Some(id) => view! { <a href=session.href(Place::Record(state.kind.name.to_owned(), id))>{proposal.like}</a> }.into_any(),
                None => view! { <span>{t_with("ui.import_table.earlier_row", &[("title", &proposal.like)])}</span> }.into_any(),
            };
            let change = Callback::new(move |code: String| {
                state.decisions.update(|decisions| {
                    decisions.retain(|(known, _)| *known != line);
                    decisions.push((line, decision(&code)));
                });
                state.check();
            });
            let label = t_with("ui.import_table.decide", &[("line", &line.to_string())]);
            view! {
                <tr>
                    <td class="is-number">{line.to_string()}</td><td>{proposal.title}</td><td>{like}</td><td>{proposal.field}</td>
                    <td><SelectInput label=Signal::derive(move || label.clone()) hide_label=true value=Signal::derive(move || value.to_owned()) options=options on_change=change test_id=format!("decide-{line}") /></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <h4 data-testid="import-proposals">{t_with("ui.import_table.proposals", &[("n", &count)])}</h4>
        <div class="grid-scroll" tabindex="0" role="region" aria-label=ui::text("ui.import_table.proposals_region")>
            <table class="table table-compact">
                <thead><tr>
                    <th scope="col" class="is-number">{t("ui.import_table.line")}</th><th scope="col">{t("ui.import_table.row")}</th><th scope="col">{t("ui.import_table.like")}</th>
                    <th scope="col">{t("ui.import_table.agrees")}</th><th scope="col">{t("ui.import_table.becomes")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// Every bad row with its place and reason.
#[component]
fn Problems(state: ImportState, problems: Vec<Problem>, more: u64) -> impl IntoView {
    let rows = problems
        .into_iter()
        .map(|problem| {
            view! { <tr><td class="is-number">{problem.line.to_string()}</td><td>{problem.column}</td><td>{problem.value}</td><td>{problem.reason}</td></tr> }
        })
        .collect_view();
    view! {
        <h4>{t("ui.import_table.problems")}</h4>
        <div class="grid-scroll" tabindex="0" role="region" aria-label=ui::text("ui.import_table.problems")>
            <table class="table table-compact" data-testid="import-problems">
                <thead><tr>
                    <th scope="col" class="is-number">{t("ui.import_table.line")}</th><th scope="col">{t("ui.import_table.column")}</th>
                    <th scope="col">{t("ui.import_table.value")}</th><th scope="col">{t("ui.import_table.reason")}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {(more > 0).then(|| view! { <p>{t_with("ui.import_table.more_problems", &[("n", &more.to_string())])}</p> })}
        <Button label=ui::text("ui.import_table.download_faults") icon=Icon::Download disabled=state.busy on_press=Callback::new(move |()| state.offer_faults()) test_id="download-faults" />
    }
}
