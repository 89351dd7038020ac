//! Acceptance: nothing but tests, which stand beside this file, one question each.
