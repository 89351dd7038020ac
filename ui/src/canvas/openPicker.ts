// Opening the lists by key: what to place, alone or behind the step that is selected; where a way out is to lead. An
// item of the outline that stands for a way out means that one.
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { useHand, type WireEnd } from "./hand";
import { besideFocus, wayHere, wayInFocus } from "./regions";

/** Opens the picker beside what has the focus, else in the middle of the canvas. */
export function openNew() {
  const screen = besideFocus() ?? middle();
  useHand.getState().open({ wire: null, between: false, at: null, screen });
}

/** Opens the picker for the way out at hand; where that leads on already, for what goes between. */
export function openAppend() {
  const wire = wayInFocus() ?? nextWay();
  if (!wire) return openNew();
  const between = useJourney.getState().opened?.drawing.edges[wire.from]?.[wire.port] !== undefined;
  useHand.getState().open({ wire, between, at: null, screen: besideFocus() ?? beside(wire.from) });
}

/** Opens the list of what the way out at hand may lead to. */
export function openChooser() {
  choose(wayInFocus() ?? nextWay());
}

/** Opens that list for the way out that leads to the item with the focus. */
export function openRedirect() {
  choose(wayHere());
}

function choose(wire: WireEnd | null) {
  const screen = besideFocus() ?? middle();
  if (wire) useHand.getState().choose({ wire, screen });
}

/** Returns the first free way out of the selected step, else its first. */
export function nextWay(): WireEnd | null {
  const [selected, more] = useView.getState().selected;
  const opened = useJourney.getState().opened;
  const card = selected === undefined || more ? undefined : opened?.cards[selected];
  if (!opened || !selected || !card) return null;
  const ports = opened.drawing.edges[selected] ?? {};
  const way = card.ways.find((way) => !ports[way.port] && !way.ends) ?? card.ways[0];
  return way ? { from: selected, port: way.port } : null;
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
