// Stories of the help: found, read, followed from page to page and back; opened from a step and from a problem; and of the
// first steps, which say what stands in the journey.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept, open } from "./stage.mjs";
import { storyOn } from "./story.mjs";

const stage = await open();
const { page } = stage;
const story = storyOn(page);

const help = page.getByRole("complementary", { name: "ヘルプ" });
const shown = () => help.locator("[data-help-page]").getAttribute("data-help-page");
const item = (id) => page.locator(`[data-checklist] [data-item=${id}]`).getAttribute("data-state");
const list = () => Promise.all(["open", "place", "connect", "mend", "rehearse"].map(item));

test("samples say what comes of them and what one learns", async () => {
  await page.locator("[data-sample]").first().waitFor();
  await page.getByRole("button", { name: /^サンプルから始める/ }).click();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.sample), "cart-recovery");
  for (const card of await page.locator("[data-sample]").all()) {
    const text = await card.innerText();
    assert.match(text, /結果\s*顧客[\d,]+人で試すと、開始した人の[\d.]+ %が「.+」を達成します/);
    assert.match(text, /学べること\s*\S{8,}/);
  }
});

test("the first steps of an empty journey follow what is done, and what is taken back", async () => {
  await page.getByRole("button", { name: /空のキャンバスから始める/ }).click();
  await page.locator("[data-checklist]").waitFor();
  assert.deepEqual(await list(), ["ticked", "todo", "todo", "todo", "todo"]);
  await page.locator("[data-kind='entry.event']").click();
  await story.saved();
  await page.waitForTimeout(400);
  assert.deepEqual(await list(), ["ticked", "ticked", "todo", "todo", "todo"]);
  await page.getByRole("button", { name: /^元に戻す/ }).click();
  await page.waitForTimeout(400);
  assert.deepEqual(await list(), ["ticked", "todo", "todo", "todo", "todo"]);
  await page.getByRole("button", { name: /^やり直す/ }).click();
  await page.waitForTimeout(400);
});

test("an item leads to where it is done", async () => {
  await page.locator("[data-item=mend] button").click();
  await page.locator("[aria-label=問題] li[aria-current]").waitFor();
});

test("F1 opens the help; a title and an id find a page; links lead on and back", async () => {
  await page.locator("body").press("F1");
  await help.waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("[data-help-start]"));
  for (const query of ["行動待ち", "wait.event"]) {
    await help.getByRole("searchbox").fill(query);
    assert.equal(await help.locator("[data-page]").first().getAttribute("data-page"), "wait.event", query);
  }
  await help.locator("[data-page]").first().click();
  assert.equal(await shown(), "wait.event");
  await help.getByRole("button", { name: "待機時間が0" }).click();
  assert.equal(await shown(), "wait_not_positive");
  await help.getByRole("button", { name: "戻る" }).click();
  assert.equal(await shown(), "wait.event");
  await help.getByRole("button", { name: "戻る" }).click();
  assert.equal(await help.getByRole("searchbox").inputValue(), "wait.event", "the list is as it was");
});

test("a step's question mark opens the page of its kind", async () => {
  await page.locator(".react-flow__node-step header").first().click();
  await page.locator("[data-inspector] [data-help-about]").click();
  assert.equal(await shown(), "entry.event");
});

test("every problem of the list has a page of its own", async () => {
  const { findings } = await kept(page);
  const marks = page.locator("[aria-label=問題] [data-help-about]");
  assert.equal(await marks.count(), findings.length);
  for (let place = 0; place < findings.length; place += 1) {
    await marks.nth(place).click();
    assert.equal(await shown(), findings[place].code);
  }
});

test("a drawer's question mark opens the page about what is done there", async () => {
  for (const [tab, id] of [["テスト", "tests"], ["数字", "rehearse"], ["顧客", "customers"]]) {
    await page.getByRole("tab", { name: tab, exact: true }).click();
    await page.locator(`[data-help-about=${id}]`).click();
    assert.equal(await shown(), id);
    await help.getByRole("heading", { name: "手順" }).waitFor();
  }
});

test("the help is in the menu, and in English", async () => {
  await page.getByRole("tab", { name: "部品" }).click();
  await page.getByRole("button", { name: "メニュー" }).click();
  await page.getByRole("menuitem", { name: "ヘルプ" }).click();
  await page.getByRole("menuitem", { name: /^ヘルプ.*F1/ }).click();
  await help.waitFor();
  await page.getByRole("combobox", { name: "表示言語" }).click();
  await page.getByRole("option", { name: "English" }).click();
  await page.getByRole("complementary", { name: "Help" }).getByText("Wait for event").waitFor();
});

test("the first steps are hidden for good, and come back from the command palette", async () => {
  await page.getByRole("tab", { name: "Palette" }).click();
  await page.getByRole("button", { name: "Hide the first steps" }).click();
  await page.waitForTimeout(300);
  await stage.restart();
  await page.locator(".react-flow__node").first().waitFor();
  assert.equal(await page.locator("[data-checklist]").count(), 0);
  await page.locator("body").press("Control+k");
  await page.keyboard.insertText("First steps");
  await page.keyboard.press("Enter");
  await page.locator("[data-checklist]").waitFor();
});

test("the page complained of nothing", async () => {
  await stage.close();
  assert.deepEqual(stage.complaints, []);
});
