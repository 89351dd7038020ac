// Going to what a finding is about: its step is selected and brought to the middle; no step means the journey.
import type { Problem } from "../bindings/Problem";
import type { Flow } from "../canvas/flow";
import { lookAt } from "../designer/look";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";

export const keyOf = (problem: Problem) =>
  [problem.code, problem.node, problem.port, problem.field, problem.line, problem.message.en].join("|");

export function goToProblem(flow: Flow, problem: Problem) {
  const { node } = problem;
  useView.getState().select(node === null ? [] : [node]);
  useView.setState({ problem: keyOf(problem) });
  if (node !== null) lookAt(flow, node);
}

/** Goes to the finding after, or before, the one that was looked at last. */
export function visitProblem(flow: Flow, step: 1 | -1) {
  const problem = nextProblem(step);
  if (!problem) return;
  useView.getState().showDrawer("problems");
  goToProblem(flow, problem);
}

/** Findings go round. */
function nextProblem(step: 1 | -1): Problem | null {
  const findings = useJourney.getState().opened?.findings ?? [];
  const current = useView.getState().problem;
  const at = findings.findIndex((found) => keyOf(found) === current);
  const start = at < 0 && step < 0 ? 0 : at;
  return findings[(start + step + findings.length) % findings.length] ?? null;
}
