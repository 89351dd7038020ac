//! What sample customers could be like where the journey does not say it: nothing is known, so everything is even, and
//! easy to change.

use journey::document::Journey;
use journey::kind::Kind;
use journey::op::{Entry, Lowered};
use journey::settings::{EventSpread, Population, Settings, Shape, Spread};
use journey::time::{DAY, Millis, date_text};
use journey::value::{Attribute, Decimal, Type};

/// How many customers a population has of which nothing was said.
const CUSTOMERS: u64 = 1_000;

/// Returns the journey's population with a spread for each attribute that has none, and an event, once for each
/// customer on average, for each entry that waits for one which nobody does. Days and times are those of the year
/// before `now`.
pub(super) fn proposed(journey: &Journey, settings: &Settings, now: Millis) -> Population {
    let even = |name: &str, attribute: &Attribute| even(name, attribute, now);
    let mut population = settings.population.clone().unwrap_or_else(|| Population {
        customers: CUSTOMERS,
        seed: 0,
        start: None,
        attributes: Default::default(),
        events: Vec::new(),
        personas: Vec::new(),
    });
    for (name, attribute) in &settings.attributes {
        if let Some(shape) = even(name, attribute) {
            let spread = Spread { of: shape, missing: Decimal(0) };
            population.attributes.entry(name.clone()).or_insert(spread);
        }
    }
    for event in awaited(journey) {
        let known = settings.events.contains_key(&event);
        if known && population.events.iter().all(|it| it.event != event) {
            let properties = settings.events[&event].properties.iter().filter_map(|(name, it)| {
                Some((name.clone(), Spread { of: even(name, it)?, missing: Decimal(0) }))
            });
            population.events.push(EventSpread {
                properties: properties.collect(),
                event,
                mean: number(1),
                hours: Vec::new(),
            });
        }
    }
    population
}

/// The events that bring customers in.
fn awaited(journey: &Journey) -> impl Iterator<Item = String> {
    journey.nodes.values().filter_map(|node| match Kind::read(node).ok()?.lower() {
        Lowered::Entry(Entry::Event { event, .. }, _) if !event.is_empty() => Some(event),
        _ => None,
    })
}

/// Returns the shapes that fit a type, the usual one first.
pub(super) fn shapes(kind: Type) -> &'static [&'static str] {
    match kind {
        Type::Text => &["pattern", "weights"],
        Type::Integer | Type::Decimal => &["uniform", "normal", "lognormal", "weights"],
        Type::Boolean => &["percent"],
        Type::Date | Type::Instant => &["between", "weights"],
        Type::Category => &["weights"],
        Type::Tags => &["percents"],
    }
}

/// Returns an even spread; none for a closed list without values.
fn even(name: &str, attribute: &Attribute, now: Millis) -> Option<Shape> {
    let each = |share: i64| attribute.values.iter().map(move |it| (it.clone(), number(share)));
    let closed = matches!(attribute.kind, Type::Category | Type::Tags);
    if closed && attribute.values.is_empty() {
        return None;
    }
    Some(match attribute.kind {
        Type::Text => Shape::Pattern(format!("{name} {{n}}")),
        Type::Integer | Type::Decimal => Shape::Uniform { from: number(0), to: number(100) },
        Type::Boolean => Shape::Percent(number(50)),
        Type::Date | Type::Instant => {
            let today = now.div_euclid(DAY);
            Shape::Between { from: date_text(today - 365), to: date_text(today) }
        }
        Type::Category => Shape::Weights(each(1).collect()),
        Type::Tags => Shape::Percents(each(50).collect()),
    })
}

/// A whole number of at most three digits.
fn number(whole: i64) -> Decimal {
    Decimal(whole * Decimal::SCALE)
}
