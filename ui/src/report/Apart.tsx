// A difference with its interval; grey where nobody can tell, or nobody differs.
import { useTranslation } from "react-i18next";
import type { Difference } from "../bindings/compare/Difference";
import { useText } from "../i18n/text";
import { valueIn } from "./estimate";
import { CannotTell } from "./parts";

export function Apart({ kpi }: { kpi: Difference }) {
  const { t } = useTranslation();
  const { language } = useText();
  if (kpi.verdict === "same") return <CannotTell>{t("report.versions.sameForAll")}</CannotTell>;
  const signed = (value: number) => `${value > 0 ? "+" : ""}${valueIn(language, kpi, value)}`;
  const tint = kpi.verdict === "cannot_tell" ? "text-soft" : "font-medium";
  return (
    <span className={tint} data-difference={kpi.difference}>
      {signed(kpi.difference)}
      <span className="block text-xs">
        {kpi.low === null || kpi.high === null
          ? t("report.cannotTell")
          : t("report.interval", { low: signed(kpi.low), high: signed(kpi.high) })}
        {kpi.verdict === "cannot_tell" && kpi.low !== null && ` · ${t("report.cannotTell")}`}
      </span>
    </span>
  );
}
