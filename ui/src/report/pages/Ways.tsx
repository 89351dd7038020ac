// The ways people go, the most trodden first, as a stream and as a table; what is not shown is counted.
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Path } from "../../bindings/report/Path";
import type { Report } from "../../bindings/report/Report";
import { useFigures } from "../../rehearsal/figures";
import { Chart, type Colors } from "../Chart";
import { Page, Part, Table } from "../parts";
import { streamOf } from "../stream";
import { useReportNames } from "../useSaid";

/** A step is named in the stream from this share of it on. */
const NAMED = 0.08;

export function Ways({ report }: { report: Report }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const names = useReportNames(report);
  const paths = report.people?.paths;
  const stream = useMemo(() => (paths ? streamOf(paths.top) : null), [paths]);
  const { step, way } = names;
  const total = paths?.top.reduce((sum, path) => sum + path.instances, 0) ?? 0;
  const option = useCallback(
    (colors: Colors) => ({
      series: [
        {
          type: "sankey",
          left: 8,
          right: 84,
          top: 8,
          bottom: 8,
          nodeWidth: 10,
          nodeGap: 12,
          layoutIterations: 32,
          draggable: false,
          data: stream?.nodes.map(({ key }) => ({ name: key, itemStyle: { color: colors.accent } })) ?? [],
          links: stream?.links ?? [],
          lineStyle: { color: colors.accent, opacity: 0.22, curveness: 0.5 },
          label: {
            color: colors.ink,
            width: 78,
            overflow: "break",
            fontSize: 11,
            lineHeight: 14,
            formatter: ({ name }: { name: string }) => {
              const node = stream?.nodes.find(({ key }) => key === name);
              // A name on a sliver of the stream would lie over its neighbors; the table has it.
              const wide = node && node.count >= total * NAMED;
              return wide ? `${step(node.step)} ${figures.count(node.count)}` : "";
            },
          },
        },
      ],
    }),
    [stream, step, figures, total],
  );
  if (!paths || !stream) return <Missing />;
  const [first] = paths.top;
  const told = ({ turns }: Path) =>
    turns.map((turn) => {
      const at = turn.lastIndexOf(".");
      const [id, port] = [turn.slice(0, at), turn.slice(at + 1)];
      const several = Object.keys(report.nodes[id]?.ports ?? {}).length > 1;
      return several ? `${step(id)} › ${way(id, port)}` : step(id);
    });
  const answer = first
    ? t("report.ways.answer", { count: paths.different, share: figures.share(first.share) })
    : t("report.ways.none");
  return (
    <Page question={t("report.ways.question")} answer={answer}>
      <Part
        title={t("report.ways.picture")}
        help={t("report.ways.pictureHelp", { share: figures.share(paths.others_share) })}
      >
        <Chart name={t("report.ways.picture")} height={420} option={option} />
      </Part>
      <Part title={t("report.ways.table")} help={t("report.firstRun")}>
        <Table
          label={t("report.ways.table")}
          rows={paths.top.map((path, place) => ({ path, place }))}
          keyOf={({ place }) => String(place + 1)}
          columns={[
            { head: "", cell: ({ place }) => place + 1, figure: true },
            { head: t("report.ways.way"), cell: ({ path }) => told(path).join(" → ") },
            { head: t("report.instances"), cell: ({ path }) => figures.count(path.instances), figure: true },
            { head: t("report.share"), cell: ({ path }) => figures.share(path.share), figure: true },
            {
              head: t("report.ways.cumulative"),
              cell: ({ path }) => figures.share(path.cumulative),
              figure: true,
            },
            {
              head: t("report.ways.median"),
              cell: ({ path }) => (path.median_ms === null ? "–" : figures.length(path.median_ms)),
              figure: true,
            },
            {
              head: t("report.ways.goal"),
              cell: ({ path }) => (path.goal_rate === null ? "–" : figures.share(path.goal_rate)),
              figure: true,
            },
          ]}
        />
        <p className="mt-2 text-soft" data-others>
          {t("report.ways.others", {
            number: figures.count(paths.others),
            ways: figures.count(paths.different - paths.top.length),
            share: figures.share(paths.others_share),
          })}
        </p>
      </Part>
    </Page>
  );
}

function Missing() {
  const { t } = useTranslation();
  return <p className="px-8 py-8 text-soft">{t("report.notYet")}</p>;
}
