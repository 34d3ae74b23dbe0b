//! Acceptance tests of pillar 6.
