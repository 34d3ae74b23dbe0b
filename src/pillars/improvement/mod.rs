//! Pillar 7: feedback and improvement.

pub mod feedback;
