// The mirror of the open document. Edits go to the core one after the other; what comes back is what is shown.
import { create } from "zustand";
import type { Applied } from "../bindings/Applied";
import type { Edit } from "../bindings/Edit";
import type { ForkAt } from "../bindings/ForkAt";
import type { Opened } from "../bindings/Opened";
import type { Refused } from "../bindings/Refused";
import type { Words } from "../bindings/Words";
import { call, Refusal } from "../bridge";
import { afterApplied } from "./patch";

/** Whether what is shown is kept: "saved" only once the core has answered. */
type Kept = "saved" | "saving" | "refused";

interface JourneyState {
  opened: Opened | null;
  kept: Kept;
  /** Commands that the core has not answered yet. */
  waiting: number;
  /** Why the last command could not be done, until it is read. */
  refused: Refused | null;
  show: (opened: Opened | null) => void;
  refuse: (error: unknown) => void;
  read: () => void;
  edit: (edit: Edit) => Promise<boolean>;
  undo: () => Promise<boolean>;
  redo: () => Promise<boolean>;
  paste: (text: string, offset: { x: number; y: number }) => Promise<string[]>;
  takeOutside: () => Promise<boolean>;
  /** Adds a scenario made of a customer of a rehearsal, as it went or with a change. */
  makeScenario: (run: string, customer: string, fork: ForkAt | null) => Promise<boolean>;
  /** Goes back to a snapshot. */
  restore: (snapshot: string) => Promise<boolean>;
}

/** Commands wait for each other, so that each is made against the revision the one before it made. */
let last: Promise<unknown> = Promise.resolve();

export const useJourney = create<JourneyState>()((set, get) => {
  async function act(ask: (opened: Opened) => Promise<Applied>): Promise<Applied | null> {
    set(({ waiting }) => ({ kept: "saving", waiting: waiting + 1 }));
    const answered = ({ waiting }: JourneyState) => ({ waiting: waiting - 1 });
    const turn = last.then(async () => {
      const opened = get().opened;
      if (!opened) {
        set(answered);
        return null;
      }
      try {
        const applied = await ask(opened);
        set((state) => ({
          ...answered(state),
          opened: state.opened && afterApplied(state.opened, applied),
          kept: state.waiting > 1 ? "saving" : "saved",
        }));
        return applied;
      } catch (error) {
        set(answered);
        get().refuse(error);
        return null;
      }
    });
    last = turn;
    return turn;
  }
  const base = (opened: Opened) => ({ document: opened.document, revision: opened.revision });
  const done = async (ask: (opened: Opened) => Promise<Applied>) => (await act(ask)) !== null;
  return {
    opened: null,
    kept: "saved",
    waiting: 0,
    refused: null,
    show: (opened) => set({ opened, kept: "saved", refused: null }),
    // What the hand has moved already stands again where the document says.
    refuse: (error) =>
      set(({ opened }) => ({ refused: refusedOf(error), kept: "refused", opened: opened && { ...opened } })),
    read: () => set({ refused: null, kept: "saved" }),
    edit: (edit) => done((opened) => call("edit", { ...base(opened), edit })),
    undo: () => done((opened) => call("undo", base(opened))),
    redo: () => done((opened) => call("redo", base(opened))),
    paste: async (text, offset) => {
      const applied = await act((opened) => call("paste", { ...base(opened), text, offset }));
      return applied ? Object.keys(applied.cards) : [];
    },
    takeOutside: () => done((opened) => call("take_outside", base(opened))),
    makeScenario: (run, customer, fork) =>
      done((opened) => call("make_scenario", { ...base(opened), run, customer, fork })),
    restore: (snapshot) => done((opened) => call("restore", { ...base(opened), snapshot })),
  };
});

/** What a command that could not be done says, whatever it threw. */
export function refusedOf(error: unknown): Refused {
  if (error instanceof Refusal) return error.refused;
  const text = String(error);
  const message: Words = { en: text, ja: text };
  return { code: "fault", message };
}
