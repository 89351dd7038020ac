// How much people hear from us, and what kept messages back.
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Report } from "../../bindings/report/Report";
import { useFigures } from "../../rehearsal/figures";
import { Chart, type Colors, figuresAxis, namesAxis } from "../Chart";
import { Page, Part, Table } from "../parts";
import { useReportNames } from "../useSaid";

const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);

export function PressurePage({ report }: { report: Report }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const { step } = useReportNames(report);
  const { channels, per_customer, most_in_7_days, in_quiet_hours } = report.pressure;
  const everyone = sum(per_customer);
  const rows = per_customer.map((count, messages) => ({
    messages,
    count,
    week: most_in_7_days[messages] ?? 0,
  }));
  // The longer list says up to how many; its last place is that many and more.
  const label = (messages: number) =>
    messages === per_customer.length - 1 && messages > 0
      ? t("report.pressure.andMore", { count: messages })
      : t("rehearse.messages", { count: messages });
  const most = most_in_7_days.findLastIndex((count) => count > 0);
  const option = useCallback(
    (colors: Colors) => ({
      xAxis: namesAxis(
        colors,
        per_customer.map((_, messages) => String(messages)),
      ),
      yAxis: figuresAxis(colors, figures.count),
      series: [
        {
          type: "bar",
          data: per_customer,
          barMaxWidth: 36,
          itemStyle: { color: colors.accent },
          label: {
            show: true,
            position: "top",
            color: colors.ink,
            formatter: ({ value }: { value: number }) => figures.count(value),
          },
        },
      ],
    }),
    [per_customer, figures],
  );
  const refusals = Object.entries(report.nodes).flatMap(([id, node]) => [
    ...Object.entries(node?.blocked ?? {}).map(([reason, count]) => ({ id, reason, count: count ?? 0 })),
    { id, reason: "deferred", count: node?.deferred ?? 0 },
  ]);
  const kept = refusals.filter(({ count }) => count > 0).sort((one, other) => other.count - one.count);
  const quiet = sum(Object.values(in_quiet_hours).map((count) => count ?? 0));
  return (
    <Page
      question={t("report.pressure.question")}
      answer={t("report.pressure.answer", { count: Math.max(most, 0) })}
    >
      <Part title={t("report.pressure.picture")} help={t("report.overRuns", { runs: report.options.runs })}>
        <Chart name={t("report.pressure.picture")} height={260} option={option} />
        <Table
          label={t("report.pressure.picture")}
          rows={rows}
          keyOf={({ messages }) => String(messages)}
          columns={[
            { head: t("report.pressure.messages"), cell: ({ messages }) => label(messages) },
            { head: t("report.pressure.all"), cell: ({ count }) => figures.count(count), figure: true },
            {
              head: t("report.share"),
              cell: ({ count }) => figures.share(everyone > 0 ? count / everyone : 0),
              figure: true,
            },
            { head: t("report.pressure.week"), cell: ({ week }) => figures.count(week), figure: true },
          ]}
        />
      </Part>
      <Part title={t("report.pressure.channels")}>
        <Table
          label={t("report.pressure.channels")}
          rows={Object.entries(channels)}
          keyOf={([channel]) => channel}
          columns={[
            { head: t("report.pressure.channel"), cell: ([channel]) => t(`report.channel.${channel}`) },
            { head: t("report.pressure.sent"), cell: ([, count]) => figures.count(count ?? 0), figure: true },
          ]}
        />
      </Part>
      <Part
        title={t("report.pressure.kept")}
        help={t("report.pressure.quiet", { count: quiet, number: figures.count(quiet) })}
      >
        <Table
          label={t("report.pressure.kept")}
          rows={kept}
          keyOf={({ id, reason }) => `${id} ${reason}`}
          columns={[
            { head: t("rehearse.step"), cell: ({ id }) => step(id) },
            { head: t("report.pressure.reason"), cell: ({ reason }) => t(`report.blocked.${reason}`) },
            { head: t("report.pressure.contacts"), cell: ({ count }) => figures.count(count), figure: true },
          ]}
        />
      </Part>
    </Page>
  );
}
