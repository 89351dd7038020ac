// Pointing at a step for a moment dims what is neither before nor behind it.
import { useEffect, useMemo } from "react";
import { useJourney } from "../state/journey";
import { useHand } from "./hand";
import { kinOf } from "./room";

const REST = 250;

let timer: number | undefined;

function forget() {
  window.clearTimeout(timer);
  if (useHand.getState().kin) useHand.setState({ kin: null });
}

export function useKin() {
  const edges = useJourney((journey) => journey.opened?.drawing.edges);
  // A step that goes while it is pointed at says no farewell; and other wires mean other kin.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the wires change
  useEffect(() => forget, [edges]);
  return useMemo(() => {
    const onNodeMouseEnter = (event: { buttons: number }, { id }: { id: string }) => {
      window.clearTimeout(timer);
      if (event.buttons !== 0) return;
      timer = window.setTimeout(() => {
        const { wire, pick } = useHand.getState();
        const drawing = useJourney.getState().opened?.drawing;
        if (drawing?.nodes[id] && !wire && !pick) useHand.setState({ kin: kinOf(drawing.edges, id) });
      }, REST);
    };
    return { onNodeMouseEnter, onNodeMouseLeave: forget };
  }, []);
}
