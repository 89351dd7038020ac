// Lining steps up, and giving them equal gaps. Says where they then stand; the edit is the caller's.
import { type Place, snapped } from "./graph";
import type { Box } from "./room";

export type Alignment = "left" | "center" | "right" | "top" | "middle" | "bottom" | "across" | "down";

/** Returns where steps stand once they are lined up, those that stay left out. */
export function aligned(boxes: Map<string, Box>, how: Alignment): Record<string, Place> {
  const all = [...boxes];
  const least = (edge: (box: Box) => number) => Math.min(...all.map(([, box]) => edge(box)));
  const most = (edge: (box: Box) => number) => Math.max(...all.map(([, box]) => edge(box)));
  const right = (box: Box) => box.x + box.width;
  const bottom = (box: Box) => box.y + box.height;
  const halfway = {
    x: (least((box) => box.x) + most(right)) / 2,
    y: (least((box) => box.y) + most(bottom)) / 2,
  };
  const each = (place: (box: Box) => Place) =>
    Object.fromEntries(all.map(([id, box]): [string, Place] => [id, snapped(place(box))]));
  const places = {
    left: () => each((box) => ({ ...box, x: least((box) => box.x) })),
    center: () => each((box) => ({ ...box, x: halfway.x - box.width / 2 })),
    right: () => each((box) => ({ ...box, x: most(right) - box.width })),
    top: () => each((box) => ({ ...box, y: least((box) => box.y) })),
    middle: () => each((box) => ({ ...box, y: halfway.y - box.height / 2 })),
    bottom: () => each((box) => ({ ...box, y: most(bottom) - box.height })),
    across: () => spread(all, "x", "width"),
    down: () => spread(all, "y", "height"),
  }[how]();
  return Object.fromEntries(
    Object.entries(places).filter(([id, { x, y }]) => boxes.get(id)?.x !== x || boxes.get(id)?.y !== y),
  );
}

/** Equal gaps between the first and the last, which stay. */
function spread(all: [string, Box][], axis: "x" | "y", size: "width" | "height"): Record<string, Place> {
  const sorted = [...all].sort(([, a], [, b]) => a[axis] - b[axis]);
  const [first, last] = [sorted[0]?.[1], sorted.at(-1)?.[1]];
  if (!first || !last || sorted.length < 3) return {};
  const taken = sorted.reduce((sum, [, box]) => sum + box[size], 0);
  const gap = (last[axis] + last[size] - first[axis] - taken) / (sorted.length - 1);
  let at = first[axis];
  return Object.fromEntries(
    sorted.map(([id, box]): [string, Place] => {
      const place = snapped({ x: box.x, y: box.y, [axis]: at });
      at += box[size] + gap;
      return [id, place];
    }),
  );
}
