// Arranging the whole journey: one edit, so one step to take back.

import { arranged } from "../canvas/arrange";
import { showAt, useFlow } from "../canvas/flow";
import { useJourney } from "../state/journey";

export function useTidy() {
  const flow = useFlow();
  return async () => {
    const { opened, edit } = useJourney.getState();
    if (!opened) return;
    const positions = Object.fromEntries(await arranged(opened));
    if (await edit({ edit: "move", positions })) showAt(flow, positions, motion(320));
  };
}

/** Moving the view takes time only where motion is wanted. */
export function motion(milliseconds: number): number {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : milliseconds;
}
