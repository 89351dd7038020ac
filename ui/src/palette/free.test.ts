import { expect, test } from "vitest";
import { free } from "./free";

test("a new step never stands on another", () => {
  const box = { x: 0, y: 0, width: 232, height: 100 };
  expect(free({ x: 300, y: 0 }, 84, [box])).toEqual({ x: 300, y: 0 });
  expect(free({ x: 100, y: 50 }, 84, [box])).toEqual({ x: 100, y: 140 });
  const below = { x: 0, y: 140, width: 232, height: 60 };
  expect(free({ x: 100, y: 50 }, 84, [below, box])).toEqual({ x: 100, y: 240 });
});
