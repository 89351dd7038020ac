//! What other journey tools are reported to get wrong, and what happens here. `docs/defects.md` lists every case.

use std::collections::BTreeMap;

use journey::finding::{self, Severity};
use journey::notation::journey;

use crate::cover::{Answer, cover};
use crate::plan::{CompileError, compile};
use crate::simulate::Watch;
use crate::testing::{conserved, options, plan, population};

/// Returns the errors that keep a journey from having a plan.
fn refused(text: &str) -> Vec<&'static str> {
    match compile(&journey(text), &BTreeMap::new()) {
        Err(CompileError::Findings(findings)) => {
            let errors = findings.iter().filter(|it| it.severity == Severity::Error);
            errors.map(|it| it.code).collect()
        }
        Err(error) => panic!("{error}"),
        Ok(_) => Vec::new(),
    }
}

#[test]
fn two_ports_to_one_step_are_counted_apart() {
    let plan = plan(
        "entry -> b=branch{old: customer.age >= 65, young: customer.age < 20} -> end; b.young -> end; b.otherwise -> end",
    );
    let people = population(
        &plan,
        "a age=70\n a @2026-01-06T10:00 signup\n b age=10\n b @2026-01-06T10:00 signup\n
         c age=30\n c @2026-01-06T10:00 signup\n d age=31\n d @2026-01-06T10:00 signup",
    );
    let tally = conserved(&plan, &people);
    let passes = |name: &str| {
        let place = plan.ports.iter().position(|port| port.name == name);
        tally.ports[place.expect("a port")]
    };
    assert_eq!([passes("old"), passes("young"), passes("otherwise")], [1, 1, 2]);
}

#[test]
fn shares_of_99_percent_make_no_plan() {
    assert_eq!(refused("entry -> experiment{a: 49, b: 50} -> end"), ["shares_sum"]);
    assert!(refused("entry -> experiment{a: 50, b: 50} -> end").is_empty());
}

#[test]
fn a_wait_of_nothing_in_a_loop_makes_no_plan() {
    let text =
        "entry -> w=wait SPAN -> b=branch{again: customer.age > 30} -> w; b.otherwise -> end";
    let codes = refused(&text.replace("SPAN", "0s"));
    assert!(codes.contains(&"wait_not_positive"), "{codes:?}");
    assert!(refused(&text.replace("SPAN", "1d")).is_empty());
    let codes = refused("entry -> b=branch{again: customer.age > 30} -> b; b.otherwise -> end");
    assert!(codes.contains(&"cycle_unbounded"), "{codes:?}");
}

#[test]
fn more_than_75_and_less_than_25_is_found_and_proved() {
    let text = "entry -> b=branch{none: customer.age > 75 && customer.age < 25} -> end; b.otherwise -> left=end left";
    let journey = journey(text);
    let findings = finding::check(&journey, &BTreeMap::new());
    assert!(findings.iter().any(|it| it.code == "condition_never"));
    let plan = plan(text);
    let people = population(&plan, "a age=80\n a @2026-01-06T10:00 signup");
    let found = cover(&journey, &BTreeMap::new(), &people, &options(&plan), &Watch::default());
    let found = found.expect("it compiles");
    let gap = found.gaps.iter().find(|gap| gap.port.as_deref() == Some("none"));
    let answer = &gap.expect("nobody can go there").answer;
    let Answer::Impossible(because) = answer else { panic!("{answer:?}") };
    assert_eq!(because[0].condition, "customer.age > 75 && customer.age < 25");
}

#[test]
fn a_step_that_fires_its_own_entry_is_found_and_the_rehearsal_ends() {
    let text = r#"first=entry signup -> m=message email {"response": {"delivered": %100, "opened": %100@1h, "clicked": %100@1h}} -> end; again=entry {"event": "message.clicked", "reentry": "always"} -> m; settings {"reentry": "always", "concurrency": 9}"#;
    let plan = plan(text);
    let people = population(&plan, "a email_ok=true\n a @2026-01-06T10:00 signup");
    let tally = conserved(&plan, &people);
    let sent = plan.ports.iter().position(|port| port.name == "sent").expect("a port");
    // Every two hours from 10:00 on the second day, up to the end of the ninetieth.
    assert_eq!(tally.ports[sent], (89 * 24 - 10) / 2);
    let bare = r#"entry {"event": "message.clicked", "reentry": "always"} -> message email -> end"#;
    let findings = finding::check(&journey(bare), &BTreeMap::new());
    assert!(findings.iter().any(|it| it.code == "self_enrolment"));
}
