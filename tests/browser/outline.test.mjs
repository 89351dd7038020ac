// Stories of the outline: a tree of the steps in step with the canvas, in which everything can be done by key.
import assert from "node:assert/strict";
import { test } from "node:test";
import { added, stories } from "./story.mjs";

const { stage, page, story } = await stories();
const tree = page.getByRole("tree", { name: "アウトライン" });
const item = (name) => tree.getByRole("treeitem", { name });
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** What the item with the focus is called. */
const here = () => page.evaluate(() => document.activeElement.querySelector("[data-name]")?.textContent);
const goTo = async (name) => {
  await tree.evaluate((tree) => tree.parentElement.scrollTo(0, 0));
  await page.waitForTimeout(50);
  await item(name).click();
  await page.waitForTimeout(100);
};

test("O shows it and gives it the keys; arrows go through it, the canvas follows", async () => {
  await press("o");
  await tree.waitFor();
  await page.waitForFunction(() => document.activeElement.getAttribute("role") === "treeitem");
  assert.match(await here(), /^イベントで開始「カートに商品を残した」、23件中1番目、出口1つ$/);
  await press("ArrowDown", "ArrowDown", "ArrowDown");
  assert.match(await here(), /^時間切れ：条件分岐「未成年・配慮の確認」/);
  const selected = page.locator(".react-flow__node.selected");
  await page.waitForTimeout(400);
  assert.equal(await selected.count(), 1);
  assert.match(await selected.innerText(), /未成年・配慮の確認/);
  await page.getByRole("complementary", { name: "設定" }).getByRole("heading", { name: "条件分岐" }).waitFor();
  const [node, canvas] = [await selected.boundingBox(), await page.locator(".react-flow").boundingBox()];
  assert.ok(node.x >= canvas.x && node.x + node.width <= canvas.x + canvas.width, "it is in view");
});

test("what is selected on the canvas is where the keys are in the tree", async () => {
  await story.node("「お忘れ物のメール」").click();
  await page.waitForTimeout(200);
  assert.equal(await item(/お忘れ物のメール/).getAttribute("aria-selected"), "true");
  await press("F6");
  assert.match(await here(), /お忘れ物のメール/);
  await press("F6");
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains("react-flow")), "and F6 goes back");
  await press("F6");
});

test("left and right collapse, expand and go up and down", async () => {
  const rows = await tree.getByRole("treeitem").count();
  await press("Home", "ArrowLeft");
  assert.equal(await item(/^イベントで開始/).getAttribute("aria-expanded"), "false");
  assert.equal(await tree.getByRole("treeitem").count(), 1);
  await press("ArrowRight", "ArrowRight");
  assert.match(await here(), /自分で買い直すのを1時間待つ/);
  assert.equal(await tree.getByRole("treeitem").count(), rows);
  await press("ArrowDown", "ArrowLeft");
  assert.match(await here(), /自分で買い直すのを1時間待つ/);
  const place = item(/^purchase：目標「購入」/);
  const said = await Promise.all(
    ["aria-level", "aria-posinset", "aria-setsize"].map((name) => place.getAttribute(name)),
  );
  assert.deepEqual(said, ["3", "1", "2"]);
});

test("letters go to the next step that begins so, in kana too; a shortcut starts no word", async () => {
  await press("Home", "s");
  await page.keyboard.press("m");
  assert.match(await here(), /「SMSでクーポン」/);
  await page.waitForTimeout(800);
  await press("s");
  assert.match(await here(), /「SMSでご案内」/);
  await page.waitForTimeout(800);
  await press("Home", "m", "e", "e", "r", "u");
  assert.match(await here(), /「メールでクーポン」/);
  await page.waitForTimeout(800);
});

test("a step that is named again leads to its own place", async () => {
  const again = item("purchase：購入（上にあります）").first();
  await again.click();
  await press("Enter");
  assert.match(await here(), /^purchase：目標「購入」/);
  assert.equal(await item(/^purchase：目標「購入」/).getAttribute("aria-selected"), "true");
});

test("F2 renames in place: Enter keeps it, Escape does not, and the input method keeps its own keys", async () => {
  await goTo(/お忘れ物のメール/);
  await story.noStep(async () => {
    await press("F2");
    await page.keyboard.insertText("別の名前");
    await press("Escape");
  });
  assert.match(await here(), /お忘れ物のメール/);
  const made = await story.oneStep(async () => {
    await press("F2");
    await page.keyboard.insertText("新しい名前");
    const composing = (key) => ({ key, bubbles: true, isComposing: true, keyCode: 229 });
    const field = tree.getByRole("textbox");
    await field.dispatchEvent("keydown", composing("Enter"));
    assert.equal(await field.count(), 1, "Enter that confirms a conversion is not Enter");
    await press("Enter");
  });
  assert.match(await here(), /「新しい名前」/);
  await story.thereAndBack(made);
  await story.takenBack();
});

test("keys of the input method do nothing to the tree", async () => {
  await goTo(/お忘れ物のメール/);
  await story.noStep(async () => {
    const row = item(/お忘れ物のメール/);
    for (const key of ["ArrowDown", "Delete", "Backspace", "n"])
      await row.dispatchEvent("keydown", { key, bubbles: true, isComposing: true, keyCode: 229 });
  });
  assert.match(await here(), /お忘れ物のメール/);
});

const picker = () => page.getByRole("dialog");

async function pick(text) {
  await picker().waitFor();
  await page.keyboard.insertText(text);
  await picker().locator("[data-pick]").first().waitFor();
  await press("Enter");
  await picker().waitFor({ state: "detached" });
}

test("delete leaves an open way, and the keys with it; there a step is added, all without the canvas", async () => {
  await goTo(/^minor：終了/);
  const gone = await story.oneStep(() => press("Delete"));
  assert.equal(await here(), "minor：次のステップなし");
  await story.thereAndBack(gone);
  await item("minor：次のステップなし").click();
  const made = await story.oneStep(async () => {
    await press("a");
    await pick("めーる");
  });
  const id = added(made);
  assert.ok(Object.values(made.later.drawing.edges).some((ports) => ports.minor === id));
  assert.match(await here(), /^minor：メッセージ送信/);
  await story.thereAndBack(made);
  await story.takenBack();
  await story.takenBack();
});

test("a step goes between by A, and goes with its gap closed by Shift+Delete", async () => {
  await goTo(/担当者が困りごとを伺う/);
  const made = await story.oneStep(async () => {
    await press("a");
    await pick("待機");
  });
  assert.match(await here(), /待機/);
  await page.waitForTimeout(200);
  const healed = await story.oneStep(() => press("Shift+Delete"));
  assert.deepEqual(healed.later.drawing.edges, made.earlier.drawing.edges);
  await story.takenBack();
  await story.takenBack();
});

test("a way is led elsewhere, to its end and nowhere: from a list of what is legal", async () => {
  await goTo(/^needs_care：/);
  const made = await story.oneStep(async () => {
    await press("Shift+C");
    await picker().waitFor();
    assert.equal(await picker().getByText("カートに商品を残した").count(), 0, "nothing leads to an entry");
    await pick("購入なし");
  });
  assert.match(await here(), /^needs_care：終了「購入なし」/, "the keys stay with the way");
  await story.oneStep(async () => {
    await press("Shift+C");
    await pick("ここで終了");
  });
  assert.equal(await here(), "needs_care：ここで終了");
  await story.oneStep(() => press("Delete"));
  assert.equal(await here(), "needs_care：次のステップなし");
  const back = await story.oneStep(async () => {
    await press("c");
    await pick("担当者");
  });
  assert.match(await here(), /^needs_care：アラート・チケット「担当者が困りごとを伺う」/);
  assert.deepEqual(back.later.drawing, made.earlier.drawing);
  await story.thereAndBack(back);
  for (let step = 0; step < 4; step++) await story.takenBack();
});

test("Delete on a step that is named again takes the wire, not the step", async () => {
  const again = item("不達：クーポンの期限まで待つ（上にあります）").first();
  await again.click();
  const made = await story.oneStep(() => press("Delete"));
  assert.equal(Object.keys(made.later.drawing.nodes).length, Object.keys(made.earlier.drawing.nodes).length);
  assert.equal(await here(), "不達：次のステップなし");
  await story.thereAndBack(made);
  await story.takenBack();
});

test("copy, paste and duplicate; what is not connected stands at the end", async () => {
  await goTo(/担当者が困りごとを伺う/);
  const made = await story.oneStep(() => press("Control+d"));
  assert.equal(Object.keys(made.later.drawing.nodes).length, Object.keys(made.earlier.drawing.nodes).length + 1);
  assert.match(await here(), /担当者が困りごとを伺う/);
  await press("ArrowLeft", "ArrowLeft");
  assert.match(await here(), /つながっていないステップ/);
  await story.takenBack();
  await goTo(/担当者が困りごとを伺う/);
  await story.oneStep(async () => {
    await press("Control+c");
    await page.waitForTimeout(200);
    await press("Control+v");
  });
  await story.takenBack();
});

test("several steps are selected with Shift, and go in one step", async () => {
  await goTo(/「LINEでクーポン」/);
  await press("Shift+ArrowDown");
  await page.waitForTimeout(200);
  assert.equal(await tree.locator("[aria-selected=true]").count(), 2);
  const made = await story.oneStep(() => press("Delete"));
  assert.equal(Object.keys(made.later.drawing.nodes).length, Object.keys(made.earlier.drawing.nodes).length - 2);
  await story.takenBack();
});

test("O from within goes back to palette and canvas; what was shown is remembered over a restart", async () => {
  await press("F6", "o");
  await page.waitForTimeout(200);
  if (await tree.count()) await press("o");
  await tree.waitFor({ state: "detached" });
  await press("o");
  await tree.waitFor();
  await page.waitForTimeout(500);
  await stage.restart();
  await tree.waitFor();
});

test("the page complained of nothing", () => {
  assert.deepEqual(stage.complaints, []);
});
