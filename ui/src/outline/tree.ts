// The journey as an outline. Each entry is a root; behind it, one after the other, what comes next; where a step has
// several ways out, each stands below it and holds what is behind it. A step that is met again is only named again.
import type { Drawing } from "../bindings/Drawing";
import { wireId } from "../canvas/graph";
import type { WireEnd } from "../canvas/hand";
import { type Cards, startsOf, type WayOut, waysOut } from "../canvas/walk";

interface Shared {
  key: string;
  /** Whether the way that leads here is named: where its step has several. */
  named: boolean;
  children: Item[];
}

/** The step itself; it stands in the outline exactly once. */
type Step = Shared & { what: "step"; step: string; by: WireEnd | null };
/** A way out that leads to a step that stands elsewhere, that ends, or that leads nowhere yet. */
type Way = Shared & { by: WireEnd } & ({ what: "again"; step: string } | { what: "ends" | "open" });
/** Holds the steps that no entry leads to. */
type Loose = Shared & { what: "loose"; by: null };
export type Item = Step | Way | Loose;

export function outlineOf(drawing: Drawing, cards: Cards): Item[] {
  const met = new Set<string>();
  const stepItem = (step: string, by: WireEnd | null, named: boolean): Step => {
    met.add(step);
    return { what: "step", key: step, step, by, named, children: [] };
  };
  const itemOf = ({ by, to, ends }: WayOut, named: boolean): Step | Way => {
    const shared = { key: wireId(by.from, by.port), by, named, children: [] };
    if (to === null) return { ...shared, what: ends ? "ends" : "open" };
    return met.has(to) ? { ...shared, what: "again", step: to } : stepItem(to, by, named);
  };
  /** What is behind a way, one after the other, as far as there is one way on. */
  const row = (start: WayOut): Item[] => {
    const items: Item[] = [];
    for (let way: WayOut | undefined = start; way; ) {
      const item = itemOf(way, false);
      items.push(item);
      const ways: WayOut[] = item.what === "step" ? waysOut(drawing, cards, item.step) : [];
      way = ways.length === 1 ? ways[0] : undefined;
      if (!way) item.children = ways.map(head);
    }
    return items;
  };
  const filled = (item: Step): Step => {
    const ways = waysOut(drawing, cards, item.step);
    const [only, more] = ways;
    item.children = only && !more ? row(only) : ways.map(head);
    return item;
  };
  const head = (way: WayOut): Item => {
    const item = itemOf(way, true);
    return item.what === "step" ? filled(item) : item;
  };
  const [entries, loose]: [Item[], Item[]] = [[], []];
  for (const start of startsOf(drawing, cards)) {
    if (met.has(start)) continue;
    const item = filled(stepItem(start, null, false));
    (cards[start]?.way_in === false ? entries : loose).push(item);
  }
  if (loose.length === 0) return entries;
  return [...entries, { what: "loose", key: "loose", by: null, named: false, children: loose }];
}

/** Returns the step whose settings belong to an item: a way out belongs to the step it comes from. */
export function ownerOf(item: Item): string | null {
  return item.what === "step" ? item.step : (item.by?.from ?? null);
}

/** An item as it is shown. */
export interface Row {
  item: Item;
  /** How deep it stands, from 1. */
  level: number;
  /** Its place among those beside it, from 1, and how many these are. */
  place: number;
  of: number;
  /** Whether what stands below it is shown; null where nothing does. */
  open: boolean | null;
  /** The row it stands below; -1 for a root. */
  parent: number;
}

/** Returns the items that are shown, from top to bottom. */
export function rowsOf(items: Item[], closed: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  const show = (beside: Item[], level: number, parent: number) => {
    for (const [index, item] of beside.entries()) {
      const open = item.children.length > 0 ? !closed.has(item.key) : null;
      rows.push({ item, level, place: index + 1, of: beside.length, open, parent });
      if (open) show(item.children, level + 1, rows.length - 1);
    }
  };
  show(items, 1, -1);
  return rows;
}

/** Returns the item that a way out leads to. */
export function itemBehind(items: Item[], way: WireEnd): Item | null {
  for (const item of items) {
    const found =
      item.by?.from === way.from && item.by.port === way.port ? item : itemBehind(item.children, way);
    if (found) return found;
  }
  return null;
}

/** Returns what an item stands below, from the root on; null where there is no such item. */
export function pathTo(items: Item[], key: string): string[] | null {
  for (const item of items) {
    if (item.key === key) return [];
    const below = pathTo(item.children, key);
    if (below) return [item.key, ...below];
  }
  return null;
}
