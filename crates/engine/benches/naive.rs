//! The obvious way: walk a petgraph, keep customers in hash maps, ask rhai for everything.

use std::collections::{BTreeMap, HashMap};

use engine::draw::{Seed, Site, Threshold, Wait, customer_key};
use engine::table::Population;
use journey::kind::Kind;
use journey::op::{Lowered, Op, Schedule, Test, To};
use journey::response::{Chance, Delay, Response};
use journey::time::{HOUR, Zone};
use journey::value::Type;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use rhai::{Dynamic, Engine, Map, Scope};

use crate::reference::{START, journey};

/// Runs a population and returns the count of each port by name.
pub(crate) fn run(population: &Population) -> BTreeMap<String, u64> {
    let journey = journey(false);
    let (settings, _) = journey::settings::read(&journey.settings);
    let mut graph: DiGraph<String, String> = DiGraph::new();
    let places: HashMap<String, NodeIndex> =
        journey.nodes.keys().map(|id| (id.to_string(), graph.add_node(id.to_string()))).collect();
    for (from, ports) in &journey.edges {
        for (port, to) in ports {
            graph.add_edge(places[from.as_str()], places[to.as_str()], port.to_string());
        }
    }
    let programs: HashMap<String, Lowered> = journey
        .nodes
        .iter()
        .map(|(id, node)| match Kind::read(node) {
            Ok(kind) => (id.to_string(), kind.lower()),
            Err(problems) => panic!("{id}: {problems:?}"),
        })
        .collect();
    let engine = Engine::new();
    let zone = Zone::named("Asia/Tokyo").expect("known zone");
    let seed = Seed::new(1, 0);
    let mut counts = BTreeMap::new();
    for row in 0..population.table.len() {
        let mut customer: HashMap<String, Dynamic> = HashMap::new();
        for (name, attribute) in &settings.attributes {
            let cell = population.table.column(name).map_or(0, |column| column.get(row));
            let value = match attribute.kind {
                Type::Boolean => Dynamic::from(cell == 1),
                Type::Decimal => Dynamic::from(rhai_decimal(cell)),
                Type::Category => Dynamic::from(attribute.values[cell as usize].clone()),
                _ => Dynamic::from(cell),
            };
            customer.insert(name.clone(), value);
        }
        let key = customer_key(population.table.id(row).as_bytes());
        let mut now = START + 10 * HOUR;
        let mut clicked = i64::MAX;
        let mut place = places["ent"];
        loop {
            let id = graph[place].clone();
            let port = match &programs[&id] {
                Lowered::Entry(
                    journey::op::Entry::Audience { schedule: Schedule::Once(_), .. },
                    _,
                ) => "out".to_owned(),
                Lowered::Entry(..) => panic!("another entry"),
                Lowered::Ops(ops) => {
                    match walk(
                        ops,
                        &id,
                        &engine,
                        &customer,
                        key,
                        seed,
                        &zone,
                        &mut now,
                        &mut clicked,
                        &settings,
                    ) {
                        Some(port) => port,
                        None => break,
                    }
                }
            };
            *counts.entry(format!("{id}.{port}")).or_insert(0) += 1;
            match graph.edges(place).find(|edge| *edge.weight() == port) {
                Some(edge) => place = edge.target(),
                None => break,
            }
        }
    }
    counts
}

fn rhai_decimal(cell: i64) -> rust_decimal::Decimal {
    rust_decimal::Decimal::new(cell, 6)
}

fn holds(engine: &Engine, source: &str, customer: &HashMap<String, Dynamic>) -> bool {
    let mut scope = Scope::new();
    let map: Map =
        customer.iter().map(|(name, value)| (name.as_str().into(), value.clone())).collect();
    scope.push("customer", map);
    match engine.eval_expression_with_scope::<bool>(&mut scope, source) {
        Ok(holds) => holds,
        Err(error) => panic!("{source}: {error}"),
    }
}

fn chance(response: &Response) -> Threshold {
    match &response.chance {
        Chance::Constant(percent) => Threshold::percent_millionths(percent.0),
        _ => panic!("the reference has constant chances"),
    }
}

#[allow(clippy::too_many_arguments)]
fn walk(
    ops: &[Op],
    id: &str,
    engine: &Engine,
    customer: &HashMap<String, Dynamic>,
    key: u64,
    seed: Seed,
    zone: &Zone,
    now: &mut i64,
    clicked: &mut i64,
    settings: &journey::settings::Settings,
) -> Option<String> {
    let site = |purpose: &str| Site::new(id, purpose);
    let mut place = 0;
    loop {
        let to = match &ops[place] {
            Op::Decide { arms, otherwise } => {
                let arm = arms.iter().find(|(test, _)| match test {
                    Test::Condition(source) => holds(engine, source, customer),
                    Test::Open(_) => false,
                });
                arm.map_or(otherwise, |(_, to)| to)
            }
            Op::Draw { arms, .. } => {
                let (draw, mut sum) = (seed.draw(key, site("arm"), 0), 0);
                let arm = arms.iter().find(|(share, _)| {
                    sum += share.0;
                    Threshold::percent_millionths(sum).hit(draw)
                });
                arm.map(|(_, to)| to)?
            }
            Op::Pause { until: journey::op::Until::After(span), done, .. } => {
                *now = span.after(*now, zone);
                done
            }
            Op::Gate { channels, blocked, .. } => {
                let allowed = channels.iter().find(|(channel, _)| {
                    match settings.consent.get(channel.name()) {
                        Some(attribute) => {
                            holds(engine, &format!("customer.{attribute} == true"), customer)
                        }
                        None => true,
                    }
                });
                allowed.map_or(blocked, |(_, to)| to)
            }
            Op::Send { delivered, opened, clicked: click, sent, bounced, .. } => {
                if chance(delivered).hit(seed.draw(key, site("delivered"), 0)) {
                    *clicked = i64::MAX;
                    let reacts = |purpose: &str, (response, delay): &(Response, Delay), from| {
                        let [whether, when] = seed.draws(key, site(purpose), 0);
                        let comes = chance(response).hit(whether);
                        comes.then(|| Wait::of(delay).after(from, when, zone))
                    };
                    if let (Some(open), Some(click)) = (opened, click) {
                        let at = reacts("opened", open, *now);
                        let at = at.and_then(|at| reacts("clicked", click, at));
                        *clicked = at.unwrap_or(i64::MAX);
                    }
                    sent
                } else {
                    bounced
                }
            }
            Op::Await { events, window, timeout, .. } => {
                let limit = window.after(*now, zone);
                let (awaited, go) = &events[0];
                let at = match &awaited.model {
                    Some((response, delay)) => {
                        let [whether, when] = seed.draws(key, site("event 0 purchase"), 0);
                        let comes = chance(response).hit(whether);
                        if comes { Wait::of(delay).after(*now, when, zone) } else { i64::MAX }
                    }
                    None => *clicked,
                };
                *now = at.min(limit);
                if at <= limit { go } else { timeout }
            }
            Op::Assign { next, .. } | Op::Goal { next, .. } | Op::Task { next, .. } => next,
            Op::End { .. } => return None,
            other => panic!("the reference has no {other:?}"),
        };
        match to {
            To::Op(next) => place = *next,
            To::Port(port) => return Some(port.to_string()),
        }
    }
}
