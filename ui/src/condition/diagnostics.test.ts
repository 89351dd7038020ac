import { Text } from "@codemirror/state";
import { expect, test } from "vitest";
import type { Problem } from "../bindings/Problem";
import { diagnosticsOf } from "./diagnostics";

const problem = (line: number | null, column: number | null): Problem => ({
  code: "unknown_name",
  severity: "error",
  node: "nod_a",
  port: null,
  field: "/config/when",
  line,
  column,
  message: { en: "no such name", ja: "ありません" },
  fix: null,
});
const marked = (text: string, line: number | null, column: number | null) =>
  diagnosticsOf(Text.of(text.split("\n")), [problem(line, column)], "ja").map(({ from, to, message }) => [
    text.slice(from, to),
    message,
  ]);

test("the word at the line and column is marked, in the language of the screen", () => {
  expect(marked("customer.agee > 3", 1, 1)).toEqual([["customer.agee", "ありません"]]);
  expect(marked("true\n&& nope(1)", 2, 4)).toEqual([["nope", "ありません"]]);
});

test("columns count letters, whatever their width", () => {
  expect(marked('"𠮷野" == agee', 1, 9)).toEqual([["agee", "ありません"]]);
});

test("what is missing at the end is marked at the last letter", () => {
  expect(marked("customer.age >", 1, 15)).toEqual([[">", "ありません"]]);
  expect(marked("", 1, 1)).toEqual([]);
  expect(marked("true", null, null)).toEqual([]);
});
