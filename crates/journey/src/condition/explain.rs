//! Why a condition held or not, for one customer: every part with its truth and the values in it.

use serde::Serialize;

use super::compile::truth;
use super::display::cell_text;
use super::facts::Facts;
use super::texts::{Compiled, Computed};
use super::typed::{Kind, Op, Term, Typed};
use crate::value::{Attribute, MISSING};

/// How a condition is built from its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Joint {
    /// All parts must hold.
    All,
    /// One part must hold.
    Any,
    /// The part must not hold.
    Not,
    /// It has no parts.
    Atom,
}

/// One name or function in a condition, with its value as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The words in the condition.
    pub text: String,
    /// Their value; `—` when missing.
    pub value: String,
    /// Whether there is no value.
    pub missing: bool,
}

/// One part of a condition: its words, its truth and what it read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// The words as typed.
    pub text: String,
    /// Bytes of the source.
    pub span: std::ops::Range<usize>,
    /// Whether it held; none for an expression that is no condition.
    pub truth: Option<bool>,
    /// How it is built from `parts`.
    pub joint: Joint,
    /// The parts of an and, or, not. Those that were not reached are here too, with their truth.
    pub parts: Vec<Why>,
    /// The attributes and functions read, for an atom.
    pub readings: Vec<Reading>,
}

impl Typed {
    /// Returns why the condition holds or not for one customer.
    ///
    /// Leaves `facts.trap` as it was: looking is not running.
    pub fn explain(&self, facts: &Facts<'_>) -> Why {
        let trap = std::cell::Cell::new(None);
        let facts = Facts { trap: &trap, ..*facts };
        self.why(&self.term, &facts)
    }

    fn why(&self, term: &Term, facts: &Facts<'_>) -> Why {
        let joint = match term.op {
            Op::All(_) => Joint::All,
            Op::Any(_) => Joint::Any,
            Op::Not(_) => Joint::Not,
            _ => Joint::Atom,
        };
        let mut readings = Vec::new();
        let parts = if joint == Joint::Atom {
            self.read(term, facts, &mut readings);
            Vec::new()
        } else {
            let parts = term.parts().into_iter();
            parts.map(|part| self.why(part, facts)).collect()
        };
        let boolean = term.kind == Kind::Boolean;
        Why {
            text: self.source[term.span.clone()].to_owned(),
            span: term.span.clone(),
            truth: boolean.then(|| truth(term, &self.scope).holds(facts)),
            joint,
            parts,
            readings,
        }
    }

    /// Collects attributes, `now` and functions with values, each text once.
    fn read(&self, term: &Term, facts: &Facts<'_>, readings: &mut Vec<Reading>) {
        let shown = match &term.op {
            Op::Slot(_) | Op::Now => true,
            Op::Call(..) => term.kind != Kind::Boolean,
            _ => false,
        };
        let text = &self.source[term.span.clone()];
        if shown && !readings.iter().any(|reading| reading.text == text) {
            let (value, missing) = self.show(term, facts);
            readings.push(Reading { text: text.to_owned(), value, missing });
        }
        for part in term.parts() {
            self.read(part, facts, readings);
        }
    }

    fn show(&self, term: &Term, facts: &Facts<'_>) -> (String, bool) {
        match Compiled::of(term, &self.scope).cell(facts) {
            Computed::Text(text) => (text, false),
            Computed::Cell(cell) => {
                let plain = Attribute::of(term.kind);
                let attribute = match term.op {
                    Op::Slot(slot) => self.scope.attribute(slot),
                    _ => &plain,
                };
                let text = cell_text(cell, attribute, facts.texts, facts.zone);
                (text, cell == MISSING)
            }
        }
    }
}
