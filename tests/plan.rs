//! Acceptance tests of pillar 2.
