// The journey held against another version: asked for, watched, what differs, and whether the drawing shows it.
import { create } from "zustand";
import type { Against } from "../bindings/Against";
import type { Compared } from "../bindings/Compared";
import type { Refused } from "../bindings/Refused";
import { call } from "../bridge";
import { useRehearsal, watched } from "../rehearsal/rehearsal";
import { refusedOf, useJourney } from "../state/journey";

interface ComparisonState {
  /** What it is held against. */
  against: Against | null;
  /** What that is called. */
  name: string;
  run: string | null;
  going: boolean;
  compared: Compared | null;
  /** The revision of the journey that was compared. */
  revision: number | null;
  /** Whether the drawing shows what differs. */
  shown: boolean;
  refused: Refused | null;
  hold: (against: Against, name: string) => Promise<void>;
  show: (shown: boolean) => void;
  stop: () => void;
  forget: () => void;
}

const NOTHING = {
  against: null,
  name: "",
  run: null,
  going: false,
  compared: null,
  revision: null,
  shown: false,
  refused: null,
};

export const useComparison = create<ComparisonState>()((set, get) => ({
  ...NOTHING,
  hold: async (against, name) => {
    const opened = useJourney.getState().opened;
    if (!opened) return;
    const { shown } = get();
    set({ ...NOTHING, against, name, shown, going: true, revision: opened.revision });
    try {
      const setup = { ...useRehearsal.getState().setup, whole: false };
      const begun = await call("compare", { document: opened.document, against, setup });
      if (!begun) return set(NOTHING);
      const { run } = begun;
      set({ run });
      const last = await watched(run, () => get().run === run);
      if (!last) return;
      const compared = last.phase === "done" ? await call("compared", { run }) : null;
      set({ going: false, compared, refused: last.refused });
    } catch (error) {
      set({ going: false, refused: refusedOf(error) });
    }
  },
  show: (shown) => set({ shown }),
  stop: () => {
    const { run } = get();
    if (run) call("stop", { run }).catch(() => undefined);
  },
  forget: () => set(NOTHING),
}));
