// Wherever a list is searched, a word is found in hiragana, in katakana of full and half width, in romaji and as it is
// written: the designer's own words by their sound, also in names that people gave.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stories } from "./story.mjs";

const SPELLINGS = ["旅行", "りょこう", "リョコウ", "ﾘｮｺｳ", "ryokou", "ｒｙｏｋｏｕ"];

const JOURNEY = {
  format: "tabiji.journey",
  version: 1,
  id: "jny_spelled",
  name: "綴り",
  settings: {
    attributes: { city: { type: "text", label: { ja: "市" } }, trip: { type: "category", values: ["海", "山"], label: { ja: "旅行の種類" } } },
    events: { joined: { label: { ja: "登録" } } },
    population: { customers: 50, seed: 7, attributes: { city: { of: { weights: { 東京: 1 } } }, trip: { of: { weights: { 海: 1, 山: 1 } } } } },
  },
  nodes: {
    nod_in: { kind: "entry.event", name: "はじまり", config: { event: "joined" } },
    nod_if: { kind: "branch", name: "分ける", config: { arms: [{ name: "sea", when: "true" }] } },
    nod_mail: { kind: "message", name: "旅行の案内", config: { channel: "email", class: "transactional", templates: { ja: { subject: "件名", body: "本文" } } } },
    nod_end: { kind: "flow.end", name: "おわり" },
  },
  edges: { nod_in: { out: "nod_if" }, nod_if: { sea: "nod_mail", otherwise: "nod_end" }, nod_mail: { sent: "nod_end" } },
  layout: { nodes: { nod_in: { x: 0, y: 0 }, nod_if: { x: 320, y: 0 }, nod_mail: { x: 0, y: 240 }, nod_end: { x: 320, y: 240 } } },
};

const { stage, page, story } = await stories(JOURNEY);
const key = (name) => page.locator("body").press(name);
const canvas = () => page.locator(".react-flow").focus();
const dialog = () => page.getByRole("dialog").getByRole("combobox");
const choose = (name) => story.node(name).locator("header").click();

/** Types each spelling into a field, and waits until it finds the same, and nothing else first. */
async function each(field, spellings, found) {
  for (const spelling of spellings) {
    await field.fill("");
    await field.fill(spelling);
    await found.waitFor({ timeout: 3000 }).catch(() => assert.fail(`${spelling} finds nothing`));
  }
}

const WAIT = ["待機", "たいき", "タイキ", "ﾀｲｷ", "taiki", "ｔａｉｋｉ"];

test("a kind in the palette, and in the picker", async () => {
  const field = page.getByRole("searchbox", { name: "ステップを検索" });
  await each(field, WAIT, page.locator("aside:has([data-kind='wait.time']):not(:has([data-kind='data.call']))"));
  await field.fill("");
  await canvas();
  await key("n");
  await each(dialog(), WAIT, page.locator("[data-pick='wait.time'][data-selected=true]"));
  await key("Escape");
});

test("a command", async () => {
  await key("Control+k");
  const spellings = ["次の検索結果", "つぎのけんさく", "ツギノケンサク", "ﾂｷﾞﾉｹﾝｻｸ", "tsuginokensaku", "tuginokennsaku"];
  await each(dialog(), spellings, page.locator("[data-action=nextHit][data-selected=true]"));
  await key("Escape");
});

test("a page of the help", async () => {
  await key("F1");
  const spellings = ["終了", "しゅうりょう", "シュウリョウ", "ｼｭｳﾘｮｳ", "shuuryou", "syuuryou"];
  const first = page.locator("h2 + [data-page='flow.end']");
  await each(page.getByRole("searchbox", { name: "ヘルプを検索" }), spellings, first);
});

test("a step by the search over the journey", async () => {
  await canvas();
  await key("Control+f");
  const hit = page.getByRole("listitem").getByRole("button").filter({ hasText: /^旅行の案内名前/ });
  await each(page.locator("[data-search]"), SPELLINGS, hit);
  await key("Control+f");
});

test("a step in a list that opens, by the letters of a keyboard", async () => {
  await choose("「分ける」");
  await page.locator("[data-inspector]").getByRole("combobox", { name: "sea" }).click();
  await page.getByRole("option", { name: "旅行の案内" }).waitFor();
  await page.waitForTimeout(200);
  await key("Home");
  await page.keyboard.type("ryo", { delay: 60 });
  await page.locator("[role=option][data-highlighted]").filter({ hasText: "旅行の案内" }).waitFor();
  await key("Escape");
});

test("an item of the outline, by the letters of a keyboard", async () => {
  await canvas();
  await key("Escape");
  await key("o");
  await page.getByRole("tree").waitFor();
  await page.waitForFunction(() => document.activeElement.getAttribute("role") === "treeitem");
  await key("Home");
  await page.keyboard.type("ryo", { delay: 60 });
  await page.waitForFunction(() => document.activeElement.textContent.includes("旅行の案内"));
});

test("where a way out may lead", async () => {
  // Letters that follow at once would go on with the word before.
  await page.waitForTimeout(800);
  await key("Home");
  await key("ArrowDown");
  await page.waitForFunction(() => document.activeElement.textContent.includes("分ける"));
  await key("c");
  await each(dialog(), SPELLINGS, page.locator("[data-pick=nod_mail][data-selected=true]"));
  await key("Escape");
});

test("an attribute while a condition is typed", async () => {
  await canvas();
  await choose("「分ける」");
  const field = page.locator("[data-inspector] [data-condition]").first();
  for (const spelling of SPELLINGS) {
    await field.getByRole("textbox").click();
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Delete");
    await page.keyboard.insertText(spelling);
    await page.keyboard.press("Control+Space");
    const first = page.locator(".cm-tooltip-autocomplete li").first();
    await first.filter({ hasText: "customer.trip" }).waitFor({ timeout: 3000 }).catch(() => assert.fail(`${spelling} finds nothing`));
    await page.waitForTimeout(200);
    await page.keyboard.press("Enter");
    assert.equal(await field.getByRole("textbox").innerText(), "customer.trip");
  }
});

test("a variable of a message, by the letters of a keyboard", async () => {
  await choose("「旅行の案内」");
  await page.getByRole("button", { name: "変数を差し込む" }).click();
  await page.getByRole("menuitem", { name: /旅行の種類/ }).waitFor();
  await page.waitForTimeout(200);
  await page.keyboard.type("ryo", { delay: 60 });
  await page.locator("[role=menuitem][data-highlighted]").filter({ hasText: "旅行の種類" }).waitFor();
  await key("Escape");
});

test("the page complained of nothing", () => assert.deepEqual(stage.complaints, []));
