// What nobody tried of the drawing, as the last whole rehearsal of the journey as it is says.
import type { Gap } from "../bindings/report/Gap";
import type { Report } from "../bindings/report/Report";
import { useRehearsal } from "./rehearsal";

/** A step or a way out that nobody tried: somebody could, nobody ever can, or that is not known. */
export interface Untried {
  kind: "untried" | "impossible" | "unknown";
  /** Who would try it. */
  customer: string | null;
}

let known: { of: Report; gaps: Map<string, Untried> } | null = null;

/** Returns all gaps of steps and ways out by their place; worked out once for each report. */
export function gapsOf(report: Report): Map<string, Untried> {
  if (known?.of !== report) known = { of: report, gaps: placed(report.coverage?.gaps ?? []) };
  return known.gaps;
}

function placed(gaps: readonly Gap[]): Map<string, Untried> {
  const places = new Map<string, Untried>();
  for (const { node, port, condition, answer } of gaps) {
    if (node === undefined || condition !== undefined) continue;
    places.set(placeOf(node, port), untried(answer));
  }
  return places;
}

const placeOf = (node: string, port: string | undefined) => `${node} ${port ?? ""}`;

function untried(answer: Gap["answer"]): Untried {
  if (answer === "not_found") return { kind: "unknown", customer: null };
  if ("impossible" in answer) return { kind: "impossible", customer: null };
  return { kind: "untried", customer: answer.customer.id };
}

/** Returns whether nobody tried a step, or one of its ways out; nothing where somebody did, or nobody looked. */
export function useUntried(node: string, port?: string): Untried | undefined {
  return useRehearsal(({ whole, numbers, stale }) => {
    // Of another journey than the one that is drawn nothing can be said.
    if (!whole || stale || whole.journey.hash !== numbers?.journey.hash) return undefined;
    return gapsOf(whole).get(placeOf(node, port));
  });
}
