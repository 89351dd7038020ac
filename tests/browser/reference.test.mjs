// The reference journey (twelve steps, two branches, a loop, a condition) is built by keyboard alone, and by clicks
// alone: no drag, and no pointer at all in the first. Only texts are typed in both.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertWhole, CONDITION } from "./reference.mjs";
import { kept, open } from "./stage.mjs";
import { storyOn } from "./story.mjs";

async function undoneAndRedone(page, story, end) {
  const history = async () => (await kept(page)).steps;
  assert.ok((await history()) >= 28, "every gesture is a step");
  await page.keyboard.press("F6");
  while ((await history()) > 0) {
    await page.keyboard.press("Control+z");
    await story.saved();
    await page.waitForTimeout(60);
  }
  assert.deepEqual(Object.keys((await kept(page)).drawing.nodes), []);
  for (let made = 0; made < end.steps; made++) {
    await page.keyboard.press("Control+Shift+z");
    await story.saved();
    await page.waitForTimeout(60);
  }
  assert.deepEqual((await kept(page)).drawing, end.drawing);
}

test("by keyboard alone", async () => {
  const stage = await open();
  const { page } = stage;
  const story = storyOn(page);
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const picker = page.getByRole("dialog", { name: "ステップを選ぶ" });
  const said = () => page.locator("[data-said]").innerText();
  /** Presses Tab until something has the focus. */
  const tabTo = async (what) => {
    for (let turn = 0; turn < 60; turn++) {
      await press("Tab");
      if (await page.evaluate(what)) return;
    }
    assert.fail(`never reached: ${what}`);
  };
  /** Places a step by N or A, and names it in the inspector. */
  const place = async (key, kind, name) => {
    await press(key);
    await picker.waitFor();
    await page.keyboard.insertText(kind);
    await picker.locator("[data-pick]").first().waitFor();
    await press("Enter");
    await picker.waitFor({ state: "detached" });
    await page.waitForTimeout(250);
    await press("Enter");
    await page.keyboard.insertText(name);
    await press("Enter", "F6");
    await story.node(`「${name}」`).waitFor();
    await story.saved();
  };
  /** Aims the next free way out at a step, and connects. */
  const connect = async (to) => {
    await press("c");
    await page.waitForTimeout(200);
    for (let turn = 0; turn < 12 && !(await said()).endsWith(`→ ${to}`); turn++) {
      await press("ArrowRight");
      await page.waitForTimeout(50);
    }
    await press("Enter");
    await page.waitForTimeout(200);
  };
  try {
    await page.getByRole("button", { name: /空のキャンバス/ }).waitFor();
    await tabTo(() => document.activeElement.textContent.includes("空のキャンバス"));
    await press("Enter");
    await page.getByRole("heading", { name: "最初のステップを置きましょう" }).waitFor();
    await place("n", "イベントで開始", "会員登録");
    await place("a", "めーる", "ようこそ");
    await place("a", "待機", "三日待つ");
    await place("a", "条件分岐", "十二月か");
    await press("Enter");
    await tabTo(() => document.activeElement.textContent === "テキスト");
    await press("Enter");
    await tabTo(() => document.activeElement.closest("[data-condition]") !== null);
    await press("Control+a");
    await page.keyboard.insertText(CONDITION);
    await press("F6");
    await page.waitForTimeout(300);
    await place("a", "めーる", "お礼");
    await place("a", "目標", "購入");
    await place("a", "flow.end", "完了");
    await press("ArrowLeft", "ArrowLeft", "ArrowLeft");
    assert.match(await said(), /^十二月か/);
    await place("a", "ループ", "三回まで");
    assert.match(await story.node("「三回まで」").getByRole("article").getAttribute("aria-label"), /8件中\d番目、出口3つ/);
    await place("a", "めーる", "お知らせ");
    await connect("三日待つ");
    await press("ArrowLeft");
    await place("a", "営業時間", "窓口の時間");
    await place("a", "アラート", "電話の依頼");
    await place("a", "flow.end", "離脱");
    await press("ArrowLeft", "ArrowLeft");
    assert.match(await said(), /^窓口の時間/);
    await connect("離脱");
    await press("ArrowLeft");
    assert.match(await said(), /^三回まで/);
    await connect("窓口の時間");
    assertWhole(await kept(page));

    await story.noStep(async () => {
      await press("c");
      await page.waitForTimeout(200);
      for (let turn = 0; turn < 12 && !/会員登録/.test(await said()); turn++) await press("ArrowRight");
      assert.match(await said(), /開始ステップにはつなげません/, "why not is said");
      await press("Enter", "Escape");
    });

    await press("ArrowRight");
    const first = await said();
    await press("ArrowDown");
    assert.notEqual(await said(), first);
    await press("ArrowUp");
    assert.equal(await said(), first);
    const stops = await page.evaluate(() => document.querySelectorAll(".react-flow [tabindex='0'], .react-flow button:not([tabindex='-1'])").length);
    assert.equal(stops, 0, "the canvas is one stop");
    await undoneAndRedone(page, story, await kept(page));
    assert.deepEqual(stage.complaints, []);
  } finally {
    await stage.close();
  }
});

test("by clicks alone", async () => {
  const stage = await open();
  const { page } = stage;
  const story = storyOn(page);
  const name = async (text) => {
    await page.getByRole("textbox", { name: "名前", exact: true }).first().click();
    await page.keyboard.insertText(text);
    await page.getByRole("heading", { level: 2 }).first().click();
    await story.node(`「${text}」`).waitFor();
    await story.saved();
  };
  /** Clicks the plus of a way out, then a kind. */
  const place = async (from, way, kind, text) => {
    await story.node(`「${from}」`).getByRole("button", { name: `「${way}」の先にステップを置く` }).click();
    await page.locator(`[data-pick='${kind}']`).click();
    await page.waitForTimeout(450);
    await name(text);
  };
  /** Chooses in the inspector where a way out leads. */
  const lead = async (from, way, to) => {
    await page.getByRole("button", { name: "全体を表示" }).click();
    await page.waitForTimeout(450);
    await story.node(`「${from}」`).getByRole("article").click();
    await page.getByRole("combobox", { name: way, exact: true }).click();
    await page.getByRole("option", { name: to, exact: true }).click();
    await page.waitForTimeout(250);
  };
  try {
    await page.getByRole("button", { name: /空のキャンバス/ }).click();
    await page.locator("[data-kind='entry.event']").click();
    await page.waitForTimeout(400);
    await name("会員登録");
    await place("会員登録", "次へ", "message", "ようこそ");
    await place("ようこそ", "送信済み", "wait.time", "三日待つ");
    await place("三日待つ", "完了", "branch", "十二月か");
    const [arm] = await armNames(page);
    await page.getByRole("button", { name: "テキスト", exact: true }).click();
    await page.locator("[data-condition]").first().getByRole("textbox").click({ clickCount: 3 });
    await page.keyboard.insertText(CONDITION);
    await page.getByRole("heading", { level: 2 }).first().click();
    await page.waitForTimeout(300);
    await place("十二月か", arm, "message", "お礼");
    await place("お礼", "送信済み", "measure.goal", "購入");
    await place("購入", "次へ", "flow.end", "完了");
    await page.getByRole("button", { name: "全体を表示" }).click();
    await page.waitForTimeout(500);
    await story.node("「十二月か」").getByRole("article").click();
    for (let turn = 0; turn < 4; turn++) {
      await page.getByRole("button", { name: "拡大" }).click();
      await page.waitForTimeout(250);
    }
    await place("十二月か", "それ以外", "flow.loop", "三回まで");
    await place("三回まで", "もう一度", "message", "お知らせ");
    await story.node("「お知らせ」").locator(".react-flow__handle.source").first().click();
    await page.getByText("つなぐ先をクリックしてください").waitFor();
    await page.keyboard.press("Escape");
    await lead("お知らせ", "送信済み", "三日待つ");
    for (let turn = 0; turn < 4; turn++) {
      await page.getByRole("button", { name: "拡大" }).click();
      await page.waitForTimeout(250);
    }
    await place("三回まで", "完了", "branch.hours", "窓口の時間");
    await place("窓口の時間", "時間内", "task.create", "電話の依頼");
    await place("電話の依頼", "作成済み", "flow.end", "離脱");
    await lead("窓口の時間", "時間外", "離脱");
    await lead("三回まで", "上限に到達", "窓口の時間");
    assertWhole(await kept(page));
    assert.deepEqual(stage.complaints, []);
  } finally {
    await stage.close();
  }
});

async function armNames(page) {
  const { cards, drawing } = await kept(page);
  const branch = Object.keys(drawing.nodes).find((id) => drawing.nodes[id].kind === "branch");
  return cards[branch].ways.map((way) => way.words.ja);
}
