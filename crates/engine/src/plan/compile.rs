//! Compiling: checks a journey, inlines its sub-journeys and builds the plan.

use std::collections::BTreeMap;

use journey::document::Journey;
use journey::finding::{self, Finding, Severity};
use journey::format;
use journey::id::{JourneyId, NodeId, PortName};
use journey::kind::Kind;
use journey::op::{Lowered, Op, To};
use journey::settings::{Outcome, Settings};

use super::Clocks;
use super::Plan;
use super::build::{BEGIN, Out, Part, build};

/// Why a journey has no plan.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CompileError {
    /// The journey has errors; all of its findings are here.
    #[error("the journey has {} errors; `tabiji check` lists them", errors(.0))]
    Findings(Vec<Finding>),
    /// Something could not be resolved that no finding names: a fault of this program.
    #[error("the plan could not be built: {}", .0.join("; "))]
    Unresolved(Vec<String>),
}

fn errors(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.severity == Severity::Error).count()
}

/// Compiles a journey; sub-journeys are taken from the library, by id.
pub fn compile(
    journey: &Journey,
    library: &BTreeMap<JourneyId, Journey>,
) -> Result<Plan, CompileError> {
    compile_as(journey, library, false, &Clocks::default())
}

/// As [`compile`], in a world where clocks change on other days, too.
pub(crate) fn compile_with_clocks(
    journey: &Journey,
    library: &BTreeMap<JourneyId, Journey>,
    clocks: &Clocks,
) -> Result<Plan, CompileError> {
    compile_as(journey, library, false, clocks)
}

/// As [`compile`], with every condition watched; see [`Plan::watches`].
pub(crate) fn compile_watched(
    journey: &Journey,
    library: &BTreeMap<JourneyId, Journey>,
) -> Result<Plan, CompileError> {
    compile_as(journey, library, true, &Clocks::default())
}

fn compile_as(
    journey: &Journey,
    library: &BTreeMap<JourneyId, Journey>,
    watched: bool,
    clocks: &Clocks,
) -> Result<Plan, CompileError> {
    let findings = finding::check(journey, library);
    if errors(&findings) > 0 {
        return Err(CompileError::Findings(findings));
    }
    let (mut settings, _) = journey::settings::read(&journey.settings);
    let mut parts = Vec::new();
    lower(journey, library, "", None, &mut settings, &mut parts)
        .map_err(CompileError::Unresolved)?;
    let events =
        settings.all_events().into_iter().map(|(name, event)| (name, event.properties)).collect();
    let head = (journey.id.to_string(), journey.name.clone(), format::hash(journey));
    let scope = settings.scope();
    let mut plan = build(head, settings, scope, events, parts, (watched, clocks))
        .map_err(CompileError::Unresolved)?;
    plan.guards = crate::guard::compile(&plan, journey).map_err(CompileError::Unresolved)?;
    Ok(plan)
}

/// Which sub-journey a step enters, where each outcome leads, and where it leads when it cannot run.
type Entered<'a> = (&'a str, &'a [(Outcome, To)], &'a To);

/// The step that entered a sub-journey, and where each outcome leads.
struct Caller<'a> {
    node: NodeId,
    outcomes: &'a [(Outcome, To)],
    error: &'a To,
}

/// Lowers every step of a journey, sub-journeys included; ids get the prefix.
fn lower(
    journey: &Journey,
    library: &BTreeMap<JourneyId, Journey>,
    prefix: &str,
    caller: Option<&Caller>,
    settings: &mut Settings,
    parts: &mut Vec<Part>,
) -> Result<(), Vec<String>> {
    for (id, node) in &journey.nodes {
        let full = NodeId::from(format!("{prefix}{id}"));
        let kind = Kind::read(node).map_err(|_| vec![format!("{full}: configuration")])?;
        let edges = journey.edges.get(id);
        let target = |port: &PortName| {
            let target = edges.and_then(|edges| edges.get(port));
            target.map(|target| NodeId::from(format!("{prefix}{target}")))
        };
        let ports = kind.ports().into_iter();
        let mut outs: Vec<Out> = ports
            .map(|port| Out {
                target: target(&port.name),
                charged: kind.charged(&port.name),
                name: port.name.to_string(),
                through: None,
            })
            .collect();
        let mut lowered = kind.lower();
        name_in_full(&mut lowered, &full, prefix);
        if let Some(caller) = caller {
            // Where the sub-journey ends by itself would be an end, it is left, as unresolved.
            for out in outs.iter_mut().filter(|out| out.target.is_none()) {
                out.through = back(caller, Outcome::Unresolved).through;
            }
            match &lowered {
                Lowered::Entry(..) => {
                    let next = Op::Decide { arms: Vec::new(), otherwise: To::port("out") };
                    lowered = Lowered::Ops(vec![next]);
                }
                Lowered::Ops(ops) => {
                    if let Some(outcome) = ending(ops) {
                        outs = vec![back(caller, outcome)];
                    }
                }
            }
        }
        if let Lowered::Ops(ops) = &lowered
            && let Some((sub, outcomes, error)) = entered(ops)
        {
            let inner = library.get(&JourneyId::from(sub.to_owned()));
            let inner = inner.ok_or_else(|| vec![format!("{full}: sub-journey {sub}")])?;
            let entry = inner.nodes.iter().find(|(_, node)| node.kind.starts_with("entry."));
            let (entry, _) =
                entry.ok_or_else(|| vec![format!("{full}: sub-journey {sub} has no entry")])?;
            let begin = NodeId::from(format!("{full}/{entry}"));
            // The step counts when it is left, not when the sub-journey begins.
            outs.push(Out {
                name: BEGIN.to_owned(),
                target: Some(begin),
                charged: false,
                through: None,
            });
            adopt(settings, inner, &format!("{full}/"));
            let caller = Caller { node: full.clone(), outcomes, error };
            lower(inner, library, &format!("{full}/"), Some(&caller), settings, parts)?;
        }
        parts.push(Part {
            id: full,
            name: node.name.clone(),
            kind: node.kind.clone(),
            stage: node.stage,
            cost: node.cost.0,
            value: node.value.0,
            effort: node.effort,
            ports: outs,
            inside: prefix.to_owned(),
            lowered,
        });
    }
    Ok(())
}

/// Gives the steps that an op awaits reactions to their ids in the plan; an empty id means its own step.
fn name_in_full(lowered: &mut Lowered, own: &NodeId, prefix: &str) {
    let Lowered::Ops(ops) = lowered else { return };
    for op in ops {
        if let Op::Await { events, .. } = op {
            let steps = events.iter_mut().filter_map(|(it, _)| it.step.as_mut());
            for step in steps {
                *step = if step.as_str().is_empty() {
                    own.clone()
                } else {
                    NodeId::from(format!("{prefix}{step}"))
                };
            }
        }
    }
}

/// Returns the outcome of a step that ends.
fn ending(ops: &[Op]) -> Option<Outcome> {
    ops.iter().find_map(|op| if let Op::End { outcome } = op { Some(*outcome) } else { None })
}

fn entered(ops: &[Op]) -> Option<Entered<'_>> {
    ops.iter().find_map(|op| match op {
        Op::Sub { journey, outcomes, error, .. } => {
            Some((journey.as_str(), outcomes.as_slice(), error))
        }
        _ => None,
    })
}

/// Returns the way back out of a sub-journey.
fn back(caller: &Caller, outcome: Outcome) -> Out {
    let to =
        caller.outcomes.iter().find(|(of, _)| *of == outcome).map_or(caller.error, |(_, to)| to);
    let port = match to {
        To::Port(port) => port.to_string(),
        To::Op(_) => String::new(),
    };
    Out {
        name: outcome.name().to_owned(),
        target: None,
        charged: true,
        through: Some((caller.node.clone(), port)),
    }
}

/// Takes over what a sub-journey declares and its caller does not; its context stands apart, at its place.
fn adopt(settings: &mut Settings, inner: &Journey, place: &str) {
    let (inner, _) = journey::settings::read(&inner.settings);
    fn add<T>(own: &mut BTreeMap<String, T>, more: BTreeMap<String, T>) {
        for (name, value) in more {
            own.entry(name).or_insert(value);
        }
    }
    let context = inner.all_context().into_iter();
    add(&mut settings.attributes, inner.attributes);
    settings.context.extend(context.map(|(key, of)| (format!("{place}{key}"), of)));
    add(&mut settings.events, inner.events);
    add(&mut settings.calendars, inner.calendars);
    add(&mut settings.offers, inner.offers);
    add(&mut settings.connectors, inner.connectors);
}
