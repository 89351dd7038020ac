// What differs between two versions, for the drawing: of a step, of a way, and what is gone.
import type { Differs } from "../bindings/Differs";
import type { Overlay } from "../bindings/Overlay";
import type { StepMark } from "../bindings/StepMark";
import type { WayMark } from "../bindings/WayMark";
import { useComparison } from "./comparison";

/** The sign of each, so that color is never the only one. */
export const SIGNS: Record<Differs, string> = { added: "+", removed: "−", changed: "~" };

export const TINTS: Record<Differs, string> = {
  added: "text-success",
  removed: "text-error",
  changed: "text-warning",
};

/** Returns what differs while the drawing shows it. */
export function useOverlay(): Overlay | null {
  return useComparison(({ shown, compared }) => (shown ? (compared?.overlay ?? null) : null));
}

/** Returns how a step differs; nothing while the drawing does not show it, or it does not. */
export function useStepMark(id: string): StepMark | undefined {
  return useComparison(({ shown, compared }) =>
    shown ? compared?.overlay.steps.find(({ node }) => node === id) : undefined,
  );
}

/** Returns how a way differs; nothing while the drawing does not show it, or it does not. */
export function useWayMark(from: string, of: string): WayMark | undefined {
  return useComparison(({ shown, compared }) =>
    shown ? compared?.overlay.ways.find(({ node, port }) => node === from && port === of) : undefined,
  );
}
