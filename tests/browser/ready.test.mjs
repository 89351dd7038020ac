// The story of a journey that nothing speaks against: once it is rehearsed, readiness says so plainly.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stories } from "./story.mjs";

const JOURNEY = {
  format: "tabiji.journey",
  version: 1,
  id: "jny_ready",
  name: "一日おいて終わる",
  nodes: {
    nod_in: { kind: "entry.audience", name: "はじまり", config: { schedule: { every: { time: "06:00" } } } },
    nod_wait: { kind: "wait.time", name: "一日待つ", config: { for: "1d" } },
    nod_branch: {
      kind: "branch",
      name: "会員か",
      config: { arms: [{ name: "member", when: "customer.member" }] },
    },
    nod_goal: { kind: "measure.goal", name: "届いた", config: { name: "届いた" } },
    nod_end: { kind: "flow.end", name: "終わる" },
  },
  edges: {
    nod_in: { out: "nod_wait" },
    nod_wait: { done: "nod_branch" },
    nod_branch: { member: "nod_goal", otherwise: "nod_end" },
    nod_goal: { out: "nod_end" },
  },
  settings: {
    attributes: { member: { type: "boolean", required: true } },
    population: { customers: 200, seed: 1, attributes: { member: { of: { percent: 50 } } } },
  },
};

const { page, story, stage } = await stories(JOURNEY);

const ready = (is) => page.locator(`[data-ready=${is}]`).waitFor({ timeout: 120_000 });

test("nothing speaks against it once it is rehearsed", async () => {
  await page.locator("body").press("Control+k");
  await page.keyboard.insertText("公開の準備");
  await page.keyboard.press("Enter");
  await ready(false);
  await page.locator("[data-obstacle=no_rehearsal]").getByRole("button", { name: "リハーサルする" }).click();
  await ready(true);
  await page.getByText("すべて整いました。公開できます").waitFor();
  assert.equal(await page.locator("[data-obstacle]").count(), 0);
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/readiness-ready.png` });
});

test("a change is not what was rehearsed; taking it back is", async () => {
  await page.locator("#step-nod_wait header").evaluate((element) => element.click());
  const length = page.locator("[data-inspector]").getByRole("textbox", { name: "期間", exact: true });
  await story.oneStep(async () => {
    await length.fill("2");
    await length.press("Enter");
  });
  await page.waitForTimeout(300);
  await story.takenBack();
  await ready(true);
});

test("the page complained of nothing", () => assert.deepEqual(stage.complaints, []));
