//! Customers and events as files that spreadsheets open safely and [`crate::import`] reads back unchanged; reports as
//! files beside them.

mod parquet;
pub mod report;
mod spreadsheet;

use std::collections::BTreeMap;
use std::io::{self, Write};

use engine::table::Population;
use journey::settings::Settings;
use journey::time::{Day, Millis, Zone, date_text, instant_text};
use journey::value::{Attribute, Cell, Decimal, MISSING, Texts, Type};
use serde_json::{Map, Value};

use crate::import::{Shape, guarded};

/// Writes all customers.
pub fn customers(
    to: &mut dyn Write,
    shape: Shape,
    population: &Population,
    settings: &Settings,
    zone: &Zone,
) -> io::Result<()> {
    let table = &population.table;
    let columns: Vec<_> = settings
        .attributes
        .iter()
        .filter(|(name, _)| *name != "id")
        .map(|(name, attribute)| (name.as_str(), attribute, table.column(name)))
        .collect();
    let heads = columns.iter().map(|(name, attribute, _)| (*name, attribute.kind));
    let mut sheet = Sheet::new(to, shape, zone, std::iter::once(("id", Type::Text)).chain(heads))?;
    for row in 0..table.len() {
        let values = columns.iter().map(|(_, attribute, column)| {
            let cell = column.map_or(MISSING, |column| column.get(row));
            written(cell, attribute, &population.texts)
        });
        let id = Written::Text(table.id(row).to_owned());
        sheet.row(std::iter::once(Some(id)).chain(values))?;
    }
    sheet.finish()
}

/// Writes all events, customer by customer.
pub fn events(
    to: &mut dyn Write,
    shape: Shape,
    population: &Population,
    settings: &Settings,
    zone: &Zone,
) -> io::Result<()> {
    let (table, events) = (&population.table, &population.events);
    let schema: BTreeMap<String, Attribute> = settings.event_properties();
    let columns: Vec<_> = schema
        .iter()
        .map(|(name, attribute)| (name.as_str(), attribute, events.column(name)))
        .collect();
    let heads = [("id", Type::Text), ("at", Type::Instant), ("event", Type::Text)].into_iter();
    let own = columns.iter().map(|(name, attribute, _)| (*name, attribute.kind));
    let mut sheet = Sheet::new(to, shape, zone, heads.chain(own))?;
    for row in 0..table.len() {
        for place in events.of(row) {
            let head = [
                Written::Text(table.id(row).to_owned()),
                Written::Instant(events.at(place)),
                Written::Text(events.names[events.name(place)].clone()),
            ];
            let values = columns.iter().map(|(_, attribute, column)| {
                let cell = column.map_or(MISSING, |column| column.get(place));
                written(cell, attribute, &population.texts)
            });
            sheet.row(head.into_iter().map(Some).chain(values))?;
        }
    }
    sheet.finish()
}

/// A value on its way into a file.
enum Written {
    Text(String),
    Integer(i64),
    Decimal(Decimal),
    Boolean(bool),
    Date(Day),
    Instant(Millis),
}

impl Written {
    /// Returns the text that files without types hold.
    fn text(&self, zone: &Zone) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Decimal(number) => number.to_string(),
            Self::Boolean(is) => is.to_string(),
            Self::Date(day) => date_text(*day),
            Self::Instant(at) => instant_text(*at, zone.offset(*at)),
        }
    }

    /// Returns the number that this is, where a floating point number is sure to keep its digits.
    fn number(&self) -> Option<f64> {
        let text = match self {
            Self::Integer(number) => number.to_string(),
            Self::Decimal(number) => number.to_string(),
            Self::Text(_) | Self::Boolean(_) | Self::Date(_) | Self::Instant(_) => return None,
        };
        if text.len() <= 15 { text.parse().ok() } else { None }
    }
}

fn written(cell: Cell, attribute: &Attribute, texts: &Texts) -> Option<Written> {
    if cell == MISSING {
        return None;
    }
    let listed = |place: usize| attribute.values.get(place).cloned();
    Some(match attribute.kind {
        Type::Text => Written::Text(texts.get(cell)?.to_owned()),
        Type::Integer => Written::Integer(cell),
        Type::Decimal => Written::Decimal(Decimal(cell)),
        Type::Boolean => Written::Boolean(cell != 0),
        Type::Date => Written::Date(cell),
        Type::Instant => Written::Instant(cell),
        Type::Category => Written::Text(listed(usize::try_from(cell).ok()?)?),
        Type::Tags => {
            let held = (0..attribute.values.len()).filter(|bit| cell & (1 << bit) != 0);
            let held: Vec<String> = held.filter_map(listed).collect();
            // An empty cell would say that nothing is known.
            Written::Text(if held.is_empty() { "|".to_owned() } else { held.join("|") })
        }
    })
}

/// A file that is being written, and the zone of its times.
struct Sheet<'a> {
    to: Shaped<'a>,
    zone: &'a Zone,
}

enum Shaped<'a> {
    Separated(Box<csv::Writer<&'a mut dyn Write>>),
    Lines(&'a mut dyn Write, Vec<String>),
    Spreadsheet(&'a mut dyn Write, Box<spreadsheet::Book>),
    Parquet(&'a mut dyn Write, Box<parquet::Columns>),
}

impl<'a> Sheet<'a> {
    fn new<'n>(
        to: &'a mut dyn Write,
        shape: Shape,
        zone: &'a Zone,
        heads: impl Iterator<Item = (&'n str, Type)>,
    ) -> io::Result<Self> {
        let heads: Vec<(&str, Type)> = heads.collect();
        let separated = |to: &'a mut dyn Write, separator| -> io::Result<Shaped<'a>> {
            let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(to);
            writer.write_record(heads.iter().map(|(name, _)| guarded(name).into_owned()))?;
            Ok(Shaped::Separated(Box::new(writer)))
        };
        let to = match shape {
            Shape::Csv => separated(to, b',')?,
            Shape::Tsv => separated(to, b'\t')?,
            Shape::JsonLines => {
                Shaped::Lines(to, heads.iter().map(|(name, _)| (*name).to_owned()).collect())
            }
            Shape::Xlsx => Shaped::Spreadsheet(to, Box::new(spreadsheet::Book::new(&heads)?)),
            Shape::Parquet => Shaped::Parquet(to, Box::new(parquet::Columns::new(&heads)?)),
        };
        Ok(Self { to, zone })
    }

    fn row(&mut self, cells: impl Iterator<Item = Option<Written>>) -> io::Result<()> {
        let zone = self.zone;
        match &mut self.to {
            Shaped::Separated(writer) => {
                let cells = cells.map(|cell| match cell {
                    None => String::new(),
                    Some(Written::Text(text)) => guarded(&text).into_owned(),
                    Some(other) => other.text(zone),
                });
                writer.write_record(cells)?;
            }
            Shaped::Lines(to, names) => {
                let mut object = Map::new();
                for (name, cell) in names.iter().zip(cells) {
                    let Some(cell) = cell else { continue };
                    object.insert(name.clone(), json(&cell, zone));
                }
                serde_json::to_writer(&mut *to, &object)?;
                to.write_all(b"\n")?;
            }
            Shaped::Spreadsheet(_, book) => book.row(cells, zone)?,
            Shaped::Parquet(_, columns) => columns.row(cells)?,
        }
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        match self.to {
            Shaped::Separated(mut writer) => writer.flush(),
            Shaped::Lines(to, _) => to.flush(),
            Shaped::Spreadsheet(to, book) => to.write_all(&book.finish()?),
            Shaped::Parquet(to, columns) => to.write_all(&columns.finish()?),
        }
    }
}

/// Returns a value as JSON; a number of more digits than a JSON number is sure to keep stays a text.
fn json(value: &Written, zone: &Zone) -> Value {
    let text = match value {
        Written::Boolean(is) => return Value::Bool(*is),
        other => other.text(zone),
    };
    match value.number() {
        Some(_) => serde_json::from_str(&text).unwrap_or(Value::String(text)),
        None => Value::String(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Options, Source, read};
    use engine::table::{Events, Table};
    use journey::value::MISSING;

    /// One of every type, with what breaks careless writers.
    fn population(settings: &Settings) -> Population {
        let mut texts = Texts::default();
        let mut table = Table::new(&settings.attributes);
        let plain = ["=1+1", "'=x", "a,\"b\"\nc", "-5", "＋81", "山田"];
        let hostile: Vec<String> =
            serde_json::from_str(include_str!("../../../../tests/hostile.json")).unwrap();
        // A file with a NUL in it is refused as no text, and blanks around a text are no part of it.
        let kept = |text: &&str| !text.contains(char::from(0)) && text.trim() == *text;
        let hostile = hostile.iter().map(String::as_str).filter(kept);
        let names = plain.into_iter().chain(hostile);
        for (row, name) in names.enumerate() {
            let cells: Vec<Cell> = settings
                .attributes
                .values()
                .map(|attribute| match attribute.kind {
                    Type::Text => texts.intern(name),
                    Type::Integer => -7,
                    Type::Decimal => 12_345_678_901_234_567,
                    Type::Boolean => 1,
                    Type::Date => 20_779,
                    Type::Instant => 1_795_000_000_123,
                    Type::Category if row == 0 => MISSING,
                    Type::Category => 1,
                    Type::Tags => row as Cell % 4,
                })
                .collect();
            table.push(&format!("@{row}"), &cells).unwrap();
        }
        let table = table.finish().unwrap();
        let properties = settings.event_properties();
        let mut events = Events::new(&properties);
        let cells: Vec<Cell> = properties
            .keys()
            .map(|name| if name == "amount" { -500_000 } else { MISSING })
            .collect();
        events.push(2, 1_795_000_000_000, "purchase", &cells);
        events.push(0, 1_795_000_000_001, "signup", &vec![MISSING; cells.len()]);
        let events = events.finish(table.len());
        Population { table, events, texts }
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let mut fields = journey::notation::settings();
        let tags = serde_json::json!({"type": "tags", "values": ["x", "y"]});
        fields["attributes"]["likes"] = tags;
        let settings = journey::settings::read(&fields).0;
        let zone = Zone::named("Asia/Tokyo").unwrap();
        let population = population(&settings);
        for (shape, ending) in [
            (Shape::Csv, "csv"),
            (Shape::Tsv, "tsv"),
            (Shape::JsonLines, "jsonl"),
            (Shape::Xlsx, "xlsx"),
            (Shape::Parquet, "parquet"),
        ] {
            let (mut people, mut log) = (Vec::new(), Vec::new());
            customers(&mut people, shape, &population, &settings, &zone).unwrap();
            events(&mut log, shape, &population, &settings, &zone).unwrap();
            let source = |bytes: Vec<u8>| {
                let input = Box::new(io::Cursor::new(bytes));
                Some(Source { name: format!("f.{ending}"), input })
            };
            let back = read(source(people), source(log), &settings, &zone, &Options::default());
            let back = back.unwrap().population;
            let text = |of: &Population, row: usize| {
                let cell = of.table.column("name").map_or(MISSING, |column| column.get(row));
                of.texts.get(cell).map(str::to_owned)
            };
            for row in 0..population.table.len() {
                assert_eq!(text(&back, row), text(&population, row), "{ending}");
            }
            assert_eq!(back.hash(), population.hash(), "{ending}");
        }
    }
}
