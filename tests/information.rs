//! Acceptance tests of pillar 4.
