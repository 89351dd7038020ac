// Every edit that may change what happens is rehearsed, a moment after the last one.
import { useEffect, useRef } from "react";
import { useComparison } from "../report/comparison";
import { useReport } from "../report/report";
import { useWorlds } from "../report/worlds";
import { useJourney } from "../state/journey";
import { afterEdit, useRehearsal } from "./rehearsal";

/** Long enough that typing makes one rehearsal, short enough to be felt as at once. */
const MOMENT = 200;

export function useLive() {
  const document = useJourney((journey) => journey.opened?.document);
  const nodes = useJourney((journey) => journey.opened?.drawing.nodes);
  const edges = useJourney((journey) => journey.opened?.drawing.edges);
  const settings = useJourney((journey) => journey.opened?.drawing.settings);
  const before = useRef<unknown>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what decides is that any of these is another one
  useEffect(() => {
    const first = before.current !== document;
    before.current = document;
    if (first) {
      useRehearsal.getState().forget();
      useReport.getState().open(null);
      useComparison.getState().forget();
      useWorlds.getState().forget();
      return;
    }
    const timer = window.setTimeout(afterEdit, MOMENT);
    return () => window.clearTimeout(timer);
  }, [document, nodes, edges, settings]);
}
