// Everything that is wrong or worth a look: click goes there, one click mends where that is safe.

import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../bindings/Problem";
import { useFlow } from "../canvas/flow";
import { HelpButton } from "../help/HelpButton";
import { useText } from "../i18n/text";
import { useJourney } from "../state/journey";
import { useNames } from "../state/names";
import { useView } from "../state/view";
import { goToProblem, keyOf } from "./goTo";

export function Problems() {
  const { t } = useTranslation();
  const opened = useJourney((journey) => journey.opened);
  if (!opened) return null;
  return (
    <>
      {opened.findings.length === 0 && <p className="px-4 text-soft">{t("problems.none")}</p>}
      <ul className="min-h-0 flex-1 overflow-auto">
        {opened.findings.map((problem) => (
          <Row key={keyOf(problem)} problem={problem} />
        ))}
      </ul>
    </>
  );
}

const ICONS = {
  error: [CircleAlert, "text-error"],
  warning: [TriangleAlert, "text-warning"],
  info: [Info, "text-info"],
} as const;

function Row({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const { words } = useText();
  const names = useNames();
  const flow = useFlow();
  const edit = useJourney((journey) => journey.edit);
  const current = useView((view) => view.problem === keyOf(problem));
  const [Icon, tint] = ICONS[problem.severity];
  const { node, fix } = problem;
  const name = node === null ? t("problems.journey") : names.step(node);
  return (
    <li
      aria-current={current || undefined}
      className={`flex items-start gap-2 border-t border-line px-4 py-1.5 hover:bg-sunken ${current ? "bg-accent-tint" : ""}`}
    >
      <Icon
        size={15}
        role="img"
        aria-label={t(`problems.${problem.severity}`)}
        className={`mt-1 shrink-0 ${tint}`}
      />
      <button type="button" className="min-w-0 flex-1 text-left" onClick={() => goToProblem(flow, problem)}>
        <span className="mr-2 font-medium">{name}</span>
        <span className="text-soft">{words(problem.message)}</span>
      </button>
      {fix && (
        <button type="button" className="quiet shrink-0 border border-control" onClick={() => edit(fix.edit)}>
          {t("problems.fix", { step: words(fix.label) })}
        </button>
      )}
      <HelpButton page={problem.code} />
    </li>
  );
}
