// How large a sheet of paper can be.

/** The longest side of a page of PDF, 14,400 points, in pixels. */
const LONGEST = 19_200;

/** Returns the size of a sheet, in whole pixels, no larger than paper can be. */
export function sheetSize({ width, height }: { width: number; height: number }) {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  return { width: Math.max(4, Math.floor(width * scale)), height: Math.max(4, Math.floor(height * scale)) };
}
