// The reference journey (twelve steps, two branches, a loop, a condition) on the real window: by keyboard alone, and by
// clicks alone, with no drag in either. Only texts are typed in both.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertWhole, CONDITION } from "../browser/reference.mjs";
import { By, core, Key, open, tap, until } from "./stage.mjs";

/** Opens the window in Japanese, with what both ways need. */
async function desk() {
  const stage = await open();
  const { driver } = stage;
  const the = (css) => driver.wait(until.elementLocated(By.css(css)), 10_000, css);
  await the("[data-sample]");
  await core(driver, "prefer", { key: "language", value: "ja" });
  await driver.navigate().refresh();
  await the("[data-sample]");
  const kept = async () => {
    const document = decodeURIComponent(new URL(await driver.getCurrentUrl()).hash.slice(1));
    return core(driver, "open", { document });
  };
  const gone = (css) => driver.wait(async () => (await driver.findElements(By.css(css))).length === 0, 10_000, css);
  const card = (name) => `article[aria-label*="「${name}」"]`;
  const named = (name) => the(card(name));
  const saved = () => the("[data-kept=saved]");
  const rest = (time) => driver.sleep(time);
  /** Types into what has the focus, as a keyboard does. */
  const type = async (text) => (await driver.switchTo().activeElement()).sendKeys(text);
  return { stage, driver, the, kept, gone, card, named, saved, rest, type };
}

test("by keyboard alone", async () => {
  const { stage, driver, the, kept, gone, named, saved, rest, type } = await desk();
  const press = async (...keys) => {
    for (const key of keys) {
      await driver.actions().sendKeys(key).perform();
      await rest(40);
    }
  };
  const said = async () => (await the("[data-said]")).getAttribute("textContent");
  const isTrue = (what) => driver.executeScript(`return ${what}`);
  const tabTo = async (what) => {
    for (let turn = 0; turn < 60; turn += 1) {
      await press(Key.TAB);
      if (await isTrue(what)) return;
    }
    assert.fail(`never reached: ${what}`);
  };
  /** Places a step by N or A, and names it in the inspector. */
  const place = async (key, kind, name) => {
    await press(key);
    await the("[role=dialog] input");
    await type(kind);
    await the("[role=dialog] [data-pick]");
    await press(Key.ENTER);
    await gone("[role=dialog]");
    await rest(300);
    await press(Key.ENTER);
    await rest(100);
    await type(name);
    await press(Key.ENTER, Key.F6);
    await named(name);
    await saved();
  };
  /** Aims the next free way out at a step, and connects. */
  const connect = async (to) => {
    await press("c");
    await rest(250);
    for (let turn = 0; turn < 12 && !(await said()).endsWith(`→ ${to}`); turn += 1) {
      await press(Key.ARROW_RIGHT);
      await rest(60);
    }
    await press(Key.ENTER);
    await rest(250);
  };
  try {
    await tabTo("document.activeElement.textContent.includes('空のキャンバス')");
    await press(Key.ENTER);
    await the("[data-kind='entry.event']");
    await place("n", "イベントで開始", "会員登録");
    await place("a", "めーる", "ようこそ");
    await place("a", "待機", "三日待つ");
    await place("a", "条件分岐", "十二月か");
    await press(Key.ENTER);
    await tabTo("document.activeElement.textContent === 'テキスト'");
    await press(Key.ENTER);
    await tabTo("document.activeElement.closest('[data-condition]') !== null");
    await driver.actions().keyDown(Key.CONTROL).sendKeys("a").keyUp(Key.CONTROL).perform();
    await type(CONDITION);
    await press(Key.F6);
    await rest(700);
    await place("a", "めーる", "お礼");
    await place("a", "目標", "購入");
    await place("a", "flow.end", "完了");
    await press(Key.ARROW_LEFT, Key.ARROW_LEFT, Key.ARROW_LEFT);
    assert.match(await said(), /^十二月か/);
    await place("a", "ループ", "三回まで");
    await place("a", "めーる", "お知らせ");
    await connect("三日待つ");
    await press(Key.ARROW_LEFT);
    await place("a", "営業時間", "窓口の時間");
    await place("a", "アラート", "電話の依頼");
    await place("a", "flow.end", "離脱");
    await press(Key.ARROW_LEFT, Key.ARROW_LEFT);
    assert.match(await said(), /^窓口の時間/);
    await connect("離脱");
    await press(Key.ARROW_LEFT);
    assert.match(await said(), /^三回まで/);
    await connect("窓口の時間");
    assertWhole(await kept());
    await stage.picture("desktop-by-keyboard");
  } finally {
    await stage.close();
  }
});

test("by clicks alone", async () => {
  const { stage, driver, kept, card, named, saved, rest, type } = await desk();
  const click = (by) => tap(driver, by);
  const title = By.css("[data-inspector] h2");
  const control = (name) => By.css(`.react-flow__controls button[aria-label="${name}"]`);
  const name = async (text) => {
    await click(By.css("[data-inspector] input[aria-label='名前']"));
    await type(text);
    await click(title);
    await named(text);
    await saved();
  };
  const step = (text) => `//article[contains(@aria-label, '「${text}」')]/ancestor::div[contains(@class, 'react-flow__node')]`;
  /** Clicks the plus of a way out, then a kind. */
  const place = async (from, way, kind, text) => {
    await click(By.xpath(`${step(from)}//button[@aria-label='「${way}」の先にステップを置く']`));
    await click(By.css(`[data-pick='${kind}']`));
    await rest(500);
    await name(text);
  };
  /** Chooses in the inspector where a way out leads. */
  const lead = async (from, way, to) => {
    await click(control("全体を表示"));
    await rest(500);
    await click(By.css(card(from)));
    await click(By.css(`[data-inspector] [role=combobox][aria-label='${way}']`));
    await click(By.xpath(`//*[@role='option'][normalize-space()='${to}']`));
    await rest(300);
    await saved();
  };
  const larger = async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      await click(control("拡大"));
      await rest(300);
    }
  };
  try {
    await click(By.xpath("//main//button[contains(., '空のキャンバスから始める')]"));
    await click(By.css("[data-kind='entry.event']"));
    await rest(500);
    await name("会員登録");
    await place("会員登録", "次へ", "message", "ようこそ");
    await place("ようこそ", "送信済み", "wait.time", "三日待つ");
    await place("三日待つ", "完了", "branch", "十二月か");
    const { cards, drawing } = await kept();
    const branch = Object.keys(drawing.nodes).find((id) => drawing.nodes[id].kind === "branch");
    const arm = cards[branch].ways[0].words.ja;
    await click(By.xpath("//*[@data-inspector]//button[.='テキスト']"));
    await click(By.css("[data-inspector] [data-condition]"));
    await type(CONDITION);
    await click(title);
    await rest(700);
    await place("十二月か", arm, "message", "お礼");
    await place("お礼", "送信済み", "measure.goal", "購入");
    await place("購入", "次へ", "flow.end", "完了");
    await click(control("全体を表示"));
    await rest(500);
    await click(By.css(card("十二月か")));
    await larger();
    await place("十二月か", "それ以外", "flow.loop", "三回まで");
    await place("三回まで", "もう一度", "message", "お知らせ");
    await lead("お知らせ", "送信済み", "三日待つ");
    await click(By.css(card("三回まで")));
    await larger();
    await place("三回まで", "完了", "branch.hours", "窓口の時間");
    await place("窓口の時間", "時間内", "task.create", "電話の依頼");
    await place("電話の依頼", "作成済み", "flow.end", "離脱");
    await lead("窓口の時間", "時間外", "離脱");
    await lead("三回まで", "上限に到達", "窓口の時間");
    assertWhole(await kept());
    await stage.picture("desktop-by-clicks");
  } finally {
    await stage.close();
  }
});
