// A journey of a thousand steps: only what is in sight is in the page, and panning stays smooth. Prints the frames.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "./stage.mjs";
import { opened } from "./story.mjs";

const STEPS = 1000;
const COLUMNS = 50;
const SECONDS = 3;
/** Far below what a quiet machine shows; falling under it means every step is drawn again at every frame. */
const LEAST_FRAMES = 10;

let stage;
let page;

/** Rows of waits, each leading to the next, behind one entry. */
function large() {
  const id = (index) => `nod_${index}`;
  const all = Array.from({ length: STEPS }, (_, index) => index);
  const kind = (index) => (index === 0 ? "entry.event" : index === STEPS - 1 ? "flow.end" : "wait.time");
  const port = (index) => (index === 0 ? "out" : "done");
  const place = (index) => ({ x: (index % COLUMNS) * 320, y: Math.floor(index / COLUMNS) * 160 });
  return {
    format: "tabiji.journey",
    version: 1,
    id: "jny_large",
    name: "大きなジャーニー",
    nodes: Object.fromEntries(all.map((index) => [id(index), { kind: kind(index), name: `ステップ${index}` }])),
    edges: Object.fromEntries(all.slice(0, -1).map((index) => [id(index), { [port(index)]: id(index + 1) }])),
    layout: { nodes: Object.fromEntries(all.map((index) => [id(index), place(index)])) },
  };
}

before(async () => {
  stage = await open();
  page = stage.page;
  await opened(page, large());
  await page.getByRole("article", { name: /「ステップ0」/ }).waitFor();
  await page.waitForTimeout(1000);
});

after(async () => {
  await stage.close();
});

test("only what is in sight is in the page", async () => {
  const drawn = await page.locator(".react-flow__node").count();
  assert.ok(drawn > 5 && drawn < 60, `${drawn} of ${STEPS} steps are drawn`);
});

test("panning stays smooth", async (context) => {
  const pane = await page.locator(".react-flow__pane").boundingBox();
  const at = { x: pane.x + pane.width / 2, y: pane.y + 12 };
  const view = () => page.locator(".react-flow__viewport").evaluate((view) => view.style.transform);
  const earlier = await view();
  await page.evaluate(() => {
    window.frames_ = 0;
    const count = () => {
      window.frames_ += 1;
      window.requestAnimationFrame(count);
    };
    window.requestAnimationFrame(count);
  });
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  const [start, first] = [Date.now(), await page.evaluate(() => window.frames_)];
  for (let turn = 0; Date.now() - start < SECONDS * 1000; turn++) {
    await page.mouse.move(at.x - 300 * Math.sin(turn / 20), at.y + 200 * (1 - Math.cos(turn / 20)));
  }
  const seconds = (Date.now() - start) / 1000;
  const frames = ((await page.evaluate(() => window.frames_)) - first) / seconds;
  await page.mouse.up();
  assert.notEqual(await view(), earlier, "the view moved");
  context.diagnostic(`${STEPS} steps: ${frames.toFixed(0)} frames a second while panning`);
  assert.ok(frames >= LEAST_FRAMES, `${frames.toFixed(0)} frames a second`);
});

test("the page complained of nothing", () => {
  assert.deepEqual(stage.complaints, []);
});
