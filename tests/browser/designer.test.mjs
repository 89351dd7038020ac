// Stories of the designer in a browser, on the real core: each gesture is exactly one step that can be undone, and kept.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { kept, open } from "./stage.mjs";
import { storyOn } from "./story.mjs";

let stage;
let page;
let saved;
let node;
let oneStep;
let thereAndBack;

before(async () => {
  stage = await open();
  page = stage.page;
  ({ saved, node, oneStep, thereAndBack } = storyOn(page));
  await page.getByRole("button", { name: /空のキャンバスから始める/ }).click();
  await page.getByRole("heading", { name: "最初のステップを置きましょう" }).waitFor();
});

after(async () => {
  await stage.close();
});

test("a click in the palette adds a step", async () => {
  const made = await oneStep(() => page.locator("[data-kind='entry.event']").click());
  assert.equal(Object.keys(made.later.drawing.nodes).length, 1);
  await thereAndBack(made);
});

test("a step dragged from the palette stands where it is dropped", async () => {
  const made = await oneStep(async () => {
    await page.locator("[data-kind=message]").hover();
    await page.mouse.down();
    await page.mouse.move(700, 250, { steps: 8 });
    await page.mouse.up();
  });
  const [id] = Object.keys(made.later.drawing.nodes).filter((id) => !made.earlier.drawing.nodes[id]);
  assert.equal(made.later.drawing.nodes[id].kind, "message");
  const box = await node("メッセージ送信").boundingBox();
  assert.ok(Math.abs(box.x + box.width / 2 - 700) < 12, `dropped at ${box.x}`);
  await thereAndBack(made);
});

test("a drag from a port to a step connects them", async () => {
  const made = await oneStep(async () => {
    const port = node("イベントで開始").locator(".react-flow__handle.source");
    const target = await node("メッセージ送信").locator(".react-flow__handle.target").boundingBox();
    await port.hover();
    await page.mouse.down();
    await page.mouse.move(target.x - 30, target.y + 12, { steps: 6 });
    await page.mouse.move(target.x + 12, target.y + 12, { steps: 6 });
    await page.mouse.up();
  });
  assert.equal(Object.keys(made.later.drawing.edges).length, 1);
  await thereAndBack(made);
});

test("a way out is connected without dragging", async () => {
  await page.locator("[data-kind='flow.end']").click();
  await node("終了").waitFor();
  await node("メッセージ送信").click();
  const made = await oneStep(async () => {
    await page.getByRole("combobox", { name: "送信済み" }).click();
    await page.getByRole("option", { name: "終了", exact: true }).click();
  });
  const targets = Object.values(made.later.drawing.edges).flatMap((ports) => Object.keys(ports));
  assert.ok(targets.includes("sent"));
  await thereAndBack(made);
});

test("a drag moves a step onto the grid", async () => {
  const made = await oneStep(async () => {
    const box = await node("メッセージ送信").boundingBox();
    await page.mouse.move(box.x + 100, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 100, box.y + 140, { steps: 10 });
    await page.mouse.up();
  });
  const places = Object.values(made.later.drawing.layout.nodes);
  assert.ok(places.every(({ x, y }) => x % 8 === 0 && y % 8 === 0));
  assert.notDeepEqual(made.later.drawing.layout, made.earlier.drawing.layout);
  await thereAndBack(made);
});

test("a name is typed, in the language of the screen", async () => {
  await node("メッセージ送信").click();
  const made = await oneStep(async () => {
    await page.getByRole("textbox", { name: "名前", exact: true }).fill("ようこそ");
    await page.getByRole("textbox", { name: "名前", exact: true }).press("Enter");
    await node("ようこそ").waitFor();
  });
  await thereAndBack(made);
});

test("a setting is chosen in the inspector", async () => {
  await node("ようこそ").click();
  const made = await oneStep(async () => {
    await page.getByRole("combobox", { name: "チャネル" }).click();
    await page.getByRole("option", { name: "LINE" }).click();
    await node("ようこそ").getByText("LINEで送信").waitFor();
  });
  await thereAndBack(made);
});

test("everything acknowledged is there after the program was killed", async () => {
  const earlier = await kept(page);
  await stage.restart();
  await node("ようこそ").waitFor();
  const later = await kept(page);
  assert.deepEqual(later.drawing, earlier.drawing);
  assert.equal(later.steps, earlier.steps);
});

test("tidying everything is one step", async () => {
  const made = await oneStep(async () => {
    await page.getByRole("button", { name: "整列" }).click();
    await page.waitForTimeout(1500);
  });
  assert.notDeepEqual(made.later.drawing.layout, made.earlier.drawing.layout);
  await thereAndBack(made);
});

test("a step is placed by key", async () => {
  const made = await oneStep(async () => {
    await page.locator("[data-kind='wait.time']").focus();
    await page.keyboard.press("Enter");
  });
  await node("待機").waitFor();
  await thereAndBack(made);
});

test("a selected step is duplicated by key, under a new id", async () => {
  await node("ようこそ").click();
  const made = await oneStep(() => page.keyboard.press("Control+d"));
  const count = ({ drawing }) => Object.keys(drawing.nodes).length;
  assert.equal(count(made.later), count(made.earlier) + 1);
  await thereAndBack(made);
  await page.keyboard.press("Control+z");
  await saved();
});

test("undo and redo by key take the same steps", async () => {
  const start = await kept(page);
  await page.keyboard.press("Control+z");
  await saved();
  await page.waitForTimeout(150);
  const undone = await kept(page);
  assert.equal(undone.steps, start.steps - 1);
  await page.keyboard.press("Control+Shift+z");
  await saved();
  await page.waitForTimeout(150);
  assert.deepEqual((await kept(page)).drawing, start.drawing);
});

test("keys in a text field belong to the text", async () => {
  await node("ようこそ").click();
  const earlier = await kept(page);
  const field = page.getByRole("textbox", { name: "名前", exact: true });
  await field.press("End");
  await field.press("Backspace");
  await field.fill("ようこそ");
  await field.blur();
  await page.waitForTimeout(700);
  assert.deepEqual((await kept(page)).drawing.nodes, earlier.drawing.nodes);
});

test("a selected step is deleted by key, with its wires", async () => {
  await node("ようこそ").click();
  const made = await oneStep(() => page.keyboard.press("Delete"));
  assert.deepEqual(made.later.drawing.edges, {});
  await thereAndBack(made);
});

test("a problem is mended by one click", async () => {
  await page.locator("footer").getByRole("button").first().click();
  const fixes = page.getByRole("button", { name: /^直す/ });
  const before = await fixes.count();
  const made = await oneStep(() => fixes.first().click());
  assert.ok((await fixes.count()) < before);
  await thereAndBack(made);
});

test("the page complained of nothing", () => {
  assert.deepEqual(stage.complaints, []);
});
