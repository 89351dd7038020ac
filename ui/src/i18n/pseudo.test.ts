import { expect, test } from "vitest";
import { isPseudo, widened } from "./pseudo";

test("a text gets accents and grows by two fifths; nobody has it who did not ask for it", () => {
  expect(widened("Save to file")).toBe("Såvé tö fîlé~~~~~");
  expect(widened("保存")).toBe("保存~");
  expect(isPseudo).toBe(false);
});
