// Stories of readiness: what blocks publishing, a way to each, and plainly when all is ready.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stories } from "./story.mjs";

const { page, story, stage } = await stories();

const codes = () => page.locator("[data-obstacle]").evaluateAll((rows) => rows.map((row) => row.dataset.obstacle));
const until = (code, there) =>
  page.waitForFunction(
    ([code, there]) => (document.querySelector(`[data-obstacle="${code}"]`) !== null) === there, [code, there], { timeout: 180_000 });
const row = (code) => page.locator(`[data-obstacle="${code}"]`).first();
const panel = async () => {
  await page.locator("body").press("Control+k");
  await page.keyboard.insertText("公開の準備");
  await page.keyboard.press("Enter");
  await page.locator("[data-ready]").waitFor();
};

test("from the command palette: what was never rehearsed is not ready, and one click rehearses", async () => {
  await panel();
  await until("no_rehearsal", true);
  assert.equal(await page.locator("[data-ready]").getAttribute("data-ready"), "false");
  await page.getByRole("button", { name: /公開の準備を確かめる: 公開の前に1件/ }).waitFor();
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/readiness-before.png` });
  await row("no_rehearsal").getByRole("button", { name: "リハーサルする" }).click();
  await until("no_rehearsal", false);
  await until("no_coverage", false);
  await page.locator('[data-phase="done"]').waitFor({ timeout: 180_000 });
});

test("what is left is worth a look, and each leads to its page", async () => {
  await page.waitForTimeout(600);
  const left = await codes();
  assert.ok(left.includes("guessed"), left.join());
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/readiness-after.png` });
  await row("guessed").getByRole("button", { name: "ページを見る" }).click();
  await page.getByRole("heading", { name: "結果は何に支えられているか。" }).waitFor();
  await page.getByRole("button", { name: "図に戻る" }).click();
});

test("an edit that leaves errors blocks, and leads to the problems; taking it back is ready again", async () => {
  await page.locator("#step-nod_first_hour header").evaluate((element) => element.click());
  await story.oneStep(async () => {
    await page.locator("body").press("Delete");
  });
  await page.getByRole("button", { name: /公開の準備を確かめる: 公開の前に/ }).waitFor();
  if ((await page.locator("[data-ready]").count()) === 0) await panel();
  await until("errors", true);
  await row("errors").getByRole("button", { name: "問題を見る" }).click();
  await page.getByRole("tab", { name: "問題", selected: true }).waitFor();
  await story.takenBack();
  await panel();
  await until("errors", false);
  await until("no_rehearsal", false);
});

test("the page complained of nothing", () => assert.deepEqual(stage.complaints, []));
