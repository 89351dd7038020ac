// Stories of what if: worse worlds, one change each, the worst first, with the figures that the terminal has.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stories } from "./story.mjs";
import { reportOf } from "./terminal.mjs";

const { page, stage } = await stories();

let breaks = null;
page.on("response", async (answer) => {
  if (answer.url().endsWith("/call/breaks")) breaks = await answer.json();
});

const picture = async (name) => {
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/${name}.png`, fullPage: true });
};
const look = () => page.getByRole("button", { name: "試す", exact: true }).click();
const done = () => page.getByRole("table", { name: "壊れるもの（悪い順）" }).waitFor({ timeout: 300_000 });
const of = (world, id) => world.kpis.find((kpi) => kpi.id === id);

async function fill(name, value) {
  const field = page.getByRole("textbox", { name, exact: true });
  await field.fill(value);
  await field.press("Enter");
}

test("from the command palette: choose, try, and a table with the worst first", async () => {
  await page.getByRole("button", { name: "リハーサルの方法" }).click();
  await fill("顧客", "400");
  await fill("回数", "2");
  await fill("開始", "2026-11-02");
  await page.keyboard.press("Escape");
  await page.locator("body").press("Control+k");
  await page.keyboard.insertText("もしも");
  await page.keyboard.press("Enter");
  await fill("休日にする日", "2026-11-10");
  await fill("時計が進む日・戻る日", "2026-11-08");
  await look();
  await done();
  const rows = await page.getByRole("table").locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.cells].map((cell) => cell.innerText)));
  assert.deepEqual(rows.map(([name]) => name), breaks.worlds.map(({ name }) => name.ja));
  const rank = { less: 0, cannot_tell: 1, same: 2, more: 3 };
  const order = breaks.worlds.map((world) => of(world, breaks.by));
  for (const [one, two] of order.slice(1).map((kpi, at) => [order[at], kpi])) {
    const [a, b] = [rank[one.verdict], rank[two.verdict]];
    assert.ok(a < b || (a === b && one.difference <= two.difference), `${one.difference} before ${two.difference}`);
  }
  for (const [at, row] of rows.entries()) {
    const { verdict, low } = order[at];
    if (verdict === "same") assert.match(row[2], /全員同じ/);
    if (verdict === "cannot_tell") assert.match(row[2], /分かりません/);
    if (verdict === "less") assert.ok(low < 0 && row[2].includes("-"), row[2]);
  }
  const kinds = new Set(breaks.worlds.map(({ change }) => change));
  for (const kind of ["outage", "arrivals", "holiday", "clocks_forward", "clocks_back", "low", "high"]) {
    assert.ok(kinds.has(kind), kind);
  }
  await picture("what-if-ja-light");
});

const SETUP = ["--count", "400", "--runs", "2", "--seed", "1", "--horizon", "90d", "--start", "2026-11-02"];

test("outages and holidays have the terminal's figures", async () => {
  for (const [change, name, args] of [
    ["outage", /メール|email/i, ["--outage", "email"]],
    ["holiday", /2026-11-10/, ["--holiday", "2026-11-10"]],
  ]) {
    const world = breaks.worlds.find((it) => it.change === change && name.test(it.name.ja));
    const [here, there] = await Promise.all([reportOf(page, SETUP), reportOf(page, [...SETUP, ...args])]);
    for (const [report, side] of [[JSON.parse(here), "old"], [JSON.parse(there), "new"]]) {
      const kpi = (id) => report.kpis.find((it) => it.id === id).estimate;
      const close = (one, two, what) => assert.ok(Math.abs(one - two) < 1e-6, `${change} ${side} ${what}: ${one} ${two}`);
      close(of(world, "entered")[side], kpi("entered"), "entered");
      // The table is over all customers, the report over those who entered.
      close(of(world, breaks.by)[side], kpi(breaks.by) * kpi("entered"), breaks.by);
    }
  }
});

test("what is no day is refused in words, and the way out is named", async () => {
  await fill("休日にする日", "いつか");
  await look();
  await page.getByRole("alert").getByText("「いつか」は日付として読めません").waitFor();
  await fill("休日にする日", "");
});

test("it says how far it is, and stops at once", async () => {
  await page.getByRole("button", { name: "リハーサルの方法" }).click();
  await fill("顧客", "20000");
  await fill("回数", "30");
  await page.keyboard.press("Escape");
  await look();
  const stop = page.getByRole("main").getByRole("button", { name: "中止" });
  await stop.waitFor();
  await page.getByRole("progressbar").waitFor({ timeout: 60_000 });
  const asked = Date.now();
  await stop.click();
  await stop.waitFor({ state: "detached" });
  assert.ok(Date.now() - asked < 3000, `${Date.now() - asked} ms`);
  assert.equal(await page.getByRole("table").count(), 0);
});

test("the page complained of nothing", () => assert.deepEqual(stage.complaints, []));
