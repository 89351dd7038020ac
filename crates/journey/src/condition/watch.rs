//! Watching a condition: the same predicate, which also notes which truths its atomic conditions had.
//! For coverage; a plan that is not watched pays nothing for it.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::compile::{Predicate, Truth, truth};
use super::facts::Facts;
use super::typed::{Kind, Typed};

/// Which truths the atomic conditions of one condition had so far, over all threads.
#[derive(Debug)]
pub struct Watch {
    /// Where each atom stands in the source, in source order.
    pub atoms: Vec<Range<usize>>,
    /// Whether each was ever false, and ever true.
    seen: Vec<[AtomicBool; 2]>,
}

impl Watch {
    /// Returns whether an atom ever had a truth when its condition was asked.
    pub fn had(&self, atom: usize, truth: bool) -> bool {
        let seen = self.seen.get(atom).map(|seen| &seen[usize::from(truth)]);
        seen.is_some_and(|seen| seen.load(Ordering::Relaxed))
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.seen.iter().flatten().for_each(|seen| seen.store(false, Ordering::Relaxed));
    }
}

impl Typed {
    /// Returns the compiled condition, if this is one, which notes every atom's truth whenever it is asked:
    /// of all atoms, whether and, or stop before them or not.
    pub fn watched(&self) -> Option<(Predicate, Arc<Watch>)> {
        if self.kind() != Kind::Boolean {
            return None;
        }
        let terms = self.atom_terms();
        let seen = terms.iter().map(|_| [AtomicBool::new(false), AtomicBool::new(false)]);
        let watch = Arc::new(Watch { atoms: self.atoms(), seen: seen.collect() });
        let atoms: Vec<Truth> = terms.iter().map(|term| truth(term, self.scope())).collect();
        let whole = truth(&self.term, self.scope());
        let noted = Arc::clone(&watch);
        let predicate = move |facts: &Facts<'_>| {
            // An atom that is not reached may trap; only those that are reached count as traps.
            let trap = std::cell::Cell::new(None);
            let looking = Facts { trap: &trap, ..*facts };
            for (atom, seen) in atoms.iter().zip(&noted.seen) {
                seen[usize::from(atom.holds(&looking))].store(true, Ordering::Relaxed);
            }
            whole.holds(facts)
        };
        Some((Predicate::of(Truth::asked(predicate)), watch))
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Person, scope};
    use super::super::{Root, check};

    #[test]
    fn every_atom_is_noted_and_nothing_else_changes() {
        let scope = scope();
        let typed = check("customer.age > 10 && (customer.vip || customer.rate > 1.0)", &scope);
        let (predicate, watch) = typed.unwrap().watched().unwrap();
        let mut person = Person::aiko(&scope);
        let had = || {
            let pair = |atom| (watch.had(atom, false), watch.had(atom, true));
            [pair(0), pair(1), pair(2)]
        };
        assert_eq!(had(), [(false, false); 3]);
        assert!(!predicate.holds(&person.facts()));
        assert_eq!(had(), [(false, true), (true, false), (true, false)]);
        let vip = scope.slot(Root::Customer, "vip").unwrap() as usize;
        person.cells[vip] = 1;
        assert!(predicate.holds(&person.facts()));
        assert_eq!(had(), [(false, true), (true, true), (true, false)]);
        watch.clear();
        assert_eq!(had(), [(false, false); 3]);
    }
}
