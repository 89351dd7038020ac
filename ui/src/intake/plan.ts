// What is to be done with a file: as proposed at first, then as the person says.
import type { ColumnLook } from "../bindings/ColumnLook";
import type { ColumnUse } from "../bindings/ColumnUse";
import type { FileLook } from "../bindings/FileLook";
import type { FilePlan } from "../bindings/FilePlan";
import type { Type } from "../bindings/Type";

export function planOf(look: FileLook): FilePlan {
  return {
    file: look.file,
    of: look.of,
    reading: { encoding: look.encoding, separator: look.separator },
    columns: look.columns.map((column) => column.proposed),
    events: Object.fromEntries(look.events.map((event) => [event.name, event.proposed])),
    rules: [],
    mends: [],
  };
}

/** Types that a column can become new as. */
export const KINDS: readonly Type[] = [
  "boolean",
  "integer",
  "decimal",
  "category",
  "date",
  "instant",
  "text",
];

/** A use as the value of a choice, without the name of what becomes new. */
export function keyOf(use: ColumnUse): string {
  switch (use.is) {
    case "id":
      return use.pseudonym ? "id*" : "id";
    case "known":
      return `known:${use.name}`;
    case "new":
      return `new:${use.kind}`;
    default:
      return use.is;
  }
}

/** The use of a choice's value; what becomes new keeps the name it has, if it has one. */
export function usedAs(key: string, column: ColumnLook, before: ColumnUse): ColumnUse {
  const name = before.is === "new" || before.is === "pseudonym" ? before.name : column.fresh;
  if (key.startsWith("known:")) return { is: "known", name: key.slice(6) };
  if (key.startsWith("new:")) {
    const kind = key.slice(4) as Type;
    return { is: "new", name, kind, values: kind === "category" ? column.values : [] };
  }
  switch (key) {
    case "id":
    case "id*":
      return { is: "id", pseudonym: key === "id*" };
    case "time":
    case "name":
      return { is: key };
    case "pseudonym":
      return { is: "pseudonym", name };
    default:
      return { is: "out" };
  }
}

/** The columns with another use for one of them; what only one column can be, no other is any more. */
export function withUse(columns: readonly ColumnUse[], place: number, use: ColumnUse): ColumnUse[] {
  const once = use.is === "id" || use.is === "time" || use.is === "name";
  return columns.map((other, at) => {
    if (at === place) return use;
    const same = once ? other.is === use.is : use.is === "known" && keyOf(other) === keyOf(use);
    return same ? { is: "out" } : other;
  });
}
