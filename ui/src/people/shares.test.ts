import { describe, expect, it } from "vitest";
import { given, moved, reach, split, typedShare, WHOLE } from "./shares";

const sum = (parts: number[]) => parts.reduce((sum, part) => sum + part, 0);

/** The same numbers every time, evenly over 0–1. */
function* drawn(seed: number) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe("shares", () => {
  it("splits thirds to the last unit", () => {
    expect(split([1, 1, 1])).toEqual([3334, 3333, 3333]);
    expect(split([0, 0])).toEqual([5000, 5000]);
    expect(split([30, 70])).toEqual([3000, 7000]);
  });

  it("moves a handle between its neighbours only", () => {
    expect(moved([3000, 3000, 4000], 0, 5000)).toEqual([5000, 1000, 4000]);
    expect(moved([3000, 3000, 4000], 1, 0)).toEqual([3000, 0, 7000]);
    expect(moved([3000, 3000, 4000], 1, 99_999)).toEqual([3000, 7000, 0]);
  });

  it("gives what was typed, and the others keep their proportion", () => {
    expect(given([2000, 2000, 6000], 0, 6000)).toEqual([6000, 1000, 3000]);
    expect(given([10_000, 0, 0], 0, 4000)).toEqual([4000, 3000, 3000]);
  });

  it("keeps the whole and goes below nothing, whatever is done", () => {
    const next = drawn(7);
    const draw = () => next.next().value as number;
    for (let round = 0; round < 500; round++) {
      const count = 2 + Math.floor(draw() * 9);
      let parts = split(Array.from({ length: count }, () => (draw() < 0.2 ? 0 : draw() * 50)));
      for (let turn = 0; turn < 5; turn++) {
        const before = parts;
        const handle = Math.floor(draw() * (count - 1));
        const to = (draw() * 3 - 1) * WHOLE;
        parts = draw() < 0.5 ? moved(parts, handle, to) : given(parts, handle, to);
        expect(sum(parts)).toBe(WHOLE);
        expect(parts.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
        expect(parts).toHaveLength(before.length);
        const { least, now, most } = reach(parts, handle);
        expect(least <= now && now <= most).toBe(true);
      }
    }
  });

  it("reads percentages as people type them", () => {
    expect(typedShare("33.33")).toBe(3333);
    expect(typedShare("５０％")).toBe(5000);
    for (const wrong of ["", "x", "-1", "101", "NaN"]) expect(typedShare(wrong)).toBe(null);
  });
});
