// What the hand holds over the canvas: a wire, what is about to be placed, what is pointed at. Nothing of it is kept.
import { create } from "zustand";
import type { Targets } from "../bindings/Targets";
import type { Words } from "../bindings/Words";
import { call } from "../bridge";
import { useJourney } from "../state/journey";
import type { Place } from "./graph";
import { goHome } from "./regions";

export interface WireEnd {
  from: string;
  port: string;
}

/** Where a step that is chosen in the picker goes. */
export interface Pick {
  /** The way out it is led to by; none where it stands alone. */
  wire: WireEnd | null;
  /** Whether it goes between the way out and where that leads. */
  between: boolean;
  /** Its place on the canvas, where the hand named one. */
  at: Place | null;
  /** Where the picker opens, in the window. */
  screen: Place;
}

/** A way out whose target is chosen from a list. */
export interface Choice {
  wire: WireEnd;
  /** Where the list opens, in the window. */
  screen: Place;
}

interface Hand {
  wire: WireEnd | null;
  /** Where a click took that wire, so that another click leads it on; null where it is dragged. */
  clicked: Place | null;
  /** Where that wire may lead, once the core has said it. */
  rules: Targets | null;
  pick: Pick | null;
  choice: Choice | null;
  /** Said beside the pointer. */
  note: { screen: Place; words: Words } | null;
  /** The wire that a step is dragged over, and whether letting go inserts it there. */
  over: { id: string; armed: boolean } | null;
  /** The steps before and behind the one that is pointed at. */
  kin: Set<string> | null;
  take: (wire: WireEnd, clicked: Place | null) => void;
  release: () => void;
  open: (pick: Pick) => void;
  choose: (choice: Choice) => void;
  close: () => void;
}

const EMPTY = { pick: null, choice: null, wire: null, clicked: null, note: null, kin: null };

export const useHand = create<Hand>()((set, get) => ({
  wire: null,
  clicked: null,
  rules: null,
  pick: null,
  choice: null,
  note: null,
  over: null,
  kin: null,
  take: (wire, clicked) => {
    set({ wire, clicked, rules: null, pick: null, note: null, kin: null });
    void rulesOf(wire).then((rules) => get().wire === wire && set({ rules }));
  },
  release: () => set({ wire: null, clicked: null, rules: null, note: null }),
  open: (pick) => set({ ...EMPTY, pick }),
  choose: (choice) => set({ ...EMPTY, choice }),
  close: () => {
    set({ pick: null, choice: null });
    // What had the focus goes away with the picker.
    goHome();
  },
}));

/** Asks where a wire may lead; the same rule decides again when the edit is made. */
export async function rulesOf({ from, port }: WireEnd): Promise<Targets | null> {
  const { opened, refuse } = useJourney.getState();
  if (!opened) return null;
  try {
    return await call("targets", { document: opened.document, from, port });
  } catch (error) {
    refuse(error);
    return null;
  }
}
