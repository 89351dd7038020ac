//! What a journey has to declare for a file, as one edit.

use journey::edit::Edit;
use journey::settings::EventType;
use serde_json::Value;

use super::take::Declared;

impl Declared {
    /// Returns the edit that declares it; none where there is nothing to declare.
    pub fn edit(&self, known: impl Fn(&str) -> bool) -> Option<Edit> {
        let part = |name: &str| name.replace('~', "~0").replace('/', "~1");
        let value = |it: Result<Value, serde_json::Error>| it.unwrap_or_default();
        let attributes = self.attributes.iter().map(|(name, attribute)| Edit::SetSetting {
            pointer: format!("/attributes/{}", part(name)),
            value: Some(value(serde_json::to_value(attribute))),
        });
        let mut edits: Vec<Edit> = attributes.collect();
        for (event, properties) in &self.events {
            let pointer = format!("/events/{}", part(event));
            if known(event) {
                edits.extend(properties.iter().map(|(name, attribute)| Edit::SetSetting {
                    pointer: format!("{pointer}/properties/{}", part(name)),
                    value: Some(value(serde_json::to_value(attribute))),
                }));
            } else {
                let new = EventType { properties: properties.clone(), ..EventType::default() };
                edits.push(Edit::SetSetting {
                    pointer,
                    value: Some(value(serde_json::to_value(new))),
                });
            }
        }
        (!edits.is_empty()).then_some(Edit::Together { edits })
    }
}
