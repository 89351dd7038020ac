//! A customers' file's way: the first byte chooses shape and encoding, the rest are customers and events.
#![no_main]

use std::io::Cursor;

use app::import::{Encoding, Options, Source, read};
use journey::lang::Lang;
use journey::settings::Settings;
use journey::time::Zone;

fn source(name: &str, bytes: &[u8]) -> Option<Source> {
    let input = Box::new(Cursor::new(bytes.to_vec()));
    Some(Source { name: name.to_owned(), input })
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((&how, bytes)) = bytes.split_first() else { return };
    let name = ["c.csv", "c.tsv", "c.jsonl", "c.csv.gz"][usize::from(how & 3)];
    let encoding = [None, Some(Encoding::Utf8), Some(Encoding::Cp932), Some(Encoding::Utf16Le)];
    let encoding = encoding[usize::from(how >> 2 & 3)];
    let settings = Settings { attributes: fuzz::attributes(), ..Settings::default() };
    let zone = Zone::utc();
    let by = |threads| {
        let options = Options { encoding, threads, ..Options::default() };
        read(source(name, bytes), None, &settings, &zone, &options)
    };
    match (by(1), by(2)) {
        (Ok(one), Ok(two)) => {
            assert_eq!(one.population.hash(), two.population.hash());
            assert_eq!(one.found, two.found);
        }
        (Err(one), Err(two)) => {
            assert_eq!(one, two);
            let _words = (one.message(Lang::En), one.message(Lang::Ja));
        }
        (one, two) => panic!("threads matter: {one:?} {two:?}"),
    }
    let _events = read(
        None,
        source(name, bytes),
        &settings,
        &zone,
        &Options { encoding, ..Options::default() },
    );
});
