// The keys of the canvas: what they do to the selection, and what is said of it.
import { create } from "zustand";
import { motion } from "../designer/look";
import { boxesOf } from "../palette/useAdd";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { aimOn, connectAimed, isAiming } from "./aim";
import { type Flow, moveView, showMoved, viewOf } from "./flow";
import { moveSteps } from "./moving";
import { type Arrival, readingOrder, step, type Toward } from "./walk";

/** The way by which one came to the selected step. */
export const useCame = create<{ by: Arrival["by"] }>()(() => ({ by: null }));

/** Goes where an arrow leads; while a way out is aimed, to the next step it may lead to. */
export function walk(flow: Flow, toward: Toward) {
  if (isAiming()) {
    aimOn(toward === "right" || toward === "down" ? 1 : -1);
    return;
  }
  const opened = useJourney.getState().opened;
  if (!opened) return;
  const { drawing, cards } = opened;
  const [selected] = useView.getState().selected;
  const start = (): Arrival | null => {
    const [to] = readingOrder(drawing, cards);
    return to ? { to, by: null } : null;
  };
  const arrival = selected ? step(drawing, cards, selected, toward, useCame.getState().by) : start();
  if (!arrival) return;
  useView.getState().select([arrival.to]);
  useCame.setState({ by: arrival.by });
  bringIntoView(flow, arrival.to);
}

/** Connects what is aimed; else goes to the settings of the selected step. */
export function enter() {
  if (isAiming()) return void connectAimed();
  document.querySelector<HTMLElement>("[data-inspector] :is(input, textarea, [role=combobox])")?.focus();
}

const BY: Record<Toward, [number, number]> = { right: [1, 0], left: [-1, 0], up: [0, -1], down: [0, 1] };

/** Moves the selected steps by key. */
export function nudge(flow: Flow, toward: Toward, by: number) {
  const { selected } = useView.getState();
  const boxes = boxesOf(flow);
  const [right, down] = BY[toward];
  const places = selected.flatMap((id) => {
    const box = boxes.get(id);
    return box ? [[id, { x: box.x + right * by, y: box.y + down * by }] as const] : [];
  });
  showMoved(flow, Object.fromEntries(places));
  void moveSteps(Object.fromEntries(places));
}

/** Moves the view only where a step is not whole in it. */
export function bringIntoView(flow: Flow, id: string) {
  const box = boxesOf(flow).get(id);
  const canvas = document.querySelector(".react-flow")?.getBoundingClientRect();
  if (!box || !canvas) return;
  const { x, y, zoom } = viewOf(flow);
  const [left, top] = [box.x * zoom + x, box.y * zoom + y];
  const inside =
    left >= 0 &&
    top >= 0 &&
    left + box.width * zoom <= canvas.width &&
    top + box.height * zoom <= canvas.height;
  if (inside) return;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const view = { x: canvas.width / 2 - middle.x * zoom, y: canvas.height / 2 - middle.y * zoom, zoom };
  moveView(flow, view, motion(240));
}
