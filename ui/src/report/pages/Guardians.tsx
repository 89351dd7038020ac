// Whether the rules that must hold for everyone did.
import { CircleCheck, CircleHelp, CircleX } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { GuardReport } from "../../bindings/report/GuardReport";
import type { Report } from "../../bindings/report/Report";
import { useFigures } from "../../rehearsal/figures";
import { Page } from "../parts";
import { useReportNames } from "../useSaid";
import { useTell } from "../useTell";

const SIGNS = {
  proved: [CircleCheck, "text-success"],
  held: [CircleCheck, "text-success"],
  broken: [CircleX, "text-error"],
  untested: [CircleHelp, "text-soft"],
} as const;

export function Guardians({ report }: { report: Report }) {
  const { t } = useTranslation();
  const guardians = report.guardians ?? [];
  const broken = guardians.filter(({ status }) => status === "broken").length;
  const answer =
    guardians.length === 0
      ? t("report.guardians.none")
      : t(broken > 0 ? "report.guardians.broken_answer" : "report.guardians.answer", {
          count: guardians.length,
          broken,
        });
  return (
    <Page question={t("report.guardians.question")} answer={answer}>
      <ul>
        {guardians.map((guardian) => (
          <Row key={guardian.id} guardian={guardian} report={report} />
        ))}
      </ul>
    </Page>
  );
}

function Row({ guardian, report }: { guardian: GuardReport; report: Report }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const tell = useTell();
  const { said } = useReportNames(report);
  const [Icon, tint] = SIGNS[guardian.status];
  const why = guardian.proof ? t(`report.guardians.proof.${guardian.proof}`) : "";
  return (
    <li className="flex gap-3 border-b border-line py-3" data-guardian={guardian.id}>
      <Icon
        size={18}
        role="img"
        aria-label={t(`report.guardians.${guardian.status}`)}
        className={`mt-0.5 shrink-0 ${tint}`}
      />
      <div>
        <p className="font-semibold">{said(guardian.name)}</p>
        <p>{said(guardian.sentence)}</p>
        <p className="text-xs text-soft">
          {t(`report.guardians.${guardian.status}Told`, {
            asked: figures.count(guardian.asked),
            broken: figures.count(guardian.broken),
            why,
          })}
        </p>
        {guardian.first.length > 0 && (
          <p className="mt-1 flex flex-wrap gap-2">
            {guardian.first.map((id) => (
              <button key={id} type="button" className="quiet border border-control" onClick={() => tell(id)}>
                {id}
              </button>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}
