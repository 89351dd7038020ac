// Going to what a finding is about: its step is selected and brought to the middle; no step means the journey.
import type { Problem } from "../bindings/Problem";
import { useFlow } from "../canvas/flow";
import { motion } from "../designer/useTidy";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";

export const keyOf = (problem: Problem) =>
  [problem.code, problem.node, problem.port, problem.field, problem.line, problem.message.en].join("|");

export function useGoTo() {
  const flow = useFlow();
  return (problem: Problem) => {
    const { node } = problem;
    useView.getState().select(node === null ? [] : [node]);
    useView.setState({ problem: keyOf(problem) });
    if (node !== null)
      void flow.fitView({ nodes: [{ id: node }], duration: motion(240), maxZoom: 1, minZoom: 0.5 });
  };
}

/** Returns the finding after, or before, the one that was looked at last; they go round. */
export function nextProblem(step: 1 | -1): Problem | null {
  const findings = useJourney.getState().opened?.findings ?? [];
  const current = useView.getState().problem;
  const at = findings.findIndex((found) => keyOf(found) === current);
  const start = at < 0 && step < 0 ? 0 : at;
  return findings[(start + step + findings.length) % findings.length] ?? null;
}
