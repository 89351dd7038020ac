//! Customers and their recorded events in typed columns: a few bytes a value, no objects.
//! Knows nothing of files; rows come in one by one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use journey::time::Millis;
use journey::value::{Attribute, Cell, MISSING, Texts, Type};

use crate::draw::customer_key;

/// Values of one attribute, each in the fewest bytes that hold them all.
#[derive(Clone, Debug)]
pub enum Column {
    /// All within ±127; −128 is missing.
    One(Vec<i8>),
    /// All within ±32,767.
    Two(Vec<i16>),
    /// All within ±2³¹.
    Four(Vec<i32>),
    /// Anything.
    Eight(Vec<i64>),
}

impl Default for Column {
    fn default() -> Self {
        Self::One(Vec::new())
    }
}

macro_rules! narrow {
    ($cells:ident, $word:ty, $cell:expr) => {
        if $cell == MISSING {
            $cells.push(<$word>::MIN);
            true
        } else if $cell > i64::from(<$word>::MIN) && $cell <= i64::from(<$word>::MAX) {
            $cells.push($cell as $word);
            true
        } else {
            false
        }
    };
}

fn widen<A: Copy + PartialEq, B>(
    cells: &[A],
    least: A,
    missing: B,
    convert: impl Fn(A) -> B,
) -> Vec<B>
where
    B: Copy,
{
    cells.iter().map(|&cell| if cell == least { missing } else { convert(cell) }).collect()
}

impl Column {
    /// Adds a value, widening the column when it needs more bytes.
    #[inline]
    pub fn push(&mut self, cell: Cell) {
        loop {
            let fits = match self {
                Self::One(cells) => narrow!(cells, i8, cell),
                Self::Two(cells) => narrow!(cells, i16, cell),
                Self::Four(cells) => narrow!(cells, i32, cell),
                Self::Eight(cells) => {
                    cells.push(cell);
                    true
                }
            };
            if fits {
                return;
            }
            *self = match self {
                Self::One(cells) => Self::Two(widen(cells, i8::MIN, i16::MIN, i16::from)),
                Self::Two(cells) => Self::Four(widen(cells, i16::MIN, i32::MIN, i32::from)),
                Self::Four(cells) => Self::Eight(widen(cells, i32::MIN, i64::MIN, i64::from)),
                Self::Eight(_) => return,
            };
        }
    }

    /// Adds the values of another column.
    fn append(&mut self, other: &Self) {
        match (&mut *self, other) {
            (Self::One(cells), Self::One(more)) => cells.extend_from_slice(more),
            (Self::Two(cells), Self::Two(more)) => cells.extend_from_slice(more),
            (Self::Four(cells), Self::Four(more)) => cells.extend_from_slice(more),
            (Self::Eight(cells), Self::Eight(more)) => cells.extend_from_slice(more),
            _ => (0..other.len()).for_each(|row| self.push(other.get(row))),
        }
    }

    /// Returns the value of a row.
    #[inline]
    pub fn get(&self, row: usize) -> Cell {
        match self {
            Self::One(cells) if cells[row] == i8::MIN => MISSING,
            Self::One(cells) => i64::from(cells[row]),
            Self::Two(cells) if cells[row] == i16::MIN => MISSING,
            Self::Two(cells) => i64::from(cells[row]),
            Self::Four(cells) if cells[row] == i32::MIN => MISSING,
            Self::Four(cells) => i64::from(cells[row]),
            Self::Eight(cells) => cells[row],
        }
    }

    /// Returns how many values there are.
    pub fn len(&self) -> usize {
        match self {
            Self::One(cells) => cells.len(),
            Self::Two(cells) => cells.len(),
            Self::Four(cells) => cells.len(),
            Self::Eight(cells) => cells.len(),
        }
    }

    /// Returns whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the bytes its values take.
    pub fn bytes(&self) -> usize {
        self.len()
            * match self {
                Self::One(_) => 1,
                Self::Two(_) => 2,
                Self::Four(_) => 4,
                Self::Eight(_) => 8,
            }
    }

    /// Gives back the room that growing left over.
    fn shrink(&mut self) {
        match self {
            Self::One(cells) => cells.shrink_to_fit(),
            Self::Two(cells) => cells.shrink_to_fit(),
            Self::Four(cells) => cells.shrink_to_fit(),
            Self::Eight(cells) => cells.shrink_to_fit(),
        }
    }
}

/// Customers: an id and one value in every column for each.
#[derive(Clone, Debug, Default)]
pub struct Table {
    ids: String,
    /// Where each id ends.
    ends: Vec<u32>,
    /// The key of each customer, which draws depend on.
    keys: Vec<u64>,
    /// In the order of names.
    columns: Vec<(String, Column)>,
    /// Which columns hold texts.
    textual: BTreeSet<String>,
}

/// Everyone a rehearsal is about: customers, what they did, and the texts both point at.
#[derive(Clone, Debug, Default)]
pub struct Population {
    /// The customers.
    pub table: Table,
    /// Their recorded events; empty when nothing was recorded.
    pub events: Events,
    /// The texts that text columns of both point at.
    pub texts: Texts,
}

impl Population {
    /// Returns a hash of all customers and events that depends on no order.
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.table.hash(&self.texts).as_bytes());
        hasher.update(self.events.hash(&self.table, &self.texts).as_bytes());
        hasher.finalize().to_hex()[..32].to_owned()
    }
}

/// What a table cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Two customers with one id; the second is at this row, counted from 0.
    #[error("customer {id} stands in rows {first} and {second}; give each customer one row")]
    DuplicateId {
        /// The id.
        id: String,
        /// The row of the first.
        first: usize,
        /// The row of the second.
        second: usize,
    },
    /// More than fits.
    #[error("the customers' ids take more than 4 GB; split the file")]
    TooLarge,
}

impl Table {
    /// Returns an empty table with a column for each of these attributes.
    pub fn new(attributes: &BTreeMap<String, Attribute>) -> Self {
        let (columns, textual) = empty_columns(attributes);
        Self { columns, textual, ..Self::default() }
    }

    /// Adds a customer; the values must come in the order of [`Table::attributes`].
    pub fn push(&mut self, id: &str, cells: &[Cell]) -> Result<(), TableError> {
        self.ids.push_str(id);
        self.ends.push(u32::try_from(self.ids.len()).map_err(|_| TableError::TooLarge)?);
        self.keys.push(customer_key(id.as_bytes()));
        for ((_, column), &cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
        Ok(())
    }

    /// Adds the customers of a table of the same attributes; `texts` gives the cell here for each text there.
    pub fn append(&mut self, other: &Self, texts: &[Cell]) -> Result<(), TableError> {
        let base = self.ids.len();
        u32::try_from(base + other.ids.len()).map_err(|_| TableError::TooLarge)?;
        self.ids.push_str(&other.ids);
        self.ends.extend(other.ends.iter().map(|end| base as u32 + end));
        self.keys.extend_from_slice(&other.keys);
        for ((name, column), (_, more)) in self.columns.iter_mut().zip(&other.columns) {
            if self.textual.contains(name) {
                let place = |cell| usize::try_from(cell).ok().and_then(|text| texts.get(text));
                let cells = (0..more.len()).map(|row| more.get(row));
                cells.for_each(|cell| column.push(place(cell).copied().unwrap_or(MISSING)));
            } else {
                column.append(more);
            }
        }
        Ok(())
    }

    /// Closes the table: gives back spare room and makes sure that ids are unique.
    pub fn finish(mut self) -> Result<Self, TableError> {
        self.ids.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.keys.shrink_to_fit();
        self.columns.iter_mut().for_each(|(_, column)| column.shrink());
        let mut keys = self.alike();
        keys.sort_unstable();
        for pair in keys.windows(2) {
            let (first, second) = (pair[0].1 as usize, pair[1].1 as usize);
            if pair[0].0 == pair[1].0 && self.id(first) == self.id(second) {
                return Err(TableError::DuplicateId {
                    id: self.id(first).to_owned(),
                    first,
                    second,
                });
            }
        }
        Ok(self)
    }

    /// Returns key and row of all customers who share the low bits of their keys with another: nearly nobody,
    /// and all who share an id.
    fn alike(&self) -> Vec<(u64, u32)> {
        let bits = (16 * self.len()).next_power_of_two().max(64);
        let place = |key: u64| ((key as usize & (bits - 1)) / 64, 1u64 << (key % 64));
        let (mut once, mut twice) = (vec![0u64; bits / 64], vec![0u64; bits / 64]);
        for &key in &self.keys {
            let (word, bit) = place(key);
            twice[word] |= once[word] & bit;
            once[word] |= bit;
        }
        let keys = self.keys.iter().zip(0..);
        let alike = keys.filter(|(key, _)| {
            let (word, bit) = place(**key);
            twice[word] & bit != 0
        });
        alike.map(|(&key, row)| (key, row)).collect()
    }

    /// Returns how many customers there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether there is no customer.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns the id of a row.
    pub fn id(&self, row: usize) -> &str {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.ids[start as usize..self.ends[row] as usize]
    }

    /// Returns the key of a row's customer, which draws depend on.
    pub fn key(&self, row: usize) -> u64 {
        self.keys[row]
    }

    /// Returns the row of a customer.
    pub fn row(&self, id: &str) -> Option<usize> {
        (0..self.len()).find(|&row| self.id(row) == id)
    }

    /// Returns the rows of all customers by id.
    pub fn rows(&self) -> HashMap<&str, u32> {
        (0..self.len()).map(|row| (self.id(row), row as u32)).collect()
    }

    /// Returns the attributes in the order of the columns.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// Returns the column of an attribute.
    pub fn column(&self, attribute: &str) -> Option<&Column> {
        find(&self.columns, attribute)
    }

    /// Returns the bytes that ids and values take, texts apart.
    pub fn bytes(&self) -> usize {
        let columns: usize = self.columns.iter().map(|(_, column)| column.bytes()).sum();
        self.ids.len() + 12 * self.ends.len() + columns
    }

    /// Returns a hash of all customers and values that does not depend on their order.
    fn hash(&self, texts: &Texts) -> String {
        let mut sum = [0u64; 4];
        for row in 0..self.len() {
            let mut hasher = blake3::Hasher::new();
            hasher.update(self.id(row).as_bytes()).update(&[0]);
            for (name, column) in &self.columns {
                hash_cell(&mut hasher, column.get(row), self.textual.contains(name), texts);
            }
            add_hash(&mut sum, &hasher);
        }
        let mut hasher = blake3::Hasher::new();
        for (name, _) in &self.columns {
            hasher.update(name.as_bytes()).update(&[0]);
        }
        finish_hash(hasher, sum, self.len())
    }
}

/// Returns the column of a name; columns are in the order of names.
fn find<'a>(columns: &'a [(String, Column)], name: &str) -> Option<&'a Column> {
    let place = columns.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
    Some(&columns[place].1)
}

fn empty_columns(
    schema: &BTreeMap<String, Attribute>,
) -> (Vec<(String, Column)>, BTreeSet<String>) {
    let columns = schema.keys().map(|name| (name.clone(), Column::default())).collect();
    let textual = schema.iter().filter(|(_, attribute)| attribute.kind == Type::Text);
    (columns, textual.map(|(name, _)| name.clone()).collect())
}

/// Adds a value to a hash: a text by what it says, since its cell depends on the order of reading.
fn hash_cell(hasher: &mut blake3::Hasher, cell: Cell, textual: bool, texts: &Texts) {
    match texts.get(cell) {
        Some(text) if textual => hasher.update(text.as_bytes()).update(&[0xff]),
        _ => hasher.update(&cell.to_le_bytes()),
    };
}

/// Adds one item's hash to an order-free sum.
fn add_hash(sum: &mut [u64; 4], hasher: &blake3::Hasher) {
    let hash = hasher.finalize();
    for (word, bytes) in sum.iter_mut().zip(hash.as_bytes().chunks_exact(8)) {
        let mut array = [0; 8];
        array.copy_from_slice(bytes);
        *word = word.wrapping_add(u64::from_le_bytes(array));
    }
}

fn finish_hash(mut hasher: blake3::Hasher, sum: [u64; 4], count: usize) -> String {
    for word in sum {
        hasher.update(&word.to_le_bytes());
    }
    hasher.update(&(count as u64).to_le_bytes());
    hasher.finalize().to_hex()[..32].to_owned()
}

/// Recorded events, sorted by customer and time.
#[derive(Clone, Debug, Default)]
pub struct Events {
    /// The names, which `name` points into.
    pub names: Vec<String>,
    customer: Vec<u32>,
    at: Vec<Millis>,
    name: Vec<u16>,
    /// In the order of names.
    columns: Vec<(String, Column)>,
    /// First event of each customer, and the end.
    starts: Vec<u32>,
    /// Which columns hold texts.
    textual: BTreeSet<String>,
}

impl Events {
    /// Returns an empty log with a column for each of these properties.
    pub fn new(properties: &BTreeMap<String, Attribute>) -> Self {
        let (columns, textual) = empty_columns(properties);
        Self { columns, textual, ..Self::default() }
    }

    /// Adds an event; the values must come in the order of [`Events::properties`].
    ///
    /// Events of one customer at one instant keep the order in which they were added.
    pub fn push(&mut self, customer: u32, at: Millis, name: &str, cells: &[Cell]) {
        let index = match self.names.iter().position(|known| known == name) {
            Some(index) => index,
            None => {
                self.names.push(name.to_owned());
                self.names.len() - 1
            }
        };
        self.customer.push(customer);
        self.at.push(at);
        self.name.push(index as u16);
        for ((_, column), &cell) in self.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
    }

    /// Closes the log: sorts it by customer and time.
    pub fn finish(mut self, customers: usize) -> Self {
        let mut order: Vec<u32> = (0..self.at.len() as u32).collect();
        let place = |&index: &u32| (self.customer[index as usize], self.at[index as usize], index);
        if !order.is_sorted_by_key(place) {
            order.sort_unstable_by_key(place);
            let sorted = |column: &Column| {
                let mut result = Column::default();
                order.iter().for_each(|&index| result.push(column.get(index as usize)));
                result
            };
            self.columns =
                self.columns.iter().map(|(name, column)| (name.clone(), sorted(column))).collect();
            self.at = order.iter().map(|&index| self.at[index as usize]).collect();
            self.name = order.iter().map(|&index| self.name[index as usize]).collect();
            self.customer = order.iter().map(|&index| self.customer[index as usize]).collect();
        }
        self.starts = vec![0; customers + 1];
        for &customer in &self.customer {
            self.starts[customer as usize + 1] += 1;
        }
        for customer in 0..customers {
            self.starts[customer + 1] += self.starts[customer];
        }
        self
    }

    /// Returns how many events there are.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Returns whether there is no event.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// Returns the places of a customer's events.
    pub fn of(&self, row: usize) -> std::ops::Range<usize> {
        match self.starts.get(row..row + 2) {
            Some(ends) => ends[0] as usize..ends[1] as usize,
            None => 0..0,
        }
    }

    /// Returns when an event happened.
    pub fn at(&self, place: usize) -> Millis {
        self.at[place]
    }

    /// Returns an event's name, as an index into `names`.
    pub fn name(&self, place: usize) -> usize {
        usize::from(self.name[place])
    }

    /// Returns the properties in the order of the columns.
    pub fn properties(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// Returns the column of a property.
    pub fn column(&self, property: &str) -> Option<&Column> {
        find(&self.columns, property)
    }

    /// Returns when the first event happened.
    pub fn first(&self) -> Option<Millis> {
        self.at.iter().copied().min()
    }

    /// Returns a hash of all events that does not depend on their order or their customers' rows.
    fn hash(&self, table: &Table, texts: &Texts) -> String {
        let mut sum = [0u64; 4];
        for place in 0..self.len() {
            let mut hasher = blake3::Hasher::new();
            hasher.update(table.id(self.customer[place] as usize).as_bytes()).update(&[0]);
            hasher.update(&self.at[place].to_le_bytes());
            hasher.update(self.names[self.name(place)].as_bytes()).update(&[0]);
            for (name, column) in &self.columns {
                hash_cell(&mut hasher, column.get(place), self.textual.contains(name), texts);
            }
            add_hash(&mut sum, &hasher);
        }
        finish_hash(blake3::Hasher::new(), sum, self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_column_gives_back_what_was_pushed(cells in prop::collection::vec(
            prop_oneof![-130i64..130, any::<i32>().prop_map(i64::from), any::<i64>(), Just(MISSING)], 0..60))
        {
            let mut column = Column::default();
            cells.iter().for_each(|&cell| column.push(cell));
            let back: Vec<Cell> = (0..column.len()).map(|row| column.get(row)).collect();
            prop_assert_eq!(back, cells);
        }
    }

    proptest! {
        #[test]
        fn customers_in_two_tables_are_those_of_one(
            cells in prop::collection::vec(
                (prop_oneof![-130i64..130, any::<i64>(), Just(MISSING)], 0i64..5), 0..60),
            cut in 0usize..60,
        ) {
            let schema = [("n", Type::Integer), ("t", Type::Text)];
            let schema = schema.map(|(name, kind)| (name.to_owned(), Attribute::of(kind))).into();
            let words = |cell: i64| ["a", "b", "c", "d", "e"][cell as usize];
            let fill = |rows: &[(i64, i64)], from: usize, texts: &mut Texts| {
                let mut table = Table::new(&schema);
                for (row, &(number, text)) in rows.iter().enumerate() {
                    let cells = [number, texts.intern(words(text))];
                    table.push(&format!("c{}", from + row), &cells).expect("fits");
                }
                table
            };
            let mut texts = Texts::default();
            let whole = fill(&cells, 0, &mut texts).finish().expect("no id twice");
            let (first, second) = cells.split_at(cut.min(cells.len()));
            let (mut here, mut there) = (Texts::default(), Texts::default());
            let mut sum = fill(first, 0, &mut here);
            let later = fill(second, first.len(), &mut there);
            let places: Vec<Cell> = (0..there.len() as Cell)
                .map(|cell| here.intern(there.get(cell).expect("there")))
                .collect();
            sum.append(&later, &places).expect("fits");
            let sum = sum.finish().expect("no id twice");
            prop_assert_eq!(format!("{sum:?}"), format!("{whole:?}"));
        }
    }

    #[test]
    fn a_second_row_of_one_customer_is_refused() {
        let mut table = Table::new(&BTreeMap::new());
        for id in ["a", "b", "a"] {
            table.push(id, &[]).expect("fits");
        }
        let error = table.finish().expect_err("a stands twice");
        assert_eq!(error, TableError::DuplicateId { id: "a".to_owned(), first: 0, second: 2 });
    }
}
