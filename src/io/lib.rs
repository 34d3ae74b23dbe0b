//! Files in and out. Pure: text in, records and findings out.

pub mod bundle;

pub use bundle::{Bundle, BundleError, Header, merge_packs, read_bundle, read_pack, write_bundle};
