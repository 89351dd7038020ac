//! The import wizard's way, for every shape of file: a look, the plan that is proposed, and the customers that come of
//! it. The first byte chooses the shape; one of them is the sheet of a spreadsheet that is whole otherwise.
#![no_main]

use std::io::{Cursor, Write};
use std::sync::Once;

use app::import::intake::{FileReading, Given, Piece, Pseudonyms, Shelf, look, take};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use journey::settings::Settings;
use zip::write::{SimpleFileOptions, ZipWriter};

const NAMES: [&str; 6] = ["c.csv", "c.tsv", "c.jsonl", "c.csv.gz", "c.parquet", "c.xlsx"];
const SHEET: &str = "xl/worksheets/sheet1.xml";
const AROUND: [(&str, &str); 4] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
];

/// Returns a spreadsheet around a sheet.
fn book(sheet: &[u8]) -> Vec<u8> {
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = AROUND.iter().map(|(name, text)| (*name, text.as_bytes())).chain([(SHEET, sheet)]);
    for (name, bytes) in parts {
        file.start_file(name, SimpleFileOptions::default()).expect("memory takes it");
        file.write_all(bytes).expect("memory takes it");
    }
    file.finish().expect("memory takes it").into_inner()
}

/// What reads Parquet may panic inside, and the product holds that: only what comes out of it counts here.
fn let_panics_unwind() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|panic| eprintln!("{panic}"))));
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let_panics_unwind();
    let Some((&how, bytes)) = bytes.split_first() else { return };
    let shape = usize::from(how) % (NAMES.len() + 1);
    let (name, bytes) = match NAMES.get(shape) {
        Some(name) => (*name, bytes.to_vec()),
        None => ("c.xlsx", book(bytes)),
    };
    let settings = Settings { attributes: fuzz::attributes(), ..Settings::default() };
    let shelf = Shelf::default();
    let piece = Piece { file: None, name: name.to_owned(), bytes: STANDARD.encode(bytes) };
    let file = shelf.take(&piece).expect("a file that fits").file;
    let read = || shelf.read(&file).expect("it is in hand");
    let Ok(looked) = look(&read(), FileReading::default(), None, &settings) else { return };
    let plan = looked.proposed();
    let taken = || {
        let taking = read();
        take(&[Given { plan: &plan, taking: &taking }], &settings, &Pseudonyms::of(b"key"))
    };
    match (taken(), taken()) {
        (Ok(once), Ok(again)) => {
            assert_eq!(once.population.hash(), again.population.hash());
            assert!(once.population.table.len() as u64 <= looked.rows, "customers of nowhere");
        }
        (once, again) => assert_eq!(once.err(), again.err()),
    }
});
