//! Settings: declarations that contradict each other or mean nothing.

pub(crate) mod calendar_unreadable;
pub(crate) mod category_without_values;
pub(crate) mod connector_limit_zero;
pub(crate) mod consent_missing;
pub(crate) mod exit_rule_empty;
pub(crate) mod exit_rule_takes_goal;
pub(crate) mod guardian_unfit;
pub(crate) mod persona_shares;
pub(crate) mod property_conflict;
pub(crate) mod scenario_reference_missing;
pub(crate) mod scenario_unreadable;
pub(crate) mod setting_reference_missing;
pub(crate) mod settings_unreadable;
pub(crate) mod test_id_unfit;
pub(crate) mod too_many_tags;
pub(crate) mod zone_unknown;

use super::View;
use crate::value::Attribute;

/// Returns every declaration with its field and its full name.
fn declarations<'a>(view: &'a View) -> Vec<(String, String, &'a Attribute)> {
    let settings = &view.settings;
    let mut all = Vec::new();
    for (name, attribute) in &settings.attributes {
        all.push((format!("/settings/attributes/{name}"), format!("customer.{name}"), attribute));
    }
    for (name, attribute) in &settings.context {
        all.push((format!("/settings/context/{name}"), format!("context.{name}"), attribute));
    }
    for (event, kind) in &settings.events {
        for (name, attribute) in &kind.properties {
            let field = format!("/settings/events/{event}/properties/{name}");
            all.push((field, format!("{event}.{name}"), attribute));
        }
    }
    all
}
