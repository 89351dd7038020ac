// Stages as lanes: six bands, one under the other, from the first meeting to loyalty. A step belongs to the lane that
// its middle stands in; the document keeps only heights that differ from the usual one.
import type { Drawing } from "../bindings/Drawing";
import type { Edit } from "../bindings/Edit";
import type { Stage } from "../bindings/Stage";
import { type Place, snapped } from "./graph";

const STAGES: readonly Stage[] = ["awareness", "consideration", "purchase", "use", "support", "loyalty"];
const HEIGHT = 240;
/** From the top of a lane to its first step: room for the lane's name. */
const TOP = 40;
const GAP = 40;

export interface Lane {
  stage: Stage;
  top: number;
  height: number;
}

/** Returns the lanes of a journey, from top to bottom. */
export function lanesOf(layout: Drawing["layout"]): Lane[] {
  const kept = layout.lanes;
  const heights = typeof kept === "object" && kept !== null && !Array.isArray(kept) ? kept : {};
  let top = 0;
  return STAGES.map((stage) => {
    const given = heights[stage];
    const height = typeof given === "number" && given >= HEIGHT ? given : HEIGHT;
    const lane = { stage, top, height };
    top += height;
    return lane;
  });
}

/** Returns the lane at a height; above the first and below the last there is none. */
function laneAt(lanes: Lane[], y: number): Lane | undefined {
  return lanes.find((lane) => y >= lane.top && y < lane.top + lane.height);
}

/** Returns the edits that give moved steps the stage of the lane they stand in now, or none outside of all. */
export function stageEdits(
  drawing: Drawing,
  positions: Record<string, Place>,
  heightOf: (id: string) => number,
): Edit[] {
  const lanes = lanesOf(drawing.layout);
  return Object.entries(positions).flatMap(([id, { y }]): Edit[] => {
    const stage = laneAt(lanes, y + heightOf(id) / 2)?.stage;
    if (stage === drawing.nodes[id]?.stage) return [];
    const field = { edit: "set_field", node: id, pointer: "/stage" } as const;
    return [stage === undefined ? field : { ...field, value: stage }];
  });
}

/** Returns how many steps with a stage stand outside of its lane. */
export function astray(
  drawing: Drawing,
  places: Map<string, Place>,
  heightOf: (id: string) => number,
): number {
  const lanes = lanesOf(drawing.layout);
  return Object.entries(drawing.nodes).filter(([id, step]) => {
    const place = places.get(id);
    return step?.stage && place && laneAt(lanes, place.y + heightOf(id) / 2)?.stage !== step.stage;
  }).length;
}

/**
 * Puts arranged steps into their lanes: columns stay, each lane is as high as its fullest column needs, and steps
 * without a stage stand below all lanes.
 */
export function intoLanes(
  drawing: Drawing,
  arranged: Map<string, Place>,
  heightOf: (id: string) => number,
): { positions: Record<string, Place>; edits: Edit[] } {
  const positions: Record<string, Place> = {};
  const edits: Edit[] = [];
  let top = 0;
  for (const { stage, height: before } of lanesOf(drawing.layout)) {
    const inside = [...arranged].filter(([id]) => drawing.nodes[id]?.stage === stage);
    const bottom = stack(inside, top + TOP, heightOf, positions);
    const height = Math.max(HEIGHT, Math.ceil((bottom - top) / 8) * 8);
    if (height !== before) edits.push({ edit: "set_layout", pointer: `/lanes/${stage}`, value: height });
    top += height;
  }
  const outside = [...arranged].filter(([id]) => !STAGES.some((stage) => stage === drawing.nodes[id]?.stage));
  stack(outside, top + TOP, heightOf, positions);
  return { positions, edits };
}

/** Stacks each column from a height downwards, in the order they stood; returns where the lowest ends. */
function stack(
  steps: [string, Place][],
  top: number,
  heightOf: (id: string) => number,
  positions: Record<string, Place>,
): number {
  const free = new Map<number, number>();
  for (const [id, { x, y: _ }] of steps.toSorted((a, b) => a[1].y - b[1].y)) {
    const y = free.get(x) ?? top;
    positions[id] = snapped({ x, y });
    free.set(x, y + heightOf(id) + GAP);
  }
  return Math.max(top, ...free.values());
}
