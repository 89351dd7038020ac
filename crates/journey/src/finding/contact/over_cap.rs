//! More marketing on one way, within the period of a frequency cap, than the cap lets through.
//!
//! Counts what is sure to lie close together: only waits for a fixed time keep messages apart, and a way goes
//! round a loop once. So it names no way that the cap could never touch.

use std::collections::{BTreeMap, BTreeSet};

use super::messages;
use crate::finding::{Finding, Severity, Text, View};
use crate::id::{NodeId, PortName};
use crate::kind::{Kind, Message, MessageClass};
use crate::settings::{Cap, Period};
use crate::time::{DAY, Millis};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "over_cap",
    severity: Severity::Warning,
    en: "One way leads from “{first}” to this message in less than the period of the frequency cap, and with it to {count} messages where {most} may be sent; the rest are blocked. Put a longer wait between, send fewer, or raise the cap.",
    ja: "「{first}」からこのメッセージまでの経路では、送信回数の上限の期間内に{count}通になりますが、上限は{most}通です。超えた分は送られません。待機を長くするか、通数を減らすか、上限を見直してください。",
};

/// Steps looked at from one message; a way that needs more is not followed.
const MOST_STEPS: usize = 2_000;

/// Returns every finding of this rule: for each cap, the first message that goes over it.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    if view.settings.caps.is_empty() {
        return Vec::new();
    }
    let onward = onward(view);
    let mut findings = Vec::new();
    for cap in &view.settings.caps {
        let counted: BTreeSet<&NodeId> =
            messages(view).filter(|(_, message)| counts(cap, message)).map(|(id, _)| id).collect();
        let over =
            counted.iter().find_map(|first| Some((first, over(first, &counted, &onward, cap)?)));
        if let Some((first, last)) = over {
            let finding = Finding::of(&TEXT).at(last).with("first", first);
            findings.push(finding.with("count", cap.most + 1).with("most", cap.most));
        }
    }
    findings
}

fn counts(cap: &Cap, message: &Message) -> bool {
    let channel = cap.channel.is_none_or(|channel| channel == message.channel);
    channel && message.class == MessageClass::Marketing && cap.most > 0
}

/// Where a step leads by its ports, and how long it takes at least to leave by each.
type Onward<'a> = BTreeMap<&'a NodeId, Vec<(&'a NodeId, Millis)>>;

fn onward<'a>(view: &'a View) -> Onward<'a> {
    let reach = view.reach();
    let used = |id: &NodeId, port: &PortName| {
        reach.is_none_or(|reach| reach.ports.contains_key(&(id.clone(), port.clone())))
    };
    let mut onward = Onward::new();
    for (id, _, kind) in view.nodes() {
        for (port, to) in view.journey.edges.get(id).into_iter().flatten() {
            let back = matches!(view.kind(to), Some(Kind::FlowLoop(_)))
                && view.graph.downstream(to).contains(id);
            if used(id, port) && !back && is_sent(kind, port) {
                onward.entry(id).or_default().push((to, least(kind, port)));
            }
        }
    }
    onward
}

/// Returns whether a port of a message means that it was sent; other steps have no such ports.
fn is_sent(kind: &Kind, port: &PortName) -> bool {
    !matches!(kind, Kind::Message(_)) || port.as_str() == "sent"
}

/// Returns how long it takes at least to leave a step by a port.
fn least(kind: &Kind, port: &PortName) -> Millis {
    match kind {
        Kind::WaitTime(wait) => wait.duration.map_or(0, |span| span.nominal()),
        Kind::WaitEvent(wait) if port.as_str() == "timeout" => wait.window.nominal(),
        _ => 0,
    }
}

/// Returns how long a cap looks back.
fn period(cap: &Cap) -> Millis {
    match cap.per {
        Period::Rolling(span) => span.nominal(),
        Period::Day => DAY,
        Period::Week => 7 * DAY,
        Period::Month => 28 * DAY,
    }
}

/// Returns the message on a way from this one with which more were sent than the cap lets through.
///
/// Dijkstra's walk over steps and the number sent so far, by the least time since the first message.
fn over<'a>(
    first: &'a NodeId,
    counted: &BTreeSet<&'a NodeId>,
    onward: &Onward<'a>,
    cap: &Cap,
) -> Option<&'a NodeId> {
    let mut open = BTreeSet::from([(0, 1, first)]);
    let mut seen = BTreeSet::new();
    while let Some((time, sent, id)) = open.pop_first() {
        if seen.len() > MOST_STEPS || !seen.insert((id, sent)) {
            continue;
        }
        if sent > cap.most {
            return Some(id);
        }
        for &(to, takes) in onward.get(id).into_iter().flatten() {
            let (time, sent) = (time + takes, sent + u32::from(counted.contains(to)));
            if time < period(cap) {
                open.insert((time, sent, to));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let week = r#"settings {"caps": [{"most": 2, "per": {"rolling": "7d"}}]}; "#;
        let three =
            "entry -> a=message email -> wait SPAN -> b=message email -> c=message email -> end";
        let three = |span: &str| format!("{week}{}", three.replace("SPAN", span));
        assert_eq!(found(&TEXT, &three("7d")), "");
        assert_eq!(found(&TEXT, &three("6d")), "c");
        assert_eq!(found(&TEXT, &three("6d").replace("\"most\": 2", "\"most\": 3")), "");
        let receipt =
            three("6d").replace("c=message email", r#"c=message email {"class": "transactional"}"#);
        assert_eq!(found(&TEXT, &receipt), "");
        let sms = three("6d").replace("\"most\": 2", "\"most\": 2, \"channel\": \"sms\"");
        assert_eq!(found(&TEXT, &sms), "");
    }

    #[test]
    fn ways_that_part_are_counted_apart() {
        let parted = r#"settings {"caps": [{"most": 1, "per": "week"}]};
                        entry -> branch{x: customer.cart_value > 3} -> a=message email -> end;
                        branch.otherwise -> b=message email -> end"#;
        assert_eq!(found(&TEXT, parted), "");
        assert_eq!(found(&TEXT, &format!("{parted}; a.sent -> b")), "b");
        assert_eq!(found(&TEXT, &format!("{parted}; a.bounced -> b")), "", "a bounce is not sent");
    }
}
