// Where the keys go: to the canvas or to the outline. Which way out an item of the outline stands for is read from the
// item that has the focus, so that nothing is to be kept in step.
import { wireOf } from "./graph";
import type { WireEnd } from "./hand";

type Region = "canvas" | "outline";

const FOCUS: Record<Region, string> = {
  canvas: ".react-flow",
  outline: "[data-outline] :is([tabindex='0'], button:not([tabindex]))",
};

/** The one of the two that had the focus last. */
let home: Region = "canvas";

export function settleIn(region: Region) {
  home = region;
}

const focused = () => document.activeElement;
const at = (region: Region) => document.querySelector<HTMLElement>(FOCUS[region]);

/** Gives the keys to a region; to the canvas, where the outline is not shown. */
export function focusOn(region: Region) {
  (at(region) ?? at("canvas"))?.focus({ preventScroll: true });
}

/** Gives the keys back to where one was before a dialog or the settings took them. */
export const goHome = () => focusOn(home);

/** Between canvas and outline; from everywhere else back to the one of them where one was. */
export function goOn() {
  if (onCanvas() && focused() !== document.body) focusOn("outline");
  else focusOn(inOutline() ? "canvas" : home);
}

/** Whether keys go to the canvas: it has the focus, or nothing has. */
export function onCanvas(): boolean {
  const element = focused();
  return !element || element === document.body || element.closest(".react-flow") !== null;
}

export const inOutline = () => focused()?.closest("[data-outline]") != null;

/** Whether the outline lost the keys only because what had them is gone. */
export const leftAlone = () => home === "outline" && focused() === document.body;

/** Returns the way out that leads to the item with the focus. */
export function wayHere(): WireEnd | null {
  const way = focused()?.closest<HTMLElement>("[data-way]")?.dataset.way;
  return way ? wireOf(way) : null;
}

/** Returns the way out that the item with the focus stands for; none where it is a step. */
export function wayInFocus(): WireEnd | null {
  return focused()?.closest("[data-item=step]") ? null : wayHere();
}

/** Returns where something opens that belongs to the item with the focus. */
export function besideFocus(): { x: number; y: number } | null {
  const box = inOutline() ? focused()?.getBoundingClientRect() : undefined;
  return box ? { x: box.right + 8, y: box.top } : null;
}
