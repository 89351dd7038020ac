import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import type { KnownName } from "../bindings/KnownName";
import type { Vocabulary } from "../bindings/Vocabulary";
import { completions } from "./complete";

const words = (en: string, ja: string) => ({ en, ja });
const name = (path: string, ja: string, en: string, values: string[] = []): KnownName => ({
  path,
  label: words(en, ja),
  type: values.length > 0 ? "category" : "text",
  kind: words("text", "文字列"),
  values,
});
const VOCABULARY: Vocabulary = {
  names: [
    name("customer.trip", "旅行の種類", "Kind of trip"),
    name("customer.tier", "ランク", "Tier", ["ゴールド", "シルバー"]),
    name("customer.branch", "支店", "Branch"),
  ],
  functions: [
    {
      name: "days_since",
      takes: "days_since(date) -> integer",
      help: words("Days from then to today", "その日からの日数"),
    },
  ],
  operators: {} as Vocabulary["operators"],
};

function offered(text: string): string[] {
  const context = new CompletionContext(EditorState.create({ doc: text }), text.length, false);
  return completions(VOCABULARY, "ja")(context)?.options.map(({ label }) => label) ?? [];
}

const OFFERED: [string, string][] = [
  ["customer.tr", "customer.trip"],
  ["trip", "customer.trip"],
  ["りょこう", "customer.trip"],
  ["リョコウ", "customer.trip"],
  ["ﾘｮｺｳ", "customer.trip"],
  ["ryokou", "customer.trip"],
  ["旅行", "customer.trip"],
  ["true && rank", "customer.tier"],
  ["kind", "customer.trip"],
  // Of a person's own kanji no sound is known: only the letters count.
  ["支店", "customer.branch"],
  ["にっすう", "days_since"],
  ["days", "days_since"],
  ['customer.tier == "go', '"ゴールド"'],
  ['customer.tier == "し', '"シルバー"'],
];

test.each(OFFERED)("after %s comes first %s", (text, first) => expect(offered(text)[0]).toBe(first));

test("nothing within a text, and nothing where nothing matches", () => {
  expect(offered('customer.trip == "りょ')).toEqual([]);
  expect(offered("してん")).toEqual([]);
});

test("where both begin so, the letters that stand there are marked", () => {
  const context = new CompletionContext(EditorState.create({ doc: "tier" }), 4, false);
  const result = completions(VOCABULARY, "ja")(context);
  const [first] = result?.options ?? [];
  expect(first && result?.getMatch?.(first)).toEqual([9, 13]);
});
