//! Views made from the schema alone: form, table, record page, history; and the step page of the
//! guided workflow; views and documents that content declares. Knows schema and store, no concrete
//! pillar, and no kind by name but the workspace's own.

pub mod actions;
pub mod brand;
pub mod created;
pub mod document;
pub mod dom;
pub mod editor;
pub mod examples;
pub mod form;
pub mod gates;
pub mod history;
pub mod kept;
pub mod labels;
pub mod leading;
pub mod list_page;
pub mod lists;
pub mod mask;
pub mod paste;
pub mod picture;
pub mod preferences;
pub mod reading;
pub mod record_page;
pub mod route;
pub mod session;
pub mod step_page;
pub mod table;

pub use route::{Place, Route};
pub use session::{Session, session};
pub use ui::drafts;
