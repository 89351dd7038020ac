//! Customers and events as files that spreadsheets open safely and [`crate::import`] reads back unchanged.

use std::collections::BTreeMap;
use std::io::{self, Write};

use engine::table::Population;
use journey::settings::Settings;
use journey::time::{Zone, date_text, instant_text};
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
    let names = columns.iter().map(|(name, ..)| *name);
    let mut sheet = Sheet::new(to, shape, std::iter::once("id").chain(names))?;
    for row in 0..table.len() {
        let values = columns.iter().map(|(_, attribute, column)| {
            let cell = column.map_or(MISSING, |column| column.get(row));
            written(cell, attribute, &population.texts, zone)
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
    let names = columns.iter().map(|(name, ..)| *name);
    let mut sheet = Sheet::new(to, shape, ["id", "at", "event"].into_iter().chain(names))?;
    for row in 0..table.len() {
        for place in events.of(row) {
            let at = events.at(place);
            let head = [
                table.id(row).to_owned(),
                instant_text(at, zone.offset(at)),
                events.names[events.name(place)].clone(),
            ];
            let values = columns.iter().map(|(_, attribute, column)| {
                let cell = column.map_or(MISSING, |column| column.get(place));
                written(cell, attribute, &population.texts, zone)
            });
            let head = head.into_iter().map(|text| Some(Written::Text(text)));
            sheet.row(head.chain(values))?;
        }
    }
    sheet.finish()
}

/// A value as a file has it.
enum Written {
    Text(String),
    /// In JSON Lines without quotes.
    Number(String),
    Boolean(bool),
}

fn written(cell: Cell, attribute: &Attribute, texts: &Texts, zone: &Zone) -> Option<Written> {
    if cell == MISSING {
        return None;
    }
    let listed = |place: usize| attribute.values.get(place).cloned();
    Some(match attribute.kind {
        Type::Text => Written::Text(texts.get(cell)?.to_owned()),
        Type::Integer => Written::Number(cell.to_string()),
        Type::Decimal => Written::Number(Decimal(cell).to_string()),
        Type::Boolean => Written::Boolean(cell != 0),
        Type::Date => Written::Text(date_text(cell)),
        Type::Instant => Written::Text(instant_text(cell, zone.offset(cell))),
        Type::Category => Written::Text(listed(usize::try_from(cell).ok()?)?),
        Type::Tags => {
            let held = (0..attribute.values.len()).filter(|bit| cell & (1 << bit) != 0);
            let held: Vec<String> = held.filter_map(listed).collect();
            // An empty cell would say that nothing is known.
            Written::Text(if held.is_empty() { "|".to_owned() } else { held.join("|") })
        }
    })
}

enum Sheet<'a> {
    Separated(Box<csv::Writer<&'a mut dyn Write>>),
    Lines(&'a mut dyn Write, Vec<String>),
}

impl<'a> Sheet<'a> {
    fn new<'n>(
        to: &'a mut dyn Write,
        shape: Shape,
        names: impl Iterator<Item = &'n str>,
    ) -> io::Result<Self> {
        let separator = match shape {
            Shape::JsonLines => return Ok(Self::Lines(to, names.map(str::to_owned).collect())),
            Shape::Csv => b',',
            Shape::Tsv => b'\t',
        };
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(to);
        writer.write_record(names.map(|name| guarded(name).into_owned()))?;
        Ok(Self::Separated(Box::new(writer)))
    }

    fn row(&mut self, cells: impl Iterator<Item = Option<Written>>) -> io::Result<()> {
        match self {
            Self::Separated(writer) => {
                let cells = cells.map(|cell| match cell {
                    None => String::new(),
                    Some(Written::Text(text)) => guarded(&text).into_owned(),
                    Some(Written::Number(text)) => text,
                    Some(Written::Boolean(is)) => is.to_string(),
                });
                writer.write_record(cells)?;
            }
            Self::Lines(to, names) => {
                let mut object = Map::new();
                for (name, cell) in names.iter().zip(cells) {
                    let value = match cell {
                        None => continue,
                        Some(Written::Text(text)) => Value::String(text),
                        Some(Written::Boolean(is)) => Value::Bool(is),
                        // More digits than a JSON number is sure to keep stay a text.
                        Some(Written::Number(text)) if text.len() > 15 => Value::String(text),
                        Some(Written::Number(text)) => {
                            serde_json::from_str(&text).unwrap_or(Value::String(text))
                        }
                    };
                    object.insert(name.clone(), value);
                }
                serde_json::to_writer(&mut *to, &object)?;
                to.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Separated(mut writer) => writer.flush(),
            Self::Lines(to, _) => to.flush(),
        }
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
        let names = ["=1+1", "'=x", "a,\"b\"\nc", "-5", "＋81", "山田"];
        for (row, name) in names.into_iter().enumerate() {
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
        for (shape, ending) in
            [(Shape::Csv, "csv"), (Shape::Tsv, "tsv"), (Shape::JsonLines, "jsonl")]
        {
            let (mut people, mut log) = (Vec::new(), Vec::new());
            customers(&mut people, shape, &population, &settings, &zone).unwrap();
            events(&mut log, shape, &population, &settings, &zone).unwrap();
            let source = |bytes: Vec<u8>| {
                let input = Box::new(io::Cursor::new(bytes));
                Some(Source { name: format!("f.{ending}"), input })
            };
            let back = read(source(people), source(log), &settings, &zone, &Options::default());
            assert_eq!(back.unwrap().population.hash(), population.hash(), "{ending}");
        }
    }
}
