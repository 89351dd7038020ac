//! The names a condition may read, and the frame slot of each. Knows no customer.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::value::Attribute;

/// Where a name lives.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Root {
    /// What is known about the customer: `customer.age`.
    Customer,
    /// What earlier steps stored: `context.offer`.
    Context,
    /// Properties of the event that came last: `event.amount`.
    Event,
}

impl Root {
    /// Every root, in slot order.
    pub const ALL: [Root; 3] = [Root::Customer, Root::Context, Root::Event];

    /// Returns the word conditions use.
    pub fn word(self) -> &'static str {
        match self {
            Root::Customer => "customer",
            Root::Context => "context",
            Root::Event => "event",
        }
    }

    /// Returns the root of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|root| root.word() == word)
    }
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Index of a cell in a customer's frame.
pub type Slot = u32;

#[derive(Debug)]
struct Entry {
    root: Root,
    name: String,
    attribute: Attribute,
}

/// Names in scope and the frame slot of each.
///
/// Slots are numbered from 0: customer attributes in name order, then context keys, then the union
/// of event properties. Cloning shares.
#[derive(Clone, Debug)]
pub struct Scope {
    entries: Arc<[Entry]>,
    /// First slot of each root, and one past the last slot.
    bounds: [usize; 4],
}

impl Scope {
    /// Returns the scope of these declarations.
    pub fn new(
        customer: &BTreeMap<String, Attribute>,
        context: &BTreeMap<String, Attribute>,
        event: &BTreeMap<String, Attribute>,
    ) -> Self {
        let mut entries = Vec::new();
        let mut bounds = [0; 4];
        for (index, map) in [customer, context, event].into_iter().enumerate() {
            entries.extend(map.iter().map(|(name, attribute)| Entry {
                root: Root::ALL[index],
                name: name.clone(),
                attribute: attribute.clone(),
            }));
            bounds[index + 1] = entries.len();
        }
        Self { entries: entries.into(), bounds }
    }

    /// Returns the slot of a name, or none when it is not declared.
    pub fn slot(&self, root: Root, name: &str) -> Option<Slot> {
        let first = self.bounds[root as usize];
        self.of(root)
            .binary_search_by(|entry| entry.name.as_str().cmp(name))
            .ok()
            .map(|index| (first + index) as Slot)
    }

    /// Returns the declaration behind a slot of this scope.
    ///
    /// # Panics
    ///
    /// When the slot is not below [`Scope::len`].
    pub fn attribute(&self, slot: Slot) -> &Attribute {
        &self.entries[slot as usize].attribute
    }

    /// Returns root and name of a slot of this scope.
    ///
    /// # Panics
    ///
    /// When the slot is not below [`Scope::len`].
    pub fn name(&self, slot: Slot) -> (Root, &str) {
        let entry = &self.entries[slot as usize];
        (entry.root, &entry.name)
    }

    /// Returns the name as conditions write it: `customer.age`.
    pub fn path(&self, slot: Slot) -> String {
        let (root, name) = self.name(slot);
        format!("{root}.{name}")
    }

    /// Returns how many slots there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether nothing is declared.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the names under a root, in order.
    pub fn names(&self, root: Root) -> impl Iterator<Item = &str> {
        self.of(root).iter().map(|entry| entry.name.as_str())
    }

    fn of(&self, root: Root) -> &[Entry] {
        &self.entries[self.bounds[root as usize]..self.bounds[root as usize + 1]]
    }
}
