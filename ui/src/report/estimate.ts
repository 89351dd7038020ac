// How a figure of merit is written: with no more digits than its interval deserves, and its unit.
import { useTranslation } from "react-i18next";
import type { Kpi } from "../bindings/report/Kpi";
import { useFigures } from "../rehearsal/figures";
import { useView } from "../state/view";

/** Returns how many decimals a figure deserves whose interval has this half-width: two digits of it. */
export function decimalsFor(half: number): number {
  if (!(half > 0) || !Number.isFinite(half)) return 1;
  return Math.min(Math.max(1 - Math.floor(Math.log10(half)), 0), 3);
}

type Figure = Pick<Kpi, "unit" | "low" | "high">;

/** Returns how a value of a figure is written in a language, lengths of time apart. */
export function valueIn(language: string, of: Figure, value: number): string {
  const isShare = of.unit === "share";
  const factor = isShare ? 100 : 1;
  const half = of.low !== null && of.high !== null ? ((of.high - of.low) / 2) * factor : null;
  const isMoney = /^[A-Z]{3}$/.test(of.unit);
  const usual = isMoney ? 0 : 1;
  const digits = Math.max(half === null ? usual : decimalsFor(half), isShare ? 1 : 0);
  const shown = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  if (isShare) return new Intl.NumberFormat(language, { style: "percent", ...shown }).format(value);
  if (isMoney)
    return new Intl.NumberFormat(language, { style: "currency", currency: of.unit, ...shown }).format(value);
  return new Intl.NumberFormat(language, shown).format(value);
}

export function useEstimate() {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  const figures = useFigures();
  const value = (of: Figure, value: number) =>
    of.unit === "ms" ? figures.length(value) : valueIn(language, of, value);
  return {
    value,
    estimate: (kpi: Kpi) => (kpi.estimate === null ? "–" : value(kpi, kpi.estimate)),
    /** The 95 % interval; none where nobody can tell. */
    interval: (of: Figure) =>
      of.low === null || of.high === null
        ? null
        : t("report.interval", { low: value(of, of.low), high: value(of, of.high) }),
  };
}
