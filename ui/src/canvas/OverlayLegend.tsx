// What the drawing is held against, what the signs mean, and the way to the table that says the same.
import { Panel } from "@xyflow/react";
import { RefreshCw, Table2, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Differs } from "../bindings/Differs";
import { useComparison } from "../report/comparison";
import { SIGNS, TINTS, useOverlay } from "../report/overlay";
import { useReport } from "../report/report";
import { useJourney } from "../state/journey";

const ALL: readonly Differs[] = ["added", "removed", "changed"];

export function OverlayLegend() {
  const { t } = useTranslation();
  const overlay = useOverlay();
  const { name, show, hold, against, revision } = useComparison();
  const stale = useJourney((journey) => journey.opened?.revision !== revision);
  if (!overlay) return null;
  const marks = [...overlay.steps, ...overlay.ways].map(({ mark }) => mark);
  const counts = ALL.map((mark) => ({ mark, count: marks.filter((own) => own === mark).length }));
  return (
    <Panel position="top-left">
      <section
        aria-label={t("overlay.label")}
        data-overlay={stale ? "stale" : "fresh"}
        className="nopan nowheel flex max-w-2xl items-start gap-2 rounded-panel border border-line bg-panel px-3 py-1.5 text-xs"
      >
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <span className="text-soft">{t("overlay.against", { name })}</span>
          {counts.map(({ mark, count }) => (
            <span key={mark} className={`font-semibold ${TINTS[mark]}`}>
              {SIGNS[mark]} {t(`overlay.count.${mark}`, { count })}
            </span>
          ))}
          {stale && (
            <button
              type="button"
              className="quiet border border-control"
              title={t("overlay.stale")}
              onClick={() => against && void hold(against, name)}
            >
              <RefreshCw size={13} />
              {t("overlay.again")}
            </button>
          )}
          <button type="button" className="quiet" onClick={() => useReport.getState().open("versions")}>
            <Table2 size={13} />
            {t("overlay.table")}
          </button>
        </div>
        <button
          type="button"
          className="quiet shrink-0"
          aria-label={t("overlay.hide")}
          title={t("overlay.hide")}
          onClick={() => show(false)}
        >
          <X size={14} />
        </button>
      </section>
    </Panel>
  );
}
