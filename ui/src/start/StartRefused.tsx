// What is shown where the workspace cannot be read at all: why, what is safe, and the way out.
import { RefreshCw, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Refused } from "../bindings/Refused";
import { LanguageAndTheme } from "../designer/LanguageAndTheme";
import { useText } from "../i18n/text";
import { useTheme } from "../theme/theme";

export function StartRefused({ refused }: { refused: Refused }) {
  const { t } = useTranslation();
  const { words } = useText();
  useTheme();
  const known = ["locked", "newer_workspace", "unsafe_database", "no_answer"].includes(refused.code);
  return (
    <div className="flex h-full flex-col">
      <main className="grid min-h-0 flex-1 place-items-center p-8">
        <div role="alert" className="max-w-xl rounded-panel border border-line bg-panel p-8">
          <h1 className="flex items-center gap-3 text-lg font-semibold">
            <TriangleAlert size={22} className="shrink-0 text-warning" />
            {t("start.title")}
          </h1>
          <p className="mt-4">{words(refused.message)}</p>
          <p className="mt-3 text-soft">{t(`start.${known ? refused.code : "other"}`)}</p>
          <button
            type="button"
            className="quiet mt-6 border border-control"
            onClick={() => window.location.reload()}
          >
            <RefreshCw size={15} />
            {t("start.again")}
          </button>
        </div>
      </main>
      <footer className="flex h-8 items-center justify-end gap-2 border-t border-line bg-panel px-4">
        <LanguageAndTheme />
      </footer>
    </div>
  );
}
