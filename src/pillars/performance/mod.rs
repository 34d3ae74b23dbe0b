//! Pillar 5: performance.

pub mod evaluation;
pub mod indicator;
pub mod reading;
pub mod standard;
