// Arranging the whole journey: one edit, so one step to take back. Lanes that are shown are kept.
import type { Edit } from "../bindings/Edit";
import { arranged } from "../canvas/arrange";
import { type Flow, showAt } from "../canvas/flow";
import { heightsOf } from "../canvas/heights";
import { intoLanes } from "../canvas/lanes";
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
  const made = await edit(edits.length > 0 ? { edit: "together", edits: [move, ...edits] } : move);
  if (made) showAt(flow, positions, motion(320));
}
