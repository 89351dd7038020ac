// Stories of the panels: dragged, moved by key, hidden, remembered; a window of 1280 × 800 loses nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stories } from "./story.mjs";

const { stage, page } = await stories();

const line = (name) => page.getByRole("separator", { name });
const width = async (name) => Math.round((await page.getByRole("complementary", { name }).boundingBox()).width);

test("a panel is resized by drag", async () => {
  const at = await line("設定の幅").boundingBox();
  await page.mouse.move(at.x, at.y + 200);
  await page.mouse.down();
  await page.mouse.move(at.x - 80, at.y + 200, { steps: 5 });
  await page.mouse.up();
  assert.equal(await width("設定"), 400);
});

test("and by key, within its limits", async () => {
  await line("ステップの一覧の幅").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await width("ステップ"), 256);
  assert.equal(await line("ステップの一覧の幅").getAttribute("aria-valuenow"), "256");
  await page.keyboard.press("Home");
  assert.equal(await width("ステップ"), 176);
  await page.keyboard.press("End");
  assert.equal(await width("ステップ"), 400);
  const canvas = await page.locator(".react-flow").boundingBox();
  assert.ok(canvas.width >= 360, `the canvas keeps ${canvas.width}`);
});

test("a panel is hidden and shown by key, by click, and from its line", async () => {
  const palette = page.getByRole("complementary", { name: "ステップ" });
  await page.locator("body").press("Control+b");
  await palette.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "ステップの一覧を表示・隠す" }).click();
  await palette.waitFor();
  await line("ステップの一覧の幅").focus();
  await page.keyboard.press("Enter");
  await palette.waitFor({ state: "detached" });
});

test("sizes and what is hidden are remembered over a restart", async () => {
  await page.waitForTimeout(500);
  await stage.restart();
  await page.locator(".react-flow__node").first().waitFor();
  assert.equal(await page.getByRole("complementary", { name: "ステップ" }).count(), 0);
  assert.equal(await width("設定"), 400);
  await page.locator("body").press("Control+b");
  assert.equal(await width("ステップ"), 400);
});

test("at 1280 × 800 nothing is cut off, whatever is open", async () => {
  await line("ステップの一覧の幅").dblclick();
  await page.locator("body").press("Control+f");
  const cut = await page.evaluate(() => {
    const all = [...document.querySelectorAll("header button, footer button, aside, [role=tablist] button")];
    return all
      .map((it) => it.getBoundingClientRect())
      .filter(({ left, right, bottom, width }) => width > 0 && (left < 0 || right > 1280.5 || bottom > 800.5)).length;
  });
  assert.equal(cut, 0);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 1280);
});

test("the page complained of nothing", () => {
  assert.deepEqual(stage.complaints, []);
});
