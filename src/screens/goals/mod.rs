//! Pillar 1's own screens: tools of its steps, editors, sections of its record pages, documents.

pub mod action_board;
pub mod breakdown;
pub mod charter_sentences;
pub mod competitor_table;
pub mod consensus_board;
pub mod documents;
pub mod editors;
pub mod goal_board;
pub mod goal_sections;
pub mod goal_tree;
pub mod impact_matrix;
pub mod next_stage;
pub mod platform_section;
pub mod progress_board;
pub mod region_board;
pub mod resource_verdict;
pub mod review_calendar;
pub mod smart_panel;

use leptos::prelude::*;
use model::Id;
use views::session::Extensions;

/// Adds everything pillar 1 brings to the generic views.
pub fn extend(extensions: &mut Extensions) {
    extensions.editors.insert(("goal", "serves"), serves_editor);
    extensions.sections.extend([("goal", goal_section as fn(Id) -> AnyView), ("person", person_section), ("platform_brief", platform_section)]);
    extensions.tools.extend([
        ("charter_sentences", charter_sentences as fn() -> AnyView),
        ("impact_matrix", impact_matrix),
        ("competitor_table", competitor_table),
        ("smart_panel", smart_panel),
        ("goal_board", goal_board),
        ("goal_tree", goal_tree),
        ("breakdown", breakdown),
        ("region_board", region_board),
        ("resource_verdict", resource_verdict),
        ("consensus_board", consensus_board),
        ("action_board", action_board),
        ("progress_board", progress_board),
        ("review_calendar", review_calendar),
        ("next_stage", next_stage),
    ]);
    extensions.documents.extend([
        ("environment_summary", environment_summary_document as fn() -> AnyView),
        ("goal_tree", goal_tree_document),
        ("goal_document", goal_document_document),
        ("responsibility_sheets", responsibility_sheets_document),
    ]);
}

ui::chunk! {
    goals_set: Part fn serves_editor(goal: Id) { editors::serves_editor(goal) }
    goals_set: Part fn platform_section(brief: Id) { view! { <platform_section::PlatformSection brief=brief /> } }
    goals_set: Part fn charter_sentences() { view! { <charter_sentences::CharterSentences /> } }
    goals_set: Part fn smart_panel() { view! { <smart_panel::SmartPanel /> } }
    goals_set: Part fn goal_board() { view! { <goal_board::GoalBoard /> } }
    goals_tree: Part fn goal_tree() { view! { <goal_tree::GoalTree /> } }
    goals_market: Part fn impact_matrix() { view! { <impact_matrix::ImpactMatrix /> } }
    goals_market: Part fn competitor_table() { view! { <competitor_table::CompetitorTable /> } }
    goals_share: Part fn breakdown() { view! { <breakdown::Breakdown /> } }
    goals_share: Part fn region_board() { view! { <region_board::RegionBoard /> } }
    goals_agree: Part fn resource_verdict() { view! { <resource_verdict::ResourceVerdict /> } }
    goals_agree: Part fn consensus_board() { view! { <consensus_board::ConsensusBoard /> } }
    goals_records: Part fn goal_section(goal: Id) { view! { <goal_sections::GoalSections goal=goal /> } }
    goals_records: Part fn person_section(person: Id) { view! { <goal_sections::PersonSections person=person /> } }
    goals_run: Part fn action_board() { view! { <action_board::ActionBoard /> } }
    goals_run: Part fn progress_board() { view! { <progress_board::ProgressBoard /> } }
    goals_run: Part fn review_calendar() { view! { <review_calendar::ReviewCalendar /> } }
    goals_run: Part fn next_stage() { view! { <next_stage::NextStage /> } }
    documents_goals: Part fn environment_summary_document() { documents::environment_summary::document() }
    documents_goals: Part fn goal_tree_document() { documents::goal_tree::document() }
    documents_goals: Part fn goal_document_document() { documents::goal_document::document() }
    documents_goals: Part fn responsibility_sheets_document() { documents::responsibility_sheets::document() }
}
