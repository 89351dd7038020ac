use journey::document::Journey;
use journey::id::NodeId;
use journey::notation::node;
use journey::settings::{Population, read};
use journey::value::Type;
use serde_json::{Value, json};

use super::propose::shapes;
use super::{Portrait, SampleCustomers, Seen, people};

/// 2026-11-23T00:00Z.
const NOW: i64 = 1_795_392_000_000;

fn journey(settings: Value) -> Journey {
    let mut journey = crate::samples::sample("cart-recovery").unwrap();
    journey.nodes.clear();
    journey.edges.clear();
    journey.settings = settings.as_object().unwrap().clone();
    journey
}

fn portrait<'a>(of: &'a SampleCustomers, name: &str) -> &'a Portrait {
    of.attributes.iter().find(|it| it.name == name).unwrap()
}

#[test]
fn every_sample_journey_is_described() {
    for sample in crate::samples::samples() {
        let journey = crate::samples::sample(&sample.id).unwrap();
        let people = people(&journey, None, NOW);
        assert_eq!((people.samples, &people.refused), (10_000, &None), "{}", sample.id);
        for Portrait { name, seen, missing, .. } in &people.attributes {
            let counted = match seen {
                Seen::Each { counts } => counts.iter().map(|(_, count)| count).sum::<u32>(),
                Seen::Stretches { counts, .. } => counts.iter().sum(),
                Seen::Texts { .. } => continue,
                Seen::Nothing => panic!("{}: nobody has {name}", sample.id),
            };
            assert_eq!(counted + missing, 10_000, "{}: {name}", sample.id);
        }
        // What is said already is not said anew.
        let kept: Population = serde_json::from_value(people.proposed).unwrap();
        assert_eq!(Some(kept), read(&journey.settings).0.population, "{}", sample.id);
    }
}

#[test]
fn a_journey_that_says_nothing_gets_customers_that_can_be_made() {
    let kinds = Type::ALL.map(|kind| {
        let closed = matches!(kind, Type::Category | Type::Tags);
        let values = if closed { json!(["a", "b", "c"]) } else { json!([]) };
        (format!("its_{kind}"), json!({"type": kind, "values": values}))
    });
    let mut settings = json!({ "attributes": serde_json::Map::from_iter(kinds) });
    settings["attributes"]["never"] = json!({"type": "category"});
    settings["events"] =
        json!({"signup": {"properties": {"device": {"type": "text"}}}, "other": {}});
    let mut bare = journey(settings.clone());
    let mut entry = node("entry.event");
    entry.config.insert("event".to_owned(), json!("signup"));
    bare.nodes.insert(NodeId::from("nod_entry"), entry.into());
    let before = people(&bare, None, NOW);
    assert_eq!(before.samples, 0);
    assert!(before.refused.is_some());
    assert_eq!(before.attributes.len(), 9);

    settings["population"] = before.proposed.clone();
    bare.settings = settings.as_object().unwrap().clone();
    let after = people(&bare, None, NOW);
    assert_eq!((after.samples, after.refused), (10_000, None));
    for portrait in after.attributes.iter().filter(|it| it.name != "never") {
        assert_ne!(portrait.seen, Seen::Nothing, "{}", portrait.name);
    }
    assert_eq!(portrait(&people(&bare, None, NOW), "never").seen, Seen::Nothing);
    let proposed: Population = serde_json::from_value(before.proposed).unwrap();
    let events: Vec<&str> = proposed.events.iter().map(|it| it.event.as_str()).collect();
    assert_eq!(events, ["signup"]);
    assert!(proposed.events[0].properties.contains_key("device"));
    assert_eq!(after.proposed, serde_json::to_value(proposed).unwrap());
}

#[test]
fn a_persona_is_seen_alone() {
    let journey = journey(json!({
        "attributes": {"vip": {"type": "boolean"}, "age": {"type": "integer"}},
        "population": {
            "customers": 10,
            "attributes": {
                "vip": {"of": {"percent": 0}},
                "age": {"of": {"uniform": {"from": 1, "to": 1000}}},
            },
            "personas": [{"name": "VIP", "share": 20, "attributes": {"vip": {"of": {"percent": 100}}}}],
        },
    }));
    let vip = |persona| portrait(&people(&journey, persona, NOW), "vip").seen.clone();
    let Seen::Each { counts } = vip(None) else { panic!() };
    assert!((1_800..2_200).contains(&counts[1].1), "{counts:?}");
    assert_eq!(vip(Some(0)), Seen::Each { counts: vec![("true".to_owned(), 10_000)] });
    assert_eq!(vip(Some(7)), vip(None));
    let Seen::Stretches { from, to, counts } =
        portrait(&people(&journey, None, NOW), "age").seen.clone()
    else {
        panic!()
    };
    assert_eq!((from.as_str(), to.as_str(), counts.len()), ("1", "1000", 24));
    // Each stretch holds about a 24th: within six standard deviations of 20.
    assert!(counts.iter().all(|&count| (297..537).contains(&count)), "{counts:?}");
}

#[test]
fn what_does_not_fit_is_named() {
    let refused_at = |population: Value| {
        let people = people(
            &journey(json!({
                "attributes": {"age": {"type": "integer"}},
                "events": {"signup": {"properties": {"device": {"type": "text"}}}},
                "population": population,
            })),
            None,
            NOW,
        );
        assert!(people.refused.is_some());
        people.refused_at
    };
    let wrong = json!({"of": {"pattern": "x"}});
    assert_eq!(refused_at(Value::Null), None);
    let age = json!({"customers": 1, "attributes": {"age": wrong}});
    assert_eq!(refused_at(age).unwrap(), "age");
    let shares = json!({"customers": 1, "personas": [{"name": "A", "share": 101}]});
    assert_eq!(refused_at(shares).unwrap(), "personas");
    let hours = json!({"customers": 1, "events": [{"event": "signup", "mean": 1, "hours": [1]}]});
    assert_eq!(refused_at(hours).unwrap(), "signup");
    let device = json!({"device": {"of": {"percent": 1}}});
    let property = json!([{"event": "signup", "mean": 1, "properties": device}]);
    let property = json!({"customers": 1, "events": property});
    assert_eq!(refused_at(property).unwrap(), "event 0 signup.device");
}

#[test]
fn the_shapes_offered_are_those_that_can_be_drawn_from() {
    let spreads = [
        ("pattern", json!("x{n}")),
        ("weights", json!({"1": 1})),
        ("percents", json!({"1": 50})),
        ("percent", json!(50)),
        ("uniform", json!({"from": 0, "to": 9})),
        ("normal", json!({"mean": 5, "deviation": 1, "from": 0, "to": 9})),
        ("lognormal", json!({"median": 5, "p90": 9})),
        ("between", json!({"from": "2026-01-01", "to": "2026-12-31"})),
    ];
    for kind in Type::ALL {
        for (tag, value) in &spreads {
            let mut value = value.clone();
            if *tag == "weights" && matches!(kind, Type::Date | Type::Instant) {
                value = json!({"2026-01-01": 1});
            }
            let values =
                if matches!(kind, Type::Category | Type::Tags) { json!(["1"]) } else { json!([]) };
            let journey = journey(json!({
                "attributes": {"it": {"type": kind, "values": values}},
                "population": {"customers": 1, "attributes": {"it": {"of": {(*tag): value}}}},
            }));
            let people = people(&journey, None, NOW);
            let offered = shapes(kind).contains(tag);
            // Some that can be drawn from say the same as another, only less well.
            let same = *tag == "weights" && matches!(kind, Type::Boolean | Type::Tags);
            if !same {
                assert_eq!(people.refused.is_none(), offered, "{kind} {tag}: {:?}", people.refused);
            }
        }
    }
}
