//! Every kind has a form, and every field and choice of every form its words in both languages.

use journey::kind::Kind;
use serde_json::json;

use super::*;

/// Calls `each` with every field and every choice of some fields, however deep.
fn walk(fields: &[Field], path: &str, each: &mut impl FnMut(&str, &Words, Option<&Words>)) {
    for field in fields {
        let path = format!("{path}/{}", field.key);
        each(&path, &field.label, Some(&field.help));
        walk_shape(&field.shape, &path, each);
    }
}

fn walk_shape(shape: &Shape, path: &str, each: &mut impl FnMut(&str, &Words, Option<&Words>)) {
    match shape {
        Shape::Group { fields } | Shape::Texts { fields } => walk(fields, path, each),
        Shape::OneOf { ways } => {
            for way in ways {
                let path = format!("{path}={}", way.tag);
                each(&path, &way.words, None);
                if let Some(shape) = &way.shape {
                    walk_shape(shape, &path, each);
                }
            }
        }
        Shape::Choice { options } => {
            for option in options {
                each(&format!("{path}={}", option.value), &option.words, None);
            }
        }
        Shape::Week { item, .. } | Shape::List { item, .. } | Shape::Table { item, .. } => {
            walk_shape(item, path, each);
        }
        Shape::Text { .. }
        | Shape::Length { .. }
        | Shape::Number { .. }
        | Shape::Switch
        | Shape::Condition { .. }
        | Shape::Expression { .. }
        | Shape::Name { .. } => {}
    }
}

#[test]
fn every_field_and_choice_has_its_words_in_both_languages() {
    let mut seen = 0;
    let mut missing = Vec::new();
    let mut each = |path: &str, words: &Words, help: Option<&Words>| {
        seen += 1;
        let bare = path.rsplit(['/', '=']).next().unwrap_or_default();
        let named = words.ja != bare && !words.en.is_empty();
        let helped = help.is_none_or(|help| !help.en.is_empty() && !help.ja.is_empty());
        if !named || !helped {
            missing.push(path.to_owned());
        }
    };
    for id in Kind::ids() {
        walk(&of_kind(id), id, &mut each);
    }
    walk(&of_settings(), "settings", &mut each);
    assert!(seen > 200, "only {seen} fields");
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_kind_has_a_form_and_help() {
    for id in Kind::ids() {
        assert!(!of_kind(id).is_empty(), "{id} has no fields");
        assert!(kinds::HELP.iter().any(|(kind, _)| kind == id), "{id} has no help");
    }
    assert!(of_kind("hologram").is_empty());
}

#[test]
fn a_form_is_in_the_order_of_thought_and_knows_what_stands_elsewhere() {
    let form = of_kind("wait.event");
    let keys: Vec<&str> = form.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(keys, ["events", "window", "look_back"]);
    let Shape::List { item, .. } = &form[0].shape else { panic!("{:?}", form[0]) };
    let Shape::Group { fields } = item.as_ref() else { panic!("{item:?}") };
    let event = fields.iter().find(|field| field.key == "event").unwrap();
    assert_eq!(event.shape, Shape::Name { of: Named::Event });
}

/// A person chooses a step or a goal by its name; nobody knows a step's id.
#[test]
fn what_a_guardian_names_is_chosen() {
    let settings = Shape::Group { fields: of_settings() };
    let Some(Shape::List { item, .. }) = at(&settings, &["guardians"]) else { panic!() };
    for (way, of) in [("step", Named::Step), ("goal", Named::Goal)] {
        for rule in [["within", "target"], ["before", "first"], ["before", "then"]] {
            let found = at(item, &["rule", rule[0], rule[1], way]);
            assert_eq!(found, Some(&Shape::Name { of }), "{rule:?} {way}");
        }
        let Some(Shape::List { item, .. }) = at(item, &["rule", "never", "any_of"]) else {
            panic!()
        };
        assert_eq!(at(item, &[way]), Some(&Shape::Name { of }));
    }
}

/// What the inspector puts into a field that is added must be something that the kind can read.
#[test]
fn what_a_field_starts_as_can_be_read() {
    for id in Kind::ids() {
        for field in of_kind(id) {
            let mut config = Kind::default_config(id).unwrap();
            config.insert(field.key.clone(), field.start.clone());
            let kind = (*id).to_owned();
            let node = journey::document::Node { kind, config, ..Default::default() };
            let read = Kind::read(&node);
            assert!(read.is_ok(), "{id}.{}: {} gives {read:?}", field.key, field.start);
        }
    }
}

#[test]
fn choosing_another_form_gives_a_whole_value() {
    let form = of_kind("entry.audience");
    let schedule = form.iter().find(|field| field.key == "schedule").unwrap();
    let Shape::OneOf { ways } = &schedule.shape else { panic!("{schedule:?}") };
    assert_eq!(ways[0].start, json!({"once": "2026-11-22T09:00"}));
}

/// Returns the shape of what stands at a pointer.
fn at<'a>(shape: &'a Shape, parts: &[&str]) -> Option<&'a Shape> {
    let Some((first, rest)) = parts.split_first() else { return Some(shape) };
    match shape {
        Shape::Group { fields } => {
            at(&fields.iter().find(|field| field.key == *first)?.shape, rest)
        }
        Shape::OneOf { ways } => {
            at(ways.iter().find(|way| way.tag == *first)?.shape.as_ref()?, rest)
        }
        Shape::List { item, .. } | Shape::Table { item, .. } => at(item, rest),
        _ => None,
    }
}

/// What the designer shows as rows must be what the checker takes for a condition, and nothing else may be.
#[test]
fn a_field_is_a_condition_where_a_condition_is_read() {
    let mut seen = [0, 0];
    for sample in crate::samples::samples() {
        let journey = crate::samples::sample(&sample.id).unwrap();
        let read = journey.nodes.values().filter_map(|node| Some((node, Kind::read(node).ok()?)));
        let steps = read.flat_map(|(node, kind)| {
            kind.expressions().into_iter().map(|it| (of_kind(&node.kind), it))
        });
        let settings = journey::settings::read(&journey.settings).0;
        let own = settings.expressions().into_iter().map(|mut it| {
            it.field = it.field.replacen("/settings", "", 1);
            (of_settings(), it)
        });
        for (fields, it) in steps.chain(own) {
            let parts: Vec<&str> = it.field.split('/').skip(1).collect();
            let form = Shape::Group { fields };
            let shape = at(&form, &parts).unwrap_or_else(|| panic!("no field {}", it.field));
            let is_condition = it.expected == journey::kind::Expected::Boolean;
            assert_eq!(matches!(shape, Shape::Condition { .. }), is_condition, "{}", it.field);
            seen[usize::from(is_condition)] += 1;
        }
    }
    assert!(seen[0] > 10 && seen[1] > 10, "{seen:?}");
}

#[test]
fn a_length_of_time_is_no_mere_text() {
    let field =
        |id: &str, key: &str| of_kind(id).into_iter().find(|field| field.key == key).unwrap();
    for (id, key) in [("wait.time", "for"), ("wait.event", "window"), ("task.create", "due")] {
        assert!(matches!(field(id, key).shape, Shape::Length { .. }), "{id}.{key}");
    }
    let lifetime = of_settings().into_iter().find(|field| field.key == "lifetime").unwrap();
    assert!(matches!(lifetime.shape, Shape::Length { .. }));
}
