//! Acceptance tests of pillar 7.
