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
  ["the picker", (page) => page.locator("body").press("n")],
  ["the command palette", (page) => page.locator("body").press("Control+k")],
  ["the shortcuts", (page) => page.locator("body").press("?")],
];

const SAMPLE_SCREENS = [
  ["a journey", async () => undefined],
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
        await doors.nth(2).waitFor();
        await look("gallery");
        await doors.first().click();
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
        await doors.nth(2).click();
        await page.locator(".react-flow__node").first().waitFor();
        await page.waitForTimeout(500);
        for (const node of [0, 3, 5]) {
          await page.locator(".react-flow__node-step header").nth(node).click();
          await look(`settings of step ${node}`);
        }
        for (const [name, show] of SAMPLE_SCREENS) {
          await show(page);
          await look(name);
        }
        assert.deepEqual(found, [], found.join("\n"));
      } finally {
        await stage.close();
      }
    });
  }
}
