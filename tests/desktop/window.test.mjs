// Stories of the real window: a journey of twelve steps drawn by mouse, Japanese typed, a kill, and every step there and
// back again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { By, core, Key, open, Origin, tap, until } from "./stage.mjs";

// Two branches, a loop with a condition, and two ends.
const STEPS = [
  ["start", "entry.event", "会員登録"],
  ["welcome", "message", "ようこそメール"],
  ["rest", "wait.time", "三日待つ"],
  ["first", "wait.event", "初回購入を待つ"],
  ["hours", "branch.hours", "営業時間内か"],
  ["call", "task.create", "電話の依頼"],
  ["again", "flow.loop", "三回まで"],
  ["remind", "message", "お知らせ"],
  ["bought", "measure.goal", "購入"],
  ["thanks", "message", "お礼のメール"],
  ["happy", "flow.end", "完了"],
  ["lost", "flow.end", "離脱"],
];
const WAYS = [
  ["start", "out", "welcome"], ["welcome", "sent", "rest"], ["welcome", "not_sent", "hours"], ["rest", "done", "first"],
  ["first", "timeout", "again"], ["hours", "open", "call"], ["hours", "closed", "lost"], ["call", "created", "lost"],
  ["again", "repeat", "remind"], ["again", "done", "bought"], ["again", "limit", "hours"], ["remind", "sent", "rest"],
  ["bought", "out", "thanks"], ["thanks", "sent", "happy"],
];

let stage;
const ids = {};

const all = (css) => stage.driver.findElements(By.css(css));
const the = (css) => stage.driver.wait(until.elementLocated(By.css(css)), 10_000, css);
const labeled = (label) => the(`[aria-label^="${label}"]`);
const saved = () => the("[data-kept=saved]");

/** Takes a kind from the palette. */
const take = (kind) => tap(stage.driver, By.css(`[data-kind='${kind}']`));

async function document() {
  return decodeURIComponent(new URL(await stage.driver.getCurrentUrl()).hash.slice(1));
}

const kept = async () => core(stage.driver, "open", { document: await document() });

before(async () => {
  stage = await open();
  await the("#root main");
  await core(stage.driver, "prefer", { key: "language", value: "ja" });
  await stage.driver.navigate().refresh();
});

after(() => stage.close());

test("the first screen offers to start empty", async () => {
  const empty = By.xpath("//button[contains(., '空のキャンバスから始める')]");
  await stage.driver.wait(until.elementLocated(empty), 20_000);
  await stage.picture("desktop-gallery");
  await tap(stage.driver, empty);
  await the("[data-kind='entry.event']");
});

test("twelve steps are placed by mouse and named in Japanese", async () => {
  for (const [key, kind, name] of STEPS) {
    const earlier = Object.keys((await kept()).drawing.nodes);
    await take(kind);
    const count = earlier.length + 1;
    await stage.driver.wait(async () => (await all(".react-flow__node")).length === count, 10_000, kind);
    await saved();
    const later = await kept();
    [ids[key]] = Object.keys(later.drawing.nodes).filter((id) => !earlier.includes(id));
    const field = await stage.driver.wait(
      until.elementLocated(By.xpath("//label[normalize-space()='名前']/following::input[1] | //input[@aria-label='名前']")),
      10_000, "the name's field");
    await field.sendKeys(name, Key.ENTER);
    await the(`article[aria-label*="「${name}」"]`);
  }
  const { drawing } = await kept();
  const names = Object.values(drawing.nodes).map(({ name }) => name.ja ?? name);
  assert.deepEqual(names.sort(), STEPS.map(([, , name]) => name).sort());
});

/** Waits until every step stands still, and in sight. */
async function atRest() {
  let earlier = "";
  await stage.driver.wait(async () => {
    await stage.driver.sleep(200);
    const boxes = await stage.driver.executeScript(
      `return [...document.querySelectorAll(".react-flow__node")].map((it) => it.getBoundingClientRect().toJSON())`);
    const still = JSON.stringify(boxes) === earlier;
    earlier = JSON.stringify(boxes);
    return still && boxes.every(({ left, right, top, bottom }) => left > 240 && right < 960 && top > 44 && bottom < 752);
  }, 10_000, "all steps in sight");
}

/** Drags from a port to the middle of a step. */
async function connect(from, port, to) {
  const handle = await the(`.react-flow__handle.source[data-nodeid="${ids[from]}"][data-handleid="${port}"]`);
  const step = await the(`.react-flow__node[data-id="${ids[to]}"]`);
  const { x, y, width, height } = await step.getRect();
  const [midX, midY] = [Math.round(x + width / 2), Math.round(y + height / 2)];
  await stage.driver.actions({ async: true })
    .move({ origin: handle, duration: 60 }).press()
    .move({ x: midX - 12, y: midY - 6, origin: Origin.VIEWPORT, duration: 160 })
    .move({ x: midX, y: midY, origin: Origin.VIEWPORT, duration: 80 })
    .release().perform();
}

test("ways are drawn by mouse", async () => {
  await tap(stage.driver, By.xpath("//button[contains(., '整列')]"));
  await atRest();
  await stage.picture("desktop-tidied");
  for (const [from, port, to] of WAYS) {
    await connect(from, port, to);
    await stage.driver.wait(
      async () => (await kept()).drawing.edges[ids[from]]?.[port] === ids[to], 8_000, `${from}.${port} → ${to}`);
  }
  await saved();
  await stage.picture("desktop-drawn");
});

test("killed while editing, everything acknowledged is there", async () => {
  const earlier = await kept();
  await take("flow.end");
  await stage.driver.wait(async () => (await kept()).revision > earlier.revision, 8_000);
  const acknowledged = await kept();
  await stage.kill();
  await tap(stage.driver, By.xpath("//li//button[.//time]"));
  await the("article[aria-label*='「会員登録」']");
  const later = await kept();
  assert.deepEqual(later.drawing, acknowledged.drawing);
  assert.equal(later.revision, acknowledged.revision);
});

test("undone to the empty page, redone to the same document", async () => {
  const { drawing } = await kept();
  const undo = await labeled("元に戻す");
  for (let steps = 0; (await kept()).undo !== null; steps += 1) {
    const { revision } = await kept();
    await undo.click();
    await stage.driver.wait(async () => (await kept()).revision > revision, 8_000, "undone");
    assert.ok(steps < 200, "it comes to an end");
  }
  assert.deepEqual((await kept()).drawing.nodes, {});
  const redo = await labeled("やり直す");
  while ((await kept()).redo !== null) {
    const { revision } = await kept();
    await redo.click();
    await stage.driver.wait(async () => (await kept()).revision > revision, 8_000, "redone");
  }
  assert.deepEqual((await kept()).drawing, drawing);
});
