// Stories of stages: what every step has is edited in the inspector, and stages are lanes that steps are dropped into.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { stories } from "./story.mjs";

const JOURNEY = {
  format: "tabiji.journey",
  version: 1,
  id: "jny_lanes",
  name: "段階",
  nodes: {
    nod_in: { kind: "entry.event", name: "入る", stage: "awareness" },
    nod_wait: { kind: "wait.time", name: "待つ", config: { for: "1d" } },
    nod_mail: { kind: "message", name: "知らせる", stage: "use" },
    nod_end: { kind: "flow.end", name: "終わる" },
  },
  edges: { nod_in: { out: "nod_wait" }, nod_wait: { done: "nod_mail" }, nod_mail: { sent: "nod_end" } },
  layout: {
    nodes: {
      nod_in: { x: 0, y: 40 },
      nod_wait: { x: 320, y: 40 },
      nod_mail: { x: 640, y: 40 },
      nod_end: { x: 960, y: 40 },
    },
    drawn_by: { someone: "else" },
  },
};

const { stage, page, story } = await stories(JOURNEY);

const lane = (stage) => page.locator(`[data-lane='${stage}']`);
const stageOf = ({ drawing }, id) => drawing.nodes[id].stage;

test("stage, cost, value and effort are edited in the inspector, each one step", async () => {
  await story.node("待つ").click();
  const chosen = await story.oneStep(async () => {
    await page.getByRole("combobox", { name: "段階" }).click();
    await page.getByRole("option", { name: "検討" }).click();
    await page.waitForTimeout(200);
  });
  assert.equal(stageOf(chosen.later, "nod_wait"), "consideration");
  await story.thereAndBack(chosen);
  await story.takenBack();
  for (const [label, text, key, value] of [["費用", "１２．５", "cost", 12.5], ["価値", "300", "value", 300], ["顧客の手間", "3", "effort", 3]]) {
    const made = await story.oneStep(async () => {
      await page.getByRole("textbox", { name: label, exact: true }).fill(text);
      await page.keyboard.press("Enter");
      await page.waitForTimeout(200);
    });
    assert.equal(made.later.drawing.nodes.nod_wait[key], value);
    await story.thereAndBack(made);
    await story.takenBack();
  }
});

test("a length of time is a number and a unit, each one step, and stands on the card in words", async () => {
  await story.node("待つ").click();
  const LABEL = "期間";
  const typed = await story.oneStep(async () => {
    await page.getByRole("textbox", { name: LABEL, exact: true }).fill("１０");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(200);
  });
  assert.equal(typed.later.drawing.nodes.nod_wait.config.for, "10d");
  await story.node("待つ").getByText("10日待つ").waitFor();
  const chosen = await story.oneStep(async () => {
    await page.getByRole("combobox", { name: `${LABEL}の単位` }).click();
    await page.getByRole("option", { name: "時間" }).click();
    await page.waitForTimeout(200);
  });
  assert.equal(chosen.later.drawing.nodes.nod_wait.config.for, "10h");
  await story.node("待つ").getByText("10時間待つ").waitFor();
  await story.thereAndBack(chosen);
  await story.noStep(async () => {
    await page.getByRole("textbox", { name: LABEL, exact: true }).fill("ずっと");
    await page.keyboard.press("Enter");
    await page.getByText("数値を入れてください").waitFor();
  });
  await page.getByRole("textbox", { name: LABEL, exact: true }).fill("10");
  await page.keyboard.press("Enter");
  await story.takenBack();
  await story.takenBack();
});

test("an effort beyond five is said at the field and changes nothing", async () => {
  await story.noStep(async () => {
    await page.getByRole("textbox", { name: "顧客の手間", exact: true }).fill("9");
    await page.keyboard.press("Enter");
    await page.getByText("0から5までの数値を入れてください").waitFor();
  });
  await page.getByRole("textbox", { name: "顧客の手間", exact: true }).fill("0");
  await page.locator("body").press("Escape");
});

test("the switch shows six lanes, changes nothing, and is remembered", async () => {
  await story.noStep(async () => {
    await page.getByRole("button", { name: "段階をレーンで表示" }).click();
    await lane("awareness").waitFor();
  });
  assert.equal(await page.locator("[data-lane]").count(), 6);
  assert.match(await lane("loyalty").innerText(), /継続・推奨/);
  await page.waitForTimeout(200);
  await stage.restart();
  await lane("awareness").waitFor();
  await story.node("入る").waitFor();
  await page.waitForTimeout(600);
});

test("steps outside of their lane are arranged by one click, as one step; unknown fields of the layout stay", async () => {
  const made = await story.oneStep(async () => {
    await page.getByText("1件のステップが自分のレーンの外にあります").waitFor();
    await page.getByRole("button", { name: "レーンに並べる" }).click();
    await page.waitForTimeout(1500);
  });
  const { nodes, drawn_by } = made.later.drawing.layout;
  assert.deepEqual(drawn_by, { someone: "else" });
  const inside = async (name, stage) => {
    const [box, band] = [await story.node(name).boundingBox(), await lane(stage).boundingBox()];
    return box.y >= band.y && box.y + box.height <= band.y + band.height;
  };
  assert.ok(await inside("入る", "awareness"));
  assert.ok(await inside("知らせる", "use"));
  assert.ok(nodes.nod_end.y > 6 * 240, "without a stage below all lanes");
  assert.equal(await page.getByText("自分のレーンの外").count(), 0);
  await story.thereAndBack(made);
});

test("a step that is dropped into a lane takes its stage, together with the move", async () => {
  const made = await story.oneStep(async () => {
    const [box, band] = [await story.node("知らせる").boundingBox(), await lane("consideration").boundingBox()];
    await page.mouse.move(box.x + 60, box.y + 8);
    await page.mouse.down();
    await page.mouse.move(box.x + 60, band.y + band.height / 2, { steps: 10 });
    await page.mouse.up();
    await page.waitForTimeout(200);
  });
  assert.equal(stageOf(made.later, "nod_mail"), "consideration");
  assert.notDeepEqual(made.later.drawing.layout, made.earlier.drawing.layout);
  await story.thereAndBack(made);
  await story.takenBack();
});

test("a new step that is dropped into a lane takes its stage at once", async () => {
  const made = await story.oneStep(async () => {
    const canvas = await page.locator(".react-flow").boundingBox();
    const band = await lane("purchase").boundingBox();
    await page.locator("[data-kind='offer.issue']").hover();
    await page.mouse.down();
    await page.mouse.move(canvas.x + canvas.width / 2, band.y + band.height / 2, { steps: 8 });
    await page.mouse.up();
    await page.waitForTimeout(300);
  });
  const [id] = Object.keys(made.later.drawing.nodes).filter((id) => !made.earlier.drawing.nodes[id]);
  assert.equal(stageOf(made.later, id), "purchase");
  await story.thereAndBack(made);
  await story.takenBack();
});

test("by key: a step that is pushed into a lane takes its stage", async () => {
  await story.node("入る").click();
  let pushes = 0;
  while (stageOf(await kept(page), "nod_in") === "awareness" && pushes < 8) {
    await story.oneStep(async () => {
      await page.keyboard.press("Shift+ArrowDown");
      await page.waitForTimeout(100);
    });
    pushes += 1;
  }
  assert.equal(stageOf(await kept(page), "nod_in"), "consideration");
  for (; pushes > 0; pushes--) await story.takenBack();
  assert.equal(stageOf(await kept(page), "nod_in"), "awareness");
});

test("a lane's name stays in sight while the drawing is panned", async () => {
  const canvas = await page.locator(".react-flow").boundingBox();
  const name = lane("use").locator("span");
  const band0 = await lane("use").boundingBox();
  const start = { x: canvas.x + canvas.width - 30, y: canvas.y + canvas.height - 130 };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x, start.y - (band0.y - canvas.y) - band0.height / 2, { steps: 10 });
  await page.mouse.up();
  await page.waitForTimeout(300);
  const band = await lane("use").boundingBox();
  const box = await name.boundingBox();
  assert.ok(box.x >= canvas.x && box.x < canvas.x + 40, "at the left edge");
  assert.ok(box.y >= Math.max(band.y, canvas.y) - 1 && box.y + box.height <= band.y + band.height + 1);
  assert.ok(band.y < canvas.y, "the lane begins above the window");
});

test("the page complained of nothing", () => {
  assert.deepEqual(stage.complaints, []);
});
