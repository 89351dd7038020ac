// On a step of the drawing: how many came, as a number and as a bar; or its heat by the measure that is shown.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { NodeReport } from "../bindings/report/NodeReport";
import { useView } from "../state/view";
import { type Figures, useFigures } from "./figures";
import type { Measure } from "./heat";
import { useHeat, useRuns, useSeen, useWent } from "./seen";

/** Returns a measure as it is written. */
export function written(figures: Figures, measure: Measure, value: number): string {
  switch (measure) {
    case "count":
      return figures.count(value);
    case "drop":
      return figures.share(value);
    case "wait":
      return figures.length(value);
    case "cost":
    case "value":
      return figures.money(value);
  }
}

/** The number beside the sentence of a step. */
export function StepFigure({ id }: { id: string }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const measure = useView((view) => view.measure);
  const seen = useSeen(id);
  const heat = useHeat(id);
  const runs = useRuns();
  if (!seen) return null;
  if (measure !== null) {
    if (!heat) return null;
    return (
      <span
        data-figure={measure}
        className="shrink-0 rounded-sm px-1.5 text-xs font-semibold"
        style={{ background: heat.fill, color: heat.ink }}
      >
        {written(figures, measure, heat.value)}
      </span>
    );
  }
  return (
    <span
      data-figure="count"
      title={toldOf(t, figures, seen, runs)}
      className={`shrink-0 text-xs font-semibold ${seen.in === 0 ? "text-warning" : "text-ink"}`}
    >
      {seen.in === 0 ? t("rehearse.nobody") : figures.count(seen.in / runs)}
    </span>
  );
}

const toldOf = (t: TFunction, figures: Figures, seen: NodeReport, runs: number) =>
  t(runs > 1 ? "rehearse.cameOnAverage" : "rehearse.came", {
    number: figures.count(seen.in / runs),
    runs,
    share: figures.share(seen.share),
    drop: figures.share(seen.drop),
  });

/** The bar at the lower edge of a step's head: the share of all who came in that came here. */
export function StepBar({ id }: { id: string }) {
  const seen = useSeen(id);
  if (!seen || seen.in === 0) return null;
  return (
    <span aria-hidden className="absolute inset-x-0 bottom-0 h-[3px] bg-sunken">
      <span
        className="block h-full bg-accent"
        style={{ width: `${Math.max(Math.min(seen.share, 1) * 100, 1)}%` }}
      />
    </span>
  );
}

/** The share of a step's passes that went one way, beside its name. */
export function WayFigure({ id, port }: { id: string; port: string }) {
  const figures = useFigures();
  const seen = useSeen(id);
  const went = useWent(id, port);
  if (!seen || !went) return null;
  if (seen.out === 0) return null;
  return (
    <span data-share className="shrink-0 text-ink" title={figures.count(went.count)}>
      {figures.share((seen.ports[port] ?? 0) / seen.out)}
    </span>
  );
}
