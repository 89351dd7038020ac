// What it costs and what it is worth, step by step, and how shared offers are spent.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Report } from "../../bindings/report/Report";
import { useText } from "../../i18n/text";
import { useFigures } from "../../rehearsal/figures";
import { Chart, type Colors, figuresAxis, namesAxis } from "../Chart";
import { valueIn } from "../estimate";
import { Page, Part, Table } from "../parts";
import { useReportNames } from "../useSaid";

export function Money({ report }: { report: Report }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const { step } = useReportNames(report);
  const { language } = useText();
  const { runs } = report.options;
  const rows = Object.entries(report.nodes)
    .flatMap(([id, node]) => (node && (node.cost !== 0 || node.value !== 0) ? [{ id, ...node }] : []))
    .sort((one, other) => other.cost - one.cost);
  const offers = Object.entries(report.offers).flatMap(([name, offer]) =>
    offer ? [{ name, ...offer }] : [],
  );
  const spent = Object.values(report.offer_kinds ?? {}).reduce((all, kind) => all + (kind?.spent ?? 0), 0);
  const cost = rows.reduce((all, row) => all + row.cost, 0) + spent;
  const unit = report.kpis.find((kpi) => kpi.id === "cost_per_customer")?.unit ?? "";
  const money = (value: number) => valueIn(language, { unit, low: null, high: null }, value);
  const answer = t("report.money.answer", { cost: money(cost / runs), offers: money(spent / runs) });
  const charged = rows.filter((row) => row.cost > 0);
  const option = useCallback(
    (colors: Colors) => ({
      yAxis: namesAxis(colors, charged.map(({ id }) => step(id)).reverse()),
      xAxis: figuresAxis(colors, figures.money),
      series: [
        {
          type: "bar",
          barMaxWidth: 16,
          data: charged.map((row) => row.cost / runs).reverse(),
          itemStyle: { color: colors.accent },
          label: {
            show: true,
            position: "right",
            color: colors.ink,
            formatter: ({ value }: { value: number }) => figures.money(value),
          },
        },
      ],
    }),
    [charged, step, figures, runs],
  );
  return (
    <Page question={t("report.money.question")} answer={answer}>
      {charged.length > 0 && (
        <Part title={t("report.money.picture")} help={t("report.aRun", { runs })}>
          <Chart name={t("report.money.picture")} height={charged.length * 28 + 40} option={option} />
        </Part>
      )}
      <Part title={t("report.money.table")} help={t("report.overRuns", { runs })}>
        <Table
          label={t("report.money.table")}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            { head: t("rehearse.step"), cell: ({ id }) => step(id) },
            { head: t("rehearse.measure.cost"), cell: (row) => figures.money(row.cost), figure: true },
            { head: t("rehearse.measure.value"), cell: (row) => figures.money(row.value), figure: true },
          ]}
        />
      </Part>
      {offers.length > 0 && (
        <Part title={t("report.money.offers")} help={t("report.overRuns", { runs })}>
          <Table
            label={t("report.money.offers")}
            rows={offers}
            keyOf={({ name }) => name}
            columns={[
              { head: t("report.money.offer"), cell: ({ name }) => name },
              { head: t("report.money.issued"), cell: (offer) => figures.count(offer.issued), figure: true },
              { head: t("report.money.spent"), cell: (offer) => figures.money(offer.spent), figure: true },
              {
                head: t("report.money.refused"),
                cell: (offer) => figures.count(offer.refused),
                figure: true,
              },
              {
                head: t("report.money.budget"),
                cell: (offer) => (offer.budget === null ? "–" : figures.money(offer.budget)),
                figure: true,
              },
              {
                head: t("report.money.stock"),
                cell: (offer) => (offer.stock === null ? "–" : figures.count(offer.stock)),
                figure: true,
              },
            ]}
          />
        </Part>
      )}
    </Page>
  );
}
