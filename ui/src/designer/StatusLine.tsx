// Steps, findings, zoom, language, theme.
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useZoom } from "../canvas/flow";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { LanguageAndTheme } from "./LanguageAndTheme";

export function StatusLine() {
  const { t } = useTranslation();
  const opened = useJourney((journey) => journey.opened);
  const drawer = useView((view) => view.drawer);
  const zoom = useZoom();
  if (!opened) return null;
  const count = (severity: string) => opened.findings.filter((found) => found.severity === severity).length;
  const [errors, warnings, infos] = [count("error"), count("warning"), count("info")];
  return (
    <footer className="flex min-h-6 shrink-0 flex-wrap items-center gap-x-4 border-t border-line bg-panel px-3 text-xs text-soft">
      <span>{t("status.steps", { count: Object.keys(opened.drawing.nodes).length })}</span>
      <button
        type="button"
        aria-expanded={drawer === "problems"}
        className="flex items-center gap-3 hover:text-ink"
        onClick={() => useView.getState().toggle("problems")}
      >
        {errors > 0 && (
          <span className="flex items-center gap-1 text-error">
            <CircleAlert size={13} />
            {t("status.errors", { count: errors })}
          </span>
        )}
        {warnings > 0 && (
          <span className="flex items-center gap-1 text-warning">
            <TriangleAlert size={13} />
            {t("status.warnings", { count: warnings })}
          </span>
        )}
        {infos > 0 && (
          <span className="flex items-center gap-1 text-info">
            <Info size={13} />
            {t("status.infos", { count: infos })}
          </span>
        )}
        {errors + warnings + infos === 0 && (
          <span className="flex items-center gap-1 text-success">
            <CircleCheck size={13} />
            {t("status.clean")}
          </span>
        )}
      </button>
      <span className="flex-1" />
      <span title={t("status.zoom")}>{Math.round(zoom * 100)}%</span>
      <LanguageAndTheme />
    </footer>
  );
}
