import { expect, test } from "vitest";
import { aligned } from "./align";
import type { Box } from "./room";

const box = (x: number, y: number, height = 100): Box => ({ x, y, width: 232, height });
const steps = new Map([
  ["a", box(0, 0)],
  ["b", box(304, 80, 60)],
  ["c", box(1000, 40)],
]);

test("steps line up at an edge or at their middle, and those that stay are left out", () => {
  expect(aligned(steps, "left")).toEqual({ b: { x: 0, y: 80 }, c: { x: 0, y: 40 } });
  expect(aligned(steps, "right")).toEqual({ a: { x: 1000, y: 0 }, b: { x: 1000, y: 80 } });
  expect(aligned(steps, "top")).toEqual({ b: { x: 304, y: 0 }, c: { x: 1000, y: 0 } });
  expect(aligned(steps, "bottom")).toEqual({ a: { x: 0, y: 40 } });
  expect(aligned(steps, "middle")).toEqual({
    a: { x: 0, y: 24 },
    b: { x: 304, y: 40 },
    c: { x: 1000, y: 24 },
  });
});

test("gaps become equal between the first and the last", () => {
  expect(aligned(steps, "across")).toEqual({ b: { x: 504, y: 80 } });
  expect(aligned(new Map([...steps].slice(0, 2)), "across")).toEqual({});
});
