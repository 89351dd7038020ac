import { expect, test } from "vitest";
import { plain } from "./search";

test("one spelling for what people type", () => {
  for (const query of ["めーる", "メール", "ﾒｰﾙ"]) expect(plain("メール送信")).toContain(plain(query));
  expect(plain("Ｍessage")).toBe("message");
});
