//! Rows of Parquet files, as the text that a cell of a text file would have. Lists become tags; what has fields of
//! its own is no cell and stays as text.

use bytes::Bytes;
use parquet::basic::{LogicalType, TimeUnit};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, ListAccessor};
use parquet::schema::types::Type;

use journey::time::{Millis, date_text, instant_text};

use super::error::{Problem, damaged, held};
use super::rows::{Batch, MAX_CELL};

/// A Parquet file, read row by row.
pub(super) struct Records {
    pub(super) header: Vec<String>,
    /// What whole numbers of each column stand for.
    meant: Vec<Meant>,
    rows: RowIter<'static>,
    /// How many rows were read.
    count: u64,
}

/// What a value means that its own type does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meant {
    /// Nothing more.
    Itself,
    /// An instant, in so many nanoseconds each; whether it is one of UTC, and not of a clock on the wall.
    Instant(i64, bool),
}

impl Records {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, Problem> {
        let reader = held(|| SerializedFileReader::new(Bytes::from(bytes)))?.map_err(damaged)?;
        let schema = reader.metadata().file_metadata().schema();
        let fields = schema.get_fields();
        let header = fields.iter().map(|field| field.name().to_owned()).collect();
        let meant = fields.iter().map(|field| meant(field)).collect();
        Ok(Self { header, meant, rows: RowIter::from_file_into(Box::new(reader)), count: 0 })
    }

    /// Adds the next row to a batch; false at the end.
    pub(super) fn next(&mut self, batch: &mut Batch) -> Result<bool, Problem> {
        // A damaged file must not end like one that was read to its end.
        let next = held(|| self.rows.next())?;
        let Some(row) = next.transpose().map_err(damaged)? else {
            return Ok(false);
        };
        self.count += 1;
        let cells: Vec<String> = row
            .get_column_iter()
            .zip(&self.meant)
            .map(|((_, field), meant)| text(field, *meant).unwrap_or_default())
            .collect();
        if let Some(column) = cells.iter().position(|cell| cell.len() > MAX_CELL) {
            let column = self.header[column].clone();
            return Err(Problem::CellTooLong { line: self.count, column });
        }
        batch.add(self.count, self.header.len(), cells.into_iter());
        Ok(true)
    }
}

fn meant(field: &Type) -> Meant {
    match field.get_basic_info().logical_type_ref() {
        Some(LogicalType::Timestamp(stamp)) => {
            let nanos = match stamp.unit {
                TimeUnit::MILLIS => 1_000_000,
                TimeUnit::MICROS => 1_000,
                TimeUnit::NANOS => 1,
            };
            Meant::Instant(nanos, stamp.is_adjusted_to_u_t_c)
        }
        _ => Meant::Itself,
    }
}

/// Returns a value as text; none where it is null.
fn text(field: &Field, meant: Meant) -> Option<String> {
    Some(match field {
        Field::Null => return None,
        Field::Bool(is) => is.to_string(),
        Field::Byte(number) => number.to_string(),
        Field::Short(number) => number.to_string(),
        Field::Int(number) => number.to_string(),
        Field::Long(number) => whole(*number, meant),
        Field::UByte(number) => number.to_string(),
        Field::UShort(number) => number.to_string(),
        Field::UInt(number) => number.to_string(),
        Field::ULong(number) => number.to_string(),
        Field::Float16(number) => number.to_string(),
        Field::Float(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        Field::Str(text) => text.trim().to_owned(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).trim().to_owned(),
        Field::Date(day) => date_text(i64::from(*day)),
        Field::TimestampMillis(at) => instant(i128::from(*at) * 1_000_000, meant),
        Field::TimestampMicros(at) => instant(i128::from(*at) * 1_000, meant),
        Field::ListInternal(list) if list.len() == 0 => "|".to_owned(),
        Field::ListInternal(list) => {
            let items = (0..list.len()).filter_map(|place| list.get_string(place).ok().cloned());
            items.collect::<Vec<_>>().join("|")
        }
        Field::Decimal(_)
        | Field::TimeMillis(_)
        | Field::TimeMicros(_)
        | Field::Group(_)
        | Field::MapInternal(_) => field.to_string(),
    })
}

fn whole(number: i64, meant: Meant) -> String {
    match meant {
        Meant::Itself => number.to_string(),
        Meant::Instant(nanos, _) => instant(i128::from(number) * i128::from(nanos), meant),
    }
}

/// Writes an instant in nanoseconds; one of a clock on the wall has no offset, so that it is placed in the journey's zone.
fn instant(nanos: i128, meant: Meant) -> String {
    let millis = Millis::try_from(nanos.div_euclid(1_000_000)).unwrap_or(Millis::MAX / 2);
    let text = instant_text(millis, 0);
    match meant {
        Meant::Instant(_, false) => text.trim_end_matches('Z').to_owned(),
        Meant::Instant(_, true) | Meant::Itself => text,
    }
}
