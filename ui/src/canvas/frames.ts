// Sticky notes and groups, as the document's layout keeps them: the picture, which means nothing. What cannot be read
// is not shown and not touched.
import type { Drawing } from "../bindings/Drawing";
import type { Edit } from "../bindings/Edit";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import { type Place, STEP_WIDTH } from "./graph";
import type { Box } from "./room";

export const TINTS = ["amber", "blue", "green", "pink", "gray"] as const;
export type Tint = (typeof TINTS)[number];

export interface Note extends Box {
  id: string;
  text: string;
  tint: Tint;
}

export interface Group extends Box {
  id: string;
  name: string;
  /** The steps it hides, where it is collapsed to one card. */
  collapsed: string[] | null;
}

/** Around the steps of a new group; above them there is room for its name. */
const PADDING = 24;
const HEAD = 48;
/** How high the card of a collapsed group is. */
const CARD_HEIGHT = 60;

type Fields = { [key: string]: JsonValue };

const isFields = (value: JsonValue | undefined): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function entries(layout: Drawing["layout"], section: string): [string, Fields, Box][] {
  const all = layout[section];
  if (!isFields(all)) return [];
  return Object.entries(all).flatMap(([id, fields]): [string, Fields, Box][] => {
    if (!isFields(fields)) return [];
    const { x, y, width, height } = fields;
    if (![x, y, width, height].every((part) => typeof part === "number")) return [];
    return [[id, fields, { x, y, width, height } as Box]];
  });
}

const textOf = (value: JsonValue | undefined) => (typeof value === "string" ? value : "");

export function notesOf(layout: Drawing["layout"]): Note[] {
  return entries(layout, "notes").map(([id, { text, tint }, box]) => {
    const known = TINTS.find((name) => name === tint) ?? "amber";
    return { id, ...box, text: textOf(text), tint: known };
  });
}

export function groupsOf(layout: Drawing["layout"]): Group[] {
  return entries(layout, "groups").map(([id, { name, collapsed }, box]) => {
    const steps = Array.isArray(collapsed) ? collapsed.filter((step) => typeof step === "string") : null;
    return { id, ...box, name: textOf(name), collapsed: steps };
  });
}

/** Returns the steps of a group: those it hides, else those whose middle stands in its frame. */
export function stepsIn(group: Group, boxes: Map<string, Box>): string[] {
  if (group.collapsed) return group.collapsed.filter((id) => boxes.has(id));
  const middle = ({ x, y, width, height }: Box): Place => ({ x: x + width / 2, y: y + height / 2 });
  return [...boxes].flatMap(([id, box]) => {
    const { x, y } = middle(box);
    const across = x >= group.x && x <= group.x + group.width;
    return across && y >= group.y && y <= group.y + group.height ? [id] : [];
  });
}

/** Returns the collapsed group that hides each hidden step. */
export function hiddenBy(groups: Group[]): Map<string, string> {
  return new Map(groups.flatMap((group) => (group.collapsed ?? []).map((step) => [step, group.id] as const)));
}

/** Returns the frame around some steps. */
export function frameOf(boxes: Box[]): Box {
  const left = Math.min(...boxes.map((box) => box.x)) - PADDING;
  const top = Math.min(...boxes.map((box) => box.y)) - HEAD;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + PADDING;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + PADDING;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * Returns the edits by which frames follow steps that all move by the same way, as they do where room is made: a frame
 * goes along with what it holds, and grows where only some of it goes.
 */
export function following(
  layout: Drawing["layout"],
  boxes: Map<string, Box>,
  moves: Record<string, Place>,
): Edit[] {
  return groupsOf(layout).flatMap((group) => {
    const held = stepsIn(group, boxes);
    const gone = held.flatMap((id) => {
      const [from, to] = [boxes.get(id), moves[id]];
      return from && to ? [to.x - from.x] : [];
    });
    const shift = gone[0];
    if (shift === undefined) return [];
    const { x, width } = group;
    return frameEdits(group.id, gone.length === held.length ? { x: x + shift } : { width: width + shift });
  });
}

/** What a frame takes on the canvas: a collapsed one is a card. */
export function boxOf(group: Group): Group {
  return group.collapsed ? { ...group, width: STEP_WIDTH, height: CARD_HEIGHT } : group;
}

type FrameKind = "notes" | "groups";

export const kindOf = (id: string): FrameKind => (id.startsWith("note_") ? "notes" : "groups");

/** Returns the edits that change some fields of a note or a group, and leave all others as they are. */
export function frameEdits(id: string, fields: Record<string, JsonValue | undefined>): Edit[] {
  return Object.entries(fields).map(([field, value]): Edit => {
    const change = { edit: "set_layout", pointer: `/${kindOf(id)}/${id}/${field}` } as const;
    return value === undefined ? change : { ...change, value };
  });
}
