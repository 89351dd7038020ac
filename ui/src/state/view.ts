// What is in the hand: language, theme, selection, open panels. Only language and theme are kept by the core.
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
  setLanguage: (language: Language) => void;
  setTheme: (theme: Theme) => void;
  select: (selected: string[]) => void;
  showProblems: (problems: boolean) => void;
  restore: () => Promise<void>;
}

const systemLanguage = (): Language => (navigator.language.startsWith("ja") ? "ja" : "en");

export const useView = create<ViewState>()((set) => ({
  language: systemLanguage(),
  theme: "system",
  dialogs: false,
  selected: [],
  problems: false,
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
  restore: async () => {
    const { values, dialogs } = await call("preferences", {});
    const language =
      values.language === "ja" || values.language === "en" ? values.language : systemLanguage();
    const theme = values.theme === "light" || values.theme === "dark" ? values.theme : "system";
    set({ language, theme, dialogs });
  },
}));

/** A preference that cannot be kept is still in force until the window closes; nothing is lost by it. */
function keep(key: string, value: string) {
  call("prefer", { key, value }).catch(() => undefined);
}
