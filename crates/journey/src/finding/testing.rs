//! How rules are tested: one line in, where the rule found something out.

use std::collections::BTreeMap;

use super::{Finding, Text, check};
use crate::document::Journey;
use crate::edit;
use crate::notation::journey;

/// Returns where a rule finds something: `node.port /field`, joined by `; `.
pub(crate) fn found(text: &Text, notation: &str) -> String {
    places(text, &journey(notation))
}

/// As [`found`], after every fix that the rule offers was applied.
pub(crate) fn mended(text: &Text, notation: &str) -> String {
    let mut journey = journey(notation);
    for finding in of_rule(text, &journey) {
        let fix = finding.fix.unwrap_or_else(|| panic!("{} offers no fix", text.code));
        journey = edit::apply(&journey, &fix).unwrap().0;
    }
    places(text, &journey)
}

/// Returns where a rule finds something in a journey.
pub(crate) fn places(text: &Text, journey: &Journey) -> String {
    let findings = of_rule(text, journey);
    findings.iter().map(place).collect::<Vec<_>>().join("; ")
}

/// Returns where a rule finds something in a journey, with others that it may name.
pub(crate) fn places_with(text: &Text, journey: &Journey, library: &[Journey]) -> String {
    let library = library.iter().map(|it| (it.id.clone(), it.clone())).collect();
    let findings = check(journey, &library).into_iter().filter(|it| it.code == text.code);
    findings.map(|finding| place(&finding)).collect::<Vec<_>>().join("; ")
}

fn of_rule(text: &Text, journey: &Journey) -> Vec<Finding> {
    let findings = check(journey, &BTreeMap::new()).into_iter();
    findings.filter(|finding| finding.code == text.code).collect()
}

fn place(finding: &Finding) -> String {
    let node = finding.node.as_ref().map_or("journey", |node| node.as_str());
    let port = finding.port.as_ref().map(|port| format!(".{port}")).unwrap_or_default();
    let field = finding.field.as_ref().map(|field| format!(" {field}")).unwrap_or_default();
    format!("{node}{port}{field}")
}
