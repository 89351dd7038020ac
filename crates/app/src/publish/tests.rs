//! Policies are read or refused with the way out; gates are readiness, sorted.

use super::*;
use crate::readiness::{Obstacle, Readiness, Remedy};

fn read(fields: &str) -> Result<Policy, crate::refused::Refused> {
    let text = format!(r#"{{"format": "tabiji.policy", "version": 1{fields}}}"#);
    Policy::read(text.as_bytes())
}

#[test]
fn a_policy_is_read_as_it_was_written() {
    let policy = read(
        r#", "coverage": 90, "approvals": 1, "accepted": [{"code": "unreachable", "node": "a", "reason": "why"}]"#,
    );
    let policy = policy.expect("a policy");
    assert_eq!(Policy::read(policy.write().as_bytes()).expect("again"), policy);
    assert_eq!(policy.reason("unreachable", Some("a")), Some("why"));
    assert_eq!(policy.reason("unreachable", Some("b")), None);
    assert_eq!(policy.reason("unreachable", None), None);
    assert_eq!(policy.reason("other", Some("a")), None);
}

#[test]
fn what_is_no_policy_says_why() {
    let code = |result: Result<Policy, crate::refused::Refused>| {
        let refused = result.expect_err("it is refused");
        assert!(!refused.message.ja.is_empty() && refused.message.ja != refused.message.en);
        refused.code
    };
    assert_eq!(code(Policy::read(b"{}")), "not_a_policy");
    assert_eq!(code(Policy::read(b"[")), "not_a_policy");
    assert_eq!(code(read(r#", "covrage": 90"#)), "not_a_policy");
    assert_eq!(code(read(r#", "coverage": 101"#)), "bad_coverage");
    assert_eq!(code(read(r#", "coverage": -1"#)), "bad_coverage");
    assert_eq!(code(read(r#", "accepted": [{"code": "x", "reason": "  "}]"#)), "no_reason");
    assert_eq!(code(read(r#", "accepted": [{"code": "x"}]"#)), "not_a_policy");
}

#[test]
fn the_stricter_of_policy_and_journey_counts() {
    let policy = read(r#", "coverage": 90"#).expect("a policy");
    let percent = |text: &str| Some(text.parse().expect("a number"));
    let mut settings = journey::settings::Settings::default();
    assert_eq!(policy.coverage(&settings), percent("90"));
    settings.coverage_target = percent("95.5");
    assert_eq!(policy.coverage(&settings), percent("95.5"));
    assert_eq!(Policy::default().coverage(&settings), percent("95.5"));
}

#[test]
fn every_obstacle_stands_at_its_gate() {
    let obstacle = |gate, blocks| Obstacle {
        code: "x".to_owned(),
        blocks,
        text: Words::new("en", "ja"),
        place: Remedy::Problems,
        gate,
    };
    let states = |items: Vec<Obstacle>, missing| -> Vec<State> {
        let ready = !items.iter().any(|it| it.blocks);
        gates(&Readiness { ready, items }, missing).into_iter().map(|it| it.state).collect()
    };
    use State::{Failed, Open, Passed, Unknown};
    assert_eq!(states(Vec::new(), 0), [Passed; 7]);
    for (place, gate) in Gate::ALL.into_iter().enumerate().skip(1) {
        let found = states(vec![obstacle(gate, true), obstacle(gate, false)], 0);
        let failed = found.iter().enumerate().filter(|(_, state)| **state == Failed);
        assert_eq!(failed.map(|(place, _)| place).collect::<Vec<_>>(), [place]);
        assert_eq!(states(vec![obstacle(gate, false)], 0), [Passed; 7], "worth a look only");
    }
    let broken = states(vec![obstacle(Gate::Findings, true)], 1);
    assert_eq!(broken, [Failed, Unknown, Unknown, Unknown, Unknown, Passed, Open]);
}
