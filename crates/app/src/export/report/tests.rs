use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use engine::report::Report;
use journey::lang::Lang;
use zip::ZipArchive;

use super::*;
use crate::rehearsal::{Phase, Rehearsals, Setup, Subject};
use crate::samples::sample;

/// The whole report of a sample.
async fn rehearsed(journey: &str) -> Report {
    let subject = Subject {
        document: journey.to_owned(),
        journey: std::sync::Arc::new(sample(journey).unwrap()),
        library: std::sync::Arc::default(),
        against: None,
        kept: None,
        worlds: None,
        now: 0,
    };
    let setup = Setup {
        seed: 1,
        runs: Some(2),
        customers: Some(300),
        start: None,
        horizon: "90d".to_owned(),
        whole: true,
        population: None,
    };
    let rehearsals = Rehearsals::default();
    let run = rehearsals.run(&rehearsals.begin(subject, setup)).unwrap();
    while !run.progress(Some(Phase::Counting)).await.phase.is_over() {}
    Report::clone(&*run.report().unwrap())
}

/// Every table of an archive: its name, and its lines with their cells.
fn unpacked(bytes: Vec<u8>) -> Vec<(String, Vec<Vec<String>>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let table = |name: String| {
        let mut text = String::new();
        archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        let text = text.strip_prefix('\u{feff}').expect("a mark for spreadsheets").to_owned();
        let mut lines = csv::ReaderBuilder::new().has_headers(false).from_reader(Cursor::new(text));
        let lines = lines.records().map(|line| line.unwrap().iter().map(str::to_owned).collect());
        (name, lines.collect())
    };
    names.into_iter().map(table).collect()
}

fn book_of(bytes: Vec<u8>) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets = book.worksheets();
    sheets
        .into_iter()
        .map(|(name, range)| (name, range.rows().map(<[Data]>::to_vec).collect()))
        .collect()
}

#[tokio::test]
async fn every_section_of_the_report_is_a_table_with_its_figures_as_numbers() {
    let report = rehearsed("cart-recovery").await;
    for lang in [Lang::En, Lang::Ja] {
        let book = book_of(super::report(&report, ReportShape::Xlsx, lang).unwrap());
        let files = unpacked(super::report(&report, ReportShape::Csv, lang).unwrap());
        assert!(book.len() >= 14, "{}", book.len());
        assert_eq!(book.len(), files.len());
        for ((sheet, rows), (file, lines)) in book.iter().zip(&files) {
            assert!(file.ends_with(&format!(" {sheet}.csv")), "{file}");
            assert_eq!(rows.len(), lines.len(), "{sheet}");
        }
        let of = |name: &str| &book.iter().find(|(sheet, _)| sheet == name).unwrap().1;
        let figures = of(if lang == Lang::En { "Figures" } else { "指標" });
        for (row, kpi) in figures.iter().skip(1).zip(&report.kpis) {
            let shown = |value: f64| if kpi.unit == "ms" { value / 3_600_000.0 } else { value };
            assert_eq!(row[1], kpi.estimate.map_or(Data::Empty, |it| Data::Float(shown(it))));
        }
        let steps = of(if lang == Lang::En { "Steps" } else { "ステップ" });
        assert_eq!(steps.len(), report.nodes.len() + 1);
        for (row, (id, node)) in steps.iter().skip(1).zip(&report.nodes) {
            assert_eq!(
                (&row[1], &row[3]),
                (&Data::String(id.clone()), &Data::Float(node.entered as f64))
            );
        }
    }
}

#[tokio::test]
async fn json_is_the_report_itself_and_files_are_the_same_each_time_they_are_read() {
    let report = rehearsed("cart-recovery").await;
    let bytes = super::report(&report, ReportShape::Json, Lang::Ja).unwrap();
    assert_eq!(serde_json::from_slice::<Report>(&bytes).unwrap(), report);
    assert!(bytes.ends_with(b"}\n"));
    let archive = || super::report(&report, ReportShape::Csv, Lang::En).unwrap();
    assert_eq!(archive(), archive());
}

#[tokio::test]
async fn hostile_texts_stay_texts_and_nothing_is_a_formula() {
    let mut hostile: Vec<String> =
        serde_json::from_str(include_str!("../../../../../tests/hostile.json")).unwrap();
    hostile.extend(["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0"].map(str::to_owned));
    let plain = rehearsed("cart-recovery").await;
    for text in hostile {
        let mut report = plain.clone();
        let name =
            || [("en", &text), ("ja", &text)].map(|(key, text)| (key.to_owned(), text.clone()));
        let id = report.nodes.keys().next().unwrap().clone();
        report.nodes.get_mut(&id).unwrap().name = name().into();
        report.journey.name = name().into();
        report.kpis[0].name = name().into();
        let book = book_of(super::report(&report, ReportShape::Xlsx, Lang::En).unwrap());
        let steps = &book.iter().find(|(sheet, _)| sheet == "Steps").unwrap().1;
        let named = steps.iter().find(|row| row[1] == Data::String(id.clone())).unwrap();
        // A step without a name is called by its kind.
        if !text.is_empty() {
            // A spreadsheet reads every line break as one sign.
            let lines = text.replace("\r\n", "\n").replace('\r', "\n");
            let shown = named[0].to_string().replace("\r\n", "\n").replace('\r', "\n");
            assert_eq!(shown, lines, "{text:?}");
        }
        for (file, lines) in unpacked(super::report(&report, ReportShape::Csv, Lang::En).unwrap()) {
            for cell in lines.iter().flatten() {
                let safe = cell.starts_with('\'') || *cell == guarded(cell);
                assert!(safe, "{file}: {cell:?} would run");
            }
            if file.ends_with("Steps.csv") && !text.is_empty() {
                let named = lines.iter().find(|row| row[1] == id).unwrap();
                assert_eq!(named[0], guarded(&text), "{file}");
            }
        }
        let bytes = super::report(&report, ReportShape::Xlsx, Lang::En).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        for place in 0..archive.len() {
            let mut xml = String::new();
            archive.by_index(place).unwrap().read_to_string(&mut xml).unwrap();
            assert!(!xml.contains("<f>") && !xml.contains("<f "), "{text:?} became a formula");
        }
    }
}

#[test]
fn a_text_that_no_cell_holds_is_cut_between_letters() {
    let long = "𠮷".repeat(20_000);
    let sheet = Sheet { name: "x".into(), heads: vec!["x".into()], rows: vec![vec![long.into()]] };
    let book = book_of(spreadsheet::book(&[sheet]).unwrap());
    assert_eq!(book[0].1[1][0].to_string().chars().count(), 32_767 / 2);
}
