// From the mirror to what React Flow draws. Derived; nothing of it is kept.
import type { Edge, Node } from "@xyflow/react";
import type { Card } from "../bindings/Card";
import type { Drawing } from "../bindings/Drawing";
import type { Label } from "../bindings/Label";
import type { Opened } from "../bindings/Opened";
import type { Overlay } from "../bindings/Overlay";
import type { Problem } from "../bindings/Problem";
import type { StepMark } from "../bindings/StepMark";
import type { WayMark } from "../bindings/WayMark";
import { boxOf, type Group, groupsOf, hiddenBy, type Note, notesOf } from "./frames";
import { readingOrder } from "./walk";

export type StepNode = Node<
  {
    kind: string;
    name: Label | undefined;
    card: Card;
    problems: Problem[];
    wired: string;
    /** Its place as one reads the journey, from 1, and how many steps there are. */
    place: number;
    total: number;
  },
  "step"
>;
export type NoteNode = Node<{ note: Note }, "note">;
export type GroupNode = Node<{ group: Group }, "frame">;
/** A step that an earlier version had. */
export type GoneNode = Node<{ mark: StepMark }, "gone">;
/** A wire that an earlier version had. */
export type GoneWireEdge = Edge<{ way: WayMark }, "gone">;
export type CanvasNode = StepNode | NoteNode | GroupNode | GoneNode;
export const isStep = (node: { type?: string | undefined }): node is StepNode => node.type === "step";

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

/** Returns what was found about each step, the worst first. */
export function problemsOf(findings: Problem[]): Map<string, Problem[]> {
  const problems = new Map<string, Problem[]>();
  for (const problem of findings) {
    if (problem.node === null) continue;
    problems.set(problem.node, [...(problems.get(problem.node) ?? []), problem]);
  }
  return problems;
}

/** Returns the place of each step as one reads the journey, from 1. */
export function orderOf({ drawing, cards }: Opened): Map<string, number> {
  return new Map(readingOrder(drawing, cards).map((id, at) => [id, at + 1]));
}

/** Returns the steps as nodes; one without a place stands where `homeless` says, else at the origin. */
export function stepsOf(opened: Opened, homeless: Map<string, Place>): StepNode[] {
  const places = placesOf(opened.drawing);
  const problems = problemsOf(opened.findings);
  const hidden = hiddenBy(groupsOf(opened.drawing.layout));
  const order = orderOf(opened);
  return Object.entries(opened.drawing.nodes).flatMap(([id, step]) => {
    const card = opened.cards[id];
    if (!card || !step) return [];
    const position = places.get(id) ?? homeless.get(id) ?? { x: 0, y: 0 };
    const wired = Object.keys(opened.drawing.edges[id] ?? {}).join("\n");
    const place = order.get(id) ?? 0;
    const found = problems.get(id) ?? [];
    const data = { kind: step.kind, name: step.name, card, problems: found, wired, place, total: order.size };
    return [{ id, type: "step", position, data, hidden: hidden.has(id), domAttributes: PLAIN }];
  });
}

/** Returns notes and groups as nodes; frames lie behind everything else. */
export function framesOf(drawing: Drawing): (NoteNode | GroupNode)[] {
  const notes = notesOf(drawing.layout).map((note): NoteNode => {
    const { id, x, y, width, height } = note;
    return { id, type: "note", position: { x, y }, width, height, data: { note } };
  });
  const groups = groupsOf(drawing.layout).map((group): GroupNode => {
    const { id, x, y, width, height } = boxOf(group);
    const shared = { id, type: "frame", position: { x, y }, width, height, data: { group } } as const;
    // What is in a frame is pointed at through it; only its head is taken by the hand.
    return group.collapsed
      ? shared
      : { ...shared, zIndex: -1, dragHandle: ".group-handle", style: { pointerEvents: "none" } };
  });
  return [...groups, ...notes];
}

/** What the library would say of every node and edge, in English. */
const PLAIN = { "aria-label": undefined, "aria-roledescription": undefined };

/** Returns the wires; one that leads into a collapsed group, or out of it, ends at its card. */
export function wiresOf(drawing: Drawing): Edge[] {
  const wires: Edge[] = [];
  const hidden = hiddenBy(groupsOf(drawing.layout));
  for (const [from, ports] of Object.entries(drawing.edges)) {
    for (const [port, to] of Object.entries(ports ?? {})) {
      if (!to || !drawing.nodes[to] || !drawing.nodes[from]) continue;
      const [source, target] = [hidden.get(from), hidden.get(to)];
      wires.push({
        id: wireId(from, port),
        source: source ?? from,
        sourceHandle: source ? "out" : port,
        target: target ?? to,
        targetHandle: "in",
        type: "wire",
        // The wire itself says what it is.
        ariaRole: "presentation",
        domAttributes: PLAIN,
        hidden: source !== undefined && source === target,
        ...(source || target ? { reconnectable: false } : {}),
      });
    }
  }
  return wires;
}

/** What is only looked at: it is in nobody's hand. */
const LOOKED_AT = { draggable: false, selectable: false, connectable: false, deletable: false } as const;

/** The id of what is gone is no step's, so that nothing is done to it by mistake. */
const goneId = (id: string) => `gone ${id}`;

/** Returns the steps that an earlier version had, where they stood. */
export function goneStepsOf(overlay: Overlay | null): GoneNode[] {
  return (overlay?.steps ?? []).flatMap((mark) => {
    const { ghost } = mark;
    if (!ghost || ghost.x === null || ghost.y === null) return [];
    const position = { x: ghost.x, y: ghost.y };
    return [
      {
        id: goneId(mark.node),
        type: "gone",
        position,
        data: { mark },
        zIndex: -1,
        ...LOOKED_AT,
        domAttributes: PLAIN,
      },
    ];
  });
}

/** Returns the wires that an earlier version had, between what stands there now and what is gone. */
export function goneWiresOf(overlay: Overlay | null, drawing: Drawing): GoneWireEdge[] {
  const gone = new Set(goneStepsOf(overlay).map(({ id }) => id));
  const hidden = hiddenBy(groupsOf(drawing.layout));
  const end = (id: string) =>
    gone.has(goneId(id)) ? goneId(id) : drawing.nodes[id] && !hidden.has(id) ? id : null;
  return (overlay?.ways ?? []).flatMap((way) => {
    if (way.old_to === null || way.old_to === way.new_to) return [];
    const [source, target] = [end(way.node), end(way.old_to)];
    if (source === null || target === null) return [];
    const sourceHandle = gone.has(source) ? "out" : way.port;
    const id = goneId(wireId(way.node, way.port));
    const ends = { source, sourceHandle, target, targetHandle: "in" };
    return [
      {
        id,
        ...ends,
        type: "gone",
        data: { way },
        selectable: false,
        reconnectable: false,
        deletable: false,
        ariaRole: "presentation",
        domAttributes: PLAIN,
      },
    ];
  });
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
