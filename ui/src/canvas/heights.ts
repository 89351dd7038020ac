// Where steps stand and how high they are, from what they show: the same whether they are in sight or not.
import { useMemo } from "react";
import type { Opened } from "../bindings/Opened";
import { useJourney } from "../state/journey";
import { heightOf } from "./arrange";
import { placesOf } from "./graph";

export function heightsOf(opened: Opened | null): (id: string) => number {
  return (id) => heightOf(opened?.cards[id]?.ways.length ?? 0);
}

export function useHeights() {
  const opened = useJourney((journey) => journey.opened);
  return useMemo(
    () => ({ places: opened ? placesOf(opened.drawing) : new Map(), heightOf: heightsOf(opened) }),
    [opened],
  );
}
