//! The rules of the pillars: fetched with the content that names them, a chunk a pillar.

use std::sync::Arc;

use flow::Rules;
use leptos::prelude::*;
use pillars::PillarInfo;

ui::chunk_value! {
    rules_goals: fn goals() -> Rules { of(pillars::goals::register) }
    rules_plan: fn plan() -> Rules { of(pillars::plan::register) }
    rules_organisation: fn organisation() -> Rules { of(pillars::organisation::register) }
    rules_information: fn information() -> Rules { of(pillars::information::register) }
    rules_performance: fn performance() -> Rules { of(pillars::performance::register) }
    rules_people: fn people() -> Rules { of(pillars::people::register) }
    rules_improvement: fn improvement() -> Rules { of(pillars::improvement::register) }
    rules_channels: fn channels() -> Rules { of(pillars::channels::register) }
    rules_customers: fn customers() -> Rules { of(pillars::customers::register) }
    rules_teamwork: fn teamwork() -> Rules { of(pillars::teamwork::register) }
    rules_links: fn links() -> Rules { of(pillars::links::register) }
}

fn of(register: fn(&mut Rules)) -> Rules {
    let mut rules = Rules::default();
    register(&mut rules);
    rules
}

/// Adds the rules that a pillar's structure names; `None` when they cannot be fetched.
pub(crate) async fn fetch(pillar: &PillarInfo, structure: &str, rules: RwSignal<Arc<Rules>>) -> Option<()> {
    // Not through `pillars::RULES`: a table that names every rule would bring them all into the main wasm.
    for folder in pillars::PILLARS.iter().map(|other| other.folder).chain(["links"]) {
        if pillars::uses_rules(pillar.folder, structure, folder) {
            let fetched = match folder {
                "goals" => goals().await,
                "plan" => plan().await,
                "organisation" => organisation().await,
                "information" => information().await,
                "performance" => performance().await,
                "people" => people().await,
                "improvement" => improvement().await,
                "channels" => channels().await,
                "customers" => customers().await,
                "teamwork" => teamwork().await,
                _ => links().await,
            };
            let fetched = fetched?;
            rules.try_update(|rules| Arc::make_mut(rules).extend(fetched));
        }
    }
    Some(())
}
