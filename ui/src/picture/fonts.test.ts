import { expect, test } from "vitest";
import { piecesFor, rangesOf } from "./fonts";

test("only pieces that hold a letter of the text come along", () => {
  const latin = { name: "latin", ranges: rangesOf("U+20-7e, U+a0") };
  const kana = { name: "kana", ranges: rangesOf("U+3042,U+3044") };
  const high = { name: "high", ranges: rangesOf("U+20bb7") };
  const named = (text: string) => piecesFor(text, [latin, kana, high]).map(({ name }) => name);
  expect(named("x")).toEqual(["latin"]);
  expect(named("あ")).toEqual(["kana"]);
  expect(named("𠮷い")).toEqual(["kana", "high"]);
  expect(named("")).toEqual([]);
});

test("what is no range is none", () => {
  expect(rangesOf("")).toEqual([]);
  expect(rangesOf("U+??")).toEqual([]);
  expect(rangesOf("u+0041-005A")).toEqual([[65, 90]]);
});
