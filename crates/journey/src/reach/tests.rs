use std::collections::BTreeMap;

use super::*;
use crate::finding::View;
use crate::notation::journey;

/// Returns the ports nobody uses, and the conditions that say so.
fn barred(notation: &str) -> String {
    let journey = journey(notation);
    let library = BTreeMap::new();
    let view = View::new(&journey, &library, None);
    let reach = Reach::of(&journey, &view.settings, &view.kinds, Start::Anywhere);
    assert!(reach.finished, "{notation}");
    let mut lines = Vec::new();
    for (id, _, kind) in view.nodes() {
        for port in kind.ports() {
            let key = (id.clone(), port.name.clone());
            if reach.ports.contains_key(&key) {
                continue;
            }
            let said = reach.why_not(&journey, id, &port.name).into_iter().map(|said| {
                format!("{}{}", if said.held { "" } else { "not " }, said.place.source)
            });
            let mut said: Vec<String> = said.collect();
            said.sort();
            lines.push(format!("{id}.{} [{}]", port.name, said.join(" & ")));
        }
    }
    lines.join("\n")
}

#[test]
fn nobody_comes_where_conditions_upstream_forbid() {
    assert_eq!(
        barred(
            "entry -> old=branch{old: customer.age >= 65} -> mail=message email -> young=branch{young: customer.age < 18} -> end; old.otherwise -> end"
        ),
        "young.young [customer.age < 18 & customer.age >= 65]"
    );
    assert_eq!(
        barred(
            "entry -> old=branch{old: customer.age >= 65} -> young=branch{young: customer.age < 18}; old.otherwise -> young -> end"
        ),
        "",
        "another way leads there"
    );
}

#[test]
fn an_earlier_arm_takes_everyone() {
    assert_eq!(
        barred("entry -> branch{a: customer.cart_value > 10, b: customer.cart_value > 20} -> end"),
        "branch.b [customer.cart_value > 20 & not customer.cart_value > 10]"
    );
    assert_eq!(
        barred("entry -> branch{a: customer.cart_value > 10, b: customer.cart_value <= 10} -> end"),
        "branch.otherwise []"
    );
}

#[test]
fn time_writing_and_events_make_forget() {
    let late = "entry -> branch{late: hour(now) > 20} -> STEP -> early=branch{early: hour(now) < 8} -> end";
    // `now` is not kept, because it moves on with every wait.
    assert_eq!(barred(&late.replace("STEP", "wait 3h")), "");
    let rich = r#"entry -> branch{rich: customer.cart_value > 100} -> STEP -> poor=branch{poor: customer.cart_value < 10} -> end"#;
    assert_eq!(
        barred(&rich.replace("STEP", "wait 3d")),
        "poor.poor [customer.cart_value < 10 & customer.cart_value > 100]"
    );
    let update = "update {customer.cart_value: customer.cart_value / 100}";
    assert_eq!(barred(&rich.replace("STEP", update)), "");
    assert_eq!(
        barred(&rich.replace("STEP", "update {customer.cart_value: 50}")),
        "poor.poor [customer.cart_value < 10]",
        "what was written is known"
    );
    let event = "entry purchase {\"when\": \"event.amount > 100\"} -> STEP -> branch{less: event.amount < 5} -> end";
    assert_eq!(
        barred(&event.replace("STEP", "message email")),
        "branch.less [event.amount < 5 & event.amount > 100]"
    );
    assert_eq!(barred(&event.replace("STEP", "wait 1d")), "");
}

#[test]
fn loops_and_many_ways_come_to_an_end() {
    let mut many = String::from("entry -> b0=branch{x: customer.age > 0}\n");
    for n in 0..30 {
        let next = n + 1;
        many += &format!(
            "b{n} -> b{next}=branch{{x: customer.age > {next}}}\nb{n}.otherwise -> b{next}\n"
        );
    }
    many += "b30 -> last=branch{x: customer.age == 7}\n b30.otherwise -> last -> end";
    assert!(!barred(&many).contains("last"), "{}", barred(&many));
    assert_eq!(
        barred(
            "entry -> again=loop 3 -> branch{a: customer.age > 3} -> wait 1d -> again; branch.otherwise -> again; again.done -> end; again.limit -> end"
        ),
        "again.done []"
    );
}

#[test]
fn consent_is_a_condition_too() {
    assert_eq!(
        barred(
            "entry -> no=branch{no: !customer.email_ok} -> message email -> end; no.otherwise -> end"
        ),
        "message.sent [!customer.email_ok & customer.email_ok]\n\
         message.bounced [!customer.email_ok & customer.email_ok]"
    );
}

#[test]
fn a_drawn_event_lacks_what_its_kind_promises() {
    let text = r#"entry -> w=await {"events": [{"name": "come", "event": "purchase", "model": MODEL}]}
                  w.come -> b=await {"events": [{"name": "blank", "event": "purchase", "when": "!is_set(event.amount)"}], "look_back": "1d"} -> end
                  again=entry purchase {"when": "!is_set(event.amount)"} -> end"#;
    assert_eq!(
        barred(&text.replace("MODEL", "null")),
        "again.out [!is_set(event.amount)]\nb.blank [!is_set(event.amount)]",
        "every recorded purchase has its amount"
    );
    let model = r#"{"response": {"chance": {"constant": 50}}, "delay": {"constant": "1h"}}"#;
    assert_eq!(barred(&text.replace("MODEL", model)), "");
}
