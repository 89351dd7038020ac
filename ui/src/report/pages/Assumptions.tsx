// What the result rests on: every probability and duration, its source and range, and what its ends do to the result.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Report } from "../../bindings/report/Report";
import { useText } from "../../i18n/text";
import { useFigures } from "../../rehearsal/figures";
import { useRehearsal } from "../../rehearsal/rehearsal";
import { Chart, type Colors, figuresAxis, namesAxis } from "../Chart";
import { Page, Part, Table } from "../parts";
import { useReportNames } from "../useSaid";

/** Most bars in the picture; the table has them all. */
const SHOWN = 12;

export function Assumptions({ report }: { report: Report }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const { words } = useText();
  const { step } = useReportNames(report);
  const told = useRehearsal((rehearsal) => rehearsal.assumptions);
  const { low: sampleLow, high: sampleHigh } = report.kpis.find((kpi) => kpi.id === report.verdict.kpi) ?? {};
  const rows = report.assumptions.map((assumption, place) => {
    const [low, high] = assumption.tornado ?? [0, 0];
    const said = told[place];
    const name = `${step(assumption.node)}${said ? ` · ${words(said.of)}` : ""}`;
    return { ...assumption, place, name, width: Math.abs(high - low), said };
  });
  const widest = [...rows].sort((one, other) => other.width - one.width).filter(({ width }) => width > 0);
  const shown = widest.slice(0, SHOWN);
  const range = report.verdict.assumption_range;
  const middle = report.kpis.find((kpi) => kpi.id === report.verdict.kpi)?.estimate ?? 0;
  const option = useCallback(
    (colors: Colors) => {
      const bars = [...shown].reverse();
      const ends = bars.map(({ tornado }) => tornado ?? [middle, middle]);
      const from = Math.min(middle, ...ends.flat());
      const part = (pick: (low: number, high: number) => readonly [number, number], color: string) => ({
        type: "bar",
        stack: "bar",
        barMaxWidth: 16,
        itemStyle: { color },
        data: ends.map(([one = middle, other = middle]) => {
          const [start, end] = pick(Math.min(one, other), Math.max(one, other));
          return end - start;
        }),
      });
      return {
        yAxis: namesAxis(
          colors,
          bars.map(({ name }) => name),
        ),
        xAxis: {
          ...figuresAxis(colors, (value) => figures.share(value + from)),
          min: 0,
        },
        series: [
          { ...part((low) => [from, low], "transparent") },
          part((low) => [low, Math.max(low, middle)], colors.soft),
          part((_, high) => [Math.min(high, middle), high], colors.accent),
        ],
      };
    },
    [shown, middle, figures],
  );
  const [first] = widest;
  const answer = first
    ? t("report.assumptions.answer", {
        name: first.name,
        low: figures.share(Math.min(...(first.tornado ?? [0]))),
        high: figures.share(Math.max(...(first.tornado ?? [0]))),
      })
    : t("report.assumptions.none");
  return (
    <Page question={t("report.assumptions.question")} answer={answer}>
      {range &&
        sampleLow !== undefined &&
        sampleLow !== null &&
        sampleHigh !== undefined &&
        sampleHigh !== null && (
          <p className="rounded-panel bg-sunken px-4 py-3">
            {t("report.assumptions.two", {
              low: figures.share(sampleLow),
              high: figures.share(sampleHigh),
              from: figures.share(range[0]),
              to: figures.share(range[1]),
            })}
          </p>
        )}
      {shown.length > 0 && (
        <Part title={t("report.assumptions.picture")} help={t("report.assumptions.pictureHelp")}>
          <Chart name={t("report.assumptions.picture")} height={shown.length * 28 + 48} option={option} />
        </Part>
      )}
      <Part title={t("report.assumptions.table")}>
        <Table
          label={t("report.assumptions.table")}
          rows={rows}
          keyOf={({ place }) => String(place)}
          columns={[
            { head: t("rehearse.step"), cell: ({ node }) => step(node) },
            { head: t("report.assumptions.of"), cell: ({ said }) => (said ? words(said.of) : "") },
            { head: t("report.assumptions.written"), cell: ({ said }) => (said ? words(said.written) : "") },
            { head: t("report.assumptions.range"), cell: ({ said }) => said?.range ?? "" },
            { head: t("report.assumptions.source"), cell: ({ said }) => (said ? words(said.source) : "") },
            {
              head: t("report.assumptions.ends"),
              cell: ({ tornado }) =>
                tornado
                  ? t("report.interval", { low: figures.share(tornado[0]), high: figures.share(tornado[1]) })
                  : "",
              figure: true,
            },
          ]}
        />
      </Part>
    </Page>
  );
}
