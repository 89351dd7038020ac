import { expect, test } from "vitest";
import { sheetSize } from "../print/sheet";
import { sharpness } from "./raster";

test("two dots to a pixel, fewer where browsers paint no more", () => {
  expect(sharpness(1000, 500)).toBe(2);
  expect(sharpness(16_000, 500)).toBe(1);
  const huge = sharpness(100_000, 100_000);
  expect((100_000 * huge) ** 2).toBeLessThanOrEqual(120_000_001);
});

test("a sheet is no larger than paper can be and keeps its shape", () => {
  expect(sheetSize({ width: 800, height: 600 })).toEqual({ width: 800, height: 600 });
  expect(sheetSize({ width: 38_400, height: 1_000 })).toEqual({ width: 19_200, height: 500 });
});
