// Stories of snapshots: going back is one step that can be taken back, and a damaged journey is started anew from one.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { stories } from "./story.mjs";

const { stage, page, story } = await stories();
const panel = () => page.getByRole("region", { name: "スナップショット" });
const rows = () => panel().locator("[data-snapshot]");

async function show() {
  await page.locator("body").press("Control+k");
  await page.keyboard.insertText("すなっぷ");
  await page.keyboard.press("Enter");
  await rows().first().waitFor();
}

async function rename(name) {
  const field = page.getByRole("textbox", { name: "ジャーニーの名前" });
  await field.fill(name);
  await field.press("Enter");
  await story.saved();
}

test("a new journey has a snapshot; going back to it is one step, there and back", async () => {
  const { drawing } = await kept(page);
  await rename("変えた名前");
  await show();
  assert.equal(await rows().count(), 1);
  assert.match(await rows().first().innerText(), /作成時/);
  const made = await story.oneStep(async () => {
    await page.getByRole("button", { name: /^この状態に戻す/ }).click();
    await rows().nth(1).waitFor();
  });
  assert.deepEqual(made.later.drawing, drawing);
  assert.match(await rows().first().innerText(), /変えた名前/, "what was there is kept, too");
  assert.match(await rows().first().innerText(), /戻す前/);
  await story.thereAndBack(made);
});

test("a journey whose log is damaged is started anew from its last good snapshot", async () => {
  const { drawing, document } = await kept(page);
  await rename("失われる名前");
  await stage.restart((folder) => {
    const harm = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(\"UPDATE log SET patch = '[]'\"); c.commit()";
    const done = spawnSync("python3", ["-c", harm, join(folder, "workspace.tabiji")]);
    assert.equal(done.status, 0, String(done.stderr));
  });
  await page.getByRole("alert").waitFor();
  await page.getByRole("alert").getByRole("button").click();
  await page.getByRole("button", { name: /失われる名前/ }).first().click();
  await page.getByText("このジャーニーは破損しています").waitFor();
  await page.getByRole("button", { name: /^ここから始める/ }).first().click();
  await page.locator(".react-flow__node").first().waitFor();
  await page.waitForFunction((old) => window.location.hash.slice(1) !== old, document);
  const anew = await kept(page);
  assert.deepEqual(anew.drawing.nodes, drawing.nodes);
  assert.notEqual(anew.document, document, "the damaged one stays as it is");
  const expected = (complaint) => /status of (4|5)\d\d/.test(complaint);
  assert.deepEqual(stage.complaints.filter((complaint) => !expected(complaint)), []);
});
