//! The customers of a file of separated values, block by block on several threads. Whoever is free takes the
//! next block; what is in it is added in the order of the file. Blocks do not depend on threads, so neither
//! does anything that is found; a few blocks at most wait for one before them.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use engine::table::Table;
use journey::value::{Attribute, Cell, Texts};

use super::blocks::{Block, Blocks};
use super::error::{Expected, Problem, Role};
use super::layout::{Hand, Layout, Reading};
use super::notes::Notes;
use super::rows::{Batch, Separated};
use super::split::{Header, split};
use super::{Invalid, MAX_CUSTOMERS};

/// How many blocks a thread may be ahead of the first that is still missing, for each thread.
const AHEAD: u64 = 4;

/// Customers that stand next to each other in a file.
pub(super) struct Crowd {
    pub(super) table: Table,
    pub(super) texts: Texts,
    /// The line of each customer.
    pub(super) lines: Vec<u64>,
    /// All rows, also those without a customer.
    pub(super) count: u64,
    pub(super) notes: Notes,
    /// What ends the file after them.
    problem: Option<Problem>,
}

/// What every thread needs to understand a block.
pub(super) struct Work<'a> {
    pub(super) schema: &'a BTreeMap<String, Attribute>,
    pub(super) layout: &'a Layout,
    pub(super) reading: &'a Reading<'a>,
    pub(super) invalid: Invalid,
}

/// Reads everyone on this many threads, at least one: the caller's own.
pub(super) fn read(
    rows: Separated,
    texts: Texts,
    work: &Work<'_>,
    threads: usize,
) -> Result<Crowd, Problem> {
    let Separated { header, blocks } = rows;
    let threads = threads.max(1);
    let line = Line {
        blocks: Mutex::new((0, blocks)),
        sum: Mutex::new(Sum {
            next: 0,
            early: BTreeMap::new(),
            crowd: work.crowd(texts),
            over: false,
        }),
        moved: Condvar::new(),
        ahead: AHEAD * threads as u64,
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // Where the system gives no thread, those that are there do all the work.
            let _spawned = std::thread::Builder::new()
                .name("rows".to_owned())
                .spawn_scoped(scope, || line.work(&header, work));
        }
        line.work(&header, work);
    });
    let sum = line.sum.into_inner().unwrap_or_else(PoisonError::into_inner);
    match sum.crowd.problem {
        Some(problem) => Err(problem),
        None => Ok(sum.crowd),
    }
}

/// Blocks that come out in the order in which they went in.
struct Line {
    blocks: Mutex<(u64, Blocks)>,
    sum: Mutex<Sum>,
    moved: Condvar,
    ahead: u64,
}

struct Sum {
    /// The number of the block to be added next.
    next: u64,
    /// Blocks that were done before it.
    early: BTreeMap<u64, Crowd>,
    crowd: Crowd,
    /// Whether what is still to come means nothing any more.
    over: bool,
}

/// Lets nobody wait for a thread that panicked.
struct Leaving<'a>(&'a Line);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            lock(&self.0.sum).over = true;
            self.0.moved.notify_all();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Line {
    fn work(&self, header: &Header, work: &Work<'_>) {
        let _leaving = Leaving(self);
        let mut batch = Batch::default();
        while let Some((number, block)) = self.take() {
            let crowd = work.block(block, header, &mut batch);
            if !self.give(number, crowd) {
                return;
            }
        }
    }

    fn take(&self) -> Option<(u64, Block)> {
        let mut blocks = lock(&self.blocks);
        let number = blocks.0;
        let block = blocks.1.next()?;
        blocks.0 += 1;
        Some((number, block))
    }

    /// Adds a block when its turn comes; false when no more are wanted.
    fn give(&self, number: u64, crowd: Crowd) -> bool {
        let mut sum = lock(&self.sum);
        while !sum.over && number > sum.next + self.ahead {
            sum = self.moved.wait(sum).unwrap_or_else(PoisonError::into_inner);
        }
        sum.early.insert(number, crowd);
        let before = sum.next;
        while !sum.over {
            let next = sum.next;
            let Some(crowd) = sum.early.remove(&next) else { break };
            sum.next += 1;
            sum.over = !sum.crowd.append(crowd);
        }
        if sum.over || sum.next > before {
            self.moved.notify_all();
        }
        !sum.over
    }
}

impl Crowd {
    /// Adds those that come next in the file; false if a problem ends it.
    fn append(&mut self, later: Self) -> bool {
        let count = self.lines.len() as u64 + later.lines.len() as u64;
        self.problem = if count > MAX_CUSTOMERS {
            Some(Problem::TooManyRows { most: MAX_CUSTOMERS })
        } else {
            let texts = (0..later.texts.len() as Cell).filter_map(|cell| later.texts.get(cell));
            let places: Vec<Cell> = texts.map(|text| self.texts.intern(text)).collect();
            let added = self.table.append(&later.table, &places);
            added.err().map(|_| Problem::TooLarge).or(later.problem)
        };
        self.lines.extend_from_slice(&later.lines);
        self.count += later.count;
        self.notes.append(later.notes);
        self.problem.is_none()
    }
}

impl Work<'_> {
    fn crowd(&self, texts: Texts) -> Crowd {
        let (table, notes) = (Table::new(self.schema), Notes::new(self.invalid));
        Crowd { table, texts, lines: Vec::new(), count: 0, notes, problem: None }
    }

    fn block(&self, block: Block, header: &Header, batch: &mut Batch) -> Crowd {
        let mut crowd = self.crowd(Texts::default());
        let problem = split(block, header, batch).err();
        crowd.count = batch.rows.len() as u64;
        let mut cells = Vec::new();
        for &row in &batch.rows {
            let hand = Hand::new(batch, row);
            let notes = &mut crowd.notes;
            self.layout.values(&hand, self.reading, &mut crowd.texts, notes, &mut cells);
            let Some(id) = self.layout.role(&hand, Role::Id) else {
                self.layout.bad(&hand, Role::Id, Expected::Something, notes);
                continue;
            };
            if crowd.table.push(id, &cells).is_err() {
                crowd.problem = Some(Problem::TooLarge);
                return crowd;
            }
            crowd.lines.push(row.line);
        }
        crowd.problem = problem;
        crowd
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use engine::table::TableError;
    use journey::time::Zone;
    use journey::value::Type;
    use proptest::prelude::*;

    use super::super::columns::{Columns, Wanted};
    use super::super::{bytes, rows::Rows};
    use super::*;

    /// Everything that is found: values by row, texts, lines, rows, cells read as missing.
    type Told = (Vec<(String, Vec<Cell>)>, Vec<String>, Vec<u64>, u64, u64);

    /// Reads with blocks of a size, decoding so many bytes at a time.
    fn read_by(
        text: &[u8],
        (size, piece, threads): (usize, usize, usize),
    ) -> Result<Told, Problem> {
        let schema: BTreeMap<String, Attribute> = [("age", Type::Integer), ("name", Type::Text)]
            .map(|(name, kind)| (name.to_owned(), Attribute::of(kind)))
            .into();
        let (mut text, _) = bytes::open(Box::new(Cursor::new(text.to_vec())), false, None)?;
        text.piece = piece;
        let (header, blocks) = Blocks::open_sized(text, b',', size)?;
        let id = Wanted { role: Role::Id, given: None, names: &["id"] };
        let mut layout = Layout::new(Columns::new(&schema, &BTreeMap::new(), vec![id])?);
        layout.grow(&header.names)?;
        layout.columns.check()?;
        let zone = Zone::utc();
        let reading = Reading::new(&schema, &zone);
        let (layout, reading, invalid) = (&layout, &reading, Invalid::Refuse);
        let work = Work { schema: &schema, layout, reading, invalid };
        let rows = Separated { header, blocks };
        let crowd = read(rows, Texts::default(), &work, threads)?;
        let replaced = crowd.notes.finish()?;
        let table = crowd.table.finish().map_err(|error| match error {
            TableError::DuplicateId { id, first, second } => {
                Problem::DuplicateId { id, first: crowd.lines[first], second: crowd.lines[second] }
            }
            TableError::TooLarge => Problem::TooLarge,
        })?;
        let value = |row, name: &&str| table.column(name).expect("declared").get(row);
        let values = |row| ["age", "name"].iter().map(|name| value(row, name)).collect();
        let customers = (0..table.len()).map(|row| (table.id(row).to_owned(), values(row)));
        let texts = (0..crowd.texts.len() as Cell).filter_map(|cell| crowd.texts.get(cell));
        let texts = texts.map(str::to_owned).collect();
        Ok((customers.collect(), texts, crowd.lines, crowd.count, replaced))
    }

    /// Rows with everything that could mislead who cuts them; now and then one that is wrong.
    fn file(wrong: u32) -> impl Strategy<Value = String> {
        let name = prop_oneof![
            4 => "[a-c]{0,3}",
            1 => Just("\"x\ny\"".to_owned()),
            1 => Just("\"x,\r\n\"\"y\"\"\"".to_owned()),
            1 => Just("\"\"\"\"".to_owned()),
            1 => Just("\"\"".to_owned()),
            1 => Just("a\"b\"\"".to_owned()),
            1 => Just("\"ab\"c\"d".to_owned()),
            1 => Just(" \"é あ ".to_owned()),
            1 => Just("'=1".to_owned()),
        ];
        let age = prop_oneof![20 => "[0-9]{0,3}", wrong => Just("old".to_owned())];
        let tail = prop_oneof![
            60 => Just(""), wrong => Just(",x"), wrong => Just(",\0"), wrong => Just(",\"open")
        ];
        let end = prop::sample::select(vec!["\n", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n"]);
        let row = (name, age, tail, end);
        let rows = prop::collection::vec(row, 0..40);
        (rows, any::<bool>(), any::<bool>()).prop_map(|(rows, last, mark)| {
            let mut text =
                if mark { "\u{feff}id,name,age\r\n" } else { "id,name,age\n" }.to_owned();
            for (place, (name, age, tail, end)) in rows.into_iter().enumerate() {
                text += &format!("c{place},{name},{age}{tail}{end}");
            }
            if last { text } else { text.trim_end().to_owned() }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]
        #[test]
        fn blocks_and_threads_change_nothing(
            text in prop_oneof![file(0), file(1)],
            size in 1usize..200,
            piece in 4usize..60,
            threads in 1usize..5,
        ) {
            let whole = read_by(text.as_bytes(), (usize::MAX, 64 << 10, 1));
            prop_assert_eq!(read_by(text.as_bytes(), (size, piece, threads)), whole);
        }

        #[test]
        fn rows_are_those_of_the_csv_crate(text in file(0), size in 1usize..200, piece in 4usize..60) {
            let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
            let theirs: Vec<(String, String)> = reader
                .records()
                .map(|row| row.expect("even rows"))
                .map(|row| (row[0].to_owned(), row[1].trim().to_owned()))
                .collect();
            let (customers, texts, lines, ..) = read_by(text.as_bytes(), (size, piece, 2)).expect("good");
            let name = |cell: Cell| usize::try_from(cell).map_or("", |cell| texts[cell].as_str());
            let ours: Vec<_> = customers
                .iter()
                .map(|(id, cells)| (id.clone(), name(cells[1]).replace("=1", "'=1")))
                .collect();
            prop_assert_eq!(ours, theirs);
            let all: Vec<&str> = text.split('\n').collect();
            for ((id, _), line) in customers.iter().zip(lines) {
                let place = all[line as usize - 1].contains(&format!("{id},"));
                prop_assert!(place, "{id} is not in line {line}");
            }
        }
    }

    #[test]
    fn the_first_problem_of_the_file_is_told_and_misfits_come_in_order() {
        let rows: String = (0..400)
            .map(|row| format!("c{row},n,{}\n", if row % 50 == 7 { "old" } else { "1" }))
            .collect();
        let bad = format!("id,name,age\n{rows}");
        let Err(Problem::Cells { first, count }) = read_by(bad.as_bytes(), (64, 16, 3)) else {
            panic!("there are misfits")
        };
        let lines: Vec<u64> = first.iter().map(|cell| cell.line).collect();
        assert_eq!((lines, count), ((0..8).map(|turn| 50 * turn + 9).collect(), 8));
        let two = format!("{bad}x,y\n{rows}\0");
        let ragged = Problem::Ragged { line: 402, found: 2, expected: 3 };
        assert_eq!(read_by(two.as_bytes(), (64, 16, 3)), Err(ragged));
    }

    #[test]
    fn a_file_of_another_shape_has_no_blocks() {
        let input = Box::new(Cursor::new(b"{}".to_vec()));
        let shape = super::super::shape_of("c.jsonl").expect("known");
        let (rows, _) = Rows::open(input, shape, None, None).expect("opens");
        assert!(matches!(rows, Rows::Lines(_)));
    }
}
