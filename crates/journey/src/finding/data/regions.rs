//! What the rules about conditions share: of whom a condition is asked, and how to name who says so.

use crate::condition::{Example, Region, cell_text};
use crate::finding::{Finding, Text, View};
use crate::lang::Lang;
use crate::reach::{Asked, CONSENT, Place, Reach, Said};
use crate::time::Zone;
use crate::value::{MISSING, TextView, Texts};

/// Most conditions named in one finding.
const MOST_NAMED: usize = 4;

/// Calls back for every condition that somebody is asked, consents apart.
pub(crate) fn asked(reach: &Reach) -> impl Iterator<Item = (&Place, &Asked)> {
    reach.asked.iter().filter(|(place, asked)| place.part < CONSENT && !asked.of.is_empty())
}

/// Returns who contradicts a condition's holding, or not holding, if it can never be so.
pub(crate) fn never(reach: &Reach, place: &Place, asked: &Asked, holds: bool) -> Option<Why> {
    let reasons = asked.never(holds)?;
    let said = reasons.iter().filter_map(|&reason| reach.said(reason).cloned());
    let said: Vec<Said> = said.filter(|said| said.place != *place).collect();
    let earlier = said.iter().find(|said| said.place.node == place.node && !said.held).cloned();
    Some(Why { said, earlier })
}

/// Who else says that a condition can never hold, or never fail.
pub(crate) struct Why {
    said: Vec<Said>,
    /// The earlier condition of the same node among them, if there is one.
    pub(crate) earlier: Option<Said>,
}

impl Why {
    /// Fills a finding's `{because}` with the conditions.
    pub(crate) fn fill(&self, finding: Finding) -> Finding {
        let words = |lang| {
            let named = self.said.iter().take(MOST_NAMED).map(|said| words(said, lang));
            let list = named.collect::<Vec<_>>();
            match (list.is_empty(), lang) {
                (false, Lang::En) => format!("given {}", list.join(" and ")),
                (false, Lang::Ja) => format!("前提は{}", list.join("、")),
                (true, Lang::En) => "by itself".to_owned(),
                (true, Lang::Ja) => "この条件だけで決まります".to_owned(),
            }
        };
        finding.with("because.en", words(Lang::En)).with("because.ja", words(Lang::Ja))
    }
}

fn words(said: &Said, lang: Lang) -> String {
    let Place { node, source, .. } = &said.place;
    match (lang, said.held) {
        (Lang::En, true) => format!("“{source}” at {node}"),
        (Lang::En, false) => format!("not “{source}” at {node}"),
        (Lang::Ja, true) => format!("{node}の「{source}」が成り立つこと"),
        (Lang::Ja, false) => format!("{node}の「{source}」が成り立たないこと"),
    }
}

/// Returns a finding of a rule at the field where a condition stands.
pub(crate) fn finding_at(view: &View, text: &'static Text, place: &Place) -> Finding {
    let here = view.expressions().iter().filter(|checked| {
        let source = matches!(&checked.result, Ok(Some(typed)) if typed.source() == place.source);
        source && checked.node() == Some(&place.node)
    });
    let mark = format!("/{}/", place.part);
    let mut fields: Vec<&str> = here.map(|checked| checked.field()).collect();
    fields.sort_by_key(|field| !field.contains(&mark));
    let finding = Finding::of(text).at(&place.node);
    match fields.first() {
        Some(field) => finding.field(field),
        None => finding,
    }
}

/// Returns somebody in a region as people read it: `customer.age = 3, customer.tier = gold`.
pub(crate) fn somebody(view: &View, region: &Region) -> String {
    let scope = view.settings.scope();
    let zone = Zone::named(&view.settings.time_zone).unwrap_or_else(Zone::utc);
    let texts = Texts::default();
    let shown = |(name, example): (&str, Example)| {
        let (root, key) = name.split_once('.')?;
        let slot = scope.slot(crate::condition::Root::of(root)?, key)?;
        let view = TextView { shared: &texts, own: &[] };
        let value = match example {
            Example::Text(text) => format!("“{text}”"),
            Example::Missing => cell_text(MISSING, scope.attribute(slot), view, &zone),
            Example::Cell(cell) => cell_text(cell, scope.attribute(slot), view, &zone),
        };
        Some(format!("{name} = {value}"))
    };
    let names = region.names().map(|(name, domain)| (name, domain.example()));
    let shown: Vec<String> = names.filter_map(shown).take(MOST_NAMED).collect();
    if shown.is_empty() { "—".to_owned() } else { shown.join(", ") }
}
