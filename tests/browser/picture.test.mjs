// Stories of the journey as a picture: SVG that stands alone, PNG at two dots to a pixel, PDF by the browser's printer;
// light and dark, a very long name, a thousand steps. Pictures of all go to PICTURES.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open } from "./stage.mjs";
import { opened } from "./story.mjs";

const LONG = "とても長い名前のステップです。".repeat(20);
let stage;
let page;

const step = (kind, name, config = {}) => ({ kind, name, config });
const JOURNEY = {
  format: "tabiji.journey",
  version: 1,
  id: "jny_picture",
  name: { ja: "絵になる旅", en: "A picture of a journey" },
  nodes: {
    nod_in: step("entry.event", { ja: "入る", en: "Enter" }),
    nod_long: step("message", LONG, { channel: "email" }),
    nod_end: { ...step("flow.end", "<b>終わる</b> & 𠮷"), stage: "loyalty" },
    nod_a: step("wait.time", "隠れたステップ", { duration: "3d" }),
  },
  edges: { nod_in: { out: "nod_long" }, nod_long: { sent: "nod_end", not_sent: "nod_a" }, nod_a: { done: "nod_end" } },
  layout: {
    nodes: { nod_in: { x: 0, y: 0 }, nod_long: { x: 320, y: 0 }, nod_end: { x: 960, y: 0 }, nod_a: { x: 640, y: 240 } },
    notes: { note_1: { x: 0, y: 240, width: 240, height: 120, tint: "green", text: "付箋です。\n二行目は長いので、紙の幅で折り返されます。" } },
    groups: { group_1: { x: 640, y: 240, width: 300, height: 200, name: "待つ", collapsed: ["nod_a"] } },
  },
};

before(async () => {
  stage = await open();
  page = stage.page;
  await opened(page, JOURNEY);
  await page.locator(".react-flow__node").first().waitFor();
});

after(() => stage.close());

/** Does an action of the menu by its name. */
async function act(name) {
  await page.keyboard.press("Control+k");
  const search = page.getByRole("dialog").getByRole("combobox");
  await search.fill(name);
  await page.getByRole("option", { name }).first().click();
}

async function downloaded(name) {
  const coming = page.waitForEvent("download");
  await act(name);
  const file = await coming;
  const bytes = readFileSync(await file.path());
  kept(file.suggestedFilename(), bytes);
  return { name: file.suggestedFilename(), bytes };
}

let turn = "light";
function kept(name, bytes) {
  const folder = process.env.PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${turn}-${name}`), bytes);
}

/** Opens a file as a picture of its own, in a page that knows nothing of the designer. */
async function shownAlone(svg) {
  const alone = await page.context().browser().newPage();
  const asked = [];
  alone.on("request", (request) => request.url().startsWith("data:") || asked.push(request.url()));
  await alone.goto(`data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`);
  const found = await alone.evaluate(async () => {
    const texts = [...document.querySelectorAll("text")].map((text) => text.textContent);
    await document.fonts.ready;
    const loaded = [...document.fonts].filter(({ status }) => status === "loaded").length;
    const wide = [...document.querySelectorAll("text")].find((text) => text.textContent.includes("長い名前"));
    return { root: document.documentElement.tagName, texts, loaded, width: wide?.getComputedTextLength() ?? 0 };
  });
  await alone.close();
  assert.deepEqual(asked, [], "it asks for nothing");
  return found;
}

test("the SVG stands alone: its letters are in it, and it opens as a picture", async () => {
  const { name, bytes } = await downloaded("SVGで書き出す");
  assert.equal(name, "絵になる旅.svg");
  const svg = bytes.toString("utf8");
  const found = await shownAlone(svg);
  assert.equal(found.root, "svg");
  assert.ok(found.loaded > 0, "its letters came from itself");
  assert.ok(found.texts.includes("<b>終わる</b> & 𠮷"), "text is text");
  assert.ok(found.texts.includes("1ステップ") && found.texts.includes("完了"), "a collapsed group says which way its wire is");
  assert.ok(!found.texts.includes("隠れたステップ"));
  assert.ok(found.texts.some((text) => text.endsWith("…")), "a long name is cut");
  assert.ok(found.width > 100 && found.width <= 166, `${found.width} fits into its card`);
  const pieces = svg.match(/@font-face/g).length;
  assert.ok(pieces > 1 && pieces < 60, `${pieces} pieces of the font, not all`);
});

/** Width, height, and how many different colors some rows have. */
async function raster(bytes) {
  assert.equal(bytes.subarray(1, 4).toString(), "PNG");
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

test("the PNG has two dots to a pixel", async () => {
  const { name, bytes } = await downloaded("PNGで書き出す");
  assert.equal(name, "絵になる旅.png");
  const { width, height } = await raster(bytes);
  assert.equal(width, 2 * (960 + 232 + 96));
  assert.ok(height > 2 * 300, `${height}`);
});

/** Prints by the browser's own means, as its dialog would. */
async function printed() {
  await act("PDFで書き出す");
  await page.locator("#sheet[data-phase=printing]").waitFor({ state: "attached" });
  const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  await page.waitForFunction(() => !document.getElementById("sheet"));
  kept("print.pdf", bytes);
  return bytes;
}

test("the PDF is one sheet as large as the picture, and the screen is as before", async () => {
  const bytes = await printed();
  const [, width, height] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(bytes.toString("latin1"));
  assert.ok(Math.abs(Number(width) - 1288 * 0.75) < 1.5 && Number(height) > 200, `${width} × ${height}`);
  assert.equal(bytes.toString("latin1").match(/\/Type \/Page\b/g).length, 1, "one sheet");
  assert.equal(await page.title(), "Tabiji 旅路");
  await page.getByRole("article", { name: /「入る」/ }).waitFor();
});

test("dark, in English, with lanes", async () => {
  turn = "dark";
  await page.evaluate(() => {
    document.documentElement.dataset.theme = "dark";
  });
  await page.getByRole("button", { name: "段階をレーンで表示" }).click();
  const dark = await downloaded("SVGで書き出す");
  const found = await shownAlone(dark.bytes);
  assert.ok(found.texts.includes("継続・推奨"));
  const { height } = await raster((await downloaded("PNGで書き出す")).bytes);
  assert.ok(height >= 2 * (6 * 240), "six lanes");
  await page.getByRole("button", { name: "段階をレーンで表示" }).click();
});

test("a thousand steps are one picture", async () => {
  turn = "large";
  const ids = Array.from({ length: 1000 }, (_, at) => `nod_${at}`);
  const kind = (at) => (at === 0 ? "entry.event" : at === 999 ? "flow.end" : "wait.time");
  const journey = {
    format: "tabiji.journey", version: 1, id: "jny_thousand", name: "千歩の旅",
    nodes: Object.fromEntries(ids.map((id, at) => [id, step(kind(at), `ステップ${at}`)])),
    edges: Object.fromEntries(ids.slice(1).map((id, at) => [ids[at], { [at === 0 ? "out" : "done"]: id }])),
    layout: { nodes: Object.fromEntries(ids.map((id, at) => [id, { x: (at % 40) * 320, y: Math.floor(at / 40) * 160 }])) },
  };
  await page.getByRole("button", { name: "一覧に戻る" }).click();
  await opened(page, journey);
  await page.getByRole("article", { name: /「ステップ0」/ }).waitFor();
  const start = Date.now();
  const svg = (await downloaded("SVGで書き出す")).bytes.toString("utf8");
  assert.equal(svg.match(/<g>/g).length, 1000);
  const { width } = await raster((await downloaded("PNGで書き出す")).bytes);
  assert.equal(width, 16_000, "as large as browsers paint");
  await printed();
  assert.ok(Date.now() - start < 60_000);
});

test("the page complained of nothing", () => {
  assert.deepEqual(stage.complaints, []);
});
