//! Each pillar's own screens and documents, one folder a pillar.

pub mod goals;
