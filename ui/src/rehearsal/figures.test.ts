import { describe, expect, it } from "vitest";
import { figuresIn } from "./figures";

const { length, share, count } = figuresIn(
  "en",
  (key, { count }) => `${count} ${key.replace("length.", "")}`,
);

describe("figures", () => {
  it("writes lengths of time in their two largest units", () => {
    const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
    expect(length(0)).toBe("0 s");
    expect(length(59_000)).toBe("59 s");
    expect(length(90 * 1000)).toBe("1 min 30 s");
    expect(length(2 * hour)).toBe("2 h");
    expect(length(2 * hour + 59.8 * minute)).toBe("3 h");
    expect(length(3 * day + 4 * hour)).toBe("3 d 4 h");
    expect(length(day - 1)).toBe("1 d");
    expect(length(2 * day + 3 * hour + 40 * minute)).toBe("2 d 4 h");
  });

  it("never writes nothing for something", () => {
    expect(share(0)).toBe("0%");
    expect(share(0.00001)).toBe("<0.1%");
    expect(share(0.2763)).toBe("27.6%");
    expect(count(1234567)).toBe("1,234,567");
  });
});
