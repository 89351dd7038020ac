//! JSON as it stands in a file, with every key that comes twice in one map reported.
//! Of equal keys the first is kept: it is the one a reader sees first.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{FormatError, MAX_DEPTH};
use crate::finding::{self, Finding};
use crate::id::NodeId;

/// A key that came twice.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Duplicate {
    /// The keys and indices that lead to the map.
    path: Vec<String>,
    key: String,
}

impl Duplicate {
    /// Returns the finding: a duplicate node id, or any other duplicate key.
    pub(super) fn finding(&self) -> Finding {
        if self.path == ["nodes"] {
            return Finding::of(&finding::duplicate_id::TEXT)
                .at(&NodeId::from(self.key.clone()))
                .with("id", &self.key);
        }
        let mut field = String::new();
        for part in self.path.iter().chain([&self.key]) {
            field = format!("{field}/{}", part.replace('~', "~0").replace('/', "~1"));
        }
        Finding::of(&finding::duplicate_key::TEXT).field(&field).with("key", &self.key)
    }
}

#[derive(Default)]
struct Notes {
    path: Vec<String>,
    duplicates: Vec<Duplicate>,
    too_deep: bool,
}

/// Reads JSON.
pub(super) fn parse(bytes: &[u8]) -> Result<(Value, Vec<Duplicate>), FormatError> {
    let notes = RefCell::new(Notes::default());
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value =
        Seed(&notes).deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    let notes = notes.into_inner();
    value.map(|value| (value, notes.duplicates)).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        if notes.too_deep {
            let most = MAX_DEPTH;
            return FormatError::TooDeep { line, column, most };
        }
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default().to_owned();
        FormatError::NotJson { line, column, reason }
    })
}

#[derive(Clone, Copy)]
struct Seed<'a>(&'a RefCell<Notes>);

impl Seed<'_> {
    fn enter<E: Error>(self, part: String) -> Result<(), E> {
        let mut notes = self.0.borrow_mut();
        notes.path.push(part);
        if notes.path.len() > MAX_DEPTH {
            notes.too_deep = true;
            return Err(E::custom("nested too deep"));
        }
        Ok(())
    }

    fn leave(self) {
        self.0.borrow_mut().path.pop();
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        loop {
            self.enter(items.len().to_string())?;
            let item = seq.next_element_seed(self)?;
            self.leave();
            match item {
                Some(item) => items.push(item),
                None => return Ok(Value::Array(items)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            self.enter(key.clone())?;
            let value = access.next_value_seed(self)?;
            self.leave();
            if map.contains_key(&key) {
                let mut notes = self.0.borrow_mut();
                let path = notes.path.clone();
                notes.duplicates.push(Duplicate { path, key });
            } else {
                map.insert(key, value);
            }
        }
        Ok(Value::Object(map))
    }
}
