import { expect, test } from "vitest";
import { readLength, writeLength } from "./length";

test("a length is a number of one unit", () => {
  expect(readLength("3d")).toEqual({ count: 3, unit: "d" });
  expect(readLength("1h 30m")).toEqual({ count: 90, unit: "m" });
  expect(readLength("45 min")).toEqual({ count: 45, unit: "m" });
  expect(readLength("２ｗ")).toEqual({ count: 2, unit: "w" });
});

test("what is no length of one unit stays text", () => {
  for (const text of ["", "soon", "1d 2h", "3", "3x", "250ms", "-3d"])
    expect(readLength(text), text).toBeNull();
});

test("what is written is read again", () => {
  for (const unit of ["w", "d", "h", "m", "s"] as const)
    expect(readLength(writeLength({ count: 7, unit }))).toEqual({ count: 7, unit });
});
