//! Acceptance tests of pillar 9.
