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
  await main.getByRole("combobox", { name: "どのスナップショットと比べますか" }).click();
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

test("one who ends differently is told on the drawing", async () => {
  const [first] = compared.outcome.changed;
  await main.getByRole("button", { name: first.customer, exact: true }).click();
  await page.getByRole("region", { name: `${first.customer}の道のり` }).locator("[data-line]").first().waitFor();
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

test("the page complained of nothing", () => assert.deepEqual(stage.complaints, []));
