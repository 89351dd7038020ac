// What if: which worse worlds are looked at, how far that is, and what breaks in them.
import { create } from "zustand";
import type { Breaks } from "../bindings/Breaks";
import type { Progress } from "../bindings/Progress";
import type { Refused } from "../bindings/Refused";
import type { WorldsAsked } from "../bindings/WorldsAsked";
import { call } from "../bridge";
import { useRehearsal, watched } from "../rehearsal/rehearsal";
import { refusedOf, useJourney } from "../state/journey";

interface WorldsState {
  asked: WorldsAsked;
  run: string | null;
  progress: Progress | null;
  going: boolean;
  breaks: Breaks | null;
  refused: Refused | null;
  choose: (asked: Partial<WorldsAsked>) => void;
  look: () => Promise<void>;
  stop: () => void;
  forget: () => void;
}

const NOTHING = { run: null, progress: null, going: false, breaks: null, refused: null };

const EVERYTHING: WorldsAsked = {
  outages: true,
  arrivals: [2, 5],
  holidays: [],
  clocks: [],
  assumptions: true,
};

export const useWorlds = create<WorldsState>()((set, get) => ({
  asked: EVERYTHING,
  ...NOTHING,
  choose: (asked) => set({ asked: { ...get().asked, ...asked } }),
  look: async () => {
    const document = useJourney.getState().opened?.document;
    if (!document) return;
    set({ ...NOTHING, going: true });
    try {
      const setup = { ...useRehearsal.getState().setup, whole: false };
      const { run } = await call("what_if", { document, worlds: get().asked, setup });
      set({ run });
      const wanted = () => get().run === run;
      const last = await watched(run, wanted, async (progress) => set({ progress }));
      if (!last) return;
      const breaks = last.phase === "done" ? await call("breaks", { run }) : null;
      if (wanted()) set({ going: false, breaks, refused: last.refused });
    } catch (error) {
      set({ going: false, refused: refusedOf(error) });
    }
  },
  stop: () => {
    const { run } = get();
    if (run) call("stop", { run }).catch(() => undefined);
  },
  forget: () => set({ ...NOTHING, asked: EVERYTHING }),
}));
