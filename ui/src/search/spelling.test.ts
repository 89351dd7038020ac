import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import ja from "../i18n/ja.json";
import { begins, has, inOrder, letters, plain, roman, spoken } from "./spelling";

test("one spelling for what people type", () => {
  for (const query of ["めーる", "メール", "ﾒｰﾙ"]) expect(plain("メール送信")).toContain(plain(query));
  expect(plain("Ｍessage")).toBe("message");
  for (const query of ["めーる", "メール", "meeru", "meru", "Ｍeru"]) expect(roman(query)).toBe("meru");
});

const FOUND: [string, string[]][] = [
  ["夏の旅行", ["旅行", "りょこう", "リョコウ", "ﾘｮｺｳ", "ryokou", "RYOKOU", "ｒｙｏｋｏｕ", "ryoko", "ryok"]],
  ["検索", ["けんさく", "kensaku", "kennsaku"]],
  ["終了", ["しゅうりょう", "shuuryou", "syuuryou", "shuryo", "syur"]],
  ["追加の説明", ["ついか", "tsuika", "tuika", "つい"]],
  ["準備を確かめる", ["じゅんび", "junbi", "zyunbi", "たしかめる", "tashikameru", "tasikameru"]],
  ["ﾒｰﾙの開封", ["メール", "めーる", "meeru", "かいふう", "kaifuu", "kaihuu"]],
  ["Coupon", ["coupon", "Ｃｏｕｐｏｎ", "COUP"]],
  ["会員登録", ["かいいんとうろく", "kaiintouroku", "とうろく"]],
];

test.each(FOUND)("%s is found", (text, queries) => {
  for (const query of queries) expect(has(text, query), query).toBe(true);
});

const NOT_FOUND: [string, string[]][] = [
  ["旅路", ["りょこう", "ryokou"]],
  // A user's own word: what it sounds like is not known.
  ["銀行", ["ぎんこう", "ginkou", "ぎょう"]],
  ["not", ["out"]],
  ["期間", ["機関", "帰還"]],
];

test.each(NOT_FOUND)("%s is not found by another word", (text, queries) => {
  for (const query of queries) expect(has(text, query), query).toBe(false);
});

test("a beginning, and letters left out", () => {
  expect(begins("会員登録", "kai")).toBe(true);
  expect(begins("会員登録", "とうろく")).toBe(false);
  expect(inOrder("Message", "msg")).toBe(true);
  expect(inOrder("条件分岐", "jkbk")).toBe(true);
  expect(inOrder("Message", "ms")).toBe(false);
});

test("letters of a keyboard", () => {
  expect(letters("会員登録")).toBe("kaiintouroku");
  expect(letters("LINEでクーポン")).toBe("LINEdekuupon");
  expect(letters("Coupon")).toBe("Coupon");
});

test("a text of any length, and one that was pasted into a search", () => {
  const long = "長い名前、きゃっちコピー".repeat(3000);
  expect(has(`${long}おわり`, "owari")).toBe(true);
  expect(has(long, long)).toBe(true);
  expect(has("なまえ", "kyatchi".repeat(10_000))).toBe(false);
  expect(letters(long)).toMatch(/^nagainamae,kyatchikopii/);
});

const PRODUCT = new URL("../../../crates/", import.meta.url);

/** What the designer calls its actions, the kinds of steps and the problems. */
function titles(): string[] {
  const [kinds, findings] = ["journey/src/kind/", "app/src/help/pages/findings/"].map(
    (at) => new URL(at, PRODUCT),
  );
  const read = (folder: URL, end: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(end))
      .map((name) => readFileSync(new URL(name, folder), "utf8"));
  const ofKinds = read(kinds as URL, ".rs")
    .map((text) => /const TITLE: .*= \["[^"]+", "([^"]+)"\]/s.exec(text)?.[1] ?? "")
    .filter(Boolean);
  const ofFindings = read(findings as URL, ".ja.md").map((text) => text.split("\n")[0] ?? "");
  return [...Object.values(ja.actions), ...Object.values(ja.groups), ...ofKinds, ...ofFindings];
}

test("every title of the designer is known by its sound: what is new goes into readings.json", () => {
  const all = titles();
  expect(all.length).toBeGreaterThan(150);
  expect(all.filter((title) => /[\u3400-\u9fff]/.test(spoken(title)))).toEqual([]);
});
