//! The graph of a journey: built for a question from nodes and edges, never saved.
//! The only module that names petgraph.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use petgraph::Direction;
use petgraph::algo::{condensation, kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, EdgeRef, Reversed};

use crate::document::{Journey, Node};
use crate::id::{NodeId, PortName};
use crate::kind::{Kind, Kinds, Time};

/// Who leads where. Edges from or to missing nodes are not in it.
#[derive(Debug)]
pub struct Graph {
    graph: DiGraph<Place, Way>,
    index: BTreeMap<NodeId, NodeIndex>,
}

/// What the graph knows of a node.
#[derive(Clone, Debug)]
struct Place {
    id: NodeId,
    entry: bool,
    end: bool,
    /// Rounds of a loop node.
    rounds: Option<u64>,
}

/// What the graph knows of an edge.
#[derive(Clone, Debug)]
struct Way {
    port: PortName,
    time: Time,
}

impl Graph {
    /// Builds the graph of a journey. A node whose configuration cannot be read is still in it.
    pub fn of(journey: &Journey) -> Self {
        let read = |(id, node): (_, &Arc<Node>)| {
            Kind::read_leniently(node).map(|(kind, _)| (id, Arc::new(kind)))
        };
        Self::with(journey, &journey.nodes.iter().filter_map(read).collect())
    }

    /// As [`Graph::of`], where the kinds have been read already.
    pub fn with(journey: &Journey, kinds: &Kinds) -> Self {
        let mut graph = DiGraph::new();
        let mut index = BTreeMap::new();
        for (id, node) in &journey.nodes {
            let kind = kinds.get(id).map(|kind| &**kind);
            let rounds = match kind {
                Some(Kind::FlowLoop(config)) => Some(u64::from(config.most)),
                _ => None,
            };
            let entry = kind.is_some_and(Kind::is_entry);
            let end = !node.ends.is_empty() || kind.is_some_and(Kind::is_end);
            let place = Place { id: id.clone(), entry, end, rounds };
            index.insert(id.clone(), graph.add_node(place));
        }
        for (from, ports) in &journey.edges {
            for (port, to) in ports {
                if let (Some(&a), Some(&b)) = (index.get(from), index.get(to)) {
                    let kind = kinds.get(from);
                    let time = kind.map_or(Time::Maybe, |kind| kind.time(port));
                    graph.add_edge(a, b, Way { port: port.clone(), time });
                }
            }
        }
        Self { graph, index }
    }

    /// Returns the ways in.
    pub fn entries(&self) -> BTreeSet<NodeId> {
        self.ids(self.graph.node_indices().filter(|&node| self.graph[node].entry))
    }

    /// Returns the nodes that some entry can reach, entries included.
    pub fn reachable(&self) -> BTreeSet<NodeId> {
        let entries = self.graph.node_indices().filter(|&node| self.graph[node].entry);
        self.ids(self.from(entries))
    }

    /// Returns the nodes from which an instance can come to an end.
    pub fn can_end(&self) -> BTreeSet<NodeId> {
        let ends = self.graph.node_indices().filter(|&node| self.graph[node].end);
        self.ids(self.into(ends))
    }

    /// Returns the nodes that this one leads to, itself only if it is in a cycle.
    pub fn downstream(&self, node: &NodeId) -> BTreeSet<NodeId> {
        let next = self.neighbors(node, Direction::Outgoing);
        self.ids(self.from(next))
    }

    /// Returns the nodes that lead to this one, itself only if it is in a cycle.
    pub fn upstream(&self, node: &NodeId) -> BTreeSet<NodeId> {
        let before = self.neighbors(node, Direction::Incoming);
        self.ids(self.into(before))
    }

    /// Returns the nodes and ports that lead directly to this one.
    pub fn incoming(&self, node: &NodeId) -> BTreeSet<(NodeId, PortName)> {
        let edges = self.index.get(node).into_iter();
        edges
            .flat_map(|&node| self.graph.edges_directed(node, Direction::Incoming))
            .map(|edge| (self.graph[edge.source()].id.clone(), edge.weight().port.clone()))
            .collect()
    }

    /// Returns the sets of nodes that lead to each other, single nodes only if they lead to themselves.
    pub fn cycles(&self) -> Vec<BTreeSet<NodeId>> {
        self.cycles_of(&self.graph)
    }

    /// Returns the cycles in which no loop counts the rounds and no port takes more than this time.
    ///
    /// A loop bounds only what it repeats: leaving it by `done` or `limit` and coming back is a new round
    /// that nobody counts.
    pub fn cycles_within(&self, most: Time) -> Vec<BTreeSet<NodeId>> {
        let slow = self.graph.filter_map(
            |_, place| Some(place.clone()),
            |edge, way| {
                let (from, _) = self.graph.edge_endpoints(edge)?;
                let counted = self.graph[from].rounds.is_some() && way.port.as_str() == "repeat";
                (way.time <= most && !counted).then(|| way.clone())
            },
        );
        self.cycles_of(&slow)
    }

    /// Returns all nodes so that each comes after those that lead to it; within a cycle, by id.
    pub fn order(&self) -> Vec<NodeId> {
        let condensed = condensation(self.graph.clone(), true);
        let mut order = Vec::new();
        for component in toposort(&condensed, None).unwrap_or_default() {
            let mut ids: Vec<NodeId> =
                condensed[component].iter().map(|place| place.id.clone()).collect();
            ids.sort_unstable();
            order.extend(ids);
        }
        order
    }

    /// Returns how many steps an instance takes at most.
    ///
    /// A cycle counts once for the first pass and once for each round of its loop nodes; a cycle that
    /// only time bounds counts once.
    pub fn worst_case_steps(&self) -> u64 {
        let condensed = condensation(self.graph.clone(), true);
        let mut longest: BTreeMap<NodeIndex, u64> = BTreeMap::new();
        for component in toposort(&condensed, None).unwrap_or_default() {
            let places = &condensed[component];
            let rounds = places.iter().filter_map(|place| place.rounds);
            let cyclic = places.len() > 1;
            let passes = rounds.fold(1_u64, |passes, rounds| {
                passes.saturating_mul(if cyclic { rounds.saturating_add(1) } else { 1 })
            });
            let own = passes.saturating_mul(places.len() as u64);
            let before = condensed.neighbors_directed(component, Direction::Incoming);
            let before = before.filter_map(|before| longest.get(&before)).max().copied();
            longest.insert(component, own.saturating_add(before.unwrap_or_default()));
        }
        longest.into_values().max().unwrap_or_default()
    }

    // Kosaraju's and not Tarjan's, which petgraph has as a recursion: a long journey would end the stack.
    fn cycles_of(&self, graph: &DiGraph<Place, Way>) -> Vec<BTreeSet<NodeId>> {
        let mut cycles: Vec<BTreeSet<NodeId>> = kosaraju_scc(graph)
            .into_iter()
            .filter(|nodes| nodes.len() > 1 || graph.contains_edge(nodes[0], nodes[0]))
            .map(|nodes| self.ids(nodes))
            .collect();
        cycles.sort_unstable();
        cycles
    }

    fn ids(&self, nodes: impl IntoIterator<Item = NodeIndex>) -> BTreeSet<NodeId> {
        nodes.into_iter().map(|node| self.graph[node].id.clone()).collect()
    }

    fn neighbors(&self, node: &NodeId, direction: Direction) -> Vec<NodeIndex> {
        let node = self.index.get(node).into_iter();
        node.flat_map(|&node| self.graph.neighbors_directed(node, direction)).collect()
    }

    fn from(&self, starts: impl IntoIterator<Item = NodeIndex>) -> Vec<NodeIndex> {
        let mut walk = Dfs::empty(&self.graph);
        let mut seen = Vec::new();
        for start in starts {
            walk.move_to(start);
            seen.extend(std::iter::from_fn(|| walk.next(&self.graph)));
        }
        seen
    }

    fn into(&self, starts: impl IntoIterator<Item = NodeIndex>) -> Vec<NodeIndex> {
        let reversed = Reversed(&self.graph);
        let mut walk = Dfs::empty(reversed);
        let mut seen = Vec::new();
        for start in starts {
            walk.move_to(start);
            seen.extend(std::iter::from_fn(|| walk.next(reversed)));
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notation::journey;

    fn words(ids: impl IntoIterator<Item = NodeId>) -> String {
        ids.into_iter().map(|id| id.to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn answers_who_leads_where() {
        let text = "entry -> branch{vip: true} -> mail=message email -> end;
                    branch.otherwise -> wait 3d -> end; lost=wait 1d -> mail";
        let graph = Graph::of(&journey(text));
        assert_eq!(words(graph.reachable()), "branch end entry mail wait");
        assert_eq!(words(graph.upstream(&"mail".into())), "branch entry lost");
        assert_eq!(words(graph.downstream(&"branch".into())), "end mail wait");
        assert_eq!(words(graph.can_end()), "branch end entry lost mail wait");
        assert_eq!(graph.worst_case_steps(), 4);
        let order = graph.order();
        let place = |id: &str| order.iter().position(|it| it.as_str() == id);
        assert!(place("entry") < place("branch") && place("mail") < place("end"));
    }

    #[test]
    fn loops_multiply_the_worst_case() {
        let graph = Graph::of(&journey("entry -> loop 9 -> wait 1d -> loop; loop.done -> end"));
        assert_eq!(words(graph.cycles().concat_sets()), "loop wait");
        assert_eq!(graph.worst_case_steps(), 1 + 2 * 10 + 1);
        assert!(graph.cycles_within(Time::None).is_empty());
    }

    #[test]
    fn a_journey_of_fifty_thousand_steps_does_not_end_the_stack() {
        let mut long = journey("entry -> end");
        for number in 0..50_000 {
            let id = |number: u32| NodeId::from(format!("n{number}"));
            long.put(id(number), crate::notation::node("data.update"));
            long.edges.insert(id(number), [("out".into(), id(number + 1))].into());
        }
        long.edges.insert("entry".into(), [("out".into(), "n0".into())].into());
        let graph = Graph::of(&long);
        assert_eq!((graph.cycles().len(), graph.worst_case_steps()), (0, 50_001));
        assert_eq!(graph.order().len(), 50_002);
    }

    trait Concat {
        fn concat_sets(self) -> BTreeSet<NodeId>;
    }

    impl Concat for Vec<BTreeSet<NodeId>> {
        fn concat_sets(self) -> BTreeSet<NodeId> {
            self.into_iter().flatten().collect()
        }
    }
}
