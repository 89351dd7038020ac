import { expect, test } from "vitest";
import { cellsOf, DAYS, emptyCells, HOURS, stretchesOf } from "./cells";

const EVERY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

test("what is read is written again", () => {
  const weeks = [
    [],
    [{ days: EVERY, from: "21:00", to: "09:00" }],
    [{ days: EVERY.slice(0, 5), from: "09:00", to: "18:00" }],
    [{ days: ["sun", "holiday"], from: "00:00", to: "24:00" }],
    [
      { days: ["mon"], from: "09:00", to: "12:00" },
      { days: ["mon"], from: "13:00", to: "18:00" },
    ],
    [{ days: ["sun"], from: "22:00", to: "06:00" }],
  ];
  for (const week of weeks) expect(stretchesOf(cellsOf(week) ?? [])).toEqual(week);
});

test("a night runs into the next day, also from Sunday to Monday", () => {
  const cells = cellsOf([{ days: ["sun"], from: "22:00", to: "06:00" }]) ?? [];
  expect([cells[6]?.[22], cells[6]?.[23], cells[0]?.[0], cells[0]?.[5], cells[0]?.[6]]).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
});

test("whatever is painted is read as it was painted", () => {
  let seed = 7;
  for (let round = 0; round < 400; round++) {
    const cells = emptyCells().map((row) =>
      row.map(() => {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        return seed / 2147483648 < (round % 10) / 9;
      }),
    );
    expect(cellsOf(stretchesOf(cells) as never)).toEqual(cells);
  }
  expect(DAYS.length * HOURS).toBe(192);
});

test("minutes and unknown days are not for the grid", () => {
  expect(cellsOf([{ days: ["mon"], from: "09:30", to: "18:00" }])).toBeNull();
  expect(cellsOf([{ days: ["someday"], from: "09:00", to: "18:00" }])).toBeNull();
  expect(cellsOf([{ days: ["holiday"], from: "21:00", to: "09:00" }])).toBeNull();
  expect(cellsOf("always")).toBeNull();
});
