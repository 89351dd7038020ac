// The journey held against one of its snapshots: asked for, watched, and what differs.
import { create } from "zustand";
import type { Compared } from "../bindings/Compared";
import type { Refused } from "../bindings/Refused";
import { call } from "../bridge";
import { useRehearsal, watched } from "../rehearsal/rehearsal";
import { refusedOf, useJourney } from "../state/journey";

interface ComparisonState {
  /** The snapshot it is held against. */
  against: string | null;
  run: string | null;
  going: boolean;
  compared: Compared | null;
  refused: Refused | null;
  hold: (snapshot: string) => Promise<void>;
  stop: () => void;
  forget: () => void;
}

const NOTHING = { against: null, run: null, going: false, compared: null, refused: null };

export const useComparison = create<ComparisonState>()((set, get) => ({
  ...NOTHING,
  hold: async (against) => {
    const document = useJourney.getState().opened?.document;
    if (!document) return;
    set({ ...NOTHING, against, going: true });
    try {
      const setup = { ...useRehearsal.getState().setup, whole: false };
      const { run } = await call("compare", { document, snapshot: against, setup });
      set({ run });
      const last = await watched(run, () => get().run === run);
      if (!last) return;
      const compared = last.phase === "done" ? await call("compared", { run }) : null;
      set({ going: false, compared, refused: last.refused });
    } catch (error) {
      set({ going: false, refused: refusedOf(error) });
    }
  },
  stop: () => {
    const { run } = get();
    if (run) call("stop", { run }).catch(() => undefined);
  },
  forget: () => set(NOTHING),
}));
