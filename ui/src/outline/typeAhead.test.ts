import { expect, test } from "vitest";
import { typedSoFar } from "./typeAhead";

test("letters are one word until one rests; a shortcut goes on with a word, but starts none", () => {
  expect(typedSoFar("n", 0, false)).toBeNull();
  expect(typedSoFar("m", 1000, true)).toBe("m");
  expect(typedSoFar("a", 1300, false)).toBe("ma");
  expect(typedSoFar(" ", 1500, true)).toBe("ma ");
  expect(typedSoFar("n", 3000, false)).toBeNull();
  expect(typedSoFar(" ", 4000, true)).toBeNull();
});
