// Text is never markup: journeys full of hostile texts go through every screen of the designer and into files. Nothing
// runs, nothing is asked of anybody, the page complains of nothing, and what is shown is the text.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { journeyNamed, journeyOf, joined, TEXTS, textsOf } from "./hostile.mjs";
import { kept, open } from "./stage.mjs";

/** Journeys in which every text stands alone; with all of them at every position, see below. */
const ROUNDS = [
  ["texts", () => journeyOf(0, true)],
  ["texts where nothing can be read", () => journeyOf(11, false)],
  ["names, 1", () => journeyNamed(0)],
  ["names, 2", () => journeyNamed(29)],
  ["names, 3", () => journeyNamed(58)],
  ["names, 4", () => journeyNamed(87)],
];

let stage;
let page;
const outside = [];

before(async () => {
  stage = await open();
  page = stage.page;
  page.setDefaultTimeout(8000);
  await page.evaluate(lookOut);
  const own = new URL(page.url()).origin;
  page.on("dialog", (dialog) => {
    outside.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("popup", (popup) => outside.push(`window: ${popup.url()}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${own}/`) && !url.startsWith("data:") && !url.startsWith("blob:")) outside.push(`request: ${url}`);
  });
  page.on("framenavigated", (frame) => frame !== page.mainFrame() && outside.push(`frame: ${frame.url()}`));
});

after(() => stage.close());

/** Elements and attributes that no screen of ours has; looked for within the page, so that many screens take little time. */
function lookOut() {
  const foreign = "iframe, frame, object, embed, video, audio, base, math, marquee, foreignObject, animate, details, form, img:not([src^='/assets/']), image, use, body style, body link, body meta, body script";
  window.strange = () => {
    const found = [...document.querySelectorAll(foreign)].map((it) => it.outerHTML.slice(0, 120));
    for (const it of document.querySelectorAll("*")) {
      for (const { name, value } of it.attributes) {
        if (/^on/i.test(name) || (/^(href|src|action|xlink:href)$/i.test(name) && /^\s*(javascript|http|\/\/|data:text)/i.test(value)))
          found.push(`${it.localName} ${name}=${value.slice(0, 80)}`);
      }
    }
    return found;
  };
}

const strange = () => page.evaluate(() => window.strange());

async function clean(where) {
  assert.deepEqual(await strange(), [], where);
  assert.deepEqual(outside, [], where);
  assert.deepEqual(stage.complaints, [], where);
  assert.equal(await page.title(), "Tabiji 旅路");
}

async function opened(journey) {
  const refused = await page.evaluate(async (text) => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ name: "../<b>story.journey.json", text });
    const answer = await (await fetch("/call/open_text", { method: "POST", headers, body })).json();
    if (answer.document) window.location.hash = answer.document;
    return answer.document ? null : answer;
  }, JSON.stringify(journey));
  assert.equal(refused, null);
}

async function act(name) {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill(name);
  await page.getByRole("option", { name }).first().click();
}

for (const [round, journey] of ROUNDS) {
  test(`${round}: every screen`, async () => {
    await opened(journey());
    await page.locator(".react-flow__node").first().waitFor();
    await page.waitForTimeout(800);
    await clean("canvas");
    const shown = await page.locator(".react-flow__node h3").allTextContents();
    const { drawing, cards } = await kept(page);
    assert.equal(Object.keys(cards).length, Object.keys(drawing.nodes).length);
    assert.ok(shown.length > 10, `${shown.length} steps are shown`);
    // The settings of the journey, each of its groups open.
    await unfolded();
    await clean("settings");
    // The outline stays open from one journey to the next.
    if ((await page.getByRole("tree").count()) === 0) await page.keyboard.press("o");
    await page.getByRole("tree").waitFor();
    assert.ok((await page.locator("[role=treeitem]").count()) > 10);
    assert.deepEqual(await walked(), [], "outline and inspector");
    await clean("outline and inspector");
    await page.keyboard.press("Escape");
    for (const keys of ["Control+Shift+M", "Control+H"]) {
      await page.keyboard.press(keys);
      await page.waitForTimeout(250);
      await clean(keys);
    }
    await act("スナップショット");
    await page.waitForTimeout(250);
    await page.keyboard.press("Control+f");
    for (const query of ["<", "=", "{{", "例"]) {
      await page.locator("[data-search]").fill(query);
      await page.waitForTimeout(120);
      await clean(`search for ${query}`);
    }
  });

  test(`${round}: files and the gallery`, async () => {
    for (const shape of ["SVG", "PNG"]) {
      const coming = page.waitForEvent("download");
      await act(`${shape}で書き出す`);
      const file = await coming;
      assert.doesNotMatch(file.suggestedFilename(), /[\\/\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      const bytes = readFileSync(await file.path());
      if (shape === "SVG") await drawnAlone(bytes);
    }
    await act("PDFで書き出す");
    await page.locator("#sheet[data-phase=printing]").waitFor({ state: "attached" });
    assert.deepEqual(await strange(), [], "the sheet for printers");
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await page.locator("#sheet").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "一覧に戻る" }).click();
    await page.getByRole("button", { name: /空のキャンバスから始める/ }).waitFor();
    await page.waitForTimeout(200);
    await clean("gallery");
  });
}

/** Opens every group of what the inspector shows, and what opens within it. */
async function unfolded() {
  await page.evaluate(async () => {
    for (let depth = 0; depth < 3; depth += 1) {
      const folded = "[data-inspector] button[aria-expanded=false]:not([role], [aria-haspopup])";
      for (const it of document.querySelectorAll(folded)) it.click();
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    }
  });
}

/** Goes through the outline, item by item; returns what is strange about them or their inspectors. */
async function walked() {
  return page.evaluate(async () => {
    const found = new Set();
    for (let row = 0; ; row += 1) {
      const item = document.querySelectorAll("[role=treeitem]")[row];
      if (!item) return [...found];
      item.click();
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      for (const what of window.strange()) found.add(what);
    }
  });
}

/** What a browser makes of a text if it is taken for markup: elements and their attributes. */
async function parsing() {
  const alone = await page.context().browser().newPage();
  const parsed = (text) =>
    alone.evaluate((text) => {
      const it = document.createElement("template");
      it.innerHTML = text;
      const names = ({ localName, attributes }) => [localName, ...[...attributes].map(({ name }) => `${localName} ${name}`)];
      return [...it.content.querySelectorAll("*")].flatMap(names);
    }, text);
  return { parsed, done: () => alone.close() };
}

/** Under `make prove` all texts are at all places; in short form, each of them is at some. */
const WHOLE = process.env.TABIJI_PROVE !== undefined;

test("every text at every place that holds one: canvas, settings, outline, inspector, problems, search", async () => {
  // Hundreds of places, with up to twenty texts at each, and a problem for most.
  page.setDefaultTimeout(60_000);
  const { parsed, done } = await parsing();
  const texts = await joined(TEXTS, parsed);
  await done();
  const tried = [];
  for (const readable of [true, false]) {
    for (let first = 0; first < (WHOLE ? texts.length : 1); first += 1) {
      const where = `${first}, ${readable ? "readable" : "nothing can be read"}`;
      const journey = journeyOf(first, readable, texts);
      if (!readable) tried.push(textsOf(journey));
      await opened(journey);
      await page.waitForFunction((count) => document.querySelectorAll(".react-flow__node h3").length >= count, 10);
      await page.locator("body").press("Escape");
      await page.locator("[data-inspector] h2").first().waitFor();
      await unfolded();
      await clean(`settings, ${where}`);
      if ((await page.getByRole("tree").count()) === 0) await page.keyboard.press("o");
      await page.getByRole("tree").waitFor();
      assert.ok((await page.locator("[role=treeitem]").count()) > 10, where);
      assert.deepEqual(await walked(), [], where);
      await page.locator("body").press("Escape");
      await page.locator("body").press("Control+f");
      await page.locator("[data-search]").fill(["<", "=", "例", "a"][first % 4]);
      await clean(`search, ${where}`);
      await page.locator("body").press("Control+Shift+M");
      await clean(`problems, ${where}`);
    }
  }
  page.setDefaultTimeout(8000);
  if (!WHOLE) return;
  // Each place has had all of them, but for what a document is no document without.
  const places = tried[0].map((_, at) => new Set(tried.map((all) => all[at])).size);
  assert.ok(places.filter((count) => count === texts.length).length > 600, "so many places");
  assert.deepEqual([...new Set(places)].sort((one, other) => one - other), [1, texts.length]);
});

/** A page of its own, without any policy: not even there does the file do anything. */
async function drawnAlone(bytes) {
  const alone = await page.context().browser().newPage();
  const heard = [];
  alone.on("dialog", (dialog) => (heard.push(dialog.message()), dialog.dismiss()));
  alone.on("request", (request) => request.url().startsWith("data:") || heard.push(request.url()));
  await alone.goto(`data:image/svg+xml;base64,${bytes.toString("base64")}`);
  const names = await alone.evaluate(() => [...new Set([...document.querySelectorAll("*")].map((it) => it.localName))].sort());
  await alone.close();
  assert.deepEqual(heard, []);
  const ours = ["circle", "g", "path", "rect", "style", "svg", "text", "title"];
  assert.deepEqual(names.filter((name) => !ours.includes(name)), []);
}
