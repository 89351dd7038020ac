// The rows in the hand: the core's lines with a name for each, and what a gesture makes of them. What may be asked,
// and whether a row is finished, is the core's to say.
import type { Asked } from "../bindings/Asked";
import type { KnownName } from "../bindings/KnownName";
import type { KnownOperator } from "../bindings/KnownOperator";
import type { Line } from "../bindings/Line";
import type { Operator } from "../bindings/Operator";
import type { Unfinished } from "../bindings/Unfinished";

export type Group = { is: "group"; id: number; all: boolean; not: boolean; lines: Held[] };
export type Row = { is: "row"; id: number; asked: Asked; kept: Asked | null };
export type Held = Group | Row;

/** Most groups inside each other. */
export const MOST_GROUPS = 3;

let last = 0;
const mint = () => ++last;

export const newRow = (): Row => ({
  is: "row",
  id: mint(),
  asked: { attribute: "", operator: null, values: [] },
  kept: null,
});

/** A new group is the other way of joining, or it would say nothing. */
export const newGroup = (within: Group): Group => ({
  is: "group",
  id: mint(),
  all: !within.all,
  not: false,
  lines: [newRow()],
});

/** Returns lines of the core with a name for each. */
export function held(line: Line): Held {
  if (line.is === "row") return { ...line, id: mint() };
  return { ...line, id: mint(), lines: line.lines.map(held) };
}

/** Returns the tree with one line changed, or gone where nothing is given for it. */
export function replaced(group: Group, id: number, change: (held: Held) => Held | null): Group {
  const lines = group.lines.flatMap((line): Held[] => {
    if (line.id === id) return [change(line) ?? []].flat();
    return [line.is === "group" ? replaced(line, id, change) : line];
  });
  return { ...group, lines };
}

/** Returns a group, or one inside it, with a line more at its end. */
export function added(root: Group, id: number, line: Held): Group {
  const more = (group: Group): Group => ({ ...group, lines: [...group.lines, line] });
  if (root.id === id) return more(root);
  return replaced(root, id, (group) => (group.is === "group" ? more(group) : group));
}

/** Returns the tree after it was written: every row that is finished remembers what it asks. */
export function afterWriting(root: Group, unfinished: Unfinished[]): Group {
  const open = new Set(unfinished.map(({ at }) => at.join()));
  const marked = (group: Group, at: number[]): Group => ({
    ...group,
    lines: group.lines.map((line, place) => {
      const here = [...at, place];
      if (line.is === "group") return marked(line, here);
      return open.has(here.join()) ? line : { ...line, kept: line.asked };
    }),
  });
  return marked(root, []);
}

/** Returns what a row asks once it is about something else: the rest stays as far as it fits. */
export function about(
  asked: Asked,
  name: KnownName,
  before: KnownName | undefined,
  offered: KnownOperator[],
) {
  const known = offered.find(({ name }) => name === asked.operator) ?? offered[0];
  const same = before?.type === name.type && before.values.join("\n") === name.values.join("\n");
  const values = same || known?.takes === "days" ? asked.values : [];
  return { attribute: name.path, operator: known?.name ?? null, values };
}

/** Returns what a row asks once it compares in another way: values stay as far as there is room for them. */
export function comparing(asked: Asked, operator: Operator, offered: KnownOperator[]): Asked {
  const takes = (name: Operator | null) => offered.find((known) => known.name === name)?.takes;
  const [before, after] = [takes(asked.operator), takes(operator)];
  const room = { none: 0, one: 1, days: 1, pair: 2, many: asked.values.length }[after ?? "none"];
  const sameSort = (before === "days") === (after === "days");
  return { ...asked, operator, values: sameSort ? asked.values.slice(0, room) : [] };
}

/** A place as people count: 2.1 is the first row of the group on the second line. */
export const placeOf = (at: number[]) => at.map((place) => place + 1).join(".");
