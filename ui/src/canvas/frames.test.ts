import { expect, test } from "vitest";
import { following, frameEdits, frameOf, groupsOf, hiddenBy, notesOf, stepsIn } from "./frames";

const LAYOUT = {
  notes: {
    note_a: { x: 0, y: 0, width: 160, height: 96, text: "あ", tint: "blue", author: "someone" },
    note_b: { x: 0, y: 0, width: 160, height: 96, tint: "plaid" },
    note_c: { x: "left" },
  },
  groups: {
    grp_a: { x: 0, y: 0, width: 500, height: 300, name: "夜" },
    grp_b: { x: 0, y: 400, width: 500, height: 300, name: "朝", collapsed: ["c", "gone"] },
  },
};
const box = (x: number, y: number) => ({ x, y, width: 232, height: 100 });
const BOXES = new Map([
  ["a", box(0, 0)],
  ["b", box(400, 0)],
  ["c", box(2000, 2000)],
]);

test("what cannot be read is not shown, and what is missing is usual", () => {
  expect(notesOf(LAYOUT).map(({ id, text, tint }) => [id, text, tint])).toEqual([
    ["note_a", "あ", "blue"],
    ["note_b", "", "amber"],
  ]);
  expect(groupsOf({ groups: [] })).toEqual([]);
});

test("a frame holds the steps whose middle stands in it; a collapsed one those it hides", () => {
  const [open, collapsed] = groupsOf(LAYOUT);
  expect(open && stepsIn(open, BOXES)).toEqual(["a"]);
  expect(collapsed && stepsIn(collapsed, BOXES)).toEqual(["c"]);
  expect(hiddenBy(groupsOf(LAYOUT)).get("c")).toBe("grp_b");
});

test("a frame around steps holds them", () => {
  const frame = { id: "grp_x", name: "", collapsed: null, ...frameOf([box(0, 0), box(400, 0)]) };
  expect(stepsIn(frame, BOXES)).toEqual(["a", "b"]);
});

test("only the fields that change are written", () => {
  expect(frameEdits("note_a", { x: 8, collapsed: undefined })).toEqual([
    { edit: "set_layout", pointer: "/notes/note_a/x", value: 8 },
    { edit: "set_layout", pointer: "/notes/note_a/collapsed" },
  ]);
});

test("a frame goes along with all it holds, grows with some of it, and stays where nothing of it goes", () => {
  const layout = {
    groups: {
      grp_all: { x: 380, y: -40, width: 280, height: 200, name: "" },
      grp_some: { x: -20, y: -40, width: 700, height: 200, name: "" },
      grp_none: { x: 1900, y: 1900, width: 500, height: 500, name: "" },
    },
  };
  expect(following(layout, BOXES, { b: { x: 720, y: 0 } })).toEqual([
    { edit: "set_layout", pointer: "/groups/grp_all/x", value: 700 },
    { edit: "set_layout", pointer: "/groups/grp_some/width", value: 1020 },
  ]);
});
