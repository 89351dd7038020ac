//! Which names conditions may read in a journey: what the settings declare, and the events that are
//! always there. One place, so that findings, builder and engine agree.

use std::collections::BTreeMap;

use crate::condition::Scope;
use crate::kind::Expression;
use crate::settings::{Channel, EventType, ExitRule, Settings};
use crate::value::{Attribute, Type};

/// Returns the events that every journey has: reactions to messages and answers to surveys.
pub fn builtin_events() -> BTreeMap<String, EventType> {
    let required = |kind| Attribute { required: true, ..Attribute::of(kind) };
    let channels = Channel::ALL.iter().map(|channel| channel.name().to_owned());
    let channel = Attribute { values: channels.collect(), ..required(Type::Category) };
    let reaction = |en: &str, ja: &str| EventType {
        label: labels(en, ja),
        properties: BTreeMap::from([
            ("step".to_owned(), required(Type::Text)),
            ("channel".to_owned(), channel.clone()),
        ]),
    };
    let answer = EventType {
        label: labels("Survey answered", "アンケート回答"),
        properties: BTreeMap::from([
            ("step".to_owned(), required(Type::Text)),
            ("score".to_owned(), required(Type::Integer)),
        ]),
    };
    BTreeMap::from([
        ("message.opened".to_owned(), reaction("Message opened", "メッセージ開封")),
        ("message.clicked".to_owned(), reaction("Message clicked", "メッセージのクリック")),
        ("survey.answered".to_owned(), answer),
    ])
}

/// Returns the context key that holds when an offer expires, without `context.`.
pub fn expiry_key(offer: &str) -> String {
    format!("{offer}_expires")
}

impl Settings {
    /// Returns every event there is: the declared ones and, under their own names, the built-in ones.
    pub fn all_events(&self) -> BTreeMap<String, EventType> {
        let mut events = self.events.clone();
        events.extend(builtin_events());
        events
    }

    /// Returns the union of all events' properties.
    ///
    /// Which event came last is known only when the journey runs, so a property is promised only if
    /// every event has it. Of two types for one name a built-in event's counts,
    /// then the first event's; that is a finding.
    pub fn event_properties(&self) -> BTreeMap<String, Attribute> {
        let (built_in, events) = (builtin_events(), self.all_events());
        let mut union: BTreeMap<String, Attribute> = BTreeMap::new();
        for event in built_in.values().chain(events.values()) {
            for (name, attribute) in &event.properties {
                union.entry(name.clone()).or_insert_with(|| attribute.clone());
            }
        }
        for (name, attribute) in &mut union {
            attribute.required = events
                .values()
                .all(|event| event.properties.get(name).is_some_and(|property| property.required));
        }
        union
    }

    /// Returns every context key there is: the declared ones, and for each offer when it expires.
    ///
    /// A key that the settings declare themselves stays as it is declared.
    pub fn all_context(&self) -> BTreeMap<String, Attribute> {
        let mut context = self.context.clone();
        for offer in self.offers.keys() {
            context.entry(expiry_key(offer)).or_insert_with(|| Attribute {
                label: labels(&format!("{offer} expires"), &format!("{offer}の期限")),
                ..Attribute::of(Type::Instant)
            });
        }
        context
    }

    /// Returns the names that conditions of this journey may read.
    pub fn scope(&self) -> Scope {
        Scope::new(&self.attributes, &self.all_context(), &self.event_properties())
    }

    /// Returns the names that a condition about one event may read, or none when there is no such event.
    ///
    /// For checking only: slots of this scope are not those of [`Settings::scope`].
    pub fn scope_of(&self, event: &str) -> Option<Scope> {
        let event = self.all_events().remove(event)?;
        Some(Scope::new(&self.attributes, &self.all_context(), &event.properties))
    }

    /// Returns the names that a condition may read, about one event where that is known.
    pub fn scope_about(&self, event: Option<&str>) -> Scope {
        event.and_then(|event| self.scope_of(event)).unwrap_or_else(|| self.scope())
    }

    /// Returns every condition of the settings, with its place in the file.
    pub fn expressions(&self) -> Vec<Expression> {
        let rules = self.exit_rules.iter().enumerate();
        let condition = |(index, rule): (usize, &ExitRule)| {
            let field = format!("/settings/exit_rules/{index}/condition");
            let condition = Expression::condition(field, rule.condition.as_ref()?);
            Some(match &rule.event {
                Some(event) => condition.about(event),
                None => condition,
            })
        };
        let guardians = self.guardians.iter().enumerate().filter_map(|(index, guardian)| {
            let field = format!("/settings/guardians/{index}/when");
            Some(Expression::condition(field, guardian.when.as_ref()?))
        });
        rules.filter_map(condition).chain(guardians).collect()
    }
}

fn labels(en: &str, ja: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("en".to_owned(), en.to_owned()), ("ja".to_owned(), ja.to_owned())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::condition::{Root, check};

    #[test]
    fn built_in_events_are_always_in_scope() {
        let scope = Settings::default().scope();
        let names: Vec<&str> = scope.names(Root::Event).collect();
        assert_eq!(names, ["channel", "score", "step"]);
        assert!(check("event.channel == \"email\" && event.score >= 9", &scope).is_ok());
    }

    #[test]
    fn a_property_is_promised_only_if_every_event_has_it() {
        assert!(!Settings::default().event_properties()["score"].required);
        assert!(Settings::default().event_properties()["step"].required);
    }
}
