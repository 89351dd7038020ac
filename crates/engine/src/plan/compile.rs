//! Compiling: checks a journey, inlines its sub-journeys and builds the plan.
