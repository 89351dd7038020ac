//! Walks every condition and expression of a journey, and checks each against the names it may read.

use super::correction::correct;
use super::{
    condition_syntax, function_undeclared, name_undeclared, script_port_unknown, type_mismatch,
};
use crate::condition::{Code, Problem, Root, Scope, Script, Typed};
use crate::finding::{Finding, Text, View};
use crate::id::NodeId;
use crate::kind::{Expected, Expression, Kind};
use crate::lang::Lang;
use crate::settings::Settings;
use crate::value::{Attribute, Type};

/// An expression of the journey, where it stands, and what its check says.
#[derive(Clone, Debug)]
pub(crate) struct Checked {
    node: Option<NodeId>,
    field: String,
    source: String,
    /// The event whose properties alone it may read.
    event: Option<String>,
    expected: Expected,
    /// The typed expression (none for a script, whose types meet only when it runs), or what is wrong.
    pub(crate) result: Result<Option<Typed>, Vec<Problem>>,
}

impl Checked {
    /// Returns the node it stands in; none means the settings.
    pub(crate) fn node(&self) -> Option<&NodeId> {
        self.node.as_ref()
    }

    /// Returns its field: a JSON pointer.
    pub(crate) fn field(&self) -> &str {
        &self.field
    }

    /// Returns its text, as it was typed.
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    /// Returns whether the expression is the better for another text, or other names: fewer problems, none of
    /// another sort, and the type that its place needs.
    pub(super) fn is_better_as(&self, source: &str, settings: &Settings) -> bool {
        let scope = settings.scope_about(self.event());
        let before = self.result.as_ref().err().map_or(&[][..], Vec::as_slice);
        match compile(source, &self.expected, &scope) {
            Ok(Some(typed)) => unfit(self, &typed, settings).is_none(),
            Ok(None) => true,
            Err(after) => {
                let known = |it: &Problem| before.iter().any(|earlier| earlier.code == it.code);
                after.len() < before.len() && after.iter().all(known)
            }
        }
    }

    /// Returns the event that has just come when it is asked, where that is known.
    pub(crate) fn event(&self) -> Option<&str> {
        self.event.as_deref()
    }

    /// Returns a finding at this place.
    pub(crate) fn finding(&self, text: &'static Text) -> Finding {
        let finding = Finding::of(text).field(&self.field);
        match &self.node {
            Some(node) => finding.at(node),
            None => finding,
        }
    }
}

/// Checks every expression of a journey; blank ones that must be filled are another rule's business.
pub(crate) fn check_all(view: &View) -> Vec<Checked> {
    let union = view.settings.scope();
    let steps = view.nodes().flat_map(|(id, _, kind)| check_step(id, kind, &view.settings, &union));
    steps.chain(check_settings(&view.settings)).collect()
}

/// Checks every expression of one step. `union` are the names that any of its expressions may read.
pub(crate) fn check_step(
    id: &NodeId,
    kind: &Kind,
    settings: &Settings,
    union: &Scope,
) -> Vec<Checked> {
    let empty: Vec<String> =
        kind.needs().into_iter().filter(|need| !need.met).map(|need| need.field).collect();
    let filled = kind.expressions().into_iter().filter(|it| !empty.contains(&it.field));
    let check = |mut expression: Expression| {
        expression.field = format!("/config{}", expression.field);
        check_one(Some(id), expression, settings, union)
    };
    filled.map(check).collect()
}

/// Checks every expression of the settings.
pub(crate) fn check_settings(settings: &Settings) -> Vec<Checked> {
    let union = settings.scope();
    let each = settings.expressions().into_iter();
    each.map(|expression| check_one(None, expression, settings, &union)).collect()
}

/// Returns the findings of one rule about expressions.
pub(crate) fn with_code(view: &View, text: &'static Text) -> Vec<Finding> {
    let mut findings = Vec::new();
    for checked in view.expressions() {
        match &checked.result {
            Err(problems) => {
                for problem in problems.iter().filter(|it| rule_of(it.code).code == text.code) {
                    let mut finding = checked
                        .finding(text)
                        .with("problem.en", problem.message(Lang::En))
                        .with("problem.ja", problem.message(Lang::Ja))
                        .maybe_fix(correct(checked, problem, &view.settings));
                    (finding.line, finding.column) = (Some(problem.line), Some(problem.column));
                    findings.push(finding);
                }
            }
            Ok(Some(typed)) if text.code == type_mismatch::TEXT.code => {
                findings.extend(unfit(checked, typed, &view.settings));
            }
            Ok(_) => {}
        }
    }
    findings
}

/// Returns line and column, in characters from 1, of a byte offset.
pub(crate) fn position(source: &str, offset: usize) -> (u32, u32) {
    let before = source.get(..offset).unwrap_or(source);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line as u32, column as u32)
}

fn check_one(
    node: Option<&NodeId>,
    expression: Expression,
    settings: &Settings,
    union: &Scope,
) -> Checked {
    let Expression { field, source, expected, event } = expression;
    let own = event.as_ref().and_then(|event| settings.scope_of(event));
    let result = compile(&source, &expected, own.as_ref().unwrap_or(union));
    Checked { node: node.cloned(), field, source, event, expected, result }
}

fn compile(
    source: &str,
    expected: &Expected,
    scope: &Scope,
) -> Result<Option<Typed>, Vec<Problem>> {
    match expected {
        Expected::Script(ports) => {
            let ports: Vec<String> = ports.iter().map(|port| port.to_string()).collect();
            Script::compile(source, scope, &ports).map(|_| None)
        }
        Expected::Boolean | Expected::Number | Expected::TypeOf(_) | Expected::Any => {
            crate::condition::check(source, scope).map(Some)
        }
    }
}

/// Returns the rule that a problem belongs to.
fn rule_of(code: Code) -> &'static Text {
    match code {
        Code::UnknownName | Code::UnknownAttribute => &name_undeclared::TEXT,
        Code::UnknownFunction | Code::ForbiddenFunction | Code::ArgumentCount => {
            &function_undeclared::TEXT
        }
        Code::ArgumentType | Code::TypeMismatch | Code::UnknownValue => &type_mismatch::TEXT,
        Code::UnknownPort => &script_port_unknown::TEXT,
        Code::SourceTooLong
        | Code::ForbiddenCharacter
        | Code::TooDeep
        | Code::UnexpectedCharacter
        | Code::UnterminatedText
        | Code::UnterminatedComment
        | Code::BadEscape
        | Code::BadNumber
        | Code::UnexpectedToken
        | Code::NotInCondition
        | Code::BadMoment
        | Code::LiteralNeeded
        | Code::ListHere
        | Code::TooManyNames
        | Code::TooManyWords
        | Code::ScriptSyntax => &condition_syntax::TEXT,
    }
}

/// Returns the finding of an expression that is sound but gives another type than its place needs.
fn unfit(checked: &Checked, typed: &Typed, settings: &Settings) -> Option<Finding> {
    let found = typed.kind();
    let number = matches!(found, Type::Integer | Type::Decimal);
    let (fits, [en, ja]) = match &checked.expected {
        Expected::Boolean => (found == Type::Boolean, ["true or false", "真偽値"]),
        Expected::Number => (number, ["a number", "数値"]),
        Expected::TypeOf(name) => {
            let attribute = declared(name, settings)?;
            let wanted = attribute.kind;
            (fits(typed, &attribute), [wanted.word(Lang::En), wanted.word(Lang::Ja)])
        }
        Expected::Any | Expected::Script(_) => return None,
    };
    let (en_found, ja_found) = (found.word(Lang::En), found.word(Lang::Ja));
    let finding = checked
        .finding(&type_mismatch::TEXT)
        .with("problem.en", format!("the whole gives {en_found}, expected {en}"))
        .with("problem.ja", format!("全体の型が{ja_found}ですが、{ja}が必要です"));
    (!fits).then_some(finding)
}

/// Returns whether an attribute can hold what an expression gives.
pub(crate) fn fits(typed: &Typed, attribute: &Attribute) -> bool {
    let (found, wanted) = (typed.kind(), attribute.kind);
    let wider = wanted == Type::Decimal && found == Type::Integer;
    let named = wanted == Type::Category && found == Type::Text;
    let listed = literal(typed.source())
        .is_none_or(|value| attribute.values.iter().any(|known| known == value));
    found == wanted || wider || (named && listed)
}

/// Returns the value of a source that is nothing but a plain text in quotes.
fn literal(source: &str) -> Option<&str> {
    let inner = source.trim().strip_prefix('"')?.strip_suffix('"')?;
    (!inner.contains(['"', '\\'])).then_some(inner)
}

/// Returns the declaration of an attribute or context key by its full name.
pub(crate) fn declared(name: &str, settings: &Settings) -> Option<Attribute> {
    let (root, name) = name.split_once('.')?;
    match Root::of(root)? {
        Root::Customer => settings.attributes.get(name).cloned(),
        Root::Context => settings.all_context().remove(name),
        Root::Event => None,
    }
}
