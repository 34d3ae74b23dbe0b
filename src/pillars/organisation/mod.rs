//! Pillar 3: organisation and duties.

pub mod department;
pub mod person;
pub mod region;
