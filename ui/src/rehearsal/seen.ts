// What a rehearsal says of one step or one way, for the drawing.
import type { NodeReport } from "../bindings/report/NodeReport";
import { useView } from "../state/view";
import { heatOf, type Measure, measured, rangeOf } from "./heat";
import { useRehearsal } from "./rehearsal";

/** Returns what is known of a step; nothing where there was no rehearsal, or the step is newer than it. */
export function useSeen(id: string): NodeReport | undefined {
  return useRehearsal((rehearsal) => rehearsal.numbers?.nodes[id]);
}

/** Returns how many went a way in one run, and which share of all who came in they are; nothing where that is not known. */
export function useWent(from: string, port: string): { count: number; share: number } | null {
  const count = useRehearsal(({ numbers }) => {
    const node = numbers?.nodes[from];
    return node === undefined ? null : (node.ports[port] ?? 0);
  });
  const runs = useRuns();
  const entered = useRehearsal((rehearsal) => rehearsal.numbers?.totals.entered ?? 0);
  return count === null ? null : { count: count / runs, share: entered > 0 ? count / entered : 0 };
}

/** Returns how many runs the numbers are of. */
export function useRuns(): number {
  return useRehearsal((rehearsal) => rehearsal.numbers?.options.runs ?? 1);
}

let ranges: { of: unknown; measure: Measure; range: [number, number] } | null = null;

/** Returns the range of a measure over the drawing; worked out once for each report. */
export function rangeNow(measure: Measure): [number, number] {
  const { numbers } = useRehearsal.getState();
  if (ranges?.of !== numbers || ranges.measure !== measure) {
    const nodes = Object.values(numbers?.nodes ?? {}).filter((node) => node !== undefined);
    ranges = { of: numbers, measure, range: rangeOf(nodes, measure, numbers?.options.runs ?? 1) };
  }
  return ranges.range;
}

/** Returns the heat of a step by the measure that is shown: its value and its color; nothing where none is shown. */
export function useHeat(id: string): { value: number; fill: string; ink: string } | null {
  const measure = useView((view) => view.measure);
  const seen = useSeen(id);
  const runs = useRuns();
  if (measure === null) return null;
  const value = measured(seen, measure, runs);
  if (value === null) return null;
  const [low, high] = rangeNow(measure);
  return { value, ...heatOf(high > low ? (value - low) / (high - low) : 0) };
}
