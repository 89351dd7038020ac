//! What the engine promises, as stories: a journey, a customer, and the timeline that must come out.
//! Every story is also counted on one thread and on two: nobody is lost, and both agree.

mod audiences;
mod awaits;
mod branches;
mod calls;
mod caps;
mod chance;
mod contact;
mod data;
mod defects;
mod entries;
mod exits;
mod flow;
mod goals;
mod messages;
mod offers;
mod reasons;
mod shared;
mod surveys;
mod variants;
mod waits;

use expect_test::Expect;

use crate::testing::{plan_with, population, timeline, timeline_of, timelines};

/// Checks the timeline of the first customer.
fn check(journey: &str, customers: &str, expected: Expect) {
    expected.assert_eq(&timeline(journey, customers));
}

/// Checks the timelines of all customers, merged in the order of time.
fn check_all(journey: &str, customers: &str, expected: Expect) {
    expected.assert_eq(&timelines(journey, customers));
}

/// Checks the timeline of the first customer in a journey with sub-journeys.
fn check_sub(journey: &str, subs: &[(&str, &str)], customers: &str, expected: Expect) {
    let plan = plan_with(journey, subs);
    let population = population(&plan, customers);
    expected.assert_eq(&timeline_of(&plan, &population));
}
