//! What is known of a customer once some conditions held and others did not: for every value that they
//! read, what it can still be, and which conditions say so. From it follow conditions that can never
//! hold, or never fail. Knows no steps; over-estimates where it cannot be exact, so "cannot be" is sure.

mod atom;
mod domain;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use domain::{Domain, Example, Values};

use super::scope::{Root, Scope};
use super::typed::{Op, Term, Typed};
use crate::value::Attribute;

/// Which condition said something; the caller numbers them.
pub type Reason = u32;

/// Most regions that one condition may split a region into; beyond, it says nothing.
const MOST: usize = 64;

/// What one value can be, who said so, and what it is computed from.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    domain: Domain,
    because: Arc<BTreeSet<Reason>>,
    reads: Arc<Reads>,
}

/// What a value is computed from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// Full names of the attributes, context keys and event properties.
    pub names: BTreeSet<String>,
    /// Whether it depends on the run's clock.
    pub now: bool,
}

impl Reads {
    /// Returns whether a property of the last event is read.
    pub fn event(&self) -> bool {
        self.names.iter().any(|name| name.starts_with(Root::Event.word()))
    }
}

/// What is known of a customer's values. By default nothing but what the schema says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Region {
    /// Shared, since most of what a condition leaves of a region is the region as it was.
    known: Arc<BTreeMap<Arc<str>, Known>>,
    /// Names whose values need not keep what the schema promises, since steps write them.
    written: Arc<BTreeSet<String>>,
}

/// One value and what it must be for a part of a condition to hold, or not to.
#[derive(Debug)]
pub(super) struct Constraint {
    key: Arc<str>,
    reads: Arc<Reads>,
    /// What it can be before anything is known of it.
    natural: Domain,
    wanted: Domain,
}

impl Region {
    /// Returns what is known of anyone, when steps write these names.
    pub fn anyone(written: Arc<BTreeSet<String>>) -> Self {
        Self { known: Arc::default(), written }
    }

    /// Returns the regions in which a condition holds, or does not; the reason is kept with what it says.
    ///
    /// # Errors
    ///
    /// The reasons why it cannot be, this one included.
    pub fn given(
        &self,
        condition: &Typed,
        holds: bool,
        reason: Reason,
    ) -> Result<Vec<Self>, BTreeSet<Reason>> {
        self.sifted(condition.sieve(), holds, reason)
    }

    /// As [`Region::given`], for one of the condition's [`Typed::atoms`] by its place.
    ///
    /// # Errors
    ///
    /// The reasons why it cannot be, this one included.
    pub fn given_atom(
        &self,
        condition: &Typed,
        atom: usize,
        holds: bool,
        reason: Reason,
    ) -> Result<Vec<Self>, BTreeSet<Reason>> {
        match condition.atom_terms().get(atom) {
            Some(atom) => self.sifted(&Sieve::of(atom, &condition.scope), holds, reason),
            None => Ok(vec![self.clone()]),
        }
    }

    fn sifted(
        &self,
        sieve: &Sieve,
        holds: bool,
        reason: Reason,
    ) -> Result<Vec<Self>, BTreeSet<Reason>> {
        let mut asked = Asked { reason, conflict: BTreeSet::from([reason]) };
        let regions = asked.narrow(sieve, holds, vec![self.clone()]);
        if regions.is_empty() { Err(asked.conflict) } else { Ok(regions) }
    }

    /// Forgets every value that is computed from what this answers true to.
    pub fn forget(&mut self, gone: impl Fn(&Reads) -> bool) {
        if self.known.values().any(|known| gone(&known.reads)) {
            Arc::make_mut(&mut self.known).retain(|_, known| !gone(&known.reads));
        }
    }

    /// Notes that a name has just been written with one of these values.
    pub fn write(&mut self, name: &str, domain: Domain) {
        self.forget(|reads| reads.names.contains(name));
        let reads = Reads { names: BTreeSet::from([name.to_owned()]), now: false };
        let known = Known { domain, because: Arc::default(), reads: Arc::new(reads) };
        Arc::make_mut(&mut self.known).insert(name.into(), known);
    }

    /// Returns whether everyone of the other region is in this one, as far as that is plain to see.
    pub fn covers(&self, other: &Self) -> bool {
        if Arc::ptr_eq(&self.known, &other.known) {
            return true;
        }
        self.known.len() <= other.known.len()
            && self.known.iter().all(|(key, known)| {
                other.known.get(key).is_some_and(|theirs| known.domain.holds(&theirs.domain))
            })
    }

    /// Returns a region that holds both.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        let both = |(key, known): (&Arc<str>, &Known)| {
            let theirs = other.known.get(key)?;
            let because = Arc::new(&*known.because | &*theirs.because);
            let domain = known.domain.union(&theirs.domain);
            Some((key.clone(), Known { domain, because, reads: known.reads.clone() }))
        };
        let known: BTreeMap<_, _> = self.known.iter().filter_map(both).collect();
        Self { known: Arc::new(known), written: self.written.clone() }
    }

    /// Returns what a name can be: an attribute, context key or event property of a scope.
    pub fn domain(&self, root: Root, name: &str, attribute: &Attribute) -> Domain {
        let path = format!("{root}.{name}");
        match self.known.get(path.as_str()) {
            Some(known) => known.domain.clone(),
            None => self.natural(&path, attribute),
        }
    }

    /// Returns what is known of plain names: attributes, context keys and event properties, in full.
    pub fn names(&self) -> impl Iterator<Item = (&str, &Domain)> {
        let plain = |(key, known): &(&Arc<str>, &Known)| known.reads.names.contains(&***key);
        self.known.iter().filter(plain).map(|(key, known)| (&**key, &known.domain))
    }

    /// Returns whether something is known of a value that is computed, not read.
    pub fn is_computed(&self) -> bool {
        self.known.iter().any(|(key, known)| !known.reads.names.contains(&**key))
    }

    /// Returns every reason that anything known here has.
    pub fn reasons(&self) -> BTreeSet<Reason> {
        self.known.values().flat_map(|known| known.because.iter().copied()).collect()
    }

    fn natural(&self, path: &str, attribute: &Attribute) -> Domain {
        let domain = Domain::of(attribute);
        Domain { missing: domain.missing || self.written.contains(path), ..domain }
    }

    /// Returns the region with one more constraint, or who contradicts it.
    fn with(&self, constraint: &Constraint, reason: Reason) -> Result<Self, BTreeSet<Reason>> {
        let before = self.known.get(&constraint.key);
        let natural = match constraint.natural.missing {
            false if self.written.contains(&*constraint.key) => {
                &Domain { missing: true, ..constraint.natural.clone() }
            }
            _ => &constraint.natural,
        };
        let domain = before.map_or(natural, |known| &known.domain);
        let left = domain.intersect(&constraint.wanted);
        if left.is_empty() {
            return Err(before.map(|known| (*known.because).clone()).unwrap_or_default());
        }
        if left == *domain {
            return Ok(self.clone());
        }
        let mut because = before.map(|known| (*known.because).clone()).unwrap_or_default();
        because.insert(reason);
        let reads = before.map_or_else(|| constraint.reads.clone(), |it| it.reads.clone());
        let mut region = self.clone();
        let known = Known { domain: left, because: Arc::new(because), reads };
        Arc::make_mut(&mut region.known).insert(constraint.key.clone(), known);
        Ok(region)
    }
}

/// A condition as regions are asked it: what each of its atoms says of a value, worked out once.
#[derive(Debug)]
pub(super) enum Sieve {
    Truth(bool),
    Not(Box<Sieve>),
    All(Vec<Sieve>),
    Any(Vec<Sieve>),
    /// The alternatives when it fails and when it holds; none where nothing can be said.
    Atom([Option<Alternatives>; 2]),
}

/// Lists of constraints, those of one of which are met.
type Alternatives = Vec<Vec<Constraint>>;

impl Sieve {
    pub(super) fn of(term: &Term, scope: &Scope) -> Self {
        let all = |terms: &[Term]| terms.iter().map(|term| Self::of(term, scope)).collect();
        match &term.op {
            Op::Boolean(truth) => Self::Truth(*truth),
            Op::Not(inner) => Self::Not(Box::new(Self::of(inner, scope))),
            Op::All(terms) => Self::All(all(terms)),
            Op::Any(terms) => Self::Any(all(terms)),
            _ => Self::Atom([false, true].map(|holds| atom::constraints(term, holds, scope))),
        }
    }
}

/// One condition being asked of regions.
struct Asked {
    reason: Reason,
    /// Who contradicted, over all splits.
    conflict: BTreeSet<Reason>,
}

impl Asked {
    fn narrow(&mut self, sieve: &Sieve, holds: bool, regions: Vec<Region>) -> Vec<Region> {
        match (sieve, holds) {
            (Sieve::Truth(truth), _) => {
                if *truth == holds {
                    regions
                } else {
                    Vec::new()
                }
            }
            (Sieve::Not(inner), _) => self.narrow(inner, !holds, regions),
            (Sieve::All(parts), true) | (Sieve::Any(parts), false) => {
                parts.iter().fold(regions, |regions, part| self.narrow(part, holds, regions))
            }
            (Sieve::All(parts), false) | (Sieve::Any(parts), true) => {
                self.split(parts, holds, regions)
            }
            (Sieve::Atom(alternatives), _) => match &alternatives[usize::from(holds)] {
                Some(all) => self.alternatives(all, regions),
                None => regions,
            },
        }
    }

    /// One of the parts decides: the first to do so, all before it being the other way.
    fn split(&mut self, parts: &[Sieve], holds: bool, regions: Vec<Region>) -> Vec<Region> {
        let (mut out, mut rest) = (Vec::new(), regions.clone());
        for part in parts {
            out.extend(self.narrow(part, holds, rest.clone()));
            rest = self.narrow(part, !holds, rest);
            if out.len() > MOST {
                return regions;
            }
        }
        out
    }

    /// Regions in which all constraints of one of the alternatives are met.
    fn alternatives(&mut self, all: &[Vec<Constraint>], regions: Vec<Region>) -> Vec<Region> {
        let mut out = Vec::new();
        for constraints in all {
            for region in &regions {
                let start = Some(region.clone());
                out.extend(constraints.iter().fold(start, |region, constraint| {
                    match region?.with(constraint, self.reason) {
                        Ok(region) => Some(region),
                        Err(reasons) => {
                            self.conflict.extend(reasons);
                            None
                        }
                    }
                }));
            }
        }
        if out.len() > MOST { regions } else { out }
    }
}
