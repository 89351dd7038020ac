// Stories of two versions: the journey held against a snapshot on the same customers with the same luck.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { stories } from "./story.mjs";

const { page, stage } = await stories();
let compared = null;
page.on("response", async (answer) => {
  if (answer.url().endsWith("/call/compared")) compared = await answer.json();
});

const main = page.getByRole("main");
const number = (text) => Number(text.replace(/[^0-9.-]/g, ""));

async function hold() {
  await page.locator("body").press("Control+k");
  await page.keyboard.insertText("前の版と比較");
  await page.keyboard.press("Enter");
  await main.getByRole("combobox", { name: "どの版と比べますか" }).click();
  await page.getByRole("option").last().click();
  await main.getByRole("table", { name: "結果の差" }).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(200);
}

test("a version against itself: nobody ends differently, and no figure differs", async () => {
  await hold();
  assert.equal(compared.outcome.changed_customers, 0);
  await main.getByText("結果の変わる顧客はいません。").waitFor();
  await main.getByText("ありません。", { exact: true }).waitFor();
  const cells = await main.getByRole("table", { name: "結果の差" }).locator("tbody tr td:last-child").allInnerTexts();
  assert.ok(cells.length > 3 && cells.every((cell) => cell === "全員同じ"), cells.join());
});

test("after a change: what was changed in words, every figure's difference, and who ends differently", async () => {
  const { document, revision } = await kept(page);
  const made = await page.evaluate(
    async ([document, revision]) => {
      const edit = { edit: "set_config", node: "nod_care", pointer: "/arms/0/when", value: "customer.age < 40" };
      const headers = { "content-type": "application/json" };
      const answer = await fetch("/call/edit", { method: "POST", headers, body: JSON.stringify({ document, revision, edit }) });
      return answer.ok;
    },
    [document, revision],
  );
  assert.ok(made);
  await page.reload();
  await page.locator(".react-flow__node").first().waitFor();
  await hold();
  const { outcome } = compared;
  assert.ok(outcome.changed_customers > 100);
  await main.getByText(`${outcome.changed_customers.toLocaleString("ja")}人の結果が変わります`).waitFor();
  await main.getByText(/未成年・配慮の確認.*40/).first().waitFor();
  const shown = await main.locator("[data-difference]").evaluateAll((all) => all.map((it) => Number(it.dataset.difference)));
  const expected = outcome.kpis.filter(({ verdict }) => verdict !== "same").map(({ difference }) => difference);
  assert.deepEqual(shown, expected);
  const switched = await main.getByRole("table", { name: "結果の変わり方" }).locator("tbody tr td:last-child").allInnerTexts();
  assert.equal(switched.reduce((sum, count) => sum + number(count), 0), outcome.changed_customers);
  assert.doesNotMatch(await main.innerText(), /not_eligible|converted|report\.\w/, "ends have names");
  const parted = await main.getByRole("table", { name: "最初に分かれるステップ" }).locator("tbody tr").first().innerText();
  assert.ok(parted.includes("未成年・配慮の確認"), parted);
});

test("the table says of every way by how many customers it differs, and where nobody can tell", async () => {
  const shown = await main.locator("[data-way-difference]").evaluateAll((all) =>
    all.map((it) => [it.dataset.wayDifference, it.dataset.verdict, it.firstChild.textContent]));
  const ways = compared.outcome.ways.filter(({ verdict }) => verdict !== "same");
  assert.ok(ways.length > 3, `${ways.length} ways`);
  assert.deepEqual(new Set(shown.map(([way]) => way)), new Set(ways.map(({ node, port }) => `${node}.${port}`)));
  for (const [way, verdict, text] of shown) {
    const own = ways.find(({ node, port }) => `${node}.${port}` === way);
    assert.equal(verdict, own.verdict);
    if (own.verdict === "cannot_tell") assert.equal(text, "分かりません", way);
    else assert.ok(text.startsWith(own.difference > 0 ? "+" : "-"), `${way} ${text}`);
    const holds = own.low === null || (own.low <= 0 && own.high >= 0);
    assert.equal(own.verdict === "cannot_tell", holds, `${way}: cannot tell where the interval holds zero`);
  }
});

test("the drawing shows the same: a sign and a word on what was changed, and on wires how many more or less", async () => {
  await main.getByRole("button", { name: "図に表示" }).click();
  const mark = page.locator("#step-nod_care [data-differs]");
  await mark.waitFor();
  assert.equal((await mark.innerText()).replace(/\s+/g, " "), "~ 変更");
  assert.match(await page.locator("#step-nod_care").getAttribute("aria-label"), /変更/);
  const legend = page.getByRole("region", { name: "図の上の違い" });
  assert.match(await legend.innerText(), /追加 0[\s\S]*削除 0[\s\S]*変更 1/);
  await page.locator("body").press("0");
  await page.waitForTimeout(600);
  assert.ok((await page.locator("[data-way-differs]").count()) > 3);
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/overlay.png` });
  await legend.getByRole("button", { name: "表で見る" }).click();
  await main.getByRole("table", { name: "違いのある経路" }).waitFor();
});

test("one who ends differently is told on the drawing", async () => {
  const [first] = compared.outcome.changed;
  await main.getByRole("button", { name: first.customer, exact: true }).click();
  await page.getByRole("region", { name: `${first.customer}の道のり` }).locator("[data-line]").first().waitFor();
});

test("against a file: what it has and the journey has not stands as a ghost where it stood, in nobody's hand", async () => {
  const { drawing } = await kept(page);
  const { text } = await page.evaluate(async (document) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch("/call/export_text", { method: "POST", headers, body: JSON.stringify({ document }) });
    return answer.json();
  }, new URL(page.url()).hash.slice(1));
  const file = JSON.parse(text);
  const [from, ways] = Object.entries(file.edges).find(([, ways]) => Object.keys(ways).length === 1);
  const [port, to] = Object.entries(ways)[0];
  file.nodes.nod_gone = { kind: "wait.time", name: { en: "Once here", ja: "以前の待機" }, config: { for: "2h" } };
  file.edges[from] = { [port]: "nod_gone" };
  file.edges.nod_gone = { done: to };
  const at = file.layout.nodes[from];
  file.layout.nodes.nod_gone = { x: at.x, y: at.y - 480 };
  const choose = async (name, buffer) => {
    await page.locator("body").press("Control+k");
    await page.keyboard.insertText("前の版と比較");
    await page.keyboard.press("Enter");
    await main.getByRole("combobox", { name: "どの版と比べますか" }).waitFor();
    await main.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer });
  };
  await choose("broken.journey.json", Buffer.from("{"));
  await main.getByRole("alert").waitFor();
  assert.match(await main.getByRole("alert").innerText(), /broken\.journey\.json/);
  await choose("before.journey.json", Buffer.from(JSON.stringify(file)));
  await main.getByRole("table", { name: "結果の差" }).waitFor({ timeout: 60_000 });
  assert.match(await main.getByRole("table", { name: "違いのあるステップ" }).innerText(), /− 削除[\s\S]*以前の待機/);
  await main.getByRole("button", { name: "図に表示" }).click();
  const ghost = page.locator("[data-gone=nod_gone]");
  await ghost.waitFor();
  await page.locator("body").press("0");
  await page.waitForTimeout(600);
  const where = await page.locator('[data-id="gone nod_gone"]').evaluate((it) => it.style.transform);
  assert.equal(where, `translate(${at.x}px, ${at.y - 480}px)`, "where it stood");
  assert.match(await ghost.innerText(), /−\s*削除[\s\S]*以前の待機/);
  assert.equal(await page.locator("[data-gone-way]").count(), 2, "the wires to it and from it");
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/overlay-gone.png` });
  await ghost.click();
  await page.keyboard.press("Delete");
  await page.waitForTimeout(300);
  assert.deepEqual((await kept(page)).drawing, drawing, "it is only looked at");
  await page.getByRole("button", { name: "違いの表示を閉じる" }).click();
  await ghost.waitFor({ state: "detached" });
});

test("whoever searches, or looks at problems, is shown the drawing again", async () => {
  await page.locator("body").press("Control+Shift+R");
  await page.locator("body").press("Control+k");
  await page.keyboard.insertText("前の版と比較");
  await page.keyboard.press("Enter");
  await main.getByRole("combobox").waitFor();
  await page.locator("body").press("Control+f");
  await page.locator("[data-search]").waitFor();
  assert.equal(await main.count(), 0);
});

// That a broken file was refused is told by the browser, too.
const told = (complaint) => !/status of 4\d\d/.test(complaint);
test("the page complained of nothing else", () => assert.deepEqual(stage.complaints.filter(told), []));
