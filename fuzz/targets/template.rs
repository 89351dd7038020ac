//! A message's text: read, filled for two customers, one of whom has nothing, and counted as an SMS. The first byte
//! chooses the language.
#![no_main]

use std::collections::BTreeMap;

use journey::lang::Lang;
use journey::template::{Filling, joined, links, read, segments};
use journey::value::Type;

const TYPES: [Type; 8] = [
    Type::Text,
    Type::Integer,
    Type::Decimal,
    Type::Boolean,
    Type::Date,
    Type::Instant,
    Type::Category,
    Type::Tags,
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((&how, bytes)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let lang = if how & 1 == 0 { Lang::En } else { Lang::Ja };
    let _links = links(text);
    let Ok(reading) = read(text, lang) else { return };
    let kinds = TYPES.iter().cycle().skip(usize::from(how >> 1));
    let full: BTreeMap<String, Filling> = reading
        .variables()
        .into_iter()
        .zip(kinds)
        .map(|(path, kind)| (path, Filling::example(*kind)))
        .collect();
    for values in [full, BTreeMap::new()] {
        let Ok(pieces) = reading.fill(&values) else { continue };
        assert_eq!(reading.fill(&values).as_ref(), Ok(&pieces), "the same text twice");
        let filled = joined(&pieces);
        let _found = links(&filled);
        let counted = segments(&filled);
        assert_eq!(counted.count == 0, filled.is_empty(), "{counted:?}");
    }
});
