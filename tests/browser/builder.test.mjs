// Stories of conditions as rows: three rows with a group and a negation, by mouse alone and by keys alone; to text and
// back; what rows cannot show stays text; how many samples match; nothing half done costs what was there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { stories } from "./story.mjs";

const spread = { age: { of: { uniform: { from: 0, to: 99 } } }, tier: { of: { weights: { silver: 1, gold: 1 } } }, vip: { of: { percent: 50 } } };
const JOURNEY = {
  format: "tabiji.journey",
  version: 1,
  id: "jny_builder",
  name: "行",
  settings: {
    attributes: {
      age: { type: "integer", label: { ja: "年齢", en: "Age" } },
      city: { type: "text", label: { ja: "市", en: "City" } },
      joined: { type: "date", label: { ja: "登録日", en: "Joined" } },
      tier: { type: "category", values: ["silver", "gold"], label: { ja: "会員ランク", en: "Tier" } },
      vip: { type: "boolean", label: { ja: "優待", en: "VIP" } },
    },
    events: { bought: { label: { ja: "購入" }, properties: { amount: { type: "integer", label: { ja: "金額" } } } } },
    population: { customers: 100, seed: 7, attributes: spread },
  },
  nodes: {
    nod_in: { kind: "entry.event", name: "入る", config: { event: "bought" } },
    nod_if: { kind: "branch", name: "分ける", config: { arms: [{ name: "a", when: "" }] } },
    nod_loop: { kind: "flow.loop", name: "くり返す", config: { most: 3, until: "customer.age + 1 > 5 // next year" } },
    nod_end: { kind: "flow.end", name: "終わる" },
  },
  edges: { nod_in: { out: "nod_if" }, nod_if: { a: "nod_end", otherwise: "nod_loop" }, nod_loop: { repeat: "nod_if", done: "nod_end", limit: "nod_end" } },
  layout: { nodes: { nod_in: { x: 0, y: 0 }, nod_if: { x: 320, y: 0 }, nod_loop: { x: 320, y: 240 }, nod_end: { x: 640, y: 0 } } },
};
const WHOLE = 'customer.age >= 18 && !(customer.tier == "gold" || customer.vip)';

const { stage, page, story } = await stories(JOURNEY);

const arm = async () => (await kept(page)).drawing.nodes.nod_if.config.arms[0].when;
const builder = page.locator("[data-inspector] [data-builder]").first();
const control = (name) => builder.getByLabel(name, { exact: true });
const count = () => builder.locator("[data-count]");
const show = async (step) => {
  await page.keyboard.press("F6");
  await page.keyboard.press("Escape");
  await story.node(step).locator("header").click();
  await builder.getByRole("group").first().waitFor();
};

/** Chooses one of a list with the mouse. */
async function choose(name, option) {
  await control(name).click();
  await page.getByRole("option", { name: option, exact: true }).click();
  await page.waitForTimeout(120);
}

/** Waits until the text of the first arm is this. */
async function becomes(text) {
  for (let turn = 0; turn < 40 && (await arm()) !== text; turn++) await page.waitForTimeout(50);
  assert.equal(await arm(), text);
}

test("an empty condition says what that means, and rows are added by mouse alone; each finished change is one step", async () => {
  await show("「分ける」");
  await builder.getByText("条件がまだありません").waitFor();
  await story.noStep(async () => {
    await control("条件に行を追加").click();
    await choose("条件の行1：項目", "年齢");
    await choose("条件の行1：比べ方", "以上");
    await builder.getByText("値を入力してください。").waitFor();
  });
  const typed = await story.oneStep(async () => {
    await control("条件の行1：値").click();
    await page.keyboard.insertText("１８");
    await page.keyboard.press("Enter");
    await becomes("customer.age >= 18");
  });
  await story.thereAndBack(typed);
  await story.noStep(() => control("条件にグループを追加").click());
  const second = await story.oneStep(async () => {
    await choose("条件の行2.1：項目", "会員ランク");
    await choose("条件の行2.1：値", "gold");
    await becomes('customer.age >= 18 && customer.tier == "gold"');
  });
  await control("条件のグループ2に行を追加").click();
  const third = await story.oneStep(() => choose("条件の行2.2：項目", "優待"));
  const negated = await story.oneStep(() => choose("条件のグループ2のつなぎ方", "どれも満たさない"));
  assert.equal(await arm(), WHOLE);
  for (const made of [negated, third, second, typed]) {
    await story.takenBack();
    assert.deepEqual((await kept(page)).drawing, made.earlier.drawing);
  }
  await builder.getByText("条件がまだありません").waitFor();
});

test("the same by keys alone", async () => {
  const press = async (...keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await page.waitForTimeout(60);
    }
  };
  const at = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  const tabTo = async (name, key = "Tab") => {
    for (let turn = 0; turn < 60 && (await at()) !== name; turn++) await page.keyboard.press(key);
    assert.equal(await at(), name);
  };
  /** Opens the list in hand, goes to a choice by its first letters, takes it. */
  const pick = async (option) => {
    await press("Enter");
    await page.getByRole("option", { name: option, exact: true }).waitFor();
    await page.waitForTimeout(200);
    const chosen = () => page.locator("[role=option][data-highlighted]").innerText();
    for (let turn = 0; turn < 20 && (await chosen().catch(() => "")) !== option; turn++) await press("ArrowDown");
    await press("Enter");
    await page.getByRole("option").first().waitFor({ state: "detached" });
    await page.waitForTimeout(150);
  };
  await show("「分ける」");
  await page.keyboard.press("F6");
  await press("Enter");
  await tabTo("条件に行を追加");
  await press("Enter");
  assert.equal(await at(), "条件の行1：項目", "one goes on in the new row");
  await pick("年齢");
  await tabTo("条件の行1：比べ方");
  await pick("以上");
  await tabTo("条件の行1：値");
  await page.keyboard.insertText("18");
  await story.oneStep(async () => {
    await press("Enter");
    await becomes("customer.age >= 18");
  });
  await tabTo("条件にグループを追加");
  await press("Enter");
  assert.equal(await at(), "条件の行2.1：項目");
  await pick("会員ランク");
  await tabTo("条件の行2.1：値");
  await story.oneStep(() => pick("gold"));
  await tabTo("条件のグループ2に行を追加");
  await press("Enter");
  await story.oneStep(() => pick("優待"));
  await tabTo("条件のグループ2のつなぎ方", "Shift+Tab");
  await story.oneStep(() => pick("どれも満たさない"));
  assert.equal(await arm(), WHOLE);
  await tabTo("条件の行2.2を削除");
  const removed = await story.oneStep(() => press("Enter"));
  assert.equal(await at(), "条件のグループ2に行を追加", "the focus stays where one was");
  assert.equal(await arm(), 'customer.age >= 18 && !(customer.tier == "gold")');
  await story.thereAndBack(removed);
  await story.takenBack();
  assert.equal(await arm(), WHOLE);
});

test("rows and text are the same condition, both ways", async () => {
  await story.noStep(async () => {
    await builder.getByRole("button", { name: "テキスト" }).click();
    const text = builder.locator("[data-condition] .cm-content");
    await text.waitFor();
    assert.equal(await text.innerText(), WHOLE);
    await builder.getByRole("button", { name: "行", exact: true }).click();
    await control("条件の行2.2：項目").waitFor();
  });
  const made = await story.oneStep(async () => {
    await builder.getByRole("button", { name: "テキスト" }).click();
    await builder.locator("[data-condition]").getByRole("textbox").click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText('customer.city in ["大阪", "京都"] || days_since(customer.joined) < 30');
    await page.waitForTimeout(900);
  });
  await builder.getByRole("button", { name: "行", exact: true }).click();
  assert.match(await control("条件のつなぎ方").innerText(), /どれかを満たす/);
  await builder.getByText("京都").waitFor();
  assert.equal(await control("条件の行2：値").inputValue(), "30");
  await story.thereAndBack(made);
});

test("what is typed in Japanese is taken when the conversion ends, and not before", async () => {
  const session = await page.context().newCDPSession(page);
  const add = control("条件の行1：値を追加");
  await story.noStep(async () => {
    await add.click();
    await session.send("Input.imeSetComposition", { text: "なら", selectionStart: 2, selectionEnd: 2 });
    await page.waitForTimeout(900);
  });
  const made = await story.oneStep(async () => {
    await session.send("Input.insertText", { text: "奈良" });
    await page.keyboard.press("Enter");
    await becomes('customer.city in ["大阪", "京都", "奈良"] || days_since(customer.joined) < 30');
  });
  await story.thereAndBack(made);
  const fewer = await story.oneStep(() => control("条件の行1：「京都」を外す").click());
  await story.thereAndBack(fewer);
});

test("an unfinished row says what is missing and costs nothing of what was there", async () => {
  const before = await arm();
  await story.noStep(async () => {
    await choose("条件の行1：項目", "年齢");
    await builder.getByText("値を入力してください。 それまでは前のままです。").waitFor();
  });
  assert.equal(await arm(), before);
  const made = await story.oneStep(async () => {
    await control("条件の行2：値").fill("若い");
    await builder.getByText("「若い」は読めません。1200のような数値にしてください。").waitFor();
    await control("条件の行2：値").fill("60");
    await page.keyboard.press("Enter");
    await becomes('customer.city in ["大阪", "奈良"] || days_since(customer.joined) < 60');
  });
  await story.thereAndBack(made);
  await control("条件の行1を削除").click();
  await becomes("days_since(customer.joined) < 60");
});

test("what was typed is kept also by who goes on to another step at once", async () => {
  const made = await story.oneStep(async () => {
    await control("条件の行1：値").fill("61");
    await story.node("「終わる」").locator("header").click();
    await becomes("days_since(customer.joined) < 61");
  });
  await story.thereAndBack(made);
  await show("「分ける」");
  assert.equal(await control("条件の行1：値").inputValue(), "61");
});

test("matching samples are counted within 300 ms of the last change, while one still types", async () => {
  await control("条件の行1を削除").click();
  await becomes("");
  assert.equal(await count().count(), 0);
  await control("条件に行を追加").click();
  await choose("条件の行1：項目", "年齢");
  await choose("条件の行1：比べ方", "以上");
  await control("条件の行1：値").click();
  await page.keyboard.insertText("5");
  await count().getByText("10,000").waitFor();
  const took = [];
  for (const digit of ["0", "Backspace", "1", "Backspace", "9"]) {
    const shown = await count().innerText();
    const start = Date.now();
    if (digit.length > 1) await page.keyboard.press(digit);
    else await page.keyboard.insertText(digit);
    await page.waitForFunction((shown) => document.querySelector("[data-count]")?.innerText !== shown, shown, { polling: 10 });
    took.push(Date.now() - start);
  }
  assert.ok(Math.max(...took) < 300, took.join());
  console.log(`counted after ${took.join(", ")} ms`);
  const [, matching] = /10,000人中([\d,]+)人/.exec(await count().innerText());
  const share = Number(matching.replace(",", "")) / 10_000;
  assert.ok(Math.abs(share - 0.41) < 0.02, `${share} of ages from 0 to 99 are 59 or more`);
  await page.keyboard.press("Enter");
  await becomes("customer.age >= 59");
});

test("a condition on the event says that samples cannot be counted", async () => {
  await show("「入る」");
  const made = await story.oneStep(async () => {
    await control("条件に行を追加").click();
    await choose("条件の行1：項目", "イベント：金額");
    await control("条件の行1：値").fill("100");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(300);
  });
  assert.equal(made.later.drawing.nodes.nod_in.config.when, "event.amount == 100");
  await count().getByText("途中で決まる内容（金額）によるため、サンプルでは数えられません。").waitFor();
});

test("what rows cannot show opens as text, says so, and survives", async () => {
  await story.noStep(async () => {
    await show("「くり返す」");
    await builder.getByText("行では表せないため、テキストで書かれています。").waitFor();
    assert.ok(await builder.getByRole("button", { name: "行", exact: true }).isDisabled());
    await show("「分ける」");
  });
  assert.equal((await kept(page)).drawing.nodes.nod_loop.config.until, JOURNEY.nodes.nod_loop.config.until);
});

test("every kind of value fits the inspector, in Japanese and in dark English", async () => {
  const folder = process.env.SCREENS;
  const text = 'customer.age >= 18 && between(customer.age, 20, 60) && !(customer.tier in ["gold", "silver"] || customer.city in ["大阪", "京都"] || (customer.vip && days_since(customer.joined) < 30))';
  await page.evaluate(async (text) => {
    const ask = (name, body) => fetch(`/call/${name}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    const document = window.location.hash.slice(1);
    const { revision } = await (await ask("open", { document })).json();
    await ask("edit", { document, revision, edit: { edit: "set_config", node: "nod_if", pointer: "/arms/0/when", value: text } });
  }, text);
  for (const [language, colorScheme] of [["ja", "light"], ["en", "dark"]]) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate((value) => fetch("/call/prefer", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ key: "language", value }) }), language);
    await page.reload();
    await page.locator(".react-flow__node").first().waitFor();
    await page.waitForTimeout(600);
    await page.locator(".react-flow__node", { hasText: "分ける" }).locator("header").click();
    await count().getByText("10,000").waitFor();
    await builder.scrollIntoViewIfNeeded();
    const wide = await page.locator("[data-inspector]").evaluate((it) => it.scrollWidth - it.clientWidth);
    assert.equal(wide, 0, "nothing is cut off");
    if (folder) {
      await page.locator("[data-inspector]").evaluate((it) => it.scrollTo(0, 190));
      await page.screenshot({ path: `${folder}/builder-${language}-${colorScheme}.png` });
      await page.locator("[data-inspector]").evaluate((it) => it.scrollTo(0, 700));
      await page.screenshot({ path: `${folder}/builder-end-${language}-${colorScheme}.png` });
    }
  }
});

test("the page complained of nothing", () => {
  assert.deepEqual(stage.complaints, []);
});
