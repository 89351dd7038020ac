import { expect, test } from "vitest";
import { type Box, kinOf, room } from "./room";

const box = (x: number, y = 0): Box => ({ x, y, width: 232, height: 100 });

test("later steps shift by what is needed, and the others stay", () => {
  const edges = { a: { out: "b" }, b: { out: "c" }, x: { out: "c" } };
  const boxes = new Map([
    ["a", box(0)],
    ["b", box(320)],
    ["c", box(640)],
    ["x", box(320, 400)],
  ]);
  const made = room(edges, boxes, "a", "b");
  expect(made.place).toEqual({ x: 320, y: 0 });
  expect(made.moves).toEqual({ b: { x: 640, y: 0 }, c: { x: 960, y: 0 } });
});

test("where there is room, nothing moves", () => {
  const boxes = new Map([
    ["a", box(0)],
    ["b", box(800, 80)],
  ]);
  const made = room({ a: { out: "b" } }, boxes, "a", "b");
  expect(made).toEqual({ place: { x: 400, y: 40 }, moves: {} });
});

test("a way back gets its step below, and nothing moves", () => {
  const edges = { a: { out: "b" }, b: { again: "a" } };
  const boxes = new Map([
    ["a", box(0)],
    ["b", box(320)],
  ]);
  expect(room(edges, boxes, "b", "a")).toEqual({ place: { x: 160, y: 144 }, moves: {} });
});

test("a loop never moves the step it starts at", () => {
  const edges = { a: { out: "b" }, b: { again: "a" } };
  const boxes = new Map([
    ["a", box(0)],
    ["b", box(240)],
  ]);
  expect(Object.keys(room(edges, boxes, "a", "b").moves)).toEqual(["b"]);
});

test("kin are the steps before and behind, not those beside", () => {
  const edges = { a: { x: "b", y: "c" }, b: { out: "d" }, c: { out: "e" } };
  expect([...kinOf(edges, "b")].sort()).toEqual(["a", "b", "d"]);
});
