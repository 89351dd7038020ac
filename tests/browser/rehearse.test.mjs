// Stories of the rehearsal: one key, numbers on the drawing, every figure on the screen that of the report, customers
// found and told, every change rehearsed again, and a stop that is one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { stories } from "./story.mjs";

const { page, story, stage } = await stories();

/** The last report that the core gave. */
let report = null;
page.on("response", async (answer) => {
  if (answer.url().endsWith("/call/report")) report = (await answer.json()).report ?? report;
});

const done = () => page.locator('[data-phase="done"]').waitFor({ timeout: 120_000 });
const number = (text) => Number(text.replace(/[^0-9.-]/g, ""));

async function how(values) {
  await page.getByRole("button", { name: "リハーサルの方法" }).click();
  for (const [name, value] of Object.entries(values)) {
    const field = page.getByRole("textbox", { name, exact: true });
    await field.fill(value);
    await field.press("Enter");
  }
  await page.keyboard.press("Escape");
}

const idOf = (name) => Object.keys(report.nodes).find((id) => report.nodes[id].name.ja === name);

const rehearse = async () => {
  await page.getByRole("button", { name: "リハーサル", exact: true }).click();
  await done();
  await page.waitForTimeout(300);
};

test("one key rehearses: a verdict, and on every step how many came", async () => {
  await how({ 顧客: "400", 回数: "1" });
  await page.locator("body").press("t");
  await done();
  await page.waitForTimeout(300);
  const verdict = page.getByRole("region", { name: "リハーサルの結果" });
  assert.ok((await verdict.innerText()).includes(report.verdict.text.ja));
  const shown = await page.locator("article").evaluateAll((steps) =>
    steps.map((step) => [step.id.replace("step-", ""), step.querySelector("[data-figure]")?.textContent]));
  assert.ok(shown.length > 3);
  for (const [id, figure] of shown) {
    const { in: came } = report.nodes[id];
    assert.equal(figure, came === 0 ? "0人" : came.toLocaleString("ja"), id);
  }
  const shares = await page.locator("article [data-share]").count();
  assert.ok(shares > 3, "ways out have their share");
});

test("the table below the drawing has the same figures, and colors the drawing", async () => {
  await page.locator("body").press("Control+k");
  await page.keyboard.insertText("リハーサルの数字");
  await page.keyboard.press("Enter");
  await page.locator("[data-step]").first().waitFor();
  const rows = await page.locator("[data-step]").evaluateAll((rows) =>
    rows.map((row) => [row.dataset.step, row.querySelector("[data-measure=count]").textContent]));
  assert.equal(rows.length, Object.keys(report.nodes).length);
  for (const [id, count] of rows) assert.equal(number(count), report.nodes[id].in, id);
  await page.getByRole("button", { name: "到達", exact: true }).click();
  const most = Math.max(...Object.values(report.nodes).map((node) => node.in));
  assert.ok((await page.locator("[data-legend=count]").innerText()).includes(most.toLocaleString("ja")));
  await page.locator("article [data-figure=count]").first().waitFor();
  await page.getByRole("button", { name: "到達", exact: true }).click();
  assert.equal(await page.locator("[data-legend]").count(), 0);
});

test("every page of the report shows the report's figures", async () => {
  await page.getByRole("button", { name: "レポート", exact: true }).click();
  const open = async (name) => {
    const entry = page.getByRole("navigation").getByRole("button", { name, exact: true });
    await entry.click();
    await entry.and(page.locator("[aria-current=page]")).waitFor();
    return page.getByRole("main");
  };
  const cells = (main, table) =>
    main.getByRole("table", { name: table }).locator("tbody tr").evaluateAll((rows) =>
      Object.fromEntries(rows.map((row) => [row.dataset.row, [...row.cells].map((cell) => cell.textContent)])));

  const verdict = await open("結論");
  assert.ok((await verdict.innerText()).includes(report.verdict.text.ja));
  const totals = Object.values(await cells(verdict, "全員のその後"));
  assert.equal(number(totals[0][1]), report.totals.entered);
  assert.equal(totals.slice(1).reduce((sum, [, count]) => sum + number(count), 0), report.totals.entered);

  const kpis = await open("指標");
  for (const kpi of report.kpis.filter(({ unit }) => unit === "share")) {
    const shown = number(await kpis.locator(`[data-kpi="${kpi.id}"] .text-xl`).innerText());
    assert.ok(Math.abs(shown / 100 - kpi.estimate) < 0.0006, `${kpi.id}: ${shown}`);
    const told = await kpis.locator(`[data-kpi="${kpi.id}"]`).innerText();
    assert.equal(told.includes("分かりません"), kpi.low === null, kpi.id);
  }

  const steps = await cells(await open("ステップ"), "すべてのステップ");
  assert.deepEqual(Object.keys(steps).sort(), Object.keys(report.nodes).sort());
  for (const [id, [, came, out, inside]] of Object.entries(steps)) {
    const node = report.nodes[id];
    assert.deepEqual([number(came), number(out), number(inside)], [node.in, node.out, node.inside], id);
  }

  const ways = await cells(await open("経路"), "多い経路");
  const { paths } = report.people;
  assert.deepEqual(Object.values(ways).map((row) => number(row[2])), paths.top.map((path) => path.instances));
  const others = number((await page.locator("[data-others]").innerText()).match(/([\d,]+)件/)[1]);
  assert.equal(others, paths.others);
  assert.equal(paths.top.reduce((sum, path) => sum + path.instances, others), paths.instances, "nobody is dropped");

  const time = await open("時間");
  const [goal] = Object.values(report.time.goals);
  const [row] = Object.values(await cells(time, "目標までの時間"));
  assert.deepEqual([number(row[1]), number(row[5])], [goal.reached, goal.censored]);
  await time.getByText("表で見る").click();
  const week = await cells(time, "曜日と時刻ごとの送信数");
  assert.deepEqual(Object.values(week).map((day) => day.slice(1).map(number)), report.time.sends);

  const pressure = await cells(await open("接触"), "受け取る通数ごとの顧客");
  assert.deepEqual(Object.values(pressure).map((row) => number(row[1])), report.pressure.per_customer);

  const arms = await cells(await open("実験"), "実験「クーポンの効果を比べる」");
  const experiment = report.experiments.nod_experiment;
  assert.deepEqual(Object.values(arms).map((row) => number(row[2])), experiment.arms.map((arm) => arm.customers));

  const groups = await open("公平さ");
  for (const { attribute, values } of report.people.segments.slice(0, 3)) {
    const label = { email_ok: "メール受信の同意", line_ok: "LINE受信の同意", needs_care: "配慮が必要" }[attribute];
    const shown = Object.values(await cells(groups, label));
    assert.deepEqual(shown.map((row) => number(row[1])), values.map((value) => value.entered), attribute);
  }

  const money = await cells(await open("費用と価値"), "費用と価値");
  for (const [id, [, cost]] of Object.entries(money)) {
    assert.ok(Math.abs(number(cost) - report.nodes[id].cost) <= 0.5, id);
  }

  const coverage = await cells(await open("カバレッジ"), "試された範囲");
  for (const [kind, [, covered, possible]] of Object.entries(coverage)) {
    const share = report.coverage[kind];
    assert.deepEqual([number(covered), number(possible)], [share.covered, share.total - share.impossible], kind);
  }

  await open("守り");
  assert.equal(await page.locator("[data-guardian]").count(), report.guardians.length);
  const assumptions = await cells(await open("前提"), "すべての前提");
  assert.equal(Object.keys(assumptions).length, report.assumptions.length);
  const charts = page.locator("[data-chart] canvas");
  assert.ok((await charts.count()) > 0, "and a picture");
  assert.doesNotMatch(await page.locator("body").innerText(), /\b(report|rehearse|length)\.\w/, "no word is missing");
});

test("from a customer of the report to their way on the drawing", async () => {
  await page.getByRole("navigation").getByRole("button", { name: "顧客", exact: true }).click();
  const { customer } = report.people.customers[0];
  await page.getByRole("main").getByRole("button", { name: customer, exact: true }).first().click();
  const way = page.getByRole("region", { name: `${customer}の道のり` });
  await way.waitFor();
  assert.ok((await way.locator("[data-line]").count()) > 3);
  assert.ok((await page.locator(".react-flow__edge-path.trodden").count()) > 0);
});

test("a customer's way is gone step by step, played, and stopped where one wants", async () => {
  const trodden = () => page.locator(".react-flow__edge-path.trodden").count();
  const slider = page.getByRole("slider", { name: "時間の位置" });
  await slider.focus();
  await page.keyboard.press("Home");
  const start = await trodden();
  const forward = page.getByRole("button", { name: "1行進む" });
  const last = Number(await slider.getAttribute("max"));
  for (let line = 0; line < last; line++) await forward.click();
  assert.ok(await forward.isDisabled(), "at the end");
  assert.ok((await trodden()) > start);
  assert.equal(await page.locator("li[aria-current=step] [data-line]").getAttribute("data-line"), String(last));

  const stops = page.getByRole("combobox", { name: "止めるステップ" });
  await stops.click();
  const stop = page.getByRole("option").nth(2);
  const name = await stop.innerText();
  await stop.click();
  await page.getByRole("button", { name: "再生" }).click();
  await page.getByRole("button", { name: "一時停止" }).waitFor();
  await page.getByRole("button", { name: "再生" }).waitFor({ timeout: 20_000 });
  assert.ok((await page.locator("li[aria-current=step]").innerText()).includes(name.trim()), name);
});

test("customers are found by what became of them", async () => {
  const total = async () => {
    await page.waitForTimeout(400);
    return Number(await page.locator("[data-total]").getAttribute("data-total"));
  };
  assert.equal(await total(), report.population.customers);
  const end = page.getByRole("combobox", { name: "終わり方" });
  await end.click();
  await page.getByRole("option", { name: "開始していない" }).click();
  const entered = report.kpis.find(({ id }) => id === "entered");
  assert.equal(await total(), Math.round(report.population.customers * (1 - entered.estimate)));
  await end.click();
  await page.getByRole("option", { name: "すべての終わり方" }).click();
  await page.getByRole("combobox", { name: "来たステップ" }).click();
  await page.getByRole("option", { name: "未成年のため対象外" }).click();
  assert.ok((await total()) > 0 && (await total()) <= report.nodes[idOf("未成年のため対象外")].in);
  await page.getByRole("combobox", { name: "来たステップ" }).click();
  await page.getByRole("option", { name: "担当者が困りごとを伺う" }).click();
  const through = await total();
  assert.ok(through > 0 && through <= report.nodes[idOf("担当者が困りごとを伺う")].in, `${through}`);
});

test("every change is rehearsed again by itself, and a journey with errors is not", async () => {
  const before = report;
  const start = (await kept(page)).revision;
  await story.node("クーポンの効果を比べる").first().waitFor({ state: "attached" });
  await page.locator("body").press("Control+f");
  await page.keyboard.insertText("自分で買い直すのを1時間待つ");
  await page.keyboard.press("Enter");
  await page.locator("#step-nod_first_hour").click({ position: { x: 100, y: 8 } });
  await page.keyboard.press("Delete");
  await story.saved();
  await page.waitForTimeout(800);
  assert.equal(report, before, "without an entry that leads on there are errors, and the numbers stay");
  await page.getByText("変更前の結果").waitFor();
  await page.getByRole("button", { name: /^元に戻す/ }).click();
  await story.saved();
  await page.waitForTimeout(1500);
  assert.notEqual(report, before, "rehearsed without a word");
  assert.equal(report.totals.entered, before.totals.entered);
  assert.equal((await kept(page)).revision, start + 2);
});

test("a long rehearsal says how far it is and stops at once", async () => {
  await how({ 顧客: "20000", 回数: "500" });
  await page.getByRole("button", { name: "リハーサル", exact: true }).click();
  const going = page.locator('[data-phase="counting"]');
  await going.waitFor({ timeout: 60_000 });
  await page.getByRole("progressbar", { name: "リハーサルの進み具合" }).waitFor();
  await page.getByText(/毎秒[\d,]+人、残り/).waitFor({ timeout: 30_000 });
  const took = await page.evaluate(async () => {
    const button = [...document.querySelectorAll("button")].find((it) => it.textContent === "中止");
    const asked = performance.now();
    button.click();
    while (document.querySelector('[data-phase="counting"]')) await new Promise((go) => setTimeout(go, 5));
    return performance.now() - asked;
  });
  console.log(`# stopped after ${Math.round(took)} ms`);
  assert.ok(took < 1000, `${took} ms`);
});

test("what cannot be rehearsed says why, in words", async () => {
  await how({ 顧客: "400", 回数: "1", 期間: "いつか" });
  await page.getByRole("button", { name: "リハーサル", exact: true }).click();
  await page.getByRole("alert").getByText("期間「いつか」は読めません").waitFor();
  await page.getByRole("button", { name: "結果を片づける" }).click();
  await how({ 期間: "30d" });
  await rehearse();
  assert.equal(report.options.horizon, "30d");
});

test("the page complained of nothing", () => assert.deepEqual(stage.complaints, []));
