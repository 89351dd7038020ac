// Placing a new step: alone, behind a way out, or between two steps. One edit, whatever it takes; never on another step.
import { heightOf } from "../canvas/arrange";
import { type Flow, moveView, useFlow, viewOf } from "../canvas/flow";
import { following } from "../canvas/frames";
import { type CanvasNode, isStep, type Place, STEP_WIDTH, type StepNode, snapped } from "../canvas/graph";
import type { WireEnd } from "../canvas/hand";
import { stageEdits } from "../canvas/lanes";
import { mint } from "../canvas/mint";
import { BETWEEN, type Box, room } from "../canvas/room";
import { motion } from "../designer/look";
import { useJourney } from "../state/journey";
import { usePalette } from "../state/palette";
import { useView } from "../state/view";
import { free, GAP } from "./free";

interface Where {
  /** Where it stands, if the hand says so. */
  at?: Place | undefined;
  /** The way out that leads to it. */
  wire?: WireEnd | null;
  /** Whether it goes between that way out and where it leads. */
  between?: boolean;
}

/** Returns a function that adds a step of a kind. */
export function useAdd() {
  const flow = useFlow();
  const palette = usePalette();
  return async (kind: string, where: Where = {}) => {
    const { opened, edit } = useJourney.getState();
    if (!opened) return;
    const known = palette?.kinds.find((placeable) => placeable.id === kind);
    const height = heightOf(known?.ways.length ?? 0);
    const id = mint("nod");
    const { wire, at } = where;
    if (wire && where.between) {
      const to = opened.drawing.edges[wire.from]?.[wire.port] ?? "";
      const boxes = boxesOf(flow);
      const { place, moves } = room(opened.drawing.edges, boxes, wire.from, to);
      const position = free(place, height, boxesAfter(flow, moves));
      const insert = { edit: "insert_on_edge", ...wire, id, kind, position } as const;
      const move = { edit: "move", positions: moves } as const;
      const frames = following(opened.drawing.layout, boxes, moves);
      const edits = Object.keys(moves).length > 0 ? [insert, move, ...frames] : [insert];
      if (await edit({ edit: "together", edits })) placed(flow, kind, id, position, height);
      return;
    }
    const wanted = at ?? besides(flow, wire?.from) ?? center(flow, height);
    const position = snapped(at ? wanted : free(wanted, height, [...boxesOf(flow).values()]));
    const add = { edit: "add_node", id, kind, position } as const;
    const leading = wire ? [{ edit: "connect", ...wire, to: id } as const] : [];
    const stages = useView.getState().lanes
      ? stageEdits(opened.drawing, { [id]: position }, () => height)
      : [];
    const more = [...leading, ...stages];
    const made = await edit(more.length > 0 ? { edit: "together", edits: [add, ...more] } : add);
    if (made) placed(flow, kind, id, position, at ? null : height);
  };
}

/** Selects a new step; one that the hand did not place itself is brought into view. */
function placed(flow: Flow, kind: string, id: string, at: Place, height: number | null) {
  useView.getState().placed(kind);
  useView.getState().select([id]);
  if (height !== null) reveal(flow, at, height);
}

export function boxesOf(flow: {
  getNodes: () => CanvasNode[] | ReturnType<Flow["getNodes"]>;
}): Map<string, Box> {
  const box = (node: StepNode): Box => ({
    ...node.position,
    width: node.measured?.width ?? STEP_WIDTH,
    height: node.measured?.height ?? heightOf(2),
  });
  const nodes: { type?: string | undefined }[] = flow.getNodes();
  return new Map(nodes.filter(isStep).map((node) => [node.id, box(node)]));
}

function boxesAfter(flow: Flow, moves: Record<string, Place>): Box[] {
  return [...boxesOf(flow)].map(([id, box]) => ({ ...box, ...moves[id] }));
}

function center(flow: Flow, height: number): Place {
  const canvas = document.querySelector(".react-flow")?.getBoundingClientRect();
  if (!canvas) return { x: 0, y: 0 };
  const middle = { x: canvas.left + canvas.width / 2, y: canvas.top + canvas.height / 2 };
  const { x, y } = flow.screenToFlowPosition(middle);
  return { x: x - STEP_WIDTH / 2, y: y - height / 2 };
}

/** Right of the step that leads to it, else of the one that is selected. */
function besides(flow: Flow, leading: string | undefined): Place | null {
  const [selected, more] = useView.getState().selected;
  const beside = leading ?? (more ? undefined : selected);
  const at = beside === undefined ? undefined : flow.getNode(beside)?.position;
  return at ? { x: at.x + STEP_WIDTH + BETWEEN, y: at.y } : null;
}

/** The small map takes this much of the canvas below. */
const MAP = 112;

/** Moves the view just as far as a new step needs to be seen. */
function reveal(flow: Flow, at: Place, height: number) {
  const canvas = document.querySelector(".react-flow")?.getBoundingClientRect();
  if (!canvas) return;
  const { x, y, zoom } = viewOf(flow);
  const shift = (start: number, length: number, size: number) =>
    start < GAP ? GAP - start : Math.min(0, size - GAP - start - length);
  const right = shift(at.x * zoom + x, STEP_WIDTH * zoom, canvas.width);
  const down = shift(at.y * zoom + y, height * zoom, canvas.height - MAP);
  if (right !== 0 || down !== 0) moveView(flow, { x: x + right, y: y + down, zoom }, motion(240));
}
