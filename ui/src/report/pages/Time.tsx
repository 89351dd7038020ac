// How long it takes to the goal, and when messages go out.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Report } from "../../bindings/report/Report";
import { type Figures, useFigures } from "../../rehearsal/figures";
import { heatRamp } from "../../rehearsal/heat";
import { Chart, type Colors, figuresAxis, namesAxis } from "../Chart";
import { Page, Part, Table } from "../parts";

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export function Time({ report }: { report: Report }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const goals = Object.entries(report.time.goals).flatMap(([name, goal]) =>
    goal ? [{ name, ...goal }] : [],
  );
  const [first] = goals;
  const answer =
    first && first.among_reached_ms.p50 !== null
      ? t("report.time.answer", { goal: first.name, half: figures.length(first.among_reached_ms.p50) })
      : t("report.time.none");
  return (
    <Page question={t("report.time.question")} answer={answer}>
      {first && first.curve.length > 1 && (
        <Part title={t("report.time.curve", { goal: first.name })} help={t("report.time.curveHelp")}>
          <Curve name={t("report.time.curve", { goal: first.name })} curve={first.curve} figures={figures} />
        </Part>
      )}
      <Part title={t("report.time.goals")} help={t("report.overRuns", { runs: report.options.runs })}>
        <Table
          label={t("report.time.goals")}
          rows={goals}
          keyOf={({ name }) => name}
          columns={[
            { head: t("report.time.goal"), cell: ({ name }) => name },
            { head: t("report.time.reached"), cell: (goal) => figures.count(goal.reached), figure: true },
            ...(["p10", "p50", "p90"] as const).map((part) => ({
              head: t(`report.time.${part}`),
              cell: (goal: (typeof goals)[number]) => {
                const ms = goal.among_reached_ms[part];
                return ms === null ? "–" : figures.length(ms);
              },
              figure: true,
            })),
            { head: t("report.time.censored"), cell: (goal) => figures.count(goal.censored), figure: true },
            { head: t("report.time.late"), cell: (goal) => figures.count(goal.late), figure: true },
          ]}
        />
      </Part>
      <Part
        title={t("report.time.sends")}
        help={t("report.time.sendsHelp", { zone: report.options.time_zone })}
      >
        <Week sends={report.time.sends} figures={figures} />
      </Part>
    </Page>
  );
}

function Curve({ name, curve, figures }: { name: string; curve: [number, number][]; figures: Figures }) {
  const option = useCallback(
    (colors: Colors) => ({
      xAxis: { ...figuresAxis(colors, figures.length), max: curve.at(-1)?.[0] },
      yAxis: { ...figuresAxis(colors, figures.share) },
      series: [
        {
          type: "line",
          step: "end",
          showSymbol: false,
          data: curve,
          lineStyle: { color: colors.accent, width: 2 },
          areaStyle: { color: colors.accent, opacity: 0.08 },
        },
      ],
    }),
    [curve, figures],
  );
  return <Chart name={name} height={260} option={option} />;
}

/** A week of sends: the darkest hour is the one with the most. */
function Week({ sends, figures }: { sends: number[][]; figures: Figures }) {
  const { t } = useTranslation();
  const most = Math.max(1, ...sends.flat());
  const days = DAYS.map((day) => t(`week.day.${day}`));
  const option = useCallback(
    (colors: Colors) => ({
      grid: { left: 8, right: 8, top: 8, bottom: 8, outerBoundsMode: "same", outerBoundsContain: "all" },
      xAxis: { ...namesAxis(colors, HOURS), axisLabel: { color: colors.soft, interval: 2 } },
      yAxis: { ...namesAxis(colors, [...days].reverse()), axisLabel: { color: colors.ink } },
      visualMap: { min: 0, max: most, show: false, inRange: { color: heatRamp() } },
      series: [
        {
          type: "heatmap",
          data: sends.flatMap((day, place) => day.map((count, hour) => [hour, 6 - place, count])),
          itemStyle: { borderColor: colors.panel, borderWidth: 1 },
        },
      ],
    }),
    [sends, most, days],
  );
  const rows = sends.map((day, place) => ({ day: days[place] ?? "", counts: day }));
  return (
    <>
      <Chart name={t("report.time.sends")} height={220} option={option} />
      <p className="my-1 text-xs text-soft">{t("report.time.most", { number: figures.count(most) })}</p>
      <details>
        <summary className="cursor-pointer text-xs text-soft">{t("report.asTable")}</summary>
        <Table
          label={t("report.time.sends")}
          rows={rows}
          keyOf={({ day }) => day}
          columns={[
            { head: "", cell: ({ day }) => day },
            ...HOURS.map((hour, place) => ({
              head: hour,
              cell: ({ counts }: (typeof rows)[number]) => figures.count(counts[place] ?? 0),
              figure: true,
            })),
          ]}
        />
      </details>
    </>
  );
}
