// What counts as done is what stands in the journey.
import { expect, test } from "vitest";
import type { Opened } from "../bindings/Opened";
import type { Report } from "../bindings/report/Report";
import { useRehearsal } from "../rehearsal/rehearsal";
import { ITEMS } from "./items";

const opened = (parts: object) => {
  const { nodes, edges, findings, undo } = { nodes: {}, edges: {}, findings: [], undo: null, ...parts };
  return { drawing: { nodes, edges }, findings, undo } as unknown as Opened;
};
const done = (parts: object) => ITEMS.filter((item) => item.done(opened(parts))).map(({ id }) => id);

const nodes = { nod_in: { kind: "entry.event" } };

test("an empty journey has only been opened", () => {
  expect(done({})).toEqual(["open"]);
});

test("a sample is whole, and nothing of it is one's own", () => {
  expect(done({ nodes, edges: { nod_in: { out: "nod_end" } } })).toEqual(["open", "connect", "mend"]);
});

test("a step of one's own, then a way, then no errors", () => {
  const wrong = [{ severity: "error" }, { severity: "warning" }];
  expect(done({ nodes, undo: "Add", findings: wrong })).toEqual(["open", "place"]);
  const edges = { nod_in: { out: "nod_end" } };
  expect(done({ nodes, edges, undo: "Connect", findings: wrong })).toEqual(["open", "place", "connect"]);
  expect(done({ nodes, edges, undo: "Write", findings: wrong.slice(1) })).toHaveLength(ITEMS.length - 1);
});

test("what is taken back is not done any more", () => {
  expect(done({ nodes: {}, undo: "Rename" })).toEqual(["open"]);
});

test("what was rehearsed is ticked", () => {
  useRehearsal.setState({ numbers: {} as Report });
  expect(done({})).toEqual(["open", "rehearse"]);
  useRehearsal.getState().forget();
  expect(done({})).toEqual(["open"]);
});
