// What an input method writes arrives exactly once in every field of every screen: nothing is sent half-way, Enter that
// confirms does nothing else, and Backspace takes letters and no step. The sequences are the browser's own compositions.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { kept, open } from "./stage.mjs";

const stage = await open();
after(() => stage.close());
const { page } = stage;
const keyboard = await page.context().newCDPSession(page);

/** Fields that take text. */
const FIELDS = ["input:not([type])", "input[type=text]", "input[type=search]", "textarea", ".cm-content"]
  .map((field) => `${field}:visible`)
  .join(", ");

/** A key as it reaches the page while an input method has it, down and up. */
async function taken(key, change = () => undefined) {
  const process = { windowsVirtualKeyCode: 229, key: "Process", code: key };
  await keyboard.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...process });
  await change();
  await keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", ...process, windowsVirtualKeyCode: CODES[key] ?? 65, key });
}

const CODES = { Enter: 13, Backspace: 8, Space: 32 };

const shown = (text) => () =>
  keyboard.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });

/** りょこう typed, one letter taken back and typed again, converted and confirmed. */
async function composed() {
  for (const text of ["r", "ry", "りょ", "りょk", "りょこ", "りょこう"]) await taken("KeyR", shown(text));
  await taken("Backspace", shown("りょこ"));
  await taken("KeyU", shown("りょこう"));
  await taken("Space", shown("旅行"));
}

const confirmed = () => taken("Enter", () => keyboard.send("Input.insertText", { text: "旅行" }));

const read = (field) =>
  field.evaluate((it) => it.value ?? [...it.querySelectorAll(".cm-line")].map((line) => line.textContent).join("\n"));

const times = (text) => text.split("旅行").length - 1;

const places = () => page.locator("[role=dialog], tr, .react-flow__node").count();

/** Lets an input method write into a field; where `patient`, it is slow to confirm, and the core is asked. */
async function through(field, patient) {
  const before = await read(field);
  const had = patient && (await kept(page));
  await field.focus();
  await page.keyboard.press("End");
  const there = await places();
  await composed();
  if (patient) {
    // Longer than any field waits before it sends what was typed.
    await page.waitForTimeout(650);
    assert.equal((await kept(page)).revision, had.revision, "nothing is sent before it is confirmed");
  }
  await confirmed();
  assert.ok(await field.evaluate((it) => it === it.getRootNode().activeElement), "the field keeps the keyboard");
  const now = await read(field);
  assert.equal(times(now), times(before) + 1, `it arrives once: ${JSON.stringify(now)}`);
  assert.equal(now.replace("旅行", ""), before, "and nothing else does");
  assert.equal(await places(), there, "Enter did nothing else");
  // Out again, letter by letter, as it came in.
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  assert.equal(await read(field), before, "Backspace takes letters");
  assert.equal(await places(), there, "and no step");
}

/** Opens each group of what is chosen, and in each the first thing that opens: the others have the same fields. */
async function opened() {
  await page.locator("[data-inspector] input").first().waitFor();
  const groups = await page.locator(`[data-inspector] section:not(section section):has(> ${FOLD})`).elementHandles();
  for (const group of groups) {
    await (await group.$(`:scope > ${FOLD}`)).click();
    await (await group.$(`div ${FOLD}.quiet`))?.click();
  }
}

const FOLD = "button[aria-expanded=false]:not([role], [aria-haspopup])";

async function step(id) {
  const sheet = page.locator("[data-inspector] h2");
  const before = await sheet.innerText();
  await page.locator(`[data-id=${id}] header`).click();
  // Its sheet has taken the place of the one before.
  await sheet.and(page.locator(`:not(:text-is(${JSON.stringify(before)}))`)).waitFor();
  await opened();
}

const canvas = () => page.locator(".react-flow").focus();

const key = (name) => page.locator("body").press(name);

const PLACES = [
  ["the palette of kinds and the journey's settings", opened],
  ["a message", () => step("nod_mail")],
  ["conditions as rows", () => step("nod_care")],
  ["conditions as text", () => page.locator("[data-builder] button[aria-pressed=false]").first().click()],
  ["search", () => key("Control+f")],
  ["a note", async () => {
    await canvas();
    await key("Shift+N");
  }],
  ["the command palette", async () => {
    await canvas();
    await key("Control+k");
  }],
  ["the picker", async () => {
    await key("Escape");
    await canvas();
    await key("n");
  }],
  ["the help", async () => {
    await key("Escape");
    await canvas();
    await key("F1");
    await page.locator("[data-page]").first().waitFor();
  }],
  ["a name in the outline", async () => {
    await canvas();
    await key("o");
    await page.getByRole("tree").waitFor();
    await key("Home");
    await key("F2");
    await page.getByRole("treeitem").getByRole("textbox").waitFor();
  }],
];

test("a sample is open", async () => {
  await page.locator("[data-sample=cart-recovery]").click();
  await page.locator(".react-flow__node").first().waitFor();
});

for (const [place, go] of PLACES) {
  test(place, async () => {
    await go();
    const fields = page.locator(FIELDS);
    const untried = () =>
      fields.evaluateAll((all) => all.findIndex((it) => !it.composed && !it.ariaHidden && !it.disabled && !it.readOnly));
    const seen = new Map();
    let tried = 0;
    const start = performance.now();
    while ((await untried()) < 0) await page.waitForTimeout(50);
    for (;;) {
      const left = await untried();
      if (left < 0) break;
      const field = await fields.nth(left).elementHandle();
      const name = await field.evaluate((it) => {
        it.composed = true;
        return it.ariaLabel ?? it.labels?.[0]?.textContent ?? it.outerHTML.slice(0, 200);
      });
      // Twenty-four hours have twenty-four of the same fields.
      const alike = name.replace(/\d+$/, "");
      seen.set(alike, (seen.get(alike) ?? 0) + 1);
      if (seen.get(alike) > 2) continue;
      await through(field, tried < 3).catch((failure) => {
        throw new Error(`${name}: ${failure.message}`, { cause: failure });
      });
      tried += 1;
    }
    console.log(`# ${place}: ${tried} fields, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  });
}

test("the page complained of nothing", () => assert.deepEqual(stage.complaints, []));
