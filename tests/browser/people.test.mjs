// Stories of sample customers: the page from each of its doors, shares moved by pointer and by key, each change one step,
// and a journey drawn from empty that gets its customers where its rehearsal was refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { opened, stories } from "./story.mjs";

const { stage, page, story } = await stories();

/** A journey that begins with an event, and says nothing of its customers. */
const BARE = {
  format: "tabiji.journey",
  version: 1,
  id: "jny_bare",
  name: { ja: "空から", en: "From empty" },
  nodes: {
    nod_in: { kind: "entry.event", name: { ja: "はじまり", en: "Start" }, config: { event: "signup" } },
    nod_end: { kind: "flow.end", config: { outcome: "left" } },
  },
  edges: { nod_in: { out: "nod_end" } },
  settings: { attributes: { vip: { type: "boolean" } }, events: { signup: {} } },
};

const dialog = page.locator("[data-people]");
const attribute = (name) => dialog.locator(`[data-attribute='${name}']`);
const close = async () => {
  await dialog.getByRole("button", { name: "サンプル顧客を閉じる" }).click();
  await dialog.waitFor({ state: "detached" });
};
const isOpen = () => attribute("preferred_channel").waitFor();
const populationOf = ({ drawing }) => drawing.settings.population;

/** Waits until the core has what the page was told. */
async function steps(earlier, gesture) {
  await gesture();
  for (;;) {
    const later = await kept(page);
    if (later.revision > earlier.revision) return later;
  }
}

/** One gesture, one step: what it made of the population. */
async function oneStep(gesture) {
  const earlier = await kept(page);
  const later = await steps(earlier, gesture);
  await story.saved();
  assert.equal((await kept(page)).steps, earlier.steps + 1, "one gesture is one step");
  assert.equal(later.revision, earlier.revision + 1);
  return { earlier, later: populationOf(later) };
}

test("the page opens from the settings, from the rehearsal and from the command palette", async () => {
  await page.locator("[data-inspector]").getByRole("button", { name: "サンプル顧客を開く" }).click();
  await isOpen();
  await close();
  await page.getByRole("button", { name: "リハーサルの方法" }).click();
  await page.locator("[data-how]").getByRole("button", { name: "サンプル顧客を開く" }).click();
  await isOpen();
  await close();
  await page.locator("body").press("Escape");
  await page.locator("body").press("Control+k");
  await page.getByRole("dialog").getByRole("textbox").or(page.getByRole("combobox")).first().fill("サンプル顧客");
  await page.keyboard.press("Enter");
  await isOpen();
});

test("a handle moves by key, in one step however long it is held", async () => {
  const channel = attribute("preferred_channel");
  const { later } = await oneStep(async () => {
    await channel.getByRole("slider").first().focus();
    await page.keyboard.down("ArrowLeft");
    await page.keyboard.down("ArrowLeft");
    await page.keyboard.up("ArrowLeft");
  });
  assert.deepEqual(later.attributes.preferred_channel.of.weights, { email: 33, line: 52, sms: 15 });
  const { later: ended } = await oneStep(() => channel.getByRole("slider").first().press("Home"));
  assert.deepEqual(ended.attributes.preferred_channel.of.weights, { email: 0, line: 85, sms: 15 });
});

test("thirds: two handles dragged, and exact numbers typed", async () => {
  const channel = attribute("preferred_channel");
  const bar = channel.getByRole("group").first().locator("div").first();
  for (const [handle, share] of [[0, 1 / 3], [1, 2 / 3]]) {
    await oneStep(async () => {
      await channel.getByRole("slider").nth(handle).hover();
      const box = await bar.boundingBox();
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2, box.y + 8);
      await page.mouse.move(box.x + box.width * share, box.y + 8);
      await page.mouse.up();
    });
  }
  const dragged = populationOf(await kept(page)).attributes.preferred_channel.of.weights;
  assert.deepEqual(dragged, { email: 33, line: 34, sms: 33 });
  const { later } = await oneStep(async () => {
    await channel.getByRole("textbox", { name: /lineの割合/ }).fill("33.34");
    await page.keyboard.press("Enter");
  });
  assert.deepEqual(later.attributes.preferred_channel.of.weights, { email: 33.33, line: 33.34, sms: 33.33 });
  // The sample that is made of it follows.
  // The sample that is made of it follows; more than a third has LINE, for a persona of this journey prefers it.
  await page.waitForFunction(() => {
    const shares = [...document.querySelectorAll("[data-turns-out='preferred_channel'] li")].map((it) => Number.parseFloat(it.lastChild.textContent));
    const [email, line, sms] = shares;
    return Math.abs(email - sms) < 2 && line > 34 && line < 50;
  });
});

test("a wrong percentage is said at its place and changes nothing", async () => {
  const channel = attribute("preferred_channel");
  const before = await kept(page);
  const field = channel.getByRole("textbox", { name: /lineの割合/ });
  await field.fill("150");
  await field.press("Enter");
  await channel.getByRole("alert").waitFor();
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.equal((await kept(page)).revision, before.revision);
  await field.fill("33.34");
  await field.press("Enter");
  await channel.getByRole("alert").waitFor({ state: "detached" });
});

test("what the core refuses is said at the row", async () => {
  const age = attribute("age");
  await oneStep(async () => {
    await age.getByRole("textbox", { name: "最小" }).fill("95");
    await page.keyboard.press("Enter");
  });
  await age.getByRole("alert").getByText(/入れ替えてください/).waitFor();
  await oneStep(async () => {
    await age.getByRole("textbox", { name: "最小" }).fill("16");
    await page.keyboard.press("Enter");
  });
  await age.getByRole("alert").waitFor({ state: "detached" });
});

test("a persona is added, and differs in one attribute", async () => {
  const { later } = await oneStep(() => dialog.getByRole("button", { name: "ペルソナを追加" }).click());
  assert.equal(later.personas.length, 3);
  assert.equal(later.personas[2].share, 20);
  await oneStep(() => dialog.getByRole("button", { name: "変える: tier" }).click());
  const persona = populationOf(await kept(page)).personas[2];
  assert.deepEqual(Object.keys(persona.attributes), ["tier"]);
  const { later: fewer } = await oneStep(() => dialog.getByRole("button", { name: /削除 ペルソナ3|ペルソナ3/ }).last().click());
  assert.equal(fewer.personas.length, 2);
});

test("an hour of an event is set by key", async () => {
  const event = dialog.locator("[data-event='cart_abandoned']").first();
  const { later } = await oneStep(async () => {
    await event.locator("[data-hour='9']").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
  });
  assert.equal(later.events[0].hours[10], 6);
  await close();
});

test("a journey without customers gets them where its rehearsal is refused", async () => {
  await page.getByRole("button", { name: "一覧に戻る" }).click();
  await opened(page, BARE);
  await page.getByRole("article", { name: "はじまり" }).waitFor();
  await page.getByRole("button", { name: "リハーサル", exact: true }).click();
  const { later } = await oneStep(() => page.getByRole("button", { name: "用意してリハーサルする" }).click());
  assert.deepEqual(later.events.map(({ event }) => event), ["signup"]);
  assert.deepEqual(Object.keys(later.attributes), ["vip"]);
  await page.locator("[data-phase=done]").waitFor({ timeout: 120_000 });
  assert.deepEqual(stage.complaints.filter((told) => !told.includes("status of 4")), []);
});
