// axe-core finds nothing serious or critical on any screen, in both languages and both themes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { open } from "./stage.mjs";

const ui = fileURLToPath(new URL("../../ui/package.json", import.meta.url));
const axe = readFileSync(createRequire(ui).resolve("axe-core/axe.min.js"), "utf8");

/** What is serious or critical: the rule, what it says, and where. */
async function serious(page) {
  // Through the debugger, since the pages' own policy runs nothing that does not belong to them.
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() =>
    window.axe.run(document, { resultTypes: ["violations"] }).then(({ violations, passes }) => ({ violations, passes })),
  );
  assert.ok(passes.length > 10, "axe looked");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.slice(0, 4).map((node) => `${node.html.slice(0, 200)} ${node.any[0]?.message ?? ""}`).join("\n    ")}`);
}

const SCREENS = [
  ["an empty journey", async () => undefined],
  ["the empty outline", (page) => page.locator("body").press("o")],
  ["the picker", (page) => page.locator("body").press("n")],
  ["the command palette", (page) => page.locator("body").press("Control+k")],
  ["the shortcuts", (page) => page.locator("body").press("?")],
  ["the help", async (page) => {
    await page.locator("body").press("F1");
    await page.locator("[data-page]").first().waitFor();
  }],
  ["a page of the help", async (page) => {
    await page.locator("[data-page='wait.event']").click();
    await page.locator("[data-help-page]").waitFor();
  }],
];

const SAMPLE_SCREENS = [
  ["a journey", async () => undefined],
  ["the outline", async (page) => {
    await page.locator("body").press("o");
    await page.getByRole("tree").waitFor();
  }],
  ["where a way leads", async (page) => {
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("c");
    await page.getByRole("dialog").waitFor();
  }],
  ["a name typed in the outline", async (page) => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("F2");
    await page.getByRole("treeitem").getByRole("textbox").waitFor();
  }],
  ["lanes", (page) => page.locator("body").press("l")],
  ["problems", (page) => page.locator("body").press("F8")],
  ["search", async (page) => {
    await page.locator("body").press("Control+f");
    await page.keyboard.insertText("coupon");
  }],
  ["history", async (page) => {
    await page.keyboard.press("F6");
    await page.keyboard.press("Control+h");
  }],
  ["a note", async (page) => {
    await page.locator("body").press("Shift+N");
    await page.locator(".react-flow__node-note textarea").waitFor();
    await page.keyboard.insertText("note");
    await page.keyboard.press("Escape");
  }],
  ["a group", async (page) => {
    await page.keyboard.press("Control+a");
    await page.keyboard.press("Control+g");
  }],
  ["the menu", (page) => page.locator("header button[aria-haspopup=menu]").first().click()],
];

/** Everything that a rehearsal adds: how it is done, its result, who is in it, and each page of its report. */
async function rehearsed(page, look) {
  await page.keyboard.press("Escape");
  await page.locator("button[aria-haspopup=dialog]").last().click();
  const people = page.locator("[data-how] input").first();
  await people.waitFor();
  await look("how to rehearse");
  await page.locator("[data-populations] button:not([role=combobox])").first().click();
  await page.locator("[data-attribute] [role=slider]").first().waitFor();
  await look("sample customers");
  await page.keyboard.press("Escape");
  await page.locator("[data-people]").waitFor({ state: "detached" });
  if (!(await people.isVisible())) await page.locator("button[aria-haspopup=dialog]").last().click();
  await people.waitFor();
  await people.fill("200");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.locator("button[aria-busy]").click();
  await page.locator("[data-phase=done]").waitFor({ timeout: 120_000 });
  await look("the result");
  await page.locator("[data-phase=done] button").nth(1).click();
  await page.locator("[data-customer]").first().click();
  await page.waitForTimeout(600);
  await look("customers");
  await page.locator("[data-side=first] [data-line]").first().click();
  await page.locator("button[data-fork]").click();
  await page.locator("[data-fork-form]").waitFor();
  await look("what goes otherwise for a customer");
  await page.locator("[data-fork-form] [type=submit]").click();
  await page.locator("[data-forked]").waitFor();
  await look("two futures of a customer");
  await page.locator("[data-phase=done] button").first().click();
  await page.locator("nav button[aria-haspopup=menu]").click();
  await look("how to export the report");
  await page.keyboard.press("Escape");
  const pages = page.locator("nav button:not([aria-haspopup])");
  for (let at = 1; at < (await pages.count()); at++) {
    await pages.nth(at).click();
    await look(`page ${at} of the report`);
  }
  await pages.nth((await pages.count()) - 2).click();
  await page.locator("main button").first().click();
  await page.locator("main tbody tr").first().waitFor({ timeout: 300_000 });
  await look("what breaks");
  await page.locator("[data-readiness]").click();
  await page.locator("[data-ready]").waitFor();
  await look("readiness");
  await page.locator(".below [role=tab]").nth(2).click();
  await page.locator("[data-test] button").first().click();
  await page.locator("[data-scenario-editor] [data-line]").first().waitFor();
  await look("a scenario");
  await page.locator('[data-test^="grd_"] button').first().click();
  await page.locator("[data-guardian-editor]").waitFor();
  await look("a guardian");
}

/** Customers on their way in, step by step, and what is said of them once they are kept. */
async function imported(page, look) {
  await page.keyboard.press("Escape");
  await page.locator("button[aria-haspopup=dialog]").last().click();
  await page.locator("[data-populations] button").last().click();
  const next = page.locator("[data-intake] [data-next]");
  await next.waitFor();
  await look("the import");
  const rows = Array.from({ length: 40 }, (_, row) => `k${row},山田 太郎,${row === 7 ? "" : row},${row === 9 ? "x" : row % 2}`);
  const buffer = Buffer.from(["id,name,total,yes", ...rows].join("\n"));
  await page.locator("[data-intake] input[type=file]").setInputFiles({ name: "顧客.csv", mimeType: "text/csv", buffer });
  await page.locator("[data-file]").waitFor();
  await look("a file of the import");
  await next.click();
  await page.locator("[data-column]").first().waitFor();
  await look("columns of the import");
  await next.click();
  await page.locator("[data-trouble]").first().waitFor();
  await look("problems of the import");
  for (const trouble of await page.locator("[data-trouble]").all()) await trouble.getByRole("radio").first().check();
  await next.click();
  await page.locator("[data-figure=customers]").waitFor();
  await look("what the import keeps");
  await next.click();
  await page.locator("[data-done]").waitFor();
  await look("the import, done");
  await next.click();
  await page.locator("[data-phase=done]").waitFor({ timeout: 120_000 });
  await page.locator("button[aria-haspopup=dialog]").last().click();
  await page.locator("[data-populations] button.text-error").click();
  await page.locator("[data-purge]").waitFor();
  await look("customers that are kept");
  await page.locator("[data-purge]").click();
  await page.locator("[data-purge]").waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
}

for (const locale of ["ja-JP", "en-US"]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`every screen in ${locale}, ${colorScheme}`, async () => {
      const stage = await open({ locale, colorScheme });
      const { page } = stage;
      const found = [];
      const look = async (name) => {
        await page.waitForTimeout(400);
        for (const told of await serious(page)) found.push(`${name}: ${told}`);
      };
      try {
        const doors = page.locator("main button");
        await page.locator("[data-sample]").first().waitFor();
        await look("gallery");
        await doors.nth(1).click();
        await page.locator("h2.text-base").first().waitFor();
        for (const [name, show] of SCREENS) {
          await show(page);
          await look(name);
          await page.keyboard.press("Escape");
        }
        await page.evaluate(() => {
          window.location.hash = "";
        });
        await page.locator("header button").first().click();
        await page.locator("[data-sample]").first().click();
        await page.locator(".react-flow__node").first().waitFor();
        await page.waitForTimeout(500);
        for (const node of [0, 3, 5]) {
          await page.locator(".react-flow__node-step header").nth(node).click();
          await look(`settings of step ${node}`);
        }
        await page.locator("[data-id=nod_care] header").click();
        await page.locator("[data-count]").first().waitFor();
        await look("conditions as rows");
        await page.locator("[data-builder] button[aria-pressed=false]").first().click();
        await look("conditions as text");
        for (const [name, show] of SAMPLE_SCREENS) {
          await show(page);
          await look(name);
        }
        await imported(page, look);
        await rehearsed(page, look);
        assert.equal(found.length, 0, found.join("\n"));
      } finally {
        await stage.close();
      }
    });
  }
}
