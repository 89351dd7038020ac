// What is found in the help, and how one goes through it.
import { beforeEach, expect, test } from "vitest";
import type { Page } from "../bindings/Page";
import { found, goBack, read, useHelp } from "./help";

const page = (id: string, title: string, text: string): Page => ({
  id,
  about: { kind: "wait" },
  title,
  blocks: [{ block: "paragraph", spans: [{ span: "text", text }] }],
  linked_from: [],
});

const PAGES = [page("wait.time", "待機", "時間を置きます"), page("no_goal", "目標がない", "待機の話もする")];

beforeEach(() => useHelp.setState({ trail: [], query: "" }));

test("a title counts for more than what a page says", () => {
  const ids = (query: string) => found(PAGES, query).map(({ id }) => id);
  expect(ids("待機")).toEqual(["wait.time", "no_goal"]);
  expect(ids("no_goal")).toEqual(["no_goal"]);
  expect(ids("")).toEqual(["wait.time", "no_goal"]);
  expect(ids("請求書")).toEqual([]);
});

test("the way back leads through every page that was read, to the list", () => {
  for (const id of ["wait.time", "wait.time", "no_goal"]) read(id);
  expect(useHelp.getState().trail).toEqual(["wait.time", "no_goal"]);
  goBack();
  expect(useHelp.getState().trail).toEqual(["wait.time"]);
  goBack();
  goBack();
  expect(useHelp.getState().trail).toEqual([]);
});
