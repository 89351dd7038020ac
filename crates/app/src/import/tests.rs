//! Files as people bring them: what is read, and what is refused with which words.

use std::io::{Cursor, Read, Write};

use journey::lang::Lang;
use journey::notation;
use proptest::prelude::*;
use zip::ZipArchive;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::*;

fn settings() -> Settings {
    journey::settings::read(&notation::settings()).0
}

fn source(name: &str, bytes: impl Into<Vec<u8>>) -> Source {
    Source { name: name.to_owned(), input: Box::new(Cursor::new(bytes.into())) }
}

fn import(
    customers: Option<(&str, &str)>,
    events: Option<(&str, &str)>,
    options: &Options,
) -> Result<Imported, ImportError> {
    let settings = settings();
    let zone = Zone::named("Asia/Tokyo").unwrap();
    let open = |file: Option<(&str, &str)>| file.map(|(name, text)| source(name, text));
    read(open(customers), open(events), &settings, &zone, options)
}

fn csv(text: &str) -> Result<Imported, ImportError> {
    import(Some(("c.csv", text)), None, &Options::default())
}

#[track_caller]
fn refused(name: &str, text: &str, code: &str, words: &str) {
    let error = import(Some((name, text)), None, &Options::default()).unwrap_err();
    assert_eq!(error.code(), code, "{error}");
    let message = error.message(Lang::En);
    assert!(message.contains(words), "{message}");
    assert_ne!(message, error.message(Lang::Ja));
}

#[test]
fn the_same_customers_come_from_every_shape() {
    let rows = [
        ("c.csv", "id,AGE,tier,note\na,30,gold,x\nb,,silver,\n"),
        ("c.tsv", "id\tage\ttier\na\t30\tgold\nb\t \tsilver\n"),
        (
            "c.jsonl",
            "{\"id\":\"a\",\"age\":30,\"tier\":\"gold\"}\n\n{\"tier\":\"silver\",\"id\":\"b\",\"age\":null}\n",
        ),
    ];
    let hashes = rows.map(|file| {
        let read = import(Some(file), None, &Options::default()).unwrap();
        read.population.hash()
    });
    assert_eq!(hashes[0], hashes[1]);
    assert_eq!(hashes[0], hashes[2]);
    let found = &csv(rows[0].1).unwrap().found[0];
    assert_eq!((found.rows, &found.ignored), (2, &vec!["note".to_owned()]));
    assert!(found.missing.contains(&"cart_value".to_owned()));
}

#[test]
fn a_quoted_cell_may_hold_lines() {
    let read = csv("id,name,age\na,\"x\ny\",30\nb,z,31\n").unwrap();
    assert_eq!(read.population.table.len(), 2);
    let words = csv("id,name,age\na,\"x\ny\",30\nb,z,old\n").unwrap_err().to_string();
    assert!(words.contains("row 4, column age: found “old”"), "{words}");
}

#[test]
fn what_cannot_be_is_refused_with_place_and_way_out() {
    refused("c.csv", "", "empty_file", "c.csv: is empty");
    refused("c.csv", "id,age\n", "no_rows", "has a header and no rows");
    refused("c.csv", "id,age\na\n", "ragged_row", "row 2: found 1 cells, expected 2");
    refused("c.csv", "id,id\na,b\n", "duplicate_column", "columns 1 and 2");
    refused("c.csv", "id,age\na,1\nb,2\na,3\n", "duplicate_id", "rows 2 and 4");
    refused("c.csv", "who,age\na,1\n", "no_role_column", "--id COLUMN; there are: who, age");
    refused("c.csv", "id,age\n,1\n", "bad_cells", "row 2, column id: empty");
    refused("c.csv", "id,tier\na,golden\n", "bad_cells", "one of gold, silver, bronze");
    refused("c.csv", "id,\0\n", "nul_character", "row 1");
    refused("c.docx", "PK", "unknown_file_type", ".csv");
    refused("c.csv.gz", "id\na\n", "bad_gzip", "no intact gzip");
    refused("c.jsonl", "{\"id\":1}\n[1]\n", "not_an_object", "row 2");
    refused("c.jsonl", "{\"age\":1}\n", "no_role_column", "--id");
}

#[test]
fn the_first_ten_misfits_are_told_and_all_are_counted() {
    let rows: String = (0..25).map(|row| format!("c{row},old\n")).collect();
    let words = csv(&format!("id,age\n{rows}")).unwrap_err().to_string();
    assert!(words.contains("25 cells do not fit") && words.contains("and 15 more"), "{words}");
    let options = Options { invalid: Invalid::Missing, ..Options::default() };
    let read = import(Some(("c.csv", &format!("id,age\n{rows}"))), None, &options).unwrap();
    assert_eq!(read.found[0].replaced, 25);
}

#[test]
fn bombs_are_refused() {
    let wide = format!("id{}\n", ",a".repeat(1_000_000));
    refused("c.csv", &wide, "too_many_columns", "at most 10000");
    let long = format!("id,name\na,{}\n", "x".repeat(2 << 20));
    refused("c.csv", &long, "cell_too_long", "row 2, column name");
    let endless = format!("id,name\na,\"{}", "x\n".repeat(5 << 20));
    refused("c.csv", &endless, "row_too_long", "close the quote");
    let endless = format!("{{\"id\":\"{}", "x".repeat(9 << 20));
    refused("c.jsonl", &endless, "row_too_long", "row 1");
}

#[test]
fn a_mapped_column_must_be_there() {
    let map = |column: &str| Options {
        map: [("age".to_owned(), column.to_owned())].into(),
        ..Options::default()
    };
    for name in ["c.csv", "c.jsonl"] {
        let text = match name {
            "c.csv" => "id,Nenrei\na,1\n",
            _ => "{\"id\":\"a\",\"Nenrei\":1}\n",
        };
        assert!(import(Some((name, text)), None, &map("Nenrei")).is_ok());
        let error = import(Some((name, text)), None, &map("Nenreii")).unwrap_err();
        assert!(error.to_string().contains("did you mean “Nenrei”?"), "{error}");
    }
    let options =
        Options { map: [("aeg".to_owned(), "x".to_owned())].into(), ..Options::default() };
    let error = import(Some(("c.csv", "id\na\n")), None, &options).unwrap_err();
    assert!(error.to_string().contains("did you mean “age”?"), "{error}");
}

#[test]
fn events_find_their_customers() {
    let customers = Some(("c.csv", "id\na\nb\n"));
    let events = "customer_id,time,event,amount\nb,2026-01-05 10:00,purchase,100\n\
                  a,2026-01-05T01:00:00Z,signup,\nb,2026/1/5 9:00,signup,\na,2026-01-06,visited,\n";
    let read = import(customers, Some(("e.csv", events)), &Options::default()).unwrap();
    let log = &read.population.events;
    assert_eq!(log.len(), 3);
    assert_eq!(read.found[1].undeclared, [("visited".to_owned(), 1)].into());
    let b: Vec<&str> = log.of(1).map(|place| log.names[log.name(place)].as_str()).collect();
    assert_eq!(b, ["signup", "purchase"]);
    assert_eq!(log.at(log.of(0).start), log.at(log.of(1).start + 1));

    let lines =
        "{\"customer\":\"b\",\"at\":\"2026-01-05T10:00\",\"event\":\"purchase\",\"amount\":100}\n";
    let read = import(None, Some(("e.jsonl", lines)), &Options::default()).unwrap();
    assert_eq!((read.population.table.len(), read.population.events.len()), (1, 1));

    let error = import(Some(("c.csv", "id\na\n")), Some(("e.csv", events)), &Options::default());
    let words = error.unwrap_err().to_string();
    assert!(
        words.contains("2 cells do not fit") && words.contains("row 2, column customer_id"),
        "{words}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_bytes_make_it_panic(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..400),
            "(id|age|tier|,|\"|\n|\r|a|1|\t|'|=|\\{|\\}|:|あ|\u{0}){0,60}".prop_map(String::into_bytes),
        ],
        name in prop::sample::select(vec!["c.csv", "c.tsv", "c.jsonl", "c.csv.gz"]),
        encoding in prop::sample::select(vec![None, Some(Encoding::Utf8), Some(Encoding::Cp932), Some(Encoding::Utf16Le)]),
    ) {
        let (settings, zone) = (settings(), Zone::utc());
        let options = Options { encoding, ..Options::default() };
        let _read = read(Some(source(name, bytes.clone())), None, &settings, &zone, &options);
        let _read = read(None, Some(source(name, bytes)), &settings, &zone, &options);
    }

    #[test]
    fn no_cell_makes_it_panic(text in "[0-9０-９,.年月日令和元RHS/:T +\u{2212}あ|-]{0,20}") {
        let zone = Zone::utc();
        for kind in [Type::Integer, Type::Decimal, Type::Boolean, Type::Date, Type::Instant, Type::Tags] {
            let _cell = cell::read(&text, &Attribute::of(kind), &zone, &mut Texts::default());
        }
    }
}

/// Reads a file that another program wrote, with an attribute for each of its columns; returns what each
/// customer has, as it would be written.
fn foreign(name: &str, bytes: Vec<u8>) -> Result<Vec<String>, ImportError> {
    let mut fields = notation::settings();
    fields["attributes"] = serde_json::json!({
        "age": {"type": "integer"}, "birthday": {"type": "date"}, "cart_value": {"type": "decimal"},
        "joined": {"type": "instant"}, "likes": {"type": "tags", "values": ["x", "y"]}, "price": {"type": "decimal"},
        "seen": {"type": "instant"}, "tier": {"type": "text"}, "vulnerable": {"type": "boolean"}
    });
    let settings = journey::settings::read(&fields).0;
    let zone = Zone::named("Asia/Tokyo").unwrap();
    let read = read(Some(source(name, bytes)), None, &settings, &zone, &Options::default())?;
    let mut text = Vec::new();
    crate::export::customers(&mut text, Shape::Csv, &read.population, &settings, &zone).unwrap();
    Ok(String::from_utf8(text).unwrap().lines().map(str::to_owned).collect())
}

#[test]
fn parquet_of_another_program_is_read_with_its_types() {
    let lines = foreign("f.parquet", include_bytes!("../../fixtures/pyarrow.parquet").to_vec());
    // A time without a zone is the journey's, Asia/Tokyo; one of UTC is moved there.
    assert_eq!(
        lines.unwrap(),
        [
            "id,age,birthday,cart_value,joined,likes,price,seen,tier,vulnerable",
            "a,30,1996-02-29,1234.5,2026-01-05T09:00:00.123+09:00,x|y,12.34,2026-01-05T09:00:00+09:00,gold,true",
            "b,,,0.1,,|,,,silver,",
            "c,41,1980-01-01,,2026-01-06T00:00:00+09:00,,-0.05,2026-01-06T09:00:00+09:00,gold,false",
        ]
    );
}

#[test]
fn a_spreadsheet_of_another_program_is_read_with_its_types() {
    let lines = foreign("f.xlsx", include_bytes!("../../fixtures/openpyxl.xlsx").to_vec());
    // The formula was never worked out, so it has no value; blank rows are none.
    assert_eq!(
        lines.unwrap(),
        [
            "id,age,birthday,cart_value,joined,likes,price,seen,tier,vulnerable",
            "a,30,1996-02-29,1234.5,2026-01-05T09:00:00+09:00,,,,gold,true",
            "b,,,0.1,,,,,銀,",
        ]
    );
}

#[test]
fn damaged_tables_are_refused_and_never_cut_short() {
    let whole = [
        ("f.parquet", include_bytes!("../../fixtures/pyarrow.parquet").to_vec()),
        ("f.xlsx", include_bytes!("../../fixtures/openpyxl.xlsx").to_vec()),
    ];
    for (name, bytes) in whole {
        let good = foreign(name, bytes.clone()).unwrap();
        for cut in (0..bytes.len()).step_by(97) {
            let error = foreign(name, bytes[..cut].to_vec()).unwrap_err();
            assert!(matches!(error.code(), "damaged_file" | "empty_file"), "{cut}: {error}");
        }
        for place in (0..bytes.len()).step_by(7) {
            let mut flipped = bytes.clone();
            flipped[place] ^= 0x55;
            // A value may change, as in any file without a checksum; rows may not get lost.
            if let Ok(lines) = foreign(name, flipped) {
                assert_eq!(lines.len(), good.len(), "{name}, byte {place}");
            }
        }
    }
}

/// The library subtracts one corner of this from the other.
#[test]
fn a_spreadsheet_that_contradicts_itself_takes_nothing_down() {
    let mut book =
        ZipArchive::new(Cursor::new(include_bytes!("../../fixtures/openpyxl.xlsx"))).unwrap();
    let mut turned = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..book.len() {
        let mut part = book.by_index(place).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        turned.start_file(part.name().unwrap(), SimpleFileOptions::default()).unwrap();
        turned.write_all(text.replace("A2:H5", "H5:A2").as_bytes()).unwrap();
    }
    let bytes = turned.finish().unwrap().into_inner();
    match foreign("f.xlsx", bytes) {
        Ok(lines) => assert_eq!(lines.len(), 3),
        Err(error) => assert_eq!(error.code(), "damaged_file"),
    }
}
