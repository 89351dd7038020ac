import { describe, expect, it } from "vitest";
import type { NodeReport } from "../bindings/report/NodeReport";
import { heatOf, measured, rangeOf } from "./heat";

const node = (given: Partial<NodeReport>): NodeReport => ({
  name: {},
  kind: "message",
  in: 0,
  out: 0,
  ended: 0,
  inside: 0,
  share: 0,
  drop: 0,
  ports: {},
  edges: [],
  wait_ms: { p10: null, p50: null, p90: null },
  cost: 0,
  value: 0,
  sent: 0,
  blocked: {},
  deferred: 0,
  failed: 0,
  errors: 0,
  ...given,
});

/** Contrast after WCAG 2.2. */
function contrast(one: string, two: string): number {
  const light = (color: string) => {
    const parts = color.startsWith("#")
      ? [...color.slice(1)].map((digit) => Number.parseInt(digit + digit, 16))
      : (color.match(/\d+/g) ?? []).map(Number);
    const [red, green, blue] = parts.map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [high, low] = [Math.max(light(one), light(two)), Math.min(light(one), light(two))];
  return (high + 0.05) / (low + 0.05);
}

describe("heat", () => {
  it("can be read at every place", () => {
    for (let place = 0; place <= 1; place += 0.01) {
      const { fill, ink } = heatOf(place);
      expect(contrast(fill, ink), `${place}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("measures nothing where nobody came", () => {
    expect(measured(node({ ports: { out: 0 } }), "drop", 1)).toBeNull();
    expect(measured(node({ in: 7, drop: 1 }), "drop", 1)).toBeNull();
    expect(measured(node({}), "count", 1)).toBe(0);
    expect(measured(undefined, "count", 1)).toBeNull();
  });

  it("has one range for the whole drawing", () => {
    const nodes = [
      node({ in: 40, drop: 0.2, ports: { out: 32 } }),
      node({ in: 10, drop: 0.9, ports: { out: 1 } }),
    ];
    expect(rangeOf(nodes, "count", 4)).toEqual([0, 10]);
    expect(rangeOf(nodes, "drop", 4)).toEqual([0, 1]);
    expect(rangeOf([node({ value: -3 })], "value", 1)).toEqual([-3, 0]);
  });
});
