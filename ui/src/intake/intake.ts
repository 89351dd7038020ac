// Customers' files on their way in: what is in hand, what is to be done with it, what would come of it. The core reads;
// here stands what the person has decided so far.
import { create } from "zustand";
import type { ColumnUse } from "../bindings/ColumnUse";
import type { EventUse } from "../bindings/EventUse";
import type { FileInHand } from "../bindings/FileInHand";
import type { FileLook } from "../bindings/FileLook";
import type { FilePlan } from "../bindings/FilePlan";
import type { FileReading } from "../bindings/FileReading";
import type { KeptPopulation } from "../bindings/KeptPopulation";
import type { Refused } from "../bindings/Refused";
import type { RowsOf } from "../bindings/RowsOf";
import type { Trial } from "../bindings/Trial";
import { call } from "../bridge";
import { refusedOf, useJourney } from "../state/journey";
import { useView } from "../state/view";
import { handOver } from "./handOver";
import { planOf } from "./plan";

export const STEPS = ["file", "columns", "problems", "keep"] as const;
export type Step = (typeof STEPS)[number];

/** What goes on and takes a while. */
interface Work {
  what: "handing" | "looking" | "trying" | "keeping";
  name: string;
  /** How much of it is done, 0 to 1. */
  share: number;
  stop: () => void;
}

interface Given {
  look: FileLook;
  plan: FilePlan;
}

interface IntakeState {
  step: Step;
  /** At most one of customers and one of events. */
  files: Given[];
  work: Work | null;
  trial: Trial | null;
  kept: KeptPopulation | null;
  /** For how many days they are kept. */
  days: number | null;
  refused: Refused | null;
  choose: () => Promise<void>;
  add: (file: File) => Promise<void>;
  /** Looks at a file again, as the person says it is to be read. */
  lookAgain: (file: string, reading: FileReading, of: RowsOf) => Promise<void>;
  drop: (file: string) => void;
  use: (file: string, columns: ColumnUse[]) => void;
  takeEvent: (file: string, name: string, of: EventUse) => void;
  change: (file: string, plan: Partial<FilePlan>) => void;
  /** Reads everything by the plans, and goes where that leads. */
  tryIt: () => Promise<void>;
  go: (step: Step) => void;
  keepFor: (days: number | null) => void;
  keep: () => Promise<void>;
}

/** Kept for so many days, unless the person says otherwise. */
const DAYS = 90;
/** How often one looks how far it is, in milliseconds. */
const LOOK = 250;

const NOTHING = {
  step: "file" as Step,
  files: [],
  work: null,
  trial: null,
  kept: null,
  days: DAYS,
  refused: null,
};

export const useIntake = create<IntakeState>()((set, get) => {
  const document = () => useJourney.getState().opened?.document ?? "";

  /** Does what takes a while, and shows how far the core has read. */
  async function work<T>(
    what: Work["what"],
    files: readonly FileInHand[],
    ask: () => Promise<T>,
  ): Promise<T | null> {
    const stop = () => {
      for (const { file } of files) call("stop_reading", { file }).catch(() => undefined);
    };
    set({ work: { what, name: files.map((file) => file.name).join(" + "), share: 0, stop }, refused: null });
    const timer = window.setInterval(async () => {
      const each = await Promise.all(files.map(({ file }) => call("standing", { file }).catch(() => null)));
      const [done, total] = (["done", "total"] as const).map((key) =>
        each.reduce((sum, standing) => sum + (standing?.[key] ?? 0), 0),
      ) as [number, number];
      const { work } = get();
      if (work) set({ work: { ...work, share: total > 0 ? done / total : 0 } });
    }, LOOK);
    try {
      return await ask();
    } catch (error) {
      const refused = refusedOf(error);
      // Whoever stopped it knows.
      set({ refused: refused.code === "stopped" ? null : refused });
      return null;
    } finally {
      window.clearInterval(timer);
      set({ work: null });
    }
  }

  async function look(held: FileInHand, reading: FileReading, of: RowsOf | null) {
    const found = await work("looking", [held], () =>
      call("look_at", { document: document(), file: held.file, reading, of }),
    );
    if (!found) {
      // One that cannot be read as it is stays only where it was read before.
      if (!get().files.some(({ look }) => look.file === held.file)) letGo(held.file);
      return;
    }
    // Another file of the same kind takes the place of the one before.
    const others = get().files.filter(({ look }) => look.file !== found.file && look.of !== found.of);
    const files = [...others, { look: found, plan: planOf(found) }];
    files.sort((one, other) => one.look.of.localeCompare(other.look.of));
    for (const { look } of get().files)
      if (!files.some((file) => file.look.file === look.file)) letGo(look.file);
    set({ files, trial: null });
  }

  const plans = () => get().files.map(({ plan }) => plan);
  const held = () => get().files.map(({ look }) => look);

  return {
    ...NOTHING,
    choose: async () => {
      try {
        const held = await call("choose_data", {});
        if (held) await look(held, { encoding: null, separator: null }, null);
      } catch (error) {
        set({ refused: refusedOf(error) });
      }
    },
    add: async (file) => {
      let wanted = true;
      const stop = () => {
        wanted = false;
      };
      const heard = (share: number) => set({ work: { what: "handing", name: file.name, share, stop } });
      heard(0);
      set({ refused: null });
      try {
        const held = await handOver(file, heard, () => wanted);
        set({ work: null });
        if (held) await look(held, { encoding: null, separator: null }, null);
      } catch (error) {
        set({ refused: refusedOf(error), work: null });
      }
    },
    lookAgain: async (file, reading, of) => {
      const given = get().files.find(({ look }) => look.file === file);
      if (given) await look(given.look, reading, of);
    },
    drop: (file) => {
      letGo(file);
      set({ files: get().files.filter(({ look }) => look.file !== file), trial: null, refused: null });
    },
    use: (file, columns) => get().change(file, { columns }),
    takeEvent: (file, name, of) => {
      const given = get().files.find(({ look }) => look.file === file);
      if (given) get().change(file, { events: { ...given.plan.events, [name]: of } });
    },
    change: (file, changed) =>
      set({
        files: get().files.map((given) =>
          given.look.file === file ? { ...given, plan: { ...given.plan, ...changed } } : given,
        ),
      }),
    tryIt: async () => {
      const trial = await work("trying", held(), () =>
        call("try_files", { document: document(), plans: plans() }),
      );
      if (trial) set({ trial, step: trial.ready ? "keep" : "problems" });
    },
    go: (step) => set({ step, refused: null }),
    keepFor: (days) => set({ days }),
    keep: async () => {
      const { opened, show } = useJourney.getState();
      if (!opened) return;
      const { document, revision } = opened;
      const taken = await work("keeping", held(), () =>
        call("take_in", { document, revision, plans: plans(), days: get().days }),
      );
      if (!taken) return;
      set({ kept: taken.population, files: [] });
      if (taken.applied) show(await call("open", { document }));
    },
  };
});

function letGo(file: string) {
  call("let_go", { file }).catch(() => undefined);
}

export function openIntake() {
  useIntake.setState(NOTHING);
  useView.setState({ dialog: "intake" });
}

/** Closes the wizard; files in hand are let go. */
export function closeIntake() {
  const { files, work } = useIntake.getState();
  work?.stop();
  for (const { look } of files) letGo(look.file);
  useIntake.setState(NOTHING);
  useView.setState({ dialog: null });
}
