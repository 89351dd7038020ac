import { expect, test } from "vitest";
import type { Applied } from "../bindings/Applied";
import type { Change } from "../bindings/Change";
import type { Opened } from "../bindings/Opened";
import { afterApplied } from "./patch";

const opened: Opened = {
  document: "doc_1",
  revision: 3,
  file: null,
  drawing: {
    id: "jny_a",
    name: "a",
    note: "",
    settings: { lifetime: "3d" },
    nodes: { a: { kind: "flow.end" }, b: { kind: "flow.end" } },
    edges: { a: { out: "b" } },
    layout: { nodes: { a: { x: 0, y: 0 } } },
  },
  cards: {},
  undo: null,
  redo: null,
  findings: [],
};

function after(...patch: Change[]): Opened {
  const applied: Applied = { revision: 4, patch, cards: {}, undo: "x", redo: null, findings: [] };
  return afterApplied(opened, applied);
}

test("records are replaced as a whole, and the others stay the same objects", () => {
  const next = after({ key: { record: "node", id: "b" }, after: { kind: "message", name: "Hi" } });
  expect(next.drawing.nodes.b).toEqual({ kind: "message", name: "Hi" });
  expect(next.drawing.nodes.a).toBe(opened.drawing.nodes.a);
  expect([next.revision, next.undo]).toEqual([4, "x"]);
});

test("a record without an after is gone", () => {
  const next = after(
    { key: { record: "node", id: "b" }, before: {} },
    { key: { record: "edges", node: "a" }, before: {} },
    { key: { record: "setting", section: "lifetime" }, before: "3d" },
    { key: { record: "layout_entry", section: "nodes", entry: "a" }, before: {} },
  );
  expect(next.drawing.nodes).toStrictEqual({ a: { kind: "flow.end" } });
  expect(next.drawing.edges).toStrictEqual({});
  expect(next.drawing.settings).toStrictEqual({});
  expect(next.drawing.layout).toStrictEqual({ nodes: {} });
});

test("the head changes name and note together", () => {
  const next = after({ key: { record: "head" }, after: { id: "jny_a", name: { ja: "旅" }, note: "n" } });
  expect([next.drawing.name, next.drawing.note]).toEqual([{ ja: "旅" }, "n"]);
});
