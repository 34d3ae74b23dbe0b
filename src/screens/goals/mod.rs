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
use views::session::Extensions;

/// Adds everything pillar 1 brings to the generic views.
pub fn extend(extensions: &mut Extensions) {
    editors::register_editors(extensions);
    goal_sections::register(extensions);
    extensions.sections.insert("platform_brief", |id| view! { <platform_section::PlatformSection brief=id /> }.into_any());
    let tools = &mut extensions.tools;
    tools.insert("charter_sentences", || view! { <charter_sentences::CharterSentences /> }.into_any());
    tools.insert("impact_matrix", || view! { <impact_matrix::ImpactMatrix /> }.into_any());
    tools.insert("competitor_table", || view! { <competitor_table::CompetitorTable /> }.into_any());
    tools.insert("smart_panel", || view! { <smart_panel::SmartPanel /> }.into_any());
    tools.insert("goal_board", || view! { <goal_board::GoalBoard /> }.into_any());
    tools.insert("goal_tree", || view! { <goal_tree::GoalTree /> }.into_any());
    tools.insert("breakdown", || view! { <breakdown::Breakdown /> }.into_any());
    tools.insert("region_board", || view! { <region_board::RegionBoard /> }.into_any());
}
