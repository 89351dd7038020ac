import { expect, test } from "vitest";
import type { Card } from "../bindings/Card";
import type { Drawing } from "../bindings/Drawing";
import { readingOrder, step } from "./walk";

const words = { ja: "", en: "" };
const card = (way_in: boolean, ...ports: string[]): Card => ({
  title: words,
  category: null,
  sentence: words,
  way_in,
  ways: ports.map((port) => ({ port, words, role: "flow", ends: false })),
});
const CARDS = {
  z_in: card(false, "out"),
  b_branch: card(true, "yes", "maybe", "no"),
  a_yes: card(true, "done"),
  c_no: card(true, "done"),
  d_end: card(true),
  e_alone: card(true, "done"),
};
const DRAWING: Drawing = {
  id: "jny_x",
  name: "",
  note: "",
  settings: {},
  nodes: Object.fromEntries(Object.keys(CARDS).map((id) => [id, { kind: "message" }])),
  edges: {
    z_in: { out: "b_branch" },
    b_branch: { no: "c_no", yes: "a_yes" },
    a_yes: { done: "d_end" },
    c_no: { done: "d_end" },
  },
  layout: {},
};
const go = (
  id: string,
  toward: Parameters<typeof step>[3],
  came: { from: string; port: string } | null = null,
) => step(DRAWING, CARDS, id, toward, came)?.to ?? null;

test("right and left go along the wires, the first way first", () => {
  expect([go("z_in", "right"), go("b_branch", "right"), go("d_end", "right")]).toEqual([
    "b_branch",
    "a_yes",
    null,
  ]);
  expect([go("a_yes", "left"), go("z_in", "left")]).toEqual(["b_branch", null]);
});

test("left goes back by the way one came", () => {
  expect(go("d_end", "left", { from: "c_no", port: "done" })).toBe("c_no");
  expect(go("d_end", "left", { from: "a_yes", port: "done" })).toBe("a_yes");
});

test("up and down go between the ways of one step, in their order", () => {
  expect([go("a_yes", "down"), go("c_no", "up"), go("a_yes", "up"), go("c_no", "down")]).toEqual([
    "c_no",
    "a_yes",
    null,
    null,
  ]);
});

test("what nothing leads to stands beside each other", () => {
  expect([go("z_in", "down"), go("e_alone", "up")]).toEqual(["e_alone", "z_in"]);
});

test("steps are read from the start along the wires", () => {
  expect(readingOrder(DRAWING, CARDS)).toEqual(["z_in", "b_branch", "a_yes", "c_no", "d_end", "e_alone"]);
});
