// Moving steps: one gesture is one edit. Where lanes are shown, a step takes the stage of the lane it comes to.
import type { Edit } from "../bindings/Edit";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import type { Place } from "./graph";
import { heightsOf } from "./heights";
import { stageEdits } from "./lanes";

export function moveSteps(positions: Record<string, Place>, more: Edit[] = []): Promise<boolean> {
  const { opened, edit } = useJourney.getState();
  const moved = Object.keys(positions).length > 0;
  const stages =
    opened && useView.getState().lanes ? stageEdits(opened.drawing, positions, heightsOf(opened)) : [];
  const edits: Edit[] = [...(moved ? [{ edit: "move", positions } as const] : []), ...more, ...stages];
  const [first] = edits;
  if (!first) return Promise.resolve(false);
  return edit(edits.length > 1 ? { edit: "together", edits } : first);
}
