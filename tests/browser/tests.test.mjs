// Stories of scenarios and guardians: one click makes a scenario of a customer; an edit that parts from it fails at once, in
// words, and leads to the step; a rule is written as a sentence, and whoever breaks it is one click away.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { stories } from "./story.mjs";

const { page, story, stage } = await stories();

const done = () => page.locator('[data-phase="done"]').waitFor({ timeout: 180_000 });
const row = (id) => page.locator(`[data-test="${id}"]`);
const fares = (id, sign) =>
  page.locator(`[data-tests=fresh] [data-test="${id}"][data-sign="${sign}"]:not([data-stale])`).waitFor({ timeout: 120_000 });
const command = async (name) => {
  await page.locator("body").press("Control+k");
  await page.keyboard.insertText(name);
  await page.keyboard.press("Enter");
};
const shot = async (name) => {
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/${name}.png` });
};
const blank = (name) => page.locator(`[data-sentence] [data-blank="${name}"]`);

/** The scenario that was made. */
let made = null;

test("from the command palette: the journey's scenarios are played without being asked", async () => {
  await command("シナリオと守り");
  await fares("scn_buys_at_once", "passed");
  assert.equal(await page.locator("[data-sign=failed]").count(), 0);
  assert.ok((await page.locator("[data-sign=unknown]").count()) > 0, "what nobody rehearsed is not known");
});

test("one click makes a scenario of a customer, and it passes", async () => {
  await page.getByRole("button", { name: "リハーサルの方法" }).click();
  const people = page.getByRole("textbox", { name: "顧客", exact: true });
  await people.fill("300");
  await people.press("Enter");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "リハーサル", exact: true }).click();
  await done();
  await page.getByRole("tab", { name: "顧客" }).click();
  await page.locator("[data-customer]").first().click();
  const button = page.getByRole("button", { name: "この顧客をシナリオにする" });
  await button.waitFor();
  await shot("story");
  const before = await kept(page);
  const { later } = await story.oneStep(async () => {
    await button.click();
    await page.locator("[data-scenario-editor]").waitFor();
  });
  assert.equal(later.drawing.settings.scenarios.length, before.drawing.settings.scenarios.length + 1);
  made = later.drawing.settings.scenarios.at(-1);
  await fares(made.id, "passed");
  await page.locator("[data-customer-fields]").waitFor();
  await shot("scenario");
});

test("an edit that parts from it fails within moments, in words; a click leads to the step; undo passes again", async () => {
  await page.locator("[data-part=expected] [data-line]").first().waitFor();
  await page.locator("#step-nod_first_hour header").evaluate((element) => element.click());
  const length = page.locator("[data-inspector]").getByRole("textbox", { name: "待つ期間", exact: true });
  await length.fill("3");
  await length.press("Enter");
  await fares(made.id, "failed");
  const why = row(made.id).locator("[data-goto]");
  assert.match(await why.innerText(), /はずでしたが/);
  await page.locator("body").press("Escape");
  await why.focus();
  await page.keyboard.press("Enter");
  await page.locator(".react-flow__node.selected").waitFor();
  await shot("failed");
  await story.takenBack();
  await fares(made.id, "passed");
});

test("one that fails blocks publishing, by its name and why, and readiness leads back to it", async () => {
  await page.locator("#step-nod_first_hour header").evaluate((element) => element.click());
  const length = page.locator("[data-inspector]").getByRole("textbox", { name: "待つ期間", exact: true });
  await length.fill("3");
  await length.press("Enter");
  await fares(made.id, "failed");
  await page.locator("body").press("Escape");
  await command("公開の準備");
  const blocking = page.locator("[data-obstacle=scenario_failed]");
  await blocking.first().waitFor({ timeout: 120_000 });
  assert.equal(await page.locator("[data-ready]").getAttribute("data-ready"), "false");
  const texts = await blocking.allInnerTexts();
  assert.ok(texts.some((text) => text.includes(made.name.ja ?? made.name) && /はずでしたが/.test(text)), texts.join("\n"));
  await shot("readiness-scenario");
  await blocking.first().getByRole("button", { name: "テストを見る" }).click();
  await row(made.id).waitFor();
  await story.takenBack();
  await fares(made.id, "passed");
  await row(made.id).locator("button").first().click();
});

test("a change of a field is one step, and what cannot be read is said at its field and changes nothing", async () => {
  const at = page.locator("[data-part=clock] [data-line]").last().getByRole("textbox");
  await story.noStep(async () => {
    await at.fill("いつか");
    await at.press("Enter");
    await page.locator("[data-part=clock] [role=alert]").waitFor();
  });
  await story.oneStep(async () => {
    await at.fill("80d");
    await at.press("Enter");
    await page.locator("[data-part=clock] [role=alert]").waitFor({ state: "detached" });
  });
  await story.takenBack();
});

test("what several lines say of the customer is shown as one, and changed in the line that says it", async () => {
  await row("scn_buys_at_once").getByRole("button").first().click();
  const customer = page.locator("[data-customer-fields]");
  const mail = customer.getByRole("combobox", { name: "メール受信の同意" });
  await mail.filter({ hasText: "はい" }).waitFor();
  assert.equal(await customer.getByRole("textbox", { name: "年齢" }).inputValue(), "41");
  const { earlier, later } = await story.oneStep(async () => {
    await mail.click();
    await page.getByRole("option", { name: "いいえ" }).click();
    await mail.filter({ hasText: "いいえ" }).waitFor();
  });
  const lines = ({ drawing }) => drawing.settings.scenarios.find(({ id }) => id === "scn_buys_at_once").story;
  const changed = lines(earlier).map((line) => line.replace("email_ok=true", "email_ok=false"));
  assert.notDeepEqual(changed, lines(earlier));
  assert.deepEqual(lines(later), changed, "no other value and no other line moved");
  await story.takenBack();
});

test("what an event brings with it stands in fields of its own", async () => {
  const first = page.locator("[data-part=does] [data-line]").first();
  const items = first.getByRole("textbox", { name: "商品点数" });
  assert.equal(await items.inputValue(), "2");
  const { later } = await story.oneStep(async () => {
    await items.fill("3");
    await items.press("Enter");
  });
  const told = later.drawing.settings.scenarios.find(({ id }) => id === "scn_buys_at_once").story;
  assert.ok(told.includes("at +0s cart_abandoned device=phone items=3"), told.join("\n"));
  await story.takenBack();
});

test("a line begins with one click, and a fate keeps its step", async () => {
  const chance = page.locator("[data-part=chance]");
  await story.oneStep(async () => {
    await page.getByRole("button", { name: "メッセージの結果を決める" }).click();
    await chance.locator("[data-line]").waitFor();
  });
  const { later } = await story.oneStep(async () => {
    await chance.getByRole("combobox", { name: "内容" }).click();
    await page.getByRole("option", { name: "開封される", exact: true }).click();
  });
  const told = later.drawing.settings.scenarios.find(({ id }) => id === "scn_buys_at_once").story.at(-1);
  assert.match(told, /^given nod_\w+ opened \+1h$/);
  await story.takenBack();
  await story.takenBack();
});

test("what a rule is about is chosen by its name", async () => {
  await row("grd_hour_of_grace").getByRole("button").first().click();
  await blank("first").getByRole("combobox").last().filter({ hasText: "自分で買い直すのを1時間待つ" }).waitFor();
  await row("grd_care_human").getByRole("button").first().click();
  const among = blank("one_of").getByRole("combobox");
  await among.filter({ hasText: "購入 (purchase)" }).waitFor();
  assert.equal(await blank("one_of").getByRole("textbox").count(), 0, "nothing must be known by heart");
});

test("a rule is written as a sentence; who breaks it is one click away", async () => {
  await page.getByRole("button", { name: "守りを追加" }).click();
  await page.locator("[data-guardian-editor]").waitFor();
  const { drawing } = await kept(page);
  const { id } = drawing.settings.guardians.at(-1);
  await page.locator("[data-guardian-editor]").getByRole("combobox", { name: "ルール" }).click();
  await page.getByRole("option", { name: "回数を超えない" }).click();
  await blank("messages").waitFor();
  const count = blank("messages").getByRole("textbox");
  await count.fill("0");
  await count.press("Enter");
  await fares(id, "broken");
  await shot("guardian");
  await row(id).locator("[data-breaker]").first().click();
  await page.getByRole("button", { name: "この顧客をシナリオにする" }).waitFor();
  await command("シナリオと守り");
  await row(id).waitFor();
});

test("killed and opened again, all is the same", async () => {
  const before = await kept(page);
  await stage.restart();
  await page.locator(".react-flow__node").first().waitFor();
  await command("シナリオと守り");
  await fares(made.id, "passed");
  assert.deepEqual((await kept(page)).drawing.settings, before.drawing.settings);
});

test("the page complained of nothing", () => assert.deepEqual(stage.complaints, []));
