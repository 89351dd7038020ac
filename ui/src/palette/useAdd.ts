// Placing a new step: where the eye is, or beside the step that is selected, and never on another.

import { heightOf } from "../canvas/arrange";
import { type Flow, useFlow } from "../canvas/flow";
import { type Place, placesOf, STEP_WIDTH, snapped } from "../canvas/graph";
import { motion } from "../designer/useTidy";
import { useJourney } from "../state/journey";
import { usePalette } from "../state/palette";
import { useView } from "../state/view";
import { free, GAP } from "./free";

/** Returns a function that adds a step of a kind, at a place of the canvas where one is given. */
export function useAdd() {
  const flow = useFlow();
  const palette = usePalette();
  return async (kind: string, at?: Place) => {
    const ways = palette?.kinds.find((known) => known.id === kind)?.ways.length ?? 0;
    const { opened, edit } = useJourney.getState();
    if (!opened) return;
    const id = mint();
    const boxes = flow.getNodes().map((node) => ({
      ...node.position,
      width: node.measured?.width ?? STEP_WIDTH,
      height: node.measured?.height ?? heightOf(2),
    }));
    const wanted = at ?? besideSelection(flow) ?? center(flow, heightOf(ways));
    const position = snapped(at ? wanted : free(wanted, heightOf(ways), boxes));
    const added = await edit({ edit: "add_node", id, kind, position });
    if (!added) return;
    useView.getState().select([id]);
    if (!at) reveal(flow, position, heightOf(ways));
  };
}

/** A new step's id: random, so that two windows never mean the same one. */
function mint(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(6));
  return `nod_${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

function center(flow: Flow, height: number): Place {
  const canvas = document.querySelector(".react-flow")?.getBoundingClientRect();
  if (!canvas) return { x: 0, y: 0 };
  const middle = { x: canvas.left + canvas.width / 2, y: canvas.top + canvas.height / 2 };
  const { x, y } = flow.screenToFlowPosition(middle);
  return { x: x - STEP_WIDTH / 2, y: y - height / 2 };
}

function besideSelection(flow: Flow): Place | null {
  const [selected, more] = useView.getState().selected;
  const drawing = useJourney.getState().opened?.drawing;
  if (!selected || more || !drawing) return null;
  const at = flow.getNode(selected)?.position ?? placesOf(drawing).get(selected);
  return at ? { x: at.x + STEP_WIDTH + 88, y: at.y } : null;
}

/** Moves the view just as far as a new step needs to be seen. */
function reveal(flow: Flow, at: Place, height: number) {
  const canvas = document.querySelector(".react-flow")?.getBoundingClientRect();
  if (!canvas) return;
  const { x, y, zoom } = flow.getViewport();
  const shift = (start: number, length: number, room: number) =>
    start < GAP ? GAP - start : Math.min(0, room - GAP - start - length);
  const right = shift(at.x * zoom + x, STEP_WIDTH * zoom, canvas.width);
  const down = shift(at.y * zoom + y, height * zoom, canvas.height);
  if (right !== 0 || down !== 0)
    void flow.setViewport({ x: x + right, y: y + down, zoom }, { duration: motion(240) });
}
