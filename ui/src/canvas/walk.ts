// Walking the drawing by key: along the wires, between sibling ways. Says relations, never coordinates.
import type { Card } from "../bindings/Card";
import type { Drawing } from "../bindings/Drawing";
import type { WireEnd } from "./hand";

export type Cards = Record<string, Card | undefined>;

export type Toward = "right" | "left" | "up" | "down";

/** A step that was come to, and the way that led there. */
export interface Arrival {
  to: string;
  /** The step and the way out that lead there; none where no wire does. */
  by: WireEnd | null;
}

/** A way out, wired or not. */
export interface WayOut {
  by: WireEnd;
  /** Where it leads; null where it leads nowhere. */
  to: string | null;
  /** Whether it is marked "ends here". */
  ends: boolean;
}

/** Returns all ways out of a step, in the order of the screen. */
export function waysOut(drawing: Drawing, cards: Cards, id: string): WayOut[] {
  const ports = drawing.edges[id] ?? {};
  return (cards[id]?.ways ?? []).map(({ port, ends }) => {
    const to = ports[port];
    return { by: { from: id, port }, to: to && drawing.nodes[to] ? to : null, ends };
  });
}

/** Returns the wired ways out of a step, in the order of the screen. */
function waysFrom(drawing: Drawing, cards: Cards, id: string): Arrival[] {
  return waysOut(drawing, cards, id).flatMap(({ by, to }) => (to === null ? [] : [{ to, by }]));
}

/** Returns every way that leads to a step, in the order of the walk. */
function waysTo(drawing: Drawing, cards: Cards, id: string): Arrival[] {
  return Object.keys(drawing.nodes).flatMap((from) =>
    waysFrom(drawing, cards, from).filter((way) => way.to === id),
  );
}

/** Returns the steps that some wire leads to. */
function ledTo(drawing: Drawing, cards: Cards): Set<string> {
  return new Set(
    Object.keys(drawing.nodes).flatMap((id) => waysFrom(drawing, cards, id).map((way) => way.to)),
  );
}

/** Returns where one may start to read, so that no step is missed: the entries, what nothing leads to, then all. */
export function startsOf(drawing: Drawing, cards: Cards): string[] {
  const led = ledTo(drawing, cards);
  const all = Object.keys(drawing.nodes);
  return [
    ...new Set([...all.filter((id) => !cards[id]?.way_in), ...all.filter((id) => !led.has(id)), ...all]),
  ];
}

/** Returns every step as one would read it: from each start along the wires, what stands alone last. */
export function readingOrder(drawing: Drawing, cards: Cards): string[] {
  const order = new Set<string>();
  for (const start of startsOf(drawing, cards)) {
    if (order.has(start)) continue;
    const row = [start];
    for (const id of row) {
      if (order.has(id)) continue;
      order.add(id);
      row.push(...waysFrom(drawing, cards, id).map((way) => way.to));
    }
  }
  return [...order];
}

/** Returns where a key leads; null where there is nothing. `came` is the way by which one came to the step. */
export function step(
  drawing: Drawing,
  cards: Cards,
  id: string,
  toward: Toward,
  came: Arrival["by"],
): Arrival | null {
  if (toward === "right") return waysFrom(drawing, cards, id)[0] ?? null;
  const before = waysTo(drawing, cards, id);
  const by = before.find((way) => way.by?.from === came?.from && way.by?.port === came?.port) ?? before[0];
  if (toward === "left")
    return by?.by ? { to: by.by.from, by: waysTo(drawing, cards, by.by.from)[0]?.by ?? null } : null;
  const beside = by?.by ? waysFrom(drawing, cards, by.by.from) : alone(drawing, cards);
  const at = beside.findIndex((way) => way.to === id && (!by?.by || way.by?.port === by.by.port));
  return beside[at + (toward === "down" ? 1 : -1)] ?? null;
}

/** The steps that nothing leads to stand beside each other. */
function alone(drawing: Drawing, cards: Cards): Arrival[] {
  const led = ledTo(drawing, cards);
  return readingOrder(drawing, cards)
    .filter((id) => !led.has(id))
    .map((to) => ({ to, by: null }));
}
