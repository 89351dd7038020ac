// By how many customers a way differs, in words: a number with its sign, or that nobody can tell.
import { useTranslation } from "react-i18next";
import type { WayDifference } from "../bindings/compare/WayDifference";
import { useText } from "../i18n/text";
import { decimalsFor } from "./estimate";

export function useApart() {
  const { t } = useTranslation();
  const { language } = useText();
  const written = (value: number, { low, high }: WayDifference, signed: boolean) => {
    const half = low !== null && high !== null ? (high - low) / 2 : 0;
    const digits = Math.min(decimalsFor(half), 1);
    const sign = signed ? ({ signDisplay: "exceptZero" } as const) : {};
    return new Intl.NumberFormat(language, { maximumFractionDigits: digits, ...sign }).format(value);
  };
  return {
    /** How many go it in one of the versions. */
    count: (value: number, gone: WayDifference) => written(value, gone, false),
    /** The difference with its interval; that nobody can tell where the interval holds zero, or there is none. */
    apart: (gone: WayDifference): string => {
      if (gone.verdict === "same") return t("report.versions.sameForAll");
      if (gone.verdict === "cannot_tell") return t("report.cannotTell");
      return t("overlay.people", { number: written(gone.difference, gone, true) });
    },
    interval: (gone: WayDifference): string =>
      gone.low === null || gone.high === null || gone.verdict === "same"
        ? ""
        : t("report.interval", {
            low: written(gone.low, gone, true),
            high: written(gone.high, gone, true),
          }),
  };
}
