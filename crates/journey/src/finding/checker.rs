//! Checks a journey again and again while it is drawn: what an edit did not touch is not asked again. Keeps
//! what it knows by the records themselves, so it need not be told what an edit changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use serde_json::{Map, Value};

use super::data::{Checked, check_settings, check_step};
use super::run::{Sees, check_seeing};
use super::view::Walked;
use super::{Finding, View, sort};
use crate::document::{Journey, Node};
use crate::id::{JourneyId, NodeId, PortName};
use crate::kind::{ConfigProblem, Kind};
use crate::op::Lowered;
use crate::reach::{Conditions, Reach, Recipes, Start, heeded};
use crate::settings::Settings;
use crate::time::Millis;

/// Remembers one journey from check to check; an open document has one of its own.
#[derive(Debug, Default)]
pub struct Checker {
    steps: BTreeMap<NodeId, Step>,
    raw_settings: Option<Map<String, Value>>,
    settings: Settings,
    /// What the settings alone give rise to.
    of_settings: Vec<Finding>,
    walked: Option<Arc<Walked>>,
    /// What the walk has read, as long as names mean the same.
    conditions: Conditions,
}

/// What is known of one step.
#[derive(Debug)]
struct Step {
    node: Arc<Node>,
    ways: BTreeMap<PortName, NodeId>,
    kind: Option<(Arc<Kind>, Vec<ConfigProblem>)>,
    lowered: Option<Arc<Lowered>>,
    checked: Vec<Checked>,
    /// What the step gives rise to whatever the settings, and with them.
    own: Vec<Finding>,
    with_settings: Vec<Finding>,
}

/// What an edit calls into question.
#[derive(Debug, Default)]
struct Touched {
    steps: BTreeSet<NodeId>,
    settings: bool,
    /// The names that conditions may read, or their types.
    names: bool,
    /// What customers do, and not only what people read.
    course: bool,
}

impl Checker {
    /// Returns what [`check_at`](super::check_at) returns, asking again only what has changed since the last time.
    pub fn check(
        &mut self,
        journey: &Journey,
        library: &BTreeMap<JourneyId, Journey>,
        now: Option<Millis>,
    ) -> Vec<Finding> {
        let touched = self.read(journey);
        let walking = touched.course.then(|| self.walk(journey)).flatten();
        self.ask_again(journey, &touched);
        let view = self.view(journey, library, now).walking(walking);
        let mut findings = check_seeing(&view, Sees::Journey);
        findings.extend(check_seeing(&view, Sees::Walk));
        self.walked = Some(view.walked().clone());
        findings.extend(self.of_settings.iter().cloned());
        let kept = self.steps.values().flat_map(|step| step.own.iter().chain(&step.with_settings));
        findings.extend(kept.cloned());
        sort(&mut findings);
        findings
    }

    /// Reads what has changed; returns what that calls into question.
    fn read(&mut self, journey: &Journey) -> Touched {
        let mut touched = Touched::default();
        if self.raw_settings.as_ref() != Some(&journey.settings) {
            let (settings, _) = crate::settings::read(&journey.settings);
            touched.settings = true;
            touched.names = names(&settings) != names(&self.settings);
            touched.course = touched.names || heeded(&settings) != heeded(&self.settings);
            if touched.names {
                self.conditions = Conditions::default();
            }
            self.raw_settings = Some(journey.settings.clone());
            self.settings = settings;
        }
        let count = self.steps.len();
        self.steps.retain(|id, _| journey.nodes.contains_key(id));
        touched.course |= self.steps.len() < count;
        for (id, node) in &journey.nodes {
            self.read_step(id, node, journey.edges.get(id), &mut touched);
        }
        self.check_expressions(&touched);
        touched
    }

    fn read_step(
        &mut self,
        id: &NodeId,
        node: &Arc<Node>,
        ways: Option<&BTreeMap<PortName, NodeId>>,
        touched: &mut Touched,
    ) {
        let none = BTreeMap::new();
        let ways = ways.unwrap_or(&none);
        let before = self.steps.get_mut(id);
        if let Some(step) = before {
            if step.node == *node && step.ways == *ways {
                return;
            }
            touched.course |= step.ways != *ways;
            let lowered = step.lowered.take();
            let own = (Vec::new(), Vec::new());
            (step.node, step.ways, (step.own, step.with_settings)) =
                (node.clone(), ways.clone(), own);
            step.kind = read_kind(node);
            step.lower();
            touched.course |= step.lowered != lowered;
        } else {
            let mut step = Step {
                node: node.clone(),
                ways: ways.clone(),
                kind: read_kind(node),
                lowered: None,
                checked: Vec::new(),
                own: Vec::new(),
                with_settings: Vec::new(),
            };
            step.lower();
            self.steps.insert(id.clone(), step);
            touched.course = true;
        }
        touched.steps.insert(id.clone());
    }

    fn check_expressions(&mut self, touched: &Touched) {
        if touched.steps.is_empty() && !touched.names {
            return;
        }
        let union = self.settings.scope();
        for (id, step) in &mut self.steps {
            if touched.names || touched.steps.contains(id) {
                let check =
                    |(kind, _): &(Arc<Kind>, _)| check_step(id, kind, &self.settings, &union);
                step.checked = step.kind.as_ref().map(check).unwrap_or_default();
            }
        }
    }

    /// Asks the rules again that see no more than a step or the settings.
    fn ask_again(&mut self, journey: &Journey, touched: &Touched) {
        let library = BTreeMap::new();
        let own = self.part(journey, &touched.steps);
        let view = self.view(&own, &library, None);
        let found = check_seeing(&view, Sees::Step);
        drop(view);
        self.keep(found, |step| &mut step.own);
        if touched.steps.is_empty() && !touched.settings {
            return;
        }
        let all = journey.nodes.keys().cloned().collect();
        let asked = if touched.settings { &all } else { &touched.steps };
        for id in asked {
            self.steps.entry(id.clone()).and_modify(|step| step.with_settings.clear());
        }
        let part = self.part(journey, asked);
        let view = self.view(&part, &library, None);
        let found = check_seeing(&view, Sees::Settings);
        drop(view);
        self.of_settings.clear();
        self.keep(found, |step| &mut step.with_settings);
    }

    /// Starts the walk on a thread of its own, if this machine gives one, and forgets the last one there.
    fn walk(&mut self, journey: &Journey) -> Option<Receiver<Reach>> {
        let old = self.walked.take();
        let conditions = self.conditions.clone();
        let (journey, settings) = (journey.clone(), self.settings.clone());
        let recipe = |(id, step): (&NodeId, &Step)| Some((id.clone(), step.lowered.clone()?));
        let recipes: Vec<_> = self.steps.iter().filter_map(recipe).collect();
        let (told, found) = sync_channel(1);
        let walk = move || {
            let recipes = recipes.iter().map(|(id, recipe)| (id, recipe.clone())).collect();
            let start = Start::Anywhere;
            let reach = Reach::of_lowered(&journey, &settings, &recipes, start, &conditions);
            let _nobody_waits = told.send(reach);
            drop(old);
        };
        std::thread::Builder::new().spawn(walk).ok().map(|_| found)
    }

    fn keep(&mut self, found: Vec<Finding>, list: impl Fn(&mut Step) -> &mut Vec<Finding>) {
        for finding in found {
            let step = finding.node.as_ref().and_then(|id| self.steps.get_mut(id));
            step.map_or(&mut self.of_settings, &list).push(finding);
        }
    }

    /// Returns a journey of some of the steps only.
    fn part(&self, journey: &Journey, steps: &BTreeSet<NodeId>) -> Journey {
        let nodes =
            steps.iter().filter_map(|id| Some((id.clone(), journey.nodes.get(id)?.clone())));
        let edges =
            steps.iter().filter_map(|id| Some((id.clone(), journey.edges.get(id)?.clone())));
        let (nodes, edges) = (nodes.collect(), edges.collect());
        let settings = journey.settings.clone();
        Journey { id: journey.id.clone(), nodes, edges, settings, ..Journey::default() }
    }

    fn view<'a>(
        &self,
        journey: &'a Journey,
        library: &'a BTreeMap<JourneyId, Journey>,
        now: Option<Millis>,
    ) -> View<'a> {
        let mut kinds = BTreeMap::new();
        let mut problems = BTreeMap::new();
        let (mut recipes, mut expressions) = (Recipes::new(), Vec::new());
        for id in journey.nodes.keys() {
            let Some(step) = self.steps.get(id) else {
                continue;
            };
            expressions.extend(step.checked.iter().cloned());
            let Some((kind, found)) = &step.kind else {
                continue;
            };
            kinds.insert(id, kind.clone());
            recipes.extend(step.lowered.clone().map(|lowered| (id, lowered)));
            if !found.is_empty() {
                problems.insert(id, found.clone());
            }
        }
        expressions.extend(check_settings(&self.settings));
        let view = View::with(journey, library, now, self.settings.clone(), kinds, problems);
        view.knowing(recipes, expressions, self.walked.clone())
    }
}

impl Step {
    fn lower(&mut self) {
        self.lowered = self.kind.as_ref().map(|(kind, _)| Arc::new(kind.lower()));
    }
}

fn read_kind(node: &Node) -> Option<(Arc<Kind>, Vec<ConfigProblem>)> {
    Kind::read_leniently(node).map(|(kind, problems)| (Arc::new(kind), problems))
}

/// Returns what decides how conditions are read.
fn names(settings: &Settings) -> impl PartialEq + use<> {
    (settings.attributes.clone(), settings.all_context(), settings.all_events())
}

#[cfg(test)]
mod tests;
