// Puts the chosen theme and language on the page.
import { useLayoutEffect } from "react";
import { i18n } from "../i18n";
import { useView } from "../state/view";

export function useTheme() {
  const theme = useView((view) => view.theme);
  const language = useView((view) => view.language);
  useLayoutEffect(() => {
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    const put = () => {
      const dark = theme === "dark" || (theme === "system" && system.matches);
      document.documentElement.dataset.theme = dark ? "dark" : "light";
    };
    put();
    system.addEventListener("change", put);
    return () => system.removeEventListener("change", put);
  }, [theme]);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    void i18n.changeLanguage(language);
  }, [language]);
}
