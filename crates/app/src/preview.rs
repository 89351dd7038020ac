//! A message's texts as one sample customer reads them; and of all samples, who would get the longest and who would find
//! a gap. What is only known on the way, as properties of events, stands there as an example.

use std::collections::{BTreeMap, BTreeSet};

use engine::table::Population;
use journey::settings::Settings;
use journey::template::{
    Alphabet, Filling, Piece, Reading, UNSUBSCRIBE, joined, of_key, read, segments,
};
use journey::time::Zone;
use journey::value::TextView;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::sampled::{self, Sampled};
use crate::words::Words;

/// The texts of a message in one language, as they are typed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Texts {
    /// The language's key: "ja".
    pub language: String,
    /// The subject, for mail.
    pub subject: Option<String>,
    /// The text.
    pub body: String,
}

/// A message as one sample customer reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Preview {
    /// Who reads it; none where there are no samples.
    pub reader: Option<Reader>,
    /// How many samples there are.
    pub samples: u32,
    /// Why there are none, and the way out.
    pub nobody: Option<Words>,
    /// The subject; none where there is none, or where it cannot be read.
    pub subject: Option<Shown>,
    /// The text; none where it cannot be read.
    pub body: Option<Shown>,
    /// The samples who find a gap in either.
    pub gaps: Group,
    /// The samples whose text is the longest as a short message.
    pub longest: Group,
    /// How many short messages theirs goes out as.
    pub most: u32,
}

/// A sample customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Reader {
    /// Their place among the samples, from 0.
    pub at: u32,
    /// Their id.
    pub id: String,
}

/// Some of the samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Group {
    /// How many they are.
    pub count: u32,
    /// The place of the first, from 0.
    pub first: u32,
}

/// A text as it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Shown {
    /// Its pieces, in order.
    pub pieces: Vec<Part>,
    /// Its length as a short message.
    pub sms: Sms,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", content = "text", rename_all = "snake_case")]
pub enum Part {
    /// As it was typed.
    Plain(String),
    /// What a variable became.
    Value(String),
    /// A variable without a value.
    Gap,
}

/// A text as short messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Sms {
    /// Whether it fits the GSM alphabet, which takes more than twice as many characters.
    pub gsm: bool,
    /// How many places it takes.
    pub length: u32,
    /// How many places its messages have.
    pub room: u32,
    /// How many messages it goes out as.
    pub messages: u32,
}

impl Sampled {
    /// Returns what a sample customer reads; `customer` is their place, the last where it is past the end.
    pub fn preview(&mut self, settings: &Settings, texts: &Texts, customer: u32) -> Preview {
        let lang = of_key(&texts.language);
        let subject = texts.subject.as_deref().and_then(|text| read(text, lang).ok());
        let body = read(&texts.body, lang).ok();
        let fixed = on_the_way(settings);
        let Some(zone) = Zone::named(&settings.time_zone) else {
            let nobody = Some(sampled::no_zone(&settings.time_zone));
            return Preview { nobody, ..Preview::default() };
        };
        let population = match self.population(settings, &zone) {
            Ok(population) => population,
            Err(error) => {
                return Preview {
                    nobody: Some(sampled::words(error)),
                    subject: subject.and_then(|it| shown(&it, &fixed)),
                    body: body.and_then(|it| shown(&it, &fixed)),
                    ..Preview::default()
                };
            }
        };
        let readings = [subject.as_ref(), body.as_ref()];
        let names: BTreeSet<String> =
            readings.into_iter().flatten().flat_map(Reading::variables).collect();
        let row = (customer as usize).min(population.table.len().saturating_sub(1));
        let mut preview = Preview { samples: population.table.len() as u32, ..Preview::default() };
        let mut people = People { population, settings, zone: &zone, names: &names, values: fixed };
        if preview.samples > 0 {
            let values = people.values_of(row);
            preview.reader =
                Some(Reader { at: row as u32, id: population.table.id(row).to_owned() });
            preview.subject = subject.as_ref().and_then(|it| shown(it, values));
            preview.body = body.as_ref().and_then(|it| shown(it, values));
        }
        people.look(&mut preview, subject.as_ref(), body.as_ref());
        preview
    }
}

/// Returns an example for everything that is only known on the way.
fn on_the_way(settings: &Settings) -> BTreeMap<String, Filling> {
    let link = Filling::Text("https://example.jp/unsubscribe".to_owned());
    let context =
        settings.all_context().into_iter().map(|(name, it)| (format!("context.{name}"), it));
    let event =
        settings.event_properties().into_iter().map(|(name, it)| (format!("event.{name}"), it));
    let all = context.chain(event).map(|(path, it)| (path, Filling::example(it.kind)));
    all.chain([(UNSUBSCRIBE.to_owned(), link)]).collect()
}

/// The samples, and the values of the one that is looked at.
struct People<'a> {
    population: &'a Population,
    settings: &'a Settings,
    zone: &'a Zone,
    /// The paths that the texts read.
    names: &'a BTreeSet<String>,
    values: BTreeMap<String, Filling>,
}

impl People<'_> {
    fn values_of(&mut self, row: usize) -> &BTreeMap<String, Filling> {
        let texts = TextView { shared: &self.population.texts, own: &[] };
        for path in self.names {
            let Some(name) = path.strip_prefix("customer.") else {
                continue;
            };
            let column = self.population.table.column(name);
            let attribute = self.settings.attributes.get(name);
            let value = column.zip(attribute).and_then(|(column, attribute)| {
                Filling::of(column.get(row), attribute, texts, self.zone)
            });
            match value {
                Some(value) => self.values.insert(path.clone(), value),
                None => self.values.remove(path),
            };
        }
        &self.values
    }

    /// Looks at what every sample would read. Texts without customers' values are the same for all.
    fn look(&mut self, preview: &mut Preview, subject: Option<&Reading>, body: Option<&Reading>) {
        let personal = self.names.iter().any(|path| path.starts_with("customer."));
        let rows =
            if personal { self.population.table.len() } else { preview.samples.min(1) as usize };
        let mut longest = 0;
        for row in 0..rows {
            let values = self.values_of(row);
            let fill = |reading: &Reading| reading.fill(values).unwrap_or_default();
            let (subject, body) = (subject.map(fill), body.map(fill).unwrap_or_default());
            let gap = subject.iter().flatten().chain(&body).any(|piece| *piece == Piece::Gap);
            preview.gaps.add(gap, row);
            let length = segments(&joined(&body));
            if (length.count, length.length) > (preview.most as usize, longest) {
                (preview.most, longest) = (length.count as u32, length.length);
                preview.longest = Group::default();
            }
            preview
                .longest
                .add((length.count, length.length) == (preview.most as usize, longest), row);
        }
        if !personal {
            let all = |group: &mut Group| group.count *= preview.samples;
            all(&mut preview.gaps);
            all(&mut preview.longest);
        }
    }
}

impl Group {
    fn add(&mut self, belongs: bool, row: usize) {
        if belongs && self.count == 0 {
            self.first = row as u32;
        }
        self.count += u32::from(belongs);
    }
}

fn shown(reading: &Reading, values: &BTreeMap<String, Filling>) -> Option<Shown> {
    let pieces = reading.fill(values).ok()?;
    let found = segments(&joined(&pieces));
    let (one, several) = found.alphabet.room();
    let sms = Sms {
        gsm: found.alphabet == Alphabet::Gsm,
        length: found.length as u32,
        room: if found.count > 1 { found.count * several } else { one } as u32,
        messages: found.count as u32,
    };
    let pieces = pieces.into_iter().map(|piece| match piece {
        Piece::Plain(text) => Part::Plain(text),
        Piece::Value(text) => Part::Value(text),
        Piece::Gap => Part::Gap,
    });
    Some(Shown { pieces: pieces.collect(), sms })
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::settings;

    fn settings() -> Settings {
        settings::read(&crate::samples::sample("cart-recovery").unwrap().settings).0
    }

    fn texts(subject: Option<&str>, body: &str) -> Texts {
        let subject = subject.map(str::to_owned);
        Texts { language: "ja".to_owned(), subject, body: body.to_owned() }
    }

    fn read_by(shown: &Option<Shown>) -> String {
        let pieces = shown.iter().flat_map(|it| &it.pieces);
        let text = pieces.map(|piece| match piece {
            Part::Plain(text) | Part::Value(text) => text.as_str(),
            Part::Gap => "□",
        });
        text.collect()
    }

    #[test]
    fn a_sample_customer_reads_their_own_values() {
        let (settings, mut sampled) = (settings(), Sampled::default());
        let text =
            texts(Some("{{customer.tier}}"), "{{customer.name}}様 {{event.amount | number}}円");
        let zone = Zone::named(&settings.time_zone).unwrap();
        let names: Vec<String> = [0, 7]
            .map(|row| {
                let people = sampled.population(&settings, &zone).as_ref().unwrap();
                let cell = people.table.column("name").unwrap().get(row);
                people.texts.get(cell).unwrap().to_owned()
            })
            .into();
        for (row, name) in [0, 7].into_iter().zip(names) {
            let preview = sampled.preview(&settings, &text, row);
            assert_eq!(read_by(&preview.body), format!("{name}様 1,234円"));
            assert_eq!(preview.reader.map(|it| it.at), Some(row));
            assert_eq!(preview.samples, 10_000);
            assert_eq!(preview.gaps, Group::default());
        }
        let last = sampled.preview(&settings, &text, u32::MAX).reader.map(|it| it.at);
        assert_eq!(last, Some(9_999));
    }

    #[test]
    fn gaps_and_the_longest_are_found_among_all_samples() {
        let (mut settings, mut sampled) = (settings(), Sampled::default());
        let text = texts(None, "{{customer.nick}}");
        let preview = sampled.preview(&settings, &text, 0);
        assert_eq!((read_by(&preview.body).as_str(), preview.gaps.count), ("□", 10_000));
        settings.attributes.get_mut("name").unwrap().required = false;
        let long = format!("{}{{{{customer.name}}}}", "あ".repeat(68));
        let preview = sampled.preview(&settings, &texts(None, &long), 0);
        let first = sampled.preview(&settings, &texts(None, &long), preview.longest.first);
        let sms = first.body.unwrap().sms;
        assert_eq!((preview.most, sms.messages, sms.gsm), (2, 2, false));
        assert!(sms.length > 70 && sms.room == 134, "{sms:?}");
        assert!(preview.longest.count < preview.samples);
        let same = sampled.preview(&settings, &texts(None, "abc"), 0);
        assert_eq!((same.longest.count, same.most), (10_000, 1));
    }

    #[test]
    fn what_cannot_be_read_or_sampled_is_said() {
        let (mut settings, mut sampled) = (settings(), Sampled::default());
        let preview = sampled.preview(&settings, &texts(Some("a"), "{{customer.name"), 0);
        assert_eq!((preview.body, read_by(&preview.subject).as_str()), (None, "a"));
        settings.population = None;
        let preview = sampled.preview(&settings, &texts(None, "a {{event.amount}}"), 0);
        assert!(preview.nobody.is_some() && preview.reader.is_none());
        assert_eq!(read_by(&preview.body), "a 1234");
        settings.time_zone = "Asia/Nowhere".to_owned();
        assert!(sampled.preview(&settings, &texts(None, "a"), 0).nobody.is_some());
    }
}
