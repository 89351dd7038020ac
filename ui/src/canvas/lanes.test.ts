import { expect, test } from "vitest";
import type { Drawing } from "../bindings/Drawing";
import type { Stage } from "../bindings/Stage";
import { astray, intoLanes, lanesOf, stageEdits } from "./lanes";

const drawing = (stages: Record<string, Stage | undefined>, layout: Drawing["layout"] = {}): Drawing => ({
  id: "jny_x",
  name: "x",
  note: "",
  settings: {},
  nodes: Object.fromEntries(
    Object.entries(stages).map(([id, stage]) => [
      id,
      stage ? { kind: "message", stage } : { kind: "message" },
    ]),
  ),
  edges: {},
  layout,
});
const high = () => 100;

test("lanes stand one under the other, as high as the document says", () => {
  const lanes = lanesOf({ lanes: { consideration: 400, use: "tall" } });
  expect(lanes.map((lane) => lane.top)).toEqual([0, 240, 640, 880, 1120, 1360]);
});

test("a step takes the stage of the lane that its middle stands in, and loses it outside", () => {
  const journey = drawing({ a: undefined, b: "awareness", c: "use" });
  const at = (y: number) => ({ x: 0, y });
  expect(stageEdits(journey, { a: at(200), b: at(8), c: at(-200) }, high)).toEqual([
    { edit: "set_field", node: "a", pointer: "/stage", value: "consideration" },
    { edit: "set_field", node: "c", pointer: "/stage" },
  ]);
});

test("arranged into lanes, every step stands in its own and none on another", () => {
  const journey = drawing({ a: "awareness", b: "purchase", c: "purchase", d: "purchase", e: undefined });
  const arranged = new Map(["a", "b", "c", "d", "e"].map((id, index) => [id, { x: 0, y: index * 8 }]));
  const { positions, edits } = intoLanes(journey, arranged, high);
  expect(edits).toEqual([{ edit: "set_layout", pointer: "/lanes/purchase", value: 464 }]);
  const after = { ...journey, layout: { lanes: { purchase: 464 } } };
  expect(astray(after, new Map(Object.entries(positions)), high)).toBe(0);
  expect(stageEdits(after, positions, high)).toEqual([]);
  expect(positions.c?.y).toBe((positions.b?.y ?? 0) + 144);
  expect(astray(journey, arranged, high)).toBe(3);
});
