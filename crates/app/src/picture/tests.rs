//! Pictures: well-formed, the same each time, with every text as text and nothing but what pictures are made of.

use std::collections::{BTreeMap, BTreeSet};

use journey::document::Journey;
use journey::kind::Kind;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::{Value, json};

use super::*;

/// An element, its attributes, and the texts in it.
#[derive(Debug, Default)]
struct Found {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
}

/// Reads a picture strictly: every letter allowed, every end where it belongs, only known references.
fn read(svg: &str) -> Vec<Found> {
    assert!(svg.chars().all(|it| matches!(it, '\n' | ' '..='\u{fffd}' | '\u{10000}'..)));
    let mut reader = Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let (mut found, mut open): (Vec<Found>, Vec<usize>) = (Vec::new(), Vec::new());
    let element = |start: &BytesStart<'_>| {
        let attributes = start.attributes().map(|it| {
            let it = it.expect("an attribute, once");
            (it.key.as_ref().to_owned(), unescaped(&it.value))
        });
        let name = start.name().as_ref().to_owned();
        Found { name, attributes: attributes.collect(), text: String::new() }
    };
    loop {
        match reader.read_event().expect("well formed") {
            Event::Start(start) => {
                open.push(found.len());
                found.push(element(&start));
            }
            Event::Empty(start) => found.push(element(&start)),
            Event::End(_) => drop(open.pop()),
            Event::Text(text) => {
                if let Some(&at) = open.last() {
                    found[at].text.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                let at = *open.last().expect("inside an element");
                found[at].text.push_str(&unescaped(&format!("&{};", &*name)));
            }
            Event::Eof => break,
            other => panic!("{other:?} has no business in a picture"),
        }
    }
    assert!(open.is_empty());
    found
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).expect("known references").into_owned()
}

fn texts(svg: &str) -> BTreeSet<String> {
    let found = read(svg).into_iter();
    found.filter(|it| it.name == "text").map(|it| it.text).collect()
}

fn journey_of(file: Value) -> Journey {
    journey::format::read(file.to_string().as_bytes()).expect("a journey").0
}

/// Every kind of step, notes, groups, lanes; every name and every text is the same.
fn full_of(text: &str) -> Journey {
    let id = |place: usize| format!("nod_{place}");
    let kinds = Kind::ids().iter().copied().chain(["hologram"]).enumerate();
    let nodes: BTreeMap<String, Value> = kinds
        .clone()
        .map(|(place, kind)| (id(place), json!({"kind": kind, "name": text, "note": text})))
        .collect();
    let places: BTreeMap<String, Value> =
        kinds.map(|(place, _)| (id(place), json!({"x": 320 * place, "y": 0}))).collect();
    journey_of(json!({
        "format": "tabiji.journey", "version": 1, "id": "jny_full", "name": text, "note": text,
        "nodes": nodes,
        "edges": {"nod_0": {"out": "nod_3"}, "nod_20": {text: "nod_5"}},
        "layout": {
            "nodes": places,
            "notes": {"note_1": {"x": 0, "y": 400, "width": 240, "height": 120, "text": text, "tint": text}},
            "groups": {
                "group_1": {"x": 0, "y": 600, "width": 300, "height": 200, "name": text},
                "group_2": {"x": 400, "y": 600, "width": 300, "height": 200, "name": text, "collapsed": ["nod_0"]},
            },
        },
    }))
}

#[test]
fn a_picture_shows_every_step_its_setting_its_ways_and_its_wires() {
    let journey = crate::samples::sample("cart-recovery").unwrap();
    for (lang, step, way) in [
        (Lang::Ja, "カートに商品を残した", "送信済み"),
        (Lang::En, "Goods left in the cart", "sent"),
    ] {
        let picture = picture(&journey, Look { lang, ..Look::default() });
        let texts = texts(&picture.svg);
        assert!(texts.contains(step) && texts.contains(way), "{texts:?}");
        let found = read(&picture.svg);
        let wires =
            found.iter().filter(|it| it.attributes.get("fill").is_some_and(|fill| fill == "none"));
        let wires = wires.filter(|it| !it.attributes.contains_key("stroke-linecap")).count();
        assert_eq!(wires, journey.edges.values().map(BTreeMap::len).sum::<usize>());
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_and_themes_differ_in_colors_only() {
    let journey = crate::samples::sample("welcome").unwrap();
    let drawn = |theme| picture(&journey, Look { theme, ..Look::default() });
    assert_eq!(drawn(Theme::Light), drawn(Theme::Light));
    let plain = |theme| {
        let svg = drawn(theme).svg;
        let parts = svg.split('#').map(|part| part.get(6..).unwrap_or(part).to_owned());
        parts.skip(1).collect::<Vec<_>>()
    };
    assert_eq!(plain(Theme::Light), plain(Theme::Dark));
    assert_ne!(drawn(Theme::Light), drawn(Theme::Dark));
    assert!(!drawn(Theme::Dark).svg.contains("#ff00ff"), "every color is in the theme");
}

#[test]
fn a_collapsed_group_is_one_card_and_its_wires_say_which_way_they_are() {
    let mut journey = journey::notation::journey("entry -> message email -> end");
    let group = json!({"g": {"x": 0, "y": 0, "width": 9, "height": 9, "name": "案内", "collapsed": ["entry", "message"]}});
    journey.layout.insert("groups".to_owned(), group);
    let texts = texts(&picture(&journey, Look { lang: Lang::Ja, ..Look::default() }).svg);
    assert!(texts.contains("案内") && texts.contains("2ステップ") && texts.contains("送信済み"));
    assert!(!texts.contains("メール"), "{texts:?}");
}

#[test]
fn lanes_are_shown_where_they_are_asked_for() {
    let journey = crate::samples::sample("welcome").unwrap();
    let shown =
        |lanes| texts(&picture(&journey, Look { lang: Lang::Ja, lanes, ..Look::default() }).svg);
    assert!(shown(true).contains("継続・推奨") && !shown(false).contains("継続・推奨"));
}

#[test]
fn an_empty_journey_is_an_empty_picture() {
    let picture = picture(&Journey::default(), Look::default());
    assert!(texts(&picture.svg).is_empty());
    assert!(picture.width > 100.0 && picture.height > 100.0);
}

#[test]
fn no_text_becomes_markup_or_leaves_its_card() {
    let hostile: Vec<String> =
        serde_json::from_str(include_str!("../../../../tests/hostile.json")).unwrap();
    assert!(hostile.len() >= 100);
    let plain = picture(&full_of("x"), Look { lanes: true, ..Look::default() });
    let shape =
        |svg: &str| -> BTreeSet<String> { read(svg).into_iter().map(|it| it.name).collect() };
    let known = shape(&plain.svg);
    for text in hostile {
        let journey = full_of(&text);
        for lang in [Lang::En, Lang::Ja] {
            let drawn = picture(&journey, Look { lang, lanes: true, ..Look::default() });
            let found = read(&drawn.svg);
            assert!(shape(&drawn.svg).is_subset(&known), "{text}");
            for it in &found {
                for (key, value) in &it.attributes {
                    let linked = key.starts_with("on") || key.contains("href") || key == "style";
                    assert!(!linked, "{text}: {key}");
                    assert!(!value.contains("example.invalid"), "{text}: {value}");
                }
            }
            // Only cards of two lines are higher than those of one.
            assert!(drawn.width == plain.width && drawn.height <= plain.height + 18.0, "{text}");
            let title = found.iter().find(|it| it.name == "title").unwrap();
            assert_eq!(title.text, crate::xml::clean(&text));
        }
    }
}
