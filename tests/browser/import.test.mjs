// Stories of customers and events that are imported: looked at, laid out, mended, kept as one step, rehearsed on, purged.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { stories } from "./story.mjs";

const { page, story, stage } = await stories();

const wizard = page.locator("[data-intake]");
const next = () => wizard.locator("[data-next]").click();
const step = (name) => wizard.locator("[aria-current=step]", { hasText: name }).waitFor();
const column = (name) => wizard.locator(`[data-column="${name}"]`);
const figure = (name) => wizard.locator(`[data-figure=${name}] dd`).innerText();

async function open() {
  await page.locator("body").press("Control+k");
  await page.keyboard.insertText("取り込");
  await page.keyboard.press("Enter");
  await wizard.waitFor();
}

async function give(name, text) {
  const buffer = Buffer.isBuffer(text) ? text : Buffer.from(text);
  await wizard.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer });
}

async function choose(label, option) {
  await wizard.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

const ask = (name, request) =>
  page.evaluate(
    async ([name, request]) => {
      const headers = { "content-type": "application/json" };
      return (await fetch(`/call/${name}`, { method: "POST", headers, body: JSON.stringify(request) })).json();
    },
    [name, request],
  );

/** Sixty customers; every thirtieth has no total, one has a word in its place. */
const people = [
  "顧客番号,氏名,E-mail,プラン,Total,visits",
  ...Array.from({ length: 60 }, (_, row) => {
    const total = row % 30 === 7 ? " " : row === 11 ? "n/a" : `${row}.5`;
    return `k${row},山田 太郎,k${row}@example.com,${row % 2 ? "標準" : "上位"},${total},${row}`;
  }),
].join("\n");

const log = [
  "user_id,event,timestamp",
  ...Array.from({ length: 60 }, (_, row) => `k${row},visit,2026-01-05 10:${String(row).padStart(2, "0")}`),
].join("\n");

test("a file is looked at: what each column holds, and what looks personal stays out", async () => {
  await open();
  await give("顧客一覧.csv", people);
  await wizard.locator("[data-file=customers]").waitFor();
  assert.match(await wizard.locator("[data-file]").innerText(), /顧客一覧\.csv[\s\S]*60行、6列/);
  await next();
  await step("列");
  const use = (name) => column(name).getByRole("combobox").innerText();
  assert.equal(await use("顧客番号"), "顧客ID");
  assert.equal(await use("氏名"), "取り込まない");
  assert.equal(await use("E-mail"), "取り込まない");
  assert.equal(await use("プラン"), "新規：選択肢");
  assert.equal(await use("Total"), "新規：数値");
  assert.equal(await use("visits"), "新規：整数");
  await choose(/使い道: E-mail/, "新規：仮名");
  const field = column("プラン").getByRole("textbox");
  await field.fill("plan");
  await field.press("Enter");
});

test("cells that do not fit are told by row, mended in place, or read as missing", async () => {
  await next();
  await step("問題");
  const blank = wizard.locator("[data-trouble=Total]", { hasText: "空" }).first();
  assert.match(await blank.innerText(), /2個のセルが空です[\s\S]*9行目[\s\S]*39行目/);
  assert.ok(await wizard.locator("[data-next]").isDisabled(), "nobody has decided yet");
  await blank.getByRole("radio", { name: "値なしとして読む" }).check();
  const mend = wizard.getByRole("textbox", { name: "13行目のTotalの値" });
  await mend.fill("12.5");
  await mend.press("Enter");
  await next();
  await step("保存");
  assert.equal(await figure("customers"), "60");
  assert.equal(await figure("missing"), "2");
  assert.equal(await figure("mended"), "1");
  assert.match(await wizard.locator("table").innerText(), /k0[\s\S]*p_[0-9a-f]{32}/);
  assert.ok(!(await wizard.innerText()).includes("@example.com"));
});

test("keeping is one step of the journey, and can be taken back", async () => {
  const change = await story.oneStep(async () => {
    await next();
    await wizard.locator("[data-done]").waitFor();
  });
  const { attributes } = change.later.drawing.settings;
  assert.deepEqual(attributes.plan.values, ["上位", "標準"]);
  assert.equal(attributes.total.type, "decimal");
  await next();
  await page.locator('[data-phase="done"]').waitFor({ timeout: 120_000 });
  const { populations } = await ask("populations", {});
  assert.equal(populations.length, 1);
  assert.deepEqual(populations[0].about.pseudonyms, ["e_mail"]);
  await story.thereAndBack(change);
});

test("the kept customers stand in the rehearsal's choices, and can be purged", async () => {
  await page.getByRole("button", { name: "リハーサルの方法" }).click();
  const choice = page.locator("[data-populations]");
  await choice.getByText("顧客60人", { exact: false }).waitFor();
  assert.match(await choice.innerText(), /顧客一覧\.csv[\s\S]*値なしとしたセル：2[\s\S]*仮名：e_mail/);
  await choice.getByRole("button", { name: "消去", exact: true }).click();
  await choice.locator("[data-purge]").click();
  await page.waitForFunction(() => !document.querySelector("[data-purge]"));
  assert.deepEqual(await ask("populations", {}), { populations: [] });
  assert.doesNotMatch(await choice.innerText(), /顧客一覧/);
  await page.keyboard.press("Escape");
});

test("events come with the customers, and strangers are told", async () => {
  await open();
  await give("people.csv", people);
  await wizard.locator("[data-file=customers]").waitFor();
  await give("log.csv", `${log}\nnobody,visit,2026-01-05 12:00`);
  await wizard.locator("[data-file=events]").waitFor();
  await next();
  await step("列");
  await wizard.locator("[data-event=visit]").waitFor();
  await next();
  await step("問題");
  // The journey knows the columns by now, and expects of them what they were declared as.
  for (const missing of await wizard.getByRole("radio", { name: "値なしとして読む" }).all()) await missing.check();
  await wizard.locator("[data-trouble=user_id]").getByRole("radio", { name: "これらの行を除く" }).check();
  await next();
  await step("保存");
  assert.equal(await figure("events"), "60");
  assert.equal(await figure("skipped"), "1");
});

test("closing the wizard keeps nothing and changes nothing", async () => {
  await story.noStep(() => page.keyboard.press("Escape"));
  await wizard.waitFor({ state: "detached" });
  assert.deepEqual(await ask("populations", {}), { populations: [] });
});

test("a file is dropped on the wizard; Shift_JIS is found, and another encoding can be said", async () => {
  await open();
  // 「会員番号,都道府県」 and two rows, in Shift_JIS.
  const bytes = [...Buffer.from("89ef88f594d48d862c937393b9957b8ca70a312c938c8b9e93730a322c91e58de3957b0a", "hex")];
  await wizard.evaluate((popup, bytes) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(bytes)], "会員.csv"));
    for (const type of ["dragover", "drop"]) {
      popup.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    }
  }, bytes);
  await wizard.locator("[data-file=customers]").waitFor();
  assert.equal(await wizard.getByRole("combobox", { name: "文字コード" }).innerText(), "Shift_JIS（CP932）");
  await choose("文字コード", "UTF-8");
  assert.match(await wizard.getByRole("alert").innerText(), /utf-8として読めません。別の文字コード/);
});

test("files that cannot be taken say why: header only, another kind, two rows of one customer", async () => {
  await give("empty.csv", "id,a\n");
  await wizard.getByText("見出し行だけでデータがありません").waitFor();
  assert.ok(await wizard.locator("[data-next]").isDisabled());
  await give("program.exe", "MZ");
  assert.match(await wizard.getByRole("alert").innerText(), /ファイルの種類が分かりません/);
  await give("ragged.csv", `id,a\n${Array.from({ length: 50_000 }, (_, row) => `k${row},1\n`).join("")}last,1,2\n`);
  await wizard.getByRole("alert").getByText("50002行目：セルが3個あります").waitFor();
  assert.deepEqual(await ask("populations", {}), { populations: [] });
  await give("twice.csv", "id,a\nx,1\ny,2\nx,3\n");
  await wizard.getByRole("heading", { name: "twice.csv" }).waitFor();
  await next();
  await next();
  await step("問題");
  await wizard.getByRole("radio", { name: "最初の行を残し、これらを除く" }).check();
  await next();
  await step("保存");
  assert.equal(await figure("customers"), "2");
  await page.keyboard.press("Escape");
});

test("a hundred columns with long names are laid out by key alone", async () => {
  const before = await kept(page);
  await open();
  const names = Array.from({ length: 99 }, (_, place) => `とても長い名前の列${place}${"あ".repeat(60)}`);
  await give("wide.csv", `id,${names.join(",")}\n1,${names.map(() => "2").join(",")}\n`);
  await wizard.locator("[data-file=customers]").waitFor();
  await wizard.locator("[data-next]").focus();
  await page.keyboard.press("Enter");
  await step("列");
  assert.equal(await wizard.locator("tbody tr").count(), 100);
  const wide = await wizard.evaluate((popup) => popup.scrollWidth > popup.clientWidth);
  assert.ok(!wide, "nothing stands beside the wizard");
  await wizard.getByRole("combobox").nth(1).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("listbox").waitFor();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  assert.equal(await wizard.getByRole("combobox").nth(1).innerText(), "取り込まない");
  await page.keyboard.press("Escape");
  await wizard.waitFor({ state: "detached" });
  assert.deepEqual((await kept(page)).drawing, before.drawing);
  assert.deepEqual(stage.complaints.filter((told) => !told.includes("422")), []);
});
