// The rehearsal of the open journey: how it is done, how far it is, what it found. The core works it out; here stands
// what was heard of it last.
import { create } from "zustand";
import type { AssumptionWords } from "../bindings/AssumptionWords";
import type { Phase } from "../bindings/Phase";
import type { Progress } from "../bindings/Progress";
import type { Refused } from "../bindings/Refused";
import type { Report } from "../bindings/report/Report";
import type { Setup } from "../bindings/Setup";
import { call } from "../bridge";
import { refusedOf, useJourney } from "../state/journey";

/** Up to so many customers × runs, every edit is rehearsed. */
const LIVE_UP_TO = 100_000;

interface RehearsalState {
  setup: Setup;
  /** Whether every edit is rehearsed, once there was a rehearsal. */
  live: boolean;
  /** The rehearsal that goes on, or was last. */
  run: string | null;
  progress: Progress | null;
  /** When it began, by the page's own clock. */
  began: number;
  /** The last numbers there are; of the journey as it is, unless `stale`. */
  numbers: Report | null;
  /** The rehearsal that the numbers are of. */
  numbersOf: string | null;
  /** The last rehearsal that looked at everything. */
  whole: Report | null;
  /** Which one that is. */
  wholeOf: string | null;
  /** What its assumptions say. */
  assumptions: AssumptionWords[];
  /** Whether the journey was changed since the numbers were worked out. */
  stale: boolean;
  /** Why the last rehearsal could not be done. */
  refused: Refused | null;
  /** Rehearses; `whole` also looks at people, ranges and coverage. */
  begin: (whole: boolean) => Promise<void>;
  stop: () => void;
  choose: (setup: Partial<Setup>) => void;
  goLive: (live: boolean) => void;
  /** Forgets everything, as when another journey is opened. */
  forget: () => void;
}

const NOTHING = {
  run: null,
  progress: null,
  began: 0,
  numbers: null,
  numbersOf: null,
  whole: null,
  wholeOf: null,
  assumptions: [],
  stale: false,
  refused: null,
};

const isOver = (phase: Phase) => phase === "done" || phase === "stopped" || phase === "failed";

export const isRunning = ({ progress }: Pick<RehearsalState, "progress">) =>
  progress !== null && !isOver(progress.phase);

export const useRehearsal = create<RehearsalState>()((set, get) => ({
  setup: { seed: 1, runs: null, customers: null, start: null, population: null, horizon: "90d", whole: true },
  live: true,
  ...NOTHING,
  begin: async (whole) => {
    const document = useJourney.getState().opened?.document;
    if (!document) return;
    try {
      const { run } = await call("rehearse", { document, setup: { ...get().setup, whole } });
      const progress: Progress = { phase: "preparing", done: 0, total: 0, numbers: false, refused: null };
      set({ run, progress, began: performance.now(), refused: null, stale: false });
      await follow(run, whole);
    } catch (error) {
      set({ refused: refusedOf(error), progress: null });
    }
  },
  stop: () => {
    const { run } = get();
    if (run) call("stop", { run }).catch(() => undefined);
  },
  choose: (setup) => set({ setup: { ...get().setup, ...setup } }),
  goLive: (live) => set({ live }),
  forget: () => set({ ...NOTHING, setup: { ...get().setup, population: null } }),
}));

/** Asks how far a rehearsal is until it is over, and tells whenever it is elsewhere; nothing where nobody wants it any more. */
export async function watched(
  run: string,
  wanted: () => boolean,
  heard: (progress: Progress, seen: Phase | null) => Promise<void> = async () => undefined,
): Promise<Progress | null> {
  let seen: Phase | null = null;
  for (;;) {
    const progress: Progress = await call("progress", { run, seen });
    if (!wanted()) return null;
    await heard(progress, seen);
    if (isOver(progress.phase)) return progress;
    seen = progress.phase;
  }
}

/** Follows a rehearsal, and asks for its numbers whenever there are more. */
async function follow(run: string, whole: boolean) {
  const { setState: set, getState: get } = useRehearsal;
  await watched(
    run,
    () => get().run === run,
    async (progress, seen) => {
      if (progress.numbers && progress.phase !== seen && progress.phase !== "stopped") {
        const { report, assumptions } = await call("report", { run });
        if (get().run !== run) return;
        set({ numbers: report, numbersOf: run });
        if (whole) set({ whole: report, wholeOf: run, assumptions });
      }
      set({ progress, refused: progress.refused });
    },
  );
}

/** What somebody changed is rehearsed again by itself, where that takes no time; else the numbers are stale. */
export function afterEdit() {
  const { numbers, live, setup, begin } = useRehearsal.getState();
  if (!numbers) return;
  const errors = useJourney.getState().opened?.findings.some((found) => found.severity === "error");
  const customers = (setup.population ? null : setup.customers) ?? numbers.population.customers;
  const runs = setup.runs ?? numbers.options.runs;
  if (live && !errors && customers * runs <= LIVE_UP_TO) void begin(false);
  else useRehearsal.setState({ stale: true });
}
