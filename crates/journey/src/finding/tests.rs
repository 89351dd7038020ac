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
            "fix": {
              "edit": "set_config",
              "node": "branch",
              "pointer": "/arms/0/when",
              "value": "customer.age > 3"
            },
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
    journey.node_mut(&"message".into()).unwrap().kind = "message.v2".to_owned();
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

/// The rules that offer a fix.
const MENDED: &[&str] = &[
    "arms_gap",
    "call_without_mock",
    "config_unknown",
    "connector_limit_zero",
    "consent_missing",
    "duplicate_port",
    "edge_into_entry",
    "edge_missing_node",
    "edge_missing_port",
    "error_port_silent",
    "function_undeclared",
    "late_step_end",
    "marketing_without_consent",
    "name_undeclared",
    "no_unsubscribe",
    "persona_shares",
    "port_unwired",
    "port_wired_and_ended",
    "quiet_gap",
    "reentry_too_soon",
    "reference_missing",
    "retries_too_many",
    "script_port_unknown",
    "self_enrolment",
    "setting_reference_missing",
    "share_negative",
    "shares_sum",
    "sub_unpinned",
    "template_missing",
    "type_mismatch",
    "variant_repeated",
    "wait_last",
];

/// For each rule with a fix, journeys that it offers one for.
const TO_MEND: &[(&str, &str)] = &[
    (
        "arms_gap",
        "entry -> branch{a: customer.cart_value > 10, b: customer.cart_value < 10} -> end; branch.b -> x=end left",
    ),
    (
        "call_without_mock",
        r#"entry -> call crm {"replies": []} -> task -> end; call.error -> task"#,
    ),
    ("config_unknown", r#"entry -> message email {"clas": "transactional"} -> end"#),
    ("config_unknown", r#"entry -> goal buy {"widow": "soon"} -> end"#),
    ("config_unknown", r#"entry -> task {"a/b": 1} -> end"#),
    (
        "connector_limit_zero",
        r#"settings {"connectors": {"a/b": {"per_minute": 0}}}; entry -> end"#,
    ),
    ("consent_missing", r#"settings {"consent": {"sms": "sms_ok"}}; entry -> end"#),
    ("consent_missing", r#"settings {"consent": {"sms": "emial_ok"}}; entry -> end"#),
    ("duplicate_port", "entry -> gate email email -> end"),
    ("duplicate_port", "entry -> branch{a: customer.age > 3, a: customer.age > 3} -> end"),
    ("edge_into_entry", "entry -> wait 1d -> entry"),
    ("edge_missing_port", "entry -> wait 1d -> end; wait.later -> end"),
    ("error_port_silent", "entry -> call crm -> task support -> end; call.error -> end"),
    ("error_port_silent", "entry -> call crm -> task support -> end"),
    ("function_undeclared", "entry -> branch{a: is_sat(customer.age)} -> end"),
    (
        "late_step_end",
        r#"settings {"exit_rules": [{"name": "x", "event": "purchase", "when": "step_end"}]}; entry -> wait 3d -> message email -> end"#,
    ),
    (
        "marketing_without_consent",
        r#"settings {"consent": {"promotion": "email_ok"}}; entry -> message line -> end"#,
    ),
    (
        "marketing_without_consent",
        r#"settings {"attributes": {"sms_ok": {"type": "boolean"}}}; entry -> message sms -> end"#,
    ),
    ("name_undeclared", "entry -> branch{a: customer.aeg > 3} -> end"),
    ("name_undeclared", "entry -> branch{a: customer.orders > 3} -> end"),
    ("name_undeclared", r#"entry -> branch{a: context.city == "Tokyo"} -> end"#),
    ("name_undeclared", "entry -> branch{a: customer.vip} -> end"),
    ("name_undeclared", "entry -> branch{a: days_since(customer.joined) > 3} -> end"),
    (
        "name_undeclared",
        r#"settings {"exit_rules": [{"name": "x", "condition": "customer.aeg > 3"}]}; entry -> end"#,
    ),
    (
        "no_unsubscribe",
        r#"entry -> message email {"templates": {"ja": {"body": "新着です"}, "en": {"body": "News"}}} -> end"#,
    ),
    (
        "no_unsubscribe",
        r#"settings {"consent": {"sms": "email_ok"}}; entry -> message sms {"templates": {"ja": {"body": "新着です"}}} -> end"#,
    ),
    (
        "persona_shares",
        r#"settings {"population": {"customers": 9, "personas": [{"name": "a", "share": 70}, {"name": "b", "share": 80}, {"name": "c", "share": -1}]}}; entry -> end"#,
    ),
    ("port_unwired", "entry -> message email? -> end"),
    ("port_wired_and_ended", "ENDED entry -> wait 1d -> end"),
    (
        "quiet_gap",
        r#"settings {"quiet_hours": {"windows": [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "22:00", "to": "24:00"}]}}; entry -> end"#,
    ),
    (
        "quiet_gap",
        r#"settings {"quiet_hours": {"windows": [{"days": ["mon", "tue", "wed", "thu", "fri", "sat"], "from": "21:00", "to": "09:00"}]}}; entry -> end"#,
    ),
    (
        "reentry_too_soon",
        r#"settings {"reentry": {"after": "1d"}}; entry -> wait 3d -> message email -> end"#,
    ),
    (
        "reference_missing",
        r#"entry purchas -> hours ofice -> call crn -> offer coupons -> task -> end; call.error -> task"#,
    ),
    (
        "reference_missing",
        r#"entry -> experiment {"goal": "byu", "arms": [{"name": "a", "share": 100}]} -> goal buy -> end"#,
    ),
    ("reference_missing", "entry -> update{context.scor: 1} -> end"),
    ("retries_too_many", r#"entry -> call crm {"retries": 11} -> task -> end; call.error -> task"#),
    ("script_port_unknown", r#"entry -> script yes no {"source": "\"yess\""} -> end"#),
    (
        "self_enrolment",
        r#"settings {"reentry": "always"}; entry {"event": "message.clicked"} -> message email -> end"#,
    ),
    (
        "setting_reference_missing",
        r#"settings {"exit_rules": [{"name": "x", "event": "purchas"}], "zone_attribute": "nam"}; entry -> end"#,
    ),
    ("share_negative", "entry -> experiment{a: -10, b: 110} -> end"),
    ("share_negative", "entry -> experiment{a: -10, b: 100} -> end"),
    ("shares_sum", "entry -> experiment{a: 33.3, b: 33.3, c: 33.3} -> end"),
    ("shares_sum", "entry -> experiment{a: 50, control: 20, holdout: 10} -> end"),
    (
        "shares_sum",
        r#"inbound {"reasons": [{"name": "bill", "share": 50}, {"name": "fault", "share": 20}]} -> end"#,
    ),
    ("template_missing", r#"settings {"locale": "en"}; entry -> message email -> end"#),
    ("type_mismatch", r#"entry -> branch{a: customer.tier == "gol"} -> end"#),
    (
        "variant_repeated",
        r#"entry -> message email {"variants": [{"name": "a", "share": 50, "templates": {"ja": {"body": "停止"}}}, {"name": "a", "share": 50, "templates": {"ja": {"body": "停止"}}}]} -> end"#,
    ),
    (
        "wait_last",
        "entry -> branch{a: customer.age > 3} -> wait 3d -> end; branch.otherwise -> wait",
    ),
];

/// What tells one finding from another.
fn place(finding: &Finding) -> String {
    format!("{} {:?} {:?} {:?}", finding.code, finding.node, finding.port, finding.field)
}

fn with_code<'a>(findings: &'a [Finding], code: &str) -> Vec<&'a Finding> {
    findings.iter().filter(|finding| finding.code == code).collect()
}

/// The law of fixes: each removes its finding and makes no new error.
fn assert_mended(journey: &crate::document::Journey, code: &str) {
    let library = BTreeMap::new();
    let before = check(journey, &library);
    let found = with_code(&before, code);
    assert!(!found.is_empty(), "{code} finds nothing: {before:#?}");
    for finding in found {
        let fix = finding.fix.as_ref().unwrap_or_else(|| panic!("no fix: {finding:?}"));
        let (mended, _) = crate::edit::apply(journey, fix).unwrap();
        let after = check(&mended, &library);
        let again = after.iter().any(|it| place(it) == place(finding));
        assert!(!again, "{code} is still there after {fix:?}");
        let known: BTreeSet<String> = before.iter().map(place).collect();
        let new = after.iter().filter(|it| it.severity == Severity::Error);
        let new: Vec<_> = new.filter(|it| !known.contains(&place(it))).collect();
        assert!(new.is_empty(), "{code}: {fix:?} makes {new:#?}");
    }
}

#[test]
fn each_fix_removes_its_finding_and_makes_no_new_error() {
    let mut tried = BTreeSet::from(["edge_missing_node", "sub_unpinned"]);
    for (code, notation) in TO_MEND {
        let mut it = journey(notation.trim_start_matches("ENDED "));
        if notation.starts_with("ENDED ") {
            it.node_mut(&"wait".into()).unwrap().ends.insert("done".into());
        }
        assert_mended(&it, code);
        tried.insert(code);
    }
    for (from, gone) in [("message", "end"), ("end", "message")] {
        let mut it = journey("entry -> wait 1d -> message email -> end; wait.done -> end");
        it.edges.entry(from.into()).or_default().insert("sent".into(), "end".into());
        it.nodes.remove(&gone.into());
        assert_mended(&it, "edge_missing_node");
    }
    assert_eq!(tried.into_iter().collect::<Vec<_>>(), MENDED);
}

/// Where a fix would have to guess, or would lose something, there is none.
#[test]
fn what_is_not_safe_is_not_offered() {
    for (code, notation) in [
        (
            "arms_gap",
            "entry -> branch{a: customer.cart_value > 10, b: customer.cart_value < 10} -> end",
        ),
        ("consent_missing", r#"settings {"consent": {"sms": "name"}}; entry -> end"#),
        ("duplicate_port", "entry -> branch{a: customer.age > 3, a: customer.age < 3} -> end"),
        (
            "marketing_without_consent",
            r#"settings {"consent": {"news": "email_ok", "offers": "email_ok"}}; entry -> message line -> end"#,
        ),
        ("name_undeclared", r#"entry signup {"when": "event.amount > 3"} -> end"#),
        ("name_undeclared", "entry -> branch{a: customer.x > 3 && customer.x == true} -> end"),
        (
            "quiet_gap",
            r#"settings {"quiet_hours": {"windows": [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "06:00", "to": "24:00"}]}}; entry -> end"#,
        ),
        ("reference_missing", "entry sale -> end"),
        ("shares_sum", "entry -> experiment{a: 0, b: 0} -> end"),
        ("template_missing", r#"entry -> message email {"templates": {}} -> end"#),
        ("type_mismatch", "entry -> branch{a: customer.age} -> end"),
        ("wait_last", "entry -> wait 3d"),
        (
            "wait_last",
            r#"settings {"guardians": [{"id": "g", "name": "g", "rule": {"never": {"any_of": [{"step": "wait"}]}}}]}; entry -> wait 3d -> end"#,
        ),
    ] {
        let findings = check(&journey(notation), &BTreeMap::new());
        let found = with_code(&findings, code);
        assert!(!found.is_empty(), "{code} finds nothing: {findings:#?}");
        assert!(found.iter().all(|finding| finding.fix.is_none()), "{code}: {found:#?}");
    }
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
        for finding in findings.iter().filter(|finding| finding.fix.is_some()) {
            prop_assert!(MENDED.contains(&finding.code), "{} has no case", finding.code);
        }
        let mut now = journey;
        for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
            if let Ok((next, _)) = crate::edit::apply(&now, fix) {
                now = next;
            }
        }
    }
}
