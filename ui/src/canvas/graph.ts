// From the mirror to what React Flow draws. Derived; nothing of it is kept.
import type { Edge, Node } from "@xyflow/react";
import type { Card } from "../bindings/Card";
import type { Drawing } from "../bindings/Drawing";
import type { Label } from "../bindings/Label";
import type { Opened } from "../bindings/Opened";
import type { Problem } from "../bindings/Problem";

export type StepNode = Node<
  { kind: string; name: Label | undefined; card: Card; problems: Problem[]; wired: string },
  "step"
>;
export type Place = { x: number; y: number };

export const STEP_WIDTH = 232;
/** From the edge of a port's target to its dot, where wires begin and end. */
export const PORT_EDGE = 7;

/** Returns where the document says each step stands. */
export function placesOf(drawing: Drawing): Map<string, Place> {
  const places = new Map<string, Place>();
  const kept = drawing.layout.nodes;
  if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return places;
  for (const [id, at] of Object.entries(kept)) {
    if (typeof at !== "object" || at === null || Array.isArray(at)) continue;
    if (typeof at.x === "number" && typeof at.y === "number") places.set(id, { x: at.x, y: at.y });
  }
  return places;
}

/** Returns the steps as nodes; one without a place stands where `found` says, else at the origin. */
export function stepsOf(opened: Opened, found: Map<string, Place>): StepNode[] {
  const places = placesOf(opened.drawing);
  const problems = new Map<string, Problem[]>();
  for (const problem of opened.findings) {
    if (problem.node === null) continue;
    problems.set(problem.node, [...(problems.get(problem.node) ?? []), problem]);
  }
  return Object.entries(opened.drawing.nodes).flatMap(([id, step]) => {
    const card = opened.cards[id];
    if (!card || !step) return [];
    const position = places.get(id) ?? found.get(id) ?? { x: 0, y: 0 };
    const wired = Object.keys(opened.drawing.edges[id] ?? {}).join("\n");
    const data = { kind: step.kind, name: step.name, card, problems: problems.get(id) ?? [], wired };
    return [{ id, type: "step", position, data }];
  });
}

export function wiresOf(drawing: Drawing): Edge[] {
  const wires: Edge[] = [];
  for (const [from, ports] of Object.entries(drawing.edges)) {
    for (const [port, to] of Object.entries(ports ?? {})) {
      if (!to || !drawing.nodes[to] || !drawing.nodes[from]) continue;
      wires.push({
        id: wireId(from, port),
        source: from,
        sourceHandle: port,
        target: to,
        targetHandle: "in",
        type: "wire",
      });
    }
  }
  return wires;
}

export function wireId(from: string, port: string): string {
  return JSON.stringify([from, port]);
}

export function wireOf(id: string): { from: string; port: string } {
  const [from, port] = JSON.parse(id) as [string, string];
  return { from, port };
}

/** Snaps to the grid of 8. */
export function snapped({ x, y }: Place): Place {
  const snap = (value: number) => Math.round(value / 8) * 8;
  return { x: snap(x), y: snap(y) };
}
