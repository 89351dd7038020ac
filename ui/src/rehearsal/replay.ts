// One customer's way on the drawing: which steps and wires it led over until a point of time, and going through it; and
// beside it the way as it would go with a change.
import { create } from "zustand";
import type { ForkAt } from "../bindings/ForkAt";
import type { Forked } from "../bindings/Forked";
import type { Story } from "../bindings/Story";
import { wireId } from "../canvas/graph";

/** A way with a change, and the change. */
export interface Fork {
  at: ForkAt;
  forked: Forked;
}

/** The way as it was, or as it goes with the change. */
export type Side = "first" | "other";

interface ReplayState {
  story: Story | null;
  /** The rehearsal that the story is of. */
  run: string | null;
  fork: Fork | null;
  /** Whether it is being said what goes otherwise. */
  forking: boolean;
  /** Which way is gone through. */
  side: Side;
  /** The line of it that is shown, from 0. */
  at: number;
  /** The wires gone over so far, by the ids they have on the canvas. */
  ways: ReadonlySet<string>;
  /** Whether it goes on by itself. */
  playing: boolean;
  /** The step it stops at. */
  breakpoint: string | null;
  show: (story: Story | null, run?: string | null) => void;
  go: (at: number, side?: Side) => void;
  play: (playing: boolean) => void;
  breakAt: (step: string | null) => void;
  /** Begins or ends saying what goes otherwise. */
  ask: (forking: boolean) => void;
  /** Shows the other way beside the first; nothing puts it away. */
  part: (fork: Fork | null) => void;
}

const NONE: ReadonlySet<string> = new Set();

/** Returns the way that is gone through. */
export const wayOf = ({ side, story, fork }: Pick<ReplayState, "side" | "story" | "fork">): Story | null =>
  side === "other" && fork ? fork.forked.story : story;

export const useReplay = create<ReplayState>()((set, get) => ({
  story: null,
  run: null,
  fork: null,
  forking: false,
  side: "first",
  at: 0,
  ways: NONE,
  playing: false,
  breakpoint: null,
  show: (story, run = null) => {
    const at = story ? story.lines.length - 1 : 0;
    const ways = waysUntil(story, at);
    set({ story, run, at, ways, playing: false, fork: null, forking: false, side: "first" });
  },
  go: (to, side = get().side) => {
    const way = wayOf({ ...get(), side });
    if (!way) return;
    const at = Math.min(Math.max(to, 0), way.lines.length - 1);
    set({ at, side, ways: waysUntil(way, at) });
  },
  play: (playing) => {
    const way = wayOf(get());
    if (!way) return;
    // From the end it begins anew.
    if (playing && get().at >= way.lines.length - 1) get().go(0);
    set({ playing });
  },
  breakAt: (breakpoint) => set({ breakpoint }),
  ask: (forking) => set({ forking }),
  part: (fork) => {
    set({ fork, forking: false, playing: false });
    if (fork) get().go(fork.forked.same, "other");
    else get().go(get().at, "first");
  },
}));

/** Returns the wires that lie behind the customer at a line. */
function waysUntil(story: Story | null, at: number): ReadonlySet<string> {
  const gone = story?.path.slice(0, story.lines[at]?.gone ?? 0) ?? [];
  return new Set(gone.map(({ node, port }) => wireId(node, port)));
}
