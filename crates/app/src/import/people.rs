//! Whose events a file may tell of: customers that are known, or everyone who comes along.

use std::collections::{BTreeMap, HashMap};

use engine::draw::customer_key;
use engine::table::Table;
use journey::value::{Attribute, MISSING};

use super::MAX_CUSTOMERS;
use super::error::Problem;

/// Whose events these are: customers that are known, or everyone who comes along.
pub(super) enum People {
    Known(Table, HashMap<u64, u32>),
    Anyone(Vec<String>, HashMap<String, u32>),
}

impl People {
    pub(super) fn new(table: Option<Table>) -> Self {
        match table {
            Some(table) => {
                // Keys take a fraction of the room of ids; the id itself is compared when one is found.
                let rows = (0..table.len()).map(|row| (table.key(row), row as u32));
                let rows = rows.collect();
                Self::Known(table, rows)
            }
            None => Self::Anyone(Vec::new(), HashMap::new()),
        }
    }

    pub(super) fn row(&mut self, id: &str) -> Result<Option<u32>, Problem> {
        match self {
            Self::Known(table, rows) => {
                let found = rows.get(&customer_key(id.as_bytes())).copied();
                Ok(match found {
                    // Another id of the same key: look at every one.
                    Some(row) if table.id(row as usize) != id => {
                        table.row(id).map(|row| row as u32)
                    }
                    found => found,
                })
            }
            Self::Anyone(ids, rows) => {
                if let Some(&row) = rows.get(id) {
                    return Ok(Some(row));
                }
                let row = ids.len() as u32;
                if u64::from(row) >= MAX_CUSTOMERS {
                    return Err(Problem::TooManyRows { most: MAX_CUSTOMERS });
                }
                ids.push(id.to_owned());
                rows.insert(id.to_owned(), row);
                Ok(Some(row))
            }
        }
    }

    pub(super) fn table(self, schema: &BTreeMap<String, Attribute>) -> Result<Table, Problem> {
        match self {
            Self::Known(table, _) => Ok(table),
            Self::Anyone(ids, _) => {
                if ids.is_empty() {
                    return Err(Problem::NoRows);
                }
                let missing = vec![MISSING; schema.len()];
                let mut table = Table::new(schema);
                for id in ids {
                    table.push(&id, &missing).map_err(|_| Problem::TooLarge)?;
                }
                table.finish().map_err(|_| Problem::TooLarge)
            }
        }
    }
}
