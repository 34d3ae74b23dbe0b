//! From the answers of a platform brief to a goal, its budget line and its resource line (P01.A12).

use flow::{Context, FieldValues};
use leptos::prelude::*;
use model::{Id, Key, Record, Stamp};
use pillars::goals::platform_brief;
use pillars::goals::rules::platform;
use store::Transaction;
use ui::lang::{t, t_with};
use ui::live;
use ui::{Button, ButtonLook, Callout, Icon, Tone, toast};
use views::labels::field_label;
use views::table::RecordLink;
use views::{Place, session};

/// Below the form of a brief: what is still to answer, the button, and what came of it.
#[component]
pub fn PlatformSection(brief: Id) -> impl IntoView {
    let session = session();
    let reader = session.clone();
    let record = Memo::new(move |_| reader.record("platform_brief", brief));
    let open = Memo::new(move |_| record.with(|record| record.as_ref().map(|record| platform::open_questions(record)).unwrap_or_default()));
    let made = Memo::new(move |_| {
        record.with(|record| {
            record.as_ref().and_then(|record| Some((platform_brief::GOAL.get(&**record)?, platform_brief::BUDGET_LINE.get(&**record)?)))
        })
    });
    let make = Callback::new(move |()| {
        views::drafts::flush_all();
        let records = session.records();
        let registry = session.registry();
        let Some(record) = records.get(brief) else { return };
        let context = Context { records: &records, registry: &registry, today: session.today.get_untracked() };
        let Ok(proposal) = platform::from_brief(record, &context) else { return };
        let fresh = |kind: &str, values: FieldValues| {
            let mut record = Record::new(session.workspace.new_id(), kind, Stamp::default());
            record.fields.extend(values.into_iter().filter_map(|(field, json)| json.map(|json| (field, json))));
            record
        };
        let goal = fresh("goal", proposal.goal);
        let link = Key::new("goal");
        let to_goal = model::Json::String(goal.id.to_string());
        let mut budget_line = fresh("budget_line", proposal.budget_line);
        budget_line.fields.insert(link.clone(), to_goal.clone());
        let mut resource = fresh("resource", proposal.resource);
        resource.fields.insert(link, to_goal);
        let (goal_id, budget_id) = (goal.id, budget_line.id);
        let transaction = Transaction::new(session.label("ui.goals.platform.history", Some(brief)))
            .add(goal)
            .add(budget_line)
            .add(resource)
            .put(brief, platform_brief::GOAL, goal_id)
            .put(brief, platform_brief::BUDGET_LINE, budget_id);
        if session.commit(transaction) {
            toast(t("ui.goals.platform.made"), None);
            session.show(Place::Record("goal".to_owned(), goal_id));
        }
    });
    view! {
        <section class="record-section" data-testid="platform-section">
            <h2>{ui::say_key("ui.goals.platform.title")}</h2>
            {live(move || match made.get() {
                Some((goal, budget_line)) => view! {
                    <p>{t("ui.goals.platform.done")}</p>
                    <p><RecordLink id=goal />" "<RecordLink id=budget_line /></p>
                }.into_any(),
                None if open.with(Vec::is_empty) => view! {
                    <p>{t("ui.goals.platform.about")}</p>
                    <Button label=ui::text("ui.goals.platform.make") look=ButtonLook::Primary icon=Icon::Goal on_press=make test_id="platform-make" />
                }.into_any(),
                None => {
                    let names: Vec<String> = open.get().into_iter().map(|name| field_label("platform_brief", name)).collect();
                    view! { <Callout tone=Tone::Info><p>{t_with("ui.goals.platform.open", &[("fields", &names.join(&t("ui.format.list_separator")))])}</p></Callout> }.into_any()
                }
            })}
        </section>
    }
}
