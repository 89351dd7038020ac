// Stories of the journey as a picture in the real window: the system's own dialog says where, and what comes is a file.
import assert from "node:assert/strict";
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { press, type, windowTitled } from "./hands.mjs";
import { By, core, Key, open, until } from "./stage.mjs";

const SAMPLE = fileURLToPath(new URL("../../flows/cart-recovery.journey.json", import.meta.url));
let stage;

before(async () => {
  stage = await open((folder) => {
    copyFileSync(SAMPLE, join(folder, "cart.journey.json"));
    return [join(folder, "cart.journey.json")];
  });
  await stage.driver.wait(until.elementLocated(By.css("article")), 20_000);
  await core(stage.driver, "prefer", { key: "language", value: "ja" });
  await stage.driver.navigate().refresh();
  await stage.driver.wait(until.elementLocated(By.css("article[aria-label*='カートに商品を残した']")), 20_000);
});

after(() => stage.close());

/** Exports by the command palette, into the file that the dialog is told. */
async function exported(shape) {
  const { driver } = stage;
  await driver.actions().keyDown(Key.CONTROL).sendKeys("k").keyUp(Key.CONTROL).perform();
  const search = await driver.wait(until.elementLocated(By.css("[role=dialog] [role=combobox]")), 5000);
  await search.sendKeys(shape.toUpperCase());
  await driver.wait(until.elementLocated(By.css("[role=dialog] [role=option]")), 5000);
  await search.sendKeys(Key.ENTER);
  await windowTitled("Save File");
  const file = join(stage.folder, `picture.${shape}`);
  press("ctrl+a");
  type(file);
  press("Return");
  await driver.wait(() => existsSync(file), 30_000, file);
  const to = process.env.TABIJI_PICTURES;
  if (to) writeFileSync(join(to, `desktop.${shape}`), readFileSync(file));
  assert.ok(!readdirSync(stage.folder).some((name) => name.startsWith(".tabiji-")), "no draft is left");
  return readFileSync(file);
}

test("as SVG, with its letters in it", async () => {
  const svg = (await exported("svg")).toString("utf8");
  assert.match(svg, /^<svg [^>]*xml:lang="ja"[^>]*><style>@font-face\{/);
  assert.ok(svg.includes(">カートに商品を残した<") && svg.includes("data:font/woff2;base64,d09GMg"));
});

test("as PNG, with two dots to a pixel", async () => {
  const png = await exported("png");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.equal(png.readUInt32BE(16), 2 * 3848);
});

test("as PDF by the web view's own printer, on one sheet as large as the picture", async () => {
  const pdf = (await exported("pdf")).toString("latin1");
  assert.match(pdf, /^%PDF/);
  const [, width, height] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf);
  assert.ok(Math.abs(width - 3848 * 0.75) < 1.5 && Math.abs(height - 1111 * 0.75) < 1.5, `${width} × ${height}`);
  assert.equal(pdf.match(/\/Type ?\/Page\b/g).length, 1);
  assert.doesNotMatch(pdf, /\/Subtype ?\/Image/, "lines and letters, no dots");
  assert.ok(pdf.includes("/ToUnicode"), "its text can be searched");
  await stage.driver.wait(until.elementLocated(By.css("article[aria-label*='カートに商品を残した']")), 5000);
});
