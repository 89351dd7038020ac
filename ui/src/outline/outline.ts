// What the outline has in the hand: the item with the keys, what is collapsed, whose name is being typed. Not kept.
import { create } from "zustand";
import { focusOn, inOutline } from "../canvas/regions";
import { usePanels } from "../panels/panels";

interface Outline {
  /** The key of the item that the keys go to. */
  active: string | null;
  closed: ReadonlySet<string>;
  renaming: boolean;
}

export const useOutline = create<Outline>()(() => ({ active: null, closed: new Set(), renaming: false }));

/** Collapses or expands items. */
export function fold(keys: string[], closes: boolean) {
  const closed = new Set(useOutline.getState().closed);
  for (const key of keys) {
    if (closes) closed.add(key);
    else closed.delete(key);
  }
  useOutline.setState({ closed });
}

/** Types the name of the step with the focus, in its place. */
export function rename() {
  useOutline.setState({ renaming: true });
}

/** Shows the outline and gives it the keys; from within, back to palette and canvas. */
export function toggleOutline() {
  const within = inOutline();
  usePanels.getState().showLeft(within ? "palette" : "outline");
  // Once what is to have the keys is there.
  window.setTimeout(() => focusOn(within ? "canvas" : "outline"));
}
