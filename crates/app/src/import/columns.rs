//! Which column fills which attribute: by `--map`, by equal names, or by names that are equal but
//! for case, blanks, `_` and `-`.

use std::collections::BTreeMap;

use journey::value::Attribute;

use super::error::{Problem, Role};

/// What one column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Nothing.
    Ignored,
    /// A role.
    Role(Role),
    /// The attribute in this place of the schema.
    Attribute(usize),
}

/// A role, the column it was given, and names it may have by itself, best first.
pub(super) struct Wanted {
    pub(super) role: Role,
    pub(super) given: Option<String>,
    pub(super) names: &'static [&'static str],
}

/// How sure a column is of its attribute; surest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sure {
    Given,
    Equal,
    Folded,
}

/// The columns of a file and their uses; JSON Lines may add columns later.
pub(super) struct Columns {
    names: Vec<String>,
    uses: Vec<Use>,
    attributes: Vec<String>,
    taken: Vec<Option<(Sure, usize)>>,
    /// Attribute and column, as given.
    given: BTreeMap<String, String>,
    roles: Vec<Wanted>,
}

impl Columns {
    /// Returns the columns of a file of which nothing is known yet.
    pub(super) fn new(
        schema: &BTreeMap<String, Attribute>,
        given: &BTreeMap<String, String>,
        roles: Vec<Wanted>,
    ) -> Result<Self, Problem> {
        let attributes: Vec<String> = schema.keys().cloned().collect();
        if let Some(attribute) = given.keys().find(|name| !schema.contains_key(*name)) {
            return Err(Problem::NoAttribute {
                attribute: attribute.clone(),
                near: near(attribute, &attributes),
                attributes,
            });
        }
        Ok(Self {
            names: Vec::new(),
            uses: Vec::new(),
            taken: vec![None; attributes.len()],
            attributes,
            given: given.clone(),
            roles,
        })
    }

    /// Takes in the columns that were not there before, the surest first.
    pub(super) fn grow(&mut self, header: &[String]) -> Result<&[Use], Problem> {
        let known = self.names.len();
        if known == header.len() {
            return Ok(&self.uses);
        }
        self.names.extend_from_slice(&header[known..]);
        self.uses.resize(header.len(), Use::Ignored);
        self.give_roles(known);
        let mut fits = Vec::new();
        for column in known..header.len() {
            for place in 0..self.attributes.len() {
                if let Some(sure) = self.sure(column, place) {
                    fits.push((sure, column, place));
                }
            }
        }
        fits.sort_unstable();
        for (sure, column, place) in fits {
            self.give(sure, column, place)?;
        }
        Ok(&self.uses)
    }

    fn sure(&self, column: usize, place: usize) -> Option<Sure> {
        let (name, attribute) = (&self.names[column], &self.attributes[place]);
        match self.given.get(attribute) {
            Some(given) => (given == name).then_some(Sure::Given),
            None if name == attribute => Some(Sure::Equal),
            None => (folded(name) == folded(attribute)).then_some(Sure::Folded),
        }
    }

    fn give(&mut self, sure: Sure, column: usize, place: usize) -> Result<(), Problem> {
        // A role's column fills an attribute only where somebody says so, or the names are the same.
        if sure == Sure::Folded && self.uses[column] != Use::Ignored {
            return Ok(());
        }
        match self.taken[place] {
            Some((before, _)) if before < sure => Ok(()),
            Some((_, first)) => Err(Problem::Ambiguous {
                attribute: self.attributes[place].clone(),
                first: self.names[first].clone(),
                second: self.names[column].clone(),
            }),
            None => {
                self.taken[place] = Some((sure, column));
                if self.uses[column] == Use::Ignored {
                    self.uses[column] = Use::Attribute(place);
                }
                Ok(())
            }
        }
    }

    /// Gives each role that is still open the best of the new columns.
    fn give_roles(&mut self, from: usize) {
        for wanted in &self.roles {
            if self.uses.contains(&Use::Role(wanted.role)) {
                continue;
            }
            let new =
                || (from..self.names.len()).filter(|&column| self.uses[column] == Use::Ignored);
            let found = match &wanted.given {
                Some(given) => new().find(|&column| self.names[column] == *given),
                None => wanted
                    .names
                    .iter()
                    .find_map(|name| new().find(|&column| folded(&self.names[column]) == *name)),
            };
            if let Some(column) = found {
                self.uses[column] = Use::Role(wanted.role);
            }
        }
    }

    /// Refuses a file in which a role, or a column that was asked for, is not there.
    pub(super) fn check(&self) -> Result<(), Problem> {
        self.check_roles()?;
        for column in self.given.values() {
            self.must_be_there(column)?;
        }
        Ok(())
    }

    /// Refuses a file in which a role has no column.
    pub(super) fn check_roles(&self) -> Result<(), Problem> {
        for wanted in &self.roles {
            if self.uses.contains(&Use::Role(wanted.role)) {
                continue;
            }
            if let Some(given) = &wanted.given {
                self.must_be_there(given)?;
            }
            let columns = self.names.clone();
            return Err(Problem::NoSuchRole { role: wanted.role, columns });
        }
        Ok(())
    }

    fn must_be_there(&self, column: &str) -> Result<(), Problem> {
        if self.names.iter().any(|name| name == column) {
            return Ok(());
        }
        Err(Problem::NoColumn {
            column: column.to_owned(),
            near: near(column, &self.names),
            columns: self.names.clone(),
        })
    }

    /// Returns the column that fills each attribute, in the order of the schema.
    pub(super) fn sources(&self) -> impl Iterator<Item = Option<usize>> {
        self.taken.iter().map(|taken| taken.map(|(_, column)| column))
    }

    /// Returns a column's name; one without a name is called by its place.
    pub(super) fn name(&self, column: usize) -> String {
        match self.names.get(column) {
            Some(name) if !name.is_empty() => name.clone(),
            _ => format!("#{}", column + 1),
        }
    }

    /// Returns the column that has a role.
    pub(super) fn role(&self, role: Role) -> Option<usize> {
        self.uses.iter().position(|of| *of == Use::Role(role))
    }

    /// Returns attributes with their columns, columns without a use, and attributes without a column.
    pub(super) fn told(&self) -> (Vec<(String, String)>, Vec<String>, Vec<String>) {
        let (mut mapped, mut missing) = (Vec::new(), Vec::new());
        for (attribute, source) in self.attributes.iter().zip(self.sources()) {
            match source {
                Some(column) => mapped.push((attribute.clone(), self.name(column))),
                None => missing.push(attribute.clone()),
            }
        }
        let unused = self.uses.iter().enumerate().filter(|(_, of)| **of == Use::Ignored);
        let ignored = unused.map(|(column, _)| self.name(column)).collect();
        (mapped, ignored, missing)
    }
}

/// Returns a name without what people write differently: case, blanks, `_`, `-`, full-width letters.
fn folded(name: &str) -> String {
    let kept = name.chars().map(super::cell::half_width);
    let kept = kept.filter(|letter| !letter.is_whitespace() && !matches!(letter, '_' | '-'));
    kept.flat_map(char::to_lowercase).collect()
}

/// Returns the name that is most like another, if any is alike enough.
pub fn near(name: &str, names: &[String]) -> Option<String> {
    let wanted = folded(name);
    let most = (wanted.chars().count() / 3).max(1);
    let distance = |other: &String| strsim::damerau_levenshtein(&wanted, &folded(other));
    let alike = names.iter().map(|other| (distance(other), other));
    let best = alike.min_by_key(|(distance, _)| *distance)?;
    (best.0 <= most).then(|| best.1.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::value::Type;

    fn columns(names: &[&str], given: &[(&str, &str)]) -> Result<Columns, Problem> {
        let schema = ["age", "cart_value", "tier"]
            .map(|name| (name.to_owned(), Attribute::of(Type::Text)))
            .into();
        let given = given.iter().map(|(a, c)| ((*a).to_owned(), (*c).to_owned())).collect();
        let roles = vec![Wanted { role: Role::Id, given: None, names: &["id", "customerid"] }];
        let mut columns = Columns::new(&schema, &given, roles)?;
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        columns.grow(&names)?;
        columns.check()?;
        Ok(columns)
    }

    #[test]
    fn names_find_their_attributes() {
        let columns = columns(&["Customer-ID", "ＡＧＥ", "Cart Value", "x"], &[]).unwrap();
        let (mapped, ignored, missing) = columns.told();
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(mapped, [pair("age", "ＡＧＥ"), pair("cart_value", "Cart Value")]);
        assert_eq!((ignored, missing), (vec!["x".to_owned()], vec!["tier".to_owned()]));
    }

    #[test]
    fn what_is_given_goes_before_what_is_equal() {
        let columns = columns(&["id", "age", "years"], &[("age", "years")]).unwrap();
        assert_eq!(columns.told().0, [("age".to_owned(), "years".to_owned())]);
    }

    #[test]
    fn two_columns_for_one_attribute_are_refused() {
        let problem = columns(&["id", "Cart Value", "cart-value"], &[]).err().unwrap();
        assert_eq!(problem.code(), "ambiguous_column");
        assert!(columns(&["id", "cart_value", "cart-value"], &[]).is_ok());
    }

    #[test]
    fn a_column_that_is_not_there_gets_a_proposal() {
        let problem = columns(&["id", "Years"], &[("age", "Yaers")]).err().unwrap();
        let Problem::NoColumn { near, .. } = &problem else { panic!("{problem:?}") };
        assert_eq!(near.as_deref(), Some("Years"));
    }
}
