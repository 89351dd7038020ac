//! What if: the same rehearsal in a world that is a little worse. A channel that fails, more people at
//! once, a holiday nobody thought of, and assumptions anywhere in their ranges. Everything else, the
//! draws too, stays as it is, so what differs comes from the change alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use journey::document::Journey;
use journey::id::JourneyId;
use journey::settings::Channel;
use journey::time::{Day, date_text};
use journey::value::{Cell, MISSING};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ts_rs::TS;

use crate::draw::{Seed, Site, unit};
use crate::plan::{Clocks, CompileError, Plan, What, compile_with_clocks};
use crate::report::tidy;
use crate::report::tornado::ranges;
use crate::report::worlds::Worlds;
use crate::simulate::{Cancelled, Options, Watch};
use crate::table::{Events, Population, Table, TableError};
use crate::tally::Tally;

/// Changes of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// Channels that deliver nothing: every message by them bounces.
    pub outages: Vec<Channel>,
    /// How many times as many customers and contacts, 1 or more; 0 means as many.
    pub arrivals: u32,
    /// Days that are holidays besides those of the journey, in days since 1970-01-01.
    pub holidays: Vec<Day>,
    /// Clock changes besides those of the zones.
    pub clocks: Clocks,
}

impl WhatIf {
    /// Returns whether nothing is changed.
    pub fn is_nothing(&self) -> bool {
        self.outages.is_empty()
            && self.arrivals <= 1
            && self.holidays.is_empty()
            && self.clocks.0.is_empty()
    }

    /// Returns the journey in the changed world: more holidays, and as many times the contacts.
    pub fn journey(&self, journey: &Journey) -> Journey {
        let mut changed = journey.clone();
        let days: Vec<Value> = self.holidays.iter().map(|&day| json!(date_text(day))).collect();
        if !days.is_empty() {
            let mut lists = vec!["/holidays".to_owned()];
            let calendars = changed.settings.get("calendars").and_then(Value::as_object);
            let names = calendars.into_iter().flat_map(Map::keys);
            lists.extend(names.map(|name| format!("/calendars/{name}/holidays")));
            // Quiet hours without a list of holidays treat them like any day, and still do.
            if changed.settings.get("quiet_hours").and_then(|it| it.get("holidays")).is_some() {
                lists.push("/quiet_hours/holidays".to_owned());
            }
            for list in lists {
                add_days(&mut changed.settings, &list, &days);
            }
        }
        if self.arrivals > 1 {
            let inbound = changed.nodes.values_mut().filter(|node| node.kind == "entry.inbound");
            for node in inbound {
                let rates =
                    Arc::make_mut(node).config.get_mut("rates").and_then(Value::as_array_mut);
                for rate in rates.into_iter().flatten() {
                    let times = rate["per_hour"].as_f64().map(|it| it * f64::from(self.arrivals));
                    if let Some(times) = times {
                        rate["per_hour"] = json!(times);
                    }
                }
            }
        }
        changed
    }

    /// Compiles a journey for the changed world.
    ///
    /// # Errors
    ///
    /// As [`compile`](crate::plan::compile).
    pub fn plan(
        &self,
        journey: &Journey,
        library: &BTreeMap<JourneyId, Journey>,
    ) -> Result<Plan, CompileError> {
        compile_with_clocks(&self.journey(journey), library, &self.clocks)
    }

    /// Returns the customers in the changed world: each as many times, the first time as they are, then
    /// under other ids, so that their luck is their own.
    ///
    /// # Errors
    ///
    /// When the table cannot hold so many.
    pub fn population(&self, plan: &Plan, people: &Population) -> Result<Population, TableError> {
        if self.arrivals <= 1 {
            return Ok(people.clone());
        }
        let properties = plan.settings.event_properties();
        let mut table = Table::new(&plan.settings.attributes);
        let mut events = Events::new(&properties);
        let names: Vec<String> = plan.settings.attributes.keys().cloned().collect();
        for time in 0..self.arrivals {
            for row in 0..people.table.len() {
                let id = people.table.id(row);
                let id = if time == 0 { id.to_owned() } else { format!("{id}×{}", time + 1) };
                let cell = |name: &String| -> Cell {
                    people.table.column(name).map_or(MISSING, |column| column.get(row))
                };
                let cells: Vec<Cell> = names.iter().map(cell).collect();
                let place = table.len() as u32;
                table.push(&id, &cells)?;
                for event in people.events.of(row) {
                    let cells: Vec<Cell> = properties
                        .keys()
                        .map(|name| people.events.column(name).map_or(MISSING, |it| it.get(event)))
                        .collect();
                    let name = &people.events.names[people.events.name(event)];
                    events.push(place, people.events.at(event), name, &cells);
                }
            }
        }
        let table = table.finish()?;
        let events = events.finish(table.len());
        Ok(Population { table, events, texts: people.texts.clone() })
    }

    /// Returns the assumptions that an outage bends: nothing is delivered by such a channel.
    pub fn bend(&self, plan: &Plan) -> Vec<(u32, i64)> {
        let sends = plan.ops.iter().filter_map(|op| match &op.what {
            What::Send(send) if self.outages.contains(&send.channel) => {
                Some((send.delivered.assumption, 0))
            }
            _ => None,
        });
        sends.collect()
    }
}

/// Adds days to a list of holidays in the settings, wherever it stands.
fn add_days(settings: &mut Map<String, Value>, pointer: &str, days: &[Value]) {
    let mut place = settings;
    for part in pointer.split('/').skip(1) {
        let next = place.entry(part).or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(next) = next else {
            return;
        };
        place = next;
    }
    let list = place.entry("add").or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(list) = list {
        list.extend(days.iter().cloned());
    }
}

/// What the verdict's figure becomes when every assumption is somewhere in its range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct SecondOrder {
    /// How many worlds were looked at; in each, every assumption with a range has a value drawn evenly in it.
    pub worlds: u32,
    /// One in twenty worlds gives less than this.
    pub p05: f64,
    /// Half of them do.
    pub p50: f64,
    /// One in twenty gives more than this.
    pub p95: f64,
}

/// Returns the spread of the verdict's figure over worlds, or none when no assumption has a range.
///
/// Every world has the same customers and draws; sampling error is another number.
///
/// # Errors
///
/// When the caller stops it.
pub fn second_order(
    plan: &Plan,
    population: &Population,
    options: &Options,
    whole: &Tally,
    worlds: u32,
    watch: &Watch,
) -> Result<Option<SecondOrder>, Cancelled> {
    let ranges = ranges(plan);
    if ranges.is_empty() || worlds == 0 {
        return Ok(None);
    }
    let others = Worlds::new(plan, population, options, whole, watch)?;
    let site = Site::new("second order", "world");
    let mut found = Vec::new();
    for world in 0..worlds {
        let seed = Seed::new(options.seed, world);
        let somewhere = |&(place, low, high): &(u32, i64, i64)| {
            let draw = unit(seed.draw(u64::from(place), site, 0));
            (place, low + libm::rint((high - low) as f64 * draw) as i64)
        };
        found.push(others.moved(&ranges.iter().map(somewhere).collect::<Vec<_>>())?);
    }
    found.sort_by(f64::total_cmp);
    let at = |p: f64| tidy(found[((found.len() - 1) as f64 * p) as usize]);
    Ok(Some(SecondOrder { worlds, p05: at(0.05), p50: at(0.5), p95: at(0.95) }))
}

/// What was changed, as a report says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(export_to = "report/")]
pub struct Changes(pub BTreeMap<String, String>);

impl Changes {
    /// Returns whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&WhatIf> for Changes {
    fn from(what_if: &WhatIf) -> Self {
        let mut changes = BTreeMap::new();
        let list = |items: Vec<String>| items.join(", ");
        if !what_if.outages.is_empty() {
            let names = what_if.outages.iter().map(|channel| channel.name().to_owned());
            changes.insert("outage".to_owned(), list(names.collect()));
        }
        if what_if.arrivals > 1 {
            changes.insert("arrivals".to_owned(), format!("×{}", what_if.arrivals));
        }
        if !what_if.holidays.is_empty() {
            let days = what_if.holidays.iter().map(|&day| date_text(day));
            changes.insert("holiday".to_owned(), list(days.collect()));
        }
        for (name, forward) in [("clocks_forward", true), ("clocks_back", false)] {
            let days = what_if.clocks.0.iter().filter(|change| change.forward == forward);
            let days: Vec<String> = days.map(|change| date_text(change.day)).collect();
            if !days.is_empty() {
                changes.insert(name.to_owned(), list(days));
            }
        }
        Self(changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::explain;
    use crate::plan::{ClockChange, compile};
    use crate::simulate::simulate;
    use crate::testing::{options, plan, population};
    use journey::notation::journey;
    use journey::time::{HOUR, parse_date, parse_instant};

    const MAIL: &str =
        "entry -> message email -> goal read -> end; message.bounced -> lost=end left";

    fn everyone(plan: &Plan, count: usize) -> Population {
        let lines =
            (0..count).map(|n| format!("c{n} email_ok=true\nc{n} @2026-01-06T10:00 signup\n"));
        population(plan, &lines.collect::<String>())
    }

    fn ports(plan: &Plan, people: &Population, options: &Options) -> BTreeMap<String, u64> {
        let tally = simulate(plan, people, options, &Watch::default()).expect("nobody stops it");
        let name = |port: &crate::plan::PlanPort| {
            format!("{}.{}", plan.nodes[port.node as usize].id, port.name)
        };
        plan.ports.iter().map(name).zip(tally.ports).collect()
    }

    #[test]
    fn a_channel_that_fails_delivers_nothing() {
        let plan = plan(MAIL);
        let people = everyone(&plan, 50);
        let what_if = WhatIf { outages: vec![Channel::Email], ..WhatIf::default() };
        let bend = what_if.bend(&plan);
        let after = ports(&plan, &people, &Options { bend, ..options(&plan) });
        assert_eq!((after["message.sent"], after["message.bounced"]), (0, 50));
        let other = WhatIf { outages: vec![Channel::Sms], ..WhatIf::default() };
        assert!(other.bend(&plan).is_empty());
    }

    #[test]
    fn more_people_share_the_same_budget() {
        let text = "entry -> offer coupon -> end; offer.budget_out -> left=end left";
        let plan = plan(text);
        let people = everyone(&plan, 10);
        let before = ports(&plan, &people, &options(&plan));
        let what_if = WhatIf { arrivals: 5, ..WhatIf::default() };
        let many = what_if.population(&plan, &people).expect("fits");
        assert_eq!((many.table.len(), many.table.id(10)), (50, "c0×2"));
        let after = ports(&plan, &many, &options(&plan));
        assert_eq!(after["entry.out"], 5 * before["entry.out"]);
        assert!(
            after["offer.issued"] < 5 * before["offer.issued"] || before["offer.budget_out"] == 0
        );
    }

    #[test]
    fn a_holiday_closes_what_is_closed_on_holidays() {
        let text = "entry -> hours office -> end; hours.closed -> shut=end left";
        let day = parse_date("2026-01-06").expect("a date");
        let what_if = WhatIf { holidays: vec![day], ..WhatIf::default() };
        let changed = what_if.journey(&journey(text));
        let closed = compile(&changed, &BTreeMap::new()).unwrap_or_else(|error| panic!("{error}"));
        let open = plan(text);
        let before = ports(&open, &everyone(&open, 3), &options(&open));
        let after = ports(&closed, &everyone(&closed, 3), &options(&closed));
        assert_eq!((before["hours.open"], after["hours.open"]), (3, 0));
    }

    #[test]
    fn a_day_with_a_clock_change_is_an_hour_shorter_or_longer_and_nine_stays_nine() {
        let text = r#"entry -> wait {"for": "1d"} -> hours office -> mail=message email -> end; hours.closed -> shut=end left"#;
        let day = parse_date("2026-01-07").expect("a date");
        let plain = plan(text);
        let people = population(&plain, "c email_ok=true\nc @2026-01-06T09:00 signup\n");
        let waited = |plan: &Plan| {
            let told = explain(plan, &people, &options(plan), 0, 0, &Watch::default());
            let told = told.expect("nobody stops it");
            let of = |node: &str| told.iter().find(|it| it.node.as_deref() == Some(node));
            let at = |node: &str| {
                parse_instant(&of(node).expect("it comes here").at).expect("an instant").0
            };
            at("mail") - at("wait")
        };
        let changed = |forward| {
            let clocks = Clocks(vec![ClockChange { day, forward }]);
            let what_if = WhatIf { clocks, ..WhatIf::default() };
            let plan = what_if.plan(&journey(text), &BTreeMap::new());
            plan.unwrap_or_else(|error| panic!("{error}"))
        };
        let hours = [&plain, &changed(true), &changed(false)].map(|plan| waited(plan) / HOUR);
        assert_eq!(hours, [24, 23, 25]);
    }

    #[test]
    fn worlds_within_the_ranges_spread_around_the_estimate() {
        let model =
            r#"{"response": {"delivered": {"chance": {"constant": 50}, "low": 30, "high": 70}}}"#;
        let plan = plan(&MAIL.replace("message email", &format!("message {model} email")));
        let people = everyone(&plan, 2_000);
        let options = options(&plan);
        let whole = simulate(&plan, &people, &options, &Watch::default()).expect("runs");
        let found = second_order(&plan, &people, &options, &whole, 200, &Watch::default());
        let found = found.expect("nobody stops it").expect("a range");
        // Evenly between 30 and 70 %: nine of ten worlds within 18 points of the middle one.
        let (below, above) = (found.p50 - found.p05, found.p95 - found.p50);
        assert!((below - 0.18).abs() < 0.03 && (above - 0.18).abs() < 0.03, "{found:?}");
        assert!((found.p50 - 0.5).abs() < 0.04, "{found:?}");
    }
}
