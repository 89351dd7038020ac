// The table that pictures measure texts by holds what the designer's own letters measure. TABIJI_BLESS=1 rewrites it.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { open } from "./stage.mjs";

const TABLE = new URL("../../crates/app/src/picture/advances.json", import.meta.url);
/** Basic Latin, Latin-1 and Latin Extended-A. */
const [FIRST, LAST] = [0x20, 0x17f];

test("letters are as wide as the table says", async () => {
  const stage = await open();
  try {
    await stage.page.getByRole("button", { name: /空のキャンバス/ }).waitFor();
    const measured = await stage.page.evaluate(measure, [FIRST, LAST]);
    if (process.env.TABIJI_BLESS) {
      const rows = Object.entries(measured).map(([key, value]) => `  "${key}": ${JSON.stringify(value)}`);
      writeFileSync(TABLE, `{\n${rows.join(",\n")}\n}\n`);
    }
    const table = JSON.parse(readFileSync(TABLE, "utf8"));
    assert.deepEqual(table, measured);
  } finally {
    await stage.close();
  }
});

/** Advances in thousandths of the size; what is no letter is as wide as nothing. */
async function measure([first, last]) {
  const family = getComputedStyle(document.body).fontFamily;
  const letters = Array.from({ length: last - first + 1 }, (_, place) => String.fromCodePoint(first + place));
  const context = document.createElement("canvas").getContext("2d");
  const widths = async (weight) => {
    context.font = `${weight} 1000px ${family}`;
    await document.fonts.load(context.font, letters.join(""));
    const control = (letter) => /[\u007f-\u009f\u00ad]/.test(letter);
    return letters.map((letter) => (control(letter) ? 0 : Math.round(context.measureText(letter).width)));
  };
  return { first, regular: await widths(400), bold: await widths(600) };
}
