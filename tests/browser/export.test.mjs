// Stories of the report as a file: JSON byte for byte as the terminal writes it, tables, and PDF of at most twelve sheets
// of A4 with every page and its pictures. Files go to PICTURES.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { open } from "./stage.mjs";
import { reportOf } from "./terminal.mjs";

const WORDS = {
  "ja-JP": {
    menu: "書き出す", pdf: "PDF", xlsx: "Excel", csv: "CSV", json: "JSON", name: "レポート",
    pages: ["何が起きるか。判断してよいか。", "結果は何に支えられているか。"],
  },
  "en-US": {
    menu: "Export", pdf: "PDF", xlsx: "Excel", csv: "CSV", json: "JSON", name: "report",
    pages: ["What happens", "What does the result rest on?"],
  },
};

for (const [locale, colorScheme] of [["ja-JP", "light"], ["en-US", "dark"]]) {
  const stage = await open({ locale, colorScheme });
  const { page } = stage;
  after(() => stage.close());
  const words = WORDS[locale];

  function kept(name, bytes) {
    const folder = process.env.PICTURES;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${locale}-${name}`), bytes);
  }

  const choose = async (shape) => {
    await page.getByRole("navigation").getByRole("button", { name: words.menu, exact: true }).click();
    await page.getByRole("menuitem", { name: new RegExp(`^${words[shape]}`) }).click();
  };

  async function downloaded(shape) {
    const coming = page.waitForEvent("download");
    await choose(shape);
    const file = await coming;
    const bytes = readFileSync(await file.path());
    kept(file.suggestedFilename(), bytes);
    return { name: file.suggestedFilename(), bytes };
  }

  test(`the report is there, ${locale}`, async () => {
    await page.locator("[data-sample='cart-recovery']").click();
    await page.locator(".react-flow__node").first().waitFor();
    await page.locator("button[aria-haspopup=dialog]").last().click();
    const people = page.locator("[data-how] input").first();
    await people.fill("400");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.locator("button[aria-busy]").click();
    await page.locator("[data-phase=done]").waitFor({ timeout: 180_000 });
    await page.locator("[data-phase=done] button").first().click();
    await page.getByRole("navigation").waitFor();
  });

  test(`JSON is what the terminal writes, byte for byte, ${locale}`, async () => {
    const { name, bytes } = await downloaded("json");
    assert.match(name, new RegExp(`${words.name}\\.json$`));
    const runs = String(JSON.parse(bytes).options.runs);
    const own = await reportOf(page, ["--count", "400", "--runs", runs, "--seed", "1", "--horizon", "90d"]);
    assert.ok(bytes.equals(own), `${bytes.length} and ${own.length} bytes`);
  });

  test(`tables come as a spreadsheet and as an archive, ${locale}`, async () => {
    const book = await downloaded("xlsx");
    assert.match(book.name, new RegExp(`${words.name}\\.xlsx$`));
    const archive = await downloaded("csv");
    assert.match(archive.name, new RegExp(`${words.name}\\.zip$`));
    for (const { bytes } of [book, archive]) assert.equal(bytes.subarray(0, 2).toString(), "PK");
  });

  test(`PDF has every page and its pictures on at most twelve sheets, ${locale}`, async () => {
    await choose("pdf");
    await page.locator("#sheet[data-phase=printing]").waitFor({ state: "attached", timeout: 60_000 });
    const shown = await page.locator("#sheet").evaluate((sheet) => ({
      sheets: sheet.querySelectorAll(".sheet").length,
      text: sheet.textContent,
      pictures: [...sheet.querySelectorAll("img")].map((image) => image.naturalWidth),
      // What is cut off at the lower edge would be lost.
      over: [...sheet.querySelectorAll(".sheet > main")].map(
        (main) => main.firstElementChild.getBoundingClientRect().bottom - main.getBoundingClientRect().bottom,
      ),
      ink: getComputedStyle(sheet).backgroundColor,
    }));
    const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    kept("report.pdf", bytes);
    await page.waitForFunction(() => !document.getElementById("sheet"));
    const pages = bytes.toString("latin1").match(/\/Type \/Page\b/g).length;
    console.log(`# ${locale}: ${pages} sheets, ${shown.pictures.length} pictures, ${bytes.length} bytes`);
    assert.equal(pages, shown.sheets);
    assert.ok(pages > 3 && pages <= 12, `${pages} sheets`);
    const [, width, height] = /MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(bytes.toString("latin1"));
    assert.ok(Math.abs(Number(width) - 595.5) < 2 && Math.abs(Number(height) - 842) < 2, `${width} × ${height}`);
    assert.ok(shown.pictures.length >= 5 && shown.pictures.every((width) => width > 1000), String(shown.pictures));
    for (const words of WORDS[locale].pages) assert.ok(shown.text.includes(words), words);
    assert.ok(shown.over.every((pixels) => pixels <= 1), String(shown.over));
    assert.match(shown.ink, /^(oklch\(1 0 0\)|lab\(100 0 0\)|rgb\(255, 255, 255\))$/, "paper is white in the dark, too");
  });

  test(`the page complained of nothing, ${locale}`, () => assert.deepEqual(stage.complaints, []));
}
