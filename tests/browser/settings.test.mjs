// Stories of settings: conditions typed as text, weeks painted, several steps moved and lined up at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { asText, stories } from "./story.mjs";

const { stage, page, story } = await stories();

const condition = (name) => page.locator(`[data-condition='${name}']`).getByRole("textbox");

test("a condition is completed with the journey's own names, and kept as it was typed", async () => {
  await page.getByRole("article", { name: "未成年・配慮の確認" }).click();
  await asText(page);
  const field = condition("条件").first();
  await field.waitFor();
  const made = await story.oneStep(async () => {
    await field.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("customer.ti");
    await page.keyboard.press("Control+Space");
    await page.getByText("会員ランク").first().waitFor();
    // A list that has only just opened takes no key yet.
    await page.waitForTimeout(200);
    await page.keyboard.press("Enter");
    await page.keyboard.insertText(' == "');
    await page.keyboard.press("Control+Space");
    await page.getByRole("option", { name: /gold/ }).click();
    await page.waitForTimeout(900);
  });
  assert.equal(made.later.drawing.nodes.nod_care.config.arms[0].when, 'customer.tier == "gold"');
  await story.thereAndBack(made);
  await story.takenBack();
});

test("an error stands under the word that is wrong, as the core says it", async () => {
  const field = condition("条件").first();
  const made = await story.oneStep(async () => {
    await field.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("true && customer.agee < 18");
    await page.waitForTimeout(1200);
  });
  const found = made.later.findings.find((found) => found.field === "/config/arms/0/when");
  const mark = page.locator("[data-condition='条件']").first().locator(".cm-lintRange-error");
  assert.equal(await mark.innerText(), "customer.agee");
  await mark.hover();
  await page.locator(".cm-diagnostic").getByText(found.message.ja).waitFor();
  await story.thereAndBack(made);
  await story.takenBack();
});

test("undo in a condition is the condition's own", async () => {
  const field = condition("条件").first();
  await story.noStep(async () => {
    await field.click();
    await page.keyboard.press("End");
    await page.keyboard.insertText(" && true");
    await page.keyboard.press("Control+z");
    await page.waitForTimeout(900);
  });
});

test("quiet hours are painted with one stroke", async () => {
  await page.locator("body").press("Escape");
  await page.locator(".react-flow__pane").click({ position: { x: 20, y: 20 } });
  await page.getByRole("button", { name: /^静穏時間/ }).click();
  await page.getByRole("button", { name: /を塗って決める/ }).click();
  const cell = (day, hour) => page.locator(`[data-spot='${day}-${hour}']`);
  assert.equal(await cell(0, 21).getAttribute("aria-selected"), "true");
  assert.equal(await cell(0, 9).getAttribute("aria-selected"), "false");
  const made = await story.oneStep(async () => {
    await cell(5, 12).hover();
    await page.mouse.down();
    await cell(6, 14).hover();
    await page.mouse.up();
    await page.waitForTimeout(200);
  });
  assert.deepEqual(made.later.drawing.settings.quiet_hours.windows, [
    { days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "21:00", to: "09:00" },
    { days: ["sat", "sun"], from: "12:00", to: "15:00" },
  ]);
  const again = await story.oneStep(async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /を塗って決める/ }).click();
    await cell(0, 9).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Space");
    await page.waitForTimeout(200);
  });
  assert.ok(
    again.later.drawing.settings.quiet_hours.windows.some(
      ({ days, from, to }) => days.join() === "mon" && from === "10:00" && to === "11:00",
    ),
  );
  await page.keyboard.press("Escape");
  await page.waitForTimeout(300);
  await story.thereAndBack(again);
});

test("steps in a box move together, as one step", async () => {
  const made = await story.oneStep(async () => {
    const pane = await page.locator(".react-flow__pane").boundingBox();
    await page.keyboard.down("Shift");
    await page.mouse.move(pane.x + 10, pane.y + 10);
    await page.mouse.down();
    await page.mouse.move(pane.x + 500, pane.y + pane.height - 120, { steps: 8 });
    await page.mouse.up();
    await page.keyboard.up("Shift");
    const frame = page.locator(".react-flow__nodesselection-rect");
    await frame.waitFor();
    const box = await frame.boundingBox();
    await page.mouse.move(box.x + 30, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + 30, box.y + 94, { steps: 8 });
    await page.mouse.up();
    await page.waitForTimeout(200);
  });
  const before = made.earlier.drawing.layout.nodes;
  const moved = Object.entries(made.later.drawing.layout.nodes).filter(([id, at]) => before[id].y !== at.y);
  assert.ok(moved.length >= 2, `${moved.length} moved`);
  const shifts = new Set(moved.map(([id, at]) => at.y - before[id].y));
  assert.equal(shifts.size, 1, "all by the same way");
  await story.thereAndBack(made);
});

test("selected steps are lined up, as one step", async () => {
  const made = await story.oneStep(async () => {
    await page.getByRole("button", { name: "左をそろえる" }).click();
    await page.waitForTimeout(200);
  });
  const before = made.earlier.drawing.layout.nodes;
  const after = made.later.drawing.layout.nodes;
  assert.ok(Object.keys(after).some((id) => before[id].x !== after[id].x));
  await story.thereAndBack(made);
});

test("copied steps are text, and another window takes them", async () => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("article", { name: "未成年・配慮の確認" }).click();
  await page.keyboard.press("Control+c");
  await page.waitForTimeout(300);
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(JSON.parse(text).nodes.nod_care);
  await page.getByRole("button", { name: "一覧に戻る" }).click();
  await page.getByRole("button", { name: /空のキャンバスから始める/ }).click();
  await page.getByRole("heading", { name: "最初のステップを置きましょう" }).waitFor();
  const made = await story.oneStep(async () => {
    await page.keyboard.press("Control+v");
    await page.getByRole("article", { name: "未成年・配慮の確認" }).waitFor();
  });
  const [step] = Object.values(made.later.drawing.nodes);
  assert.equal(step.config.arms.length, 2);
  await story.thereAndBack(made);
});

test("the page complained of nothing", async () => {
  assert.ok(await kept(page));
  assert.deepEqual(stage.complaints, []);
});
