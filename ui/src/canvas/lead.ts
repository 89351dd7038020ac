// Leading a way out elsewhere: to a step, to its end, or nowhere. One edit, and none where it leads there already.
import { useJourney } from "../state/journey";
import type { WireEnd } from "./hand";

export type Lead = { to: string } | "end" | "nowhere";

export async function lead({ from, port }: WireEnd, where: Lead): Promise<boolean> {
  const { opened, edit } = useJourney.getState();
  const now = opened?.drawing.edges[from]?.[port];
  const ends = opened?.cards[from]?.ways.find((way) => way.port === port)?.ends ?? false;
  if (typeof where === "object")
    return now !== where.to && edit({ edit: "connect", from, port, to: where.to });
  if (where === "end") return !ends && edit({ edit: "mark_end", node: from, port });
  if (ends) return edit({ edit: "unmark_end", node: from, port });
  return now !== undefined && edit({ edit: "disconnect", from, port });
}
