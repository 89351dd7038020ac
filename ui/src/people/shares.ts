// Shares of a whole that always sum to the whole: what a bar with handles says. Counted in hundredths of a percent, so
// that nothing is lost by rounding.

/** Everyone: 100 %. */
export const WHOLE = 10_000;

/** Splits a total by weights, to the last unit; evenly where no weight is above zero. */
export function split(weights: readonly number[], total: number = WHOLE): number[] {
  const positive = weights.map((weight) => Math.max(weight || 0, 0));
  const sum = positive.reduce((sum, weight) => sum + weight, 0);
  const exact = positive.map((weight) => (sum > 0 ? (weight / sum) * total : total / weights.length));
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((sum, part) => sum + part, 0);
  const most = exact
    .map((share, place) => ({ place, rest: share - Math.floor(share) }))
    .sort((one, other) => other.rest - one.rest);
  for (const { place } of most.slice(0, left)) parts[place] = (parts[place] ?? 0) + 1;
  return parts;
}

/** Where a handle stands, and between where it may be moved: it parts its two neighbours and no others. */
export function reach(
  parts: readonly number[],
  handle: number,
): { least: number; now: number; most: number } {
  const least = parts.slice(0, handle).reduce((sum, part) => sum + part, 0);
  const now = least + (parts[handle] ?? 0);
  return { least, now, most: now + (parts[handle + 1] ?? 0) };
}

/** Moves a handle as near to a place as it can go. */
export function moved(parts: readonly number[], handle: number, to: number): number[] {
  const { least, most } = reach(parts, handle);
  const at = Math.max(least, Math.min(most, Math.round(to)));
  return parts.map((part, place) =>
    place === handle ? at - least : place === handle + 1 ? most - at : part,
  );
}

/** Gives one part its share; the others keep their proportion to each other in what is left. */
export function given(parts: readonly number[], place: number, share: number): number[] {
  if (parts.length < 2) return [WHOLE];
  const own = Math.max(0, Math.min(WHOLE, Math.round(share)));
  const others = split(
    parts.filter((_, other) => other !== place),
    WHOLE - own,
  );
  return [...others.slice(0, place), own, ...others.slice(place)];
}

/** A share in percent, as files have it. */
export const percent = (share: number): number => share / 100;

/** A typed percentage as a share; nothing where it is none. */
export function typedShare(text: string): number | null {
  const plain = text.normalize("NFKC").replace("%", "").trim();
  const share = Math.round(Number(plain) * 100);
  return plain !== "" && share >= 0 && share <= WHOLE ? share : null;
}
