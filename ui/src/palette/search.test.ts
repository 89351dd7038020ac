import { expect, test } from "vitest";
import type { Placeable } from "../bindings/Placeable";
import { ranked } from "./search";

const kind = (id: string, ja: string, en: string, also = ""): Placeable => ({
  id,
  title: { ja, en },
  help: { ja: "", en: "" },
  also,
  category: "flow",
  way_in: true,
  ways: [],
  form: [],
});
const KINDS = [
  kind("flow.end", "終了", "End"),
  kind("message", "メッセージ送信", "Message", "mail メール"),
  kind("wait.time", "待機", "Wait", "タイマー"),
];
const ids = (query: string, recent: string[] = []) => ranked(KINDS, query, recent).map((kind) => kind.id);

test("めーる, メール, meru and mail find the same step", () => {
  for (const query of ["めーる", "メール", "meru", "mail", "ﾒｰﾙ", "messe"])
    expect(ids(query)[0]).toBe("message");
  expect(ids("taima")).toEqual(["wait.time"]);
  expect(ids("zzz")).toEqual([]);
});

test("a title counts more than another word, and letters in their order count last", () => {
  expect(ids("e")).toEqual(["flow.end", "message", "wait.time"]);
  expect(ids("msg")).toEqual(["message"]);
  expect(ids("ge")).toEqual(["message"]);
});

test("a title is found by its sound", () => {
  for (const query of ["たいき", "タイキ", "ﾀｲｷ", "taiki", "ｔａｉｋｉ"])
    expect(ids(query)[0], query).toBe("wait.time");
  for (const query of ["しゅうりょう", "shuuryou", "syuuryou"])
    expect(ids(query), query).toEqual(["flow.end"]);
});

test("what was placed last comes first", () => {
  expect(ids("", ["wait.time", "message"])).toEqual(["wait.time", "message", "flow.end"]);
});
