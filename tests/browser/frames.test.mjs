// Stories of notes and groups: each gesture is one step, kept in the layout; what the layout holds besides stays.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { stories } from "./story.mjs";

const JOURNEY = {
  format: "tabiji.journey",
  version: 1,
  id: "jny_frames",
  name: "枠",
  nodes: {
    nod_in: { kind: "entry.event", name: "入る" },
    nod_wait: { kind: "wait.time", name: "待つ" },
    nod_mail: { kind: "message", name: "知らせる" },
    nod_end: { kind: "flow.end", name: "終わる" },
  },
  edges: { nod_in: { out: "nod_wait" }, nod_wait: { done: "nod_mail" }, nod_mail: { sent: "nod_end" } },
  layout: {
    nodes: { nod_in: { x: 0, y: 0 }, nod_wait: { x: 320, y: 0 }, nod_mail: { x: 640, y: 0 }, nod_end: { x: 960, y: 0 } },
    notes: { note_old: { x: 0, y: 240, width: 200, height: 120, text: "前からある付箋", tint: "blue", author: "佐藤" } },
    rulers: [8, 16],
  },
};

const { stage, page, story } = await stories(JOURNEY);

const note = (text) => page.locator(".react-flow__node-note", { hasText: text });
const layout = async () => (await kept(page)).drawing.layout;

async function drag(from, to) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
  await page.waitForTimeout(200);
}

test("a note is placed by key and typed into; both are steps", async () => {
  const placed = await story.oneStep(async () => {
    await page.locator("body").press("Shift+N");
    await page.getByRole("textbox", { name: "付箋の文章" }).first().waitFor();
  });
  const typed = await story.oneStep(async () => {
    await page.keyboard.insertText("あとで確かめる <b>太字ではない</b>");
    await page.keyboard.press("Escape");
    await note("<b>太字ではない</b>").waitFor();
  });
  assert.equal(Object.keys(placed.later.drawing.layout.notes).length, 2);
  await story.thereAndBack(typed);
});

test("a double click on a note edits it; what it holds besides stays", async () => {
  const made = await story.oneStep(async () => {
    await note("前からある付箋").dblclick();
    await page.locator(".react-flow__node-note textarea").fill("書き直した付箋");
    await page.keyboard.press("Escape");
    await note("書き直した付箋").waitFor();
    await page.waitForTimeout(200);
  });
  const { notes, rulers } = made.later.drawing.layout;
  assert.deepEqual(notes.note_old, { ...JOURNEY.layout.notes.note_old, text: "書き直した付箋" });
  assert.deepEqual(rulers, [8, 16]);
  await story.thereAndBack(made);
});

test("a note's tint and text are set by clicks alone", async () => {
  await note("書き直した付箋").click();
  const made = await story.oneStep(async () => {
    await page.getByRole("combobox", { name: "色", exact: true }).click();
    await page.getByRole("option", { name: "緑" }).click();
    await page.waitForTimeout(200);
  });
  assert.equal(made.later.drawing.layout.notes.note_old.tint, "green");
  await story.thereAndBack(made);
});

test("a note is moved and resized, each one step", async () => {
  const box = await note("書き直した付箋").boundingBox();
  const moved = await story.oneStep(() => drag({ x: box.x + 60, y: box.y + 60 }, { x: box.x + 60, y: box.y + 100 }));
  assert.ok(moved.later.drawing.layout.notes.note_old.y > 240);
  await story.thereAndBack(moved);
  const corner = page.locator(".react-flow__resize-control.handle.bottom.right");
  await note("書き直した付箋").click();
  const at = await corner.boundingBox();
  const resized = await story.oneStep(() => drag({ x: at.x + 2, y: at.y + 2 }, { x: at.x + 82, y: at.y + 42 }));
  const { width, height } = resized.later.drawing.layout.notes.note_old;
  assert.ok(width > 200 && height > 120, `${width} × ${height}`);
  await story.thereAndBack(resized);
});

test("a note is deleted by key", async () => {
  await note("書き直した付箋").click();
  const made = await story.oneStep(() => page.keyboard.press("Delete"));
  assert.equal(made.later.drawing.layout.notes.note_old, undefined);
  await story.thereAndBack(made);
  await story.takenBack();
});

test("a frame is drawn around the selected steps, and named", async () => {
  await story.node("待つ").click();
  await page.keyboard.down("Shift");
  await story.node("知らせる").click();
  await page.keyboard.up("Shift");
  const drawn = await story.oneStep(async () => {
    await page.keyboard.press("Control+g");
    await page.locator(".react-flow__node-frame").waitFor();
  });
  await story.thereAndBack(drawn);
  await page.locator(".group-handle").click({ position: { x: 120, y: 12 } });
  const named = await story.oneStep(async () => {
    await page.getByRole("textbox", { name: "グループの名前" }).fill("夜の連絡");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "夜の連絡" }).waitFor();
  });
  assert.equal(Object.values(named.later.drawing.layout.groups)[0].name, "夜の連絡");
  await story.thereAndBack(named);
});

test("moving the frame moves what is in it, and nothing else", async () => {
  const made = await story.oneStep(async () => {
    const box = await page.locator(".group-handle").boundingBox();
    await drag({ x: box.x + 150, y: box.y + 16 }, { x: box.x + 150, y: box.y + 96 });
  });
  const [before, after] = [made.earlier.drawing.layout, made.later.drawing.layout];
  const [frame] = Object.keys(after.groups);
  const by = after.groups[frame].y - before.groups[frame].y;
  assert.ok(by > 40);
  for (const id of ["nod_wait", "nod_mail"]) assert.equal(after.nodes[id].y, before.nodes[id].y + by, id);
  for (const id of ["nod_in", "nod_end"]) assert.deepEqual(after.nodes[id], before.nodes[id]);
  await story.thereAndBack(made);
});

test("a frame grows with a step that is put between its own, in the same step", async () => {
  const made = await story.oneStep(async () => {
    const [wait, mail] = [await story.node("待つ").boundingBox(), await story.node("知らせる").boundingBox()];
    const handle = await story.node("知らせる").locator(".react-flow__handle.target").boundingBox();
    const y = handle.y + handle.height / 2;
    await page.mouse.move((wait.x + wait.width + mail.x) / 2, y, { steps: 3 });
    await page.getByRole("button", { name: "間にステップを入れる" }).click();
    await page.keyboard.insertText("分岐");
    await page.locator("[data-pick=branch]").click();
    await page.waitForTimeout(200);
  });
  const [before, after] = [made.earlier.drawing.layout, made.later.drawing.layout];
  const [frame] = Object.keys(after.groups);
  const shift = after.nodes.nod_mail.x - before.nodes.nod_mail.x;
  assert.ok(shift > 200, `${shift}`);
  assert.deepEqual(after.groups[frame], { ...before.groups[frame], width: before.groups[frame].width + shift });
  await story.thereAndBack(made);
  await story.takenBack();
});

test("tidying takes the frame along, in the same step", async () => {
  const made = await story.oneStep(async () => {
    await page.getByRole("button", { name: "整列" }).click();
    await page.waitForTimeout(1500);
  });
  const { nodes, groups } = made.later.drawing.layout;
  const [frame] = Object.values(groups);
  for (const id of ["nod_wait", "nod_mail"])
    assert.ok(nodes[id].x >= frame.x && nodes[id].y >= frame.y && nodes[id].x + 232 <= frame.x + frame.width, id);
  await story.thereAndBack(made);
  await story.takenBack();
  await page.waitForTimeout(400);
});

test("a group collapses to one card that the wires lead to, and expands again", async () => {
  await page.locator(".group-handle").click({ position: { x: 120, y: 12 } });
  const made = await story.oneStep(async () => {
    await page.keyboard.press("Control+Shift+g");
    await page.getByRole("article", { name: "夜の連絡" }).waitFor();
  });
  assert.deepEqual(Object.values(made.later.drawing.layout.groups)[0].collapsed, ["nod_mail", "nod_wait"]);
  assert.equal(await story.node("待つ").count(), 0);
  assert.equal(await page.locator(".react-flow__edge").count(), 2, "one way in, one way out");
  await story.thereAndBack(made);
  const opened = await story.oneStep(async () => {
    await page.getByRole("button", { name: "グループを開く" }).first().click();
    await story.node("待つ").waitFor();
  });
  assert.deepEqual(opened.later.drawing, made.earlier.drawing);
});

test("a frame that is deleted leaves its steps", async () => {
  await page.locator(".group-handle").click({ position: { x: 120, y: 12 } });
  const made = await story.oneStep(() => page.keyboard.press("Delete"));
  assert.deepEqual(made.later.drawing.layout.groups, {});
  assert.equal(Object.keys(made.later.drawing.nodes).length, 4);
  await story.thereAndBack(made);
});

test("all of it is there after the program was killed", async () => {
  const before = await layout();
  await stage.restart();
  await story.node("待つ").waitFor();
  assert.deepEqual(await layout(), before);
  await note("あとで確かめる").waitFor();
});

test("the page complained of nothing", () => {
  assert.deepEqual(stage.complaints, []);
});
