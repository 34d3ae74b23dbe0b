//! Acceptance tests of pillar 5.
