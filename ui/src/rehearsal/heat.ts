// Heat: one measure at a time over the drawing. Colors are cividis, which people with any kind of sight can tell apart
// (Nuñez, Anderton and Renslow 2018); the number stands beside it.
import type { NodeReport } from "../bindings/report/NodeReport";

export const MEASURES = ["count", "drop", "wait", "cost", "value"] as const;
export type Measure = (typeof MEASURES)[number];

/** Cividis at eleven even places, as red, green, blue from 0 to 255. */
const CIVIDIS: readonly (readonly [number, number, number])[] = [
  [0, 32, 77],
  [0, 48, 111],
  [42, 64, 108],
  [72, 81, 107],
  [94, 98, 110],
  [114, 115, 117],
  [136, 133, 120],
  [159, 152, 118],
  [185, 172, 112],
  [211, 193, 100],
  [255, 234, 70],
];

/** Returns what a step measures in one run, over `runs` on average; none where it measures nothing. */
export function measured(node: NodeReport | undefined, measure: Measure, runs: number): number | null {
  if (!node) return null;
  switch (measure) {
    case "count":
      return node.in / runs;
    case "drop":
      // Where a journey ends, nobody drops out.
      return node.in > 0 && Object.keys(node.ports).length > 0 ? node.drop : null;
    case "wait":
      return node.wait_ms.p50;
    case "cost":
      return node.cost === 0 ? null : node.cost / runs;
    case "value":
      return node.value === 0 ? null : node.value / runs;
  }
}

/** Returns the lowest and the highest of a measure; shares run from 0 to 1, everything else from 0. */
export function rangeOf(nodes: Iterable<NodeReport>, measure: Measure, runs: number): [number, number] {
  let [low, high] = [0, measure === "drop" ? 1 : 0];
  for (const node of nodes) {
    const value = measured(node, measure, runs);
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** Returns the color of a place between 0 and 1, and the one to write on it. */
export function heatOf(place: number): { fill: string; ink: string } {
  const at = Math.min(Math.max(place, 0), 1) * (CIVIDIS.length - 1);
  const [one, next] = [Math.floor(at), Math.min(Math.floor(at) + 1, CIVIDIS.length - 1)];
  const mixed = [0, 1, 2].map((part) => {
    const [from, to] = [CIVIDIS[one]?.[part] ?? 0, CIVIDIS[next]?.[part] ?? 0];
    return Math.round(from + (to - from) * (at - one));
  });
  return { fill: `rgb(${mixed.join(", ")})`, ink: at < 5.2 ? "#fff" : "#000" };
}

/** Returns the whole ramp of colors, from the least to the most. */
export const heatRamp = (): string[] => CIVIDIS.map((_, place) => heatOf(place / (CIVIDIS.length - 1)).fill);
