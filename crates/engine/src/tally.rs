//! The tally: what a rehearsal counts, in whole numbers, so that no order of adding can matter.

use std::collections::BTreeMap;

use journey::op::{OfferKind, Survey};
use journey::settings::{Channel, Outcome};
use journey::time::{Civil, DAY, HOUR, MINUTE, Millis, Zone, weekday};

use crate::guard::GuardTally;
use crate::histogram::Histogram;
use crate::plan::Plan;
use crate::run::{Blocked, Mark, Refused, Seen};

/// Numbers of messages per person that are told apart; more count as the last.
pub(crate) const MOST_MESSAGES: usize = 100;

/// Everything that is counted. All sums are over customers and runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Instances begun, by entry.
    pub entered: Vec<u64>,
    /// Entries refused, by entry and reason.
    pub refused: Vec<[u64; Refused::ALL.len()]>,
    /// Passes of each port.
    pub ports: Vec<u64>,
    /// Counts of each node.
    pub nodes: Vec<NodeTally>,
    /// Instances ended by exit rules, by rule.
    pub exits: Vec<u64>,
    /// Instances ended, by outcome, exits and expiries included.
    pub ended: [u64; Outcome::ALL.len()],
    /// Instances that reached the maximum lifetime.
    pub expired: u64,
    /// Instances still inside at the horizon.
    pub inside: u64,
    /// Counts of each goal.
    pub goals: Vec<GoalTally>,
    /// Counts of each arm of each group.
    pub arms: Vec<ArmTally>,
    /// Money spent on each offer, in millionths; pieces; refusals.
    pub offers: Vec<(i128, u64, u64)>,
    /// Offers redeemed by a goal, and goals that came when an offer had expired, by offer.
    pub redeemed: Vec<(u64, u64)>,
    /// Money spent on offers of each kind, in millionths; pieces.
    pub offer_kinds: [(i128, u64); OfferKind::ALL.len()],
    /// Calls of each connector that has a limit, by run and minute since 1970.
    pub calls: Vec<BTreeMap<(u32, i64), u64>>,
    /// Answers by survey scale and score.
    pub scores: [[u64; 11]; 3],
    /// Messages by channel.
    pub channels: [u64; Channel::ALL.len()],
    /// Messages by local weekday (Monday first) and hour.
    pub hours: [[u64; 24]; 7],
    /// Customers × runs by number of messages.
    pub messages: Vec<u64>,
    /// Customers × runs by the most messages in any seven days.
    pub peak: Vec<u64>,
    /// Sums for the figures of merit, by figure.
    pub moments: Vec<Moments>,
    /// The figure that is the base of each figure's share or mean.
    pub bases: Vec<usize>,
    /// The figures' sums of each run.
    pub runs: Vec<Vec<i128>>,
    /// Customers × runs rehearsed.
    pub rehearsed: u64,
    /// Counts of each guardian.
    pub guards: Vec<GuardTally>,
}

/// Counts of one node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeTally {
    /// How long each pass stayed, where it stayed at all.
    pub wait: Histogram,
    /// Instances that ended here, by end, exit or expiry.
    pub ended: u64,
    /// Instances still here at the horizon.
    pub inside: u64,
    /// Contacts refused, by reason.
    pub blocked: [u64; Blocked::ALL.len()],
    /// Messages sent.
    pub sent: u64,
    /// … of which inside quiet hours.
    pub sent_in_quiet: u64,
    /// Contacts that waited for quiet hours to end.
    pub deferred: u64,
    /// Tasks made.
    pub tasks: u64,
    /// Tries of an external call that failed.
    pub failed: u64,
    /// Conditions or scripts that met an error.
    pub traps: u64,
    /// Loops cut because they took no time.
    pub runaway: u64,
}

/// Counts of one goal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoalTally {
    /// Instances that reached it.
    pub reached: u64,
    /// Hits outside its window.
    pub late: u64,
    /// What it is worth in all, in millionths.
    pub worth: i128,
    /// From entry to goal.
    pub time: Histogram,
    /// From entry to the horizon, for instances still inside that have not reached it.
    pub waiting: Histogram,
}

/// Counts of one arm of a draw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ArmTally {
    /// Passes, each of them one message for a variant.
    pub passes: u64,
    /// Messages that arrived.
    pub delivered: u64,
    /// Messages that were opened.
    pub opened: u64,
    /// Messages that were clicked.
    pub clicked: u64,
}

/// Sums over customers of a figure x, and of its product with its base y, each summed over runs first.
///
/// The base's own sums are those of the figure that it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moments {
    /// Σ x.
    pub x: i128,
    /// Σ x².
    pub xx: i128,
    /// Σ x·y.
    pub xy: i128,
}

/// The figures counted for each customer, before the goals' own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Figure {
    /// 1 for every customer.
    Customers = 0,
    /// Whether the customer entered.
    Entered,
    /// Instances begun.
    Instances,
    /// Messages sent.
    Messages,
    /// Cost, in millionths.
    Cost,
    /// Value, in millionths.
    Value,
    /// Whether every instance ended without any goal.
    Fruitless,
    /// Whether any goal was reached.
    Successful,
    /// Survey answers: NPS, CSAT, CES, each count and sum.
    NpsCount,
    NpsSum,
    CsatCount,
    CsatSum,
    CesCount,
    CesSum,
    /// First goal; one figure a goal follows, then for each arm whether the customer got it, and whether
    /// the goal was reached behind it.
    Goals,
}

impl Tally {
    pub(crate) fn new(plan: &Plan, runs: u32) -> Self {
        let figures = Figure::Goals as usize + plan.goals.len() + 2 * plan.arms();
        Self {
            entered: vec![0; plan.entries.len()],
            refused: vec![[0; 3]; plan.entries.len()],
            ports: vec![0; plan.ports.len()],
            nodes: vec![NodeTally::default(); plan.nodes.len()],
            exits: vec![0; plan.exits.len()],
            ended: [0; 5],
            expired: 0,
            inside: 0,
            goals: vec![GoalTally::default(); plan.goals.len()],
            arms: vec![ArmTally::default(); plan.arms()],
            offers: vec![(0, 0, 0); plan.offers.len()],
            redeemed: vec![(0, 0); plan.offers.len()],
            offer_kinds: [(0, 0); 4],
            calls: vec![BTreeMap::new(); plan.limits.len()],
            scores: [[0; 11]; 3],
            channels: [0; 9],
            hours: [[0; 24]; 7],
            messages: vec![0; MOST_MESSAGES + 1],
            peak: vec![0; MOST_MESSAGES + 1],
            moments: vec![Moments::default(); figures],
            bases: (0..figures).map(|figure| base(figure, plan.goals.len())).collect(),
            runs: vec![vec![0; figures]; runs as usize],
            rehearsed: 0,
            guards: vec![GuardTally::default(); plan.guards.len()],
        }
    }

    /// Adds another's counts.
    pub(crate) fn merge(&mut self, other: &Self) {
        fn add<T: Copy + std::ops::AddAssign>(own: &mut [T], more: &[T]) {
            own.iter_mut().zip(more).for_each(|(own, &more)| *own += more);
        }
        add(&mut self.entered, &other.entered);
        self.refused.iter_mut().zip(&other.refused).for_each(|(own, more)| add(own, more));
        add(&mut self.ports, &other.ports);
        self.nodes.iter_mut().zip(&other.nodes).for_each(|(own, more)| own.merge(more));
        add(&mut self.exits, &other.exits);
        add(&mut self.ended, &other.ended);
        self.expired += other.expired;
        self.inside += other.inside;
        for (own, more) in self.goals.iter_mut().zip(&other.goals) {
            own.reached += more.reached;
            own.late += more.late;
            own.worth += more.worth;
            own.time.merge(&more.time);
            own.waiting.merge(&more.waiting);
        }
        for (own, more) in self.arms.iter_mut().zip(&other.arms) {
            own.passes += more.passes;
            own.delivered += more.delivered;
            own.opened += more.opened;
            own.clicked += more.clicked;
        }
        for (own, more) in self.offers.iter_mut().zip(&other.offers) {
            *own = (own.0 + more.0, own.1 + more.1, own.2 + more.2);
        }
        for (own, more) in self.redeemed.iter_mut().zip(&other.redeemed) {
            *own = (own.0 + more.0, own.1 + more.1);
        }
        for (own, more) in self.offer_kinds.iter_mut().zip(&other.offer_kinds) {
            *own = (own.0 + more.0, own.1 + more.1);
        }
        for (own, more) in self.calls.iter_mut().zip(&other.calls) {
            more.iter().for_each(|(&minute, calls)| *own.entry(minute).or_default() += calls);
        }
        self.scores.iter_mut().zip(&other.scores).for_each(|(own, more)| add(own, more));
        add(&mut self.channels, &other.channels);
        self.hours.iter_mut().zip(&other.hours).for_each(|(own, more)| add(own, more));
        add(&mut self.messages, &other.messages);
        add(&mut self.peak, &other.peak);
        for (own, more) in self.moments.iter_mut().zip(&other.moments) {
            own.x += more.x;
            own.xx += more.xx;
            own.xy += more.xy;
        }
        self.runs.iter_mut().zip(&other.runs).for_each(|(own, more)| add(own, more));
        self.rehearsed += other.rehearsed;
        self.guards.iter_mut().zip(&other.guards).for_each(|(own, more)| own.merge(more));
    }
}

impl NodeTally {
    fn merge(&mut self, other: &Self) {
        self.wait.merge(&other.wait);
        self.ended += other.ended;
        self.inside += other.inside;
        self.blocked.iter_mut().zip(other.blocked).for_each(|(own, more)| *own += more);
        self.sent += other.sent;
        self.sent_in_quiet += other.sent_in_quiet;
        self.deferred += other.deferred;
        self.tasks += other.tasks;
        self.failed += other.failed;
        self.traps += other.traps;
        self.runaway += other.runaway;
    }
}

/// Folds customers' marks into a tally. Reused from customer to customer.
pub(crate) struct Folder<'p> {
    plan: &'p Plan,
    pub(crate) tally: Tally,
    /// This customer's figures over the runs so far.
    sums: Vec<i64>,
    /// This run's figures.
    figures: Vec<i64>,
    /// Of each instance: entry, last step left, goals seen, still open.
    instances: Vec<Track>,
    sent: Vec<Millis>,
    /// Arms that instances got, in this run, and the goal that counts for each arm.
    got: Vec<(u16, u32)>,
    arm_goals: Vec<Option<u32>>,
    /// Offers that instances were given, in this run.
    issued: Vec<(u16, u32)>,
    /// The run in hand.
    run: u32,
    /// Most recorded openings and clicks of each arm that this run's messages allow.
    open: Vec<ArmTally>,
    /// Cost and value of a pass of each port.
    money: Vec<(i64, i64)>,
}

#[derive(Clone, Copy)]
struct Track {
    entered: Millis,
    last: Millis,
    goals: u64,
    open: bool,
}

impl<'p> Folder<'p> {
    pub(crate) fn new(plan: &'p Plan, runs: u32) -> Self {
        let tally = Tally::new(plan, runs);
        let money = plan.ports.iter().map(|port| {
            let node = &plan.nodes[port.node as usize];
            if port.charged { (node.cost, node.value) } else { (0, 0) }
        });
        Self {
            money: money.collect(),
            sums: vec![0; tally.moments.len()],
            figures: vec![0; tally.moments.len()],
            instances: Vec::new(),
            sent: Vec::new(),
            got: Vec::new(),
            issued: Vec::new(),
            run: 0,
            arm_goals: plan
                .groups
                .iter()
                .flat_map(|group| group.arms.iter().map(|_| group.goal))
                .collect(),
            open: vec![ArmTally::default(); tally.arms.len()],
            plan,
            tally,
        }
    }

    /// Returns the figures of the customer and run that were folded last, in the order of [`Figure`].
    pub(crate) fn figures(&self) -> &[i64] {
        &self.figures
    }

    /// Folds one customer's marks of one run.
    pub(crate) fn fold(&mut self, marks: &[Mark], run: u32, zone: &Zone) {
        self.figures.fill(0);
        self.instances.clear();
        self.sent.clear();
        self.got.clear();
        self.issued.clear();
        self.run = run;
        self.open.fill(ArmTally::default());
        for mark in marks {
            self.mark(mark, zone);
        }
        self.close(run);
    }

    #[inline]
    fn mark(&mut self, mark: &Mark, zone: &Zone) {
        let tally = &mut self.tally;
        let index = mark.index as usize;
        let instance = usize::from(mark.instance);
        match mark.what {
            Seen::Passed => {
                tally.ports[index] += 1;
                let (cost, value) = self.money[index];
                self.figures[Figure::Cost as usize] += cost;
                self.figures[Figure::Value as usize] += value;
                let track = &mut self.instances[instance];
                if mark.at > track.last {
                    let node = self.plan.ports[index].node as usize;
                    tally.nodes[node].wait.add(mark.at - track.last);
                    track.last = mark.at;
                }
            }
            Seen::Entered => {
                tally.entered[index] += 1;
                self.figures[Figure::Entered as usize] = 1;
                self.figures[Figure::Instances as usize] += 1;
                self.instances.push(Track {
                    entered: mark.at,
                    last: mark.at,
                    goals: 0,
                    open: true,
                });
            }
            Seen::Refused(reason) => tally.refused[index][reason as usize] += 1,
            Seen::Blocked(reason) => tally.nodes[index].blocked[reason as usize] += 1,
            Seen::Sent(channel) => {
                tally.nodes[index].sent += 1;
                tally.channels[usize::from(channel)] += 1;
                let Civil { day, time } = Civil::of(zone.local(mark.at));
                tally.hours[usize::from(weekday(day))][(time / HOUR) as usize] += 1;
                self.figures[Figure::Messages as usize] += 1;
                self.sent.push(mark.at);
            }
            Seen::SentInQuiet => tally.nodes[index].sent_in_quiet += 1,
            Seen::Deferred => tally.nodes[index].deferred += 1,
            Seen::Goal => {
                let goal = &mut tally.goals[index];
                let track = &mut self.instances[instance];
                goal.reached += 1;
                goal.time.add(mark.at - track.entered);
                track.goals |= 1u64.checked_shl(mark.index).unwrap_or(1 << 63);
                self.figures[Figure::Goals as usize + index] = 1;
                self.figures[Figure::Successful as usize] = 1;
                for &(_, arm) in self.got.iter().filter(|(of, _)| *of == mark.instance) {
                    if self.arm_goals[arm as usize] == Some(mark.index) {
                        self.figures[figure_of_arm(self.plan, arm as usize) + 1] = 1;
                    }
                }
            }
            Seen::Arm => {
                tally.arms[index].passes += 1;
                self.open[index].passes += 1;
                self.figures[figure_of_arm(self.plan, index)] = 1;
                if !self.got.contains(&(mark.instance, mark.index)) {
                    self.got.push((mark.instance, mark.index));
                }
            }
            Seen::Delivered => tally.arms[index].delivered += 1,
            // A record may hold several openings of one message: it is opened once.
            Seen::Opened => {
                let new = self.open[index].opened < self.open[index].passes;
                self.open[index].opened += u64::from(new);
                tally.arms[index].opened += u64::from(new);
            }
            Seen::Clicked => {
                let new = self.open[index].clicked < self.open[index].passes;
                self.open[index].clicked += u64::from(new);
                tally.arms[index].clicked += u64::from(new);
            }
            Seen::LateGoal => tally.goals[index].late += 1,
            Seen::Worth => {
                tally.goals[index].worth += i128::from(mark.at);
                let value = &mut self.figures[Figure::Value as usize];
                *value = value.saturating_add(mark.at);
            }
            Seen::Spent(kind) => {
                self.issued.push((mark.instance, mark.index));
                let of_kind = &mut tally.offer_kinds[usize::from(kind)];
                *of_kind = (of_kind.0 + i128::from(mark.at), of_kind.1 + 1);
                let offer = &mut tally.offers[index];
                (offer.0, offer.1) = (offer.0 + i128::from(mark.at), offer.1 + 1);
                let cost = &mut self.figures[Figure::Cost as usize];
                *cost = cost.saturating_add(mark.at);
            }
            Seen::Redeemed => {
                let has = self.issued.contains(&(mark.instance, mark.index));
                tally.redeemed[index].0 += u64::from(has);
            }
            Seen::Lapsed => tally.redeemed[index].1 += 1,
            Seen::Called => {
                *tally.calls[index].entry((self.run, mark.at.div_euclid(MINUTE))).or_default() += 1;
            }
            Seen::OutOf => tally.offers[index].2 += 1,
            Seen::Score(survey) => {
                tally.scores[usize::from(survey)][index.min(10)] += 1;
                let (count, sum, score) = score_figures(survey, i64::from(mark.index));
                self.figures[count] += 1;
                self.figures[sum] += score;
            }
            Seen::Task => tally.nodes[index].tasks += 1,
            Seen::Failed => tally.nodes[index].failed += 1,
            Seen::Trap => tally.nodes[index].traps += 1,
            Seen::Runaway => tally.nodes[index].runaway += 1,
            Seen::Ended(outcome) => {
                tally.ended[usize::from(outcome)] += 1;
                if let Some(node) = tally.nodes.get_mut(index) {
                    node.ended += 1;
                }
                self.instances[instance].open = false;
            }
            Seen::Exited(outcome) => {
                tally.ended[usize::from(outcome)] += 1;
                tally.exits[index] += 1;
                self.instances[instance].open = false;
            }
            Seen::ExitedFrom => tally.nodes[index].ended += 1,
            Seen::Expired => {
                tally.ended[Outcome::Unresolved as usize] += 1;
                tally.expired += 1;
                tally.nodes[index].ended += 1;
                self.instances[instance].open = false;
            }
            Seen::Inside => {
                tally.inside += 1;
                tally.nodes[index].inside += 1;
                let track = self.instances[instance];
                for (place, goal) in tally.goals.iter_mut().enumerate() {
                    if track.goals & 1u64.checked_shl(place as u32).unwrap_or(1 << 63) == 0 {
                        goal.waiting.add(mark.at - track.entered);
                    }
                }
            }
        }
    }

    /// Closes a customer's run.
    fn close(&mut self, run: u32) {
        let tally = &mut self.tally;
        self.figures[Figure::Customers as usize] = 1;
        let all_over = !self.instances.is_empty() && self.instances.iter().all(|track| !track.open);
        let successful = self.figures[Figure::Successful as usize] == 1;
        self.figures[Figure::Fruitless as usize] = i64::from(all_over && !successful);
        tally.rehearsed += 1;
        tally.messages[self.sent.len().min(MOST_MESSAGES)] += 1;
        tally.peak[peak(&self.sent).min(MOST_MESSAGES)] += 1;
        let totals = self.sums.iter_mut().zip(&mut tally.runs[run as usize]);
        for (&figure, (sum, total)) in
            self.figures.iter().zip(totals).filter(|(figure, _)| **figure != 0)
        {
            *sum = sum.saturating_add(figure);
            *total += i128::from(figure);
        }
    }

    /// Closes a customer after the last of their runs: adds the moments.
    pub(crate) fn end_customer(&mut self) {
        let bases = &self.tally.bases;
        for (place, moments) in self.tally.moments.iter_mut().enumerate() {
            let x = self.sums[place];
            if x != 0 {
                let (x, y) = (i128::from(x), i128::from(self.sums[bases[place]]));
                moments.x += x;
                moments.xx += x * x;
                moments.xy += x * y;
            }
        }
        self.sums.fill(0);
    }
}

impl Tally {
    /// Returns the sums of a figure and of its base.
    pub(crate) fn ratio(&self, figure: usize) -> (&Moments, &Moments) {
        (&self.moments[figure], &self.moments[self.bases[figure]])
    }
}

/// Returns the figure that says whether a customer got an arm; the next one says whether the goal was
/// reached behind it.
pub(crate) fn figure_of_arm(plan: &Plan, arm: usize) -> usize {
    Figure::Goals as usize + plan.goals.len() + 2 * arm
}

/// Returns the figure that is the base of another's share or mean.
fn base(figure: usize, goals: usize) -> usize {
    let arms = Figure::Goals as usize + goals;
    let base = match figure {
        figure if figure >= arms && (figure - arms) % 2 == 1 => return figure - 1,
        figure if figure >= arms => Figure::Entered,
        figure if figure == Figure::NpsSum as usize => Figure::NpsCount,
        figure if figure == Figure::CsatSum as usize => Figure::CsatCount,
        figure if figure == Figure::CesSum as usize => Figure::CesCount,
        figure if figure <= Figure::Entered as usize => Figure::Customers,
        _ => Figure::Entered,
    };
    base as usize
}

/// Returns the count and sum figures of a survey and what a score adds: for NPS, 100 for a promoter
/// (9, 10) and −100 for a detractor (0–6), so that the mean is the net promoter score.
fn score_figures(survey: u8, score: i64) -> (usize, usize, i64) {
    if survey == Survey::Nps as u8 {
        let net = if score >= 9 {
            100
        } else if score <= 6 {
            -100
        } else {
            0
        };
        (Figure::NpsCount as usize, Figure::NpsSum as usize, net)
    } else if survey == Survey::Csat as u8 {
        (Figure::CsatCount as usize, Figure::CsatSum as usize, score)
    } else {
        (Figure::CesCount as usize, Figure::CesSum as usize, score)
    }
}

/// Returns the most of these times, in ascending order, that fall into any seven days.
fn peak(sent: &[Millis]) -> usize {
    let mut first = 0;
    let mut most = 0;
    for (place, &at) in sent.iter().enumerate() {
        while at - sent[first] >= 7 * DAY {
            first += 1;
        }
        most = most.max(place + 1 - first);
    }
    most
}
