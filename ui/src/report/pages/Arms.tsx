// Experiments, variants of messages and reasons of contacts: how their arms fare, and whether they differ.
import { useTranslation } from "react-i18next";
import type { ArmReport } from "../../bindings/report/ArmReport";
import type { DifferenceReport } from "../../bindings/report/DifferenceReport";
import type { Report } from "../../bindings/report/Report";
import { useFigures } from "../../rehearsal/figures";
import { useView } from "../../state/view";
import { decimalsFor, valueIn } from "../estimate";
import { CannotTell, Page, Part, Table } from "../parts";
import { useReportNames } from "../useSaid";

interface Contest {
  id: string;
  of: "experiment" | "variants" | "reasons";
  goal: string | null;
  baseline: string | null;
  arms: ArmReport[];
}

/** Returns everything whose arms are held against each other. */
function contestsOf(report: Report): Contest[] {
  const experiments = Object.entries(report.experiments ?? {}).flatMap(([id, of]): Contest[] =>
    of ? [{ id, of: "experiment", ...of }] : [],
  );
  const variants = Object.entries(report.variants ?? {}).flatMap(([id, of]): Contest[] =>
    of ? [{ id, of: "variants", goal: of.goal, baseline: of.baseline, arms: of.variants }] : [],
  );
  const reasons = Object.entries(report.reasons ?? {}).flatMap(([id, of]): Contest[] =>
    of ? [{ id, of: "reasons", goal: of.goal, baseline: null, arms: of.reasons }] : [],
  );
  return [...experiments, ...variants, ...reasons];
}

export function Arms({ report }: { report: Report }) {
  const { t } = useTranslation();
  const contests = contestsOf(report);
  const told = contests.flatMap(({ arms }) => arms.filter((arm) => arm.difference?.differs === true));
  const open = contests.flatMap(({ arms }) =>
    arms.filter((arm) => arm.difference && arm.difference.differs !== true),
  );
  const answer =
    contests.length === 0
      ? t("report.arms.none")
      : t("report.arms.answer", { differ: told.length, open: open.length });
  return (
    <Page question={t("report.arms.question")} answer={answer}>
      {contests.map((contest) => (
        <ContestPart key={`${contest.of} ${contest.id}`} contest={contest} report={report} />
      ))}
    </Page>
  );
}

function ContestPart({ contest, report }: { contest: Contest; report: Report }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const language = useView((view) => view.language);
  const { step, way } = useReportNames(report);
  const title = t(`report.arms.${contest.of}`, { step: step(contest.id) });
  const name = (arm: string) => (contest.of === "experiment" ? way(contest.id, arm) : arm);
  const rate = (arm: ArmReport, value: number | null) =>
    value === null ? "–" : valueIn(language, { unit: "share", low: arm.low, high: arm.high }, value);
  const help = contest.goal
    ? t(contest.baseline ? "report.arms.against" : "report.arms.by", {
        goal: contest.goal,
        baseline: name(contest.baseline ?? ""),
      })
    : t("report.arms.noGoal");
  return (
    <Part title={title} help={help}>
      <Table
        label={title}
        rows={contest.arms}
        keyOf={(arm) => arm.name}
        columns={[
          { head: t("report.arms.arm"), cell: (arm) => name(arm.name) },
          { head: t("report.arms.share"), cell: (arm) => figures.share(arm.share / 100), figure: true },
          { head: t("report.arms.customers"), cell: (arm) => figures.count(arm.customers), figure: true },
          {
            head: t("report.arms.reached"),
            cell: (arm) => (arm.reached === null ? "–" : figures.count(arm.reached)),
            figure: true,
          },
          { head: t("report.arms.rate"), cell: (arm) => rate(arm, arm.rate), figure: true },
          {
            head: t("report.kpis.interval"),
            cell: (arm) =>
              arm.low === null || arm.high === null ? (
                <CannotTell>{t("report.cannotTell")}</CannotTell>
              ) : (
                t("report.interval", { low: rate(arm, arm.low), high: rate(arm, arm.high) })
              ),
          },
          { head: t("report.arms.difference"), cell: (arm) => <Difference of={arm.difference} /> },
        ]}
      />
    </Part>
  );
}

/** A difference of shares in percentage points, and whether there is one at all. */
export function Difference({ of }: { of: DifferenceReport | undefined }) {
  const { t } = useTranslation();
  const language = useView((view) => view.language);
  if (!of) return "";
  const half = of.low !== null && of.high !== null ? ((of.high - of.low) / 2) * 100 : 1;
  const digits = Math.max(decimalsFor(half), 1);
  const points = new Intl.NumberFormat(language, {
    signDisplay: "exceptZero",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  const range =
    of.low === null || of.high === null
      ? t("report.cannotTell")
      : t("report.interval", { low: points.format(of.low * 100), high: points.format(of.high * 100) });
  const tint = of.differs === true ? "font-medium" : "text-soft";
  return (
    <span className={tint}>
      {t("report.points", { value: points.format(of.value * 100) })}
      <span className="block text-xs">
        {range}
        {of.differs !== true && of.low !== null && ` · ${t("report.arms.maybeNone")}`}
      </span>
    </span>
  );
}
