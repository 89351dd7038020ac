// Lengths of time as the file has them ("3d", "1h 30m"), and as a number of one unit.

export const UNITS = ["w", "d", "h", "m", "s"] as const;
export type Unit = (typeof UNITS)[number];

export interface Length {
  count: number;
  unit: Unit;
}

const SECONDS: Record<Unit, number> = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 };
const KNOWN: Record<string, Unit> = { w: "w", d: "d", h: "h", m: "m", min: "m", s: "s" };

/** Reads a length that is whole in one unit; days stay days, since a day is not always 24 hours. */
export function readLength(text: string): Length | null {
  const parts = [...text.normalize("NFKC").matchAll(/(\d+)\s*([a-z]+)/gi)];
  if (
    parts.length === 0 ||
    text
      .normalize("NFKC")
      .replace(/(\d+)\s*([a-z]+)/gi, "")
      .trim() !== ""
  )
    return null;
  const read = parts.map((part): Length | null => {
    const unit = KNOWN[part[2]?.toLowerCase() ?? ""];
    return unit ? { count: Number(part[1]), unit } : null;
  });
  const [first, ...rest] = read;
  if (!first) return null;
  if (rest.length === 0) return first;
  const timed = read.every((part) => part !== null && part.unit !== "d" && part.unit !== "w");
  const last = read.at(-1);
  if (!timed || !last) return null;
  const seconds = read.reduce((sum, part) => sum + (part ? part.count * SECONDS[part.unit] : 0), 0);
  const count = seconds / SECONDS[last.unit];
  return Number.isInteger(count) ? { count, unit: last.unit } : null;
}

export const writeLength = ({ count, unit }: Length): string => `${count}${unit}`;
