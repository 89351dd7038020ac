// What is searched for, and how far one has looked through it.
import { create } from "zustand";
import type { Palette } from "../bindings/Palette";
import type { Flow } from "../canvas/flow";
import { lookAt } from "../designer/look";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { type Entry, found, textsOf } from "./find";

interface Search {
  query: string;
  /** The hit that was looked at last. */
  current: string | null;
}

export const useSearch = create<Search>()(() => ({ query: "", current: null }));

/** The forms are asked for once; the keys need them, too. */
let palette: Palette | undefined;

export function knowPalette(known: Palette | undefined) {
  palette = known;
}

function hits(): Entry[] {
  const drawing = useJourney.getState().opened?.drawing;
  return drawing ? found(textsOf(drawing, palette), useSearch.getState().query) : [];
}

export function goToHit(flow: Flow, hit: Entry) {
  useSearch.setState({ current: hit.key });
  useView.getState().select(hit.node === null ? [] : [hit.node]);
  if (hit.node !== null) lookAt(flow, hit.node);
}

/** Opens the search; its field takes the keys. */
export function openSearch() {
  useView.getState().showDrawer("search");
  window.setTimeout(() => {
    const field = document.querySelector<HTMLInputElement>("[data-search]");
    field?.focus();
    field?.select();
  });
}

/** Goes to the hit after, or before, the last one; they go round. Without anything to search for, asks for it. */
export function visitHit(flow: Flow, step: 1 | -1) {
  const all = hits();
  if (all.length === 0) return openSearch();
  const at = all.findIndex((hit) => hit.key === useSearch.getState().current);
  const start = at < 0 && step < 0 ? 0 : at;
  const next = all[(start + step + all.length) % all.length];
  if (next) goToHit(flow, next);
}
