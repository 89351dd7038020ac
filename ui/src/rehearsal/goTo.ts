// Going to a line of a customer's way: its step is selected and brought into sight.
import type { Flow } from "../canvas/flow";
import { lookAt } from "../designer/look";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { type Side, useReplay, wayOf } from "./replay";

export function goTo(flow: Flow, place: number, side?: Side) {
  useReplay.getState().go(place, side);
  const replay = useReplay.getState();
  const node = wayOf(replay)?.lines[replay.at]?.node;
  if (!node || !useJourney.getState().opened?.drawing.nodes[node]) return;
  useView.getState().select([node]);
  lookAt(flow, node);
}
