// What other rooms may know of the canvas: how to look at it, and where things stand on it. Only this folder names
// the library that draws it.
import { ReactFlowProvider, useReactFlow, useStore } from "@xyflow/react";
import type { Place } from "./graph";

export const CanvasProvider = ReactFlowProvider;
export const useFlow = useReactFlow;
export type Flow = ReturnType<typeof useReactFlow>;

export function useZoom(): number {
  return useStore((flow) => flow.transform[2]);
}

interface View {
  x: number;
  y: number;
  zoom: number;
}

/** Where the view is on its way to, and until when. */
let bound: { view: View; until: number } | null = null;

/** Returns where the view is or, while it moves, will be: keys come faster than it moves. */
export function viewOf(flow: Flow): View {
  return bound && performance.now() < bound.until ? bound.view : flow.getViewport();
}

export function moveView(flow: Flow, view: View, duration: number) {
  bound = { view, until: performance.now() + duration };
  void flow.setViewport(view, { duration, interpolate: "linear" });
}

const MARGIN = 48;

/**
 * Shows all steps where they are about to stand: the drawing itself may follow a moment later. What is too large to
 * be read is shown as small as it must be.
 */
export function showAt(flow: Flow, positions: Record<string, { x: number; y: number }>, duration: number) {
  const canvas = document.querySelector(".react-flow")?.getBoundingClientRect();
  const boxes = flow.getNodes().map(({ id, position, measured }) => {
    const { x, y } = positions[id] ?? position;
    return { left: x, top: y, right: x + (measured?.width ?? 232), bottom: y + (measured?.height ?? 80) };
  });
  if (!canvas || boxes.length === 0) return;
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const width = Math.max(...boxes.map((box) => box.right)) - left;
  const height = Math.max(...boxes.map((box) => box.bottom)) - top;
  const fits = Math.min((canvas.width - 2 * MARGIN) / width, (canvas.height - 2 * MARGIN) / height);
  const zoom = Math.min(1, Math.max(0.1, fits));
  const x = (canvas.width - width * zoom) / 2 - left * zoom;
  const y = (canvas.height - height * zoom) / 2 - top * zoom;
  void flow.setViewport({ x, y, zoom }, { duration });
}

/** Shows steps where they are about to stand, before the core has answered. */
export function showMoved(flow: Pick<Flow, "setNodes">, places: Record<string, Place>) {
  flow.setNodes((all) =>
    all.map((node) => {
      const position = places[node.id];
      return position ? { ...node, position } : node;
    }),
  );
}
