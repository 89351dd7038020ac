//! A setting that names an event or attribute which is not declared.

use crate::finding::{Finding, Severity, Text, View, fix};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "setting_reference_missing",
    severity: Severity::Error,
    en: "The settings name “{name}”, which is not declared. Declare it, or choose another.",
    ja: "設定で使われている「{name}」は定義されていません。定義するか、別のものを選んでください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let settings = &view.settings;
    let events = settings.all_events();
    let mut names: Vec<(String, &String, bool)> = Vec::new();
    for (index, rule) in settings.exit_rules.iter().enumerate() {
        let field = format!("/settings/exit_rules/{index}/event");
        names
            .extend(rule.event.iter().map(|name| (field.clone(), name, events.contains_key(name))));
    }
    let known = |name: &String| settings.attributes.contains_key(name);
    let zone = settings.zone_attribute.iter();
    names.extend(zone.map(|it| ("/settings/zone_attribute".to_owned(), it, known(it))));
    if let Some(population) = &settings.population {
        let field = "/settings/population";
        let attributes = population.attributes.keys();
        names.extend(attributes.map(|it| (format!("{field}/attributes/{it}"), it, known(it))));
        for (index, persona) in population.personas.iter().enumerate() {
            let field = format!("{field}/personas/{index}/attributes");
            let attributes = persona.attributes.keys();
            names.extend(attributes.map(|it| (format!("{field}/{it}"), it, known(it))));
        }
        for (index, spread) in population.events.iter().enumerate() {
            let field = format!("{field}/events/{index}/event");
            names.push((field, &spread.event, events.contains_key(&spread.event)));
        }
    }
    let missing = names.into_iter().filter(|(_, _, known)| !known);
    let finding = |(field, name, _): (String, &String, bool)| {
        let known: Vec<&str> = match field.ends_with("/event") {
            true => events.keys().map(String::as_str).collect(),
            false => settings.attributes.keys().map(String::as_str).collect(),
        };
        // A name that is a key of the sample's has no value to put another in the place of.
        let near = fix::nearest(view, None, &field, name, known);
        Finding::of(&TEXT).field(&field).with("name", name).maybe_fix(near)
    };
    missing.map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(
            found(
                &TEXT,
                r#"settings {"exit_rules": [{"name": "bought", "event": "purchase"}]}; entry -> end"#
            ),
            ""
        );
        assert_eq!(
            found(
                &TEXT,
                r#"settings {"exit_rules": [{"name": "bought", "event": "sale"}], "zone_attribute": "zone"}; entry -> end"#
            ),
            "journey /settings/exit_rules/0/event; journey /settings/zone_attribute"
        );
    }
}
