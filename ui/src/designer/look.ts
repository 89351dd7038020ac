// Moving the view.
import type { Flow } from "../canvas/flow";
import { groupsOf, hiddenBy } from "../canvas/frames";
import { useJourney } from "../state/journey";

/** Moving the view takes time only where motion is wanted. */
export function motion(milliseconds: number): number {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : milliseconds;
}

export function fitAll(flow: Flow) {
  void flow.fitView({ duration: motion(320), maxZoom: 1, padding: 0.1 });
}

export function zoomBy(flow: Flow, factor: number) {
  void flow.zoomTo(flow.getZoom() * factor, { duration: motion(120) });
}

/** Brings a step, or the collapsed group that hides it, to the middle, large enough to be read. */
export function lookAt(flow: Flow, id: string) {
  const layout = useJourney.getState().opened?.drawing.layout;
  const shown = (layout && hiddenBy(groupsOf(layout)).get(id)) ?? id;
  void flow.fitView({ nodes: [{ id: shown }], duration: motion(240), maxZoom: 1, minZoom: 0.5 });
}
