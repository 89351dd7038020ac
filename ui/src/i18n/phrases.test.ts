import { expect, test } from "vitest";
import { phrasesOf } from "./phrases";

test("Japanese breaks between phrases, and nothing of it is lost", () => {
  expect(phrasesOf("自分で買い直すのを1時間待つ")).toEqual(["自分で", "買い直すのを", "1時間", "待つ"]);
  for (const text of ["カートに商品を残した", "10％クーポン（上限1,000円）", "ようこそ", ""])
    expect(phrasesOf(text).join("")).toBe(text);
});

test("other texts break between words, as the browser does it", () => {
  expect(phrasesOf("Goods left in the cart")).toEqual(["Goods left in the cart"]);
});
