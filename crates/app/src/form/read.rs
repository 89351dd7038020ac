//! From schema to form. Knows the few ways in which the types of the file write themselves as schemas, and no more.

use serde_json::{Value, json};

use super::words::{condition, expression, help, label, named, order, rare, week};
use super::{Choice, Field, Shape, Variant};

/// Returns the fields of a type that the schema refers to.
pub(super) fn fields(root: &Value, definitions: &Value) -> Vec<Field> {
    match shape(root, "", definitions) {
        Shape::Group { fields } => fields,
        Shape::Text { .. }
        | Shape::Number { .. }
        | Shape::Length { .. }
        | Shape::Switch
        | Shape::Choice { .. }
        | Shape::Condition { .. }
        | Shape::Expression { .. }
        | Shape::Name { .. }
        | Shape::Texts { .. }
        | Shape::OneOf { .. }
        | Shape::Week { .. }
        | Shape::List { .. }
        | Shape::Table { .. } => Vec::new(),
    }
}

/// Returns the shape of a schema; `path` names the type, or the field within one, as the words know it.
fn shape(schema: &Value, path: &str, definitions: &Value) -> Shape {
    if let Some(of) = named(path) {
        return Shape::Name { of };
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|to| to.rsplit('/').next()) {
        return shape(&definitions[name], name, definitions);
    }
    if let Some(empty) = condition(path) {
        return Shape::Condition { empty };
    }
    if let Some(lines) = expression(path) {
        return Shape::Expression { lines };
    }
    if path == "Label" {
        return Shape::Text { lines: false, example: None };
    }
    if path == "Span" {
        return Shape::Length { example: schema["examples"][0].as_str().map(str::to_owned) };
    }
    if let Some(of) = given(schema) {
        return shape(of, path, definitions);
    }
    if let Some(ways) = schema["oneOf"].as_array() {
        return one_of(ways, path, definitions);
    }
    if schema["properties"].is_object() {
        let fields = group(schema, path, definitions);
        return if path == "Template" { Shape::Texts { fields } } else { Shape::Group { fields } };
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").cloned(),
        other => Some(other.clone()),
    };
    match kind.as_ref().and_then(Value::as_str).unwrap_or("string") {
        "boolean" => Shape::Switch,
        "integer" => number(schema, true),
        "number" => number(schema, false),
        "array" => {
            let item = shape(&schema["items"], &format!("{path}[]"), definitions);
            let start = start(&item);
            let item = Box::new(item);
            if week(path) { Shape::Week { item, start } } else { Shape::List { item, start } }
        }
        "object" => {
            let item = shape(&schema["additionalProperties"], &format!("{path}{{}}"), definitions);
            let languages = path.ends_with(".templates") || path.ends_with(".label");
            Shape::Table { start: start(&item), item: Box::new(item), languages }
        }
        _ => {
            let example = schema["examples"][0].as_str().map(str::to_owned);
            let lines = path == "Template.body" || path == "TaskCreate.payload";
            Shape::Text { lines, example }
        }
    }
}

/// Returns what an optional value is when it is there.
fn given(schema: &Value) -> Option<&Value> {
    let ways = schema["anyOf"].as_array()?;
    ways.iter().find(|way| way["type"] != "null")
}

fn number(schema: &Value, whole: bool) -> Shape {
    let (minimum, maximum) = (schema["minimum"].as_f64(), schema["maximum"].as_f64());
    Shape::Number { whole, minimum, maximum }
}

fn group(schema: &Value, path: &str, definitions: &Value) -> Vec<Field> {
    let required = |key: &str| {
        let list = schema["required"].as_array();
        list.into_iter().flatten().any(|name| name == key)
    };
    let properties = schema["properties"].as_object().into_iter().flatten();
    let mut fields: Vec<Field> = properties
        .map(|(key, property)| {
            let place = format!("{path}.{key}");
            let shape = shape(property, &place, definitions);
            let default = property["default"].clone();
            let optional = !required(key) && default.is_null();
            let start = if default.is_null() { start(&shape) } else { default.clone() };
            let english = property["description"].as_str().unwrap_or_default();
            Field {
                label: label(&place, key),
                help: help(&place, english),
                rare: rare(&place),
                key: key.clone(),
                optional,
                default,
                shape,
                start,
            }
        })
        .collect();
    fields.sort_by_key(|field| order(&format!("{path}.{}", field.key)));
    fields
}

/// A choice where every way is a word; else forms told by their tags.
fn one_of(ways: &[Value], path: &str, definitions: &Value) -> Shape {
    let word = |way: &Value| way["const"].as_str().map(str::to_owned);
    let words: Option<Vec<String>> = ways.iter().map(word).collect();
    let called = |tag: &str| label(&format!("{path}={tag}"), tag);
    if let Some(words) = words {
        let option = |value: String| Choice { words: called(&value), value };
        return Shape::Choice { options: words.into_iter().map(option).collect() };
    }
    let variant = |way: &Value| match word(way) {
        Some(tag) => Variant { words: called(&tag), start: json!(tag), tag, shape: None },
        None => tagged(way, path, definitions),
    };
    Shape::OneOf { ways: ways.iter().map(variant).collect() }
}

fn tagged(way: &Value, path: &str, definitions: &Value) -> Variant {
    let property = way["properties"].as_object().and_then(|properties| properties.iter().next());
    let (tag, inner) = property.map_or(("", &Value::Null), |(tag, inner)| (tag.as_str(), inner));
    let inner = shape(inner, &format!("{path}.{tag}"), definitions);
    let words = label(&format!("{path}={tag}"), tag);
    Variant { words, start: json!({ tag: start(&inner) }), tag: tag.to_owned(), shape: Some(inner) }
}

/// Returns what a value of this shape starts as.
fn start(shape: &Shape) -> Value {
    match shape {
        Shape::Text { example, .. } | Shape::Length { example } => {
            json!(example.clone().unwrap_or_default())
        }
        Shape::Number { minimum, .. } => json!(minimum.unwrap_or(0.0) as i64),
        Shape::Switch => json!(false),
        Shape::Choice { options } => json!(options.first().map(|option| &option.value)),
        Shape::Condition { .. } | Shape::Expression { .. } | Shape::Name { .. } => json!(""),
        Shape::Group { fields } | Shape::Texts { fields } => {
            let needed = fields.iter().filter(|field| !field.optional && field.default.is_null());
            needed.map(|field| (field.key.clone(), field.start.clone())).collect()
        }
        Shape::OneOf { ways } => ways.first().map(|way| way.start.clone()).unwrap_or_default(),
        Shape::Week { .. } | Shape::List { .. } => json!([]),
        Shape::Table { .. } => json!({}),
    }
}
