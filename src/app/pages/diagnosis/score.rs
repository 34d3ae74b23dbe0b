//! Scoring: one statement on the screen, in type for a projector, answered by one key (SC-08).

use std::sync::Arc;

use leptos::prelude::*;
use model::{Id, Json, Record};
use pillars::diagnosis::assessment::{FORM, LOCKED_ON, NAME};
use pillars::diagnosis::assessment_score::{ANSWER, ANSWERS, ASSESSMENT, ASSESSMENT_SCORE, RATER, SCORED_ON, STATEMENT};
use pillars::diagnosis::content::Statement;
use pillars::diagnosis::scoring;
use store::{Label, Transaction};
use ui::lang::{t, t_with};
use ui::{Button, Callout, Icon, ProgressCount, Show, TextInput, Tone, announce, live};
use views::labels::choice_label;

use super::super::exceptional::NotFoundHere;
use super::desk::{Desk, pillar_name};
use super::evidence::evidence;
use super::score_keys::{self, Key};
use views::preferences;

/// What is being scored, by whom.
#[derive(Clone)]
pub(super) struct Sheet {
    pub(super) desk: Desk,
    pub(super) assessment: Id,
    pub(super) rater: RwSignal<String>,
    asked: Arc<Vec<Statement>>,
    at: RwSignal<usize>,
    /// Somebody answered without a name.
    nameless: RwSignal<bool>,
}

impl Sheet {
    /// The statement on the screen.
    fn statement(&self) -> Option<Statement> {
        self.asked.get(self.at.get()).cloned()
    }

    /// The record of this rater and statement; tracked.
    pub(super) fn given(&self, statement: &str) -> Option<Arc<Record>> {
        let records = self.desk.session.workspace.tracked(ASSESSMENT_SCORE.name);
        let rater = self.rater.get();
        let is_it = |record: &&Arc<Record>| {
            ASSESSMENT.get(&***record) == Some(self.assessment)
                && STATEMENT.get(&***record).as_deref() == Some(statement)
                && RATER.get(&***record).as_deref() == Some(rater.as_str())
        };
        records.of_kind(ASSESSMENT_SCORE.name).filter(is_it).max_by_key(|record| (record.changed(), record.id)).cloned()
    }

    /// Writes a field of the score of this rater; the first one makes the record.
    pub(super) fn write(&self, statement: &str, field: &str, value: Option<Json>) -> bool {
        let rater = self.rater.get_untracked();
        if rater.is_empty() {
            self.nameless.set(true);
            announce(t("ui.diagnosis.rater_missing"));
            ui::dom::focus_by_id("assessment-rater");
            return false;
        }
        let known = untrack(|| self.given(statement));
        let title = self.desk.statement(statement).map(|texts| texts.statement.clone()).unwrap_or_default();
        let step = Transaction::new(Label { code: "ui.history.score".to_owned(), title });
        let step = match known {
            Some(record) => {
                step.set(record.id, field, value).set(record.id, SCORED_ON.name(), Some(self.desk.today())).group(&format!("{}.{field}", record.id))
            }
            None => {
                let Some(value) = value else { return true };
                let fields = [
                    (ASSESSMENT.name(), Json::from(self.assessment.to_string())),
                    (RATER.name(), Json::from(rater)),
                    (STATEMENT.name(), Json::from(statement)),
                    (SCORED_ON.name(), self.desk.today()),
                    (field, value),
                ];
                step.add(self.desk.fresh(ASSESSMENT_SCORE.name, &fields))
            }
        };
        self.desk.session.commit(step)
    }

    fn answer(&self, code: &str) {
        let Some(statement) = untrack(|| self.statement()) else { return };
        if self.write(&statement.id, ANSWER.name(), Some(Json::from(code))) {
            self.go(1);
        }
    }

    fn go(&self, by: isize) {
        let to = self.at.get_untracked().saturating_add_signed(by).min(self.asked.len());
        if to != self.at.get_untracked() {
            self.at.set(to);
            ui::dom::focus_soon("statement");
        }
    }

    /// The first statement this rater has not answered; the last one's end when all are.
    fn first_open(&self) -> usize {
        let records = self.desk.session.records();
        let (answers, rater) = (scoring::answers(&records, self.assessment), self.rater.get_untracked());
        let open = |statement: &Statement| !answers.get(&statement.id).is_some_and(|raters| raters.contains_key(&rater));
        self.asked.iter().position(open).unwrap_or(self.asked.len())
    }
}

pub(super) fn score(desk: Desk, id: Id) -> AnyView {
    let Some(record) = untrack(|| desk.record("assessment", id)) else { return view! { <NotFoundHere /> }.into_any() };
    let result = desk.href(&format!("result/{id}"));
    let name = NAME.get(&*record).unwrap_or_default();
    if LOCKED_ON.get(&*record).is_some() {
        return view! { <Callout tone=Tone::Info title=name><p>{t("issue.limit.locked")}</p><p><a href=result>{t("ui.diagnosis.result")}</a></p></Callout> }.into_any();
    }
    let kept = format!("rater-{}", desk.session.workspace.id());
    let first = preferences::read(&kept).filter(|name| !name.is_empty()).unwrap_or_else(|| desk.session.author.get_untracked());
    let asked: Vec<Statement> = desk.content.structure.asked(FORM.get(&*record).as_deref() == Some("short")).into_iter().cloned().collect();
    let sheet = Sheet {
        desk,
        assessment: id,
        rater: RwSignal::new(first.trim().to_owned()),
        asked: Arc::new(asked),
        at: RwSignal::new(0),
        nameless: RwSignal::new(false),
    };
    sheet.at.set(sheet.first_open());
    name_whoever_is_asked(&sheet);
    let keys = sheet.clone();
    score_keys::listen(move |key| match key {
        Key::Answer(code) => keys.answer(code),
        Key::Next => keys.go(1),
        Key::Back => keys.go(-1),
    });
    let reader = sheet.clone();
    let done = Signal::derive(move || {
        let answers = scoring::answers(&reader.desk.session.workspace.tracked(ASSESSMENT_SCORE.name), reader.assessment);
        let asked: Vec<&Statement> = reader.asked.iter().collect();
        scoring::progress(&answers, &asked, &reader.rater.get())
    });
    let total = sheet.asked.len();
    let (card, end, label) = (sheet.clone(), sheet.clone(), name.clone());
    let body = move || match card.statement() {
        Some(statement) => statement_view(&card, &statement),
        None => end_view(&end, done, result.clone()),
    };
    view! {
        <section class="scoring" aria-label=label data-testid="scoring">
            <div class="scoring-bar">
                <strong>{name}</strong>
                {rater_field(&sheet, kept)}
                <ProgressCount done=done total=total text_key="ui.diagnosis.progress" test_id="score-progress" />
            </div>
            {live(body)}
            <p class="muted scoring-keys">{ui::say_key("ui.diagnosis.keys")}</p>
        </section>
    }
    .into_any()
}

/// In a form sent to raters, whoever answers and whoever scores are one.
fn name_whoever_is_asked(sheet: &Sheet) {
    if crate::handover::handed().asked().is_none() {
        return;
    }
    let (rater, author, opener) = (sheet.rater, sheet.desk.session.author, sheet.clone());
    Effect::new(move |_| {
        let name = author.get();
        if rater.with_untracked(String::is_empty) && !name.is_empty() {
            rater.set(name);
            opener.at.set(opener.first_open());
        }
    });
    Effect::new(move |_| {
        let name = rater.get();
        if author.with_untracked(String::is_empty) && !name.is_empty() {
            author.set(name);
        }
    });
}

/// Who scores; a name is taken over when the field is left, so that half a name is nobody.
fn rater_field(sheet: &Sheet, kept: String) -> AnyView {
    let sheet = sheet.clone();
    let typed = RwSignal::new(sheet.rater.get_untracked());
    let (rater, nameless) = (sheet.rater, sheet.nameless);
    Effect::new(move |_| typed.set(rater.get()));
    let take = Callback::new(move |()| {
        let name = typed.get_untracked().trim().to_owned();
        if name != rater.get_untracked() {
            preferences::write(&kept, &name);
            rater.set(name);
            sheet.at.set(sheet.first_open());
        }
    });
    let enter = Callback::new(move |()| {
        take.run(());
        ui::dom::focus_by_id("statement");
    });
    let error = Signal::derive(move || (nameless.get() && rater.with(String::is_empty)).then(|| t("ui.diagnosis.rater_missing")));
    view! {
        <div class="scoring-rater">
            <TextInput label=ui::text("field.assessment_score.rater") value=typed on_input=Callback::new(move |text| typed.set(text)) on_leave=take on_enter=enter error=error id="assessment-rater" />
        </div>
    }
    .into_any()
}

fn statement_view(sheet: &Sheet, statement: &Statement) -> AnyView {
    let desk = &sheet.desk;
    let Some(texts) = desk.statement(&statement.id).cloned() else { return ().into_any() };
    let (reader, id) = (sheet.clone(), statement.id.clone());
    let given = Memo::new(move |_| reader.given(&id).and_then(|record| ANSWER.get(&*record)).unwrap_or_default());
    let button = |code: &'static str, mark: String, text: String| {
        let sheet = sheet.clone();
        view! {
            <li><button type="button" class="level" aria-pressed=move || if given.get() == code { "true" } else { "false" }
                data-testid=format!("level-{code}") on:click=move |_| sheet.answer(code)>
                <span class="level-mark">{mark}</span><span class="level-text">{text}</span>
            </button></li>
        }
    };
    let levels = ANSWERS.iter().zip(texts.levels).map(|(code, text)| button(code, (*code).to_owned(), text)).collect_view();
    let word = |code: &str| choice_label("assessment_score", "answer", code);
    let others = view! { {button("not_applicable", "N".to_owned(), word("not_applicable"))}{button("unclear", "U".to_owned(), word("unclear"))} };
    let dimension = desk.content.texts.dimensions.get(&statement.dimension).cloned().unwrap_or_default();
    let place = t_with("ui.diagnosis.place", &[("n", &(sheet.at.get_untracked() + 1).to_string()), ("total", &sheet.asked.len().to_string())]);
    let (back, next) = (sheet.clone(), sheet.clone());
    let at_start = sheet.at.get_untracked() == 0;
    view! {
        <div class="scoring-body">
            <div class="scoring-main">
                <p class="scoring-place"><span>{pillar_name(statement.pillar)}</span>" · "<span>{dimension}</span>" · "<span>{place}</span></p>
                <h2 id="statement" class="scoring-statement" tabindex="-1" data-statement=statement.id.clone()>{texts.statement}</h2>
                <ul class="levels" aria-label=ui::text("ui.diagnosis.levels")>{levels}</ul>
                <ul class="levels levels-other" aria-label=ui::text("ui.diagnosis.others")>{others}</ul>
                <div class="scoring-moves">
                    <Button label=ui::text("ui.diagnosis.back") icon=Icon::ArrowLeft large=true disabled=at_start on_press=Callback::new(move |()| back.go(-1)) test_id="score-back" />
                    <Button label=ui::text("ui.diagnosis.next") icon=Icon::ArrowRight icon_after=true large=true on_press=Callback::new(move |()| next.go(1)) test_id="score-next" />
                </div>
            </div>
            {evidence(sheet, statement)}
        </div>
    }
    .into_any()
}

fn end_view(sheet: &Sheet, done: Signal<usize>, result: String) -> AnyView {
    let total = sheet.asked.len();
    let (jump, again) = (sheet.clone(), sheet.clone());
    let is_open = move || done.get() < total;
    let left = move || t_with("ui.diagnosis.left", &[("n", &(total - done.get().min(total)).to_string())]);
    let open = Callback::new(move |()| {
        jump.at.set(jump.first_open());
        ui::dom::focus_soon("statement");
    });
    let other = Callback::new(move |()| {
        again.rater.set(String::new());
        again.at.set(0);
        ui::dom::focus_soon("assessment-rater");
    });
    let words = move || if is_open() { left() } else { t("ui.diagnosis.all_answered") };
    view! {
        <div class="scoring-end" data-testid="score-end">
            <h2 id="statement" tabindex="-1">{live(words)}</h2>
            <div class="scoring-moves">
                <Show when=is_open><Button label=ui::text("ui.diagnosis.to_open") on_press=open test_id="score-open" /></Show>
                <Button label=ui::text("ui.diagnosis.other_rater") icon=Icon::People on_press=other test_id="other-rater" />
                <a class="button button-primary" href=result data-testid="to-result">{t("ui.diagnosis.result")}</a>
            </div>
        </div>
    }
    .into_any()
}
