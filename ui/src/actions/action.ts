// What an action is.
import type { Flow } from "../canvas/flow";
import { useView } from "../state/view";

export const GROUPS = ["file", "edit", "place", "canvas", "rehearse", "view", "help"] as const;

export interface Action {
  id: string;
  /** Other words that people look for it by, and how its Japanese name is read. */
  also: string;
  group: (typeof GROUPS)[number];
  /** Shortcuts; the first is the one that is shown beside it. */
  keys: string[];
  /** Whether its keys also count while a text is typed; single letters and signs never do. */
  typing?: boolean;
  /** Whether it can be done now; always, where nothing is said. */
  applies?: () => boolean;
  run: (flow: Flow) => void;
}

export const canDo = (action: Action) => action.applies?.() ?? true;

/** Whether a step is selected. */
export const chosen = () => useView.getState().selected.length > 0;
