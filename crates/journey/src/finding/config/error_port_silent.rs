//! An error that leads straight to an end, with no message and no task: nobody learns of it.

use serde_json::{Map, Value, json};

use crate::document::{Journey, Label};
use crate::edit::{Edit, Position};
use crate::finding::config::leads_to_end;
use crate::finding::{Finding, Severity, Text, View};
use crate::id::{NodeId, PortName};
use crate::kind::{Kind, Role};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "error_port_silent",
    severity: Severity::Warning,
    en: "When this step fails (“{port}”), the journey just ends and nobody learns of it. Add a message or a task.",
    ja: "失敗したとき（出口「{port}」）、だれにも知らされずに終了します。メッセージかタスクを追加してください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, _, _) in view.nodes() {
        for port in view.sure_ports(id).unwrap_or_default() {
            if port.role == Role::Error && leads_to_end(view, id, &port.name) {
                let fix = task(view, id, &port.name);
                findings.push(Finding::of(&TEXT).at(id).port(&port.name).maybe_fix(fix));
            }
        }
    }
    findings
}

/// Returns an edit that gives the failure to a team that has tasks in this journey already; which other team would
/// care, only people know.
fn task(view: &View, from: &NodeId, port: &PortName) -> Option<Edit> {
    let mut tasks = view.nodes().filter_map(|(_, _, kind)| match kind {
        Kind::TaskCreate(task) if !task.team.is_empty() => Some(task),
        _ => None,
    });
    let like = tasks.next()?;
    let config = [("team", json!(like.team)), ("due", json!(like.due))];
    let config = config.map(|(name, value)| (name.to_owned(), value));
    let mut ids = (1..).map(|number| NodeId::from(format!("{from}_failed_{number}")));
    let id = ids.find(|id| !view.journey.nodes.contains_key(id))?;
    let add = Edit::AddNode {
        id: id.clone(),
        kind: "task.create".to_owned(),
        name: Label::both("Look into the failure", "失敗の確認"),
        config: Map::from_iter(config),
        position: place(view.journey, from),
    };
    let lead = Edit::Connect { from: from.clone(), port: port.clone(), to: id.clone() };
    let created = PortName::from("created");
    let end = match view.next(from, port) {
        Some(to) => Edit::Connect { from: id, port: created, to: to.clone() },
        None => Edit::MarkEnd { node: id, port: created },
    };
    Some(Edit::Together { edits: vec![add, lead, end] })
}

/// Returns a free place right of a step: below all that stands there already.
fn place(journey: &Journey, from: &NodeId) -> Option<Position> {
    /// How far right the next step stands, and how wide and high one may be, in canvas units.
    const RIGHT: f64 = 320.0;
    const WIDTH: f64 = 232.0;
    const HEIGHT: f64 = 240.0;
    let boxes = journey.layout.get("nodes")?.as_object()?;
    let at = |place: &Value| Some((place.get("x")?.as_f64()?, place.get("y")?.as_f64()?));
    let (x, y) = at(boxes.get(from.as_str())?)?;
    let x = x + RIGHT;
    let beside = boxes.values().filter_map(at).filter(|other| (other.0 - x).abs() < WIDTH);
    let y = beside.map(|(_, y)| y + HEIGHT).fold(y, f64::max);
    Some(Position { x, y })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> call crm -> end; call.error -> task -> end"#), "");
        assert_eq!(found(&TEXT, r#"entry -> call crm -> end"#), "call.error");
    }

    #[test]
    fn a_team_that_has_tasks_already_is_told() {
        let mut journey = crate::notation::journey(
            r#"entry -> call crm -> task care {"due": "4h"} -> end; call.error -> end"#,
        );
        let boxes = json!({"call": {"x": 8, "y": 16}, "task": {"x": 320, "y": 40}});
        journey.layout.insert("nodes".to_owned(), boxes);
        let findings = crate::finding::check(&journey, &Default::default());
        let fix = findings.iter().find_map(|it| it.fix.as_ref()).unwrap();
        let (mended, _) = crate::edit::apply(&journey, fix).unwrap();
        let node = &mended.nodes[&NodeId::from("call_failed_1")];
        assert_eq!((&node.config["team"], &node.config["due"]), (&json!("care"), &json!("4h")));
        assert_eq!(mended.layout["nodes"]["call_failed_1"], json!({"x": 328, "y": 280}));
    }

    #[test]
    fn without_a_team_nobody_is_named() {
        let journey = crate::notation::journey("entry -> call crm -> end");
        let findings = crate::finding::check(&journey, &Default::default());
        assert!(findings.iter().all(|it| it.code != TEXT.code || it.fix.is_none()));
    }
}
