// Every screen opens in both languages and both themes without a complaint; pictures of each go to SCREENS.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./stage.mjs";

const WORDS = {
  "ja-JP": { sample: /カート放棄フォロー/, step: "カートに商品を残した", empty: /空のキャンバス/ },
  "en-US": { sample: /Cart recovery/, step: "Goods left in the cart", empty: /Start empty/ },
};

for (const [locale, colorScheme] of [["ja-JP", "light"], ["en-US", "dark"]]) {
  test(`screens in ${locale}, ${colorScheme}`, async () => {
    const stage = await open({ locale, colorScheme });
    const { page } = stage;
    const picture = async (name) => {
      await page.waitForTimeout(500);
      const folder = process.env.SCREENS;
      if (folder) await page.screenshot({ path: `${folder}/${name}-${locale.slice(0, 2)}-${colorScheme}.png` });
    };
    try {
      const sample = page.getByRole("button", { name: WORDS[locale].sample });
      await sample.waitFor();
      await picture("gallery");
      await sample.click();
      await page.locator(".react-flow__node").first().waitFor();
      await picture("journey");
      await page.getByRole("article", { name: WORDS[locale].step }).click();
      await picture("step");
      await page.locator("[data-inspector] [data-help-about]").click();
      await page.locator("[data-help-page]").waitFor();
      await picture("help");
      await page.getByRole("tab").first().click();
      await page.locator("button[aria-haspopup=dialog]").last().click();
      await page.locator("[data-populations] button:not([role=combobox])").first().click();
      const people = page.locator("[data-people]");
      await people.locator("[data-attribute] [role=slider]").first().waitFor();
      await picture("people");
      await people.locator("[data-event]").first().scrollIntoViewIfNeeded();
      await picture("people-events");
      await page.keyboard.press("Escape");
      await people.waitFor({ state: "detached" });
      const populations = page.locator("[data-populations] button");
      if ((await populations.count()) === 0) await page.locator("button[aria-haspopup=dialog]").last().click();
      await populations.last().click();
      const wizard = page.locator("[data-intake]");
      const buffer = Buffer.from("id,name,total,since\n1,山田 太郎,12.5,2026-01-05\n2,佐藤 花子,8,2026-02-11\n");
      await wizard.locator("input[type=file]").setInputFiles({ name: "顧客.csv", mimeType: "text/csv", buffer });
      await wizard.locator("[data-file]").waitFor();
      await picture("import");
      await wizard.locator("[data-next]").click();
      await wizard.locator("[data-column]").first().waitFor();
      await picture("import-columns");
      await page.keyboard.press("Escape");
      await page.locator("body").press("Control+Shift+M");
      await page.locator(".below [role=tab]").nth(2).click();
      await page.locator("[data-test] button").first().click();
      await page.locator("[data-scenario-editor] [data-line]").first().waitFor();
      await picture("scenario");
      await page.locator('[data-test="grd_three_a_week"] button').first().click();
      await page.locator("[data-guardian-editor]").waitFor();
      await picture("guardian");
      await page.locator("button[aria-haspopup=dialog]").last().click();
      const count = page.locator("[data-how] input").first();
      await count.fill("200");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Escape");
      await page.locator("button[aria-busy]").click();
      await page.locator("[data-phase=done]").waitFor({ timeout: 120_000 });
      await page.locator("[data-phase=done] button").nth(1).click();
      await page.locator("[data-customer]").nth(2).click();
      await page.locator("[data-side=first] [data-line]").first().click();
      await page.locator("button[data-fork]").click();
      await page.locator("[data-fork-form]").waitFor();
      await picture("fork");
      await page.locator("[data-fork-form] [type=submit]").click();
      await page.locator("[data-forked]").waitFor();
      await picture("forked");
      await page.locator("header button").first().click();
      await page.getByRole("button", { name: WORDS[locale].empty }).click();
      await page.locator("h2.text-base").first().waitFor();
      await picture("empty");
      assert.deepEqual(stage.complaints, []);
    } finally {
      await stage.close();
    }
  });
}
