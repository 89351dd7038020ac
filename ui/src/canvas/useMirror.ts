// React Flow's own copy of nodes and edges: it follows the mirror, and the hand while something is dragged.
import {
  applyEdgeChanges,
  applyNodeChanges,
  type Edge,
  type EdgeChange,
  type NodeChange,
} from "@xyflow/react";
import { useCallback, useEffect, useState } from "react";
import type { Opened } from "../bindings/Opened";
import { useOverlay } from "../report/overlay";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { arranged } from "./arrange";
import { groupsOf, notesOf } from "./frames";
import {
  type CanvasNode,
  framesOf,
  goneStepsOf,
  goneWiresOf,
  type Place,
  placesOf,
  stepsOf,
  wiresOf,
} from "./graph";
import { same } from "./same";

export function useMirror() {
  const opened = useJourney((journey) => journey.opened);
  const found = useFoundPlaces();
  const [steps, setSteps] = useState<CanvasNode[]>([]);
  const [wires, setWires] = useState<Edge[]>([]);
  const selected = useView((view) => view.selected);
  const framed = useView((view) => view.framed);
  const overlay = useOverlay();
  useEffect(() => {
    if (!opened || !found) return;
    letGo(opened);
    setSteps((before) => {
      const known = new Map(before.map((step) => [step.id, step]));
      const fresh: CanvasNode[] = [
        ...goneStepsOf(overlay),
        ...framesOf(opened.drawing),
        ...stepsOf(opened, found),
      ];
      // While more is on its way to the core, what the hand has moved since stays where it is.
      const ahead = useJourney.getState().waiting > 0;
      return fresh.map((node) => {
        const before = known.get(node.id);
        return renewed(before, before && ahead ? { ...node, position: before.position } : node);
      });
    });
  }, [opened, found, overlay]);
  const drawing = opened?.drawing;
  useEffect(() => {
    if (!drawing) return;
    setWires((before) => {
      const known = new Map(before.map((wire) => [wire.id, wire]));
      const fresh = [...goneWiresOf(overlay, drawing), ...wiresOf(drawing)];
      return fresh.map((wire) => renewed(known.get(wire.id), wire));
    });
  }, [drawing, overlay]);
  useEffect(() => {
    const chosen = new Set([...selected, ...framed]);
    setSteps((before) =>
      before.every((step) => (step.selected ?? false) === chosen.has(step.id))
        ? before
        : before.map((step) => ({ ...step, selected: chosen.has(step.id) })),
    );
  }, [selected, framed]);
  const onSteps = useCallback((changes: NodeChange<CanvasNode>[]) => {
    setSteps((before) => applyNodeChanges(changes, before));
    follow(changes);
  }, []);
  const onWires = useCallback(
    (changes: EdgeChange[]) => setWires((before) => applyEdgeChanges(changes, before)),
    [],
  );
  return { steps, wires, onSteps, onWires };
}

/** What the hand selects on the canvas is selected. Nothing else is heard, so that no two selections chase each other. */
function follow(changes: NodeChange<CanvasNode>[]) {
  const picks = changes.filter((change) => change.type === "select");
  if (picks.length === 0) return;
  const { selected, framed, select } = useView.getState();
  const chosen = new Set([...selected, ...framed]);
  for (const pick of picks) {
    if (pick.selected) chosen.add(pick.id);
    else chosen.delete(pick.id);
  }
  const nodes = useJourney.getState().opened?.drawing.nodes ?? {};
  select(
    [...chosen].filter((id) => nodes[id]),
    [...chosen].filter((id) => !nodes[id]),
  );
}

/** What is gone is no longer selected. */
function letGo({ drawing }: Opened) {
  const { selected, framed, select } = useView.getState();
  const frames = new Set([...notesOf(drawing.layout), ...groupsOf(drawing.layout)].map(({ id }) => id));
  const [steps, others] = [selected.filter((id) => drawing.nodes[id]), framed.filter((id) => frames.has(id))];
  if (steps.length < selected.length || others.length < framed.length) select(steps, others);
}

/** What React Flow measured stays, unless the document says another size; what says nothing new is not drawn again. */
function renewed<Item extends object>(before: Item | undefined, item: Item): Item {
  const { style: _, zIndex: __, dragHandle: ___, ...rest } = (before ?? {}) as Partial<CanvasNode>;
  const after = { ...rest, ...item };
  return before && same(before, after) ? before : after;
}

/** A document that says nothing of where its steps stand is arranged for the eye; that is no edit. */
function useFoundPlaces(): Map<string, Place> | null {
  const [found, setFound] = useState<Map<string, Place> | null>(null);
  useEffect(() => {
    const opened = useJourney.getState().opened;
    if (!opened) return;
    const places = placesOf(opened.drawing);
    const homeless = Object.keys(opened.drawing.nodes).some((id) => !places.has(id));
    if (homeless) void arranged(opened).then(setFound);
    else setFound(new Map());
  }, []);
  return found;
}
