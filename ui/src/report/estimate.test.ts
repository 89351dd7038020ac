import { describe, expect, it } from "vitest";
import { decimalsFor, valueIn } from "./estimate";

describe("estimates", () => {
  it("have the digits that their interval deserves", () => {
    expect([25, 3, 0.4, 0.04].map(decimalsFor)).toEqual([0, 1, 2, 3]);
    expect(valueIn("en", { unit: "share", low: 0.27027, high: 0.28448 }, 0.277376)).toBe("27.74%");
    expect(valueIn("en", { unit: "per_customer", low: 1.51184, high: 1.53916 }, 1.5255)).toBe("1.526");
    expect(valueIn("ja", { unit: "JPY", low: 3454.4, high: 3718.3 }, 3586.36)).toBe("￥3,586");
    expect(valueIn("en", { unit: "JPY", low: null, high: null }, 895.79)).toBe("¥896");
  });
});
