// What the outline's keys and clicks do with an item. The selection follows; the canvas follows the selection.
import type { Flow } from "../canvas/flow";
import type { WireEnd } from "../canvas/hand";
import { openAppend } from "../canvas/openPicker";
import { usePointed } from "../canvas/usePointed";
import { bringIntoView, enter, useCame } from "../canvas/walking";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { fold, useOutline } from "./outline";
import { type Item, itemBehind, outlineOf, ownerOf, pathTo, type Row } from "./tree";

/** Gives an item the keys, and selects its step: alone, or beside those that are selected. */
export function activate(flow: Flow, item: Item, adding = false) {
  const step = ownerOf(item);
  const { selected, select } = useView.getState();
  useOutline.setState({ active: item.key, renaming: false });
  useCame.setState({ by: item.what === "step" ? item.by : null });
  usePointed.setState({ wire: item.what === "again" ? item.key : null });
  const others = adding ? selected.filter((id) => id !== step) : [];
  select(step === null ? others : [...others, step]);
  if (step !== null) bringIntoView(flow, step);
}

/** Expands what an item stands below, and gives it the keys. */
export function reveal(items: Item[], key: string) {
  const path = pathTo(items, key);
  if (!path) return;
  fold(path, false);
  useOutline.setState({ active: key });
}

/** Goes to what a way out leads to now. */
export function comeBy(flow: Flow, way: WireEnd) {
  const opened = useJourney.getState().opened;
  const items = opened ? outlineOf(opened.drawing, opened.cards) : [];
  const item = itemBehind(items, way);
  if (!item) return;
  reveal(items, item.key);
  activate(flow, item);
}

/** Expands what is collapsed, and collapses what is expanded. */
export function unfold({ item, open }: Row) {
  if (open !== null) fold([item.key], open);
}

/** What Enter and a double click mean: the settings of a step, the place of one that is named again, what comes next. */
export function act(flow: Flow, items: Item[], row: Row) {
  const { item } = row;
  switch (item.what) {
    case "step":
      return enter();
    case "again":
      reveal(items, item.step);
      useView.getState().select([item.step]);
      return bringIntoView(flow, item.step);
    case "ends":
    case "open":
      return openAppend();
    case "loose":
      return unfold(row);
  }
}
