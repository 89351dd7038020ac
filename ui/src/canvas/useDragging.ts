// Dragging steps: one move is one edit; a step that stands alone may be let go on a wire.
import { type OnNodeDrag, useReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { boxesOf } from "../palette/useAdd";
import { useJourney } from "../state/journey";
import { type StepNode, snapped } from "./graph";
import { useHand } from "./hand";
import { hover, insertStep, isLoose, leaveWire, takenBy } from "./insert";
import { pointOf } from "./under";

export function useDragging() {
  const flow = useReactFlow();
  return useMemo(() => {
    const move = (moved: { id: string; position: { x: number; y: number } }[]) => {
      const positions = Object.fromEntries(moved.map((node) => [node.id, snapped(node.position)]));
      void useJourney.getState().edit({ edit: "move", positions });
    };
    const onNodeDragStart = () => useHand.setState({ kin: null });
    const onNodeDrag: OnNodeDrag<StepNode> = (event, node, moved) => {
      if (moved.length > 1 || !isLoose(node.id)) return leaveWire();
      hover(node.data.kind, pointOf(event as unknown as MouseEvent), event.altKey);
    };
    const onNodeDragStop: OnNodeDrag<StepNode> = (event, node, moved) => {
      const wire = event.altKey ? null : takenBy();
      leaveWire();
      if (wire) void insertStep(node.id, wire, boxesOf(flow));
      else move(moved);
    };
    const onSelectionDragStop = (_: unknown, moved: StepNode[]) => move(moved);
    return { onNodeDragStart, onNodeDrag, onNodeDragStop, onSelectionDragStop };
  }, [flow]);
}
