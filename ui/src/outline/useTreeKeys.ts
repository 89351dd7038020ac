// The keys of the tree. What they leave alone goes to the designer's own list of actions.
import type { KeyboardEvent } from "react";
import { actionOf } from "../actions/useKeys";
import { useFlow } from "../canvas/flow";
import { isComposing } from "../controls/useDraft";
import { begins } from "../search/spelling";
import { act, activate, unfold } from "./going";
import type { Item, Row } from "./tree";
import { typedSoFar } from "./typeAhead";
import type { Told } from "./useTold";

const PAGE = 12;

export function useTreeKeys(items: Item[], rows: Row[], at: number, told: Map<string, Told>) {
  const flow = useFlow();
  const go = (index: number, adding = false) => {
    const row = rows[Math.max(0, Math.min(index, rows.length - 1))];
    if (row) activate(flow, row.item, adding);
  };
  const onKey = (row: Row, event: KeyboardEvent): boolean => {
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        go(at + (event.key === "ArrowDown" ? 1 : -1), event.shiftKey);
        return true;
      case "PageDown":
      case "PageUp":
        go(at + (event.key === "PageDown" ? PAGE : -PAGE));
        return true;
      case "Home":
      case "End":
        go(event.key === "Home" ? 0 : rows.length - 1);
        return true;
      case "ArrowRight":
        if (row.open) go(at + 1);
        else unfold(row);
        return true;
      case "ArrowLeft":
        if (row.open) unfold(row);
        else if (row.parent >= 0) go(row.parent);
        return true;
      case "Enter":
        act(flow, items, row);
        return true;
      default:
        return event.key.length === 1 && find(event);
    }
  };
  /** Goes to the next item whose step begins as what is being typed. */
  const find = (event: KeyboardEvent): boolean => {
    const typed = typedSoFar(event.key, event.timeStamp, !actionOf(event));
    if (typed === null) return false;
    const start = typed.length > 1 ? at : at + 1;
    const order = rows.map((_, index) => (start + index) % rows.length);
    const found = order.find((index) => {
      const item = rows[index]?.item;
      const title = item?.what === "step" ? told.get(item.step)?.title : undefined;
      return title !== undefined && begins(title, typed);
    });
    if (found !== undefined) go(found);
    return true;
  };
  return (event: KeyboardEvent) => {
    const row = rows[at];
    const typing = event.target instanceof HTMLInputElement;
    if (!row || typing || isComposing(event.nativeEvent)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (onKey(row, event)) event.preventDefault();
  };
}
