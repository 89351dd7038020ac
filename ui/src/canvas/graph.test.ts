import { expect, test } from "vitest";
import type { Drawing } from "../bindings/Drawing";
import { placesOf, snapped, wireId, wireOf, wiresOf } from "./graph";

const drawing = {
  id: "jny_a",
  name: "a",
  note: "",
  settings: {},
  nodes: { a: { kind: "flow.end" }, b: { kind: "flow.end" } },
  edges: { a: { "out: x": "b", gone: "c" }, d: { out: "a" } },
  layout: { nodes: { a: { x: 1, y: 2 }, b: { x: "left" } } },
} satisfies Drawing;

test("a wire's id tells where it starts, whatever a port is called", () => {
  for (const port of ["out", "a b", '"x"', "日本", "a:b|c"]) {
    expect(wireOf(wireId("nod_1", port))).toEqual({ from: "nod_1", port });
  }
});

test("wires that lead to no step, or from none, are not drawn", () => {
  expect(wiresOf(drawing).map((wire) => [wire.source, wire.sourceHandle, wire.target])).toEqual([
    ["a", "out: x", "b"],
  ]);
});

test("a place that is no place is none", () => {
  expect([...placesOf(drawing)]).toEqual([["a", { x: 1, y: 2 }]]);
});

test("places snap to the grid of 8", () => {
  expect(snapped({ x: 11, y: -5 })).toEqual({ x: 8, y: -8 });
});
