//! Acceptance tests of pillar 10.
