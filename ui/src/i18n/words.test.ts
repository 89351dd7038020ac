// Both languages are complete: the same keys, the same places for values, and no text left empty.
import { expect, test } from "vitest";
import en from "./en.json";
import ja from "./ja.json";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );
}

const blanks = (text: string) => (text.match(/{{\w+}}/g) ?? []).sort();

test("Japanese and English say the same things", () => {
  // Only English tells one from several.
  const plural = ([key]: [string, string]) => !key.endsWith("_one");
  const [english, japanese] = [new Map(flat(en).filter(plural)), new Map(flat(ja))];
  expect([...japanese.keys()].sort()).toEqual([...english.keys()].sort());
  for (const [key, text] of japanese) {
    expect(text, key).not.toBe("");
    expect(blanks(english.get(key) ?? ""), key).toEqual(blanks(text));
  }
});
