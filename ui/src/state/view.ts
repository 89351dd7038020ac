// What is in the hand: language, theme, selection, open panels. The core keeps language, theme and what was placed last.
import { create } from "zustand";
import { call } from "../bridge";
import { usePanels } from "../panels/panels";
import type { Measure } from "../rehearsal/heat";

export type Language = "ja" | "en";
export type Theme = "system" | "light" | "dark";

export type ConditionsAs = "rows" | "text";

export const DRAWERS = [
  "problems",
  "readiness",
  "tests",
  "steps",
  "customers",
  "search",
  "history",
  "snapshots",
] as const;
export type Drawer = (typeof DRAWERS)[number];

interface ViewState {
  language: Language;
  theme: Theme;
  dialogs: boolean;
  /** The steps that are selected. */
  selected: string[];
  /** The notes and groups that are selected. */
  framed: string[];
  /** What the drawer below shows, if it is open. */
  drawer: Drawer | null;
  /** Whether the stages are shown as lanes. */
  lanes: boolean;
  /** What the drawing is colored by, after a rehearsal. */
  measure: Measure | null;
  /** Whether the first things to do are listed. */
  checklist: boolean;
  /** How conditions are shown where both ways can. */
  conditions: ConditionsAs;
  dialog: "commands" | "shortcuts" | "intake" | "people" | null;
  /** The finding that was looked at last. */
  problem: string | null;
  /** The kinds that were placed last, the last first. */
  recent: string[];
  setLanguage: (language: Language) => void;
  setTheme: (theme: Theme) => void;
  select: (selected: string[], framed?: string[]) => void;
  showDrawer: (drawer: Drawer | null) => void;
  /** Opens the drawer on this, or closes it where it shows this already. */
  toggle: (drawer: Drawer) => void;
  showLanes: (lanes: boolean) => void;
  showChecklist: (checklist: boolean) => void;
  showConditions: (conditions: ConditionsAs) => void;
  placed: (kind: string) => void;
  restore: () => Promise<void>;
}

const systemLanguage = (): Language => (globalThis.navigator?.language.startsWith("ja") ? "ja" : "en");

const RECENT = 6;

export const useView = create<ViewState>()((set, get) => ({
  language: systemLanguage(),
  theme: "system",
  dialogs: false,
  selected: [],
  framed: [],
  drawer: null,
  lanes: false,
  measure: null,
  checklist: true,
  conditions: "rows",
  dialog: null,
  problem: null,
  recent: [],
  setLanguage: (language) => {
    set({ language });
    keep("language", language);
  },
  setTheme: (theme) => {
    set({ theme });
    keep("theme", theme);
  },
  select: (selected, framed = []) => set({ selected, framed }),
  showDrawer: (drawer) => set({ drawer }),
  toggle: (drawer) => set({ drawer: get().drawer === drawer ? null : drawer }),
  showLanes: (lanes) => {
    set({ lanes });
    keep("lanes", lanes);
  },
  showChecklist: (checklist) => {
    set({ checklist });
    keep("checklist", checklist);
  },
  showConditions: (conditions) => {
    set({ conditions });
    keep("conditions", conditions);
  },
  placed: (kind) => {
    const recent = [kind, ...get().recent.filter((known) => known !== kind)].slice(0, RECENT);
    set({ recent });
    keep("recent_kinds", recent);
  },
  restore: async () => {
    const { values, dialogs } = await call("preferences", {});
    const language =
      values.language === "ja" || values.language === "en" ? values.language : systemLanguage();
    const theme = values.theme === "light" || values.theme === "dark" ? values.theme : "system";
    const recent = Array.isArray(values.recent_kinds) ? values.recent_kinds.map(String) : [];
    const conditions = values.conditions === "text" ? "text" : "rows";
    const [lanes, checklist] = [values.lanes === true, values.checklist !== false];
    set({ language, theme, dialogs, recent, conditions, lanes, checklist });
    usePanels.getState().restore(values.panels);
  },
}));

/** A preference that cannot be kept is still in force until the window closes; nothing is lost by it. */
function keep(key: string, value: string | string[] | boolean) {
  call("prefer", { key, value }).catch(() => undefined);
}
