// Stories of people's own customers in the real window: chosen in the system's dialog, taken in, rehearsed on, and asked
// what a worse world would do to them.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { press, type, windowTitled } from "./hands.mjs";
import { By, core, Key, open, tap, until } from "./stage.mjs";

const ROWS = 1000;
let stage;
const the = (css, most = 20_000) => stage.driver.wait(until.elementLocated(By.css(css)), most, css);
const click = (css) => tap(stage.driver, By.css(css));

before(async () => {
  stage = await open();
  await the("[data-sample]");
  await core(stage.driver, "prefer", { key: "language", value: "ja" });
  await stage.driver.navigate().refresh();
  await click("[data-sample=cart-recovery]");
  await the("article");
});

after(() => stage.close());

/** Does what the command palette finds first. */
async function act(words) {
  await stage.driver.actions().keyDown(Key.CONTROL).sendKeys("k").keyUp(Key.CONTROL).perform();
  const search = await the("[role=dialog] [role=combobox]");
  await search.sendKeys(words);
  await the("[role=dialog] [role=option]");
  await search.sendKeys(Key.ENTER);
}

/** Chooses a file in the system's dialog, by its name alone. */
async function give(name, text) {
  const file = join(stage.folder, name);
  writeFileSync(file, text);
  await click("[data-choose]");
  await windowTitled("Open File");
  type(file);
  press("Return");
}

test("a file that is chosen in the system's dialog is looked at, laid out and kept", async () => {
  await act("取り込");
  await the("[data-intake]");
  const rows = Array.from({ length: ROWS }, (_, row) => `k${row},${row % 90},${row % 3 ? 4000 : 100},${row % 2 === 0}`);
  await give("people.csv", ["id,age,cart_total,vip", ...rows].join("\n"));
  const told = await (await the("[data-file=customers]")).getText();
  assert.match(told, /people\.csv[\s\S]*1,000行、4列/);
  await click("[data-next]");
  await the('[data-column="vip"]');
  const use = await the('[data-column="age"] [role=combobox]');
  assert.match(await use.getAttribute("textContent"), /年齢/);
  await click("[data-next]:not([disabled])");
  // Nothing is wrong with any cell, so nothing is asked about problems.
  await the("[data-figure=customers]");
  assert.equal(await (await the("[data-figure=customers] dd")).getText(), "1,000");
  await click("[data-next]:not([disabled])");
  await the("[data-done]");
});

test("they are rehearsed on, and a worse world is tried on them", async () => {
  await click("[data-next]");
  await the('[data-phase="done"]', 120_000);
  const headline = await (await the("section[data-phase] p")).getText();
  assert.match(headline, /1,000人/);
  await act("もしも");
  await tap(stage.driver, By.xpath("//main//button[normalize-space()='試す']"));
  await the("main tbody tr:nth-of-type(6)", 120_000);
});
