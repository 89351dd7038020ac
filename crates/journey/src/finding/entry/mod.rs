//! Entry and exit: who comes in, how often, what it is for, and who is let out in time.

pub(crate) mod audience_on_clock_change;
pub(crate) mod double_entry;
pub(crate) mod experiment_underpowered;
pub(crate) mod experiment_without_control;
pub(crate) mod goal_without_exit;
pub(crate) mod late_step_end;
pub(crate) mod no_goal;
pub(crate) mod reentry_too_soon;
pub(crate) mod self_enrolment;
