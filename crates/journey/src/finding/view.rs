//! What every rule looks at: the journey, its typed settings and kinds, and its graph. Built once.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::data::{Checked, Last, check_all, last_events};
use crate::document::{Journey, Node};
use crate::graph::Graph;
use crate::id::{JourneyId, NodeId, PortName};
use crate::kind::{ConfigProblem, Kind, Kinds, Port};
use crate::reach::{Conditions, Reach, Recipes, Start, recipes};
use crate::settings::Settings;
use crate::time::Millis;

/// A journey as rules see it.
#[derive(Debug)]
pub struct View<'a> {
    /// The journey.
    pub journey: &'a Journey,
    /// Other journeys, for sub-journeys.
    pub library: &'a BTreeMap<JourneyId, Journey>,
    /// When it is looked at, if that is known.
    pub now: Option<Millis>,
    /// The settings, with defaults for what cannot be read.
    pub settings: Settings,
    /// The kinds that this build knows, with defaults for what cannot be read.
    pub kinds: Kinds<'a>,
    /// What cannot be read of a node's configuration.
    pub problems: BTreeMap<&'a NodeId, Vec<ConfigProblem>>,
    /// Who leads where.
    pub graph: Graph,
    steps: Vec<(&'a NodeId, &'a Node, Arc<Kind>)>,
    recipes: OnceCell<Recipes<'a>>,
    expressions: OnceCell<Vec<Checked>>,
    walked: OnceCell<Arc<Walked>>,
    /// The walk, where it goes on beside the rules that do not need it.
    walking: RefCell<Option<Receiver<Reach>>>,
}

/// What is known of who comes where, and on which event.
#[derive(Debug)]
pub(crate) struct Walked {
    reach: Reach,
    last_events: BTreeMap<NodeId, BTreeSet<Last>>,
}

impl<'a> View<'a> {
    /// Returns the view of a journey.
    pub fn new(
        journey: &'a Journey,
        library: &'a BTreeMap<JourneyId, Journey>,
        now: Option<Millis>,
    ) -> Self {
        let (settings, _) = crate::settings::read(&journey.settings);
        let mut kinds = BTreeMap::new();
        let mut problems = BTreeMap::new();
        for (id, node) in &journey.nodes {
            if let Some((kind, found)) = Kind::read_leniently(node) {
                kinds.insert(id, Arc::new(kind));
                if !found.is_empty() {
                    problems.insert(id, found);
                }
            }
        }
        Self::with(journey, library, now, settings, kinds, problems)
    }

    /// Returns the view of a journey whose settings and configurations have been read already.
    pub(super) fn with(
        journey: &'a Journey,
        library: &'a BTreeMap<JourneyId, Journey>,
        now: Option<Millis>,
        settings: Settings,
        kinds: Kinds<'a>,
        problems: BTreeMap<&'a NodeId, Vec<ConfigProblem>>,
    ) -> Self {
        let graph = Graph::with(journey, &kinds);
        let mut known = kinds.iter().peekable();
        let step = |(id, node): (&'a NodeId, &'a Arc<Node>)| {
            let (_, kind) = known.next_if(|(known, _)| **known == id)?;
            Some((id, &**node, kind.clone()))
        };
        let steps = journey.nodes.iter().filter_map(step).collect();
        Self {
            journey,
            library,
            now,
            settings,
            kinds,
            problems,
            graph,
            steps,
            recipes: OnceCell::new(),
            expressions: OnceCell::new(),
            walked: OnceCell::new(),
            walking: RefCell::new(None),
        }
    }

    /// Takes what an earlier view of the same steps and settings found out.
    pub(super) fn knowing(
        self,
        recipes: Recipes<'a>,
        expressions: Vec<Checked>,
        walked: Option<Arc<Walked>>,
    ) -> Self {
        let walked = walked.map_or_else(OnceCell::new, OnceCell::from);
        let (recipes, expressions) = (OnceCell::from(recipes), OnceCell::from(expressions));
        Self { recipes, expressions, walked, ..self }
    }

    /// Takes the walk from a thread where it goes on.
    pub(super) fn walking(self, walking: Option<Receiver<Reach>>) -> Self {
        Self { walking: RefCell::new(walking), ..self }
    }

    /// Returns the node, its kind and its id, for all whose kind is known.
    pub fn nodes(&self) -> impl Iterator<Item = (&'a NodeId, &'a Node, &Kind)> {
        self.steps.iter().map(|(id, node, kind)| (*id, *node, &**kind))
    }

    /// Returns the kind of a node, if this build knows it.
    pub fn kind(&self, id: &NodeId) -> Option<&Kind> {
        self.kinds.get(id).map(|kind| &**kind)
    }

    /// Returns a node's ports where its configuration can be read in full.
    pub fn sure_ports(&self, id: &NodeId) -> Option<Vec<Port>> {
        let sure = !self.problems.contains_key(id);
        self.kind(id).filter(|_| sure).map(Kind::ports)
    }

    /// Returns what each step does, lowered.
    pub(crate) fn recipes(&self) -> &Recipes<'a> {
        self.recipes.get_or_init(|| recipes(&self.kinds))
    }

    /// Returns every expression of the journey, checked.
    pub(crate) fn expressions(&self) -> &[Checked] {
        self.expressions.get_or_init(|| check_all(self))
    }

    /// Returns who can come where, as far as conditions say; nothing where that is too much to follow.
    pub(crate) fn reach(&self) -> Option<&Reach> {
        Some(&self.walked().reach).filter(|reach| reach.finished)
    }

    /// Returns, for every step somebody can come to, the events that may have come last.
    pub(crate) fn last_events(&self) -> &BTreeMap<NodeId, BTreeSet<Last>> {
        &self.walked().last_events
    }

    /// Returns who comes where, and on which event; found out once.
    pub(super) fn walked(&self) -> &Arc<Walked> {
        self.walked.get_or_init(|| {
            let last_events = last_events(self);
            let here = || {
                let (recipes, conditions) = (self.recipes(), Conditions::default());
                Reach::of_lowered(
                    self.journey,
                    &self.settings,
                    recipes,
                    Start::Anywhere,
                    &conditions,
                )
            };
            let beside = self.walking.take().and_then(|walk| walk.recv().ok());
            Arc::new(Walked { reach: beside.unwrap_or_else(here), last_events })
        })
    }

    /// Returns where a port leads, if that node exists.
    pub fn next(&self, id: &NodeId, port: &PortName) -> Option<&'a NodeId> {
        let target = self.journey.edges.get(id)?.get(port)?;
        self.journey.nodes.get_key_value(target).map(|(id, _)| id)
    }
}
