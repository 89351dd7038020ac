// Stories of conditions wherever they stand: in entries, waits, loops and exit rules they are completed with the
// journey's own names, kept as they were typed, marked where they are wrong, each change one step.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { asText, stories } from "./story.mjs";

const JOURNEY = {
  format: "tabiji.journey",
  version: 1,
  id: "jny_conditions",
  name: "条件",
  settings: {
    attributes: { age: { type: "integer", label: { ja: "年齢" } }, tier: { type: "category", values: ["silver", "gold"], label: { ja: "会員ランク" } } },
    events: { bought: { label: { ja: "購入" }, properties: { amount: { type: "integer", label: { ja: "金額" } } } } },
    exit_rules: [{ name: "買った", event: "bought", outcome: "converted" }],
  },
  nodes: {
    nod_in: { kind: "entry.event", name: "入る", config: { event: "bought" } },
    nod_wait: { kind: "wait.event", name: "待つ", config: { window: "3d", events: [{ name: "yes", event: "bought" }] } },
    nod_loop: { kind: "flow.loop", name: "くり返す", config: { most: 3 } },
    nod_end: { kind: "flow.end", name: "終わる" },
  },
  edges: { nod_in: { out: "nod_wait" }, nod_wait: { yes: "nod_end", timeout: "nod_loop" }, nod_loop: { repeat: "nod_wait", done: "nod_end" } },
  layout: { nodes: { nod_in: { x: 0, y: 0 }, nod_wait: { x: 320, y: 0 }, nod_loop: { x: 320, y: 240 }, nod_end: { x: 640, y: 0 } } },
};

const { stage, page, story } = await stories(JOURNEY);

const PLACES = [
  ["an entry", "「入る」", (drawing) => drawing.nodes.nod_in.config.when],
  ["a wait", "「待つ」", (drawing) => drawing.nodes.nod_wait.config.events[0].when],
  ["a loop", "「くり返す」", (drawing) => drawing.nodes.nod_loop.config.until],
  ["an exit rule", null, (drawing) => drawing.settings.exit_rules[0].condition],
];

const field = () => page.locator("[data-inspector] [data-condition]").first();
const builder = () => page.locator("[data-inspector] [data-builder]").first();

async function show(step) {
  await page.keyboard.press("F6");
  await page.keyboard.press("Escape");
  if (step !== null) {
    await story.node(step).locator("header").click();
  } else if ((await builder().count()) === 0 || !(await page.getByRole("heading", { name: "ジャーニーの設定" }).count())) {
    await page.getByRole("button", { name: /^離脱ルール/ }).click();
  }
  await asText(page);
  await field().waitFor();
}

async function type(text, settle) {
  await field().getByRole("textbox").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
  await settle();
  await page.waitForTimeout(900);
}

for (const [place, step, conditionOf] of PLACES) {
  test(`in ${place} a condition is completed, and kept as it was typed`, async () => {
    await show(step);
    const made = await story.oneStep(() =>
      type("customer.ti", async () => {
        await page.keyboard.press("Control+Space");
        await page.getByText("会員ランク").first().waitFor();
        await page.waitForTimeout(200);
        await page.keyboard.press("Enter");
        await page.keyboard.insertText(' == "gold"');
      }),
    );
    assert.equal(conditionOf(made.later.drawing), 'customer.tier == "gold"');
    const wrong = ["condition_syntax", "name_undeclared", "type_mismatch"];
    assert.deepEqual(made.later.findings.filter(({ code }) => wrong.includes(code)), []);
    await story.thereAndBack(made);
  });

  test(`in ${place} an error stands under the word that is wrong`, async () => {
    await show(step);
    const made = await story.oneStep(() => type("true && customer.agee < 18", async () => undefined));
    const mark = field().locator(".cm-lintRange-error");
    assert.equal(await mark.innerText(), "customer.agee");
    assert.ok(made.later.findings.some(({ severity }) => severity === "error"));
    await story.thereAndBack(made);
    await story.takenBack();
    assert.equal(conditionOf((await kept(page)).drawing), 'customer.tier == "gold"');
  });
}

test("the page complained of nothing", () => {
  assert.deepEqual(stage.complaints, []);
});
