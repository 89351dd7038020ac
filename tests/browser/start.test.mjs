// Stories of a start that fails: what is shown is a page with the reason and the way out, in both languages.
import assert from "node:assert/strict";
import { copyFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { open } from "./stage.mjs";

/** The files of the workspace, the log of the database among them. */
const files = (folder) => readdirSync(folder).filter((name) => name.startsWith("workspace.tabiji")).map((name) => join(folder, name));

for (const [locale, title, again] of [
  ["ja-JP", "ワークスペースを開けません", "もう一度試す"],
  ["en-US", "The workspace cannot be opened", "Try again"],
]) {
  test(`a damaged workspace says so and leads out, ${locale}`, async () => {
    const stage = await open({ locale });
    const { page } = stage;
    try {
      await page.locator("main button").first().waitFor();
      const whole = files(stage.folder);
      assert.ok(whole.length > 0);
      for (const file of whole) {
        copyFileSync(file, `${file}.backup`);
        writeFileSync(file, Buffer.alloc(Math.max(statSync(file).size, 100), 0x2a));
      }
      await page.reload();
      await page.getByRole("heading", { name: title }).waitFor({ timeout: 10_000 });
      const told = await page.getByRole("alert").innerText();
      assert.ok(told.length > 80, told);
      for (const file of whole) copyFileSync(`${file}.backup`, file);
      await page.getByRole("button", { name: again }).click();
      await page.locator("main button").nth(2).waitFor({ timeout: 10_000 });
      assert.equal(await page.getByRole("heading", { name: title }).count(), 0);
    } finally {
      await stage.close();
    }
  });
}

test("a program that does not answer any more is said, with what is safe", async () => {
  const stage = await open();
  const { page } = stage;
  try {
    await page.locator("main button").first().waitFor();
    await page.route("**/call/preferences", (route) => route.abort());
    await page.reload();
    await page.getByRole("heading", { name: "ワークスペースを開けません" }).waitFor();
    await page.getByText("Tabijiを起動し直してください").first().waitFor();
    await page.unroute("**/call/preferences");
    await page.getByRole("button", { name: "もう一度試す" }).click();
    await page.locator("main button").nth(2).waitFor();
  } finally {
    await stage.close();
  }
});
