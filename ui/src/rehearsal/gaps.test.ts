import { expect, test } from "vitest";
import type { Report } from "../bindings/report/Report";
import { gapsOf } from "./gaps";

const report = (gaps: unknown[]) => ({ coverage: { gaps } }) as unknown as Report;

test("steps and ways out are told apart, and conditions are no places of the drawing", () => {
  const found = gapsOf(
    report([
      { node: "a", answer: { impossible: [] } },
      { node: "a", port: "out", answer: { customer: { id: "gap-1-0" } } },
      { node: "b", condition: "true", truth: false, answer: "not_found" },
      { node: "c", port: "x", answer: "not_found" },
      { condition: "age > 3", truth: true, answer: "not_found" },
    ]),
  );
  expect([...found]).toEqual([
    ["a ", { kind: "impossible", customer: null }],
    ["a out", { kind: "untried", customer: "gap-1-0" }],
    ["c x", { kind: "unknown", customer: null }],
  ]);
});

test("a report without coverage says nothing", () => {
  expect(gapsOf({} as Report).size).toBe(0);
});
