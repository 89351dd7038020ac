// Which item has the keys. It follows the selection, wherever that is made; where its item is gone, what stands in its
// place has them.
import { useEffect, useRef } from "react";
import { useFlow } from "../canvas/flow";
import { inOutline, leftAlone } from "../canvas/regions";
import { useView } from "../state/view";
import { activate, reveal } from "./going";
import { useOutline } from "./outline";
import { type Item, ownerOf, type Row } from "./tree";

export const elementId = (key: string) => `item-${key}`;

/** Returns the place of that item among the rows. */
export function useActive(items: Item[], rows: Row[]): number {
  const flow = useFlow();
  const { active, renaming } = useOutline();
  const [one, more] = useView((view) => view.selected);
  const last = useRef(0);
  const found = rows.findIndex((row) => row.item.key === active);
  const at = Math.max(0, found < 0 ? Math.min(last.current, rows.length - 1) : found);
  const item = rows[at]?.item;
  const owner = item ? ownerOf(item) : null;
  useEffect(() => {
    last.current = at;
  }, [at]);
  useEffect(() => {
    if (one && !more && owner !== one) reveal(items, one);
  }, [one, more, owner, items]);
  useEffect(() => {
    if (found < 0 && item && active !== null && (inOutline() || leftAlone())) activate(flow, item);
  }, [found, item, active, flow]);
  const key = item?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever what is shown changes
  useEffect(() => {
    const element = key === undefined ? null : document.getElementById(elementId(key));
    element?.scrollIntoView({ block: "nearest" });
    if (!renaming && (inOutline() || leftAlone())) element?.focus({ preventScroll: true });
  }, [key, rows, renaming]);
  return at;
}
