//! Findings: what the designer says of a journey while it is drawn, and what blocks publishing.
//! One rule, one file. A finding carries a code and values; its words come from the rule, by language.

mod checker;
pub(crate) mod config;
pub(crate) mod contact;
pub(crate) mod data;
pub(crate) mod entry;
pub(crate) mod evidence;
mod expectation;
pub(crate) mod file;
mod fix;
mod run;
pub(crate) mod settings;
pub(crate) mod structure;
mod view;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::edit::Edit;
use crate::id::{NodeId, PortName};
use crate::lang::Lang;

pub use checker::Checker;
pub use data::scope_at;
pub(crate) use file::{duplicate_id, duplicate_key, field_unreadable};
pub use run::{TEXTS, check, check_at};
pub use view::View;

/// One thing that is wrong, or worth a look.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What programs switch on.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The node it is about; none means the journey or its settings.
    pub node: Option<NodeId>,
    /// The port it is about.
    pub port: Option<PortName>,
    /// The field: a JSON pointer into the node's record, or into the file.
    pub field: Option<String>,
    /// The line within a condition or script, from 1.
    pub line: Option<u32>,
    /// The column, from 1.
    pub column: Option<u32>,
    /// What the words are filled with.
    pub values: BTreeMap<String, String>,
    /// An edit that mends it, where one is safe.
    pub fix: Option<Edit>,
}

/// How bad a finding is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Blocks publishing.
    Error,
    /// Needs a tick with a reason.
    Warning,
    /// Good to know.
    Info,
}

/// The words of a rule: `{name}` stands for a value of the finding.
#[derive(Debug)]
pub struct Text {
    /// What programs switch on.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, why it matters, what to do: in English.
    pub en: &'static str,
    /// The same in Japanese.
    pub ja: &'static str,
}

/// A finding as it is written for programs, in one language.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Written {
    /// What programs switch on.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The node it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<NodeId>,
    /// The port it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<PortName>,
    /// The field: a JSON pointer into the node's record, or into the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The line within a condition or script, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The column, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// What is wrong, why it matters, what to do.
    pub message: String,
    /// An edit that mends it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Edit>,
}

impl Finding {
    /// Returns a finding of this rule about the journey as a whole.
    pub(crate) fn of(text: &'static Text) -> Self {
        Self {
            code: text.code,
            severity: text.severity,
            node: None,
            port: None,
            field: None,
            line: None,
            column: None,
            values: BTreeMap::new(),
            fix: None,
        }
    }

    /// Says which node it is about.
    pub(crate) fn at(mut self, node: &NodeId) -> Self {
        self.node = Some(node.clone());
        self
    }

    /// Says which port it is about.
    pub(crate) fn port(mut self, port: &PortName) -> Self {
        self.port = Some(port.clone());
        self
    }

    /// Says which field it is about.
    pub(crate) fn field(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    /// Gives a value for the words.
    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.values.insert(name.to_owned(), value.to_string());
        self
    }

    /// Says what stands there and what was expected instead, which [`expectation`] knows in Japanese.
    pub(crate) fn expected(self, found: &str, expected: &str) -> Self {
        let japanese = expectation::japanese(expected);
        self.with("found", found).with("expected", expected).with("expected.ja", japanese)
    }

    /// Offers an edit that mends it.
    pub(crate) fn fix(self, edit: Edit) -> Self {
        self.maybe_fix(Some(edit))
    }

    /// Offers an edit that mends it, where there is a safe one.
    pub(crate) fn maybe_fix(mut self, edit: Option<Edit>) -> Self {
        self.fix = edit;
        self
    }

    /// Returns what is wrong, why it matters and what to do; fields are named by their JSON pointers.
    pub fn message(&self, lang: Lang) -> String {
        self.message_with(lang, |_| None)
    }

    /// As [`Self::message`], with fields as `called` names their pointers, where it knows them.
    pub fn message_with(&self, lang: Lang, called: impl Fn(&str) -> Option<String>) -> String {
        let text = TEXTS.iter().find(|text| text.code == self.code);
        let template = text.map_or(self.code, |text| match lang {
            Lang::En => text.en,
            Lang::Ja => text.ja,
        });
        let localized = |name: &str| match lang {
            Lang::En => self.values.get(&format!("{name}.en")),
            Lang::Ja => self.values.get(&format!("{name}.ja")),
        };
        fill(template, |name| match name {
            "node" => self.node.as_ref().map(|node| node.to_string()),
            "port" => self.port.as_ref().map(|port| port.to_string()),
            "field" => {
                self.field.as_ref().map(|field| called(field).unwrap_or_else(|| field.clone()))
            }
            _ => localized(name).or_else(|| self.values.get(name)).cloned(),
        })
    }

    /// Returns the finding as it is written for programs.
    pub fn written(&self, lang: Lang) -> Written {
        Written {
            code: self.code.to_owned(),
            severity: self.severity,
            node: self.node.clone(),
            port: self.port.clone(),
            field: self.field.clone(),
            line: self.line,
            column: self.column,
            message: self.message(lang),
            fix: self.fix.clone(),
        }
    }
}

/// Sorts findings: errors first, then by place.
pub fn sort(findings: &mut [Finding]) {
    fn key(it: &Finding) -> impl Ord {
        let place = (it.severity, &it.node, &it.field, it.line);
        (place, it.column, it.code, &it.port, &it.values)
    }
    findings.sort_by(|a, b| key(a).cmp(&key(b)));
}

/// Puts values in the place of `{name}`; one that is not there stays as it stands.
fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        out.push_str(&value(name).unwrap_or_else(|| format!("{{{name}}}")));
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
