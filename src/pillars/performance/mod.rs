//! Pillar 5: performance.

pub mod indicator;
pub mod reading;
pub mod evaluation;
pub mod standard;
