//! Sample customers: a synthetic population that fits the journey's schema, the same for the same seed.

use std::collections::BTreeMap;

pub use journey::reading::read;
use journey::settings::{EventSpread, Population as Spec, Settings, Shape, Spread};
use journey::time::{DAY, HOUR, MINUTE, Millis, Zone};
use journey::value::{Attribute, Cell, Decimal, MISSING, Texts, Type};

use crate::draw::{Seed, Site, normal_quantile, unit};
use crate::table::{Events, Population, Table, TableError};

/// A spread that cannot be drawn from: which attribute, what is wrong, and the way out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SampleError {
    /// The journey says nothing about its sample customers.
    #[error(
        "the journey has no sample population; add one to its settings, or bring customers in a file"
    )]
    NoPopulation,
    /// A spread does not fit its attribute.
    #[error("sample population, {name}: {why}")]
    Spread {
        /// The attribute, or event and property.
        name: String,
        /// What is wrong.
        why: Misfit,
    },
    /// The table cannot hold the customers.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// What is wrong with a spread, and the way out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// Its attribute is not known.
    #[error("the attribute is not declared; declare it, or take its spread away")]
    Attribute,
    /// Its event is not known.
    #[error("the event is not declared; declare it, or take its spread away")]
    Event,
    /// Personas take more than everyone.
    #[error("shares sum to more than 100; lower one")]
    Shares,
    /// Nothing can be drawn.
    #[error("no weight is above zero; give one")]
    NoWeight,
    /// A value is not of the attribute's type.
    #[error("“{value}” is no {kind}; correct the value")]
    Value {
        /// The value.
        value: String,
        /// The attribute's type.
        kind: Type,
    },
    /// A tag is not of the closed list.
    #[error("“{tag}” is not in the list; add it")]
    Tag {
        /// The tag.
        tag: String,
    },
    /// The shape is for other types.
    #[error("this shape does not fit type {kind}; choose another")]
    Shape {
        /// The attribute's type.
        kind: Type,
    },
    /// The ends of a range are exchanged.
    #[error("the highest is below the lowest; exchange them")]
    Ends,
    /// A median that cannot be one.
    #[error("needs 0 < median < p90; correct them")]
    Median,
    /// Weights of hours that are not a day.
    #[error("hours need 24 weights, one from each full hour")]
    Hours,
}

/// Which customers to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// How many; none means as many as the journey says.
    pub customers: Option<u64>,
    /// The seed; none means the journey's.
    pub seed: Option<u64>,
    /// When what they do by themselves begins.
    pub start: Millis,
    /// When it ends.
    pub end: Millis,
}

/// Makes a population by the journey's settings.
///
/// A customer's values depend on the seed and the customer's number alone, so the first thousand of a
/// million are the thousand.
pub fn sample(settings: &Settings, zone: &Zone, wanted: Wanted) -> Result<Population, SampleError> {
    let spec = settings.population.as_ref().ok_or(SampleError::NoPopulation)?;
    let properties = settings.event_properties();
    let mut texts = Texts::default();
    let maker = Maker::new(settings, spec, zone, &properties, &mut texts)?;
    let seed = Seed::new(wanted.seed.unwrap_or(spec.seed), 0);
    let mut table = Table::new(&settings.attributes);
    let mut events = Events::new(&properties);
    let customers = wanted.customers.unwrap_or(spec.customers);
    let width = customers.to_string().len().max(6);
    let mut cells = Vec::new();
    for number in 1..=customers {
        let group = maker.group(seed, number);
        cells.clear();
        cells
            .extend(group.attributes.iter().map(|drawer| drawer.cell(seed, number, 0, &mut texts)));
        table.push(&format!("c{number:0width$}"), &cells)?;
        for event in &group.events {
            event.push(seed, number, wanted, zone, &mut events, &mut texts);
        }
    }
    let table = table.finish()?;
    let events = events.finish(table.len());
    Ok(Population { table, events, texts })
}

/// Groups of customers: the personas, then the rest.
struct Maker {
    /// Upper end of each persona's share, 0–1.
    shares: Vec<f64>,
    groups: Vec<Group>,
}

struct Group {
    /// One drawer for each attribute of the schema, in order.
    attributes: Vec<Drawer>,
    events: Vec<EventDrawer>,
}

impl Maker {
    fn new(
        settings: &Settings,
        spec: &Spec,
        zone: &Zone,
        properties: &BTreeMap<String, Attribute>,
        texts: &mut Texts,
    ) -> Result<Self, SampleError> {
        let known = |name: &String| settings.attributes.contains_key(name);
        let personas = spec.personas.iter().flat_map(|persona| persona.attributes.keys());
        if let Some(name) = spec.attributes.keys().chain(personas).find(|name| !known(name)) {
            return Err(wrong(name, Misfit::Attribute));
        }
        let mut attributes = |own: Option<&BTreeMap<String, Spread>>| {
            let each = settings.attributes.iter().map(|(name, attribute)| {
                let spread =
                    own.and_then(|own| own.get(name)).or_else(|| spec.attributes.get(name));
                Drawer::new(name, attribute, spread, zone, texts)
            });
            each.collect::<Result<Vec<Drawer>, SampleError>>()
        };
        let (mut shares, mut groups, mut sum) = (Vec::new(), Vec::new(), 0.0);
        for persona in &spec.personas {
            sum += persona.share.to_f64() / 100.0;
            shares.push(sum);
            groups.push((
                attributes(Some(&persona.attributes))?,
                persona.events.as_ref().unwrap_or(&spec.events),
            ));
        }
        if sum > 1.0 + 1e-9 {
            return Err(wrong("personas", Misfit::Shares));
        }
        groups.push((attributes(None)?, &spec.events));
        let groups = groups.into_iter().map(|(attributes, spreads)| {
            let events = spreads.iter().enumerate();
            let events = events.map(|(place, spread)| {
                if !settings.events.contains_key(&spread.event) {
                    return Err(wrong(&spread.event, Misfit::Event));
                }
                EventDrawer::new(place, spread, properties, zone, texts)
            });
            Ok::<_, SampleError>(Group { attributes, events: events.collect::<Result<_, _>>()? })
        });
        Ok(Self { shares, groups: groups.collect::<Result<_, _>>()? })
    }

    fn group(&self, seed: Seed, number: u64) -> &Group {
        let draw = unit(seed.draw(number, Site::new("sample", "persona"), 0));
        let place = self.shares.iter().position(|&share| draw < share).unwrap_or(self.shares.len());
        &self.groups[place]
    }
}

fn wrong(name: &str, why: Misfit) -> SampleError {
    SampleError::Spread { name: name.to_owned(), why }
}

/// Draws the values of one attribute.
struct Drawer {
    site: Site,
    absent: Site,
    missing: f64,
    shape: Drawn,
}

enum Drawn {
    Missing,
    /// Upper end of each value's share, and its cell.
    Weights(Vec<(f64, Cell)>),
    /// Each tag's bit, its chance and its site.
    Tags(Vec<(Cell, f64, Site)>),
    Percent(f64),
    /// From, width (both ends included), in steps of one cell.
    Uniform(Cell, u64),
    /// Mean, deviation, from, to, and what one step is in cells.
    Normal([f64; 4], i64),
    /// ln of the median, sigma, and what one is in cells.
    Lognormal(f64, f64, i64),
    Pattern(String),
}

impl Drawer {
    fn new(
        path: &str,
        attribute: &Attribute,
        spread: Option<&Spread>,
        zone: &Zone,
        texts: &mut Texts,
    ) -> Result<Self, SampleError> {
        let site = Site::new("sample", path);
        let absent = Site::new("sample missing", path);
        let Some(spread) = spread else {
            return Ok(Self { site, absent, missing: 0.0, shape: Drawn::Missing });
        };
        let shape = Drawn::new(path, attribute, &spread.of, zone, texts)?;
        Ok(Self { site, absent, missing: spread.missing.to_f64() / 100.0, shape })
    }

    fn cell(&self, seed: Seed, number: u64, visit: u32, texts: &mut Texts) -> Cell {
        if self.missing > 0.0 && unit(seed.draw(number, self.absent, visit)) < self.missing {
            return MISSING;
        }
        let draw = || seed.draw(number, self.site, visit);
        let quantile = || normal_quantile(unit(draw()) + 0.5 / (1u64 << 53) as f64);
        let rounded = |value: f64, step: i64| libm::rint(value).clamp(-9e11, 9e11) as i64 * step;
        match &self.shape {
            Drawn::Missing => MISSING,
            Drawn::Weights(values) => {
                let draw = unit(draw());
                values
                    .iter()
                    .find(|(end, _)| draw < *end)
                    .or(values.last())
                    .map_or(MISSING, |&(_, cell)| cell)
            }
            Drawn::Tags(tags) => tags
                .iter()
                .filter(|(_, chance, site)| unit(seed.draw(number, *site, visit)) < *chance)
                .fold(0, |set, (bit, ..)| set | bit),
            Drawn::Percent(chance) => Cell::from(unit(draw()) < *chance),
            Drawn::Uniform(from, width) => {
                from.wrapping_add(((u128::from(draw()) * (u128::from(*width) + 1)) >> 64) as Cell)
            }
            Drawn::Normal([mean, deviation, from, to], step) => {
                rounded((mean + deviation * quantile()).clamp(*from, *to), *step)
            }
            Drawn::Lognormal(mu, sigma, step) => rounded(libm::exp(mu + sigma * quantile()), *step),
            Drawn::Pattern(pattern) => texts.intern(&pattern.replace("{n}", &number.to_string())),
        }
    }
}

impl Drawn {
    fn new(
        path: &str,
        attribute: &Attribute,
        shape: &Shape,
        zone: &Zone,
        texts: &mut Texts,
    ) -> Result<Self, SampleError> {
        let kind = attribute.kind;
        let misfit = || wrong(path, Misfit::Shape { kind });
        let numeric = |decimal: &Decimal| match kind {
            Type::Integer => Some(decimal.0 / Decimal::SCALE),
            Type::Decimal => Some(decimal.0),
            _ => None,
        };
        let step = if kind == Type::Decimal { Decimal::SCALE } else { 1 };
        let no_value = |value: &String| wrong(path, Misfit::Value { value: value.clone(), kind });
        Ok(match shape {
            Shape::Weights(weights) => {
                let total: f64 = weights.values().map(|weight| weight.to_f64().max(0.0)).sum();
                if total <= 0.0 {
                    return Err(wrong(path, Misfit::NoWeight));
                }
                let mut sum = 0.0;
                let each = weights.iter().map(|(value, weight)| {
                    sum += weight.to_f64().max(0.0) / total;
                    let cell = read(value, attribute, zone, texts);
                    Ok((sum, cell.ok_or_else(|| no_value(value))?))
                });
                Self::Weights(each.collect::<Result<_, SampleError>>()?)
            }
            Shape::Percents(percents) if kind == Type::Tags => {
                let each = percents.iter().map(|(tag, percent)| {
                    let place = attribute.values.iter().position(|value| value == tag);
                    let place =
                        place.ok_or_else(|| wrong(path, Misfit::Tag { tag: tag.clone() }))?;
                    let site = Site::new("sample", &format!("{path} {tag}"));
                    Ok((1 << place, percent.to_f64() / 100.0, site))
                });
                Self::Tags(each.collect::<Result<_, SampleError>>()?)
            }
            Shape::Percent(percent) if kind == Type::Boolean => {
                Self::Percent(percent.to_f64() / 100.0)
            }
            Shape::Uniform { from, to } => {
                let (from, to) =
                    (numeric(from).ok_or_else(misfit)?, numeric(to).ok_or_else(misfit)?);
                if to < from {
                    return Err(wrong(path, Misfit::Ends));
                }
                Self::Uniform(from, to.abs_diff(from))
            }
            Shape::Normal { mean, deviation, from, to } => {
                numeric(mean).ok_or_else(misfit)?;
                if to < from {
                    return Err(wrong(path, Misfit::Ends));
                }
                Self::Normal([mean.to_f64(), deviation.to_f64(), from.to_f64(), to.to_f64()], step)
            }
            Shape::Lognormal { median, p90 } => {
                numeric(median).ok_or_else(misfit)?;
                if median.0 <= 0 || p90 <= median {
                    return Err(wrong(path, Misfit::Median));
                }
                let sigma = libm::log(p90.to_f64() / median.to_f64()) / 1.281_551_565_544_600_5;
                Self::Lognormal(libm::log(median.to_f64()), sigma, step)
            }
            Shape::Between { from, to } if matches!(kind, Type::Date | Type::Instant) => {
                let cell = |text: &String| {
                    let mut texts = Texts::default();
                    read(text, attribute, zone, &mut texts).ok_or_else(|| no_value(text))
                };
                let (from, to) = (cell(from)?, cell(to)?);
                if to < from {
                    return Err(wrong(path, Misfit::Ends));
                }
                Self::Uniform(from, to.abs_diff(from))
            }
            Shape::Pattern(pattern) if kind == Type::Text => Self::Pattern(pattern.clone()),
            _ => return Err(misfit()),
        })
    }
}

/// Draws what customers do by themselves.
struct EventDrawer {
    event: String,
    site: Site,
    hour_site: Site,
    mean: f64,
    /// Upper end of each hour's share; empty means even.
    hours: Vec<f64>,
    properties: Vec<Drawer>,
}

impl EventDrawer {
    fn new(
        place: usize,
        spread: &EventSpread,
        properties: &BTreeMap<String, Attribute>,
        zone: &Zone,
        texts: &mut Texts,
    ) -> Result<Self, SampleError> {
        let path = format!("event {place} {}", spread.event);
        if !spread.hours.is_empty() && spread.hours.len() != 24 {
            return Err(wrong(&spread.event, Misfit::Hours));
        }
        let total: f64 = spread.hours.iter().map(|weight| weight.to_f64().max(0.0)).sum();
        let mut sum = 0.0;
        let hours = spread.hours.iter().map(|weight| {
            sum += weight.to_f64().max(0.0) / total.max(f64::MIN_POSITIVE);
            sum
        });
        let hours = hours.collect();
        let drawers = properties.iter().map(|(name, attribute)| {
            let path = format!("{path}.{name}");
            Drawer::new(&path, attribute, spread.properties.get(name), zone, texts)
        });
        Ok(Self {
            event: spread.event.clone(),
            site: Site::new("sample", &path),
            hour_site: Site::new("sample hour", &path),
            mean: spread.mean.to_f64(),
            hours,
            properties: drawers.collect::<Result<_, _>>()?,
        })
    }

    /// Adds a Poisson number of events over the time wanted.
    fn push(
        &self,
        seed: Seed,
        number: u64,
        wanted: Wanted,
        zone: &Zone,
        events: &mut Events,
        texts: &mut Texts,
    ) {
        let (mut visit, mut gaps) = (0, 0.0);
        let days = (wanted.end - wanted.start).div_euclid(DAY).max(1);
        loop {
            gaps -= libm::log(1.0 - unit(seed.draw(number, self.site, 2 * visit)));
            if gaps > self.mean || visit > 10_000 {
                return;
            }
            let draw = seed.draw(number, self.site, 2 * visit + 1);
            let at = if self.hours.is_empty() {
                wanted.start
                    + ((u128::from(draw) * (wanted.end - wanted.start).max(1) as u128) >> 64)
                        as Millis
            } else {
                let day = zone.local(wanted.start).div_euclid(DAY)
                    + ((u128::from(draw) * days as u128) >> 64) as i64;
                let hour_draw = seed.draw(number, self.hour_site, visit);
                let share = unit(hour_draw);
                let hour = self.hours.iter().position(|&end| share < end).unwrap_or(23) as i64;
                let within = hour_draw.rotate_left(32) % (60 * MINUTE as u64);
                zone.instant(day * DAY + hour * HOUR + within as i64)
            };
            let cells: Vec<Cell> = self
                .properties
                .iter()
                .map(|drawer| drawer.cell(seed, number, visit, texts))
                .collect();
            if at >= wanted.start && at < wanted.end {
                events.push(number as u32 - 1, at, &self.event, &cells);
            }
            visit += 1;
        }
    }
}
