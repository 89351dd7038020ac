//! Forms: what the inspector asks for a kind of step or for the journey, field by field, in both languages.
//! Made from the JSON Schema of the types that read the file, so a form cannot lag behind them.

mod called;
mod kinds;
mod read;
mod settings;
mod step;
mod words;

use journey::kind::Kind;
use journey::settings::Settings;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::words::Words;

pub use called::message;
pub use step::{of_step, stage_words};

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Field {
    /// Its name in the file.
    pub key: String,
    /// What people call it.
    pub label: Words,
    /// What it means.
    pub help: Words,
    /// Whether it may be left out altogether.
    pub optional: bool,
    /// Whether most journeys never need it.
    pub rare: bool,
    /// What it is when it is not there.
    pub default: Value,
    /// What kind of value it takes.
    pub shape: Shape,
    /// What stands there when it is added.
    pub start: Value,
}

/// What kind of value a field takes.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Shape {
    /// A text.
    Text {
        /// Whether it has several lines.
        lines: bool,
        /// One that fits.
        example: Option<String>,
    },
    /// A number.
    Number {
        /// Whether it is whole.
        whole: bool,
        /// The least allowed.
        minimum: Option<f64>,
        /// The most allowed.
        maximum: Option<f64>,
    },
    /// A length of time, as `3d` or `1h 30m`.
    Length {
        /// One that fits.
        example: Option<String>,
    },
    /// Yes or no.
    Switch,
    /// One of some words.
    Choice {
        /// The words.
        options: Vec<Choice>,
    },
    /// A condition: rows or text.
    Condition {
        /// What it means that there is none.
        empty: Words,
    },
    /// An expression or a script.
    Expression {
        /// Whether it has several lines.
        lines: bool,
    },
    /// The name of something that stands elsewhere in the journey.
    Name {
        /// Of what.
        of: Named,
    },
    /// Several fields.
    Group {
        /// The fields.
        fields: Vec<Field>,
    },
    /// The texts of a message in one language, shown as a customer reads them.
    Texts {
        /// The fields.
        fields: Vec<Field>,
    },
    /// One of several forms, told by its tag.
    OneOf {
        /// The forms.
        ways: Vec<Variant>,
    },
    /// Stretches of a week, painted hour by hour or listed.
    Week {
        /// What each stretch is, where they are listed.
        item: Box<Shape>,
        /// What a new stretch starts as.
        start: Value,
    },
    /// A list.
    List {
        /// What each item is.
        item: Box<Shape>,
        /// What a new item starts as.
        start: Value,
    },
    /// Values by name.
    Table {
        /// What each value is.
        item: Box<Shape>,
        /// What a new value starts as.
        start: Value,
        /// Whether the names are languages.
        languages: bool,
    },
}

/// One word of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Choice {
    /// What stands in the file.
    pub value: String,
    /// What people call it.
    pub words: Words,
}

/// One form of several.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Variant {
    /// Its tag in the file.
    pub tag: String,
    /// What people call it.
    pub words: Words,
    /// What it holds; none where the tag alone says it.
    pub shape: Option<Shape>,
    /// The whole value, tag and all, that choosing it starts with.
    pub start: Value,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Named {
    /// An event of the settings, or a built-in one.
    Event,
    /// A calendar of the settings.
    Calendar,
    /// An offer of the settings.
    Offer,
    /// A connector of the settings.
    Connector,
    /// A customer attribute, without `customer.`.
    Attribute,
    /// A context key, without `context.`.
    Context,
    /// A full name: `customer.x`, `context.y`.
    Variable,
    /// A consent of the settings.
    Purpose,
    /// Another step of the journey.
    Step,
    /// A goal that a step or an exit rule reaches.
    Goal,
}

/// Returns the form of a kind's configuration; empty for a kind this build does not know.
pub fn of_kind(id: &str) -> Vec<Field> {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let root = Kind::schema(id, &mut generator).map(Value::from).unwrap_or_default();
    read::fields(&root, &Value::Object(generator.take_definitions(true)))
}

/// Returns the form of the journey's settings.
pub fn of_settings() -> Vec<Field> {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let root = Value::from(generator.subschema_for::<Settings>());
    read::fields(&root, &Value::Object(generator.take_definitions(true)))
}

/// Returns what a kind is for; the English is its type's own description.
pub fn kind_help(id: &str) -> Words {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let root = Kind::schema(id, &mut generator).map(Value::from).unwrap_or_default();
    let definitions = generator.take_definitions(true);
    let name = root["$ref"].as_str().and_then(|to| to.rsplit('/').next()).unwrap_or_default();
    let english = definitions.get(name).and_then(|type_of| type_of["description"].as_str());
    let japanese = kinds::HELP.iter().find(|(kind, _)| *kind == id).map_or("", |(_, help)| help);
    Words::new(english.unwrap_or_default().replace('`', "\""), japanese)
}

#[cfg(test)]
mod tests;
