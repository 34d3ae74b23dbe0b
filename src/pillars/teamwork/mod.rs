//! Pillar 10: teamwork.

pub mod reward;
