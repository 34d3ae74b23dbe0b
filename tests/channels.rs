//! Acceptance tests of pillar 8.
