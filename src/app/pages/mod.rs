//! One file a page.

pub(crate) mod actions;
pub(crate) mod alerts;
pub(crate) mod check;
pub(crate) mod dashboard;
pub(crate) mod data;
pub(crate) mod document;
pub(crate) mod exceptional;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod home;
pub(crate) mod import_table;
pub(crate) mod library;
pub(crate) mod method;
pub(crate) mod pillar;
pub(crate) mod quality;
pub(crate) mod reviews;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod settings_lists;
pub(crate) mod start;
pub(crate) mod unite;
