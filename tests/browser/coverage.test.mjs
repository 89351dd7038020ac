// Stories of coverage: what nobody tried is marked on the drawing and said; who would try it is lived before one's eyes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { stories } from "./story.mjs";

const file = new URL("../../flows/cart-recovery.journey.json", import.meta.url);
const JOURNEY = JSON.parse(readFileSync(file, "utf8"));
// Minors of sixty and more: nobody ever comes here.
const behind = JOURNEY.edges.nod_care.minor;
JOURNEY.nodes.nod_again = { kind: "branch", name: "未成年をもう一度", config: { arms: [{ name: "elder", when: "customer.age >= 60" }] } };
JOURNEY.nodes.nod_elder = { kind: "flow.end", name: "高齢の未成年", config: { outcome: "left" } };
JOURNEY.edges.nod_care.minor = "nod_again";
JOURNEY.edges.nod_again = { elder: "nod_elder", otherwise: behind };

const { page, story, stage } = await stories(JOURNEY);

let report = null;
page.on("response", async (answer) => {
  if (answer.url().endsWith("/call/report")) report = (await answer.json()).report ?? report;
});

/** Gaps of steps and ways out, by their place. */
const placed = () => report.coverage.gaps.filter(({ condition, node }) => condition === undefined && node);

test("steps and wires that nobody tried are marked, and said", async () => {
  await page.getByRole("button", { name: "リハーサルの方法" }).click();
  const people = page.getByRole("textbox", { name: "顧客", exact: true });
  await people.fill("60");
  await people.press("Enter");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "リハーサル", exact: true }).click();
  await page.locator('[data-phase="done"]').waitFor({ timeout: 180_000 });
  await page.waitForTimeout(400);
  const steps = placed().filter(({ port }) => port === undefined);
  const kind = ({ answer }) => (answer === "not_found" ? "unknown" : "impossible" in answer ? "impossible" : "untried");
  assert.ok(steps.some((gap) => kind(gap) === "impossible"), "one step is impossible");
  const marks = await page.locator("article [data-gap]").evaluateAll((marks) =>
    marks.map((mark) => [mark.closest("article").id.replace("step-", ""), mark.dataset.gap]));
  const drawn = await page.locator("article").evaluateAll((all) => all.map(({ id }) => id.replace("step-", "")));
  const wanted = steps.filter(({ node }) => drawn.includes(node)).map((gap) => [gap.node, kind(gap)]);
  assert.deepEqual(marks.sort(), wanted.sort());
  await page.getByRole("article", { name: /高齢の未成年.*誰も来られない/ }).first().waitFor({ state: "attached" });
  const wire = page.getByRole("img", { name: /高齢の未成年.*誰も来られない/ });
  assert.equal(await wire.count(), 1, "the wire says it, too");
  const folder = process.env.SCREENS;
  if (folder) await page.screenshot({ path: `${folder}/coverage-drawing.png` });
});

test("for an impossible place the report names the conditions that contradict each other, and goes to the step", async () => {
  await page.getByRole("button", { name: "レポート", exact: true }).click();
  await page.getByRole("navigation").getByRole("button", { name: "カバレッジ", exact: true }).click();
  const gap = page.getByRole("listitem").filter({ hasText: "高齢の未成年" }).filter({ hasText: "矛盾" }).first();
  const told = await gap.innerText();
  assert.ok(told.includes("customer.age < 18") && told.includes("customer.age >= 60"), told);
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/coverage-page.png` });
  await gap.getByRole("button", { name: "高齢の未成年" }).click();
  await page.locator("[data-said]").filter({ hasText: "高齢の未成年" }).waitFor({ state: "attached" });
});

test("whoever would try it is lived: their way on the drawing leads there", async () => {
  const gap = placed().find(({ port, answer }) => port !== undefined && answer.customer);
  assert.ok(gap, "somebody would go a way that nobody went");
  await page.getByRole("button", { name: "レポート", exact: true }).click();
  await page.getByRole("navigation").getByRole("button", { name: "カバレッジ", exact: true }).click();
  const answered = page.waitForResponse((answer) => answer.url().endsWith("/call/story"));
  await page.locator(`[data-candidate="${gap.answer.customer.id}"]`).first().click();
  const told = await (await answered).json();
  assert.equal(told.customer, gap.answer.customer.id);
  assert.ok(told.path.some(({ node, port }) => node === gap.node && port === gap.port), "they go there");
  const known = Object.fromEntries(told.attributes.map(({ name, value }) => [name, value]));
  const given = Object.keys(gap.answer.customer.attributes);
  assert.ok(given.length > 0 && given.every((name) => known[name] !== null), JSON.stringify(known));
  await page.getByRole("region", { name: `${told.customer}の道のり` }).waitFor();
  await page.locator(".react-flow__edge-path.trodden").first().waitFor({ state: "attached" });
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/coverage-story.png` });
});

test("the mark on a step leads to the one who would come", async () => {
  const gap = placed().find(({ port, answer }) => port === undefined && answer.customer);
  assert.ok(gap, "somebody would come to a step that nobody came to");
  const mark = page.locator(`#step-${gap.node} [data-gap]`);
  await mark.evaluate((element) => element.click());
  await page.getByRole("region", { name: `${gap.answer.customer.id}の道のり` }).waitFor();
});

test("after an edit nothing is marked that may not be so any more", async () => {
  await page.getByRole("button", { name: "リハーサルの方法" }).click();
  await page.getByRole("checkbox").last().uncheck();
  await page.keyboard.press("Escape");
  await page.locator("#step-nod_elder header").evaluate((element) => element.click());
  await story.oneStep(async () => {
    await page.locator("body").press("Delete");
  });
  await page.waitForTimeout(500);
  assert.equal(await page.locator("[data-gap]").count(), 0);
});

test("the page complained of nothing", () => assert.deepEqual(stage.complaints, []));
