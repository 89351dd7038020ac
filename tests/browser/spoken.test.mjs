// What a screen reader is given: names and roles of a step, a wire, a finding and an item of the outline, read back from
// the browser's own accessibility tree, in both languages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./stage.mjs";

const WORDS = {
  "ja-JP": {
    sample: /カート放棄フォロー/,
    article: "条件分岐「未成年・配慮の確認」、23件中4番目、出口3つ",
    image: ["未成年・配慮の確認、「自分で買い直すのを1時間待つ」の「時間切れ」の先", "1件の問題", "情報"],
    treeitem: {
      "イベントで開始「カートに商品を残した」、23件中1番目、出口1つ": { level: 1, expanded: true },
      "時間切れ：条件分岐「未成年・配慮の確認」、23件中4番目、出口3つ": { level: 3, expanded: true },
      "minor：終了「未成年のため対象外」、23件中5番目、出口0つ": { level: 4, expanded: undefined },
      "purchase：購入（上にあります）": { level: 6, expanded: undefined },
    },
    region: "アウトライン",
  },
  "en-US": {
    sample: /Cart recovery/,
    article: "Branch “Minors and care”, step 4 of 23, 3 ways out",
    image: ["Minors and care, behind “time is up” of “One hour to come back by oneself”", "1 problem", "Note"],
    treeitem: {
      "time is up: Branch “Minors and care”, step 4 of 23, 3 ways out": { level: 3, expanded: true },
      "purchase: Purchase (already above)": { level: 6, expanded: undefined },
    },
    region: "Outline",
  },
};

for (const [locale, words] of Object.entries(WORDS)) {
  test(`names and roles in ${locale}`, async () => {
    const stage = await open({ locale });
    const { page } = stage;
    try {
      await page.getByRole("button", { name: words.sample }).click();
      await page.locator(".react-flow__node").first().waitFor();
      await page.keyboard.press("o");
      await page.getByRole("tree").waitFor();
      await page.keyboard.press("F8");
      await page.waitForTimeout(600);
      const all = await spoken(page);
      const named = (role, name) => all.find((node) => node.role === role && node.name === name);
      const names = (role) => all.filter((node) => node.role === role).map((node) => node.name).join("\n");
      assert.ok(named("article", words.article), names("article"));
      for (const name of words.image) assert.ok(named("image", name), `${name} is not among\n${names("image")}`);
      assert.ok(named("tree", words.region) && named("complementary", words.region));
      for (const [name, { level, expanded }] of Object.entries(words.treeitem)) {
        const item = named("treeitem", name);
        assert.ok(item, `${name} is not among\n${names("treeitem")}`);
        assert.deepEqual([item.level, item.expanded], [level, expanded], name);
      }
      assert.ok(all.some((node) => node.role === "treeitem" && node.selected), "what is selected is said");
      const english = all.filter((node) => /^Edge from|^node$|^edge$/.test(node.description ?? node.name));
      assert.deepEqual(english, [], "the library's own words are not said");
    } finally {
      await stage.close();
    }
  });
}

/** What the browser tells assistive technology, one entry for each node that it does not leave out. */
async function spoken(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  return nodes
    .filter((node) => !node.ignored)
    .map((node) => {
      const has = (name) => node.properties?.find((property) => property.name === name)?.value.value;
      const [role, name] = [node.role?.value === "img" ? "image" : node.role?.value, node.name?.value ?? ""];
      return { role, name, level: has("level"), expanded: has("expanded"), selected: has("selected"), description: has("roledescription") };
    });
}
