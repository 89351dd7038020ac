// Where a new step stands: never on another.
import { type Place, STEP_WIDTH } from "../canvas/graph";
import type { Box } from "../canvas/room";

export const GAP = 40;

/** Moves a place down until nothing stands there. */
export function free(place: Place, height: number, boxes: Box[]): Place {
  const hit = boxes.find(
    (box) =>
      place.x < box.x + box.width &&
      box.x < place.x + STEP_WIDTH &&
      place.y < box.y + box.height + GAP / 2 &&
      box.y < place.y + height + GAP / 2,
  );
  return hit ? free({ x: place.x, y: hit.y + hit.height + GAP }, height, boxes) : place;
}
