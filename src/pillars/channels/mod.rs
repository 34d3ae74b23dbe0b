//! Pillar 8: channels.

pub mod channel;
pub mod partner;
