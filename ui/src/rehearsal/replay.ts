// One customer's way on the drawing: which steps and wires it led over until a point of time, and going through it.
import { create } from "zustand";
import type { Story } from "../bindings/Story";
import { wireId } from "../canvas/graph";

interface ReplayState {
  story: Story | null;
  /** The line of the story that is shown, from 0. */
  at: number;
  /** The wires gone over so far, by the ids they have on the canvas. */
  ways: ReadonlySet<string>;
  /** Whether it goes on by itself. */
  playing: boolean;
  /** The step it stops at. */
  breakpoint: string | null;
  show: (story: Story | null) => void;
  go: (at: number) => void;
  play: (playing: boolean) => void;
  breakAt: (step: string | null) => void;
}

const NONE: ReadonlySet<string> = new Set();

export const useReplay = create<ReplayState>()((set, get) => ({
  story: null,
  at: 0,
  ways: NONE,
  playing: false,
  breakpoint: null,
  show: (story) => {
    const at = story ? story.lines.length - 1 : 0;
    set({ story, at, ways: waysUntil(story, at), playing: false });
  },
  go: (to) => {
    const { story } = get();
    if (!story) return;
    const at = Math.min(Math.max(to, 0), story.lines.length - 1);
    set({ at, ways: waysUntil(story, at) });
  },
  play: (playing) => {
    const { story, at } = get();
    if (!story) return;
    // From the end it begins anew.
    if (playing && at >= story.lines.length - 1) get().go(0);
    set({ playing });
  },
  breakAt: (breakpoint) => set({ breakpoint }),
}));

/** Returns the wires that lie behind the customer at a line. */
function waysUntil(story: Story | null, at: number): ReadonlySet<string> {
  const gone = story?.path.slice(0, story.lines[at]?.gone ?? 0) ?? [];
  return new Set(gone.map(({ node, port }) => wireId(node, port)));
}
