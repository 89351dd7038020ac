import { expect, test } from "vitest";
import type { ColumnLook } from "../bindings/ColumnLook";
import type { ColumnUse } from "../bindings/ColumnUse";
import { KINDS, keyOf, usedAs, withUse } from "./plan";

const column: ColumnLook = {
  name: "Plan",
  kind: "category",
  values: ["a", "b"],
  samples: ["a"],
  filled: 2,
  misfits: 0,
  personal: null,
  proposed: { is: "out" },
  fresh: "plan",
};

test("every use goes to a choice and back", () => {
  const uses: ColumnUse[] = [
    { is: "id", pseudonym: false },
    { is: "id", pseudonym: true },
    { is: "time" },
    { is: "name" },
    { is: "known", name: "tier" },
    { is: "pseudonym", name: "plan" },
    { is: "out" },
    ...KINDS.map(
      (kind): ColumnUse => ({ is: "new", name: "plan", kind, values: kind === "category" ? ["a", "b"] : [] }),
    ),
  ];
  for (const use of uses) expect(usedAs(keyOf(use), column, { is: "out" })).toEqual(use);
});

test("a name that was typed stays when the type changes", () => {
  const typed: ColumnUse = { is: "new", name: "tariff", kind: "text", values: [] };
  expect(usedAs("new:category", column, typed)).toMatchObject({ name: "tariff", values: ["a", "b"] });
});

test("only one column holds the ids, and only one fills an attribute", () => {
  const before: ColumnUse[] = [{ is: "id", pseudonym: false }, { is: "known", name: "tier" }, { is: "out" }];
  expect(withUse(before, 2, { is: "id", pseudonym: true })[0]).toEqual({ is: "out" });
  expect(withUse(before, 2, { is: "known", name: "tier" })[1]).toEqual({ is: "out" });
  expect(withUse(before, 2, { is: "new", name: "x", kind: "text", values: [] }).slice(0, 2)).toEqual(
    before.slice(0, 2),
  );
});
