//! A journey file's way: read, findings, plan, a rehearsal of three customers.
#![no_main]

use std::collections::BTreeMap;

use engine::plan::{CompileError, compile};
use engine::sample::{Wanted, sample};
use engine::simulate::{Options, Watch, simulate};
use engine::table::{Events, Population, Table};
use journey::lang::Lang;
use journey::value::{MISSING, Texts};
use journey::{finding, format};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok((journey, _)) = format::read(bytes) else { return };
    let written = format::write(&journey);
    let again = format::read(written.as_bytes()).expect("what was written is read");
    assert_eq!(format::write(&again.0), written);
    let library = BTreeMap::new();
    for finding in finding::check(&journey, &library) {
        let _words = (finding.message(Lang::En), finding.message(Lang::Ja));
    }
    let plan = match compile(&journey, &library) {
        Ok(plan) => plan,
        Err(CompileError::Findings(_)) => return,
        Err(CompileError::Unresolved(what)) => panic!("no finding, and no plan: {what:?}"),
    };
    let wanted = Wanted { customers: Some(3), seed: None, start: 0, end: 90 * 86_400_000 };
    let population = sample(&plan.settings, &plan.zone, wanted).unwrap_or_else(|_| {
        let attributes = &plan.settings.attributes;
        let mut table = Table::new(attributes);
        for id in ["a", "b", "c"] {
            table.push(id, &vec![MISSING; attributes.len()]).expect("fits");
        }
        let events = Events::new(&plan.settings.event_properties()).finish(table.len());
        Population { table: table.finish().expect("no id twice"), events, texts: Texts::default() }
    });
    let options = Options { threads: 1, ..Options::default() };
    let tally = simulate(&plan, &population, &options, &Watch::default());
    assert!(tally.is_ok(), "nobody stopped it");
});
