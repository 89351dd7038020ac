// Dragging: one move is one edit. A group takes what is in it along; a step that stands alone may be let go on a wire.
import type { OnNodeDrag } from "@xyflow/react";
import { useMemo } from "react";
import { boxesOf } from "../palette/useAdd";
import { showMoved, useFlow } from "./flow";
import { frameEdits, stepsIn } from "./frames";
import { type CanvasNode, isStep, type Place, snapped } from "./graph";
import { useHand } from "./hand";
import { hover, insertStep, isLoose, leaveWire, takenBy } from "./insert";
import { moveSteps } from "./moving";
import { pointOf } from "./under";

/** A group in the hand: where it was taken, and where the steps stood that come along. */
interface Carried {
  from: Place;
  steps: Map<string, Place>;
}

export function useDragging() {
  const flow = useFlow();
  return useMemo(() => {
    const carried = new Map<string, Carried>();
    const take = (nodes: CanvasNode[]) => {
      carried.clear();
      const boxes = boxesOf(flow);
      const moved = new Set(nodes.map((node) => node.id));
      for (const node of nodes) {
        if (node.type !== "frame") continue;
        const inside = stepsIn(node.data.group, boxes).filter((id) => !moved.has(id));
        const steps = new Map(inside.map((id) => [id, boxes.get(id) ?? { x: 0, y: 0 }]));
        carried.set(node.id, { from: node.position, steps });
      }
    };
    /** Returns where the steps stand that the groups in the hand carry. */
    const along = (nodes: CanvasNode[]): Record<string, Place> => {
      const places: Record<string, Place> = {};
      for (const { id, position } of nodes) {
        const { from, steps } = carried.get(id) ?? { from: position, steps: new Map<string, Place>() };
        const by = { x: snapped(position).x - from.x, y: snapped(position).y - from.y };
        for (const [step, { x, y }] of steps) places[step] = { x: x + by.x, y: y + by.y };
      }
      return places;
    };
    const show = (nodes: CanvasNode[]) => {
      if (carried.size > 0) showMoved(flow, along(nodes));
    };
    const move = (nodes: CanvasNode[]) => {
      const own = nodes.filter(isStep).map((node): [string, Place] => [node.id, snapped(node.position)]);
      const frames = nodes.filter((node) => !isStep(node));
      const edits = frames.flatMap((node) => frameEdits(node.id, { ...snapped(node.position) }));
      void moveSteps({ ...along(nodes), ...Object.fromEntries(own) }, edits);
      carried.clear();
    };
    const onNodeDragStart: OnNodeDrag<CanvasNode> = (_, __, nodes) => {
      useHand.setState({ kin: null });
      take(nodes);
    };
    const onNodeDrag: OnNodeDrag<CanvasNode> = (event, node, nodes) => {
      show(nodes);
      if (nodes.length > 1 || !isStep(node) || !isLoose(node.id)) return leaveWire();
      hover(node.data.kind, pointOf(event as unknown as MouseEvent), event.altKey);
    };
    const onNodeDragStop: OnNodeDrag<CanvasNode> = (event, node, nodes) => {
      const wire = event.altKey ? null : takenBy();
      leaveWire();
      if (wire) void insertStep(node.id, wire, boxesOf(flow));
      else move(nodes);
    };
    return {
      onNodeDragStart,
      onNodeDrag,
      onNodeDragStop,
      onSelectionDragStart: (_: unknown, nodes: CanvasNode[]) => take(nodes),
      onSelectionDrag: (_: unknown, nodes: CanvasNode[]) => show(nodes),
      onSelectionDragStop: (_: unknown, nodes: CanvasNode[]) => move(nodes),
    };
  }, [flow]);
}
