//! Two ports of a node have one name: nobody can tell which of them an edge means.

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View, fix};
use crate::id::{NodeId, PortName};
use crate::kind::{Kind, repeated};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "duplicate_port",
    severity: Severity::Error,
    en: "Two exits of this step are called “{port}”, so it is unclear where they lead. Rename one of them.",
    ja: "出口「{port}」が2つあり、どちらの接続か区別できません。名前を変えてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let each = |(&id, kind): (&&NodeId, &Kind)| {
        let names = repeated(&kind.ports());
        let finding = |port: &PortName| {
            Finding::of(&TEXT).at(id).port(port).maybe_fix(remove(view, id, kind, port))
        };
        names.iter().map(finding).collect::<Vec<_>>()
    };
    view.kinds.iter().flat_map(|(id, kind)| each((id, kind))).collect()
}

/// Returns the edit that removes the later of the two where it says nothing that the earlier does not. To
/// rename it would leave an exit that leads nowhere.
fn remove(view: &View, id: &NodeId, kind: &Kind, port: &PortName) -> Option<Edit> {
    let (list, called): (_, Vec<bool>) = match kind {
        Kind::GateContact(gate) => {
            ("channels", gate.channels.iter().map(|it| it.name() == port.as_str()).collect())
        }
        Kind::Branch(branch) => {
            ("arms", branch.arms.iter().map(|it| it.name == port.as_str()).collect())
        }
        Kind::WaitEvent(wait) => {
            ("events", wait.events.iter().map(|it| it.name == port.as_str()).collect())
        }
        _ => return None,
    };
    let first = called.iter().position(|same| *same)?;
    let last = called.iter().rposition(|same| *same).filter(|last| *last > first)?;
    let field = |place: usize| format!("/config/{list}/{place}");
    let says = |place: usize| fix::written(view, Some(id), &field(place));
    (says(first) == says(last)).then(|| fix::put(Some(id), &field(last), None)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        assert_eq!(found(&TEXT, r#"entry -> branch{a: true, b: true} -> end"#), "");
        assert_eq!(
            found(&TEXT, r#"entry -> branch{a: true, a: true, otherwise: true} -> end"#),
            "branch.a; branch.otherwise"
        );
        assert_eq!(found(&TEXT, r#"entry -> gate email email -> end"#), "gate.email");
    }
}
