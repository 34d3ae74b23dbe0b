//! The marketing audit in six parts: finding, grade, evidence, recommendation, improvement (P05.A06, S95).

use std::sync::Arc;

use leptos::prelude::*;
use model::{Id, Json, Record};
use pillars::diagnosis::audit as logic;
use pillars::diagnosis::audit_finding::{ACTION, AUDIT_FINDING, DATED, EVIDENCE, FINDING, GRADE, QUESTION, RECOMMENDATION};
use pillars::diagnosis::content::AuditQuestion;
use store::Transaction;
use ui::lang::{t, t_with};
use ui::{Badge, Button, ButtonLook, Callout, ChoiceButtons, Dialog, Icon, TextInput, Tone, live, open_while};
use views::Place;
use views::document::{print, print_button};
use views::kept::Kept;
use views::labels::{choice_label, choice_options, date_text};

use super::super::exceptional::NotFoundHere;
use super::desk::{Desk, pillar_name};

/// A part of the audit; the first one without a name.
pub(super) fn audit(desk: Desk, part: String) -> AnyView {
    let parts = desk.content.structure.audit_parts.clone();
    let part = if part.is_empty() { parts.first().cloned().unwrap_or_default() } else { part };
    if !parts.contains(&part) {
        return view! { <NotFoundHere /> }.into_any();
    }
    let asking = RwSignal::new(None::<String>);
    let links = parts.iter().map(|known| {
        let title = desk.content.texts.audit_parts.get(known).cloned().unwrap_or_default();
        let counter = desk.clone();
        let counted = known.clone();
        let count = move || {
            let records = counter.session.workspace.tracked(AUDIT_FINDING.name);
            let of = counter.content.structure.audit.iter().filter(|question| question.part == counted);
            let (mut answered, mut all) = (0, 0);
            for question in of {
                all += 1;
                answered += usize::from(!logic::findings(&records, &question.id).is_empty());
            }
            format!("{answered}/{all}")
        };
        let current = (*known == part).then_some("page");
        view! { <li><a href=desk.href(&format!("audit/{known}")) aria-current=current>{title}" "<span class="count">{live(count)}</span></a></li> }
    }).collect_view();
    let questions = desk.content.structure.audit.iter().filter(|question| question.part == part);
    let items = questions.map(|question| question_view(&desk, question, asking)).collect_view();
    let title = desk.content.texts.audit_parts.get(&part).cloned().unwrap_or_default();
    let finisher = desk.clone();
    view! {
        <nav class="diagnosis-parts diagnosis-parts-small no-print" aria-label=ui::text("ui.diagnosis.audit")><ul>{links}</ul></nav>
        <h2>{title}</h2>
        <ol class="audit-questions" data-testid="audit-questions">{items}</ol>
        {live(move || finish(&finisher, &part))}
        {print_button(Callback::new(|()| print()))}
        <FindingDialog desk=desk asking=asking />
    }
    .into_any()
}

/// Improvements for these findings, each linked with its finding, in one step.
fn improve(desk: &Desk, findings: &[Arc<Record>]) {
    let build = |step: Transaction| {
        findings.iter().fold(step, |step, finding| {
            let made = logic::improvement(desk.session.workspace.new_id(), finding);
            let id = made.id.to_string();
            step.add(made).set(finding.id, ACTION.name(), Some(Json::from(id)))
        })
    };
    let title = findings.first().and_then(|finding| FINDING.get(&**finding)).unwrap_or_default();
    let label = store::Label { code: "ui.history.improvement".to_owned(), title };
    let words = t_with("ui.diagnosis.improvements_made", &[("n", &findings.len().to_string())]);
    desk.session.commit_with_way_back(build(Transaction::new(label)), "ui.history.restore", words);
}

/// What the weak findings of a part still ask for.
fn finish(desk: &Desk, part: &str) -> AnyView {
    let records = desk.session.workspace.tracked_any();
    let open = logic::without_improvement(&desk.content.structure, &records, part);
    if open.is_empty() {
        return ().into_any();
    }
    let count = open.len().to_string();
    let maker = desk.clone();
    let make = Callback::new(move |()| improve(&maker, &open));
    view! {
        <Callout tone=Tone::Warning>
            <p>{t_with("ui.diagnosis.weak_open", &[("n", &count)])}</p>
            <p><Button label=t_with("ui.diagnosis.improve_all", &[("n", &count)]) look=ButtonLook::Primary on_press=make test_id="improve-all" /></p>
        </Callout>
    }
    .into_any()
}

fn question_view(desk: &Desk, question: &AuditQuestion, asking: RwSignal<Option<String>>) -> AnyView {
    let look = desk.content.texts.audit.get(&question.id).map(|texts| texts.look.clone()).unwrap_or_default();
    let (href, pillar) = (desk.session.href(Place::Pillar(question.pillar)), pillar_name(question.pillar));
    let (reader, id) = (desk.clone(), question.id.clone());
    let found = move || {
        let records = reader.session.workspace.tracked_any();
        let items = logic::findings(&records, &id).iter().map(|finding| finding_view(&reader, finding)).collect::<Vec<_>>();
        (!items.is_empty()).then(|| view! { <ul class="audit-findings">{items}</ul> })
    };
    let ask = question.id.clone();
    let open = Callback::new(move |()| asking.set(Some(ask.clone())));
    view! {
        <li class="audit-question" data-testid=format!("audit-{}", question.id)>
            <p class="audit-look"><strong>{question.id.clone()}</strong>" "{look.clone()}</p>
            {live(found)}
            <p class="link-row"><span class="no-print"><Button label=ui::text("ui.diagnosis.finding_add") about=t_with("ui.list.quoted", &[("title", &look)]) icon=Icon::Plus look=ButtonLook::Dashed on_press=open test_id="add-finding" /></span><a href=href>{pillar}</a></p>
        </li>
    }
    .into_any()
}

fn finding_view(desk: &Desk, finding: &Arc<Record>) -> AnyView {
    let grade = GRADE.get(&**finding).unwrap_or_default();
    let tone = match grade.as_str() {
        "good" => Tone::Success,
        "weak" => Tone::Danger,
        _ => Tone::Warning,
    };
    let line = |key: &'static str, text: Option<String>| text.map(|text| view! { <div><dt>{ui::say_key(key)}</dt><dd>{text}</dd></div> });
    let records = desk.session.records();
    let action: Option<Id> = ACTION.get(&**finding).filter(|id| records.get(*id).is_some());
    let follow = match action {
        Some(id) => view! { <a href=desk.session.href(Place::Record("improvement_action".to_owned(), id)) data-testid="finding-improvement">{t("ui.diagnosis.improvement_there")}</a> }.into_any(),
        None => {
            let (maker, one) = (desk.clone(), finding.clone());
            let make = Callback::new(move |()| improve(&maker, std::slice::from_ref(&one)));
            view! { <span class="no-print"><Button label=ui::text("ui.diagnosis.improve") look=ButtonLook::Text on_press=make test_id="improve" /></span> }.into_any()
        }
    };
    let edit = desk.session.href(Place::Record(AUDIT_FINDING.name.to_owned(), finding.id));
    view! {
        <li class="audit-finding">
            <p><Badge label=choice_label("audit_finding", "grade", &grade) tone=tone />" "<a href=edit>{FINDING.get(&**finding).unwrap_or_default()}</a>" "<span class="muted">{DATED.get(&**finding).map(date_text)}</span></p>
            <dl class="facts-row">{line("field.audit_finding.evidence", EVIDENCE.get(&**finding))}{line("field.audit_finding.recommendation", RECOMMENDATION.get(&**finding))}</dl>
            <p>{follow}</p>
        </li>
    }
    .into_any()
}

/// Asks for a finding on a question.
#[component]
fn FindingDialog(desk: Desk, asking: RwSignal<Option<String>>) -> impl IntoView {
    let words = ["finding", "finding-evidence", "finding-recommendation"].map(Kept::new);
    let grade = RwSignal::new(String::new());
    let [finding, evidence, recommendation] = words.map(Kept::text);
    let missing = RwSignal::new(false);
    let open = open_while(
        asking,
        Callback::new(move |()| {
            if let Some(question) = asking.get_untracked() {
                for field in words {
                    field.about(&question);
                }
            }
            grade.set(String::new());
            missing.set(false);
        }),
    );
    let options = Signal::derive(|| AUDIT_FINDING.field("grade").map(|field| choice_options("audit_finding", field)).unwrap_or_default());
    let (looker, asked) = (desk.clone(), asking);
    let look = move || asked.get().and_then(|id| looker.content.texts.audit.get(&id).map(|texts| texts.look.clone())).unwrap_or_default();
    let save = Callback::new(move |()| {
        let Some(question) = asking.get_untracked() else { return };
        let (found, graded) = (finding.get_untracked().trim().to_owned(), grade.get_untracked());
        if found.is_empty() || graded.is_empty() {
            missing.set(true);
            return;
        }
        let fields = [
            (QUESTION.name(), question),
            (FINDING.name(), found.clone()),
            (GRADE.name(), graded),
            (EVIDENCE.name(), evidence.get_untracked()),
            (RECOMMENDATION.name(), recommendation.get_untracked()),
        ];
        let mut filled: Vec<(&str, Json)> =
            fields.into_iter().filter(|(_, text)| !text.trim().is_empty()).map(|(name, text)| (name, Json::from(text.trim()))).collect();
        filled.push((DATED.name(), desk.today()));
        let record = desk.fresh(AUDIT_FINDING.name, &filled);
        if desk.commit("ui.history.finding", found, |step| step.add(record)) {
            for field in words {
                field.used();
            }
            open.set(false);
        }
    });
    let empty_finding =
        Signal::derive(move || (missing.get() && finding.with(|text| text.trim().is_empty())).then(|| t("ui.diagnosis.finding_missing")));
    let empty_grade = Signal::derive(move || (missing.get() && grade.with(String::is_empty)).then(|| t("ui.diagnosis.grade_missing")));
    view! {
        <Dialog open=open title=ui::text("ui.diagnosis.finding_add") wide=true test_id="finding-dialog">
            <p>{live(look.clone())}</p>
            <div class="form">
                <TextInput label=ui::text("field.audit_finding.finding") value=finding on_input=words[0].typing() multiline=true required=true error=empty_finding id="finding-text" />
                <ChoiceButtons label=ui::text("field.audit_finding.grade") value=grade options=options on_change=Callback::new(move |code| grade.set(code)) required=true error=empty_grade id="finding-grade" />
                <TextInput label=ui::text("field.audit_finding.evidence") value=evidence on_input=words[1].typing() multiline=true rows=2 id="finding-evidence" />
                <TextInput label=ui::text("field.audit_finding.recommendation") value=recommendation on_input=words[2].typing() multiline=true rows=2 id="finding-recommendation" />
            </div>
            <div class="dialog-actions">
                <Button label=ui::text("ui.cancel") on_press=Callback::new(move |()| open.set(false)) />
                <Button label=ui::text("ui.diagnosis.finding_save") look=ButtonLook::Primary on_press=save test_id="save-finding" />
            </div>
        </Dialog>
    }
}
