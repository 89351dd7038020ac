// A week in hours: stretches as the file has them, and cells as they are painted.
import type { JsonValue } from "../bindings/serde_json/JsonValue";

/** The rows, Monday first; the last one stands for holidays, whatever their weekday. */
export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"] as const;
export const HOURS = 24;
const HOLIDAY = 7;

/** By day and hour. */
export type Cells = boolean[][];

export interface Stretch {
  days: string[];
  from: string;
  to: string;
}

export const emptyCells = (): Cells => DAYS.map(() => new Array<boolean>(HOURS).fill(false));

/** Returns the cells of some stretches; null where they are not whole hours of known days. */
export function cellsOf(value: JsonValue | undefined): Cells | null {
  const cells = emptyCells();
  if (value === undefined) return cells;
  if (!Array.isArray(value)) return null;
  for (const stretch of value) {
    const { days, from, to } = (stretch ?? {}) as { [key: string]: JsonValue };
    const [start, end] = [hourOf(from), hourOf(to)];
    if (!Array.isArray(days) || start === null || end === null || start === end) return null;
    for (const day of days) {
      const row = DAYS.indexOf(day as (typeof DAYS)[number]);
      // What runs on after a holiday runs into a day that nobody can name here.
      if (row < 0 || (row === HOLIDAY && end < start)) return null;
      paint(cells, row, start, end);
    }
  }
  return cells;
}

function paint(cells: Cells, row: number, start: number, end: number) {
  const next = (row + 1) % HOLIDAY;
  for (let hour = start; hour < (end > start ? end : HOURS); hour++) (cells[row] as boolean[])[hour] = true;
  if (end < start) for (let hour = 0; hour < end; hour++) (cells[next] as boolean[])[hour] = true;
}

function hourOf(text: JsonValue | undefined): number | null {
  const match = typeof text === "string" ? /^(\d\d):00$/.exec(text) : null;
  const hour = match ? Number(match[1]) : HOURS + 1;
  return hour <= HOURS ? hour : null;
}

/** Returns the stretches of some cells, the same hours of several days in one. */
export function stretchesOf(cells: Cells): Stretch[] {
  const found = new Map<string, string[]>();
  cells.forEach((row, day) => {
    for (const [start, end] of runsOf(row)) {
      if (start === 0 && end < HOURS && continued(cells, day, end)) continue;
      const over = end === HOURS && day !== HOLIDAY ? wrapped(cells, day, start) : end;
      const key = `${clock(start)}-${clock(over)}`;
      found.set(key, [...(found.get(key) ?? []), DAYS[day] as string]);
    }
  });
  return [...found].map(([key, days]) => {
    const [from = "", to = ""] = key.split("-");
    return { days, from, to };
  });
}

/** Where a run that lasts to midnight ends: after midnight, where the next day goes on. */
function wrapped(cells: Cells, day: number, start: number): number {
  const [first] = runsOf(cells[(day + 1) % HOLIDAY] ?? []);
  return first && first[0] === 0 && first[1] < start ? first[1] : HOURS;
}

/** Whether the beginning of a day belongs to a stretch that began the day before. */
function continued(cells: Cells, day: number, end: number): boolean {
  if (day === HOLIDAY) return false;
  const before = (day + HOLIDAY - 1) % HOLIDAY;
  const last = runsOf(cells[before] ?? []).at(-1);
  return last !== undefined && last[1] === HOURS && wrapped(cells, before, last[0]) === end;
}

function runsOf(row: boolean[]): [number, number][] {
  const runs: [number, number][] = [];
  row.forEach((on, hour) => {
    const last = runs.at(-1);
    if (on && last && last[1] === hour) last[1] = hour + 1;
    else if (on) runs.push([hour, hour + 1]);
  });
  return runs;
}

const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
