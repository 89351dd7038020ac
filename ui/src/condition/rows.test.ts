import { expect, test } from "vitest";
import type { KnownName } from "../bindings/KnownName";
import type { KnownOperator } from "../bindings/KnownOperator";
import type { Type } from "../bindings/Type";
import { about, added, afterWriting, comparing, type Group, held, newGroup, newRow, replaced } from "./rows";

const words = { en: "", ja: "" };
const operator = (name: KnownOperator["name"], takes: KnownOperator["takes"]): KnownOperator => ({
  name,
  takes,
  words,
  help: words,
});
const NUMBERS = [operator("less", "one"), operator("between", "pair"), operator("one_of", "many")];
const DATES = [operator("less", "one"), operator("days_since_less", "days"), operator("is_set", "none")];
const name = (path: string, type: Type, values: string[] = []): KnownName => ({
  path,
  type,
  values,
  label: words,
  kind: words,
});
const age = { attribute: "customer.age", operator: "less", values: ["18"] } as const;
const asked = { ...age, values: [...age.values] };

const tree = () => {
  const row = { is: "row", asked, kept: asked } as const;
  const inner = { is: "group", all: false, not: true, lines: [row, row] } as const;
  return held({
    is: "group",
    all: true,
    not: false,
    lines: [row, { ...inner, lines: [...inner.lines] }],
  }) as Group;
};

test("a line is changed, added and removed wherever it stands, and the others stay the same objects", () => {
  const root = tree();
  const [first, group] = root.lines as [Group, Group];
  const inner = group.lines[0];
  const without = replaced(root, inner?.id ?? 0, () => null);
  expect((without.lines[1] as Group).lines).toEqual([group.lines[1]]);
  expect(without.lines[0]).toBe(first);
  const more = added(root, group.id, newRow());
  expect((more.lines[1] as Group).lines).toHaveLength(3);
  expect(added(root, root.id, newGroup(root)).lines[2]).toMatchObject({ is: "group", all: false });
});

test("what is finished is remembered, what is not keeps what it was", () => {
  const root = added(tree(), 0, newRow());
  const all = replaced(root, root.lines[0]?.id ?? 0, (row) =>
    row.is === "row" ? { ...row, asked: { ...asked, values: [""] } } : row,
  );
  const after = afterWriting(all, [{ at: [0], why: words }]);
  expect(after.lines[0]).toMatchObject({ asked: { values: [""] }, kept: asked });
  expect((after.lines[1] as Group).lines[0]).toMatchObject({ kept: asked });
});

test("about something else of the same type the question stays, else it starts anew", () => {
  const visits = name("customer.visits", "integer");
  expect(about(asked, visits, name("customer.age", "integer"), NUMBERS)).toEqual({
    ...asked,
    attribute: "customer.visits",
  });
  expect(about(asked, name("customer.joined", "date"), visits, DATES)).toEqual({
    attribute: "customer.joined",
    operator: "less",
    values: [],
  });
});

test("another comparison keeps the values it has room for", () => {
  expect(comparing(asked, "between", NUMBERS).values).toEqual(["18"]);
  expect(comparing({ ...asked, operator: "between", values: ["1", "2"] }, "less", NUMBERS).values).toEqual([
    "1",
  ]);
  expect(comparing(asked, "days_since_less", DATES).values).toEqual([]);
  expect(comparing(asked, "is_set", DATES).values).toEqual([]);
});
