// Where people come and where they stop: the drawing's figures, step by step.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Report } from "../../bindings/report/Report";
import { useFigures } from "../../rehearsal/figures";
import { Chart, type Colors, figuresAxis, namesAxis } from "../Chart";
import { Page, Part, Table } from "../parts";
import { useReportNames } from "../useSaid";

/** Most steps in the picture; the table has them all. */
const SHOWN = 20;

export function Steps({ report }: { report: Report }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const { step, way } = useReportNames(report);
  const { runs } = report.options;
  const rows = Object.entries(report.nodes).flatMap(([id, node]) => (node ? [{ id, node }] : []));
  rows.sort((one, other) => other.node.in - one.node.in);
  const lost = rows
    .filter(({ node }) => Object.keys(node.ports).length > 0)
    .map(({ id, node }) => ({ id, lost: node.ended + node.inside }))
    .sort((one, other) => other.lost - one.lost)[0];
  const shown = rows.slice(0, SHOWN);
  const option = useCallback(
    (colors: Colors) => ({
      yAxis: { ...namesAxis(colors, shown.map(({ id }) => step(id)).reverse()) },
      xAxis: figuresAxis(colors, figures.count),
      series: [
        {
          type: "bar",
          data: shown.map(({ node }) => Math.round(node.in / runs)).reverse(),
          barMaxWidth: 16,
          itemStyle: { color: colors.accent },
          label: {
            show: true,
            position: "right",
            color: colors.ink,
            formatter: ({ value }: { value: number }) => figures.count(value),
          },
        },
      ],
    }),
    [shown, step, figures, runs],
  );
  const answer =
    lost && lost.lost > 0
      ? t("report.steps.answer", {
          step: step(lost.id),
          count: lost.lost / runs,
          number: figures.count(lost.lost / runs),
        })
      : t("report.steps.nobody");
  return (
    <Page question={t("report.steps.question")} answer={answer}>
      <Part title={t("report.steps.picture", { count: shown.length })} help={t("report.aRun", { runs })}>
        <Chart
          name={t("report.steps.picture", { count: shown.length })}
          height={shown.length * 28 + 40}
          option={option}
        />
      </Part>
      <Part title={t("report.steps.table")} help={t("report.overRuns", { runs })}>
        <Table
          label={t("report.steps.table")}
          rows={rows}
          keyOf={({ id }) => id}
          columns={[
            {
              head: t("rehearse.step"),
              cell: ({ id, node }) => (
                <>
                  {step(id)}
                  {node.edges.length > 1 &&
                    node.edges.map((edge) => (
                      <span key={edge.port} className="flex gap-2 text-xs text-soft">
                        <span className="w-12 text-right">{figures.share(edge.share)}</span>
                        {way(id, edge.port)}
                      </span>
                    ))}
                </>
              ),
            },
            { head: t("report.steps.in"), cell: ({ node }) => figures.count(node.in), figure: true },
            { head: t("report.steps.out"), cell: ({ node }) => figures.count(node.out), figure: true },
            { head: t("report.steps.inside"), cell: ({ node }) => figures.count(node.inside), figure: true },
            { head: t("report.share"), cell: ({ node }) => figures.share(node.share), figure: true },
            {
              head: t("report.steps.wait"),
              cell: ({ node }) => (node.wait_ms.p50 === null ? "–" : figures.length(node.wait_ms.p50)),
              figure: true,
            },
          ]}
        />
      </Part>
    </Page>
  );
}
