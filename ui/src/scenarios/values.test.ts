import { expect, test } from "vitest";
import { lineOf, withStrangers, withValue } from "./values";

const first = { line: 2, values: [{ name: "age", value: "41" }] };
const second = {
  line: 3,
  values: [
    { name: "email_ok", value: "true" },
    { name: "line_ok", value: "false" },
  ],
};

test("a change keeps the order in which the person wrote; an empty value is left out", () => {
  expect(withValue(second.values, "email_ok", "false").map(({ name, value }) => name + value)).toEqual([
    "email_okfalse",
    "line_okfalse",
  ]);
  expect(withValue(second.values, "age", "3").map(({ name }) => name)).toEqual([
    "email_ok",
    "line_ok",
    "age",
  ]);
  expect(withValue(first.values, "age", "")).toEqual([]);
});

test("of several lines the one that has the value is changed; the last where none has it", () => {
  expect(lineOf([first, second], "age")?.line).toBe(2);
  expect(lineOf([first, second], "email_ok")?.line).toBe(3);
  expect(lineOf([first, second], "tier")?.line).toBe(3);
  const again = { line: 4, values: [{ name: "age", value: "50" }] };
  expect(lineOf([first, second, again], "age")?.line).toBe(4);
  expect(lineOf([], "age")).toBeUndefined();
});

test("what nobody declared is shown all the same", () => {
  const known = [{ name: "age", label: "Age", type: "integer" as const, values: [] }];
  const shown = withStrangers(known, [...first.values, { name: "shoe", value: "27" }]);
  expect(shown.map(({ name }) => name)).toEqual(["age", "shoe"]);
});
