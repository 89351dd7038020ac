// Stories of a fork: at a line of a customer's way another answer is chosen, and the other future stands beside the first;
// where they part is said in words, everything before is the same, and what cannot be is refused in words.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stories } from "./story.mjs";

const { page, story, stage } = await stories();

const shot = async (name) => {
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/${name}.png` });
};
let run = null;
let forked = null;
page.on("response", async (answer) => {
  if (answer.url().endsWith("/call/report")) run = answer.request().postDataJSON().run;
  if (answer.url().endsWith("/call/fork") && answer.ok()) forked = await answer.json();
});
const ask = (name, request) =>
  page.evaluate(
    async ([name, request]) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`/call/${name}`, { method: "POST", headers, body: JSON.stringify(request) });
      return answer.json();
    },
    [name, request],
  );
const lines = (side) => page.locator(`[data-side=${side}] > li:not([data-parting])`);
const form = page.locator("[data-fork-form]");
const asking = page.getByRole("button", { name: "もしも…" });

/** A customer whose way has a line at which another answer leads elsewhere, and that line. */
let chosen = null;

async function find() {
  const whom = { id: "", node: null, port: null, end: "left", goal: null };
  const { customers } = await ask("customers", { run, whom, skip: 0 });
  for (const { id: customer } of customers) {
    const told = await ask("story", { run, customer });
    for (const [at, line] of told.lines.entries()) {
      const { choices } = await ask("fork_choices", { run, customer, place: line.place });
      const opens = choices.findIndex(({ part, unchanged }) => part.what === "clicked" && !unchanged);
      if (opens >= 0 && at > 1) return { customer, at, opens, told };
    }
  }
  return assert.fail("somebody was written to and did not click");
}

test("at a line of the way one says what goes otherwise, and sees the other future beside the first", async () => {
  await page.getByRole("button", { name: "リハーサルの方法" }).click();
  const people = page.getByRole("textbox", { name: "顧客", exact: true });
  await people.fill("300");
  await people.press("Enter");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "リハーサル", exact: true }).click();
  await page.locator('[data-phase="done"]').waitFor({ timeout: 180_000 });
  chosen = await find();
  await page.locator("[data-phase=done] button").nth(1).click();
  const id = page.getByRole("textbox", { name: "ID" });
  await id.fill(chosen.customer);
  await page.locator(`[data-customer="${chosen.customer}"]`).click();
  await page.locator(`[data-side=first] [data-line="${chosen.at}"]`).click();
  await asking.click();
  await form.waitFor();
  await page.getByRole("combobox", { name: "変えるもの" }).click();
  const options = await page.getByRole("option").allInnerTexts();
  assert.ok(options.includes("クリックされる") && options.includes("顧客の属性"), options.join());
  assert.ok(options.some((option) => option.endsWith("（実際どおり）")), "the answer it was is marked");
  await page.getByRole("option", { name: "クリックされる", exact: true }).click();
  await shot("fork-form");
  await form.getByRole("button", { name: "もう一つの経過を見る" }).click();
  await page.locator("[data-forked]").waitFor();
  await page.waitForTimeout(300);
  await shot("fork");
  assert.equal(forked.unchanged, false);
});

test("up to where the ways part every line is the same, and there it is said in words", async () => {
  const { same } = forked;
  assert.ok(same >= chosen.at, `${same} of at least ${chosen.at}`);
  const [first, other] = [await lines("first").allInnerTexts(), await lines("other").allInnerTexts()];
  assert.equal(first.length, chosen.told.lines.length);
  assert.equal(other.length, forked.story.lines.length);
  assert.deepEqual(other.slice(0, same), first.slice(0, same));
  assert.notEqual(other[same], first[same]);
  for (const side of ["first", "other"]) {
    const before = await page.locator(`[data-side=${side}] [data-parting]`).evaluate(
      (it) => [...it.parentElement.children].indexOf(it),
    );
    assert.equal(before, same, `the ways part after line ${same}`);
    await page.locator(`[data-side=${side}] [data-parting]`, { hasText: /ここ/ }).waitFor();
  }
  const head = await page.locator("[data-forked]").innerText();
  assert.match(head, /^もし「.+」がクリックされる（.+後）なら/);
  assert.match(head, new RegExp(`分かれるまでの${same}行は同じです`));
  assert.match(head, /リハーサルのまま変えないもの/);
});

test("the other way is gone through with the same controls, on the drawing", async () => {
  const current = () => page.locator("[data-side] > [aria-current=step] [data-line]");
  await page.getByRole("button", { name: "1行戻る" }).click();
  const at = Number(await current().getAttribute("data-line"));
  assert.equal(at, forked.same - 1);
  assert.equal(await page.locator("[data-side=other] > [aria-current=step]").count(), 1);
  await page.getByRole("button", { name: "再生" }).click();
  await page.waitForFunction(
    (last) => document.querySelector(`[data-side=other] > [aria-current=step] [data-line="${last}"]`),
    forked.story.lines.length - 1,
    { timeout: 60_000 },
  );
  const gone = new Set(forked.story.path.map(({ node, port }) => JSON.stringify([node, port])));
  assert.equal(await page.locator("path.trodden").count(), gone.size);
  await page.locator("[data-side=first] [data-line]").last().click();
  const was = new Set(chosen.told.path.map(({ node, port }) => JSON.stringify([node, port])));
  assert.equal(await page.locator("path.trodden").count(), was.size, "a line of the first way shows the first way");
});

test("the other future becomes a scenario that passes", async () => {
  const { later } = await story.oneStep(async () => {
    await page.getByRole("button", { name: "これをシナリオにする" }).click();
    await page.locator("[data-scenario-editor]").waitFor();
  });
  const made = later.drawing.settings.scenarios.at(-1);
  assert.ok(made.story.some((line) => /^given \S+ clicked \+/.test(line)), made.story.join("\n"));
  await page
    .locator(`[data-tests=fresh] [data-test="${made.id}"][data-sign=passed]:not([data-stale])`)
    .waitFor({ timeout: 120_000 });
  await story.takenBack();
  await page.getByRole("tab", { name: "顧客" }).click();
});

test("by keyboard alone: another attribute from a line on; a value that is none is refused in words", async () => {
  await page.waitForTimeout(1000);
  if ((await page.locator("[data-side=first]").count()) === 0) {
    await page.getByRole("textbox", { name: "ID" }).fill(chosen.customer);
    await page.locator(`[data-customer="${chosen.customer}"]`).click();
  } else if ((await page.locator("[data-forked]").count()) > 0) {
    await page.getByRole("button", { name: "もう一つの経過を閉じる" }).click();
  }
  await page.locator('[data-side=first] [data-line="0"]').focus();
  await page.keyboard.press("Enter");
  await asking.focus();
  await page.keyboard.press("Enter");
  const options = page.getByRole("option");
  const pick = async (name, key) => {
    await page.getByRole("combobox", { name }).focus();
    await page.keyboard.press("Enter");
    await options.first().waitFor();
    await page.keyboard.press(key);
    await page.keyboard.press("Enter");
    await options.first().waitFor({ state: "detached" });
  };
  await pick("変えるもの", "End");
  await pick("顧客の属性", "Home");
  const value = form.locator("[data-values] input");
  await value.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("たくさん");
  await page.keyboard.press("Enter");
  const alert = form.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /「たくさん」は属性「age」の値として読めません。整数の値を書いてください/);
  await shot("fork-refused");
  await value.fill("17");
  await value.press("Enter");
  await page.locator("[data-forked]").waitFor();
  assert.match(await page.locator("[data-forked] h4").innerText(), /17/);
  await shot("fork-attribute");
  await page.getByRole("button", { name: "もう一つの経過を閉じる" }).click();
  await page.locator("[data-forked]").waitFor({ state: "detached" });
});

test("the page complained of nothing", () => assert.deepEqual(stage.complaints.filter((it) => !/400|409|422/.test(it)), []));
