//! Text in, text out: a file as people have it, the plan that is proposed, and what becomes of it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use journey::settings::Settings;
use journey::value::{Attribute, Type};

use super::*;
use crate::refused::Refused;

const PEOPLE: &str = "customerID,tenure,Plan,Total,Churn,E-mail\n\
    a1,1,basic,29.85,No,a@example.com\n\
    b2,34,plus,1889.5,No,b@example.com\n\
    c3,2,basic,108.15,Yes,c@example.com\n\
    d4,45,plus,1840.75,No,d@example.com\n\
    e5,0,basic, ,No,e@example.com\n\
    f6,8,basic,820.5,Yes,f@example.com\n";

const EVENTS: &str = "user_id,event,timestamp,price\n\
    a1,view,2026-01-01 10:00:00,\n\
    a1,buy,2026-01-01 10:05:00,980\n\
    z9,view,2026-01-02 09:00:00,\n";

fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.attributes.insert("tenure".to_owned(), Attribute::of(Type::Integer));
    settings.events.entry("buy".to_owned()).or_default();
    settings
}

/// Puts a file into hand, in two pieces.
fn hold(shelf: &Shelf, name: &str, bytes: &[u8]) -> String {
    let (first, second) = bytes.split_at(bytes.len() / 2);
    let piece = |file: Option<String>, bytes: &[u8]| Piece {
        file,
        name: name.to_owned(),
        bytes: STANDARD.encode(bytes),
    };
    let held = shelf.take(&piece(None, first)).unwrap();
    let held = shelf.take(&piece(Some(held.file), second)).unwrap();
    assert_eq!(held.bytes, bytes.len() as u64);
    held.file
}

fn looked(shelf: &Shelf, name: &str, bytes: &[u8]) -> Result<FileLook, Refused> {
    let file = hold(shelf, name, bytes);
    look(&shelf.read(&file).unwrap(), FileReading::default(), None, &settings())
}

fn taken(shelf: &Shelf, plans: &[FilePlan]) -> Result<Taken, Refused> {
    let takings: Vec<Taking> = plans.iter().map(|plan| shelf.read(&plan.file).unwrap()).collect();
    let given: Vec<Given<'_>> =
        plans.iter().zip(&takings).map(|(plan, taking)| Given { plan, taking }).collect();
    take(&given, &settings(), &Pseudonyms::of(b"key"))
}

fn told(taken: &Taken) -> Vec<(String, Bad, u64, Vec<u64>)> {
    let troubles = taken.files.iter().flat_map(|file| &file.troubles);
    let lines = |it: &ColumnTrouble| it.cells.iter().map(|cell| cell.line).collect();
    troubles.map(|it| (it.name.clone(), it.bad, it.count, lines(it))).collect()
}

#[test]
fn a_look_says_what_every_column_holds_and_proposes_what_for() {
    let shelf = Shelf::default();
    let look = looked(&shelf, "顧客.csv", PEOPLE.as_bytes()).unwrap();
    assert_eq!((look.of, look.rows, look.headless), (RowsOf::Customers, 6, false));
    assert_eq!(look.separator, Some(Separator::Comma));
    let new = |name: &str, kind| ColumnUse::New { name: name.to_owned(), kind, values: Vec::new() };
    let values = ["basic", "plus"].map(str::to_owned).into();
    let expected = [
        ColumnUse::Id { pseudonym: false },
        ColumnUse::Known { name: "tenure".to_owned() },
        ColumnUse::New { name: "plan".to_owned(), kind: Type::Category, values },
        new("total", Type::Decimal),
        new("churn", Type::Boolean),
        ColumnUse::Out,
    ];
    let columns: Vec<ColumnUse> = look.columns.iter().map(|it| it.proposed.clone()).collect();
    assert_eq!(columns, expected);
    assert_eq!(look.columns[5].personal, Some(Personal::Mail));
    assert_eq!(look.columns[3].filled, 5);
}

#[test]
fn encodings_and_separators_are_found_and_can_be_said() {
    let shelf = Shelf::default();
    let text = "会員番号;氏名;都道府県\n1;山田 太郎;東京都\n2;佐藤 花子;大阪府\n";
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode(text);
    let look = looked(&shelf, "会員.csv", &bytes).unwrap();
    assert_eq!(look.separator, Some(Separator::Semicolon));
    assert_eq!(look.encoding, crate::import::Encoding::Cp932);
    assert_eq!(look.columns[0].proposed, ColumnUse::Id { pseudonym: false });
    assert_eq!(look.columns[1].personal, Some(Personal::Name));
    let bars = FileReading { separator: Some(Separator::Bar), ..FileReading::default() };
    let look = super::look(&shelf.read(&look.file).unwrap(), bars, None, &settings()).unwrap();
    assert_eq!(look.columns.len(), 1);
    assert!(looked(&shelf, "x.csv", b"1,2026-01-01\n2,2026-01-02\n").unwrap().headless);
}

#[test]
fn blank_cells_are_told_and_mended_skipped_or_read_as_missing() {
    let shelf = Shelf::default();
    // Twenty sound rows for each blank one, so that a blank is an exception.
    let more: String =
        (0..20).map(|row| format!("g{row},5,basic,{row}.5,No,x@example.com\n")).collect();
    let text = format!("{PEOPLE}{more}");
    let plan = looked(&shelf, "people.csv", text.as_bytes()).unwrap().proposed();
    let open = taken(&shelf, std::slice::from_ref(&plan)).unwrap();
    assert_eq!(told(&open), [("Total".to_owned(), Bad::Blank, 1, vec![6])]);
    assert!(!open.is_ready());
    let decided = |then| {
        let rules = vec![Rule { column: 3, bad: Bad::Blank, then }];
        taken(&shelf, &[FilePlan { rules, ..plan.clone() }]).unwrap()
    };
    let missing = decided(OnBad::Missing);
    assert!(missing.is_ready());
    assert_eq!((missing.population.table.len(), missing.files[0].missing), (26, 1));
    let skipped = decided(OnBad::Skip);
    assert_eq!((skipped.population.table.len(), skipped.files[0].skipped), (25, 1));
    assert_eq!(skipped.population.table.row("e5"), None);
    let mends = vec![Mend { line: 6, column: 3, value: "１，０００".to_owned() }];
    let mended = taken(&shelf, &[FilePlan { mends, ..plan.clone() }]).unwrap();
    assert!(mended.is_ready() && told(&mended).is_empty());
    let row = mended.population.table.row("e5").unwrap();
    assert_eq!(mended.population.table.column("total").unwrap().get(row), 1_000_000_000);
}

#[test]
fn ids_that_stand_twice_or_not_at_all_are_told() {
    let shelf = Shelf::default();
    let plan = looked(&shelf, "x.csv", b"id,n\na,1\n,2\na,3\nb,4\n").unwrap().proposed();
    let open = taken(&shelf, std::slice::from_ref(&plan)).unwrap();
    let id = || "id".to_owned();
    assert_eq!(told(&open), [(id(), Bad::Needed, 1, vec![3]), (id(), Bad::Twice, 1, vec![4])]);
    let skip = |bad| Rule { column: 0, bad, then: OnBad::Skip };
    let rules = vec![skip(Bad::Needed), skip(Bad::Twice)];
    let first = taken(&shelf, &[FilePlan { rules, ..plan }]).unwrap();
    assert!(first.is_ready());
    let table = &first.population.table;
    assert_eq!((table.len(), table.column("n").unwrap().get(0)), (2, 1));
}

#[test]
fn events_are_those_of_the_customers_and_bring_what_they_need() {
    let shelf = Shelf::default();
    let people = looked(&shelf, "people.csv", PEOPLE.as_bytes()).unwrap().proposed();
    let look = looked(&shelf, "log.csv", EVENTS.as_bytes()).unwrap();
    assert_eq!(look.of, RowsOf::Events);
    let names: Vec<(&str, u64, bool)> =
        look.events.iter().map(|it| (it.name.as_str(), it.count, it.declared)).collect();
    assert_eq!(names, [("view", 2, false), ("buy", 1, true)]);
    let mut log = look.proposed();
    let open = taken(&shelf, &[people.clone(), log.clone()]).unwrap();
    assert!(told(&open).contains(&("user_id".to_owned(), Bad::Stranger, 1, vec![4])));
    log.rules = vec![Rule { column: 0, bad: Bad::Stranger, then: OnBad::Skip }];
    let both = taken(&shelf, &[people, log.clone()]).unwrap();
    assert_eq!(both.population.events.len(), 2);
    assert_eq!(both.declared.events["view"].len(), 0);
    assert_eq!(both.declared.events["buy"].keys().collect::<Vec<_>>(), ["price"]);
    let alone = taken(&shelf, &[log]).unwrap();
    assert_eq!((alone.population.table.len(), alone.population.events.len()), (2, 3));
}

#[test]
fn a_pseudonym_hides_the_value_and_joins_the_files() {
    let shelf = Shelf::default();
    let mut people = looked(&shelf, "people.csv", PEOPLE.as_bytes()).unwrap().proposed();
    people.columns[0] = ColumnUse::Id { pseudonym: true };
    people.columns[5] = ColumnUse::Pseudonym { name: "mail".to_owned() };
    let mut log = looked(&shelf, "log.csv", EVENTS.as_bytes()).unwrap().proposed();
    log.columns[0] = ColumnUse::Id { pseudonym: true };
    log.rules = vec![Rule { column: 0, bad: Bad::Stranger, then: OnBad::Skip }];
    let taken = taken(&shelf, &[people, log]).unwrap();
    let Population { table, texts, events } = &taken.population;
    assert_eq!(table.id(0), Pseudonyms::of(b"key").give("a1"));
    let mail = texts.get(table.column("mail").unwrap().get(0)).unwrap();
    assert_eq!(mail, Pseudonyms::of(b"key").give("a@example.com"));
    assert_eq!(events.of(0).len(), 2);
}

#[test]
fn plans_that_make_no_sense_are_refused_with_a_way_out() {
    let shelf = Shelf::default();
    let plan = looked(&shelf, "people.csv", PEOPLE.as_bytes()).unwrap().proposed();
    let with = |column: usize, of: ColumnUse| {
        let mut plan = plan.clone();
        plan.columns[column] = of;
        taken(&shelf, &[plan]).unwrap_err()
    };
    let new =
        |name: &str| ColumnUse::New { name: name.to_owned(), kind: Type::Text, values: Vec::new() };
    let choice = ColumnUse::New { name: "x".to_owned(), kind: Type::Category, values: Vec::new() };
    for (refused, code) in [
        (with(0, ColumnUse::Out), "no_role_column"),
        (with(2, ColumnUse::Id { pseudonym: false }), "no_role_column"),
        (with(2, new("年齢")), "bad_name"),
        (with(2, new("tenure")), "name_taken"),
        (with(2, new("churn")), "name_taken"),
        (with(2, new("id")), "name_taken"),
        (with(2, choice), "bad_values"),
        (with(2, ColumnUse::Known { name: "gone".to_owned() }), "no_attribute"),
        (looked(&shelf, "x.csv", b"").unwrap_err(), "empty_file"),
        (looked(&shelf, "x.csv", b"a,b\n1\n").unwrap_err(), "ragged_row"),
        (looked(&shelf, "x.xlsx", b"a,b\n1\n").unwrap_err(), "damaged_file"),
    ] {
        assert_eq!(refused.code, code, "{refused:?}");
        assert!(
            !refused.message.ja.is_empty() && !refused.message.en.contains("--"),
            "{refused:?}"
        );
    }
    let header = looked(&shelf, "x.csv", b"id,a\n").unwrap();
    assert_eq!(header.rows, 0);
    assert_eq!(taken(&shelf, &[header.proposed()]).unwrap_err().code, "no_rows");
    let none = Piece { file: None, name: "x.exe".to_owned(), bytes: String::new() };
    assert_eq!(shelf.take(&none).unwrap_err().code, "unknown_file_type");
}

#[test]
fn a_reading_ends_when_it_is_stopped_and_a_file_that_is_let_go_is_gone() {
    let shelf = Shelf::default();
    let file = hold(&shelf, "people.csv", PEOPLE.as_bytes());
    let taking = shelf.read(&file).unwrap();
    shelf.stop(&file).unwrap();
    let stopped = look(&taking, FileReading::default(), None, &settings());
    assert_eq!(stopped.unwrap_err().code, "stopped");
    assert!(look(&shelf.read(&file).unwrap(), FileReading::default(), None, &settings()).is_ok());
    assert_eq!(shelf.standing(&file).unwrap().done, PEOPLE.len() as u64);
    shelf.let_go(&file);
    assert_eq!(shelf.read(&file).unwrap_err().code, "no_file");
}

#[test]
fn a_file_that_changes_between_look_and_taking_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.csv");
    std::fs::write(&path, PEOPLE).unwrap();
    let shelf = Shelf::default();
    let file = shelf.open(&path).unwrap().file;
    let look = look(&shelf.read(&file).unwrap(), FileReading::default(), None, &settings());
    let plan = look.unwrap().proposed();
    std::fs::write(&path, PEOPLE.replace("basic", "plus")).unwrap();
    assert_eq!(taken(&shelf, &[plan]).unwrap_err().code, "changed_file");
}

use engine::table::Population;
