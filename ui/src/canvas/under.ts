// What lies under a point of the window.
import type { Place } from "./graph";

/** Returns the step under a point. */
export function nodeAt(point: Place): string | null {
  const node = document.elementFromPoint(point.x, point.y)?.closest<HTMLElement>(".react-flow__node-step");
  return node?.dataset.id ?? null;
}

/** Returns the wire under a point, even where a dragged step covers it. */
export function wireAt(point: Place): string | null {
  for (const found of document.elementsFromPoint(point.x, point.y)) {
    const wire = found.closest<SVGElement>(".react-flow__edge");
    if (wire?.dataset.id) return wire.dataset.id;
  }
  return null;
}

export function pointOf(event: MouseEvent | TouchEvent): Place {
  const touch = "changedTouches" in event ? event.changedTouches[0] : undefined;
  const { clientX, clientY } = touch ?? (event as MouseEvent);
  return { x: clientX, y: clientY };
}
