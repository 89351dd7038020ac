import { expect, test } from "vitest";
import { gapAt } from "./Dots";
import type { CanvasNode } from "./graph";
import { planOf } from "./MiniMap";
import { same } from "./same";

const note = (x: number, y: number): CanvasNode => ({
  id: `${x}`,
  type: "note",
  position: { x, y },
  width: 100,
  height: 50,
  data: { note: { id: `${x}`, x, y, width: 100, height: 50, text: "", color: "yellow" } as never },
});

test("the map holds everything, in its middle, whatever its shape", () => {
  for (const nodes of [[note(0, 0)], [note(-5000, 0), note(5000, 10)], [note(0, -9000), note(3, 9000)]]) {
    const { scale, left, top } = planOf(nodes);
    for (const { position } of nodes) {
      const [x, y] = [left + position.x * scale, top + position.y * scale];
      expect(x).toBeGreaterThanOrEqual(7.99);
      expect(y).toBeGreaterThanOrEqual(7.99);
      expect(x + 100 * scale).toBeLessThanOrEqual(152.01);
      expect(y + 50 * scale).toBeLessThanOrEqual(92.01);
    }
  }
  expect(planOf([]).shapes).toEqual([]);
});

test("things of one color are one shape", () => {
  expect(planOf([note(0, 0), note(400, 0)]).shapes).toHaveLength(1);
});

test("dots never stand closer than can be told apart", () => {
  for (const zoom of [0.1, 0.25, 0.5, 0.6, 1, 2.5]) expect(gapAt(zoom)).toBeGreaterThanOrEqual(14);
  expect(gapAt(1)).toBe(24);
});

test("the same is what JSON would write alike", () => {
  expect(same({ a: [1, { b: "x" }] }, { a: [1, { b: "x" }] })).toBe(true);
  for (const other of [{ a: [1] }, { a: [1, { b: "y" }] }, { a: [1, { c: "x" }] }, { b: 1 }, null, [], "a"])
    expect(same({ a: [1, { b: "x" }] }, other)).toBe(false);
  expect(same({ a: undefined }, {})).toBe(false);
  expect(same([], {})).toBe(false);
});
