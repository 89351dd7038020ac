// Arranging the whole journey: one edit, so one step to take back.
import { arranged } from "../canvas/arrange";
import { type Flow, showAt } from "../canvas/flow";
import { useJourney } from "../state/journey";
import { motion } from "./look";

export async function tidy(flow: Flow) {
  const { opened, edit } = useJourney.getState();
  if (!opened) return;
  const positions = Object.fromEntries(await arranged(opened));
  if (await edit({ edit: "move", positions })) showAt(flow, positions, motion(320));
}
