// Japanese through a real input method (ibus with mozc), by real keys, in the real window: it arrives once, nothing is
// kept before it is confirmed, and the keys that the input method takes do nothing else.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { press, type, windowTitled } from "../desktop/hands.mjs";
import { By, core, Key, open, tap, until } from "../desktop/stage.mjs";
import { JOURNEY } from "./journey.mjs";
import { start } from "./method.mjs";

/** Longer than any field waits before it sends what was typed. */
const IDLE = 700;

let method;
let stage;
const the = (css) => stage.driver.wait(until.elementLocated(By.css(css)), 10_000, css);
const click = (css) => tap(stage.driver, By.css(css));
const rest = (time) => stage.driver.sleep(time);
const kept = async () => {
  const document = decodeURIComponent(new URL(await stage.driver.getCurrentUrl()).hash.slice(1));
  return core(stage.driver, "open", { document });
};

before(async () => {
  method = await start();
  stage = await open((folder) => {
    const file = join(folder, "ime.journey.json");
    writeFileSync(file, JSON.stringify(JOURNEY));
    return [file];
  });
  await the("article");
  await core(stage.driver, "prefer", { key: "language", value: "ja" });
  await stage.driver.navigate().refresh();
  await the('article[aria-label*="「入る」"]');
  await windowTitled("Tabiji");
});

after(async () => {
  await stage?.close();
  await method?.stop();
});

/** The field that has the keyboard: what it is called, and the text in it. None where no field has it. */
const field = () =>
  stage.driver.executeScript(`
    let it = document.activeElement;
    while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
    const name = it?.ariaLabel ?? it?.placeholder;
    if (it?.value !== undefined) return { name, text: it.value };
    const lines = [...(it?.querySelectorAll(".cm-line") ?? [])];
    return lines.length > 0 ? { name, text: lines.map((line) => line.textContent).join("\\n") } : null;`);

/** What keys might open, close, add or remove. */
const around = () =>
  stage.driver.executeScript(`
    const count = (css) => document.querySelectorAll(css).length;
    const current = [...document.querySelectorAll("[aria-current]")].map((it) => it.textContent);
    return [count(".react-flow__node"), count("[role=dialog]"), count("[data-inspector] [role=group]"), count("textarea"), ...current];`);

/** Waits until the field shows this; what an input method does comes a little later than its key. */
async function reads(text, why) {
  let last;
  await stage.driver
    .wait(async () => (last = await field())?.text === text, 5000)
    .catch(() => assert.deepEqual(last?.text, text, why));
}

/** Asks the core, over and over, until it keeps so many 旅行. */
async function keeps(count) {
  let last;
  await stage.driver
    .wait(async () => (last = trips((await kept()).drawing)) === count, 5000)
    .catch(() => assert.equal(last, count, "what the core keeps"));
}

const trips = (drawing) => JSON.stringify(drawing).split("旅行").length - 1;

/**
 * Lets the input method write into the field that has the keyboard, before the last letters of `tail`: typed, taken
 * back, given up, converted, given up again, converted and confirmed. `steps` says how many steps of the journey that makes.
 */
async function written({ steps, name, tail = "" }) {
  press("ctrl+End", ...[...tail].map(() => "Left"));
  const { text: before, name: called } = await field();
  assert.match(called, name);
  assert.ok(before.endsWith(tail));
  const shows = (letters, why) => reads(`${before.slice(0, before.length - tail.length)}${letters}${tail}`, why);
  const [earlier, there] = [await kept(), await around()];
  type("ryokou");
  await shows("りょこう", "the kana stand in the field");
  press("BackSpace");
  await shows("りょこ", "Backspace takes a letter of the conversion");
  press("BackSpace", "BackSpace", "BackSpace");
  await shows("", "and all of them");
  type("ryokou");
  await shows("りょこう");
  press("Escape");
  await shows("", "Escape gives the conversion up");
  type("ryokou");
  await shows("りょこう");
  press("space");
  await shows("旅行", "Space converts");
  stage.picture(`ime-${called}`.replaceAll(/[ /：:]/g, "-"));
  await rest(IDLE);
  const now = await kept();
  assert.equal(now.revision, earlier.revision, "nothing is kept half-way");
  press("Escape");
  await shows("りょこう", "Escape goes back to the kana");
  press("space");
  await shows("旅行");
  press("Return");
  await rest(IDLE);
  await shows("旅行", "it arrives once");
  assert.equal((await field()).name, called, "and the field keeps the keyboard");
  assert.deepEqual(await around(), there, "Enter, Escape and Backspace did nothing else");
  await keeps(trips(earlier.drawing) + steps);
  assert.equal((await kept()).revision, earlier.revision + steps, "one text is one step");
}

/** Chooses a step by its name. */
const choose = (name) => click(`article[aria-label*="「${name}」"] header`);

/** Takes the keyboard to the canvas, where letters are commands. */
const canvas = () => stage.driver.executeScript(`document.querySelector(".react-flow").focus()`);

test("a step's name", async () => {
  await choose("入る");
  await click("[data-inspector] input[aria-label='名前']");
  await written({ steps: 1, name: /^名前$/ });
  await the('article[aria-label*="「入る旅行」"]');
});

test("a field that is left while converting keeps what it shows, once", async () => {
  await choose("終わる");
  await click("[data-inspector] input[aria-label='名前']");
  press("ctrl+End");
  const earlier = await kept();
  type("ryokou");
  await reads("終わるりょこう");
  press("space");
  await reads("終わる旅行");
  await click("[data-inspector] h2");
  await the('article[aria-label*="「終わる旅行」"]');
  await rest(IDLE);
  await keeps(trips(earlier.drawing) + 1);
});

test("the text of a message", async () => {
  await choose("知らせる");
  await click("[data-inspector] fieldset textarea");
  await written({ steps: 1, name: /./ });
});

test("the value of a condition's row", async () => {
  await choose("分ける");
  await click("[data-builder] input[aria-label$='：値']");
  await written({ steps: 1, name: /：値$/ });
});

test("a condition as text", async () => {
  await tap(stage.driver, By.xpath("//*[@data-builder]//button[normalize-space()='テキスト']"));
  await click("[data-condition]");
  await written({ steps: 1, name: /./, tail: '"' });
  assert.equal((await kept()).drawing.nodes.nod_if.config.arms[0].when, 'customer.city == "東京旅行旅行"');
});

test("the journey's name", async () => {
  await click("header input[aria-label='ジャーニーの名前']");
  await written({ steps: 1, name: /^ジャーニーの名前$/ });
});

test("a note on the canvas", async () => {
  await canvas();
  await stage.driver.actions().keyDown(Key.SHIFT).sendKeys("n").keyUp(Key.SHIFT).perform();
  await the(".react-flow__node-note textarea");
  await rest(IDLE);
  // Kept when the note is left: by the same Escape that gave conversions up.
  const earlier = await kept();
  await written({ steps: 0, name: /^付箋の文章$/ });
  press("Escape");
  await keeps(trips(earlier.drawing) + 1);
});

test("the name of a persona", async () => {
  await canvas();
  press("Escape");
  await tap(stage.driver, By.xpath("//*[@data-inspector]//button[normalize-space()='サンプル顧客を開く']"));
  await tap(stage.driver, By.xpath("//*[@data-people]//button[normalize-space()='若い人']"));
  await click("[data-people] input[aria-label='ペルソナの名前']");
  await written({ steps: 1, name: /^ペルソナの名前$/ });
  press("Escape");
  await stage.driver.wait(async () => (await stage.driver.findElements(By.css("[data-people]"))).length === 0, 5000);
});

test("the command palette, where Enter would run and Escape would close", async () => {
  await canvas();
  press("ctrl+k");
  await the("[role=dialog] [role=combobox]");
  await written({ steps: 0, name: /./ });
  press("ctrl+a", "BackSpace");
  type("seiretsu");
  await reads("せいれつ");
  press("Return");
  await rest(IDLE);
  await the("[role=dialog] [data-action=tidy]");
  const { revision } = await kept();
  press("Return");
  await stage.driver.wait(async () => (await kept()).revision === revision + 1, 5000, "the second Enter runs it");
});

test("the picker, where Enter would place a step", async () => {
  await canvas();
  press("n");
  await the("[role=dialog] [data-pick]");
  await written({ steps: 0, name: /./ });
  press("ctrl+a", "BackSpace");
  const { revision } = await kept();
  type("me-ru");
  await reads("めーる");
  press("Return");
  await rest(IDLE);
  assert.equal((await kept()).revision, revision, "Enter confirmed, and placed nothing");
  press("Return");
  await stage.driver.wait(async () => (await kept()).revision > revision, 5000, "the second Enter places");
});

test("the search, where Enter would go on to the next place", async () => {
  await canvas();
  press("ctrl+f");
  await the("[data-search]");
  await written({ steps: 0, name: /検索/ });
  press("Return");
  await the("li[aria-current]");
});

test("the help's search", async () => {
  press("F1");
  await click("input[type=search][aria-label='ヘルプを検索']");
  await written({ steps: 0, name: /ヘルプを検索/ });
});

test("a name in the outline, where Enter would keep it and Escape would not", async () => {
  await canvas();
  press("o");
  await click("[role=treeitem]");
  press("F2");
  await the("[role=treeitem] input");
  const earlier = await kept();
  await written({ steps: 0, name: /^名前$/ });
  press("Return");
  await keeps(trips(earlier.drawing) + 1);
});
