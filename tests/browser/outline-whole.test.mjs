// The outline as a whole: the reference journey is built in it by keyboard alone, and a thousand steps are no burden.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertWhole, CONDITION } from "./reference.mjs";
import { kept, open } from "./stage.mjs";
import { opened, storyOn } from "./story.mjs";

test("the reference journey is built by keyboard alone, without the canvas", async () => {
  const stage = await open();
  const { page } = stage;
  const story = storyOn(page);
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const picker = page.getByRole("dialog");
  const here = () => page.evaluate(() => document.activeElement.querySelector("[data-name]")?.textContent);
  const tabTo = async (what) => {
    for (let turn = 0; turn < 60; turn++) {
      await press("Tab");
      if (await page.evaluate(what)) return;
    }
    assert.fail(`never reached: ${what}`);
  };
  const pick = async (text) => {
    await picker.waitFor();
    await page.keyboard.insertText(text);
    await picker.locator("[data-pick]").first().waitFor();
    await press("Enter");
    await picker.waitFor({ state: "detached" });
  };
  /** Places a step at the item with the keys, and names it in its place: two steps. */
  const place = async (kind, name, key = "a") => {
    await story.oneStep(async () => {
      await press(key);
      await pick(kind);
    });
    await page.waitForFunction(() => document.activeElement.dataset.item === "step");
    await story.oneStep(async () => {
      await press("F2");
      await page.keyboard.insertText(name);
      await press("Enter");
    });
    assert.match(await here(), new RegExp(`「${name}」|${name}`));
  };
  const connect = (to) =>
    story.oneStep(async () => {
      await press("c");
      await pick(to);
    });
  /** Goes down, or up, to the next item that is called so. */
  const walk = async (key, name) => {
    for (let turn = 0; turn < 30; turn++) {
      await press(key);
      if (name.test(await here())) return;
    }
    assert.fail(`never came to ${name}`);
  };
  try {
    await page.getByRole("button", { name: /空のキャンバス/ }).waitFor();
    await tabTo(() => document.activeElement.textContent.includes("空のキャンバス"));
    await press("Enter");
    await page.getByRole("heading", { name: "最初のステップを置きましょう" }).waitFor();
    await press("o");
    await page.waitForFunction(() => document.activeElement.textContent.includes("最初のステップを置く"));
    await place("イベントで開始", "会員登録", "Enter");
    await place("めーる", "ようこそ");
    await place("待機", "三日待つ");
    await place("条件分岐", "十二月か");
    await press("Enter");
    await tabTo(() => document.activeElement.textContent === "テキスト");
    await press("Enter");
    await tabTo(() => document.activeElement.closest("[data-condition]") !== null);
    await story.oneStep(async () => {
      await press("Control+a");
      await page.keyboard.insertText(CONDITION);
      await press("F6");
      await page.waitForTimeout(300);
    });
    assert.match(await here(), /条件分岐「十二月か」/, "F6 goes back to where one was");
    await place("めーる", "お礼");
    await place("目標", "購入");
    await place("flow.end", "完了");
    await walk("ArrowDown", /^それ以外：次のステップなし/);
    await place("ループ", "三回まで");
    await place("めーる", "お知らせ");
    await connect("三日待つ");
    await walk("ArrowDown", /^完了：次のステップなし/);
    await place("営業時間", "窓口の時間");
    await place("アラート", "電話の依頼");
    await place("flow.end", "離脱");
    await walk("ArrowDown", /^時間外：次のステップなし/);
    await connect("離脱");
    await walk("ArrowDown", /^上限に到達：次のステップなし/);
    await connect("窓口の時間");
    assert.equal(await here(), "上限に到達：窓口の時間（上にあります）");
    const whole = await kept(page);
    assertWhole(whole);
    assert.deepEqual(stage.complaints, []);
    for (let step = whole.steps; step > 0; step--) {
      await press("Control+z");
      await story.saved();
      await page.waitForTimeout(60);
    }
    assert.deepEqual(Object.keys((await kept(page)).drawing.nodes), [], "and every gesture can be taken back");
  } finally {
    await stage.close();
  }
});

test("a thousand steps: open in 400 ms, and no key waits", async (context) => {
  const stage = await open();
  const { page } = stage;
  const id = (index) => `nod_${index}`;
  const all = Array.from({ length: 1000 }, (_, index) => index);
  const kind = (index) => (index === 0 ? "entry.event" : index === 999 ? "flow.end" : "wait.time");
  const port = (index) => (index === 0 ? "out" : "done");
  try {
    await opened(page, {
      format: "tabiji.journey",
      version: 1,
      id: "jny_large",
      name: "大きなジャーニー",
      nodes: Object.fromEntries(all.map((index) => [id(index), { kind: kind(index), name: `ステップ${index}` }])),
      edges: Object.fromEntries(all.slice(0, -1).map((index) => [id(index), { [port(index)]: id(index + 1) }])),
      layout: { nodes: Object.fromEntries(all.map((index) => [id(index), { x: (index % 50) * 320, y: Math.floor(index / 50) * 160 }])) },
    });
    await page.getByRole("article", { name: /「ステップ0」/ }).waitFor();
    await page.waitForTimeout(1000);
    /** Milliseconds from a key to the picture after it. */
    const timed = (keys) =>
      page.evaluate(async (keys) => {
        const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        const times = [];
        for (const key of keys) {
          const start = performance.now();
          document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
          while (key === "o" && !document.querySelector("[role=treeitem]")) await frame();
          await frame();
          times.push(performance.now() - start);
        }
        return times.sort((a, b) => a - b);
      }, keys);
    const [shown] = await timed(["o"]);
    await page.waitForTimeout(300);
    const arrows = await timed(Array(40).fill("ArrowDown"));
    const rows = await page.getByRole("treeitem").count();
    context.diagnostic(
      `1000 steps: outline open in ${shown.toFixed(0)} ms, arrow ${arrows[20].toFixed(0)} ms (median of 40), ${rows} rows in the page`,
    );
    assert.ok(shown <= 400, `open in ${shown.toFixed(0)} ms`);
    assert.ok(rows < 100, `${rows} rows in the page`);
    await page.keyboard.press("End");
    assert.match(await page.evaluate(() => document.activeElement.querySelector("[data-name]")?.textContent), /「ステップ999」/);
    assert.deepEqual(stage.complaints, []);
  } finally {
    await stage.close();
  }
});
