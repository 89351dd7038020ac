// Opening the picker by key: for a new step, or for one behind the step that is selected.
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { useHand, type WireEnd } from "./hand";

/** Opens the picker in the middle of the canvas. */
export function openNew() {
  useHand.getState().open({ wire: null, between: false, at: null, screen: middle() });
}

/** Opens the picker for the first free way out of the selected step, else between it and what follows. */
export function openAppend() {
  const [selected, more] = useView.getState().selected;
  const opened = useJourney.getState().opened;
  const card = selected === undefined || more ? undefined : opened?.cards[selected];
  if (!opened || !selected || !card) return openNew();
  const ports = opened.drawing.edges[selected] ?? {};
  const way = card.ways.find((way) => !ports[way.port] && !way.ends) ?? card.ways[0];
  if (!way) return openNew();
  const wire: WireEnd = { from: selected, port: way.port };
  const between = ports[way.port] !== undefined;
  useHand.getState().open({ wire, between, at: null, screen: beside(selected) });
}

function middle() {
  const canvas = document.querySelector(".react-flow")?.getBoundingClientRect();
  if (!canvas) return { x: 0, y: 0 };
  return { x: canvas.left + canvas.width / 2 - 160, y: canvas.top + canvas.height / 4 };
}

function beside(id: string) {
  const box = document
    .querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
    ?.getBoundingClientRect();
  return box ? { x: box.right + 16, y: box.top } : middle();
}
