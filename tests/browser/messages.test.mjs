// Stories of a message's texts: shown as sample customers read them while they are typed, variables put in from a menu,
// gaps and the longest short message among ten thousand found, what is wrong said at the field.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { stories } from "./story.mjs";

const name = { of: { weights: { 山田: 1, 長曽我部: 1 } } };
const JOURNEY = {
  format: "tabiji.journey",
  version: 1,
  id: "jny_messages",
  name: "文面",
  settings: {
    attributes: { name: { type: "text", label: { ja: "姓", en: "Family name" } }, points: { type: "integer", label: { ja: "ポイント", en: "Points" } } },
    events: { bought: { label: { ja: "購入" } } },
    population: { customers: 100, seed: 7, attributes: { name: { ...name, missing: 5 }, points: { of: { uniform: { from: 1000, to: 9999 } } } } },
  },
  nodes: {
    nod_in: { kind: "entry.event", name: "入る", config: { event: "bought" } },
    nod_sms: { kind: "message", name: "お知らせ", config: { channel: "sms", class: "transactional", templates: { ja: { body: "お知らせです" } } } },
    nod_end: { kind: "flow.end", name: "終わる" },
  },
  edges: { nod_in: { out: "nod_sms" }, nod_sms: { sent: "nod_end", not_sent: "nod_end", bounced: "nod_end" } },
  layout: { nodes: { nod_in: { x: 0, y: 0 }, nod_sms: { x: 320, y: 0 }, nod_end: { x: 640, y: 0 } } },
};

const { page, story } = await stories(JOURNEY);

await story.node("お知らせ").locator("header").click();
const texts = page.locator("[data-inspector] fieldset");
const body = texts.locator("textarea");
const preview = page.getByRole("region", { name: "プレビュー" });
const text = async () => (await kept(page)).drawing.nodes.nod_sms.config.templates.ja.body;

async function type(typed) {
  await body.click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(typed);
  await page.waitForTimeout(700);
  await story.saved();
}

test("a variable is put in where the caret stands, and reads as the customer's own value", async () => {
  await preview.getByText("お知らせです").waitFor();
  await body.click();
  await page.keyboard.press("Home");
  const step = await story.oneStep(async () => {
    await texts.getByRole("button", { name: "変数を差し込む" }).click();
    await page.getByRole("menuitem", { name: "姓" }).click();
    await page.keyboard.insertText("様、");
    await page.waitForTimeout(700);
  });
  assert.equal(await text(), "{{customer.name}}様、お知らせです");
  await preview.locator("mark").filter({ hasText: /山田|長曽我部|空白/ }).waitFor();
  await story.thereAndBack(step);
});

test("who finds a gap and who gets the longest is one click away", async () => {
  await type(`{{customer.name}}様、${"あ".repeat(66)}`);
  const gaps = preview.getByRole("button", { name: /空白になる顧客/ });
  await gaps.click();
  await preview.locator("mark", { hasText: "空白" }).waitFor();
  await preview.getByText("68 / 70文字（UCS-2）・1通").waitFor();
  await preview.getByRole("button", { name: "いちばん長い顧客（2通）" }).click();
  await preview.locator("mark", { hasText: "長曽我部" }).waitFor();
  await preview.getByText("72 / 134文字（UCS-2）・2通").waitFor();
});

test("one can go from customer to customer, round and back", async () => {
  const reader = preview.locator("[aria-live]");
  await preview.getByRole("button", { name: "いちばん長い顧客" }).click();
  const at = await reader.textContent();
  await preview.getByRole("button", { name: "次の顧客" }).click();
  await page.waitForFunction((before) => document.querySelector("[data-inspector] [aria-live]")?.textContent !== before, at);
  await preview.getByRole("button", { name: "前の顧客" }).click();
  await preview.getByText(at, { exact: true }).waitFor();
});

test("what is wrong is said at the field in words, and nothing typed is lost", async () => {
  await type("{{customer.name | shout}}様");
  await texts.getByText(/1行目に値を差し込めません/).waitFor();
  await preview.getByText("変数の書き方に誤りがあるため表示できません").waitFor();
  assert.equal(await text(), "{{customer.name | shout}}様");
  await type("http://example.jp {{points}}");
  await texts.getByText(/http:\/\/ のため/).waitFor();
  await texts.getByText(/「points」は定義されていません/).waitFor();
});

test("a text full of markup is text", async () => {
  await type("<img src=x onerror=alert(1)><b>{{customer.points | number}}</b>");
  await preview.getByText("<img src=x onerror=alert(1)>").waitFor();
  assert.equal(await preview.locator("img, b").count(), 0);
  await preview.locator("mark").filter({ hasText: /^\d,\d{3}$/ }).waitFor();
});
