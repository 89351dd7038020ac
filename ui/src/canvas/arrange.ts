// Automatic layout: layers from left to right, ways out in their order. Worked out away from the window's own thread.
import type { ELK as Elk, ElkNode } from "elkjs/lib/elk-api";
import type { Opened } from "../bindings/Opened";
import { type Place, STEP_WIDTH, snapped, wiresOf } from "./graph";

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "RIGHT",
  "elk.spacing.componentComponent": "88",
  "elk.spacing.nodeNode": "40",
  "elk.layered.spacing.nodeNodeBetweenLayers": "88",
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.portConstraints": "FIXED_ORDER",
};

let elk: Promise<Elk> | undefined;

async function start(): Promise<Elk> {
  const [{ default: Api }, { default: workerUrl }] = await Promise.all([
    import("elkjs/lib/elk-api"),
    import("elkjs/lib/elk-worker.min.js?url"),
  ]);
  return new Api({ workerUrl });
}

/** Returns a place for every step. */
export async function arranged(opened: Opened): Promise<Map<string, Place>> {
  elk ??= start();
  const laid = await (await elk).layout(graphOf(opened));
  const places = (laid.children ?? []).map((child): [string, Place] => [
    child.id,
    snapped({ x: child.x ?? 0, y: child.y ?? 0 }),
  ]);
  return new Map(places);
}

function graphOf(opened: Opened): ElkNode {
  const children = Object.entries(opened.cards).map(([id, card]) => ({
    id,
    width: STEP_WIDTH,
    height: heightOf(card?.ways.length ?? 0),
    layoutOptions: { "elk.portConstraints": "FIXED_ORDER" },
    ports: (card?.ways ?? []).map((way, index) => ({
      id: `${id}/${way.port}`,
      layoutOptions: { "elk.port.side": "EAST", "elk.port.index": String(-index) },
    })),
  }));
  const edges = wiresOf(opened.drawing).map((wire) => ({
    id: wire.id,
    sources: [`${wire.source}/${wire.sourceHandle}`],
    targets: [wire.target],
  }));
  const known = new Set(children.flatMap((child) => child.ports.map((port) => port.id)));
  const drawn = edges.filter((edge) => edge.sources.every((source) => known.has(source)));
  return { id: "root", layoutOptions: OPTIONS, children, edges: drawn };
}

/** How high a card is: head, then a row for each way out. */
export function heightOf(ways: number): number {
  return 60 + (ways > 0 ? 9 + 24 * ways : 0);
}
