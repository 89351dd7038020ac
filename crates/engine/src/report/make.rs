//! Making a report of a tally.

use std::collections::BTreeMap;

use journey::document::Label;
use journey::op::OfferKind;
use journey::settings::{Channel, Outcome};
use journey::time::{Millis, instant_text};

use super::kpis::{kpis, main_kpi};
use super::tornado::Tornado;
use super::*;
use crate::plan::Plan;
use crate::run::{Blocked, Refused};
use crate::simulate::Options;
use crate::table::Population;
use crate::tally::{GoalTally, NodeTally, Tally};

/// Customers below which a share is not worth reading.
const FEW: u64 = 30;

/// Returns the report of a rehearsal.
pub fn report(
    plan: &Plan,
    population: &Population,
    options: &Options,
    tally: &Tally,
    tornado: Option<&Tornado>,
) -> Report {
    let customers = population.table.len() as u64;
    let kpis = kpis(plan, options, tally, customers);
    let nodes = nodes(plan, tally);
    let health = health::health(plan, tally, options, &nodes);
    Report {
        format: FORMAT.to_owned(),
        version: VERSION,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        verdict: verdict(plan, options, customers, tally, &kpis, &health, tornado),
        journey: journey_head(plan),
        options: OptionsHead {
            seed: options.seed,
            runs: options.runs.max(1),
            start: instant_text(options.start, plan.zone.offset(options.start)),
            horizon: options.horizon.to_string(),
            time_zone: plan.zone.name().to_owned(),
            what_if: crate::what_if::Changes::default(),
            order: "exit rule, event, timeout, arrival; ties by customer, then by sequence"
                .to_owned(),
        },
        population: PopulationHead {
            customers,
            events: population.events.len() as u64,
            hash: population.hash(),
        },
        totals: totals(plan, tally),
        health,
        kpis,
        nodes,
        time: TimeReport {
            goals: plan
                .goals
                .iter()
                .cloned()
                .zip(tally.goals.iter().map(|goal| goal_time(goal, tally)))
                .collect(),
            sends: tally.hours.iter().map(|day| day.to_vec()).collect(),
        },
        pressure: pressure(plan, tally),
        offers: offers(plan, tally),
        offer_kinds: offer_kinds(tally),
        connectors: connectors::connectors(plan, tally),
        experiments: compare::experiments(plan, tally, customers),
        variants: compare::variants(plan, tally, customers),
        reasons: compare::reasons(plan, tally, customers),
        guardians: crate::guard::reports(plan, population, tally),
        second_order: None,
        people: None,
        coverage: None,
        assumptions: assumptions(plan, tornado),
    }
}

/// Returns which journey it is.
pub(crate) fn journey_head(plan: &Plan) -> JourneyHead {
    JourneyHead { id: plan.id.clone(), name: words(&plan.name), hash: plan.hash.clone() }
}

/// Returns a text in both languages.
pub(crate) fn both(en: impl Into<String>, ja: impl Into<String>) -> Words {
    BTreeMap::from([("en".to_owned(), en.into()), ("ja".to_owned(), ja.into())])
}

pub(super) fn words(label: &Label) -> Words {
    both(label.text("en"), label.text("ja"))
}

/// Rounds to nine significant digits, so that the last bit of a platform's arithmetic never shows.
pub(crate) fn tidy(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return 0.0;
    }
    let magnitude = libm::floor(libm::log10(value.abs()));
    let scale = libm::pow(10.0, 8.0 - magnitude);
    libm::rint(value * scale) / scale
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { tidy(part as f64 / whole as f64) }
}

fn money(millionths: i128) -> f64 {
    tidy(millionths as f64 / 1e6)
}

fn totals(plan: &Plan, tally: &Tally) -> Totals {
    let refused = Refused::ALL.into_iter().map(|reason| {
        (reason.name().to_owned(), tally.refused.iter().map(|entry| entry[reason as usize]).sum())
    });
    let exits = plan.exits.iter().map(|exit| exit.name.clone()).zip(tally.exits.iter().copied());
    Totals {
        entered: tally.entered.iter().sum(),
        refused: refused.filter(|(_, count)| *count > 0).collect(),
        ended: Outcome::ALL
            .into_iter()
            .map(|outcome| (outcome.name().to_owned(), tally.ended[outcome as usize]))
            .filter(|(_, count)| *count > 0)
            .collect(),
        exits: exits.collect(),
        expired: tally.expired,
        inside: tally.inside,
        steps: tally.ports.iter().sum(),
    }
}

/// Returns how many instances came to each step.
pub(crate) fn arrivals(plan: &Plan, tally: &Tally) -> Vec<u64> {
    let mut came = vec![0; plan.nodes.len()];
    for (entry, &count) in plan.entries.iter().zip(&tally.entered) {
        came[entry.node as usize] += count;
    }
    for (port, &count) in plan.ports.iter().zip(&tally.ports) {
        let onward = port.through.map(|through| plan.ports[through as usize].node);
        if let Some(target) = onward.or(port.target) {
            came[target as usize] += count;
        }
    }
    came
}

fn nodes(plan: &Plan, tally: &Tally) -> BTreeMap<String, NodeReport> {
    let came = arrivals(plan, tally);
    let entered: u64 = tally.entered.iter().sum();
    let each = plan.nodes.iter().zip(&tally.nodes).zip(&came);
    each.map(|((node, counts), &came)| {
        let places = node.ports.start as usize..node.ports.end as usize;
        let out: u64 = tally.ports[places.clone()].iter().sum();
        let edges = plan.ports[places.clone()].iter().zip(&tally.ports[places.clone()]);
        let charged: u64 =
            edges.clone().filter(|(port, _)| port.charged).map(|(_, count)| count).sum();
        let report = NodeReport {
            name: words(&node.name),
            kind: node.kind.clone(),
            entered: came,
            out,
            ended: counts.ended,
            inside: counts.inside,
            share: share(came, entered),
            drop: share(came - out.min(came), came),
            ports: edges.clone().map(|(port, &count)| (port.name.clone(), count)).collect(),
            edges: edges
                .map(|(port, &count)| EdgeReport {
                    port: port.name.clone(),
                    to: port.target.map(|target| plan.nodes[target as usize].id.to_string()),
                    count,
                    share: share(count, out),
                })
                .collect(),
            wait_ms: wait(counts, out),
            cost: money(i128::from(node.cost) * i128::from(charged)),
            value: money(i128::from(node.value) * i128::from(charged)),
            sent: counts.sent,
            blocked: blocked(&counts.blocked),
            deferred: counts.deferred,
            failed: counts.failed,
            errors: counts.traps,
        };
        (node.id.to_string(), report)
    })
    .collect()
}

fn wait(counts: &NodeTally, out: u64) -> WaitReport {
    let mut wait = counts.wait.clone();
    wait.add_zeros(out.saturating_sub(wait.count()));
    WaitReport { p10: wait.quantile(0.1), p50: wait.quantile(0.5), p90: wait.quantile(0.9) }
}

fn blocked(counts: &[u64; Blocked::ALL.len()]) -> BTreeMap<String, u64> {
    let each =
        Blocked::ALL.into_iter().map(|reason| (reason.name().to_owned(), counts[reason as usize]));
    each.filter(|(_, count)| *count > 0).collect()
}

fn goal_time(goal: &GoalTally, tally: &Tally) -> GoalTime {
    let instances: u64 = tally.entered.iter().sum();
    GoalTime {
        reached: goal.reached,
        censored: goal.waiting.count(),
        late: goal.late,
        among_reached_ms: WaitReport {
            p10: goal.time.quantile(0.1),
            p50: goal.time.quantile(0.5),
            p90: goal.time.quantile(0.9),
        },
        curve: curve(goal, instances),
    }
}

/// Most points of a curve.
const POINTS: usize = 60;

fn curve(goal: &GoalTally, instances: u64) -> Vec<(i64, f64)> {
    let mut censored = goal.waiting.buckets().peekable();
    let mut at_risk = instances as f64;
    let mut not_yet = 1.0;
    let mut points = vec![(0, 0.0)];
    for (at, reached) in goal.time.buckets() {
        while let Some(&(before, count)) = censored.peek()
            && before < at
        {
            at_risk -= count as f64;
            censored.next();
        }
        if at_risk > 0.0 {
            not_yet *= 1.0 - reached as f64 / at_risk;
            at_risk -= reached as f64;
        }
        points.push((at, tidy(1.0 - not_yet)));
    }
    thin(points)
}

fn thin(points: Vec<(Millis, f64)>) -> Vec<(Millis, f64)> {
    let count = points.len();
    if count <= POINTS {
        return points;
    }
    (0..POINTS).map(|place| points[place * (count - 1) / (POINTS - 1)]).collect()
}

fn pressure(plan: &Plan, tally: &Tally) -> Pressure {
    let trimmed = |counts: &[u64]| {
        let used = counts.iter().rposition(|&count| count > 0).map_or(0, |last| last + 1);
        counts[..used].to_vec()
    };
    let channels = Channel::ALL.into_iter().zip(tally.channels);
    let mut reasons = [0; Blocked::ALL.len()];
    for node in &tally.nodes {
        reasons.iter_mut().zip(node.blocked).for_each(|(sum, count)| *sum += count);
    }
    Pressure {
        channels: channels
            .filter(|(_, count)| *count > 0)
            .map(|(channel, count)| (channel.name().to_owned(), count))
            .collect(),
        per_customer: trimmed(&tally.messages),
        most_in_7_days: trimmed(&tally.peak),
        in_quiet_hours: plan
            .nodes
            .iter()
            .zip(&tally.nodes)
            .filter(|(_, counts)| counts.sent_in_quiet > 0)
            .map(|(node, counts)| (node.id.to_string(), counts.sent_in_quiet))
            .collect(),
        blocked: blocked(&reasons),
        deferred: tally.nodes.iter().map(|node| node.deferred).sum(),
    }
}

fn offers(plan: &Plan, tally: &Tally) -> BTreeMap<String, OfferReport> {
    let each = plan.offers.iter().zip(&tally.offers).zip(&tally.redeemed);
    each.map(|(((name, offer), &(spent, issued, refused)), &(redeemed, expired))| {
        let report = OfferReport {
            issued,
            spent: money(spent),
            refused,
            redeemed,
            expired,
            budget: offer.budget.map(|budget| budget.to_f64()),
            stock: offer.stock,
        };
        (name.clone(), report)
    })
    .collect()
}

fn offer_kinds(tally: &Tally) -> BTreeMap<String, OfferKindReport> {
    let kinds = OfferKind::ALL.into_iter().zip(tally.offer_kinds);
    let issued = kinds.filter(|(_, (_, issued))| *issued > 0);
    issued
        .map(|(kind, (spent, issued))| {
            (kind.name().to_owned(), OfferKindReport { issued, spent: money(spent) })
        })
        .collect()
}

fn assumptions(plan: &Plan, tornado: Option<&Tornado>) -> Vec<AssumptionReport> {
    let each = plan.assumptions.iter().enumerate();
    each.map(|(place, assumption)| AssumptionReport {
        node: assumption.node.to_string(),
        what: assumption.what.clone(),
        response: assumption.response.clone(),
        delay: assumption.delay.clone(),
        tornado: tornado
            .and_then(|tornado| tornado.bars.get(&(place as u32)))
            .map(|&(low, high)| (tidy(low), tidy(high))),
    })
    .collect()
}

fn verdict(
    plan: &Plan,
    options: &Options,
    customers: u64,
    tally: &Tally,
    kpis: &[Kpi],
    health: &[Health],
    tornado: Option<&Tornado>,
) -> Verdict {
    let (id, _) = main_kpi(plan);
    let main = kpis.iter().find(|kpi| kpi.id == id);
    let range = tornado.map(|tornado| (tidy(tornado.range.0), tidy(tornado.range.1)));
    let interval = main.and_then(|kpi| kpi.low.zip(kpi.high));
    let too_few = main.is_none_or(|kpi| kpi.n < FEW)
        || interval.is_none()
        || plan.shared && options.runs < 30;
    let wide = range
        .zip(interval)
        .is_some_and(|(range, interval)| range.1 - range.0 > interval.1 - interval.0);
    let status = match (too_few, wide) {
        (true, _) => Status::TooFew,
        (false, true) => Status::CheckAssumptions,
        (false, false) => Status::Ready,
    };
    let sentence = Sentence {
        customers,
        runs: options.runs.max(1),
        share: main.and_then(|kpi| kpi.estimate),
        interval,
        range,
        notes: health.len(),
        entered: tally.entered.iter().sum(),
    };
    let what = match plan.goals.first() {
        Some(goal) => (format!("reach “{goal}”"), format!("「{goal}」を達成")),
        None => ("enter".to_owned(), "開始".to_owned()),
    };
    Verdict {
        status,
        text: both(sentence.english(&what.0), sentence.japanese(&what.1)),
        kpi: main.map(|kpi| kpi.id.clone()),
        assumption_range: range,
    }
}

/// What the verdict's sentence says.
struct Sentence {
    customers: u64,
    runs: u32,
    share: Option<f64>,
    interval: Option<(f64, f64)>,
    range: Option<(f64, f64)>,
    notes: usize,
    entered: u64,
}

impl Sentence {
    fn english(&self, what: &str) -> String {
        let Some(share) = self.share.filter(|_| self.entered > 0) else {
            return format!("{} customers: nobody entered.", grouped(self.customers));
        };
        let sampled = match self.interval {
            Some((low, high)) => {
                format!("95 % interval {}–{} %", percent(low, low, high), percent(high, low, high))
            }
            None => "cannot tell how sure: one run, and customers share something".to_owned(),
        };
        let (low, high) = self.interval.unwrap_or((share, share));
        let range = self.range.map_or(String::new(), |(least, most)| {
            format!(
                "; with the ranges of the assumptions {}–{} %",
                percent(least, low, high),
                percent(most, low, high)
            )
        });
        let notes = match self.notes {
            0 => String::new(),
            1 => "; 1 note".to_owned(),
            notes => format!("; {notes} notes"),
        };
        let runs = if self.runs == 1 { String::new() } else { format!(" × {} runs", self.runs) };
        let customers = grouped(self.customers);
        format!(
            "{customers} customers{runs}: {} % {what} ({sampled}{range}{notes}).",
            percent(share, low, high)
        )
    }

    fn japanese(&self, what: &str) -> String {
        let Some(share) = self.share.filter(|_| self.entered > 0) else {
            return format!("顧客{}人：開始した人はいません。", grouped(self.customers));
        };
        let sampled = match self.interval {
            Some((low, high)) => {
                format!("95 %区間 {}～{} %", percent(low, low, high), percent(high, low, high))
            }
            None => "1回の実行で顧客が共有する資源があるため、確かさは分かりません".to_owned(),
        };
        let (low, high) = self.interval.unwrap_or((share, share));
        let range = self.range.map_or(String::new(), |(least, most)| {
            format!(
                "、仮定の幅を入れると {}～{} %",
                percent(least, low, high),
                percent(most, low, high)
            )
        });
        let notes =
            if self.notes == 0 { String::new() } else { format!("、注記{}件", self.notes) };
        let runs = if self.runs == 1 { String::new() } else { format!("×{}回", self.runs) };
        let customers = grouped(self.customers);
        format!(
            "顧客{customers}人{runs}：{} %が{what}します（{sampled}{range}{notes}）。",
            percent(share, low, high)
        )
    }
}

/// Writes a share in percent with as many decimals as its interval's half-width deserves, at most three.
fn percent(share: f64, low: f64, high: f64) -> String {
    let half = (high - low) * 50.0;
    let decimals =
        if half <= 0.0 { 1 } else { libm::ceil(-libm::log10(half)).clamp(0.0, 2.0) as usize + 1 };
    format!("{:.*}", decimals.min(3), share * 100.0)
}

/// Writes a number with a comma at every thousand.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let mut text = digits[..first].to_owned();
    for (place, group) in digits.as_bytes()[first..].chunks(3).enumerate() {
        if place > 0 || first > 0 {
            text.push(',');
        }
        text.extend(group.iter().map(|&byte| char::from(byte)));
    }
    text
}
