// Stories of the one list of actions: the same one is reached by key, from the command palette and from the menu, and
// the help says its keys.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { stories } from "./story.mjs";

const { stage, page, story } = await stories();

const commands = () => page.getByRole("dialog", { name: "コマンドパレット" });

async function command(query) {
  await page.locator("body").press("Control+k");
  await commands().waitFor();
  await page.keyboard.insertText(query);
  await page.waitForTimeout(100);
  await page.keyboard.press("Enter");
  await commands().waitFor({ state: "detached" });
  await page.waitForTimeout(300);
}

test("seiretsu, せいれつ, 整列 and tidy find the same command", async () => {
  for (const query of ["整列", "せいれつ", "seiretsu", "tidy"]) {
    await page.locator("body").press("Control+k");
    await commands().waitFor();
    await page.keyboard.insertText(query);
    assert.equal(await commands().locator("[data-action]").first().getAttribute("data-action"), "tidy", query);
    await page.keyboard.press("Escape");
    await commands().waitFor({ state: "detached" });
  }
});

test("a command of the palette is one step", async () => {
  await story.node("未成年・配慮の確認").click();
  const made = await story.oneStep(() => command("fukusei"));
  const count = ({ drawing }) => Object.keys(drawing.nodes).length;
  assert.equal(count(made.later), count(made.earlier) + 1);
  await story.thereAndBack(made);
  await story.takenBack();
});

test("the same command from the menu, by clicks alone, and by its key", async () => {
  const gestures = [
    async () => {
      await page.getByRole("button", { name: "メニュー" }).click();
      await page.getByRole("menuitem", { name: "編集" }).click();
      await page.getByRole("menuitem", { name: /^複製/ }).click();
      await page.waitForTimeout(300);
    },
    async () => {
      await page.keyboard.press("Control+d");
      await page.waitForTimeout(300);
    },
  ];
  for (const gesture of gestures) {
    await story.node("未成年・配慮の確認").click();
    const made = await story.oneStep(gesture);
    assert.equal(Object.keys(made.later.drawing.nodes).length, Object.keys(made.earlier.drawing.nodes).length + 1);
    await story.takenBack();
  }
});

test("what cannot be done now is not offered", async () => {
  await page.keyboard.press("Escape");
  await page.locator("body").press("Control+k");
  await commands().waitFor();
  assert.equal(await commands().locator("[data-action=duplicate]").count(), 0);
  assert.equal(await commands().locator("[data-action=tidy]").count(), 1);
  await page.keyboard.press("Escape");
  await commands().waitFor({ state: "detached" });
});

test("the help lists every shortcut, and the keys behind it change nothing", async () => {
  await story.noStep(async () => {
    await page.locator("body").press("?");
    const help = page.getByRole("dialog", { name: "ショートカット一覧" });
    await help.waitFor();
    assert.ok((await help.locator("[data-help]").count()) >= 15);
    assert.match(await help.locator("[data-help=undo]").innerText(), /元に戻す\s*Ctrl\s*Z/);
    await page.keyboard.press("Delete");
    await page.keyboard.press("n");
    assert.equal(await page.getByRole("dialog", { name: "ステップを選ぶ" }).count(), 0);
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
  });
  assert.ok((await kept(page)).revision > 0);
});

test("the page complained of nothing", () => {
  assert.deepEqual(stage.complaints, []);
});
