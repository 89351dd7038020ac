//! Runs every rule, and knows the words of each.

use std::collections::BTreeMap;

use super::{
    Finding, Text, View, config, contact, data, entry, evidence, file, settings, sort, structure,
};
use crate::document::Journey;
use crate::id::JourneyId;
use crate::time::Millis;

/// A rule: what it finds in a journey.
type Rule = fn(&View) -> Vec<Finding>;

/// How much of a journey a rule looks at, so that an edit elsewhere need not ask it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sees {
    /// One step's record and its ways out, whatever the settings.
    Step,
    /// One step's record and its ways out, and the settings; or the settings alone.
    Settings,
    /// Anything but who comes where.
    Journey,
    /// Anything, and who comes where, for which there is a walk to wait for.
    Walk,
}

macro_rules! rules {
    ($($group:ident { $($name:ident $sees:ident,)* })*) => {
        /// Every rule, in the order they run, and how much each looks at.
        const RULES: &[(Sees, Rule)] = &[$($((Sees::$sees, $group::$name::check),)*)*];

        /// The words of every rule.
        pub static TEXTS: &[&Text] = &[
            &file::duplicate_id::TEXT,
            &file::duplicate_key::TEXT,
            $($(&$group::$name::TEXT,)*)*
        ];
    };
}

rules! {
    file { field_unreadable Journey, }
    settings {
        calendar_unreadable Settings,
        category_without_values Settings,
        connector_limit_zero Settings,
        consent_missing Settings,
        exit_rule_empty Settings,
        exit_rule_takes_goal Journey,
        guardian_unfit Journey,
        persona_shares Settings,
        property_conflict Settings,
        scenario_reference_missing Journey,
        scenario_unreadable Settings,
        setting_reference_missing Settings,
        settings_unreadable Settings,
        test_id_unfit Settings,
        too_many_tags Settings,
        zone_unknown Settings,
    }
    structure {
        cycle_unbounded Journey,
        cycle_zero_time Journey,
        duplicate_port Step,
        edge_into_entry Journey,
        edge_missing_node Journey,
        edge_missing_port Step,
        kind_unknown Journey,
        loop_without_maximum Step,
        no_entry Journey,
        no_way_out Journey,
        port_unwired Step,
        port_wired_and_ended Journey,
        sub_missing Journey,
        sub_recursion Journey,
        sub_unpinned Journey,
        too_many_steps Journey,
        unreachable Journey,
    }
    config {
        assignment_target Step,
        call_without_mock Step,
        config_unknown Step,
        config_unreadable Step,
        date_before_earlier Journey,
        date_past Journey,
        delay_impossible Step,
        error_port_silent Journey,
        expiry_not_positive Step,
        holdout_contacted Journey,
        reason_unfit Settings,
        reference_missing Journey,
        required_empty Step,
        response_out_of_range Step,
        retries_too_many Step,
        share_negative Step,
        shares_sum Step,
        sub_map_unfit Journey,
        sub_rules_ignored Journey,
        template_missing Settings,
        variant_repeated Step,
        wait_last Journey,
        wait_not_positive Step,
        wait_over_lifetime Settings,
        wait_unset Step,
    }
    data {
        arm_shadowed Walk,
        arms_gap Walk,
        arms_overlap Walk,
        condition_always Walk,
        condition_never Walk,
        condition_syntax Settings,
        event_property_absent Walk,
        function_undeclared Settings,
        may_be_missing Walk,
        name_undeclared Settings,
        script_over_limits Settings,
        script_port_unknown Settings,
        type_mismatch Settings,
    }
    contact {
        link_unfit Settings,
        marketing_without_consent Journey,
        no_unsubscribe Step,
        over_cap Walk,
        quiet_gap Settings,
        sent_twice Journey,
        sms_segments Step,
        template_unreadable Settings,
        template_variable Journey,
        zone_fallback Journey,
    }
    entry {
        audience_on_clock_change Journey,
        double_entry Journey,
        experiment_underpowered Journey,
        experiment_without_control Step,
        goal_without_exit Journey,
        late_step_end Journey,
        no_goal Journey,
        reentry_too_soon Journey,
        self_enrolment Journey,
    }
    evidence {
        personal_data Settings,
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
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|(_, rule)| rule(&view)).collect();
    sort(&mut findings);
    findings
}

/// Returns what the rules find that look at so much.
pub(super) fn check_seeing(view: &View, sees: Sees) -> Vec<Finding> {
    let rules = RULES.iter().filter(|(its, _)| *its == sees);
    rules.flat_map(|(_, rule)| rule(view)).collect()
}
