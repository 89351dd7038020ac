// What is in the hand: language, theme, selection, open panels. The core keeps language, theme and what was placed last.
import { create } from "zustand";
import { call } from "../bridge";

export type Language = "ja" | "en";
export type Theme = "system" | "light" | "dark";

interface ViewState {
  language: Language;
  theme: Theme;
  dialogs: boolean;
  selected: string[];
  problems: boolean;
  /** The finding that was looked at last. */
  problem: string | null;
  /** The kinds that were placed last, the last first. */
  recent: string[];
  setLanguage: (language: Language) => void;
  setTheme: (theme: Theme) => void;
  select: (selected: string[]) => void;
  showProblems: (problems: boolean) => void;
  placed: (kind: string) => void;
  restore: () => Promise<void>;
}

const systemLanguage = (): Language => (navigator.language.startsWith("ja") ? "ja" : "en");

const RECENT = 6;

export const useView = create<ViewState>()((set, get) => ({
  language: systemLanguage(),
  theme: "system",
  dialogs: false,
  selected: [],
  problems: false,
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
  select: (selected) => set({ selected }),
  showProblems: (problems) => set({ problems }),
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
    set({ language, theme, dialogs, recent });
  },
}));

/** A preference that cannot be kept is still in force until the window closes; nothing is lost by it. */
function keep(key: string, value: string | string[]) {
  call("prefer", { key, value }).catch(() => undefined);
}
