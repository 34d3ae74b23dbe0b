//! Acceptance tests of pillar 3.
