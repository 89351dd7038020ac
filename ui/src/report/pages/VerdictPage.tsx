// May one act on it? The sentence, what to look at first, and what exactly was rehearsed.
import { useTranslation } from "react-i18next";
import type { Report } from "../../bindings/report/Report";
import { useFigures } from "../../rehearsal/figures";
import { Page, Part, Table } from "../parts";
import { useReportNames } from "../useSaid";

export function VerdictPage({ report }: { report: Report }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const { said } = useReportNames(report);
  const { verdict, health, options, population, journey, totals } = report;
  const made: [string, string][] = [
    ["customers", figures.count(population.customers)],
    ["events", figures.count(population.events)],
    ["runs", figures.count(options.runs)],
    ["seed", String(options.seed)],
    ["start", options.start],
    ["horizon", options.horizon],
    ["zone", options.time_zone],
    ["journey", journey.hash.slice(0, 12)],
    ["population", population.hash],
    ["engine", report.engine],
  ];
  const ends = Object.entries(totals.ended).map(([end, count]) => [t(`rehearse.end.${end}`), count ?? 0]);
  const all: [string, number][] = [
    [t("report.verdict.entered"), totals.entered],
    ...(ends as [string, number][]),
    [t("rehearse.end.expired"), totals.expired],
    [t("rehearse.end.inside"), totals.inside],
  ];
  return (
    <Page question={t("report.verdict.question")} answer={said(verdict.text)}>
      <p className={`rounded-panel px-4 py-3 ${TINTS[verdict.status]}`}>
        <strong className="font-semibold">{t(`rehearse.status.${verdict.status}`)}</strong>{" "}
        {t(`report.verdict.${verdict.status}`)}
      </p>
      <Part title={t("report.verdict.health")}>
        {health.length === 0 && <p className="text-soft">{t("report.verdict.healthy")}</p>}
        <ul className="list-disc pl-5">
          {health.map((it) => (
            <li key={`${it.code} ${it.node ?? ""} ${it.port ?? ""}`}>{said(it.message)}</li>
          ))}
        </ul>
      </Part>
      <Part title={t("report.verdict.totals")} help={t("report.overRuns", { runs: options.runs })}>
        <Table
          label={t("report.verdict.totals")}
          rows={all.filter(([, count]) => count > 0)}
          keyOf={([name]) => name}
          columns={[
            { head: t("report.what"), cell: ([name]) => name },
            { head: t("report.instances"), cell: ([, count]) => figures.count(count), figure: true },
            {
              head: t("report.share"),
              cell: ([, count]) => figures.share(totals.entered > 0 ? count / totals.entered : 0),
              figure: true,
            },
          ]}
        />
      </Part>
      <Part title={t("report.verdict.made")} help={t("report.verdict.madeHelp")}>
        <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-1">
          {made.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-soft">{t(`report.verdict.of.${name}`)}</dt>
              <dd className="break-all">{value}</dd>
            </div>
          ))}
        </dl>
      </Part>
    </Page>
  );
}

const TINTS = {
  ready: "bg-success-tint text-success",
  too_few: "bg-sunken text-soft",
  check_assumptions: "bg-warning-tint text-warning",
} as const;
