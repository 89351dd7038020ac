// Arranging the whole journey: one edit, so one step to take back. Lanes that are shown are kept.
import type { Drawing } from "../bindings/Drawing";
import type { Edit } from "../bindings/Edit";
import { arranged } from "../canvas/arrange";
import { type Flow, showAt } from "../canvas/flow";
import { frameEdits, frameOf, groupsOf, stepsIn } from "../canvas/frames";
import type { Place } from "../canvas/graph";
import { heightsOf } from "../canvas/heights";
import { intoLanes } from "../canvas/lanes";
import { boxesOf } from "../palette/useAdd";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { motion } from "./look";

export async function tidy(flow: Flow) {
  const { opened, edit } = useJourney.getState();
  if (!opened) return;
  const places = await arranged(opened);
  const plain = { positions: Object.fromEntries(places), edits: [] };
  const { lanes } = useView.getState();
  const { positions, edits } = lanes ? intoLanes(opened.drawing, places, heightsOf(opened)) : plain;
  const move: Edit = { edit: "move", positions };
  const more = [...edits, ...framesAfter(flow, opened.drawing.layout, positions)];
  const made = await edit(more.length > 0 ? { edit: "together", edits: [move, ...more] } : move);
  if (made) showAt(flow, positions, motion(320));
}

/** The frame of a group follows the steps that stood in it. */
function framesAfter(flow: Flow, layout: Drawing["layout"], positions: Record<string, Place>): Edit[] {
  const boxes = boxesOf(flow);
  return groupsOf(layout).flatMap((group) => {
    const inside = stepsIn(group, boxes).flatMap((id) => {
      const box = boxes.get(id);
      return box ? [{ ...box, ...positions[id] }] : [];
    });
    return inside.length > 0 ? frameEdits(group.id, { ...frameOf(inside) }) : [];
  });
}
