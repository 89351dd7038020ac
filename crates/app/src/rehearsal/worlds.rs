//! What if: a table of what breaks. The journey as it is, held against itself in worlds that are worse, one change at a
//! time, on the same customers with the same luck.

use std::collections::BTreeMap;

use engine::compare::{Difference, Verdict, Version, compare};
use engine::plan::{ClockChange, Clocks};
use engine::report::tornado::ranges;
use engine::simulate::Watch;
use engine::what_if::WhatIf;
use journey::document::Journey;
use journey::id::{JourneyId, NodeId};
use journey::kind::Kind;
use journey::lang::Lang;
use journey::settings::Channel;
use journey::time::{Day, parse_date};
use journey::value::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Ready;
use super::ready::{MOST, refused_plan, too_many};
use super::versions::NotCompared;
use crate::refused::Refused;
use crate::text::{Paper, assumed_word};
use crate::words::Words;

/// Most times as many customers and contacts.
const TIMES: u32 = 20;
/// Most days of a kind.
const DAYS: usize = 10;

/// Which worlds are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WorldsAsked {
    /// Each channel that the journey sends by delivers nothing.
    pub outages: bool,
    /// So many times as many customers and contacts: 2 to 20.
    pub arrivals: Vec<u32>,
    /// Days that are holidays, too: "2026-12-25".
    pub holidays: Vec<String>,
    /// Days on which clocks go an hour forward, and in another world back, at two in the morning.
    pub clocks: Vec<String>,
    /// Each assumption at the low and at the high end of its range.
    pub assumptions: bool,
}

/// What becomes of the journey in worse worlds.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Breaks {
    /// Customers who went through each.
    pub customers: u64,
    /// How many runs each.
    pub runs: u32,
    /// The figure that worlds are sorted by: the journey's first goal, else who enters.
    pub by: String,
    /// The worst first: those with less, then those of which nobody can tell, then those that change nothing.
    pub worlds: Vec<World>,
}

/// One world, held against the one that is.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct World {
    /// What is changed: "outage", "arrivals", "holiday", "clocks_forward", "clocks_back", "low" or "high".
    pub change: String,
    /// What is changed, in words.
    pub name: Words,
    /// The step whose assumption is changed.
    pub node: Option<String>,
    /// Customers who end differently in the first run.
    pub changed_customers: u64,
    /// Every figure there and here; `old` is the world as it is.
    pub kpis: Vec<Difference>,
}

/// A world to be looked at.
struct Other {
    change: &'static str,
    name: Words,
    node: Option<String>,
    what_if: WhatIf,
    /// An assumption at another percentage, in millionths.
    bend: Option<(u32, i64)>,
}

impl Ready {
    /// Looks at every world that is asked for.
    pub(super) fn breaks(
        &self,
        journey: &Journey,
        library: &BTreeMap<JourneyId, Journey>,
        others: &[Breaking],
        watch: &Watch,
    ) -> Result<Breaks, NotCompared> {
        let mut worlds = Vec::new();
        for Breaking(other) in others {
            worlds.push(self.held(journey, library, other, watch)?);
        }
        let figures = worlds.first().map(|world| world.kpis.as_slice()).unwrap_or_default();
        let goal = figures.iter().find(|kpi| kpi.id.starts_with("goal."));
        let by = goal.map_or_else(|| "entered".to_owned(), |kpi| kpi.id.clone());
        worlds.sort_by(|one, two| {
            let (one, two) = (badness(one, &by), badness(two, &by));
            one.0.cmp(&two.0).then(one.1.total_cmp(&two.1))
        });
        let customers = self.population.table.len() as u64;
        Ok(Breaks { customers, runs: self.options.runs, by, worlds })
    }

    /// Holds one world against the one that is.
    fn held(
        &self,
        journey: &Journey,
        library: &BTreeMap<JourneyId, Journey>,
        other: &Other,
        watch: &Watch,
    ) -> Result<World, NotCompared> {
        let plan =
            other.what_if.plan(journey, library).map_err(|error| refused_plan(journey, error))?;
        // The first so many of more customers are those who come anyway, so that they are compared with themselves.
        let population = other.what_if.population(&plan, &self.population);
        let population = population.map_err(|_| Refused::fault())?;
        let bend: Vec<_> = other.what_if.bend(&plan).into_iter().chain(other.bend).collect();
        let old = Version { plan: &self.plan, population: &self.population, bend: &[] };
        let new = Version { plan: &plan, population: &population, bend: &bend };
        let found = compare(old, new, &self.options, watch)?;
        Ok(World {
            change: other.change.to_owned(),
            name: other.name.clone(),
            node: other.node.clone(),
            changed_customers: found.changed_customers,
            kpis: found.kpis,
        })
    }

    /// Returns the worlds that are asked for.
    ///
    /// # Errors
    /// `bad_day`, `bad_times` for what is no world; `no_worlds` where there is none; `too_many` where there are too many.
    pub(super) fn worlds(&self, asked: &WorldsAsked) -> Result<Vec<Breaking>, Refused> {
        let mut others = Vec::new();
        if asked.outages {
            others.extend(Channel::ALL.into_iter().filter_map(|channel| self.outage(channel)));
        }
        for &times in &asked.arrivals {
            others.push(more(times)?);
        }
        for (day, text) in days(&asked.holidays)? {
            let what_if = WhatIf { holidays: vec![day], ..WhatIf::default() };
            let name = Words::new(format!("{text} is a holiday"), format!("{text}が休日"));
            others.push(Other { change: "holiday", name, node: None, what_if, bend: None });
        }
        for (day, text) in days(&asked.clocks)? {
            others.extend([true, false].map(|forward| clock(day, text, forward)));
        }
        if asked.assumptions {
            others.extend(self.ends());
        }
        if others.is_empty() {
            return Err(no_worlds());
        }
        let customers = self.population.table.len() as u64;
        let times = others.iter().map(|other| 1 + u64::from(other.what_if.arrivals.max(1)));
        let lives = customers.saturating_mul(times.sum());
        if lives.saturating_mul(u64::from(self.options.runs)) > MOST {
            return Err(too_many(lives, self.options.runs));
        }
        Ok(others.into_iter().map(Breaking).collect())
    }

    /// Returns the world in which a channel delivers nothing; none where the journey does not send by it.
    fn outage(&self, channel: Channel) -> Option<Other> {
        let what_if = WhatIf { outages: vec![channel], ..WhatIf::default() };
        if what_if.bend(&self.plan).is_empty() {
            return None;
        }
        let name = Words::of(|lang| match lang {
            Lang::En => format!("{} delivers nothing", channel.word(lang)),
            Lang::Ja => format!("{}が届かない", channel.word(lang)),
        });
        Some(Other { change: "outage", name, node: None, what_if, bend: None })
    }

    /// Returns a world for each end of each assumption's range that is elsewhere than what is written.
    fn ends(&self) -> Vec<Other> {
        let mut others = Vec::new();
        for (place, low, high) in ranges(&self.plan) {
            let assumption = &self.plan.assumptions[place as usize];
            for (change, end) in [("low", low), ("high", high)] {
                let percent = Decimal(end);
                let name = Words::of(|lang| {
                    let of = assumed_word(&Paper::new(lang, false), &assumption.what);
                    format!("{} · {of} {percent} %", self.step(&assumption.node, lang))
                });
                let node = Some(assumption.node.to_string());
                let bend = Some((place, end));
                others.push(Other { change, name, node, what_if: WhatIf::default(), bend });
            }
        }
        others
    }
}

impl Ready {
    /// Returns what a step is called: its own name, else its kind's.
    fn step(&self, id: &NodeId, lang: Lang) -> String {
        let node = self.plan.nodes.iter().find(|node| node.id == *id);
        let own = node.map_or("", |node| node.name.text(key(lang)));
        let kind = node.and_then(|node| Kind::title(&node.kind, lang));
        if own.is_empty() { kind.unwrap_or(id.as_str()).to_owned() } else { own.to_owned() }
    }
}

fn key(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Ja => "ja",
    }
}

/// A world that is known to be one.
pub(super) struct Breaking(Other);

/// Sorts the worst first: what is less, what nobody can tell, what is the same, what is more.
fn badness(world: &World, by: &str) -> (u8, f64) {
    let Some(kpi) = world.kpis.iter().find(|kpi| kpi.id == by) else {
        return (u8::MAX, 0.0);
    };
    let rank = match kpi.verdict {
        Verdict::Less => 0,
        Verdict::CannotTell => 1,
        Verdict::Same => 2,
        Verdict::More => 3,
    };
    (rank, kpi.difference)
}

fn more(times: u32) -> Result<Other, Refused> {
    if !(2..=TIMES).contains(&times) {
        return Err(Refused::new(
            "bad_times",
            format!("as many customers × {times} is no such world; choose 2 to {TIMES}"),
            format!("顧客×{times}倍は選べません。2～{TIMES}にしてください"),
        ));
    }
    Ok(Other {
        change: "arrivals",
        name: Words::new(
            format!("{times} times as many customers and contacts"),
            format!("顧客と問い合わせが{times}倍"),
        ),
        node: None,
        what_if: WhatIf { arrivals: times, ..WhatIf::default() },
        bend: None,
    })
}

fn clock(day: Day, text: &str, forward: bool) -> Other {
    let (change, name) = if forward {
        let ja = format!("{text}に時計が1時間進む");
        ("clocks_forward", Words::new(format!("clocks go forward on {text}"), ja))
    } else {
        let ja = format!("{text}に時計が1時間戻る");
        ("clocks_back", Words::new(format!("clocks go back on {text}"), ja))
    };
    let clocks = Clocks(vec![ClockChange { day, forward }]);
    let what_if = WhatIf { clocks, ..WhatIf::default() };
    Other { change, name, node: None, what_if, bend: None }
}

fn days(texts: &[String]) -> Result<Vec<(Day, &str)>, Refused> {
    if texts.len() > DAYS {
        return Err(Refused::unreadable(format!("at most {DAYS} days of a kind")));
    }
    let day = |text: &'_ String| parse_date(text).ok_or_else(|| bad_day(text));
    texts.iter().map(|text| Ok((day(text)?, text.as_str()))).collect()
}

fn bad_day(text: &str) -> Refused {
    Refused::new(
        "bad_day",
        format!("“{text}” is no day; expected a date such as 2026-12-25"),
        format!("「{text}」は日付として読めません。2026-12-25 の形で書いてください"),
    )
}

fn no_worlds() -> Refused {
    Refused::new(
        "no_worlds",
        "nothing is changed; choose what to try, or give assumptions a range",
        "変えるものがありません。試すことを選ぶか、前提に幅を設定してください",
    )
}
