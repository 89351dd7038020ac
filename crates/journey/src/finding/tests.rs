use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::kind::Kind;
use crate::notation::journey;

#[test]
fn every_rule_has_its_own_code_and_words_in_both_languages() {
    let mut codes = BTreeSet::new();
    for text in TEXTS {
        assert!(codes.insert(text.code), "{} comes twice", text.code);
        let (en, ja) = (text.en, text.ja);
        assert!(
            en.ends_with('.')
                && !en.contains('!')
                && en.is_ascii() | en.contains('“') | en.contains('’'),
            "{en}"
        );
        assert!(ja.ends_with('。') && !ja.contains('！'), "{ja}");
        assert!(
            ja.contains("ます")
                || ja.contains("ません")
                || ja.contains("です")
                || ja.contains("ください"),
            "{ja}"
        );
        let names = |text: &str| -> BTreeSet<String> {
            let parts = text.split('{').skip(1);
            parts.filter_map(|it| it.split('}').next()).map(str::to_owned).collect()
        };
        assert!(names(ja).is_subset(&names(en)), "{}: {en} / {ja}", text.code);
    }
}

#[test]
fn messages_are_filled() {
    let text = "entry sale -> wait soon -> branch{a: customer.aeg > 3} -> end;
                experiment{a: 10, b: 10} -> sub jny_test -> call erp";
    let findings = check(&journey(text), &BTreeMap::new());
    assert!(findings.len() > 8);
    for finding in &findings {
        for lang in [Lang::En, Lang::Ja] {
            let message = finding.message(lang);
            assert!(!message.contains('{'), "{}: {message}", finding.code);
        }
    }
}

#[test]
fn findings_are_written_with_stable_keys() {
    let findings = check(
        &journey("entry -> branch{a: customer.aeg > 3} -> goal sale -> end"),
        &BTreeMap::new(),
    );
    let written: Vec<Written> = findings.iter().map(|it| it.written(Lang::En)).collect();
    expect_test::expect![[r#"
        [
          {
            "code": "name_undeclared",
            "column": 1,
            "field": "/config/arms/0/when",
            "line": 1,
            "message": "The condition reads a name that does not exist, so it could never hold (line 1, column 1: no attribute `customer.aeg` is declared; declare it or use another; did you mean `customer.age`?). Declare the name or correct it.",
            "node": "branch",
            "severity": "error"
          }
        ]
    "#]]
    .assert_eq(&crate::format::canonical(
        &serde_json::to_value(written).unwrap(),
    ));
}

#[test]
fn a_sound_journey_has_no_findings() {
    let text = "settings {\"exit_rules\": [{\"name\": \"bought\", \"event\": \"purchase\", \"goal\": \"sale\"}]};
                entry -> branch{vip: customer.tier == \"gold\"} -> gate email -> message email -> await{bought: purchase} 3d -> goal sale -> end;
                branch.otherwise -> wait 1d -> survey -> end";
    assert_eq!(check(&journey(text), &BTreeMap::new()), []);
}

#[test]
fn an_unknown_kind_is_one_finding_and_nothing_else() {
    let mut journey = journey("entry -> wait 1d -> message email -> end");
    journey.nodes.get_mut(&"message".into()).unwrap().kind = "message.v2".to_owned();
    let findings = check(&journey, &BTreeMap::new());
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["kind_unknown"]);
    assert!(Kind::read(&journey.nodes[&"message".into()]).is_err());
}

#[test]
fn edges_without_their_nodes_are_found_and_mended() {
    let mut journey = journey("entry -> wait 1d -> message email -> end");
    journey.nodes.remove(&"end".into());
    let text = &structure::edge_missing_node::TEXT;
    assert_eq!(testing::places(text, &journey), "message.sent");
    let fix = check(&journey, &BTreeMap::new()).remove(0).fix.unwrap();
    let (mended, _) = crate::edit::apply(&journey, &fix).unwrap();
    assert_eq!(testing::places(text, &mended), "");
}

#[test]
fn sub_journeys_are_pinned_by_one_click_and_may_not_turn_in_circles() {
    let outer = journey("entry -> sub jny_inner -> end; sub.error -> end");
    let mut inner = journey("entry -> end");
    inner.id = "jny_inner".into();
    let library = BTreeMap::from([(inner.id.clone(), inner.clone())]);
    let findings = check(&outer, &library);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["sub_unpinned", "error_port_silent"]);
    let (pinned, _) = crate::edit::apply(&outer, findings[0].fix.as_ref().unwrap()).unwrap();
    let findings = check(&pinned, &library);
    assert_eq!(findings.len(), 1);
    let mut back = journey("entry -> sub jny_test -> end");
    back.id = "jny_inner".into();
    let library = BTreeMap::from([(back.id.clone(), back)]);
    let codes: Vec<&str> = check(&outer, &library).iter().map(|it| it.code).collect();
    assert!(codes.contains(&"sub_recursion"));
}

#[test]
fn dates_can_be_past_only_when_the_moment_is_known() {
    let text = "settings {\"exit_rules\": [{\"name\": \"bought\", \"event\": \"purchase\", \"goal\": \"sale\"}]};
                entry -> wait {\"at\": \"2026-11-22T09:00\"} -> message email -> end";
    let journey = journey(text);
    let (now, _) = crate::time::parse_instant("2026-11-22T09:00+09:00").unwrap();
    let codes = |now| {
        let findings = check_at(&journey, &BTreeMap::new(), now);
        findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert!(codes(None).is_empty());
    assert!(codes(Some(now - 1)).is_empty());
    assert_eq!(codes(Some(now)), ["date_past"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    #[test]
    fn the_most_broken_journey_is_checked_all_the_same(file in crate::format::tests::any_file()) {
        let (journey, _) = crate::format::read(file.to_string().as_bytes()).unwrap();
        let findings = check(&journey, &BTreeMap::new());
        prop_assert!(!findings.is_empty());
        for finding in &findings {
            prop_assert_ne!(finding.message(Lang::En), finding.message(Lang::Ja));
        }
        prop_assert!(findings.is_sorted_by_key(|finding| finding.severity));
        let mut now = journey;
        for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
            if let Ok((next, _)) = crate::edit::apply(&now, fix) {
                now = next;
            }
        }
    }
}
