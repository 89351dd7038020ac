//! A Parquet file that is being written: a typed column for each attribute, in groups of rows.

use std::io;
use std::sync::Arc;

use journey::value::Type;
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type as Schema;

use super::Written;

/// Rows of a group.
const GROUP: usize = 100_000;

/// Digits of a decimal, and those behind the point.
const DIGITS: (i32, i32) = (18, 6);

/// A file's columns, and what of them is written.
pub(super) struct Columns {
    file: SerializedFileWriter<Vec<u8>>,
    columns: Vec<Column>,
    rows: usize,
}

/// The values of a column in this group, and for each row whether there is one.
struct Column {
    there: Vec<i16>,
    values: Values,
}

enum Values {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Day(Vec<i32>),
    Truth(Vec<bool>),
}

impl Columns {
    pub(super) fn new(heads: &[(&str, Type)]) -> io::Result<Self> {
        let fields: Result<Vec<_>, _> =
            heads.iter().map(|head| field(head).map(Arc::new)).collect();
        let schema = Schema::group_type_builder("customers").with_fields(fields.map_err(refused)?);
        let schema = Arc::new(schema.build().map_err(refused)?);
        let settings = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(settings));
        let columns = heads.iter().map(|(_, kind)| Column::of(*kind)).collect();
        Ok(Self { file: file.map_err(refused)?, columns, rows: 0 })
    }

    pub(super) fn row(&mut self, cells: impl Iterator<Item = Option<Written>>) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.add(cell);
        }
        self.rows += 1;
        if self.rows < GROUP { Ok(()) } else { self.end_group() }
    }

    fn end_group(&mut self) -> io::Result<()> {
        let mut group = self.file.next_row_group().map_err(refused)?;
        for column in &mut self.columns {
            column.write(&mut group).map_err(refused)?;
        }
        group.close().map_err(refused)?;
        self.rows = 0;
        Ok(())
    }

    /// Returns the file's bytes.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        if self.rows > 0 {
            self.end_group()?;
        }
        self.file.into_inner().map_err(refused)
    }
}

impl Column {
    fn of(kind: Type) -> Self {
        let values = match kind {
            Type::Text | Type::Category | Type::Tags => Values::Text(Vec::new()),
            Type::Integer | Type::Decimal | Type::Instant => Values::Whole(Vec::new()),
            Type::Date => Values::Day(Vec::new()),
            Type::Boolean => Values::Truth(Vec::new()),
        };
        Self { there: Vec::new(), values }
    }

    /// Adds a value; one of another type than the column's, which no schema gives it, is left out.
    fn add(&mut self, cell: Option<Written>) {
        let there = match (&mut self.values, cell) {
            (Values::Text(all), Some(Written::Text(text))) => {
                all.push(ByteArray::from(text.into_bytes()));
                1
            }
            (Values::Whole(all), Some(Written::Integer(it) | Written::Instant(it))) => {
                all.push(it);
                1
            }
            (Values::Whole(all), Some(Written::Decimal(it))) => {
                all.push(it.0);
                1
            }
            (Values::Day(all), Some(Written::Date(day))) => {
                all.push(day as i32);
                1
            }
            (Values::Truth(all), Some(Written::Boolean(is))) => {
                all.push(is);
                1
            }
            _ => 0,
        };
        self.there.push(there);
    }

    fn write(&mut self, group: &mut SerializedRowGroupWriter<Vec<u8>>) -> Result<(), ParquetError> {
        match &mut self.values {
            Values::Text(all) => write::<ByteArrayType>(all, &mut self.there, group),
            Values::Whole(all) => write::<Int64Type>(all, &mut self.there, group),
            Values::Day(all) => write::<Int32Type>(all, &mut self.there, group),
            Values::Truth(all) => write::<BoolType>(all, &mut self.there, group),
        }
    }
}

/// Writes a column's values into a group, and empties it.
fn write<T: DataType>(
    values: &mut Vec<T::T>,
    there: &mut Vec<i16>,
    group: &mut SerializedRowGroupWriter<Vec<u8>>,
) -> Result<(), ParquetError> {
    let column = group.next_column()?;
    let mut column = column.ok_or_else(|| ParquetError::General("a column too many".into()))?;
    column.typed::<T>().write_batch(values, Some(there), None)?;
    column.close()?;
    values.clear();
    there.clear();
    Ok(())
}

/// Returns the schema of a column.
fn field((name, kind): &(&str, Type)) -> Result<Schema, ParquetError> {
    let (physical, logical) = match kind {
        Type::Text | Type::Category | Type::Tags => {
            (Physical::BYTE_ARRAY, Some(LogicalType::String))
        }
        Type::Integer => (Physical::INT64, None),
        Type::Decimal => (Physical::INT64, Some(LogicalType::decimal(DIGITS.1, DIGITS.0))),
        Type::Instant => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MILLIS))),
        Type::Date => (Physical::INT32, Some(LogicalType::Date)),
        Type::Boolean => (Physical::BOOLEAN, None),
    };
    let builder = Schema::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    match kind {
        Type::Decimal => builder.with_precision(DIGITS.0).with_scale(DIGITS.1).build(),
        _ => builder.build(),
    }
}

fn refused(error: ParquetError) -> io::Error {
    io::Error::other(error.to_string())
}
