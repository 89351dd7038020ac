// Where the eye starts: the whole journey where its words can be read then, else its beginning.
import { type ReactFlowInstance, useNodesInitialized, useReactFlow } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { type CanvasNode, isStep } from "./graph";

const READABLE = 0.75;
const MARGIN = 48;

export function useFirstView() {
  const flow = useReactFlow<CanvasNode>();
  const measured = useNodesInitialized();
  const looked = useRef(false);
  useEffect(() => {
    if (!measured || looked.current) return;
    looked.current = true;
    look(flow);
    performance.mark("steps drawn");
  }, [measured, flow]);
}

function look(flow: ReactFlowInstance<CanvasNode>) {
  const canvas = document.querySelector(".react-flow")?.getBoundingClientRect();
  const { x, y, width, height } = flow.getNodesBounds(flow.getNodes());
  if (!canvas || width === 0) return;
  const whole = Math.min((canvas.width - 2 * MARGIN) / width, (canvas.height - 2 * MARGIN) / height);
  const zoom = Math.min(1, Math.max(READABLE, whole));
  const fits = whole >= READABLE;
  const left = fits ? (canvas.width - width * zoom) / 2 : MARGIN;
  const entry = flow.getNodes().find((node) => isStep(node) && !node.data.card.way_in);
  const middle = fits || !entry ? y + height / 2 : entry.position.y + (entry.measured?.height ?? 0) / 2;
  void flow.setViewport({ x: left - x * zoom, y: canvas.height / 2 - middle * zoom, zoom });
}
