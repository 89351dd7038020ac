// Making room for a step between two others: later steps shift by what is needed, and no more.
import type { Drawing } from "../bindings/Drawing";
import { type Place, STEP_WIDTH, snapped } from "./graph";

export interface Box extends Place {
  width: number;
  height: number;
}

/** What stands between two steps, from edge to edge. */
export const BETWEEN = 88;
const LEAST = 40;

/** Returns where a step between two others stands, and where the steps then stand that make room for it. */
export function room(
  edges: Drawing["edges"],
  boxes: Map<string, Box>,
  from: string,
  to: string,
): { place: Place; moves: Record<string, Place> } {
  const [source, target] = [boxes.get(from), boxes.get(to)];
  if (!source || !target) return { place: { x: 0, y: 0 }, moves: {} };
  const start = source.x + source.width;
  const free = target.x - start;
  if (target.x <= source.x) return { place: besides(source, target), moves: {} };
  if (free >= STEP_WIDTH + 2 * LEAST) {
    const place = snapped({ x: start + (free - STEP_WIDTH) / 2, y: (source.y + target.y) / 2 });
    return { place, moves: {} };
  }
  const shift = Math.ceil((STEP_WIDTH + 2 * BETWEEN - free) / 8) * 8;
  const moves: Record<string, Place> = {};
  for (const id of behind(edges, to)) {
    const box = boxes.get(id);
    if (box && id !== from && box.x >= target.x) moves[id] = snapped({ x: box.x + shift, y: box.y });
  }
  return { place: snapped({ x: start + BETWEEN, y: target.y }), moves };
}

/** A way back has no room between its ends; the step stands below them. */
function besides(source: Box, target: Box): Place {
  const bottom = Math.max(source.y + source.height, target.y + target.height);
  return snapped({ x: (source.x + target.x) / 2, y: bottom + LEAST });
}

/** Returns a step and every step that can be reached from it. */
function behind(edges: Drawing["edges"], from: string): Set<string> {
  const found = new Set([from]);
  for (const id of found) {
    for (const to of Object.values(edges[id] ?? {})) if (to) found.add(to);
  }
  return found;
}

/** Returns a step, every step before it and every step behind it. */
export function kinOf(edges: Drawing["edges"], id: string): Set<string> {
  const back: Record<string, Record<string, string>> = {};
  for (const [from, ports] of Object.entries(edges)) {
    for (const to of Object.values(ports ?? {})) {
      if (!to) continue;
      back[to] ??= {};
      (back[to] as Record<string, string>)[from] = from;
    }
  }
  return new Set([...behind(edges, id), ...behind(back, id)]);
}
