// Dropping a step on a wire: the wire lights up at once, takes the step after a moment, and never with Alt held.
import type { Edit } from "../bindings/Edit";
import { useJourney } from "../state/journey";
import { following } from "./frames";
import { wireOf } from "./graph";
import { rulesOf, useHand } from "./hand";
import type { Box } from "./room";
import { room } from "./room";
import { wireAt } from "./under";

const DWELL = 120;

let timer: number | undefined;

/** Follows what is dragged: a kind from the palette, or a step that has no wires yet. */
export function hover(kind: string, point: { x: number; y: number }, alt: boolean) {
  const id = alt ? null : wireAt(point);
  const { over } = useHand.getState();
  if (id === (over?.id ?? null)) return;
  leaveWire();
  if (id === null) return;
  useHand.setState({ over: { id, armed: false } });
  timer = window.setTimeout(() => void arm(id, kind), DWELL);
}

/** Only a kind that may stand there is taken; the core says which. */
async function arm(id: string, kind: string) {
  const rules = await rulesOf(wireOf(id));
  if (useHand.getState().over?.id !== id) return;
  useHand.setState({ over: rules?.between.includes(kind) ? { id, armed: true } : null });
}

export function leaveWire() {
  window.clearTimeout(timer);
  if (useHand.getState().over) useHand.setState({ over: null });
}

/** Returns the wire that takes the step, and forgets it. */
export function takenBy(): string | null {
  const { over } = useHand.getState();
  leaveWire();
  return over?.armed ? over.id : null;
}

/** Whether a step may be dropped on a wire: it leads nowhere, and nothing leads to it. */
export function isLoose(id: string): boolean {
  const edges = useJourney.getState().opened?.drawing.edges ?? {};
  if (Object.keys(edges[id] ?? {}).length > 0) return false;
  return !Object.values(edges).some((ports) => Object.values(ports ?? {}).includes(id));
}

/** Puts a step that stands alone between the two ends of a wire; later steps make room. */
export async function insertStep(id: string, wire: string, boxes: Map<string, Box>): Promise<boolean> {
  const { opened, edit } = useJourney.getState();
  const { from, port } = wireOf(wire);
  const to = opened?.drawing.edges[from]?.[port];
  const first = opened?.cards[id]?.ways[0]?.port;
  if (!opened || !to || !first) return false;
  const { place, moves } = room(opened.drawing.edges, boxes, from, to);
  const edits: Edit[] = [
    { edit: "reconnect", from, port, new_from: from, new_port: port, to: id },
    { edit: "connect", from: id, port: first, to },
    { edit: "move", positions: { ...moves, [id]: place } },
    ...following(opened.drawing.layout, boxes, moves),
  ];
  return edit({ edit: "together", edits });
}
