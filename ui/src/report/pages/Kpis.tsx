// The figures of merit, large, each with its interval beneath.
import { useTranslation } from "react-i18next";
import type { Kpi } from "../../bindings/report/Kpi";
import type { Report } from "../../bindings/report/Report";
import { useFigures } from "../../rehearsal/figures";
import { useEstimate } from "../estimate";
import { CannotTell, Page, Table } from "../parts";
import { useReportNames } from "../useSaid";

export function Kpis({ report }: { report: Report }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const { said } = useReportNames(report);
  const { estimate, interval, value } = useEstimate();
  const main = report.kpis.find((kpi) => kpi.id === report.verdict.kpi);
  const target = (kpi: Kpi) => {
    if (kpi.target === undefined) return "";
    const met = kpi.target_met === undefined ? "unknown" : kpi.target_met ? "met" : "missed";
    return `${value(kpi, kpi.target)} ${t(`report.kpis.${met}`)}`;
  };
  const answer = main
    ? t("report.kpis.answer", {
        name: said(main.name),
        estimate: estimate(main),
        interval: interval(main) ?? t("report.cannotTell"),
      })
    : t("report.kpis.noGoal");
  return (
    <Page question={t("report.kpis.question")} answer={answer}>
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(13rem,1fr))] gap-4">
        {report.kpis.map((kpi) => (
          <li key={kpi.id} className="rounded-panel border border-line p-4" data-kpi={kpi.id}>
            <p className="text-xs text-soft">{said(kpi.name)}</p>
            <p className="mt-1 text-xl font-semibold">{estimate(kpi)}</p>
            <p className="text-xs">{interval(kpi) ?? <CannotTell>{t("report.cannotTell")}</CannotTell>}</p>
            {kpi.modelled && <p className="mt-1 text-xs text-warning">{t("report.kpis.modelled")}</p>}
          </li>
        ))}
      </ul>
      <Table
        label={t("report.page.kpis")}
        rows={report.kpis}
        keyOf={(kpi) => kpi.id}
        columns={[
          {
            head: t("report.kpis.figure"),
            cell: (kpi) => (
              <>
                {said(kpi.name)}
                <span className="block text-xs text-soft">{said(kpi.definition)}</span>
              </>
            ),
          },
          { head: t("report.kpis.estimate"), cell: estimate, figure: true },
          {
            head: t("report.kpis.interval"),
            cell: (kpi) => interval(kpi) ?? <CannotTell>{t("report.cannotTell")}</CannotTell>,
          },
          { head: t("report.kpis.of"), cell: (kpi) => figures.count(kpi.n), figure: true },
          { head: t("report.kpis.target"), cell: target },
          { head: t("report.kpis.method"), cell: (kpi) => t(`report.method.${kpi.method}`) },
        ]}
      />
    </Page>
  );
}
