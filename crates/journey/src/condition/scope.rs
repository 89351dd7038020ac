//! The names a condition may read, and the frame slot of each. Knows no customer.

use std::borrow::Cow;
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
///
/// Context keys of a sub-journey are declared as `place/key`; [`Scope::within`] shows them as `key`, and
/// nothing else of the context, so that caller and sub-journey cannot read each other's.
#[derive(Clone, Debug)]
pub struct Scope {
    entries: Arc<[Entry]>,
    /// First slot of each root, and one past the last slot.
    bounds: [usize; 4],
    /// What the context keys that are seen begin with: nothing, or `place/`.
    place: Arc<str>,
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
        Self { entries: entries.into(), bounds, place: "".into() }
    }

    /// Returns the same scope as the sub-journey at a place sees it; `place` ends with `/`.
    pub fn within(&self, place: &str) -> Self {
        Self { place: place.into(), ..self.clone() }
    }

    /// Returns the slots under a root, whatever the place.
    pub fn slots(&self, root: Root) -> std::ops::Range<usize> {
        self.bounds[root as usize]..self.bounds[root as usize + 1]
    }

    /// Returns the slots of a sub-journey's context, those of its own sub-journeys included.
    pub fn slots_within(&self, place: &str) -> std::ops::Range<Slot> {
        let context = self.of(Root::Context);
        let first = self.bounds[Root::Context as usize];
        let from = context.partition_point(|entry| entry.name.as_str() < place);
        let own = context[from..].iter().take_while(|entry| entry.name.starts_with(place)).count();
        (first + from) as Slot..(first + from + own) as Slot
    }

    /// Returns the slot of a name, or none when it is not declared.
    pub fn slot(&self, root: Root, name: &str) -> Option<Slot> {
        let first = self.bounds[root as usize];
        let full = match root {
            Root::Context if !self.place.is_empty() => Cow::Owned(format!("{}{name}", self.place)),
            Root::Customer | Root::Context | Root::Event => Cow::Borrowed(name),
        };
        self.of(root)
            .binary_search_by(|entry| entry.name.as_str().cmp(&full))
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
        let name = match entry.root {
            Root::Context => entry.name.strip_prefix(&*self.place).unwrap_or(&entry.name),
            Root::Customer | Root::Event => &entry.name,
        };
        (entry.root, name)
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
        let own = move |entry: &'_ Entry| match root {
            Root::Context => {
                entry.name.strip_prefix(&*self.place).is_some_and(|key| !key.contains('/'))
            }
            Root::Customer | Root::Event => true,
        };
        let place = if root == Root::Context { self.place.len() } else { 0 };
        self.of(root).iter().filter(move |entry| own(entry)).map(move |it| &it.name[place..])
    }

    fn of(&self, root: Root) -> &[Entry] {
        &self.entries[self.slots(root)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Type;

    #[test]
    fn a_sub_journey_sees_its_own_context_and_no_other() {
        let keys = ["a", "s.x/a", "s/a", "s/b", "s/t/a", "t/a"];
        let context = keys.map(|key| (key.to_owned(), Attribute::of(Type::Integer))).into();
        let customer = [("a".to_owned(), Attribute::of(Type::Text))].into();
        let scope = Scope::new(&customer, &context, &BTreeMap::new());
        let inner = scope.within("s/");
        let names =
            |scope: &Scope| scope.names(Root::Context).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(names(&scope), ["a"]);
        assert_eq!(names(&inner), ["a", "b"]);
        assert_eq!(names(&scope.within("s/t/")), ["a"]);
        assert_eq!(scope.slot(Root::Context, "b"), None);
        let slot = inner.slot(Root::Context, "b").unwrap();
        assert_eq!(
            (inner.path(slot), scope.path(slot)),
            ("context.b".into(), "context.s/b".into())
        );
        assert_eq!(inner.slot(Root::Customer, "a"), Some(0));
        assert_eq!(scope.slots_within("s/"), 3..6);
        assert_eq!(scope.slots_within("none/").len(), 0);
    }
}
