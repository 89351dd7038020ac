//! Runs every rule, and knows the words of each.

use std::collections::BTreeMap;

use super::{Finding, Text, View, config, contact, data, entry, file, settings, sort, structure};
use crate::document::Journey;
use crate::id::JourneyId;
use crate::time::Millis;

/// A rule: what it finds in a journey.
type Rule = fn(&View) -> Vec<Finding>;

macro_rules! rules {
    ($($group:ident { $($name:ident)* })*) => {
        /// Every rule, in the order they run.
        const RULES: &[Rule] = &[$($($group::$name::check,)*)*];

        /// The words of every rule.
        pub static TEXTS: &[&Text] = &[
            &file::duplicate_id::TEXT,
            &file::duplicate_key::TEXT,
            $($(&$group::$name::TEXT,)*)*
        ];
    };
}

rules! {
    file { field_unreadable }
    settings {
        calendar_unreadable
        category_without_values
        connector_limit_zero
        consent_missing
        exit_rule_empty
        exit_rule_takes_goal
        guardian_unfit
        persona_shares
        property_conflict
        scenario_reference_missing
        scenario_unreadable
        setting_reference_missing
        settings_unreadable
        test_id_unfit
        too_many_tags
        zone_unknown
    }
    structure {
        cycle_unbounded
        cycle_zero_time
        duplicate_port
        edge_into_entry
        edge_missing_node
        edge_missing_port
        kind_unknown
        loop_without_maximum
        no_entry
        no_way_out
        port_unwired
        port_wired_and_ended
        sub_missing
        sub_recursion
        sub_unpinned
        too_many_steps
        unreachable
    }
    config {
        assignment_target
        call_without_mock
        config_unknown
        config_unreadable
        date_before_earlier
        date_past
        delay_impossible
        error_port_silent
        expiry_not_positive
        holdout_contacted
        reason_unfit
        reference_missing
        required_empty
        response_out_of_range
        retries_too_many
        share_negative
        shares_sum
        sub_map_unfit
        sub_rules_ignored
        template_missing
        variant_repeated
        wait_last
        wait_not_positive
        wait_over_lifetime
        wait_unset
    }
    data {
        arm_shadowed
        arms_gap
        arms_overlap
        condition_always
        condition_never
        condition_syntax
        event_property_absent
        function_undeclared
        may_be_missing
        name_undeclared
        script_over_limits
        script_port_unknown
        type_mismatch
    }
    contact {
        marketing_without_consent
        no_unsubscribe
        quiet_gap
        sms_segments
        template_variable
    }
    entry {
        double_entry
        self_enrolment
    }
}

/// Returns every finding of a journey (but for keys that came twice in its file), errors first, then by place. `library` holds the other journeys
/// that sub-journeys may name.
pub fn check(journey: &Journey, library: &BTreeMap<JourneyId, Journey>) -> Vec<Finding> {
    check_at(journey, library, None)
}

/// As [`check`], at a known moment, so that dates can be past.
pub fn check_at(
    journey: &Journey,
    library: &BTreeMap<JourneyId, Journey>,
    now: Option<Millis>,
) -> Vec<Finding> {
    let view = View::new(journey, library, now);
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule(&view)).collect();
    sort(&mut findings);
    findings
}
