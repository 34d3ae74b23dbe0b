//! Files in and out. Pure: text in, records and findings out.

pub mod bundle;
pub mod embed;
mod fault;
pub mod handover;
pub mod inspect;
pub mod job;
mod json;
pub mod merge;
pub mod portable;
mod preview;
pub mod report;
pub mod schema;
pub mod scope;
pub mod sealed;
pub mod table;
pub mod template;

pub use bundle::{Bundle, BundleError, Header, merge_packs, read_bundle, read_pack, write_bundle};
pub use fault::Fault;
pub use preview::{Misfit, Preview, preview};
pub use scope::Scope;
