// Stories of finding one's way: what is written is searched, and the steps made so far are gone back and forth.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { stories } from "./story.mjs";

const { stage, page, story } = await stories();

const rows = () => page.getByRole("region", { name: "検索" }).locator("li");
const selected = () => page.locator(".react-flow__node.selected").evaluateAll((all) => all.map((it) => it.dataset.id));
const history = () => page.getByRole("region", { name: "履歴" });

async function search(query) {
  await page.locator("body").press("Control+f");
  await page.getByRole("searchbox", { name: /名前・条件/ }).waitFor();
  await page.waitForTimeout(100);
  await page.keyboard.insertText(query);
  await page.waitForTimeout(150);
}

test("names, conditions, texts of messages and ids are found; Enter goes there", async () => {
  await story.noStep(async () => {
    for (const [query, step] of [["配慮の確認", "nod_care"], ["customer.age <", "nod_care"], ["nod_care", "nod_care"], ["カートの商品に使える10％クーポン", "nod_line_coupon"]]) {
      await search(query);
      assert.ok((await rows().count()) >= 1, query);
      await page.keyboard.press("Enter");
      await page.waitForTimeout(400);
      assert.deepEqual(await selected(), [step], query);
    }
  });
});

test("F3 and Shift+F3 go from place to place, and round", async () => {
  await search("クーポン");
  const count = await rows().count();
  assert.ok(count > 3);
  const current = () => rows().evaluateAll((all) => all.findIndex((row) => row.ariaCurrent !== null));
  for (const [key, place] of [["F3", 0], ["F3", 1], ["Shift+F3", 0], ["Shift+F3", count - 1], ["F3", 0]]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(300);
    assert.equal(await current(), place, key);
  }
});

test("by clicks alone: the bar opens the search, a click on a place goes there", async () => {
  await page.getByRole("button", { name: "閉じる" }).click();
  await page.getByRole("banner").getByRole("button", { name: "検索" }).click();
  await rows().filter({ hasText: "LINEでクーポン" }).first().click();
  await page.waitForTimeout(400);
  assert.deepEqual(await selected(), ["nod_line_coupon"]);
});

test("the history names every step with its time, also after the program was killed", async () => {
  for (const name of ["一", "二", "三"]) {
    await story.oneStep(async () => {
      const field = page.getByRole("textbox", { name: "ジャーニーの名前" });
      await field.fill(name);
      await field.press("Enter");
      await page.waitForTimeout(150);
    });
  }
  await page.locator("body").press("Escape");
  await page.getByRole("banner").getByRole("button", { name: "操作の履歴" }).click();
  const told = async () => (await history().locator("li").allInnerTexts()).join("\n");
  const before = await told();
  assert.equal(before.match(/名前を変更/g).length, 3);
  assert.match(before, /\d{4}\/\d\d\/\d\d \d{1,2}:\d\d:\d\d/);
  await stage.restart();
  await page.locator(".react-flow__node").first().waitFor();
  await page.getByRole("banner").getByRole("button", { name: "操作の履歴" }).click();
  await history().locator("li").first().waitFor();
  assert.equal(await told(), before);
});

test("a click goes to that point and back again; nothing is lost until something new is done", async () => {
  const name = () => page.getByRole("textbox", { name: "ジャーニーの名前" }).inputValue();
  const end = await kept(page);
  await history().locator("[data-away='-2']").click();
  await history().locator("[data-away='2']").waitFor();
  assert.equal(await name(), "一");
  assert.equal((await kept(page)).steps, end.steps - 2);
  await stage.restart();
  await page.getByRole("banner").getByRole("button", { name: "操作の履歴" }).click();
  await history().locator("[data-away='2']").click();
  await history().locator("[data-away='2']").waitFor({ state: "detached" });
  assert.deepEqual((await kept(page)).drawing, end.drawing);
  await history().locator("[data-away]").last().click();
  await history().locator("[data-away='3']").waitFor();
  assert.equal(await name(), "カート放棄フォロー");
});

test("the page complained of nothing", () => {
  assert.deepEqual(stage.complaints, []);
});
